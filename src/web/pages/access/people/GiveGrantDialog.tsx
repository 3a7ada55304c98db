import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dangersIn, type GrantRefusal, judgeGrant, rolesGrantedAt } from '#modules/access/people/rules/grants.ts';
import { additions, neededBeside, permissionWords } from '#modules/access/rules/permissions.ts';
import { isRoleName, roles } from '#modules/access/rules/roles.ts';
import { type Giving, type Grant, giveGrant, type PersonDetail, peopleKey } from '../../../api/people.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { OrganisationField, useOrganisationKind } from './OrganisationField.tsx';

type GiveGrantDialogProps = { person: PersonDetail; onClose: () => void };

/** Gives a base role or an additional permission; says while one chooses why something cannot be given. */
export function GiveGrantDialog({ person, onClose }: GiveGrantDialogProps) {
  const { words } = useWords();
  const me = useMe();
  const said = words.people.grant;
  const [kind, setKind] = useState<Grant['kind']>('permission');
  const [organisation, setOrganisation] = useState<string>(person.grants[0]?.organisation.code ?? me.organisation.code);
  const [wish, setWish] = useState({ name: '', endsOn: '', reason: '' });
  const giving = useGiving(person, onClose);
  const organisationKind = useOrganisationKind(organisation);
  const choices = useChoices({ person, kind, organisation, organisationKind });
  const chosen = choices.find(({ name }) => name === wish.name);
  const why = useWhyNot(chosen);
  const isDangerous = chosen !== undefined && dangersIn({ kind, name: chosen.name, organisationKind }).length > 0;
  const isReady = chosen?.refusal === null && wish.reason.trim() !== '';
  const send = () => {
    const { name, endsOn, reason } = wish;
    const body: Giving = { organisation, kind, name, reason, ...(endsOn ? { endsOn } : {}) };
    giving.mutate({ body, isDangerous });
  };
  return (
    <ActDialog
      title={words.people.person.give}
      act={said.given}
      acting={giving}
      onAct={send}
      because={isReady ? null : words.frame.fillIn}
      onClose={onClose}
    >
      <Choices
        label={said.kind}
        value={kind}
        onChange={(next) => setKind(next)}
        choices={(['permission', 'role'] as const).map((value) => ({ value, label: said.kinds[value] }))}
      />
      <OrganisationField value={organisation} onChange={setOrganisation} />
      <NativeSelect
        label={said.what}
        value={wish.name}
        error={why}
        onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })}
        data={[{ value: '', label: said.choose }, ...choices.map(({ name, label }) => ({ value: name, label }))]}
      />
      {isDangerous ? <p role="status">{said.dangerous}</p> : null}
      <DayField
        label={said.endsOn}
        description={said.endsOnHint}
        value={wish.endsOn}
        onChange={(day) => setWish({ ...wish, endsOn: day })}
      />
      <TextInput
        label={words.people.reason}
        description={words.people.reasonHint}
        value={wish.reason}
        maxLength={500}
        onChange={(event) => setWish({ ...wish, reason: event.currentTarget.value })}
      />
    </ActDialog>
  );
}

/** Why the chosen cannot be given, and what must be given before. */
function useWhyNot(chosen: Choice | undefined): string | null {
  const { words, format } = useWords();
  const said = words.people.grant;
  if (!chosen || chosen.refusal === null) return null;
  const needed = neededBeside[chosen.name];
  return chosen.refusal === 'needs_another' && needed
    ? said.needsAnother(format.words(permissionWords[needed]))
    : said.because[chosen.refusal];
}

function useGiving(person: PersonDetail, onDone: () => void) {
  const { words } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
  return useMutation({
    mutationFn: ({ body, isDangerous }: { body: Giving; isDangerous: boolean }) =>
      giveGrant(person.accountId, body, isDangerous),
    onSuccess: (grant) => {
      notice(grant.state === 'waiting' ? words.people.person.givenWaiting : words.people.person.given);
      void queries.invalidateQueries({ queryKey: peopleKey });
      onDone();
    },
  });
}

type Choice = { name: string; label: string; refusal: GrantRefusal | null };
type Asked = { person: PersonDetail; kind: Grant['kind']; organisation: string; organisationKind: string };

/** What could be given, each with why it cannot, by the same rule that the server asks. */
function useChoices({ person, kind, organisation, organisationKind }: Asked): Choice[] {
  const { format } = useWords();
  const me = useMe();
  const there = person.grants.filter((grant) => grant.organisation.code === organisation);
  const roleBeside = there.find((grant) => grant.kind === 'role' && grant.state === 'live')?.name ?? null;
  const isAdded = ({ kind, state }: Grant) => kind === 'permission' && (state === 'live' || state === 'waiting');
  const addedBeside = there.filter(isAdded).map(({ name }) => name);
  const isHolder = me.account.accountId === person.accountId;
  const giver = { isHolder, isProvisioner: false, permissions: new Set(me.permissions) };
  const role = roleBeside !== null && isRoleName(roleBeside) ? roleBeside : null;
  const named =
    kind === 'role'
      ? rolesGrantedAt(organisationKind).map((name) => ({ name, label: format.words(roles[name].words) }))
      : (role ? additions[role] : []).map((name) => ({ name, label: format.words(permissionWords[name]) }));
  return named.map(({ name, label }) => {
    const wish = { kind, name, organisationKind, startsOn: me.today, endsOn: null };
    return { name, label, refusal: judgeGrant(wish, giver, { isSupport: false, roleBeside, addedBeside }, me.today) };
  });
}
