import { useInfiniteQuery } from '@tanstack/react-query';
import { type MatchTask, matchTasksQuery } from '../../api/matches.ts';
import { useQueryText } from '../../frame/useQueryText.ts';

export type QueueFilter = { school?: string | undefined; why?: string | undefined };

/** The part of the address that narrows the queue; the desk carries it along, so that the next one is the next of these. */
export function useQueueFilter(): QueueFilter {
  const { school, why } = useQueryText();
  return { school, why };
}

/** Students who wait (or were decided), the longest waiting first, narrowed by school and reason. */
export function useQueue(state: 'open' | 'decided', isEnabled: boolean) {
  const { school, why } = useQueueFilter();
  const list = useInfiniteQuery({ ...matchTasksQuery({ state }), enabled: isEnabled });
  const all: MatchTask[] = list.data?.pages.flatMap((page) => page.items) ?? [];
  const tasks = all.filter((task) => (!school || task.organisation === school) && (!why || task.reason === why));
  return { list, all, tasks };
}
