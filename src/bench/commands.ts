import { type Command, type CommandInput, defineCommand, type ExitCode, Misuse } from '#platform/command.ts';
import type { Bench } from './bench.ts';
import { clientsBench } from './clients.ts';
import { crashBench } from './crash.ts';
import { ledgerBench } from './ledger.ts';
import { matchingBench } from './matching.ts';
import { readingBench } from './reading.ts';
import { describeRun, printReport, writeReport } from './report.ts';
import { rescanBench } from './rescan.ts';
import { rowLevelSecurityBench } from './row-level-security.ts';
import { searchBench } from './search.ts';
import { signInBench } from './sign-in.ts';
import { stagingBench } from './staging.ts';
import { submissionBench } from './submission.ts';

export const benches: readonly Bench[] = [
  submissionBench,
  matchingBench,
  searchBench,
  readingBench,
  rescanBench,
  rowLevelSecurityBench,
  clientsBench,
  signInBench,
  ledgerBench,
  crashBench,
  stagingBench,
];

const bench = defineCommand({
  name: 'bench',
  summary: {
    en: 'Measure the program on an invented province, in a database of its own',
    fr: 'Mesurer le programme sur une province inventée, dans une base de données à part',
  },
  usage: 'NAME [--students N] [--register M] [--rows R] [--kills K] [--seed S] [--write] | --list',
  options: {
    list: { type: 'boolean' },
    students: { type: 'string' },
    register: { type: 'string' },
    rows: { type: 'string' },
    kills: { type: 'string' },
    seed: { type: 'string' },
    write: { type: 'boolean' },
  },
  positionals: { min: 0, max: 1 },
  run: runBench,
});

export const benchCommands: readonly Command[] = [bench];

async function runBench({ values, positionals, print, checkout, signal }: CommandInput): Promise<ExitCode> {
  const [name] = positionals;
  if (values['list'] === true) return listBenches(print);
  const found = benches.find((it) => it.name === name);
  if (!found) throw new Misuse(`which bench? ${benches.map((it) => it.name).join(', ')}; --list describes them`);
  const students = readCount(values['students'], 'students');
  const register = readCount(values['register'], 'register');
  const rows = readCount(values['rows'], 'rows');
  const kills = readCount(values['kills'], 'kills');
  const seed = typeof values['seed'] === 'string' ? values['seed'] : null;
  const isWritten = values['write'] === true;
  const asked = { students, register, rows, kills, seed, isWritten };
  const measured = await found.measure({ checkout, adminUrl: null, ...asked, print, signal });
  const report = await describeRun(found.name, checkout, measured);
  printReport(report, print);
  if (isWritten) print.note(`written: ${await writeReport(checkout, report)}`);
  return report.figures.some((it) => it.met === false) ? 1 : 0;
}

function listBenches(print: CommandInput['print']): ExitCode {
  print.json({ benches: benches.map(({ name, about, usage }) => ({ name, about, usage })) });
  print.table(
    ['bench', 'what it measures', 'options'],
    benches.map(({ name, about, usage }) => [name, about, usage]),
  );
  return 0;
}

function readCount(text: unknown, name: string): number | null {
  if (text === undefined) return null;
  const count = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > 1_000_000_000) throw new Misuse(`--${name} takes a whole number from 1 to 1000000000`);
  return count;
}
