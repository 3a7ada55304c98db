import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Move, MoveState, OpenedMove, StatementKind } from '../rules/moves.ts';

export type KeptMove = Move & { openedAt: Date; settledAt: Date | null };

const columns = sql`student_number as "studentNumber", move_id as "moveId", new_organisation_code as "newOrganisation",
  old_organisation_code as "oldOrganisation", opened_on as "openedOn", opened_at as "openedAt", until_on as "untilOn", state, settled_at as "settledAt"`;

/** The moves of some students that hold somebody to the minimum. */
export async function listHoldingMoves(tx: Tx, numbers: readonly StudentNumber[]): Promise<KeptMove[]> {
  const { rows } = await sql<KeptMove>`
    select ${columns} from access.student_move
     where student_number = any(${numbers}::bpchar[]) and state in ('open', 'contested', 'denied')`.execute(tx);
  return rows;
}

export async function insertMoves(
  tx: Tx,
  moves: readonly (OpenedMove & { moveId: string })[],
  at: Date,
): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map((it) => ({
    student_number: it.studentNumber,
    move_id: it.moveId,
    new_organisation_code: it.newOrganisation,
    old_organisation_code: it.oldOrganisation,
    opened_on: it.openedOn,
    opened_at: at,
    until_on: it.untilOn,
    state: 'open',
    settled_at: null,
  }));
  await sql`insert into access.student_move
    select * from jsonb_populate_recordset(null::access.student_move, ${JSON.stringify(rows)}::jsonb)
        on conflict do nothing`.execute(tx);
}

export async function updateMoveStates(
  tx: Tx,
  changed: readonly { move: Pick<Move, 'studentNumber' | 'moveId'>; state: MoveState }[],
  at: Date,
): Promise<void> {
  if (changed.length === 0) return;
  await sql`
    update access.student_move m
       set state = c.state, settled_at = case when c.state in ('open', 'contested') then null else ${at}::timestamptz end
      from unnest(${changed.map((it) => it.move.studentNumber)}::bpchar[], ${changed.map((it) => it.move.moveId)}::uuid[],
                  ${changed.map((it) => it.state)}::text[]) as c (student_number, move_id, state)
     where m.student_number = c.student_number and m.move_id = c.move_id`.execute(tx);
}

export type MoveStatementRow = {
  statementId: string;
  kind: StatementKind;
  organisation: OrganisationCode;
  actorName: string;
  words: string | null;
  statedAt: Date;
};

export async function insertStatement(
  tx: Tx,
  { studentNumber, moveId }: Pick<Move, 'studentNumber' | 'moveId'>,
  it: MoveStatementRow,
): Promise<void> {
  await sql`
    insert into access.student_move_statement (student_number, move_id, statement_id, kind, organisation_code, actor_name, words, stated_at)
    values (${studentNumber}, ${moveId}, ${it.statementId}, ${it.kind}, ${it.organisation}, ${it.actorName}, ${it.words}, ${it.statedAt})`.execute(
    tx,
  );
}

/** What was said of some moves, in order, by move. */
export async function listStatements(
  reader: Reader,
  moveIds: readonly string[],
): Promise<Map<string, MoveStatementRow[]>> {
  const { rows } = await sql<MoveStatementRow & { moveId: string }>`
    select s.move_id as "moveId", s.statement_id as "statementId", s.kind, s.organisation_code as organisation,
           s.actor_name as "actorName", s.words, s.stated_at as "statedAt"
      from access.student_move_statement s join access.student_move m using (student_number, move_id)
     where m.move_id = any(${moveIds}::uuid[]) order by s.stated_at, s.statement_id`.execute(reader);
  const byMove = new Map<string, MoveStatementRow[]>();
  for (const { moveId, ...row } of rows) byMove.set(moveId, [...(byMove.get(moveId) ?? []), row]);
  return byMove;
}

/** Whose moves are meant: those to or from some organisations, or all (null). */
export type MovesOf = { organisations: readonly OrganisationCode[] | null; today: PlainDate };

