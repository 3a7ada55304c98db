import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type Move, moveQuery } from '../../../api/moves.ts';
import { ButtonLink, FailedPage } from '../../../frame/Failure.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { Timeline, type TimelineEntry } from '../../../ui/Timeline.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { Claims } from './Claims.tsx';
import { MoveStatePill } from './MoveStatePill.tsx';
import { nameOf } from './moveLogic.ts';
import { Saying } from './Saying.tsx';

/** One move: both claims side by side, what can be said, and what was. Rival claims meet here. */
export function MovePage() {
  const { id = '' } = useParams({ strict: false });
  const { words } = useWords();
  const { data: move, error, refetch } = useQuery(moveQuery(id));
  const parent = { href: paths.moves(), label: words.moves.title };
  if (error) return <FailedPage error={error} parent={parent} onRetry={() => void refetch()} />;
  if (!move) return <Waiting rows={8} height={36} />;
  return (
    <>
      <PageTitle
        title={words.moves.question(move.studentName ?? words.moves.aStudent)}
        answer={<Answer move={move} />}
        parent={parent}
        actions={
          <ButtonLink href={paths.student(move.studentNumber)} quiet>
            {words.moves.openStudent}
          </ButtonLink>
        }
        product={words.frame.product}
      />
      <div className={surface.stack}>
        <Claims move={move} />
        <Saying move={move} />
        <Happened move={move} />
      </div>
    </>
  );
}

function Answer({ move }: { move: Move }) {
  const { words, format } = useWords();
  const [fresh, old] = [nameOf(move.newClaim), nameOf(move.oldClaim)];
  return (
    <span className={surface.row}>
      <MoveStatePill state={move.state} />
      <span>{words.moves.answers[move.state](fresh, old, format.day(move.untilOn))}</span>
    </span>
  );
}

function Happened({ move }: { move: Move }) {
  const { words } = useWords();
  return (
    <Panel title={words.moves.history}>
      <Timeline label={words.moves.history} entries={useHappened(move)} />
    </Panel>
  );
}

/** From the enrolment to what was said last, and the day on which it passes by itself; the latest first. */
function useHappened(move: Move): TimelineEntry[] {
  const { words, format } = useWords();
  const said = words.moves;
  const stated = move.statements.map((it): TimelineEntry => {
    const isRival = it.kind === 'contest' || it.kind === 'deny';
    return {
      key: `${it.statedAt} ${it.kind}`,
      when: format.moment(it.statedAt),
      hint: said.by(it.actorName, it.organisationName ?? it.organisation),
      title: said.said[it.kind],
      body: it.words,
      tone: isRival ? 'warn' : 'accent',
    };
  });
  const opened: TimelineEntry = {
    key: 'opened',
    when: format.day(move.openedOn),
    title: said.began(nameOf(move.newClaim)),
    tone: 'accent',
  };
  const passes: TimelineEntry = { key: 'passes', when: format.day(move.untilOn), title: said.passes };
  return [...(move.state === 'open' ? [passes] : []), ...stated.reverse(), opened];
}
