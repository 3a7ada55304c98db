import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { createReadLedger, findActorAt, isRegisterOpenTo, plantDecoys, scopeOf } from '#modules/access/index.ts';
import { addressLabel, ownIdsOf, reserveNumbers } from '#modules/identity/index.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import { type Act, perform, todayOf } from '#platform/act.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { Db, Reader, Tx } from '#platform/database/database.ts';
import { bindSight } from '#platform/database/sight.ts';
import type { Services } from '#platform/services.ts';
import { type ColumnName, canHoldDecoys, columns, type DecoyNumbers, decoyCount } from '../rules/catalogue.ts';
import type { EndReason } from '../rules/states.ts';
import { insertMark } from '../store/marks.ts';
import * as store from '../store/requests.ts';
import { type ExportRow, readRows } from '../store/rows.ts';
import { stillReaches } from './decide.ts';
import { inventPeople } from './decoys.ts';
import { makeEncrypted } from './formats.ts';
import { inMarkedOrder, makeMark } from './marks.ts';
import { keepToMinimum } from './minimum.ts';
import { purposeRules, toRowScope } from './scope.ts';

type MakeServices = Pick<Services, 'db' | 'readingPool' | 'jurisdiction'>;

/** What became of an approved export. `not_waiting`: somebody else made or ended it. `paused`: the sealed register is closed to its asker. */
export type MakeEnd = 'made' | 'paused' | 'not_waiting' | 'expired' | EndReason;

const dayMs = 86_400_000;

/**
 * Makes an approved export as whoever asked for it may see it now, not as they could when they asked: the rows are read in their sight, under
 * row-level security. What cannot be made whole is refused whole, and says why; protected students wait while the sealed register is closed to
 * whoever asked. Twice does no harm: an export is made once.
 */
export async function makeExport(services: MakeServices, exportId: string, now = new Date()): Promise<MakeEnd> {
  const { db, jurisdiction } = services;
  const row = await db.transaction().execute((tx) => store.lockRequest(tx, exportId, null));
  if (row?.state !== 'approved') return 'not_waiting';
  if (row.expiresAt <= now) return end(db, row, 'time');
  const asker = await findActorAt(db, row.askedBy, row.organisation);
  if (!asker) return end(db, row, 'asker_gone');
  const today = todayOf(now);
  if (!(await stillReaches(db, asker, { row, today, jurisdiction }))) return end(db, row, 'reach_lost');
  if (!(await seesNow(db, row, now))) return pause(db, row);
  const reader = await readAs(services, { asker, row, today });
  const rows = await gather(reader, row, { asker, today, db, jurisdiction });
  if (rows.length > row.rowLimit) return end(db, row, 'too_many_rows');
  if (rows.length === 0) return end(db, row, 'nobody');
  const made = { asker, rows, now };
  return perform(db, actOf(row), (tx, act) => keep(tx, act, { row, made, services }));
}

/** Whether the asker sees at a moment whom the export holds: protected students only while the sealed register is open to them. */
async function seesNow(reader: Reader, row: store.RequestRow, at: Date): Promise<boolean> {
  return !row.includesProtected || (await isRegisterOpenTo(reader, row.askedBy, at));
}

async function pause(db: Db, row: store.RequestRow): Promise<MakeEnd> {
  return perform(db, actOf(row), async (tx) => {
    const found = await store.lockRequest(tx, row.exportId, null);
    if (found?.state !== 'approved') return 'not_waiting';
    await store.setState(tx, row.exportId, 'paused');
    return 'paused';
  });
}

function actOf(row: store.RequestRow) {
  const actor = systemActor('privacy.make-export', row.organisation);
  return { kind: 'privacy.make-export', actor, reason: row.purposeText, requestId: row.exportId };
}

async function end(db: Db, row: store.RequestRow, reason: EndReason): Promise<MakeEnd> {
  const state = reason === 'time' ? 'expired' : 'refused';
  return perform(db, actOf(row), async (tx, act) => {
    const held = await store.lockRequest(tx, row.exportId, null);
    if (held?.state !== 'approved') return 'not_waiting';
    await store.endRequests(tx, [row.exportId], { state, reason, at: act.at, by: null, note: null });
    return reason === 'time' ? 'expired' : reason;
  });
}

/** The register as the asker sees it. */
async function readAs(
  { readingPool, db }: MakeServices,
  { asker, row, today }: { asker: Actor; row: store.RequestRow; today: string },
): Promise<Reader> {
  const scope = await scopeOf(asker, db);
  return bindSight(readingPool, {
    organisations: scope.everything ? null : scope.organisations,
    seesProtected: row.includesProtected && asker.permissions.has('restricted.read'),
    account: asker.accountId,
    today,
  });
}

/** Columns that decoys are invented from are read whether they were asked for or not; they leave only if they were. */
const namesOf: readonly ColumnName[] = ['family_name', 'given_name', 'birth_date'];

type Gathering = { asker: Actor; today: string; db: Db; jurisdiction: Services['jurisdiction'] };

async function gather(
  reader: Reader,
  row: store.RequestRow,
  { asker, today, db, jurisdiction }: Gathering,
): Promise<ExportRow[]> {
  const scope = await toRowScope(db, asker, row, today);
  const wanted = [...new Set([...row.columns, ...namesOf, 'school_code' as const])];
  const read = await readRows(reader, scope, { columns: wanted, limit: row.rowLimit + 1 });
  const rows = await keepToMinimum(read, { reader: db, actor: asker, jurisdiction });
  return nameSchools(db, row, await numberOwn(db, row, labelAddresses(rows, jurisdiction)));
}

