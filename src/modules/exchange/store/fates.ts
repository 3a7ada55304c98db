import { sql } from 'kysely';
import type { Params } from '#kernel/words.ts';
import type { Db, Reader, Tx } from '#platform/database/database.ts';
import { type Fate, fates } from '../contract.ts';
import type { StagedFile } from '../reading/item.ts';
import type { FateRecord } from '../records.ts';
import { heldRemark } from '../rules/held.ts';
import { heldFiles } from '../rules/oneroster/files.ts';

export type FileCounts = { file: StagedFile; encoding: string | null; total: number } & Record<Fate, number>;

/** Says how many rows of each file were read so far; beside the reading's own transaction, so that everybody sees it. */
export async function saveRowCounts(
  db: Db,
  submissionId: string,
  counts: ReadonlyMap<StagedFile, { rows: number; encoding: string | null }>,
): Promise<void> {
  const entries = [...counts];
  await sql`insert into exchange.submission_file (submission_id, file, row_count, encoding)
    select ${submissionId}, it.file, it.row_count, it.encoding
    from unnest(${entries.map(([file]) => file)}::text[], ${entries.map(([, it]) => it.rows)}::bigint[],
      ${entries.map(([, it]) => it.encoding)}::text[]) as it (file, row_count, encoding)
    on conflict (submission_id, file) do update set row_count = excluded.row_count, encoding = excluded.encoding`.execute(
    db,
  );
}

/** Takes the counts back: nothing of the files was staged. */
export async function clearRowCounts(db: Db, submissionId: string): Promise<void> {
  await sql`delete from exchange.submission_file where submission_id = ${submissionId}`.execute(db);
}

export async function listFileCounts(
  reader: Reader,
  submissionIds: readonly string[],
): Promise<Map<string, FileCounts[]>> {
  const { rows } = await sql<FileCounts & { submission_id: string }>`
    select submission_id, file, encoding, row_count as total, added, changed, unchanged, refused, held
      from exchange.submission_file where submission_id = any(${submissionIds}::uuid[]) order by submission_id, file`.execute(
    reader,
  );
  const bySubmission = new Map<string, FileCounts[]>();
  for (const { submission_id, ...counts } of rows) {
    bySubmission.set(submission_id, [...(bySubmission.get(submission_id) ?? []), counts]);
  }
  return bySubmission;
}

/** Writes the fates of a batch, in place of earlier ones, and moves the counters of their files along. */
export async function writeFates(db: Reader, submissionId: string, records: readonly FateRecord[]): Promise<void> {
  if (records.length === 0) return;
  await sql`with it as (
      select * from unnest(${records.map((r) => r.ordinal)}::integer[], ${records.map((r) => r.file)}::text[], ${records.map((r) => r.fate)}::text[],
        ${records.map((r) => r.studentNumber)}::char(9)[], ${records.map((r) => r.isNewNumber)}::boolean[], ${records.map((r) => r.matchTaskId)}::uuid[],
        ${records.map((r) => JSON.stringify(r.remarks))}::jsonb[], ${records.map((r) => r.isSealed ?? false)}::boolean[])
        as it (ordinal, file, fate, student_number, is_new_number, match_task_id, remarks, is_sealed)),
    before as (
      select f.file, ${counted(sql`f`)} as fate from exchange.item_fate f join it using (ordinal) where f.submission_id = ${submissionId}),
    written as (
      insert into exchange.item_fate (submission_id, ordinal, file, fate, student_number, is_new_number, match_task_id, remarks, is_sealed, rules)
      select ${submissionId}::uuid, ordinal, file, fate, student_number, is_new_number, match_task_id, remarks, is_sealed,
             array(select distinct remark ->> 'code' from jsonb_array_elements(remarks) remark)
        from it
      on conflict (submission_id, ordinal) do update
        set fate = excluded.fate, student_number = excluded.student_number, is_new_number = excluded.is_new_number,
            match_task_id = excluded.match_task_id, remarks = excluded.remarks, is_sealed = excluded.is_sealed, rules = excluded.rules),
    moved as (
      select file, fate, sum(step) as step
        from (select file, ${counted(sql`it`)} as fate, 1 as step from it union all select file, fate, -1 from before) m group by file, fate),
    by_file as (${byFile(sql`moved`, sql`step`)})
    update exchange.submission_file f
       set added = f.added + b.added, changed = f.changed + b.changed, unchanged = f.unchanged + b.unchanged,
           refused = f.refused + b.refused, held = f.held + b.held
      from by_file b where f.submission_id = ${submissionId} and f.file = b.file`.execute(db);
}

/** As what a row counts: one that was released to a protected student counts as waiting, for everybody. */
function counted(row: ReturnType<typeof sql>) {
  return sql`case when ${row}.is_sealed then 'held' else ${row}.fate end`;
}

