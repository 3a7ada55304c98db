import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type BudgetWatch, budgetWatchQuery } from '../../../api/budgets.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StatePill, type Tone } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { DataTable } from '../../../ui/table/DataTable.tsx';
import type { Column } from '../../../ui/table/tableLogic.ts';
import { Waiting } from '../../../ui/Waiting.tsx';
import { useOrganisationNames } from '../../organisations/useOrganisationNames.ts';
import { Exceptions } from './Exceptions.tsx';
import { GrantDialog } from './GrantDialog.tsx';

/** Who read how many today, the larger budgets that were granted, and what each role may by the jurisdiction's data. */
export function BudgetsPage() {
  const { words } = useWords();
  const said = words.budgets;
  const { data, error, refetch } = useQuery(budgetWatchQuery);
  const [isGranting, setGranting] = useState(false);
  const stopped = data?.readers.filter((it) => it.isStopped).length ?? 0;
  return (
    <>
      <PageTitle
        title={said.title}
        answer={data ? said.answer(data.readers.length, stopped) : undefined}
        parent={{ href: paths.access(), label: words.frame.pages.access }}
        actions={data ? <Button onClick={() => setGranting(true)}>{said.grant}</Button> : undefined}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
        {data || error ? null : <Waiting rows={6} height={36} />}
        {data ? (
          <>
            <Readers readers={data.readers} />
            <Exceptions />
            <Limits limits={data.limits} />
          </>
        ) : null}
      </div>
      {isGranting ? <GrantDialog onClose={() => setGranting(false)} /> : null}
    </>
  );
}

type Reading = BudgetWatch['readers'][number];

const tones: Record<'free' | 'asked' | 'stopped', Tone> = { free: 'calm', asked: 'warn', stopped: 'bad' };
const stateOf = ({ isAsked, isStopped }: Reading) => {
  if (isStopped) return 'stopped';
  return isAsked ? 'asked' : 'free';
};

function Readers({ readers }: { readers: Reading[] }) {
  const { words } = useWords();
  const said = words.budgets;
  return (
    <section aria-label={said.readers}>
      <DataTable
        label={said.readers}
        rows={readers}
        columns={useColumns(readers)}
        keyOf={(it) => it.id}
        nameOf={(it) => it.name}
        saveAs="budgets"
        empty={
          <EmptyState title={said.noReaders}>
            <p>{said.noReadersWhy}</p>
          </EmptyState>
        }
      />
    </section>
  );
}

function useColumns(readers: Reading[]): Column<Reading>[] {
  const { words, format } = useWords();
  const nameOf = useOrganisationNames(readers.map((it) => it.organisation));
  const said = words.budgets;
  const people = (id: 'hourPeople' | 'dayPeople'): Column<Reading> => ({
    id,
    header: said[id],
    text: (it) => format.number(it[id]),
    sort: (it) => it[id],
    align: 'end',
    width: 168,
  });
  return [
    { id: 'who', header: said.who, text: (it) => it.name, sort: (it) => it.name, filter: 'text' },
    { id: 'kind', header: said.kind, text: (it) => said.kinds[it.kind], filter: 'choice', width: 160 },
    {
      id: 'organisation',
      header: said.organisation,
      text: (it) => nameOf(it.organisation),
      sort: (it) => nameOf(it.organisation),
      filter: 'choice',
      width: 208,
    },
    people('hourPeople'),
    people('dayPeople'),
    {
      id: 'state',
      header: said.state,
      text: (it) => said.states[stateOf(it)],
      cell: (it) => <StatePill tone={tones[stateOf(it)]}>{said.states[stateOf(it)]}</StatePill>,
      filter: 'choice',
      width: 216,
    },
  ];
}

function Limits({ limits }: Pick<BudgetWatch, 'limits'>) {
  const { words, format } = useWords();
  const said = words.budgets;
  const pair = ({ first, second }: { first: number; second: number }) =>
    said.pair(format.number(first), format.number(second));
  return (
    <Panel title={said.limits}>
      <div className={surface.stack}>
        <p className={surface.soft}>{said.limitsWhere}</p>
        <FactList
          facts={limits.map((it) => ({
            label: format.words(it.roleName),
            value: (
              <div>
                <p>{said.perHour(pair(it.hour))}</p>
                <p>{said.perDay(pair(it.day))}</p>
              </div>
            ),
          }))}
        />
      </div>
    </Panel>
  );
}
