import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isSignedBy, openKeyStore } from './keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'matricula-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const keys = openKeyStore(folder);

test('what is sealed opens again under its key and place, and under no other', () => {
  keys.create('a');
  keys.create('b');
  const sealed = keys.seal('a', Buffer.from('Zoé Tremblay'), 'request 1');
  expect(keys.open('a', sealed, 'request 1')?.toString()).toBe('Zoé Tremblay');
  expect(() => keys.open('a', sealed, 'request 2')).toThrow();
  expect(() => keys.open('b', sealed, 'request 1')).toThrow();
  sealed[20] = (sealed[20] ?? 0) ^ 1;
  expect(() => keys.open('a', sealed, 'request 1')).toThrow();
});

test('the same text sealed twice looks different each time', () => {
  const seal = () => keys.seal('a', Buffer.from('the same'), 'place').toString('hex');
  expect(seal()).not.toBe(seal());
});

test('making a key that is there does not replace it', () => {
  const sealed = keys.seal('a', Buffer.from('kept'), 'place');
  keys.create('a');
  expect(openKeyStore(folder).open('a', sealed, 'place')?.toString()).toBe('kept');
});

test('a destroyed key opens nothing, and leaves no file behind; destroying it twice does no harm', () => {
  keys.create('c');
  const sealed = keys.seal('c', Buffer.from('gone'), 'place');
  keys.destroy('c');
  keys.destroy('c');
  expect(keys.open('c', sealed, 'place')).toBeNull();
  expect(keys.has('c')).toBe(false);
  expect(existsSync(join(folder, 'c.key'))).toBe(false);
  expect(() => keys.seal('c', Buffer.from('new'), 'place')).toThrow('there is no key');
});

test('data keys lie wrapped, nobody else may read the folder’s files, and none is left half-made', () => {
  for (const name of readdirSync(folder)) {
    expect(name).not.toMatch(/\.new$/);
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  }
  const other = mkdtempSync(join(tmpdir(), 'matricula-keys-'));
  keys.create('d');
  const wrapped = keys.seal('d', Buffer.from('x'), 'place');
  // The wrapped key beside another master key opens nothing.
  openKeyStore(other).create('e');
  writeFileSync(join(other, 'd.key'), Buffer.alloc(60));
  expect(() => openKeyStore(other).open('d', wrapped, 'place')).toThrow();
  rmSync(other, { recursive: true, force: true });
});

test('a signature proves exactly the bytes that were signed', () => {
  const signed = keys.sign(Buffer.from('certificate'));
  expect(isSignedBy(Buffer.from('certificate'), signed)).toBe(true);
  expect(isSignedBy(Buffer.from('certificatE'), signed)).toBe(false);
  expect(keys.sign(Buffer.from('x')).publicKey).toBe(signed.publicKey);
});
