import { addDays, type PlainDate } from '#kernel/dates.ts';
import type { AddressKind } from './kept.ts';

// What several addresses of one student say together: which hold on a day, until when, and which is the one to use.

type Spanned = { kind: AddressKind; effectiveOn: PlainDate; expiresOn: PlainDate | null; isDeleted: boolean };

/**
 * The last day of an address: the stated one, or the day before the next of its kind begins that does not end sooner, whichever comes
 * first; null = open. One for a while in between does not end it.
 */
export function endOf(address: Spanned, all: readonly Spanned[]): PlainDate | null {
  const { kind, effectiveOn, expiresOn } = address;
  const next = all
    .filter((it) => !it.isDeleted && it.kind === kind && it.effectiveOn > effectiveOn)
    .filter((it) => it.expiresOn === null || (expiresOn !== null && it.expiresOn >= expiresOn))
    .map((it) => it.effectiveOn)
    .sort()[0];
  const before = next === undefined ? null : addDays(next, -1);
  if (before === null || expiresOn === null) return before ?? expiresOn;
  return before < expiresOn ? before : expiresOn;
}

/** The addresses that hold on a day: of each kind those that began last. */
export function inForceOn<Address extends Spanned>(all: readonly Address[], day: PlainDate): Address[] {
  const there = all.filter(
    (it) => !it.isDeleted && it.effectiveOn <= day && (it.expiresOn === null || day <= it.expiresOn),
  );
  return there.filter((it) => !there.some((other) => other.kind === it.kind && other.effectiveOn > it.effectiveOn));
}

type Marked = Spanned & { isPreferred: boolean; recordedAt: string };
const order: Record<AddressKind, number> = { mailing: 0, physical: 1, delivery: 2 };

/** The one address to use on a day: the marked one, else the one for post, else any; of two alike the later. Null when none holds. */
export function preferredOn<Address extends Marked>(all: readonly Address[], day: PlainDate): Address | null {
  const [first] = inForceOn(all, day).sort(
    (a, b) =>
      Number(b.isPreferred) - Number(a.isPreferred) ||
      order[a.kind] - order[b.kind] ||
      later(a.effectiveOn, b.effectiveOn) ||
      later(a.recordedAt, b.recordedAt),
  );
  return first ?? null;
}

function later(a: string, b: string): number {
  if (a === b) return 0;
  return a > b ? -1 : 1;
}

/** Whether two addresses hold on a common day by what is stated of them. */
export function spansMeet(
  a: Pick<Spanned, 'effectiveOn' | 'expiresOn'>,
  b: Pick<Spanned, 'effectiveOn' | 'expiresOn'>,
) {
  return (
    (a.expiresOn === null || b.effectiveOn <= a.expiresOn) && (b.expiresOn === null || a.effectiveOn <= b.expiresOn)
  );
}

/**
 * Another address of the kind that contradicts this one: both begin on one day, or this one was said to last beyond the other's
 * beginning. One without a stated end is simply followed by the next.
 */
export function contradictedBy<Address extends Spanned>(
  address: Spanned,
  others: readonly Address[],
  isAlike: (other: Address) => boolean,
): Address | null {
  const { kind, effectiveOn, expiresOn } = address;
  const found = others.find(
    (it) =>
      it !== address &&
      !it.isDeleted &&
      it.kind === kind &&
      !isAlike(it) &&
      (it.effectiveOn === effectiveOn ||
        (it.effectiveOn > effectiveOn && expiresOn !== null && it.effectiveOn <= expiresOn)),
  );
  return found ?? null;
}
