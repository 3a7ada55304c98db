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
import { newId } from '#platform/ids.ts';
import { sayRegistration } from '../../home/service/keep.ts';
import { nobody } from '../../rules/facts.ts';
import { unique } from '../../service/load.ts';
import type { NotificationMoveBody, NotificationStatement, HomeNotification as Shown } from '../contract.ts';
import { errors, NotificationRefused } from '../errors.ts';
import type { HomeNotification, NotificationFacts } from '../rules/facts.ts';
import { mayChange, needsReason, stateAfter } from '../rules/moves.ts';
import { isSupervised, notificationRejections } from '../rules/submission.ts';
import * as store from '../store.ts';

/** The notification meant, and the version that the caller saw (null = none was said). */
export type Aim = { studentNumber: StudentNumber; notificationId: Guid; version: string | null };
type Saying = { aim: Aim; rules: RuleContext };

/** All notifications under a number, for whoever sees the student in full. */
export async function listNotificationsOf(
  reader: Reader,
  actor: Actor,
  number: StudentNumber,
  knownAt: Date | null = null,
): Promise<Shown[]> {
  await seeInFull(reader, actor, number);
  return present(reader, await store.listNotifications(reader, [number], knownAt));
}

/** Records what a parent notified, or changes it as the caller saw it; what was returned to the parent is open again. */
export async function sayNotification(
  tx: Tx,
  act: Act,
  { aim, statement, rules }: Saying & { statement: NotificationStatement },
): Promise<boolean> {
  const { all, stored } = await lockSeen(tx, act, aim);
  requireVersion(stored, aim);
  if (stored && !mayChange(stored.state)) throw errors.settled();
  const { studentNumber, notificationId } = aim;
  const kept = { state: 'open', decidedOn: null, stateReason: null } as const;
  await write(tx, act, { after: { ...statement, ...kept, studentNumber, notificationId }, stored, all, rules });
  return stored === null;
}

/** Accepts, returns or withdraws a notification as the caller saw it. What nobody supervises is registered as it is accepted. */
export async function moveNotification(
  tx: Tx,
  act: Act,
  { aim, body, rules }: Saying & { body: NotificationMoveBody },
): Promise<void> {
  const { move } = body;
  const reason = body.reason ?? null;
  const { all, stored } = await lockSeen(tx, act, aim);
  if (!stored) throw errors.notification_not_found();
  requireVersion(stored, aim);
  const state = stateAfter(stored.state, move);
  if (state === null) throw errors.cannot_move();
  if (needsReason(move) && reason === null) throw errors.reason_needed();
  const after: HomeNotification = { ...stored, state, decidedOn: rules.today, stateReason: reason };
  await write(tx, act, { after, stored, all, rules });
  if (move === 'accept' && !isSupervised(stored.programme, rules)) await register(tx, act, { stored, rules });
}

/** The registration that an unsupervised notification becomes, on the days that the jurisdiction sets. */
async function register(
  tx: Tx,
  act: Act,
  { stored, rules }: { stored: HomeNotification; rules: RuleContext },
): Promise<void> {
  const { studentNumber, schoolYear } = stored;
  const aim = { studentNumber, registrationId: newId(), version: null };
  await sayRegistration(tx, act, {
    aim,
    statement: { schoolYear, authorityCode: null, exitType: 'completion' },
    rules,
  });
}

async function lockSeen(tx: Tx, act: Act, { studentNumber, notificationId }: Aim) {
  await seeInFull(tx, act.actor, studentNumber);
  await store.takeTurn(tx, studentNumber);
  const all = await store.listNotifications(tx, [studentNumber]);
  return { all, stored: all.find((it) => it.notificationId === notificationId) ?? null };
}

type Change = {
  after: HomeNotification;
  stored: store.KeptNotification | null;
  all: readonly store.KeptNotification[];
  rules: RuleContext;
};

async function write(tx: Tx, act: Act, { after, stored, all, rules }: Change): Promise<void> {
  const facts = await loadFacts(tx, act, { after, stored, all });
  const { fired } = judgeAll(notificationRejections, facts, rules, after.schoolYear);
  if (fired.length > 0) throw new NotificationRefused(fired);
  if (stored !== null && saidOf(stored) === saidOf(after)) return;
  await store.putNotification(tx, after, { act, version: (stored?.version ?? 0) + 1 });
  await requestScan(tx, [after.studentNumber]);
}

function saidOf({ studentNumber: _s, notificationId: _n, ...it }: HomeNotification): string {
  const { schoolYear, programme, supervisorCode, notifiedOn, guardianName, guardianContact } = it;
  const { isAddressSame, plan, wantsFunding, state, decidedOn, stateReason } = it;
  const parent = [guardianName, guardianContact, isAddressSame, plan, wantsFunding];
  return JSON.stringify([schoolYear, programme, supervisorCode, notifiedOn, parent, state, decidedOn, stateReason]);
}

async function loadFacts(
  tx: Tx,
  { actor }: Act,
  { after, stored, all }: Omit<Change, 'rules'>,
): Promise<NotificationFacts> {
  const { studentNumber, notificationId: guid, supervisorCode } = after;
  const named = supervisorCode === null ? null : (await findOrganisations(tx, [supervisorCode])).get(supervisorCode);
  const scope = await scopeOf(actor, tx);
  const claims = [{ guid, studentNumber }];
  const foreign = stored === null ? await claimGuids(tx, 'home_education_notification', claims) : new Set();
  const organisations = scope.everything ? [] : [actor.organisation, ...scope.organisations];
  return {
    notification: after,
    student: (await loadStudentFacts(tx, [studentNumber])).get(studentNumber) ?? nobody,
    supervisorKind: named?.kind ?? null,
    others: all.filter((it) => it.notificationId !== guid),
    enrolments: [],
    submission: { isMinistry: scope.everything, organisations, isGuidOfAnother: foreign.has(guid) },
  };
}

async function present(reader: Reader, kept: readonly store.KeptNotification[]): Promise<Shown[]> {
  const supervisors = await findOrganisations(reader, unique(kept.flatMap((it) => it.supervisorCode ?? [])));
  return kept.map((it) => {
    const { name = null, nameFr = null } = (it.supervisorCode && supervisors.get(it.supervisorCode)) || {};
    return { ...it, supervisorName: name, supervisorNameFr: nameFr, submittedAt: it.submittedAt.toISOString() };
  });
}
