import { type PlainDate, type SchoolYear, schoolYearOf } from '#kernel/dates.ts';
import type { Tx } from '#platform/database/database.ts';
import type { ImportReport } from '../contract.ts';
import { type Remark, remark } from '../rules/remarks.ts';
import type { OrganisationStatement } from '../rules/types.ts';
import * as store from '../store/imports.ts';
import { upsertOrganisations } from './statements.ts';

/** What an import answers, but for who did it and when. */
export type Settled = Omit<ImportReport, 'importId' | 'fileName' | 'rehearsed' | 'importedAt' | 'importedBy'>;

/** Writes what a file says of organisations, and counts what was new among it. */
export async function writeStatements(
  tx: Tx,
  statements: readonly OrganisationStatement[],
): Promise<{ added: number; changed: number; unchanged: number; written: number }> {
  const known = await store.listKnownCodes(
    tx,
    statements.map((it) => it.code),
  );
  const written = await upsertOrganisations(tx, statements);
  const added = statements.filter((it) => !known.has(it.code)).length;
  return { added, changed: Math.max(0, written - added), unchanged: statements.length - written, written };
}

type Named = { code: string; name: string };

/** What another edition of the same year or day said, and this one does not. */
export function remarkEarlierEdition(
  earlier: readonly Named[],
  { now, written }: { now: readonly Named[]; written: number },
): Remark[] {
  if (earlier.length === 0 || written === 0) return [];
  const known = new Set(now.map(({ code }) => code));
  const gone = earlier.filter(({ code }) => !known.has(code));
  return [
    remark('earlier_edition', { value: `${written}` }),
    ...gone.map(({ code, name }) => remark('only_in_earlier_edition', { value: `${code} ${name}` })),
  ];
}

/** The published year nearest to a day: comparing a directory with any other would tell the years that passed, not the files' faults. */
export function nearestYear(day: PlainDate, years: readonly SchoolYear[]): SchoolYear | null {
  const own = schoolYearOf(day);
  const order = [...years].sort((a, b) => Math.abs(a - own) - Math.abs(b - own) || b - a);
  return order[0] ?? null;
}
