import { type PlainDate, type SchoolYear, type Span, schoolYearOf, spansOverlap, toPlainDate } from '#kernel/dates.ts';
import { extensionPrefix } from './files.ts';
import { extensionCells, type OneRosterRow, refusal, type Said } from './row.ts';
import type { FileYear, OneRosterSettings } from './settings.ts';

// A role of a student at an organisation is an enrolment there. OneRoster knows no enrolment of a year: a role may run through many, and
// the enrolment of the file's year is the part that lies in it.

/** What a role states, and what it is assumed to be where the register knows nothing better. */
export type EnrolmentCells = { cells: Record<string, string>; assumed: Record<string, string> };

/** The enrolment that a role states, or why there is none. */
export function toEnrolment(
  role: OneRosterRow,
  user: OneRosterRow,
  localStudentId: string,
  settings: OneRosterSettings,
): EnrolmentCells | { against: Said } {
  const { cells, sourcedId } = role;
  const school = settings.organisationOf(cells['orgSourcedId'] ?? '');
  if (school === null) return { against: refusal('org_unknown', 'orgSourcedId', { org: cells['orgSourcedId'] ?? '' }) };
  const placed = placeInYear(cells, settings.fileYear);
  if ('against' in placed) return placed;
  const extension = extensionCells(role, settings.metadata.roles);
  const grade = gradeOf(user, placed.year, extension, settings);
  if (typeof grade !== 'string') return grade;
  const { year, startOn, isFirstYear, exitOn } = placed;
  const { defaults } = settings;
  const isTakenBack = cells['status'] === 'tobedeleted' && exitOn === null;
  return {
    cells: {
      guid: settings.guidOf(isFirstYear ? 'role' : `role ${year}`, sourcedId),
      local_student_id: localStudentId,
      school_code: school,
      school_year: String(year),
      start_on: startOn,
      ...(exitOn !== null && { exit_on: exitOn }),
      ...(isTakenBack && { is_deleted: 'Y' }),
      ...extension,
      grade,
    },
    assumed: {
      programming_type: defaults.programmingType,
      programming_timeframe: defaults.programmingTimeframe,
      ...(exitOn !== null && { exit_type: exitType(exitOn, year, settings) }),
    },
  };
}

type Placed = { year: SchoolYear; startOn: PlainDate; isFirstYear: boolean; exitOn: PlainDate | null };

/** The part of a role that lies in the file's year; of one that has ended before, or begins after, its last or first year. */
export function placeInYear(cells: Readonly<Record<string, string>>, file: FileYear): Placed | { against: Said } {
  const begin = cells['beginDate'] ?? file.from;
  const end = cells['endDate'] ?? null;
  if (begin === null) return { against: refusal('role_without_begin', 'beginDate', {}) };
  if (end !== null && end < begin) return { against: refusal('role_ends_before', 'endDate', { begin, end }) };
  const beginYear = yearOf(begin, file);
  const endYear = end === null ? null : yearOf(end, file);
  const year = Math.max(beginYear, Math.min(file.year, endYear ?? file.year));
  const isFirstYear = year === beginYear;
  const startOn = isFirstYear ? begin : firstDay(year, file);
  return { year, startOn, isFirstYear, exitOn: endYear === year ? end : null };
}

/** A day in the span of the file's sessions is of the file's year: schools begin before the first of September. */
function yearOf(day: PlainDate, { year, from, to }: FileYear): SchoolYear {
  return from !== null && to !== null && from <= day && day <= to ? year : schoolYearOf(day);
}

function firstDay(year: SchoolYear, file: FileYear): PlainDate {
  return file.year === year && file.from !== null ? file.from : toPlainDate({ year: year - 1, month: 9, day: 1 });
}

function exitType(exitOn: PlainDate, year: SchoolYear, { fileYear, defaults }: OneRosterSettings): string {
  const planned = fileYear.year === year && fileYear.to !== null ? fileYear.to : `${year}-${defaults.yearEndsFrom}`;
  return exitOn < planned && exitOn < `${year}-${defaults.yearEndsFrom}`
    ? defaults.exitTypeEarly
    : defaults.exitTypePlanned;
}

function gradeOf(
  user: OneRosterRow,
  year: SchoolYear,
  extension: Readonly<Record<string, string>>,
  settings: OneRosterSettings,
): string | { against: Said } {
  const { fileYear, grades } = settings;
  if (extension['grade'] !== undefined) return extension['grade'];
  const field = gradeField(settings);
  if (year !== fileYear.year)
    return { against: refusal('role_of_another_year', 'beginDate', { year, fileYear: fileYear.year }) };
  const said = (user.cells['grades'] ?? '').split(',').flatMap((it) => it.trim() || []);
  if (said.length > 1) return { against: refusal('grades_many', field, { grades: said }) };
  const [only] = said;
  if (only === undefined) return { against: refusal('grade_missing', field, {}) };
  const grade = grades.get(only);
  if (grade !== undefined) return grade;
  const params = { value: only, column: 'users.grades', allowed: [...grades.keys()] };
  return { against: refusal('oneroster_code_unknown', field, params) };
}

/** Where the grade of a role can be mended in its own row: the extension column that says it, if the jurisdiction reads one. */
function gradeField({ metadata }: OneRosterSettings): string | null {
  const name = Object.entries(metadata.roles).find(([, column]) => column === 'grade')?.[0];
  return name === undefined ? null : `${extensionPrefix}${name}`;
}

/** Other rows that are a primary role of the same user at the same organisation at the same time. */
export function rivalsOf(role: OneRosterRow, roles: readonly OneRosterRow[]): OneRosterRow[] {
  if (!isPrimary(role)) return [];
  return roles.filter(
    (other) =>
      other !== role &&
      isPrimary(other) &&
      other.cells['orgSourcedId'] === role.cells['orgSourcedId'] &&
      spansOverlap(spanOf(other), spanOf(role)),
  );
}

function isPrimary({ cells }: OneRosterRow): boolean {
  return cells['roleType'] === 'primary' && cells['status'] !== 'tobedeleted';
}

function spanOf({ cells }: OneRosterRow): Span {
  return { from: cells['beginDate'] ?? '', to: cells['endDate'] ?? null };
}
