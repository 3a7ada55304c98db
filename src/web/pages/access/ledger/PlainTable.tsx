import type { ReactNode } from 'react';
import styles from './Ledger.module.css';

/** A few rows that need no tools; the last column holds numbers. */
export function PlainTable({
  label,
  head,
  rows,
}: {
  label: string;
  head: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}) {
  const isLast = (at: number) => (at === head.length - 1 ? '' : undefined);
  return (
    <table className={styles.plain} aria-label={label}>
      <thead>
        <tr>
          {head.map((name, at) => (
            <th key={name} scope="col" data-end={isLast(at)}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, at) => (
              <td key={head[at]} data-end={isLast(at)}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
