import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Finding, type FindingFilter, findingCountsQuery, findingsQuery } from '../../api/validation.ts';
import { ButtonLink, Failure } from '../../frame/Failure.tsx';
import { useMay } from '../../frame/session.ts';
import { useQueryText, useSetQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { BulkMoves } from './BulkMoves.tsx';
import { FindingPane } from './FindingPane.tsx';
import { useFindingKeys } from './useFindingKeys.ts';
import { useMoves } from './useMoves.tsx';
import { WorkList } from './WorkList.tsx';
import styles from './WorkPage.module.css';

type View = 'open' | 'mine' | 'unassigned' | 'snoozed' | 'settled';
const views: readonly View[] = ['open', 'mine', 'unassigned', 'snoozed', 'settled'];

const filterOf: Record<View, FindingFilter> = {
  open: {},
  mine: { assignee: 'me' },
  unassigned: { assignee: 'none' },
  snoozed: { snoozed: 'only' },
  settled: { state: 'acknowledged,overridden,cleared', snoozed: 'with' },
};

/** Work items: a list that a team empties, the record beside it, moves by single keys and in bulk. */
export function WorkPage() {
  const query = useQueryText();
  const setQuery = useSetQueryText();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const view = views.find((name) => name === query['view']) ?? 'open';
  const filter: FindingFilter = {
    ...filterOf[view],
    ...(query['severity'] ? { severity: query['severity'] } : {}),
    ...(query['rule'] ? { rule: query['rule'] } : {}),
  };
  const list = useInfiniteQuery(findingsQuery(filter));
  const findings = list.data?.pages.flatMap((page) => page.items) ?? [];
  const openId = query['finding'] ?? null;
  const hasPane = openId !== null;
  const show = (id: string | null) => setQuery({ finding: id }, 'replace');
  const moves = useMoves({ findings, onMoved: () => setSelected(new Set()) });
  useFindingKeys({ findings, openId, onShow: show, moves });
  return (
    <>
      <Title />
      <Filters view={view} onChange={(patch) => setQuery({ ...patch, finding: null })} />
      {list.error ? <Failure error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Waiting rows={10} height={36} /> : null}
      {list.data ? (
        <div className={styles.desk} data-beside={hasPane ? '' : undefined}>
          <WorkList
            findings={findings}
            group={query['group'] ?? 'none'}
            openId={openId}
            onOpen={(finding: Finding) => show(finding.findingId)}
            selection={{ keys: selected, onChange: setSelected }}
            actions={(chosen) => <BulkMoves findings={chosen} moves={moves} />}
            more={
              list.hasNextPage ? { load: () => void list.fetchNextPage(), isLoading: list.isFetchingNextPage } : null
            }
            empty={<NothingWaits isAll={view === 'open' && !query['severity'] && !query['rule']} />}
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
    ? [words.work.answer(data.total), data.mine > 0 ? words.work.yours(data.mine) : null, settledOf(data.settledToday)]
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

type FiltersProps = { view: View; onChange: (patch: Record<string, string | null>) => void };

function Filters({ view, onChange }: FiltersProps) {
  const { words, format } = useWords();
  const query = useQueryText();
  const counts = useQuery(findingCountsQuery({}));
  const said = words.work;
  const rules = counts.data?.byRule ?? [];
  return (
    <div className={styles.filters} data-print="never">
      <Choices
        label={said.views.label}
        value={view}
        onChange={(chosen) => onChange({ view: chosen === 'open' ? null : chosen })}
        choices={views.map((name) => ({ value: name, label: said.views[name] }))}
      />
      <NativeSelect
        label={said.urgency.label}
        value={query['severity'] ?? ''}
        onChange={(event) => onChange({ severity: event.currentTarget.value })}
        data={[
          { value: '', label: said.urgency.all },
          { value: 'warning', label: said.urgency.warning },
          { value: 'advice', label: said.urgency.advice },
        ]}
      />
      <NativeSelect
        label={said.rule}
        value={query['rule'] ?? ''}
        onChange={(event) => onChange({ rule: event.currentTarget.value })}
        data={[
          { value: '', label: said.allRules },
          ...rules.map(({ ruleCode, reference, title, count }) => ({
            value: ruleCode,
            label: `${reference ?? ruleCode} · ${format.words(title)} (${format.number(count)})`,
          })),
        ]}
      />
      <NativeSelect
        label={said.group.label}
        value={query['group'] ?? 'none'}
        onChange={(event) =>
          onChange({ group: event.currentTarget.value === 'none' ? null : event.currentTarget.value })
        }
        data={(['none', 'rule', 'school'] as const).map((name) => ({ value: name, label: said.group[name] }))}
      />
    </div>
  );
}
