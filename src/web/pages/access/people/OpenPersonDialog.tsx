import { Button, CopyButton, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { judgeGrant, rolesGrantedAt } from '#modules/access/people/rules/grants.ts';
import { roles } from '#modules/access/rules/roles.ts';
import { type Opened, openPerson, peopleKey } from '../../../api/people.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import surface from '../../../ui/surface.module.css';
import { OrganisationField, useOrganisationKind } from './OrganisationField.tsx';
import styles from './People.module.css';

/** A joiner: an account with its first base role, and the link by which the person sets their first secrets. */
export function OpenPersonDialog({ onClose }: { onClose: () => void }) {
  const { words } = useWords();
  const me = useMe();
  const queries = useQueryClient();
  const said = words.people;
  const [wish, setWish] = useState({ name: '', userName: '', email: '', role: '', reason: '' });
  const [organisation, setOrganisation] = useState(me.organisation.code as string);
  const change = (part: Partial<typeof wish>) => setWish((before) => ({ ...before, ...part }));
  const opening = useMutation({
    mutationFn: () => {
      const { name, userName, email, role, reason } = wish;
      const optional = { ...(email ? { email } : {}), ...(role ? { role } : {}) };
      return openPerson({ name, userName, organisation, reason, ...optional });
    },
    onSuccess: () => void queries.invalidateQueries({ queryKey: peopleKey }),
  });
  const isReady = [wish.name, wish.userName, wish.reason, organisation].every((text) => text.trim() !== '');
  if (opening.data) {
    return (
      <Dialog
        title={said.openTitle}
        isOpen
        onClose={onClose}
        foot={<Button onClick={onClose}>{words.frame.close}</Button>}
      >
        <Invitation opened={opening.data} />
      </Dialog>
    );
  }
  return (
    <ActDialog
      title={said.openTitle}
      act={said.open}
      acting={opening}
      onAct={() => opening.mutate()}
      because={isReady ? null : words.frame.fillIn}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={said.name}
        value={wish.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={said.userName}
        autoComplete="off"
        value={wish.userName}
        onChange={(event) => change({ userName: event.currentTarget.value })}
      />
      <TextInput
        label={said.email}
        type="email"
        autoComplete="off"
        value={wish.email}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <OrganisationField value={organisation} onChange={setOrganisation} />
      <RoleField organisation={organisation} value={wish.role} onChange={(role) => change({ role })} />
      <TextInput
        label={said.reason}
        description={said.reasonHint}
        value={wish.reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
    </ActDialog>
  );
}

type RoleFieldProps = { organisation: string; value: string; onChange: (role: string) => void };

/** The base roles of the organisation that the signed-in person may give. */
function RoleField({ organisation, value, onChange }: RoleFieldProps) {
  const { words, format } = useWords();
  const { permissions, today } = useMe();
  const kind = useOrganisationKind(organisation);
  const giver = { isHolder: false, isProvisioner: false, permissions: new Set(permissions) };
  const mine = rolesGrantedAt(kind).filter((name) => {
    const wish = { kind: 'role' as const, name, organisationKind: kind, startsOn: today, endsOn: null };
    return judgeGrant(wish, giver, { isSupport: false, roleBeside: null, addedBeside: [] }, today) === null;
  });
  return (
    <NativeSelect
      label={words.people.role}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: words.people.noRole },
        ...mine.map((name) => ({ value: name, label: format.words(roles[name].words) })),
      ]}
    />
  );
}

function Invitation({ opened }: { opened: Opened }) {
  const { words, format } = useWords();
  const said = words.people;
  const link = `${window.location.origin}${opened.invitation.path}`;
  return (
    <div className={surface.stack}>
      <p>{said.opened}</p>
      <p className={styles.link}>{link}</p>
      <p className={surface.soft}>{said.until(format.moment(opened.invitation.expiresAt))}</p>
      <CopyButton value={link}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? words.frame.copied : said.copyLink}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
