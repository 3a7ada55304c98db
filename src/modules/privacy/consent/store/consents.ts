import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Giver } from '../rules/consent.ts';

export type ConsentRecord = {
  studentNumber: StudentNumber;
  consentId: string;
  kind: string;
  givenBy: Giver;
  giver: string | null;
  keyId: string;
  evidenceFileId: string | null;
  evidenceType: string | null;
  givenOn: PlainDate;
  withdrawnOn: PlainDate | null;
  withdrawal: string | null;
  organisation: OrganisationCode;
  recordedBy: string;
  recordedAt: Date;
  guardianUntil: PlainDate | null;
};

const columns = sql`student_number as "studentNumber", consent_id as "consentId", kind, given_by as "givenBy", giver, key_id as "keyId",
  evidence_file_id as "evidenceFileId", evidence_type as "evidenceType", given_on as "givenOn", withdrawn_on as "withdrawnOn", withdrawal,
  organisation_code as organisation, recorded_by as "recordedBy", recorded_at as "recordedAt", guardian_until as "guardianUntil"`;

/** Keeps a consent; false when one of the same kind by the same giver stands. */
export async function insertConsent(tx: Tx, it: ConsentRecord): Promise<boolean> {
  const { rows } = await sql`
    insert into privacy.consent (student_number, consent_id, kind, given_by, giver, key_id, evidence_file_id, evidence_type, given_on, withdrawn_on,
                                 withdrawal, organisation_code, recorded_by, recorded_at, guardian_until)
    values (${it.studentNumber}, ${it.consentId}, ${it.kind}, ${it.givenBy}, ${it.giver}, ${it.keyId}, ${it.evidenceFileId}, ${it.evidenceType},
            ${it.givenOn}, ${it.withdrawnOn}, ${it.withdrawal}, ${it.organisation}, ${it.recordedBy}, ${it.recordedAt}, ${it.guardianUntil})
    on conflict (student_number, kind, given_by) where withdrawn_on is null do nothing returning consent_id`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Consents of some numbers, the latest first. */
export async function listConsents(reader: Reader, numbers: readonly StudentNumber[]): Promise<ConsentRecord[]> {
  const { rows } = await sql<ConsentRecord>`
    select ${columns} from privacy.consent where student_number = any(${numbers}::bpchar[])
     order by given_on desc, recorded_at desc, consent_id`.execute(reader);
  return rows;
}

export async function lockConsent(
  tx: Tx,
  { numbers, consentId }: { numbers: readonly StudentNumber[]; consentId: string },
): Promise<ConsentRecord | null> {
  const { rows } = await sql<ConsentRecord>`
    select ${columns} from privacy.consent where student_number = any(${numbers}::bpchar[]) and consent_id = ${consentId} for update`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export async function withdrawConsent(
  tx: Tx,
  it: Pick<ConsentRecord, 'studentNumber' | 'consentId' | 'withdrawnOn' | 'withdrawal'>,
): Promise<void> {
  await sql`update privacy.consent set withdrawn_on = ${it.withdrawnOn}, withdrawal = ${it.withdrawal}
    where student_number = ${it.studentNumber}::bpchar and consent_id = ${it.consentId}`.execute(tx);
}

export async function setEvidence(
  tx: Tx,
  it: Pick<ConsentRecord, 'studentNumber' | 'consentId' | 'evidenceFileId' | 'evidenceType'>,
): Promise<void> {
  await sql`update privacy.consent set evidence_file_id = ${it.evidenceFileId}, evidence_type = ${it.evidenceType}
    where student_number = ${it.studentNumber}::bpchar and consent_id = ${it.consentId}`.execute(tx);
}

/** Which of some numbers' people consent to a purpose on a day; by number. One query, whatever their number. */
export async function findConsenting(
  reader: Reader,
  { numbers, kind, on }: { numbers: readonly StudentNumber[]; kind: string; on: PlainDate },
): Promise<Set<StudentNumber>> {
  const { rows } = await sql<{ number: StudentNumber }>`
    with asked as (select n.number, coalesce(p.person_number, n.number) as person
                     from unnest(${numbers}::bpchar[]) as n (number) left join published.person_number p on p.student_number = n.number),
         theirs as (select a.number, a.number as held from asked a
                    union select a.number, p.student_number from asked a join published.person_number p on p.person_number = a.person)
    select distinct t.number from theirs t join published.consent c on c.student_number = t.held
     where c.kind = ${kind} and c.given_on <= ${on}::date and (c.ends_on is null or ${on}::date < c.ends_on)`.execute(
    reader,
  );
  return new Set(rows.map((row) => row.number));
}
