import { sql } from 'kysely';
import type { StudentNumber } from '#kernel/ids.ts';
import { type CopyCell, copyRows } from '#platform/database/copy.ts';
import type { Db, Reader } from '#platform/database/database.ts';
import type { Fate } from '../contract.ts';
import type { StagedFile, StagedItem } from '../reading/item.ts';
import type { ItemRecord, ItemWithFate, KeptRemark, Subject } from '../records.ts';
import type { Problem } from '../rules/problems.ts';

const columns = ['submission_id', 'ordinal', 'file', 'row_number', 'subject', 'guid', 'payload', 'problems'];

/** Streams rows into staging. What an interrupted reading left is taken away first. */
export async function copyItems(
  db: Db,
  submissionId: string,
  pieces: AsyncIterable<readonly StagedItem[]>,
): Promise<void> {
  await sql`delete from exchange.submission_item where submission_id = ${submissionId}`.execute(db);
  await sql`delete from exchange.item_fate where submission_id = ${submissionId}`.execute(db);
  await copyRows(db, { table: 'exchange.submission_item', columns }, numbered(submissionId, pieces));
}

async function* numbered(
  submissionId: string,
  pieces: AsyncIterable<readonly StagedItem[]>,
): AsyncGenerator<CopyCell[][]> {
  let ordinal = 0;
  for await (const items of pieces) {
    yield items.map((item) => {
      ordinal += 1;
      const problems = item.problems.length > 0 ? JSON.stringify(item.problems) : null;
      return [
        submissionId,
        ordinal,
        item.file,
        item.row,
        item.subject,
        item.guid,
        JSON.stringify(item.fields),
        problems,
      ];
    });
  }
}

export type ItemRow = {
  ordinal: number;
  file: StagedFile;
  row_number: number;
  subject: string | null;
  guid: string | null;
  payload: Record<string, string>;
  problems: Problem[] | null;
  is_mended: boolean;
};

export function toItem(row: ItemRow): ItemRecord {
  return {
    ordinal: row.ordinal,
    file: row.file,
    row: row.row_number,
    subject: row.subject,
    guid: row.guid,
    fields: row.payload,
    problems: row.problems,
    isMended: row.is_mended,
  };
}

export const itemColumns = sql`i.ordinal, i.file, i.row_number, i.subject, i.guid, i.payload, i.problems, i.mended_at is not null as is_mended`;

export type SubjectSlice = { submissionId: string; after: string | null; limit: number };

/**
 * The next students in the order of their identifiers, each with its rows that have no fate yet (maybe none), in the order of the files. Student by
 * student through the index, whatever the planner knows of rows that have just arrived.
 */
export async function nextSubjects(reader: Reader, { submissionId, after, limit }: SubjectSlice): Promise<Subject[]> {
  const { rows } = await sql<ItemRow & { of_subject: string }>`
    with s as materialized (
      select subject from exchange.submission_item
       where submission_id = ${submissionId} and subject > ${after ?? ''} group by subject order by subject limit ${limit})
    select s.subject as of_subject, ${itemColumns}
      from s left join lateral (
        select * from exchange.submission_item own where own.submission_id = ${submissionId} and own.subject = s.subject
           and not exists (select from exchange.item_fate f where f.submission_id = ${submissionId} and f.ordinal = own.ordinal offset 0)) i on true
     order by s.subject, i.ordinal`.execute(reader);
  return groupBySubject(rows);
}

function groupBySubject(rows: readonly (ItemRow & { of_subject: string })[]): Subject[] {
  const subjects: Subject[] = [];
  for (const row of rows) {
    let subject = subjects.at(-1);
    if (subject?.id !== row.of_subject) {
      subject = { id: row.of_subject, items: [] };
      subjects.push(subject);
    }
    if (row.ordinal !== null) subject.items.push(toItem(row));
  }
  return subjects;
}

/** Which identifiers have a row of their own in students (or in another file), refused or not. */
export async function withStudentRow(
  reader: Reader,
  submissionId: string,
  subjects: readonly string[],
  file: StagedFile = 'students',
): Promise<Map<string, number>> {
  const { rows } = await sql<{ subject: string; row_number: number }>`
    select subject, min(row_number) as row_number from exchange.submission_item
     where submission_id = ${submissionId} and file = ${file} and subject = any(${subjects}::text[]) group by subject`.execute(
    reader,
  );
  return new Map(rows.map((row) => [row.subject, row.row_number]));
}

export type ItemFilter = {
  submissionId: string;
  fate: Fate | null;
  file: string | null;
  rule: string | null;
  /** True for those with the right to protected students: for others, what was released to one still waits. */
  seesSealed: boolean;
  subject: string | null;
  after: number;
  limit: number;
};

