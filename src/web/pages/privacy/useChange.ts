import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../../api/problem.ts';
import { useWords } from '../../text/words.tsx';
import { useNotice } from '../../ui/Notices.tsx';

/** Makes a change, says that it is done, and lets whatever shows privacy matters be read anew. */
export function useChange<Input, Answer>(
  make: (input: Input) => Promise<Answer>,
  { done, onDone }: { done: string; onDone?: (answer: Answer) => void },
) {
  const queries = useQueryClient();
  const say = useNotice();
  return useMutation({
    mutationFn: make,
    onSuccess: (answer) => {
      void queries.invalidateQueries({ queryKey: ['privacy'] });
      void queries.invalidateQueries({ queryKey: ['students'] });
      say(done);
      onDone?.(answer);
    },
  });
}

/** What a change was refused for, with the words of each field that is wrong. */
export function useRefusal(): (error: unknown) => string | null {
  const { words, format } = useWords();
  return (error) => {
    if (!error) return null;
    if (!(error instanceof ApiProblem)) return words.frame.error.unexpected;
    return [format.words(error.detail), ...error.fields.map((it) => format.words(it.message))].join(' · ');
  };
}
