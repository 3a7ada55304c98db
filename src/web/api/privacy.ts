import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Consents } from '#modules/privacy/consent/contract.ts';
import type { RequestBrief, RequestDetail } from '#modules/privacy/requests/contract.ts';
import type { DisposalBrief, DisposalDetail, Hold, StudentRetention } from '#modules/privacy/retention/contract.ts';
import { addressOf, ask, askFile, type QueryValues } from './client.ts';

export type { Consents, DisposalBrief, DisposalDetail, Hold, RequestBrief, RequestDetail, StudentRetention };
export type Disagreement = {
  requestId: string;
  field: string;
  fieldWords: { en: string; fr: string };
  statement: string | null;
  on: string;
};
export type Choice = { code: string; en: string; fr: string };
export type Choices = {
  legalBases: { access: Choice[]; correction: Choice[] };
  identityProofs: Choice[];
  pauseReasons: Choice[];
  extensionReasons: Choice[];
  correctionFields: (Choice & { file: string | null })[];
};
export type RetentionLine = {
  recordKind: string;
  words: { en: string; fr: string };
  trigger: string;
  years: number | null;
  action: 'keep' | 'destroy' | 'destroy_key';
  source: string;
};
export type Preview = {
  dueBy: string;
  people: number;
  rows: number;
  heldPeople: number;
  examples: { studentNumber: string; dueOn: string; rows: number; fate: string }[];
};
export type DataKey = {
  keyId: string;
  words: { en: string; fr: string };
  period: number;
  texts: number;
  files: number;
  dueOn: string | null;
  because: 'due' | 'term' | 'open' | 'kept' | 'held' | 'destroyed' | 'empty';
  destroyedAt: string | null;
};

type Page<Item> = { items: Item[]; next: string | null };
export type RequestFilter = { kind?: string; state?: string; dueWithinDays?: string; studentNumber?: string };

