import { useInfiniteQuery } from '@tanstack/react-query';
import { type ExportRequest, type ExportView, exportsQuery } from '../../../api/exports.ts';
import { ButtonLink } from '../../../frame/Failure.tsx';
import { PagedTable } from '../../../frame/PagedTable.tsx';
import { useMay } from '../../../frame/session.ts';
import { useQueryText } from '../../../frame/useQueryText.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { StatePill, type Tone } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { Tabs } from '../../../ui/Tabs.tsx';
import type { Column } from '../../../ui/table/tableLogic.ts';
import { useOrganisationNames } from '../../organisations/useOrganisationNames.ts';

/** What leaves the register in bulk: mine, those that wait for me, all in reach. */
export function ExportsPage() {
  const { words } = useWords();
  const said = words.exports;
  const mayAsk = useMay('export.ask');
  const view = useView();
  const list = useInfiniteQuery(exportsQuery(view));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = useColumns(items);
  const askIt = mayAsk ? <ButtonLink href={paths.exportNew()}>{said.askNow}</ButtonLink> : null;
  return (
    <>
      <PageTitle
        title={said.title}
        answer={said.answer}
        parent={{ href: paths.access(), label: words.frame.pages.access }}
        actions={askIt}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        <Views view={view} />
        <PagedTable
          list={list}
          expected={6}
          key={view}
          label={said.list}
          rows={items}
          columns={columns}
          keyOf={(it) => it.exportId}
          nameOf={(it) => it.receiverName}
          hrefOf={(it) => paths.export(it.exportId)}
          saveAs={`exports-${view}`}
          empty={
            <EmptyState title={said.empty[view]} next={view === 'mine' ? askIt : undefined}>
              <p>{said.emptyWhy[view]}</p>
            </EmptyState>
          }
        />
      </div>
    </>
  );
}

const views = ['mine', 'waiting', 'all'] as const;

/** Whoever asks sees theirs first, whoever only approves what waits. */
function useView(): ExportView {
  const query = useQueryText();
  const first = useMay('export.ask') ? 'mine' : 'all';
  return views.find((it) => it === query['view']) ?? first;
}

function Views({ view }: { view: ExportView }) {
  const { words } = useWords();
  const mayAsk = useMay('export.ask');
  const mayApprove = useMay('export.approve');
  const shown = views.filter((it) => (it === 'mine' ? mayAsk : it === 'all' || mayApprove));
  return (
    <Tabs
      label={words.exports.view}
      tabs={shown.map((it) => ({
        href: paths.exports({ view: it }),
        label: words.exports.views[it],
        isCurrent: it === view,
      }))}
    />
  );
}

const tones: Record<ExportRequest['state'], Tone> = {
  asked: 'person',
  approved_once: 'person',
  approved: 'accent',
  paused: 'warn',
  made: 'good',
  fetched: 'good',
  expired: 'calm',
  refused: 'bad',
  withdrawn: 'calm',
};

export function ExportStatePill({ it }: { it: Pick<ExportRequest, 'state' | 'stateWords'> }) {
  const { format } = useWords();
  return <StatePill tone={tones[it.state]}>{format.words(it.stateWords)}</StatePill>;
}

function useColumns(items: ExportRequest[]): Column<ExportRequest>[] {
  const { words, format } = useWords();
  const nameOf = useOrganisationNames(items.map((it) => it.organisation));
  const said = words.exports;
  return [
    {
      id: 'receiver',
      header: said.receiver,
      text: (it) => it.receiverName,
      sort: (it) => it.receiverName,
      filter: 'text',
    },
    {
      id: 'state',
      header: said.state,
      text: (it) => format.words(it.stateWords),
      cell: (it) => <ExportStatePill it={it} />,
      filter: 'choice',
      width: 236,
    },
    { id: 'purpose', header: said.purpose, text: (it) => format.words(it.purposeWords), filter: 'choice', width: 208 },
    {
      id: 'people',
      header: said.people,
      text: (it) => format.number(it.peopleCounted),
      sort: (it) => it.peopleCounted,
      align: 'end',
      width: 116,
    },
    {
      id: 'by',
      header: said.organisation,
      text: (it) => `${it.askedBy}, ${nameOf(it.organisation)}`,
      filter: 'text',
      width: 206,
    },
    {
      id: 'asked',
      header: said.askedAt,
      text: (it) => format.moment(it.askedAt),
      sort: (it) => it.askedAt,
      width: 160,
    },
  ];
}
