import { beforeAll, expect, test } from 'vitest';
import type { StudentNumber } from '#kernel/ids.ts';
import { seededRandom } from '#kernel/random.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildGuid, buildStudentRow } from '#support/build-exchange.ts';
import { applyItems, buildItem, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';

// A school that submits what matches a protected student waits for a person, as it does for a twin: in the same words, and as long.
const database = testDatabase();
const server = testServer(database);
let actors: Actors;
type Known = { number: StudentNumber; draft: ReturnType<typeof buildQuery>['draft'] };
let twins: Known[];
let hidden: Known[];
const pairs = 40;

beforeAll(async () => {
  const { write, jurisdiction } = database;
  await write((tx) => buildOrganisations(tx));
  actors = await write((tx) => buildActors(tx));
  const queries = Array.from({ length: 2 * pairs }, () => buildQuery({ organisation: 'S.K002' }));
  const numbers = await write((tx, act) => buildStudents(tx, act, { queries, jurisdiction }));
  const known = numbers.map((number, place) => ({ number, draft: queries[place]?.draft as Known['draft'] }));
  twins = known.slice(0, pairs);
  hidden = known.slice(pairs);
  const items = hidden.map(({ number }) => buildItem('restrictions', number));
  await write((tx, act) => applyItems(tx, act, { items, jurisdiction }));
});

type Kind = 'ordinary' | 'protected';

/** The student's own row as the school sends it: a twin of somebody, or the very person who is protected. */
function rowOf(kind: Kind, place: number): Record<string, string | undefined> {
  const { draft } = (kind === 'ordinary' ? twins : hidden)[place] as Known;
  return buildStudentRow({
    birth_date: draft.birthDate,
    gender: draft.gender,
    family_name: draft.familyName ?? '',
    given_name: kind === 'ordinary' ? `${draft.givenName}na` : (draft.givenName ?? ''),
  });
}

async function send(kind: Kind, place: number): Promise<{ ms: number; told: unknown }> {
  const fields = { ...rowOf(kind, place), guid: buildGuid() };
  const began = performance.now();
  const { status, body } = await server.call({
    as: actors.registrar,
    method: 'POST',
    url: '/v1/submissions/items',
    body: { organisation: 'S.K001', rehearse: true, file: 'students', fields },
  });
  const ms = performance.now() - began;
  const [item] = body.items;
  const { fate, studentNumber, matchTaskId, isNewNumber, remarks } = item;
  return {
    ms,
    told: { status, rows: body.rows, fate, studentNumber, matchTaskId, isNewNumber, remarks, keys: Object.keys(item) },
  };
}

/** How far apart two lists lie by rank (Mann-Whitney), in standard deviations of what chance alone gives. */
function rankDistance(a: readonly number[], b: readonly number[]): number {
  const wins = a.reduce((sum, x) => sum + b.filter((y) => x > y).length + b.filter((y) => x === y).length / 2, 0);
  const expected = (a.length * b.length) / 2;
  return Math.abs(wins - expected) / Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12);
}

test('the distance by rank tells what is slower, and lets chance pass', () => {
  const random = seededRandom('times');
  const times = (more: number) => Array.from({ length: pairs }, () => 10 + random.next() * 5 + more);
  expect(rankDistance(times(0), times(0))).toBeLessThan(3.5);
  expect(rankDistance(times(0), times(3))).toBeGreaterThan(5);
});

test('a match with a protected student is answered as any other doubt: in the same words, and by time nobody could tell', async () => {
  for (let warm = 0; warm < 5; warm += 1) for (const kind of ['ordinary', 'protected'] as const) await send(kind, warm);
  const random = seededRandom('order');
  const times: Record<Kind, number[]> = { ordinary: [], protected: [] };
  const told: Record<Kind, Set<string>> = { ordinary: new Set(), protected: new Set() };
  for (let place = 0; place < pairs; place += 1) {
    const order: Kind[] = random.chance(0.5) ? ['ordinary', 'protected'] : ['protected', 'ordinary'];
    for (const kind of order) {
      const sent = await send(kind, place);
      times[kind].push(sent.ms);
      told[kind].add(JSON.stringify(sent.told));
    }
  }
  expect([...told.protected]).toEqual([...told.ordinary]);
  expect(told.protected.size).toBe(1);
  expect([...told.protected][0]).toContain('"fate":"held"');
  // One in two thousand by chance alone; a path that did 15 % more work would lie far beyond.
  expect(rankDistance(times.ordinary, times.protected)).toBeLessThan(3.5);
});
