import { PageQuery } from '#kernel/page.ts';
import { perform, todayOf } from '#platform/act.ts';
import { type AnyRoute, answer, route } from '#platform/http/route.ts';
import { changeOfStudent } from '../routes.ts';
import { recordItem } from '../service/change.ts';
import { RestrictedStudents, RestrictionChange } from './contract.ts';
import { listRestrictedStudents } from './service.ts';

const listRoute = route({
  method: 'GET',
  path: '/v1/restricted-students',
  operationId: 'listRestrictedStudents',
  summary: 'Lists the protected students, by number, while the sealed register is open',
  tag: changeOfStudent.tag,
  permission: 'restricted.read',
  query: PageQuery,
  answers: { 200: RestrictedStudents },
  errors: [],
  example: { limit: 50 },
  reads: ({ items }: RestrictedStudents) => [
    { subjects: items.map((it) => it.studentNumber), groups: ['existence', 'identity', 'restrictions'] },
  ],
  handle: ({ query, context: { db, jurisdiction } }) =>
    listRestrictedStudents(db, { page: query, today: todayOf(new Date()), codes: jurisdiction }),
});

const recordRoute = route({
  ...changeOfStudent,
  path: '/v1/students/:number/restrictions',
  operationId: 'addRestriction',
  summary: 'Adds a disclosure restriction of a student, or changes one; what begins or ends protection does so at once',
  permission: 'restricted.read',
  stepUp: true,
  body: RestrictionChange,
  example: {
    guid: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e',
    kind: 'CourtOrdered',
    effectiveOn: '2026-09-01',
    reason: 'The order of the court was seen',
  },
  handle: async ({ params, body, actor, context: { register, jurisdiction, ifMatch, requestId } }) => {
    const { reason = null, ...draft } = body;
    const act = { kind: 'identity.record-restrictions', actor, reason, requestId };
    const addition = { file: 'restrictions', draft } as const;
    const recorded = await perform(register, act, (tx, begun) =>
      recordItem(tx, begun, { number: params.number, version: ifMatch, addition, jurisdiction }),
    );
    return answer(recorded, { etag: recorded.version });
  },
});

export const restrictionRoutes: readonly AnyRoute[] = [listRoute, recordRoute];
