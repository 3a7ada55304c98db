import { sql } from 'kysely';
import type { Db, Reader } from '#platform/database/database.ts';
import type { ItemRecord, KeptRemark } from '../records.ts';
import type { OneRosterFile } from '../rules/oneroster/files.ts';
import type { FileModes } from '../rules/oneroster/manifest.ts';
import { type ItemRow, itemColumns, toItem } from './items.ts';

export type EarlierSubmission = { submissionId: string; modes: FileModes };

/** A year of daily changes behind one whole file. */
const earlierMax = 400;

/** The OneRoster files that an organisation had taken before a submission, the newest first; rehearsals and what was taken back left aside. */
export async function listEarlier(
  reader: Reader,
  { organisation, before }: { organisation: string; before: string },
): Promise<EarlierSubmission[]> {
  const { rows } = await sql<EarlierSubmission>`
    select submission_id as "submissionId", file_modes as modes from exchange.submission
     where organisation_code = ${organisation} and file_modes is not null and submission_id < ${before}
       and state in ('finished', 'cancelled') and not is_rehearsal
       and not exists (select from exchange.reversal r where r.submission_id = submission.submission_id)
     order by submission_id desc limit ${earlierMax}`.execute(reader);
  return rows;
}

/** The submissions whose rows of a file count. */
export type Source = { file: OneRosterFile; submissionIds: readonly string[] };

/**
 * The rows of some files as they were stated last, each sourcedId once: those of some users, or (null) those of no user. Roles alone can be
 * taken back.
 */
export async function listStanding(
  reader: Reader,
  sources: readonly Source[],
  subjects: readonly string[] | null,
): Promise<ItemRecord[]> {
  const pairs = sources.flatMap(({ file, submissionIds }) => submissionIds.map((id) => ({ file, id })));
  if (pairs.length === 0 || subjects?.length === 0) return [];
  const whose = subjects === null ? sql`i.subject is null` : sql`i.subject = any(${subjects}::text[])`;
  const { rows } = await sql<ItemRow>`select distinct on (i.file, i.guid) ${itemColumns}
      from unnest(${pairs.map((it) => it.file)}::text[], ${pairs.map((it) => it.id)}::uuid[]) as w (file, submission_id)
      join exchange.submission_item i on i.submission_id = w.submission_id and i.file = w.file
     where ${whose} and i.problems is null and (i.file = 'roles' or i.payload ->> 'status' is distinct from 'tobedeleted')
     order by i.file, i.guid, i.submission_id desc, i.ordinal desc`.execute(reader);
  return rows.map(toItem);
}

/** Rows that earlier submissions stated of a file and a submission does not: how many, and some of their sourcedIds. */
export async function findUnmentioned(
  reader: Reader,
  submissionId: string,
  { file, submissionIds }: Source,
): Promise<{ count: number; examples: string[] }> {
  const { rows } = await sql<{ count: number; examples: string[] | null }>`
    with gone as (
      select distinct i.guid from exchange.submission_item i
       where i.submission_id = any(${submissionIds}::uuid[]) and i.file = ${file} and i.problems is null
         and i.payload ->> 'status' is distinct from 'tobedeleted'
         and not exists (select from exchange.submission_item now
              where now.submission_id = ${submissionId} and now.file = ${file} and now.guid = i.guid))
    select count(*) as count, (array_agg(guid order by guid))[1:5] as examples from gone`.execute(reader);
  return { count: rows[0]?.count ?? 0, examples: rows[0]?.examples ?? [] };
}

/** A fate that is known from the file alone. */
export type PlainFate = { file: OneRosterFile; ordinals: readonly number[] | null; remark: KeptRemark | null };

/** Gives rows about no user their fates: those of some places, or (null) all of a file that have none yet. */
export async function settleRows(db: Db, submissionId: string, fates: readonly PlainFate[]): Promise<void> {
  for (const { file, ordinals, remark } of fates) {
    const fate = remark?.severity === 'rejection' ? 'refused' : 'unchanged';
    await sql`insert into exchange.item_fate (submission_id, ordinal, file, fate, remarks, rules)
      select i.submission_id, i.ordinal, i.file, ${fate}, ${JSON.stringify(remark ? [remark] : [])}::jsonb, ${remark ? [remark.code] : []}::text[]
        from exchange.submission_item i
       where i.submission_id = ${submissionId} and i.subject is null and i.file = ${file} and i.problems is null
         and (${ordinals}::integer[] is null or i.ordinal = any(${ordinals}::integer[]))
      on conflict (submission_id, ordinal) do nothing`.execute(db);
  }
}

/** The sourcedId of a user of a submission who has an identifier of the school. */
export async function findUser(reader: Reader, submissionId: string, identifier: string): Promise<string | null> {
  const { rows } = await sql<{ subject: string }>`select subject from exchange.submission_item
    where submission_id = ${submissionId} and file = 'users' and payload ->> 'identifier' = ${identifier} and subject is not null
    order by ordinal limit 1`.execute(reader);
  return rows[0]?.subject ?? null;
}
