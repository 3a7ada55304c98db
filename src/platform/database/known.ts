import { type RawBuilder, sql } from 'kysely';

/**
 * What stands in a query in the place of a table of students' rows: the table itself, or the rows of some students as they were known at a
 * moment. The name must be the program's own.
 */
export function rowsKnownAt(table: string, numbers: readonly string[], moment: Date | null): RawBuilder<unknown> {
  if (moment === null) return sql.table(table);
  return sql`audit.known_rows(null::${sql.table(table)}, ${numbers}::bpchar[], ${moment}::timestamptz)`;
}
