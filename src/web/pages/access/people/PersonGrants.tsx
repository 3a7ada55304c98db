import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { leansOn } from '#modules/access/people/rules/grants.ts';
import { neededBeside, permissionWords } from '#modules/access/rules/permissions.ts';
import type { Permission } from '#modules/access/rules/roles.ts';
import { type Grant, type PersonDetail, peopleKey, revokeGrant } from '../../../api/people.ts';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import entries from '../../../ui/entries.module.css';
import { useNotice } from '../../../ui/Notices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import { StatePill, type Tone } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { GiveGrantDialog } from './GiveGrantDialog.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';

const tones: Record<Grant['state'], Tone> = {
  waiting: 'person',
  future: 'accent',
  live: 'good',
  ended: 'calm',
  revoked: 'calm',
  declined: 'calm',
};
const current: readonly Grant['state'][] = ['waiting', 'future', 'live'];

/** What a person holds within reach, what is over last; with the ways to give more and to take back. */
export function PersonGrants({ person }: { person: PersonDetail }) {
  const { words } = useWords();
  const { account } = useMe();
  const [isGiving, setGiving] = useState(false);
  const said = words.people.person;
  const isOwn = account.accountId === person.accountId;
  const sorted = [...person.grants].sort((a, b) => Number(isOver(a)) - Number(isOver(b)));
  const give = (
    <ReasonButton
      variant="default"
      reason={isOwn ? words.people.grant.because.to_oneself : null}
      onClick={() => setGiving(true)}
    >
      {said.give}
    </ReasonButton>
  );
  return (
    <Panel title={said.grants} aside={give}>
      {sorted.length === 0 ? <p className={surface.soft}>{said.noGrants}</p> : null}
      <ul className={entries.list}>
        {sorted.map((grant) => (
          <GrantRow key={grant.grantId} grant={grant} all={person.grants} />
        ))}
      </ul>
      {isGiving ? <GiveGrantDialog person={person} onClose={() => setGiving(false)} /> : null}
    </Panel>
  );
}

const isOver = ({ state }: Grant) => !current.includes(state);

const at = ({ accountId, kind, name, organisation }: Grant) => ({
  accountId,
  kind,
  name,
  organisation: organisation.code,
});

/** What must hold beside a grant before it gives anything; null when it does, or when nothing must. */
function lackingBeside(grant: Grant, all: readonly Grant[]): Permission | null {
  const needed = neededBeside[grant.name];
  if (grant.kind !== 'permission' || needed === undefined || grant.state !== 'live') return null;
  return all.some((other) => other.state === 'live' && leansOn(at(grant), at(other))) ? null : needed;
}

function GrantRow({ grant, all }: { grant: Grant; all: readonly Grant[] }) {
  const { words, format } = useWords();
  const [isAsking, setAsking] = useState(false);
  const queries = useQueryClient();
  const notice = useNotice();
  const said = words.people.person;
  const revoking = useMutation({
    mutationFn: (reason: string) => revokeGrant(grant.grantId, reason),
    onSuccess: () => {
      setAsking(false);
      notice(said.revoked);
      void queries.invalidateQueries({ queryKey: peopleKey });
    },
  });
  const name = format.words(grant.nameWords);
  const lacking = lackingBeside(grant, all);
  const along = all.filter((other) => !isOver(other) && leansOn(at(other), at(grant)));
  const until = grant.endsOn ? `${said.to} ${format.day(grant.endsOn)}` : said.open;
  return (
    <li className={entries.entry}>
      <div className={entries.words}>
        <span className={entries.head}>
          <strong>{name}</strong>
          {lacking ? (
            <StatePill tone="warn">{said.leans(format.words(permissionWords[lacking]))}</StatePill>
          ) : (
            <StatePill tone={tones[grant.state]}>{words.people.grantState[grant.state]}</StatePill>
          )}
          {grant.needsSecond ? <span className={entries.soft}>{said.secondNeeded}</span> : null}
        </span>
        <span className={entries.soft}>
          {format.place(grant.organisation)} · {grant.organisation.code} · {said.from} {format.day(grant.startsOn)},{' '}
          {until}
        </span>
        <span className={entries.soft}>{grant.reason}</span>
      </div>
      {isOver(grant) ? null : (
        <Button
          variant="default"
          aria-label={`${said.revoke}: ${name}, ${grant.organisation.code}`}
          onClick={() => setAsking(true)}
        >
          {said.revoke}
        </Button>
      )}
      {isAsking ? (
        <ReasonDialog
          title={said.revokeTitle(name)}
          act={said.revoke}
          acting={revoking}
          onClose={() => setAsking(false)}
          onAct={(reason) => revoking.mutate(reason)}
        >
          {along.map((other) => (
            <p key={other.grantId}>{said.endsAlong(format.words(other.nameWords))}</p>
          ))}
        </ReasonDialog>
      ) : null}
    </li>
  );
}
