import { reportDecoys } from '#modules/access/index.ts';
import { digestPerson } from '#modules/identity/index.ts';
import type { Subject, SubmissionRecord } from '../records.ts';
import { actorOf } from './context.ts';
import { rowsOf, toQuery } from './drafts.ts';
import type { RunServices } from './runner.ts';

/**
 * Raises the alarm of every decoy that a batch of students holds: whoever submits one took it out of an export. Beside the batch's
 * transaction, so that a rehearsal tells it too. The batch goes on: what becomes of the row must not tell that it was known.
 */
export async function watchDecoys(
  { db, jurisdiction }: RunServices,
  submission: SubmissionRecord,
  subjects: readonly Subject[],
): Promise<void> {
  const queries = subjects.flatMap((subject) => {
    const [student] = rowsOf(subject, 'students');
    return student ? [toQuery(subject, student, submission.organisation)] : [];
  });
  const numbers = queries.flatMap((query) => query.studentNumber?.replace(/[\s-]/g, '') ?? []);
  const digests = queries.flatMap(
    ({ draft }) => digestPerson([draft.familyName, draft.givenName], draft.birthDate) ?? [],
  );
  await reportDecoys(db, {
    actor: actorOf(submission),
    clues: { numbers: numbers.filter((number) => /^\d{9}$/.test(number)), digests },
    where: `submission ${submission.submissionId}`,
    ministry: jurisdiction.ministry,
    requestId: submission.submissionId,
  });
}
