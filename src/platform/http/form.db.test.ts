import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineErrors } from '#kernel/errors.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Actor } from '#platform/actor.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import type { AnswerForm } from './form.ts';
import { writeOpenApi } from './openapi.ts';
import { route } from './route.ts';

const refusals = defineErrors('formed', {
  taken: { status: 422, en: 'Taken', fr: 'Pris' },
});
const Refusal = z.strictObject({ said: z.string(), by: z.string() }).meta({ id: 'FormedRefusal' });
const form: AnswerForm = {
  type: 'application/formed+json',
  refusal: Refusal,
  refuse: ({ code, detail, status }, language) => ({
    status: status === 422 ? 400 : status,
    body: { said: detail[language], by: code },
  }),
};
const Thing = z.strictObject({ name: z.string() });
const common = { method: 'POST', tag: 'sample', summary: 'A thing', body: Thing, answers: { 201: Thing } } as const;
const handle = ({ body }: { body: z.infer<typeof Thing> }) => {
  if (body.name === 'taken') throw refusals.taken();
  if (body.name === 'bug') throw new Error('a bug with a password in it');
  return body;
};
const routes = [
  route({
    ...common,
    form,
    path: '/v1/formed',
    operationId: 'formed',
    permission: 'x',
    errors: [refusals.taken],
    handle,
  }),
  route({ ...common, path: '/v1/plain', operationId: 'plain', permission: 'x', errors: [], handle }),
];

const database = testDatabase();
const { call } = testServer(database, routes);
const caller: Actor = {
  kind: 'account',
  accountId: '00000000-0000-7000-8000-000000000001',
  name: 'Test',
  role: 'x',
  organisation: 'S.K001' as OrganisationCode,
  permissions: new Set(['x']),
  language: 'en',
};
const send = (url: string, body: string, headers: Record<string, string> = {}, as: Actor | null = caller) =>
  call({ as, method: 'POST', url, body, headers: { 'content-type': form.type, ...headers } });
const told = async (answered: ReturnType<typeof send>) => {
  const { status, headers, text } = await answered;
  return [status, String(headers['content-type']), JSON.parse(text)];
};

describe('a route with a form of its own', () => {
  test('takes bodies of its type, with or without a character set, and of plain JSON, and answers in its type', async () => {
    for (const type of [form.type, `${form.type}; charset=utf-8`, 'application/json'])
      expect(await told(send('/v1/formed', '{"name":"a"}', { 'content-type': type }))).toEqual([
        201,
        `${form.type}; charset=utf-8`,
        { name: 'a' },
      ]);
  });

  test('refuses in its words whatever refuses: the door, the contract, the handler, a bug', async () => {
    const by = async (body: string, as: Actor | null = caller) => {
      const [status, type, { by: code }] = await told(send('/v1/formed', body, {}, as));
      expect(type).toBe(`${form.type}; charset=utf-8`);
      return [status, code];
    };
    expect(await by('{"name":"a"}', null)).toEqual([401, 'http.not_signed_in']);
    expect(await by('{"name":"a"}', { ...caller, permissions: new Set() })).toEqual([403, 'http.not_allowed']);
    expect(await by('{"name":1}')).toEqual([400, 'http.invalid_request']);
    expect(await by('{"name":')).toEqual([400, 'http.invalid_request']);
    expect(await by('')).toEqual([400, 'http.invalid_request']);
    expect(await by('{"__proto__":{"x":1}}')).toEqual([400, 'http.invalid_request']);
    expect(await by('{"name":"taken"}')).toEqual([400, 'formed.taken']);
    expect(await by('{"name":"bug"}')).toEqual([500, 'http.unexpected']);
    expect(await by(JSON.stringify({ name: 'x'.repeat(5_000_000) }))).toEqual([413, 'http.body_too_large']);
  });

  test('speaks the language that the caller asks for', async () => {
    const [, , body] = await told(send('/v1/formed', '{"name":"taken"}', { 'accept-language': 'fr-CA' }));
    expect(body.said).toBe('Pris');
  });

  test('changes nothing for the others: they refuse its type, in problem details', async () => {
    const { status, headers, body } = await send('/v1/plain', '{"name":"a"}');
    expect([status, headers['content-type'], body.code]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
      'http.invalid_request',
    ]);
  });

  test('is described as it speaks: types, contract of refusals, and the statuses that it makes of them', () => {
    const { paths, components } = writeOpenApi(routes, { title: 'x', version: '1', description: 'x' }) as {
      // biome-ignore lint/suspicious/noExplicitAny: a document is read as it is
      paths: any;
      // biome-ignore lint/suspicious/noExplicitAny: a document is read as it is
      components: any;
    };
    const { requestBody, responses } = paths['/v1/formed'].post;
    expect(Object.keys(requestBody.content)).toEqual([form.type]);
    expect(Object.keys(responses['201'].content)).toEqual([form.type]);
    expect(responses['400']).toEqual({
      description: 'http.invalid_request, formed.taken',
      content: { [form.type]: { schema: { $ref: '#/components/schemas/FormedRefusal' } } },
    });
    expect(Object.keys(responses)).not.toContain('422');
    expect(Object.keys(components.schemas)).toContain('FormedRefusal');
    expect(Object.keys(paths['/v1/plain'].post.responses['400'].content)).toEqual(['application/problem+json']);
  });
});
