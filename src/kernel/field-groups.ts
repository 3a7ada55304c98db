/**
 * Parts of a person's record that an answer may show; the ledger says which were read. The ledger keeps a group as its place
 * in this list: new ones go to the end, none is ever taken out or moved.
 */
export const fieldGroups = [
  'existence',
  'identity',
  'documents',
  'contacts',
  'guardians',
  'restrictions',
  'enrolments',
  'findings',
  'history',
  'submitted',
  'ledger',
  'requests',
  'personal',
  'accommodations',
  'notes',
] as const;
export type FieldGroup = (typeof fieldGroups)[number];

/** The groups of an answer that shows a record whole; that there is one at all goes without saying. */
export const wholeRecord: readonly FieldGroup[] = fieldGroups.filter((group) => group !== 'existence');
