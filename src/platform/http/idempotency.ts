import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Db } from '../database/database.ts';
import { readIdempotencyKey } from './input.ts';
import { errors } from './problem.ts';
import { Answer, type AnyRoute } from './route.ts';

type Request = { db: Db; request: FastifyRequest; actor: Actor; route: AnyRoute };
type Kept = { request_digest: string; status: number | null; body: string | null };

/**
 * Runs a creating act once per Idempotency-Key: a repeat gets the first answer, another request under the key is refused,
 * and one that arrives while the first still runs is told so. Without the header it just runs. Refused acts leave no trace, so they may be tried again.
 */
export async function withIdempotency(
  { db, request, actor, route }: Request,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const given = readIdempotencyKey(request);
  if (given === null) return work();
  const account = keyOf(actor);
  const key = createHash('sha256').update(`idempotency key ${given}`).digest('hex');
  const seal = Buffer.from(hkdfSync('sha256', given, account, 'idempotent answer', 32));
  const digest = createHash('sha256')
    .update(JSON.stringify([route.method, request.url, request.body ?? null]))
    .digest('hex');
  const claimed = await sql`
    insert into platform.idempotent_answer (account_key, idempotency_key, request_digest, kept_at)
    values (${account}, ${key}, ${digest}, now())
        on conflict (account_key, idempotency_key) do update
       set request_digest = excluded.request_digest, kept_at = excluded.kept_at, status = null, body = null
     where ${isForgotten(sql`idempotent_answer`)}`.execute(db);
  if (claimed.numAffectedRows === 0n) return repeat(db, { account, key, seal, digest });
  try {
    const result = await work();
    const { body, options } = result instanceof Answer ? result : new Answer(result, {});
    const status = options.status ?? Number(Object.keys(route.answers)[0] ?? 200);
    await sql`update platform.idempotent_answer set status = ${status}, body = to_jsonb(${sealed(seal, JSON.stringify(body ?? null))}::text)
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

/** An answer may hold what is told once, such as the link of an invitation: it is kept so that it opens with the caller's own key alone. */
function sealed(seal: Buffer, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', seal, nonce);
  const parts = [nonce, cipher.update(text, 'utf8'), cipher.final()];
  return Buffer.concat([...parts, cipher.getAuthTag()]).toString('base64');
}

function unsealed(seal: Buffer, kept: string): string {
  const bytes = Buffer.from(kept, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', seal, bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  return decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
}

const nonceBytes = 12;
const tagBytes = 16;

type Repeat = { account: string; key: string; seal: Buffer; digest: string };

async function repeat(db: Db, { account, key, seal, digest }: Repeat): Promise<unknown> {
  const { rows } = await sql<Kept>`select request_digest, status, body #>> '{}' as body from platform.idempotent_answer
    where account_key = ${account} and idempotency_key = ${key}`.execute(db);
  const kept = rows[0];
  if (!kept || kept.status === null) throw errors.still_running();
  if (kept.request_digest !== digest) throw errors.repeated_key();
  const body: unknown = kept.body === null ? null : JSON.parse(unsealed(seal, kept.body));
  return new Answer(body, { status: kept.status, headers: { 'idempotency-replayed': 'true' } });
}
