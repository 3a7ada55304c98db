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

/** Moves that the reader may see: those of some organisations, or all (null), the latest first, after a cursor. */
export async function listMoves(
  reader: Reader,
  {
    organisations,
    isLive,
    today,
    after,
    limit,
  }: {
    organisations: readonly OrganisationCode[] | null;
    /** True: those that somebody should look at; false: the others. */
    isLive: boolean;
    today: PlainDate;
    after: { openedAt: string; moveId: string } | null;
    limit: number;
  },
): Promise<KeptMove[]> {
  const mine =
    organisations === null
      ? sql`true`
      : sql`(new_organisation_code = any(${organisations}::text[]) or old_organisation_code = any(${organisations}::text[]))`;
  const live = sql`(state = 'contested' or (state = 'open' and until_on >= ${today}))`;
  const later =
    after === null ? sql`true` : sql`(opened_at, move_id) < (${after.openedAt}::timestamptz, ${after.moveId}::uuid)`;
  const { rows } = await sql<KeptMove>`
    select ${columns} from access.student_move
     where ${mine} and ${isLive ? live : sql`not ${live}`} and ${later}
     order by opened_at desc, move_id desc limit ${limit}`.execute(reader);
  return rows;
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
