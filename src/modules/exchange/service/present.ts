import type { StudentNumber } from '#kernel/ids.ts';
import { fillWords, type Words } from '#kernel/words.ts';
import { may, visibleNumbers } from '#modules/access/index.ts';
import { enrolmentRules } from '#modules/enrolment/index.ts';
import { identityFindingsRules, identityRejections } from '#modules/identity/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { PersonRead } from '#platform/http/route.ts';
import {
  type Fate,
  fates,
  fileNames,
  type Remark,
  type RowCounts,
  type Submission,
  type SubmissionItem,
  type SubmissionSummary,
  stages,
} from '../contract.ts';
import type { ItemWithFate, KeptRemark, SubmissionRecord } from '../records.ts';
import { heldRemark } from '../rules/held.ts';
import { oneRosterFiles } from '../rules/oneroster/files.ts';
import { type FileProblem, wordsOfProblem } from '../rules/problems.ts';
import { type FileCounts, listFileCounts, listReasons } from '../store/fates.ts';
import { listStageTimes, type StageTime } from '../store/submissions.ts';

type RuleWords = { code: string; reference: string | null; crossRecord: boolean; message: Words; mend: Words };

/** The rules by which the register's modules refuse and warn; their words are looked up when somebody reads a remark. */
const rules: ReadonlyMap<string, RuleWords> = new Map(
  [...(identityRejections ?? []), ...(identityFindingsRules ?? []), ...enrolmentRules].map((rule: RuleWords) => [
    rule.code,
    rule,
  ]),
);

const prefix = 'exchange.';
const unknownWords: Words = { en: 'No words are known for this', fr: 'Aucun texte n’est connu pour ceci' };

function wordsOf({ code, params }: Pick<KeptRemark, 'code' | 'params'>): {
  reference: string | null;
  message: Words;
  mend: Words | null;
} {
  const own = code.startsWith(prefix) ? wordsOfProblem(code.slice(prefix.length)) : null;
  const rule = rules.get(code);
  const found = own ?? rule;
  if (!found) return { reference: null, message: unknownWords, mend: null };
  const reference = rule?.reference ?? null;
  return { reference, message: fillWords(found.message, params), mend: fillWords(found.mend, params) };
}

export function presentRemark(remark: KeptRemark, place: { file: string | null; row: number | null }): Remark {
  const { code, severity, field } = remark;
  return { code, severity, field, ...place, ...wordsOf(remark) };
}

function presentFileProblem(problem: FileProblem, severity: 'rejection' | 'note'): Remark {
  const { file, row, field, params } = problem;
  return presentRemark(
    { code: `${prefix}${problem.code}`, severity, field, params },
    { file: file && file !== 'unread' ? file : null, row },
  );
}

/** Whom rows show: of those whose number is known, what was submitted. */
export function readsOfItems(items: readonly Pick<SubmissionItem, 'studentNumber'>[]): PersonRead[] {
  return [{ subjects: items.flatMap((it) => it.studentNumber ?? []), groups: ['submitted'] }];
}

/**
 * Who reads items: what they may, and which of the items' students they see today. Only who could open every doubt is told which one a row
 * waits for: for everybody else a held row is like any other.
 */
export type ItemReader = { seesProtected: boolean; decides: boolean; seen: ReadonlySet<StudentNumber> };

/** The reader of some items; two queries at most. */
export async function readerOfItems(reader: Reader, actor: Actor, items: readonly ItemWithFate[]): Promise<ItemReader> {
  const seesProtected = may(actor, 'restricted.read');
  const results = items.flatMap(({ result }) => (result?.studentNumber ? [result] : []));
  const open = results.filter((it) => seesProtected || !it.isRestricted);
  const numbers = [...new Set(open.flatMap((it) => it.studentNumber ?? []))];
  const seen = await visibleNumbers(reader, actor, numbers);
  return { seesProtected, decides: seesProtected && may(actor, 'match.decide'), seen };
}

/**
 * A row with what became of it. Of a student who is out of sight, because the association ended or because the student is protected, it
 * shows what was sent and its fate, but not the number, nor what the register's own data made its rules say. What was released to a
 * protected student still waits for whoever lacks the right.
 */
