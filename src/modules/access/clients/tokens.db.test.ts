import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { buildMachine, type Machine, machineServer } from '#support/machines.ts';

const database = testDatabase();
const server = machineServer(database);
let actors: Actors;
let machine: Machine;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  machine = await buildMachine(database, actors.authority, { represents: ['S.K001' as never] });
});

describe('a machine', () => {
  test('learns where to go from the metadata, and finds the keys that signed its tokens', async () => {
    const { status, body } = await server.ask('/.well-known/oauth-authorization-server/oauth');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      issuer: server.issuer(),
      token_endpoint: `${server.issuer()}/token`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    });
    const { body: keys } = await server.ask('/oauth/jwks');
    expect(keys.keys).toHaveLength(1);
    expect(Object.keys(keys.keys[0])).not.toContain('d');
  });

  test('gets a token for its own key and calls with it', async () => {
    const { status, body } = await server.tokenAnswer(machine);
    expect([status, body]).toMatchObject([200, { token_type: 'Bearer', expires_in: 600 }]);
    expect(body.scope.split(' ').sort()).toEqual(['reference.read', 'students.read', 'submissions.write']);
    const organisations = await server.get('/v1/organisations', body.access_token);
    expect(organisations.status).toBe(200);
    expect((await server.get('/v1/submissions', body.access_token)).status).toBe(200);
  });

  test.each(['RS256', 'EdDSA'])('may hold a key of %s', async (algorithm) => {
    const other = await buildMachine(database, actors.authority, { algorithm });
    expect((await server.tokenAnswer(other)).status).toBe(200);
  });

  test('may do what its scopes say and no more', async () => {
    const token = await server.token(machine, { scope: 'reference.read' });
    expect((await server.get('/v1/organisations', token)).status).toBe(200);
    const refused = await server.get('/v1/submissions', token);
    expect([refused.status, refused.body.code]).toEqual([403, 'http.not_allowed']);
    const beyond = await server.tokenAnswer(machine, {}, { scope: 'findings.read' });
    expect([beyond.status, beyond.body.error]).toEqual([400, 'invalid_scope']);
  });

  test('has no session, so that nothing of a person’s is open to it', async () => {
    const refused = await server.get('/v1/session', await server.token(machine));
    expect([refused.status, refused.body.code]).toEqual([403, 'http.not_allowed']);
  });

  test('leaves no token and no assertion in the database', async () => {
    const { rows } = await sql<{ found: number }>`
      select count(*)::integer as found from access.client_proof_used where digest !~ '^[A-Za-z0-9_-]{43}$'`.execute(
      database.db,
    );
    expect(rows[0]?.found).toBe(0);
  });
});
