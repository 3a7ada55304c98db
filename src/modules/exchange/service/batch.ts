import { addMonths, toPlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Fired } from '#kernel/rule.ts';
import { associatedNumbers } from '#modules/access/index.ts';
import { applyEnrolments, type EnrolmentItem, loadEnrolments } from '#modules/enrolment/index.ts';
import { applyStudentItems } from '#modules/identity/index.ts';
import type { Tx } from '#platform/database/database.ts';
import type { FateRecord, ItemRecord, KeptRemark, Subject } from '../records.ts';
import { heldRemark } from '../rules/held.ts';
import { isOpen } from '../rules/manifest.ts';
import type { StudentTally } from '../store/submissions.ts';
import type { BatchContext } from './context.ts';
import { rowValue, toEnrolmentItem, toStudentItem } from './drafts.ts';
import { identifySubjects, type Resolution } from './identify.ts';
import { carryBack } from './oneroster/columns.ts';
import { type Decided, rejection, toRemark } from './remarks.ts';
import { addFindings, rescanTouched } from './rescan.ts';

export type BatchResult = {
  fates: FateRecord[];
  students: StudentTally;
  rows: number;
  identifiedMs: number;
  appliedMs: number;
  rescannedMs: number;
};

/**
 * Takes a batch of students through identifying, applying and re-scanning, in the caller's transaction. A few queries for each step,
 * however many students; one fate for each row.
 */
export async function applyBatch(
  tx: Tx,
  subjects: readonly Subject[],
  context: BatchContext,
  decided: Decided = new Map(),
): Promise<BatchResult> {
  const begun = performance.now();
  const resolutions = await identifySubjects(tx, subjects, context, decided);
  const identified = performance.now();
  const stated = await applySubjects(tx, subjects, resolutions, context);
  const applied = performance.now();
  const findings = await rescanTouched(tx, stated, context);
  addFindings(stated, subjects, findings);
  const fates = carryBack(stated, subjects, context.oneRoster?.settings.metadata);
  return {
    fates,
    students: tally([...resolutions.values()]),
    rows: fates.length,
    identifiedMs: identified - begun,
    appliedMs: applied - identified,
    rescannedMs: performance.now() - applied,
  };
}

type Addressed = { item: ItemRecord; studentNumber: StudentNumber; isNew: boolean; assumed: readonly string[] };

async function applySubjects(
  tx: Tx,
  subjects: readonly Subject[],
  resolutions: ReadonlyMap<string, Resolution>,
  context: BatchContext,
): Promise<FateRecord[]> {
  const settled: FateRecord[] = [];
  const addressed: Addressed[] = [];
  for (const subject of subjects) {
    const resolution = resolutions.get(subject.id);
    if (!resolution)
      throw new Error(`nothing was decided about a student of submission ${context.submission.submissionId}`);
    const studentNumber = resolution.is === 'known' ? resolution.studentNumber : null;
    for (const fate of subject.translated?.settled ?? []) settled.push({ ...fate, studentNumber });
    for (const item of subject.items) {
      const fate = resolution.is === 'known' ? judgeItem(item, resolution, context) : settle(item, resolution);
      if (fate) settled.push(fate);
      else if (resolution.is === 'known')
        addressed.push({
          item,
          studentNumber: resolution.studentNumber,
          isNew: resolution.isNew,
          assumed: subject.translated?.assumed.get(item.ordinal) ?? [],
        });
    }
  }
  const { own, refused } = await admit(tx, addressed, context);
  const enrolments = own.filter(({ item }) => item.file === 'enrolments');
  const others = own.filter(({ item }) => item.file !== 'enrolments');
  return [
    ...settled,
    ...refused,
    ...(await applyToStudents(tx, others, context)),
    ...(await applyToEnrolments(tx, enrolments, context)),
  ];
}

/**
 * Tells the rows that may be written from those about students with whom the submitter has nothing to do. A stranger's enrolment is applied
 * first: when it is taken, the student is the submitter's own; when it is not, nothing of the student is touched.
 */
