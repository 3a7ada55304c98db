import { Button, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { addPasskey, type MyCredentials, removePasskey, renamePasskey } from '../../../api/account.ts';
import { knowsPasskeys } from '../../../api/passkey.ts';
import { Refusal } from '../../../frame/Refusal.tsx';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './account.module.css';
import { useChange } from './useChange.ts';

type Passkey = MyCredentials['passkeys'][number];

/** The passkeys of the account: each with its name and last use; add, rename, remove. */
export function Passkeys({ passkeys, canAddPasskeys }: MyCredentials) {
  const { words } = useWords();
  const said = words.account.passkeys;
  const canAdd = canAddPasskeys && knowsPasskeys();
  return (
    <Panel title={said.title}>
      <div className={surface.stack}>
        <p className={surface.soft}>{said.why}</p>
        {passkeys.length > 0 ? (
          <ul className={styles.rows}>
            {passkeys.map((passkey) => (
              <PasskeyRow key={passkey.passkeyId} passkey={passkey} />
            ))}
          </ul>
        ) : (
          <p>{said.none}</p>
        )}
        {canAdd ? (
          <AddPasskey taken={passkeys.map(({ name }) => name)} />
        ) : (
          <p className={surface.soft}>{said.unavailable}</p>
        )}
      </div>
    </Panel>
  );
}

function AddPasskey({ taken }: { taken: string[] }) {
  const { words } = useWords();
  const said = words.account.passkeys;
  const notice = useNotice();
  const [name, setName] = useState('');
  const add = useChange(addPasskey, (_me, added) => {
    setName('');
    notice(said.addedNow(added));
  });
  const usual = taken.includes(said.nameDefault) ? `${said.nameDefault} ${taken.length + 1}` : said.nameDefault;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(name.trim() || usual);
  };
  return (
    <form className={styles.inline} onSubmit={submit}>
      <Refusal error={add.error} />
      <TextInput
        label={said.name}
        description={said.nameHint}
        placeholder={usual}
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" loading={add.isPending} leftSection={<IconFingerprint size={18} aria-hidden />}>
        {said.add}
      </Button>
    </form>
  );
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const { words, format } = useWords();
  const said = words.account.passkeys;
  const notice = useNotice();
  const [name, setName] = useState<string | null>(null);
  const { passkeyId } = passkey;
  const rename = useChange(
    (next: string) => renamePasskey(passkeyId, next),
    () => setName(null),
  );
  const remove = useChange(
    () => removePasskey(passkeyId),
    () => notice(said.removed(passkey.name)),
  );
  const used = passkey.lastUsedAt ? said.used(format.moment(passkey.lastUsedAt)) : said.unused;
  return (
    <li className={styles.entry}>
      <Refusal error={rename.error ?? remove.error} />
      {name === null ? (
        <>
          <div className={styles.facts}>
            <strong>{passkey.name}</strong>
            <span className={surface.soft}>
              {said.added(format.dayOf(passkey.createdAt))} · {used}
              {passkey.isSynced ? ` · ${said.synced}` : ''}
            </span>
          </div>
          <div className={styles.acts}>
            <Button size="compact-md" variant="default" onClick={() => setName(passkey.name)}>
              {said.rename}
              <span className="visually-hidden"> {passkey.name}</span>
            </Button>
            <Button
              size="compact-md"
              variant="default"
              loading={remove.isPending}
              onClick={() => remove.mutate(undefined)}
            >
              {said.remove}
              <span className="visually-hidden"> {passkey.name}</span>
            </Button>
          </div>
        </>
      ) : (
        <form
          className={styles.inline}
          onSubmit={(event) => {
            event.preventDefault();
            rename.mutate(name.trim());
          }}
        >
          <TextInput
            label={said.name}
            value={name}
            maxLength={60}
            required
            withAsterisk={false}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="light" loading={rename.isPending}>
            {said.save}
          </Button>
        </form>
      )}
    </li>
  );
}
