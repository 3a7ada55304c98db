import { z } from 'zod';
import type { Random } from '#kernel/random.ts';

// What nobody honest sends, made from the contracts themselves: each place gets values of every wrong kind and at every edge.

type Json = Record<string, unknown>;

/** Texts that mean something to a machine that reads them carelessly. */
export const hostileTexts: readonly string[] = [
  "' or '1'='1",
  "'; drop table identity.student cascade; --",
  '1); select pg_sleep(5); --',
  '\\',
  '%',
  '_%',
  '$1',
  `\u0024{7*7}{{7*7}}<%= 7*7 %>#{7*7}`,
  '#eval(1)',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '@SUM(1)',
  '../../../../etc/passwd',
  '..\\..\\secret',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/',
  '//evil.example',
  'javascript:alert(1)',
  '() { :; }; echo x',
  '$(id)`id`|id;id',
  '*)(uid=*))(|(uid=*',
  'a\r\nSet-Cookie: matricula_session=x',
  'a\u0000b',
  '\ud800',
  'x\udfff',
  '\u202e\u2066\u200b\ufeff',
  'Z\u0351\u036b\u0343'.repeat(50),
  'ﷺ'.repeat(500),
  'İıſß',
  '(a+)+$'.repeat(20),
  '%s%n%x%00',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  'true',
  '0x1F',
  '1e999',
  '-0',
  '9'.repeat(400),
  '2026-02-30',
  '0000-00-00',
  '+275760-09-13',
  '9999-12-31T23:59:60Z',
  'infinity',
  '٢٠٢٦-٠١-٠١',
  '0199ffff-0000-7000-8000-00000000000g',
  '{"$gt":""}',
  '',
  ' ',
  '\t\n',
];

const hostileThings: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER,
  2 ** 31,
  2 ** 63,
  [],
  {},
  [[[[[[]]]]]],
  [null],
  ['\u0000'],
  { $gt: '' },
  { toString: 1, valueOf: 1 },
  { length: -1 },
  Array(2_000).fill('x'),
];

/** The JSON schema of a contract as callers know it. */
export function schemaOf(contract: z.ZodType): Json {
  return z.toJSONSchema(contract, { io: 'input', unrepresentable: 'any' }) as Json;
}

/** The names of the fields of an object's contract. */
export function fieldsOf(contract: z.ZodType | undefined): string[] {
  if (!contract) return [];
  return Object.keys((schemaOf(contract)['properties'] as Json | undefined) ?? {});
}

/** Keys of things that exist and belong to others; a test adds them, and each may stand wherever a value is asked for. */
export const foreignKeys: string[] = [];

/** One hostile value for a place with this schema: at its edge, of another type, somebody else's, or meant for another interpreter. */
export function hostileValue(random: Random, schema: Json = {}): unknown {
  const edges = edgesOf(schema);
  if (foreignKeys.length > 0 && random.chance(0.3)) return random.pick(foreignKeys);
  if (edges.length > 0 && random.chance(0.3)) return random.pick(edges);
  return random.chance(0.7) ? random.pick(hostileTexts) : random.pick(hostileThings);
}

function edgesOf(schema: Json): unknown[] {
  const edges: unknown[] = [];
  const number = (key: string, shift: number) =>
    typeof schema[key] === 'number' ? [(schema[key] as number) + shift] : [];
  edges.push(...number('minimum', -1), ...number('maximum', 1), ...number('exclusiveMinimum', 0));
  if (typeof schema['maxLength'] === 'number')
    edges.push('x'.repeat(schema['maxLength'] + 1), 'é'.repeat(schema['maxLength']));
  if (typeof schema['minLength'] === 'number') edges.push('x'.repeat(Math.max(0, schema['minLength'] - 1)));
  if (typeof schema['maxItems'] === 'number') edges.push(Array(Math.min(schema['maxItems'] + 1, 20_000)).fill(null));
  if (Array.isArray(schema['enum']))
    edges.push(`${String(schema['enum'][0])} `, String(schema['enum'][0]).toUpperCase());
  if (schema['format'] === 'date') edges.push('2026-13-01', '1582-10-10', '275760-09-13');
  return edges;
}

/** A body that starts from an honest one and goes wrong in one or two places, or in a field that nobody asked for. */
export function hostileBody(random: Random, contract: z.ZodType, example: unknown): unknown {
  if (random.chance(0.4)) return foreignBody(random, example ?? {});
  if (random.chance(0.08)) return random.pick(hostileThings);
  if (random.chance(0.04)) return deep(random.chance(0.5));
  const once = spoil(random, structuredClone(example ?? {}), schemaOf(contract));
  return random.chance(0.3) ? spoil(random, once, schemaOf(contract)) : once;
}

const keyForms = [/^[A-Z]{1,2}\.\w+$/, /^[0-9a-f]{8}-[0-9a-f-]{27}$/, /^\d{9}$/];

/** An honest body about things of others: every key in it is exchanged for another of its form. */
function foreignBody(random: Random, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => foreignBody(random, item));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, foreignBody(random, inner)]));
  const form = typeof value === 'string' ? keyForms.find((it) => it.test(value)) : undefined;
  const others = form ? foreignKeys.filter((key) => form.test(key)) : [];
  return others.length > 0 && random.chance(0.8) ? random.pick(others) : value;
}

/** Names that an object takes by itself, or that a careless program would copy into its row. */
const uninvited = [
  '__proto__',
  'constructor',
  'prototype',
  'isAdmin',
  'role',
  'permissions',
  'organisation',
  'accountId',
  'studentNumber',
  'student_number',
  'version',
  'createdAt',
  'is_protected',
  'toJSON',
  'then',
];

function spoil(random: Random, value: unknown, schema: Json): unknown {
  if (value === null || typeof value !== 'object') return hostileValue(random, schema);
  if (Array.isArray(value)) {
    if (value.length === 0 || random.chance(0.3)) return [...value, hostileValue(random)];
    const place = random.int(0, value.length - 1);
    return value.with(place, spoil(random, value[place], (schema['items'] as Json | undefined) ?? {}));
  }
  const properties = (schema['properties'] as Record<string, Json> | undefined) ?? {};
  const names = [...new Set([...Object.keys(value), ...Object.keys(properties)])];
  if (names.length === 0 || random.chance(0.12)) return withUninvited(value as Json, random.pick(uninvited));
  const name = random.pick(names);
  return { ...value, [name]: spoil(random, (value as Json)[name], properties[name] ?? {}) };
}

/** As JSON would carry it: an own property even when it is called __proto__. */
function withUninvited(value: Json, name: string): unknown {
  const fields = Object.entries({ ...value }).filter(([, inner]) => inner !== undefined);
  return JSON.parse(
    `{${[...fields, [name, { x: 1 }] as const].map(([key, inner]) => `${JSON.stringify(key)}:${JSON.stringify(inner)}`).join(',')}}`,
  );
}

function deep(asList: boolean): unknown {
  let value: unknown = 'x';
  for (let i = 0; i < 500; i += 1) value = asList ? [value] : { a: value };
  return value;
}
