import { z } from 'zod';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { KeyMoment, type Page, readCursor, toPage } from '#kernel/page.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import { type Act, todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import { may, type Scope, scopeOf } from '../../service/scope.ts';
import type { Move as MoveAnswer, MoveCount } from '../contract.ts';
import { errors } from '../errors.ts';
import type { Association } from '../rules/grounds.ts';
import { afterStatement, maySay, type Side, type StatementKind, shownState } from '../rules/moves.ts';
import { listAssociations, lockAssociations, upsertAssociations } from '../store/associations.ts';
import * as store from '../store/moves.ts';
import { refreshLinked } from '../store/persons.ts';
import { withMinimum } from './follow-moves.ts';

/** How students write themselves: identity's, handed in by the entry points. */
export type NameStudents = (reader: Reader, numbers: readonly StudentNumber[]) => Promise<Map<StudentNumber, string>>;

/** `sight` reads as the caller, `register` what each of two schools states to the other. */
export type MoveReaders = { sight: Reader; register: Reader; nameStudents: NameStudents };

const MoveKey = z.tuple([KeyMoment, z.guid()]).transform(([openedAt, moveId]) => ({ openedAt, moveId }));

/** Moves of the organisations in reach, on either side or one, by what is still to be done; the latest first. */
export async function pageMoves(
  readers: MoveReaders,
  actor: Actor,
  { state, side, cursor, limit }: Pick<store.MoveChoice, 'state' | 'side' | 'limit'> & { cursor?: string | undefined },
): Promise<Page<MoveAnswer>> {
  const scope = await scopeOf(actor, readers.register);
  const rows = await store.listMoves(readers.sight, {
    organisations: scope.everything ? null : scope.organisations,
    state,
    side,
    today: todayOf(new Date()),
    after: readCursor(cursor, MoveKey),
    limit: limit + 1,
  });
  const page = toPage(rows, limit, (row) => [row.openedAt.toISOString(), row.moveId]);
  return { ...page, items: await present(readers, actor, page.items) };
}

/** How many moves there are to look at, and how many wait for the actor: a decision of the ministry, a word of a school. */
export async function countMoves(
  { sight, register }: Omit<MoveReaders, 'nameStudents'>,
  actor: Actor,
): Promise<MoveCount> {
  const scope = await scopeOf(actor, register);
  const { unconfirmed, unanswered, ...counts } = await store.countMoves(sight, {
    organisations: scope.everything ? null : scope.organisations,
    today: todayOf(new Date()),
  });
  const ofSchools = may(actor, 'enrolment.write') && !scope.everything ? unconfirmed + unanswered : 0;
  return { ...counts, waiting: may(actor, 'move.decide') ? counts.contested : ofSchools };
}

/** One move with both statements; throws access.move_not_found for one that the actor is no side of. */
export async function getMove(readers: MoveReaders, actor: Actor, moveId: string): Promise<MoveAnswer> {
  const row = await store.findMove(readers.sight, moveId);
  const [move] = row ? await present(readers, actor, [row]) : [];
  if (!row || !move || !isParty(sideOf(actor, await scopeOf(actor, readers.register), row)))
    throw errors.move_not_found();
  return move;
}

function isParty({ isNew, isOld, mayDecide, isMinistry }: Side & { isMinistry: boolean }): boolean {
  return isNew || isOld || mayDecide || isMinistry;
}

function sideOf(
  actor: Actor,
  scope: Scope,
  move: Pick<store.KeptMove, 'newOrganisation' | 'oldOrganisation'>,
): Side & { isMinistry: boolean } {
  const isMine = (organisation: OrganisationCode) => !scope.everything && scope.organisations.includes(organisation);
  return {
    isNew: isMine(move.newOrganisation),
    isOld: isMine(move.oldOrganisation),
    mayDecide: may(actor, 'move.decide'),
    isMinistry: scope.everything,
  };
}

