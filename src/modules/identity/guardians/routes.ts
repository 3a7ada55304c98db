import type { AnyRoute } from '#platform/http/route.ts';
import { route } from '#platform/http/route.ts';
import { GuardianLimitDraft } from '../contract.ts';
import { changeOfStudent, record } from '../routes.ts';

const limitRoute = route({
  ...changeOfStudent,
  path: '/v1/students/:number/guardian-limits',
  operationId: 'addGuardianLimit',
  summary:
    'Adds what a guardian of a student may not do, with the paper behind it; ends or corrects one, takes one back or restores it',
  body: GuardianLimitDraft,
  example: {
    guid: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e',
    guardianId: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5f',
    kind: 'no_pick_up',
    effectiveOn: '2026-09-01',
    orderType: 'parenting_order',
    orderReference: 'Court of King’s Bench 2604 11873',
  },
  handle: ({ params, body, ...rest }) => record(params.number, { file: 'guardian_limits', draft: body }, rest),
});

export const guardianRoutes: readonly AnyRoute[] = [limitRoute];
