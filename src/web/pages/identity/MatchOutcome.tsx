import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { itemsQuery } from '../../api/exchange.ts';
import { type MatchTaskDetail, matchTaskQuery } from '../../api/matches.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { Link } from '../../ui/Link.tsx';
import styles from './Matches.module.css';

/** What was decided a moment ago and what became of the rows, while the next one stands below. */
export function MatchOutcome({ taskId, isLast }: { taskId: string; isLast: boolean }) {
  const { words, format } = useWords();
  const { data: task } = useQuery(matchTaskQuery(taskId));
  const said = words.matches;
  if (!task?.studentNumber || !task.decision) return null;
  const number = format.studentNumber(task.studentNumber);
  const what = task.decision === 'same' ? said.outcomeSame : said.outcomeNew;
  return (
    <div className={styles.outcome} role="status">
      <span>
        {what(task.displayName, number)} <Released task={task} />
        {isLast ? ` ${said.outcomeLast}` : ''}
      </span>
      <span className={styles.links}>
        <Link href={paths.student(task.studentNumber)}>{said.openStudent}</Link>
        {task.submissionId ? <Link href={paths.submission(task.submissionId)}>{said.submission}</Link> : null}
      </span>
    </div>
  );
}

const askAgainMilliseconds = 1500;

/** The rows of the student in the submission: how many went on, how many are about to. */
function Released({ task }: { task: MatchTaskDetail }) {
  const { words } = useWords();
  const said = words.matches;
  const { data } = useInfiniteQuery({
    ...itemsQuery(task.submissionId ?? '', { student: task.localStudentId }),
    enabled: task.submissionId !== null,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isHeld)) ? askAgainMilliseconds : false,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  const waiting = items.filter(isHeld).length;
  return waiting > 0 ? `${said.outcomeWaiting(waiting)}.` : `${said.outcomeRows(items.length)}.`;
}

function isHeld({ fate }: { fate: string | null }): boolean {
  return fate === 'held';
}
