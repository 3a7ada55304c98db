import { beforeAll } from 'vitest';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Actors, buildActors } from './build-access.ts';
import { buildOrganisations } from './build-organisations.ts';
import type { TestDatabase } from './database.ts';
import { type Answered, buildMachine, type Machine, machineServer } from './machines.ts';

export const scimUrns = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
} as const;

type Asked = { body?: unknown; headers?: Record<string, string> };
/** A directory that calls by its own token. */
export type Directory = {
  machine: Machine;
  ask(method: string, path: string, asked?: Asked): Promise<Answered>;
  get(path: string): Promise<Answered>;
  post(body: object, headers?: Record<string, string>): Promise<Answered>;
  patch(id: string, ...operations: object[]): Promise<Answered>;
};

/** The real program's server, and the directories of an authority, of one of its schools and of another authority. */
export function directoryServer(database: TestDatabase) {
  const server = machineServer(database);
  const made = {} as { actors: Actors; authority: Directory; school: Directory; foreign: Directory };

  /** A directory as the ministry registers one for an organisation. */
  async function connect(organisation: string, scopes: string[] = ['scim']): Promise<Directory> {
    const code = organisation as OrganisationCode;
    const settings = { organisation: code, represents: [code], scopes: scopes as never };
    const machine = await buildMachine(database, made.actors.ministry, settings);
    const token = await server.token(machine);
    const ask: Directory['ask'] = (method, path, { body, headers = {} } = {}) =>
      server.ask(`/v1/scim/v2${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json', ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    return {
      machine,
      ask,
      get: (path) => ask('GET', path),
      post: (body, headers = {}) => ask('POST', '/Users', { body: { schemas: [scimUrns.user], ...body }, headers }),
      patch: (id, ...Operations) => ask('PATCH', `/Users/${id}`, { body: { schemas: [scimUrns.patch], Operations } }),
    };
  }

  beforeAll(async () => {
    await database.write((tx) => buildOrganisations(tx));
    made.actors = await database.write((tx) => buildActors(tx));
    made.authority = await connect('A.K001');
    made.school = await connect('S.K001');
    made.foreign = await connect('A.K002');
  });
  return { made, connect, server };
}

/** What a refusal says, in short. */
export const refusalOf = ({ status, body }: Answered) => [status, body?.scimType, body?.code];

/** Where somebody belongs, as the extension says it. */
export const at = (organization: string) => ({
  schemas: [scimUrns.user, scimUrns.enterprise],
  [scimUrns.enterprise]: { organization },
});
