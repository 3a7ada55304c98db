import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePrinter } from '#platform/terminal.ts';
import { benches } from './commands.ts';
import { type BenchReport, describeRun, figure, printReport, promised, writeReport } from './report.ts';

let checkout: string;
beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'matricula-bench-test-'));
  await mkdir(join(checkout, 'docs'));
  await writeFile(join(checkout, 'package.json'), '{"version":"1.2.3"}');
});
afterAll(() => rm(checkout, { recursive: true, force: true }));

function report(name: string, value: number): Promise<BenchReport> {
  const figures = [promised('wrong answers', value, { atMost: 0, unit: 'students' }), figure('pace', 1234.5, 'rows/s')];
  return describeRun(name, checkout, { figures, sizes: { students: 20_000 }, seed: 's', postgresql: '18.4' });
}

test('a promise is met at its bound and broken beyond it', () => {
  expect(promised('x', 25, { atMost: 25, unit: 'ms' }).met).toBe(true);
  expect(promised('x', 25.1, { atMost: 25, unit: 'ms' }).met).toBe(false);
  expect(promised('x', 90, { atLeast: 90, unit: '%' }).met).toBe(true);
  expect(promised('x', 89.9, { atLeast: 90, unit: '%' }).met).toBe(false);
});

test('a value near its bound is judged as measured, not as rounded', () =>
  expect(promised('x', 25.004, { atMost: 25, unit: 'ms' })).toMatchObject({ value: 25, met: false }));

test('the report holds what was measured, where, and of which version', async () => {
  let text = '';
  const made = await report('matching', 0);
  printReport(made, makePrinter(true, { write: (part) => (text += part) }, { write: () => true }));
  expect(JSON.parse(text)).toEqual(made);
  expect(Object.keys(made)).toEqual(['name', 'figures', 'sizes', 'seed', 'machine', 'versions', 'commit']);
  expect(Object.keys(made.figures[0] ?? {})).toEqual(['what', 'value', 'unit', 'budget', 'met']);
  expect(made.versions).toMatchObject({ matricula: '1.2.3', postgresql: '18.4' });
  expect(made.commit).toBeNull();
});

test('the page keeps one section a bench, the latest', async () => {
  await writeReport(checkout, await report('matching', 3));
  await writeReport(checkout, await report('search', 0));
  const path = await writeReport(checkout, await report('matching', 0));
  const text = await readFile(path, 'utf8');
  expect(text.match(/^## .+$/gm)).toEqual(['## matching', '## search']);
  expect(text).not.toContain('NO');
});

test('every bench has a name of its own and says what it measures', () => {
  expect(new Set(benches.map((it) => it.name)).size).toBe(benches.length);
  for (const { about } of benches) expect(about.length).toBeGreaterThan(20);
});
