import type { Guid, StudentNumber } from '#kernel/ids.ts';
import type { Fired, RuleContext } from '#kernel/rule.ts';
import { fillWords } from '#kernel/words.ts';
import { may, scopeOf, sightLevels, visibleNumbers } from '#modules/access/index.ts';
import { loadStudentFacts } from '#modules/identity/index.ts';
import { requestScan } from '#modules/validation/index.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { besideReversals } from '#platform/database/beside.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { requireVersion } from '#platform/http/version.ts';
import type { EnrolmentStatement } from '../contract.ts';
import { EnrolmentRefused, errors, type Rejection } from '../errors.ts';
import { enrolmentRejections } from '../rules/catalogue.ts';
import type { EnrolmentItem } from '../rules/statement.ts';
import { staleVersion } from '../rules/validation/submission.ts';
import { applyEnrolments } from './apply.ts';
import { loadEnrolments } from './load.ts';
import type { EnrolmentFate, KeptEnrolment } from './types.ts';

/** The enrolment meant, and the version that the caller saw (null = none was said). */
export type Aim = { studentNumber: StudentNumber; enrolmentId: Guid; version: string | null };

/**
 * All enrolments of a student whom the actor may see in full, deleted ones too. Whoever sees the minimum, or the student no longer, still reads
 * the enrolments of the own schools (a deletion could not be taken back otherwise). At a moment, as they were known then; who may see them is
 * asked today. Throws student_not_found when nothing is in sight.
 */
export async function listStudentEnrolments(
  reader: Reader,
  actor: Actor,
  number: StudentNumber,
  knownAt: Date | null = null,
): Promise<KeptEnrolment[]> {
  if (!(await mayKnow(reader, actor, number))) throw errors.student_not_found();
  const { enrolments, isPartial } = await enrolmentsInSight(reader, actor, number, knownAt);
  if (isPartial && enrolments.length === 0) throw errors.student_not_found();
  return enrolments;
}

/** Those of a student's enrolments that the actor may see: all, or in part those of the own schools. */
async function enrolmentsInSight(
  reader: Reader,
  actor: Actor,
  number: StudentNumber,
  knownAt: Date | null = null,
): Promise<{ enrolments: KeptEnrolment[]; isPartial: boolean }> {
  const all = (await loadEnrolments(reader, [number], knownAt)).get(number) ?? [];
  if ((await sightLevels(reader, actor, [number])).get(number) === 'full') return { enrolments: all, isPartial: false };
  const scope = await scopeOf(actor, reader);
  return {
    enrolments: all.filter((it) => scope.everything || scope.organisations.includes(it.schoolCode)),
    isPartial: true,
  };
}

/** The same for whoever would submit an enrolment of the student; throws student_not_found as submitting would. */
export async function enrolmentsForEditing(reader: Reader, actor: Actor, number: StudentNumber) {
  await requireReach(reader, actor, number);
  return enrolmentsInSight(reader, actor, number);
}

/** One of them; throws enrolment_not_found when the student has no such enrolment. */
export async function getEnrolment(reader: Reader, actor: Actor, aim: Omit<Aim, 'version'>): Promise<KeptEnrolment> {
  const all = await listStudentEnrolments(reader, actor, aim.studentNumber);
  const found = all.find((it) => it.enrolmentId === aim.enrolmentId);
  if (!found) throw errors.enrolment_not_found();
  return found;
}

/**
 * Adds an enrolment, or changes it as the caller saw it. A number alone is not enough: a school that does not see the student
 * acknowledges a look from outside first, or submits the student by name and birth date.
 */
