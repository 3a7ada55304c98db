import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { enrolmentCountsQuery } from '../../api/enrolment.ts';
import { submissionsQuery } from '../../api/exchange.ts';
import { matchTasksQuery } from '../../api/matches.ts';
import { moveCountQuery } from '../../api/moves.ts';
import { findingCountsQuery, findingsQuery } from '../../api/validation.ts';
import { ButtonLink, Failure } from '../../frame/Failure.tsx';
import { useMay, useMe } from '../../frame/session.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Link } from '../../ui/Link.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PersonName } from '../../ui/PersonName.tsx';
import { SeverityPill, StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import { SubmissionStatePill } from '../exchange/SubmissionStatePill.tsx';
import styles from './HomePage.module.css';

const shownMax = 6;

/** What waits for the person signed in, the most urgent first, and the way to each. */
export function HomePage() {
  const { words } = useWords();
  const { account } = useMe();
  return (
    <>
      <PageTitle
        title={words.home.greeting(account.name)}
        answer={useAnswer()}
        actions={
          <>
            <ButtonLink href={paths.students()}>{words.home.find}</ButtonLink>
            {useMay('submission.write') ? (
              <ButtonLink href={paths.submissions()} quiet>
                {words.home.submitNext}
              </ButtonLink>
            ) : null}
          </>
        }
        product={words.frame.product}
      />
      <div className={styles.desk}>
        <div className={surface.stack}>
          {useMay('finding.read') ? <Findings /> : null}
          {useMay('submission.read') ? <Submissions /> : null}
        </div>
        <div className={surface.stack}>
          {useMay('student.read') ? <Moves /> : null}
          {useMay('match.decide') ? <Matches /> : null}
          {useMay('finding.read') ? <Rules /> : null}
          {useMay('student.read') ? <Students /> : null}
        </div>
      </div>
    </>
  );
}

function useAnswer(): string | undefined {
  const { words } = useWords();
  const counts = useQuery({ ...findingCountsQuery({}), enabled: useMay('finding.read') });
  const matches = useInfiniteQuery({ ...matchTasksQuery({ state: 'open' }), enabled: useMay('match.decide') });
  if (!counts.data) return undefined;
  const of = (severity: string) => counts.data.bySeverity.find((it) => it.severity === severity)?.count ?? 0;
  return words.home.answer(of('warning'), of('advice'), matches.data?.pages[0]?.items.length ?? 0);
}

function Findings() {
  const { words, format } = useWords();
  const { data, error, refetch } = useInfiniteQuery(findingsQuery({}));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  const findings = data?.pages[0]?.items.slice(0, shownMax);
  return (
    <Panel title={words.home.findings} aside={<Link href={paths.work()}>{words.home.allFindings}</Link>}>
      {findings === undefined ? <Waiting rows={4} height={40} /> : null}
      {findings?.length === 0 ? (
        <EmptyState title={words.home.nothing} tone="good">
          <p>{words.home.nothingWhy}</p>
        </EmptyState>
      ) : null}
      <ul className={styles.list}>
        {findings?.map((finding) => (
          <li key={finding.findingId} className={styles.entry}>
            <SeverityPill severity={finding.severity} />
            <span className={styles.words}>
              <Link href={paths.work({ finding: finding.findingId })}>
                <PersonName name={finding.studentName ?? format.studentNumber(finding.studentNumber)} />
              </Link>
              <span className={surface.soft}>{format.words(finding.message)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Rules() {
  const { words, format } = useWords();
  const { data } = useQuery(findingCountsQuery({}));
  if (!data || data.byRule.length === 0) return null;
  return (
    <Panel title={words.home.rules}>
      <ul className={styles.list}>
        {data.byRule.slice(0, shownMax).map(({ ruleCode, reference, title, count }) => (
          <li key={ruleCode} className={styles.entry}>
            <span className={styles.words}>
              <Link href={paths.work({ rule: ruleCode })}>{format.words(title)}</Link>
              <span className={surface.soft}>{reference ?? ruleCode}</span>
            </span>
            <span>{words.home.ruleCount(count)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Submissions() {
  const { words, format } = useWords();
  const { data, error, refetch } = useQuery(submissionsQuery({ limit: 5 }));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <Panel title={words.home.submissions} aside={<Link href={paths.submissions()}>{words.home.allSubmissions}</Link>}>
      {data === undefined ? <Waiting rows={3} height={40} /> : null}
      {data?.items.length === 0 ? (
        <EmptyState
          title={words.home.noSubmissions}
          next={<ButtonLink href={paths.submissions()}>{words.home.submitNext}</ButtonLink>}
        />
      ) : null}
      <ul className={styles.list}>
        {data?.items.map(({ submissionId, fileName, rows, state, receivedAt, isRehearsal }) => (
          <li key={submissionId} className={styles.entry}>
            <span className={styles.words}>
              <Link href={paths.submission(submissionId)}>{fileName}</Link>
              <span className={surface.soft}>
                {format.moment(receivedAt)} · {words.home.needsHand(rows.refused)}
                {rows.held > 0 ? ` · ${words.home.withPerson(rows.held)}` : ''}
              </span>
            </span>
            {isRehearsal ? <StatePill tone="calm">{words.submissions.rehearsal}</StatePill> : null}
            <SubmissionStatePill state={state} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Matches() {
  const { words, format } = useWords();
  const { data } = useInfiniteQuery(matchTasksQuery({ state: 'open' }));
  const tasks = data?.pages[0]?.items;
  return (
    <Panel title={words.home.matches} aside={<Link href={paths.matches()}>{words.home.allMatches}</Link>}>
      {tasks === undefined ? <Waiting rows={3} height={40} /> : null}
      {tasks?.length === 0 ? <p className={surface.soft}>{words.home.noMatches}</p> : null}
      <ul className={styles.list}>
        {tasks?.slice(0, shownMax).map((task) => (
          <li key={task.taskId} className={styles.entry}>
            <span className={styles.words}>
              <Link href={paths.match(task.taskId)}>
                <PersonName name={task.displayName} />
              </Link>
              <span className={surface.soft}>{format.words(task.reasonWords)}</span>
            </span>
            <span className={surface.soft}>{task.organisation}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** How many moves between schools there are, and how many wait for the reader; nothing where there is none. */
function Moves() {
  const { words } = useWords();
  const { data } = useQuery(moveCountQuery);
  const { reach } = useMe();
  if (!data || data.away + data.coming === 0) return null;
  const { away, coming, contested, waiting } = data;
  return (
    <Panel title={words.home.moves} aside={<Link href={paths.moves()}>{words.home.allMoves}</Link>}>
      <p className={styles.figure}>{words.home.movesWait(waiting)}</p>
      <p className={surface.soft}>
        {reach === 'everything' ? words.home.movesLive(away, contested) : words.home.movesOf(away, coming)}
      </p>
    </Panel>
  );
}

function Students() {
  const { words, format } = useWords();
  const { data } = useQuery(enrolmentCountsQuery);
  if (!data || data.students === 0) return null;
  return (
    <Panel title={`${words.home.students} (${format.schoolYear(data.schoolYear)})`}>
      <p className={styles.figure}>{words.home.studentsOf(data.students)}</p>
      <p className={surface.soft}>
        {words.home.activeOf(data.activeStudents)} · {words.home.inSchools(data.bySchool.length)}
      </p>
      <p>
        <Link href={paths.counts()}>{words.counts.lead}</Link>
      </p>
    </Panel>
  );
}
