import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Misuse } from '#platform/command.ts';
import type { Services } from '#platform/services.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testLedger, testServices } from '#support/server.ts';
import { ledgerCommands } from './commands.ts';
import { ledgerJobs } from './jobs.ts';
import { openKey } from './service/keys.ts';
import { sealLedger } from './service/seal.ts';

const database = testDatabase();
let services: Services;
let folder: string;
let actors: Actors;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matricula-ledger-'));
  const plain = testServices(database);
  services = { ...plain, config: { ...plain.config, dataFolder: folder } };
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = (numbers: readonly string[]) =>
  testLedger(database).append({
    actor: actors.registrar,
    door: 'getStudent',
    purpose: 'records',
    requestId: randomUUID(),
    reads: [{ subjects: numbers, groups: ['identity', 'contacts'] }],
  });

/** Runs a command as the command line would; what it printed, and how it ended. */
async function run(name: string, values: Record<string, string | boolean> = {}) {
  const lines: string[] = [];
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever was printed
  let json: any = null;
  const print = {
    line: (text: string) => lines.push(text),
    note: (text: string) => lines.push(text),
    table: (head: readonly string[], rows: readonly unknown[][]) =>
      lines.push(head.join(' '), ...rows.map((it) => it.join(' '))),
    json: (value: unknown) => {
      json = JSON.parse(JSON.stringify(value));
    },
    progress: () => undefined,
  };
  const command = ledgerCommands.find((it) => it.name === name);
  if (!command) throw new Error(`no command ${name}`);
  const input = {
    values,
    positionals: [],
    print,
    checkout: '',
    open: async () => ({ ...services, databaseUrl: database.url }),
    signal: new AbortController().signal,
  };
  const exit = await command.run(input as never); // the printer has more manners than these
  return { exit, json, text: lines.join('\n') };
}

describe('ledger verify', () => {
  test('says how much it recomputed and ends with 0 when everything adds up', async () => {
    await read(['100000001', '100000002', '100000003']);
    const key = await openKey(services.config);
    await expect
      .poll(async () => (await sealLedger(services, key)) >= 0 && (await run('ledger verify')).json.unsealed.rows, {
        timeout: 20_000,
      })
      .toBe(0);
    const { exit, json, text } = await run('ledger verify');
    expect([exit, json.isSound, json.rows, json.heads]).toEqual([0, true, 3, 1]);
    expect(text).toContain('Everything adds up.');
    expect((await run('ledger verify', { from: '2020-01-01', to: '2020-12-31' })).json.rows).toBe(0);
  });

  test('names the first broken row in both languages and ends with 1; the nightly job raises an alarm', async () => {
    const client = await database.pool.connect();
    await client.query('set session_replication_role = replica');
    await client.query(`update access.person_read set student_number = '999999999' where student_number = '100000002'`);
    await client.query('reset session_replication_role');
    client.release();
    const { exit, json, text } = await run('ledger verify');
    expect([exit, json.isSound]).toEqual([1, false]);
    expect(json.breaks[0]).toMatchObject({ kind: 'row_changed', ordinal: 1, place: 2 });
    expect(text).toContain('A row was changed or replaced: row 2 of run 1');
    expect(text).toContain('Une ligne a été modifiée ou remplacée');
    const job = ledgerJobs.find((it) => it.name === 'access.verify-ledger');
    await job?.run({}, { ...services, signal: new AbortController().signal });
    const { rows } = await database.pool.query(
      `select organisation_code, severity, details ->> 'kind' as kind from access.alarm where kind = 'ledger_broken'`,
    );
    expect(rows).toEqual([{ organisation_code: 'O.1', severity: 'critical', kind: 'row_changed' }]);
  });

  test('refuses what is no time', async () => {
    await expect(run('ledger verify', { from: 'yesterday' })).rejects.toThrow(Misuse);
  });
});

describe('ledger drill', () => {
  const asked = () => ({ account: actors.registrar.accountId ?? '', from: '2020-01-01', to: '2099-12-31' });

  test('says which people’s which fields an account read, and leaves its own reads in the ledger', async () => {
    const { exit, json, text } = await run('ledger drill', asked());
    expect([exit, json.people, json.reads]).toEqual([0, 3, 3]);
    expect(json.groups).toEqual([
      { group: 'identity', people: 3 },
      { group: 'contacts', people: 3 },
    ]);
    expect(text).toContain(`${actors.registrar.name} · School registrar`);
    const { rows } = await database.pool.query(
      `select r.kind, count(*)::integer as people from access.person_read join access.ledger_manner m using (manner_id)
         join access.ledger_reader r using (reader_id) where m.door = 'command:ledger drill' group by r.kind`,
    );
    expect(rows).toEqual([{ kind: 'system', people: 3 }]);
  });

  test('prints all people as lines', async () => {
    const { text } = await run('ledger drill', { ...asked(), people: true });
    expect(text.split('\n')).toHaveLength(4);
  });

  test('refuses a question without a reader, with two, or without a time', async () => {
    const { account, ...times } = asked();
    await expect(run('ledger drill', times)).rejects.toThrow('--account or --client');
    await expect(run('ledger drill', { ...asked(), client: 'x' })).rejects.toThrow('one of them');
    await expect(run('ledger drill', { account })).rejects.toThrow('--from and --to');
    await expect(run('ledger drill', { ...asked(), account: 'x' })).rejects.toThrow('id of an account');
    await expect(run('ledger drill', { ...asked(), account: randomUUID() })).rejects.toMatchObject({
      code: 'ledger.reader_unknown',
    });
  });
});
