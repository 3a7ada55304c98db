import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { alarmCountQuery } from '../api/alarms.ts';
import { matchTasksQuery } from '../api/matches.ts';
import { moveCountQuery } from '../api/moves.ts';
import { findingCountsQuery } from '../api/validation.ts';
import type { EntryName } from './navigation.ts';
import { useMay } from './session.ts';

/** How much waits behind the entries of the navigation, for those the role may use. */
export function useWaiting(): Partial<Record<EntryName, number>> {
  const findings = useQuery({ ...findingCountsQuery({}), enabled: useMay('finding.read') });
  const matches = useInfiniteQuery({ ...matchTasksQuery({ state: 'open' }), enabled: useMay('match.decide') });
  const alarms = useQuery({ ...alarmCountQuery, enabled: useMay('alarm.read') });
  const moves = useQuery({ ...moveCountQuery, enabled: useMay('student.read') });
  return {
    access: (alarms.data?.open ?? 0) + (moves.data?.waiting ?? 0),
    work: findings.data?.total ?? 0,
    matches: matches.data?.pages[0]?.items.length ?? 0,
  };
}
