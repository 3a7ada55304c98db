import { useQueryClient } from '@tanstack/react-query';
import { type Me, sessionQuery } from '../api/session.ts';
import { paths } from '../paths.ts';
import { hasChosenLanguage, useWords } from '../text/words.tsx';
import { useNavigation } from '../ui/Link.tsx';

/** After signing in: forgets what the person before saw, takes the account's language unless one was chosen here, and goes on. */
export function useEntered(): (me: Me, back?: string) => void {
  const queries = useQueryClient();
  const { go } = useNavigation();
  const { setLanguage } = useWords();
  return (me, back) => {
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, me);
    if (!hasChosenLanguage()) setLanguage(me.account.language);
    if (me.assurance?.lacksSecondFactor) return go(paths.secondFactor());
    go(back !== undefined && isOurs(back) ? back : paths.home());
  };
}

/** Whether an address leads to a page of ours: a path, and no other host behind it. */
function isOurs(back: string): boolean {
  return new URL(back, window.location.origin).origin === window.location.origin && /^\/(?![/\\])/.test(back);
}
