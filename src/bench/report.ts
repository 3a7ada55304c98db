import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Printer } from '#platform/terminal.ts';

/** One measured value. `budget` is a bound in words, `met` whether it holds; both null where nothing was promised. */
export type Figure = { what: string; value: number; unit: string; budget: string | null; met: boolean | null };

/** What a bench hands back: its figures, and the sizes they were measured at. */
export type Measured = { figures: Figure[]; sizes: Record<string, number>; seed: string; postgresql: string };

export type BenchReport = Omit<Measured, 'postgresql'> & {
  name: string;
  machine: { processor: string; cores: number; memoryGigabytes: number; system: string };
  versions: { matricula: string; node: string; postgresql: string };
  commit: string | null;
};

/** A figure without a promise. */
export function figure(what: string, value: number, unit: string): Figure {
  return { what, value: rounded(value), unit, budget: null, met: null };
}

type Bound = { atMost: number } | { atLeast: number };

/** A figure with a promise. */
export function promised(what: string, value: number, { unit, ...bound }: Bound & { unit: string }): Figure {
  const budget = 'atMost' in bound ? `<= ${bound.atMost}` : `>= ${bound.atLeast}`;
  const met = 'atMost' in bound ? value <= bound.atMost : value >= bound.atLeast;
  return { what, value: rounded(value), unit, budget, met };
}

function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** Adds machine, versions and commit. */
export async function describeRun(name: string, checkout: string, measured: Measured): Promise<BenchReport> {
  const { postgresql, ...rest } = measured;
  const [first] = cpus();
  const version = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as { version: string };
  return {
    name,
    ...rest,
    machine: {
      processor: first?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memoryGigabytes: Math.round(totalmem() / 1024 ** 3),
      system: `${process.platform} ${release()}`,
    },
    versions: { matricula: version.version, node: process.versions.node, postgresql },
    commit: await readCommit(checkout),
  };
}

/** The commit that was measured, marked when files differ from it; null outside a repository. */
async function readCommit(checkout: string): Promise<string | null> {
  const git = promisify(execFile);
  try {
    const { stdout: commit } = await git('git', ['rev-parse', '--short', 'HEAD'], { cwd: checkout });
    const { stdout: changes } = await git('git', ['status', '--porcelain'], { cwd: checkout });
    return `${commit.trim()}${changes.trim() === '' ? '' : '+changes'}`;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

export function printReport(report: BenchReport, print: Printer): void {
  print.json(report);
  print.line(`${report.name}: ${describeSizes(report)}\n`);
  print.table(
    ['what', 'value', 'unit', 'budget', 'met'],
    report.figures.map((it) => [it.what, it.value, it.unit, it.budget ?? '', wordOf(it.met)]),
  );
  print.line(`\n${describeMachine(report)}`);
}

function wordOf(met: boolean | null): string {
  if (met === null) return '';
  return met ? 'yes' : 'NO';
}

function describeSizes({ sizes, seed }: BenchReport): string {
  const parts = Object.entries(sizes).map(([what, count]) => `${count.toLocaleString('en-CA')} ${what}`);
  return `${parts.join(', ')}; seed ${seed}`;
}

function describeMachine({ machine, versions, commit }: BenchReport): string {
  const { processor, cores, memoryGigabytes, system } = machine;
  const programs = `Matricula ${versions.matricula} (${commit ?? 'no commit'}), Node ${versions.node}, PostgreSQL ${versions.postgresql}`;
  return `${processor}, ${cores} cores, ${memoryGigabytes} GB, ${system}; ${programs}`;
}

const title =
  '# Benchmarks\n\nWritten by `npx matricula bench NAME --write`, one section a bench; the latest run stands.\n';

/** Puts the report in the place of the bench's section in docs/benchmarks.md. */
export async function writeReport(checkout: string, report: BenchReport): Promise<string> {
  const path = join(checkout, 'docs/benchmarks.md');
  const before = await readFile(path, 'utf8').catch(() => title);
  const [begin, end] = [`<!-- bench ${report.name} -->`, `<!-- end ${report.name} -->`];
  const section = `${begin}\n${toMarkdown(report)}\n${end}`;
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  const isThere = from >= 0 && to > from;
  const after = isThere
    ? before.slice(0, from) + section + before.slice(to + end.length)
    : `${before.trimEnd()}\n\n${section}\n`;
  await writeFile(path, after);
  return path;
}

function toMarkdown(report: BenchReport): string {
  const rows = report.figures.map(
    (it) =>
      `| ${it.what} | ${it.value.toLocaleString('en-CA')} ${it.unit} | ${it.budget ?? '–'} | ${wordOf(it.met) || '–'} |`,
  );
  const table = ['| what | value | budget | met |', '| --- | ---: | --- | --- |', ...rows].join('\n');
  return `## ${report.name}\n\n${describeSizes(report)}.\n\n${table}\n\n${describeMachine(report)}.`;
}
