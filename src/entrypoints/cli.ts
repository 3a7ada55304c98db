import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCommands } from '#bench/commands.ts';
import { DomainError } from '#kernel/errors.ts';
import { type Command, type ExitCode, Misuse } from '#platform/command.ts';
import { ConfigError } from '#platform/config.ts';
import { EmbeddedDatabaseError } from '#platform/database/embedded.ts';
import { makePrinter, type Printer } from '#platform/terminal.ts';
import { provinceCommands } from '#province/commands.ts';
import { commands as moduleCommands } from './modules.ts';
import { openProgram, type Program } from './program.ts';
import { provinceLoadCommands } from './province-load.ts';
import { startCommands } from './start.ts';

const commands: readonly Command[] = [
  ...startCommands,
  ...moduleCommands,
  ...provinceCommands,
  ...provinceLoadCommands,
  ...benchCommands,
];

/** The command line: finds the command, reads its options, runs it. Answers the exit code: 0 done, 1 refused, 2 misused. */
export async function main(argv: string[]): Promise<number> {
  const print = makePrinter(argv.includes('--json'));
  const command = findCommand(argv);
  if (!command) return explain(argv, print);
  try {
    return await runCommand(command, argv.slice(command.name.split(' ').length), print);
  } catch (error) {
    return fail(error, command, print);
  }
}

function findCommand(argv: string[]): Command | undefined {
  const [first = '', second = ''] = argv;
  return commands.find((it) => it.name === `${first} ${second}`) ?? commands.find((it) => it.name === first);
}

async function runCommand(command: Command, rest: string[], print: Printer): Promise<ExitCode> {
  const { values, positionals } = parse(command, rest);
  if (values['help']) {
    print.line(`${command.summary.en}\n\n  matricula ${command.name} ${command.usage}`);
    return 0;
  }
  if (positionals.length < command.positionals.min || positionals.length > command.positionals.max) {
    throw new Misuse(
      `expected ${command.positionals.min} to ${command.positionals.max} arguments, got ${positionals.length}`,
    );
  }
  const checkout = findCheckout();
  const abort = new AbortController();
  let program: Program | null = null;
  const stop = () => abort.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await command.run({
      values,
      positionals,
      print,
      checkout,
      signal: abort.signal,
      open: async () => {
        program ??= await openProgram(checkout, (line) => print.note(line));
        return program.services;
      },
    });
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await (program as Program | null)?.close();
  }
}

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({
      args,
      options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error));
  }
}

function fail(error: unknown, command: Command, print: Printer): ExitCode {
  if (error instanceof Misuse) {
    print.note(`${error.message}\nusage: matricula ${command.name} ${command.usage}`);
    print.json({ error: { code: 'misuse', message: error.message, usage: command.usage } });
    return 2;
  }
  if (error instanceof ConfigError || error instanceof EmbeddedDatabaseError) {
    print.note(error.message);
    print.json({ error: { code: 'environment', message: error.message } });
    return 2;
  }
  if (error instanceof DomainError) {
    const { fields } = error as { fields?: unknown };
    print.note(`${error.words.en}\n${error.words.fr}`);
    print.json({ error: { code: error.code, ...error.words, params: error.params, ...(fields ? { fields } : {}) } });
    return 1;
  }
  throw error;
}

/** `--help`, or a command that does not exist. */
function explain(argv: string[], print: Printer): ExitCode {
  const isAsked = argv.length === 0 || ['--help', '-h', 'help'].includes(argv[0] ?? '');
  if (!isAsked) print.note(`There is no command "${argv.slice(0, 2).join(' ')}".`);
  print.line('matricula – the open student register\n');
  for (const it of [...commands].sort((a, b) => (a.name < b.name ? -1 : 1)))
    print.line(`  ${it.name.padEnd(30)} ${it.summary.en}`);
  print.line('\nEvery command takes --json and --help. Exit codes: 0 done, 1 refused, 2 misused.');
  print.json({ commands: commands.map(({ name, summary, usage }) => ({ name, summary, usage })) });
  return isAsked ? 0 : 2;
}

/** The bundle lies in `.matricula/build/` of the checkout; from sources, this file lies in `src/entrypoints/`. Both are two levels below it. */
function findCheckout(): string {
  return resolve(import.meta.dirname, '../..');
}
