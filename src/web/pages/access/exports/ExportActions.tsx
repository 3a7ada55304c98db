import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  approveExport,
  type ExportRequest,
  fetchExport,
  refuseExport,
  resumeExport,
  withdrawExport,
} from '../../../api/exports.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { Refusal } from '../../../frame/Refusal.tsx';
import { useMay } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import { saveFile } from '../../../ui/saveText.ts';

type Asking = 'approve' | 'refuse' | null;

/** What the reader may do with an export; what they may not says why. */
export function ExportActions({ it }: { it: ExportRequest }) {
  const { words, format } = useWords();
  const said = words.exports;
  const mayApprove = useMay('export.approve');
  const [asking, setAsking] = useState<Asking>(null);
  const { run, acting } = useActs(it, () => setAsking(null));
  const because = (move: ExportRequest['moves']['fetch']) => (move.because ? format.words(move.because) : null);
  const { approve, refuse, withdraw, resume, fetch } = it.moves;
  const isWaiting = it.state === 'asked' || it.state === 'approved_once';
  return (
    <>
      {it.isYours && withdraw.may ? (
        <Button variant="default" loading={acting.isPending} onClick={() => run('withdraw')}>
          {said.withdraw}
        </Button>
      ) : null}
      {mayApprove && !it.isYours && refuse.may ? (
        <Button variant="default" onClick={() => setAsking('refuse')}>
          {said.refuse}
        </Button>
      ) : null}
      {mayApprove && isWaiting ? (
        <ReasonButton reason={because(approve)} onClick={() => setAsking('approve')}>
          {said.approve}
        </ReasonButton>
      ) : null}
      {it.isYours && it.state === 'paused' ? (
        <ReasonButton reason={because(resume)} loading={acting.isPending} onClick={() => run('resume')}>
          {said.resume}
        </ReasonButton>
      ) : null}
      {it.isYours && it.file ? (
        <ReasonButton reason={because(fetch)} loading={acting.isPending} onClick={() => run('fetch')}>
          {said.fetch}
        </ReasonButton>
      ) : null}
      {asking === null ? <Refusal error={acting.error} /> : null}
      {asking ? (
        <Decide it={it} asking={asking} acting={acting} onClose={() => setAsking(null)} onDecide={run} />
      ) : null}
    </>
  );
}

type Act = 'approve' | 'refuse' | 'withdraw' | 'resume' | 'fetch';

function useActs(it: ExportRequest, onDone: () => void) {
  const { words } = useWords();
  const queries = useQueryClient();
  const notify = useNotice();
  const said = words.exports;
  const done: Record<Act, string> = {
    approve: said.approved,
    refuse: said.refused,
    withdraw: said.withdrawn,
    resume: said.resumed,
    fetch: said.saved,
  };
  const acting = useMutation({
    mutationFn: async ({ what, note }: { what: Act; note: string }) => {
      if (what === 'approve') await approveExport(it.exportId, note);
      else if (what === 'refuse') await refuseExport(it.exportId, note);
      else if (what === 'withdraw') await withdrawExport(it.exportId);
      else if (what === 'resume') await resumeExport(it.exportId);
      else
        saveFile({ name: `matricula-export-${it.exportId}.${it.format}.age`, content: await fetchExport(it.exportId) });
    },
    onSuccess: async (_result, { what }) => {
      onDone();
      notify(done[what]);
      await queries.invalidateQueries({ queryKey: ['exports'] });
    },
  });
  return { run: (what: Act, note = '') => acting.mutate({ what, note }), acting };
}

type DecideProps = {
  it: ExportRequest;
  asking: 'approve' | 'refuse';
  acting: { isPending: boolean; error: unknown };
  onClose: () => void;
  onDecide: (what: Act, note: string) => void;
};

const noteMin = 5;

/** Asked once: what an approval does, or why it is refused. */
function Decide({ it, asking, acting, onClose, onDecide }: DecideProps) {
  const { words } = useWords();
  const said = words.exports;
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const isRefusal = asking === 'refuse';
  const isShort = isRefusal && note.trim().length < noteMin;
  return (
    <ActDialog
      title={isRefusal ? said.refuseTitle : said.approveTitle}
      act={isRefusal ? said.refuse : said.approve}
      acting={acting}
      onAct={() => {
        setTried(true);
        if (!isShort) onDecide(asking, note.trim());
      }}
      onClose={onClose}
    >
      {isRefusal ? null : <p>{said.approveMeans(it.peopleCounted)}</p>}
      <Textarea
        data-autofocus
        label={isRefusal ? said.refuseNote : said.note}
        description={isRefusal ? said.refuseNoteHint : said.noteHint}
        value={note}
        rows={3}
        maxLength={1000}
        error={isTried && isShort ? said.refuseNeeded : null}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
