import { z } from 'zod';
import { isPlainDate, type PlainDate, type SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { cut, findUnprintable } from '#kernel/text.ts';
import type { Params, Words } from '#kernel/words.ts';

// The kinds of value that a cell of an extract may hold. A cell is text; what leaves the schema is the value meant.
// A value that does not fit raises a custom issue whose params name the problem, so that the words live beside the code.

/** What a cell can have against it; the words of each are in `rules/problems.ts`. */
export type ValueProblem =
  | 'too_long'
  | 'control_character'
  | 'date_form'
  | 'date_impossible'
  | 'moment_form'
  | 'value_not_allowed'
  | 'number_form'
  | 'out_of_range'
  | 'guid_form'
  | 'student_number_form'
  | 'organisation_form'
  | 'code_form'
  | 'list_too_long'
  | 'name_missing';

/** What people are told of a field: its meaning in both languages, one good value, and the code table it draws on. */
export type FieldWords = {
  words: Words;
  example: string;
  codeClass?: string;
  values?: readonly string[];
  max?: number;
};

/** The words of every field, by its schema. */
export const fieldWords = z.registry<FieldWords>();

type Check = (text: string) => { problem: ValueProblem; params?: Params } | null;

/** Free text of at most `max` characters; several lines only where the field is known to have them. */
export function text(max: number, { lines = false } = {}) {
  return cell((value) => {
    const found = findUnprintable(value, { lines });
    if (found) return { problem: 'control_character', params: { character: codePoint(found) } };
    return value.length > max ? { problem: 'too_long', params: { max, length: value.length } } : null;
  });
}

/** A code of a code table of the jurisdiction: only its form is judged here, the table is asked later. */
export function code(max = 40) {
  const form = new RegExp(`^[A-Za-z0-9][A-Za-z0-9._-]{0,${max - 1}}$`);
  return cell((value) => (form.test(value) ? null : { problem: 'code_form', params: { value: shorten(value), max } }));
}

/** One of a closed list. */
export function choice<const Value extends string>(values: readonly Value[]) {
  return cell((value) =>
    (values as readonly string[]).includes(value)
      ? null
      : { problem: 'value_not_allowed', params: { value: shorten(value), allowed: values } },
  ).transform((value) => value as Value);
}

/** One of a list that its users may extend by tokens of their own, which begin with `ext:`. */
export function extensible<const Value extends string>(values: readonly Value[]) {
  return cell((value) =>
    (values as readonly string[]).includes(value) || /^ext:.{1,100}$/.test(value)
      ? null
      : { problem: 'value_not_allowed', params: { value: shorten(value), allowed: values } },
  );
}

/** Y or N. */
export function flag() {
  return choice(['Y', 'N']).transform((value) => value === 'Y');
}

/** A day, written YYYY-MM-DD. */
export function day() {
  return cell((value): ReturnType<Check> => {
    if (isPlainDate(value)) return null;
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return { problem: 'date_impossible', params: { value } };
    return { problem: 'date_form', params: { value: shorten(value), write: suggestDay(value) } };
  }).transform((value) => value as PlainDate);
}

/** A moment, written as ISO 8601 has it, with its zone. */
export function moment() {
  return cell((value) =>
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/.test(value) &&
    isPlainDate(value.slice(0, 10))
      ? null
      : { problem: 'moment_form', params: { value: shorten(value) } },
  );
}

/** A GUID; letters of either case, kept in lower case. */
export function guid() {
  return cell((value) =>
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)
      ? null
      : { problem: 'guid_form', params: { value: shorten(value) } },
  ).transform((value) => value.toLowerCase());
}

/** Nine digits, hyphens allowed; whether the check digit is right is the number scheme's business. */
export function studentNumber() {
  return cell((value) =>
    /^\d{4}-?\d{4}-?\d$/.test(value) ? null : { problem: 'student_number_form', params: { value: shorten(value) } },
  ).transform((value) => value.replaceAll('-', '') as StudentNumber);
}

export function organisation() {
  return cell((value) =>
    /^[A-Z]\.[A-Z0-9]{1,8}$/.test(value) ? null : { problem: 'organisation_form', params: { value: shorten(value) } },
  ).transform((value) => value as OrganisationCode);
}

/** A whole number between two bounds, both included. */
export function whole(min: number, max: number) {
  return cell(numberCheck(/^\d{1,9}$/, min, max)).transform(Number);
}

/** A number with at most two decimals, kept as text so that nothing is rounded. */
export function decimal(min: number, max: number) {
  return cell(numberCheck(/^\d{1,9}(\.\d{1,2})?$/, min, max));
}

/** A school year by the calendar year it ends in. */
export function schoolYear() {
  return cell(numberCheck(/^\d{4}$/, 1900, 2199)).transform((value) => Number(value) as SchoolYear);
}

/** Codes separated by semicolons; an empty part is no code. */
export function codeList(max: number) {
  return cell((value): ReturnType<Check> => {
    const codes = splitList(value);
    if (codes.length > max) return { problem: 'list_too_long', params: { max, length: codes.length } };
    const wrong = codes.find((it) => !/^[A-Za-z0-9._-]{1,20}$/.test(it));
    return wrong === undefined ? null : { problem: 'code_form', params: { value: shorten(wrong), max: 20 } };
  }).transform(splitList);
}

function cell(check: Check) {
  return z.string().superRefine((value, context) => {
    const found = check(value);
    if (found) context.addIssue({ code: 'custom', params: { problem: found.problem, ...found.params } });
  });
}

function numberCheck(form: RegExp, min: number, max: number): Check {
  return (value) => {
    if (!form.test(value)) return { problem: 'number_form', params: { value: shorten(value) } };
    const number = Number(value);
    return number < min || number > max ? { problem: 'out_of_range', params: { value, min, max } } : null;
  };
}

function splitList(value: string): string[] {
  return value
    .split(';')
    .map((it) => it.trim())
    .filter((it) => it !== '');
}

/** How a day in another form would be written, where that can be told; both readings where it cannot. */
function suggestDay(value: string): string {
  const yearFirst =
    /^(\d{4})[./ ]?(\d{1,2})[./ ]?(\d{1,2})$/.exec(value) ?? /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(value);
  if (yearFirst) return join(yearFirst[1], yearFirst[2], yearFirst[3]) ?? 'YYYY-MM-DD';
  const yearLast = /^(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})$/.exec(value);
  if (!yearLast) return 'YYYY-MM-DD';
  const dayFirst = join(yearLast[3], yearLast[2], yearLast[1]);
  const monthFirst = join(yearLast[3], yearLast[1], yearLast[2]);
  const readings = new Set([dayFirst, monthFirst].filter((it) => it !== null));
  return readings.size === 0 ? 'YYYY-MM-DD' : [...readings].join(' / ');
}

function join(year?: string, month?: string, dayOfMonth?: string): string | null {
  const written = `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
  return isPlainDate(written) ? written : null;
}

/** NUL cannot be kept; it comes as its symbol. */
function codePoint(character: string): string {
  const point = character === '\u2400' ? 0 : (character.codePointAt(0) ?? 0);
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A value as it may stand in a message: never longer than forty characters. */
function shorten(value: string): string {
  return value.length > 40 ? `${cut(value, 39)}…` : value;
}
