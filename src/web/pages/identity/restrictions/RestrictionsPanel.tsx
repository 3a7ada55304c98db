import { Button } from '@mantine/core';
import { useState } from 'react';
import { isActiveOn } from '#modules/identity/rules/validation/household.ts';
import type { StudentContacts } from '../../../api/identity.ts';
import type { Restriction } from '../../../api/restrictions.ts';
import { useKnownAt } from '../../../frame/knownAt.ts';
import { useMay, useMe } from '../../../frame/session.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { SourcePopover } from '../../../ui/FactList.tsx';
import { Link } from '../../../ui/Link.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { AddRestriction } from './AddRestriction.tsx';
import { EndRestriction } from './EndRestriction.tsx';
import styles from './Restrictions.module.css';

/** The disclosure restrictions of a student: shown and recorded while the sealed register is open, and told to nobody else. */
export function RestrictionsPanel({ contacts }: { contacts: StudentContacts }) {
  const { words } = useWords();
  const [isAdding, setAdding] = useState(false);
  const said = words.restrictions;
  const isPast = useKnownAt() !== null;
  const isOpen = useMay('restricted.read');
  const mayOpen = useMay('sealed.open');
  if (!isOpen && !mayOpen) return null;
  if (!isOpen)
    return (
      <Panel title={said.title}>
        <p className={surface.soft}>
          {said.sealed} <Link href={paths.sealed()}>{words.sealed.title}</Link>
        </p>
      </Panel>
    );
  const { restrictions } = contacts;
  const add = (
    <Button variant="default" size="xs" onClick={() => setAdding(true)}>
      {said.add}
    </Button>
  );
  return (
    <Panel title={said.title} aside={isPast ? null : add}>
      {restrictions.length === 0 ? (
        <p className={surface.soft}>{said.none}</p>
      ) : (
        <ul className={styles.list}>
          {restrictions.map((restriction) => (
            <RestrictionRow key={restriction.restrictionId} contacts={contacts} restriction={restriction} />
          ))}
        </ul>
      )}
      {isAdding ? <AddRestriction contacts={contacts} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

type RestrictionRowProps = { contacts: StudentContacts; restriction: Restriction };

function RestrictionRow({ contacts, restriction }: RestrictionRowProps) {
  const { words, format } = useWords();
  const [isEnding, setEnding] = useState(false);
  const said = words.restrictions;
  const isPast = useKnownAt() !== null;
  const state = useStateOf(restriction);
  const kind = format.words(restriction.kindWords);
  const { effectiveOn, expiresOn, details, submittedBy, recordedAt } = restriction;
  const source = [
    { label: words.table.source.by, text: submittedBy },
    { label: words.table.source.on, text: format.moment(recordedAt) },
  ];
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <span className={styles.head}>
          <strong>{kind}</strong>
          <StatePill tone={state === 'inForce' ? 'person' : 'calm'}>{said.states[state]}</StatePill>
          <SourcePopover label={kind} source={source} />
        </span>
        <span className={surface.soft}>
          {expiresOn
            ? words.students.contacts.fromTo(format.day(effectiveOn), format.day(expiresOn))
            : words.students.contacts.from(format.day(effectiveOn))}
        </span>
        {details ? <span className={styles.details}>{details}</span> : null}
      </div>
      {state === 'ended' || isPast ? null : (
        <Button variant="default" size="xs" aria-label={`${said.end}: ${kind}`} onClick={() => setEnding(true)}>
          {said.end}
        </Button>
      )}
      {isEnding ? (
        <EndRestriction contacts={contacts} restriction={restriction} onClose={() => setEnding(false)} />
      ) : null}
    </li>
  );
}

function useStateOf(restriction: Restriction): 'inForce' | 'coming' | 'ended' {
  const { today } = useMe();
  if (isActiveOn(restriction, today)) return 'inForce';
  return restriction.isActive && restriction.effectiveOn > today ? 'coming' : 'ended';
}
