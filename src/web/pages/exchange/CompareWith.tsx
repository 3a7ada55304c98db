import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Comparison, comparisonQuery, type Submission, submissionsQuery } from '../../api/exchange.ts';
import { Failure } from '../../frame/Failure.tsx';
import { useQueryText, useSetQueryText } from '../../frame/useQueryText.ts';
import { useWords } from '../../text/words.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { FateBadge } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

/** Sets the submission beside another of the same organisation: a rehearsal and the real run, or last week's and today's. */
export function CompareWith({ submission }: { submission: Submission }) {
  const { words, format } = useWords();
  const { against = '' } = useQueryText();
  const setQuery = useSetQueryText();
  const list = useQuery(submissionsQuery({ organisation: submission.organisation, limit: 50 }));
  const said = words.submissions;
  const others = (list.data?.items ?? []).filter(
    (other) => other.submissionId !== submission.submissionId && other.finishedAt !== null,
  );
  if (others.length === 0) return null;
  return (
    <Panel title={said.compare}>
      <div className={surface.stack}>
        <NativeSelect
          label={said.compareWith}
          value={against}
          onChange={(event) => setQuery({ against: event.currentTarget.value })}
          data={[
            { value: '', label: said.compareNone },
            ...others.map((other) => ({
              value: other.submissionId,
              label: [other.fileName, format.moment(other.receivedAt), other.isRehearsal ? said.rehearsal : null]
                .filter(Boolean)
                .join(' · '),
            })),
          ]}
        />
        {against ? <Compared id={submission.submissionId} otherId={against} /> : null}
      </div>
    </Panel>
  );
}

function Compared({ id, otherId }: { id: string; otherId: string }) {
  const { words } = useWords();
  const { data, error, refetch } = useQuery(comparisonQuery(id, otherId));
  const said = words.submissions;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={3} />;
  if (data.isSame) return <p role="status">{said.compareSame}</p>;
  return (
    <>
      <p role="status">{said.compareDiffer(data.differing.length)}</p>
      <DifferingRows rows={data.differing} />
    </>
  );
}

type Differing = Comparison['differing'][number];

function DifferingRows({ rows }: { rows: Differing[] }) {
  const { words, format } = useWords();
  const said = words.submissions;
  return (
    <DataTable
      label={said.compare}
      rows={rows}
      keyOf={(it) => `${it.file}-${it.row}-${it.localStudentId}`}
      nameOf={(it) => said.rowOf(said.files[it.file], it.row)}
      saveAs="submission-comparison"
      columns={[
        { id: 'kind', header: said.kind, text: (it) => said.files[it.file], sort: (it) => it.file, filter: 'choice' },
        {
          id: 'row',
          header: said.row,
          text: (it) => format.number(it.row),
          sort: (it) => it.row,
          align: 'end',
          width: 96,
        },
        {
          id: 'local',
          header: said.localId,
          text: (it) => it.localStudentId ?? '',
          sort: (it) => it.localStudentId,
          width: 160,
        },
        {
          id: 'here',
          header: said.compareHere,
          text: (it) => words.table.fate[it.fate ?? 'pending'],
          cell: (it) => <FateBadge fate={it.fate ?? 'pending'} />,
          filter: 'choice',
          width: 176,
        },
        {
          id: 'there',
          header: said.compareThere,
          text: (it) => words.table.fate[it.otherFate ?? 'pending'],
          cell: (it) => <FateBadge fate={it.otherFate ?? 'pending'} />,
          filter: 'choice',
          width: 176,
        },
      ]}
      empty={null}
    />
  );
}
