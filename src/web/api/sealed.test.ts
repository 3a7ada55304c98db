import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { forgetWhatWasRead } from './sealed.ts';

test('what cannot be read any more is gone after the sealed register closed, and the rest is read anew', async () => {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: Number.POSITIVE_INFINITY } } });
  let isOpen = true;
  const look = (key: string, answer: () => string) => {
    const queryFn = () => (isOpen || key === 'everyday' ? answer() : Promise.reject(new Error('not found')));
    return new QueryObserver(queries, { queryKey: [key], queryFn }).subscribe(() => undefined);
  };
  queries.setQueryData(['left behind'], 'a protected student');
  const leave = [look('protected', () => 'a protected student'), look('everyday', () => (isOpen ? 'then' : 'now'))];
  await queries.refetchQueries();
  isOpen = false;
  await forgetWhatWasRead(queries);
  const told = queries.getQueryCache().getAll();
  expect(told.map(({ queryKey, state }) => [queryKey[0], state.data])).toEqual([
    ['protected', undefined],
    ['everyday', 'now'],
  ]);
  for (const unsubscribe of leave) unsubscribe();
});