export function presentItem(item: ItemWithFate, reader: ItemReader): SubmissionItem {
  const { ordinal, file, row, subject, fields, isMended } = item;
  const result = item.result?.isSealed && !reader.seesProtected ? stillHeld(item.result) : item.result;
  const number = result?.studentNumber ?? null;
  const isHidden = number !== null && !reader.seen.has(number);
  const kept = result?.remarks ?? [];
  const remarks = isHidden ? kept.flatMap(withhold) : kept;
  return {
    ordinal,
    file,
    row,
    localStudentId: subject,
    fields,
    fate: result?.fate ?? null,
    remarks: remarks.map((remark) => presentRemark(remark, { file, row })),
    studentNumber: isHidden ? null : number,
    isNewNumber: result?.isNewNumber ?? false,
    matchTaskId: reader.decides ? (result?.matchTaskId ?? null) : null,
    isMended,
  };
}

function stillHeld(result: NonNullable<ItemWithFate['result']>): NonNullable<ItemWithFate['result']> {
  return { ...result, fate: 'held', studentNumber: null, isNewNumber: false, remarks: [heldRemark] };
}

/** What a remark may say to somebody for whom the student is hidden: what the row says of itself, never what the register holds. */
function withhold(remark: KeptRemark): KeptRemark[] {
  const { code, severity } = remark;
  if (severity !== 'rejection') return severity === 'note' ? [remark] : [];
  return rules.get(code)?.crossRecord ? [{ code: `${prefix}withheld`, severity, field: null, params: {} }] : [remark];
}

function sumCounts(files: readonly FileCounts[]): RowCounts {
  const sum = (count: (file: FileCounts) => number) => files.reduce((so, file) => so + count(file), 0);
  const byFate = Object.fromEntries(fates.map((fate) => [fate, sum((file) => file[fate])])) as Record<Fate, number>; // all of `fates`
  const total = sum((file) => file.total);
  return { total, ...byFate, waiting: Math.max(0, total - fates.reduce((so, fate) => so + byFate[fate], 0)) };
}

export function presentSummary(submission: SubmissionRecord, files: readonly FileCounts[]): SubmissionSummary {
  const { submissionId, organisation, format, fileName, sizeBytes, isRehearsal, state, schoolYear, actor } = submission;
  return {
    submissionId,
    organisation,
    format,
    fileName,
    sizeBytes,
    isRehearsal,
    state,
    schoolYear,
    receivedAt: submission.receivedAt.toISOString(),
    receivedBy: actor.name,
    finishedAt: submission.finishedAt?.toISOString() ?? null,
    reversedAt: submission.reversedAt?.toISOString() ?? null,
    rows: sumCounts(files),
  };
}

/** A submission with everything that its page shows, in four queries. */
export async function presentSubmission(reader: Reader, submission: SubmissionRecord): Promise<Submission> {
  const { submissionId, refusal, remarks, repeats } = submission;
  const files = (await listFileCounts(reader, [submissionId])).get(submissionId) ?? [];
  const times = await listStageTimes(reader, submissionId);
  const reasons = await listReasons(reader, submissionId);
  return {
    ...presentSummary(submission, files),
    sha256: submission.sha256,
    stage: submission.stage,
    layoutVersion: submission.layoutVersion,
    software: submission.software,
    startedAt: submission.startedAt?.toISOString() ?? null,
    students: submission.students,
    files: [...files]
      .sort(byLayout)
      .map((file) => ({ file: file.file, encoding: file.encoding, rows: sumCounts([file]) })),
    stages: stages.flatMap((stage) => times.filter((it) => it.stage === stage).map(presentTime)),
    reasons: reasons.map(({ code, severity, rows, sample }) => {
      const { reference, message } = wordsOf({ code, params: sample });
      return { code, severity, rows, reference, message };
    }),
    refusal: refusal ? presentFileProblem(refusal, 'rejection') : null,
    remarks: remarks.map((remark) => presentFileProblem(remark, 'note')),
    repeats: repeats ? { submissionId: repeats.submissionId, receivedAt: repeats.receivedAt.toISOString() } : null,
    failureReference: submission.failureReference,
  };
}

function byLayout(a: FileCounts, b: FileCounts): number {
  const files: readonly string[] = [...fileNames, ...oneRosterFiles, 'unread'];
  const place = ({ file }: FileCounts) => files.indexOf(file);
  return place(a) - place(b);
}

function presentTime({ stage, rows, milliseconds }: StageTime): Submission['stages'][number] {
  const rowsPerSecond = rows > 0 && milliseconds > 0 ? Math.round((rows * 1000) / milliseconds) : null;
  return { stage, rows, milliseconds, rowsPerSecond };
}