export type MoveChoice = MovesOf & {
  /** live: those that somebody should look at; contested: of these, where two claim one student; settled: the others. */
  state: 'live' | 'contested' | 'settled';
  side: 'either' | 'away' | 'coming';
  after: { openedAt: string; moveId: string } | null;
  limit: number;
};

/**
 * True of a move that time has not settled: neither its days nor those of the old enrolment are over. Each side sees one of the two
 * associations that tell, the old school its own exit, the new one until when its minimum lasts.
 */
const isLiveOn = (today: PlainDate) => sql<boolean>`(
  (m.state = 'contested' or (m.state = 'open' and m.until_on >= ${today}))
  and not exists (select from access.student_association a
                   where a.student_number = m.student_number and a.kind = 'enrolment'
                     and ((a.organisation_code = m.old_organisation_code and a.exit_on < ${today})
                       or (a.organisation_code = m.new_organisation_code and a.minimum_until < ${today}))))`;

const isOf = (column: 'new' | 'old', organisations: readonly OrganisationCode[] | null) =>
  organisations === null
    ? sql<boolean>`true`
    : sql<boolean>`m.${sql.ref(`${column}_organisation_code`)} = any(${organisations}::text[])`;

/** Moves that the reader may see, the latest first, after a cursor. */
export async function listMoves(
  reader: Reader,
  { organisations, state, side, today, after, limit }: MoveChoice,
): Promise<KeptMove[]> {
  const [away, coming] = [isOf('old', organisations), isOf('new', organisations)];
  const mine = { away, coming, either: sql`(${away} or ${coming})` }[side];
  const live = isLiveOn(today);
  const chosen = { live, contested: sql`(m.state = 'contested' and ${live})`, settled: sql`not ${live}` }[state];
  const later =
    after === null ? sql`true` : sql`(opened_at, move_id) < (${after.openedAt}::timestamptz, ${after.moveId}::uuid)`;
  const { rows } = await sql<KeptMove>`
    select ${columns} from access.student_move m
     where ${mine} and ${chosen} and ${later}
     order by opened_at desc, move_id desc limit ${limit}`.execute(reader);
  return rows;
}

export type MoveCounts = {
  away: number;
  coming: number;
  contested: number;
  /** Away and not contested: the old school has said nothing. */
  unconfirmed: number;
  /** Coming and contested, and the new school has not answered. */
  unanswered: number;
};

/** How many live moves the reader may see; one row. */
export async function countMoves(reader: Reader, { organisations, today }: MovesOf): Promise<MoveCounts> {
  const [away, coming] = [isOf('old', organisations), isOf('new', organisations)];
  const { rows } = await sql<MoveCounts>`
    select count(*) filter (where ${away})::integer as away, count(*) filter (where ${coming})::integer as coming,
           count(*) filter (where m.state = 'contested')::integer as contested,
           count(*) filter (where m.state = 'open' and ${away})::integer as unconfirmed,
           count(*) filter (where m.state = 'contested' and ${coming}
                              and not exists (select from access.student_move_statement s
                                               where s.student_number = m.student_number and s.move_id = m.move_id
                                                 and s.kind = 'answer'))::integer as unanswered
      from access.student_move m where (${away} or ${coming}) and ${isLiveOn(today)}`.execute(reader);
  return rows[0] ?? { away: 0, coming: 0, contested: 0, unconfirmed: 0, unanswered: 0 };
}

export async function findMove(reader: Reader, moveId: string): Promise<KeptMove | null> {
  const { rows } = await sql<KeptMove>`select ${columns} from access.student_move where move_id = ${moveId}`.execute(
    reader,
  );
  return rows[0] ?? null;
}

export async function lockMove(tx: Tx, moveId: string): Promise<KeptMove | null> {
  const { rows } =
    await sql<KeptMove>`select ${columns} from access.student_move where move_id = ${moveId} for update`.execute(tx);
  return rows[0] ?? null;
}
