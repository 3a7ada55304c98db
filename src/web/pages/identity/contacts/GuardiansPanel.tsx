import { Button } from '@mantine/core';
import { useState } from 'react';
import { displayName } from '#modules/identity/rules/names.ts';
import type { Guardian } from '../../../api/contacts.ts';
import type { StudentContacts } from '../../../api/identity.ts';
import { useKnownAt } from '../../../frame/knownAt.ts';
import { useMay } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import entries from '../../../ui/entries.module.css';
import { SourcePopover } from '../../../ui/FactList.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { PersonName } from '../../../ui/PersonName.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import surface from '../../../ui/surface.module.css';
import { AddGuardian } from './AddGuardian.tsx';
import { AddLimit } from './AddLimit.tsx';
import styles from './Contacts.module.css';
import { EndRights } from './EndRights.tsx';
import { GuardianLimits } from './GuardianLimits.tsx';

/** The guardians of a student: until when each has rights and what each may not do; those whose rights ended stand last. */
export function GuardiansPanel({ contacts }: { contacts: StudentContacts }) {
  const { words } = useWords();
  const [isAdding, setAdding] = useState(false);
  const isPast = useKnownAt() !== null;
  const may = useMay('student.write');
  const add = (
    <ReasonButton
      variant="default"
      size="xs"
      reason={may ? null : words.frame.error.notAllowed}
      onClick={() => setAdding(true)}
    >
      {words.contacts.guardians.add}
    </ReasonButton>
  );
  const sorted = [...contacts.guardians].sort((a, b) => Number(b.rights.isInForce) - Number(a.rights.isInForce));
  return (
    <Panel title={words.students.contacts.guardians} aside={isPast ? null : add}>
      {sorted.length === 0 ? (
        <p className={surface.soft}>{words.students.contacts.none.guardians}</p>
      ) : (
        <ul className={entries.list}>
          {sorted.map((it) => (
            <GuardianRow key={it.guardianId} contacts={contacts} guardian={it} mayChange={may && !isPast} />
          ))}
        </ul>
      )}
      {isAdding ? <AddGuardian contacts={contacts} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

type GuardianRowProps = { contacts: StudentContacts; guardian: Guardian; mayChange: boolean };

function GuardianRow({ contacts, guardian, mayChange }: GuardianRowProps) {
  const { words, format } = useWords();
  const rights = useRightsWords(guardian);
  const name = displayName(guardian);
  const source = [
    { label: words.table.source.by, text: guardian.submittedBy },
    { label: words.table.source.on, text: format.moment(guardian.recordedAt) },
  ];
  const reached = [guardian.phone, guardian.email].filter(Boolean);
  return (
    <li className={entries.entry} data-tall="">
      <div className={entries.words}>
        <span className={entries.head}>
          <strong>
            <PersonName name={name} />
          </strong>
          <span className={surface.soft}>{format.words(guardian.relationshipWords)}</span>
          <SourcePopover label={name} source={source} />
        </span>
        {reached.length > 0 ? <span className={styles.label}>{reached.join(' · ')}</span> : null}
        {guardian.livesWith ? <span>{words.students.contacts.livesWith}</span> : null}
        <span className={surface.soft}>{rights}</span>
        <GuardianLimits contacts={contacts} guardian={guardian} name={name} mayChange={mayChange} />
      </div>
      {mayChange ? <Acts contacts={contacts} guardian={guardian} name={name} /> : null}
    </li>
  );
}

function useRightsWords({ rights: { isInForce, endsOn, because } }: Guardian): string {
  const { words, format } = useWords();
  const said = words.contacts.guardians.rights;
  if (endsOn === null || because === null) return said.open;
  if (!isInForce) return said[because](format.day(endsOn));
  return because === 'age' ? said.untilAge(format.day(endsOn)) : said.until(format.day(endsOn));
}

type ActsProps = { contacts: StudentContacts; guardian: Guardian; name: string };

function Acts({ contacts, guardian, name }: ActsProps) {
  const { words } = useWords();
  const [open, setOpen] = useState<'end' | 'limit' | null>(null);
  const said = words.contacts.guardians;
  const close = () => setOpen(null);
  const part = { contacts, guardian, name, onClose: close };
  return (
    <div className={entries.buttons}>
      <Button variant="default" size="xs" aria-label={`${said.limit}: ${name}`} onClick={() => setOpen('limit')}>
        {said.limit}
      </Button>
      {guardian.rights.isInForce ? (
        <Button variant="default" size="xs" aria-label={`${said.end}: ${name}`} onClick={() => setOpen('end')}>
          {said.end}
        </Button>
      ) : null}
      {open === 'end' ? <EndRights {...part} /> : null}
      {open === 'limit' ? <AddLimit {...part} /> : null}
    </div>
  );
}