async function admit(
  tx: Tx,
  addressed: readonly Addressed[],
  context: BatchContext,
): Promise<{ own: Addressed[]; refused: FateRecord[] }> {
  const numbers = [...new Set(addressed.filter((it) => !it.isNew).map((it) => it.studentNumber))];
  if (context.isMinistry || numbers.length === 0) return { own: [...addressed], refused: [] };
  const organisations = [...context.schools];
  const before = await associatedNumbers(tx, { numbers, organisations });
  const strangers = new Set(numbers.filter((number) => !before.has(number)));
  if (strangers.size === 0) return { own: [...addressed], refused: [] };
  const ofStrangers = addressed.filter((it) => strangers.has(it.studentNumber));
  const enrolling = new Set(ofStrangers.filter(({ item }) => givesSight(item, context)));
  const fates = await applyToEnrolments(tx, [...enrolling], context);
  const after = await associatedNumbers(tx, { numbers: [...strangers], organisations });
  const isOwn = ({ studentNumber }: Addressed) => !strangers.has(studentNumber) || after.has(studentNumber);
  const rest = addressed.filter((it) => !enrolling.has(it));
  return {
    own: rest.filter(isOwn),
    refused: [...fates, ...rest.filter((it) => !isOwn(it)).map(({ item }) => refuseStranger(item))],
  };
}

/** Whether an enrolment, once it is taken, gives sight of the student today. */
function givesSight(item: ItemRecord, { rules }: BatchContext): boolean {
  if (item.file !== 'enrolments') return false;
  const row = rowValue(item, 'enrolments');
  const end = row.exit_on ?? toPlainDate({ year: row.school_year, month: 8, day: 31 });
  return !row.is_deleted && addMonths(end, rules.parameter<number>('access.recent_association_months')) >= rules.today;
}

function refuseStranger({ ordinal, file }: ItemRecord): FateRecord {
  const remarks = [rejection('student_not_enrolled', 'local_student_id', {})];
  const base = { ordinal, file, studentNumber: null, isNewNumber: false, matchTaskId: null };
  return { ...base, fate: 'refused', remarks };
}

async function applyToStudents(
  tx: Tx,
  addressed: readonly Addressed[],
  { identity, submission }: BatchContext,
): Promise<FateRecord[]> {
  if (addressed.length === 0) return [];
  const { organisation } = submission;
  const items = addressed.map(({ item, studentNumber, isNew }) =>
    toStudentItem(item, { ref: String(item.ordinal), studentNumber, organisation, isNew }),
  );
  const fates = await applyStudentItems(tx, items, identity);
  return addressed.map((it, index) => toFate(it, fates[index]));
}

async function applyToEnrolments(
  tx: Tx,
  addressed: readonly Addressed[],
  context: BatchContext,
): Promise<FateRecord[]> {
  if (addressed.length === 0) return [];
  const { act, submission, rules, oneRoster, studentsBy } = context;
  const { absent, rest, items } = oneRoster === null ? asStated(addressed) : await overStanding(tx, addressed);
  const fates = await applyEnrolments(tx, items, {
    act,
    organisation: submission.organisation,
    rules,
    students: studentsBy,
  });
  return [...absent, ...rest.map((it, index) => toFate(it, fates[index]))];
}

type Prepared = { absent: FateRecord[]; rest: readonly Addressed[]; items: EnrolmentItem[] };

function asStated(addressed: readonly Addressed[]): Prepared {
  const items = addressed.map(({ item, studentNumber }) =>
    toEnrolmentItem(rowValue(item, 'enrolments'), studentNumber),
  );
  return { absent: [], rest: addressed, items };
}

/**
 * Roles of OneRoster over the enrolments that stand: what was only assumed gives way to what is known, and one that is taken back and was never
 * an enrolment leaves nothing to write.
 */
