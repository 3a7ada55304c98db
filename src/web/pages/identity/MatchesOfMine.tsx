import { useQuery } from '@tanstack/react-query';
import { type SubmissionSummary, submissionsQuery } from '../../api/exchange.ts';
import { ButtonLink, Failure } from '../../frame/Failure.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { DataTable } from '../../ui/table/DataTable.tsx';
import type { Column } from '../../ui/table/tableLogic.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useOrganisationNames } from '../organisations/useOrganisationNames.ts';

/** For those who may not decide: why, and which of their own rows wait. */
export function MatchesOfMine() {
  const { words } = useWords();
  const said = words.matches;
  const { data, error, refetch } = useQuery(submissionsQuery({ limit: 200 }));
  const waiting = data?.items.filter(({ rows, isRehearsal }) => rows.held > 0 && !isRehearsal) ?? [];
  const columns = useColumns(waiting);
  return (
    <>
      <PageTitle title={said.title} answer={said.mayNot} product={words.frame.product} />
      <div className={surface.stack}>
        <p className={surface.reading}>{said.mayNotMeanwhile}</p>
        {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Waiting rows={3} height={36} /> : null}
        {data ? (
          <Panel title={said.mayNotList}>
            <DataTable
              label={said.mayNotList}
              rows={waiting}
              columns={columns}
              keyOf={(it) => it.submissionId}
              nameOf={(it) => it.fileName}
              hrefOf={(it) => paths.submission(it.submissionId, { fate: 'held' })}
              saveAs="held-of-mine"
              empty={
                <EmptyState
                  title={said.mayNotNone}
                  tone="good"
                  next={
                    <ButtonLink href={paths.submissions()} quiet>
                      {said.mayNotNoneNext}
                    </ButtonLink>
                  }
                />
              }
            />
          </Panel>
        ) : null}
      </div>
    </>
  );
}

function useColumns(submissions: SubmissionSummary[]): Column<SubmissionSummary>[] {
  const { words, format } = useWords();
  const schoolOf = useOrganisationNames(submissions.map(({ organisation }) => organisation));
  const said = words.matches;
  return [
    { id: 'file', header: said.file, text: (it) => it.fileName, sort: (it) => it.fileName, filter: 'text' },
    {
      id: 'school',
      header: said.school,
      text: (it) => schoolOf(it.organisation),
      sort: (it) => schoolOf(it.organisation),
      filter: 'choice',
      width: 208,
    },
    {
      id: 'received',
      header: said.received,
      text: (it) => format.moment(it.receivedAt),
      sort: (it) => it.receivedAt,
      width: 176,
    },
    {
      id: 'held',
      header: said.held,
      text: (it) => format.number(it.rows.held),
      sort: (it) => it.rows.held,
      align: 'end',
      width: 208,
    },
  ];
}
