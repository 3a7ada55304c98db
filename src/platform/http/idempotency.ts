import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Db } from '../database/database.ts';
import { readIdempotencyKey } from './input.ts';
import { errors } from './problem.ts';
import { Answer, type AnyRoute } from './route.ts';

type Request = { db: Db; request: FastifyRequest; actor: Actor; route: AnyRoute };
type Kept = { request_digest: string; status: number | null; body: unknown };

/**
 * Runs a creating act once per Idempotency-Key: a repeat gets the first answer, another request under the key is refused,
 * and one that arrives while the first still runs is told so. Without the header it just runs. Refused acts leave no trace, so they may be tried again.
 */
export async function withIdempotency(
  { db, request, actor, route }: Request,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const key = readIdempotencyKey(request);
  if (key === null) return work();
  const account = keyOf(actor);
  const digest = createHash('sha256')
    .update(JSON.stringify([route.method, request.url, request.body ?? null]))
    .digest('hex');
  const claimed = await sql`
    insert into platform.idempotent_answer (account_key, idempotency_key, request_digest, kept_at)
    values (${account}, ${key}, ${digest}, now())
        on conflict (account_key, idempotency_key) do update
       set request_digest = excluded.request_digest, kept_at = excluded.kept_at, status = null, body = null
     where ${isForgotten(sql`idempotent_answer`)}`.execute(db);
  if (claimed.numAffectedRows === 0n) return repeat(db, account, key, digest);
  try {
    const result = await work();
    const { body, options } = result instanceof Answer ? result : new Answer(result, {});
    const status = options.status ?? Number(Object.keys(route.answers)[0] ?? 200);
    await sql`update platform.idempotent_answer set status = ${status}, body = ${JSON.stringify(body)}::jsonb
      where account_key = ${account} and idempotency_key = ${key}`.execute(db);
    return result;
  } catch (error) {
    await sql`delete from platform.idempotent_answer where account_key = ${account} and idempotency_key = ${key}`.execute(
      db,
    );
    throw error;
  }
}

/** Whose answers they are: this caller's, for this organisation. Two machines of one school know nothing of each other's. */
/** What somebody was answered while they saw protected students is not repeated to them when they do not. */
function keyOf({ accountId, clientId, kind, organisation, reach }: Actor): string {
  return `${kind}:${accountId ?? clientId ?? ''}:${organisation}${reach?.seesProtected ? ':sealed' : ''}`;
}

/** An answer is kept for a day; a claim without one, left by a process that was killed, holds nobody up for longer than any request takes. */
function isForgotten(row: ReturnType<typeof sql>) {
  return sql`(${row}.kept_at < now() - interval '1 day' or (${row}.status is null and ${row}.kept_at < now() - interval '15 minutes'))`;
}

/** Takes away answers that nobody may ask for again; returns how many. */
export async function deleteForgottenAnswers(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from platform.idempotent_answer a where ${isForgotten(sql`a`)}`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

async function repeat(db: Db, account: string, key: string, digest: string): Promise<unknown> {
  const { rows } = await sql<Kept>`select request_digest, status, body from platform.idempotent_answer
    where account_key = ${account} and idempotency_key = ${key}`.execute(db);
  const kept = rows[0];
  if (!kept || kept.status === null) throw errors.still_running();
  if (kept.request_digest !== digest) throw errors.repeated_key();
  return new Answer(kept.body, { status: kept.status, headers: { 'idempotency-replayed': 'true' } });
}
