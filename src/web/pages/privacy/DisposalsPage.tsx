import { useQuery } from '@tanstack/react-query';
import { disposalStateWords } from '#modules/privacy/retention/rules/disposal.ts';
import { type DisposalBrief, disposalsQuery } from '../../api/privacy.ts';
import { Failure } from '../../frame/Failure.tsx';
import { useMay } from '../../frame/session.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { DataTable } from '../../ui/table/DataTable.tsx';
import type { Column } from '../../ui/table/tableLogic.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { DisposalState } from './DisposalState.tsx';
import { DueNow } from './DueNow.tsx';
import { Keys } from './Keys.tsx';
import { Parts } from './Parts.tsx';

/** Disposal: what is due, what was proposed, what was destroyed; and the keys. */
export function DisposalsPage() {
  const { words } = useWords();
  const { data, error, refetch } = useQuery(disposalsQuery);
  const mayPropose = useMay('disposal.propose');
  const columns = useColumns();
  const said = words.privacy.disposals;
  const waiting = data?.filter((it) => it.state === 'proposed').length ?? 0;
  return (
    <>
      <PageTitle
        title={said.title}
        answer={data ? said.answer(waiting) : undefined}
        parent={{ href: paths.access(), label: words.frame.pages.access }}
        product={words.frame.product}
      />
      <Parts current="disposals" />
      <div className={surface.stack}>
        {mayPropose ? <DueNow /> : null}
        {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Waiting rows={3} height={36} /> : null}
        {data ? (
          <Panel title={said.list}>
            <DataTable
              label={said.list}
              rows={data}
              columns={columns}
              keyOf={(it) => it.disposalId}
              nameOf={(it) => it.reason}
              hrefOf={(it) => paths.disposal(it.disposalId)}
              saveAs="disposals"
              empty={
                <EmptyState title={said.none}>
                  <p>{said.noneWhy}</p>
                </EmptyState>
              }
            />
          </Panel>
        ) : null}
        {mayPropose ? <Keys /> : null}
      </div>
    </>
  );
}

function useColumns(): Column<DisposalBrief>[] {
  const { words, format } = useWords();
  const said = words.privacy.disposals;
  const whatOf = (it: DisposalBrief) =>
    it.target === 'key' ? said.keyOf(format.words(it.words)) : format.words(it.words);
  return [
    { id: 'what', header: said.what, text: whatOf, sort: whatOf, filter: 'text' },
    {
      id: 'state',
      header: said.state,
      text: (it) => format.words(disposalStateWords[it.state]),
      cell: (it) => <DisposalState state={it.state} />,
      filter: 'choice',
      width: 264,
    },
    {
      id: 'approvals',
      header: said.approvals,
      text: (it) => said.of(it.approvals.length, it.approvalsNeeded),
      width: 128,
    },
    {
      id: 'people',
      header: words.privacy.disposal.people,
      text: (it) => format.number(it.people.waiting + it.people.done + it.people.kept),
      align: 'end',
      width: 104,
    },
    {
      id: 'proposed',
      header: said.proposedOn,
      text: (it) => format.moment(it.proposedAt),
      sort: (it) => it.proposedAt,
      width: 168,
    },
    { id: 'by', header: said.by, text: (it) => it.proposedBy, filter: 'choice', width: 176 },
  ];
}
