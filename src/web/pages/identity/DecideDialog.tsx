import { Textarea } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { itemsQuery, type SubmissionItem } from '../../api/exchange.ts';
import type { Decision, MatchTaskDetail } from '../../api/matches.ts';
import { ActDialog } from '../../frame/ActDialog.tsx';
import { useWords } from '../../text/words.tsx';
import surface from '../../ui/surface.module.css';
import styles from './Matches.module.css';

type DecideDialogProps = {
  task: MatchTaskDetail;
  wish: Decision;
  deciding: { isPending: boolean; error: unknown };
  onClose: () => void;
  onDecide: (decision: Decision) => void;
};

/** What a decision does, asked once: which rows it releases, that it lasts, and a note for later. */
export function DecideDialog({ task, wish, deciding, onClose, onDecide }: DecideDialogProps) {
  const { words, format } = useWords();
  const [note, setNote] = useState('');
  const said = words.matches;
  const isSame = wish.decision === 'same';
  const title = isSame
    ? said.confirmSame(task.displayName, format.studentNumber(wish.number))
    : said.confirmNew(task.displayName);
  const text = note.trim();
  return (
    <ActDialog
      title={title}
      act={said.confirmYes[wish.decision]}
      acting={deciding}
      onAct={() => onDecide({ ...wish, ...(text ? { note: text } : {}) })}
      isActFirst
      onClose={onClose}
    >
      <p>{isSame ? said.sameMeans : said.isNewMeans}</p>
      <HeldRows task={task} />
      <p className={surface.soft}>
        {said.lasting} {said.irreversible}
      </p>
      <Textarea
        label={said.note}
        description={said.noteHint}
        value={note}
        rows={2}
        maxLength={500}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActDialog>
  );
}

/** The rows that wait for this decision, counted by file. */
function HeldRows({ task }: { task: MatchTaskDetail }) {
  const { words, format } = useWords();
  const said = words.matches;
  const list = useInfiniteQuery({
    ...itemsQuery(task.submissionId ?? '', { fate: 'held', student: task.localStudentId }),
    enabled: task.submissionId !== null,
  });
  if (task.submissionId === null) return <p>{said.noSubmission}</p>;
  if (list.error) return null;
  if (!list.data) return <p role="status">{said.counting}</p>;
  const items = list.data.pages.flatMap((page) => page.items);
  return (
    <div role="status">
      <p>
        <strong>{(list.hasNextPage ? said.releasedSome : said.released)(items.length)}</strong>
      </p>
      <ul className={styles.files}>
        {byFile(items).map(({ file, count }) => (
          <li key={file}>
            {words.submissions.files[file]} <strong>{format.number(count)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}

function byFile(items: SubmissionItem[]): { file: SubmissionItem['file']; count: number }[] {
  const files = [...new Set(items.map(({ file }) => file))];
  return files.map((file) => ({ file, count: items.filter((item) => item.file === file).length }));
}
