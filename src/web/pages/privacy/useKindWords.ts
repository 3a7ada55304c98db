import { useQuery } from '@tanstack/react-query';
import { scheduleQuery } from '../../api/privacy.ts';
import { useWords } from '../../text/words.tsx';

/** The words of a kind of record, as the retention schedule calls it. */
export function useKindWords(): (recordKind: string | null) => string {
  const { format } = useWords();
  const { data } = useQuery(scheduleQuery);
  return (recordKind) => {
    const found = data?.find((it) => it.recordKind === recordKind);
    return found ? format.words(found.words) : (recordKind ?? '');
  };
}