type JoinedRow = ItemRow & {
  fate: Fate | null;
  student_number: StudentNumber | null;
  is_new_number: boolean | null;
  match_task_id: string | null;
  remarks: KeptRemark[] | null;
  is_restricted: boolean | null;
  is_sealed: boolean | null;
};

const joinedColumns = sql`${itemColumns}, f.fate, f.student_number, f.is_new_number, f.match_task_id, f.remarks, p.is_restricted,
  f.is_sealed and coalesce(p.is_restricted, false) as is_sealed`;
const withStudent = sql`left join published.student p on p.student_number = f.student_number`;

/** Rows with their fates in the order of the submission. A filter by fate walks the fates, the others the rows. */
export async function listItems(reader: Reader, filter: ItemFilter): Promise<ItemWithFate[]> {
  const { submissionId, fate, file, rule, seesSealed, subject, after, limit } = filter;
  const waits = seesSealed ? sql`false` : sql`(f.is_sealed and p.is_restricted)`;
  const side = fate === null && rule === null ? sql`left join` : sql`join`;
  const { rows } = await sql<JoinedRow>`select ${joinedColumns}
      from exchange.submission_item i ${side} exchange.item_fate f on f.submission_id = i.submission_id and f.ordinal = i.ordinal
      ${withStudent}
     where i.submission_id = ${submissionId} and i.ordinal > ${after}
       and (${fate}::text is null or (case when ${waits} then 'held' else f.fate end) = ${fate}) and (${file}::text is null or i.file = ${file})
       and (${rule}::text is null or (case when ${waits} then ${rule}::text = 'exchange.held_for_person' else f.rules @> array[${rule}::text] end)) and (${subject}::text is null or i.subject = ${subject})
     order by i.ordinal limit ${limit}`.execute(reader);
  return rows.map(toItemWithFate);
}

export async function findItem(reader: Reader, submissionId: string, ordinal: number): Promise<ItemWithFate | null> {
  const { rows } = await sql<JoinedRow>`select ${joinedColumns}
      from exchange.submission_item i left join exchange.item_fate f on f.submission_id = i.submission_id and f.ordinal = i.ordinal
      ${withStudent}
     where i.submission_id = ${submissionId} and i.ordinal = ${ordinal}`.execute(reader);
  return rows[0] ? toItemWithFate(rows[0]) : null;
}

function toItemWithFate(row: JoinedRow): ItemWithFate {
  const { fate, student_number: studentNumber, match_task_id: matchTaskId } = row;
  if (!fate) return { ...toItem(row), result: null };
  const [isNewNumber, isRestricted, remarks] = [
    row.is_new_number ?? false,
    row.is_restricted ?? false,
    row.remarks ?? [],
  ];
  const isSealed = row.is_sealed ?? false;
  return { ...toItem(row), result: { fate, studentNumber, isNewNumber, matchTaskId, remarks, isRestricted, isSealed } };
}

/** Puts a mended row in the place of the one that was sent, which is kept beside it. */
export async function replaceItem(
  reader: Reader,
  submissionId: string,
  item: StagedItem & { ordinal: number },
): Promise<void> {
  await sql`update exchange.submission_item
    set payload_before = coalesce(payload_before, payload), payload = ${JSON.stringify(item.fields)}::jsonb,
        problems = ${item.problems.length > 0 ? JSON.stringify(item.problems) : null}::jsonb,
        subject = ${item.subject}, guid = ${item.guid}, mended_at = now()
    where submission_id = ${submissionId} and ordinal = ${item.ordinal}`.execute(reader);
}

/** Lines of other rows that a row would stand twice with: the same GUID in its file, and for a student's own row the same student. */
export async function findTwins(
  reader: Reader,
  submissionId: string,
  item: { ordinal: number; file: string; guid: string | null; subject: string | null },
): Promise<{ sameGuid: number[]; sameStudent: number[] }> {
  const { rows } = await sql<{ row_number: number; is_same_guid: boolean; is_same_student: boolean }>`
    select row_number, guid is not distinct from ${item.guid} as is_same_guid,
           file = 'students' and subject is not distinct from ${item.subject} as is_same_student
      from exchange.submission_item
     where submission_id = ${submissionId} and file = ${item.file} and ordinal <> ${item.ordinal}
       and (guid = ${item.guid} or (file = 'students' and subject = ${item.subject}))
     order by ordinal limit 5`.execute(reader);
  return {
    sameGuid: rows.filter((row) => row.is_same_guid).map((row) => row.row_number),
    sameStudent: rows.filter((row) => row.is_same_student).map((row) => row.row_number),
  };
}
