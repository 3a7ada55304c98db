import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { mayChange, type NotificationMove, stateAfter } from '#modules/enrolment/notifications/rules/moves.ts';
import { useCodes } from '../../../api/codes.ts';
import { afterEnrolment } from '../../../api/drafts.ts';
import { enrolmentsQuery } from '../../../api/enrolment.ts';
import { homeRegistrationsQuery } from '../../../api/home-education.ts';
import {
  type HomeNotification,
  homeNotificationsQuery,
  moveHomeNotification,
} from '../../../api/home-notifications.ts';
import { type StudentHeader, studentQuery } from '../../../api/identity.ts';
import { ButtonLink, FailedPage } from '../../../frame/Failure.tsx';
import { NotFoundPage } from '../../../frame/NotFoundPage.tsx';
import { Refusal } from '../../../frame/Refusal.tsx';
import { useMay } from '../../../frame/session.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';
import { ReasonDialog } from '../../access/people/ReasonDialog.tsx';
import { NotificationDialog } from './NotificationDialog.tsx';
import { NotificationStatePill } from './NotificationPanel.tsx';

/** One notification of home education, step by step: what the parent says, who the student is, the enrolment, the decision. */
export function NotificationPage() {
  const { number = '', id = '' } = useParams({ strict: false });
  const student = useQuery(studentQuery(number));
  const all = useQuery(homeNotificationsQuery(number));
  const error = student.error ?? all.error;
  if (error) return <FailedPage error={error} onRetry={() => void all.refetch()} />;
  if (!student.data || !all.data) return <Waiting rows={5} height={40} />;
  const notification = all.data.find((it) => it.notificationId === id);
  if (!notification) return <NotFoundPage />;
  return <Shown student={student.data} notification={notification} />;
}

type ShownProps = { student: StudentHeader; notification: HomeNotification };

function Shown({ student, notification: it }: ShownProps) {
  const { words, format } = useWords();
  const said = words.homeNotification;
  const back = paths.student(student.studentNumber, 'enrolments');
  return (
    <>
      <PageTitle
        title={said.pageTitle(format.schoolYear(it.schoolYear))}
        answer={
          <span className={surface.row}>
            <NotificationStatePill state={it.state} />
            {it.decidedOn ? <span>{format.dayLong(it.decidedOn)}</span> : null}
            {it.stateReason ? <span>{it.stateReason}</span> : null}
          </span>
        }
        parent={{ href: back, label: `${student.displayName} · ${format.studentNumber(student.studentNumber)}` }}
        product={words.frame.product}
      />
      <div className={`${surface.stack} ${surface.reading}`}>
        <Review notification={it} />
        <Who student={student} notification={it} />
        <Placed notification={it} />
        <Decide notification={it} />
      </div>
    </>
  );
}

/** A step with its number; what is done says so. */
function Step({ place, title, isDone, aside, children }: StepProps) {
  const { words } = useWords();
  const said = words.homeNotification;
  const done = isDone ? <StatePill tone="good">{said.done}</StatePill> : null;
  return (
    <Panel
      title={said.step(place, title)}
      aside={
        <span className={surface.row}>
          {done}
          {aside}
        </span>
      }
    >
      <div className={`${surface.stack} ${surface.tight}`}>{children}</div>
    </Panel>
  );
}
type StepProps = { place: number; title: string; isDone: boolean; aside?: ReactNode; children: ReactNode };

function Review({ notification: it }: { notification: HomeNotification }) {
  const { words, format } = useWords();
  const codes = useCodes();
  const may = useMay('enrolment.write') && mayChange(it.state);
  const [isOpen, setOpen] = useState(false);
  const said = words.homeNotification;
  const programme = codes.find('home_programme', it.programme);
  const supervisor = it.supervisorName && format.place({ name: it.supervisorName, nameFr: it.supervisorNameFr });
  const yesNo = (value: boolean) => (value ? said.yes : said.no);
  const facts = [
    { label: said.guardian, value: it.guardianName },
    { label: said.contact, value: it.guardianContact ?? words.frame.none },
    { label: said.notifiedOn, value: format.day(it.notifiedOn) },
    { label: said.programme, value: programme ? format.words(programme) : it.programme, isWide: true },
    { label: said.supervisor, value: supervisor ?? it.supervisorCode ?? said.nobody },
    { label: said.funding, value: yesNo(it.wantsFunding) },
    { label: said.plan, value: it.plan ?? words.frame.none, isWide: true },
  ];
  const change = may ? (
    <Button size="xs" variant="default" onClick={() => setOpen(true)}>
      {said.change}
    </Button>
  ) : null;
  return (
    <Step place={1} title={said.review} isDone={it.state !== 'open'} aside={change}>
      <FactList facts={facts} />
      {isOpen ? (
        <NotificationDialog number={it.studentNumber} notification={it} onClose={() => setOpen(false)} />
      ) : null}
    </Step>
  );
}

