import { z } from 'zod';
import { Guid } from '#kernel/ids.ts';
import { perform } from '#platform/act.ts';
import { type AnyRoute, answer, route } from '#platform/http/route.ts';
import { errors as accessErrors } from '../errors.ts';
import {
  Budget,
  BudgetException,
  BudgetExceptions,
  BudgetExceptionsQuery,
  BudgetGrant,
  BudgetWatch,
} from './contract.ts';
import { budgetErrors as errors } from './errors.ts';
import { getBudget } from './service/admit.ts';
import { endBudgetException, grantBudget, listBudgetExceptions } from './service/exceptions.ts';
import { watchBudgets } from './service/watch.ts';

const tag = 'Budgets';
const Params = z.strictObject({ exceptionId: Guid });

const ownRoute = route({
  method: 'GET',
  path: '/v1/budget',
  operationId: 'getBudget',
  summary: 'Says how many different people you have read in this hour and day, and how many you may',
  tag,
  permission: 'signed-in',
  answers: { 200: Budget },
  errors: [],
  handle: ({ actor, context: { register, jurisdiction } }) =>
    getBudget(register, { actor, now: new Date(), parameters: jurisdiction }),
});

const watchRoute = route({
  method: 'GET',
  path: '/v1/budgets',
  operationId: 'watchBudgets',
  summary:
    'Says what each role may read, and how many different people each account and client within reach read today',
  tag,
  permission: 'budget.grant',
  answers: { 200: BudgetWatch },
  errors: [],
  handle: ({ actor, context: { register, jurisdiction } }) =>
    watchBudgets(register, { actor, now: new Date(), parameters: jurisdiction }),
});

const listRoute = route({
  method: 'GET',
  path: '/v1/budget-exceptions',
  operationId: 'listBudgetExceptions',
  summary: 'Lists the larger budgets within reach that run or ended within the last month',
  tag,
  permission: 'budget.grant',
  query: BudgetExceptionsQuery,
  answers: { 200: BudgetExceptions },
  errors: [accessErrors.organisation_out_of_reach],
  example: { organisation: 'S.K001' },
  handle: async ({ query, actor, context: { db } }) => ({
    items: await listBudgetExceptions(db, { actor, organisation: query.organisation, now: new Date() }),
  }),
});

const grantRoute = route({
  method: 'POST',
  path: '/v1/budget-exceptions',
  operationId: 'grantBudget',
  summary: 'Grants an account a larger budget for a time; nobody grants it to themselves',
  tag,
  permission: 'budget.grant',
  body: BudgetGrant,
  answers: { 201: BudgetException },
  errors: [accessErrors.account_not_found, errors.exception_for_yourself, errors.exception_too_long],
  stepUp: true,
  idempotent: true,
  example: {
    accountId: '01990000-0000-7000-8000-000000000004',
    hourPeople: 3000,
    dayPeople: 6000,
    reason: 'Checks every record of the school before the count day',
    endsAt: '2026-10-01T18:00:00Z',
  },
  handle: async ({ body, actor, context: { register, jurisdiction, requestId } }) => {
    const act = { kind: 'access.grant-budget', actor, requestId, reason: body.reason };
    const granted = await perform(register, act, (tx, begun) =>
      grantBudget(tx, begun, { grant: body, parameters: jurisdiction }),
    );
    return answer(granted, { status: 201 });
  },
});

const endRoute = route({
  method: 'DELETE',
  path: '/v1/budget-exceptions/:exceptionId',
  operationId: 'endBudgetException',
  summary: 'Ends a larger budget before its time',
  tag,
  permission: 'budget.grant',
  params: Params,
  answers: { 200: BudgetException },
  errors: [errors.exception_not_found],
  handle: ({ params, actor, context: { register, requestId } }) =>
    perform(register, { kind: 'access.end-budget-exception', actor, requestId }, (tx, act) =>
      endBudgetException(tx, act, params.exceptionId),
    ),
});

export const budgetRoutes: readonly AnyRoute[] = [ownRoute, watchRoute, listRoute, grantRoute, endRoute];
