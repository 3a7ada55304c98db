import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type Move, moveCountQuery, movesQuery } from '../../../api/moves.ts';
import { ButtonLink } from '../../../frame/Failure.tsx';
import { PagedTable } from '../../../frame/PagedTable.tsx';
import { useMe } from '../../../frame/session.ts';
import { useQueryText } from '../../../frame/useQueryText.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { PersonName } from '../../../ui/PersonName.tsx';
import surface from '../../../ui/surface.module.css';
import { Tabs } from '../../../ui/Tabs.tsx';
import type { Column } from '../../../ui/table/tableLogic.ts';
import { MoveStatePill } from './MoveStatePill.tsx';
import { daysLeft, filterOf, type MoveView, nameOf, viewsOf } from './moveLogic.ts';

/** Students whom one school enrolled while another still claims them: a school's, or everybody's for the ministry. */
export function MovesPage() {
  const { words } = useWords();
  const said = words.moves;
  const { view, views } = useView();
  const list = useInfiniteQuery(movesQuery(filterOf(view)));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = useColumns(view);
  return (
    <>
      <PageTitle
        title={said.title}
        answer={useAnswer()}
        parent={{ href: paths.access(), label: words.frame.pages.access }}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        <Views view={view} views={views} />
        <PagedTable
          list={list}
          expected={6}
          key={view}
          label={said.list}
          rows={items}
          columns={columns}
          keyOf={(it) => it.moveId}
          nameOf={(it) => it.studentName ?? it.studentNumber}
          hrefOf={(it) => paths.move(it.moveId)}
          saveAs={`moves-${view}`}
          empty={<Nothing view={view} />}
        />
      </div>
    </>
  );
}

function useView(): { view: MoveView; views: MoveView[] } {
  const views = viewsOf(useMe().reach === 'everything');
  const { view } = useQueryText();
  return { views, view: views.find((it) => it === view) ?? views[0] ?? 'live' };
}

function useAnswer(): string | undefined {
  const { words } = useWords();
  const { data } = useQuery(moveCountQuery);
  const reach = useMe().reach;
  if (!data) return undefined;
  const { waiting, coming, contested, away } = data;
  return reach === 'everything'
    ? words.moves.answerMinistry(contested, away)
    : words.moves.answerSchool(waiting, coming);
}

function Views({ view, views }: { view: MoveView; views: MoveView[] }) {
  const { words } = useWords();
  const { data } = useQuery(moveCountQuery);
  const counts = { away: data?.away ?? 0, coming: data?.coming ?? 0, contested: data?.contested ?? 0 };
  return (
    <Tabs
      label={words.moves.view}
      tabs={views.map((it) => ({
        href: paths.moves({ view: it === views[0] ? undefined : it }),
        label: words.moves.views[it],
        isCurrent: it === view,
        // Whoever reaches everybody sees each move from both sides; one side counts it once.
        ...(it === 'settled' ? {} : { count: it === 'live' ? counts.away : counts[it] }),
      }))}
    />
  );
}

function useColumns(view: MoveView): Column<Move>[] {
  const { words, format } = useWords();
  const { today, reach } = useMe();
  const said = words.moves;
  const isAlone = reach === 'organisation';
  const untilOf = (it: Move) => {
    const days = daysLeft(it, today);
    return days === null ? said.untilNever : `${format.day(it.untilOn)} (${said.daysLeft(days)})`;
  };
  const columns: Column<Move>[] = [
    {
      id: 'student',
      header: said.student,
      text: (it) => it.studentName ?? format.studentNumber(it.studentNumber),
      cell: (it) => <PersonName name={it.studentName ?? format.studentNumber(it.studentNumber)} />,
      sort: (it) => it.studentName,
      filter: 'text',
    },
    { id: 'number', header: said.number, text: (it) => format.studentNumber(it.studentNumber), width: 120 },
    {
      id: 'from',
      header: said.from,
      text: (it) => nameOf(it.oldClaim),
      sort: (it) => nameOf(it.oldClaim),
      filter: 'choice',
      width: 160,
      isHidden: isAlone && view === 'away',
    },
    {
      id: 'to',
      header: said.to,
      text: (it) => nameOf(it.newClaim),
      sort: (it) => nameOf(it.newClaim),
      filter: 'choice',
      width: 160,
      isHidden: isAlone && view === 'coming',
    },
    {
      id: 'state',
      header: said.state,
      text: (it) => said.states[it.state],
      cell: (it) => <MoveStatePill state={it.state} />,
      filter: 'choice',
      width: 176,
    },
    {
      id: 'opened',
      header: said.opened,
      text: (it) => format.day(it.openedOn),
      sort: (it) => it.openedOn,
      width: 112,
    },
  ];
  if (view === 'settled') return columns;
  const sort = (it: Move) => (daysLeft(it, today) === null ? null : it.untilOn);
  return [...columns, { id: 'until', header: said.until, text: untilOf, sort, width: 192 }];
}

function Nothing({ view }: { view: MoveView }) {
  const { words } = useWords();
  const said = words.moves;
  const isSettled = view === 'settled';
  // Whoever decides goes on to all that is under way; from there, and for a school, what was settled is what is left to see.
  const onward = { away: 'settled', coming: 'settled', live: 'settled', contested: 'live', settled: undefined }[view];
  const next = (
    <ButtonLink href={paths.moves({ view: onward })} quiet>
      {onward === 'settled' ? said.emptyNext : said.emptySettledNext}
    </ButtonLink>
  );
  return (
    <EmptyState title={said.empty[view]} {...(isSettled ? {} : { tone: 'good' as const })} next={next}>
      <p>{said.emptyWhy[view]}</p>
    </EmptyState>
  );
}
