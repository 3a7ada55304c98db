import { queryOptions } from '@tanstack/react-query';
import type { Budget, BudgetException, BudgetGrant, BudgetWatch } from '#modules/access/budgets/contract.ts';
import { ask } from './client.ts';

export type { Budget, BudgetException, BudgetGrant, BudgetWatch };

/** How many different people the signed-in person has read, and may. */
export const budgetQuery = queryOptions({
  queryKey: ['budgets', 'own'],
  queryFn: ({ signal }) => ask<Budget>('/v1/budget', { signal }),
});

/** What each role may read, and who read how many today. */
export const budgetWatchQuery = queryOptions({
  queryKey: ['budgets', 'watch'],
  queryFn: ({ signal }) => ask<BudgetWatch>('/v1/budgets', { signal }),
});

export const budgetExceptionsQuery = queryOptions({
  queryKey: ['budgets', 'exceptions'],
  queryFn: async ({ signal }) => (await ask<{ items: BudgetException[] }>('/v1/budget-exceptions', { signal })).items,
});

export function grantBudget(body: BudgetGrant): Promise<BudgetException> {
  return ask('/v1/budget-exceptions', { method: 'POST', body, idempotencyKey: crypto.randomUUID() });
}

export function endBudgetException(exceptionId: string): Promise<BudgetException> {
  return ask(`/v1/budget-exceptions/${encodeURIComponent(exceptionId)}`, { method: 'DELETE' });
}
