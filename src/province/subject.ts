import type { Random } from '#kernel/random.ts';
import { identitySlips, makeMistakes, type Rows, refusedSlips, ruleSlips } from './mistakes.ts';
import { enrolmentRow, localIdOf, personRows, type Row, type View } from './rows.ts';
import type { Attendance, Person, PlannedSchool } from './types.ts';

/** The right answer for a submitted student: the person's own number, a new one, a person's decision, or no answer since the row is unreadable. */
export type Expected = 'assigned' | 'new' | 'review' | 'refused';

/** One student in a school's submission, with the truth about it. */
export type Subject = {
  person: Person;
  school: PlannedSchool;
  rows: Row[];
  localStudentId: string;
  guid: string;
  expected: Expected;
  tags: string[];
};

/** What the school's system sends of a student in September, mistakes included. */
export function submitPerson(random: Random, view: View, attendance: Attendance): Subject {
  const rows = [...personRows(view), enrolmentRow(view, attendance)];
  const parts = partsOf(rows);
  const arrival = arrivalOf(view.person, view.school);
  const tags = [arrival, ...stateNumber(random, parts, view, arrival)];
  const care = carefulness[arrival];
  tags.push(...makeMistakes(random, parts, identitySlips, care), ...makeMistakes(random, parts, ruleSlips, 1));
  const refused = makeMistakes(random, parts, refusedSlips, 1);
  tags.push(...refused);
  return {
    person: view.person,
    school: view.school,
    rows,
    localStudentId: localIdOf(view.person, view.school),
    guid: parts.student.fields['guid'] ?? '',
    expected: refused.length > 0 ? 'refused' : expectedOf(view.person, parts, tags),
    tags,
  };
}

export function partsOf(rows: Row[]): Rows {
  const student = rows.find((it) => it.file === 'students');
  if (!student) throw new Error('a submitted student has a student row');
  return {
    student,
    identification: rows.findLast((it) => it.file === 'identification') ?? null,
    enrolment: rows.find((it) => it.file === 'enrolments') ?? null,
    all: rows,
  };
}

type Arrival = 'returning' | 'within_authority' | 'arriving' | 'first_time';

/** How often a clerk errs: hardly with a student whom the system knew last year. */
const carefulness: Record<Arrival, number> = { returning: 0.06, within_authority: 0.3, arriving: 1, first_time: 1 };
/** How often the number is not known. */
const numberMissing: Record<Arrival, number> = {
  returning: 0.006,
  within_authority: 0.06,
  arriving: 0.3,
  first_time: 1,
};

function arrivalOf(person: Person, school: PlannedSchool): Arrival {
  if (person.number === null) return 'first_time';
  const last = person.past.at(-1)?.school;
  if (last?.code === school.code) return 'returning';
  return last?.authorityCode === school.authorityCode && !person.household.movedTo ? 'within_authority' : 'arriving';
}

/** Writes the number as the school knows it: right, absent, mistyped, or a brother's. */
function stateNumber(random: Random, { student }: Rows, { person }: View, arrival: Arrival): string[] {
  const number = arrival === 'returning' ? (person.secondNumber ?? person.number) : person.number;
  const missing = person.restriction && arrival !== 'returning' ? 0.9 : numberMissing[arrival];
  if (number === null) return [];
  if (random.chance(missing)) return ['no_number'];
  const sibling = person.bornWith.find((it) => it.number !== null)?.number;
  const chance = random.next();
  if (sibling && chance < 0.01) return stateWrong(student, sibling, 'number_of_twin');
  if (chance < 0.0015) return stateWrong(student, mistyped(number, random.int(0, 7)), 'number_mistyped');
  student.fields['student_number'] = number;
  return [];
}

function stateWrong(student: Row, number: string, tag: string): string[] {
  student.fields['student_number'] = number;
  return [tag];
}

/** One digit changed, so that the check digit tells. */
export function mistyped(number: string, at: number): string {
  return number.slice(0, at) + String((Number(number.charAt(at)) + 3) % 10) + number.slice(at + 1);
}

function expectedOf(person: Person, { student }: Rows, tags: readonly string[]): Expected {
  if (person.restriction) return 'review';
  if (tags.includes('number_of_twin')) return 'review';
  if (person.number !== null) return 'assigned';
  const isStated = student.fields['multiple_birth'] === 'Y';
  return person.isNewTwin && !isStated ? 'review' : 'new';
}
