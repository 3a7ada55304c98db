import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../../api/problem.ts';
import { type Accommodation, accommodationsQuery, afterSupport, markAccommodation } from '../../../api/support.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { useKnownAt } from '../../../frame/knownAt.ts';
import { useMay, useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import entries from '../../../ui/entries.module.css';
import { SourcePopover } from '../../../ui/FactList.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';
import { AccommodationDialog } from './AccommodationDialog.tsx';
import styles from './Support.module.css';
import { useSaid } from './useSaid.ts';
import { VoidDialog } from './VoidDialog.tsx';

/** What schools do so that the student can learn and show it; nothing is shown to whoever may not see accommodations. */
export function AccommodationsPanel({ number }: { number: string }) {
  const { words } = useWords();
  const knownAt = useKnownAt();
  const mayRead = useMay('accommodation.read');
  const mayAdd = useMay('accommodation.write') && knownAt === null;
  const { data, error, refetch } = useQuery({ ...accommodationsQuery(number, knownAt), enabled: mayRead });
  const [isAdding, setAdding] = useState(false);
  const said = words.support.accommodations;
  if (!mayRead) return null;
  const add = (
    <Button variant="default" size="xs" onClick={() => setAdding(true)}>
      {said.add}
    </Button>
  );
  return (
    <Panel title={said.title} aside={mayAdd ? add : null}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Waiting rows={2} height={24} /> : null}
      {data?.length === 0 ? <p className={surface.soft}>{said.none}</p> : null}
      {data && data.length > 0 ? (
        <ul className={entries.list}>
          {data.map((it) => (
            <Row key={it.accommodationId} accommodation={it} />
          ))}
        </ul>
      ) : null}
      {isAdding ? <AccommodationDialog number={number} accommodation={null} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

function Row({ accommodation: it }: { accommodation: Accommodation }) {
  const { words, format } = useWords();
  const said = words.support.accommodations;
  const kind = format.words(it.kindWords);
  const days = it.expiresOn
    ? said.fromTo(format.day(it.effectiveOn), format.day(it.expiresOn))
    : said.from(format.day(it.effectiveOn));
  const approval =
    it.approvedBy || it.approvedOn ? said.approved(it.approvedBy, it.approvedOn && format.day(it.approvedOn)) : null;
  const source = [
    { label: words.table.source.by, text: `${it.recordedBy}, ${it.submittedBy}` },
    { label: words.table.source.on, text: format.moment(it.recordedAt) },
  ];
  return (
    <li className={entries.entry} data-tall="" data-past={it.isVoided ? '' : undefined}>
      <div className={entries.words}>
        <span className={entries.head}>
          <strong>{kind}</strong>
          <SourcePopover label={kind} source={source} />
          <State accommodation={it} />
        </span>
        <span className={surface.soft}>
          {[it.schoolName ?? it.schoolCode, days, approval].filter(Boolean).join(' · ')}
        </span>
        {it.details ? <span className={styles.text}>{it.details}</span> : null}
        {it.voidReason ? <span>{words.support.voidedWhy(it.voidReason)}</span> : null}
      </div>
      <Acts accommodation={it} />
    </li>
  );
}

function State({ accommodation: { isVoided, effectiveOn, expiresOn } }: { accommodation: Accommodation }) {
  const { words } = useWords();
  const { today } = useMe();
  const said = words.support;
  if (isVoided) return <StatePill tone="bad">{said.voided}</StatePill>;
  if (effectiveOn > today) return <StatePill tone="calm">{said.accommodations.states.coming}</StatePill>;
  if (expiresOn !== null && expiresOn < today)
    return <StatePill tone="calm">{said.accommodations.states.ended}</StatePill>;
  return <StatePill tone="good">{said.accommodations.states.current}</StatePill>;
}

function Acts({ accommodation: it }: { accommodation: Accommodation }) {
  const { words, format } = useWords();
  const [open, setOpen] = useState<'change' | 'void' | null>(null);
  const isPast = useKnownAt() !== null;
  const said = words.support.accommodations;
  const kind = format.words(it.kindWords);
  const close = () => setOpen(null);
  const voiding = useVoiding(it, close);
  const restoring = useSaid(it.studentNumber, {
    send: () => markAccommodation(it, null),
    said: said.restored,
    onDone: close,
  });
  if (!it.mayChange || isPast) return null;
  const look = { variant: 'default', size: 'xs' } as const;
  if (it.isVoided)
    return (
      <div className={surface.row}>
        <Button
          {...look}
          aria-label={said.ofRow(said.restore, kind)}
          loading={restoring.isPending}
          onClick={() => restoring.mutate(undefined)}
        >
          {said.restore}
        </Button>
        {restoring.error instanceof ApiProblem ? (
          <span role="alert">{format.words(restoring.error.detail)}</span>
        ) : null}
      </div>
    );
  return (
    <div className={surface.row}>
      <Button {...look} aria-label={said.ofRow(said.change, kind)} onClick={() => setOpen('change')}>
        {said.change}
      </Button>
      <Button {...look} aria-label={said.ofRow(said.void, kind)} onClick={() => setOpen('void')}>
        {said.void}
      </Button>
      {open === 'change' ? <AccommodationDialog number={it.studentNumber} accommodation={it} onClose={close} /> : null}
      {open === 'void' ? (
        <VoidDialog
          title={said.voidTitle(kind)}
          act={said.void}
          effect={said.voidEffect}
          acting={voiding}
          onAct={(reason) => voiding.mutate(reason)}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

/** Voids with the reason and offers the way back. */
function useVoiding(it: Accommodation, onDone: () => void) {
  const queries = useQueryClient();
  const notice = useNotice();
  const { words } = useWords();
  const said = words.support.accommodations;
  const renew = () => void afterSupport(queries, it.studentNumber);
  return useSaid(it.studentNumber, {
    send: async (reason: string) => {
      const after = await markAccommodation(it, reason);
      const back = () => void markAccommodation(after, null).then(renew, renew);
      notice(said.isVoided, { undo: back });
    },
    said: null,
    onDone,
  });
}
