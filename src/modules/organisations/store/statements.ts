import { sql } from 'kysely';
import type { Tx } from '#platform/database/database.ts';
import type { OrganisationStatement } from '../rules/types.ts';

/** Adds or changes; rows that would stay as they are are not touched. Returns how many were written. */
export async function upsertOrganisations(tx: Tx, statements: readonly OrganisationStatement[]): Promise<number> {
  const rows = statements.map(({ address, ...it }) => ({
    code: it.code,
    kind: it.kind,
    name: it.name,
    name_fr: it.nameFr,
    type: it.type,
    classification: it.classification,
    authority_code: it.authorityCode,
    street: address?.street ?? null,
    city: address?.city ?? null,
    province: address?.province ?? null,
    postal_code: address?.postalCode ?? null,
    opened_on: it.openedOn,
    closed_on: it.closedOn,
    source: it.source,
  }));
  const result = await sql`
    insert into organisations.organisation as kept
      (code, kind, name, name_fr, type, classification, authority_code, street, city, province, postal_code, opened_on, closed_on, source)
    select code, kind, name, name_fr, type, classification, authority_code, street, city, province, postal_code, opened_on, closed_on, source
      from jsonb_populate_recordset(null::organisations.organisation, ${JSON.stringify(rows)}::jsonb)
    on conflict (code) do update
       set kind = excluded.kind, name = excluded.name, name_fr = coalesce(excluded.name_fr, kept.name_fr), type = coalesce(excluded.type, kept.type),
           classification = coalesce(excluded.classification, kept.classification), authority_code = coalesce(excluded.authority_code, kept.authority_code),
           street = coalesce(excluded.street, kept.street), city = coalesce(excluded.city, kept.city), province = coalesce(excluded.province, kept.province),
           postal_code = coalesce(excluded.postal_code, kept.postal_code), opened_on = coalesce(excluded.opened_on, kept.opened_on),
           closed_on = coalesce(excluded.closed_on, kept.closed_on), source = excluded.source, version = kept.version + 1, recorded_at = now()
     where (kept.kind, kept.name, kept.name_fr, kept.type, kept.classification, kept.authority_code, kept.street, kept.city, kept.province, kept.postal_code, kept.opened_on, kept.closed_on)
        is distinct from (excluded.kind, excluded.name, coalesce(excluded.name_fr, kept.name_fr), coalesce(excluded.type, kept.type), coalesce(excluded.classification, kept.classification), coalesce(excluded.authority_code, kept.authority_code), coalesce(excluded.street, kept.street), coalesce(excluded.city, kept.city), coalesce(excluded.province, kept.province), coalesce(excluded.postal_code, kept.postal_code), coalesce(excluded.opened_on, kept.opened_on), coalesce(excluded.closed_on, kept.closed_on))`.execute(
    tx,
  );
  return Number(result.numAffectedRows ?? 0);
}

/** Adds who came before whom; what is known already is changed where it differs. Returns how many were written. */
export async function keepSuccessions(tx: Tx, statements: readonly OrganisationStatement[]): Promise<number> {
  const rows = statements.flatMap((it) =>
    (it.predecessors ?? []).map(({ code, on, reason }) => ({
      predecessor_code: code,
      successor_code: it.code,
      on_day: on,
      reason,
    })),
  );
  if (rows.length === 0) return 0;
  const result = await sql`
    insert into organisations.succession as kept select * from jsonb_populate_recordset(null::organisations.succession, ${JSON.stringify(rows)}::jsonb)
    on conflict (predecessor_code, successor_code) do update set on_day = excluded.on_day, reason = excluded.reason
     where (kept.on_day, kept.reason) is distinct from (excluded.on_day, excluded.reason)`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

export async function replaceCalendars(tx: Tx, statements: readonly OrganisationStatement[]): Promise<void> {
  const given = statements.filter((it) => it.calendars);
  const rows = given.flatMap((it) =>
    (it.calendars ?? []).map((calendar) => ({
      school_code: it.code,
      school_year: calendar.schoolYear,
      kind: calendar.kind,
      from_on: calendar.from,
      to_on: calendar.to,
    })),
  );
  await sql`delete from organisations.calendar where school_code = any(${given.map((it) => it.code)}::text[])
      and (school_code, school_year, kind, from_on, to_on) not in (select school_code, school_year, kind, from_on, to_on from jsonb_populate_recordset(null::organisations.calendar, ${JSON.stringify(rows)}::jsonb))`.execute(
    tx,
  );
  await sql`insert into organisations.calendar select * from jsonb_populate_recordset(null::organisations.calendar, ${JSON.stringify(rows)}::jsonb) on conflict do nothing`.execute(
    tx,
  );
}

export async function replaceGradeOfferings(tx: Tx, statements: readonly OrganisationStatement[]): Promise<void> {
  const given = statements.filter((it) => it.gradeOfferings);
  const rows = given.flatMap((it) =>
    (it.gradeOfferings ?? []).map((offer) => ({
      school_code: it.code,
      offering: offer.offering,
      grade: offer.grade,
      from_on: offer.from,
      to_on: offer.to,
    })),
  );
  await sql`delete from organisations.grade_offering kept where school_code = any(${given.map((it) => it.code)}::text[])
      and not exists (select from jsonb_populate_recordset(null::organisations.grade_offering, ${JSON.stringify(rows)}::jsonb) as n
        where (n.school_code, n.offering, n.grade, n.from_on) = (kept.school_code, kept.offering, kept.grade, kept.from_on) and n.to_on is not distinct from kept.to_on)`.execute(
    tx,
  );
  await sql`insert into organisations.grade_offering select * from jsonb_populate_recordset(null::organisations.grade_offering, ${JSON.stringify(rows)}::jsonb) on conflict do nothing`.execute(
    tx,
  );
}

export async function replaceProgrammeOfferings(tx: Tx, statements: readonly OrganisationStatement[]): Promise<void> {
  const given = statements.filter((it) => it.programmeOfferings);
  const rows = given.flatMap((it) =>
    (it.programmeOfferings ?? []).map((offer) => ({
      school_code: it.code,
      programme: offer.programme,
      from_on: offer.from,
      to_on: offer.to,
    })),
  );
  await sql`delete from organisations.programme_offering kept where school_code = any(${given.map((it) => it.code)}::text[])
      and not exists (select from jsonb_populate_recordset(null::organisations.programme_offering, ${JSON.stringify(rows)}::jsonb) as n
        where (n.school_code, n.programme, n.from_on) = (kept.school_code, kept.programme, kept.from_on) and n.to_on is not distinct from kept.to_on)`.execute(
    tx,
  );
  await sql`insert into organisations.programme_offering select * from jsonb_populate_recordset(null::organisations.programme_offering, ${JSON.stringify(rows)}::jsonb) on conflict do nothing`.execute(
    tx,
  );
}