async function overStanding(tx: Tx, addressed: readonly Addressed[]): Promise<Prepared> {
  const kept = await loadEnrolments(tx, [...new Set(addressed.map((it) => it.studentNumber))]);
  const standing = new Map([...kept.values()].flat().map((it) => [`${it.studentNumber} ${it.enrolmentId}`, it]));
  const absent: FateRecord[] = [];
  const rest: Addressed[] = [];
  const items: EnrolmentItem[] = [];
  const remark: KeptRemark = { code: 'exchange.nothing_to_take_back', severity: 'note', field: null, params: {} };
  for (const it of addressed) {
    const stated = toEnrolmentItem(rowValue(it.item, 'enrolments'), it.studentNumber);
    const before = standing.get(`${it.studentNumber} ${stated.enrolmentId}`);
    if (stated.isDeleted && !before) {
      absent.push({ ...toFate(it, { fate: 'unchanged', fired: [] }), remarks: [remark] });
      continue;
    }
    rest.push(it);
    items.push(before ? { ...stated, ...knownInstead(it.assumed, stated, before) } : stated);
  }
  return { absent, rest, items };
}

type Standing = Pick<EnrolmentItem, 'programmingType' | 'programmingTimeframe' | 'exitOn' | 'exitType'>;

function knownInstead(assumed: readonly string[], stated: EnrolmentItem, before: Standing): Partial<EnrolmentItem> {
  const isSameExit = stated.exitOn === before.exitOn && before.exitType !== null;
  return {
    ...(assumed.includes('programming_type') && { programmingType: before.programmingType }),
    ...(assumed.includes('programming_timeframe') && { programmingTimeframe: before.programmingTimeframe }),
    ...(assumed.includes('exit_type') && isSameExit && { exitType: before.exitType }),
  };
}

function toFate(
  { item, studentNumber, isNew }: Addressed,
  given: { fate: FateRecord['fate']; fired: Fired[] } | undefined,
): FateRecord {
  if (!given) throw new Error(`row ${item.ordinal} came back without a fate`);
  const { ordinal, file } = item;
  return {
    ordinal,
    file,
    fate: given.fate,
    studentNumber,
    isNewNumber: isNew,
    matchTaskId: null,
    remarks: given.fired.map(toRemark),
  };
}

/** What the pipeline itself has against a row of a known student; null when the register may judge it. */
function judgeItem(
  item: ItemRecord,
  { studentNumber, isNew }: Resolution & { is: 'known' },
  { schools, years, submission }: BatchContext,
): FateRecord | null {
  if (item.file !== 'enrolments') return null;
  const row = rowValue(item, 'enrolments');
  const remarks: KeptRemark[] = [];
  if (!schools.has(row.school_code)) {
    remarks.push(
      rejection('other_school', 'school_code', { organisation: submission.organisation, school: row.school_code }),
    );
  }
  if (!isOpen(row.school_year, years))
    remarks.push(rejection('school_year_not_open', 'school_year', { year: row.school_year, ...years }));
  if (remarks.length === 0) return null;
  return {
    ordinal: item.ordinal,
    file: item.file,
    fate: 'refused',
    studentNumber,
    isNewNumber: isNew,
    matchTaskId: null,
    remarks,
  };
}

/** The fate of a row whose student is not known: all rows of the student share it. */
function settle(item: ItemRecord, resolution: Exclude<Resolution, { is: 'known' }>): FateRecord {
  if (resolution.is === 'nobody') throw new Error(`row ${item.ordinal} is about nobody`);
  const base = { ordinal: item.ordinal, file: item.file, studentNumber: null, isNewNumber: false };
  if (resolution.is === 'held') {
    return { ...base, fate: 'held', matchTaskId: resolution.taskId, remarks: [heldRemark] };
  }
  return {
    ...base,
    fate: 'refused',
    matchTaskId: null,
    remarks: item.file === 'students' ? resolution.remarks : resolution.ofOthers,
  };
}

function tally(resolutions: readonly Resolution[]): StudentTally {
  const count = (holds: (it: Resolution) => boolean) => resolutions.filter(holds).length;
  return {
    new: count((it) => it.is === 'known' && it.isNew),
    matched: count((it) => it.is === 'known' && !it.isNew),
    held: count((it) => it.is === 'held'),
    refused: count((it) => it.is === 'refused'),
  };
}
