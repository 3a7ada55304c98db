import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { standingOf } from '#modules/enrolment/rules/standing.ts';
import { useCodes } from '../../api/codes.ts';
import { type Enrolment, enrolmentsQuery, markEnrolment } from '../../api/enrolment.ts';
import { ApiProblem } from '../../api/problem.ts';
import { ButtonLink, Failure } from '../../frame/Failure.tsx';
import { useKnownAt } from '../../frame/knownAt.ts';
import { useMay } from '../../frame/session.ts';
import { useQueryText, useSetQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { type Fact, FactList } from '../../ui/FactList.tsx';
import { Link } from '../../ui/Link.tsx';
import { useNotice } from '../../ui/Notices.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import { Disagreements } from '../privacy/Disagreements.tsx';
import { EnrolmentStatusPill } from './EnrolmentStatusPill.tsx';
import { HomePanel } from './home/HomePanel.tsx';
import { NotificationPanel } from './home/NotificationPanel.tsx';
import { ResponsiblePanel } from './responsible/ResponsiblePanel.tsx';
import { useGrade } from './useGrade.ts';

/** Every enrolment of the student, the newest first; deleting and restoring can be undone. */
export function EnrolmentsTab({ number }: { number: string }) {
  const { words } = useWords();
  const { deleted } = useQueryText();
  const setQuery = useSetQueryText();
  const knownAt = useKnownAt();
  const may = useMay('enrolment.write');
  const query = useQuery(enrolmentsQuery(number, deleted ? 'include' : 'leave_out', knownAt));
  const said = words.students.enrolments;
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Waiting />;
  return (
    <div className={surface.stack}>
      {knownAt === null ? <Disagreements number={number} fields={['enrolment']} /> : null}
      <ResponsiblePanel number={number} />
      <div className={`${surface.row} ${surface.between}`}>
        <Switch
          label={said.withDeleted}
          checked={deleted !== undefined}
          onChange={(event) => setQuery({ deleted: event.currentTarget.checked ? 'yes' : null }, 'replace')}
        />
        {may && knownAt === null ? (
          <ButtonLink href={paths.enrolmentNew(number)}>{words.enrolmentEditor.open}</ButtonLink>
        ) : null}
      </div>
      {query.data.length === 0 ? (
        <EmptyState
          title={said.none}
          next={<ButtonLink href={paths.submissions()}>{words.students.nobodyNext}</ButtonLink>}
        >
          <p>{said.noneWhy}</p>
        </EmptyState>
      ) : null}
      {query.data.map((enrolment) => (
        <EnrolmentPanel key={enrolment.enrolmentId} enrolment={enrolment} all={query.data} />
      ))}
      <NotificationPanel number={number} />
      <HomePanel number={number} />
    </div>
  );
}

function EnrolmentPanel({ enrolment, all }: { enrolment: Enrolment; all: readonly Enrolment[] }) {
  const { words, format } = useWords();
  const gradeOf = useGrade();
  const facts = useEnrolmentFacts(enrolment);
  const mark = useMark();
  const may = useMay('enrolment.write');
  const isPast = useKnownAt() !== null;
  const said = words.students.enrolments;
  const { isDeleted } = enrolment;
  const year = format.schoolYear(enrolment.schoolYear);
  const standing = standingOf(toFacts(enrolment), all.map(toFacts));
  return (
    <Panel
      title={`${gradeOf(enrolment.grade)} · ${enrolment.schoolName ?? enrolment.schoolCode} · ${year}`}
      aside={
        <span className={surface.row}>
          {standing === 'first' || isDeleted ? null : <StatePill tone="accent">{said.standings[standing]}</StatePill>}
          <EnrolmentStatusPill status={enrolment.status} />
          {may && !isPast && !isDeleted ? (
            <ButtonLink
              quiet
              small
              href={paths.enrolment(enrolment.studentNumber, enrolment.enrolmentId)}
              aria-label={words.enrolmentEditor.changeOf(enrolment.schoolName ?? enrolment.schoolCode, year)}
            >
              {words.enrolmentEditor.change}
            </ButtonLink>
          ) : null}
          {isPast ? null : (
            <ReasonButton
              variant="default"
              size="xs"
              reason={may ? null : said.mayNot}
              loading={mark.isPending}
              onClick={() => mark.mutate({ enrolment, act: isDeleted ? 'restore' : 'delete' })}
            >
              {isDeleted ? said.restore : said.remove}
            </ReasonButton>
          )}
        </span>
      }
    >
      <FactList facts={facts} />
    </Panel>
  );
}

/** An enrolment as rules know it; who may not see the self-declaration has none. */
function toFacts({ selfDeclaration = null, ...it }: Enrolment) {
  return { ...it, selfDeclaration };
}

/** Deletes or restores at once and offers the way back. */
function useMark() {
  const { words, format } = useWords();
  const queries = useQueryClient();
  const say = useNotice();
  const said = words.students.enrolments;
  const mark = useMutation({
    mutationFn: ({ enrolment, act }: { enrolment: Enrolment; act: 'delete' | 'restore' }) =>
      markEnrolment(enrolment, act),
    onSuccess: (after, { act }) => {
      void queries.invalidateQueries({ queryKey: ['students', after.studentNumber] });
      const school = after.schoolName ?? after.schoolCode;
      const back = act === 'delete' ? 'restore' : 'delete';
      const text = act === 'delete' ? said.removed(school) : said.restored(school);
      say(text, { undo: () => mark.mutate({ enrolment: after, act: back }) });
    },
    onError: (error) => {
      if (error instanceof ApiProblem) say(format.words(error.detail), { tone: 'bad' });
    },
  });
  return mark;
}

function useEnrolmentFacts(it: Enrolment): Fact[] {
  const { words, format } = useWords();
  const codes = useCodes();
  const said = words.students.enrolments;
  const named = (className: string, code: string) => {
    const known = codes.find(className, code);
    return known ? `${code} ${format.words(known)}` : code;
  };
  const word = (className: string, code: string) => {
    const known = codes.find(className, code);
    return known ? format.words(known) : code;
  };
  const facts: (Fact | null)[] = [
    { label: said.school, value: <Link href={paths.organisation(it.schoolCode)}>{it.schoolCode}</Link> },
    { label: said.start, value: format.day(it.startOn) },
    it.exitOn ? { label: said.exit, value: format.day(it.exitOn) } : null,
    it.exitType ? { label: said.exitType, value: word('exit_type', it.exitType) } : null,
    { label: said.type, value: word('programming_type', it.programmingType) },
    { label: said.timeframe, value: word('programming_timeframe', it.programmingTimeframe) },
    codesFact(said.programmes, 'grants_programme', it.grantsProgrammes),
    codesFact(said.types, 'enrolment_type', it.enrolmentTypes),
    codesFact(said.exceptions, 'exception_code', it.exceptionCodes),
    it.residentBoard ? { label: said.board, value: it.residentBoard } : null,
    it.hours !== null ? { label: said.hours, value: format.number(it.hours) } : null,
    it.frenchHours !== null ? { label: said.frenchHours, value: format.number(it.frenchHours) } : null,
    it.programmePercentage !== null
      ? { label: said.percentage, value: `${format.number(it.programmePercentage)} %` }
      : null,
    it.localStudentId ? { label: said.local, value: it.localStudentId } : null,
    { label: said.by, value: `${it.submittedBy}, ${format.moment(it.submittedAt)}` },
  ];
  return facts.filter((fact) => fact !== null);

  function codesFact(label: string, className: string, list: string[]): Fact | null {
    return list.length === 0
      ? null
      : { label, value: list.map((code) => named(className, code)).join('; '), isWide: list.length > 1 };
  }
}
