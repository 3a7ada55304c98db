import { Encrypter } from 'age-encryption';
import type { Act } from '#platform/act.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { ExportAsk, ExportChoices, ExportPreview, ExportScope } from '../contract.ts';
import { exportErrors as errors } from '../errors.ts';
import { columns, inOrder, judgeFormat, type PurposeRules, refusedColumns } from '../rules/catalogue.ts';
import { insertRequest } from '../store/requests.ts';
import { countRows } from '../store/rows.ts';
import { presentColumns } from './present.ts';
import { mayIncludeProtected, purposeRules, requirePurpose, rowLimitOf, toRowScope } from './scope.ts';

const dayMs = 86_400_000;

/** What the actor may ask for, for the form. */
export function exportChoices(jurisdiction: Jurisdiction, actor: Actor): ExportChoices {
  const number = (name: string) => jurisdiction.parameter<number>(`privacy.${name}`);
  return {
    purposes: jurisdiction.codes('export_purpose').map(({ code, words, data }) => {
      const rules = data as unknown as PurposeRules; // the shape that a test reads of every purpose
      return { code, words, groups: [...rules.groups], allowsProtected: mayIncludeProtected(actor, rules) };
    }),
    columns: presentColumns(inOrder(Object.keys(columns))),
    rowLimit: rowLimitOf(jurisdiction, actor),
    requestDays: number('export_request_days'),
    fileDays: number('export_file_days'),
    downloadsMax: number('export_downloads_max'),
  };
}

/** How many people and rows a scope holds in the actor's sight; `reader` reads as the actor. Nobody is named. */
export async function previewExport(
  reader: Reader,
  { actor, scope, jurisdiction, now }: { actor: Actor; scope: ExportScope; jurisdiction: Jurisdiction; now: Date },
): Promise<ExportPreview> {
  const purpose = purposeRules(jurisdiction, scope.purpose);
  if (scope.includesProtected && !mayIncludeProtected(actor, purpose)) throw errors.export_protected_refused();
  const counted = await countRows(reader, await toRowScope(reader, actor, scope, todayOf(now)));
  const wanted = inOrder(scope.columns);
  return {
    ...counted,
    rowLimit: rowLimitOf(jurisdiction, actor),
    columns: presentColumns(wanted),
    refusedColumns: refusedColumns(wanted, purpose),
  };
}

/** Everything that can be refused before two people are asked to look; `reader` reads as the actor. Answers how many people are in scope. */
export async function judgeAsk(
  reader: Reader,
  { actor, ask, jurisdiction, now }: { actor: Actor; ask: ExportAsk; jurisdiction: Jurisdiction; now: Date },
): Promise<number> {
  requirePurpose(actor, { ...ask, columns: inOrder(ask.columns) }, purposeRules(jurisdiction, ask.purpose));
  requirePlaces(ask);
  await requireKey(ask.receiverKey);
  const { people, rows } = await countRows(reader, await toRowScope(reader, actor, ask, todayOf(now)));
  const limit = rowLimitOf(jurisdiction, actor);
  if (rows > limit) throw errors.export_too_large({ rows, limit });
  if (rows === 0) throw errors.export_empty();
  return people;
}

/** Records what was judged. */
export async function askForExport(
  tx: Tx,
  act: Act,
  { ask, people, jurisdiction }: { ask: ExportAsk; people: number; jurisdiction: Jurisdiction },
): Promise<string> {
  const { actor, at } = act;
  if (actor.accountId === null) throw errors.export_not_yours();
  const days = jurisdiction.parameter<number>('privacy.export_request_days');
  const exportId = newId();
  await insertRequest(tx, {
    exportId,
    organisation: actor.organisation,
    askedBy: actor.accountId,
    askedByName: actor.name,
    askedAt: at,
    purpose: ask.purpose,
    purposeText: ask.purposeText,
    organisations: [...new Set(ask.organisations)].sort(),
    schoolYear: ask.schoolYear,
    grades: [...new Set(ask.grades)],
    status: ask.status,
    includesProtected: ask.includesProtected,
    columns: inOrder(ask.columns),
    format: ask.format,
    receiverName: ask.receiverName,
    receiverKey: ask.receiverKey,
    rowLimit: rowLimitOf(jurisdiction, actor),
    peopleCounted: people,
    state: 'asked',
    expiresAt: new Date(at.getTime() + days * dayMs),
  });
  return exportId;
}

function requirePlaces({ columns: asked, format }: ExportAsk): void {
  const { missing, homeless } = judgeFormat(inOrder(asked), format);
  if (missing.length > 0) throw errors.export_columns_missing({ columns: missing });
  if (homeless.length > 0) throw errors.export_columns_homeless({ columns: homeless });
}

/** Only keys of one person or machine (X25519): a passphrase or a plug-in is none. The library checks the sum that tells a changed letter. */
async function requireKey(key: string): Promise<void> {
  if (!/^age1[0-9a-z]{58}$/.test(key)) throw errors.export_key_invalid();
  try {
    const encrypter = new Encrypter();
    encrypter.addRecipient(key);
    await encrypter.encrypt('');
  } catch {
    throw errors.export_key_invalid(); // the library throws plain errors: all of them mean that nothing can be encrypted to this key
  }
}
