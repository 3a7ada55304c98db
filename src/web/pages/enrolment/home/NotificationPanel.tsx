import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCodes } from '../../../api/codes.ts';
import { type HomeNotification, homeNotificationsQuery } from '../../../api/home-notifications.ts';
import { useKnownAt } from '../../../frame/knownAt.ts';
import { useMay } from '../../../frame/session.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { Link } from '../../../ui/Link.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StatePill, type Tone } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { NotificationDialog } from './NotificationDialog.tsx';

const tones: Record<HomeNotification['state'], Tone> = {
  open: 'warn',
  accepted: 'good',
  returned: 'person',
  withdrawn: 'calm',
};

export function NotificationStatePill({ state }: Pick<HomeNotification, 'state'>) {
  const { words } = useWords();
  return <StatePill tone={tones[state]}>{words.homeNotification.states[state]}</StatePill>;
}

/** What parents notified of home education; each opens with the steps that it takes. */
export function NotificationPanel({ number }: { number: string }) {
  const { words } = useWords();
  const knownAt = useKnownAt();
  const may = useMay('enrolment.write') && knownAt === null;
  const { data } = useQuery(homeNotificationsQuery(number, knownAt));
  const [isOpen, setOpen] = useState(false);
  const said = words.homeNotification;
  if (!data || (data.length === 0 && !may)) return null;
  const record = may ? (
    <Button variant="default" size="xs" onClick={() => setOpen(true)}>
      {said.record}
    </Button>
  ) : null;
  return (
    <Panel title={said.title} aside={record}>
      {data.length === 0 ? <p className={surface.soft}>{said.none}</p> : null}
      <ul className={surface.plainList}>
        {data.map((it) => (
          <Row key={it.notificationId} notification={it} />
        ))}
      </ul>
      {isOpen ? <NotificationDialog number={number} notification={null} onClose={() => setOpen(false)} /> : null}
    </Panel>
  );
}

function Row({ notification: it }: { notification: HomeNotification }) {
  const { words, format } = useWords();
  const codes = useCodes();
  const programme = codes.find('home_programme', it.programme);
  const line = words.homeNotification.line(
    format.schoolYear(it.schoolYear),
    programme ? format.words(programme) : it.programme,
    it.guardianName,
    format.day(it.notifiedOn),
  );
  return (
    <li className={surface.row}>
      <Link href={paths.homeNotification(it.studentNumber, it.notificationId)}>{line}</Link>
      <NotificationStatePill state={it.state} />
    </li>
  );
}
