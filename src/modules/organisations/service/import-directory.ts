import type { Tx } from '#platform/database/database.ts';
import type { Directory } from '../rules/directory.ts';
import type { Remark } from '../rules/remarks.ts';
import { compareWithDirectory, type FindType, statementsOfDirectory } from '../rules/statements.ts';
import * as store from '../store/imports.ts';
import { nearestYear, remarkEarlierEdition, type Settled, writeStatements } from './settle.ts';

/** Takes a directory in: its rows, and what the register does not know better from an enrolment file or a later directory. */
export async function takeDirectory(
  tx: Tx,
  directory: Directory,
  making: { findType: FindType; source: string },
): Promise<Settled> {
  const { extractedOn, entries } = directory;
  const earlier = await store.listSchoolsOfDirectory(tx, extractedOn);
  const written = await store.replaceDirectory(tx, extractedOn, entries);
  const published = await store.listPublishedOrganisations(tx);
  const later = await store.listCodesInLaterDirectories(tx, extractedOn);
  const { statements, remarks } = statementsOfDirectory(directory, { ...making, published });
  const register = await writeStatements(
    tx,
    statements.filter((it) => !later.has(it.code)),
  );
  return {
    layout: 'school_directory',
    label: extractedOn,
    counts: {
      schools: entries.length,
      authorities: new Set(entries.map((it) => it.authorityCode)).size,
      students: null,
    },
    register: { ...register, published: written },
    isRepeated: written === 0 && register.written === 0,
    differences: [],
    remarks: [
      ...directory.remarks,
      ...remarks,
      ...remarkEarlierEdition(earlier, { now: entries, written }),
      ...(await compareNearestYear(tx, directory)),
    ],
  };
}

async function compareNearestYear(tx: Tx, { extractedOn, entries }: Directory): Promise<Remark[]> {
  const year = nearestYear(extractedOn, await store.listPublishedYears(tx));
  return year === null ? [] : compareWithDirectory(await store.listSchoolsOfYear(tx, year), entries);
}
