import type { OrganisationCode } from '#kernel/ids.ts';
import { type Random, seededRandom } from '#kernel/random.ts';
import { commandActor } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Services } from '#platform/services.ts';
import { type ProvinceLine, readBatches } from '#province/read.ts';
import type { Bench, BenchInput } from './bench.ts';
import { callRoute } from './call.ts';
import { readServerVersion, settleProvince } from './province.ts';
import { type Figure, figure, type Measured, promised } from './report.ts';
import { openScratch } from './scratch.ts';

export const searchBench: Bench = {
  name: 'search',
  about:
    'Finding a student by what a person types: names, beginnings of names, dates, numbers; as the ministry and as a school',
  usage: '[--students N] [--seed S]',
  measure,
};

const searchesEach = 300;

async function measure(input: BenchInput): Promise<Measured> {
  const students = input.students ?? 20_000;
  const seed = input.seed ?? 'demonstration';
  const scratch = await openScratch(input);
  try {
    const { folder, counts } = await settleProvince(scratch, { students, former: 0, seed, print: input.print });
    const people = await pickPeople(folder, seededRandom(`${seed}/search`));
    const ministry = await commandActor(scratch.services.db, 'O.1' as OrganisationCode);
    const school = await commandActor(scratch.services.db, 'S.K001' as OrganisationCode);
    const figures: Figure[] = [];
    for (const [what, text] of kinds) {
      await measureSearches(scratch.services, ministry, people.slice(0, 30).map(text)); // warms up
      const times = await measureSearches(scratch.services, ministry, people.map(text));
      figures.push(...describe(`${what}, ministry`, times));
    }
    figures.push(
      ...describe('whole name, school', await measureSearches(scratch.services, school, people.map(wholeName))),
    );
    const sizes = { 'people on the register': counts.students, 'searches of each kind': people.length };
    return { figures, sizes, seed, postgresql: await readServerVersion(scratch) };
  } finally {
    await scratch.close();
  }
}

type Sought = { given: string; family: string; born: string; number: string };

const wholeName = ({ given, family }: Sought) => `${given} ${family}`.trim();
const kinds: readonly [string, (it: Sought) => string][] = [
  ['whole name', wholeName],
  ['beginnings of names', ({ given, family }) => `${given.slice(0, 3)} ${family.slice(0, 4)}`.trim()],
  ['family name alone', ({ given, family }) => family || given],
  ['name and birth date', ({ given, family, born }) => `${family || given} ${born}`],
  ['number', ({ number }) => number],
];

/** Some of those on the register, spread over all schools. */
async function pickPeople(folder: string, random: Random): Promise<Sought[]> {
  const all: Sought[] = [];
  for await (const batch of readBatches(folder, 'register/students.ndjson', 1_000)) all.push(...batch.map(toSought));
  return Array.from({ length: Math.min(searchesEach, all.length) }, () => random.pick(all));
}

function toSought({ student_number: number, rows }: ProvinceLine): Sought {
  const fields = rows.find((it) => it.file === 'students')?.fields ?? {};
  const { given_name: given = '', family_name: family = '', birth_date: born = '' } = fields;
  return { given, family, born, number };
}

async function measureSearches(services: Services, actor: Actor, texts: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const q of texts) {
    const began = performance.now();
    await callRoute(services, 'searchStudents', { actor, query: { q } });
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b);
}

function describe(what: string, times: readonly number[]): Figure[] {
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return [
    figure(`${what}: median`, at(0.5), 'ms'),
    promised(`${what}: 95th percentile`, at(0.95), { atMost: 25, unit: 'ms' }),
  ];
}
