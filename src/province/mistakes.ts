import type { Random } from '#kernel/random.ts';
import { swapDayAndMonth } from './calendar.ts';
import { nicknames } from './names/english.ts';
import type { Row } from './rows.ts';

// What goes wrong when people type what other people write. Every mistake says what it did, so that the truth can name it.

type Slip = { tag: string; share: number; spoil(random: Random, rows: Rows): boolean };

/** The rows of one student in a submission, by file. */
export type Rows = { student: Row; identification: Row | null; enrolment: Row | null; all: Row[] };

/** Mistakes of identity, by their share among students whom a school types in anew (rates after identity.md 2.5). */
export const identitySlips: readonly Slip[] = [
  {
    tag: 'typo_given',
    share: 0.011,
    spoil: (random, rows) => retype(rows, 'given_name', (text) => slip(random, text)),
  },
  {
    tag: 'typo_family',
    share: 0.011,
    spoil: (random, rows) => retype(rows, 'family_name', (text) => slip(random, text)),
  },
  { tag: 'swapped_day_month', share: 0.004, spoil: (_random, rows) => retype(rows, 'birth_date', swapDayAndMonth) },
  {
    tag: 'birth_digit',
    share: 0.004,
    spoil: (random, rows) => retype(rows, 'birth_date', (text) => wrongDay(random, text)),
  },
  { tag: 'swapped_names', share: 0.002, spoil: (_random, rows) => swapNames(rows) },
  { tag: 'dropped_diacritics', share: 0.3, spoil: (_random, rows) => dropMarks(rows) },
  {
    tag: 'nickname',
    share: 0.012,
    spoil: (_random, rows) => retype(rows, 'given_name', (text) => nicknames.get(text) ?? null),
  },
  { tag: 'missing_middle', share: 0.12, spoil: (_random, rows) => dropMiddle(rows) },
  {
    tag: 'middle_initial',
    share: 0.06,
    spoil: (_random, rows) => retype(rows, 'middle_name', (text) => text.slice(0, 1)),
  },
  { tag: 'wrong_gender', share: 0.003, spoil: (_random, rows) => retype(rows, 'gender', otherGender) },
  { tag: 'joined_name', share: 0.01, spoil: (_random, rows) => retype(rows, 'given_name', joined) },
];

/** Mistakes against the rules, by their share among all students of a submission. */
export const ruleSlips: readonly Slip[] = [
  { tag: 'exit_before_start', share: 0.0012, spoil: (_random, rows) => set(rows.enrolment, 'exit_on', '2026-08-21') },
  { tag: 'unknown_grade', share: 0.0008, spoil: (_random, rows) => set(rows.enrolment, 'grade', '13') },
  { tag: 'grade_for_age', share: 0.0012, spoil: (_random, rows) => strangeGrade(rows) },
  { tag: 'unknown_programme', share: 0.001, spoil: (_random, rows) => set(rows.enrolment, 'grants_programmes', '999') },
  { tag: 'missing_start', share: 0.0008, spoil: (_random, rows) => drop(rows.enrolment, 'start_on') },
  { tag: 'impossible_date', share: 0.0006, spoil: (_random, rows) => set(rows.enrolment, 'start_on', '2026-09-31') },
  {
    tag: 'issued_before_birth',
    share: 0.0006,
    spoil: (_random, rows) => set(rows.identification, 'issued_on', '2001-05-17'),
  },
];

/** Mistakes that keep the student row itself from being understood. */
export const refusedSlips: readonly Slip[] = [
  {
    tag: 'impossible_birth_date',
    share: 0.0003,
    spoil: (_random, rows) => set(rows.student, 'birth_date', '2015-02-30'),
  },
  { tag: 'missing_gender', share: 0.0003, spoil: (_random, rows) => drop(rows.student, 'gender') },
];

