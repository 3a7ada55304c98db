import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  Comparison,
  Remark,
  Reversal,
  Submission,
  SubmissionEffect,
  SubmissionItem,
  SubmissionState,
  SubmissionSummary,
} from '#modules/exchange/contract.ts';
import { addressOf, ask, askFile, type QueryValues } from './client.ts';

export type {
  Comparison,
  Remark,
  Reversal,
  Submission,
  SubmissionEffect,
  SubmissionItem,
  SubmissionState,
  SubmissionSummary,
};

type Page<Item> = { items: Item[]; next: string | null };

export function submissionsQuery(query: { organisation?: string; state?: string; limit?: number; cursor?: string }) {
  return queryOptions({
    queryKey: ['submissions', 'list', query],
    queryFn: ({ signal }) => ask<Page<SubmissionSummary>>('/v1/submissions', { query, signal }),
    staleTime: 10_000,
  });
}

export const submissionPagesQuery = infiniteQueryOptions({
  queryKey: ['submissions', 'list', 'pages'],
  queryFn: ({ pageParam, signal }) =>
    ask<Page<SubmissionSummary>>('/v1/submissions', { query: { cursor: pageParam, limit: 100 }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

const addressOfSubmission = (id: string) => `/v1/submissions/${encodeURIComponent(id)}`;

export function submissionQuery(id: string) {
  return queryOptions({
    queryKey: ['submissions', id, 'one'],
    queryFn: ({ signal }) => ask<Submission>(addressOfSubmission(id), { signal }),
  });
}

export type ItemFilter = { fate?: string; file?: string; rule?: string; student?: string };

export function itemsQuery(id: string, filter: ItemFilter) {
  return infiniteQueryOptions({
    queryKey: ['submissions', id, 'items', filter],
    queryFn: ({ pageParam, signal }) =>
      ask<Page<SubmissionItem>>(`${addressOfSubmission(id)}/items`, {
        query: { ...filter, limit: 200, cursor: pageParam } as QueryValues,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** Where the live progress of a submission is told. */
export function eventsAddress(id: string): string {
  return `${addressOfSubmission(id)}/events`;
}

export function reportAddress(
  id: string,
  query: { format: 'csv' | 'xlsx' | 'ndjson'; fate?: string; lang: string },
): string {
  return addressOf(`${addressOfSubmission(id)}/report`, query);
}

const typesByEnding: Partial<Record<string, string>> = {
  zip: 'application/zip',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  csv: 'text/csv',
};

export type Submitting = { file: File; organisation: string; isRehearsal: boolean };

export function submitFile({ file, organisation, isRehearsal }: Submitting): Promise<Submission> {
  const type = typesByEnding[file.name.toLowerCase().split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return ask('/v1/submissions', {
    method: 'POST',
    query: { organisation, fileName: file.name, rehearse: isRehearsal },
    file: { content: file, type },
  });
}

export function resubmitItem(id: string, ordinal: number, fields: Record<string, string>) {
  return ask<{ item: SubmissionItem; changed: SubmissionItem[] }>(
    `${addressOfSubmission(id)}/items/${ordinal}/resubmit`,
    {
      method: 'POST',
      body: { fields },
    },
  );
}

/** Stops a submission after the batch under way. */
export function cancelSubmission(id: string): Promise<Submission> {
  return ask(`${addressOfSubmission(id)}/cancel`, { method: 'POST' });
}

export function comparisonQuery(id: string, otherId: string) {
  return queryOptions({
    queryKey: ['submissions', id, 'comparison', otherId],
    queryFn: ({ signal }) =>
      ask<Comparison>(`${addressOfSubmission(id)}/comparison/${encodeURIComponent(otherId)}`, { signal }),
  });
}

/** Whether a submission can be reversed, and what became of it; asked again while it is under way. */
export function reversalQuery(id: string) {
  return queryOptions({
    queryKey: ['submissions', id, 'reversal'],
    queryFn: ({ signal }) => ask<Reversal>(`${addressOfSubmission(id)}/reversal`, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1000 : false),
  });
}

/** How many effects one looks at before deciding; the rest are in the answer of the API. */
export const effectsShown = 200;

export function effectsQuery(id: string, { onlyStays }: { onlyStays: boolean }) {
  return queryOptions({
    queryKey: ['submissions', id, 'effects', onlyStays],
    queryFn: ({ signal }) =>
      ask<Page<SubmissionEffect>>(`${addressOfSubmission(id)}/effects`, {
        query: { limit: effectsShown, ...(onlyStays && { stays: 'true' }) },
        signal,
      }),
  });
}

export function reverseSubmission(id: string, reason: string): Promise<Reversal> {
  return ask(`${addressOfSubmission(id)}/reversal`, { method: 'POST', body: { reason } });
}

/** A file of the demonstration, ready to be submitted for an organisation. */
export type DemonstrationFile = {
  name: string;
  organisation: string;
  about: { en: string; fr: string };
  sizeBytes: number;
};

export const demonstrationFilesQuery = queryOptions({
  queryKey: ['demonstration', 'files'],
  queryFn: async ({ signal }) =>
    (await ask<{ items: DemonstrationFile[] }>('/v1/demonstration/files', { signal })).items,
  staleTime: 300_000,
  retry: false,
});

export function demonstrationFileAddress({ name }: DemonstrationFile): string {
  return `/v1/demonstration/files/${encodeURIComponent(name)}`;
}

export async function fetchDemonstrationFile(file: DemonstrationFile): Promise<File> {
  return new File([await askFile(demonstrationFileAddress(file))], file.name);
}
