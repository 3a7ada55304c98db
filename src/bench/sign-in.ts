import type { AddressInfo } from 'node:net';
import { hash } from '@node-rs/argon2';
import { buildServer } from '#entrypoints/server.ts';
import { createAuthoriser, ensureDemonstrationAccounts, listSignIns } from '#modules/access/index.ts';
import { perform } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import type { Pool } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { Bench, BenchInput } from './bench.ts';
import { atPace, percentile } from './pace.ts';
import { readServerVersion, settleProvince } from './province.ts';
import { type Figure, figure, type Measured, promised } from './report.ts';
import { openScratch, type Scratch } from './scratch.ts';

export const signInBench: Bench = {
  name: 'sign-in',
  about: '500 sign-ins a minute by password at the recommended cost, while records are read beside them, through HTTP',
  usage: '[--students N] [--seed S]',
  measure,
};

const accounts = 500;
const signInsEachMinute = 500;
const readsEachSecond = 20;
const password = 'violet anchors hum quietly';

async function measure(input: BenchInput): Promise<Measured> {
  const students = input.students ?? 5_000;
  const seed = input.seed ?? 'demonstration';
  const scratch = await openScratch(input);
  try {
    await settleProvince(scratch, { students, former: 0, seed, print: input.print });
    await openAccounts(scratch);
    const services = { ...scratch.services, demonstration: true };
    const authoriser = createAuthoriser(services.db, services.jurisdiction);
    const app = await buildServer({ services, authoriser, checkout: input.checkout });
    try {
      await app.listen({ port: 0, host: '127.0.0.1' });
      const { port } = app.server.address() as AddressInfo; // it listens on a port, not on a file
      const reader = (await listSignIns(services.db, true)).find((it) => it.role === 'school_registrar');
      const figures = await measureAt(`http://127.0.0.1:${port}`, reader?.accountId ?? '', input);
      const sizes = { 'students on the register': students, accounts, 'reads a second': readsEachSecond };
      return { figures, sizes, seed, postgresql: await readServerVersion(scratch) };
    } finally {
      await app.close();
    }
  } finally {
    await scratch.close();
  }
}

/** People with a password at today's cost; one digest for all, since each check of it costs the same. */
async function openAccounts({ ownerPool, services }: Scratch): Promise<void> {
  const kept = await hashAtCost(services.jurisdiction);
  await perform(services.db, { kind: 'bench.prepare', actor: systemActor('bench') }, ensureDemonstrationAccounts);
  await asOneAct(ownerPool, [
    `insert into access.account (account_id, user_name, name, organisation_code, language, is_demonstration, created_at)
     select gen_random_uuid(), 'bench.' || i, 'Person ' || i, 'S.K001', 'en', false, now() from generate_series(1, ${accounts}) as i`,
    `insert into access.password (account_id, hash, changed_at)
     select account_id, '${kept}', now() from access.account where user_name like 'bench.%'`,
  ]);
}

function hashAtCost(jurisdiction: Jurisdiction): Promise<string> {
  const cost =
    jurisdiction.parameter<Record<'memoryKib' | 'iterations' | 'parallelism', number>>('access.password_hashing');
  return hash(password, { memoryCost: cost.memoryKib, timeCost: cost.iterations, parallelism: cost.parallelism });
}

async function asOneAct(owner: Pool, statements: readonly string[]): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query(
      `select audit.begin_act('bench.prepare', 'system', null, null, 'bench', 'O.1', null, null, now())`,
    );
    for (const statement of statements) await client.query(statement);
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function measureAt(base: string, accountId: string, { print }: BenchInput): Promise<Figure[]> {
  const post = (path: string, body: object) =>
    fetch(base + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const { token } = (await (await post('/v1/session', { accountId, hold: 'bearer' })).json()) as { token: string };
  const get = (path: string) => fetch(base + path, { headers: { authorization: `Bearer ${token}` } });
  const { students } = (await (await get('/v1/students?q=an')).json()) as { students: { studentNumber: string }[] };
  const number = students[0]?.studentNumber ?? '';
  const read = async () => (await get(`/v1/students/${number}`)).arrayBuffer();
  const signIn = async (i: number) => {
    const answer = await post('/v1/session/password', {
      userName: `bench.${(i % accounts) + 1}`,
      password,
      hold: 'bearer',
    });
    if (answer.status !== 201) throw new Error(`a sign-in was answered ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  const everyRead = 1000 / readsEachSecond;
  await atPace({ count: 100, everyMs: everyRead }, read); // warms up
  await atPace({ count: 5, everyMs: 200 }, signIn);
  print.progress('reading alone', 0, 1);
  const alone = await atPace({ count: 30 * readsEachSecond, everyMs: everyRead }, read);
  print.progress('reading beside sign-ins', 0, 1);
  const began = performance.now();
  const [beside, signIns] = await Promise.all([
    atPace({ count: 60 * readsEachSecond, everyMs: everyRead }, read),
    atPace({ count: signInsEachMinute, everyMs: 60_000 / signInsEachMinute }, signIn),
  ]);
  const minutes = Math.max(performance.now() - began, 60_000) / 60_000;
  return [
    promised('sign-ins answered a minute', Math.round(signIns.length / minutes), { unit: '', atLeast: 490 }),
    figure('sign-in, p50', percentile(signIns, 0.5), 'ms'),
    figure('sign-in, p95', percentile(signIns, 0.95), 'ms'),
    figure('open a record without sign-ins, p50', percentile(alone, 0.5), 'ms'),
    figure('open a record without sign-ins, p95', percentile(alone, 0.95), 'ms'),
    figure('open a record beside sign-ins, p50', percentile(beside, 0.5), 'ms'),
    promised('open a record beside sign-ins, p95', percentile(beside, 0.95), { unit: 'ms', atMost: 75 }),
  ];
}
