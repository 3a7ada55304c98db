import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { writeQuery } from '../paths.ts';

/** What stands in the address after `?`, as texts. */
export function useQueryText(): Partial<Record<string, string>> {
  return useSearch({ strict: false });
}

/** Changes a part of what stands after `?`; the page's state is its address. Typing replaces, choosing adds a step to go back. */
export function useSetQueryText(): (patch: Record<string, string | null>, how?: 'replace' | 'push') => void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const current = useQueryText();
  return useCallback(
    (patch, how = 'push') => {
      const query = writeQuery({ ...current, ...patch });
      void navigate({ href: `${pathname}${query}`, replace: how === 'replace', resetScroll: false });
    },
    [navigate, pathname, current],
  );
}
