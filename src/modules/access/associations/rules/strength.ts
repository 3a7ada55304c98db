import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Words } from '#kernel/words.ts';
import { type Association, isFull, isLive } from './grounds.ts';

/** What an association is called on a day, strongest first. Sources: pasi-student-enrolment 1.7, pasi-marks-exams 7.3. */
export const associationNames = [
  'ministry',
  'creation',
  'current_enrolment',
  'last_enrolment',
  'recent_enrolment',
  'exam_registration',
  'custodian',
  'linked_number',
  'external',
] as const;
export type AssociationName = (typeof associationNames)[number];

export const associationWords = {
  ministry: { en: 'The ministry sees every student', fr: 'Le ministère voit tous les élèves' },
  creation: {
    en: 'The number was issued to this organisation, and the student is not enrolled anywhere yet',
    fr: 'Le numéro a été attribué à cet établissement, et l’élève n’est encore inscrit nulle part',
  },
  current_enrolment: { en: 'The student is enrolled here', fr: 'L’élève est inscrit ici' },
  last_enrolment: {
    en: 'The student was last enrolled here',
    fr: 'L’élève était inscrit ici en dernier lieu',
  },
  recent_enrolment: {
    en: 'The student was enrolled here not long ago',
    fr: 'L’élève était inscrit ici il y a peu',
  },
  exam_registration: {
    en: 'The student is registered here for an exam',
    fr: 'L’élève est inscrit ici à un examen',
  },
  custodian: { en: 'The student record is kept here', fr: 'Le dossier de l’élève est conservé ici' },
  linked_number: {
    en: 'Another number of the same person is seen here',
    fr: 'Un autre numéro de la même personne est visible ici',
  },
  external: {
    en: 'Somebody here acknowledged a look from outside',
    fr: 'Quelqu’un ici a reconnu une consultation de l’extérieur',
  },
} as const satisfies Record<AssociationName, Words>;

/** How much of a student is seen. */
export type SightLevel = 'full' | 'minimum';

export type Strongest = {
  name: AssociationName;
  /** Whose association it is; null for the ministry's. */
  organisation: OrganisationCode | null;
  level: SightLevel;
  /** Last day of this association under this name; null = no end is known. */
  endsOn: PlainDate | null;
  /** Last day on which sight stays at the minimum; null = it is full, or nothing but a person changes it. */
  minimumUntil: PlainDate | null;
};

/** What an association is on a day, and until when it stays so; null when it gives no sight. */
export function nameOf(
  { kind, exitOn, lastUntil, endsOn }: Pick<Association, 'kind' | 'exitOn' | 'lastUntil' | 'endsOn'>,
  on: PlainDate,
): { name: AssociationName; endsOn: PlainDate | null } | null {
  if (!isLive({ endsOn }, on)) return null;
  if (kind === 'linked' || kind === 'linked_minimum') return { name: 'linked_number', endsOn };
  if (kind !== 'enrolment') return { name: kind, endsOn };
  if (exitOn === null || exitOn >= on) return { name: 'current_enrolment', endsOn: exitOn };
  if (lastUntil !== null && lastUntil >= on) return { name: 'last_enrolment', endsOn: lastUntil };
  return { name: 'recent_enrolment', endsOn };
}

/**
 * The strongest of the associations of one reader with one student on a day, and until when it holds: full sight before the minimum, then
 * the order of the names, then the later end. Null = the reader does not see the student.
 */
export function strongest(associations: readonly Association[], on: PlainDate): Strongest | null {
  const named = associations.flatMap((it): Strongest[] => {
    const found = nameOf(it, on);
    if (!found) return [];
    const level = isFull(it, on) ? 'full' : 'minimum';
    return [
      { ...found, organisation: it.organisation, level, minimumUntil: level === 'full' ? null : it.minimumUntil },
    ];
  });
  return named.sort(byStrength)[0] ?? null;
}

/** The ministry's own: always, for everything. */
export const byMinistry: Strongest = {
  name: 'ministry',
  organisation: null,
  level: 'full',
  endsOn: null,
  minimumUntil: null,
};

function byStrength(a: Strongest, b: Strongest): number {
  if (a.level !== b.level) return a.level === 'full' ? -1 : 1;
  const order = associationNames.indexOf(a.name) - associationNames.indexOf(b.name);
  if (order !== 0) return order;
  if (a.endsOn === b.endsOn) return 0;
  return b.endsOn === null || (a.endsOn !== null && a.endsOn < b.endsOn) ? 1 : -1;
}
