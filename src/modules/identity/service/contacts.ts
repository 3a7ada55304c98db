import type { PlainDate } from '#kernel/dates.ts';
import { may } from '#modules/access/index.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Address, StudentContacts } from '../contact-contract.ts';
import { addressLabel } from '../rules/address-label.ts';
import { endOf, inForceOn, preferredOn } from '../rules/addresses.ts';
import type { KeptAddress } from '../rules/kept.ts';
import * as tables from '../store/objects.ts';
import { presentGuardians } from './guardians.ts';
import { type Codes, wordsOfCode } from './present.ts';
import type { Asking } from './read.ts';
import { seeThen } from './see.ts';

type AskingContacts = Asking & {
  /** The day by which is judged what holds. */
  today: PlainDate;
  /** The day to which the answer is held; without it what holds at any time is answered. */
  asOf?: PlainDate | undefined;
};

/** Where the student and the guardians are reached, in all or on a day; restrictions only for those who may know of protection. */
export async function getContacts(
  reader: Reader,
  { actor, number, codes, knownAt = null, asOf, today }: AskingContacts,
): Promise<StudentContacts> {
  const { student } = await seeThen(reader, { actor, number, knownAt });
  const list = async <Kept extends tables.Common>(table: tables.ObjectTable<Kept>) => {
    const rows = await tables.listObjects(reader, table, [number], knownAt);
    return rows
      .filter((it) => asOf === undefined || holdsOn(it, asOf))
      .map(({ studentNumber: _number, ...shown }) => shown);
  };
  const restrictions = may(actor, 'restricted.read') ? await list(tables.restrictions) : [];
  const addresses = presentAddresses(await tables.listObjects(reader, tables.addresses, [number], knownAt), {
    day: asOf ?? today,
    codes,
  });
  return {
    studentNumber: number,
    version: student.version,
    addresses: addresses.filter((it) => asOf === undefined || it.isInForce).sort(latestFirst),
    phones: (await list(tables.phones)).sort(latestFirst),
    emails: await list(tables.emails),
    guardians: await presentGuardians(reader, student, {
      actor,
      number,
      codes,
      knownAt,
      asOf,
      day: asOf ?? today,
    }),
    restrictions: restrictions.map((it) => ({
      ...it,
      kindWords: wordsOfCode(codes, 'disclosure_restriction', it.kind),
    })),
  };
}

/** Addresses with what they are on a day beside the others. */
function presentAddresses(kept: readonly KeptAddress[], { day, codes }: { day: PlainDate; codes: Codes }): Address[] {
  // What was known before a column came does not have it.
  const all = kept.map((it) => ({
    ...it,
    isGeneralDelivery: it.isGeneralDelivery ?? false,
    isPreferred: it.isPreferred ?? false,
    isDeleted: it.isDeleted ?? false,
  }));
  const holding = inForceOn(all, day);
  const preferred = preferredOn(all, day);
  return all.map(({ studentNumber: _number, ...it }) => ({
    ...it,
    isPreferred: it.addressId === preferred?.addressId,
    isInForce: holding.some((other) => other.addressId === it.addressId),
    endsOn: endOf(it, all),
    label: {
      en: addressLabel(it, { codes, language: 'en' }),
      fr: addressLabel(it, { codes, language: 'fr' }),
    },
  }));
}

/** Whether what has days of its own is in force on one; what has none always is. */
function holdsOn(it: tables.Common & { effectiveOn?: PlainDate; expiresOn?: PlainDate | null }, day: PlainDate) {
  return (it.effectiveOn ?? day) <= day && day <= (it.expiresOn ?? day);
}

function latestFirst(a: { effectiveOn: string }, b: { effectiveOn: string }): number {
  if (a.effectiveOn === b.effectiveOn) return 0;
  return a.effectiveOn < b.effectiveOn ? 1 : -1;
}
