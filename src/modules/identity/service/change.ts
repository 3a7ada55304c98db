import type { StudentNumber } from '#kernel/ids.ts';
import { requestScan } from '#modules/validation/index.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { DeathDraft, ItemAnswer } from '../contract.ts';
import { RefusedByRule } from '../errors.ts';
import { studentStatementRules } from '../rules/validation/statement.ts';
import { lockStudents, updateStudents } from '../store/students.ts';
import { applyStudentItems } from './apply.ts';
import { reject } from './judge.ts';
import { protect } from './protect.ts';
import { seeInFull } from './see.ts';
import type { IdentityContext, StudentItem } from './types.ts';

/** What an act gives identity's services to work with. */
export function contextOf(
  act: Pick<Act, 'at' | 'today'>,
  jurisdiction: Jurisdiction,
  submissionId: string | null = null,
): IdentityContext {
  return {
    at: act.at,
    rules: jurisdiction.ruleContext(act.today),
    numberScheme: jurisdiction.numberScheme,
    submissionId,
  };
}

/** The student as the actor saw it, locked until the act ends. Nobody overwrites what they have not seen. */
export async function lockSeen(
  tx: Tx,
  act: Act,
  { number, version }: { number: StudentNumber; version: string | null },
) {
  await seeInFull(tx, act.actor, number);
  if (version === null) throw httpErrors.version_needed();
  const student = (await lockStudents(tx, [number])).get(number);
  if (!student || String(student.version) !== version)
    throw httpErrors.stale_version({ current: student?.version ?? 0 });
  return student;
}

type Item = Extract<
  StudentItem,
  {
    file:
      | 'identification'
      | 'names'
      | 'addresses'
      | 'phones'
      | 'guardians'
      | 'guardian_limits'
      | 'restrictions'
      | 'citizenships';
  }
>;
/** One thing to record: the kind of row and its facts. */
export type Addition = Pick<Item, 'file' | 'draft'>;

/**
 * Records one thing of a student as a person stated it: a document, a name, an address. The same rules as for a file;
 * a rejection is thrown with its rules. Whoever submitted it is the actor's organisation.
 */
export async function recordItem(
  tx: Tx,
  act: Act,
  {
    number,
    version,
    addition,
    jurisdiction,
  }: { number: StudentNumber; version: string | null; addition: Addition; jurisdiction: Jurisdiction },
): Promise<ItemAnswer> {
  const student = await lockSeen(tx, act, { number, version });
  // The kind and its facts come from one route, which declares them together.
  const item = { ref: '1', studentNumber: number, organisation: act.actor.organisation, ...addition } as StudentItem;
  const [fate] = await applyStudentItems(tx, [item], contextOf(act, jurisdiction));
  if (!fate) throw new Error('an item without a fate');
  if (fate.fate === 'refused') throw new RefusedByRule(fate.fired);
  const isChanged = fate.fate !== 'unchanged';
  if (isChanged) await requestScan(tx, [number]);
  return {
    studentNumber: number,
    fate: fate.fate,
    objectId: fate.objectId,
    version: student.version + (isChanged ? 1 : 0),
  };
}

/** Records a death, or that it was recorded in error; only a person does the latter. */
export async function recordDeath(
  tx: Tx,
  act: Act,
  {
    number,
    version,
    draft,
    jurisdiction,
  }: { number: StudentNumber; version: string | null; draft: DeathDraft; jurisdiction: Jurisdiction },
): Promise<ItemAnswer> {
  const student = await lockSeen(tx, act, { number, version });
  const fired = reject(studentStatementRules, { ...student, ...draft }, jurisdiction.ruleContext(act.today));
  if (fired.length > 0) throw new RefusedByRule(fired);
  if (student.isDeceased === draft.isDeceased && student.deceasedOn === draft.deceasedOn)
    return { studentNumber: number, fate: 'unchanged', objectId: student.currentRecordId, version: student.version };
  await updateStudents(tx, [{ ...student, ...draft, version: student.version + 1, recordedAt: act.at.toISOString() }]);
  await requestScan(tx, [number]);
  return { studentNumber: number, fate: 'changed', objectId: student.currentRecordId, version: student.version + 1 };
}

/** Daily: protection begins and ends by days alone. Answers how many students it turned for. */
export async function turnRestrictions(tx: Tx, act: Act, jurisdiction: Jurisdiction): Promise<number> {
  const turned = await protect(tx, jurisdiction.ruleContext(act.today), null);
  await requestScan(tx, turned);
  return turned.length;
}
