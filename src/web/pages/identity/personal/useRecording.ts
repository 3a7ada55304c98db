import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Seen } from '../../../api/personal.ts';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';

type Recorded = { version: number };
type Recording<Change> = {
  send: (seen: Seen, change: Change) => Promise<Recorded>;
  said: string;
  onDone?: () => void;
  /** The change that takes it back; offered in the notice. */
  back?: (change: Change) => Change;
};

/** Records one personal fact, says so with an undo where there is one, and reads the student anew. */
export function useRecording<Change>(seen: Seen, { send, said, onDone, back }: Recording<Change>) {
  const queries = useQueryClient();
  const notice = useNotice();
  const { words } = useWords();
  const renew = () => {
    void queries.invalidateQueries({ queryKey: ['students', seen.studentNumber] });
    void queries.invalidateQueries({ queryKey: ['findings'] });
  };
  return useMutation({
    mutationFn: (change: Change) => send(seen, change),
    onSuccess: ({ version }, change) => {
      renew();
      const undo =
        back &&
        (() =>
          void send({ ...seen, version }, back(change)).then(renew, () => {
            renew();
            notice(words.frame.error.conflict, { tone: 'bad' });
          }));
      notice(said, undo ? { undo } : {});
      onDone?.();
    },
  });
}
