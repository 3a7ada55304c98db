import type { ReactNode } from 'react';
import { stateWords } from '#modules/validation/rules/states.ts';
import type { Finding } from '../../api/validation.ts';
import { useMe } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import { PersonName } from '../../ui/PersonName.tsx';
import { FindingStatePill, SeverityPill, StatePill } from '../../ui/StatePill.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import type { Column } from '../../ui/table/tableLogic.ts';
import styles from './WorkPage.module.css';

type WorkListProps = {
  findings: Finding[];
  group: string;
  /** What has left the list: how it left is told, and no day is due any more. */
  isSettled: boolean;
  openId: string | null;
  onOpen: (finding: Finding) => void;
  selection: { keys: ReadonlySet<string>; onChange: (keys: ReadonlySet<string>) => void };
  actions: (chosen: Finding[]) => ReactNode;
  more: { load: () => void; isLoading: boolean } | null;
  empty: ReactNode;
};

/** The items as one table, or as one table a group. */
export function WorkList({ findings, group, isSettled, ...rest }: WorkListProps) {
  const { words } = useWords();
  const columns = useColumns({ isNarrow: rest.openId !== null, isSettled });
  const groups = useGroups(findings, group);
  const table = (rows: Finding[], label: string) => (
    <DataTable
      label={label}
      rows={rows}
      columns={columns}
      keyOf={(finding) => finding.findingId}
      nameOf={(finding) => `${finding.studentName ?? finding.studentNumber}, ${finding.reference ?? finding.ruleCode}`}
      onOpen={rest.onOpen}
      openKey={rest.openId}
      saveAs="work-items"
      selection={rest.selection}
      actions={rest.actions}
      more={groups ? null : rest.more}
      empty={rest.empty}
    />
  );
  if (!groups) return table(findings, words.work.list);
  return (
    <div className={styles.groups}>
      {groups.map(({ name, rows }) => (
        <section key={name} className={styles.group} aria-label={name}>
          <h2 className={styles.groupName}>{name}</h2>
          {table(rows, name)}
        </section>
      ))}
    </div>
  );
}

/** Items by rule or by school, the largest group first; null when not grouped. */
function useGroups(findings: Finding[], group: string): { name: string; rows: Finding[] }[] | null {
  const { format, words } = useWords();
  if (group !== 'rule' && group !== 'school') return null;
  const nameOf = (finding: Finding) =>
    group === 'rule'
      ? `${finding.reference ?? finding.ruleCode} · ${format.words(finding.title)}`
      : (finding.organisation?.name ?? words.frame.none);
  const byName = new Map<string, Finding[]>();
  for (const finding of findings) byName.set(nameOf(finding), [...(byName.get(nameOf(finding)) ?? []), finding]);
  return [...byName].map(([name, rows]) => ({ name, rows })).sort((a, b) => b.rows.length - a.rows.length);
}

/** Beside an open item the list keeps to what tells one item from another. */
function useColumns({ isNarrow, isSettled }: { isNarrow: boolean; isSettled: boolean }): Column<Finding>[] {
  const { words, format } = useWords();
  const isOneSchool = useMe().reach === 'organisation';
  const said = words.work;
  return [
    {
      id: 'student',
      header: said.student,
      text: (it) => it.studentName ?? format.studentNumber(it.studentNumber),
      cell: (it) => <PersonName name={it.studentName ?? format.studentNumber(it.studentNumber)} />,
      sort: (it) => it.studentName,
      filter: 'text',
      width: 176,
    },
    {
      id: 'severity',
      header: said.severity,
      text: (it) => words.table.severity[it.severity],
      cell: (it) => <SeverityPill severity={it.severity} />,
      sort: (it) => (it.severity === 'warning' ? 0 : 1),
      filter: 'choice',
      width: 132,
    },
    { id: 'finding', header: said.finding, text: (it) => format.words(it.message), filter: 'text' },
    {
      id: 'school',
      header: said.school,
      text: (it) => it.organisation?.name ?? '',
      sort: (it) => it.organisation?.name ?? null,
      filter: 'choice',
      width: 160,
      isHidden: isOneSchool || isNarrow,
    },
    {
      id: 'rule',
      header: said.rule,
      text: (it) => it.reference ?? it.ruleCode,
      sort: (it) => it.reference,
      filter: 'choice',
      width: 120,
      isHidden: true,
    },
    {
      id: 'grade',
      header: said.grade,
      text: (it) => it.grade ?? '',
      sort: (it) => it.grade,
      filter: 'choice',
      width: 96,
      isHidden: true,
    },
    {
      id: 'state',
      header: said.state,
      text: (it) => format.words(stateWords[it.state]),
      cell: (it) => <FindingStatePill state={it.state} />,
      filter: 'choice',
      width: 136,
      isHidden: !isSettled || isNarrow,
    },
    {
      id: 'assignee',
      header: said.assignee,
      text: (it) => it.assignee?.name ?? '',
      sort: (it) => it.assignee?.name ?? null,
      filter: 'choice',
      width: 128,
      isHidden: isNarrow,
    },
    {
      id: 'due',
      header: said.due.label,
      text: (it) => format.day(it.dueOn),
      cell: (it) => (it.isOverdue ? <StatePill tone="bad">{format.day(it.dueOn)}</StatePill> : format.day(it.dueOn)),
      sort: (it) => it.dueOn,
      width: 140,
      isHidden: isNarrow || isSettled,
    },
    {
      id: 'since',
      header: said.since,
      text: (it) => format.dayOf(it.foundAt),
      sort: (it) => it.foundAt,
      width: 116,
      isHidden: true,
    },
  ];
}
