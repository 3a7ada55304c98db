import type { OrganisationDetail } from '../../api/organisations.ts';
import { useWords } from '../../text/words.tsx';
import { Diff } from '../../ui/Diff.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { useGrade } from '../enrolment/useGrade.ts';
import { againstBefore, inGradeOrder, type YearAgainstBefore } from './grades.ts';
import styles from './PublishedYears.module.css';

type Year = OrganisationDetail['publishedYears'][number];

/** The students of a school, or of an authority's schools, as published: a row a year and a column a grade; what changed since the year before is marked. */
export function PublishedYears({ organisation }: { organisation: OrganisationDetail }) {
  const { words } = useWords();
  const gradeOf = useGrade();
  const said = words.organisations;
  const years = againstBefore(organisation.publishedYears);
  const isAuthority = organisation.kind === 'authority';
  const grades = inGradeOrder(years.flatMap(({ year }) => year.grades.map(({ grade }) => grade)));
  return (
    <Panel title={said.published}>
      <p className={`${surface.soft} ${styles.hint}`}>{said.publishedHint}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroller} tabIndex={0} aria-label={said.students}>
        <table className={styles.years} aria-label={said.published}>
          <thead>
            <tr>
              <th scope="col">{said.years}</th>
              <th scope="col" className={styles.name}>
                {said.name}
              </th>
              {isAuthority ? (
                <th scope="col" className={styles.number}>
                  {said.schools}
                </th>
              ) : null}
              {grades.map((grade) => (
                <th key={grade} scope="col" className={styles.number}>
                  <span aria-hidden="true">{grade}</span>
                  <span className="visually-hidden">{gradeOf(grade)}</span>
                </th>
              ))}
              <th scope="col" className={styles.number}>
                {said.total}
              </th>
            </tr>
          </thead>
          <tbody>
            {years.map((it) => (
              <YearRow key={it.year.schoolYear} it={it} grades={grades} isAuthority={isAuthority} />
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

type YearRowProps = { it: YearAgainstBefore<Year>; grades: string[]; isAuthority: boolean };

function YearRow({ it, grades, isAuthority }: YearRowProps) {
  const { words, format } = useWords();
  const { year, nameBefore, authorityBefore, change } = it;
  const said = words.organisations;
  const studentsIn = (grade: string) => year.grades.find((found) => found.grade === grade)?.students;
  return (
    <tr>
      <th scope="row">{format.schoolYear(year.schoolYear)}</th>
      <td className={styles.name}>
        {nameBefore === null ? year.name : <Diff before={nameBefore} after={year.name} />}
        {authorityBefore ? (
          <span className={styles.moved}>
            {said.moved}: {said.movedTo(authorityBefore.name, year.authorityName)}
          </span>
        ) : null}
      </td>
      {isAuthority ? <td className={styles.number}>{format.number(year.schools)}</td> : null}
      {grades.map((grade) => {
        const students = studentsIn(grade);
        return (
          <td key={grade} className={styles.number}>
            {students === undefined ? (
              <span className={surface.soft}>{words.frame.none}</span>
            ) : (
              format.number(students)
            )}
          </td>
        );
      })}
      <td className={styles.number}>
        <strong>{format.number(year.total)}</strong>
        <span className={styles.change}>{change === null ? '' : signed(change, format.number)}</span>
      </td>
    </tr>
  );
}

function signed(change: number, write: (value: number) => string): string {
  if (change === 0) return '±0';
  return change > 0 ? `+${write(change)}` : `−${write(-change)}`;
}