function Who({ student, notification: it }: ShownProps) {
  const { words, format } = useWords();
  const said = words.homeNotification;
  return (
    <Step place={2} title={said.who} isDone={it.state !== 'open'}>
      <p>
        {said.whoText(
          student.displayName,
          format.day(student.birthDate),
          format.studentNumber(student.studentNumber),
          it.isAddressSame,
        )}
      </p>
      <span className={surface.row}>
        <ButtonLink quiet small href={paths.student(it.studentNumber, 'identity')}>
          {said.toIdentity}
        </ButtonLink>
        <ButtonLink quiet small href={paths.student(it.studentNumber, 'contacts')}>
          {said.toContacts}
        </ButtonLink>
      </span>
    </Step>
  );
}

/** The enrolment of what is supervised, the registration of what is not. */
function Placed({ notification: it }: { notification: HomeNotification }) {
  const { words } = useWords();
  const codes = useCodes();
  const programme = codes.values('home_programme').find(({ code }) => code === it.programme);
  const grants = programme?.data['grantsProgramme'];
  const enrolments = useQuery(enrolmentsQuery(it.studentNumber));
  const registrations = useQuery(homeRegistrationsQuery(it.studentNumber));
  const may = useMay('enrolment.write');
  const said = words.homeNotification;
  if (programme?.data['isSupervised'] !== true) {
    const isThere = registrations.data?.some((one) => one.schoolYear === it.schoolYear && !one.isDeleted) ?? false;
    return (
      <Step place={3} title={said.registration} isDone={isThere}>
        <p>{isThere ? said.registered : said.registersItself}</p>
      </Step>
    );
  }
  const isThere =
    enrolments.data?.some((one) => one.schoolYear === it.schoolYear && one.grantsProgrammes.includes(String(grants))) ??
    false;
  return (
    <Step place={3} title={said.enrolment} isDone={isThere}>
      <p>{isThere ? said.enrolled(String(grants)) : said.enrol(String(grants))}</p>
      {may && !isThere ? (
        <span>
          <ButtonLink quiet small href={paths.enrolmentNew(it.studentNumber, { programme: String(grants) })}>
            {words.enrolmentEditor.open}
          </ButtonLink>
        </span>
      ) : null}
    </Step>
  );
}

function Decide({ notification: it }: { notification: HomeNotification }) {
  const { words } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
  const may = useMay('enrolment.write');
  const [asked, setAsked] = useState<'return' | 'withdraw' | null>(null);
  const said = words.homeNotification;
  const moving = useMutation({
    mutationFn: ({ move, reason }: { move: NotificationMove; reason?: string }) =>
      moveHomeNotification(it, reason === undefined ? { move } : { move, reason }),
    onSuccess: (_after, { move }) => {
      afterEnrolment(queries, it.studentNumber);
      notice(said.moved[move]);
      setAsked(null);
    },
  });
  const can = (move: NotificationMove) => may && stateAfter(it.state, move) !== null;
  return (
    <Step place={4} title={said.decide} isDone={it.state === 'accepted'}>
      {asked === null ? <Refusal error={moving.error} /> : null}
      <p className={surface.soft}>{said.decideHint[it.state]}</p>
      <span className={surface.row}>
        {can('accept') ? (
          <Button loading={moving.isPending} onClick={() => moving.mutate({ move: 'accept' })}>
            {said.moves.accept}
          </Button>
        ) : null}
        {(['return', 'withdraw'] as const).filter(can).map((move) => (
          <Button key={move} variant="default" onClick={() => setAsked(move)}>
            {said.moves[move]}
          </Button>
        ))}
      </span>
      {asked ? (
        <ReasonDialog
          title={said.askTitle[asked]}
          act={said.moves[asked]}
          acting={moving}
          onClose={() => setAsked(null)}
          onAct={(reason) => moving.mutate({ move: asked, reason })}
        />
      ) : null}
    </Step>
  );
}
