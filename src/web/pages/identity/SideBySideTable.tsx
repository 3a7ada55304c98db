import { useMediaQuery } from '@mantine/hooks';
import { IconArrowsLeftRight, IconEqual, IconEqualNot, IconQuestionMark } from '@tabler/icons-react';
import { useCodes } from '../../api/codes.ts';
import type { MatchTaskDetail, SideBySide } from '../../api/matches.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { MarkedAgainst } from '../../ui/Diff.tsx';
import { Link } from '../../ui/Link.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { languageOfName } from '../../ui/PersonName.tsx';
import { StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import styles from './Matches.module.css';
import {
  against,
  agreementOf,
  columnsOf,
  type DeskColumn,
  type FactName,
  factNames,
  namesOf,
  type Tone,
  toneOf,
  valuesOf,
  withoutField,
} from './sideBySide.ts';

type SideProps = { task: MatchTaskDetail; columns: DeskColumn[] };

/** The submitted facts and each candidate's: columns where there is room, a card for each candidate on a phone. */
export function SideBySideTable({ task }: { task: MatchTaskDetail }) {
  const { words } = useWords();
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  const isDecided = task.state === 'decided';
  // A decision changes the record: what the matcher said before would stand beside facts it never saw.
  const columns = columnsOf(task).map((column) => (isDecided ? { ...column, candidate: null } : column));
  return (
    <div className={`${surface.stack} ${surface.tight}`}>
      {isPhone ? <Cards task={task} columns={columns} /> : <Columns task={task} columns={columns} />}
      <p className={`${surface.soft} ${surface.small}`}>
        {isDecided ? words.matches.factsNow : words.matches.factsHint}
      </p>
    </div>
  );
}

function Columns({ task, columns }: SideProps) {
  const { words } = useWords();
  const said = words.matches;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.desk} tabIndex={0} aria-label={said.facts}>
      <table className={styles.facts} aria-label={said.facts}>
        <thead>
          <tr>
            <th scope="col">{said.fact}</th>
            <th scope="col">
              <span className={styles.headName}>{said.submitted}</span>
            </th>
            {columns.map((column, at) => (
              <th key={column.studentNumber} scope="col">
                <CandidateHead column={column} at={at} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {factNames.map((fact) => (
            <tr key={fact}>
              <th scope="row">{said.rows[fact]}</th>
              <td className={styles.submitted}>
                <Values record={task.submitted} fact={fact} submitted={null} />
              </td>
              {columns.map((column) => (
                <td key={column.studentNumber} className={styles.fact} data-tone={toneOfCell(column, fact)}>
                  <Cell task={task} column={column} fact={fact} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cards({ task, columns }: SideProps) {
  const { words } = useWords();
  const said = words.matches;
  return (
    <div className={styles.cards}>
      {columns.map((column, at) => (
        <Panel key={column.studentNumber} title={said.candidate(at + 1)}>
          <CandidateHead column={column} at={at} isNamed />
          <div className={styles.pairs}>
            {factNames.map((fact) => (
              <div key={fact} className={`${styles.pair} ${styles.fact}`} data-tone={toneOfCell(column, fact)}>
                <h3 className={styles.label}>{said.rows[fact]}</h3>
                <div>
                  <span className={styles.side}>{said.submitted}</span>
                  <Values record={task.submitted} fact={fact} submitted={null} />
                </div>
                <div>
                  <span className={styles.side}>{said.onRegister}</span>
                  <Cell task={task} column={column} fact={fact} />
                </div>
              </div>
            ))}
          </div>
        </Panel>
      ))}
    </div>
  );
}

type HeadProps = { column: DeskColumn; at: number; isNamed?: boolean };

function CandidateHead({ column, at, isNamed = false }: HeadProps) {
  const { words, format } = useWords();
  const said = words.matches;
  const { candidate, record, studentNumber } = column;
  const number = format.studentNumber(studentNumber);
  const hasStated = candidate?.agreements.some(({ field }) => field === 'number') ?? false;
  return (
    <div className={styles.head}>
      {isNamed ? null : <span className={styles.headName}>{said.candidate(at + 1)}</span>}
      <Link href={paths.student(studentNumber)} target="_blank" aria-label={said.openRecord(number)}>
        {number}
      </Link>
      {candidate ? <strong>{format.words(candidate.kindWords)}</strong> : null}
      <span className={styles.pills}>
        {hasStated ? <StatePill tone="accent">{said.statedNumber}</StatePill> : null}
        {record?.isRestricted ? <StatePill tone="person">{words.table.restricted}</StatePill> : null}
        {record?.isDeceased ? <StatePill tone="calm">{words.table.deceased}</StatePill> : null}
        {record === null ? <StatePill tone="calm">{said.gone}</StatePill> : null}
      </span>
    </div>
  );
}

type CellProps = { task: MatchTaskDetail; column: DeskColumn; fact: FactName };

function Cell({ task, column, fact }: CellProps) {
  return (
    <div className={styles.cell}>
      <Values record={column.record} fact={fact} submitted={task.submitted} />
      <Agreement column={column} fact={fact} />
    </div>
  );
}

type ValuesProps = { record: SideBySide | null; fact: FactName; submitted: SideBySide | null };

/** The values of a fact, one below the other; of a candidate with the letters marked that set them apart. */
function Values({ record, fact, submitted }: ValuesProps) {
  const { words } = useWords();
  const show = useShown(fact);
  const values = record ? valuesOf(record, fact) : [];
  if (values.length === 0) return <span className={surface.soft}>{words.matches.none}</span>;
  const others = submitted ? valuesOf(submitted, fact).map(show) : [];
  return (
    <div className={styles.values}>
      {values.map((value, at) => (
        <span key={value}>
          <bdi lang={languageOfName(value)}>
            <MarkedAgainst value={show(value)} against={against(show(value), others, fact)} />
          </bdi>
          {fact === 'names' ? <KindOfName kind={record ? (namesOf(record)[at]?.kind ?? null) : null} /> : null}
        </span>
      ))}
    </div>
  );
}

function KindOfName({ kind }: { kind: string | null }) {
  const { words } = useWords();
  const kinds: Partial<Record<string, string>> = words.matches.nameKinds;
  return kind ? <span className={styles.kindOfName}> {kinds[kind] ?? kind}</span> : null;
}

/** How a value of a fact is written. */
function useShown(fact: FactName): (value: string) => string {
  const { format } = useWords();
  const codes = useCodes();
  if (fact === 'birth_date') return format.day;
  if (fact !== 'gender') return (value) => value;
  return (value) => {
    const known = codes.find('gender', value);
    return known ? format.words(known) : value;
  };
}

const shapes = { agrees: IconEqual, nearly: IconArrowsLeftRight, differs: IconEqualNot, unknown: IconQuestionMark };

/** What the matcher says of a fact, where it says something: a shape, words and a shade. */
function Agreement({ column, fact }: { column: DeskColumn; fact: FactName }) {
  const { format } = useWords();
  const agreement = agreementOf(column.candidate, fact);
  if (!agreement) return null;
  const tone = toneOf(agreement.level);
  const Shape = shapes[tone];
  const text = format.words(agreement.words);
  return (
    <span className={styles.agreement} data-tone={tone}>
      <Shape size={13} stroke={2.2} aria-hidden />
      {fact === 'names' ? text : withoutField(text)}
    </span>
  );
}

function toneOfCell(column: DeskColumn, fact: FactName): Tone | undefined {
  const agreement = agreementOf(column.candidate, fact);
  return agreement ? toneOf(agreement.level) : undefined;
}
