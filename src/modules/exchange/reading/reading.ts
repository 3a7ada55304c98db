import type { Encoding } from '../rules/encoding.ts';
import type { ManifestFacts } from '../rules/manifest.ts';
import type { FileModes } from '../rules/oneroster/manifest.ts';
import type { FileProblem } from '../rules/problems.ts';
import type { StagedFile, StagedItem } from './item.ts';

/** A piece of the file: its items, and how long their forms took to judge. */
export type Piece = { items: StagedItem[]; checkMs: number };

/** What a file says of itself: in our own layout whose it is and of which year, in OneRoster how each file is to be read. */
export type Stated = {
  layoutVersion: string;
  software: string | null;
  facts: ManifestFacts | null;
  modes: FileModes | null;
};

/** A file that was found fit to read. `pieces` may be run through once; what was noticed is whole behind it. */
export type Reading = {
  format: 'zip' | 'ndjson';
  stated: Stated;
  notes: FileProblem[];
  encodings: Map<StagedFile, Encoding>;
  pieces(): AsyncGenerator<Piece>;
  close(): void;
};
