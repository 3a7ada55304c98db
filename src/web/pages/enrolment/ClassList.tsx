import { useQuery } from '@tanstack/react-query';
import { listName } from '#modules/identity/rules/names.ts';
import { type ClassListEntry, classListQuery } from '../../api/enrolment.ts';
import { Failure } from '../../frame/Failure.tsx';
import { useMay } from '../../frame/session.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PersonName } from '../../ui/PersonName.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import type { Column } from '../../ui/table/tableLogic.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { EnrolmentStatusPill } from './EnrolmentStatusPill.tsx';
import { useGrade } from './useGrade.ts';

/** The students of a school in the current school year, those that the reader may see. */
export function ClassList({ school }: { school: string }) {
  const { words } = useWords();
  const { data, error, refetch } = useQuery({ ...classListQuery(school), enabled: useMay('student.read') });
  const columns = useColumns();
  const said = words.organisations;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} height={36} />;
  return (
    <Panel title={said.classList}>
      <DataTable
        label={said.classList}
        rows={data}
        columns={columns}
        keyOf={(it) => it.enrolmentId}
        nameOf={nameOf}
        hrefOf={(it) => paths.student(it.studentNumber)}
        saveAs="class-list"
        empty={<EmptyState title={said.classEmpty} />}
      />
    </Panel>
  );
}

function nameOf({ familyName, givenName, studentNumber }: ClassListEntry): string {
  return listName({ familyName, givenName }) || studentNumber;
}

function mendOf({ openFindings }: ClassListEntry): number {
  return openFindings.warnings + openFindings.advice;
}

function useColumns(): Column<ClassListEntry>[] {
  const { words, format } = useWords();
  const gradeOf = useGrade();
  const said = words.students;
  return [
    {
      id: 'name',
      header: words.organisations.classRow,
      text: nameOf,
      cell: (it) => <PersonName name={nameOf(it)} />,
      sort: nameOf,
      filter: 'text',
    },
    { id: 'number', header: words.table.number, text: (it) => format.studentNumber(it.studentNumber), width: 136 },
    {
      id: 'born',
      header: words.table.born,
      text: (it) => format.day(it.birthDate),
      sort: (it) => it.birthDate,
      width: 120,
    },
    {
      id: 'grade',
      header: said.enrolments.grade,
      text: (it) => gradeOf(it.grade),
      sort: (it) => it.grade,
      filter: 'choice',
      width: 128,
    },
    {
      id: 'status',
      header: said.enrolments.status,
      text: (it) => said.enrolments.states[it.status],
      cell: (it) => <EnrolmentStatusPill status={it.status} />,
      filter: 'choice',
      width: 136,
    },
    {
      id: 'start',
      header: said.enrolments.start,
      text: (it) => format.day(it.startOn),
      sort: (it) => it.startOn,
      width: 120,
    },
    { id: 'local', header: said.enrolments.local, text: (it) => it.localStudentId ?? '', width: 152, isHidden: true },
    {
      id: 'mend',
      header: said.summary.findings,
      text: (it) => (mendOf(it) === 0 ? '' : format.number(mendOf(it))),
      sort: mendOf,
      align: 'end',
      width: 112,
    },
  ];
}