/** Makes the mistakes that chance asks for and answers their names. `factor` makes them rarer or more frequent. */
export function makeMistakes(random: Random, rows: Rows, slips: readonly Slip[], factor: number): string[] {
  const made: string[] = [];
  for (const { tag, share, spoil } of slips) if (random.chance(share * factor) && spoil(random, rows)) made.push(tag);
  return made;
}

export function set(row: Row | null, column: string, text: string): boolean {
  if (!row || row.fields[column] === text) return false;
  row.fields[column] = text;
  return true;
}

export function drop(row: Row | null, column: string): boolean {
  if (!row || row.fields[column] === undefined) return false;
  delete row.fields[column];
  return true;
}

/** Types a column of the student anew, and of the document's row too, since one hand types both. */
function retype(rows: Rows, column: string, change: (text: string) => string | null): boolean {
  const before = rows.student.fields[column];
  const after = before === undefined ? null : change(before);
  if (!after || after === before) return false;
  rows.student.fields[column] = after;
  const { identification } = rows;
  if (identification && identification.fields[column] === before) identification.fields[column] = after;
  return true;
}

function swapNames({ student, identification }: Rows): boolean {
  const { family_name: family, given_name: given } = student.fields;
  if (!family || !given) return false;
  for (const it of [student, identification])
    if (it) Object.assign(it.fields, { family_name: given, given_name: family });
  return true;
}

function dropMiddle({ student, identification }: Rows): boolean {
  drop(identification, 'middle_name');
  return drop(student, 'middle_name');
}

function dropMarks(rows: Rows): boolean {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[øđ]/g, (it) => (it === 'ø' ? 'o' : 'd'))
      .replace(/Đ/g, 'D');
  const isLatin = (text: string | undefined) => text !== undefined && /^[\p{Script=Latin}\p{M}' -]+$/u.test(text);
  const columns = ['family_name', 'given_name', 'middle_name'].filter((it) => isLatin(rows.student.fields[it]));
  return columns.map((column) => retype(rows, column, plain)).some((it) => it);
}

/** Two given names, or the syllables of one, written together. */
function joined(text: string): string | null {
  const parts = text.split(/[ -]/);
  if (parts.length < 2) return null;
  return parts.map((part, place) => (place === 0 ? part : part.toLowerCase())).join('');
}

function otherGender(gender: string): string {
  return gender === 'M' ? 'F' : 'M';
}

/** Three grades too far; a warning, not an error. */
function strangeGrade(rows: Rows): boolean {
  const grade = Number(rows.enrolment?.fields['grade']);
  return Number.isInteger(grade) && set(rows.enrolment, 'grade', String(grade > 6 ? grade - 4 : grade + 4));
}

/** One digit of the year or day wrong, still a day of the calendar. */
function wrongDay(random: Random, date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  if (random.chance(0.4)) return `${Number(year) + random.pick([-1, 1])}-${month}-${day === '29' ? '28' : day}`;
  const other = Number(day) > 9 ? Number(day) - 9 : Number(day) + 10;
  return `${year}-${month}-${String(other).padStart(2, '0')}`;
}

const neighbours = 'qwertyuiop asdfghjkl zxcvbnm';

/** One slip of the pen or the keyboard, never on the first letter. Null where a name is too short to tell. */
function slip(random: Random, text: string): string | null {
  if (text.length < 4) return null;
  const at = random.int(1, text.length - 2);
  const letter = text.charAt(at);
  const kind = random.next();
  if (kind < 0.3) return text.slice(0, at) + text.slice(at + 1);
  if (kind < 0.5) return text.slice(0, at) + text.charAt(at + 1) + letter + text.slice(at + 2);
  if (kind < 0.7) return text.slice(0, at) + letter + text.slice(at);
  const key = neighbours.indexOf(letter.toLowerCase());
  const beside = key < 0 ? 'e' : neighbours.charAt(key + 1).trim() || neighbours.charAt(key - 1);
  return text.slice(0, at) + beside + text.slice(at + 1);
}
