import type { Words } from '#kernel/words.ts';

export const askers = ['student', 'guardian', 'lawyer', 'court', 'other'] as const;
export type Asker = (typeof askers)[number];

export const askerWords = {
  student: { en: 'The student', fr: 'L’élève' },
  guardian: { en: 'A guardian', fr: 'Un tuteur ou parent' },
  lawyer: { en: 'A lawyer', fr: 'Un avocat' },
  court: { en: 'A court', fr: 'Un tribunal' },
  other: { en: 'Somebody else', fr: 'Une autre personne' },
} as const satisfies Record<Asker, Words>;

export const withholdingWords = {
  whereabouts: {
    en: 'A protection order is in force: what tells where the student is found is not given to anybody but the student or a court',
    fr: 'Une ordonnance de protection est en vigueur : ce qui indique où trouver l’élève n’est remis qu’à l’élève ou à un tribunal',
  },
  protection: {
    en: 'Whether and how a student is protected is told to the student and to courts only',
    fr: 'L’existence et la nature d’une protection ne sont communiquées qu’à l’élève et aux tribunaux',
  },
} as const satisfies Record<string, Words>;

type Revealing = 'whereabouts' | 'protection' | undefined;

/**
 * Whether a table is withheld from somebody as a whole. Whoever asks in a protected student's name may be the person from whom the student
 * is protected, so they get nothing that tells where the student is; and nobody but the student and a court learns of protection,
 * even where there is none: an answer given only to the unprotected would tell of the others.
 */
export function judgeWithheld(
  reveals: Revealing,
  { asker, isProtected }: { asker: Asker; isProtected: boolean },
): Words | null {
  if (!reveals || asker === 'student' || asker === 'court') return null;
  if (reveals === 'protection') return withholdingWords.protection;
  return isProtected ? withholdingWords.whereabouts : null;
}

const organisationForm = /^[A-Z]\.[A-Z0-9]{1,8}$/;

/** What stands in place of an organisation that would tell where a protected student is. */
export const hiddenOrganisation = '— withheld / non remis —';

/** A value without any organisation in it, at whatever depth: a school's code in a row of names tells as much as an enrolment. */
export function hideOrganisations(value: unknown): unknown {
  if (typeof value === 'string') return organisationForm.test(value) ? hiddenOrganisation : value;
  if (Array.isArray(value)) return value.map(hideOrganisations);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, hideOrganisations(it)]));
}
