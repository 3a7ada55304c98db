import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Words } from '#kernel/words.ts';
import type {
  Drill,
  DrillPerson,
  LedgerRead,
  LedgerReader,
  LedgerReads,
  Look,
  Looks,
} from '#modules/access/ledger/contract.ts';
import { addressOf, ask, type QueryValues } from './client.ts';

export type { Drill, DrillPerson, LedgerRead, LedgerReader, Look };

type Page<Item> = { items: Item[]; next: string | null };
const looksAddress = (number: string) => `/v1/students/${encodeURIComponent(number)}/looks`;

/** Who looked at a student's record, the latest first. */
export function looksQuery(number: string) {
  return infiniteQueryOptions({
    queryKey: ['students', number, 'looks'],
    queryFn: ({ pageParam, signal }) =>
      ask<Looks>(looksAddress(number), { query: { cursor: pageParam, limit: 200 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // Every look at this list is itself one more look: it is not asked again by itself.
    staleTime: 60_000,
  });
}

/** The looks as a text for the student, in the student's language. */
export function letterAddress(number: string, lang: 'en' | 'fr'): string {
  return addressOf(`${looksAddress(number)}/letter`, { lang });
}

/** Says that a look was wrong. */
export function reportLook(number: string, readId: number, note: string) {
  return ask<{ organisation: { code: OrganisationCode; name: string } }>(`${looksAddress(number)}/${readId}/report`, {
    method: 'POST',
    body: { note },
    idempotencyKey: `look-${readId}`,
  });
}

/** A filter of the ledger as it stands in the address. */
export type LedgerFilter = {
  organisation?: string;
  account?: string;
  client?: string;
  student?: string;
  door?: string;
  purpose?: string;
  from?: string;
  to?: string;
};

export function ledgerQuery(filter: LedgerFilter) {
  return infiniteQueryOptions({
    queryKey: ['ledger', 'reads', filter],
    queryFn: ({ pageParam, signal }) =>
      ask<LedgerReads>('/v1/ledger/reads', { query: { ...filter, cursor: pageParam, limit: 200 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 60_000,
  });
}

export const ledgerStateQuery = queryOptions({
  queryKey: ['ledger', 'state'],
  queryFn: ({ signal }) =>
    ask<{ sealedRows: number; unsealedRows: number; head: { payload: string; keyId: string } | null }>(
      '/v1/ledger/state',
      {
        signal,
      },
    ),
});

export type DrillAsked = { account?: string; client?: string; from: string; to: string };

export function drillQuery(asked: DrillAsked) {
  return queryOptions({
    queryKey: ['ledger', 'drill', asked],
    queryFn: ({ signal }) => ask<Drill>('/v1/ledger/drill', { query: asked, signal }),
    staleTime: 60_000,
  });
}

export function drillPeopleQuery(asked: DrillAsked) {
  return infiniteQueryOptions({
    queryKey: ['ledger', 'drill', 'people', asked],
    queryFn: ({ pageParam, signal }) =>
      ask<Page<DrillPerson>>('/v1/ledger/drill/people', { query: { ...asked, cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 60_000,
  });
}

/** Everybody, as a file. */
export function drillFileAddress(asked: DrillAsked): string {
  return addressOf('/v1/ledger/drill/people.csv', asked);
}

export function noticeAddress(asked: DrillAsked, how: { to: string; lang: string; format: string }): string {
  const { to, ...rest } = how;
  return addressOf('/v1/ledger/drill/notice', { ...asked, to_whom: to, ...rest } satisfies QueryValues);
}

export type AccountEntry = {
  accountId: string;
  name: string;
  roleName: Words;
  organisation: { code: string; name: string };
};

/** The accounts within reach, to choose one whose reads are asked for. */
export const ledgerAccountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: async ({ signal }) => (await ask<{ items: AccountEntry[] }>('/v1/accounts', { signal })).items,
  staleTime: 60_000,
});
