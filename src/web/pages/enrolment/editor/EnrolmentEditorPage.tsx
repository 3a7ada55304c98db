import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { StudentNumber } from '#kernel/ids.ts';
import { useCodes } from '../../../api/codes.ts';
import { enrolmentQuery, groundsQuery } from '../../../api/drafts.ts';
import { type StudentHeader, studentQuery } from '../../../api/identity.ts';
import { ButtonLink, FailedPage } from '../../../frame/Failure.tsx';
import { useMay, useMe } from '../../../frame/session.ts';
import { useQueryText } from '../../../frame/useQueryText.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { draftOf } from './draft.ts';
import { EnrolmentForm } from './EnrolmentForm.tsx';
import { newDraft } from './newDraft.ts';

/** Adds an enrolment to a student. */
export function NewEnrolmentPage() {
  return <Page>{(number) => <NewEnrolment number={number} />}</Page>;
}

/** Corrects an enrolment of a student. */
export function ChangeEnrolmentPage() {
  return <Page>{(number) => <ChangedEnrolment number={number} />}</Page>;
}

function Page({ children }: { children: (number: StudentNumber) => React.ReactNode }) {
  const { number = '' } = useParams({ strict: false });
  const { words, format } = useWords();
  const may = useMay('enrolment.write');
  const { data: student, error, refetch } = useQuery(studentQuery(number));
  if (error) return <FailedPage error={error} onRetry={() => void refetch()} />;
  if (!student) return <Waiting rows={5} height={40} />;
  const back = paths.student(student.studentNumber, 'enrolments');
  return (
    <>
      <PageTitle
        title={words.enrolmentEditor.title}
        answer={<About student={student} />}
        parent={{ href: back, label: `${student.displayName} · ${format.studentNumber(student.studentNumber)}` }}
        product={words.frame.product}
      />
      {may ? (
        // an answer of the API holds numbers of the right form
        children(student.studentNumber as StudentNumber)
      ) : (
        <EmptyState
          title={words.students.enrolments.mayNot}
          next={<ButtonLink href={back}>{words.enrolmentEditor.back}</ButtonLink>}
        />
      )}
    </>
  );
}

function About({ student }: { student: StudentHeader }) {
  const { words, format } = useWords();
  return words.enrolmentEditor.answer(student.displayName, format.day(student.birthDate));
}

function NewEnrolment({ number }: { number: StudentNumber }) {
  const me = useMe();
  const codes = useCodes();
  const { programme = null } = useQueryText();
  const [id] = useState(() => crypto.randomUUID());
  const school = me.organisation.kind === 'school' ? me.organisation.code : '';
  const { currentSchoolYear: schoolYear, today } = me;
  const asked = { school: school || null, schoolYear, residentBoard: null };
  const { data: grounds, error, refetch } = useQuery(groundsQuery(number, asked));
  if (error) return <FailedPage error={error} onRetry={() => void refetch()} />;
  if (!grounds || !codes.tables) return <Waiting rows={5} height={40} />;
  const first = newDraft({ programme, school, schoolYear, today, grounds, values: codes.values });
  return <EnrolmentForm first={first} edited={{ number, id, previous: null }} />;
}

function ChangedEnrolment({ number }: { number: StudentNumber }) {
  const { words } = useWords();
  const { enrolmentId: id = '' } = useParams({ strict: false });
  const query = useQuery({ ...enrolmentQuery(number, id), refetchOnWindowFocus: false });
  const { data: previous, error, refetch } = query;
  if (error) return <FailedPage error={error} onRetry={() => void refetch()} />;
  if (!previous) return <Waiting rows={5} height={40} />;
  if (previous.isDeleted) return <EmptyState title={words.enrolmentEditor.deleted} />;
  return <Opened key={id} number={number} previous={previous} />;
}

/** What stood when the form was opened stays its ground, whatever is read anew meanwhile. */
function Opened({ number, previous }: { number: StudentNumber; previous: Parameters<typeof draftOf>[0] }) {
  const [edited] = useState({ number, id: previous.enrolmentId, previous });
  return <EnrolmentForm first={draftOf(edited.previous)} edited={edited} />;
}