/**
 * Says something of a move: confirms or contests it, answers, decides. The new school's sight follows at once. Throws access.move_not_found,
 * access.move_settled when nothing of the kind may be said (any more) by the actor, access.words_needed.
 */
export async function stateMove(
  tx: Tx,
  act: Act,
  { moveId, kind, words }: { moveId: string; kind: StatementKind; words: string | null },
): Promise<void> {
  const move = await store.lockMove(tx, moveId);
  const side = move ? sideOf(act.actor, await scopeOf(act.actor, tx), move) : null;
  if (!move || !side || !isParty(side)) throw errors.move_not_found();
  if (!(may(act.actor, 'enrolment.write') && maySay(side, move.state).includes(kind)))
    throw errors.move_settled({ kind, state: move.state });
  if (needsWords.has(kind) && !words) throw errors.words_needed();
  await store.insertStatement(tx, move, {
    statementId: newId(),
    kind,
    organisation: act.actor.organisation,
    actorName: act.actor.name,
    words,
    statedAt: act.at,
  });
  const state = afterStatement(move.state, kind);
  if (state !== move.state) await store.updateMoveStates(tx, [{ move, state }], act.at);
  await refreshMinimum(tx, move.studentNumber);
}

const needsWords: ReadonlySet<StatementKind> = new Set(['contest', 'answer', 'grant', 'deny', 'guardian']);

async function refreshMinimum(tx: Tx, number: StudentNumber): Promise<void> {
  const known = await lockAssociations(tx, [number]);
  const moves = await store.listHoldingMoves(tx, [number]);
  const free = known.filter((it) => it.kind === 'enrolment').map((it): Association => ({ ...it, minimumUntil: null }));
  await upsertAssociations(tx, withMinimum(free, moves));
  await refreshLinked(tx, [number]);
}

async function present(
  { sight, register, nameStudents }: MoveReaders,
  actor: Actor,
  rows: readonly store.KeptMove[],
): Promise<MoveAnswer[]> {
  if (rows.length === 0) return [];
  const today = todayOf(new Date());
  const numbers = [...new Set(rows.map((row) => row.studentNumber))];
  const codes = [...new Set(rows.flatMap((row) => [row.newOrganisation, row.oldOrganisation]))];
  const claims = await listAssociations(register, { numbers, organisations: codes });
  const statements = await store.listStatements(
    sight,
    rows.map((row) => row.moveId),
  );
  const names = await nameStudents(sight, numbers);
  const speakers = [...statements.values()].flat().map((it) => it.organisation);
  const organisations = await findOrganisations(register, [...new Set([...codes, ...speakers])]);
  const nameOf = (code: OrganisationCode) => organisations.get(code)?.name ?? null;
  const claimOf = (number: StudentNumber, organisation: OrganisationCode) => {
    const found = claims.find(
      (it) => it.studentNumber === number && it.organisation === organisation && it.kind === 'enrolment',
    );
    const { startsOn = null, exitOn = null } = found ?? {};
    return { organisation, organisationName: nameOf(organisation), startsOn, exitOn };
  };
  const scope = await scopeOf(actor, register);
  return rows.map((row) => {
    const oldClaim = claimOf(row.studentNumber, row.oldOrganisation);
    const state = shownState(row, { old: oldClaim, today });
    return {
      moveId: row.moveId,
      studentNumber: row.studentNumber,
      studentName: names.get(row.studentNumber) ?? null,
      openedOn: row.openedOn,
      untilOn: row.untilOn,
      state,
      newClaim: claimOf(row.studentNumber, row.newOrganisation),
      oldClaim,
      statements: (statements.get(row.moveId) ?? []).map(({ statementId: _id, statedAt, organisation, ...said }) => ({
        ...said,
        organisation,
        organisationName: nameOf(organisation),
        statedAt: statedAt.toISOString(),
      })),
      maySay: may(actor, 'enrolment.write') ? maySay(sideOf(actor, scope, row), state) : [],
    };
  });
}
