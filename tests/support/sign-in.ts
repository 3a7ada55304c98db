import { hash } from '@node-rs/argon2';
import { sql } from 'kysely';
import { TOTP } from 'otpauth';
import { afterAll } from 'vitest';
import type { OrganisationCode } from '#kernel/ids.ts';
import { createAuthoriser } from '#modules/access/index.ts';
import { accessRoutes } from '#modules/access/routes.ts';
import type { Tx } from '#platform/database/database.ts';
import type { AnyRoute } from '#platform/http/route.ts';
import { createServer } from '#platform/http/server.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { Services } from '#platform/services.ts';
import { buildGrants } from './build-access.ts';
import type { TestDatabase } from './database.ts';
import { testLedger, testServices } from './server.ts';

/** A cost that makes tests quick; the right one is measured by the bench. */
export const cheapHashing = { memoryKib: 64, iterations: 1, parallelism: 1, waitingMax: 200 };

/** A jurisdiction that says some things otherwise. */
export function saying(jurisdiction: Jurisdiction, parameters: Record<string, unknown>): Jurisdiction {
  const parameter = <Value>(name: string, on?: string) =>
    Object.hasOwn(parameters, name) ? (parameters[name] as Value) : jurisdiction.parameter<Value>(name, on);
  return { ...jurisdiction, parameter };
}

export type BuiltAccount = { accountId: string; userName: string; organisation: OrganisationCode };

let built = 0;

/** An account of a person, with a password unless it is null. */
export async function buildAccount(
  tx: Tx,
  given: { userName?: string; role?: string; organisation?: string; password?: string | null } = {},
): Promise<BuiltAccount> {
  built += 1;
  const {
    userName = `person.${built}`,
    role = 'school_registrar',
    organisation = 'S.K001',
    password = goodPassword,
  } = given;
  const accountId = newId();
  await sql`
    insert into access.account (account_id, user_name, name, organisation_code, language, is_demonstration, created_at)
    values (${accountId}, ${userName}, ${`Person ${built}`}, ${organisation}, 'en', false, now())`.execute(tx);
  await buildGrants(tx, [{ accountId, organisation, name: role }]);
  if (password !== null) {
    const kept = await hash(password, { memoryCost: cheapHashing.memoryKib, timeCost: 1, parallelism: 1 });
    await sql`insert into access.password (account_id, hash, changed_at) values (${accountId}, ${kept}, now())`.execute(
      tx,
    );
  }
  return { accountId, userName, organisation: organisation as OrganisationCode };
}

export const goodPassword = 'violet anchors hum quietly';

/** Gives an account an authenticator app; returns what its code is, some steps of 30 seconds from now. */
export async function buildTotp(tx: Tx, { accountId }: BuiltAccount): Promise<(steps?: number) => string> {
  const totp = new TOTP({ secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' });
  await sql`
    insert into access.totp (account_id, secret, last_step, created_at, confirmed_at)
    values (${accountId}, ${totp.secret.base32}, 0, now(), now())`.execute(tx);
  return (steps = 0) => totp.generate({ timestamp: Date.now() + steps * 30_000 });
}

function nextAddress(): string {
  built += 1;
  return `10.0.${built >> 8}.${built & 255}`;
}

type Ask = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  body?: object | undefined;
  headers?: Record<string, string>;
};

export type SignInServerOptions = {
  parameters?: Record<string, unknown>;
  config?: Partial<Services['config']>;
  demonstration?: boolean;
  routes?: readonly AnyRoute[];
};

/** The routes of access behind real sessions: every browser keeps its own cookie, as browsers do. */
export function signInServer(database: TestDatabase, options: SignInServerOptions = {}) {
  let opening: Promise<Awaited<ReturnType<typeof createServer>>> | null = null;
  const open = () => {
    const services = testServices(database);
    const parameters = { 'access.password_hashing': cheapHashing, ...options.parameters };
    const jurisdiction = saying(database.jurisdiction, parameters);
    const config = { ...services.config, ...options.config };
    const demonstration = options.demonstration ?? true;
    opening ??= createServer({
      services: { ...services, jurisdiction, config, demonstration },
      routes: [...accessRoutes, ...(options.routes ?? [])],
      ledger: testLedger(database),
      authoriser: createAuthoriser(database.worker, jurisdiction),
    });
    return opening;
  };
  afterAll(async () => {
    await (await opening)?.close();
  });
  return {
    open,
    /** Somebody at one browser, at an address of their own. */
    browser: (address = nextAddress(), host = 'localhost:3000') => makeBrowser(open, { address, host }),
  };
}

function makeBrowser(
  open: () => Promise<Awaited<ReturnType<typeof createServer>>>,
  { address, host }: { address: string; host: string },
) {
  const jar = new Map<string, string>();
  return {
    jar,
    async ask({ method = 'POST', url, body, headers = {} }: Ask) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await (await open()).inject({
        method,
        url,
        remoteAddress: address,
        headers: { host, 'sec-fetch-site': 'same-origin', ...(cookie ? { cookie } : {}), ...headers },
        ...(body ? { payload: body } : {}),
      });
      for (const { name, value, maxAge } of response.cookies as { name: string; value: string; maxAge?: number }[]) {
        if (maxAge === 0) jar.delete(name);
        else jar.set(name, value);
      }
      const isJson = String(response.headers['content-type'] ?? '').includes('json');
      const answer = isJson && response.body ? response.json() : null;
      return { status: response.statusCode, code: answer?.code, body: answer, headers: response.headers };
    },
  };
}

export type Browser = ReturnType<typeof makeBrowser>;
