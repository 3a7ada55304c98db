import { Button } from '@mantine/core';
import { type Guardian, recordLimit } from '../../../api/contacts.ts';
import type { StudentContacts } from '../../../api/identity.ts';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import entries from '../../../ui/entries.module.css';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { useRecording } from '../personal/useRecording.ts';
import styles from './Contacts.module.css';
import { changeOfLimit } from './guardianChange.ts';

type Limit = Guardian['limits'][number];
type LimitsProps = { contacts: StudentContacts; guardian: Guardian; name: string; mayChange: boolean };

/** What a guardian may not do; the paper behind it for those who may see it. */
export function GuardianLimits({ contacts, guardian, name, mayChange }: LimitsProps) {
  const { words } = useWords();
  if (guardian.limits.length === 0) return null;
  return (
    <ul className={styles.limits} aria-label={words.contacts.guardians.limits(name)}>
      {guardian.limits.map((it) => (
        <LimitRow key={it.limitId} contacts={contacts} guardian={guardian} limit={it} mayChange={mayChange} />
      ))}
    </ul>
  );
}

type LimitRowProps = { contacts: StudentContacts; guardian: Guardian; limit: Limit; mayChange: boolean };

function LimitRow({ contacts, guardian, limit, mayChange }: LimitRowProps) {
  const { words, format } = useWords();
  const { today } = useMe();
  const said = words.contacts.guardians;
  const kind = format.words(limit.kindWords);
  const { isDeleted, effectiveOn, expiresOn } = limit;
  const state = stateOf(limit, today);
  const taking = useRecording(contacts, {
    send: recordLimit,
    said: isDeleted ? said.restored : said.takenBack,
    back: (change) => ({ ...change, isDeleted }),
  });
  const change = changeOfLimit(guardian.guardianId, limit);
  return (
    <li className={styles.limit} data-deleted={isDeleted ? '' : undefined}>
      <span className={entries.head}>
        <strong>{kind}</strong>
        <StatePill tone={state === 'inForce' ? 'bad' : 'calm'}>{said.states[state]}</StatePill>
      </span>
      <span className={surface.soft}>
        {expiresOn
          ? words.students.contacts.fromTo(format.day(effectiveOn), format.day(expiresOn))
          : words.students.contacts.from(format.day(effectiveOn))}
      </span>
      <Order limit={limit} />
      {mayChange && change ? (
        <span>
          <Button
            variant="default"
            size="compact-xs"
            loading={taking.isPending}
            aria-label={`${isDeleted ? said.restore : said.takeBack}: ${kind}`}
            onClick={() => taking.mutate({ ...change, isDeleted: !isDeleted })}
          >
            {isDeleted ? said.restore : said.takeBack}
          </Button>
        </span>
      ) : null}
      {taking.error ? <span role="alert">{words.frame.error.conflict}</span> : null}
    </li>
  );
}

function Order({ limit: { order } }: { limit: Limit }) {
  const { words, format } = useWords();
  const said = words.contacts.guardians;
  if (!order) return null;
  const paper = [
    said.by(format.words(order.typeWords)),
    order.reference,
    order.issuedOn ? said.of(format.day(order.issuedOn)) : null,
  ];
  return (
    <>
      <span className={styles.label}>{paper.filter(Boolean).join(' · ')}</span>
      {order.details ? <span className={styles.label}>{order.details}</span> : null}
    </>
  );
}

function stateOf({ isDeleted, isInForce, effectiveOn }: Limit, today: string) {
  if (isDeleted) return 'deleted';
  if (isInForce) return 'inForce';
  return effectiveOn > today ? 'coming' : 'ended';
}
