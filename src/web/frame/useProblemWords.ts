import { NoPasskey } from '../api/passkey.ts';
import { ApiProblem } from '../api/problem.ts';
import { useWords } from '../text/words.tsx';

/** What went wrong, in a sentence for the person who tried; null when nothing did. */
export function useProblemWords(): (error: unknown) => string | null {
  const { words, format } = useWords();
  return (error) => {
    if (error === null || error === undefined) return null;
    if (error instanceof NoPasskey) return words.account.passkeys.notUsed;
    if (!(error instanceof ApiProblem)) return words.frame.error.unexpected;
    const fields = error.fields.map((it) => format.told(it.message));
    const told = error.code === 'http.invalid_request' ? fields : [format.told(error.detail), ...fields];
    const reference = error.status >= 500 && error.requestId ? [words.frame.error.reference(error.requestId)] : [];
    return [...told, ...reference].join(' · ');
  };
}
