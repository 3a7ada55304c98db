import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEvents } from '../../api/events.ts';
import { eventsAddress, type Submission, submissionQuery } from '../../api/exchange.ts';
import { ButtonLink, FailedPage } from '../../frame/Failure.tsx';
import { useQueryText, useSetQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { FilterNumbers } from '../../ui/FilterNumbers.tsx';
import { Link } from '../../ui/Link.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StageLine } from '../../ui/StageLine.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import { CompareWith } from './CompareWith.tsx';
import { Items } from './Items.tsx';
import { Reasons } from './Reasons.tsx';
import { Reversed, ReverseSubmission } from './ReverseSubmission.tsx';
import { SubmissionActions } from './SubmissionActions.tsx';
import { SubmissionDetails } from './SubmissionDetails.tsx';
import styles from './SubmissionPage.module.css';
import { SubmissionStatePill } from './SubmissionStatePill.tsx';
import { overallPace, paceOf, stagesOf } from './stageLine.ts';

/** One submission: watched live while it runs, read and mended afterwards. */
export function SubmissionPage() {
  const { id = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(submissionQuery(id));
  useLive(id, data);
  if (error) return <FailedPage error={error} onRetry={() => void refetch()} />;
  return data ? <View key={data.submissionId} submission={data} /> : <Waiting rows={4} height={56} />;
}

/** Keeps the submission in step with the server while it runs; at its end the rows are read anew. */
function useLive(id: string, submission: Submission | undefined): void {
  const queries = useQueryClient();
  useEvents<Submission>({
    address: eventsAddress(id),
    isOn: submission !== undefined && submission.finishedAt === null,
    names: ['progress'],
    last: 'end',
    onMessage: (latest) => {
      queries.setQueryData(submissionQuery(id).queryKey, latest);
      if (latest.finishedAt === null) return;
      void queries.invalidateQueries({ queryKey: ['submissions'] });
      void queries.invalidateQueries({ queryKey: ['findings'] });
      void queries.invalidateQueries({ queryKey: ['matches'] });
    },
  });
}

function View({ submission }: { submission: Submission }) {
  const { words } = useWords();
  const { fate = null } = useQueryText();
  const said = words.submissions;
  const { rows } = submission;
  return (
    <>
      <PageTitle
        title={submission.fileName}
        answer={<Answer submission={submission} />}
        parent={{ href: paths.submissions(), label: said.title }}
        actions={
          <>
            <ReverseSubmission submission={submission} />
            <SubmissionActions submission={submission} fate={fate} />
          </>
        }
        product={words.frame.product}
      />
      <div className={surface.stack} data-rehearsal={submission.isRehearsal ? '' : undefined}>
        {submission.isRehearsal ? <p className={styles.band}>{said.band}</p> : null}
        <Reversed submission={submission} />
        <Troubles submission={submission} />
        <Panel>
          <StageLine label={said.stages} stages={stagesOf(submission)} />
          <Pace submission={submission} />
        </Panel>
        {submission.refusal && rows.total === 0 ? null : <Rows submission={submission} />}
        {submission.finishedAt !== null && !submission.refusal ? <CompareWith submission={submission} /> : null}
        <SubmissionDetails submission={submission} />
      </div>
    </>
  );
}

const tones = { added: 'good', changed: 'accent', unchanged: 'calm', refused: 'bad', held: 'person' } as const;
const fates = ['added', 'changed', 'unchanged', 'refused', 'held'] as const;

/** The rows: four numbers that filter them, why some were refused, and the rows themselves. */
function Rows({ submission }: { submission: Submission }) {
  const { words } = useWords();
  const { fate = null, rule = null } = useQueryText();
  const setQuery = useSetQueryText();
  const said = words.submissions;
  const { rows } = submission;
  return (
    <>
      <FilterNumbers
        label={said.numbers}
        numbers={fates.map((name) => ({
          key: name,
          label: words.table.fate[name],
          value: rows[name],
          tone: tones[name],
        }))}
        chosen={fate}
        onChoose={(chosen) => setQuery({ fate: chosen, rule: null })}
      />
      <Reasons submission={submission} chosen={rule} onChoose={(code) => setQuery({ rule: code })} />
      {submission.finishedAt !== null ? (
        <Items submission={submission} filter={{ ...(fate ? { fate } : {}), ...(rule ? { rule } : {}) }} />
      ) : null}
    </>
  );
}

function Answer({ submission }: { submission: Submission }) {
  const { words } = useWords();
  const said = words.submissions;
  const { rows, students, state } = submission;
  const done = rows.total - rows.waiting;
  const parts = () => {
    if (submission.refusal) return said.answerRefused;
    if (state === 'running' || state === 'queued') return said.answerRunning(done, rows.total);
    if (rows.total > 0 && rows.unchanged === rows.total) return said.answerNothingNew(rows.total);
    const people =
      students.new + students.matched > 0
        ? `${said.students.new(students.new)}, ${said.students.matched(students.matched)} · `
        : '';
    return `${people}${said.answerDone(rows.total, rows.refused, rows.held)}`;
  };
  return (
    <span className={surface.row}>
      <SubmissionStatePill state={state} /> <span role="status">{parts()}</span>
    </span>
  );
}

/** What concerns the file as a whole: refused, failed, sent before. */
function Troubles({ submission }: { submission: Submission }) {
  const { words, format } = useWords();
  const said = words.submissions;
  const { refusal, repeats, failureReference, state } = submission;
  return (
    <>
      {refusal ? (
        <ErrorState
          what={said.refusedTitle}
          why={
            <>
              {[refusal.file, refusal.row, refusal.field].filter((part) => part !== null).join(' · ')}{' '}
              {format.words(refusal.message)}
              {refusal.mend ? <p>{format.words(refusal.mend)}</p> : null}
            </>
          }
          next={<ButtonLink href={paths.submissions()}>{said.another}</ButtonLink>}
        />
      ) : null}
      {state === 'failed' ? <ErrorState what={said.failedTitle} reference={failureReference} /> : null}
      {repeats ? (
        <p className={styles.repeats}>
          {said.repeats(format.moment(repeats.receivedAt))}{' '}
          <Link href={paths.submission(repeats.submissionId)}>{said.seeEarlier}</Link>
        </p>
      ) : null}
    </>
  );
}

function Pace({ submission }: { submission: Submission }) {
  const { words, format } = useWords();
  const { rowsPerSecond, secondsLeft } = paceOf(submission);
  const overall = overallPace(submission);
  if (overall) {
    return (
      <p className={styles.pace}>
        {format.duration(overall.seconds)} · {words.table.rowsPerSecond(format.number(overall.rowsPerSecond))}
      </p>
    );
  }
  if (rowsPerSecond === null) return null;
  return (
    <p className={styles.pace}>
      {words.table.rowsPerSecond(format.number(rowsPerSecond))}
      {secondsLeft !== null ? ` · ${words.table.timeLeft(format.duration(secondsLeft))}` : ''}
    </p>
  );
}
