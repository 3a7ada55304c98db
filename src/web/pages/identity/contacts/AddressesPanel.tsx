import { Button } from '@mantine/core';
import { useState } from 'react';
import type { NameShown } from '#modules/identity/rules/names.ts';
import { useCodes } from '../../../api/codes.ts';
import { type Address, recordAddress } from '../../../api/contacts.ts';
import type { StudentContacts } from '../../../api/identity.ts';
import { useKnownAt } from '../../../frame/knownAt.ts';
import { useMay, useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import entries from '../../../ui/entries.module.css';
import { SourcePopover } from '../../../ui/FactList.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { useRecording } from '../personal/useRecording.ts';
import { AddAddress } from './AddAddress.tsx';
import { AddressLabel } from './AddressLabel.tsx';
import { changeOf } from './addressChange.ts';
import { EndAddress } from './EndAddress.tsx';

type AddressesPanelProps = { contacts: StudentContacts; addressee: NameShown };

/** The addresses of a student: those that hold first, the one to use before all, then what is to come, what was, and what was taken back. */
export function AddressesPanel({ contacts, addressee }: AddressesPanelProps) {
  const { words } = useWords();
  const [isAdding, setAdding] = useState(false);
  const isPast = useKnownAt() !== null;
  const may = useMay('student.write');
  const { today } = useMe();
  const said = words.contacts;
  const add = (
    <ReasonButton
      variant="default"
      size="xs"
      reason={may ? null : words.frame.error.notAllowed}
      onClick={() => setAdding(true)}
    >
      {said.add}
    </ReasonButton>
  );
  const rank = (it: Address) => ['preferred', 'inForce', 'coming', 'ended', 'deleted'].indexOf(stateOf(it, today));
  const sorted = [...contacts.addresses].sort((a, b) => rank(a) - rank(b));
  return (
    <Panel title={words.students.contacts.addresses} aside={isPast ? null : add}>
      {sorted.length === 0 ? (
        <p className={surface.soft}>{words.students.contacts.none.addresses}</p>
      ) : (
        <ul className={entries.list}>
          {sorted.map((it) => (
            <AddressRow key={it.addressId} contacts={contacts} address={it} mayChange={may && !isPast} />
          ))}
        </ul>
      )}
      {isAdding ? <AddAddress contacts={contacts} addressee={addressee} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

function stateOf(it: Address, today: string): 'preferred' | 'inForce' | 'coming' | 'ended' | 'deleted' {
  if (it.isDeleted) return 'deleted';
  if (it.isPreferred) return 'preferred';
  if (it.isInForce) return 'inForce';
  return it.effectiveOn > today ? 'coming' : 'ended';
}

const tones = { preferred: 'good', inForce: 'calm', coming: 'calm', ended: 'calm', deleted: 'bad' } as const;

type AddressRowProps = { contacts: StudentContacts; address: Address; mayChange: boolean };

function AddressRow({ contacts, address, mayChange }: AddressRowProps) {
  const { words, format, language } = useWords();
  const codes = useCodes();
  const { today } = useMe();
  const state = stateOf(address, today);
  const name = codes.find('address_type', address.kind);
  const kind = name ? format.words(name) : words.students.contacts.kinds[address.kind];
  const { effectiveOn, endsOn } = address;
  const source = [
    { label: words.table.source.by, text: address.submittedBy },
    { label: words.table.source.on, text: format.moment(address.recordedAt) },
  ];
  return (
    <li className={entries.entry} data-tall="" data-deleted={address.isDeleted ? '' : undefined}>
      <div className={entries.words}>
        <span className={entries.head}>
          <strong>{kind}</strong>
          <StatePill tone={tones[state]}>{words.contacts.states[state]}</StatePill>
          <SourcePopover label={kind} source={source} />
        </span>
        <AddressLabel lines={address.label[language]} />
        <span className={surface.soft}>
          {endsOn
            ? words.students.contacts.fromTo(format.day(effectiveOn), format.day(endsOn))
            : words.students.contacts.from(format.day(effectiveOn))}
        </span>
      </div>
      {mayChange ? <Acts contacts={contacts} address={address} kind={kind} /> : null}
    </li>
  );
}

type ActsProps = { contacts: StudentContacts; address: Address; kind: string };

/** What can be done with an address; each at once, and taken back from the notice. */
function Acts({ contacts, address, kind }: ActsProps) {
  const { words } = useWords();
  const [isEnding, setEnding] = useState(false);
  const said = words.contacts;
  const { today } = useMe();
  const { isDeleted } = address;
  const hasEnded = stateOf(address, today) === 'ended';
  const taking = useRecording(contacts, {
    send: recordAddress,
    said: isDeleted ? said.restored : said.takenBack,
    back: (change) => ({ ...change, isDeleted }),
  });
  const before = contacts.addresses.find((it) => it.isPreferred);
  const preferring = useRecording(contacts, {
    send: recordAddress,
    said: said.preferred,
    back: (change) => (before ? { ...changeOf(before), isPreferred: true } : { ...change, isPreferred: false }),
  });
  const named = (act: string) => `${act}: ${kind}, ${address.label.en[0] ?? ''}`;
  const isBusy = taking.isPending || preferring.isPending;
  return (
    <div className={entries.buttons}>
      {isDeleted || address.isPreferred || !address.isInForce ? null : (
        <Button
          variant="default"
          size="xs"
          loading={isBusy}
          aria-label={named(said.prefer)}
          onClick={() => preferring.mutate({ ...changeOf(address), isPreferred: true })}
        >
          {said.prefer}
        </Button>
      )}
      {isDeleted || hasEnded ? null : (
        <Button variant="default" size="xs" aria-label={named(said.end)} onClick={() => setEnding(true)}>
          {said.end}
        </Button>
      )}
      <Button
        variant="default"
        size="xs"
        loading={isBusy}
        aria-label={named(isDeleted ? said.restore : said.takeBack)}
        onClick={() => taking.mutate({ ...changeOf(address), isDeleted: !isDeleted })}
      >
        {isDeleted ? said.restore : said.takeBack}
      </Button>
      {taking.error || preferring.error ? <span role="alert">{words.frame.error.conflict}</span> : null}
      {isEnding ? (
        <EndAddress contacts={contacts} address={address} kind={kind} onClose={() => setEnding(false)} />
      ) : null}
    </div>
  );
}
