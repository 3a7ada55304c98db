import { sql } from 'kysely';
import { dammDigit } from '#kernel/check-digit.ts';
import { perform } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import type { Db } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import { buildEnrolmentItem, buildEnrolmentStudents, buildEnrolments } from './build-enrolment.ts';
import type { TestDatabase } from './database.ts';

/** An export of S.K003 that waits for approval, asked for by nobody of the tests. */
export async function buildExport(db: Db): Promise<string> {
  const exportId = newId();
  await perform(db, { kind: 'test.prepare', actor: systemActor('test') }, (tx) =>
    sql`
      insert into privacy.export_request (export_id, organisation_code, asked_by, asked_by_name, asked_at, purpose, purpose_text, organisations,
        school_year, grades, status, includes_protected, columns, format, receiver_name, receiver_key, row_limit, people_counted, state, expires_at)
      values (${exportId}, 'S.K003', gen_random_uuid(), 'Somebody', now(), 'research', 'For a study of attendance', '{S.K003}', 2027, '{}', 'open',
        false, '{grade}', 'csv', 'A university', 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p', 100, 3, 'asked',
        now() + interval '14 days')`.execute(tx),
  );
  return exportId;
}

/** Students with names, phones and guardians of their own, enrolled in 2027 at a school; number `n` in the list is `00000nnn` and a check digit. */
export async function buildClass(
  database: TestDatabase,
  { from, count, school }: { from: number; count: number; school: string },
): Promise<string[]> {
  const places = Array.from({ length: count }, (_, i) => from + i);
  const numbers = places.map((place) => {
    const digits = String(place).padStart(8, '0');
    return `${digits}${dammDigit(digits)}`;
  });
  const students = numbers.map((studentNumber, i) => ({
    studentNumber,
    familyName: `Family${places[i]}`,
    givenName: `Given${places[i]}`,
  }));
  await database.write((tx) => buildEnrolmentStudents(tx, students));
  await database.write((tx) =>
    sql`insert into identity.phone (student_number, phone_id, kind, number, effective_on, submitted_by, recorded_at)
        select n, gen_random_uuid(), 'home', '+17805550142', '2020-01-01', 'O.1', now() from unnest(${numbers}::text[]) as n`.execute(
      tx,
    ),
  );
  const items = numbers.map((studentNumber) => buildEnrolmentItem({ studentNumber, schoolCode: school }));
  await database.write((tx, act) =>
    buildEnrolments(tx, act, { items, rules: database.jurisdiction.ruleContext(act.today) }),
  );
  return numbers;
}
