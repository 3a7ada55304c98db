import { sql } from 'kysely';
import { copyLines } from '#platform/database/copy.ts';
import type { Db, Reader } from '#platform/database/database.ts';

/** Whose reads, between which instants (the second one left out). Without the right, reads of protected students do not exist. */
export type DrillSpan = { readers: readonly number[]; from: Date; to: Date; seesProtected: boolean };

export type DrillSums = {
  people: number;
  reads: number;
  firstAt: Date | null;
  lastAt: Date | null;
  /** People by bit of the field groups. */
  byBit: number[];
};

/** Hashed once, however many rows are judged by it. */
const unprotected = 'p.student_number not in (select h.student_number from access.protected_student h)';

const inSight = (seesProtected: boolean) => (seesProtected ? sql`true` : sql.raw(unprotected));

const rowsOf = ({ readers, from, to, seesProtected }: DrillSpan) =>
  sql`access.person_read p where p.reader_id = any(${readers}::integer[]) and p.at >= ${from} and p.at < ${to} and ${inSight(seesProtected)}`;

/** Those of some readers who ever read somebody who is not protected. */
export async function listOpenReaders(reader: Reader, readers: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ reader_id: number }>`
    select r.reader_id from unnest(${readers}::integer[]) as r (reader_id)
     where exists (select from access.person_read p where p.reader_id = r.reader_id and ${inSight(false)})`.execute(
    reader,
  );
  return new Set(rows.map((row) => row.reader_id));
}

/** Everything is in the index by reader and time, so the rows themselves are not read: seconds over a hundred million rows. */
export async function sumDrill(reader: Reader, span: DrillSpan, bits: number): Promise<DrillSums> {
  const readBit = sql.join(
    Array.from({ length: bits }, (_, bit) => sql`count(*) filter (where groups & (1 << ${sql.lit(bit)}) <> 0)`),
  );
  const { rows } = await sql<{
    people: number;
    reads: number;
    first_at: Date | null;
    last_at: Date | null;
    by_bit: number[];
  }>`
    select count(*) as people, coalesce(sum(reads), 0)::bigint as reads, min(first_at) as first_at, max(last_at) as last_at,
           array[${readBit}]::integer[] as by_bit
      from (select bit_or(p.field_groups) as groups, count(*) as reads, min(p.at) as first_at, max(p.at) as last_at
              from ${rowsOf(span)} group by p.student_number) person`.execute(reader);
  const [row] = rows;
  return {
    people: row?.people ?? 0,
    reads: row?.reads ?? 0,
    firstAt: row?.first_at ?? null,
    lastAt: row?.last_at ?? null,
    byBit: row?.by_bit ?? [],
  };
}

export async function sumByManner(
  reader: Reader,
  span: DrillSpan,
): Promise<{ door: string; purpose: string; reads: number; people: number }[]> {
  const { rows } = await sql<{ door: string; purpose: string; reads: number; people: number }>`
    select m.door, m.purpose, s.reads, s.people
      from (select p.manner_id, count(*) as reads, count(distinct p.student_number) as people from ${rowsOf(span)} group by p.manner_id) s
      join access.ledger_manner m using (manner_id)
     order by s.reads desc, m.door, m.purpose`.execute(reader);
  return rows;
}

export async function sumByDay(
  reader: Reader,
  span: DrillSpan,
): Promise<{ day: string; reads: number; people: number; answers: number }[]> {
  const { rows } = await sql<{ day: string; reads: number; people: number; answers: number }>`
    select (p.at at time zone 'UTC')::date as day, count(*) as reads, count(distinct p.student_number) as people, count(distinct p.at) as answers
      from ${rowsOf(span)} group by 1 order by 1`.execute(reader);
  return rows;
}

export type DrilledPerson = { studentNumber: string; groups: number; reads: number; firstAt: Date; lastAt: Date };

/** The people, by number, a page at a time. */
export async function listDrilled(
  reader: Reader,
  { span, after, limit }: { span: DrillSpan; after: string | null; limit: number },
): Promise<DrilledPerson[]> {
  const { rows } = await sql<{
    student_number: string;
    groups: number;
    reads: number;
    first_at: Date;
    last_at: Date;
  }>`
    select p.student_number, bit_or(p.field_groups) as groups, count(*) as reads, min(p.at) as first_at, max(p.at) as last_at
      from ${rowsOf(span)} and ${after === null ? sql`true` : sql`p.student_number > ${after}`}
     group by p.student_number order by p.student_number limit ${limit}`.execute(reader);
  return rows.map((row) => ({
    studentNumber: row.student_number,
    groups: row.groups,
    reads: row.reads,
    firstAt: row.first_at,
    lastAt: row.last_at,
  }));
}

/** All of them as they come; memory stays flat. */
export async function* streamDrilled(
  db: Db,
  { readers, from, to, seesProtected }: DrillSpan,
): AsyncGenerator<DrilledPerson[]> {
  // Numbers and instants only: COPY takes no parameters.
  const query = `select p.student_number, bit_or(p.field_groups), count(*), (extract(epoch from min(p.at)) * 1000)::bigint,
      (extract(epoch from max(p.at)) * 1000)::bigint
      from access.person_read p
     where p.reader_id in (${readers.map(Number).join(', ')}) and p.at >= '${from.toISOString()}' and p.at < '${to.toISOString()}'
       and ${seesProtected ? 'true' : unprotected}
     group by p.student_number order by p.student_number`;
  for await (const lines of copyLines(db, query))
    yield lines.map((line) => {
      const [studentNumber = '', groups, reads, firstAt, lastAt] = line.toString('latin1').split('\t');
      return {
        studentNumber,
        groups: Number(groups),
        reads: Number(reads),
        firstAt: new Date(Number(firstAt)),
        lastAt: new Date(Number(lastAt)),
      };
    });
}
