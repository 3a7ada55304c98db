import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterAttributes, urns, userAttributes } from './attributes.ts';
import { readStated, toCanonical, toDocument, toPatchable, type UserFacts } from './document.ts';
import { readFilter } from './filter.ts';
import { patchDocument } from './patch.ts';
import { readPath } from './path.ts';
import { scimTypeOf } from './refusals.ts';
import { select } from './selection.ts';

const facts: UserFacts = {
  userName: 'a.example',
  externalId: 'X',
  name: 'Alex Example',
  givenName: 'Alex',
  familyName: 'Example',
  email: 'alex@school.example',
  language: 'en',
  isActive: true,
  organisation: 'S.K001',
  role: 'school_viewer',
  added: ['alarm.read'],
};
const read = (text: string) => readFilter(text, filterAttributes);

describe('a filter', () => {
  test('is read back from any value that JSON can write without control characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 100 }).filter((text) => !/\p{Cc}/u.test(text)),
        (value) => {
          const filter = read(`userName eq ${JSON.stringify(value)}`);
          expect('conditions' in filter && filter.conditions.map((it) => it.value)).toEqual([value]);
        },
      ),
    );
  });

  test('is understood or refused, whatever it is, and soon', () => {
    const piece = fc.constantFrom(
      'userName',
      ' ',
      'eq',
      '"x"',
      '"',
      '\\',
      'and',
      'or',
      '(',
      ')',
      '[',
      'active',
      'true',
      '\\u0000',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 400 }), (pieces) => {
        const begun = performance.now();
        const filter = read(pieces.join(''));
        expect('conditions' in filter || 'wrongAt' in filter).toBe(true);
        expect(performance.now() - begun).toBeLessThan(200);
      }),
    );
  });
});

describe('a patch', () => {
  test('of a path that is none is refused, whatever the path is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (path) => {
        const target = readPath(path);
        const known = [
          ...userAttributes.map(({ name }) => name.toLowerCase()),
          'externalid',
          'id',
          'meta',
          'schemas',
          'groups',
        ];
        if (!('because' in target)) expect(known).toContain(target.attribute.name.toLowerCase());
      }),
    );
  });

  test('that says what is so already leaves the facts as they are', () => {
    const { emails, roles, entitlements } = toDocument(facts);
    const operations = [
      ...Object.entries({ emails, roles, entitlements }).map(([path, value]) => ({ op: 'replace', path, value })),
      { op: 'add', path: 'entitlements', value: entitlements },
      { op: 'add', value: { active: 'True', userName: 'a.example' } },
      { op: 'replace', path: urns.enterprise, value: { organization: 'S.K001' } },
    ];
    const after = patchDocument(toPatchable(facts), operations);
    if (!('document' in after)) throw new Error(after.because);
    expect(readStated(after.document as never, facts, true)).toEqual(facts);
  });
});

test('a document read back from the facts gives the facts', () => {
  expect(readStated(toCanonical(toDocument(facts)) as never, facts, false)).toEqual(facts);
});

test('names of attributes become ours in any letters, twice the same is left to be refused, and what is read-only goes', () => {
  expect(toCanonical({ USERNAME: 'a', EMAILS: [{ VALUE: 'b', Display: 'c' }], id: 'x', Password: 'y' })).toEqual({
    userName: 'a',
    emails: [{ value: 'b', Display: 'c' }],
  });
  expect(toCanonical({ USERNAME: 'a', userName: 'b', UserName: 'c' })).toEqual({
    USERNAME: 'a',
    userName: 'b',
    UserName: 'c',
  });
  for (const odd of [null, 'x', 3, ['x'], undefined]) expect(toCanonical(odd)).toBe(odd);
});

test('a selection keeps what is asked for, leaves what is not wanted, and never the id', () => {
  const whole = { schemas: ['s'], id: '1', ...toDocument(facts) };
  expect(select(whole, {})).toBe(whole);
  expect(select(whole, { attributes: `emails.value, ${urns.user}:active, unknown` })).toEqual({
    schemas: ['s'],
    id: '1',
    emails: [{ value: 'alex@school.example' }],
    active: true,
  });
  expect(select(whole, { attributes: `${urns.enterprise}:organization` })).toEqual({
    schemas: ['s'],
    id: '1',
    [urns.enterprise]: { organization: 'S.K001' },
  });
  const { active: _active, ...rest } = whole;
  expect(select(whole, { excludedAttributes: 'id,schemas,ACTIVE,name.formatted' })).toEqual({
    ...rest,
    name: { givenName: 'Alex', familyName: 'Example' },
  });
});

test('a refusal is called as RFC 7644 calls it, and nothing where it has no name', () => {
  const named = (code: string, status: number, fields: { code: string; pointer: string }[] = []) =>
    scimTypeOf({ code, status, fields });
  expect(named('people.user_name_taken', 409)).toBe('uniqueness');
  expect(named('people.grant_overlaps', 409)).toBeNull();
  expect(named('http.not_allowed', 403)).toBeNull();
  expect(named('people.unknown', 400)).toBe('invalidValue');
  expect(named('http.invalid_request', 400, [{ code: 'not_json', pointer: '/body' }])).toBe('invalidSyntax');
});
