import { isPlainDate } from '#kernel/dates.ts';
import type { CodeValue } from '#kernel/rule.ts';
import type { Guardian, GuardianChange, LimitChange } from '../../../api/contacts.ts';

export type GuardianTyped = {
  relationship: string;
  familyName: string;
  givenName: string;
  phone: string;
  email: string;
  livesWith: boolean;
};

export const nobodyTyped: GuardianTyped = {
  relationship: '',
  familyName: '',
  givenName: '',
  phone: '',
  email: '',
  livesWith: false,
};

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** What was typed of a guardian, as it is sent. */
export function guardianTyped(guid: string, typed: GuardianTyped): GuardianChange {
  const { relationship, livesWith, familyName, givenName, phone, email } = typed;
  const texts = {
    familyName: orNull(familyName),
    givenName: orNull(givenName),
    phone: orNull(phone),
    email: orNull(email),
  };
  return { guid, relationship, livesWith, ...texts, expiresOn: null };
}

/** What is kept of a guardian, as it is stated again to end the rights. */
export function changeOfGuardian(it: Guardian): GuardianChange {
  const { guardianId, relationship, familyName, givenName, livesWith, phone, email, expiresOn } = it;
  return { guid: guardianId, relationship, familyName, givenName, livesWith, phone, email, expiresOn };
}

export function missingOfGuardian(typed: GuardianTyped): 'needRelationship' | 'needName' | null {
  if (typed.relationship === '') return 'needRelationship';
  return typed.familyName.trim() === '' && typed.givenName.trim() === '' ? 'needName' : null;
}

export type LimitTyped = {
  kind: string;
  effectiveOn: string;
  expiresOn: string;
  orderType: string;
  orderReference: string;
  orderIssuedOn: string;
  details: string;
};

/** What was typed of a limit, as it is sent. */
export function limitTyped(ids: { guid: string; guardianId: string }, typed: LimitTyped): LimitChange {
  const { kind, effectiveOn, orderType, ...texts } = typed;
  const said = Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, orNull(text)])) as Record<
    keyof typeof texts,
    string | null
  >;
  return { ...ids, kind, effectiveOn, orderType, ...said, isDeleted: null };
}

/** What is kept of a limit, as it is stated again to take it back or to restore it. */
export function changeOfLimit(guardianId: string, it: Guardian['limits'][number]): LimitChange | null {
  if (!it.order) return null;
  const { type, reference, issuedOn, details } = it.order;
  const order = { orderType: type, orderReference: reference, orderIssuedOn: issuedOn, details };
  const { limitId, kind, effectiveOn, expiresOn, isDeleted } = it;
  return { guid: limitId, guardianId, kind, effectiveOn, expiresOn, ...order, isDeleted };
}

export type LimitMissing = 'needKind' | 'needOrder' | 'needReference' | 'needDay' | 'needDays';

/** What is still to be said before a limit can be sent; null when nothing is. */
export function missingOfLimit(typed: LimitTyped, orders: readonly CodeValue[]): LimitMissing | null {
  const { kind, orderType, orderReference, effectiveOn, expiresOn, orderIssuedOn } = typed;
  if (kind === '') return 'needKind';
  const order = orders.find(({ code }) => code === orderType);
  if (!order) return 'needOrder';
  if (order.data['needsReference'] === true && orderReference.trim() === '') return 'needReference';
  const days = [expiresOn, orderIssuedOn].filter((it) => it !== '');
  if (!isPlainDate(effectiveOn) || !days.every(isPlainDate)) return 'needDay';
  return expiresOn !== '' && expiresOn < effectiveOn ? 'needDays' : null;
}
