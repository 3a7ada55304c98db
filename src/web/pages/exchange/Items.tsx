import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ItemFilter, itemsQuery, type Submission, type SubmissionItem } from '../../api/exchange.ts';
import { ButtonLink, Failure } from '../../frame/Failure.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PersonName } from '../../ui/PersonName.tsx';
import { FateBadge } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { DataTable } from '../../ui/table/DataTable.tsx';
import type { Column } from '../../ui/table/tableLogic.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { groupRows } from './grouping.ts';
import { itemName } from './itemName.ts';
import { RowCard } from './RowCard.tsx';
import styles from './SubmissionPage.module.css';

type ItemsProps = { submission: Submission; filter: ItemFilter };

/** The rows of a submission: what needs a hand as cards to mend, everything else as a table. */
export function Items({ submission, filter }: ItemsProps) {
  const { words } = useWords();
  const id = submission.submissionId;
  const list = useInfiniteQuery(itemsQuery(id, filter));
  const said = words.submissions;
  if (list.error) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Waiting rows={8} height={36} />;
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        title={said.noItems}
        next={
          Object.keys(filter).length > 0 ? (
            <ButtonLink href={paths.submission(id)} quiet>
              {said.noItemsNext}
            </ButtonLink>
          ) : null
        }
      />
    );
  }
  const more = list.hasNextPage ? { load: () => void list.fetchNextPage(), isLoading: list.isFetchingNextPage } : null;
  const needsHand = filter.fate === 'refused' || filter.fate === 'held' || filter.rule !== undefined;
  if (!needsHand) return <ItemTable items={items} more={more} total={totalOf(submission, filter)} />;
  return (
    <section aria-label={said.items} className={surface.stack}>
      <p role="status">{words.table.rowsOf(items.length, Math.max(items.length, totalOf(submission, filter)))}</p>
      <ul className={styles.items}>
        {groupRows(items).map(({ item, followers }) => (
          <RowCard key={item.ordinal} item={item} followers={followers} submission={submission} />
        ))}
      </ul>
      {more ? (
        <div>
          <Button variant="default" onClick={more.load} loading={more.isLoading}>
            {words.table.loadMore}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

/** How many rows pass the filter, as the submission counts them. */
function totalOf({ rows, reasons }: Submission, { fate, rule }: ItemFilter): number {
  if (rule) return reasons.find(({ code }) => code === rule)?.rows ?? 0;
  const byFate: Partial<Record<string, number>> = rows;
  return fate ? (byFate[fate] ?? 0) : rows.total;
}

type ItemTableProps = {
  items: SubmissionItem[];
  more: { load: () => void; isLoading: boolean } | null;
  total: number;
};

function ItemTable({ items, more, total }: ItemTableProps) {
  const { words } = useWords();
  const columns = useColumns();
  const said = words.submissions;
  return (
    <DataTable
      label={said.items}
      rows={items}
      columns={columns}
      keyOf={(item) => String(item.ordinal)}
      nameOf={(item) => said.rowOf(said.files[item.file], item.row)}
      hrefOf={(item) => (item.studentNumber ? paths.student(item.studentNumber) : null)}
      saveAs="submission-items"
      total={total}
      more={more}
      empty={null}
    />
  );
}

function useColumns(): Column<SubmissionItem>[] {
  const { words, format } = useWords();
  const said = words.submissions;
  return [
    {
      id: 'student',
      header: said.student,
      text: (it) => itemName(it) ?? it.localStudentId ?? words.frame.none,
      cell: (it) => <PersonName name={itemName(it) ?? it.localStudentId ?? words.frame.none} />,
      filter: 'text',
      width: 208,
    },
    {
      id: 'number',
      header: said.number,
      text: (it) => (it.studentNumber ? format.studentNumber(it.studentNumber) : ''),
      cell: (it) =>
        it.studentNumber
          ? `${format.studentNumber(it.studentNumber)}${it.isNewNumber ? ` (${said.newNumber})` : ''}`
          : '',
      width: 160,
    },
    {
      id: 'local',
      header: said.localId,
      text: (it) => it.localStudentId ?? '',
      sort: (it) => it.localStudentId,
      filter: 'text',
      width: 136,
    },
    {
      id: 'kind',
      header: said.kind,
      text: (it) => said.files[it.file],
      sort: (it) => it.file,
      filter: 'choice',
      width: 136,
    },
    { id: 'row', header: said.row, text: (it) => format.number(it.row), sort: (it) => it.row, align: 'end', width: 80 },
    {
      id: 'fate',
      header: said.fate,
      text: (it) => words.table.fate[it.fate ?? 'pending'],
      cell: (it) => <FateBadge fate={it.fate ?? 'pending'} />,
      filter: 'choice',
      width: 160,
    },
    {
      id: 'why',
      header: said.why,
      text: (it) => it.remarks.map((remark) => format.words(remark.message)).join(' '),
      filter: 'text',
    },
  ];
}
