import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Hold, holdsQuery } from '../../api/privacy.ts';
import { Failure } from '../../frame/Failure.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Link } from '../../ui/Link.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { DataTable } from '../../ui/table/DataTable.tsx';
import type { Column } from '../../ui/table/tableLogic.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useOrganisationNames } from '../organisations/useOrganisationNames.ts';
import { LiftDialog } from './LiftDialog.tsx';
import { Parts } from './Parts.tsx';
import { PlaceHoldDialog } from './PlaceHoldDialog.tsx';
import { useKindWords } from './useKindWords.ts';

/** Legal holds: what must not be disposed of, why, and when somebody looks again. */
export function HoldsPage() {
  const { words } = useWords();
  const { data, error, refetch } = useQuery(holdsQuery);
  const [isPlacing, setPlacing] = useState(false);
  const [lifting, setLifting] = useState<Hold | null>(null);
  const columns = useColumns(data ?? [], setLifting);
  const said = words.privacy.holds;
  const inForce = data?.filter((it) => it.liftedAt === null).length ?? 0;
  const place = <Button onClick={() => setPlacing(true)}>{said.place}</Button>;
  return (
    <>
      <PageTitle
        title={said.title}
        answer={data ? said.answer(inForce) : undefined}
        parent={{ href: paths.access(), label: words.frame.pages.access }}
        actions={place}
        product={words.frame.product}
      />
      <Parts current="holds" />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Waiting rows={4} height={36} /> : null}
      {data ? (
        <DataTable
          label={said.list}
          rows={data}
          columns={columns}
          keyOf={(it) => it.holdId}
          nameOf={(it) => it.reason}
          saveAs="legal-holds"
          empty={
            <EmptyState title={said.none} next={place}>
              <p>{said.noneWhy}</p>
            </EmptyState>
          }
        />
      ) : null}
      {isPlacing ? <PlaceHoldDialog onClose={() => setPlacing(false)} /> : null}
      {lifting ? <LiftDialog hold={lifting} onClose={() => setLifting(null)} /> : null}
    </>
  );
}

function useColumns(holds: Hold[], onLift: (hold: Hold) => void): Column<Hold>[] {
  const { words, format } = useWords();
  const nameOf = useOrganisationNames(holds.flatMap((it) => it.organisation ?? []));
  const kindWords = useKindWords();
  const said = words.privacy.holds;
  const targetOf = (it: Hold) => {
    if (it.studentNumber) return `${it.studentName ?? ''} ${format.studentNumber(it.studentNumber)}`.trim();
    return it.organisation ? nameOf(it.organisation) : kindWords(it.recordKind);
  };
  return [
    {
      id: 'target',
      header: said.target,
      text: targetOf,
      cell: (it) => <Target hold={it} text={targetOf(it)} />,
      sort: targetOf,
      filter: 'text',
    },
    { id: 'scope', header: said.scope, text: (it) => said.scopes[it.scope], filter: 'choice', width: 144 },
    { id: 'reason', header: said.reason, text: (it) => it.reason, filter: 'text' },
    {
      id: 'review',
      header: said.reviewOn,
      text: (it) => format.day(it.reviewOn),
      cell: (it) => (
        <span className={surface.row}>
          {format.day(it.reviewOn)}
          {it.isReviewDue ? <StatePill tone="warn">{said.reviewDue}</StatePill> : null}
        </span>
      ),
      sort: (it) => it.reviewOn,
      width: 152,
    },
    {
      id: 'placed',
      header: said.placed,
      text: (it) => `${format.dayOf(it.placedAt)}, ${it.placedBy}`,
      sort: (it) => it.placedAt,
      width: 184,
    },
    {
      id: 'state',
      header: words.privacy.state,
      text: (it) => (it.liftedAt ? said.lifted : said.inForce),
      cell: (it) =>
        it.liftedAt ? (
          <StatePill tone="calm">{said.lifted}</StatePill>
        ) : (
          <span className={surface.row}>
            <StatePill tone="accent">{said.inForce}</StatePill>
            <Button size="compact-xs" variant="default" onClick={() => onLift(it)}>
              {said.lift}
            </Button>
          </span>
        ),
      filter: 'choice',
      width: 192,
    },
  ];
}

/** Whom or what a hold is on; a number stays in one piece. */
function Target({ hold, text }: { hold: Hold; text: string }) {
  const { format } = useWords();
  if (!hold.studentNumber) return text;
  return (
    <span>
      {hold.studentName ?? null}
      <br />
      <Link href={paths.student(hold.studentNumber)}>{format.studentNumber(hold.studentNumber)}</Link>
    </span>
  );
}
