import { todayOf } from '#platform/act.ts';
import { type AnyRoute, route } from '#platform/http/route.ts';
import { errors } from '../errors.ts';
import * as contract from './contract.ts';
import { draftGrounds } from './service.ts';

const tag = 'Enrolments';

const groundsRoute = route({
  method: 'GET',
  path: '/v1/students/:number/enrolment-grounds',
  operationId: 'getEnrolmentGrounds',
  summary: 'Gives what the rules know besides a draft of an enrolment, so that a form judges as the register does',
  tag,
  permission: 'enrolment.write',
  params: contract.GroundsParams,
  query: contract.GroundsQuery,
  answers: { 200: contract.DraftGrounds },
  errors: [errors.student_not_found],
  example: { school: 'S.K001', schoolYear: 2027 },
  reads: ({ isPartial }: contract.DraftGrounds, { number }: { number: string }) => [
    { subjects: [number], groups: isPartial ? ['enrolments'] : ['identity', 'contacts', 'personal', 'enrolments'] },
  ],
  handle: ({ params, query, actor, context }) => {
    const rules = context.jurisdiction.ruleContext(todayOf(new Date()));
    const { school = null, schoolYear = rules.currentSchoolYear, residentBoard = null } = query;
    const asked = { studentNumber: params.number, school, schoolYear, residentBoard };
    return draftGrounds(context.register, actor, { asked, rules });
  },
});

const parametersRoute = route({
  method: 'GET',
  path: '/v1/enrolment-parameters',
  operationId: 'listEnrolmentParameters',
  summary: 'Lists the parameters of the jurisdiction by which enrolments are judged, with their years',
  tag,
  permission: 'enrolment.write',
  answers: { 200: contract.EnrolmentParameters },
  errors: [],
  handle: ({ context: { jurisdiction } }) => {
    const { today, currentSchoolYear } = jurisdiction.ruleContext(todayOf(new Date()));
    return { today, currentSchoolYear, items: jurisdiction.parametersOf(['enrolment', 'responsible']) };
  },
});

export const draftRoutes: readonly AnyRoute[] = [groundsRoute, parametersRoute];