export function requestsQuery(filter: RequestFilter) {
  return infiniteQueryOptions({
    queryKey: ['privacy', 'requests', filter],
    queryFn: ({ pageParam, signal }) =>
      ask<Page<RequestBrief>>('/v1/privacy-requests', {
        query: { ...filter, limit: 100, cursor: pageParam } as QueryValues,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function requestQuery(requestId: string) {
  return queryOptions({
    queryKey: ['privacy', 'request', requestId],
    queryFn: ({ signal }) => ask<RequestDetail>(`/v1/privacy-requests/${encodeURIComponent(requestId)}`, { signal }),
  });
}

export const choicesQuery = queryOptions({
  queryKey: ['privacy', 'choices'],
  queryFn: ({ signal }) => ask<Choices>('/v1/privacy-choices', { signal }),
  staleTime: 300_000,
});

export function recordRequest(body: Record<string, unknown>): Promise<RequestDetail> {
  return ask('/v1/privacy-requests', { method: 'POST', body });
}

export function moveRequest(request: RequestDetail, body: Record<string, unknown>): Promise<RequestDetail> {
  return ask(`/v1/privacy-requests/${request.requestId}/moves`, { method: 'POST', body, version: request.version });
}

export function preparePackage(request: RequestDetail): Promise<unknown> {
  return ask(`/v1/privacy-requests/${request.requestId}/package`, { method: 'POST', version: request.version });
}

export function deliverPackage(request: RequestDetail, recipient: string | null): Promise<Blob> {
  return askFile(`/v1/privacy-requests/${request.requestId}/delivery`, {
    method: 'POST',
    body: { recipient },
    version: request.version,
  });
}

export function addRequestFile(requestId: string, file: File): Promise<unknown> {
  const type = ['application/pdf', 'image/png', 'image/jpeg'].includes(file.type)
    ? file.type
    : 'application/octet-stream';
  return ask(`/v1/privacy-requests/${requestId}/files`, {
    method: 'POST',
    query: { name: file.name },
    file: { content: file, type },
  });
}

export function requestFileAddress(requestId: string, fileId: string): string {
  return `/v1/privacy-requests/${requestId}/files/${fileId}`;
}

export function disagreementsQuery(number: string) {
  return queryOptions({
    queryKey: ['students', number, 'disagreements'],
    queryFn: async ({ signal }) =>
      (await ask<{ items: Disagreement[] }>(`/v1/students/${number}/disagreements`, { signal })).items,
  });
}

export function consentsQuery(number: string) {
  return queryOptions({
    queryKey: ['students', number, 'consents'],
    queryFn: ({ signal }) => ask<Consents>(`/v1/students/${number}/consents`, { signal }),
  });
}

export function giveConsent(number: string, body: Record<string, unknown>): Promise<Consents> {
  return ask(`/v1/students/${number}/consents`, { method: 'POST', body });
}

export function withdrawConsent(number: string, consentId: string, body: Record<string, unknown>): Promise<Consents> {
  return ask(`/v1/students/${number}/consents/${consentId}/withdrawal`, { method: 'POST', body });
}

export function retentionQuery(number: string) {
  return queryOptions({
    queryKey: ['students', number, 'retention'],
    queryFn: ({ signal }) => ask<StudentRetention>(`/v1/students/${number}/retention`, { signal }),
  });
}

export const scheduleQuery = queryOptions({
  queryKey: ['privacy', 'schedule'],
  queryFn: async ({ signal }) => (await ask<{ items: RetentionLine[] }>('/v1/retention-schedule', { signal })).items,
  staleTime: 300_000,
});

export const holdsQuery = queryOptions({
  queryKey: ['privacy', 'holds'],
  queryFn: async ({ signal }) => (await ask<{ items: Hold[] }>('/v1/legal-holds', { signal })).items,
});

export function placeHold(body: Record<string, unknown>): Promise<unknown> {
  return ask('/v1/legal-holds', { method: 'POST', body });
}

export function liftHold(holdId: string, reason: string): Promise<unknown> {
  return ask(`/v1/legal-holds/${holdId}/lifting`, { method: 'POST', body: { reason } });
}

export const disposalsQuery = queryOptions({
  queryKey: ['privacy', 'disposals'],
  queryFn: async ({ signal }) => (await ask<{ items: DisposalBrief[] }>('/v1/disposals', { signal })).items,
});

export function disposalQuery(disposalId: string) {
  return queryOptions({
    queryKey: ['privacy', 'disposal', disposalId],
    queryFn: ({ signal }) => ask<DisposalDetail>(`/v1/disposals/${encodeURIComponent(disposalId)}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'approved' ? 1500 : false),
  });
}

export function previewQuery(recordKind: string) {
  return queryOptions({
    queryKey: ['privacy', 'preview', recordKind],
    queryFn: ({ signal }) => ask<Preview>('/v1/disposal-previews', { query: { recordKind }, signal }),
    enabled: recordKind !== '',
  });
}

export function proposeDisposal(body: Record<string, unknown>): Promise<DisposalDetail> {
  return ask('/v1/disposals', { method: 'POST', body });
}

export function approveDisposal(disposalId: string): Promise<DisposalDetail> {
  return ask(`/v1/disposals/${disposalId}/approvals`, { method: 'POST' });
}

export function withdrawDisposal(disposalId: string): Promise<unknown> {
  return ask(`/v1/disposals/${disposalId}/withdrawal`, { method: 'POST' });
}

export function certificateAddress(disposalId: string, form: 'json' | 'pdf'): string {
  return addressOf(`/v1/disposals/${disposalId}/certificate${form === 'pdf' ? '.pdf' : ''}`);
}

export const keysQuery = queryOptions({
  queryKey: ['privacy', 'keys'],
  queryFn: async ({ signal }) => (await ask<{ items: DataKey[] }>('/v1/data-keys', { signal })).items,
});
