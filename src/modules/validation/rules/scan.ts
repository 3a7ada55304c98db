import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Fired, RuleObject } from '#kernel/rule.ts';
import type { Params } from '#kernel/words.ts';
import type { FindingSeverity, FindingState } from './states.ts';

/** A rule that fired on one object, with where it belongs. `organisation` null = whoever is associated with the student. */
export type FiredOnObject = Fired & {
  objectId: string;
  organisation: OrganisationCode | null;
  schoolYear: SchoolYear | null;
  grade?: string | null;
};

/** What a scanner says of one student. */
export type ScanResult = {
  studentNumber: StudentNumber;
  /** What was judged: findings on these objects that did not fire again are cleared. `objectId` null = every object of the kind, gone ones included. */
  scanned: readonly { object: RuleObject; objectId: string | null }[];
  fired: readonly FiredOnObject[];
  /** The earliest day on which a rule wants to be asked again; null = none. */
  rescanOn: PlainDate | null;
  /** Whether the student is protected; left out by scanners that do not know. */
  restricted?: boolean;
};

/** A finding that stands, as far as a scan compares it. */
export type LiveFinding = {
  findingId: string;
  studentNumber: StudentNumber;
  code: string;
  object: RuleObject;
  objectId: string;
  params: Params;
  state: FindingState;
  severity: FindingSeverity;
  organisation: OrganisationCode | null;
  schoolYear: SchoolYear | null;
  grade: string | null;
  restricted: boolean;
};

export type NewFinding = FiredOnObject & {
  studentNumber: StudentNumber;
  severity: FindingSeverity;
  restricted: boolean;
};

/** A finding that stays, but now belongs elsewhere or is (no longer) protected. */
export type MovedFinding = Pick<LiveFinding, 'findingId' | 'studentNumber' | 'organisation' | 'schoolYear' | 'grade'>;

export type ScanOutcome = {
  opened: NewFinding[];
  moved: MovedFinding[];
  cleared: Pick<LiveFinding, 'findingId' | 'studentNumber'>[];
  restrictions: { studentNumber: StudentNumber; restricted: boolean }[];
  rescans: { studentNumber: StudentNumber; on: PlainDate | null }[];
};

/** Joins what several scanners say of the same students: the earliest day wins, and one word of protection is enough. */
export function joinResults(results: readonly ScanResult[]): ScanResult[] {
  const byNumber = new Map<StudentNumber, ScanResult>();
  for (const result of results) {
    const known = byNumber.get(result.studentNumber);
    byNumber.set(result.studentNumber, known ? joinTwo(known, result) : result);
  }
  return [...byNumber.values()].sort((a, b) => (a.studentNumber < b.studentNumber ? -1 : 1));
}

function joinTwo(a: ScanResult, b: ScanResult): ScanResult {
  const days = [a.rescanOn, b.rescanOn].filter((day) => day !== null).sort();
  const restricted = a.restricted === undefined ? b.restricted : a.restricted || b.restricted === true;
  return {
    studentNumber: a.studentNumber,
    scanned: [...a.scanned, ...b.scanned],
    fired: [...a.fired, ...b.fired],
    rescanOn: days[0] ?? null,
    ...(restricted === undefined ? {} : { restricted }),
  };
}

/**
 * Compares what stands with what fired. The same object, rule and arguments are the same finding and keep their state
 * (an acknowledgement holds); a changed argument clears the old finding and opens a new one, as PASI does (pasi-student-enrolment 5.1).
 */
export function compareFindings(live: readonly LiveFinding[], results: readonly ScanResult[]): ScanOutcome {
  const outcome: ScanOutcome = { opened: [], moved: [], cleared: [], restrictions: [], rescans: [] };
  const liveByNumber = new Map<StudentNumber, LiveFinding[]>();
  for (const finding of live)
    liveByNumber.set(finding.studentNumber, [...(liveByNumber.get(finding.studentNumber) ?? []), finding]);
  for (const result of results) compareOne(liveByNumber.get(result.studentNumber) ?? [], result, outcome);
  return outcome;
}

function compareOne(live: readonly LiveFinding[], result: ScanResult, outcome: ScanOutcome): void {
  const { studentNumber } = result;
  const known = new Map(live.map((finding) => [keyOf(finding), finding]));
  const restricted = result.restricted ?? live.some((finding) => finding.restricted);
  const seen = new Set<string>();
  for (const fired of result.fired) {
    const { severity } = fired;
    const key = keyOf(fired);
    if (severity === 'rejection' || seen.has(key)) continue;
    seen.add(key);
    const stands = known.get(key);
    if (!stands) outcome.opened.push({ ...fired, severity, studentNumber, restricted });
    else if (isElsewhere(stands, fired)) outcome.moved.push(toMoved(stands, fired));
  }
  const isScanned = scannedBy(result);
  for (const finding of live) {
    if (!seen.has(keyOf(finding)) && isScanned(finding))
      outcome.cleared.push({ findingId: finding.findingId, studentNumber });
  }
  if (result.restricted !== undefined) outcome.restrictions.push({ studentNumber, restricted: result.restricted });
  outcome.rescans.push({ studentNumber, on: result.rescanOn });
}

function scannedBy(result: ScanResult): (finding: LiveFinding) => boolean {
  const kinds = new Set(result.scanned.filter((it) => it.objectId === null).map((it) => it.object));
  const objects = new Set(result.scanned.map((it) => `${it.object} ${it.objectId}`));
  return (finding) => kinds.has(finding.object) || objects.has(`${finding.object} ${finding.objectId}`);
}

function isElsewhere(stands: LiveFinding, fired: FiredOnObject): boolean {
  const { organisation, schoolYear, grade = null } = fired;
  return stands.organisation !== organisation || stands.schoolYear !== schoolYear || stands.grade !== grade;
}

function toMoved({ findingId, studentNumber }: LiveFinding, fired: FiredOnObject): MovedFinding {
  return {
    findingId,
    studentNumber,
    organisation: fired.organisation,
    schoolYear: fired.schoolYear,
    grade: fired.grade ?? null,
  };
}

/** Object, rule and arguments in one text; the order in which arguments were given does not count. */
function keyOf(finding: { object: RuleObject; objectId: string; code: string; params: Params }): string {
  const params = Object.entries(finding.params).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([finding.object, finding.objectId, finding.code, params]);
}
