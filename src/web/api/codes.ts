import { queryOptions, useQuery } from '@tanstack/react-query';
import type { CodeValue } from '#kernel/rule.ts';
import type { Words } from '#kernel/words.ts';
import { ask } from './client.ts';

type CodeTable = { class: string; title: Words; source: string; values: CodeValue[] };

const codesQuery = queryOptions({
  queryKey: ['codes'],
  queryFn: async ({ signal }) => {
    const { items } = await ask<{ items: CodeTable[] }>('/v1/codes', { signal });
    return { tables: items, byClass: new Map(items.map((table) => [table.class, table.values])) };
  },
  staleTime: Number.POSITIVE_INFINITY,
});

export type Codes = {
  /** The words of a code, or null when it is not known (yet). */
  find(className: string, code: string): Words | null;
  values(className: string): readonly CodeValue[];
  /** All of them, for rules; null while they are not there. */
  tables: readonly CodeTable[] | null;
  /** A value of a code table, as rules ask for it; null when it is not known (yet). */
  code(className: string, code: string): CodeValue | null;
};

/** The jurisdiction's code tables; asked once. */
export function useCodes(): Codes {
  const { data } = useQuery(codesQuery);
  const find = (className: string, code: string) =>
    data?.byClass.get(className)?.find((it) => it.code === code) ?? null;
  return {
    find: (className, code) => find(className, code)?.words ?? null,
    values: (className) => data?.byClass.get(className) ?? [],
    code: find,
    tables: data?.tables ?? null,
  };
}