function byFile(source: ReturnType<typeof sql>, amount: ReturnType<typeof sql>) {
  const columns = fates.map(
    (fate) => sql`coalesce(sum(${amount}) filter (where fate = ${sql.lit(fate)}), 0)::bigint as ${sql.ref(fate)}`,
  );
  return sql`select file, ${sql.join(columns)} from ${source} group by file`;
}

/** Sets the counters of the files by counting the fates. */
export async function recount(db: Reader, submissionId: string): Promise<void> {
  await sql`with counted as (${byFile(sql`(select file, ${counted(sql`e`)} as fate from exchange.item_fate e where submission_id = ${submissionId}) as f`, sql`1`)})
    update exchange.submission_file f
       set added = coalesce(c.added, 0), changed = coalesce(c.changed, 0), unchanged = coalesce(c.unchanged, 0),
           refused = coalesce(c.refused, 0), held = coalesce(c.held, 0)
      from exchange.submission_file g left join counted c on c.file = g.file
     where f.submission_id = ${submissionId} and g.submission_id = f.submission_id and g.file = f.file`.execute(db);
}

/**
 * Refuses, over all rows at once: rows whose form is wrong, rows whose GUID or student stands there twice, students with more rows
 * than one person can have, and then the rows of students whose own row was refused. All reasons of a row are told together.
 */
export async function checkRows(db: Db, submissionId: string, manner: CheckManner): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Of rows that have just arrived the planner knows nothing and expects one; pairing each with each, as it then would, made of 580 rows what
    // 20,000 should take.
    await sql`set local enable_nestloop = off`.execute(tx);
    await refuseUnfit(tx, submissionId, manner);
    await recount(tx, submissionId);
  });
}

type CheckManner = { rowsOfStudentMax: number; isOneRoster: boolean };

async function refuseUnfit(
  tx: Tx,
  submissionId: string,
  { rowsOfStudentMax, isOneRoster }: CheckManner,
): Promise<void> {
  // What the register does not hold may be more than one person has: results of every lesson.
  const counts = isOneRoster ? sql`and file = any(${[...heldFiles]}::text[])` : sql``;
  const [twiceCode, twiceField] = isOneRoster ? ['duplicate_sourced_id', 'sourcedId'] : ['duplicate_guid', 'guid'];
  await sql`delete from exchange.item_fate where submission_id = ${submissionId}`.execute(tx);
  const ofSubmission = sql`from exchange.submission_item where submission_id = ${submissionId}`;
  await sql`with
    shape as (
      select ordinal, jsonb_build_object('code', 'exchange.' || (p ->> 'code'), 'severity', 'rejection', 'field', p -> 'field', 'params', p -> 'params') as remark
        from exchange.submission_item, jsonb_array_elements(problems) p where submission_id = ${submissionId} and problems is not null),
    twice as (
      select file, guid, (array_agg(row_number order by ordinal))[1:6] as rows ${ofSubmission} and guid is not null
       group by file, guid having count(*) > 1),
    student_twice as (
      select subject, (array_agg(row_number order by ordinal))[1:6] as rows ${ofSubmission} and file = 'students' and subject is not null
       group by subject having count(*) > 1),
    large as (select subject, count(*) as count ${ofSubmission} and subject is not null ${counts} group by subject having count(*) > ${rowsOfStudentMax}),
    remark as (
      select * from shape
      union all
      select i.ordinal, ${remark(twiceCode, sql`${twiceField}`, sql`jsonb_build_object('rows', to_jsonb((array_remove(t.rows, i.row_number))[1:5]))`)}
        from exchange.submission_item i join twice t on t.file = i.file and t.guid = i.guid where i.submission_id = ${submissionId}
      union all
      select i.ordinal, ${remark('duplicate_local_student_id', sql`'local_student_id'`, sql`jsonb_build_object('rows', to_jsonb((array_remove(t.rows, i.row_number))[1:5]))`)}
        from exchange.submission_item i join student_twice t on t.subject = i.subject where i.submission_id = ${submissionId} and i.file = 'students'
      union all
      select i.ordinal, ${remark('student_too_large', sql`'local_student_id'`, sql`jsonb_build_object('count', l.count, 'max', ${rowsOfStudentMax}::integer)`)}
        from exchange.submission_item i join large l on l.subject = i.subject where i.submission_id = ${submissionId})
    insert into exchange.item_fate (submission_id, ordinal, file, fate, remarks, rules)
    select ${submissionId}::uuid, i.ordinal, i.file, 'refused', jsonb_agg(r.remark), array_agg(distinct r.remark ->> 'code')
      from remark r join exchange.submission_item i on i.submission_id = ${submissionId} and i.ordinal = r.ordinal
     group by i.ordinal, i.file`.execute(tx);
}

