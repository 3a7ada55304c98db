import { useQuery } from '@tanstack/react-query';
import { matrixQuery, reviewsQuery } from '../../../api/people.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import entries from '../../../ui/entries.module.css';
import { Link } from '../../../ui/Link.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';
import { Matrix } from './Matrix.tsx';
import { StartReview } from './StartReview.tsx';

/** Who can do what here, what nobody uses, and the confirmations. */
export function ReviewsPage() {
  const { words } = useWords();
  const matrix = useQuery(matrixQuery);
  const said = words.people.reviews;
  const rows = matrix.data?.rows ?? [];
  const people = new Set(rows.map(({ accountId }) => accountId)).size;
  return (
    <>
      <PageTitle
        title={said.title}
        answer={matrix.data ? said.answer(people, rows.filter(({ isUnused }) => isUnused).length) : undefined}
        parent={{ href: paths.access(), label: words.frame.pages.access }}
        actions={<StartReview />}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        <Campaigns />
        {matrix.error ? <Failure error={matrix.error} onRetry={() => void matrix.refetch()} /> : null}
        {matrix.isPending ? <Waiting rows={8} height={32} /> : null}
        {matrix.data ? <Matrix matrix={matrix.data} /> : null}
      </div>
    </>
  );
}

function Campaigns() {
  const { words, format } = useWords();
  const { data } = useQuery(reviewsQuery);
  const said = words.people.reviews;
  if (!data) return null;
  return (
    <Panel title={said.campaigns}>
      {data.length === 0 ? (
        <p className={surface.soft}>
          {said.none}. {said.noneWhy}
        </p>
      ) : null}
      <ul className={entries.list}>
        {data.map((review) => (
          <li key={review.reviewId} className={entries.entry}>
            <div className={entries.words}>
              <Link href={paths.accessReview(review.reviewId)}>{said.one(format.place(review.organisation))}</Link>
              <span className={entries.soft}>
                {format.moment(review.startedAt)} · {said.progress(review.answered, review.grants)}
              </span>
            </div>
            <StatePill tone={review.closedAt ? 'good' : 'warn'}>
              {review.closedAt ? said.closed : said.due(format.day(review.dueOn))}
            </StatePill>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
