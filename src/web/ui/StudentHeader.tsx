import type { ReactNode } from 'react';
import { useWords } from '../text/words.tsx';
import { useArrivalFocus } from './arrival.ts';
import { CopyNumber } from './CopyNumber.tsx';
import { Link } from './Link.tsx';
import { isSameName, PersonName } from './PersonName.tsx';
import { StatePill } from './StatePill.tsx';
import styles from './StudentHeader.module.css';

export type StudentHeaderProps = {
  /** As the person is addressed. */
  name: string;
  /** Said only when it differs from the name. */
  legalName: string;
  number: string;
  /** Other numbers of the same person. */
  otherNumbers: readonly string[];
  birthDate: string;
  age: number | null;
  /** Empty where the reader sees the minimum. */
  genderWord: string;
  deceasedOn: string | null;
  isDeceased: boolean;
  isRestricted: boolean;
  /** Findings that stand, and where they are. */
  toMend: { count: number; href: string };
  /** The answer in a line a human would say. */
  answer: ReactNode;
  actions?: ReactNode;
};

/** The head of a student's record, the same wherever one appears. */
export function StudentHeader(props: StudentHeaderProps) {
  const { words, format } = useWords();
  const { name, legalName, number, otherNumbers, birthDate, age } = props;
  const heading = useArrivalFocus();
  return (
    <header className={styles.header}>
      <div className={styles.line}>
        <h1 ref={heading} className={styles.name} tabIndex={-1}>
          <PersonName name={name} />
        </h1>
        <CopyNumber shown={format.studentNumber(number)} size="large" />
        <States {...props} />
        {props.actions ? (
          <span className={styles.actions} data-print="never">
            {props.actions}
          </span>
        ) : null}
      </div>
      <p className={styles.answer}>{props.answer}</p>
      <dl className={styles.facts}>
        {!isSameName(legalName, name) ? (
          <div className={styles.fact}>
            <dt>{words.table.legalName}</dt>
            <dd>
              <PersonName name={legalName} />
            </dd>
          </div>
        ) : null}
        <div className={styles.fact}>
          <dt>{words.table.born}</dt>
          <dd>
            {format.day(birthDate)}
            {age !== null ? ` (${words.table.age(age)})` : null}
          </dd>
        </div>
        {props.genderWord ? (
          <div className={styles.fact}>
            <dt>{words.table.gender}</dt>
            <dd>{props.genderWord}</dd>
          </div>
        ) : null}
        {otherNumbers.length > 0 ? (
          <div className={styles.fact}>
            <dt>{words.table.secondaryNumbers(otherNumbers.length)}</dt>
            <dd>{otherNumbers.map((other) => format.studentNumber(other)).join(', ')}</dd>
          </div>
        ) : null}
      </dl>
    </header>
  );
}

function States({ isDeceased, deceasedOn, isRestricted, toMend }: StudentHeaderProps) {
  const { words, format } = useWords();
  return (
    <span className={styles.states}>
      {isRestricted ? <StatePill tone="person">{words.table.restricted}</StatePill> : null}
      {isDeceased ? (
        <StatePill tone="calm">
          {words.table.deceased}
          {deceasedOn ? ` ${format.day(deceasedOn)}` : ''}
        </StatePill>
      ) : null}
      {toMend.count > 0 ? (
        <Link href={toMend.href} className={styles.toMend}>
          <StatePill tone="warn">{words.table.thingsToMend(toMend.count)}</StatePill>
        </Link>
      ) : null}
    </span>
  );
}