function remark(code: string, field: ReturnType<typeof sql>, params: ReturnType<typeof sql>) {
  return sql`jsonb_build_object('code', ${sql.lit(`exchange.${code}`)}::text, 'severity', 'rejection', 'field', ${field}::text, 'params', ${params})`;
}

/** What the rows and their fates add up to, counted anew: every row must have exactly one fate, and the counters must agree. */
export async function reconcile(
  reader: Reader,
  submissionId: string,
): Promise<{ rows: number; fates: number; counted: number }> {
  const { rows } = await sql<{ rows: number; fates: number; counted: number }>`select
      (select count(*) from exchange.submission_item where submission_id = ${submissionId}) as rows,
      (select count(*) from exchange.item_fate where submission_id = ${submissionId}) as fates,
      (select coalesce(sum(least(row_count, added + changed + unchanged + refused + held)), 0)::bigint
         from exchange.submission_file where submission_id = ${submissionId}) as counted`.execute(reader);
  const only = rows[0];
  if (!only) throw new Error('counting gave no answer');
  return only;
}

export type Reason = {
  code: string;
  severity: 'rejection' | 'warning' | 'advice' | 'note';
  rows: number;
  sample: Params;
};

/**
 * Why rows were refused or held, most frequent first. The sample is of a row of somebody unprotected where there is one; what was released
 * to a protected student still waits here.
 */
export async function listReasons(reader: Reader, submissionId: string): Promise<Reason[]> {
  const { rows } =
    await sql<Reason>`select remark ->> 'code' as code, remark ->> 'severity' as severity, count(distinct ordinal) as rows,
      (array_agg(remark -> 'params' order by coalesce(p.is_restricted, false), ordinal))[1] as sample
      from exchange.item_fate f left join published.student p on p.student_number = f.student_number,
           jsonb_array_elements(case when f.is_sealed then ${JSON.stringify([heldRemark])}::jsonb else f.remarks end) remark
     where f.submission_id = ${submissionId} and (f.fate in ('refused', 'held') or f.is_sealed)
     group by 1, 2 order by 3 desc, 1 limit 50`.execute(reader);
  return rows;
}

/** Students who wait for a task of deciding, in the order in which they were submitted; of what was taken back nothing waits. */
export async function heldByTask(reader: Reader, taskId: string): Promise<{ submissionId: string; subject: string }[]> {
  const { rows } = await sql<{ submission_id: string; subject: string }>`
    select distinct f.submission_id, i.subject from exchange.item_fate f
      join exchange.submission_item i on i.submission_id = f.submission_id and i.ordinal = f.ordinal
     where f.match_task_id = ${taskId} and f.fate = 'held' and i.subject is not null
       and not exists (select from exchange.reversal r where r.submission_id = f.submission_id) order by 1, 2`.execute(
    reader,
  );
  return rows.map((row) => ({ submissionId: row.submission_id, subject: row.subject }));
}

/** Whether rows that waited for a task were applied already; then its student is no longer new. */
export async function wasReleased(reader: Reader, taskId: string): Promise<boolean> {
  const { rows } = await sql`select from exchange.item_fate
    where match_task_id = ${taskId} and fate <> 'held' limit 1`.execute(reader);
  return rows.length > 0;
}

export type Difference = {
  file: StagedFile;
  row: number;
  subject: string | null;
  fate: Fate | null;
  otherFate: Fate | null;
};

/** Rows of two submissions of the same layout, by place, whose fates differ; the first `limit` of them. */
export async function compareFates(
  reader: Reader,
  ids: { one: string; other: string },
  limit: number,
): Promise<{ counts: (Pick<Difference, 'fate' | 'otherFate'> & { rows: number })[]; differing: Difference[] }> {
  const joined = sql`(select i.ordinal, i.file, i.row_number, i.subject, ${counted(sql`f`)} as fate from exchange.submission_item i
    left join exchange.item_fate f on f.submission_id = i.submission_id and f.ordinal = i.ordinal`;
  const pairs = sql`from ${joined} where i.submission_id = ${ids.one}) a
    full join ${joined} where i.submission_id = ${ids.other}) b on b.file = a.file and b.row_number = a.row_number`;
  const counts = await sql<{ fate: Fate | null; otherFate: Fate | null; rows: number }>`
    select a.fate, b.fate as "otherFate", count(*) as rows ${pairs} group by 1, 2 order by 3 desc`.execute(reader);
  const differing = await sql<Difference>`
    select coalesce(a.file, b.file) as file, coalesce(a.row_number, b.row_number) as row, coalesce(a.subject, b.subject) as subject,
      a.fate, b.fate as "otherFate" ${pairs} where a.fate is distinct from b.fate order by coalesce(a.ordinal, b.ordinal) limit ${limit}`.execute(
    reader,
  );
  return { counts: counts.rows, differing: differing.rows };
}
