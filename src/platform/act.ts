import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Actor } from './actor.ts';
import type { Db, Tx } from './database/database.ts';

/** The act under way: every time and every change in its transaction is its own. */
export type Act = { id: number; kind: string; actor: Actor; at: Date; today: PlainDate };

export type ActInput = {
  /** From the closed list of the module: `identity.add-record`. */
  kind: string;
  actor: Actor;
  reason?: string | null;
  requestId?: string | null;
  /** The organisation acted for, when it is not the actor's own. */
  organisation?: OrganisationCode;
  /** Only for tests and imports of the past: the moment of the act. */
  at?: Date;
};

/**
 * Does work in one transaction as one recorded act. Triggers write every row's before and after under it;
 * a write outside an act is refused by the database. Never nest: pass the transaction on.
 */
export async function perform<Result>(
  db: Db,
  input: ActInput,
  work: (tx: Tx, act: Act) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(async (tx) => work(tx, await beginAct(tx, input)));
}

/** Begins an act inside a transaction that the caller holds (rehearsals, which are rolled back, and resumable batches). */
export async function beginAct(tx: Tx, input: ActInput): Promise<Act> {
  const at = input.at ?? new Date();
  const { actor } = input;
  const { rows } = await sql<{ act_id: number }>`
    with act as (
      insert into audit.act (kind, actor_kind, actor_account_id, actor_name, organisation_code, reason, request_id, at)
      values (${input.kind}, ${actor.kind}, ${actor.accountId}, ${actor.name},
              ${input.organisation ?? actor.organisation}, ${input.reason ?? null}, ${input.requestId ?? null}, ${at})
      returning act_id)
    select act_id, set_config('matricula.act_id', act_id::text, true) from act`.execute(tx);
  const id = rows[0]?.act_id;
  if (id === undefined) throw new Error('the act was not recorded');
  return { id, kind: input.kind, actor, at, today: todayOf(at) };
}

/** The day of a moment where the program runs. */
export function todayOf(at: Date): PlainDate {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
