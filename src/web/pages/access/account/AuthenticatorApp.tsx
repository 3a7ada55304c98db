import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { confirmApp, type MyCredentials, type Offer, removeApp, renewCodes, startApp } from '../../../api/account.ts';
import { Refusal } from '../../../frame/Refusal.tsx';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { AppOffer } from './AppOffer.tsx';
import styles from './account.module.css';
import { Codes } from './Codes.tsx';
import { useChange } from './useChange.ts';

/** The authenticator app and the recovery codes that stand for it. */
export function AuthenticatorApp(credentials: MyCredentials) {
  const { words } = useWords();
  const [codes, setCodes] = useState<string[] | null>(null);
  const [offer, setOffer] = useState<Offer | null>(null);
  return (
    <Panel title={words.account.app.title}>
      {codes ? <Codes codes={codes} onKept={() => setCodes(null)} /> : null}
      {!codes && offer ? (
        <Confirming
          offer={offer}
          onDone={(given) => {
            setOffer(null);
            setCodes(given);
          }}
        />
      ) : null}
      {!codes && !offer && credentials.totpSince ? <InForce {...credentials} onCodes={setCodes} /> : null}
      {!codes && !offer && !credentials.totpSince ? <NotYet {...credentials} onOffer={setOffer} /> : null}
    </Panel>
  );
}

function NotYet({ passwordChangedAt, onOffer }: MyCredentials & { onOffer: (offer: Offer) => void }) {
  const { words } = useWords();
  const said = words.account.app;
  const start = useChange(() => startApp(), onOffer);
  return (
    <div className={surface.stack}>
      <Refusal error={start.error} />
      <p className={surface.soft}>{said.off}</p>
      {passwordChangedAt ? (
        <div className={surface.row}>
          <Button variant="light" loading={start.isPending} onClick={() => start.mutate(undefined)}>
            {said.setUp}
          </Button>
        </div>
      ) : (
        <p>{said.needsPassword}</p>
      )}
    </div>
  );
}

function Confirming({ offer, onDone }: { offer: Offer; onDone: (codes: string[]) => void }) {
  const { words } = useWords();
  const said = words.account.app;
  const [code, setCode] = useState('');
  const confirm = useChange(confirmApp, ({ recoveryCodes }) => onDone(recoveryCodes));
  return (
    <form
      className={surface.stack}
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate(code.trim());
      }}
    >
      <AppOffer {...offer} />
      <Refusal error={confirm.error} />
      <div className={styles.inline}>
        <TextInput
          label={said.code}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          data-autofocus
        />
        <Button type="submit" loading={confirm.isPending}>
          {said.confirm}
        </Button>
      </div>
    </form>
  );
}

function InForce({ totpSince, recoveryCodesLeft, onCodes }: MyCredentials & { onCodes: (codes: string[]) => void }) {
  const { words, format } = useWords();
  const { app, codes: said } = words.account;
  const notice = useNotice();
  const remove = useChange(
    () => removeApp(),
    () => notice(app.removed),
  );
  const renew = useChange(
    () => renewCodes(),
    ({ recoveryCodes }) => onCodes(recoveryCodes),
  );
  return (
    <div className={surface.stack}>
      <Refusal error={remove.error ?? renew.error} />
      <div className={`${surface.row} ${surface.between}`}>
        <span>{app.on(format.dayOf(totpSince))}</span>
        <Button size="compact-md" variant="default" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
          {app.remove}
        </Button>
      </div>
      <div className={`${surface.row} ${surface.between}`}>
        <span>{said.leftOf(format.number(recoveryCodesLeft))}</span>
        <Button size="compact-md" variant="default" loading={renew.isPending} onClick={() => renew.mutate(undefined)}>
          {said.renew}
        </Button>
      </div>
      <p className={surface.soft}>{said.why}</p>
    </div>
  );
}
