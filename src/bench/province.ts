import { join } from 'node:path';
import { loadProvince } from '#entrypoints/province-load.ts';
import type { Printer } from '#platform/terminal.ts';
import type { ProvinceCounts } from '#province/about.ts';
import { generateProvince } from '#province/generate.ts';
import type { Scratch } from './scratch.ts';

export type Settled = { folder: string; counts: ProvinceCounts; loadSeconds: number };

/** Invents a province and makes a register of it in a bench's own database, with fresh statistics for the planner. */
export async function settleProvince(
  { services, ownerPool, folder }: Scratch,
  { students, former, seed, print }: { students: number; former: number; seed: string; print: Printer },
): Promise<Settled> {
  const out = join(folder, 'province');
  const report = (label: string) => (done: number, total: number) => print.progress(label, done, total);
  const counts = await generateProvince({ students, former, seed, out, report: report('inventing') });
  const began = performance.now();
  await loadProvince(services, { folder: out, parts: ['register'], report: report('loading') });
  const loadSeconds = (performance.now() - began) / 1000;
  await ownerPool.query('vacuum analyze');
  return { folder: out, counts, loadSeconds };
}

/** PostgreSQL's version as it says it itself. */
export async function readServerVersion({ pool }: Scratch): Promise<string> {
  const { rows } = await pool.query<{ version: string }>(`select current_setting('server_version') as version`);
  return rows[0]?.version ?? 'unknown';
}
