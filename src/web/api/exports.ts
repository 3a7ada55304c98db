import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  ExportAsk,
  ExportChoices,
  ExportPreview,
  ExportRequest,
  ExportScope,
} from '#modules/privacy/exports/contract.ts';
import { ask, askFile } from './client.ts';

export type { ExportAsk, ExportChoices, ExportPreview, ExportRequest, ExportScope };
export type ExportView = 'mine' | 'waiting' | 'all';

type Page = { items: ExportRequest[]; next: string | null };

export function exportsQuery(view: ExportView) {
  return infiniteQueryOptions({
    queryKey: ['exports', 'list', view],
    queryFn: ({ pageParam, signal }) =>
      ask<Page>('/v1/exports', { query: { view, cursor: pageParam, limit: 200 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** One export; while it is being made it is asked for anew every other second. */
export function exportQuery(exportId: string) {
  return queryOptions({
    queryKey: ['exports', 'one', exportId],
    queryFn: ({ signal }) => ask<ExportRequest>(`/v1/exports/${encodeURIComponent(exportId)}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'approved' ? 2_000 : false),
  });
}

export const exportChoicesQuery = queryOptions({
  queryKey: ['exports', 'choices'],
  queryFn: ({ signal }) => ask<ExportChoices>('/v1/export-choices', { signal }),
  staleTime: 600_000,
});

export function exportPreviewQuery(scope: ExportScope) {
  return queryOptions({
    queryKey: ['exports', 'preview', scope],
    queryFn: ({ signal }) => ask<ExportPreview>('/v1/export-previews', { method: 'POST', body: scope, signal }),
    retry: false,
  });
}

export function askForExport(body: ExportAsk, idempotencyKey: string): Promise<ExportRequest> {
  return ask('/v1/exports', { method: 'POST', body, idempotencyKey });
}

const act = (exportId: string, what: string, body: unknown = undefined): Promise<ExportRequest> =>
  ask(`/v1/exports/${encodeURIComponent(exportId)}/${what}`, {
    method: 'POST',
    ...(body === undefined ? {} : { body }),
  });

export const approveExport = (exportId: string, note: string) =>
  act(exportId, 'approvals', note === '' ? {} : { note });
export const refuseExport = (exportId: string, note: string) => act(exportId, 'refusal', { note });
export const withdrawExport = (exportId: string) => act(exportId, 'withdrawal');

export const resumeExport = (exportId: string) => act(exportId, 'resumption');

/** The encrypted file; each call counts. */
export function fetchExport(exportId: string): Promise<Blob> {
  return askFile(`/v1/exports/${encodeURIComponent(exportId)}/fetches`, { method: 'POST' });
}
