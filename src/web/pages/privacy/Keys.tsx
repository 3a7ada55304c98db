import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type DataKey, keysQuery, proposeDisposal } from '../../api/privacy.ts';
import { Failure } from '../../frame/Failure.tsx';
import { Refusal } from '../../frame/Refusal.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useNavigation } from '../../ui/Link.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatePill, type Tone } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { DataTable } from '../../ui/table/DataTable.tsx';
import type { Column } from '../../ui/table/tableLogic.ts';
import { useChange } from './useChange.ts';

const tones: Record<DataKey['because'], Tone> = {
  due: 'warn',
  term: 'calm',
  open: 'calm',
  kept: 'calm',
  held: 'person',
  destroyed: 'good',
  empty: 'calm',
};

/** The keys under which texts and files are sealed, and when each may go. */
export function Keys() {
  const { words, format } = useWords();
  const { go } = useNavigation();
  const { data, error, refetch } = useQuery(keysQuery);
  const said = words.privacy.disposals;
  const propose = useChange(
    (key: DataKey) => proposeDisposal({ keyId: key.keyId, reason: `${format.words(key.words)} ${key.period}` }),
    { done: said.proposed, onDone: (it) => go(paths.disposal(it.disposalId)) },
  );
  const columns = useColumns((key) => propose.mutate(key));
  return (
    <Panel title={said.keys} aside={<span className={surface.soft}>{said.keysHint}</span>}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      <Refusal error={propose.error} />
      {data ? (
        <DataTable
          label={said.keys}
          rows={data}
          columns={columns}
          keyOf={(it) => it.keyId}
          nameOf={(it) => `${format.words(it.words)} ${it.period}`}
          saveAs="data-keys"
          empty={<EmptyState title={said.keysNone} />}
        />
      ) : null}
    </Panel>
  );
}

function useColumns(onPropose: (key: DataKey) => void): Column<DataKey>[] {
  const { words, format } = useWords();
  const said = words.privacy.disposals;
  return [
    {
      id: 'kind',
      header: said.kind,
      text: (it) => format.words(it.words),
      sort: (it) => format.words(it.words),
      filter: 'choice',
    },
    { id: 'period', header: said.period, text: (it) => String(it.period), sort: (it) => it.period, width: 96 },
    { id: 'sealed', header: said.sealed, text: (it) => `${said.texts(it.texts)}, ${said.files(it.files)}`, width: 176 },
    {
      id: 'due',
      header: said.mayGo,
      text: (it) => said.because[it.because],
      cell: (it) => (
        <span className={surface.row}>
          <StatePill tone={tones[it.because]}>{said.because[it.because]}</StatePill>
          {it.dueOn ? format.day(it.dueOn) : null}
          {it.because === 'due' ? (
            <Button size="compact-xs" variant="default" onClick={() => onPropose(it)}>
              {said.proposeKey}
            </Button>
          ) : null}
        </span>
      ),
      filter: 'choice',
      width: 360,
    },
  ];
}
