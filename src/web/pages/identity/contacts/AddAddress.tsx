import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { addressLabel, addressLine } from '#modules/identity/rules/address-label.ts';
import { contradictedBy } from '#modules/identity/rules/addresses.ts';
import type { NameShown } from '#modules/identity/rules/names.ts';
import { formOf } from '#modules/identity/rules/validation/address-form.ts';
import { useCodes } from '../../../api/codes.ts';
import { recordAddress } from '../../../api/contacts.ts';
import type { StudentContacts } from '../../../api/identity.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import surface from '../../../ui/surface.module.css';
import { useRecording } from '../personal/useRecording.ts';
import { AddressFields } from './AddressFields.tsx';
import { AddressLabel } from './AddressLabel.tsx';
import { type AddressTyped, changeTyped, factsTyped, missingOf, nothingTyped, problemsOf } from './addressChange.ts';
import styles from './Contacts.module.css';

type AddAddressProps = { contacts: StudentContacts; addressee: NameShown; onClose: () => void };

/** Adds an address: the form follows its format, the label is made beside it as the server makes it, and the rules judge while one types. */
export function AddAddress({ contacts, addressee, onClose }: AddAddressProps) {
  const { words } = useWords();
  const { today } = useMe();
  const codes = useCodes();
  const [typed, setTyped] = useState(() => nothingTyped(today, codes.values('address_format')[0]?.code ?? ''));
  const [guid] = useState(() => crypto.randomUUID());
  const said = words.contacts;
  const recording = useRecording(contacts, {
    send: recordAddress,
    said: said.added,
    onDone: onClose,
    back: (change) => ({ ...change, isDeleted: true }),
  });
  const problems = problemsOf(factsTyped(typed, formOf(typed.format, codes)), codes, today);
  const missing = missingOf(typed, problems);
  const change = (part: Partial<AddressTyped>) => setTyped((before) => ({ ...before, ...part }));
  return (
    <ActDialog
      title={said.addTitle}
      act={said.add}
      acting={recording}
      size="wide"
      because={missing === null ? null : said[missing]}
      onAct={() => recording.mutate(changeTyped(guid, typed, codes))}
      onClose={onClose}
    >
      <div className={styles.beside}>
        <div className={styles.fields}>
          <AddressFields typed={typed} problems={problems} onChange={change} />
        </div>
        <div className={styles.fields}>
          <Preview typed={typed} addressee={addressee} />
          <Days typed={typed} onChange={change} />
          <Beside typed={typed} contacts={contacts} />
        </div>
      </div>
    </ActDialog>
  );
}

type PartProps = { typed: AddressTyped; onChange: (part: Partial<AddressTyped>) => void };

function Days({ typed, onChange }: PartProps) {
  const said = useWords().words.contacts;
  return (
    <>
      <div className={styles.few} data-days>
        <DayField label={said.from} value={typed.effectiveOn} onChange={(effectiveOn) => onChange({ effectiveOn })} />
        <DayField
          label={said.until}
          description={said.untilHint}
          value={typed.expiresOn}
          onChange={(expiresOn) => onChange({ expiresOn })}
        />
      </div>
      <Checkbox
        label={said.prefers}
        checked={typed.isPreferred}
        onChange={(event) => onChange({ isPreferred: event.currentTarget.checked })}
      />
    </>
  );
}

/** The label as it will stand on a letter. */
function Preview({ typed, addressee }: { typed: AddressTyped; addressee: NameShown }) {
  const { words, language } = useWords();
  const codes = useCodes();
  const said = words.contacts;
  const facts = factsTyped(typed, formOf(typed.format, codes));
  const hasPlace = addressLabel(facts, { codes, language }).length > 0;
  return (
    <section className={styles.preview} aria-label={said.label}>
      <p className={styles.previewTitle}>{said.label}</p>
      {hasPlace ? (
        <AddressLabel lines={addressLabel(facts, { codes, language, addressee })} />
      ) : (
        <p className={surface.soft}>{said.labelEmpty}</p>
      )}
    </section>
  );
}

/** Another address of the kind that would contradict this one; it may be right, so it is said and not refused. */
function Beside({ typed, contacts }: { typed: AddressTyped; contacts: StudentContacts }) {
  const { words, format, language } = useWords();
  const codes = useCodes();
  const facts = factsTyped(typed, formOf(typed.format, codes));
  const placeOf = (it: Parameters<typeof addressLine>[0]) => addressLine(it, codes, language);
  const { kind } = typed;
  const others = contacts.addresses;
  const other = contradictedBy({ ...facts, kind, isDeleted: false }, others, (it) => placeOf(it) === placeOf(facts));
  if (!other) return null;
  return (
    <p role="status" className={styles.notice}>
      {words.contacts.beside(placeOf(other), format.day(other.effectiveOn))}
    </p>
  );
}
