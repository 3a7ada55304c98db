import { z } from 'zod';
import type { Subject } from './subject.ts';
import type { Person } from './types.ts';

const Expected = z.enum(['assigned', 'new', 'review', 'refused']);

/** Who is who: one line a true person. What a matcher must not see. */
export const TruthLine = z.strictObject({
  person: z.string(),
  numbers: z.array(z.string()),
  records: z.array(
    z.strictObject({
      school: z.string(),
      local_student_id: z.string(),
      guid: z.string(),
      expected: Expected,
      tags: z.array(z.string()),
    }),
  ),
  tags: z.array(z.string()),
  expected: Expected.nullable(),
});
export type TruthLine = z.infer<typeof TruthLine>;

export function truthOf(person: Person, subjects: readonly Subject[]): TruthLine {
  return {
    person: person.id,
    numbers: [person.number, person.secondNumber].filter((it) => it !== null),
    records: subjects.map((it) => ({
      school: it.school.code,
      local_student_id: it.localStudentId,
      guid: it.guid,
      expected: it.expected,
      tags: it.tags,
    })),
    tags: [...person.tags],
    expected: subjects.at(-1)?.expected ?? null,
  };
}
