import { useInfiniteQuery } from '@tanstack/react-query';
import { type CountDifference, countDifferencesQuery } from '../../../api/counts.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { PagedTable } from '../../../frame/PagedTable.tsx';
import { useQueryText, useSetQueryText } from '../../../frame/useQueryText.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FilterNumbers } from '../../../ui/FilterNumbers.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { PersonName } from '../../../ui/PersonName.tsx';
import surface from '../../../ui/surface.module.css';
import type { Column } from '../../../ui/table/tableLogic.ts';
import { useGrade } from '../useGrade.ts';

/** What changed since the freeze: how many for which reason, and who, by which act. */
export function Differences({ countId }: { countId: string }) {
  const { words, format } = useWords();
  const { reason } = useQueryText();
  const setQuery = useSetQueryText();
  const list = useInfiniteQuery(countDifferencesQuery(countId, reason ?? null));
  const columns = useColumns();
  const said = words.counts;
  const [first] = list.data?.pages ?? [];
  if (list.error && !first) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <Panel title={said.differences}>
      <div className={surface.stack}>
        {first ? (
          <p>
            {said.sum(format.number(first.frozen), format.number(first.counted))}
            {first.outOfSight > 0 ? ` ${said.outOfSight(first.outOfSight)}` : ''}
          </p>
        ) : null}
        {first && first.byReason.length > 0 ? (
          <FilterNumbers
            label={said.filter}
            numbers={first.byReason.map((it) => ({
              key: it.reason,
              label: said.reasons[it.reason],
              value: it.students,
              tone: 'calm',
            }))}
            chosen={reason ?? null}
            onChoose={(chosen) => setQuery({ reason: chosen }, 'replace')}
          />
        ) : null}
        <PagedTable
          list={list}
          expected={4}
          label={said.differences}
          rows={list.data?.pages.flatMap((page) => page.items) ?? []}
          columns={columns}
          keyOf={(it) => it.studentNumber}
          nameOf={(it) => it.name ?? it.studentNumber}
          hrefOf={(it) => paths.student(it.studentNumber, 'enrolments')}
          saveAs="count-differences"
          empty={<EmptyState title={said.none} />}
        />
      </div>
    </Panel>
  );
}

function useColumns(): Column<CountDifference>[] {
  const { words, format } = useWords();
  const gradeOf = useGrade();
  const said = words.counts;
  const place = (it: CountDifference['before']) =>
    it === null
      ? said.nothing
      : [it.schoolName ?? it.schoolCode, gradeOf(it.grade), ...it.grantsProgrammes].join(' · ');
  const actOf = ({ act }: CountDifference) => (act ? said.by(act.by, format.moment(act.at)) : said.nothing);
  return [
    {
      id: 'name',
      header: said.student,
      text: (it) => it.name ?? '',
      cell: (it) => <PersonName name={it.name ?? ''} />,
      filter: 'text',
    },
    { id: 'number', header: words.table.number, text: (it) => format.studentNumber(it.studentNumber), width: 136 },
    { id: 'reason', header: said.reason, text: (it) => said.reasons[it.reason], width: 150 },
    { id: 'before', header: said.before, text: (it) => place(it.before), width: 190 },
    { id: 'after', header: said.after, text: (it) => place(it.after), width: 190 },
    { id: 'act', header: said.act, text: actOf, width: 190 },
  ];
}
