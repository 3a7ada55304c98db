import { useMutation, useQueryClient } from '@tanstack/react-query';
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
