import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { afterEnrolment, type EnrolmentStatement, enrolmentQuery, submitEnrolment } from '../../../api/drafts.ts';
import { type Enrolment, markEnrolment } from '../../../api/enrolment.ts';
import { ApiProblem } from '../../../api/problem.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { useNavigation } from '../../../ui/Link.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { draftOf, type EnrolmentDraft, type Merged, mergeDrafts, readDraft } from './draft.ts';
import type { Edited } from './useJudged.ts';

type Conflict = { mine: EnrolmentDraft; theirs: Enrolment; merged: Merged };
type Saving = { first: EnrolmentDraft; edited: Edited; onMerged: (draft: EnrolmentDraft) => void };

/** Saves the draft as it was seen. Where somebody else came first, one's changes are put on top of what stands now, and saving is asked again. */
export function useSaving({ first, edited: opened, onMerged }: Saving) {
  const queries = useQueryClient();
  const { words } = useWords();
  const say = useNotice();
  const undo = useUndo();
  const [edited, setEdited] = useState(opened);
  const [base, setBase] = useState(first);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const { number, id } = edited;
  const send = useMutation({
    mutationFn: ({ statement }: { draft: EnrolmentDraft; statement: EnrolmentStatement }) =>
      submitEnrolment({ number, id, version: edited.previous?.version ?? null }, statement),
    onSuccess: (after) => {
      afterEnrolment(queries, number);
      const said = words.enrolmentEditor;
      const school = after.schoolName ?? after.schoolCode;
      say(edited.previous ? said.saved(school) : said.added(school), { undo: () => undo(edited.previous, after) });
    },
    onError: async (error, { draft }) => {
      if (!(error instanceof ApiProblem) || ![409, 412, 428].includes(error.status)) return;
      const theirs = await queries.fetchQuery({ ...enrolmentQuery(number, id), staleTime: 0 }).catch(() => null);
      if (theirs === null || theirs.isDeleted) return;
      const merged = mergeDrafts(base, draft, draftOf(theirs));
      setEdited({ ...edited, previous: theirs });
      setBase(draftOf(theirs));
      setConflict({ mine: draft, theirs, merged });
      onMerged(merged.draft);
    },
  });
  useShown(number, send.isSuccess);
  return {
    edited,
    base,
    conflict,
    forgetConflict: () => setConflict(null),
    isPending: send.isPending,
    isSaved: send.isSuccess,
    error: send.error,
    save: (draft: EnrolmentDraft, statement: EnrolmentStatement) => send.mutate({ draft, statement }),
  };
}

/** Goes back to the student once nothing is left unsaved. */
function useShown(number: string, isSaved: boolean): void {
  const { go } = useNavigation();
  useEffect(() => {
    if (isSaved) go(paths.student(number, 'enrolments'));
  }, [isSaved, go, number]);
}

/** Takes a save back: what was added is deleted, what was changed stands as before. */
function useUndo() {
  const queries = useQueryClient();
  const say = useNotice();
  const { words, format } = useWords();
  const undo = useMutation({
    mutationFn: ({ before, after }: { before: Enrolment | null; after: Enrolment }) => {
      const { studentNumber: number, enrolmentId: id, version } = after;
      const statement = before && readDraft(draftOf(before)).statement;
      return statement ? submitEnrolment({ number, id, version }, statement) : markEnrolment(after, 'delete');
    },
    onSuccess: ({ studentNumber }) => {
      afterEnrolment(queries, studentNumber);
      say(words.enrolmentEditor.undone);
    },
    onError: (error) => {
      if (error instanceof ApiProblem) say(format.words(error.detail), { tone: 'bad' });
    },
  });
  return (before: Enrolment | null, after: Enrolment) => undo.mutate({ before, after });
}
