import { sql } from 'kysely';
import type { Reader } from '#platform/database/database.ts';

/** One call of a client, as its owner may look at it. */
export type Call = {
  clientId: string;
  at: Date;
  requestId: string;
  operation: string;
  organisation: string | null;
  address: string;
  status: number;
  rows: number | null;
  people: number | null;
  milliseconds: number;
  refusal: string | null;
};

/** Appends calls, one statement for all; calls of clients that do not exist are left out. */
export async function insertCalls(reader: Reader, calls: readonly Call[]): Promise<void> {
  const rows = calls.map((it) => ({
    client_id: it.clientId,
    called_at: it.at,
    request_id: it.requestId,
    operation: it.operation,
    organisation_code: it.organisation,
    address: it.address,
    status: it.status,
    row_count: it.rows,
    person_count: it.people,
    milliseconds: it.milliseconds,
    refusal: it.refusal,
  }));
  await sql`
    insert into access.client_call (client_id, called_at, request_id, operation, organisation_code, address, status, row_count,
           person_count, milliseconds, refusal)
    select r.client_id, r.called_at, r.request_id, r.operation, r.organisation_code, r.address, r.status, r.row_count, r.person_count,
           r.milliseconds, r.refusal
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as r (client_id uuid, called_at timestamptz, request_id text, operation text, organisation_code text, address text,
                 status integer, row_count integer, person_count integer, milliseconds real, refusal text)
      join access.client c on c.client_id = r.client_id
        on conflict do nothing`.execute(reader);
}

export type CallFilter = { clientId: string; refusedOnly: boolean; before: Date | null; limit: number };

/** A client's calls, the latest first. */
export async function listCalls(reader: Reader, filter: CallFilter): Promise<Call[]> {
  const { rows } = await sql<{
    client_id: string;
    called_at: Date;
    request_id: string;
    operation: string;
    organisation_code: string | null;
    address: string;
    status: number;
    row_count: number | null;
    person_count: number | null;
    milliseconds: number;
    refusal: string | null;
  }>`
    select client_id, called_at, request_id, operation, organisation_code, address, status, row_count, person_count, milliseconds, refusal
      from access.client_call
     where client_id = ${filter.clientId}::uuid and (not ${filter.refusedOnly}::boolean or status >= 400)
       and (${filter.before}::timestamptz is null or called_at < ${filter.before})
     order by called_at desc, request_id limit ${filter.limit}`.execute(reader);
  return rows.map((row) => ({
    clientId: row.client_id,
    at: row.called_at,
    requestId: row.request_id,
    operation: row.operation,
    organisation: row.organisation_code,
    address: row.address,
    status: row.status,
    rows: row.row_count,
    people: row.person_count,
    milliseconds: row.milliseconds,
    refusal: row.refusal,
  }));
}

/** Forgets calls before an instant, and of each client all but the last so many; returns how many. Each client's line is drawn once. */
export async function deleteOldCalls(
  reader: Reader,
  { before, kept }: { before: Date; kept: number },
): Promise<number> {
  const { numAffectedRows } = await sql`
    with line as materialized (
      select c.client_id,
             greatest(${before}::timestamptz, coalesce(
               (select k.called_at from access.client_call k where k.client_id = c.client_id
                 order by k.called_at desc offset ${kept - 1} limit 1), '-infinity')) as first_kept_at
        from access.client c)
    delete from access.client_call l using line
     where l.client_id = line.client_id and l.called_at < line.first_kept_at`.execute(reader);
  return Number(numAffectedRows ?? 0n);
}
