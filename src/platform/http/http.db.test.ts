import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineErrors } from '#kernel/errors.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Actor } from '#platform/actor.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { deleteForgottenAnswers } from './idempotency.ts';
import { writeOpenApi } from './openapi.ts';
import { answer, route } from './route.ts';

const refusals = defineErrors('sample', {
  taken: { status: 409, en: 'The name {name} is taken', fr: 'Le nom {name} est pris' },
});
const Thing = z.strictObject({ name: z.string().min(1), size: z.int().optional() }).meta({ id: 'Thing' });
let made = 0;

const routes = [
  route({
    method: 'POST',
    path: '/v1/things',
    operationId: 'makeThing',
    summary: 'Makes a thing',
    tag: 'sample',
    permission: 'thing.write',
    body: Thing,
    answers: { 201: Thing },
    errors: [refusals.taken],
    idempotent: true,
    example: { name: 'a' },
    handle: ({ body }) => {
      if (body.name === 'taken') throw refusals.taken({ name: body.name });
      if (body.name === 'broken') return { ...body, secret: 'x' };
      if (body.name === 'zero') return sql`select ${'a\u0000'}::text`.execute(database.db);
      if (body.name === 'half') return sql`select ${'"\\ud800"'}::jsonb`.execute(database.db);
      if (body.name === 'bug') throw new Error('a bug with a password in it');
      made += 1;
      return answer({ ...body, size: made }, { status: 201, etag: 7 });
    },
  }),
  route({
    method: 'GET',
    path: '/v1/things/:name',
    operationId: 'getThing',
    summary: 'A thing',
    tag: 'sample',
    permission: 'signed-in',
    params: z.strictObject({ name: z.string() }),
    query: z.strictObject({ size: z.coerce.number().int().optional() }),
    answers: { 200: Thing },
    errors: [],
    handle: ({ params, query }) => ({ name: params.name, ...(query.size === undefined ? {} : { size: query.size }) }),
  }),
];

const database = testDatabase();
const { call } = testServer(database, routes);
const actorWith = (...permissions: string[]): Actor => ({
  kind: 'account',
  accountId: '00000000-0000-7000-8000-000000000001',
  name: 'Test',
  role: permissions.join(),
  organisation: 'S.K001' as OrganisationCode,
  permissions: new Set(permissions),
  language: 'en',
});
const writer = actorWith('thing.write');
const post = (body: unknown, headers = {}) => call({ as: writer, method: 'POST', url: '/v1/things', body, headers });

describe('a request', () => {
  test('without a session is answered 401 with what to come with, without the permission 403, at an unknown address 404', async () => {
    const unknown = await call({ as: null, url: '/v1/things/a' });
    expect([unknown.status, unknown.headers['www-authenticate']]).toEqual([401, 'Bearer, DPoP']);
    expect((await call({ as: actorWith(), method: 'POST', url: '/v1/things', body: { name: 'a' } })).status).toBe(403);
    expect((await call({ as: writer, url: '/v1/nothing' })).body.code).toBe('http.not_found');
  });

  test('with an unknown field is refused, and the field is named', async () => {
    const { status, body } = await post({ name: 'a', colour: 'red' });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      {
        pointer: '/body/colour',
        code: 'unknown_field',
        message: { en: '"colour" is not known here', fr: '« colour » n’est pas connu ici' },
      },
    ]);
  });

  test('names every wrong field at once', async () => {
    const { body } = await post({ size: 'big' });
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual(['/body/name', '/body/size']);
  });

  test('says of each wrong field, in both languages, what would be right', async () => {
    const told = async (body: unknown) => (await post(body)).body.errors.map((it: { message: unknown }) => it.message);
    expect(await told({ size: 'big' })).toEqual([
      { en: 'This field is needed', fr: 'Ce champ est obligatoire' },
      { en: 'This must be a number', fr: 'Ce doit être un nombre' },
    ]);
    expect(await told({ name: 7 })).toEqual([{ en: 'This must be a text', fr: 'Ce doit être un texte' }]);
  });

  test('that is not JSON is refused as such', async () => {
    const { status, body } = await post('{oops', { 'content-type': 'application/json' });
    expect([status, body.errors[0].code]).toEqual([400, 'not_json']);
  });
});

describe('an answer', () => {
  test('carries its version as ETag', async () => {
    const { status, headers } = await post({ name: 'a' });
    expect([status, headers['etag']]).toEqual([201, '"7"']);
  });

  test('that breaks its contract never leaves: what is not in it stays inside', async () => {
    const { status, text } = await post({ name: 'broken' });
    expect(status).toBe(500);
    expect(text).not.toContain('secret');
  });

  test('to a refusal is a problem in both languages with its data', async () => {
    const { status, body, headers } = await post({ name: 'taken' });
    expect(status).toBe(409);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toMatchObject({
      code: 'sample.taken',
      params: { name: 'taken' },
      detail: { en: 'The name taken is taken', fr: 'Le nom taken est pris' },
    });
  });

  test('to a bug says nothing of its inside', async () => {
    const { status, text } = await post({ name: 'bug' });
    expect(status).toBe(500);
    expect(text).not.toContain('password');
  });
});

