import type { OrganisationCode } from '#kernel/ids.ts';
import type { Transition, TransitionStatement } from '../../../api/responsible.ts';

/** A choice of the list of schools that is none of them. */
export const other = 'other';
export const elsewhere = 'elsewhere';

/** A transition while somebody writes it: texts, and the school as it was chosen. */
export type Draft = {
  effectiveOn: string;
  hasSchool: TransitionStatement['hasSchool'];
  /** A school's code from the list, or one of the two choices above. */
  place: string;
  code: string;
  name: string;
  city: string;
  province: string;
  country: string;
  reason: string;
};

const blank = { place: '', code: '', name: '', city: '', province: '', country: '', reason: '' };

/** The transition that is changed, or a new one that begins today. */
export function draftOf(it: Transition | null, today: string): Draft {
  if (!it) return { ...blank, effectiveOn: today, hasSchool: 'yes' };
  const { effectiveOn, hasSchool, schoolCode, outside, reason } = it;
  const { name = '', city, province, country } = outside ?? {};
  const places = { name, city: city ?? '', province: province ?? '', country: country ?? '' };
  return { ...blank, ...places, effectiveOn, hasSchool, place: outside ? elsewhere : (schoolCode ?? ''), reason };
}

/** What is sent: only what belongs to the answer. */
export function toStatement(draft: Draft): TransitionStatement {
  const { effectiveOn, hasSchool, reason } = draft;
  return { effectiveOn, hasSchool, reason, schoolCode: schoolOf(draft), outside: outsideOf(draft) };
}

function schoolOf({ hasSchool, place, code }: Draft): OrganisationCode | null {
  if (hasSchool !== 'yes' || place === elsewhere) return null;
  const chosen = place === other ? code.trim().toUpperCase() : place;
  return chosen === '' ? null : (chosen as OrganisationCode); // the server judges its form
}

function outsideOf({ hasSchool, place, name, city, province, country }: Draft): TransitionStatement['outside'] {
  if (hasSchool !== 'yes' || place !== elsewhere || name.trim() === '') return null;
  const orNone = (text: string) => (text.trim() === '' ? null : text.trim());
  return { name: name.trim(), city: orNone(city), province: orNone(province), country: orNone(country) };
}
