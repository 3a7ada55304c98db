import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';

/** Whom the searcher may find. */
export type SearchScope = {
  organisations: readonly OrganisationCode[] | null;
  seesRestricted: boolean;
  today: PlainDate;
};

/** The condition on a student row `s`: associated today with one of the organisations, and not protected. Equality only, as policies demand. */
function inScope({ organisations, seesRestricted, today }: SearchScope) {
  const associated =
    organisations === null
      ? sql`true`
      : sql`exists (select from published.student_association a
          where a.student_number = s.student_number and a.organisation_code = any(${organisations}::text[])
            and (a.ends_on is null or a.ends_on >= ${today}))`;
  return seesRestricted ? associated : sql`not s.is_restricted and ${associated}`;
}

/** The end of a range of texts that begin with `prefix`, in the order of code points. */
function after(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

/**
 * Students every searched word of whom begins one of their names' words, those with most whole words first, then by number. The first
 * word is looked up in its range; for the others the student's own words are asked.
 */
export async function findByWords(
  reader: Reader,
  {
    words,
    birthDate,
    scope,
    limit,
  }: { words: readonly string[]; birthDate: PlainDate | null; scope: SearchScope; limit: number },
): Promise<StudentNumber[]> {
  // The longest word is the rarest: it leads.
  const [lead = '', ...others] = [...words].sort((a, b) => b.length - a.length);
  const hasOthers = others.map(
    (word) =>
      sql`and exists (select from identity.search_token o where o.student_number = t.student_number and o.token >= ${word} and o.token < ${after(word)})`,
  );
  const whole = sql`(select count(*) from identity.search_token w where w.student_number = found.student_number and w.token = any(${words}::text[]))`;
  const { rows } = await sql<{ student_number: StudentNumber }>`
    select found.student_number from (
      select distinct t.student_number
        from identity.search_token t join identity.student s on s.student_number = t.student_number
       where t.token >= ${lead} and t.token < ${after(lead)} ${sql.join(hasOthers, sql` `)}
         and ${birthDate === null ? sql`true` : sql`s.birth_date = ${birthDate}`} and ${inScope(scope)}
       limit 2000) as found
     order by ${whole} desc, found.student_number
     limit ${limit}`.execute(reader);
  return rows.map((row) => row.student_number);
}

/** Students whose number begins with some digits. */
export async function findByDigits(
  reader: Reader,
  { digits, scope, limit }: { digits: string; scope: SearchScope; limit: number },
): Promise<StudentNumber[]> {
  const { rows } = await sql<{ student_number: StudentNumber }>`
    select s.student_number from identity.student s
     where s.student_number >= ${digits.padEnd(9, '0')}::bpchar and s.student_number <= ${digits.padEnd(9, '9')}::bpchar and ${inScope(scope)}
     order by s.student_number limit ${limit}`.execute(reader);
  return rows.map((row) => row.student_number);
}

export async function findByBirthDate(
  reader: Reader,
  { birthDate, scope, limit }: { birthDate: PlainDate; scope: SearchScope; limit: number },
): Promise<StudentNumber[]> {
  const { rows } = await sql<{ student_number: StudentNumber }>`
    select s.student_number from identity.student s where s.birth_date = ${birthDate} and ${inScope(scope)}
     order by s.student_number limit ${limit}`.execute(reader);
  return rows.map((row) => row.student_number);
}

export type ChangeRow = {
  actId: number;
  kind: string;
  at: Date;
  actorName: string;
  organisation: string | null;
  reason: string | null;
  table: string;
  operation: 'insert' | 'update' | 'delete';
  key: Record<string, unknown>;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

/** What of the changes somebody may see. */
export type ChangeSight = {
  hiddenTables: readonly string[];
  /** A change of nothing else is none. */
  hiddenColumns: readonly string[];
  /** Columns that are hidden besides in the rows of schools out of reach. */
  columnsOfOwner: readonly string[];
  /** The organisations of whose people the work on findings, with their notes, is shown; null = of all. */
  workOf: readonly OrganisationCode[] | null;
};

function showsSomething({ hiddenTables, hiddenColumns, columnsOfOwner, workOf }: ChangeSight) {
  const hidden = sql`(case when ${workOf}::text[] is null or c.after ->> 'school_code' = any(${workOf}::text[]) then ${hiddenColumns}::text[]
    else ${[...hiddenColumns, ...columnsOfOwner]}::text[] end)`;
  return sql`c.table_name <> all(${hiddenTables}::text[])
    and (c.operation <> 'update' or (c.before - ${hidden}) <> (c.after - ${hidden}))
    and (c.table_name <> 'validation.finding_event' or ${workOf}::text[] is null or c.after ->> 'organisation_code' = any(${workOf}::text[]))`;
}

/** The changes in sight of the latest acts that touched some numbers, newest act first; `before` is the act to continue after. */
export async function listChanges(
  reader: Reader,
  {
    numbers,
    beforeAct,
    acts,
    sight,
  }: { numbers: readonly StudentNumber[]; beforeAct: number | null; acts: number; sight: ChangeSight },
): Promise<ChangeRow[]> {
  const shown = showsSomething(sight);
  const { rows } = await sql<ChangeRow>`
    with latest as (
      select distinct act_id from published.student_change c
       where student_number = any(${numbers}::bpchar[]) and ${beforeAct === null ? sql`true` : sql`act_id < ${beforeAct}`} and ${shown}
       order by act_id desc limit ${acts})
    select c.act_id as "actId", c.kind, c.at, c.actor_name as "actorName", c.organisation_code as organisation, c.reason,
           c.table_name as table, c.operation, c.row_key as key, c.before, c.after
      from published.student_change c join latest using (act_id)
     where c.student_number = any(${numbers}::bpchar[]) and ${shown}
     order by c.act_id desc, c.change_id`.execute(reader);
  return rows;
}
