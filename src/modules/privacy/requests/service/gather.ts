import type { StudentNumber } from '#kernel/ids.ts';
import type { Words } from '#kernel/words.ts';
import type { Reader } from '#platform/database/database.ts';
import { type HeldRow, type Holding, type HoldingGroup, holdingGroups } from '#platform/holdings/holding.ts';
import { readHolding } from '#platform/holdings/read.ts';
import type { KeyStore } from '#platform/keys/keys.ts';
import { openValue } from '../../keys/service/seal.ts';
import { type Asker, hideOrganisations, judgeWithheld } from '../rules/withhold.ts';

/** One table of the package: its rows without what is withheld, and what is withheld with the reason. */
export type GatheredTable = {
  table: string;
  title: Words;
  withheld: Words | null;
  columns: { name: string; words: Words; code: string | null }[];
  columnsWithheld: { name: string; why: Words }[];
  rows: HeldRow[];
};
export type GatheredSection = { group: HoldingGroup; tables: GatheredTable[] };

export type Gathering = {
  holdings: readonly Holding[];
  numbers: readonly StudentNumber[];
  asker: Asker;
  isProtected: boolean;
  keys: KeyStore;
};

/** Everything that is held about a person under any of their numbers, as far as the asker may have it; in the order of the groups. */
export async function gather(reader: Reader, gathering: Gathering): Promise<GatheredSection[]> {
  const sections: GatheredSection[] = [];
  for (const group of holdingGroups) {
    const tables: GatheredTable[] = [];
    for (const holding of gathering.holdings.filter((it) => it.group === group))
      tables.push(await gatherTable(reader, holding, gathering));
    sections.push({ group, tables });
  }
  return sections;
}

async function gatherTable(reader: Reader, holding: Holding, gathering: Gathering): Promise<GatheredTable> {
  const { table, title } = holding;
  const withheld = judgeWithheld(holding.reveals, gathering);
  const base = { table, title, withheld, columns: shownColumns(holding), columnsWithheld: withheldColumns(holding) };
  // What is withheld as a whole is not even counted: a number of rows would tell.
  if (withheld) return { ...base, columnsWithheld: [], rows: [] };
  const own = new Set<string>(gathering.numbers);
  const found = await readHolding(reader, holding, gathering.numbers);
  const rows = found.flatMap((row) => {
    if (table === 'audit.change') return redactChange(row, own, gathering);
    return [keepShown(holding, openSealed(table, redact(holding, row, own), gathering.keys))];
  });
  if (judgeWithheld('whereabouts', gathering) === null) return { ...base, rows };
  return { ...base, rows: rows.map((row) => hideOrganisations(row) as HeldRow) }; // a row without its organisations is a row
}

function redact(holding: Holding, row: HeldRow, own: ReadonlySet<string>): HeldRow {
  return holding.redact ? holding.redact(row, own) : row;
}

/** A column that is not declared stays behind: a test fails for it, and until then nothing leaks. */
function keepShown(holding: Holding, row: HeldRow): HeldRow {
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => {
      const column = holding.columns[name];
      return column !== undefined && !('withheld' in column);
    }),
  );
}

function shownColumns({ columns }: Holding): GatheredTable['columns'] {
  return Object.entries(columns).flatMap(([name, column]) =>
    'en' in column ? [{ name, words: { en: column.en, fr: column.fr }, code: column.code ?? null }] : [],
  );
}

function withheldColumns({ columns }: Holding): GatheredTable['columnsWithheld'] {
  return Object.entries(columns).flatMap(([name, column]) =>
    'withheld' in column ? [{ name, why: column.withheld }] : [],
  );
}

/** A change shows of a row what the row itself would show: what is withheld there is withheld here, whole tables too. */
function redactChange(row: HeldRow, own: ReadonlySet<string>, gathering: Gathering): HeldRow[] {
  const holding = gathering.holdings.find((it) => it.table === row['table_name']);
  if (!holding || judgeWithheld(holding.reveals, gathering)) return [];
  const image = (value: unknown) =>
    value === null || typeof value !== 'object' || 'disposal' in value
      ? value
      : keepShown(holding, openSealed(holding.table, redact(holding, value as HeldRow, own), gathering.keys)); // an image is a row
  return [{ ...row, before: image(row['before']), after: image(row['after']) }];
}

const sealedColumns: Readonly<
  Record<string, readonly { column: string; key: string; owner: string; place: string }[]>
> = {
  'privacy.request': ['correction', 'decision', 'disagreement'].map((column) => ({
    column,
    key: column === 'disagreement' ? 'disagreement_key_id' : 'key_id',
    owner: 'request_id',
    place: 'privacy.request',
  })),
  'privacy.consent': ['giver', 'withdrawal'].map((column) => ({
    column,
    key: 'key_id',
    owner: 'consent_id',
    place: 'privacy.consent',
  })),
};

/** What the person wrote or was told is opened for them; what no key opens any more says so. */
function openSealed(table: string, row: HeldRow, keys: KeyStore): HeldRow {
  const opened = { ...row };
  for (const { column, key, owner, place } of sealedColumns[table] ?? []) {
    const sealed = row[column];
    if (typeof sealed !== 'string') continue;
    const value = openValue(keys, sealed, { keyId: String(row[key]), place: `${place} ${row[owner]} ${column}` });
    opened[column] = value && 'value' in value ? value.value : '—';
  }
  return opened;
}
