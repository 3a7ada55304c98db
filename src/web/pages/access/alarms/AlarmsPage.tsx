import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type Alarm, alarmCountQuery, alarmsQuery } from '../../../api/alarms.ts';
import { ButtonLink } from '../../../frame/Failure.tsx';
import { PagedTable } from '../../../frame/PagedTable.tsx';
import { useQueryText, useSetQueryText } from '../../../frame/useQueryText.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import surface from '../../../ui/surface.module.css';
import type { Column } from '../../../ui/table/tableLogic.ts';
import { useOrganisationNames } from '../../organisations/useOrganisationNames.ts';
import { AlarmDialog } from './AlarmDialog.tsx';
import { AlarmSeverityPill } from './AlarmSeverityPill.tsx';

type View = 'open' | 'settled';

/** Everything that a person must look at, and what was found behind it. */
export function AlarmsPage() {
  const { words } = useWords();
  const query = useQueryText();
  const view: View = query['state'] === 'settled' ? 'settled' : 'open';
  const severity = query['severity'];
  const list = useInfiniteQuery(alarmsQuery({ state: view, severity }));
  const count = useQuery(alarmCountQuery);
  const said = words.alarms;
  const alarms = list.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = useColumns(view, alarms);
  return (
    <>
      <PageTitle
        title={said.title}
        answer={count.data ? said.answer(count.data.open, count.data.unseen) : undefined}
        parent={{ href: paths.access(), label: words.frame.pages.access }}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        <Filters view={view} />
        <PagedTable
          list={list}
          expected={6}
          key={view}
          label={said.list}
          rows={alarms}
          columns={columns}
          keyOf={(it) => it.alarmId}
          nameOf={(it) => it.kind}
          hrefOf={(it) => paths.alarms({ state: query['state'], severity, alarm: it.alarmId })}
          saveAs={`alarms-${view}`}
          empty={<Nothing view={view} />}
        />
      </div>
      <AlarmDialog alarm={alarms.find((it) => it.alarmId === query['alarm']) ?? null} />
    </>
  );
}

function Filters({ view }: { view: View }) {
  const { words } = useWords();
  const query = useQueryText();
  const setQuery = useSetQueryText();
  const said = words.alarms;
  return (
    <search className={surface.row} aria-label={said.filters} data-print="never">
      <Choices
        label={said.view}
        value={view}
        onChange={(chosen) => setQuery({ state: chosen === 'open' ? null : chosen, alarm: null })}
        choices={(['open', 'settled'] as const).map((value) => ({ value, label: said.views[value] }))}
      />
      <NativeSelect
        label={said.severity}
        value={query['severity'] ?? ''}
        onChange={(event) => setQuery({ severity: event.currentTarget.value, alarm: null })}
        data={[
          { value: '', label: said.everySeverity },
          ...(['critical', 'serious', 'notice'] as const).map((value) => ({ value, label: said.severities[value] })),
        ]}
      />
    </search>
  );
}

function useColumns(view: View, alarms: Alarm[]): Column<Alarm>[] {
  const { words, format } = useWords();
  const nameOf = useOrganisationNames(alarms.map((it) => it.organisation));
  const said = words.alarms;
  const shared: Column<Alarm>[] = [
    {
      id: 'what',
      header: said.what,
      text: (it) => format.told(it.words),
      filter: 'text',
    },
    {
      id: 'severity',
      header: said.severity,
      text: (it) => said.severities[it.severity],
      cell: (it) => <AlarmSeverityPill severity={it.severity} />,
      filter: 'choice',
      width: 128,
    },
    {
      id: 'whose',
      header: said.whose,
      text: (it) => nameOf(it.organisation),
      filter: 'choice',
      width: 176,
    },
    {
      id: 'raised',
      header: said.raised,
      text: (it) => format.moment(it.raisedAt),
      cell: (it) => <span title={format.relative(it.raisedAt)}>{format.moment(it.raisedAt)}</span>,
      sort: (it) => it.raisedAt,
      width: 160,
    },
  ];
  const last: Column<Alarm> =
    view === 'open'
      ? { id: 'seen', header: said.seen, text: (it) => it.seen?.by ?? said.unseen, filter: 'choice', width: 160 }
      : {
          id: 'outcome',
          header: said.outcome,
          text: (it) => (it.settled ? format.words(it.settled.verdictWords) : ''),
          filter: 'choice',
          width: 176,
        };
  return [...shared, last];
}

function Nothing({ view }: { view: View }) {
  const { words } = useWords();
  const said = words.alarms;
  if (view === 'open') {
    const next = (
      <ButtonLink href={paths.alarms({ state: 'settled' })} quiet>
        {said.emptyNext}
      </ButtonLink>
    );
    return (
      <EmptyState title={said.empty} tone="good" next={next}>
        <p>{said.emptyWhy}</p>
      </EmptyState>
    );
  }
  const next = (
    <ButtonLink href={paths.alarms()} quiet>
      {said.emptySettledNext}
    </ButtonLink>
  );
  return (
    <EmptyState title={said.emptySettled} next={next}>
      <p>{said.emptySettledWhy}</p>
    </EmptyState>
  );
}
