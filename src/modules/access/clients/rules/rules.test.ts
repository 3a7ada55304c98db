import { describe, expect, test } from 'vitest';
import { permissions, roles } from '../../rules/roles.ts';
import { type AssertionFacts, judgeAssertion } from './assertion.ts';
import { lookOfKey } from './key-text.ts';
import { refusalOf, refusals } from './refusals.ts';
import { permissionsOf, scopeNames, scopes, scopesWithin } from './scopes.ts';

describe('scopes', () => {
  test('are made of permissions that people have, and never of those that decide about others', () => {
    for (const name of scopeNames) for (const it of scopes[name].permissions) expect(permissions).toContain(it);
    const all = permissionsOf(scopeNames);
    for (const never of [
      'restricted.read',
      'finding.override',
      'match.decide',
      'client.manage',
      'account.read',
      'export.ask',
    ])
      expect(all.has(never)).toBe(false);
  });

  test('have words in both languages', () => {
    for (const name of scopeNames)
      for (const text of Object.values(scopes[name].words)) expect(text.length).toBeGreaterThan(10);
    for (const words of Object.values(refusals))
      for (const text of Object.values(words)) expect(text.length).toBeGreaterThan(10);
  });

  test('that somebody may give lie within what they may themselves', () => {
    expect(scopesWithin(new Set())).toEqual([]);
    expect(scopesWithin(new Set(['student.read']))).toEqual(['students.read']);
    // Who opens accounts by a directory is for the ministry to say.
    const ofAnAuthority = scopesWithin(new Set(roles.authority_coordinator.permissions));
    expect(scopeNames.filter((name) => !ofAnAuthority.includes(name))).toEqual(['scim']);
    expect(scopesWithin(new Set([...roles.authority_coordinator.permissions, 'scim.provision']))).toEqual(scopeNames);
    expect(permissionsOf(['toString', '', 'students.read'])).toEqual(new Set(['student.read']));
  });
});

describe('an assertion', () => {
  const base = { iss: 'c', aud: 'https://r.example/oauth', iat: 1000, exp: 1060, jti: 'a' };
  const judge = (claims: object, facts: Partial<AssertionFacts> = {}) => {
    const verdict = judgeAssertion({
      claims: { ...base, ...claims },
      now: 1000,
      issuer: 'https://r.example/oauth',
      secondsMax: 300,
      skewSeconds: 15,
      ...facts,
    });
    return verdict.may ? 'may' : verdict.because;
  };

  test('is for us alone: the issuer or its token endpoint, to the letter', () => {
    expect(judge({})).toBe('may');
    expect(judge({ aud: ['https://r.example/oauth'] })).toBe('may');
    expect(judge({ aud: 'https://r.example/oauth/token' })).toBe('may');
    for (const aud of [
      undefined,
      null,
      '',
      'https://r.example',
      'https://r.example/oauth/',
      'https://R.example/oauth',
      [],
      ['https://r.example/oauth', 'x'],
      {},
      1,
    ])
      expect(judge({ aud })).toBe('wrong_audience');
  });

  test('holds as long as allowed and no longer, on clocks that differ a little', () => {
    expect(judge({ exp: 1300 })).toBe('may');
    expect(judge({ exp: 1301 })).toBe('holds_too_long');
    expect(judge({ iat: undefined, exp: 1315 })).toBe('may');
    expect(judge({ iat: undefined, exp: 1316 })).toBe('holds_too_long');
    expect(judge({ iat: 1015, exp: 1075 })).toBe('may');
    expect(judge({ iat: 1016, exp: 1076 })).toBe('from_the_future');
    for (const exp of [undefined, null, '1060', Number.NaN, Number.POSITIVE_INFINITY, {}])
      expect(judge({ exp })).toBe('holds_too_long');
    for (const iat of [null, '1000', Number.POSITIVE_INFINITY]) expect(judge({ iat })).toBe('from_the_future');
  });

  test('has an id of its own', () => {
    for (const jti of [undefined, null, 1, 'x'.repeat(201)]) expect(judge({ jti })).toBe('malformed_id');
  });
});

describe('a pasted key', () => {
  test('is known for private before anybody parses it', () => {
    for (const text of [
      '-----BEGIN PRIVATE KEY-----',
      'text before\n-----BEGIN ENCRYPTED PRIVATE KEY-----',
      '-----BEGIN RSA PRIVATE KEY-----',
      '-----BEGIN OPENSSH PRIVATE KEY-----',
      'PuTTY-User-Key-File-3: ssh-rsa',
      '{"kty":"EC","d":"x"}',
      '{"kty":"oct","k":"x"}',
      '{"keys":[{"kty":"EC"},{"kty":"EC","d":"x"}]}',
    ])
      expect([text, lookOfKey(text)]).toEqual([text, 'private']);
    expect(lookOfKey('-----BEGIN PUBLIC KEY-----')).toBe('public');
    expect(lookOfKey('-----BEGIN CERTIFICATE-----')).toBe('public');
    expect(lookOfKey('{"kty":"EC","crv":"P-256"}')).toBe('public');
    for (const text of ['', 'x', 'null', '[]', '{}', '"{}"', '{"keys":null}'])
      expect([text, lookOfKey(text)]).toEqual([text, 'unknown']);
  });
});

describe('a refusal', () => {
  test('is told to the client’s owner in our words', () => {
    expect(refusalOf('invalid_client', 'alg mismatch')).toBe('wrong_algorithm');
    expect(refusalOf('invalid_client', 'client assertion tokens must only be used once')).toBe('reused');
    expect(refusalOf('invalid_grant', 'DPoP proof JWT Replay detected')).toBe('reused');
    expect(refusalOf('invalid_client', 'jwt expired')).toBe('expired');
    expect(refusalOf('invalid_client', 'network')).toBe('network');
    expect(refusalOf('invalid_scope', '')).toBe('scope');
    expect(refusalOf('invalid_dpop_proof', 'anything')).toBe('proof');
    expect(refusalOf('invalid_request', 'anything else')).toBe('malformed');
    expect(refusalOf('invalid_client', 'toString')).toBe('malformed');
  });
});
