import { mkdir } from 'node:fs/promises';
import type { OrganisationCode } from '#kernel/ids.ts';
import { commandActor, createReadLedger, openLedgerKey, sealLedger, verifyLedger } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import { newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import type { Bench, BenchInput } from './bench.ts';
import { callRoute } from './call.ts';
import { type Ledger, makeLedger, measureDisk } from './ledger-rows.ts';
import { readServerVersion, settleProvince } from './province.ts';
import { type Figure, figure, type Measured, promised } from './report.ts';
import { openScratch } from './scratch.ts';

export const ledgerBench: Bench = {
  name: 'ledger',
  about: 'The ledger of reads: making many rows, the breach drill over them, appends under way, sealing and verifying',
  usage: '[--rows N] [--students N] [--seed S]',
  measure,
};

const rowsByDefault = 100_000_000;

async function measure(input: BenchInput): Promise<Measured> {
  const rows = input.rows ?? rowsByDefault;
  const registered = input.students ?? 1_000;
  const seed = input.seed ?? 'demonstration';
  const scratch = await openScratch(input);
  try {
    const dataFolder = `${scratch.folder}/data`;
    await mkdir(dataFolder);
    // The organisations that ask and the people on the register; the people in the ledger are numbers of its own.
    await settleProvince(scratch, { students: registered, former: 0, seed, print: input.print });
    const services = { ...scratch.services, config: { ...scratch.services.config, dataFolder } };
    const ledger = await makeLedger(scratch.ownerPool, { rows, note: (text) => input.print.note(text) });
    const disk = await measureDisk(scratch.ownerPool);
    const ministry = await commandActor(services.db, 'O.1' as OrganisationCode);
    const figures = [
      figure('making them, set-based', ledger.seconds, 's'),
      figure('making them', rows / ledger.seconds, 'rows/s'),
      figure('disk of the rows', disk.tableBytes / 1e9, 'GB'),
      figure('disk of the indexes', disk.indexBytes / 1e9, 'GB'),
      figure('disk a row, everything', (disk.tableBytes + disk.indexBytes) / rows, 'bytes'),
      ...(await measureDrills(services, ministry, ledger)),
      ...(await measureStudents(services, ministry, ledger)),
      ...(await measureAppends(services)),
      ...(await measureSealing(services)),
    ];
    const sizes = {
      'rows in the ledger': rows,
      'people in the ledger': ledger.students,
      'students on the register': registered,
      'typical key’s reads': ledger.typicalReads,
      'heavy key’s reads': ledger.heavyReads,
    };
    return { figures, sizes, seed, postgresql: await readServerVersion(scratch) };
  } finally {
    await scratch.close();
  }
}

/** The breach question, asked as the page asks it: the first time, and again. */
async function measureDrills(
  services: Services,
  actor: Actor,
  { typical, heavy, from, to }: Ledger,
): Promise<Figure[]> {
  const ask = (client: string) =>
    timed(() => callRoute(services, 'drillReads', { actor, query: { client, from, to } }));
  const people = (client: string) =>
    timed(() => callRoute(services, 'listDrilledPeople', { actor, query: { client, from, to, limit: 100 } }));
  return [
    promised('drill, typical key, first time', await ask(typical), { atMost: 5000, unit: 'ms' }),
    promised('drill, typical key, again', await ask(typical), { atMost: 1000, unit: 'ms' }),
    figure('drill, typical key, first hundred people', await people(typical), 'ms'),
    promised('drill, heavy key, first time', await ask(heavy), { atMost: 60_000, unit: 'ms' }),
    figure('drill, heavy key, again', await ask(heavy), 'ms'),
  ];
}

const students = 300;

/** What a student's page asks, and what a budget would: reads of one person, people of one reader in the last hour. */
async function measureStudents(services: Services, actor: Actor, ledger: Ledger): Promise<Figure[]> {
  const times: number[] = [];
  for (let i = 0; i < students; i += 1) {
    const student = ledger.studentAt(i * 7919);
    times.push(
      await timed(() =>
        callRoute(services, 'listLedgerReads', {
          actor,
          query: { student, from: ledger.from, to: ledger.to, client: ledger.typical },
        }),
      ),
    );
  }
  return [figure('reads of one student by one key, 95th percentile', percentile(times, 0.95), 'ms')];
}

/** Appends as the server makes them, one at a time and many at once. */
async function measureAppends(services: Services): Promise<Figure[]> {
  const ledger = createReadLedger(services);
  const actor = await commandActor(services.db, 'S.K001' as OrganisationCode);
  const append = (people: number) =>
    ledger.append({
      actor,
      door: 'getStudent',
      purpose: 'records',
      requestId: newId(),
      reads: Array.from({ length: people }, (_, i) => ({
        subjects: [String(100_000_000 + ((i * 104_729) % 4_000_000))],
        groups: ['identity'],
      })),
    });
  await append(1);
  const alone = await timesOf(1, 1000, () => append(1));
  const many = await timesOf(20, 10_000, () => append(1));
  const lists = await timesOf(4, 500, () => append(100));
  return [
    promised('added to a request that shows one person, median', percentile(alone.times, 0.5), {
      atMost: 5,
      unit: 'ms',
    }),
    figure('added to a request that shows one person, 95th percentile', percentile(alone.times, 0.95), 'ms'),
    figure('appends of one person, 20 at once', alone.times.length > 0 ? 10_000 / many.seconds : 0, 'appends/s'),
    figure('appends of one person, 20 at once, 95th percentile', percentile(many.times, 0.95), 'ms'),
    figure('appends of a list of 100, 4 at once', 500 / lists.seconds, 'appends/s'),
    figure('appends of a list of 100, 4 at once, median', percentile(lists.times, 0.5), 'ms'),
  ];
}

const sealedMax = 5_000_000;

async function measureSealing(services: Services): Promise<Figure[]> {
  const key = await openLedgerKey(services.config);
  const began = performance.now();
  const sealed = await sealLedger(services, key, { rowsMax: sealedMax });
  const sealing = (performance.now() - began) / 1000;
  const verifyingSince = performance.now();
  const found = await verifyLedger(services);
  const verifying = (performance.now() - verifyingSince) / 1000;
  if (!found.isSound) throw new Error(`the ledger does not add up: ${JSON.stringify(found.breaks[0])}`);
  return [
    figure('sealing', sealed / sealing, 'rows/s'),
    figure('verifying', found.rows / verifying, 'rows/s'),
    figure('rows sealed and verified', found.rows, 'rows'),
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function timesOf(
  hands: number,
  count: number,
  work: () => Promise<unknown>,
): Promise<{ times: number[]; seconds: number }> {
  const times: number[] = [];
  const began = performance.now();
  let next = 0;
  const hand = async () => {
    while (next < count) {
      next += 1;
      times.push(await timed(work));
    }
  };
  await Promise.all(Array.from({ length: hands }, hand));
  return { times, seconds: (performance.now() - began) / 1000 };
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
