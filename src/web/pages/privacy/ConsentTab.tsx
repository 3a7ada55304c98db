import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Consents, consentsQuery } from '../../api/privacy.ts';
import { Failure } from '../../frame/Failure.tsx';
import { useMay } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { Timeline } from '../../ui/Timeline.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useOrganisationNames } from '../organisations/useOrganisationNames.ts';
import { GiveConsentDialog } from './GiveConsentDialog.tsx';
import styles from './Privacy.module.css';
import { RetentionPanel } from './RetentionPanel.tsx';
import { WithdrawConsentDialog } from './WithdrawConsentDialog.tsx';

type Kind = Consents['kinds'][number];
type Item = Consents['items'][number];

/** What the student or a guardian agreed to, for each purpose that the law names; and how long the record is kept. */
export function ConsentTab({ number }: { number: string }) {
  const { data, error, refetch } = useQuery(consentsQuery(number));
  const mayRead = useMay('privacy.read');
  const [giving, setGiving] = useState<Kind | null>(null);
  const [withdrawing, setWithdrawing] = useState<Item | null>(null);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={4} height={48} />;
  return (
    <div className={surface.stack}>
      <Purposes consents={data} onGive={setGiving} />
      <Past consents={data} onWithdraw={setWithdrawing} />
      {mayRead ? <RetentionPanel number={number} /> : null}
      {giving ? <GiveConsentDialog number={number} kind={giving} onClose={() => setGiving(null)} /> : null}
      {withdrawing ? <WithdrawConsentDialog consent={withdrawing} onClose={() => setWithdrawing(null)} /> : null}
    </div>
  );
}

function Purposes({ consents, onGive }: { consents: Consents; onGive: (kind: Kind) => void }) {
  const { words, format } = useWords();
  const mayWrite = useMay('student.write');
  const said = words.privacy.consent;
  return (
    <Panel title={said.title}>
      <ul className={styles.lines}>
        {consents.kinds.map((kind) => (
          <li key={kind.kind} className={styles.line} data-first="words">
            <span>
              <span className={surface.row}>
                <strong>{format.words(kind.purpose)}</strong>
                <StatePill tone={kind.holds ? 'good' : 'calm'}>{kind.holds ? said.holds : said.holdsNot}</StatePill>
              </span>
              <span className={surface.soft}>
                {[format.words(kind.legalBasis), said.ages(kind.studentFromAge, kind.guardianUntilAge)].join(' · ')}
              </span>
            </span>
            {kind.holds ? null : (
              <span className={styles.end}>
                <ReasonButton
                  size="xs"
                  variant="default"
                  reason={mayWrite ? null : said.mayNot}
                  onClick={() => onGive(kind)}
                  aria-label={`${said.give}: ${format.words(kind.purpose)}`}
                >
                  {said.give}
                </ReasonButton>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Past({ consents, onWithdraw }: { consents: Consents; onWithdraw: (item: Item) => void }) {
  const { words, format } = useWords();
  const mayWrite = useMay('student.write');
  const said = words.privacy.consent;
  const nameOf = useOrganisationNames(consents.items.map((it) => it.organisation));
  const purposeOf = (kind: string) => consents.kinds.find((it) => it.kind === kind)?.purpose;
  if (consents.items.length === 0) {
    return (
      <EmptyState title={said.none}>
        <p>{said.noneWhy}</p>
      </EmptyState>
    );
  }
  return (
    <Panel title={said.history}>
      <Timeline
        label={said.history}
        entries={consents.items.map((it) => {
          const purpose = purposeOf(it.kind);
          const end = it.withdrawnOn
            ? said.ended(format.day(it.withdrawnOn))
            : it.endsOn && said.until(format.day(it.endsOn));
          return {
            key: it.consentId,
            when: format.day(it.givenOn),
            title: `${purpose ? format.words(purpose) : it.kind} · ${said.givers[it.givenBy]}`,
            tone: it.holdsToday ? 'good' : 'calm',
            body: (
              <span className={surface.row}>
                <span className={surface.soft}>
                  {[it.giverName, it.words, end, it.withdrawal, nameOf(it.organisation), it.recordedBy]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                {it.withdrawnOn === null && mayWrite ? (
                  <Button size="compact-xs" variant="default" onClick={() => onWithdraw(it)}>
                    {said.withdraw}
                  </Button>
                ) : null}
              </span>
            ),
          };
        })}
      />
    </Panel>
  );
}
