import { sql } from 'kysely';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Db, Reader } from '#platform/database/database.ts';

export type Counter = { asker: string; since: Date };

/** Counts a question once more for each counter, at once and for good; answers how often each asked since, in their order. */
export async function countQuestions(db: Db, kind: string, counters: readonly Counter[]): Promise<number[]> {
  const { rows } = await sql<{ asker: string; asked: number }>`
    insert into access.question_count as known (asker, kind, since, asked)
    select asker, ${kind}, since, 1
      from unnest(${counters.map((it) => it.asker)}::text[], ${counters.map((it) => it.since)}::timestamptz[]) as c (asker, since)
     order by asker
        on conflict (asker, kind, since) do update set asked = known.asked + 1
    returning asker, asked`.execute(db);
  const asked = new Map(rows.map((row) => [row.asker, row.asked]));
  return counters.map((it) => asked.get(it.asker) ?? 0);
}

/** Removes counters that limit nobody any more. */
export async function deleteOldQuestions(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from access.question_count where since < ${before}`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

export type Limit = { organisation: OrganisationCode; level: 'low' | 'high'; reason: string };

/** The limits of some organisations. */
export async function findLimits(reader: Reader, organisations: readonly OrganisationCode[]): Promise<Limit[]> {
  const { rows } = await sql<Limit>`
    select organisation_code as organisation, level, reason from access.limited_organisation
     where organisation_code = any(${organisations}::text[]) order by level, organisation_code`.execute(reader);
  return rows;
}
