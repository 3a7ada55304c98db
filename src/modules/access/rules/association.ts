import { addMonths, type PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';

/** Something that gives an organisation sight of a student: it issued the number, or it enrolled the student. `to` is the exit; null = open. */
export type AssociationGround = {
  studentNumber: StudentNumber;
  organisation: OrganisationCode;
  kind: 'creation' | 'enrolment';
  from: PlainDate;
  to: PlainDate | null;
};

/** What the grounds of one kind amount to for one student at one organisation. `endsOn` is the last day of sight. */
export type Association = Omit<AssociationGround, 'from' | 'to'> & {
  startsOn: PlainDate;
  exitOn: PlainDate | null;
  endsOn: PlainDate | null;
};

/** Months of sight: after the creation of a number that was never enrolled, and after the exit from a school. */
export type AssociationMonths = { creation: number; recent: number };

/**
 * Joins grounds to associations, one for each student, organisation and kind, in order of student and organisation.
 * An open enrolment keeps the association open; else it lasts some months after the latest exit.
 * Source: pasi-student-enrolment 1.7, associations by creation, current, last and recent enrolment.
 */
export function joinGrounds(grounds: readonly AssociationGround[], months: AssociationMonths): Association[] {
  const byKey = new Map<string, Association>();
  for (const ground of grounds) {
    const { studentNumber, organisation, kind } = ground;
    const key = `${studentNumber} ${organisation} ${kind}`;
    const known = byKey.get(key);
    const startsOn = known && known.startsOn < ground.from ? known.startsOn : ground.from;
    const exitOn = kind === 'creation' ? null : latestExit(known, ground.to);
    byKey.set(key, {
      studentNumber,
      organisation,
      kind,
      startsOn,
      exitOn,
      endsOn: endOf({ kind, startsOn, exitOn }, months),
    });
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, association]) => association);
}

function latestExit(known: Association | undefined, exit: PlainDate | null): PlainDate | null {
  if (exit === null || (known && known.exitOn === null)) return null;
  return known?.exitOn && known.exitOn > exit ? known.exitOn : exit;
}

function endOf(
  association: Pick<Association, 'kind' | 'startsOn' | 'exitOn'>,
  months: AssociationMonths,
): PlainDate | null {
  if (association.kind === 'creation') return addMonths(association.startsOn, months.creation);
  return association.exitOn === null ? null : addMonths(association.exitOn, months.recent);
}
