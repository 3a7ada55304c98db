import { createHash } from 'node:crypto';
import { type Act, beginAct } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { ImportReport } from '../contract.ts';
import type { Directory } from '../rules/directory.ts';
import type { PublishedYear } from '../rules/published.ts';
import * as store from '../store/imports.ts';
import { takeDirectory } from './import-directory.ts';
import { takeYear } from './import-year.ts';
import { type PublishedFile, readPublishedFile } from './read-published.ts';
import type { Settled } from './settle.ts';

export type ImportInput = PublishedFile & { rehearse: boolean; actor: Actor };

/** Thrown to roll a rehearsal back; carries its answer out of the transaction. */
class Rehearsed<Result> extends Error {
  readonly result: Result;
  constructor(result: Result) {
    super('rehearsed');
    this.result = result;
  }
}

/**
 * Imports a file as the province published it. Years may come in any order; the same file again changes nothing and says so.
 * A rehearsal answers the same and writes nothing. Imports wait for each other.
 */
export async function importPublishedFile(
  db: Db,
  jurisdiction: Jurisdiction,
  input: ImportInput,
): Promise<ImportReport> {
  const read = await readPublishedFile(input, jurisdiction);
  return inAct(db, input, (tx, act) => takeIn(tx, { read, jurisdiction, input, act }));
}

/** Imports several files after each other and undoes it all: what each would have answered. */
export async function rehearseAll(
  db: Db,
  jurisdiction: Jurisdiction,
  { files, actor }: { files: readonly { file: PublishedFile; read: PublishedYear | Directory }[]; actor: Actor },
): Promise<ImportReport[]> {
  return inAct(db, { fileName: 'check-published', actor, rehearse: true }, async (tx, act) => {
    const reports: ImportReport[] = [];
    for (const { file, read } of files)
      reports.push(await takeIn(tx, { read, jurisdiction, input: { ...file, actor, rehearse: true }, act }));
    return reports;
  });
}

async function inAct<Result>(
  db: Db,
  { fileName, actor, rehearse }: Omit<ImportInput, 'content'>,
  work: (tx: Tx, act: Act) => Promise<Result>,
): Promise<Result> {
  try {
    return await db.transaction().execute(async (tx) => {
      const act = await beginAct(tx, { kind: 'organisations.import', actor, reason: fileName });
      await store.waitForOtherImports(tx);
      const result = await work(tx, act);
      await store.checkConstraints(tx);
      if (rehearse) throw new Rehearsed(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.result as Result; // thrown a few lines above, with just that
    throw error;
  }
}

type Work = { read: PublishedYear | Directory; jurisdiction: Jurisdiction; input: ImportInput; act: Act };

/** The steps of an import inside a transaction that somebody else commits or rolls back. */
async function takeIn(tx: Tx, { read, jurisdiction, input, act }: Work): Promise<ImportReport> {
  const making = { findType: (word: string) => findType(jurisdiction, word), source: input.fileName };
  const settled: Settled =
    'schoolYear' in read ? await takeYear(tx, read, making) : await takeDirectory(tx, read, making);
  const report: ImportReport = {
    importId: newId(),
    fileName: input.fileName,
    rehearsed: input.rehearse,
    importedAt: act.at.toISOString(),
    importedBy: input.actor.name,
    ...settled,
  };
  await store.keepImport(tx, {
    import_id: report.importId,
    file_name: report.fileName,
    sha256: createHash('sha256').update(input.content).digest('hex'),
    layout: report.layout,
    label: report.label,
    report,
    imported_at: act.at,
    imported_by: input.actor.name,
  });
  return report;
}

/** The code of a published word, by its name in the jurisdiction's table or by one of its other spellings. */
function findType(jurisdiction: Jurisdiction, word: string): string | null {
  const wanted = word.toLowerCase();
  const found = jurisdiction.codes('organisation_type').find((value) => {
    const also = (value.data['also'] ?? []) as string[]; // the table's own shape
    return [value.words.en, ...also].some((name) => name.toLowerCase() === wanted);
  });
  return found?.code ?? null;
}
