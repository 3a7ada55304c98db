import { Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Move, moveQuery, type StatementKind, sayOfMove } from '../../../api/moves.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useWords } from '../../../text/words.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { nameOf, needsWords, sightAfter, sightIn } from './moveLogic.ts';

type SayDialogProps = { move: Move; kind: StatementKind; onClose: () => void };

/** What would change, why, and the act; asked once. */
export function SayDialog({ move, kind, onClose }: SayDialogProps) {
  const { words } = useWords();
  const said = words.moves;
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const say = useSay({ move, kind, onDone: onClose });
  const isMissing = needsWords(kind) && text.trim() === '';
  const isGuardian = kind === 'guardian';
  const why = needsWords(kind) ? said.words : said.wordsOptional;
  const submit = () => {
    setTried(true);
    if (!isMissing) say.mutate(text.trim());
  };
  return (
    <ActDialog title={said.say[kind]} act={said.say[kind]} acting={say} onAct={submit} onClose={onClose}>
      <WouldChange move={move} kind={kind} />
      <Textarea
        data-autofocus
        label={isGuardian ? said.guardianWords : why}
        description={isGuardian ? said.guardianHint : said.wordsHint}
        value={text}
        rows={3}
        maxLength={1000}
        error={isTried && isMissing ? said.wordsNeeded : null}
        onChange={(event) => setText(event.currentTarget.value.replaceAll('\n', ' '))}
      />
    </ActDialog>
  );
}

function WouldChange({ move, kind }: { move: Move; kind: StatementKind }) {
  const { words } = useWords();
  const said = words.moves;
  const [fresh, old] = [nameOf(move.newClaim), nameOf(move.oldClaim)];
  const [before, after] = [sightIn(move.state), sightAfter(kind, move.state)];
  const sees = { everything: said.everything, minimum: said.minimum, nothing: words.frame.none };
  return (
    <>
      <p>{said.means[kind](fresh, old)}</p>
      <FactList
        columns="one"
        facts={[
          { label: said.wouldSeeOf(fresh), value: before === after ? said.unchanged(sees[after]) : sees[after] },
          { label: said.wouldSeeOf(old), value: said.unchanged(said.everything) },
        ]}
      />
    </>
  );
}

function useSay({ move, kind, onDone }: { move: Move; kind: StatementKind; onDone: () => void }) {
  const { words } = useWords();
  const queries = useQueryClient();
  const notify = useNotice();
  return useMutation({
    mutationFn: (text: string) => sayOfMove(move.moveId, { kind, ...(text === '' ? {} : { words: text }) }),
    onSuccess: async (after) => {
      queries.setQueryData(moveQuery(move.moveId).queryKey, after);
      notify(words.moves.done[kind]);
      onDone();
      await queries.invalidateQueries({ queryKey: ['moves'] });
      await queries.invalidateQueries({ queryKey: ['students', move.studentNumber] });
    },
  });
}
