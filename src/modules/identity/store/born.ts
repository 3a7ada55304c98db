import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';

/** That a student was born within a span of days, as a condition on the number that another module's list stands with. */
export function bornWithin({ from, to }: { from: PlainDate; to: PlainDate }) {
  return (studentNumber: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`exists (select from identity.student b
                 where b.student_number = ${studentNumber} and b.birth_date >= ${from}::date and b.birth_date <= ${to}::date)`;
}
