import { z } from 'zod';
import type { RuleContext } from '#kernel/rule.ts';
import { errors as accessErrors } from '#modules/access/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { type AnyRoute, answer, type PersonRead, route } from '#platform/http/route.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { type Catalogue, type CatalogueRule, makeCatalogue } from './rules/catalogue.ts';
import { coverRules } from './rules/coverage.ts';
import type { Targets } from './rules/due.ts';
import {
  type BornWithin,
  countByRule,
  countFindings,
  type FindingBasis,
  type FindingWish,
  getFinding,
  listFindings,
} from './service/findings.ts';
import { moveFinding, moveFindings } from './service/moves.ts';
import {
  type NameStudents,
  nameOrganisations,
  type Presenter,
  presentCoverage,
  presentFates,
  presentFinding,
  presentFindings,
  presentRule,
  presentRuleDetail,
} from './service/present.ts';

const tag = 'Findings';
const moveErrors = [
  errors.finding_cleared,
  errors.wrong_state,
  errors.only_advice,
  errors.only_warning,
  errors.needs_right,
  errors.needs_note,
  errors.needs_later_day,
  errors.no_assignee,
  errors.assignee_needed,
  errors.day_needed,
];

/** What is said of students is a later module's: how they are named, and who was born when. */
type Parts = { rules: readonly CatalogueRule[]; nameStudents: NameStudents; bornWithin: BornWithin };
type Desk = { presenter: Omit<Presenter, 'targets'>; bornWithin: BornWithin };

/** The routes of findings and of the rule catalogue, over every module's rules. */
export function validationRoutes({ rules, nameStudents, bornWithin }: Parts): AnyRoute[] {
  const catalogue = makeCatalogue(rules);
  const desk = { presenter: { catalogue, nameStudents }, bornWithin };
  return [...readingRoutes(desk), ...movingRoutes(desk), ...ruleRoutes(catalogue)];
}

const targetsOf = (jurisdiction: Jurisdiction) => jurisdiction.parameter<Targets>('validation.target_days');

function presenterOf({ presenter }: Desk, jurisdiction: Jurisdiction): Presenter {
  return { ...presenter, targets: targetsOf(jurisdiction) };
}

function basisOf({ bornWithin }: Desk, jurisdiction: Jurisdiction): FindingBasis {
  return { targets: targetsOf(jurisdiction), bornWithin };
}

/** A finding names its student and says what is wrong with which field. */
function readOf({ studentNumber }: Pick<contract.Finding, 'studentNumber'>): PersonRead {
  return { subjects: [studentNumber], groups: ['identity', 'findings'] };
}

function readingRoutes(desk: Desk): AnyRoute[] {
  const list = route({
    method: 'GET',
    path: '/v1/findings',
    operationId: 'listFindings',
    summary: 'Lists findings within reach in the order in which they are due, overdue ones first',
    tag,
    permission: 'finding.read',
    query: contract.FindingQuery,
    answers: { 200: contract.FindingPage },
    errors: [accessErrors.organisation_out_of_reach],
    example: { severity: 'warning', assignee: 'none', limit: 50 },
    reads: ({ items }: z.infer<typeof contract.FindingPage>) => items.map(readOf),
    handle: async ({ query: { cursor, limit, ...filters }, actor, context: { db, jurisdiction } }) => {
      const basis = basisOf(desk, jurisdiction);
      const page = await listFindings(db, actor, { wish: toWish(filters), cursor, limit, basis });
      return { items: await presentFindings(db, presenterOf(desk, jurisdiction), page.items), next: page.next };
    },
  });
  const counts = route({
    method: 'GET',
    path: '/v1/finding-counts',
    operationId: 'countFindings',
    summary:
      'Counts findings within reach by severity, state, rule, object and organisation, and those that are overdue',
    tag,
    permission: 'finding.read',
    query: contract.FindingCountQuery,
    answers: { 200: contract.FindingCounts },
    errors: [accessErrors.organisation_out_of_reach],
    example: { assignee: 'me' },
    handle: async ({ query, actor, context: { db, jurisdiction } }) => {
      const { catalogue } = desk.presenter;
      const figures = await countFindings(db, actor, { wish: toWish(query), basis: basisOf(desk, jurisdiction) });
      const names = await nameOrganisations(
        db,
        figures.byOrganisation.map((it) => it.code),
      );
      return {
        ...figures,
        byRule: figures.byRule.map((it) => ({ ...it, title: catalogue.wordsOf(it.ruleCode, {}).title })),
        byOrganisation: figures.byOrganisation.map((it) => ({ ...it, name: names.get(it.code) ?? it.code })),
      };
    },
  });
  const get = route({
    method: 'GET',
    path: '/v1/findings/:findingId',
    operationId: 'getFinding',
    summary: 'Shows a finding with its history and the moves that the caller may make; its version is the ETag',
    tag,
    permission: 'finding.read',
    params: z.strictObject({ findingId: z.uuid() }),
    answers: { 200: contract.FindingDetail },
    errors: [errors.finding_not_found],
    reads: (finding: contract.Finding) => [readOf(finding)],
    handle: async ({ params, actor, context: { db, jurisdiction } }) => {
      const life = await getFinding(db, actor, params.findingId);
      return answer(await presentFinding(db, presenterOf(desk, jurisdiction), { life, actor }), {
        etag: life.finding.version,
      });
    },
  });
  return [list, counts, get];
}

