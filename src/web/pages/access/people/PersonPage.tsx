import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type Grant, type PersonDetail, personQuery } from '../../../api/people.ts';
import { FailedPage } from '../../../frame/Failure.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { Timeline, type TimelineEntry } from '../../../ui/Timeline.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { PersonStatePill } from './PeoplePage.tsx';
import { PersonActions } from './PersonActions.tsx';
import { PersonGrants } from './PersonGrants.tsx';

/** One person: what they may do, their sessions and machine clients, and how it came about. */
export function PersonPage() {
  const { words } = useWords();
  const { id } = useParams({ strict: false }) as { id: string }; // the route's own place
  const { data: person, error, refetch } = useQuery(personQuery(id));
  const parent = { href: paths.people(), label: words.people.person.parent };
  if (error) return <FailedPage error={error} parent={parent} onRetry={() => void refetch()} />;
  if (!person) return <Waiting rows={8} height={36} />;
  return (
    <>
      <PageTitle
        title={person.name}
        answer={<PersonStatePill state={person.state} />}
        parent={parent}
        actions={<PersonActions person={person} />}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        <Panel>
          <Facts person={person} />
        </Panel>
        <PersonGrants person={person} />
        <Clients person={person} />
        <Panel title={words.people.person.history}>
          <History person={person} />
        </Panel>
      </div>
    </>
  );
}

function Facts({ person }: { person: PersonDetail }) {
  const { words, format } = useWords();
  const said = words.people.person;
  const { home } = person;
  const facts = [
    { label: words.people.userName, value: person.userName },
    { label: words.people.email, value: person.email ?? words.frame.none },
    { label: said.belongs, value: `${format.place(home)} · ${home.code}` },
    { label: said.language, value: said.languages[person.language] },
    { label: said.sessions, value: format.number(person.sessions) },
    { label: words.people.lastUsed, value: format.day(person.lastUsedOn) },
    { label: said.opened, value: format.moment(person.openedAt) },
  ];
  return (
    <div className={surface.stack}>
      <FactList facts={facts} />
      {person.invitedUntil ? <p className={surface.soft}>{said.invited(format.moment(person.invitedUntil))}</p> : null}
    </div>
  );
}

function Clients({ person }: { person: PersonDetail }) {
  const { words } = useWords();
  const said = words.people.person;
  if (person.clients.length === 0) return null;
  return (
    <Panel title={said.clients}>
      <p className={surface.soft}>{said.clientsWhy}</p>
      <ul>
        {person.clients.map(({ clientId, name, organisation, isDisabled }) => (
          <li key={clientId}>
            {name} · {organisation}{' '}
            {isDisabled ? <StatePill tone="calm">{words.people.state.suspended}</StatePill> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** How what is held came about, the newest first: read off the grants themselves. */
function History({ person }: { person: PersonDetail }) {
  const { words, format } = useWords();
  const said = words.people.person.event;
  const events = person.grants.flatMap((grant) =>
    eventsOf(grant, { said, name: format.words(grant.nameWords), place: format.place(grant.organisation) }),
  );
  const opened = { key: 'opened', at: person.openedAt, title: said.opened, body: undefined };
  const closed = person.disabledAt
    ? [{ key: 'closed', at: person.disabledAt, title: said.disabled(person.disabledBy ?? ''), body: undefined }]
    : [];
  const entries: TimelineEntry[] = [...events, ...closed, opened]
    .sort((a, b) => b.at.localeCompare(a.at))
    .map(({ key, at, title, body }) => ({ key, when: format.moment(at), title, ...(body ? { body } : {}) }));
  return <Timeline label={words.people.person.history} entries={entries} />;
}

type Said = {
  granted: (what: string, where: string, by: string) => string;
  approved: (what: string, by: string) => string;
  revoked: (what: string, by: string) => string;
};

function eventsOf(grant: Grant, { said, name, place }: { said: Said; name: string; place: string }) {
  const { grantId, grantedAt, grantedBy, reason, approvedAt, approvedBy } = grant;
  const { revokedAt, revokedBy, revokedReason } = grant;
  return [
    { key: `${grantId}-given`, at: grantedAt, title: said.granted(name, place, grantedBy), body: reason },
    ...(approvedAt
      ? [{ key: `${grantId}-agreed`, at: approvedAt, title: said.approved(name, approvedBy ?? ''), body: undefined }]
      : []),
    ...(revokedAt
      ? [
          {
            key: `${grantId}-revoked`,
            at: revokedAt,
            title: said.revoked(name, revokedBy ?? ''),
            body: revokedReason ?? undefined,
          },
        ]
      : []),
  ];
}
