import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Proof, type StepUpWay, stepUp } from '../api/account.ts';
import { knowsPasskeys } from '../api/passkey.ts';
import type { Me } from '../api/session.ts';
import { useWords } from '../text/words.tsx';
import surface from '../ui/surface.module.css';
import { Refusal } from './Refusal.tsx';
import styles from './StepUp.module.css';

type StepUpProps = { ways: readonly StepUpWay[]; onProved: (me: Me) => void };

/** The ways in which somebody can prove again that it is they, the best first. */
export function StepUp({ ways, onProved }: StepUpProps) {
  const { words } = useWords();
  const said = words.account.stepUp;
  const prove = useMutation({ mutationFn: (proof: Proof) => stepUp(proof), onSuccess: onProved });
  const isBusy = prove.isPending;
  const has = (way: StepUpWay) => ways.includes(way) && (way !== 'passkey' || knowsPasskeys());
  const parts: ReactNode[] = [
    has('passkey') ? (
      <Button
        key="passkey"
        loading={isBusy}
        leftSection={<IconFingerprint size={18} aria-hidden />}
        onClick={() => prove.mutate({ way: 'passkey' })}
        data-autofocus
      >
        {said.passkey}
      </Button>
    ) : null,
    has('code') ? (
      <Typed key="code" way="code" isBusy={isBusy} onTyped={(code) => prove.mutate({ way: 'code', code })} />
    ) : null,
    has('password') ? (
      <Typed
        key="password"
        way="password"
        isBusy={isBusy}
        onTyped={(password) => prove.mutate({ way: 'password', password })}
      />
    ) : null,
    has('demonstration') ? (
      <div key="demonstration" className={surface.stack}>
        <p>{said.demonstration}</p>
        <Button loading={isBusy} onClick={() => prove.mutate({ way: 'demonstration' })} data-autofocus>
          {said.confirm}
        </Button>
      </div>
    ) : null,
  ].filter((part) => part !== null);
  return (
    <div className={surface.stack}>
      <Refusal error={prove.error} />
      {parts.length === 0 ? <p>{said.none}</p> : parts}
    </div>
  );
}

type TypedProps = { way: 'code' | 'password'; isBusy: boolean; onTyped: (text: string) => void };

function Typed({ way, isBusy, onTyped }: TypedProps) {
  const { words } = useWords();
  const said = words.account.stepUp;
  const [text, setText] = useState('');
  const shared = {
    label: said[way],
    value: text,
    required: true,
    withAsterisk: false,
    onChange: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
  };
  return (
    <form
      className={styles.typed}
      onSubmit={(event) => {
        event.preventDefault();
        onTyped(way === 'code' ? text.trim() : text);
      }}
    >
      {way === 'code' ? (
        <TextInput {...shared} autoComplete="one-time-code" />
      ) : (
        <PasswordInput
          {...shared}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': words.account.password.show }}
        />
      )}
      <Button type="submit" variant="light" loading={isBusy} aria-label={`${said.prove}: ${said[way]}`}>
        {said.prove}
      </Button>
    </form>
  );
}
