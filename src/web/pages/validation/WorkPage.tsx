import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Finding, findingCountsQuery, findingsQuery } from '../../api/validation.ts';
import { ButtonLink, Failure } from '../../frame/Failure.tsx';
import { useMay } from '../../frame/session.ts';
import { useQueryText, useSetQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { BulkMoves } from './BulkMoves.tsx';
import { FindingPane } from './FindingPane.tsx';
import { useFindingKeys } from './useFindingKeys.ts';
import { useMoves } from './useMoves.tsx';
import { WorkFilters } from './WorkFilters.tsx';
import { WorkList } from './WorkList.tsx';
import styles from './WorkPage.module.css';
import { filterFrom, isUnfinished, narrowing, viewOf } from './workFilter.ts';

/** Work items: a list that a team empties, the record beside it, moves by single keys and in bulk. */
export function WorkPage() {
  const query = useQueryText();
  const setQuery = useSetQueryText();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const list = useInfiniteQuery(findingsQuery(filterFrom(query)));
  const findings = list.data?.pages.flatMap((page) => page.items) ?? [];
  const openId = query['finding'] ?? null;
  const hasPane = openId !== null;
  const show = (id: string | null) => setQuery({ finding: id }, 'replace');
  const moves = useMoves({ findings, onMoved: () => setSelected(new Set()) });
  useFindingKeys({ findings, openId, onShow: show, moves });
  return (
    <>
      <Title />
      <WorkFilters onChange={(patch) => setQuery({ ...patch, finding: null })} />
      {list.error ? <Failure error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Waiting rows={10} height={36} /> : null}
      {list.data ? (
        <div className={styles.desk} data-beside={hasPane ? '' : undefined}>
          <WorkList
            findings={findings}
            group={query['group'] ?? 'none'}
            isSettled={!isUnfinished(viewOf(query))}
            openId={openId}
            onOpen={(finding: Finding) => show(finding.findingId)}
            selection={{ keys: selected, onChange: setSelected }}
            actions={(chosen) => <BulkMoves findings={chosen} moves={moves} />}
            more={
              list.hasNextPage ? { load: () => void list.fetchNextPage(), isLoading: list.isFetchingNextPage } : null
            }
            empty={<NothingWaits isAll={viewOf(query) === 'open' && narrowing.every((name) => !query[name])} />}
          />
          {hasPane ? <FindingPane openId={openId} moves={moves} onClose={() => show(null)} /> : null}
        </div>
      ) : null}
      {moves.dialog}
    </>
  );
}

function Title() {
  const { words } = useWords();
  const { data } = useQuery(findingCountsQuery({}));
  const mayReadRules = useMay('rule.read');
  const parts = data
    ? [
        words.work.answer(data.total),
        data.overdue > 0 ? words.work.overdue(data.overdue) : null,
        data.mine > 0 ? words.work.yours(data.mine) : null,
        settledOf(data.settledToday),
      ]
    : [];
  const answer = parts.filter(Boolean).join(' · ') || undefined;
  const book = mayReadRules ? (
    <ButtonLink href={paths.rules()} quiet>
      {words.frame.pages.rules}
    </ButtonLink>
  ) : null;
  return <PageTitle title={words.work.title} answer={answer} actions={book} product={words.frame.product} />;

  function settledOf(count: number): string | null {
    return count > 0 ? words.work.settledToday(count) : null;
  }
}

function NothingWaits({ isAll }: { isAll: boolean }) {
  const { words } = useWords();
  const next = isAll ? (
    <ButtonLink href={paths.submissions()}>{words.frame.pages.submissions}</ButtonLink>
  ) : (
    <ButtonLink href={paths.work()}>{words.work.emptyNext}</ButtonLink>
  );
  return (
    <EmptyState title={words.work.empty} tone="good" next={next}>
      <p>{words.work.emptyWhy}</p>
    </EmptyState>
  );
}
