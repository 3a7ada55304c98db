import { seededRandom } from '#kernel/random.ts';
import { calendarOf, lastYear } from './calendar.ts';
import { staleAttendance } from './loose-ends.ts';
import { identitySlips, makeMistakes } from './mistakes.ts';
import { addressRows, enrolmentRow, localIdOf, personRows, type Row, type View, viewOf } from './rows.ts';
import { partsOf } from './subject.ts';
import type { Attendance, Person } from './types.ts';

/** One number with all that is known under it, in the rows of the extract's layout (restrictions have a row of their own). */
export type RegisterLine = {
  student_number: string;
  /** The school that submitted the rows. */
  organisation: string;
  rows: Row[];
};

/** What the register holds of a person before September: one line a number. */
export function registerLines(seed: string, person: Person): RegisterLine[] {
  const last = person.past.at(-1);
  if (!last || person.number === null) return [];
  const view = viewOf({ seed, person, school: last.school, isSeptember: false });
  const own: RegisterLine = { student_number: person.number, organisation: last.school.code, rows: [] };
  if (person.secondNumber === null) return [{ ...own, rows: rowsOf(view, person.past) }];
  return [
    earlierLine(view, own, last),
    { ...own, student_number: person.secondNumber, rows: rowsOf(view, person.past) },
  ];
}

function rowsOf(view: View, past: readonly Attendance[]): Row[] {
  const rows = [
    ...personRows(view),
    ...past.map((it) => enrolmentRow(it.school === view.school ? view : viewOf({ ...view, school: it.school }), it)),
  ];
  const { restriction } = view.person;
  if (restriction) {
    const guid = view.guidOf('restriction');
    rows.push({
      file: 'restrictions',
      fields: { guid, kind: restriction.kind, effective_on: restriction.effectiveOn },
    });
  }
  return rows;
}

/** The first number of somebody who got a second one: the year before, with the differences that kept the two apart. */
function earlierLine(view: View, own: RegisterLine, last: Attendance): RegisterLine {
  const { seed, person } = view;
  const schoolYear = lastYear - 1;
  const { from, to } = calendarOf(schoolYear);
  const before: Attendance = {
    ...last,
    schoolYear,
    grade: Math.max(0, last.grade - 1),
    startOn: from,
    exitOn: to,
    exitType: 'completion',
  };
  const earlier: View = { ...view, guidOf: (thing) => view.guidOf(`${thing}/earlier`) };
  const rows = [...personRows(earlier), enrolmentRow(earlier, before)].map(({ file, fields }) => ({
    file,
    fields: { ...fields, local_student_id: `${localIdOf(person, last.school)}0` },
  }));
  const random = seededRandom(`${seed}/${person.id}/earlier`);
  const parts = partsOf(rows);
  while (makeMistakes(random, parts, identitySlips, 8).length === 0);
  keepIssueAfterBirth(parts.identification);
  return { ...own, rows };
}

/** A mistaken birth date may lie after the day on which the document was issued, which the register refuses. */
function keepIssueAfterBirth(row: Row | null): void {
  const { birth_date: born, issued_on: issued } = row?.fields ?? {};
  if (row && born && issued && issued < born) row.fields['issued_on'] = born;
}

/** What the register would hold after September: the new enrolment and home; of those who are new, everything. */
export function septemberLine({
  number,
  ...about
}: Omit<View, 'guidOf' | 'isSeptember'> & { number: string }): RegisterLine {
  const { person, school } = about;
  if (!person.present) throw new Error(`${person.id} goes to no school`);
  const view = viewOf({ ...about, isSeptember: true });
  const known = person.secondNumber ?? person.number;
  const isMoved = person.household.movedTo !== null;
  const stale = staleAttendance(about.seed, person);
  const moved = isMoved ? addressRows(view) : [];
  return {
    student_number: known ?? number,
    organisation: school.code,
    rows: [
      ...(known === null ? personRows(view) : moved),
      enrolmentRow(view, person.present),
      ...(stale ? [enrolmentRow(viewOf({ ...about, school: stale.school, isSeptember: true }), stale)] : []),
    ],
  };
}
