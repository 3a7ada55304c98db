import type { Printer } from '#platform/terminal.ts';
import type { Measured } from './report.ts';
import type { Place } from './scratch.ts';

/** What a bench is asked for; sizes that were not said are the bench's own. */
export type BenchInput = Place & {
  students: number | null;
  register: number | null;
  /** Rows of the ledger, or of a file; absent where a bench has none. */
  rows?: number | null;
  /** How often something is killed; absent where nothing is. */
  kills?: number | null;
  seed: string | null;
  /** Whether what is found goes into the documents. */
  isWritten?: boolean;
  print: Printer;
  signal: AbortSignal;
};

export type Bench = {
  name: string;
  /** What it measures, in a line. */
  about: string;
  usage: string;
  measure(input: BenchInput): Promise<Measured>;
};
