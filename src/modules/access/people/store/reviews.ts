import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';

export type ReviewDecision = 'confirmed' | 'ended' | 'lapsed' | 'kept';

export type Review = {
  reviewId: string;
  organisation: OrganisationCode;
  startedAt: Date;
  startedBy: string;
  dueOn: PlainDate;
  closedAt: Date | null;
  grants: number;
  answered: number;
};

type ReviewRow = {
  review_id: string;
  organisation_code: OrganisationCode;
  started_at: Date;
  started_by: string;
  due_on: PlainDate;
  closed_at: Date | null;
  grants: number;
  answered: number;
};

async function select(reader: Reader, condition: RawBuilder<unknown>): Promise<Review[]> {
  const { rows } = await sql<ReviewRow>`
    select r.review_id, r.organisation_code, r.started_at, r.started_by, r.due_on, r.closed_at,
           count(i.grant_id)::integer as grants, count(i.decision)::integer as answered
      from access.access_review r left join access.access_review_item i using (review_id)
     where ${condition} group by r.review_id order by r.started_at desc, r.review_id limit 500`.execute(reader);
  return rows.map((row) => ({
    reviewId: row.review_id,
    organisation: row.organisation_code,
    startedAt: row.started_at,
    startedBy: row.started_by,
    dueOn: row.due_on,
    closedAt: row.closed_at,
    grants: row.grants,
    answered: row.answered,
  }));
}

/** Reviews of some organisations (null = all), the newest first; at most 500. */
export function listReviews(reader: Reader, organisations: readonly string[] | null): Promise<Review[]> {
  return select(reader, sql`(${organisations === null} or r.organisation_code = any(${organisations ?? []}::text[]))`);
}

/** Open reviews whose last day has passed. */
export function listOverdue(reader: Reader, today: PlainDate): Promise<Review[]> {
  return select(reader, sql`r.closed_at is null and r.due_on < ${today}`);
}

export async function findReview(reader: Reader, reviewId: string): Promise<Review | null> {
  return (await select(reader, sql`r.review_id = ${reviewId}`))[0] ?? null;
}

/** The review, locked until the transaction ends. */
export async function lockReview(tx: Tx, reviewId: string): Promise<Review | null> {
  await sql`select from access.access_review where review_id = ${reviewId} for update`.execute(tx);
  return findReview(tx, reviewId);
}

/**
 * Organisations whose grants wait to be confirmed again: the oldest that is live was given before the day, and no review began
 * since then.
 */
export async function listDue(reader: Reader, before: PlainDate, today: PlainDate): Promise<OrganisationCode[]> {
  const { rows } = await sql<{ organisation_code: OrganisationCode }>`
    select g.organisation_code from access.account_grant g
     where g.revoked_at is null and g.starts_on <= ${before} and (g.ends_on is null or g.ends_on >= ${today})
       and not exists (select from access.access_review r
                        where r.organisation_code = g.organisation_code and (r.closed_at is null or r.started_at::date > ${before}))
     group by g.organisation_code order by g.organisation_code`.execute(reader);
  return rows.map((row) => row.organisation_code);
}

export type NewReview = {
  reviewId: string;
  organisation: string;
  startedAt: Date;
  startedBy: string;
  dueOn: PlainDate;
};

/** Opens a review; false when one is open already. */
export async function insertReview(tx: Tx, it: NewReview, grantIds: readonly string[]): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into access.access_review (review_id, organisation_code, started_at, started_by, due_on)
    values (${it.reviewId}, ${it.organisation}, ${it.startedAt}, ${it.startedBy}, ${it.dueOn})
        on conflict do nothing`.execute(tx);
  if (Number(numAffectedRows ?? 0n) === 0) return false;
  await sql`
    insert into access.access_review_item (review_id, grant_id)
    select ${it.reviewId}, id from unnest(${grantIds}::uuid[]) as id`.execute(tx);
  return true;
}

export async function closeReview(tx: Tx, reviewId: string, at: Date): Promise<void> {
  await sql`update access.access_review set closed_at = ${at} where review_id = ${reviewId}`.execute(tx);
}

export type ReviewItem = {
  grantId: string;
  decision: ReviewDecision | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  note: string | null;
};

export async function listItems(reader: Reader, reviewId: string): Promise<ReviewItem[]> {
  const { rows } = await sql<ReviewItem>`
    select grant_id as "grantId", decision, decided_at as "decidedAt", decided_by as "decidedBy", note
      from access.access_review_item where review_id = ${reviewId} order by grant_id`.execute(reader);
  return rows;
}

export type Answer = { grantId: string; decision: ReviewDecision; note: string | null };

/** Keeps the answers to some grants of a review. */
export async function decideItems(
  tx: Tx,
  {
    reviewId,
    answers,
    at,
    by,
  }: { reviewId: string; answers: readonly Answer[]; at: Date; by: { accountId: string | null; name: string } },
): Promise<void> {
  await sql`
    update access.access_review_item i
       set decision = a.decision, decided_at = ${at}, decided_by_account_id = ${by.accountId}, decided_by = ${by.name}, note = a.note
      from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as a ("grantId" uuid, decision text, note text)
     where i.review_id = ${reviewId} and i.grant_id = a."grantId" and i.decision is null`.execute(tx);
}
