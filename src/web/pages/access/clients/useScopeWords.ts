import { isScopeName, scopes } from '#modules/access/clients/rules/scopes.ts';
import { useWords } from '../../../text/words.tsx';

/** What a scope allows, in the reader's language. */
export function useScopeWords(): (scope: string) => string {
  const { format } = useWords();
  return (scope) => (isScopeName(scope) ? format.words(scopes[scope].words) : scope);
}
