import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { PermissionMatrix } from '../../../api/people.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { Link } from '../../../ui/Link.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './People.module.css';

/** People down, permissions across; marks are words to a voice. */
export function Matrix({ matrix }: { matrix: PermissionMatrix }) {
  const { words } = useWords();
  const said = words.people.reviews;
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  const save = (
    <Button component="a" href="/v1/permission-matrix/export" variant="default" download>
      {said.export}
    </Button>
  );
  return (
    <Panel title={said.matrix} aside={save}>
      {isPhone ? null : <p className={surface.soft}>{said.matrixHint}</p>}
      {isPhone ? <Cards matrix={matrix} /> : <Table matrix={matrix} />}
    </Panel>
  );
}

function Table({ matrix }: { matrix: PermissionMatrix }) {
  const { words, format } = useWords();
  const said = words.people.reviews;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keys */}
      <section className={styles.matrix} tabIndex={0} aria-label={said.matrixTable}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.people.name}</th>
              <th scope="col" className={styles.word}>
                {words.people.role}
              </th>
              <th scope="col" className={styles.word}>
                {words.people.lastUsed}
              </th>
              {matrix.permissions.map(({ name, words: meaning }) => (
                <th key={name} scope="col" className={styles.turned}>
                  <span>{format.words(meaning)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.rows.map((row) => (
              <tr key={`${row.accountId} ${row.organisation.code}`}>
                <th scope="row">
                  <Link href={paths.person(row.accountId)}>{row.name}</Link>
                  <div className={styles.soft}>{format.place(row.organisation)}</div>
                </th>
                <td className={styles.word}>{format.words(row.roleName)}</td>
                <td className={styles.word}>
                  {format.day(row.lastUsedOn)}
                  {row.isUnused ? <StatePill tone="warn">{said.unused}</StatePill> : null}
                </td>
                {matrix.permissions.map(({ name }) => (
                  <Mark key={name} row={row} name={name} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** The same on a phone: under each person what they may do, in words, folded up. */
function Cards({ matrix }: { matrix: PermissionMatrix }) {
  const { words, format } = useWords();
  const said = words.people.reviews;
  return (
    <ul className={styles.roles} aria-label={said.matrix}>
      {matrix.rows.map((row) => (
        <li key={`${row.accountId} ${row.organisation.code}`}>
          <Link href={paths.person(row.accountId)}>{row.name}</Link>
          <p className={styles.soft}>
            {[format.words(row.roleName), format.place(row.organisation)].join(' · ')}
            <br />
            {words.people.lastUsed}: {format.day(row.lastUsedOn)}
          </p>
          {row.isUnused ? <StatePill tone="warn">{said.unused}</StatePill> : null}
          <details>
            <summary className={styles.summary}>{said.rights(row.permissions.length, row.added.length)}</summary>
            <ul className={styles.marks}>
              {matrix.permissions
                .filter(({ name }) => row.permissions.includes(name))
                .map(({ name, words: meaning }) => (
                  <li key={name}>
                    {row.added.includes(name) ? '+ ' : null}
                    {format.words(meaning)}
                  </li>
                ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

function Mark({ row, name }: { row: PermissionMatrix['rows'][number]; name: string }) {
  const { words } = useWords();
  const said = words.people.reviews;
  if (!row.permissions.includes(name)) {
    return (
      <td className={styles.mark}>
        <span className="visually-hidden">{said.not}</span>
      </td>
    );
  }
  const isAdded = row.added.includes(name);
  return (
    <td className={styles.mark}>
      <span aria-hidden="true">{isAdded ? '+' : '●'}</span>
      <span className="visually-hidden">{isAdded ? said.byGrant : said.byRole}</span>
    </td>
  );
}
