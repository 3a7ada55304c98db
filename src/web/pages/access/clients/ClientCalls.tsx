import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ClientCall, callsQuery } from '../../../api/clients.ts';
import { PagedTable } from '../../../frame/PagedTable.tsx';
import { useWords } from '../../../text/words.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import type { Column } from '../../../ui/table/tableLogic.ts';

/** What the system called last, and why it was refused when it was. */
export function ClientCalls({ clientId }: { clientId: string }) {
  const { words } = useWords();
  const [shown, setShown] = useState<'all' | 'refused'>('all');
  const list = useInfiniteQuery(callsQuery(clientId, shown === 'refused'));
  const columns = useColumns();
  const said = words.clients;
  const calls = list.data?.pages.flatMap((page) => page.items) ?? [];
  const choices = [
    { value: 'all', label: said.callsAll },
    { value: 'refused', label: said.callsRefused },
  ] as const;
  return (
    <Panel
      title={said.calls}
      aside={<Choices label={said.callsShown} value={shown} choices={choices} onChange={setShown} />}
    >
      <div className={surface.stack}>
        <PagedTable
          list={list}
          expected={4}
          label={said.calls}
          rows={calls}
          columns={columns}
          keyOf={(it) => `${it.at}-${it.requestId}`}
          nameOf={(it) => `${it.operation} ${it.at}`}
          saveAs="client-calls"
          empty={<Nothing isRefused={shown === 'refused'} />}
        />
      </div>
    </Panel>
  );
}

function Nothing({ isRefused }: { isRefused: boolean }) {
  const { words } = useWords();
  const said = words.clients;
  if (isRefused) return <EmptyState title={said.callsNoRefused} tone="good" />;
  return (
    <EmptyState title={said.callsNone}>
      <p>{said.callsNoneWhy}</p>
    </EmptyState>
  );
}

function useColumns(): Column<ClientCall>[] {
  const { words, format } = useWords();
  const said = words.clients;
  const count = (value: number | null) => (value === null ? '–' : format.number(value));
  const why = ({ refusal }: ClientCall) => {
    if (refusal === null) return '';
    return refusal.words ? format.words(refusal.words) : refusal.code;
  };
  return [
    {
      id: 'at',
      header: said.time,
      text: (it) => momentToSecond(format.moment(it.at), it.at),
      sort: (it) => it.at,
      width: 176,
    },
    {
      id: 'operation',
      header: said.operation,
      text: (it) => (it.operation === 'token' ? said.token : it.operation),
      filter: 'choice',
      width: 176,
    },
    {
      id: 'status',
      header: said.status,
      text: (it) => String(it.status),
      cell: (it) => <StatePill tone={it.status < 400 ? 'good' : 'bad'}>{String(it.status)}</StatePill>,
      filter: 'choice',
      width: 120,
    },
    { id: 'why', header: said.why, text: why },
    { id: 'organisation', header: said.represents, text: (it) => it.organisation ?? '–', filter: 'choice', width: 112 },
    { id: 'rows', header: said.rows, text: (it) => count(it.rows), align: 'end', width: 80 },
    { id: 'people', header: said.people, text: (it) => count(it.people), align: 'end', width: 104 },
    {
      id: 'ms',
      header: said.milliseconds,
      text: (it) => format.number(Math.round(it.milliseconds)),
      align: 'end',
      width: 72,
    },
    { id: 'address', header: said.address, text: (it) => it.address, filter: 'choice', width: 136, isHidden: true },
    { id: 'request', header: said.request, text: (it) => it.requestId, width: 304, isHidden: true },
  ];
}

/** `2 Sep 2026, 14:05:09`: whoever looks for one call among many needs the second. */
const momentToSecond = (moment: string, iso: string) => `${moment}:${iso.slice(17, 19)}`;
