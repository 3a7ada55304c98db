import type { ExportRequest } from '../../../api/exports.ts';
import { useWords } from '../../../text/words.tsx';
import { StatePill, type Tone } from '../../../ui/StatePill.tsx';
import styles from './Exports.module.css';

type Columns = ExportRequest['columns'];
const tones: Record<Columns[number]['sensitivity'], Tone> = { ordinary: 'calm', personal: 'accent', sensitive: 'warn' };

/** The columns of an export with what a value looks like; nobody's own values. */
export function ColumnTable({ columns }: { columns: Columns }) {
  const { words, format } = useWords();
  const said = words.exports;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} aria-label={said.columns} tabIndex={0}>
      <table className={styles.columns}>
        <thead>
          <tr>
            <th scope="col">{said.column}</th>
            <th scope="col">{said.sensitivity}</th>
            <th scope="col">{said.example}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((it) => (
            <tr key={it.name}>
              <th scope="row">{format.words(it.words)}</th>
              <td>
                <StatePill tone={tones[it.sensitivity]}>{said.sensitivities[it.sensitivity]}</StatePill>
              </td>
              <td>{it.example}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
