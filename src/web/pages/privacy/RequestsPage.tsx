import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { kindWords, stateWords } from '#modules/privacy/requests/rules/states.ts';
import { askerWords } from '#modules/privacy/requests/rules/withhold.ts';
import { choicesQuery, type RequestBrief, type RequestFilter, requestsQuery } from '../../api/privacy.ts';
import { PagedTable } from '../../frame/PagedTable.tsx';
import { useMay } from '../../frame/session.ts';
import { useQueryText, useSetQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useNavigation } from '../../ui/Link.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import surface from '../../ui/surface.module.css';
import type { Column } from '../../ui/table/tableLogic.ts';
import { useOrganisationNames } from '../organisations/useOrganisationNames.ts';
import { DaysLeft } from './DaysLeft.tsx';
import { Parts } from './Parts.tsx';
import { RecordDialog } from './RecordDialog.tsx';

type View = 'open' | 'due' | 'overdue' | 'ended';
const views: readonly View[] = ['open', 'due', 'overdue', 'ended'];
const filterOf: Record<View, RequestFilter> = {
  open: { state: 'open' },
  due: { state: 'open', dueWithinDays: '14' },
  overdue: { state: 'open', dueWithinDays: '-1' },
  ended: { state: 'ended' },
};

/** The privacy desk: requests for access and correction, the most urgent first. */
export function RequestsPage() {
  const { words } = useWords();
  const query = useQueryText();
  const [isRecording, setRecording] = useState(false);
  const { go } = useNavigation();
  const view = views.find((name) => name === query['view']) ?? 'open';
  const filter = { ...filterOf[view], ...(query['kind'] ? { kind: query['kind'] } : {}) };
  const list = useInfiniteQuery(requestsQuery(filter));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = useColumns(rows);
  const said = words.privacy;
  const mayRecord = useMay('privacy.decide');
  useQuery({ ...choicesQuery, enabled: mayRecord }); // so that the form stands as soon as it is asked for
  const record = mayRecord ? <Button onClick={() => setRecording(true)}>{said.record}</Button> : null;
  return (
    <>
      <PageTitle
        title={said.title}
        answer={view === 'open' && list.data && !list.hasNextPage ? said.answer(rows.length) : undefined}
        parent={{ href: paths.access(), label: words.frame.pages.access }}
        actions={record}
        product={words.frame.product}
      />
      <Parts current="requests" />
      <div className={surface.stack}>
        <Filters view={view} />
        <PagedTable
          list={list}
          expected={6}
          label={said.list}
          rows={rows}
          columns={columns}
          keyOf={(it) => it.requestId}
          nameOf={(it) => it.studentName}
          hrefOf={(it) => paths.privacyRequest(it.requestId)}
          saveAs="privacy-requests"
          empty={
            <EmptyState title={said.none} tone="good" next={record}>
              <p>{said.noneWhy}</p>
            </EmptyState>
          }
        />
      </div>
      {isRecording ? (
        <RecordDialog onClose={() => setRecording(false)} onRecorded={(it) => go(paths.privacyRequest(it.requestId))} />
      ) : null}
    </>
  );
}

function Filters({ view }: { view: View }) {
  const { words } = useWords();
  const query = useQueryText();
  const setQuery = useSetQueryText();
  const said = words.privacy;
  return (
    <div className={surface.row} data-print="never">
      <Choices
        label={said.views.label}
        value={view}
        onChange={(chosen) => setQuery({ view: chosen === 'open' ? null : chosen })}
        choices={views.map((name) => ({ value: name, label: said.views[name] }))}
      />
      <NativeSelect
        label={said.kind}
        value={query['kind'] ?? ''}
        onChange={(event) => setQuery({ kind: event.currentTarget.value })}
        data={[
          { value: '', label: said.allKinds },
          { value: 'access', label: said.kinds.access },
          { value: 'correction', label: said.kinds.correction },
        ]}
      />
    </div>
  );
}

function useColumns(requests: RequestBrief[]): Column<RequestBrief>[] {
  const { words, format } = useWords();
  const nameOf = useOrganisationNames(requests.flatMap((it) => [it.organisation, it.receivedBy]));
  const said = words.privacy;
  return [
    { id: 'student', header: said.student, text: (it) => it.studentName, sort: (it) => it.studentName, filter: 'text' },
    { id: 'kind', header: said.kind, text: (it) => format.words(kindWords[it.kind]), filter: 'choice', width: 136 },
    { id: 'state', header: said.state, text: (it) => format.words(stateWords[it.state]), filter: 'choice', width: 120 },
    {
      id: 'left',
      header: said.left,
      text: (it) => String(it.clock.daysLeft),
      cell: (it) => <DaysLeft request={it} />,
      sort: (it) => (it.clock.isPaused || it.closedOn ? null : it.clock.daysLeft),
      width: 156,
    },
    { id: 'due', header: said.due, text: (it) => format.day(it.clock.dueOn), sort: (it) => it.clock.dueOn, width: 116 },
    {
      id: 'asker',
      header: said.askedBy,
      text: (it) => format.words(askerWords[it.askedBy]),
      filter: 'choice',
      width: 124,
    },
    {
      id: 'received',
      header: said.received,
      text: (it) => format.day(it.receivedOn),
      sort: (it) => it.receivedOn,
      width: 120,
    },
    { id: 'custodian', header: said.custodian, text: (it) => nameOf(it.organisation), filter: 'choice', width: 154 },
    {
      id: 'receivedBy',
      header: said.receivedBy,
      text: (it) => nameOf(it.receivedBy),
      filter: 'choice',
      width: 176,
      isHidden: true,
    },
  ];
}
