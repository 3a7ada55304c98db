import type { MatchTask } from '../../api/matches.ts';
import { ButtonLink } from '../../frame/Failure.tsx';
import { PagedTable } from '../../frame/PagedTable.tsx';
import { useMay } from '../../frame/session.ts';
import { useQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { PersonName } from '../../ui/PersonName.tsx';
import { StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import type { Column } from '../../ui/table/tableLogic.ts';
import { useOrganisationNames } from '../organisations/useOrganisationNames.ts';
import { MatchesOfMine } from './MatchesOfMine.tsx';
import { MatchFilters } from './MatchFilters.tsx';
import { MatchOutcome } from './MatchOutcome.tsx';
import { useQueue, useQueueFilter } from './useQueue.ts';

/** Submitted students of whom a person decides who they are. */
export function MatchesPage() {
  return useMay('match.decide') ? <Queue /> : <MatchesOfMine />;
}

function Queue() {
  const { words } = useWords();
  const query = useQueryText();
  const filter = useQueueFilter();
  const state = query['state'] === 'decided' ? 'decided' : 'open';
  const { list, all, tasks } = useQueue(state, true);
  const columns = useColumns(state, all);
  const said = words.matches;
  const [first] = tasks;
  return (
    <>
      <PageTitle
        title={said.title}
        answer={useAnswer({ state, all, isComplete: list.data !== undefined && !list.hasNextPage })}
        actions={
          state === 'open' && first ? (
            <ButtonLink href={paths.match(first.taskId, filter)}>{said.start}</ButtonLink>
          ) : null
        }
        product={words.frame.product}
      />
      <div className={surface.stack}>
        {query['decided'] ? (
          <MatchOutcome taskId={query['decided']} isLast={list.data !== undefined && all.length === 0} />
        ) : null}
        <MatchFilters state={state} tasks={all} />
        <PagedTable
          list={list}
          expected={8}
          key={state}
          label={state === 'open' ? said.list : said.listDecided}
          rows={tasks}
          columns={columns}
          keyOf={(task) => task.taskId}
          nameOf={(task) => task.displayName}
          hrefOf={(task) => paths.match(task.taskId, filter)}
          saveAs={`matches-${state}`}
          empty={<Nobody state={state} isFiltered={all.length > 0} />}
        />
      </div>
    </>
  );
}

type AnswerOf = { state: 'open' | 'decided'; all: MatchTask[]; isComplete: boolean };

function useAnswer({ state, all, isComplete }: AnswerOf): string | undefined {
  const { words, format } = useWords();
  const said = words.matches;
  const [longest] = all;
  if (!isComplete) return all.length > 0 && state === 'open' ? said.answerMore(all.length) : undefined;
  if (state === 'decided') return said.answerDecided(all.length);
  const count = said.answer(all.length);
  return longest ? `${count} ${said.answerLongest(format.moment(longest.openedAt))}` : count;
}

function Nobody({ state, isFiltered }: { state: 'open' | 'decided'; isFiltered: boolean }) {
  const { words } = useWords();
  const said = words.matches;
  if (isFiltered) {
    const all = paths.matches(state === 'open' ? {} : { state });
    return (
      <EmptyState title={said.emptyFiltered} next={<ButtonLink href={all}>{said.emptyFilteredNext}</ButtonLink>} />
    );
  }
  if (state === 'decided') {
    const open = (
      <ButtonLink href={paths.matches()} quiet>
        {said.views.open}
      </ButtonLink>
    );
    return (
      <EmptyState title={said.emptyDecided} next={open}>
        <p>{said.emptyDecidedWhy}</p>
      </EmptyState>
    );
  }
  const decided = (
    <ButtonLink href={paths.matches({ state: 'decided' })} quiet>
      {said.emptyNext}
    </ButtonLink>
  );
  return (
    <EmptyState title={said.empty} tone="good" next={decided}>
      <p>{said.emptyWhy}</p>
    </EmptyState>
  );
}

function useColumns(state: 'open' | 'decided', tasks: MatchTask[]): Column<MatchTask>[] {
  const { words, format } = useWords();
  const schoolOf = useOrganisationNames(tasks.map(({ organisation }) => organisation));
  const said = words.matches;
  const columns: Column<MatchTask>[] = [
    {
      id: 'student',
      header: said.student,
      text: (task) => task.displayName,
      cell: (task) => <PersonName name={task.displayName} />,
      sort: (task) => task.displayName,
      filter: 'text',
      width: 200,
    },
    {
      id: 'born',
      header: said.born,
      text: (task) => format.day(task.birthDate),
      sort: (task) => task.birthDate,
      width: 112,
    },
    { id: 'why', header: said.why, text: (task) => format.words(task.reasonWords), filter: 'choice' },
    {
      id: 'school',
      header: said.school,
      text: (task) => schoolOf(task.organisation),
      sort: (task) => schoolOf(task.organisation),
      filter: 'choice',
      width: 192,
    },
    { id: 'local', header: said.localId, text: (task) => task.localStudentId, width: 136, isHidden: true },
    {
      id: 'candidates',
      header: said.candidates,
      text: (task) => format.number(task.candidates.length),
      sort: (task) => task.candidates.length,
      align: 'end',
      width: 136,
      isHidden: state === 'decided',
    },
    {
      id: 'opened',
      header: said.opened,
      text: (task) => format.moment(task.openedAt),
      cell: (task) => <span title={format.relative(task.openedAt)}>{format.moment(task.openedAt)}</span>,
      sort: (task) => task.openedAt,
      width: 160,
      isHidden: state === 'decided',
    },
  ];
  return state === 'open' ? columns : [...columns, ...decidedColumns()];

  function decidedColumns(): Column<MatchTask>[] {
    return [
      {
        id: 'decision',
        header: said.decision,
        text: (task) => (task.decision ? said.decisions[task.decision] : ''),
        cell: (task) =>
          task.decision ? (
            <StatePill tone={task.decision === 'same' ? 'accent' : 'good'}>{said.decisions[task.decision]}</StatePill>
          ) : null,
        filter: 'choice',
        width: 168,
      },
      {
        id: 'by',
        header: said.decidedBy,
        text: (task) => task.decidedBy ?? '',
        sort: (task) => task.decidedBy,
        filter: 'choice',
        width: 160,
      },
      {
        id: 'decided',
        header: said.decided,
        text: (task) => format.moment(task.decidedAt),
        sort: (task) => task.decidedAt,
        width: 160,
      },
    ];
  }
}
