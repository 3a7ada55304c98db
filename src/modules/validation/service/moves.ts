import { addMonths, type PlainDate } from '#kernel/dates.ts';
import { DomainError } from '#kernel/errors.ts';
import { findAccountActors, may, type Scope, scopeOf } from '#modules/access/index.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/database/database.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { errors, refusalOf } from '../errors.ts';
import { type FindingMove, judgeMove } from '../rules/states.ts';
import { type FindingRecord, lockFindings } from '../store/findings.ts';
import { type MadeMove, writeMoves } from '../store/moves.ts';
import { sightOf } from './findings.ts';

/** A move as asked: `assignee` an account, `me`, null for nobody; `until` null wakes a snoozed finding. */
export type MoveWish = {
  move: FindingMove;
  note?: string | undefined;
  assignee?: string | null | undefined;
  until?: PlainDate | null | undefined;
};

export type MoveFate = { findingId: string; made: MadeMove } | { findingId: string; refused: DomainError };

/**
 * Makes one move on many findings, all read and written together; each is judged alone, and its fate told in the order asked.
 * Findings out of sight do not exist. Throws only for a wish that could suit no finding (no assignee, no day).
 */
export async function moveFindings(
  tx: Tx,
  act: Act,
  { findingIds, wish }: { findingIds: readonly string[]; wish: MoveWish },
): Promise<MoveFate[]> {
  const assignee = await findAssignee(tx, act.actor, wish);
  const sight = await sightOf(tx, act.actor);
  const locked = await lockFindings(tx, sight, findingIds);
  const byId = new Map(locked.map((finding) => [finding.findingId, finding]));
  const fates = [...new Set(findingIds)].map((findingId): MoveFate => {
    const finding = byId.get(findingId);
    if (!finding) return { findingId, refused: errors.finding_not_found() };
    const result = makeMove(finding, { act, wish, assignee });
    return result instanceof DomainError ? { findingId, refused: result } : { findingId, made: result };
  });
  const { id, at, actor } = act;
  const made = fates.flatMap((fate) => ('made' in fate ? [fate.made] : []));
  await writeMoves(tx, made, { id, at, name: actor.name, organisation: actor.organisation });
  return fates;
}

/** Makes a move on one finding as the caller saw it: another version is refused, so that nobody decides on what they have not read. */
export async function moveFinding(
  tx: Tx,
  act: Act,
  { findingId, version, wish }: { findingId: string; version: string | null; wish: MoveWish },
): Promise<void> {
  if (version === null) throw httpErrors.version_needed();
  const [finding] = await lockFindings(tx, await sightOf(tx, act.actor), [findingId]);
  if (!finding) throw errors.finding_not_found();
  if (String(finding.version) !== version) throw httpErrors.stale_version({ current: finding.version });
  const [fate] = await moveFindings(tx, act, { findingIds: [findingId], wish });
  if (fate && 'refused' in fate) throw fate.refused;
}

type Assignee = { actor: Actor; scope: Scope };
type Move = { act: Act; wish: MoveWish; assignee: Assignee | null };

function makeMove(finding: FindingRecord, { act, wish, assignee }: Move): MadeMove | DomainError {
  const note = wish.note ?? null;
  const { permissions } = act.actor;
  const by = { permissions, today: act.today, latest: addMonths(act.today, 12) };
  const verdict = judgeMove(finding, { move: wish.move, note, until: wish.until ?? null }, by);
  if (!verdict.may) return refusalOf[verdict.because]();
  if (assignee && !canTake(assignee, finding)) return refusalOf.no_assignee();
  const { studentNumber, findingId, state: fromState } = finding;
  return {
    studentNumber,
    findingId,
    version: finding.version + 1,
    move: wish.move,
    fromState,
    toState: verdict.to,
    assignee: wish.move === 'assign' ? toAssignee(assignee) : finding.assignee,
    snoozedUntil: wish.move === 'snooze' ? (wish.until ?? null) : finding.snoozedUntil,
    note,
  };
}

function toAssignee(assignee: Assignee | null): MadeMove['assignee'] {
  const accountId = assignee?.actor.accountId;
  return assignee && accountId ? { accountId, name: assignee.actor.name } : null;
}

/** Somebody can take a finding that they could find and work on themselves. */
function canTake({ actor, scope }: Assignee, finding: FindingRecord): boolean {
  const reaches =
    scope.everything || finding.organisation === null || scope.organisations.includes(finding.organisation);
  return reaches && may(actor, 'finding.acknowledge') && (!finding.restricted || may(actor, 'restricted.read'));
}

async function findAssignee(tx: Tx, by: Actor, { move, assignee, until }: MoveWish): Promise<Assignee | null> {
  if (move === 'snooze' && until === undefined) throw errors.day_needed();
  if (move !== 'assign') return null;
  if (assignee === undefined) throw errors.assignee_needed();
  if (assignee === null) return null;
  const accountId = assignee === 'me' ? by.accountId : assignee;
  if (accountId === null) throw errors.no_assignee();
  const actor = (await findAccountActors(tx, [accountId])).get(accountId);
  if (!actor) throw errors.no_assignee();
  return { actor, scope: await scopeOf(actor, tx) };
}
