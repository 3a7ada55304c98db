import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { matchTasksQuery } from '../api/matches.ts';
import { findingCountsQuery } from '../api/validation.ts';
import type { EntryName } from './navigation.ts';
import { useMay } from './session.ts';

/** How much waits behind the entries of the navigation, for those the role may use. */
export function useWaiting(): Partial<Record<EntryName, number>> {
  const findings = useQuery({ ...findingCountsQuery({}), enabled: useMay('finding.read') });
  const matches = useInfiniteQuery({ ...matchTasksQuery({ state: 'open' }), enabled: useMay('match.decide') });
  return { work: findings.data?.total ?? 0, matches: matches.data?.pages[0]?.items.length ?? 0 };
}
