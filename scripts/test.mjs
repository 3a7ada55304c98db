// Everything that must hold, in one command: npm test. It prints a line for each check, the output of those that fail,
// and closes with `N passed, N failed`. `--without-browser` (npm run check) leaves the journeys out.
// Plain JavaScript without packages: it installs them itself on a fresh machine.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from '../bin/launcher/packages.mjs';

const checkout = join(import.meta.dirname, '..');
const bin = (name) => join(checkout, 'node_modules', '.bin', name);
const reports = mkdtempSync(join(tmpdir(), 'matricula-reports-'));
const total = { passed: 0, failed: 0 };

/** Runs a program and keeps what it says. */
function run(command, args) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd: checkout, env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' } });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function step(title, work) {
  const began = performance.now();
  process.stdout.write(`${title.padEnd(44)}`);
  const { passed, failed, output } = await work();
  total.passed += passed;
  total.failed += failed;
  const seconds = `${((performance.now() - began) / 1000).toFixed(1)} s`;
  process.stdout.write(
    `${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed ${seconds.padStart(8)}\n`,
  );
  if (failed > 0) process.stdout.write(`${output.trimEnd()}\n\n`);
}

/** A check that passes or fails as a whole. */
const check = (title, command, args) =>
  step(title, async () => {
    const { code, output } = await run(command, args);
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
  });

/** A check of the boundaries that also looks whether it saw the tree: a green light that looked at nothing is red. */
const boundaries = () =>
  step('boundaries', async () => {
    const { code, output } = await run(bin('depcruise'), [
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      '--output-type',
      'err',
    ]);
    const seen = Number(/(\d+) modules/.exec(output)?.[1] ?? 0);
    const files = readdirSync(join(checkout, 'src'), { recursive: true }).filter((name) => /\.tsx?$/.test(name)).length;
    const isBlind = seen < files;
    const fine = code === 0 && !isBlind;
    return {
      passed: fine ? 1 : 0,
      failed: fine ? 0 : 1,
      output: isBlind ? `${output}\nonly ${seen} of ${files} files were read` : output,
    };
  });

/** A ring of tests; counted one by one. A ring that ran no test has failed. */
const ring = (title, project) =>
  step(title, async () => {
    const file = join(reports, `${project}.json`);
    const { code, output } = await run(bin('vitest'), [
      'run',
      '--project',
      project,
      '--reporter=json',
      '--reporter=default',
      `--outputFile.json=${file}`,
    ]);
    return count(file, { code, output }, (report) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numPendingTests,
    }));
  });

const journeys = () =>
  step('journeys in a real browser', async () => {
    const file = join(reports, 'journeys.json');
    process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = file;
    const { code, output } = await run(bin('playwright'), [
      'test',
      '--config',
      'tests/journeys/playwright.config.ts',
      '--reporter=json,line',
    ]);
    return count(file, { code, output }, ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + stats.skipped,
    }));
  });

/** What a runner's report says; a runner that broke down, left no report or ran nothing counts as one failure at least. */
function count(file, { code, output }, read) {
  let counted = { passed: 0, failed: 0 };
  try {
    counted = read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    counted.failed = 1;
  }
  const isBroken = code !== 0 || counted.passed === 0;
  return { ...counted, failed: isBroken ? Math.max(1, counted.failed) : counted.failed, output };
}

await installPackages(checkout);
await check('format and lint', bin('biome'), ['ci', '.']);
await check('types', bin('tsc'), ['--noEmit', '-p', '.']);
await boundaries();
await check('unused code', bin('knip'), ['--no-progress']);
await check('generated files are current', bin('tsx'), ['scripts/generate.ts', '--check']);
await ring('unit tests', 'unit');
await ring('database tests', 'db');
if (!process.argv.includes('--without-browser')) await journeys();
rmSync(reports, { recursive: true, force: true });
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