function movingRoutes(desk: Desk): AnyRoute[] {
  const moveOne = route({
    method: 'POST',
    path: '/v1/findings/:findingId/moves',
    operationId: 'moveFinding',
    summary:
      'Starts, acknowledges, overrides, reopens, assigns, snoozes or annotates a finding, on the version in If-Match',
    tag,
    permission: 'finding.acknowledge',
    params: z.strictObject({ findingId: z.uuid() }),
    body: contract.MoveFinding,
    answers: { 200: contract.FindingDetail },
    errors: [errors.finding_not_found, httpErrors.version_needed, httpErrors.stale_version, ...moveErrors],
    example: { move: 'acknowledge', note: 'The family confirmed the birth date with the hospital’s letter' },
    reads: (finding: contract.Finding) => [readOf(finding)],
    handle: async ({ params: { findingId }, body: wish, actor, context }) => {
      const { db, register, requestId, ifMatch, jurisdiction } = context;
      await perform(register, { kind: 'validation.move-finding', actor, requestId }, (tx, act) =>
        moveFinding(tx, act, { findingId, version: ifMatch, wish }),
      );
      const life = await getFinding(db, actor, findingId);
      return answer(await presentFinding(db, presenterOf(desk, jurisdiction), { life, actor }), {
        etag: life.finding.version,
      });
    },
  });
  const moveMany = route({
    method: 'POST',
    path: '/v1/finding-moves',
    operationId: 'moveFindings',
    summary: 'Makes one move on up to 500 findings; each succeeds or fails alone, and its fate is told',
    tag,
    permission: 'finding.acknowledge',
    body: contract.MoveFindings,
    answers: { 200: contract.MoveFates },
    errors: [errors.no_assignee, errors.assignee_needed, errors.day_needed],
    idempotent: true,
    example: { findingIds: ['0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e'], move: 'assign', assignee: 'me' },
    handle: async ({ body: { findingIds, ...wish }, actor, context: { register, requestId } }) =>
      presentFates(
        await perform(register, { kind: 'validation.move-findings', actor, requestId }, (tx, act) =>
          moveFindings(tx, act, { findingIds, wish }),
        ),
      ),
  });
  return [moveOne, moveMany];
}

function ruleRoutes(catalogue: Catalogue): AnyRoute[] {
  const list = route({
    method: 'GET',
    path: '/v1/rules',
    operationId: 'listRules',
    summary: 'Lists every rule that is judged, with the findings that stand today within reach',
    tag: 'Rules',
    permission: 'rule.read',
    answers: { 200: contract.RuleCatalogue },
    errors: [],
    handle: async ({ actor, context: { db, jurisdiction } }) => {
      const standing = await countByRule(db, actor);
      const covered = coverRules(jurisdiction.ruleCoverage, catalogue.rules);
      return {
        items: catalogue.rules.map((rule) =>
          presentRule(rule, { findingsToday: standing.get(rule.code) ?? 0, covered }),
        ),
      };
    },
  });
  const coverage = route({
    method: 'GET',
    path: '/v1/rule-coverage',
    operationId: 'listRuleCoverage',
    summary: 'Lists every rule number that people know, with our rule or the reason why there is none',
    tag: 'Rules',
    permission: 'rule.read',
    answers: { 200: contract.RuleCoverageAnswer },
    errors: [],
    handle: async ({ context: { jurisdiction } }) => {
      const { ruleCoverage } = jurisdiction;
      return presentCoverage(ruleCoverage, coverRules(ruleCoverage, catalogue.rules));
    },
  });
  const get = route({
    method: 'GET',
    path: '/v1/rules/:code',
    operationId: 'getRule',
    summary: 'Shows a rule with an example that passes and one that fires',
    tag: 'Rules',
    permission: 'rule.read',
    params: z.strictObject({ code: z.string().max(20) }),
    answers: { 200: contract.RuleDetail },
    errors: [errors.rule_not_found],
    handle: async ({ params, actor, context: { db, jurisdiction } }) => {
      const rule = catalogue.find(params.code);
      if (!rule) throw errors.rule_not_found();
      const findingsToday = (await countByRule(db, actor)).get(rule.code) ?? 0;
      const said = sayExample(catalogue, rule, jurisdiction.ruleContext(todayOf(new Date())));
      const covered = coverRules(jurisdiction.ruleCoverage, catalogue.rules);
      return presentRuleDetail(rule, { entry: presentRule(rule, { findingsToday, covered }), said });
    },
  });
  return [list, coverage, get];
}

/** The filter of an address in the service's words. */
function toWish({ rule, state, ...rest }: contract.FindingCountQuery): FindingWish {
  return { ...rest, ruleCode: rule, states: state };
}

/** What the rule says of its own example that fires. */
function sayExample(catalogue: Catalogue, rule: CatalogueRule, context: RuleContext) {
  const verdict = rule.judge(rule.example.fires, { ...context, ...rule.example.context });
  const { message, mend } = catalogue.wordsOf(rule.code, verdict.fires ? (verdict.params ?? {}) : {});
  return { message, mend };
}
