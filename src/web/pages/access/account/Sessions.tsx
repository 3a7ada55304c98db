import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endSession, endSessions, type MySession, mySessionsQuery } from '../../../api/account.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { Refusal } from '../../../frame/Refusal.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './account.module.css';
import { useChange } from './useChange.ts';

/** The latest; the others when they are asked for. */
const sessionsShown = 6;

/** Where the person is signed in; each can be ended, and all at once. */
export function Sessions() {
  const { words } = useWords();
  const said = words.account.sessions;
  const { data, error, refetch } = useQuery(mySessionsQuery);
  const [isAll, setAll] = useState(false);
  const endAll = useChange(
    () => endSessions(),
    () => window.location.assign(paths.signedOut()),
  );
  return (
    <Panel
      title={said.title}
      aside={
        <Button size="compact-md" variant="default" loading={endAll.isPending} onClick={() => endAll.mutate(undefined)}>
          {said.endAll}
        </Button>
      }
    >
      <Refusal error={endAll.error} />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      <ul className={styles.rows}>
        {data?.slice(0, isAll ? undefined : sessionsShown).map((session) => (
          <SessionRow key={session.sessionId} session={session} />
        ))}
      </ul>
      {data && data.length > sessionsShown && !isAll ? (
        <Button size="compact-md" variant="default" onClick={() => setAll(true)}>
          {said.showAll(data.length)}
        </Button>
      ) : null}
    </Panel>
  );
}

function SessionRow({ session }: { session: MySession }) {
  const { words, format } = useWords();
  const said = words.account.sessions;
  const notice = useNotice();
  const { sessionId } = session;
  const device = said.device(session.device);
  const end = useChange(
    () => endSession(sessionId),
    () => notice(said.ended(device)),
  );
  return (
    <li className={styles.entry}>
      <Refusal error={end.error} />
      <div className={styles.facts}>
        <span className={surface.row}>
          <strong>{device}</strong>
          {session.isThis ? <StatePill tone="good">{said.here}</StatePill> : null}
        </span>
        <span className={surface.soft}>
          {said.since(format.moment(session.signedInAt))} ({said.ways[session.way]}) ·{' '}
          {said.seen(format.moment(session.lastSeenAt))} · {said.until(format.moment(session.expiresAt))}
        </span>
      </div>
      {session.isThis ? null : (
        <Button
          size="compact-md"
          variant="default"
          loading={end.isPending}
          onClick={() => end.mutate(undefined)}
          aria-label={said.endOf(device)}
        >
          {said.end}
        </Button>
      )}
    </li>
  );
}
