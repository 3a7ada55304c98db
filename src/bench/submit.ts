import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { OrganisationCode } from '#kernel/ids.ts';
import { commandActor } from '#modules/access/index.ts';
import type { Submission } from '#modules/exchange/contract.ts';
import { getSubmission, presentSubmission, receiveFile, runSubmission } from '#modules/exchange/index.ts';
import { systemActor } from '#platform/actor.ts';
import type { Services } from '#platform/services.ts';

export type Sent = { organisation: OrganisationCode; submission: Submission };

/** The schools whose submissions lie in a province's folder, in order. */
export async function listSubmissions(folder: string): Promise<{ organisation: OrganisationCode; path: string }[]> {
  const names = (await readdir(join(folder, 'submissions'))).sort();
  return names.map((name) => ({
    organisation: OrganisationCode.parse(name.split('-')[0]),
    path: join(folder, 'submissions', name),
  }));
}

/** Takes a school's file through the pipeline as the school itself would, and answers how it ended. */
export async function submitAs(
  services: Services,
  { organisation, path }: { organisation: OrganisationCode; path: string },
  signal: AbortSignal,
): Promise<Sent> {
  const actor = await commandActor(services.db, organisation);
  const stream = createReadStream(path);
  const input = { actor, organisation, fileName: path, isRehearsal: false, stream, isQueued: false };
  const submissionId = await receiveFile(services, input);
  await runSubmission(services, submissionId, { signal });
  const record = await getSubmission(services.db, systemActor('bench'), submissionId);
  const submission = await presentSubmission(services.db, record);
  if (submission.state !== 'finished')
    throw new Error(
      `the submission of ${organisation} is ${submission.state}: ${submission.refusal?.message.en ?? ''}`,
    );
  return { organisation, submission };
}

/** Works through a list with a few hands; ends when all ended, and fails when one failed. */
export async function withHands<Item>(
  items: readonly Item[],
  hands: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const one = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: hands }, one));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
