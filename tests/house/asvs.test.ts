import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { missingTests, readAsvs } from '../../scripts/asvs.ts';

const checkout = join(import.meta.dirname, '../..');
const { requirements, chapters } = readAsvs(checkout);

test('every requirement of ASVS 5.0.0 up to level 2 stands in the table once, in order', () => {
  const order = requirements.map(({ id }) => id.slice(1).split('.').map(Number));
  const sorted = order.toSorted(
    (a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[2] ?? 0) - (b[2] ?? 0),
  );
  expect(order).toEqual(sorted);
  expect(new Set(requirements.map(({ id }) => id)).size).toBe(253);
  expect([1, 2].map((level) => requirements.filter((it) => it.level === level).length)).toEqual([70, 183]);
  expect(Object.keys(chapters)).toHaveLength(17);
});

test('every test that the table names exists, so that no proof is only said', () => {
  expect(missingTests(checkout, requirements)).toEqual([]);
  const [some] = requirements;
  if (!some) throw new Error('the table is empty');
  const invented = 'tests/house/asvs.test.ts › a test that nobody wrote, in two '.concat('halves');
  expect(missingTests(checkout, [{ ...some, tests: [invented] }])).toEqual([`${some.id}: ${invented}`]);
});

test('every test that the threat model names exists', () => {
  const text = readFileSync(join(checkout, 'docs/security/threat-model.md'), 'utf8');
  const tests = [...text.matchAll(/`([^`\s]+\.ts › [^`]+)`/g)].map((match) => match[1] ?? '');
  expect(tests.length).toBeGreaterThan(30);
  const [some] = requirements;
  if (!some) throw new Error('the table is empty');
  expect(missingTests(checkout, [{ ...some, id: 'threat-model.md', tests }])).toEqual([]);
});

test('what is not met says why in a sentence, and what is met as a rule shows a test', () => {
  const open = requirements.filter(({ state }) => state !== 'met');
  expect(open.filter(({ how }) => how.length < 8)).toEqual([]);
  const met = requirements.filter(({ state }) => state === 'met');
  expect(met.filter(({ tests }) => tests.length > 0).length / met.length).toBeGreaterThan(0.6);
});
