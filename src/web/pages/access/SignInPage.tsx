import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { goToProvider, signInWithPasskey, signInWithPassword } from '../../api/account.ts';
import { knowsPasskeys } from '../../api/passkey.ts';
import { type SignIns, signInsQuery } from '../../api/session.ts';
import { Failure } from '../../frame/Failure.tsx';
import { Refusal } from '../../frame/Refusal.tsx';
import { useEntered } from '../../frame/useEntered.ts';
import { useQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { DemonstrationAccounts } from './DemonstrationAccounts.tsx';
import styles from './SignInPage.module.css';

/** The ways in, the best first: a passkey, a password, another provider; below, the invented people of a demonstration. */
export function SignInPage() {
  const { words } = useWords();
  const { data, error, refetch } = useQuery(signInsQuery);
  return (
    <>
      <PageTitle title={words.signIn.title} answer={words.signIn.answer} product={words.frame.product} />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <div className={styles.ways}>
          <OneStep signIns={data} />
          <PasswordForm />
        </div>
      ) : null}
      {data && data.accounts.length > 0 ? <DemonstrationAccounts accounts={data.accounts} /> : null}
    </>
  );
}

/** Ways without anything to type. */
function OneStep({ signIns: { passkeys, providers } }: { signIns: SignIns }) {
  const { words, format } = useWords();
  const { back } = useQueryText();
  const entered = useEntered();
  const show = useMutation({ mutationFn: signInWithPasskey, onSuccess: (me) => entered(me, back) });
  const leave = useMutation({
    mutationFn: (provider: string) => goToProvider('sign_in', { provider, returnTo: back ?? paths.home() }),
  });
  const hasPasskeys = passkeys && knowsPasskeys();
  if (!hasPasskeys && providers.length === 0) return null;
  return (
    <Panel title={words.signIn.quick}>
      <div className={surface.stack}>
        <Refusal error={show.error ?? leave.error} />
        {hasPasskeys ? (
          <>
            <Button
              size="md"
              leftSection={<IconFingerprint size={20} aria-hidden />}
              loading={show.isPending}
              onClick={() => show.mutate()}
            >
              {words.signIn.passkey}
            </Button>
            <p className={surface.soft}>{words.signIn.passkeyHint}</p>
          </>
        ) : null}
        {providers.map(({ name, title }) => (
          <Button key={name} variant="default" loading={leave.isPending} onClick={() => leave.mutate(name)}>
            {words.signIn.provider(format.words(title))}
          </Button>
        ))}
      </div>
    </Panel>
  );
}

function PasswordForm() {
  const { words } = useWords();
  const { back } = useQueryText();
  const entered = useEntered();
  const [typed, setTyped] = useState({ userName: '', password: '', code: '' });
  const enter = useMutation({ mutationFn: signInWithPassword, onSuccess: (me) => entered(me, back) });
  const set = (name: keyof typeof typed) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setTyped((before) => ({ ...before, [name]: value }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { code, ...rest } = typed;
    enter.mutate(code.trim() === '' ? rest : { ...rest, code: code.trim() });
  };
  return (
    <Panel title={words.signIn.withPassword}>
      <form className={surface.stack} onSubmit={submit}>
        <Refusal error={enter.error} />
        <TextInput
          label={words.signIn.userName}
          value={typed.userName}
          onChange={set('userName')}
          autoComplete="username webauthn"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
        />
        <PasswordInput
          label={words.signIn.password}
          value={typed.password}
          onChange={set('password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': words.account.password.show }}
          required
          withAsterisk={false}
        />
        <TextInput
          label={words.signIn.code}
          description={words.signIn.codeHint}
          value={typed.code}
          onChange={set('code')}
          autoComplete="one-time-code"
          inputMode="text"
          spellCheck={false}
        />
        <div className={surface.row}>
          <Button type="submit" variant="light" loading={enter.isPending}>
            {words.signIn.enter}
          </Button>
        </div>
        <p className={`${surface.soft} ${surface.small}`}>{words.signIn.lost}</p>
      </form>
    </Panel>
  );
}
