import type { Expected, Subject } from './subject.ts';
import type { Person } from './types.ts';

/** Who is who: one line a true person. What a matcher must not see. */
export type TruthLine = {
  person: string;
  /** The person's numbers before September; empty for somebody new. */
  numbers: string[];
  records: {
    school: string;
    local_student_id: string;
    guid: string;
    expected: Expected;
    tags: string[];
  }[];
  tags: string[];
  expected: Expected | null;
};

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
