import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { StudentContacts } from '../../../api/identity.ts';
import { afterRestriction, type RestrictionChange, recordRestriction } from '../../../api/restrictions.ts';
import { useNotice } from '../../../ui/Notices.tsx';

/** Keeps a restriction or its end, says so, and reads the student anew. */
export function useRecording(contacts: StudentContacts, { said, onDone }: { said: string; onDone: () => void }) {
  const queries = useQueryClient();
  const notice = useNotice();
  return useMutation({
    mutationFn: (change: RestrictionChange) => recordRestriction(contacts, change),
    onSuccess: () => {
      void afterRestriction(queries, contacts.studentNumber);
      notice(said);
      onDone();
    },
  });
}
