import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type RestrictedStudent, restrictedStudentsQuery } from '../../../api/restrictions.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import entries from '../../../ui/entries.module.css';
import { Link } from '../../../ui/Link.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { PersonName } from '../../../ui/PersonName.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';

/** Everybody who is protected today, with what protects them; only while the register is open. */
export function ProtectedStudents() {
  const { words } = useWords();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useInfiniteQuery(restrictedStudentsQuery);
  const said = words.restrictions;
  const students = data?.pages.flatMap(({ items }) => items) ?? [];
  const counted = said.listCount(students.length, hasNextPage);
  return (
    <Panel title={said.list} aside={students.length > 0 ? <span className={surface.soft}>{counted}</span> : null}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Waiting rows={3} height={40} /> : null}
      {data && students.length === 0 ? <p className={surface.soft}>{said.listNone}</p> : null}
      <ul className={entries.list}>
        {students.map((student) => (
          <StudentRow key={student.studentNumber} student={student} />
        ))}
      </ul>
      {hasNextPage ? (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {said.more}
        </Button>
      ) : null}
    </Panel>
  );
}

function StudentRow({ student }: { student: RestrictedStudent }) {
  const { words, format } = useWords();
  const said = words.restrictions;
  const { studentNumber, displayName, birthDate, restrictions } = student;
  const why = restrictions.map(({ kindWords, effectiveOn, expiresOn }) =>
    [
      format.words(kindWords),
      said.since(format.day(effectiveOn)),
      ...(expiresOn ? [said.until(format.day(expiresOn))] : []),
    ].join(', '),
  );
  return (
    <li className={entries.entry}>
      <div className={entries.words}>
        <span className={entries.head}>
          <Link href={paths.student(studentNumber, 'contacts')}>
            <PersonName name={displayName} />
          </Link>
          <span className={entries.soft}>
            {format.studentNumber(studentNumber)} · {format.day(birthDate)}
          </span>
        </span>
        {why.map((line) => (
          <span key={line} className={entries.soft}>
            {line}
          </span>
        ))}
      </div>
    </li>
  );
}
