import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Citizenship, recordCitizenship, type StudentPersonal } from '../../../api/personal.ts';
import { useKnownAt } from '../../../frame/knownAt.ts';
import { useMay, useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { SourcePopover } from '../../../ui/FactList.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { AddCitizenship } from './AddCitizenship.tsx';
import { changeOf } from './citizenshipChange.ts';
import styles from './Personal.module.css';
import { useRecording } from './useRecording.ts';

/** The citizenship in force today, and every status before and after it. */
export function CitizenshipPanel({ personal }: { personal: StudentPersonal }) {
  const { words, format } = useWords();
  const [isAdding, setAdding] = useState(false);
  const isPast = useKnownAt() !== null;
  const may = useMay('student.write');
  const said = words.personal.citizenship;
  const current = personal.citizenships.find((it) => it.isCurrent);
  return (
    <Panel
      title={said.title}
      aside={
        isPast ? null : (
          <ReasonButton
            variant="default"
            size="xs"
            reason={may ? null : words.frame.error.notAllowed}
            onClick={() => setAdding(true)}
          >
            {said.add}
          </ReasonButton>
        )
      }
    >
      <div className={surface.stack}>
        <p>{current ? said.now(format.words(current.statusWords), format.day(current.effectiveOn)) : said.unknown}</p>
        {personal.citizenships.length > 0 ? (
          <ol className={styles.list} aria-label={said.history}>
            {personal.citizenships.map((it) => (
              <Status key={it.citizenshipId} personal={personal} status={it} mayChange={may && !isPast} />
            ))}
          </ol>
        ) : null}
      </div>
      {isAdding ? <AddCitizenship personal={personal} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

type StatusProps = { personal: StudentPersonal; status: Citizenship; mayChange: boolean };

function Status({ personal, status, mayChange }: StatusProps) {
  const { words, format } = useWords();
  const said = words.personal.citizenship;
  const name = format.words(status.statusWords);
  const { isDeleted } = status;
  const recording = useRecording(personal, {
    send: recordCitizenship,
    said: isDeleted ? said.restored : said.takenBack,
    back: (change) => ({ ...change, isDeleted }),
  });
  return (
    <li className={styles.row} data-deleted={isDeleted ? '' : undefined}>
      <div className={styles.words}>
        <span className={styles.head}>
          <strong>{name}</strong>
          <SourcePopover
            label={name}
            source={[
              { label: words.table.source.by, text: status.submittedBy },
              { label: words.table.source.on, text: format.moment(status.recordedAt) },
            ]}
          />
          <State status={status} />
        </span>
        <Details personal={personal} status={status} />
        {recording.error ? <span role="alert">{words.frame.error.conflict}</span> : null}
      </div>
      {mayChange ? (
        <Button
          variant="default"
          size="xs"
          loading={recording.isPending}
          aria-label={`${isDeleted ? said.restore : said.takeBack}: ${name}`}
          onClick={() => recording.mutate({ ...changeOf(status), isDeleted: !isDeleted })}
        >
          {isDeleted ? said.restore : said.takeBack}
        </Button>
      ) : null}
    </li>
  );
}

function State({ status: { isDeleted, isCurrent, effectiveOn } }: { status: Citizenship }) {
  const said = useWords().words.personal.citizenship.states;
  const { today } = useMe();
  if (isDeleted) return <StatePill tone="bad">{said.deleted}</StatePill>;
  if (isCurrent) return <StatePill tone="good">{said.current}</StatePill>;
  return <StatePill tone="calm">{effectiveOn > today ? said.coming : said.before}</StatePill>;
}

function Details({ personal, status }: Pick<StatusProps, 'personal' | 'status'>) {
  const { words, format } = useWords();
  const said = words.personal.citizenship;
  const guardian = personal.guardians.find((it) => it.guardianId === status.guardianId);
  const parts = [
    said.since(format.day(status.effectiveOn)),
    status.countryWords ? format.words(status.countryWords) : null,
    status.documentTypeWords ? format.words(status.documentTypeWords) : null,
    status.documentExpiresOn ? said.until(format.day(status.documentExpiresOn)) : null,
    status.guardianStatusWords ? said.depends(guardian?.name ?? null, format.words(status.guardianStatusWords)) : null,
  ];
  return <span className={surface.soft}>{parts.filter((it) => it !== null).join(' · ')}</span>;
}
