import type { OrganisationCode } from '#kernel/ids.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Reader } from '#platform/database/database.ts';

/** The type of the authority for which each organisation asks: of a school, that of its authority; null for the ministry. */
export type Askers = ReadonlyMap<string, string | null>;

/** Two queries for all. */
export async function findAskers(reader: Reader, organisations: readonly OrganisationCode[]): Promise<Askers> {
  const own = await findOrganisations(reader, [...new Set(organisations)]);
  const above = [...new Set([...own.values()].flatMap((it) => it.authorityCode ?? []))];
  const authorities = await findOrganisations(reader, above);
  return new Map(
    [...own].map(([code, it]) => [
      code,
      (it.authorityCode ? authorities.get(it.authorityCode)?.type : it.type) ?? null,
    ]),
  );
}

type Row = { organisation: OrganisationCode; draft: object };

/** Who asks in a batch; nothing is read while no row states an answer that only some may ask for. */
export function askersIn(reader: Reader, rows: readonly Row[]): Promise<Askers> {
  const asking = rows.filter(({ draft }) => 'languageRight' in draft && draft.languageRight != null);
  return asking.length === 0
    ? Promise.resolve(new Map())
    : findAskers(
        reader,
        asking.map((it) => it.organisation),
      );
}
