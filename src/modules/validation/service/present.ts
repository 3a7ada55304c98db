import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { RuleCoverage } from '#kernel/rule-coverage.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type {
  Finding,
  FindingDetail,
  FindingEvent,
  MoveFates,
  RuleCoverageAnswer,
  RuleDetail,
  RuleEntry,
} from '../contract.ts';
import type { Catalogue, CatalogueRule } from '../rules/catalogue.ts';
import { type CoveredRule, relativesOf } from '../rules/coverage.ts';
import { dueOn, type Targets } from '../rules/due.ts';
import { findingMoves, judgeMovable, moveRefusals, moves } from '../rules/states.ts';
import type { FindingRecord } from '../store/findings.ts';
import type { FindingLife } from './findings.ts';
import type { MoveFate } from './moves.ts';

/** The names of students as a list shows them; handed in by the entry points, since students are a later module's. */
export type NameStudents = (reader: Reader, numbers: readonly StudentNumber[]) => Promise<Map<StudentNumber, string>>;

export type Presenter = { catalogue: Catalogue; nameStudents: NameStudents; targets: Targets };

/** Findings with the words of their rules and the names of students and organisations: two queries, however many. */
export async function presentFindings(
  reader: Reader,
  { catalogue, nameStudents, targets }: Presenter,
  records: readonly FindingRecord[],
): Promise<Finding[]> {
  const students = await nameStudents(reader, [...new Set(records.map((it) => it.studentNumber))]);
  const organisations = await nameOrganisations(
    reader,
    records.flatMap((it) => it.organisation ?? []),
  );
  return records.map(({ restricted: _restricted, urgency: _urgency, foundAt, changedAt, organisation, ...record }) => ({
    ...record,
    studentName: students.get(record.studentNumber) ?? null,
    ...catalogue.wordsOf(record.ruleCode, record.params),
    organisation:
      organisation === null ? null : { code: organisation, name: organisations.get(organisation) ?? organisation },
    foundAt: foundAt.toISOString(),
    ...presentDue({ ...record, foundAt }, targets),
    changedAt: changedAt.toISOString(),
  })) as Finding[]; // params are readonly lists inside the kernel and plain ones on the wire
}

/** When a finding is to be settled, and whether it waits beyond that. */
function presentDue(
  { foundAt, severity, state }: Pick<FindingRecord, 'foundAt' | 'severity' | 'state'>,
  targets: Targets,
): Pick<Finding, 'dueOn' | 'isOverdue'> {
  const day = dueOn(todayOf(foundAt), severity, targets);
  const isUnfinished = state === 'open' || state === 'in_progress';
  return { dueOn: day, isOverdue: isUnfinished && day < todayOf(new Date()) };
}

export async function nameOrganisations(
  reader: Reader,
  codes: readonly OrganisationCode[],
): Promise<Map<OrganisationCode, string>> {
  const found = await findOrganisations(reader, [...new Set(codes)]);
  return new Map([...found].map(([code, organisation]) => [code, organisation.name]));
}

/** One finding with its history and what the actor may do with it, each move with the reason when not. */
export async function presentFinding(
  reader: Reader,
  presenter: Presenter,
  { life, actor }: { life: FindingLife; actor: Actor },
): Promise<FindingDetail> {
  const [finding] = await presentFindings(reader, presenter, [life.finding]);
  if (!finding) throw new Error('one finding in, none out');
  return {
    ...finding,
    history: presentHistory(life),
    moves: findingMoves.map((move) => {
      const verdict = judgeMovable(life.finding, move, actor.permissions);
      return {
        move,
        may: verdict.may,
        because: verdict.may ? null : moveRefusals[verdict.because],
        needsNote: moves[move].needsNote,
      };
    }),
  };
}

function presentHistory({ finding, events }: FindingLife): FindingEvent[] {
  const silent = { actor: null, organisation: null, assignee: null, snoozedUntil: null, note: null };
  const history: FindingEvent[] = [
    { at: finding.foundAt.toISOString(), what: 'found', fromState: null, toState: 'open', ...silent },
  ];
  for (const { at, move, ...event } of events) history.push({ at: at.toISOString(), what: move, ...event });
  if (finding.state === 'cleared') {
    history.push({
      at: finding.changedAt.toISOString(),
      what: 'cleared',
      fromState: null,
      toState: 'cleared',
      ...silent,
    });
  }
  return history;
}

export function presentFates(fates: readonly MoveFate[]): MoveFates {
  const items = fates.map((fate) =>
    'made' in fate
      ? {
          findingId: fate.findingId,
          fate: 'moved' as const,
          state: fate.made.toState,
          version: fate.made.version,
          code: null,
          detail: null,
        }
      : {
          findingId: fate.findingId,
          fate: 'refused' as const,
          state: null,
          version: null,
          code: fate.refused.code,
          detail: fate.refused.words,
        },
  );
  const moved = items.filter((item) => item.fate === 'moved').length;
  return { moved, refused: items.length - moved, items };
}

/** A rule as the catalogue lists it, with what came before and after it among the numbers that people know. */
export function presentRule(
  rule: CatalogueRule,
  { findingsToday, covered }: { findingsToday: number; covered: readonly CoveredRule[] },
): RuleEntry {
  return {
    code: rule.code,
    reference: rule.reference,
    severity: rule.severity,
    object: rule.object,
    firstYear: rule.years.first,
    lastYear: rule.years.last,
    title: rule.title,
    message: rule.message,
    mend: rule.mend,
    field: rule.field,
    inputs: [...rule.inputs],
    isCrossRecord: rule.crossRecord,
    isDateDependent: rule.dateDependent,
    source: rule.source,
    findingsToday,
    ...relativesOf(rule.reference, covered),
  };
}

/** A rule with its two cases; the words are those that its own judgement gives for the one that fires. */
export function presentRuleDetail(
  rule: CatalogueRule,
  { entry, said }: { entry: RuleEntry; said: Pick<RuleDetail['example'], 'message' | 'mend'> },
): RuleDetail {
  const { passes, fires, context } = rule.example;
  return { ...entry, example: { passes, fires, ...said, today: context?.today ?? null } };
}

/** The numbers that people know, each with what became of it. */
export function presentCoverage(coverage: RuleCoverage, covered: readonly CoveredRule[]): RuleCoverageAnswer {
  const { system, source, chapters } = coverage;
  return {
    system,
    source,
    chapters: chapters.map(({ chapter, ...title }) => ({ chapter, title })),
    items: covered.map((it) => ({
      ...it,
      firstYear: it.firstYear ?? it.ours[0]?.years.first ?? null,
      lastYear: it.lastYear ?? it.ours[0]?.years.last ?? null,
      ours: it.ours.map(({ code, title }) => ({ code, title })),
      ...relativesOf(it.reference, covered),
    })),
  };
}
