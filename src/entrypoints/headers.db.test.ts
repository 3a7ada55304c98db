import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuthoriser } from '#modules/access/index.ts';
import { buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServices } from '#support/server.ts';
import { routes } from './modules.ts';
import { buildServer } from './server.ts';

const checkout = mkdtempSync(join(tmpdir(), 'matricula-headers-'));
const database = testDatabase();
let app: FastifyInstance;
let cookie: string;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  const { ministry } = await database.write((tx) => buildActors(tx));
  mkdirSync(join(checkout, 'dist/web/assets'), { recursive: true });
  writeFileSync(join(checkout, 'dist/web/index.html'), '<!doctype html><head></head>the app');
  writeFileSync(join(checkout, 'dist/web/assets/a-1.js'), 'a');
  const info = { title: 'T', version: '1', description: '' };
  writeFileSync(join(checkout, 'openapi.json'), JSON.stringify({ info, paths: {}, components: { schemas: {} } }));
  const services = testServices(database);
  app = await buildServer({
    services: { ...services, config: { ...services.config, origin: 'https://register.example' } },
    authoriser: createAuthoriser(database.worker, database.jurisdiction),
    checkout,
  });
  const payload = { accountId: ministry.accountId };
  const signedIn = await app.inject({ method: 'POST', url: '/v1/session', payload });
  cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
});
afterAll(async () => {
  await app?.close();
  rmSync(checkout, { recursive: true, force: true });
});

test('every answer carries the headers that browsers are to heed, whatever it is', async () => {
  const asked = [
    ['GET', '/'],
    ['GET', '/assets/a-1.js'],
    ['GET', '/assets/nothing.js'],
    ['GET', '/v1/organisations'],
    ['GET', '/v1/nothing'],
    ['GET', '/%zz'],
    ['GET', `/v1/students/${'9'.repeat(300)}`],
    ['POST', '/v1/session'],
    ['GET', '/v1/openapi.json'],
  ] as const;
  for (const [method, url] of asked) {
    const { headers } = await app.inject({ method, url, headers: { cookie } });
    const policy = String(headers['content-security-policy']);
    expect([url, headers['x-content-type-options']]).toEqual([url, 'nosniff']);
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}; includeSubDomains$/);
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy.match(/script-src [^;]*/)?.[0]).toBe("script-src 'self'");
    expect(headers['server'] ?? headers['x-powered-by']).toBeUndefined();
  }
});

test('styles written into a page carry a word of that page alone, or stand in it by their digest', async () => {
  const ask = async (url: string) => {
    const { headers, body } = await app.inject({ url, headers: { accept: 'text/html' } });
    return { policy: String(headers['content-security-policy']), body };
  };
  const [one, two] = [await ask('/'), await ask('/students')];
  const nonceOf = ({ policy }: { policy: string }) =>
    /style-src 'self' 'nonce-([\w+/]{22}==)';/.exec(policy)?.[1] ?? '';
  expect(nonceOf(one)).not.toBe('');
  expect(nonceOf(one)).not.toBe(nonceOf(two));
  expect(one.body).toContain(`content="${nonceOf(one)}"`);
  const reference = await ask('/reference');
  const style = /<style>([^<]*)<\/style>/.exec(reference.body)?.[1] ?? '';
  const digest = createHash('sha256').update(style).digest('base64');
  expect(reference.policy).toContain(`style-src 'self' 'sha256-${digest}';`);
  for (const { policy } of [one, two, reference]) expect(policy).not.toContain('unsafe');
});

test('no other origin gets leave to read or to ask', async () => {
  for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example']) {
    const asked = {
      'content-type': 'application/x-www-form-urlencoded',
      origin,
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'content-type',
    };
    for (const [method, url] of [
      ['OPTIONS', '/v1/session'],
      ['GET', '/v1/session'],
      ['OPTIONS', '/oauth/token'],
      ['POST', '/oauth/token'],
      ['GET', '/oauth/jwks'],
    ] as const) {
      const { headers } = await app.inject({ method, url, headers: { cookie, ...asked } });
      expect([url, headers['x-content-type-options']]).toEqual([url, 'nosniff']);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  }
});

test('a form of another site changes nothing, whatever type it claims', async () => {
  const changing = routes.filter(({ method, permission }) => method !== 'GET' && permission !== 'public');
  for (const { method, path } of changing) {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json',
    ]) {
      for (const from of [
        {},
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'null' },
      ]) {
        const url = path.replace(/:\w+/g, 'x');
        const sent = { method, url, payload: '{"language":"fr"}', headers: { cookie, 'content-type': type, ...from } };
        const { statusCode, body } = await app.inject(sent);
        expect([path, statusCode, JSON.parse(body).code]).toEqual([path, 403, 'http.cross_site']);
      }
    }
  }
});
