import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type AccessReviewDetail, decideReview, reviewQuery } from '../../../api/people.ts';
import { FailedPage } from '../../../frame/Failure.tsx';
import { Refusal } from '../../../frame/Refusal.tsx';
import { useMe } from '../../../frame/session.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { DataTable } from '../../../ui/table/DataTable.tsx';
import type { Column } from '../../../ui/table/tableLogic.ts';
import { Waiting } from '../../../ui/Waiting.tsx';

type Item = AccessReviewDetail['items'][number];

/** One review: every grant with its answer; many are answered at once. */
export function ReviewPage() {
  const { words, format } = useWords();
  const { id } = useParams({ strict: false }) as { id: string }; // the route's own place
  const { data: review, error, refetch } = useQuery(reviewQuery(id));
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const columns = useColumns();
  const said = words.people.reviews;
  const deciding = useDeciding(id, () => setKeys(new Set()));
  const parent = { href: paths.accessReviews(), label: said.title };
  if (error) return <FailedPage error={error} parent={parent} onRetry={() => void refetch()} />;
  if (!review) return <Waiting rows={8} height={36} />;
  const place = format.place(review.organisation);
  const progress = `${said.progress(review.answered, review.grants)} · ${review.closedAt ? said.closed : said.due(format.day(review.dueOn))}`;
  return (
    <>
      <PageTitle title={said.one(place)} answer={progress} parent={parent} product={words.frame.product} />
      <div className={surface.stack}>
        <Refusal error={deciding.error} />
        <DataTable
          label={said.one(place)}
          rows={review.items}
          columns={columns}
          keyOf={(item) => item.grant.grantId}
          nameOf={(item) => `${item.name}: ${format.words(item.grant.nameWords)}`}
          hrefOf={(item) => paths.person(item.grant.accountId)}
          saveAs="access-review"
          {...(review.closedAt ? {} : { selection: { keys, onChange: setKeys } })}
          actions={(selected) => <Answers items={selected} isBusy={deciding.isPending} onDecide={deciding.mutate} />}
          empty={<EmptyState title={words.people.person.noGrants} />}
        />
      </div>
    </>
  );
}

type Decision = { grantId: string; decision: 'confirmed' | 'ended' };

function useDeciding(reviewId: string, onDone: () => void) {
  const { words } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
  return useMutation({
    mutationFn: (decisions: Decision[]) => decideReview(reviewId, decisions),
    onSuccess: () => {
      notice(words.people.reviews.decided);
      onDone();
      void queries.invalidateQueries({ queryKey: ['access-reviews'] });
    },
  });
}

type AnswersProps = { items: Item[]; isBusy: boolean; onDecide: (decisions: Decision[]) => void };

/** Confirms or ends what is selected; one's own grants and answered ones are left out. */
function Answers({ items, isBusy, onDecide }: AnswersProps) {
  const { words } = useWords();
  const { account } = useMe();
  const said = words.people.reviews;
  const open = items.filter((item) => item.decision === null && item.grant.accountId !== account.accountId);
  if (open.length === 0) return null;
  const decide = (decision: Decision['decision']) =>
    onDecide(open.map(({ grant }) => ({ grantId: grant.grantId, decision })));
  return (
    <>
      <Button size="compact-md" loading={isBusy} onClick={() => decide('confirmed')}>
        {said.confirmAll(open.length)}
      </Button>
      <Button size="compact-md" variant="default" loading={isBusy} onClick={() => decide('ended')}>
        {said.endAll(open.length)}
      </Button>
    </>
  );
}

function useColumns(): Column<Item>[] {
  const { words, format } = useWords();
  const said = words.people.reviews;
  const answerOf = ({ decision }: Item) => (decision ? said.answers[decision] : said.open);
  const usedOf = ({ grant, isUnused }: Item) =>
    isUnused ? `${format.day(grant.lastUsedOn)} · ${said.unused}` : format.day(grant.lastUsedOn);
  return [
    { id: 'name', header: said.holder, text: (it) => it.name, sort: (it) => it.name, filter: 'text', width: 190 },
    {
      id: 'what',
      header: words.people.grant.what,
      text: (it) => format.words(it.grant.nameWords),
      filter: 'choice',
      width: 240,
    },
    {
      id: 'since',
      header: words.people.support.from,
      text: (it) => format.day(it.grant.startsOn),
      sort: (it) => it.grant.startsOn,
      width: 120,
    },
    { id: 'used', header: words.people.lastUsed, text: usedOf, sort: (it) => it.grant.lastUsedOn, width: 170 },
    {
      id: 'answer',
      header: said.answerHead,
      text: answerOf,
      cell: (it) => <StatePill tone={it.decision ? 'good' : 'warn'}>{answerOf(it)}</StatePill>,
      filter: 'choice',
      width: 200,
    },
  ];
}
