import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isBreached } from './breached.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matricula-breached-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const passwords = Array.from({ length: 150 }, (_none, i) => `stolen phrase ${i * 7} ${'x'.repeat(i % 40)}`);
const sortedLines = (lines: string[]) =>
  lines
    .map((it) => Buffer.from(it))
    .sort(Buffer.compare)
    .map(String);
const digest = (password: string) => createHash('sha1').update(password).digest('hex');

async function fileOf(lines: string[], end = '\n'): Promise<string> {
  const path = join(folder, `${digest(lines.join())}${end.length}.txt`);
  await writeFile(path, lines.join(end) + end);
  return path;
}

test('a password of the built-in list is known whatever its case, and an unknown one is not', async () => {
  expect(await isBreached('password', null)).toBe(true);
  expect(await isBreached('PassWord', null)).toBe(true);
  expect(await isBreached('violet anchors hum quietly', null)).toBe(false);
});

describe('a larger file', () => {
  test.each([
    ['plain lines', (it: string[]) => sortedLines(it), '\n'],
    ['plain lines of another system', (it: string[]) => sortedLines(it), '\r\n'],
    ['digests', (it: string[]) => sortedLines(it.map((one) => digest(one))), '\n'],
    [
      'digests in capitals with their counts',
      (it: string[]) => sortedLines(it.map((one) => digest(one).toUpperCase())).map((one, i) => `${one}:${i}`),
      '\r\n',
    ],
  ] as const)('of %s finds each of its passwords and no other', async (_name, write, end) => {
    const path = await fileOf(write(passwords), end);
    for (const password of passwords) expect([password, await isBreached(password, path)]).toEqual([password, true]);
    for (const password of passwords.slice(0, 50)) expect(await isBreached(`${password}!`, path)).toBe(false);
    for (const password of ['\u0000', 'zzzz', '~~~~', 'é']) expect(await isBreached(password, path)).toBe(false);
  });

  test('of a single line, or without an end of line, is read too', async () => {
    const path = join(folder, 'one');
    await writeFile(path, 'the only stolen one');
    expect(await isBreached('the only stolen one', path)).toBe(true);
    expect(await isBreached('the only stolen', path)).toBe(false);
    await writeFile(path, '');
    expect(await isBreached('the only stolen one', path)).toBe(false);
  });

  test('that is not there is no silent yes', async () => {
    await expect(isBreached('violet anchors hum quietly', join(folder, 'missing'))).rejects.toThrow('ENOENT');
  });
});
