import { sql } from 'kysely';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { RuleObject } from '#kernel/rule.ts';
import type { Reader } from '#platform/database/database.ts';
import type { FindingSeverity, FindingState } from '../rules/states.ts';
import { type FindingFilter, inSight, isFound, matches, type Sight } from './findings.ts';

export type Counts = {
  total: number;
  mine: number;
  team: number;
  unassigned: number;
  overdue: number;
  snoozed: number;
  bySeverity: { severity: FindingSeverity; count: number }[];
  byState: { state: FindingState; count: number }[];
  byRule: { ruleCode: string; reference: string | null; severity: FindingSeverity; count: number }[];
  byObject: { object: RuleObject; count: number }[];
  byOrganisation: { code: OrganisationCode; count: number }[];
};

type CountRow = {
  level: number;
  severity: FindingSeverity;
  state: FindingState;
  rule_code: string;
  rule_reference: string | null;
  organisation_code: OrganisationCode | null;
  object: RuleObject;
  shown: number;
  mine: number;
  team: number;
  unassigned: number;
  overdue: number;
  snoozed: number;
};

// grouping() sets a bit for each column that a row sums over: severity 16, state 8, rule 4, organisation 2, object 1.
const levels = { total: 31, severity: 15, state: 23, rule: 11, organisation: 29, object: 30 };

/** Whose team is counted, and when what is overdue was found. */
type Whose = { team: OrganisationCode; overdue: NonNullable<FindingFilter['found']> };

/** All the figures of one screen in one pass over the findings in sight; groups of none are left out, the largest come first. */
export async function countFindings(
  reader: Reader,
  sight: Sight,
  { filter, accountId, team, overdue }: { filter: FindingFilter; accountId: string | null } & Whose,
): Promise<Counts> {
  const isSnoozed = sql`(f.snoozed_until is not null and f.snoozed_until > ${sight.today}::date)`;
  const isShown = { without: sql`not ${isSnoozed}`, with: sql`true`, only: isSnoozed }[filter.snoozed];
  const { rows } = await sql<CountRow>`
    select grouping(f.severity, f.state, f.rule_code, f.organisation_code, f.object) as level,
           f.severity, f.state, f.rule_code, f.rule_reference, f.organisation_code, f.object,
           count(*) filter (where ${isShown}) as shown,
           count(*) filter (where ${isShown} and f.assignee_account_id = ${accountId}::uuid) as mine,
           count(*) filter (where ${isShown} and f.assignee_account_id = any(array(
             select m.account_id from published.account m where m.organisation_code = ${team}))) as team,
           count(*) filter (where ${isShown} and f.assignee_account_id is null) as unassigned,
           count(*) filter (where ${isShown} and (${isFound('warning', overdue)} or ${isFound('advice', overdue)})) as overdue,
           count(*) filter (where ${isSnoozed}) as snoozed
      from validation.finding f
     where ${inSight(sight)} and ${matches({ ...filter, snoozed: 'with' }, sight.today)}
     group by grouping sets ((), (f.severity), (f.state), (f.rule_code, f.rule_reference, f.severity), (f.organisation_code), (f.object))
     order by shown desc, f.rule_code, f.organisation_code, f.severity, f.state`.execute(reader);
  const at = (level: number) => rows.filter((row) => row.level === level && row.shown > 0);
  const total = rows.find((row) => row.level === levels.total);
  return {
    total: total?.shown ?? 0,
    mine: total?.mine ?? 0,
    team: total?.team ?? 0,
    unassigned: total?.unassigned ?? 0,
    overdue: total?.overdue ?? 0,
    snoozed: total?.snoozed ?? 0,
    bySeverity: at(levels.severity).map((row) => ({ severity: row.severity, count: row.shown })),
    byState: at(levels.state).map((row) => ({ state: row.state, count: row.shown })),
    byRule: at(levels.rule).map((row) => ({
      ruleCode: row.rule_code,
      reference: row.rule_reference,
      severity: row.severity,
      count: row.shown,
    })),
    byObject: at(levels.object).map((row) => ({ object: row.object, count: row.shown })),
    byOrganisation: at(levels.organisation).flatMap((row) =>
      row.organisation_code === null ? [] : [{ code: row.organisation_code, count: row.shown }],
    ),
  };
}

/** How many findings in sight left the list since a moment: acknowledged, overridden or cleared. */
export async function countSettled(
  reader: Reader,
  sight: Sight,
  { filter, since }: { filter: FindingFilter; since: Date },
): Promise<number> {
  const settled: FindingFilter = { ...filter, states: ['acknowledged', 'overridden', 'cleared'], snoozed: 'with' };
  const { rows } = await sql<{ settled: number }>`
    select count(*) as settled from validation.finding f
     where f.changed_at >= ${since} and ${inSight(sight)} and ${matches(settled, sight.today)}`.execute(reader);
  return rows[0]?.settled ?? 0;
}

/** Unfinished findings in sight by rule. */
export async function countByRule(reader: Reader, sight: Sight): Promise<Map<string, number>> {
  const { rows } = await sql<{ rule_code: string; standing: number }>`
    select f.rule_code, count(*) as standing from validation.finding f
     where f.state in ('open', 'in_progress') and ${inSight(sight)} group by f.rule_code`.execute(reader);
  return new Map(rows.map((row) => [row.rule_code, row.standing]));
}

/** Unfinished findings in sight by student and severity; students without any are left out. */
export async function countByStudent(
  reader: Reader,
  sight: Sight,
  numbers: readonly StudentNumber[],
): Promise<Map<StudentNumber, { warnings: number; advice: number }>> {
  const { rows } = await sql<{ student_number: StudentNumber; warnings: number; advice: number }>`
    select f.student_number, count(*) filter (where f.severity = 'warning') as warnings,
           count(*) filter (where f.severity = 'advice') as advice
      from validation.finding f
     where f.student_number = any(${numbers}::bpchar[]) and f.state in ('open', 'in_progress') and ${inSight(sight)}
     group by f.student_number`.execute(reader);
  return new Map(rows.map(({ student_number, warnings, advice }) => [student_number, { warnings, advice }]));
}
