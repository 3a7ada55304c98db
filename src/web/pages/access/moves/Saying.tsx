import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Move, StatementKind } from '../../../api/moves.ts';
import { useMay } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { SayDialog } from './SayDialog.tsx';

/** What the reader may say of a move now; who may say nothing is told whose word it is. */
export function Saying({ move }: { move: Move }) {
  const { words } = useWords();
  const [kind, setKind] = useState<StatementKind | null>(null);
  const mayDecide = useMay('move.decide');
  const said = words.moves;
  if (move.maySay.length === 0) return <NothingToSay move={move} />;
  return (
    <Panel title={mayDecide ? said.decide : said.yours}>
      <div className={surface.row}>
        {move.maySay.map((it) => (
          <Button key={it} variant={it === 'confirm' ? 'filled' : 'default'} onClick={() => setKind(it)}>
            {said.say[it]}
          </Button>
        ))}
      </div>
      {kind ? <SayDialog key={kind} move={move} kind={kind} onClose={() => setKind(null)} /> : null}
    </Panel>
  );
}

function NothingToSay({ move }: { move: Move }) {
  const { words } = useWords();
  const said = words.moves;
  const mayWrite = useMay('enrolment.write');
  const isLive = move.state === 'open' || move.state === 'contested';
  const other = mayWrite ? said.nothingWhy.other : said.nothingWhy.role;
  return (
    <Panel title={said.nothingToSay}>
      <p className={surface.soft}>{isLive ? other : said.nothingWhy.settled}</p>
    </Panel>
  );
}
