import { addDays, addMonths, type PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';

/** What a row of sight can be; `linked` rows are derived from those of the person's other numbers. */
export type AssociationKind =
  | 'creation'
  | 'enrolment'
  | 'exam_registration'
  | 'custodian'
  | 'external'
  | 'linked'
  | 'linked_minimum';

/**
 * Something that gives an organisation sight of a student: it issued the number, enrolled the student, registered the student for an
 * exam, keeps the student record. `to` is the exit, or the day of the exam; null = open.
 */
export type AssociationGround = {
  studentNumber: StudentNumber;
  organisation: OrganisationCode;
  kind: 'creation' | 'enrolment' | 'exam_registration' | 'custodian';
  from: PlainDate;
  to: PlainDate | null;
};

/** What the grounds of one kind amount to for one student at one organisation. `endsOn` is the last day of sight. */
export type Association = {
  studentNumber: StudentNumber;
  organisation: OrganisationCode;
  kind: AssociationKind;
  startsOn: PlainDate;
  exitOn: PlainDate | null;
  /** Last day of the association by last enrolment. */
  lastUntil: PlainDate | null;
  endsOn: PlainDate | null;
  /** Last day on which it gives the minimum alone. */
  minimumUntil: PlainDate | null;
};

/** How long sight lasts: months after creation, and after the exit as the last and as a recent school. */
export type AssociationTerms = {
  creation: number;
  last: number;
  recent: number;
  /** Organisations for whom a former student is out of sight when the association by last enrolment ends. */
  highlyLimited: ReadonlySet<OrganisationCode>;
};

/** A day after every other: sight that ends by an act alone. */
export const noDay: PlainDate = '9999-12-31';

/** A day before every other. */
const longAgo: PlainDate = '1900-01-01';

/**
 * Joins grounds to associations, one for each student, organisation and kind, in order of student and organisation. `grounds` hold all
 * enrolments of the students they name, since being enrolled elsewhere ends an association by last enrolment.
 * Sources: pasi-student-enrolment 1.7, pasi-marks-exams 7.3.
 */
export function joinGrounds(grounds: readonly AssociationGround[], terms: AssociationTerms): Association[] {
  const byKey = new Map<string, AssociationGround>();
  for (const ground of grounds) {
    const { studentNumber, organisation, kind } = ground;
    const key = `${studentNumber} ${organisation} ${kind}`;
    const known = byKey.get(key);
    byKey.set(
      key,
      known ? { ...known, from: earlier(known.from, ground.from), to: later(known.to, ground.to) } : ground,
    );
  }
  const joined = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ground]) => ground);
  const enrolments = groupByStudent(grounds.filter((it) => it.kind === 'enrolment'));
  return joined.map((ground) => toAssociation(ground, enrolments.get(ground.studentNumber) ?? [], terms));
}

function earlier(a: PlainDate, b: PlainDate): PlainDate {
  return a < b ? a : b;
}

function later(a: PlainDate | null, b: PlainDate | null): PlainDate | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}

function groupByStudent(grounds: readonly AssociationGround[]): Map<StudentNumber, AssociationGround[]> {
  const groups = new Map<StudentNumber, AssociationGround[]>();
  for (const ground of grounds) {
    const group = groups.get(ground.studentNumber);
    if (group) group.push(ground);
    else groups.set(ground.studentNumber, [ground]);
  }
  return groups;
}

function toAssociation(
  { studentNumber, organisation, kind, from, to }: AssociationGround,
  enrolments: readonly AssociationGround[],
  terms: AssociationTerms,
): Association {
  const base = { studentNumber, organisation, kind, startsOn: from, exitOn: null, lastUntil: null, minimumUntil: null };
  if (kind === 'creation') return { ...base, endsOn: addMonths(from, terms.creation) };
  if (kind !== 'enrolment' || to === null) return { ...base, endsOn: to };
  const lastUntil = lastDayAsLast({ organisation, exitOn: to }, enrolments, terms.last);
  const endsOn = terms.highlyLimited.has(organisation) ? lastUntil : addMonths(to, terms.recent);
  return { ...base, exitOn: to, lastUntil, endsOn };
}

/** Some months after the exit, or the day before the student is enrolled elsewhere; the exit itself when that was so already. */
function lastDayAsLast(
  { organisation, exitOn }: { organisation: OrganisationCode; exitOn: PlainDate },
  enrolments: readonly AssociationGround[],
  months: number,
): PlainDate {
  const elsewhere = enrolments.filter((it) => it.organisation !== organisation && (it.to === null || it.to > exitOn));
  const days = elsewhere.map((it) => (it.from > exitOn ? addDays(it.from, -1) : exitOn));
  return [addMonths(exitOn, months), ...days].sort()[0] ?? exitOn;
}

/** The association by creation with its end: at the first enrolment, wherever that is; otherwise some months after the creation. */
export function endCreation(
  creation: Association,
  enrolments: readonly Pick<Association, 'startsOn'>[],
  months: number,
): Association {
  const first = enrolments.map((it) => it.startsOn).sort()[0];
  const endsOn = first === undefined ? addMonths(creation.startsOn, months) : laterDay(creation.startsOn, first);
  return { ...creation, endsOn };
}

function laterDay(a: PlainDate, b: PlainDate): PlainDate {
  return a > b ? a : b;
}

/** An association whose every enrolment was deleted: it gives no sight, but still tells that the organisation had to do with the student. */
export function endDeleted(association: Association): Association {
  return { ...association, exitOn: null, lastUntil: null, endsOn: longAgo, minimumUntil: null };
}

/** Whether it gives sight on a day. */
export function isLive({ endsOn }: Pick<Association, 'endsOn'>, on: PlainDate): boolean {
  return endsOn === null || endsOn >= on;
}

/** Whether it gives full sight on a day. */
export function isFull(association: Pick<Association, 'endsOn' | 'minimumUntil'>, on: PlainDate): boolean {
  return isLive(association, on) && (association.minimumUntil === null || association.minimumUntil < on);
}
