import { ageOn, type PlainDate } from '#kernel/dates.ts';
import type { Words } from '#kernel/words.ts';

/** A purpose for which the law asks for consent, as the jurisdiction declares it. */
export type ConsentKind = {
  kind: string;
  purpose: Words;
  legalBasis: Words;
  /** Age from which the student consents themself. */
  studentFromAge: number;
  /** Age from which a guardian's word no longer counts; their consent ends by itself on that birthday. */
  guardianUntilAge: number;
  source: string;
};

export type Giver = 'student' | 'guardian';

export const consentRefusals = {
  too_young: {
    en: 'The student is not yet old enough to consent to this: a guardian does',
    fr: 'L’élève n’a pas encore l’âge d’y consentir : un tuteur ou parent le fait',
  },
  too_old: {
    en: 'The student is old enough to decide alone: ask the student',
    fr: 'L’élève a l’âge de décider seul : demandez-lui',
  },
  given_already: { en: 'This consent is given already', fr: 'Ce consentement est déjà donné' },
  not_given: { en: 'There is no such consent to withdraw', fr: 'Il n’y a pas de tel consentement à retirer' },
  future_day: {
    en: 'A consent begins today or began earlier',
    fr: 'Un consentement commence aujourd’hui ou a commencé plus tôt',
  },
} as const satisfies Record<string, Words>;
export type ConsentRefusal = keyof typeof consentRefusals;

/** Whether somebody may consent to a kind on a day, by the student's age on it. */
export function judgeGiver(
  kind: ConsentKind,
  by: Giver,
  { birthDate, on }: { birthDate: PlainDate; on: PlainDate },
): { may: true } | { may: false; because: ConsentRefusal } {
  const age = ageOn(birthDate, on);
  if (by === 'student' && age < kind.studentFromAge) return { may: false, because: 'too_young' };
  if (by === 'guardian' && age >= kind.guardianUntilAge) return { may: false, because: 'too_old' };
  return { may: true };
}

export type KeptConsent = { givenBy: Giver; givenOn: PlainDate; withdrawnOn: PlainDate | null };

/** Whether a consent holds on a day: given, not withdrawn, and by somebody whose word still counts. */
export function holds(
  consent: KeptConsent,
  kind: ConsentKind,
  { birthDate, on }: { birthDate: PlainDate; on: PlainDate },
): boolean {
  if (on < consent.givenOn || (consent.withdrawnOn !== null && on >= consent.withdrawnOn)) return false;
  return consent.givenBy === 'student' || ageOn(birthDate, on) < kind.guardianUntilAge;
}