export async function submitEnrolment(
  tx: Tx,
  act: Act,
  { aim, statement, rules }: { aim: Aim; statement: EnrolmentStatement; rules: RuleContext },
): Promise<{ enrolment: KeptEnrolment; fate: EnrolmentFate['fate'] }> {
  await besideReversals(tx);
  await requireReach(tx, act.actor, aim.studentNumber);
  const stored = await findStored(tx, aim);
  if (stored?.isDeleted) throw errors.deleted();
  requireVersion(stored, aim);
  const { residentBoard = null, francophoneBoard = null, frenchHours = null, programmePercentage = null } = statement;
  const { exitOn = null, exitType = null, hours = null, localStudentId = null } = statement;
  const { enrolmentTypes = [], exceptionCodes = [], grantsProgrammes = [] } = statement;
  const said = {
    residentBoard,
    francophoneBoard,
    frenchHours,
    programmePercentage,
    exitOn,
    exitType,
    hours,
    localStudentId,
  };
  const { studentNumber, enrolmentId } = aim;
  const codes = { enrolmentTypes, exceptionCodes, grantsProgrammes };
  return applyOne(tx, act, { item: { ...statement, ...said, ...codes, studentNumber, enrolmentId }, stored, rules });
}

/** Deletes or restores an enrolment as the caller saw it. */
export async function markDeleted(
  tx: Tx,
  act: Act,
  { aim, isDeleted, rules }: { aim: Aim; isDeleted: boolean; rules: RuleContext },
): Promise<KeptEnrolment> {
  await besideReversals(tx);
  const stored = await getEnrolment(tx, act.actor, aim);
  if (stored.isDeleted === isDeleted) throw isDeleted ? errors.deleted() : errors.not_deleted();
  requireVersion(stored, aim);
  const { enrolment } = await applyOne(tx, act, { item: { ...stored, isDeleted }, stored, rules });
  return enrolment;
}

async function requireReach(reader: Reader, actor: Actor, number: StudentNumber): Promise<void> {
  if (!(await mayKnow(reader, actor, number))) throw errors.student_not_found();
  const visible = await visibleNumbers(reader, actor, [number]);
  if (!visible.has(number)) throw errors.student_not_found();
}

/** Whether the number was issued and, if the student is protected, the actor has the right. */
async function mayKnow(reader: Reader, actor: Actor, number: StudentNumber): Promise<boolean> {
  const facts = (await loadStudentFacts(reader, [number])).get(number);
  return facts !== undefined && (!facts.isRestricted || may(actor, 'restricted.read'));
}

async function findStored(tx: Tx, { studentNumber, enrolmentId }: Aim): Promise<KeptEnrolment | null> {
  const all = (await loadEnrolments(tx, [studentNumber])).get(studentNumber) ?? [];
  return all.find((it) => it.enrolmentId === enrolmentId) ?? null;
}

async function applyOne(
  tx: Tx,
  act: Act,
  { item, stored, rules }: { item: EnrolmentItem; stored: KeptEnrolment | null; rules: RuleContext },
): Promise<{ enrolment: KeptEnrolment; fate: EnrolmentFate['fate'] }> {
  const expectedVersion = stored?.version ?? null;
  const { organisation } = act.actor;
  const [fate] = await applyEnrolments(tx, [{ ...item, expectedVersion }], { act, organisation, rules });
  if (fate?.fate === 'refused') throw toRefusal(fate);
  if (fate?.fate === 'added' || fate?.fate === 'changed') await requestScan(tx, [item.studentNumber]);
  const enrolment = await findStored(tx, { ...item, version: null });
  if (!fate || !enrolment) throw errors.enrolment_not_found();
  return { enrolment, fate: fate.fate };
}

function toRefusal({ fired, version }: EnrolmentFate): Error {
  if (fired.some((it) => it.code === staleVersion.code)) return httpErrors.stale_version({ current: version });
  return new EnrolmentRefused(fired.map(toRejection));
}

function toRejection({ code, reference, field, params }: Fired): Rejection {
  const rule = enrolmentRejections.find((it) => it.code === code);
  if (!rule) throw new Error(`${code} fired but is no rejection`);
  return { code, reference, field, message: fillWords(rule.message, params), mend: fillWords(rule.mend, params) };
}
