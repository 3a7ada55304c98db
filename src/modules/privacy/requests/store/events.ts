import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';

export type EventRecord = {
  studentNumber: StudentNumber;
  requestId: string;
  ordinal: number;
  move: string;
  fromState: string;
  toState: string;
  on: PlainDate;
  reasonCode: string | null;
  days: number | null;
  note: string | null;
  actId: number;
  actor: string;
  organisation: OrganisationCode;
  at: Date;
};

export async function insertEvent(tx: Tx, it: EventRecord): Promise<void> {
  await sql`insert into privacy.request_event (student_number, request_id, ordinal, move, from_state, to_state, on_day, reason_code, days, note,
                                               act_id, actor_name, organisation_code, at)
    values (${it.studentNumber}, ${it.requestId}, ${it.ordinal}, ${it.move}, ${it.fromState}, ${it.toState}, ${it.on}, ${it.reasonCode},
            ${it.days}, ${it.note}, ${it.actId}, ${it.actor}, ${it.organisation}, ${it.at})`.execute(tx);
}

/** The steps of some requests in their order: one query for a whole list. */
export async function listEvents(reader: Reader, requestIds: readonly string[]): Promise<Map<string, EventRecord[]>> {
  const { rows } = await sql<EventRecord>`
    select student_number as "studentNumber", request_id as "requestId", ordinal, move, from_state as "fromState", to_state as "toState",
           on_day as on, reason_code as "reasonCode", days, note, act_id as "actId", actor_name as actor,
           organisation_code as organisation, at
      from privacy.request_event where request_id = any(${requestIds}::uuid[]) order by request_id, ordinal`.execute(
    reader,
  );
  const byRequest = new Map<string, EventRecord[]>(requestIds.map((id) => [id, []]));
  for (const row of rows) byRequest.get(row.requestId)?.push(row);
  return byRequest;
}

export type FileRecord = {
  studentNumber: StudentNumber;
  requestId: string;
  fileId: string;
  keyId: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
  addedAt: Date;
  addedBy: string;
};

export async function insertFile(tx: Tx, it: FileRecord): Promise<void> {
  await sql`insert into privacy.request_file (student_number, request_id, file_id, key_id, name, media_type, size_bytes, added_at, added_by)
    values (${it.studentNumber}, ${it.requestId}, ${it.fileId}, ${it.keyId}, ${it.name}, ${it.mediaType}, ${it.sizeBytes}, ${it.addedAt},
            ${it.addedBy})`.execute(tx);
}

export async function listFiles(reader: Reader, requestId: string): Promise<FileRecord[]> {
  const { rows } = await sql<FileRecord>`
    select student_number as "studentNumber", request_id as "requestId", file_id as "fileId", key_id as "keyId", name, media_type as "mediaType",
           size_bytes as "sizeBytes", added_at as "addedAt", added_by as "addedBy"
      from privacy.request_file where request_id = ${requestId} order by added_at, file_id`.execute(reader);
  return rows;
}
