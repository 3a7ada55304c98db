import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { acceptWithPasskey, acceptWithPassword, type Invitation, invitationQuery } from '../../api/account.ts';
import { knowsPasskeys } from '../../api/passkey.ts';
import type { Me } from '../../api/session.ts';
import { ButtonLink } from '../../frame/Failure.tsx';
import { Refusal } from '../../frame/Refusal.tsx';
import { useEntered } from '../../frame/useEntered.ts';
import { useProblemWords } from '../../frame/useProblemWords.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { AppOffer } from './account/AppOffer.tsx';
import styles from './account/account.module.css';
import { Codes } from './account/Codes.tsx';

/** What a link of an invitation opens. The secret stands behind #, where no server and no log sees it. */
export function InvitationPage() {
  const [token] = useState(() => window.location.hash.slice(1));
  return token === '' ? <Missing /> : <Opened token={token} />;
}

function Missing() {
  const { words } = useWords();
  const said = words.account.invitation;
  return (
    <>
      <PageTitle title={said.missing} product={words.frame.product} />
      <ErrorState what={said.missingWhy} next={<ButtonLink href={paths.signIn()}>{words.signIn.title}</ButtonLink>} />
    </>
  );
}

function Opened({ token }: { token: string }) {
  const { words, format } = useWords();
  const said = words.account.invitation;
  const problemOf = useProblemWords();
  const entered = useEntered();
  const { data, error } = useQuery(invitationQuery(token));
  const [begun, setBegun] = useState<{ me: Me; codes: string[] } | null>(null);
  if (error) {
    return (
      <>
        <PageTitle title={said.missing} product={words.frame.product} />
        <ErrorState
          what={problemOf(error) ?? ''}
          next={<ButtonLink href={paths.signIn()}>{words.signIn.title}</ButtonLink>}
        />
      </>
    );
  }
  if (!data) return <PageTitle title={said.title} product={words.frame.product} />;
  const isReset = data.purpose === 'reset';
  return (
    <div className={surface.stack}>
      <PageTitle
        title={isReset ? said.titleReset : said.title}
        answer={said.answer(data.name)}
        product={words.frame.product}
      />
      {begun ? (
        <Panel title={words.account.codes.title}>
          <Codes codes={begun.codes} onKept={() => entered(begun.me)} />
        </Panel>
      ) : (
        <>
          <p>{said.from(data.invitedBy, format.moment(data.expiresAt))}</p>
          {isReset ? <p>{said.resets}</p> : null}
          <div className={styles.panels}>
            {data.canHoldPasskey && knowsPasskeys() ? <WithPasskey token={token} onBegun={entered} /> : null}
            <WithPassword
              token={token}
              invitation={data}
              onBegun={(me, codes) => (codes.length > 0 ? setBegun({ me, codes }) : entered(me))}
            />
          </div>
        </>
      )}
    </div>
  );
}

function WithPasskey({ token, onBegun }: { token: string; onBegun: (me: Me) => void }) {
  const { words } = useWords();
  const said = words.account.invitation;
  const accept = useMutation({
    mutationFn: () => acceptWithPasskey(token, words.account.passkeys.nameDefault),
    onSuccess: (me) => onBegun(me),
  });
  return (
    <Panel title={said.withPasskey}>
      <div className={surface.stack}>
        <Refusal error={accept.error} />
        <p className={surface.soft}>{words.account.passkeys.why}</p>
        <p>{said.best}</p>
        <Button
          size="md"
          leftSection={<IconFingerprint size={20} aria-hidden />}
          loading={accept.isPending}
          onClick={() => accept.mutate()}
        >
          {said.make}
        </Button>
      </div>
    </Panel>
  );
}

type WithPasswordProps = { token: string; invitation: Invitation; onBegun: (me: Me, codes: string[]) => void };

function WithPassword({ token, invitation, onBegun }: WithPasswordProps) {
  const { words } = useWords();
  const { invitation: said, password: saidOfPassword, app } = words.account;
  const [typed, setTyped] = useState({ password: '', code: '' });
  const accept = useMutation({
    mutationFn: acceptWithPassword,
    onSuccess: ({ me, recoveryCodes }) => onBegun(me, recoveryCodes),
  });
  const { needsSecondFactor } = invitation;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = typed.code.trim();
    accept.mutate({ token, password: typed.password, ...(code === '' ? {} : { code }) });
  };
  return (
    <Panel title={needsSecondFactor ? said.withPassword : said.withPasswordAlone}>
      <form className={surface.stack} onSubmit={submit}>
        <Refusal error={accept.error} />
        <TextInput label={said.userName} value={invitation.userName} readOnly autoComplete="username" />
        <PasswordInput
          label={saidOfPassword.next}
          description={saidOfPassword.hint}
          value={typed.password}
          onChange={({ currentTarget: { value } }) => setTyped((before) => ({ ...before, password: value }))}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': saidOfPassword.show }}
          required
          withAsterisk={false}
        />
        {needsSecondFactor ? null : <p className={surface.soft}>{said.optionalApp}</p>}
        <AppOffer {...invitation.totp} />
        <TextInput
          label={app.code}
          value={typed.code}
          onChange={({ currentTarget: { value } }) => setTyped((before) => ({ ...before, code: value }))}
          inputMode="numeric"
          autoComplete="one-time-code"
          required={needsSecondFactor}
          withAsterisk={false}
        />
        <div className={surface.row}>
          <Button type="submit" variant="light" loading={accept.isPending}>
            {said.finish}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
