import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import type { OrganisationCode } from '#kernel/ids.ts';
import { cut } from '#kernel/text.ts';
import { requireOrganisation } from '#modules/access/index.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Actor } from '#platform/actor.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import type { Services } from '#platform/services.ts';
import type { ItemInput } from '../contract.ts';
import { errors } from '../errors.ts';
import type { StagedFile } from '../reading/item.ts';
import { stageObject } from '../reading/lines.ts';
import { saveRowCounts } from '../store/fates.ts';
import { copyItems } from '../store/items.ts';
import { addStageTimes, findSubmission, insertSubmission, saveStage } from '../store/submissions.ts';
import { keepActor } from './context.ts';
import { runJob } from './queue.ts';
import { runSubmission } from './run.ts';

export type FileInput = {
  actor: Actor;
  organisation: OrganisationCode;
  fileName: string;
  isRehearsal: boolean;
  stream: Readable;
  /** False when the caller runs the pipeline itself. */
  isQueued: boolean;
};

/** Keeps a file as it streams in and queues it. Throws files.too_large past the limit, and access.organisation_out_of_reach. */
export async function receiveFile(services: Services, input: FileInput): Promise<string> {
  const { db, files, config } = services;
  const { actor, organisation, isRehearsal, stream, isQueued } = input;
  const shareOf = await requireSubmitter(services, actor, organisation);
  const begun = performance.now();
  const fileName = plainName(input.fileName);
  const stored = await files.store(stream, { fileName, sizeBytesMax: config.uploadBytesMax });
  const submissionId = newId();
  const milliseconds = performance.now() - begun;
  await db.transaction().execute(async (tx) => {
    const { fileId, sizeBytes, sha256 } = stored;
    const format = 'zip'; // as it is usually; the reading tells by the first bytes and sets it right
    await insertSubmission(tx, {
      submissionId,
      organisation,
      format,
      fileName,
      fileId,
      sizeBytes,
      sha256,
      isRehearsal,
      actor: keepActor(actor),
      shareOf,
    });
    await addStageTimes(tx, submissionId, [{ stage: 'received', rows: 0, milliseconds }]);
    if (isQueued) await enqueue(tx, runJob, { submissionId }, { key: submissionId });
  });
  return submissionId;
}

export type ItemsInput = {
  actor: Actor;
  organisation: OrganisationCode;
  items: readonly ItemInput[];
  isRehearsal: boolean;
};

/** Takes some items through the pipeline at once; they are kept as a submission like any other. */
export async function receiveItems(services: Services, input: ItemsInput): Promise<string> {
  const { db } = services;
  const { actor, organisation, items, isRehearsal } = input;
  const shareOf = await requireSubmitter(services, actor, organisation);
  const submissionId = newId();
  const staged = items.map((item, index) => stageObject(item, index + 1));
  const counts = new Map<StagedFile, { rows: number; encoding: string | null }>();
  for (const { file } of staged) counts.set(file, { rows: (counts.get(file)?.rows ?? 0) + 1, encoding: null });
  const sizeBytes = Buffer.byteLength(JSON.stringify(items));
  const fileName = items.length === 1 ? 'item' : 'items';
  await insertSubmission(db, {
    submissionId,
    organisation,
    format: 'json',
    fileName,
    fileId: null,
    sizeBytes,
    sha256: null,
    isRehearsal,
    actor: keepActor(actor),
    shareOf,
  });
  await copyItems(db, submissionId, toPieces(staged));
  await saveRowCounts(db, submissionId, counts);
  await saveStage(db, submissionId, 'read');
  // The caller's going away must not leave half a batch: there is no signal to heed.
  await runSubmission(services, submissionId, { signal: new AbortController().signal });
  const { state, failureReference } = (await findSubmission(db, submissionId)) ?? {};
  if (state !== 'finished') throw errors.failed({ submissionId, reference: failureReference ?? '–' });
  return submissionId;
}

/** Throws unless the actor may act for the organisation, and there is such a one. Answers whose share of the work it is: its authority's. */
async function requireSubmitter({ db }: Services, actor: Actor, organisation: OrganisationCode): Promise<string> {
  await requireOrganisation(actor, organisation, db);
  const found = (await findOrganisations(db, [organisation])).get(organisation);
  if (!found) throw errors.organisation_unknown({ organisation });
  return found.authorityCode ?? organisation;
}

async function* toPieces<Item>(items: Item): AsyncGenerator<Item> {
  yield items;
}

/** The last part of a name, without what a name should not hold; only shown, never used as a path. */
function plainName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/'))
    .replace(/\p{Cc}/gu, '')
    .trim();
  return plain === '' ? 'file' : cut(plain, 200);
}
