import type { OrganisationCode } from '#kernel/ids.ts';
import type { Page } from '#kernel/page.ts';
import type { Reader } from '#platform/database/database.ts';
import type {
  ImportList,
  ImportReport,
  OrganisationDetail,
  OrganisationEntry,
  OrganisationQuery,
} from '../contract.ts';
import { errors } from '../errors.ts';
import { joinYears } from '../rules/history.ts';
import * as store from '../store/browse.ts';
import * as imports from '../store/imports.ts';
import { loadOffers } from '../store/organisations.ts';

export function listOrganisations(reader: Reader, query: OrganisationQuery): Promise<Page<OrganisationEntry>> {
  return store.listOrganisations(reader, query);
}

/** All that is known of an organisation. */
export async function getOrganisation(reader: Reader, code: OrganisationCode): Promise<OrganisationDetail> {
  const found = await store.findDetail(reader, code);
  if (!found) throw errors.organisation_not_found({ code });
  const { street, addressCity, province, postalCode, ...entry } = found;
  const offers = (await loadOffers(reader, [code], null)).get(code) ?? {
    calendars: [],
    gradeOfferings: [],
    programmeOfferings: [],
  };
  const publishedYears = await store.listPublished(reader, code);
  const standings = publishedYears.map((year) => ({ ...year, ...(found.kind === 'school' ? {} : ownAuthority) }));
  return {
    ...entry,
    address: { street, city: addressCity, province, postalCode },
    ...offers,
    ...(await store.listSuccession(reader, code)),
    publishedYears,
    history: joinYears(standings, await imports.listPublishedYears(reader)),
  };
}

/** An authority stands under none. */
const ownAuthority = { authorityCode: null, authorityName: null };

/** The last imports, the newest first. */
export async function listImports(reader: Reader): Promise<ImportList> {
  const rows = await imports.listImports(reader, 100);
  return {
    items: rows.map((it) => ({
      importId: it.import_id,
      fileName: it.file_name,
      layout: it.layout,
      label: it.label,
      importedAt: it.imported_at.toISOString(),
      importedBy: it.imported_by,
    })),
  };
}

export async function getImport(reader: Reader, importId: string): Promise<ImportReport> {
  const found = await imports.findImport(reader, importId);
  if (!found) throw errors.import_not_found();
  return found.report as ImportReport; // kept as it was given; the route checks it against the contract
}
