import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { NameVariantKind, PersonName } from '../rules/normalise.ts';

/** What is known of a student for finding and comparing, as written. */
export type PersonRow = {
  studentNumber: StudentNumber;
  birthDate: PlainDate;
  gender: string;
  isRestricted: boolean;
  isDeceased: boolean;
  isDeactivated: boolean;
  legal: PersonName;
  names: (PersonName & { kind: NameVariantKind })[];
  postalCodes: string[];
  phones: string[];
  guardians: (PersonName & { phone: string | null })[];
};

/** People by number, every name and contact that was ever recorded: one query, whatever their number. */
export async function listPeople(reader: Reader, numbers: readonly StudentNumber[]): Promise<PersonRow[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<PersonRow>`
    select s.student_number as "studentNumber", s.birth_date as "birthDate", s.gender, s.is_restricted as "isRestricted",
           s.is_deceased as "isDeceased", s.status = 'deactivated' as "isDeactivated",
           jsonb_build_object('familyName', s.family_name, 'givenName', s.given_name, 'middleName', s.middle_name) as legal,
           coalesce((select jsonb_agg(distinct n.name) from (
             select jsonb_build_object('kind', 'former', 'familyName', r.family_name, 'givenName', r.given_name, 'middleName', r.middle_name) as name
               from identity.identification_record r where r.student_number = s.student_number
             union all
             select jsonb_build_object('kind', n.kind, 'familyName', n.family_name, 'givenName', n.given_name, 'middleName', n.middle_name)
               from identity.student_name n where n.student_number = s.student_number) as n), '[]'::jsonb) as names,
           array(select distinct a.postal_code from identity.address a where a.student_number = s.student_number and a.postal_code is not null and not a.is_deleted) as "postalCodes",
           array(select p.number from identity.phone p where p.student_number = s.student_number) as phones,
           coalesce((select jsonb_agg(jsonb_build_object('familyName', g.family_name, 'givenName', g.given_name, 'middleName', null, 'phone', g.phone))
              from identity.guardian g where g.student_number = s.student_number), '[]'::jsonb) as guardians
      from identity.student s
     where s.student_number = any(${numbers}::bpchar[])
     order by s.student_number`.execute(reader);
  return rows;
}

export type SearchEntries = { studentNumber: StudentNumber; keys: readonly number[]; tokens: readonly string[] };

/**
 * Puts the keys and words by which students are found in place of those that stood; rows that stay are left alone.
 * `areNew`: nothing stands yet, so nothing is looked for.
 */
export async function replaceSearchEntries(
  tx: Tx,
  entries: readonly SearchEntries[],
  { areNew }: { areNew: boolean },
): Promise<void> {
  if (entries.length === 0) return;
  const keys = entries.flatMap(({ studentNumber, keys: own }) => own.map((key) => ({ studentNumber, key })));
  const tokens = entries.flatMap(({ studentNumber, tokens: own }) => own.map((token) => ({ studentNumber, token })));
  if (!areNew)
    await deleteGone(
      tx,
      entries.map((it) => it.studentNumber),
      { keys, tokens },
    );
  await sql`
    insert into identity.student_key (key_hash, student_number)
    select * from unnest(${keys.map((it) => it.key)}::bigint[], ${keys.map((it) => it.studentNumber)}::bpchar[])
        on conflict do nothing`.execute(tx);
  await sql`
    insert into identity.search_token (token, student_number)
    select * from unnest(${tokens.map((it) => it.token)}::text[], ${tokens.map((it) => it.studentNumber)}::bpchar[])
        on conflict do nothing`.execute(tx);
}

type Wanted = {
  keys: readonly { studentNumber: StudentNumber; key: number }[];
  tokens: readonly { studentNumber: StudentNumber; token: string }[];
};

async function deleteGone(tx: Tx, numbers: readonly StudentNumber[], { keys, tokens }: Wanted): Promise<void> {
  await sql`
    delete from identity.student_key k where k.student_number = any(${numbers}::bpchar[]) and not exists (
      select from unnest(${keys.map((it) => it.studentNumber)}::bpchar[], ${keys.map((it) => it.key)}::bigint[]) as w (student_number, key_hash)
       where w.student_number = k.student_number and w.key_hash = k.key_hash)`.execute(tx);
  await sql`
    delete from identity.search_token t where t.student_number = any(${numbers}::bpchar[]) and not exists (
      select from unnest(${tokens.map((it) => it.studentNumber)}::bpchar[], ${tokens.map((it) => it.token)}::text[]) as w (student_number, token)
       where w.student_number = t.student_number and w.token = t.token)`.execute(tx);
}

/** How many candidates one question may have; those that share most keys come first. */
const candidatesMax = 300;

/** The students that share a key with each question: one query for the whole batch, at most 300 a question. */
export async function findCandidates(
  reader: Reader,
  questions: readonly { keys: readonly number[] }[],
): Promise<StudentNumber[][]> {
  const places = questions.flatMap((question, place) => question.keys.map(() => place));
  const found: StudentNumber[][] = questions.map(() => []);
  if (places.length === 0) return found;
  const { rows } = await sql<{ place: number; student_number: StudentNumber }>`
    select place, student_number from (
      select q.place, k.student_number, row_number() over (partition by q.place order by count(*) desc, k.student_number) as rank
        from unnest(${places}::int[], ${questions.flatMap((it) => it.keys)}::bigint[]) as q (place, key_hash)
        join identity.student_key k on k.key_hash = q.key_hash
       group by q.place, k.student_number) as ranked
     where rank <= ${candidatesMax}`.execute(reader);
  for (const row of rows) found[row.place]?.push(row.student_number);
  return found;
}

/**
 * Waits until nobody else is creating a student with one of these keys, until the transaction ends. Locks are taken in order, so that
 * two batches cannot deadlock; a batch of more keys than fit the lock table takes the whole house instead.
 */
export async function lockKeys(tx: Tx, keys: readonly number[]): Promise<void> {
  const ordered = [...new Set(keys)].sort((a, b) => a - b);
  if (ordered.length > keyLocksMax) {
    await sql`select pg_advisory_xact_lock(${houseLock})`.execute(tx);
    return;
  }
  await sql`select pg_advisory_xact_lock_shared(${houseLock})`.execute(tx);
  // The sub-select fixes the order before the first lock is taken.
  await sql`select pg_advisory_xact_lock(key) from (select key from unnest(${ordered}::bigint[]) as k (key) order by key offset 0) as ordered`.execute(
    tx,
  );
}

/** PostgreSQL holds about 6,400 locks by default; five such batches fit. */
const keyLocksMax = 1200;
const houseLock = 7205759403792793;
