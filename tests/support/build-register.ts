import { sql } from 'kysely';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import { type Actors, buildActors } from './build-access.ts';
import { buildEnrolmentItem, buildEnrolments } from './build-enrolment.ts';
import { buildSubmission } from './build-exchange.ts';
import { applyItems, buildItem, buildQuery, buildStudents } from './build-identity.ts';
import { buildOrganisations } from './build-organisations.ts';
import { buildFindings, buildFired } from './build-validation.ts';
import type { TestDatabase } from './database.ts';

/** One student of each kind of sight, each with a row in every table that a student owns, and a delivery of each school. */
export type BuiltRegister = {
  actors: Actors;
  /** At S.K001. */
  own: StudentNumber;
  /** At S.K002, of the same authority. */
  sister: StudentNumber;
  /** At S.K003, of another authority. */
  elsewhere: StudentNumber;
  /** Protected, at S.K003. */
  hidden: StudentNumber;
  /** Protected, at S.K001. */
  hiddenOwn: StudentNumber;
};

export async function buildRegister(database: TestDatabase): Promise<BuiltRegister> {
  await database.write((tx) => buildOrganisations(tx));
  const actors = await database.write((tx) => buildActors(tx));
  const own = await buildOne(database, { school: 'S.K001', isProtected: false });
  const sister = await buildOne(database, { school: 'S.K002', isProtected: false });
  const elsewhere = await buildOne(database, { school: 'S.K003', isProtected: false });
  const hidden = await buildOne(database, { school: 'S.K003', isProtected: true });
  const hiddenOwn = await buildOne(database, { school: 'S.K001', isProtected: true });
  for (const school of ['S.K001', 'S.K002', 'S.K003']) await buildSubmission(database.db, school);
  return { actors, own, sister, elsewhere, hidden, hiddenOwn };
}

async function buildOne(
  database: TestDatabase,
  { school, isProtected }: { school: string; isProtected: boolean },
): Promise<StudentNumber> {
  const { jurisdiction, pool, write } = database;
  const [number] = await write((tx, act) =>
    buildStudents(tx, act, { queries: [buildQuery({ organisation: school })], jurisdiction }),
  );
  if (!number) throw new Error('no student was made');
  const files = [
    'identification',
    'names',
    'addresses',
    'phones',
    'guardians',
    'citizenships',
    ...(isProtected ? ['restrictions' as const] : []),
  ] as const;
  await write((tx, act) =>
    applyItems(tx, act, { items: files.map((file) => buildItem(file, number, {}, school)), jurisdiction }),
  );
  await write((tx, act) =>
    buildEnrolments(tx, act, {
      items: [buildEnrolmentItem({ studentNumber: number, schoolCode: school })],
      rules: jurisdiction.ruleContext(act.today),
      organisation: school,
    }),
  );
  await write((tx, act) => buildSupported(tx, act, { number, school }));
  const fired = [buildFired({ organisation: school as never })]; // a code of the right form
  await write((tx, act) => buildFindings(tx, act, { studentNumber: number, fired, restricted: isProtected }));
  if (isProtected) {
    await pool.query('insert into access.protected_student values ($1) on conflict do nothing', [number]);
    await pool.query('update access.student_association set is_protected = true where student_number = $1', [number]);
  }
  return number;
}

/** An accommodation that the school does for the student, and a note for every audience. */
async function buildSupported(tx: Tx, act: Act, { number, school }: { number: StudentNumber; school: string }) {
  await sql`
    insert into identity.accommodation (student_number, accommodation_id, kind, school_code, effective_on, recorded_by, submitted_by, version, recorded_at)
    values (${number}, ${newId()}, 'reader', ${school}, ${act.today}, 'test', ${school}, 1, ${act.at})`.execute(tx);
  await sql`
    insert into identity.note (student_number, note_id, kind, audience, organisation_code, body, author, submitted_by, recorded_at)
    select ${number}, gen_random_uuid(), 'general', audience, case audience when 'ministry' then 'O.1' else ${school} end, 'A note', 'test', ${school}, ${act.at}
      from unnest(array['associated', 'organisation', 'ministry']) as audience`.execute(tx);
}
