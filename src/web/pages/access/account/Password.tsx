import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { changePassword, type MyCredentials } from '../../../api/account.ts';
import { Refusal } from '../../../frame/Refusal.tsx';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './account.module.css';
import { useChange } from './useChange.ts';

/** The password: whether there is one, and choosing another. */
export function Password({ passwordChangedAt, userName }: MyCredentials) {
  const { words, format } = useWords();
  const said = words.account.password;
  const [isOpen, setOpen] = useState(false);
  return (
    <Panel title={said.title}>
      <div className={surface.stack}>
        <p className={passwordChangedAt ? undefined : surface.soft}>
          {passwordChangedAt ? said.set(format.dayOf(passwordChangedAt)) : said.none}
        </p>
        {isOpen ? (
          <Choosing hasOne={passwordChangedAt !== null} userName={userName} onDone={() => setOpen(false)} />
        ) : (
          <div className={surface.row}>
            <Button variant="default" onClick={() => setOpen(true)}>
              {passwordChangedAt ? said.change : said.choose}
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}

function Choosing({ hasOne, userName, onDone }: { hasOne: boolean; userName: string; onDone: () => void }) {
  const { words } = useWords();
  const said = words.account.password;
  const notice = useNotice();
  const [typed, setTyped] = useState({ current: '', password: '' });
  const change = useChange(changePassword, () => {
    notice(said.changed);
    onDone();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(hasOne ? typed : { password: typed.password });
  };
  const toggle = { 'aria-label': said.show };
  return (
    <form className={styles.fields} onSubmit={submit}>
      <Refusal error={change.error} />
      <input type="text" name="username" autoComplete="username" value={userName} readOnly hidden />
      {hasOne ? (
        <PasswordInput
          label={said.current}
          value={typed.current}
          onChange={({ currentTarget: { value } }) => setTyped((before) => ({ ...before, current: value }))}
          autoComplete="current-password"
          visibilityToggleButtonProps={toggle}
          required
          withAsterisk={false}
        />
      ) : null}
      <PasswordInput
        label={said.next}
        description={said.hint}
        value={typed.password}
        onChange={({ currentTarget: { value } }) => setTyped((before) => ({ ...before, password: value }))}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
        required
        withAsterisk={false}
      />
      <div className={surface.row}>
        <Button type="submit" loading={change.isPending}>
          {said.save}
        </Button>
      </div>
    </form>
  );
}
