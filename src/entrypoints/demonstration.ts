import { createReadStream } from 'node:fs';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { defineErrors } from '#kernel/errors.ts';
import { ensureDemonstrationAccounts, listSignIns as listAccounts, roles } from '#modules/access/index.ts';
import { isRegisterEmpty } from '#modules/identity/index.ts';
import { perform } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import { type AnyRoute, route, streamAnswer } from '#platform/http/route.ts';
import { type AnyJob, defineJob, enqueue } from '#platform/jobs/jobs.ts';
import type { Services } from '#platform/services.ts';
import { aboutFile } from '#province/about.ts';
import { generateProvince } from '#province/generate.ts';
import { readyFiles } from '#province/ready.ts';
import { loadProvince } from './province-load.ts';

export const errors = defineErrors('demonstration', {
  file_not_found: {
    status: 404,
    en: 'There is no ready file {name}',
    fr: 'Il n’y a pas de fichier prêt {name}',
  },
});

const folderOf = ({ config }: Services) => join(config.dataFolder, 'province');
const mediaType = (name: string) => (name.endsWith('.zip') ? 'application/zip' : 'application/x-ndjson');

/**
 * Sees to it that a demonstration has its people: makes the invented province when the register is empty, goes on with a
 * load that was broken off, opens the tour accounts. Harmless when all is there.
 */
export async function ensureDemonstration(services: Services, report: (line: string) => void): Promise<void> {
  const folder = folderOf(services);
  const isMade = await isThere(join(folder, 'truth.ndjson'));
  const isLoaded = await isThere(join(folder, 'loaded'));
  const isEmpty = await isRegisterEmpty(services.db);
  const students = services.config.demonstrationStudents;
  if (students > 0 && (isEmpty || (isMade && !isLoaded))) {
    if (!isMade || isEmpty) await makeProvince(folder, { students, report });
    const began = performance.now();
    const counts = await loadProvince(services, { folder, parts: ['register'], resume: !isEmpty });
    report(`loaded ${counts.numbers.toLocaleString('en-CA')} students … ${seconds(began)}`);
    await services.db.transaction().execute((tx) => enqueue(tx, septemberJob, {}, { key: septemberJob.name }));
    await writeMark(join(folder, 'loaded'));
  }
  await perform(services.db, { kind: 'access.open-demonstration', actor: systemActor('demonstration') }, (tx) =>
    ensureDemonstrationAccounts(tx),
  );
}

/** What September added, behind the running program: the page need not wait for it. Run again it changes nothing. */
const septemberJob = defineJob({
  name: 'demonstration.september',
  payload: z.strictObject({}),
  triesMax: 5,
  run: async (_payload, services) => {
    const folder = folderOf(services);
    if (await isThere(join(folder, aboutFile)))
      await loadProvince(services, { folder, parts: ['september'], resume: true });
  },
});

export const demonstrationJobs: readonly AnyJob[] = [septemberJob];

/** Made beside and then renamed, so that a start that was killed half-way begins anew. */
async function makeProvince(
  folder: string,
  { students, report }: { students: number; report: (line: string) => void },
) {
  const began = performance.now();
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await generateProvince({ students, former: 0, seed: 'demonstration', out: fresh });
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
  report(`invented a province of ${students.toLocaleString('en-CA')} students … ${seconds(began)}`);
}

const seconds = (began: number) => `${((performance.now() - began) / 1000).toFixed(1)} s`;

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function writeMark(path: string): Promise<void> {
  await writeFile(path, 'The register holds this province.\n');
}

/** Who may be signed in by choosing, for the terminal. */
export async function listSignIns(services: Services): Promise<{ name: string; role: string; organisation: string }[]> {
  const accounts = await listAccounts(services.db, services.demonstration);
  return accounts.map(({ name, role, organisation }) => ({ name, role: roles[role].words.en, organisation }));
}

const ReadyFile = z.strictObject({
  name: z.string(),
  organisation: z.string(),
  about: z.strictObject({ en: z.string(), fr: z.string() }),
  sizeBytes: z.int(),
});

/** Submissions ready to be dropped; there are none outside a demonstration. */
export const demonstrationRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    path: '/v1/demonstration/files',
    operationId: 'listDemonstrationFiles',
    summary: 'Invented submissions, ready to be dropped; an empty list outside a demonstration',
    tag: 'demonstration',
    permission: 'signed-in',
    answers: { 200: z.strictObject({ items: z.array(ReadyFile) }) },
    errors: [],
    handle: async ({ context }) => ({ items: await listReady(context) }),
  }),
  route({
    method: 'GET',
    path: '/v1/demonstration/files/:name',
    operationId: 'getDemonstrationFile',
    summary: 'One of the ready submissions',
    tag: 'demonstration',
    permission: 'signed-in',
    params: z.strictObject({ name: z.string().max(100) }),
    answers: { 200: null },
    produces: 'application/octet-stream',
    errors: [errors.file_not_found],
    reads: 'rows of the invented province to be submitted; no record of the register is read',
    handle: async ({ params: { name }, context }) => {
      const known = (await listReady(context)).find((file) => file.name === name);
      if (!known) throw errors.file_not_found({ name });
      const readable = createReadStream(join(folderOf(context), 'ready', known.name));
      return streamAnswer(readable, { type: mediaType(known.name), fileName: known.name });
    },
  }),
];

async function listReady(services: Services): Promise<z.infer<typeof ReadyFile>[]> {
  if (!services.demonstration) return [];
  const files = await Promise.all(
    readyFiles.map(async ({ name, school, about }) => {
      const found = await stat(join(folderOf(services), 'ready', name)).catch(() => null);
      return found ? [{ name, organisation: school, about, sizeBytes: found.size }] : [];
    }),
  );
  return files.flat();
}
