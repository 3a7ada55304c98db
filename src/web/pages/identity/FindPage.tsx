import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type FoundStudent, searchQuery } from '../../api/identity.ts';
import { ButtonLink, Failure } from '../../frame/Failure.tsx';
import { useMay, useMe } from '../../frame/session.ts';
import { useQueryText, useSetQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Link, useNavigation } from '../../ui/Link.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { isSameName, PersonName } from '../../ui/PersonName.tsx';
import { StatePill } from '../../ui/StatePill.tsx';
import { movedBy } from '../../ui/table/tableLogic.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './FindPage.module.css';
import { LookOutside } from './LookOutside.tsx';
import { forgetRecent, type Recent, readRecent } from './recent.ts';
import { fullNumberOf } from './sightLogic.ts';

/** Find a student: one box, answers as one types, the keyboard first. */
export function FindPage() {
  const { words } = useWords();
  const { q = '' } = useQueryText();
  const setQuery = useSetQueryText();
  const [text, setText] = useState(q);
  const [asked] = useDebouncedValue(text.trim(), 60);
  const { go } = useNavigation();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => setText(q), [q]);
  const search = useQuery({
    ...searchQuery(asked),
    enabled: asked.length >= 2,
    placeholderData: keepPreviousData,
  });
  const found = asked.length >= 2 ? (search.data?.students ?? []) : [];
  const onKeyDown = (event: KeyboardEvent) => {
    const [best] = found;
    if (event.key === 'Enter' && best) go(paths.student(best.studentNumber));
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    list.current?.querySelector<HTMLElement>('a')?.focus();
  };
  return (
    <>
      <PageTitle title={words.students.title} answer={words.students.answer} product={words.frame.product} />
      <TextInput
        className={styles.box}
        size="md"
        label={words.students.box}
        description={words.students.hint}
        leftSection={<IconSearch size={18} aria-hidden />}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setQuery({ q: event.currentTarget.value }, 'replace');
        }}
        onKeyDown={onKeyDown}
      />
      {search.error ? <Failure error={search.error} onRetry={() => void search.refetch()} /> : null}
      {asked.length < 2 ? <RecentStudents /> : null}
      {asked.length >= 2 && search.isPending ? <Waiting rows={5} height={44} /> : null}
      {search.data && asked.length >= 2 ? (
        <Answer
          asked={asked}
          found={found}
          isComplete={search.data.isComplete}
          list={list}
          onClear={() => setQuery({ q: null })}
        />
      ) : null}
    </>
  );
}

type AnswerProps = {
  asked: string;
  found: FoundStudent[];
  isComplete: boolean;
  list: React.RefObject<HTMLUListElement | null>;
  onClear: () => void;
};

function Answer({ asked, found, isComplete, list, onClear }: AnswerProps) {
  const { words } = useWords();
  const number = fullNumberOf(asked);
  const mayLook = useMay('student.look');
  if (found.length === 0) {
    return (
      <EmptyState
        title={words.students.nobody(asked)}
        next={
          <>
            {number ? <LookOutside number={number} /> : null}
            <Button variant={number && mayLook ? 'default' : 'filled'} onClick={onClear}>
              {words.students.clear}
            </Button>
            <ButtonLink href={paths.submissions()} quiet>
              {words.students.nobodyNext}
            </ButtonLink>
          </>
        }
      >
        <p>{number && mayLook ? `${words.sight.outsideAsk} ${words.sight.outsideWhy}` : words.students.nobodyWhy}</p>
      </EmptyState>
    );
  }
  return (
    <section className={styles.answer}>
      <p role="status" className={styles.count}>
        {isComplete ? words.students.found(found.length) : words.students.incomplete(found.length)}
      </p>
      <ul ref={list} className={styles.list} onKeyDown={moveAmongLinks} aria-label={words.students.title}>
        {found.map((student) => (
          <FoundRow key={student.studentNumber} student={student} />
        ))}
      </ul>
    </section>
  );
}

function FoundRow({ student }: { student: FoundStudent }) {
  const { words, format } = useWords();
  const { displayName, legalName, matched, matchedName } = student;
  const why = matched.map((reason) => words.students.matched[reason]);
  return (
    <li className={styles.row}>
      <Link href={paths.student(student.studentNumber)} className={styles.link}>
        <span className={styles.name}>
          <PersonName name={displayName} />
          {!isSameName(legalName, displayName) ? (
            <span className={styles.legal}>
              <PersonName name={legalName} />
            </span>
          ) : null}
        </span>
        <span>{format.day(student.birthDate)}</span>
        <span className={styles.number}>{format.studentNumber(student.studentNumber)}</span>
        <span className={styles.why}>
          {words.students.why} {format.list(why)}
          {matchedName ? (
            <>
              {' '}
              <PersonName name={words.students.matchedAs(matchedName)} />
            </>
          ) : null}
        </span>
        <span className={styles.states}>
          {student.isRestricted ? <StatePill tone="person">{words.table.restricted}</StatePill> : null}
          {student.isDeceased ? <StatePill tone="calm">{words.table.deceased}</StatePill> : null}
        </span>
      </Link>
    </li>
  );
}

/** Arrow keys walk through the links of a list. */
function moveAmongLinks(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
  const at = links.indexOf(document.activeElement as HTMLElement); // the focused link, or none of ours
  const to = event.key === 'ArrowUp' && at === 0 ? null : movedBy(event.key, at, links.length);
  if (to === null) return;
  event.preventDefault();
  links[to]?.focus();
}

function RecentStudents() {
  const { words, format } = useWords();
  const me = useMe();
  const [recent, setRecent] = useState<Recent[]>(() => readRecent(me.account.accountId));
  if (recent.length === 0) {
    return (
      <EmptyState title={words.students.noRecent}>
        <p>{words.students.noRecentWhy}</p>
      </EmptyState>
    );
  }
  const forget = () => {
    forgetRecent(me.account.accountId);
    setRecent([]);
  };
  return (
    <section className={styles.answer}>
      <div className={styles.recentHead}>
        <h2 className={styles.recentTitle}>{words.students.recent}</h2>
        <Button variant="default" size="xs" onClick={forget}>
          {words.students.forget}
        </Button>
      </div>
      <ul className={styles.list} onKeyDown={moveAmongLinks}>
        {recent.map(({ number, name, birthDate }) => (
          <li key={number} className={styles.row}>
            <Link href={paths.student(number)} className={styles.link}>
              <span className={styles.name}>
                <PersonName name={name} />
              </span>
              <span>{format.day(birthDate)}</span>
              <span className={styles.number}>{format.studentNumber(number)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
