import { useMutation, useQueryClient } from '@tanstack/react-query';
import { afterSupport } from '../../../api/support.ts';
import { useNotice } from '../../../ui/Notices.tsx';

type Saying<Said> = { send: (it: Said) => Promise<unknown>; said: string | null; onDone: () => void };

/** Sends something about a student, says that it is kept (null: it is said elsewhere), and reads the student anew. */
export function useSaid<Said>(number: string, { send, said, onDone }: Saying<Said>) {
  const queries = useQueryClient();
  const notice = useNotice();
  return useMutation({
    mutationFn: send,
    onSuccess: () => {
      void afterSupport(queries, number);
      if (said !== null) notice(said);
      onDone();
    },
  });
}
