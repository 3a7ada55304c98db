import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ageOn } from '#kernel/dates.ts';
import type { Enrolment } from '../../api/enrolment.ts';
import { enrolmentsQuery } from '../../api/enrolment.ts';
import { type StudentHeader as Header, recordSheetAddress, studentQuery } from '../../api/identity.ts';
import { ApiProblem } from '../../api/problem.ts';
import { findingCountsQuery } from '../../api/validation.ts';
import { ButtonLink, FailedPage } from '../../frame/Failure.tsx';
import { useKnownAt } from '../../frame/knownAt.ts';
import { NotFoundPage } from '../../frame/NotFoundPage.tsx';
import { useMay, useMe } from '../../frame/session.ts';
import { paths, type StudentTab, studentTabs } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { StudentHeader } from '../../ui/StudentHeader.tsx';
import surface from '../../ui/surface.module.css';
import { Tabs } from '../../ui/Tabs.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { LooksTab } from '../access/ledger/LooksTab.tsx';
import { EnrolmentsTab } from '../enrolment/EnrolmentsTab.tsx';
import { useGrade } from '../enrolment/useGrade.ts';
import { ConsentTab } from '../privacy/ConsentTab.tsx';
import { StudentFindingsTab } from '../validation/StudentFindingsTab.tsx';
import { ContactsTab } from './ContactsTab.tsx';
import { HistoryTab } from './HistoryTab.tsx';
import { IdentityTab } from './IdentityTab.tsx';
import { KnownBand } from './KnownBand.tsx';
import { LookOutside } from './LookOutside.tsx';
import { PersonalTab } from './personal/PersonalTab.tsx';
import { noteRecent } from './recent.ts';
import styles from './StudentPage.module.css';
import { SummaryTab } from './SummaryTab.tsx';
import { fullNumberOf } from './sightLogic.ts';
import { NotesTab } from './support/NotesTab.tsx';
import { WhySeen } from './WhySeen.tsx';

/** One student's record: the head that is the same everywhere, and its tabs. */
export function StudentPage() {
  const { number = '', tab = 'summary' } = useParams({ strict: false });
  const chosen = studentTabs.find((name) => name === tab);
  const knownAt = useKnownAt();
  const { data: student, error, refetch } = useQuery(studentQuery(number, knownAt));
  useRecentNote(student);
  if (!chosen) return <NotFoundPage />;
  if (error && knownAt !== null)
    return <NotThen number={number} knownAt={knownAt} error={error} onRetry={() => void refetch()} />;
  if (error) return <NotShown number={number} error={error} onRetry={() => void refetch()} />;
  if (!student) return <Waiting rows={3} height={40} />;
  return <Record key={student.studentNumber} student={student} tab={chosen} />;
}

/** A record that cannot be shown as it was known at a moment: the time line still moves, and leads back to today. */
type NotThenProps = { number: string; knownAt: string; error: unknown; onRetry: () => void };

function NotThen({ number, knownAt, error, onRetry }: NotThenProps) {
  const { words, format } = useWords();
  const isUnknown = error instanceof ApiProblem && error.code === 'identity.not_known_then';
  return (
    <div>
      <KnownBand number={number} knownAt={knownAt} />
      {isUnknown ? (
        <EmptyState
          title={format.words(error.detail)}
          next={<ButtonLink href={paths.student(number)}>{words.students.known.back}</ButtonLink>}
        />
      ) : (
        <FailedPage error={error} onRetry={onRetry} />
      )}
    </div>
  );
}

/** A record that is not there, or not for the reader: whoever may look from outside is offered it, whichever it is. */
function NotShown({ number, error, onRetry }: { number: string; error: unknown; onRetry: () => void }) {
  const { words } = useWords();
  const asked = fullNumberOf(number);
  const mayLook = useMay('student.look');
  const isMissing = error instanceof ApiProblem && error.status === 404;
  return (
    <div className={surface.stack}>
      <div>
        <FailedPage error={error} onRetry={onRetry} />
      </div>
      {isMissing && asked && mayLook ? (
        <EmptyState title={words.sight.outsideAsk} next={<LookOutside number={asked} />}>
          <p>{words.sight.outsideWhy}</p>
        </EmptyState>
      ) : null}
    </div>
  );
}

