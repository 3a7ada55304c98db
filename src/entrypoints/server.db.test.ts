import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthoriser } from '#modules/access/index.ts';
import { testDatabase } from '#support/database.ts';
import { testServices } from '#support/server.ts';
import { buildServer } from './server.ts';

const checkout = mkdtempSync(join(tmpdir(), 'matricula-web-'));
const database = testDatabase();
let app: FastifyInstance;

beforeAll(async () => {
  mkdirSync(join(checkout, 'dist/web/assets'), { recursive: true });
  writeFileSync(join(checkout, 'dist/web/index.html'), '<!doctype html>the app');
  writeFileSync(join(checkout, 'dist/web/assets/a-1.js'), 'a');
  writeFileSync(join(checkout, 'secret.json'), '{}');
  app = await buildServer({
    services: testServices(database),
    authoriser: createAuthoriser(database.worker, database.jurisdiction),
    checkout,
  });
});
afterAll(async () => {
  await app?.close();
  rmSync(checkout, { recursive: true, force: true });
});

type Method = 'GET' | 'HEAD';
const ask = async (method: Method, url: string, accept = '*/*') => {
  const { statusCode, headers, body } = await app.inject({ method, url, headers: { accept } });
  return { status: statusCode, type: String(headers['content-type']), body };
};

describe('the web app', () => {
  test('stands at the first address for whoever asks, and at every other for a browser', async () => {
    for (const [method, url, accept] of [
      ['GET', '/', '*/*'],
      ['HEAD', '/', '*/*'],
      ['GET', '/?q=a', '*/*'],
      ['GET', '/organisations/S.K001', 'text/html'],
    ] as const) {
      const { status, type } = await ask(method, url, accept);
      expect([method, url, status, type]).toEqual([method, url, 200, 'text/html; charset=utf-8']);
    }
    expect((await ask('GET', '/')).body).toContain('the app');
    expect((await ask('GET', '/assets/a-1.js')).body).toBe('a');
  });

  test('never hides an address of the API behind its page', async () => {
    const { status, type } = await ask('GET', '/v1/nothing', 'text/html');
    expect([status, type]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });
});

describe('an address that leads nowhere', () => {
  for (const url of [
    '/%00',
    '//evil',
    '/%zz',
    '/assets/',
    '/assets/%00.js',
    '/assets/nothing.js',
    '/assets/../../secret.json',
    '/assets/..%2f..%2fsecret.json',
  ]) {
    test(`is answered as one that does not exist: ${url}`, async () => {
      expect((await ask('GET', url)).status).toBe(404);
      expect((await ask('HEAD', url)).status).toBe(404);
    });
  }
});
