import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmissionSummary, submissionPagesQuery, submitFile } from '../../api/exchange.ts';
import { PagedTable } from '../../frame/PagedTable.tsx';
import { Refusal } from '../../frame/Refusal.tsx';
import { useMe } from '../../frame/session.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useNavigation } from '../../ui/Link.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import type { Column } from '../../ui/table/tableLogic.ts';
import { Intake } from './Intake.tsx';
import { ReadyFiles } from './ReadyFiles.tsx';
import { SubmissionStatePill } from './SubmissionStatePill.tsx';

/** Submissions: drop a file anywhere, take a ready one, see what was sent before. */
export function SubmissionsPage() {
  const { words } = useWords();
  const list = useInfiniteQuery(submissionPagesQuery);
  const submit = useSubmit();
  const columns = useColumns();
  const said = words.submissions;
  const all = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageTitle title={said.title} answer={said.answer} product={words.frame.product} />
      <div className={surface.stack}>
        <Intake isBusy={submit.isPending} onFile={submit.mutate} />
        <Refusal error={submit.error} />
        <ReadyFiles isBusy={submit.isPending} onFile={submit.mutate} />
        <PagedTable
          list={list}
          expected={5}
          label={said.list}
          rows={all}
          columns={columns}
          keyOf={(it) => it.submissionId}
          nameOf={(it) => it.fileName}
          hrefOf={(it) => paths.submission(it.submissionId)}
          saveAs="submissions"
          empty={
            <EmptyState title={said.none}>
              <p>{said.noneWhy}</p>
            </EmptyState>
          }
        />
      </div>
    </>
  );
}

/** Sends a file and goes to where it can be watched. */
function useSubmit() {
  const queries = useQueryClient();
  const { go } = useNavigation();
  return useMutation({
    mutationFn: submitFile,
    onSuccess: ({ submissionId }) => {
      void queries.invalidateQueries({ queryKey: ['submissions', 'list'] });
      go(paths.submission(submissionId));
    },
  });
}

function useColumns(): Column<SubmissionSummary>[] {
  const { words, format } = useWords();
  const me = useMe();
  const said = words.submissions;
  const fates = ['added', 'changed', 'unchanged', 'refused', 'held'] as const;
  return [
    {
      id: 'file',
      header: said.file,
      text: (it) => it.fileName,
      cell: (it) => it.fileName,
      sort: (it) => it.fileName,
      filter: 'text',
    },
    {
      id: 'state',
      header: said.state,
      text: (it) => (it.isRehearsal ? `${said.states[it.state]}, ${said.rehearsal}` : said.states[it.state]),
      cell: (it) => (
        <span className={surface.row}>
          <SubmissionStatePill state={it.state} />
          {it.isRehearsal ? <StatePill tone="calm">{said.rehearsal}</StatePill> : null}
        </span>
      ),
      filter: 'choice',
      width: 232,
    },
    {
      id: 'rows',
      header: said.rows,
      text: (it) => format.number(it.rows.total),
      sort: (it) => it.rows.total,
      align: 'end',
      width: 88,
    },
    ...fates.map(
      (fate): Column<SubmissionSummary> => ({
        id: fate,
        header: words.table.fate[fate],
        text: (it) => format.number(it.rows[fate]),
        sort: (it) => it.rows[fate],
        align: 'end',
        width: fate === 'held' ? 144 : 108,
        isHidden: fate === 'unchanged',
      }),
    ),
    {
      id: 'organisation',
      header: said.organisation,
      text: (it) => it.organisation,
      sort: (it) => it.organisation,
      filter: 'choice',
      width: 128,
      isHidden: me.reach === 'organisation',
    },
    {
      id: 'received',
      header: said.received,
      text: (it) => format.moment(it.receivedAt),
      sort: (it) => it.receivedAt,
      width: 152,
    },
    {
      id: 'by',
      header: said.by,
      text: (it) => it.receivedBy,
      sort: (it) => it.receivedBy,
      filter: 'choice',
      width: 144,
      isHidden: true,
    },
    {
      id: 'size',
      header: said.size,
      text: (it) => format.bytes(it.sizeBytes),
      sort: (it) => it.sizeBytes,
      align: 'end',
      width: 88,
      isHidden: true,
    },
  ];
}
