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
  return db.transaction().execute(async (tx) => {
    const act = await beginAct(tx, input);
    const result = await work(tx, act);
    await refuseOutOfReach(tx, act);
    return result;
  });
}

/**
 * The database's own judgement of what an act of a person or machine changed: a student out of the actor's reach undoes the whole.
 * The service has judged before; this is for the check that somebody forgot.
 */
export async function refuseOutOfReach(tx: Tx, { id, actor, today }: Act): Promise<void> {
  if (!actor.reach) return; // the program itself, and acts that are judged item by item
  const { organisations, seesProtected } = actor.reach;
  await sql`select audit.refuse_out_of_reach(${id}, ${organisations}::text[], ${seesProtected}, ${today})`.execute(tx);
}

/** Begins an act inside a transaction that the caller holds (rehearsals, which are rolled back, and resumable batches). */
export async function beginAct(tx: Tx, input: ActInput): Promise<Act> {
  const at = input.at ?? new Date();
  const { actor } = input;
  const { rows } = await sql<{ act_id: number }>`
    select audit.begin_act(${input.kind}, ${actor.kind}, ${actor.accountId}, ${actor.clientId ?? null}, ${actor.name},
                           ${input.organisation ?? actor.organisation}, ${input.reason ?? null}, ${input.requestId ?? null}, ${at}) as act_id`.execute(
    tx,
  );
  const id = rows[0]?.act_id;
  if (id === undefined) throw new Error('the act was not recorded');
  return { id, kind: input.kind, actor, at, today: todayOf(at) };
}

/** Goes on with an act in another transaction: work in batches that is one act, however often it is broken off. */
export async function goOnWithAct(
  tx: Tx,
  { id, kind, actor, at }: Pick<Act, 'id' | 'kind' | 'actor' | 'at'>,
): Promise<Act> {
  await sql`select audit.go_on_with_act(${id})`.execute(tx);
  return { id, kind, actor, at, today: todayOf(at) };
}

/** The day of a moment where the program runs. */
export function todayOf(at: Date): PlainDate {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
