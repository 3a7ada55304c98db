import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { makePrinter } from '#platform/terminal.ts';
import type { Bench } from './bench.ts';
import { clientsBench } from './clients.ts';
import { matchingBench } from './matching.ts';
import { readingBench } from './reading.ts';
import { rescanBench } from './rescan.ts';
import { searchBench } from './search.ts';
import { submissionBench } from './submission.ts';

const checkout = join(import.meta.dirname, '../..');
const silent = { write: () => true };

function run(bench: Bench) {
  const place = { checkout, adminUrl: inject('adminUrl') };
  const print = makePrinter(false, silent, silent);
  const signal = new AbortController().signal;
  return bench.measure({ ...place, students: 60, register: 70, rows: 4, seed: 'bench', print, signal });
}

test('the submission bench accounts for every row that it sent', async () => {
  const { figures, sizes } = await run(submissionBench);
  const value = (what: string) => figures.find((it) => it.what === what)?.value ?? 0;
  const fates = ['added', 'changed', 'unchanged', 'held', 'refused'].map((it) => value(`rows ${it}`));
  expect(fates.reduce((sum, it) => sum + it, 0)).toBe(sizes['rows submitted']);
  expect(value('peak memory of the program')).toBeGreaterThan(20);
  expect(value('stage applied')).toBeGreaterThan(0);
});

test('the matching bench keeps its promises on a small province', async () => {
  const { figures } = await run(matchingBench);
  expect(figures.filter((it) => it.met === false)).toEqual([]);
  expect(figures.filter((it) => it.budget !== null)).toHaveLength(5);
});

test('the search bench measures every kind of search', async () => {
  const { figures } = await run(searchBench);
  expect(figures.length).toBe(12);
  expect(figures.every((it) => it.value > 0)).toBe(true);
});

test('the reading bench does all that registrars do and reads no large table from end to end', async () => {
  const { figures } = await run(readingBench);
  expect(figures.length).toBe(9);
  expect(figures.slice(0, 8).every((it) => it.value > 0)).toBe(true);
  expect(figures.at(-1)?.met).toBe(true);
});

test('the re-scan bench judges everybody', async () => {
  const { figures, sizes } = await run(rescanBench);
  expect(sizes['students judged']).toBe(sizes['people on the register']);
  expect(figures.slice(0, 4).every((it) => it.value > 0)).toBe(true);
});

test('the bench of machine clients gives tokens and lets callers in', async () => {
  const { figures } = await run(clientsBench);
  expect(figures.length).toBe(18);
  expect(figures.every((it) => it.value > 0)).toBe(true);
});
