import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addressParts, type NameShown } from '#modules/identity/rules/names.ts';
import { contactsQuery, type StudentContacts, type StudentHeader } from '../../api/identity.ts';
import { Failure } from '../../frame/Failure.tsx';
import { useKnownAt } from '../../frame/knownAt.ts';
import { useWords } from '../../text/words.tsx';
import { type Fact, FactList } from '../../ui/FactList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import { Disagreements } from '../privacy/Disagreements.tsx';
import { AddressesPanel } from './contacts/AddressesPanel.tsx';
import { GuardiansPanel } from './contacts/GuardiansPanel.tsx';
import { RestrictionsPanel } from './restrictions/RestrictionsPanel.tsx';

/** How to reach the student and the family, each with where it comes from. */
export function ContactsTab({ student }: { student: StudentHeader }) {
  const number = student.studentNumber;
  const knownAt = useKnownAt();
  const { data, error, refetch } = useQuery(contactsQuery(number, knownAt));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <div className={surface.stack}>
      {knownAt === null ? <Disagreements number={number} fields={['address', 'telephone', 'guardian']} /> : null}
      <Contacts contacts={data} addressee={addressParts(student)} />
    </div>
  );
}

function Contacts({ contacts, addressee }: { contacts: StudentContacts; addressee: NameShown }) {
  const { words } = useWords();
  const said = words.students.contacts;
  const facts = useContactFacts(contacts);
  return (
    <div className={surface.columns}>
      <AddressesPanel contacts={contacts} addressee={addressee} />
      <GuardiansPanel contacts={contacts} />
      {(['phones', 'emails'] as const).map((part) => (
        <Panel key={part} title={said[part]}>
          {facts[part].length === 0 ? (
            <p className={surface.soft}>{said.none[part]}</p>
          ) : (
            <FactList facts={facts[part]} columns="one" />
          )}
        </Panel>
      ))}
      <RestrictionsPanel contacts={contacts} />
    </div>
  );
}

type Parts = Record<'phones' | 'emails', Fact[]>;
type Dated = { effectiveOn?: string; expiresOn: string | null };
type Kept = { submittedBy: string; recordedAt: string };

function useContactFacts(contacts: StudentContacts): Parts {
  const { words, format } = useWords();
  const said = words.students.contacts;
  const sourceOf = ({ submittedBy, recordedAt }: Kept) => [
    { label: words.table.source.by, text: submittedBy },
    { label: words.table.source.on, text: format.moment(recordedAt) },
  ];
  const when = ({ effectiveOn, expiresOn }: Dated) => {
    if (!effectiveOn) return expiresOn ? said.until(format.day(expiresOn)) : '';
    if (expiresOn) return said.fromTo(format.day(effectiveOn), format.day(expiresOn));
    return said.from(format.day(effectiveOn));
  };
  const fact = (label: string, text: ReactNode, it: Kept & Partial<Dated>): Fact => ({
    label,
    value: (
      <span>
        {text} <span className={surface.soft}>{when({ expiresOn: null, ...it })}</span>
      </span>
    ),
    source: sourceOf(it),
  });
  return {
    phones: contacts.phones.map((it) =>
      fact(said.kinds[it.kind], [it.number, it.extension ? said.extension(it.extension) : ''].join(' '), it),
    ),
    emails: contacts.emails.map((it) => fact(said.emails, it.address, it)),
  };
}