describe('an Idempotency-Key', () => {
  test('makes a repeated act happen once and answers the same', async () => {
    const first = await post({ name: 'once' }, { 'idempotency-key': 'k1' });
    const second = await post({ name: 'once' }, { 'idempotency-key': 'k1' });
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  test('cannot be used for another request', async () => {
    await post({ name: 'one' }, { 'idempotency-key': 'k2' });
    expect((await post({ name: 'two' }, { 'idempotency-key': 'k2' })).body.code).toBe('http.repeated_key');
  });

  test('is the caller’s own: another machine of the organisation, and the same person for another, gets none of its answers', async () => {
    const machine = (clientId: string): Actor => ({
      ...writer,
      kind: 'client',
      accountId: null,
      clientId,
      role: clientId,
    });
    const others = [
      machine('sis-a'),
      machine('sis-b'),
      { ...writer, role: 'x', organisation: 'S.K002' as OrganisationCode },
    ];
    const sizes = new Set<number>();
    for (const as of [writer, ...others]) {
      const headers = { 'idempotency-key': 'k2b' };
      const { status, body } = await call({ as, method: 'POST', url: '/v1/things', body: { name: 'mine' }, headers });
      expect(status).toBe(201);
      sizes.add(body.size);
    }
    expect(sizes.size).toBe(4);
  });

  test('of a refused act may be used again', async () => {
    expect((await post({ name: 'taken' }, { 'idempotency-key': 'k3' })).status).toBe(409);
    expect((await post({ name: 'taken' }, { 'idempotency-key': 'k3' })).status).toBe(409);
  });
});

describe('what is kept for a repeat', () => {
  test('opens with the key of whoever asked alone: neither the answer nor the key stands in the table', async () => {
    const headers = { 'idempotency-key': 'k-kept-0001' };
    await post({ name: 'told only once' }, headers);
    const { rows } = await sql<{ row: string }>`select a::text as row from platform.idempotent_answer a`.execute(
      database.db,
    );
    const text = rows.map(({ row }) => row).join();
    expect([text.includes('told only once'), text.includes('k-kept-0001'), rows.length > 0]).toEqual([
      false,
      false,
      true,
    ]);
    expect((await post({ name: 'told only once' }, headers)).body.name).toBe('told only once');
  });
});

describe('an Idempotency-Key that cannot be kept for ever', () => {
  const age = (key: string, age: string, isAnswered: boolean) =>
    sql`update platform.idempotent_answer set kept_at = now() - ${age}::interval, status = case when ${isAnswered} then status end
         where idempotency_key = encode(sha256(convert_to('idempotency key ' || ${key}::text, 'UTF8')), 'hex')`.execute(
      database.db,
    );

  test('is refused when it is longer than any key, or holds what no header should', async () => {
    for (const key of ['x'.repeat(201), 'é', '\t\u0001']) {
      const { status, body } = await post({ name: 'long' }, { 'idempotency-key': key });
      expect([status, body.errors[0].pointer]).toEqual([400, '/headers/idempotency-key']);
    }
  });

  test('left by a process that was killed holds nobody up for good', async () => {
    await post({ name: 'killed' }, { 'idempotency-key': 'k4' });
    await age('k4', '1 minute', false);
    expect((await post({ name: 'killed' }, { 'idempotency-key': 'k4' })).body.code).toBe('http.still_running');
    await age('k4', '20 minutes', false);
    expect((await post({ name: 'killed' }, { 'idempotency-key': 'k4' })).status).toBe(201);
  });

  test('is forgotten after a day, and taken away', async () => {
    const first = await post({ name: 'old' }, { 'idempotency-key': 'k5' });
    await age('k5', '25 hours', true);
    expect((await post({ name: 'old' }, { 'idempotency-key': 'k5' })).body.size).toBeGreaterThan(first.body.size);
    await age('k5', '25 hours', true);
    expect(await deleteForgottenAnswers(database.db)).toBe(1);
  });
});

describe('text that no database keeps', () => {
  test('is named where it stands in the address', async () => {
    const { status, body } = await call({ as: writer, url: '/v1/things/a%00b?size=1' });
    expect([status, body.errors]).toMatchObject([400, [{ pointer: '/params/name', code: 'text_not_kept' }]]);
  });

  test('is a bad request when only the database notices', async () => {
    for (const name of ['zero', 'half']) {
      const { status, body } = await post({ name });
      expect([status, body.errors]).toMatchObject([400, [{ pointer: '/body', code: 'text_not_kept' }]]);
    }
  });
});

test('an address that cannot be read is nothing that exists', async () => {
  for (const url of ['/v1/things/%zz', `/v1/things/${'x'.repeat(300)}`])
    expect((await call({ as: writer, url })).body.code).toBe('http.not_found');
});

describe('a request with a cookie', () => {
  const cookie = { cookie: 'matricula_session=x', 'content-type': 'application/json' };
  const withCookie = (headers: Record<string, string>) =>
    call({ as: null, method: 'POST', url: '/v1/things', body: { name: 'a' }, headers: { ...cookie, ...headers } });

  test('that another site caused is refused, whoever is signed in', async () => {
    expect((await withCookie({ 'sec-fetch-site': 'cross-site' })).body.code).toBe('http.cross_site');
    expect((await withCookie({ origin: 'https://evil.example' })).body.code).toBe('http.cross_site');
    expect((await withCookie({})).body.code).toBe('http.cross_site');
  });

  test('from our own pages passes to the judge of sessions', async () => {
    expect((await withCookie({ 'sec-fetch-site': 'same-origin' })).body.code).toBe('http.not_signed_in');
  });
});

test('the API document names every operation, its refusals and its closed body', () => {
  const document = writeOpenApi(routes, { title: 'T', version: '1', description: '' }) as {
    paths: Record<string, Record<string, { responses: Record<string, { description: string }> }>>;
    components: { schemas: Record<string, { additionalProperties?: boolean }> };
  };
  expect(Object.keys(document.paths)).toEqual(['/v1/things', '/v1/things/{name}']);
  expect(document.paths['/v1/things']?.['post']?.responses['409']?.description).toBe('sample.taken');
  expect(document.components.schemas['Thing']?.additionalProperties).toBe(false);
});
