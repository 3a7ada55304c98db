import { type RawBuilder, sql } from 'kysely';
import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { RuleObject } from '#kernel/rule.ts';
import type { Params } from '#kernel/words.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Targets } from '../rules/due.ts';
import type { FindingSeverity, FindingState } from '../rules/states.ts';

/** What an actor may see of findings: the organisations in reach (null = all) and whether protected students exist for them. */
export type Sight = { organisations: readonly OrganisationCode[] | null; seesRestricted: boolean; today: PlainDate };

export type FindingFilter = {
  states: readonly FindingState[];
  severity?: FindingSeverity | undefined;
  ruleCode?: string | undefined;
  object?: RuleObject | undefined;
  schoolYear?: SchoolYear | undefined;
  grade?: string | undefined;
  /** An account; null = nobody; undefined = whoever. */
  assignee?: string | null | undefined;
  studentNumber?: StudentNumber | undefined;
  /** Assigned to whoever works for an organisation. */
  team?: OrganisationCode | undefined;
  /** Found within these moments, by severity: how it is asked what is due. */
  found?: Readonly<Record<FindingSeverity, FoundSpan>> | undefined;
  changedSince?: Date | undefined;
  /** A condition on the student that another module wrote. */
  student?: Condition | undefined;
  snoozed: 'without' | 'with' | 'only';
};

/** The condition on the student of a finding `f`. */
export function ofStudent(condition: StudentCondition): Condition {
  return condition(sql`f.student_number`);
}

/** From the first moment, up to and without the second; null = open. */
export type FoundSpan = { from: Date | null; before: Date | null };
export type Condition = RawBuilder<unknown>;
/** What a module of students says of one, as a condition on the number. */
export type StudentCondition = (studentNumber: Condition) => Condition;

export type FindingRecord = {
  findingId: string;
  studentNumber: StudentNumber;
  ruleCode: string;
  reference: string | null;
  severity: FindingSeverity;
  urgency: number;
  object: RuleObject;
  objectId: string;
  field: string;
  params: Params;
  organisation: OrganisationCode | null;
  schoolYear: SchoolYear | null;
  grade: string | null;
  restricted: boolean;
  state: FindingState;
  assignee: { accountId: string; name: string } | null;
  snoozedUntil: PlainDate | null;
  foundAt: Date;
  changedAt: Date;
  version: number;
};

/** The last row of the page before: the moment it is due, urgency, id. */
export type FindingKey = { dueAt: string; urgency: number; findingId: string };

const urgencies: Readonly<Record<FindingSeverity, number>> = { warning: 1, advice: 2 };

/**
 * Findings in sight in the order in which they are due, then by urgency and id; `limit` rows after the key. Of one severity those found
 * first are due first, so each is read in the order of its index, and the two are joined.
 */
export async function listFindings(
  reader: Reader,
  sight: Sight,
  {
    filter,
    targets,
    after,
    limit,
  }: { filter: FindingFilter; targets: Targets; after: FindingKey | null; limit: number },
): Promise<FindingRecord[]> {
  const severities = filter.severity ? [filter.severity] : (['warning', 'advice'] as const);
  const streams = severities.map((severity) => {
    const due = sql`f.found_at + make_interval(hours => ${24 * targets[severity]}::int)`;
    return sql`(select f.*, ${due} as due_at from validation.finding f
      where f.urgency = ${sql.lit(urgencies[severity])} and ${inSight(sight)} and ${matches(filter, sight.today)}
        and ${after ? isAfter(after, severity, targets) : sql`true`}
      order by f.found_at, f.finding_id limit ${limit})`;
  });
  const { rows } = await sql<FindingRow>`
    select ${columns} from (${sql.join(streams, sql` union all `)}) f left join published.account w on w.account_id = f.assignee_account_id
     order by f.due_at, f.urgency, f.finding_id limit ${limit}`.execute(reader);
  return rows.map(toRecord);
}

/** After the key in the order of what is due, said of the moment when a finding of one severity was found. */
function isAfter({ dueAt, urgency, findingId }: FindingKey, severity: FindingSeverity, targets: Targets): Condition {
  const found = sql`${dueAt}::timestamptz - make_interval(hours => ${24 * targets[severity]}::int)`;
  if (urgencies[severity] > urgency) return sql`f.found_at >= ${found}`;
  if (urgencies[severity] < urgency) return sql`f.found_at > ${found}`;
  return sql`(f.found_at, f.finding_id) > (${found}, ${findingId}::uuid)`;
}

/** The findings in sight among some ids, whatever their state. */
export async function findFindings(
  reader: Reader,
  sight: Sight,
  findingIds: readonly string[],
): Promise<FindingRecord[]> {
  const { rows } = await sql<FindingRow>`
    select ${columns} from ${source} where f.finding_id = any(${findingIds}::uuid[]) and ${inSight(sight)}`.execute(
    reader,
  );
  return rows.map(toRecord);
}

