import { dateParts, type PlainDate } from '#kernel/dates.ts';
import { type Addition, recordItem, seeStudent } from '#modules/identity/index.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import type { Services } from '#platform/services.ts';
import { keyFor, keysOf } from '../../keys/service/seal.ts';
import { choices, timeLimit } from '../../settings.ts';
import type { MoveRequest } from '../contract.ts';
import { errors, refusalOf } from '../errors.ts';
import { isEnded, judgeMove, type RequestMove, type RequestState } from '../rules/states.ts';
import { type EventRecord, insertEvent, listEvents } from '../store/events.ts';
import { type RequestChange, type RequestRecord, updateRequest } from '../store/requests.ts';
import { clockOf } from './clock.ts';
import { requireCode } from './record.ts';
import { isCustodian, lockSeenRequest } from './sight.ts';
import { sealText } from './texts.ts';

type Needed = Pick<Services, 'config' | 'jurisdiction'>;
export type Wish = Omit<MoveRequest, 'move' | 'on'> & { move: RequestMove; on: PlainDate };

/** Makes a move on a request as the caller saw it. Another version is refused, so that nobody decides on what they have not read. */
export async function moveRequest(
  tx: Tx,
  act: Act,
  { services, requestId, version, wish }: { services: Needed; requestId: string; version: string | null; wish: Wish },
): Promise<void> {
  const request = await lockVersion(tx, act, { requestId, version });
  const steps = (await listEvents(tx, [requestId])).get(requestId) ?? [];
  const to = await judge(tx, act, { services, request, steps, wish });
  const change = await changeOf(tx, act, { services, request, wish });
  await writeMove(tx, act, { services, request, steps, wish, to, change });
}

/** The request, locked until the act ends, if it is still as it was seen. */
export async function lockVersion(
  tx: Tx,
  act: Act,
  { requestId, version }: { requestId: string; version: string | null },
): Promise<RequestRecord> {
  if (version === null) throw httpErrors.version_needed();
  const request = await lockSeenRequest(tx, act.actor, requestId);
  if (String(request.version) !== version) throw httpErrors.stale_version({ current: request.version });
  return request;
}

type Moving = { services: Needed; request: RequestRecord; steps: readonly EventRecord[]; wish: Wish };

/** The state that the move leads to; throws the refusal when it may not be made. */
export async function judge(tx: Tx, act: Act, { services, request, steps, wish }: Moving): Promise<RequestState> {
  const { jurisdiction } = services;
  const extended = steps.reduce((sum, it) => sum + (it.move === 'extend' ? (it.days ?? 0) : 0), 0);
  const limits = {
    today: act.today,
    notBefore: steps.at(-1)?.on ?? request.receivedOn,
    extensionDaysLeft: timeLimit(jurisdiction, request.kind, request.receivedOn).extensionDaysMax - extended,
  };
  const by = {
    permissions: act.actor.permissions,
    isCustodian: await isCustodian(tx, act.actor, request.organisation),
  };
  const judged = {
    ...request,
    isIdentityProven: request.identityProof !== null,
    hasDisagreement: request.disagreement !== null,
  };
  const verdict = judgeMove(judged, wish, { by, limits });
  if (!verdict.may) throw refusalOf[verdict.because]();
  checkReason(services, wish, act.today);
  return verdict.to;
}

function checkReason({ jurisdiction }: Needed, { move, reasonCode }: Wish, today: PlainDate): void {
  const lists = choices(jurisdiction, today);
  if (reasonCode === null) return;
  if (move === 'verify') requireCode(lists.identityProofs, reasonCode, 'identity_proofs');
  if (move === 'pause') requireCode(lists.pauseReasons, reasonCode, 'pause_reasons');
  if (move === 'extend') requireCode(lists.extensionReasons, reasonCode, 'extension_reasons');
}

/** What the move changes besides the state. */
async function changeOf(tx: Tx, act: Act, { services, request, wish }: Omit<Moving, 'steps'>): Promise<RequestChange> {
  const keys = keysOf(services);
  const seal = (column: 'decision' | 'disagreement', keyId: string) => {
    if (!keys.has(keyId)) throw errors.key_destroyed();
    return sealText(keys, { requestId: request.requestId, keyId }, { column, value: wish.note });
  };
  if (wish.move === 'verify') return { identityProof: wish.reasonCode };
  if (wish.move === 'refuse') return { decision: seal('decision', request.keyId) };
  if (wish.move === 'accept') {
    const appliedActId = await apply(tx, act, { services, request, wish });
    return { decision: seal('decision', request.keyId), appliedActId };
  }
  if (wish.move === 'disagree') {
    // It stands as long as the value does, so it outlives the key of the request's other texts.
    const keyId = await keyFor(tx, act, { keys, recordKind: 'disagreement', period: dateParts(act.today).year });
    return { disagreement: seal('disagreement', keyId), disagreementKeyId: keyId };
  }
  return {};
}

/** Applies an accepted correction as an ordinary statement under the act of the decision. */
async function apply(tx: Tx, act: Act, { services, request, wish }: Omit<Moving, 'steps'>): Promise<number | null> {
  const { jurisdiction } = services;
  const field = choices(jurisdiction, act.today).correctionFields.find((it) => it.code === request.field);
  if (wish.application === null) return null;
  if (!field || field.file !== wish.application.file)
    throw errors.application_mismatch({ field: request.field, file: field?.file ?? '–' });
  const { student } = await seeStudent(tx, act.actor, request.studentNumber);
  const addition: Addition = wish.application;
  await recordItem(tx, act, {
    number: request.studentNumber,
    version: String(student.version),
    addition,
    jurisdiction,
  });
  return act.id;
}

/** Writes a judged move: the request as it is now, and the step. */
export async function writeMove(
  tx: Tx,
  act: Act,
  { services, request, steps, wish, to, change }: Moving & { to: RequestState; change: RequestChange },
): Promise<void> {
  const { requestId, studentNumber, keyId } = request;
  const ordinal = (steps.at(-1)?.ordinal ?? 0) + 1;
  const step = { move: wish.move, fromState: request.state, toState: to, on: wish.on, days: wish.days };
  const closedOn = isEnded(to) ? (request.closedOn ?? wish.on) : null;
  const clock = clockOf(services.jurisdiction, { ...request, closedOn }, { steps: [...steps, step], today: act.today });
  await updateRequest(tx, request, { ...change, state: to, closedOn, dueOn: clock.dueOn });
  const keys = keysOf(services);
  const isKeptElsewhere = wish.move === 'refuse' || wish.move === 'accept' || wish.move === 'disagree';
  const note =
    wish.note === null || isKeptElsewhere
      ? null
      : sealText(keys, { requestId, keyId }, { column: `note ${ordinal}`, value: wish.note });
  await insertEvent(tx, {
    ...step,
    studentNumber,
    requestId,
    ordinal,
    reasonCode: wish.reasonCode,
    note,
    actId: act.id,
    actor: act.actor.name,
    organisation: act.actor.organisation,
    at: act.at,
  });
}
