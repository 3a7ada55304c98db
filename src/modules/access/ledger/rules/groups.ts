import { type FieldGroup, fieldGroups } from '#kernel/field-groups.ts';

/** Groups as the ledger keeps them: one bit for each, by its place in the list. */
export function packGroups(groups: readonly FieldGroup[]): number {
  return groups.reduce((bits, group) => bits | (1 << fieldGroups.indexOf(group)), 0);
}

/** The groups of a row, in the order of the list. */
export function unpackGroups(bits: number): FieldGroup[] {
  return fieldGroups.filter((_group, place) => (bits & (1 << place)) !== 0);
}
