import { Button } from '@mantine/core';
import { moves as legalMoves } from '#modules/validation/rules/states.ts';
import type { Finding } from '../../api/validation.ts';
import { useMay } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import type { Moves } from './useMoves.tsx';

/** What can be done with the selected items; each succeeds or is refused alone. */
export function BulkMoves({ findings, moves }: { findings: Finding[]; moves: Moves }) {
  const { words, format } = useWords();
  const may = useMay('finding.acknowledge');
  const mayOverride = useMay('finding.override');
  if (findings.length === 0 || !may) return null;
  const shown = (['acknowledge', 'snooze', 'note'] as const).map((move) => (
    <Button key={move} size="xs" variant="default" onClick={() => moves.make(move, findings)}>
      {format.words(legalMoves[move].words)}
    </Button>
  ));
  return (
    <>
      <Button size="xs" loading={moves.isBusy} onClick={() => moves.make('assign', findings, { assignee: 'me' })}>
        {words.table.finding.take}
      </Button>
      {shown}
      {mayOverride ? (
        <Button size="xs" variant="default" onClick={() => moves.make('override', findings)}>
          {format.words(legalMoves.override.words)}
        </Button>
      ) : null}
    </>
  );
}
