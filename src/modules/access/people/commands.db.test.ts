import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { Misuse } from '#platform/command.ts';
import { testDatabase } from '#support/database.ts';
import { countRows } from '#support/register.ts';
import { testServer, testServices } from '#support/server.ts';
import { buildAccount } from '#support/sign-in.ts';
import { peopleCommands } from './commands.ts';

// A register as it is after the migrations: nobody, and no organisation either.
const database = testDatabase();
const server = testServer(database);

/** Runs the command as the command line would; what it printed, and how it ended. */
async function run(userName: string, values: Record<string, string> = {}) {
  const lines: string[] = [];
  const notes: string[] = [];
  const print = { line: (text: string) => lines.push(text), note: (text: string) => notes.push(text), json: () => 0 };
  const [command] = peopleCommands;
  const services = { ...testServices(database), demonstration: false, databaseUrl: database.url };
  const open = async () => services;
  const input = { values: { name: 'Ottilie Brandt', ...values }, positionals: [userName], print, checkout: '', open };
  try {
    const exit = await command?.run(input as never); // the printer has more manners than these
    return { exit, link: lines.join('\n'), notes: notes.join('\n') };
  } catch (error) {
    if (error instanceof Misuse) return { misuse: error.message };
    return { refused: (error as { code: string }).code };
  }
}
const opening = (link: string | undefined) => {
  const token = new URL(link ?? '').hash.slice(1);
  return server.call({ as: null, method: 'POST', url: '/v1/invitation-openings', body: { token } });
};

describe('accounts open', () => {
  test('asks for what is missing before it touches anything', async () => {
    expect(await run('x')).toHaveProperty('misuse');
    expect(await run('o.brandt', { name: ' ' })).toHaveProperty('misuse');
    expect(await run('o.brandt', { language: 'de' })).toHaveProperty('misuse');
    expect(await run('o.brandt', { organisation: 'nowhere' })).toHaveProperty('misuse');
  });

  test('refuses a role or an organisation that does not manage the ministry’s people, and leaves nothing behind', async () => {
    expect(await run('o.brandt', { role: 'ministry_viewer' })).toEqual({ refused: 'people.first_must_manage' });
    expect(await run('o.brandt', { organisation: 'S.1001', role: 'ministry_records' })).toEqual({
      refused: 'people.first_must_manage',
    });
    expect(await run('o.brandt')).toEqual({ refused: 'people.ministry_unnamed' });
    expect(await countRows(database.db, 'access.account')).toBe(0);
  });

  test('opens the account with a role in force at once, states the ministry, and prints a link that opens', async () => {
    const { exit, link, notes } = await run('O.Brandt', { 'organisation-name': 'Ministry of Learning' });
    expect(exit).toBe(0);
    expect(notes).toMatch(/works once[\s\S]+vaut une seule fois/);
    expect(notes).not.toContain('#');
    const { status, body } = await opening(link);
    expect([status, body.userName, body.name]).toEqual([200, 'o.brandt', 'Ottilie Brandt']);
    const { rows } = await sql`
      select g.name, g.organisation_code, g.needs_second, g.approved_by from access.account_grant g
        join access.account a using (account_id) where a.user_name = 'o.brandt'`.execute(database.db);
    expect(rows).toEqual([
      {
        name: 'ministry_records',
        organisation_code: 'O.1',
        needs_second: true,
        approved_by: 'operator at the command line',
      },
    ]);
  });

  test('makes a new link while nobody has used the first, which stops working', async () => {
    const first = await run('o.brandt');
    const again = await run('o.brandt');
    expect([first.exit, again.exit]).toEqual([0, 0]);
    expect((await opening(first.link)).status).not.toBe(200);
    expect((await opening(again.link)).status).toBe(200);
    expect(await countRows(database.db, 'access.account')).toBe(1);
  });

  test('refuses the user name of somebody else', async () => {
    await database.write((tx) =>
      buildAccount(tx, { userName: 'j.marsh', role: 'ministry_viewer', organisation: 'O.1' }),
    );
    expect(await run('j.marsh')).toEqual({ refused: 'people.user_name_taken' });
  });

  test('refuses once somebody can sign in who manages the ministry’s people', async () => {
    await database.write((tx) =>
      buildAccount(tx, { userName: 'r.vance', role: 'ministry_records', organisation: 'O.1' }),
    );
    for (const userName of ['o.brandt', 'someone.new'])
      expect(await run(userName)).toEqual({ refused: 'people.administrator_there' });
  });
});
