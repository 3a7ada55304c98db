import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Alarm, AlarmCount, Settlement } from '#modules/access/alarms/contract.ts';
import { ask } from './client.ts';

export type { Alarm, Settlement };

type Page = { items: Alarm[]; next: string | null };
export type AlarmFilter = { state: 'open' | 'settled'; severity?: string | undefined };

/** Alarms within reach, the latest first; looked at anew every minute. */
export function alarmsQuery(filter: AlarmFilter) {
  return infiniteQueryOptions({
    queryKey: ['alarms', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      ask<Page>('/v1/alarms', { query: { ...filter, cursor: pageParam, limit: 200 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 60_000,
  });
}

/** How many are open, for the frame. */
export const alarmCountQuery = queryOptions({
  queryKey: ['alarms', 'count'],
  queryFn: ({ signal }) => ask<AlarmCount>('/v1/alarms/count', { signal }),
  refetchInterval: 60_000,
  staleTime: 30_000,
});

export function seeAlarm(alarmId: string): Promise<Alarm> {
  return ask(`/v1/alarms/${encodeURIComponent(alarmId)}/sight`, { method: 'POST' });
}

export function settleAlarm(alarmId: string, settlement: Settlement): Promise<Alarm> {
  return ask(`/v1/alarms/${encodeURIComponent(alarmId)}/settlement`, { method: 'POST', body: settlement });
}