function Record({ student, tab }: { student: Header; tab: StudentTab }) {
  const { words, format } = useWords();
  const { today } = useMe();
  const number = student.studentNumber;
  const knownAt = useKnownAt();
  const findings = useQuery({ ...findingCountsQuery({ studentNumber: number }), enabled: useMay('finding.read') });
  const enrolments = useQuery(enrolmentsQuery(number, 'leave_out', knownAt));
  const toMend = findings.data?.total ?? 0;
  const mayLook = useMay('ledger.student');
  const mayRead = useMay('note.read');
  const answer = useAnswer(enrolments.data, knownAt !== null);
  useEffect(() => {
    document.title = `${student.displayName} · ${words.students.tabs[tab]} · ${words.frame.product}`;
  }, [student.displayName, tab, words]);
  const { resolution } = student;
  const line = knownAt === null ? [answer, words.students.answerMend(toMend)] : [answer];
  return (
    <>
      {knownAt === null ? null : <KnownBand number={number} knownAt={knownAt} />}
      {resolution.asked !== resolution.primary ? (
        <p className={styles.resolved}>
          {words.students.resolved(format.studentNumber(resolution.asked), format.studentNumber(resolution.primary))}
        </p>
      ) : null}
      {student.status === 'deactivated' ? <p className={styles.resolved}>{words.students.deactivated}</p> : null}
      <StudentHeader
        name={student.displayName}
        legalName={student.legalName}
        number={number}
        otherNumbers={resolution.numbers.filter((other) => other !== number)}
        birthDate={student.birthDate}
        age={student.isDeceased ? null : ageOn(student.birthDate, knownAt?.slice(0, 10) ?? today)}
        genderWord={student.genderWords ? format.words(student.genderWords) : ''}
        isDeceased={student.isDeceased ?? false}
        deceasedOn={student.deceasedOn}
        isRestricted={student.isRestricted}
        actions={<RecordSheet student={student} />}
        toMend={{ count: knownAt === null ? toMend : 0, href: paths.student(number, 'findings') }}
        answer={line.filter(Boolean).join(' · ')}
      />
      {knownAt === null ? <WhySeen number={number} /> : null}
      <Tabs
        label={words.students.tabs.label}
        tabs={studentTabs
          .filter((name) => (name !== 'looks' || mayLook) && (name !== 'notes' || mayRead))
          .filter((name) => knownAt === null || name === tab || pastTabs.has(name))
          .map((name) => ({
            href: paths.student(number, name, { known: knownAt }),
            label: words.students.tabs[name],
            isCurrent: name === tab,
            ...(name === 'findings' ? { count: toMend } : {}),
          }))}
      />
      {knownAt === null || pastTabs.has(tab) ? (
        <TabBody tab={tab} student={student} enrolments={enrolments.data ?? null} />
      ) : (
        <EmptyState
          title={words.students.known.todayOnly}
          next={<ButtonLink href={paths.student(number, tab)}>{words.students.known.back}</ButtonLink>}
        />
      )}
    </>
  );
}

/** The tabs that follow the time line; the others are of today alone. */
const pastTabs: ReadonlySet<StudentTab> = new Set([
  'summary',
  'identity',
  'personal',
  'contacts',
  'enrolments',
  'notes',
  'history',
]);

/** The record as a printed sheet; whoever sees the minimum reads why there is none. */
function RecordSheet({ student: { studentNumber, sight } }: { student: Header }) {
  const { words, language } = useWords();
  const knownAt = useKnownAt();
  const look = { variant: 'default', size: 'xs', leftSection: <IconPrinter size={14} aria-hidden /> } as const;
  if (sight === 'minimum')
    return (
      <ReasonButton {...look} reason={words.sight.minimum} onClick={() => undefined}>
        {words.students.print}
      </ReasonButton>
    );
  return (
    <Button component="a" href={recordSheetAddress(studentNumber, language, knownAt)} download {...look}>
      {words.students.print}
    </Button>
  );
}

type TabProps = { tab: StudentTab; student: Header; enrolments: Enrolment[] | null };

function TabBody({ tab, student, enrolments }: TabProps) {
  const number = student.studentNumber;
  switch (tab) {
    case 'summary':
      return <SummaryTab student={student} enrolments={enrolments} />;
    case 'identity':
      return <IdentityTab student={student} />;
    case 'personal':
      return <PersonalTab student={student} />;
    case 'contacts':
      return <ContactsTab student={student} />;
    case 'enrolments':
      return <EnrolmentsTab number={number} />;
    case 'notes':
      return <NotesTab number={number} />;
    case 'findings':
      return <StudentFindingsTab number={number} />;
    case 'consent':
      return <ConsentTab number={number} />;
    case 'looks':
      return <LooksTab number={number} />;
    case 'history':
      return <HistoryTab number={number} />;
  }
}

/** Where the student is, in a line a human would say. */
function useAnswer(enrolments: Enrolment[] | undefined, isPast: boolean): string | null {
  const { words, format } = useWords();
  const gradeOf = useGrade();
  if (!enrolments) return null;
  const school = (it: Enrolment) => it.schoolName ?? it.schoolCode;
  const isRegular = (it: Enrolment) => it.programmingType === 'regular';
  const of = (status: string) => {
    const some = enrolments.filter((it) => it.status === status);
    return some.find(isRegular) ?? some[0];
  };
  const active = of('active');
  if (active)
    return words.students.answerEnrolled(gradeOf(active.grade), school(active), format.dayLong(active.startOn));
  const next = of('registered');
  if (next) return words.students.answerRegistered(gradeOf(next.grade), school(next), format.dayLong(next.startOn));
  const last = enrolments.find((it) => it.exitOn !== null && it.status !== 'cancelled');
  if (!last) return words.students.answerNone;
  const say = isPast ? words.students.known.answerLast : words.students.answerLast;
  return say(school(last), format.dayLong(last.exitOn));
}

/** Puts the student into the list under the empty search box; a protected one is not kept, since the list outlives an opening. */
function useRecentNote(student: Header | undefined): void {
  const { account } = useMe();
  useEffect(() => {
    if (!student || student.isRestricted) return;
    const { studentNumber: number, displayName: name, birthDate } = student;
    noteRecent(account.accountId, { number, name, birthDate });
  }, [student, account.accountId]);
}
