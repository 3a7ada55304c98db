import type { StudentNumber } from '#kernel/ids.ts';
import type { Fired } from '#kernel/rule.ts';
import type { KeptRemark } from '../records.ts';
import type { RowProblemCode } from '../rules/problems.ts';

/** Numbers that are known beforehand, by the student's identifier: a person decided. */
export type Decided = ReadonlyMap<string, { studentNumber: StudentNumber; isNew: boolean }>;

/** What the pipeline itself has against a row. */
export function rejection(code: RowProblemCode, field: string | null, params: KeptRemark['params']): KeptRemark {
  return { code: `exchange.${code}`, severity: 'rejection', field, params };
}

/** What a rule of the register says of a row, at the column where the row says it. */
export function toRemark({ code, severity, field, params }: Fired): KeptRemark {
  return { code, severity, field: columnOf(field), params };
}

const keyFields: ReadonlySet<string> = new Set([
  'recordId',
  'nameId',
  'addressId',
  'phoneId',
  'guardianId',
  'enrolmentId',
]);

/** The register's rules name fields as the program does; a row has columns. */
export function columnOf(field: string): string {
  return keyFields.has(field) ? 'guid' : field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
