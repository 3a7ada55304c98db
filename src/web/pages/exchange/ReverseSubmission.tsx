import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Reversal, reversalQuery, reverseSubmission, type Submission } from '../../api/exchange.ts';
import { Failure } from '../../frame/Failure.tsx';
import { useMay } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { isLongEnough, ReasonField } from '../../ui/ReasonField.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import { Effects } from './Effects.tsx';
import styles from './SubmissionPage.module.css';

/** Opens the dialog in which a submission is reversed, for those with the right and while the day lasts. */
export function ReverseSubmission({ submission }: { submission: Submission }) {
  const { words } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { submissionId: id, finishedAt, isRehearsal, reversedAt } = submission;
  const may = useMay('submission.reverse') && finishedAt !== null && !isRehearsal && reversedAt === null;
  const { data } = useQuery({ ...reversalQuery(id), enabled: may });
  if (!may || data?.state !== 'possible') return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.submissions.reversal.open}
      </Button>
      {isOpen ? <Preview id={id} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** What would come of it, and the reason; nothing is done before. */
function Preview({ id, onClose }: { id: string; onClose: () => void }) {
  const { words } = useWords();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const { data } = useQuery(reversalQuery(id));
  const said = words.submissions.reversal;
  const reverse = useMutation({
    mutationFn: () => reverseSubmission(id, reason.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['submissions'] });
      onClose();
    },
  });
  return (
    <Dialog
      title={said.title}
      isOpen
      onClose={onClose}
      size="wide"
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {said.keep}
          </Button>
          <ReasonButton
            color="red"
            loading={reverse.isPending}
            reason={isLongEnough(reason) ? null : said.reasonNeeded}
            onClick={() => reverse.mutate()}
          >
            {said.confirm}
          </ReasonButton>
        </>
      }
    >
      <div className={surface.stack}>
        {reverse.error ? <Failure error={reverse.error} /> : null}
        <p>{said.what}</p>
        {data ? <Expected reversal={data} /> : <Waiting rows={2} />}
        <ReasonField label={said.reason} hint={said.reasonHint} value={reason} onChange={setReason} isFirst />
        <Effects id={id} />
      </div>
    </Dialog>
  );
}

function Expected({ reversal }: { reversal: Reversal }) {
  const { words, format } = useWords();
  const said = words.submissions.reversal;
  const { putBack, stays, numbers, isCounted, until } = reversal;
  return (
    <p role="status">
      <strong>{said.would(putBack, stays)}</strong> {numbers > 0 ? said.numbers(numbers) : null}{' '}
      {isCounted ? null : said.onlyPart} {until === null ? null : said.until(format.moment(until))}
    </p>
  );
}

/** Says that a submission was reversed, by whom, and what of it stays. */
export function Reversed({ submission }: { submission: Submission }) {
  const { words, format } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { submissionId: id, reversedAt } = submission;
  const may = useMay('submission.reverse') && reversedAt !== null;
  const { data } = useQuery({ ...reversalQuery(id), enabled: may });
  const said = words.submissions.reversal;
  if (reversedAt === null) return null;
  return (
    <div className={styles.repeats} role="status">
      {data?.state === 'running'
        ? said.running
        : said.done(format.moment(reversedAt), data?.askedBy ?? submission.organisation)}{' '}
      {data?.state === 'finished' ? said.result(data.putBack, data.stays) : null}{' '}
      {may ? (
        <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
          {said.see}
        </Button>
      ) : null}
      <Dialog title={said.effects} isOpen={isOpen} onClose={() => setOpen(false)} size="wide">
        <Effects id={id} />
      </Dialog>
    </div>
  );
}
