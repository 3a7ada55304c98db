import { sql } from 'kysely';
import type { StudentNumber } from '#kernel/ids.ts';
import { RecordRequest } from '#modules/privacy/requests/contract.ts';
import { addFile } from '#modules/privacy/requests/service/files.ts';
import { recordRequest } from '#modules/privacy/requests/service/record.ts';
import { newId } from '#platform/ids.ts';
import type { TestDatabase } from './database.ts';
import { type Called, testServices } from './server.ts';

/** A request as a clerk would type it; unlike facts are given. */
export function buildRequest(studentNumber: StudentNumber, facts: Record<string, unknown> = {}) {
  return {
    kind: 'access',
    studentNumber,
    askedBy: 'student',
    askerName: 'Zoé Tremblay-Quatorze',
    askerContact: 'zoe.quatorze@example.org',
    words: 'Everything about me, please: the whole blue folder',
    legalBasis: 'access_act',
    language: 'en',
    receivedOn: '2026-09-01',
    identityProof: 'in_person',
    ...facts,
  };
}

export function buildCorrection(studentNumber: StudentNumber, facts: Record<string, unknown> = {}) {
  return buildRequest(studentNumber, {
    kind: 'correction',
    legalBasis: 'privacy_act',
    field: 'address',
    currentValue: '12 First Avenue',
    wantedValue: '14 Quatorze Street',
    ...facts,
  });
}

/** The version that a request's answer showed, as its next move must name it. */
export function ifMatch({ body }: Called): Record<string, string> {
  return { 'if-match': `"${body.version}"` };
}

/** A request about a student with a file, recorded by the ministry. */
export async function buildHiddenRequest(
  database: TestDatabase,
  studentNumber: string,
): Promise<{ requestId: string; fileId: string }> {
  const services = testServices(database);
  const input = RecordRequest.parse(buildRequest(studentNumber as StudentNumber));
  const file = { bytes: Buffer.from('proof'), name: 'proof.txt', mediaType: 'application/octet-stream' };
  return database.write(async (tx, act) => {
    const requestId = await recordRequest(tx, act, { services, input });
    return { requestId, fileId: (await addFile(tx, act, { services, requestId, file })).fileId };
  });
}

/** A disposal, which nobody but the ministry sees. */
export async function buildHiddenDisposal(database: TestDatabase): Promise<string> {
  const disposalId = newId();
  const retention = {
    recordKind: 'contact',
    words: { en: 'Contacts', fr: 'Coordonnées' },
    trigger: 'schooling_end',
    years: 7,
    action: 'destroy',
    source: 'test',
  };
  await database.write((tx) =>
    sql`insert into privacy.disposal (disposal_id, target, record_kind, due_by, state, reason, retention, proposed_by_name, proposed_at, salt_key_id, salt)
      values (${disposalId}, 'records', 'contact', '2026-09-01', 'proposed', 'test', ${JSON.stringify(retention)}::jsonb, 'test', now(), ${newId()}, 'x')`.execute(
      tx,
    ),
  );
  return disposalId;
}
