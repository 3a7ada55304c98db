import type { Guid, StudentNumber } from '#kernel/ids.ts';
import { judgeAll, type RuleContext } from '#kernel/rule.ts';
import { scopeOf } from '#modules/access/index.ts';
import { claimGuids, loadStudentFacts, seeInFull } from '#modules/identity/index.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import { requestScan } from '#modules/validation/index.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { requireVersion } from '#platform/http/version.ts';
import { nobody } from '../../rules/facts.ts';
import { loadEnrolments } from '../../service/load.ts';
import type { TransitionStatement } from '../contract.ts';
import { errors, TransitionRefused } from '../errors.ts';
import type { ResponsibleFacts, Transition, TransitionSubmission } from '../rules/facts.ts';
import { guidOfAnother, responsibleRejections } from '../rules/submission.ts';
import * as store from '../store.ts';
import { loadSchools } from './load.ts';

/** The transition meant, and the version that the caller saw (null = none was said). */
export type Aim = { studentNumber: StudentNumber; transitionId: Guid; version: string | null };

/** All transitions under a number, deleted ones too, for whoever sees the student in full. */
export async function listTransitionsOf(
  reader: Reader,
  actor: Actor,
  number: StudentNumber,
  knownAt: Date | null = null,
): Promise<store.KeptTransition[]> {
  await seeInFull(reader, actor, number);
  return store.listTransitions(reader, [number], knownAt);
}

type Saying = { aim: Aim; rules: RuleContext };

/** Adds a transition, or changes it as the caller saw it. */
export async function sayTransition(
  tx: Tx,
  act: Act,
  { aim, statement, rules }: Saying & { statement: TransitionStatement },
): Promise<{ transition: store.KeptTransition; isNew: boolean }> {
  const { studentNumber, transitionId } = aim;
  const all = await lockAll(tx, act, studentNumber);
  const stored = all.find((it) => it.transitionId === transitionId) ?? null;
  if (stored?.isDeleted) throw errors.deleted();
  requireVersion(stored, aim);
  const after = { ...statement, studentNumber, transitionId, isDeleted: false };
  return { transition: await write(tx, act, { after, stored, all, rules }), isNew: stored === null };
}

/** Deletes or restores a transition as the caller saw it. */
export async function markTransition(
  tx: Tx,
  act: Act,
  { aim, isDeleted, rules }: Saying & { isDeleted: boolean },
): Promise<store.KeptTransition> {
  const all = await lockAll(tx, act, aim.studentNumber);
  const stored = all.find((it) => it.transitionId === aim.transitionId);
  if (!stored) throw errors.transition_not_found();
  if (stored.isDeleted === isDeleted) throw isDeleted ? errors.deleted() : errors.not_deleted();
  requireVersion(stored, aim);
  return write(tx, act, { after: { ...stored, isDeleted }, stored, all, rules });
}

/** One change of a student's transitions at a time: two that would each be right alone cannot both be written. */
async function lockAll(tx: Tx, act: Act, number: StudentNumber): Promise<store.KeptTransition[]> {
  await seeInFull(tx, act.actor, number);
  await store.takeTurn(tx, [number]);
  return store.lockTransitions(tx, number);
}

type Change = {
  after: Transition;
  stored: store.KeptTransition | null;
  all: readonly store.KeptTransition[];
  rules: RuleContext;
};

async function write(tx: Tx, act: Act, { after, stored, all, rules }: Change): Promise<store.KeptTransition> {
  const { organisation } = act.actor;
  const facts = await loadFacts(tx, act, { after, stored, all });
  const { fired } = judgeAll(responsibleRejections, facts, rules, rules.currentSchoolYear);
  if (fired.length > 0) throw new TransitionRefused(fired);
  if (stored === null) {
    await claim(tx, facts, rules);
    const added = await store.insertTransitions(tx, [after], { act, organisation });
    if (added.size === 0) throw errors.said_meanwhile();
  } else if (saysSomethingNew(stored, after)) {
    await store.updateTransition(tx, after, { act, organisation, version: stored.version + 1 });
  }
  await requestScan(tx, [after.studentNumber]);
  const kept = await store.listTransitions(tx, [after.studentNumber]);
  const written = kept.find((it) => it.transitionId === after.transitionId);
  if (!written) throw errors.transition_not_found();
  return written;
}

async function claim(tx: Tx, facts: ResponsibleFacts, rules: RuleContext): Promise<void> {
  const { studentNumber, transitionId: guid } = facts.transition;
  const foreign = await claimGuids(tx, 'responsible_school', [{ guid, studentNumber }]);
  if (!foreign.has(guid) || facts.submission === null) return;
  const submission = { ...facts.submission, isGuidOfAnother: true };
  throw new TransitionRefused(judgeAll([guidOfAnother], { ...facts, submission }, rules, null).fired);
}

function saysSomethingNew(stored: Transition, after: Transition): boolean {
  const said = ({ effectiveOn, hasSchool, schoolCode, outside, reason, isDeleted }: Transition) =>
    JSON.stringify([
      effectiveOn,
      hasSchool,
      schoolCode,
      outside && [outside.name, outside.city, outside.province, outside.country],
      reason,
      isDeleted,
    ]);
  return said(stored) !== said(after);
}

async function loadFacts(tx: Tx, act: Act, { after, stored, all }: Omit<Change, 'rules'>): Promise<ResponsibleFacts> {
  const { studentNumber } = after;
  const student = (await loadStudentFacts(tx, [studentNumber])).get(studentNumber);
  const enrolments = (await loadEnrolments(tx, [studentNumber])).get(studentNumber) ?? [];
  const schools = await loadSchools(tx, [after]);
  return {
    transition: after,
    student: student ?? nobody,
    school: (after.schoolCode && schools.get(after.schoolCode)) || null,
    others: all.filter((it) => !it.isDeleted && it.transitionId !== after.transitionId),
    enrolments: enrolments.filter((it) => !it.isDeleted),
    enrolment: null,
    previous: stored,
    submission: await submissionOf(tx, act.actor),
  };
}

async function submissionOf(tx: Tx, actor: Actor): Promise<TransitionSubmission> {
  const { organisation } = actor;
  const scope = await scopeOf(actor, tx);
  const isMinistry = (await findOrganisations(tx, [organisation])).get(organisation)?.kind === 'ministry';
  const organisations = scope.everything ? [organisation] : [organisation, ...scope.organisations];
  return { organisations, isMinistry, isGuidOfAnother: false };
}
