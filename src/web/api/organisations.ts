import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  ImportList,
  ImportReport,
  OrganisationDetail,
  OrganisationEntry,
} from '#modules/organisations/contract.ts';
import { ask, type QueryValues } from './client.ts';

export type { ImportReport, OrganisationDetail, OrganisationEntry };
export type PastImport = ImportList['items'][number];

type Page<Item> = { items: Item[]; next: string | null };

/** Organisations by name or code, a handful. */
export function organisationSearchQuery(text: string) {
  return queryOptions({
    queryKey: ['organisations', 'search', text],
    queryFn: async ({ signal }) =>
      (await ask<Page<OrganisationEntry>>('/v1/organisations', { query: { text, limit: 5 }, signal })).items,
    staleTime: 60_000,
  });
}

/** What the list is narrowed by; the names are the API's. */
export type OrganisationFilter = { text?: string; kind?: string; authority?: string; type?: string; grade?: string };

const pageRows = 500;

export function organisationsQuery(filter: OrganisationFilter) {
  return infiniteQueryOptions({
    queryKey: ['organisations', 'list', filter],
    queryFn: ({ pageParam, signal }) => {
      const query: QueryValues = { ...filter, cursor: pageParam, limit: pageRows };
      return ask<Page<OrganisationEntry>>('/v1/organisations', { query, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 60_000,
  });
}

async function askAll(filter: OrganisationFilter, signal: AbortSignal): Promise<OrganisationEntry[]> {
  const items: OrganisationEntry[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<OrganisationEntry> = await ask<Page<OrganisationEntry>>('/v1/organisations', {
      query: { ...filter, cursor, limit: 1000 },
      signal,
    });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}

/** Every authority with the number of its schools: a few hundred in a province. */
export const authoritiesQuery = queryOptions({
  queryKey: ['organisations', 'authorities'],
  queryFn: ({ signal }) => askAll({ kind: 'authority' }, signal),
  staleTime: 300_000,
});

/** Every school of an authority. */
export function schoolsQuery(authority: string) {
  return queryOptions({
    queryKey: ['organisations', 'schools', authority],
    queryFn: ({ signal }) => askAll({ kind: 'school', authority }, signal),
    staleTime: 60_000,
  });
}

export function organisationQuery(code: string) {
  return queryOptions({
    queryKey: ['organisations', 'one', code],
    queryFn: ({ signal }) => ask<OrganisationDetail>(`/v1/organisations/${encodeURIComponent(code)}`, { signal }),
    staleTime: 60_000,
  });
}

/** The imports that wrote, the newest first. */
export const importsQuery = queryOptions({
  queryKey: ['organisations', 'imports'],
  queryFn: async ({ signal }) => (await ask<ImportList>('/v1/organisation-imports', { signal })).items,
});

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['organisations', 'imports', id],
    queryFn: ({ signal }) => ask<ImportReport>(`/v1/organisation-imports/${encodeURIComponent(id)}`, { signal }),
  });
}

export type Importing = { file: File; isRehearsal: boolean };

/** Imports a published file, or rehearses it: what would open, close and change, and what does not fit. */
export function importFile({ file, isRehearsal }: Importing): Promise<ImportReport> {
  const isSheet = file.name.toLowerCase().endsWith('.xlsx');
  const type = isSheet ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv';
  return ask('/v1/organisation-imports', {
    method: 'POST',
    query: { fileName: file.name, rehearse: isRehearsal },
    file: { content: file, type },
  });
}
