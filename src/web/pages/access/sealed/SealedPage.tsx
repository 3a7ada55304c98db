import { Button } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { askAgain, type SealedOpening, type SealedOpenings, sealedQuery } from '../../../api/sealed.ts';
import { ButtonLink, Failure } from '../../../frame/Failure.tsx';
import { useMay, useMe } from '../../../frame/session.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import entries from '../../../ui/entries.module.css';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';
import { AskDialog } from './AskDialog.tsx';
import { OpeningRow } from './OpeningRow.tsx';
import { ProtectedStudents } from './ProtectedStudents.tsx';

/** Protected students: the door to them, who asked for it, and what became of it. */
export function SealedPage() {
  const { words } = useWords();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(sealedQuery);
  const [asking, setAsking] = useState<'ask' | 'glass' | null>(null);
  useFollowing(data);
  const said = words.sealed;
  const mine = data?.items.find(isStanding);
  const busy = mine ? said.standing : null;
  return (
    <>
      <PageTitle
        title={said.title}
        answer={data ? <Answer openings={data} /> : undefined}
        parent={{ href: paths.access(), label: words.frame.pages.access }}
        actions={
          data ? (
            <>
              <ReasonButton reason={busy} onClick={() => setAsking('ask')}>
                {said.ask}
              </ReasonButton>
              <ReasonButton reason={busy} variant="outline" color="red" onClick={() => setAsking('glass')}>
                {said.glass}
              </ReasonButton>
            </>
          ) : null
        }
        product={words.frame.product}
      />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Waiting rows={5} height={48} /> : null}
      {data ? <Openings openings={data} mine={mine ?? null} /> : null}
      {hasNextPage ? (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {said.more}
        </Button>
      ) : null}
      {asking && data ? <AskDialog kind={asking} terms={data} onClose={() => setAsking(null)} /> : null}
    </>
  );
}

/** One's own that waits or is open: there is at most one. */
function isStanding({ isMine, state }: SealedOpening): boolean {
  return isMine && (state === 'asked' || state === 'open');
}

/** When another person has answered or ended it, the session is asked anew, and with it the whole page. */
function useFollowing(data: SealedOpenings | undefined): void {
  const queries = useQueryClient();
  const { sealed } = useMe();
  const listed = data?.items.find((it) => it.isMine && it.state === 'open')?.openingId ?? null;
  const isKnown = data === undefined || listed === (sealed?.openingId ?? null);
  useEffect(() => {
    if (!isKnown) void askAgain(queries);
  }, [isKnown, queries]);
}

function Answer({ openings }: { openings: SealedOpenings }) {
  const { words, format } = useWords();
  const { permissions } = useMe();
  const said = words.sealed;
  const mine = openings.items.find(isStanding);
  const waiting = openings.items.filter(isForMe).length;
  const standing = mine?.endsAt
    ? said.openUntil(format.time(mine.endsAt))
    : said.asked(format.moment(mine?.decideBy ?? null));
  const state = mine ? standing : said.closed;
  return permissions.includes('sealed.approve') ? `${state} ${said.waiting(waiting)}` : state;
}

function isForMe({ mayDo }: SealedOpening): boolean {
  return mayDo.includes('decide') || mayDo.includes('review');
}

function Openings({ openings, mine }: { openings: SealedOpenings; mine: SealedOpening | null }) {
  const { words } = useWords();
  const said = words.sealed;
  const forMe = openings.items.filter(isForMe);
  const others = openings.items.filter((it) => it !== mine && !isForMe(it));
  return (
    <div className={surface.stack}>
      {mine ? (
        <Panel
          title={said.mine}
          aside={
            mine.state === 'open' ? (
              <ButtonLink href={paths.students()} quiet>
                {said.find}
              </ButtonLink>
            ) : null
          }
        >
          <List items={[mine]} />
        </Panel>
      ) : null}
      {forMe.length > 0 ? (
        <Panel title={said.forYou}>
          <List items={forMe} />
        </Panel>
      ) : null}
      {useMay('restricted.read') ? <ProtectedStudents /> : null}
      <Panel title={said.what}>
        <div className={`${surface.stack} ${surface.tight} ${surface.reading}`}>
          <p>{said.whatText}</p>
          <p>{said.how(said.howLong(openings.minutes), openings.needsSecondPerson, openings.waitHours)}</p>
          <p className={surface.soft}>{said.recorded}</p>
        </div>
      </Panel>
      {openings.items.length === 0 ? (
        <EmptyState title={said.none}>
          <p>{said.noneWhy}</p>
        </EmptyState>
      ) : null}
      {others.length > 0 ? (
        <Panel title={said.list}>
          <List items={others} />
        </Panel>
      ) : null}
    </div>
  );
}

function List({ items }: { items: SealedOpening[] }) {
  return (
    <ul className={entries.list}>
      {items.map((opening) => (
        <OpeningRow key={opening.openingId} opening={opening} />
      ))}
    </ul>
  );
}
