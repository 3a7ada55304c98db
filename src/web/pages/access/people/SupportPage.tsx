import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endSupport, openSupport, type SupportAccess, supportActsQuery, supportQuery } from '../../../api/people.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { Failure } from '../../../frame/Failure.tsx';
import { Refusal } from '../../../frame/Refusal.tsx';
import { useMe } from '../../../frame/session.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import entries from '../../../ui/entries.module.css';
import { Link } from '../../../ui/Link.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import { StatePill, type Tone } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';
import { OrganisationField } from './OrganisationField.tsx';

const tones: Record<SupportAccess['state'], Tone> = { open: 'warn', expired: 'calm', ended: 'calm' };

/** Who of support was let in, what they did and read, and the door. */
export function SupportPage() {
  const { words } = useWords();
  const { reach } = useMe();
  const { data, error, refetch } = useQuery(supportQuery);
  const [isOpening, setOpening] = useState(false);
  const [shownId, setShown] = useState<string | null>(null);
  const said = words.people.support;
  const open = data?.items.filter(({ state }) => state === 'open').length;
  return (
    <>
      <PageTitle
        title={said.title}
        answer={open === undefined ? undefined : said.answer(open)}
        parent={{ href: paths.access(), label: words.frame.pages.access }}
        actions={
          <ReasonButton reason={reach === 'everything' ? said.ministry : null} onClick={() => setOpening(true)}>
            {said.open}
          </ReasonButton>
        }
        product={words.frame.product}
      />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Waiting rows={4} height={48} /> : null}
      {data?.items.length === 0 ? (
        <EmptyState title={said.none} tone="good">
          <p>{said.noneWhy}</p>
        </EmptyState>
      ) : null}
      {data && data.items.length > 0 ? (
        <Panel title={said.list}>
          <ul className={entries.list}>
            {data.items.map((access) => (
              <AccessRow key={access.supportAccessId} access={access} onShow={() => setShown(access.supportAccessId)} />
            ))}
          </ul>
        </Panel>
      ) : null}
      {isOpening && data ? (
        <OpenSupportDialog accounts={data.accounts} hoursMax={data.hoursMax} onClose={() => setOpening(false)} />
      ) : null}
      {shownId ? <TraceDialog supportId={shownId} onClose={() => setShown(null)} /> : null}
    </>
  );
}

function AccessRow({ access, onShow }: { access: SupportAccess; onShow: () => void }) {
  const { words, format } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
  const said = words.people.support;
  const ending = useMutation({
    mutationFn: () => endSupport(access.supportAccessId),
    onSuccess: () => {
      notice(said.ended);
      void queries.invalidateQueries({ queryKey: ['support'] });
    },
  });
  const until = access.endedAt ?? access.expiresAt;
  return (
    <li className={entries.entry}>
      <div className={entries.words}>
        <span className={entries.head}>
          <strong>{access.name}</strong>
          <StatePill tone={tones[access.state]}>{said.states[access.state]}</StatePill>
        </span>
        <span>{said.for(said.scopes[access.scope], access.purpose)}</span>
        <span className={entries.soft}>
          {format.place(access.organisation)} ·{' '}
          {said.letIn(access.openedBy, format.moment(access.openedAt), format.moment(until))}
        </span>
      </div>
      <div className={entries.buttons}>
        <Button variant="default" aria-label={`${said.trace}: ${access.name}`} onClick={onShow}>
          {said.trace}
        </Button>
        {access.state === 'open' ? (
          <Button loading={ending.isPending} aria-label={`${said.end}: ${access.name}`} onClick={() => ending.mutate()}>
            {said.end}
          </Button>
        ) : null}
      </div>
      <Refusal error={ending.error} />
    </li>
  );
}

type OpenSupportDialogProps = {
  accounts: { accountId: string; name: string }[];
  hoursMax: number;
  onClose: () => void;
};

function OpenSupportDialog({ accounts, hoursMax, onClose }: OpenSupportDialogProps) {
  const { words } = useWords();
  const me = useMe();
  const queries = useQueryClient();
  const notice = useNotice();
  const said = words.people.support;
  const [wish, setWish] = useState({
    accountId: accounts[0]?.accountId ?? '',
    organisation: me.organisation.code as string,
    scope: 'read' as SupportAccess['scope'],
    purpose: '',
    hours: Math.min(2, hoursMax),
  });
  const opening = useMutation({
    mutationFn: () => openSupport(wish),
    onSuccess: () => {
      notice(said.opened);
      void queries.invalidateQueries({ queryKey: ['support'] });
      onClose();
    },
  });
  const isReady = wish.accountId !== '' && wish.purpose.trim() !== '';
  return (
    <ActDialog
      title={said.openTitle}
      act={said.open}
      acting={opening}
      onAct={() => opening.mutate()}
      because={isReady ? null : words.frame.fillIn}
      onClose={onClose}
    >
      <p>{said.openMeans}</p>
      <NativeSelect
        label={said.who}
        value={wish.accountId}
        onChange={(event) => setWish({ ...wish, accountId: event.currentTarget.value })}
        data={accounts.map(({ accountId, name }) => ({ value: accountId, label: name }))}
      />
      <OrganisationField value={wish.organisation} onChange={(organisation) => setWish({ ...wish, organisation })} />
      <NativeSelect
        label={said.scope}
        value={wish.scope}
        onChange={(event) => setWish({ ...wish, scope: event.currentTarget.value === 'write' ? 'write' : 'read' })}
        data={(['read', 'write'] as const).map((value) => ({ value, label: said.scopes[value] }))}
      />
      <NumberInput
        label={said.hours}
        description={said.hoursHint(hoursMax)}
        value={wish.hours}
        min={1}
        max={hoursMax}
        onChange={(hours) => setWish({ ...wish, hours: Number(hours) || 1 })}
      />
      <TextInput
        label={said.purpose}
        description={said.purposeHint}
        value={wish.purpose}
        maxLength={500}
        onChange={(event) => setWish({ ...wish, purpose: event.currentTarget.value })}
      />
    </ActDialog>
  );
}

/** Every act and every read under an access. */
function TraceDialog({ supportId, onClose }: { supportId: string; onClose: () => void }) {
  const { words, format } = useWords();
  const { data, error } = useQuery(supportActsQuery(supportId));
  const said = words.people.support;
  return (
    <Dialog title={said.trace} isOpen onClose={onClose} size="wide">
      {error ? <Failure error={error} /> : null}
      {data ? (
        <div className={surface.columns}>
          <Panel title={said.acts(data.acts.length)} level={3}>
            <ul>
              {data.acts.map(({ at, kind, reason }) => (
                <li key={`${at} ${kind}`}>
                  {format.moment(at)} · {kind} {reason ? `· ${reason}` : ''}
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title={said.reads(data.reads.length)} level={3}>
            <ul>
              {data.reads.map(({ at, studentNumber, operation }) => (
                <li key={`${at} ${studentNumber} ${operation}`}>
                  {format.moment(at)} ·{' '}
                  <Link href={paths.student(studentNumber)}>{format.studentNumber(studentNumber)}</Link>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      ) : null}
      {!data && !error ? <Waiting rows={3} height={32} /> : null}
    </Dialog>
  );
}