/** Like {@link findFindings}, each locked until the transaction ends; locks are taken in order of student and id, so that two bulk moves cannot deadlock. */
export async function lockFindings(tx: Tx, sight: Sight, findingIds: readonly string[]): Promise<FindingRecord[]> {
  const { rows } = await sql<FindingRow>`
    select ${columns} from ${source} where f.finding_id = any(${findingIds}::uuid[]) and ${inSight(sight)}
     order by f.student_number, f.finding_id for update of f`.execute(tx);
  return rows.map(toRecord);
}

/** In reach by its own organisation first; a finding without one through the student's associations. */
export function inSight({ organisations, seesRestricted, today }: Sight): RawBuilder<unknown> {
  const restricted = seesRestricted ? sql`true` : sql`not f.is_restricted`;
  if (organisations === null) return restricted;
  return sql`${restricted} and (f.organisation_code = any(${organisations}::text[])
    or (f.organisation_code is null and exists (
          select from published.student_association a
           where a.student_number = f.student_number and a.organisation_code = any(${organisations}::text[])
             and (a.ends_on is null or a.ends_on >= ${today}::date)
             and (a.minimum_until is null or a.minimum_until < ${today}::date))))`;
}

/** The conditions of a filter; states are written out, so that the partial indexes of unfinished work serve. */
export function matches(filter: FindingFilter, today: PlainDate): Condition {
  const conditions: RawBuilder<unknown>[] = [
    sql`f.state in (${sql.join(filter.states.map((state) => sql.lit(state)))})`,
  ];
  const isUnfinished = filter.states.every((state) => state === 'open' || state === 'in_progress');
  if (isUnfinished) conditions.push(sql`f.state in ('open', 'in_progress')`);
  if (filter.severity) conditions.push(sql`f.severity = ${filter.severity}`);
  if (filter.ruleCode) conditions.push(sql`f.rule_code = ${filter.ruleCode}`);
  if (filter.object) conditions.push(sql`f.object = ${filter.object}`);
  if (filter.schoolYear) conditions.push(sql`f.school_year = ${filter.schoolYear}`);
  if (filter.grade) conditions.push(sql`f.grade = ${filter.grade}`);
  if (filter.assignee) conditions.push(sql`f.assignee_account_id = ${filter.assignee}::uuid`);
  if (filter.assignee === null) conditions.push(sql`f.assignee_account_id is null`);
  if (filter.team)
    conditions.push(
      sql`f.assignee_account_id = any(array(select m.account_id from published.account m where m.organisation_code = ${filter.team}))`,
    );
  if (filter.found) conditions.push(sql`(${isFound('warning', filter.found)} or ${isFound('advice', filter.found)})`);
  if (filter.changedSince) conditions.push(sql`f.changed_at >= ${filter.changedSince}`);
  if (filter.student) conditions.push(filter.student);
  if (filter.studentNumber) conditions.push(sql`f.student_number = ${filter.studentNumber}::bpchar`);
  if (filter.snoozed === 'without')
    conditions.push(sql`(f.snoozed_until is null or f.snoozed_until <= ${today}::date)`);
  if (filter.snoozed === 'only') conditions.push(sql`f.snoozed_until > ${today}::date`);
  return sql.join(conditions, sql` and `);
}

export function isFound(severity: FindingSeverity, spans: NonNullable<FindingFilter['found']>): Condition {
  const { from, before } = spans[severity];
  return sql`(f.severity = ${severity} and ${from ? sql`f.found_at >= ${from}` : sql`true`} and ${before ? sql`f.found_at < ${before}` : sql`true`})`;
}

const source = sql`validation.finding f left join published.account w on w.account_id = f.assignee_account_id`;

const columns = sql`f.finding_id, f.student_number, f.rule_code, f.rule_reference, f.severity, f.urgency, f.object, f.object_id, f.field,
  f.params, f.organisation_code, f.school_year, f.grade, f.is_restricted, f.state, f.assignee_account_id, w.name as assignee_name,
  f.snoozed_until, f.found_at, f.changed_at, f.version`;

type FindingRow = {
  finding_id: string;
  student_number: StudentNumber;
  rule_code: string;
  rule_reference: string | null;
  severity: FindingSeverity;
  urgency: number;
  object: RuleObject;
  object_id: string;
  field: string;
  params: Params;
  organisation_code: OrganisationCode | null;
  school_year: number | null;
  grade: string | null;
  is_restricted: boolean;
  state: FindingState;
  assignee_account_id: string | null;
  assignee_name: string | null;
  snoozed_until: PlainDate | null;
  found_at: Date;
  changed_at: Date;
  version: number;
};

function toRecord(row: FindingRow): FindingRecord {
  return {
    findingId: row.finding_id,
    studentNumber: row.student_number,
    ruleCode: row.rule_code,
    reference: row.rule_reference,
    severity: row.severity,
    urgency: row.urgency,
    object: row.object,
    objectId: row.object_id,
    field: row.field,
    params: row.params,
    organisation: row.organisation_code,
    schoolYear: row.school_year,
    grade: row.grade,
    restricted: row.is_restricted,
    state: row.state,
    assignee:
      row.assignee_account_id === null ? null : { accountId: row.assignee_account_id, name: row.assignee_name ?? '–' },
    snoozedUntil: row.snoozed_until,
    foundAt: row.found_at,
    changedAt: row.changed_at,
    version: row.version,
  };
}
