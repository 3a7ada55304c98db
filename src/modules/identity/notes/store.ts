import { type RawBuilder, sql } from 'kysely';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Scope } from '#modules/access/index.ts';
import type { Act } from '#platform/act.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { rowsKnownAt } from '#platform/database/known.ts';
import type { NoteAudience } from './contract.ts';

export type NewNote = {
  studentNumber: StudentNumber;
  noteId: string;
  kind: string;
  audience: NoteAudience;
  organisation: OrganisationCode;
  text: string;
  corrects: string | null;
};

export type KeptNote = NewNote & {
  author: string;
  submittedBy: OrganisationCode;
  recordedAt: Date;
  voidedAt: Date | null;
  voidedBy: string | null;
  voidReason: string | null;
  /** The note that corrects it and stands. */
  correctedBy: string | null;
};

export type Wanted = {
  number: StudentNumber;
  scope: Scope;
  knownAt?: Date | null;
  text?: string | undefined;
  noteId?: string;
  after?: { at: string; noteId: string } | null;
  limit: number;
};

/** Notes under a number whose audience the scope is among, the latest first; at a moment, as they were known then. */
export async function listNotes(
  reader: Reader,
  { number, scope, knownAt = null, text, noteId, after = null, limit }: Wanted,
): Promise<KeptNote[]> {
  const conditions: RawBuilder<unknown>[] = [isAmong(scope)];
  if (text !== undefined) conditions.push(sql`strpos(lower(n.body), lower(${text})) > 0`);
  if (noteId !== undefined) conditions.push(sql`n.note_id = ${noteId}`);
  if (after) conditions.push(sql`(n.recorded_at, n.note_id) < (${after.at}::timestamptz, ${after.noteId}::uuid)`);
  const { rows } = await sql<KeptNote>`
    with own as materialized (select * from ${rowsKnownAt('identity.note', [number], knownAt)} where student_number = ${number})
    select n.student_number as "studentNumber", n.note_id as "noteId", n.kind, n.audience, n.organisation_code as organisation, n.body as text,
           n.corrects, n.author, n.submitted_by as "submittedBy", n.recorded_at as "recordedAt", n.voided_at as "voidedAt",
           n.voided_by as "voidedBy", n.void_reason as "voidReason",
           (select c.note_id from own c where c.corrects = n.note_id and c.voided_at is null) as "correctedBy"
      from own n
     where ${sql.join(conditions, sql` and `)}
     order by n.recorded_at desc, n.note_id desc
     limit ${limit}`.execute(reader);
  return rows;
}

function isAmong(scope: Scope): RawBuilder<unknown> {
  if (scope.everything) return sql`true`;
  return sql`(n.audience = 'associated' or (n.audience = 'organisation' and n.organisation_code = any(${scope.organisations}::text[])))`;
}

/** Makes changes to the notes of a student wait for each other. */
export async function takeTurn(tx: Tx, number: StudentNumber): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('note ' || ${number}, 0))`.execute(tx);
}

export async function insertNote(tx: Tx, act: Act, it: NewNote): Promise<void> {
  await sql`
    insert into identity.note (student_number, note_id, kind, audience, organisation_code, body, corrects, author, submitted_by, recorded_at)
    values (${it.studentNumber}, ${it.noteId}, ${it.kind}, ${it.audience}, ${it.organisation}, ${it.text}, ${it.corrects}, ${act.actor.name},
            ${act.actor.organisation}, ${act.at})`.execute(tx);
}

export async function markVoided(
  tx: Tx,
  act: Act,
  { studentNumber, noteId, reason }: Pick<NewNote, 'studentNumber' | 'noteId'> & { reason: string },
): Promise<void> {
  await sql`
    update identity.note set voided_at = ${act.at}, voided_by = ${act.actor.name}, void_reason = ${reason}
     where student_number = ${studentNumber} and note_id = ${noteId}`.execute(tx);
}
