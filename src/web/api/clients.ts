import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client, ClientBrief, ClientCalls, ClientScopes } from '#modules/access/clients/contract.ts';
import { ask } from './client.ts';

export type { Client, ClientBrief };
export type ClientCall = ClientCalls['items'][number];
export type Scopes = ClientScopes;

/** What a form says of a client; the names are the API's. */
export type ClientSettings = {
  name: string;
  software: string;
  contactEmail: string;
  represents: string[];
  scopes: string[];
  networks: string[];
  isDpopRequired: boolean;
  validUntil: string;
};

export const clientsQuery = queryOptions({
  queryKey: ['clients', 'list'],
  queryFn: async ({ signal }) => (await ask<{ items: ClientBrief[] }>('/v1/clients', { signal })).items,
});

export function clientQuery(clientId: string) {
  return queryOptions({
    queryKey: ['clients', 'one', clientId],
    queryFn: ({ signal }) => ask<Client>(addressOfClient(clientId), { signal }),
  });
}

export const scopesQuery = queryOptions({
  queryKey: ['clients', 'scopes'],
  queryFn: ({ signal }) => ask<Scopes>('/v1/client-scopes', { signal }),
  staleTime: 300_000,
});

/** The last calls, the latest first; asked anew every few seconds, since one looks at them while one tries. */
export function callsQuery(clientId: string, refusedOnly: boolean) {
  return infiniteQueryOptions({
    queryKey: ['clients', 'calls', clientId, refusedOnly],
    queryFn: ({ pageParam, signal }) =>
      ask<ClientCalls>(`${addressOfClient(clientId)}/calls`, {
        query: { refused: refusedOnly, before: pageParam, limit: 50 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 5000,
  });
}

export function registerClient(input: ClientSettings & { publicKey: string; organisation?: string }): Promise<Client> {
  return ask('/v1/clients', { method: 'POST', body: input });
}

export function changeClient({ clientId, version }: Client, changes: Partial<ClientSettings>): Promise<Client> {
  return ask(addressOfClient(clientId), { method: 'PATCH', body: changes, version });
}

export function addKey(clientId: string, input: { publicKey: string; endOthers: boolean }): Promise<Client> {
  return ask(`${addressOfClient(clientId)}/keys`, { method: 'POST', body: input });
}

export function removeKey(clientId: string, keyId: string): Promise<Client> {
  return ask(`${addressOfClient(clientId)}/keys/${encodeURIComponent(keyId)}`, { method: 'DELETE' });
}

export function disableClient(clientId: string, reason: string): Promise<Client> {
  return ask(`${addressOfClient(clientId)}/disable`, { method: 'POST', body: { reason } });
}

export function enableClient(clientId: string): Promise<Client> {
  return ask(`${addressOfClient(clientId)}/enable`, { method: 'POST' });
}

const addressOfClient = (clientId: string) => `/v1/clients/${encodeURIComponent(clientId)}`;
