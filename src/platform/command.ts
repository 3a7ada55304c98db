import type { ParseArgsConfig } from 'node:util';
import type { Words } from '#kernel/words.ts';
import type { Services } from './services.ts';
import type { Printer } from './terminal.ts';

/** What a command gets. `open` starts or joins the database only when the command needs it; the program closes it afterwards. */
export type CommandInput = {
  values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  positionals: string[];
  print: Printer;
  checkout: string;
  open(): Promise<Services & { databaseUrl: string }>;
  signal: AbortSignal;
};

/** 0 done, 1 refused, 2 misused. */
export type ExitCode = 0 | 1 | 2;

export type Command = {
  /** One or two words: `submit`, `organisations import`. */
  name: string;
  summary: Words;
  /** What stands behind the name: `FILE --as S.K001 [--rehearse]`. */
  usage: string;
  options?: NonNullable<ParseArgsConfig['options']>;
  /** How many positionals it takes. */
  positionals: { min: number; max: number };
  run(input: CommandInput): Promise<ExitCode>;
};

/** Declares a command. `--json` and `--help` are known to every command. */
export function defineCommand(command: Command): Command {
  return command;
}

/** Thrown for a command line that cannot be meant: exit 2 with the usage. */
export class Misuse extends Error {}
