import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type Page, readCursor, toPage } from '#kernel/page.ts';
import { may, requireOrganisation, scopeOf } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db, Reader } from '#platform/database/database.ts';
import type {
  Comparison,
  ItemListQuery,
  Submission,
  SubmissionItem,
  SubmissionListQuery,
  SubmissionSummary,
} from '../contract.ts';
import { errors } from '../errors.ts';
import type { SubmissionRecord } from '../records.ts';
import { compareFates, listFileCounts } from '../store/fates.ts';
import { listItems } from '../store/items.ts';
import { findUser } from '../store/oneroster.ts';
import { askToCancel, findSubmission, listSubmissions } from '../store/submissions.ts';
import { presentItem, presentSubmission, presentSummary, readerOfItems } from './present.ts';

/** A submission within the actor's reach; another organisation's is not there, word for word. */
export async function getSubmission(reader: Reader, actor: Actor, submissionId: string): Promise<SubmissionRecord> {
  const submission = await findSubmission(reader, submissionId);
  if (!submission) throw errors.submission_not_found();
  const scope = await scopeOf(actor, reader);
  if (!scope.everything && !scope.organisations.includes(submission.organisation)) throw errors.submission_not_found();
  return submission;
}

export async function pageSubmissions(
  reader: Reader,
  actor: Actor,
  query: SubmissionListQuery,
): Promise<Page<SubmissionSummary>> {
  const { organisation, state = null, limit, cursor } = query;
  if (organisation) await requireOrganisation(actor, organisation, reader);
  const scope = await scopeOf(actor, reader);
  const inScope = scope.everything ? null : scope.organisations;
  const organisations = organisation ? [organisation] : inScope;
  const before = readCursor(cursor, SubmissionKey)?.[0] ?? null;
  const found = await listSubmissions(reader, { organisations, state, before, limit: limit + 1 });
  const counts = await listFileCounts(
    reader,
    found.map((it) => it.submissionId),
  );
  const summaries = found.map((it) => presentSummary(it, counts.get(it.submissionId) ?? []));
  return toPage(summaries, limit, (it) => [it.submissionId]);
}

// A cursor that is none of ours begins at the beginning.
const SubmissionKey = z.tuple([z.guid()]);
const ItemKey = z.tuple([z.int32().min(0)]);

export async function pageItems(
  reader: Reader,
  actor: Actor,
  { submission, query }: { submission: SubmissionRecord; query: ItemListQuery },
): Promise<Page<SubmissionItem>> {
  const { fate = null, file = null, student = null, limit, cursor } = query;
  const { rule = null } = query;
  const seesSealed = may(actor, 'restricted.read');
  const after = readCursor(cursor, ItemKey)?.[0] ?? 0;
  const { submissionId } = submission;
  // In OneRoster a student is also known by the school's own number, which is not what joins the rows.
  const isOneRoster = student !== null && submission.fileModes !== null;
  const subject = isOneRoster ? ((await findUser(reader, submissionId, student)) ?? student) : student;
  const filter = { submissionId, fate, file, rule, seesSealed, subject, after, limit: limit + 1 };
  const items = await listItems(reader, filter);
  const itemReader = await readerOfItems(reader, actor, items);
  return toPage(
    items.map((item) => presentItem(item, itemReader)),
    limit,
    (item) => [item.ordinal],
  );
}

/** All items of a small submission, in its order. */
export async function listAllItems(
  reader: Reader,
  actor: Actor,
  { submissionId, limit }: { submissionId: string; limit: number },
): Promise<SubmissionItem[]> {
  const filter = { submissionId, fate: null, file: null, rule: null, seesSealed: true, subject: null, after: 0, limit };
  const items = await listItems(reader, filter);
  const itemReader = await readerOfItems(reader, actor, items);
  return items.map((item) => presentItem(item, itemReader));
}

export async function cancelSubmission(db: Db, { submissionId, state }: SubmissionRecord): Promise<void> {
  if (!(await askToCancel(db, submissionId))) throw errors.not_running({ state });
}

const watchEveryMs = 400;

/** The submission as it proceeds: now, at every change, and at its end, which is the last event. */
export async function* watchSubmission(
  db: Db,
  submissionId: string,
  signal: AbortSignal,
): AsyncGenerator<{ event: string; data: Submission }> {
  let told = '';
  while (!signal.aborted) {
    const submission = await findSubmission(db, submissionId);
    if (!submission) return;
    const data = await presentSubmission(db, submission);
    const isAtEnd = submission.finishedAt !== null;
    const text = JSON.stringify(data);
    if (isAtEnd || text !== told) yield { event: isAtEnd ? 'end' : 'progress', data };
    if (isAtEnd) return;
    told = text;
    await wait(watchEveryMs, undefined, { signal }).catch(ignoreAbort);
  }
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
}

const differencesMax = 200;

/** Two submissions of the same rows, side by side: a rehearsal and the real run, or last week's and today's. */
export async function compareSubmissions(
  reader: Reader,
  one: SubmissionRecord,
  other: SubmissionRecord,
): Promise<Comparison> {
  const { counts, differing } = await compareFates(
    reader,
    { one: one.submissionId, other: other.submissionId },
    differencesMax,
  );
  return {
    isSame: counts.every((it) => it.fate === it.otherFate),
    rows: counts,
    differing: differing.map(({ subject, ...rest }) => ({ ...rest, localStudentId: subject })),
  };
}
