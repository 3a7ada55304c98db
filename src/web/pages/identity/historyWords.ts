import { en } from '../../text/en.ts';

type ActName = keyof typeof en.students.history.acts;

/** The key of an act's word, or null for a kind that has none. */
export function actName(kind: string): ActName | null {
  return kind in en.students.history.acts ? (kind as ActName) : null; // judged by `in`
}

type TableName = keyof typeof en.students.history.tables;

/** `identity.address` as the key of its word; an unknown table is a "record". */
export function tableName(table: string): TableName {
  const bare = table.slice(table.indexOf('.') + 1);
  return bare in en.students.history.tables ? (bare as TableName) : 'other'; // judged by `in`
}

/** Fields that a reader wants to see: keys and bookkeeping aside, and only what was or became something. */
export function isTold({ field, before, after }: { field: string; before: unknown; after: unknown }): boolean {
  if (isEmpty(before) && isEmpty(after)) return false;
  return (
    !/^(version|student_number|token|at|from_state|actor_name|organisation_code|.*_id|.*_key|.*_at)$/.test(field) ||
    isToldAnyway.has(field)
  );
}

const isToldAnyway: ReadonlySet<string> = new Set(['local_student_id', 'deleted_at']);

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** A kept value as text. */
export function valueText(value: unknown): string | null {
  if (isEmpty(value)) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The code table that a field's values come from. */
const codeClasses: Partial<Record<string, string>> = {
  document_type: 'document_type',
  gender: 'gender',
  status: 'citizenship_status',
  guardian_status: 'citizenship_status',
  language_right: 'language_right',
  country: 'country',
  exit_type: 'exit_type',
  programming_type: 'programming_type',
  programming_timeframe: 'programming_timeframe',
  relationship: 'guardian_relationship',
  language_at_home: 'language',
  grade: 'grade',
};

export function codeClassOf(field: string): string | null {
  return codeClasses[field] ?? null;
}

const tellingFields = [
  'preferred_given_name',
  'given_name',
  'middle_name',
  'family_name',
  'status',
  'document_type',
  'grade',
  'school_code',
  'relationship',
  'street',
  'city',
  'number',
  'email',
  'local_student_id',
  'birth_date',
  'start_on',
  'exit_on',
  'move',
  'assignee_name',
  'note',
];

/** The few fields that tell a kept thing from others of its kind, in the order one would say them. */
export function gistOf<Field extends { field: string }>(fields: readonly Field[]): Field[] {
  return tellingFields.flatMap((name) => fields.find(({ field }) => field === name) ?? []).slice(0, 4);
}
