import { type Random, seededRandom } from '#kernel/random.ts';
import { lastYear } from './calendar.ts';
import { grants } from './codes.ts';
import type { Attendance, Person, PlannedSchool } from './types.ts';

// What schools record in good faith and somebody has to look into later: not refused, but a warning or an advice.

type Cells = Record<string, string | null | undefined>;
type LooseEnd = { share: number; tie(cells: Cells, about: { school: PlannedSchool; grade: number }): Cells | null };

const looseEnds: readonly LooseEnd[] = [
  // Before the first day of instruction, and after the last.
  { share: 0.003, tie: () => ({ start_on: '2026-08-27' }) },
  { share: 0.002, tie: () => ({ exit_on: '2027-07-02', exit_type: 'completion' }) },
  // Two special-education codes that do not go together.
  { share: 0.003, tie: () => ({ exception_codes: '51;53' }) },
  { share: 0.004, tie: ({ grants_programmes: codes }) => (codes ? null : { french_hours: '120' }) },
  {
    share: 0.05,
    tie: ({ grants_programmes: codes }) => (codes === grants.francophone ? { french_hours: '310' } : null),
  },
  { share: 0.003, tie: (_cells, { grade }) => (grade >= 5 && grade <= 8 ? { enrolment_types: '121' } : null) },
  {
    share: 0.02,
    tie: ({ grants_programmes: codes }) =>
      codes === grants.outreach ? { grants_programmes: `${grants.home};${grants.outreach}` } : null,
  },
  { share: 0.003, tie: (_cells, { school }) => ({ resident_board: school.authorityCode }) },
  {
    share: 0.004,
    tie: ({ grants_programmes: codes }, { school }) =>
      codes || school.hasBilingual || school.kind !== 'public' ? null : { grants_programmes: grants.bilingual },
  },
];

/** The cells of an enrolment as the school has them: for some, with something to look into. Last year's are settled. */
export function withLooseEnds(
  cells: Cells,
  { seed, person }: { seed: string; person: Person },
  attendance: Attendance,
): Cells {
  if (attendance.schoolYear <= lastYear || person.tags.has('ready')) return cells;
  const random = chanceOf(seed, person, attendance.school);
  const found = looseEnds.find((it) => random.chance(it.share));
  return { ...cells, ...found?.tie(cells, attendance) };
}

/** The school before that has not taken a student out who moved away in the summer; null for nearly all. */
export function staleAttendance(seed: string, person: Person): Attendance | null {
  const { present, past, household } = person;
  const last = past.at(-1);
  if (!present || !last || !household.movedTo || last.schoolYear !== lastYear) return null;
  const { first, last: highest } = last.school.grades;
  const isTaught = first <= present.grade && present.grade <= highest;
  if (last.school === present.school || !isTaught) return null;
  return chanceOf(seed, person, last.school).chance(0.12) ? { ...present, school: last.school } : null;
}

/** Some families have not said where they live now. */
export function hasNoAddress({ place, tags }: Person): boolean {
  return place % 353 === 17 && !tags.has('ready');
}

function chanceOf(seed: string, person: Person, school: PlannedSchool): Random {
  return seededRandom(`${seed}/${person.id}/${school.code}/loose-ends`);
}
