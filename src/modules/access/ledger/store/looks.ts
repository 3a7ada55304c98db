import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '#platform/database/database.ts';

export type KeptReader = {
  readerId: number;
  kind: 'account' | 'client' | 'command' | 'system';
  accountId: string | null;
  clientId: string | null;
  name: string;
  role: string;
  organisation: string;
};

export type KeptRead = {
  readId: number;
  /** Microseconds since 1970: two answers of one millisecond must not be taken for one by a cursor. */
  at: number;
  requestId: string;
  readerId: number;
  door: string;
  purpose: string;
  groups: number;
  studentNumber: string;
};

/** A place in a list that runs from the latest to the earliest. */
export type Before = { at: number; readId: number };

type ReadRow = {
  read_id: number;
  at_us: number;
  request_id: string;
  reader_id: number;
  door: string;
  purpose: string;
  field_groups: number;
  student_number: string;
};

const columns = sql`p.read_id, (extract(epoch from p.at) * 1000000)::bigint as at_us, p.request_id, p.reader_id, m.door, m.purpose,
       p.field_groups, p.student_number`;
const instant = (microseconds: number) => sql`(timestamptz 'epoch' + ${microseconds} * interval '1 microsecond')`;
const isBefore = (before: Before | null): RawBuilder<unknown> =>
  before === null
    ? sql`true`
    : sql`p.at <= ${instant(before.at)} and (p.at < ${instant(before.at)} or p.read_id < ${before.readId})`;

function toRead(row: ReadRow): KeptRead {
  return {
    readId: row.read_id,
    at: row.at_us,
    requestId: row.request_id,
    readerId: row.reader_id,
    door: row.door,
    purpose: row.purpose,
    groups: row.field_groups,
    studentNumber: row.student_number,
  };
}

/** The reads of a person under any of the numbers, the latest first. */
export async function listReadsOf(
  reader: Reader,
  { numbers, before, limit }: { numbers: readonly string[]; before: Before | null; limit: number },
): Promise<KeptRead[]> {
  const { rows } = await sql<ReadRow>`
    select ${columns}
      from access.person_read p join access.ledger_manner m using (manner_id)
     where p.student_number = any(${numbers}::bpchar[]) and ${isBefore(before)}
     order by p.at desc, p.read_id desc limit ${limit}`.execute(reader);
  return rows.map(toRead);
}

/** One read of a person, or null. */
export async function findReadOf(
  reader: Reader,
  { numbers, readId }: { numbers: readonly string[]; readId: number },
): Promise<KeptRead | null> {
  const { rows } = await sql<ReadRow>`
    select ${columns}
      from access.person_read p join access.ledger_manner m using (manner_id)
     where p.student_number = any(${numbers}::bpchar[]) and p.read_id = ${readId}`.execute(reader);
  return rows[0] ? toRead(rows[0]) : null;
}

export type ReadFilter = {
  readers: readonly number[];
  from: Date;
  to: Date;
  student: string | null;
  door: string | null;
  purpose: string | null;
  /** Without the right, reads of protected students do not exist either. */
  seesProtected: boolean;
};

/**
 * The reads of some readers in a span, the latest first. For each reader the index by reader and time gives as many as
 * the page needs, so that the cost follows the number of readers and the page, not the number of reads.
 */
export async function listReadsBy(
  reader: Reader,
  { filter, before, limit }: { filter: ReadFilter; before: Before | null; limit: number },
): Promise<KeptRead[]> {
  const { readers, from, to, student, door, purpose, seesProtected } = filter;
  const { rows } = await sql<ReadRow>`
    select f.* from unnest(${readers}::integer[]) as r (reader_id) cross join lateral (
      select ${columns}
        from access.person_read p join access.ledger_manner m using (manner_id)
       where p.reader_id = r.reader_id and p.at >= ${from} and p.at < ${to} and ${isBefore(before)}
         and ${student === null ? sql`true` : sql`p.student_number = ${student}`}
         and ${door === null ? sql`true` : sql`m.door = ${door}`}
         and ${purpose === null ? sql`true` : sql`m.purpose = ${purpose}`}
         and ${seesProtected ? sql`true` : sql`not access.is_protected(p.student_number)`}
       order by p.at desc, p.read_id desc limit ${limit}) f
     order by f.at_us desc, f.read_id desc limit ${limit}`.execute(reader);
  return rows.map(toRead);
}

type ReaderRow = {
  reader_id: number;
  kind: KeptReader['kind'];
  account_id: string | null;
  client_id: string | null;
  name: string;
  role: string;
  organisation_code: string;
};

export type ReaderFilter = {
  /** Null = of every organisation. */
  organisations: readonly string[] | null;
  accountId?: string | null;
  clientId?: string | null;
};

/** Whoever ever read for some organisations, as they were then. */
export async function findReaders(reader: Reader, filter: ReaderFilter): Promise<KeptReader[]> {
  const { organisations, accountId = null, clientId = null } = filter;
  const { rows } = await sql<ReaderRow>`
    select reader_id, kind, account_id, client_id, name, role, organisation_code from access.ledger_reader
     where ${organisations === null ? sql`true` : sql`organisation_code = any(${organisations}::text[])`}
       and ${accountId === null ? sql`true` : sql`account_id = ${accountId}`}
       and ${clientId === null ? sql`true` : sql`client_id = ${clientId}`}
     order by reader_id`.execute(reader);
  return rows.map(toReader);
}

export async function findReadersById(reader: Reader, ids: readonly number[]): Promise<Map<number, KeptReader>> {
  const { rows } = await sql<ReaderRow>`
    select reader_id, kind, account_id, client_id, name, role, organisation_code from access.ledger_reader
     where reader_id = any(${ids}::integer[])`.execute(reader);
  return new Map(rows.map((row) => [row.reader_id, toReader(row)]));
}

function toReader(row: ReaderRow): KeptReader {
  return {
    readerId: row.reader_id,
    kind: row.kind,
    accountId: row.account_id,
    clientId: row.client_id,
    name: row.name,
    role: row.role,
    organisation: row.organisation_code,
  };
}
