import type { PlainDate } from '#kernel/dates.ts';
import type { PersonName } from './normalise.ts';

// Legal name, birth date and gender are never edited: they follow from the identification records.

export type RecordFacts = Required<PersonName> & {
  recordId: string;
  quality: number;
  proves: 'name_and_birth' | 'name';
  issuedOn: PlainDate | null;
  /** ISO instant. */
  recordedAt: string;
  birthDate: PlainDate;
  gender: string;
  isNameExact: boolean;
};

export type Current = { name: RecordFacts; birth: RecordFacts };

/**
 * The records behind the legal name and behind birth date and gender: highest quality, then latest issued, then latest recorded.
 * A paper that supports the name only (marriage, change of name) says nothing of birth. Null without any record.
 */
export function deriveCurrent(records: readonly RecordFacts[]): Current | null {
  const name = best(records);
  if (!name) return null;
  return { name, birth: best(records.filter((it) => it.proves === 'name_and_birth')) ?? name };
}

function best(records: readonly RecordFacts[]): RecordFacts | null {
  return [...records].sort(byProof)[0] ?? null;
}

/** Better proof first; the id breaks ties, so that the order never depends on the order of reading. */
export function byProof(a: RecordFacts, b: RecordFacts): number {
  return (
    b.quality - a.quality ||
    compareText(b.issuedOn ?? '', a.issuedOn ?? '') ||
    compareText(b.recordedAt, a.recordedAt) ||
    compareText(b.recordId, a.recordId)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export type PreferredFacts = {
  familyName: string | null;
  givenName: string | null;
  nameId: string;
  effectiveOn: PlainDate | null;
  recordedAt: string;
};

/** The preferred name in force on a day: the latest by the day from which it is used, or by recording where none is stated. */
export function derivePreferred(names: readonly PreferredFacts[], today: PlainDate): PreferredFacts | null {
  const since = (it: PreferredFacts) => it.effectiveOn ?? it.recordedAt.slice(0, 10);
  const inForce = names.filter((it) => it.effectiveOn === null || it.effectiveOn <= today);
  const ordered = inForce.sort(
    (a, b) =>
      compareText(since(b), since(a)) || compareText(b.recordedAt, a.recordedAt) || compareText(b.nameId, a.nameId),
  );
  return ordered[0] ?? null;
}
