import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listName } from '#modules/identity/rules/names.ts';
import { useCodes } from '../../../api/codes.ts';
import { type ResponsibleStudent, responsibleStudentsQuery } from '../../../api/responsible.ts';
import { PagedTable } from '../../../frame/PagedTable.tsx';
import { useMay } from '../../../frame/session.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { PersonName } from '../../../ui/PersonName.tsx';
import surface from '../../../ui/surface.module.css';
import type { Column } from '../../../ui/table/tableLogic.ts';

/** The students for whom a school, or an authority's schools, answer; read when somebody asks, since each name is a look. */
export function ResponsibleStudents({ organisation }: { organisation: string }) {
  const { words } = useWords();
  const may = useMay('student.read');
  const [isOpen, setOpen] = useState(false);
  const list = useInfiniteQuery({ ...responsibleStudentsQuery(organisation), enabled: isOpen });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = useColumns({ isOneSchool: new Set(rows.map((it) => it.schoolCode)).size < 2 });
  const said = words.responsible;
  if (!may) return null;
  if (!isOpen)
    return (
      <Panel title={said.list}>
        <div className={surface.row}>
          <Button variant="default" size="xs" onClick={() => setOpen(true)}>
            {said.listShow}
          </Button>
          <span className={surface.soft}>{said.listWhy}</span>
        </div>
      </Panel>
    );
  return (
    <Panel title={said.list}>
      <div ref={takeFocus} tabIndex={-1}>
        <PagedTable
          list={list}
          expected={8}
          label={said.list}
          rows={rows}
          columns={columns}
          keyOf={(it) => it.studentNumber}
          nameOf={nameOf}
          hrefOf={(it) => paths.student(it.studentNumber, 'enrolments')}
          saveAs="responsible-students"
          empty={<EmptyState title={said.listEmpty} />}
        />
      </div>
    </Panel>
  );
}

/** The button that asked for the list is gone: whoever pressed it goes on at the list. */
function takeFocus(list: HTMLElement | null): void {
  list?.focus();
}

function nameOf({ familyName, givenName, studentNumber }: ResponsibleStudent): string {
  return listName({ familyName, givenName }) || studentNumber;
}

function useColumns({ isOneSchool }: { isOneSchool: boolean }): Column<ResponsibleStudent>[] {
  const { words, format, language } = useWords();
  const codes = useCodes();
  const said = words.responsible;
  const reasonOf = ({ reason }: ResponsibleStudent) => {
    const known = codes.find('responsible_school_reason', reason);
    return known ? format.words(known) : reason;
  };
  const schoolOf = (it: ResponsibleStudent) =>
    (language === 'fr' ? it.schoolNameFr : null) ?? it.schoolName ?? it.schoolCode;
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
      id: 'school',
      header: words.students.enrolments.school,
      text: schoolOf,
      sort: schoolOf,
      filter: 'choice',
      isHidden: isOneSchool,
    },
    {
      id: 'from',
      header: said.from,
      text: (it) => format.day(it.effectiveOn),
      sort: (it) => it.effectiveOn,
      width: 120,
    },
    { id: 'reason', header: said.reason, text: reasonOf, filter: 'choice', width: 180 },
    {
      id: 'enrolled',
      header: said.enrolledThere,
      text: (it) => (it.isEnrolledThere ? said.yes : said.no),
      filter: 'choice',
      width: 128,
    },
  ];
}