/** The parts of an address, as they were read, become its label. */
function labelAddresses(rows: readonly ExportRow[], codes: Services['jurisdiction']): readonly ExportRow[] {
  return rows.map((it) => {
    const parts = it.cells.mailing_label;
    if (!parts) return it;
    // Written by the query as the label's function takes it.
    const label = addressLabel(JSON.parse(parts) as Parameters<typeof addressLabel>[0], { codes, language: 'en' });
    return { ...it, cells: { ...it.cells, mailing_label: label.join('\n') } };
  });
}

/** The number that the asker's organisation gave to each student itself. */
async function numberOwn(db: Db, row: store.RequestRow, rows: readonly ExportRow[]): Promise<readonly ExportRow[]> {
  if (!row.columns.includes('local_student_id')) return rows;
  const numbers = [...new Set(rows.map((it) => it.studentNumber))] as StudentNumber[]; // read from the register
  const known = await ownIdsOf(db, row.organisation as OrganisationCode, numbers); // the organisation of an actor
  return rows.map((it) => ({
    ...it,
    cells: { ...it.cells, local_student_id: known.get(it.studentNumber as StudentNumber) ?? null },
  }));
}

async function nameSchools(db: Db, row: store.RequestRow, rows: readonly ExportRow[]): Promise<ExportRow[]> {
  if (!row.columns.includes('school_name')) return [...rows];
  const codes = [...new Set(rows.map((it) => it.cells.school_code ?? ''))] as OrganisationCode[]; // codes of the register
  const schools = await findOrganisations(db, codes);
  return rows.map((it) => ({
    ...it,
    cells: { ...it.cells, school_name: schools.get(it.cells.school_code as OrganisationCode)?.name ?? null },
  }));
}

type Keeping = {
  row: store.RequestRow;
  made: { asker: Actor; rows: readonly ExportRow[]; now: Date };
  services: MakeServices;
};

async function keep(tx: Tx, act: Act, { row, made, services }: Keeping): Promise<MakeEnd> {
  const { jurisdiction } = services;
  const held = await store.lockRequest(tx, row.exportId, null);
  if (held?.state !== 'approved') return 'not_waiting';
  if (!(await seesNow(tx, row, act.at))) {
    await store.setState(tx, row.exportId, 'paused');
    return 'paused';
  }
  const mark = makeMark();
  const planted = await plant(tx, act, { row, rows: made.rows, jurisdiction });
  const rows = inMarkedOrder([...made.rows, ...planted], mark.secret);
  const sheet = { columns: row.columns, rows, ...mark, schoolYear: row.schoolYear, jurisdiction };
  const { content, sha256 } = await makeEncrypted(sheet, row);
  await insertMark(tx, { exportId: row.exportId, ...mark });
  await store.keepFile(tx, row.exportId, {
    rowCount: rows.length,
    content,
    sha256,
    madeAt: made.now,
    expiresAt: new Date(made.now.getTime() + jurisdiction.parameter<number>('privacy.export_file_days') * dayMs),
    downloadsMax: jurisdiction.parameter<number>('privacy.export_downloads_max'),
  });
  await note(tx, { row, made, jurisdiction });
  return 'made';
}

/** Every real person in it stands in the ledger of reads, as read by whoever asked: making is the read, fetching an act. */
async function note(
  tx: Tx,
  { row, made, jurisdiction }: { row: store.RequestRow; made: Keeping['made']; jurisdiction: Services['jurisdiction'] },
): Promise<void> {
  const groups = [...new Set(row.columns.map((name) => columns[name].group))];
  const subjects = [...new Set(made.rows.map((it) => it.studentNumber))];
  await createReadLedger({ db: tx, jurisdiction }).append({
    actor: made.asker,
    door: 'export',
    purpose: purposeRules(jurisdiction, row.purpose).readPurpose,
    requestId: row.exportId,
    reads: [{ subjects, groups }],
  });
}

type Planting = { row: store.RequestRow; rows: readonly ExportRow[]; jurisdiction: Services['jurisdiction'] };

/** Invented people among the real ones, where the purpose allows them; their numbers are taken for ever. */
async function plant(tx: Tx, act: Act, { row, rows, jurisdiction }: Planting): Promise<ExportRow[]> {
  if (!purposeRules(jurisdiction, row.purpose).decoys || !canHoldDecoys(row.columns)) return [];
  const people = new Set(rows.map((it) => it.studentNumber)).size;
  const wanted = decoyCount(people, jurisdiction.parameter<DecoyNumbers>('privacy.export_decoys'));
  const count = Math.min(wanted, row.rowLimit - rows.length);
  if (count === 0) return [];
  const context = {
    at: act.at,
    rules: jurisdiction.ruleContext(act.today),
    numberScheme: jurisdiction.numberScheme,
    submissionId: null,
  };
  const numbers: StudentNumber[] = await reserveNumbers(tx, { count, organisation: jurisdiction.ministry, context });
  const named = rows.flatMap((it) => {
    const { family_name: familyName, given_name: givenName, birth_date: birthDate } = it.cells;
    return familyName && givenName && birthDate ? [{ row: it, person: { familyName, givenName, birthDate } }] : [];
  });
  if (named.length === 0) return [];
  const invented = await inventPeople(tx, named, numbers);
  const { exportId, receiverName } = row;
  await plantDecoys(
    tx,
    invented.map((it) => ({ ...it.decoy, exportId, receiverName })),
    act.at,
  );
  return invented.map((it) => it.row);
}
