import { errors as accessErrors } from '#modules/access/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import { type AnyRoute, answer, type RouteContext, route } from '#platform/http/route.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { differencesSince } from './service/differences.ts';
import { frozenFigures, getFrozen, presentFigures, sightOf } from './service/figures.ts';
import { freezeCount, getCountDay, listCountDays } from './service/freeze.ts';

const tag = 'Counts';

const daysRoute = route({
  method: 'GET',
  path: '/v1/count-days',
  operationId: 'listCountDays',
  summary: 'Lists the days of a school year on which students are counted, and which counts are frozen',
  tag,
  permission: 'student.read',
  query: contract.CountDaysQuery,
  answers: { 200: contract.CountDays },
  errors: [],
  example: { schoolYear: 2027 },
  handle: async ({ query, context }) => {
    const rules = rulesOf(context);
    return { items: await listCountDays(context.db, rules, query.schoolYear ?? rules.currentSchoolYear) };
  },
});

const previewRoute = route({
  method: 'GET',
  path: '/v1/count-preview',
  operationId: 'previewCount',
  summary: 'Counts the students of a count day as known now: what freezing would keep, or a recount of what is frozen',
  tag,
  permission: 'student.read',
  query: contract.PreviewQuery,
  answers: { 200: contract.CountFigures },
  errors: [errors.kind_unknown, accessErrors.organisation_out_of_reach],
  example: { kind: 'autumn', schoolYear: 2027 },
  handle: async ({ query: { kind, schoolYear, organisation }, actor, context }) => {
    const rules = rulesOf(context);
    const day = getCountDay(rules, { kind, schoolYear: schoolYear ?? rules.currentSchoolYear });
    return presentFigures(context.register, { day, sight: await sightOf(context.db, actor, organisation) });
  },
});

const freezeRoute = route({
  method: 'POST',
  path: '/v1/counts',
  operationId: 'freezeCount',
  summary: 'Freezes a count as it is known now; it never changes afterwards',
  tag,
  permission: 'count.freeze',
  stepUp: true,
  body: contract.FreezeCount,
  answers: { 201: contract.CountFigures },
  errors: [errors.kind_unknown, errors.not_yet, errors.frozen_already],
  example: { kind: 'autumn', schoolYear: 2027 },
  handle: async ({ body, actor, context }) => {
    const { register, requestId } = context;
    const act = { kind: 'enrolment.freeze-count', actor, requestId };
    const countId = await perform(register, act, (tx, begun) =>
      freezeCount(tx, begun, { wanted: body, context: context.jurisdiction }),
    );
    const count = await getFrozen(context.db, countId);
    const sight = await sightOf(context.db, actor, undefined);
    const day = getCountDay(context.jurisdiction, body);
    return answer(await frozenFigures(context.db, { count, day, sight }), { status: 201 });
  },
});

const getRoute = route({
  method: 'GET',
  path: '/v1/counts/:countId',
  operationId: 'getCount',
  summary: 'Gives the figures of a frozen count within reach, as they were frozen',
  tag,
  permission: 'student.read',
  params: contract.CountParams,
  query: contract.FiguresQuery,
  answers: { 200: contract.CountFigures },
  errors: [errors.count_not_found, accessErrors.organisation_out_of_reach],
  handle: async ({ params, query, actor, context: { db, jurisdiction } }) => {
    const sight = await sightOf(db, actor, query.organisation);
    const count = await getFrozen(db, params.countId);
    return frozenFigures(db, { count, day: getCountDay(jurisdiction, count), sight });
  },
});

const differencesRoute = route({
  method: 'GET',
  path: '/v1/counts/:countId/differences',
  operationId: 'listCountDifferences',
  summary:
    'Tells what changed since a count was frozen, as known now or at a moment: how many for which reason, and who, by which act',
  tag,
  permission: 'student.read',
  params: contract.CountParams,
  query: contract.DifferencesQuery,
  answers: { 200: contract.CountDifferences },
  errors: [errors.count_not_found, errors.before_freeze, accessErrors.organisation_out_of_reach],
  example: { reason: 'joined_late', limit: 100 },
  reads: ({ items }: contract.CountDifferences) => [
    { subjects: items.map((it) => it.studentNumber), groups: ['identity', 'enrolments', 'history'] },
  ],
  handle: async ({ params, query, actor, context: { db, register } }) => {
    const sight = await sightOf(db, actor, query.organisation);
    const count = await getFrozen(db, params.countId);
    return differencesSince({ db, register, actor, count, sight, query, now: new Date() });
  },
});

export const countRoutes: readonly AnyRoute[] = [daysRoute, previewRoute, freezeRoute, getRoute, differencesRoute];

function rulesOf({ jurisdiction }: RouteContext) {
  return jurisdiction.ruleContext(todayOf(new Date()));
}
