import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { OrganisationCode } from '#kernel/ids.ts';
import { commandActor } from '#modules/access/index.ts';
import type { Submission } from '#modules/exchange/contract.ts';
import { getSubmission, presentSubmission, receiveFile, runSubmission } from '#modules/exchange/index.ts';
import { systemActor } from '#platform/actor.ts';
import type { Bench, BenchInput } from './bench.ts';
import { inventExtract, rowsOfStudent } from './invent.ts';
import { watchMemory } from './memory.ts';
import { readServerVersion, settleProvince } from './province.ts';
import { type Figure, figure, type Measured, promised } from './report.ts';
import { openScratch, type Scratch } from './scratch.ts';

export const stagingBench: Bench = {
  name: 'staging',
  about:
    'A file of millions of rows, received, read into staging and checked: rows a second, and that memory stays flat',
  usage: '[--rows R] [--seed S]',
  measure,
};

const school = 'S.K001' as OrganisationCode;
/** A third of what the whole pipeline may take. */
const megabytesMax = 500;

async function measure(input: BenchInput): Promise<Measured> {
  const students = Math.ceil((input.rows ?? 2_000_000) / rowsOfStudent);
  const seed = input.seed ?? 'millions';
  const scratch = await openScratch(input);
  try {
    await settleProvince(scratch, { students: 100, former: 0, seed, print: input.print });
    const path = join(scratch.folder, 'millions.zip');
    await inventExtract(path, { students, school, seed });
    const megabytes = (await stat(path)).size / 1e6;
    const figures = await stage(scratch, path, input);
    const sizes = { 'rows in the file': students * rowsOfStudent, 'megabytes packed': Math.round(megabytes) };
    return { figures, sizes, seed, postgresql: await readServerVersion(scratch) };
  } finally {
    await scratch.close();
  }
}

async function stage({ services }: Scratch, path: string, { signal }: BenchInput): Promise<Figure[]> {
  const actor = await commandActor(services.db, school);
  const memory = watchMemory();
  const stop = new AbortController();
  const stopping = AbortSignal.any([signal, stop.signal]);
  const began = performance.now();
  try {
    const given = { actor, organisation: school, fileName: 'millions.zip', isRehearsal: false, isQueued: false };
    const submissionId = await receiveFile(services, { ...given, stream: createReadStream(path) });
    const look = async (): Promise<Submission> =>
      presentSubmission(services.db, await getSubmission(services.db, systemActor('bench'), submissionId));
    const running = runSubmission(services, submissionId, { signal: stopping });
    // Applying has a bench of its own.
    const watching = (async () => {
      for (let it = await look(); !stopping.aborted && it.finishedAt === null && !isChecked(it); it = await look())
        await wait(200);
      stop.abort();
    })();
    await running;
    await watching;
    const seconds = (performance.now() - began) / 1000;
    const { stages, rows } = await look();
    return [
      ...(['received', 'read', 'checked'] as const).map((name) => {
        const it = stages.find(({ stage: found }) => found === name);
        return figure(`stage ${name}`, (it?.milliseconds ?? 0) / 1000, 's');
      }),
      figure('the whole, up to the checked rows', seconds, 's'),
      figure('rows received, read and checked', rows.total / seconds, 'rows/s'),
      promised('peak memory of the program', memory.peak(), { unit: 'MB', atMost: megabytesMax }),
    ];
  } finally {
    memory.stop();
  }
}

function isChecked({ stage: at }: Submission): boolean {
  return at === 'checked' || at === 'applied';
}
