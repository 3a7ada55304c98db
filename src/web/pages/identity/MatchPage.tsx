import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type Decision, decideMatch, type MatchTaskDetail, matchTaskQuery } from '../../api/matches.ts';
import { ApiProblem } from '../../api/problem.ts';
import { ButtonLink, Failure } from '../../frame/Failure.tsx';
import { useMay } from '../../frame/session.ts';
import { useQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { Link, useNavigation } from '../../ui/Link.tsx';
import { useNotice } from '../../ui/Notices.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import { useOrganisationNames } from '../organisations/useOrganisationNames.ts';
import { DecideDialog } from './DecideDialog.tsx';
import { DecisionChoices, KeyHint } from './DecisionChoices.tsx';
import { MatchesOfMine } from './MatchesOfMine.tsx';
import { MatchOutcome } from './MatchOutcome.tsx';
import { SideBySideTable } from './SideBySideTable.tsx';
import { neighboursOf } from './sideBySide.ts';
import { useDecisionKeys } from './useDecisionKeys.ts';
import { useQueue, useQueueFilter } from './useQueue.ts';

/** Is this submitted student somebody the register knows? Facts side by side, and one decision. */
export function MatchPage() {
  return useMay('match.decide') ? <Desk /> : <MatchesOfMine />;
}

function Desk() {
  const { id = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(matchTaskQuery(id));
  const { decided } = useQueryText();
  if (error) return <NotShown error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} height={36} />;
  return (
    <>
      <Title task={data} />
      <div className={surface.stack}>
        {decided && decided !== data.taskId ? <MatchOutcome taskId={decided} isLast={false} /> : null}
        {data.state === 'decided' ? <Decided task={data} /> : null}
        <SideBySideTable task={data} />
        <Deciding key={data.taskId} task={data} />
      </div>
    </>
  );
}

function NotShown({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { words } = useWords();
  const { backToList, title } = words.matches;
  return (
    <>
      <PageTitle
        title={title}
        actions={<ButtonLink href={paths.matches()}>{backToList}</ButtonLink>}
        product={words.frame.product}
      />
      <Failure error={error} onRetry={onRetry} />
    </>
  );
}

/** The question, why it is asked, by whom, and the way to its neighbours. */
function Title({ task }: { task: MatchTaskDetail }) {
  const { words, format } = useWords();
  const filter = useQueueFilter();
  const schoolOf = useOrganisationNames([task.organisation]);
  const { at, total, previous, next } = useNeighbours(task);
  const said = words.matches;
  const by = said.submittedBy(`${schoolOf(task.organisation)} (${task.localStudentId})`, format.moment(task.openedAt));
  const place = at === null ? null : said.place(at, total);
  return (
    <PageTitle
      title={said.question(task.displayName)}
      answer={
        <>
          <span>{format.words(task.reasonWords)}</span>
          <span className={surface.soft}>
            {' '}
            · {[by, place].filter(Boolean).join(' · ')}
            {task.submissionId ? (
              <>
                {' '}
                · <Link href={paths.submission(task.submissionId, { fate: 'held' })}>{said.submission}</Link>
              </>
            ) : null}
          </span>
        </>
      }
      parent={{ href: paths.matches(filter), label: said.title }}
      actions={
        <>
          <Step label={said.previous} shortcut="k" taskId={previous} />
          <Step label={said.nextOne} shortcut="j" taskId={next} />
        </>
      }
      product={words.frame.product}
    />
  );
}

function Step({ label, shortcut, taskId }: { label: string; shortcut: string; taskId: string | null }) {
  const { words } = useWords();
  const filter = useQueueFilter();
  const { go } = useNavigation();
  return (
    <Button
      variant="default"
      disabled={taskId === null}
      title={taskId === null ? words.matches.outcomeLast : undefined}
      aria-keyshortcuts={shortcut}
      rightSection={<KeyHint shortcut={shortcut} />}
      onClick={() => (taskId ? go(paths.match(taskId, filter)) : undefined)}
    >
      {label}
    </Button>
  );
}

function Decided({ task }: { task: MatchTaskDetail }) {
  const { words, format } = useWords();
  const said = words.matches;
  const decision = task.decision ? said.decisions[task.decision] : '';
  return (
    <Panel>
      <div className={`${surface.row} ${surface.between}`}>
        <div>
          <strong>{said.was(decision, task.decidedBy ?? words.frame.unknown, format.moment(task.decidedAt))}</strong>
          {task.note ? <p>{said.wasNote(task.note)}</p> : null}
        </div>
        <span className={surface.row}>
          {task.studentNumber ? (
            <ButtonLink href={paths.student(task.studentNumber)}>{said.openStudent}</ButtonLink>
          ) : null}
          <ButtonLink href={paths.matches()} quiet>
            {said.backToList}
          </ButtonLink>
        </span>
      </div>
    </Panel>
  );
}

/** The choices with their keys, the question asked once, and the way to the next one. */
function Deciding({ task }: { task: MatchTaskDetail }) {
  const { words } = useWords();
  const filter = useQueueFilter();
  const { go } = useNavigation();
  const say = useNotice();
  const { previous, next } = useNeighbours(task);
  const [wish, setWish] = useState<Decision | null>(null);
  const decide = useDecide(task, () => setWish(null));
  const isOpen = task.state === 'open';
  const step = (taskId: string | null) => (taskId ? go(paths.match(taskId, filter)) : say(words.matches.outcomeLast));
  const wishFor = (chosen: Decision) => (isOpen ? setWish(chosen) : undefined);
  useDecisionKeys({
    numbers: task.candidates.map(({ studentNumber }) => studentNumber),
    onDecide: wishFor,
    onNext: () => step(next),
    onPrevious: () => step(previous),
  });
  if (!isOpen) return null;
  return (
    <>
      <DecisionChoices task={task} onDecide={wishFor} onSkip={() => step(next)} />
      {wish ? (
        <DecideDialog
          task={task}
          wish={wish}
          deciding={decide}
          onClose={() => {
            setWish(null);
            decide.reset();
          }}
          onDecide={decide.mutate}
        />
      ) : null}
    </>
  );
}

/** Decides, then goes to the next one that waits and says there what happened; after the last one to the queue. */
function useDecide(task: MatchTaskDetail, onDecided: () => void) {
  const { words } = useWords();
  const queries = useQueryClient();
  const filter = useQueueFilter();
  const { go } = useNavigation();
  const say = useNotice();
  const { next, first } = useNeighbours(task);
  const { queryKey } = matchTaskQuery(task.taskId);
  return useMutation({
    mutationFn: (decision: Decision) => decideMatch(task.taskId, decision),
    onSuccess: (after) => {
      onDecided();
      queries.setQueryData(queryKey, after);
      void queries.invalidateQueries({ queryKey: ['matches', 'list'] });
      void queries.invalidateQueries({ queryKey: ['submissions'] });
      const onward = next ?? first;
      const query = { ...filter, decided: task.taskId };
      go(onward ? paths.match(onward, query) : paths.matches(query));
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem) || error.status !== 409) return;
      say(words.matches.already, { tone: 'bad' });
      void queries.invalidateQueries({ queryKey: ['matches'] });
    },
  });
}

function useNeighbours(task: MatchTaskDetail) {
  const { tasks } = useQueue('open', true);
  const first = tasks.find(({ taskId }) => taskId !== task.taskId)?.taskId ?? null;
  return { ...neighboursOf(tasks, task), total: tasks.length, first };
}
