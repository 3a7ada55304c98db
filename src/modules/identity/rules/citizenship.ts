import { addDays, type PlainDate, type Span } from '#kernel/dates.ts';
import type { RuleContext } from '#kernel/rule.ts';
import type { KeptCitizenship } from './kept.ts';

// Which citizenship status is current follows from the days; none is ever overwritten by the next.

type Dated = Pick<KeptCitizenship, 'citizenshipId' | 'effectiveOn' | 'recordedAt' | 'isDeleted'>;

/** The status in force on a day: the one that began last; of two that began together the one recorded last. */
export function citizenshipOn<Status extends Dated>(statuses: readonly Status[], day: PlainDate): Status | null {
  const begun = statuses.filter((it) => !it.isDeleted && it.effectiveOn <= day);
  return begun.reduce<Status | null>((best, it) => (best === null || comesAfter(it, best) ? it : best), null);
}

function comesAfter(one: Dated, other: Dated): boolean {
  if (one.effectiveOn !== other.effectiveOn) return one.effectiveOn > other.effectiveOn;
  if (one.recordedAt !== other.recordedAt) return one.recordedAt > other.recordedAt;
  return one.citizenshipId > other.citizenshipId;
}

/** A status with the days on which it is in force, and the paper behind it. */
export type CitizenshipSpan = Span & Pick<KeptCitizenship, 'status' | 'documentType' | 'documentExpiresOn'>;

/** The statuses in the order of their days; each ends on the day before the next begins. Of two that begin together one counts. */
export function citizenshipSpans(statuses: readonly KeptCitizenship[]): CitizenshipSpan[] {
  const live = latestFirst(statuses.filter((it) => !it.isDeleted));
  const inForce = live.filter((it, place) => live[place - 1]?.effectiveOn !== it.effectiveOn).reverse();
  return inForce.map(({ status, documentType, documentExpiresOn, effectiveOn }, place) => {
    const next = inForce[place + 1];
    return {
      status,
      documentType,
      documentExpiresOn,
      from: effectiveOn,
      to: next ? addDays(next.effectiveOn, -1) : null,
    };
  });
}

/** Statuses as one reads them: the latest first. */
export function latestFirst<Status extends Dated>(statuses: readonly Status[]): Status[] {
  return [...statuses].sort((one, other) => (comesAfter(one, other) ? -1 : 1));
}

/** Whether a document says that its status holds from birth (a birth certificate of the country). */
export function holdsFromBirth(documentType: string | null, context: Pick<RuleContext, 'code'>): boolean {
  return documentType !== null && context.code('document_type', documentType)?.data['holdsFrom'] === 'birth';
}
