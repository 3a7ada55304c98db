import { groupNames } from '#modules/access/ledger/rules/group-names.ts';
import type { Drill } from '../../../api/ledger.ts';
import { useWords } from '../../../text/words.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './Ledger.module.css';
import { Operation } from './Operation.tsx';
import { PlainTable } from './PlainTable.tsx';

/** The figures: how many, what of them, through which doors, on which days. They name nobody. */
export function DrillFigures({ found }: { found: Drill }) {
  const { words, format } = useWords();
  const said = words.ledger.drill;
  return (
    <>
      <Panel>
        {found.readers.map((it) => (
          <p key={`${it.name} ${it.role} ${it.organisation.code}`}>
            {said.who(it.name, format.words(it.roleWords), format.place(it.organisation))}
          </p>
        ))}
        <p className={styles.figures}>
          <Figure value={found.people} word={said.people} />
          <Figure value={found.answers} word={said.answers} />
          <Figure value={found.reads} word={said.reads} />
        </p>
        <p className={`${surface.soft} ${surface.small}`}>
          {`${format.moment(found.firstAt)} – ${format.moment(found.lastAt)} · ${said.took(format.number(found.milliseconds))}`}
        </p>
      </Panel>
      <div className={surface.columns}>
        <Panel title={said.groups}>
          <PlainTable
            label={said.groups}
            head={[said.group, words.ledger.people]}
            rows={found.groups.map(({ group, people }) => ({
              key: group,
              cells: [format.words(groupNames[group]), format.number(people)],
            }))}
          />
        </Panel>
        <Panel title={said.days}>
          <PlainTable
            label={said.days}
            head={[said.day, words.ledger.people]}
            rows={found.days.map(({ day, people }) => ({ key: day, cells: [format.day(day), format.number(people)] }))}
          />
        </Panel>
      </div>
      <Panel title={said.doors}>
        <PlainTable
          label={said.doors}
          head={[words.ledger.door, words.ledger.purpose, words.ledger.people]}
          rows={found.doors.map(({ door, purpose, people }) => ({
            key: `${door} ${purpose.code}`,
            cells: [<Operation key="door" name={door} />, format.words(purpose.words), format.number(people)],
          }))}
        />
      </Panel>
    </>
  );
}

function Figure({ value, word }: { value: number; word: string }) {
  const { format } = useWords();
  return (
    <span>
      <span className={styles.figure}>{format.number(value)}</span> {word}
    </span>
  );
}
