import type { Reader } from '#platform/database/database.ts';
import { rowSchemas } from '../../layout/contract.ts';
import { problemsOf } from '../../reading/item.ts';
import type { FateRecord, ItemRecord, KeptRemark, Subject } from '../../records.ts';
import { isOneRosterFile, type OneRosterFile } from '../../rules/oneroster/files.ts';
import { type OneRosterRow, refusal, type Said } from '../../rules/oneroster/row.ts';
import { type SettledRow, type StatedRow, translateUser } from '../../rules/oneroster/translate.ts';
import { withStudentRow } from '../../store/items.ts';
import { listStanding } from '../../store/oneroster.ts';
import type { BatchBasis } from '../context.ts';
import { toColumns } from './columns.ts';

/** Rows about users of OneRoster as rows of our own layout; those of our layout as they are. Two queries a batch. */
export async function translateSubjects(
  reader: Reader,
  subjects: readonly Subject[],
  basis: BatchBasis,
): Promise<Subject[]> {
  const { oneRoster, submission } = basis;
  if (oneRoster === null) return [...subjects];
  const ids = subjects.map((it) => it.id);
  const standing = groupBySubject(await listStanding(reader, oneRoster.sources, ids));
  const userLines = await withStudentRow(reader, submission.submissionId, ids, 'users');
  return subjects.map((subject) => {
    const own = [...subject.items, ...(subject.known ?? [])];
    const isThere = own.some((it) => it.file === 'users');
    const refusedAt = isThere ? null : (userLines.get(subject.id) ?? null);
    const rows = gather(subject, standing.get(subject.id) ?? []);
    const translation = translateUser({ userId: subject.id, rows, refusedAt }, oneRoster.settings);
    return toSubject(subject, translation, basis);
  });
}

function groupBySubject(items: readonly ItemRecord[]): Map<string, ItemRecord[]> {
  const groups = new Map<string, ItemRecord[]>();
  for (const item of items) {
    if (item.subject === null) continue;
    const group = groups.get(item.subject);
    if (group) group.push(item);
    else groups.set(item.subject, [item]);
  }
  return groups;
}

/** Each row once: as this submission has it, else as it was stated before. */
function gather({ items, known = [] }: Subject, standing: readonly ItemRecord[]): OneRosterRow[] {
  const rows = new Map<string, OneRosterRow>();
  const put = (item: ItemRecord, ordinal: number | null) => {
    if (!isOneRosterFile(item.file)) return;
    const { file, row, fields } = item;
    const sourcedId = fields['sourcedId'] ?? '';
    // A user who is to be deleted stays a student: the row before goes on saying who it is.
    const isDeletion = file !== 'roles' && fields['status'] === 'tobedeleted';
    const key = `${file} ${sourcedId} ${isDeletion ? 'deleted' : ''}`;
    if (!rows.has(key)) rows.set(key, { file, ordinal, row, sourcedId, cells: fields });
  };
  for (const item of items) put(item, item.ordinal);
  for (const item of known) put(item, null);
  for (const item of standing) put(item, null);
  return [...rows.values()];
}

type Translation = ReturnType<typeof translateUser>;

function toSubject(subject: Subject, translation: Translation, basis: BatchBasis): Subject {
  const itemOf = new Map(subject.items.map((it) => [it.ordinal, it]));
  const { sound, settled } = sift(translation, basis);
  const carriers = new Map<number, readonly ItemRecord[]>();
  const assumed = new Map<number, readonly string[]>();
  const items: ItemRecord[] = [];
  const known: ItemRecord[] = [];
  sound.forEach((stated, place) => {
    const sent = stated.carriers.flatMap((it) => itemOf.get(it.ordinal ?? -1) ?? []);
    const item = toItem(subject, stated, { place, sent });
    if (sent.length === 0) known.push(item);
    else {
      items.push(item);
      carriers.set(item.ordinal, sent);
      assumed.set(
        item.ordinal,
        Object.keys(stated.assumed).filter((column) => !(column in stated.cells)),
      );
    }
  });
  return {
    id: subject.id,
    items,
    known,
    translated: {
      isStudent: translation.isStudent,
      carriers,
      assumed,
      settled: settled.flatMap((it) => toFate(it) ?? []),
    },
  };
}

/** A row of ours stands at the place of the row that states it alone; one that rests on another file's row has a place of its own. */
function toItem(
  { id }: Subject,
  { file, cells, assumed }: StatedRow,
  { place, sent }: { place: number; sent: readonly ItemRecord[] },
): ItemRecord {
  const [first] = sent;
  const isOwnPlace = first !== undefined && (file === 'students' || first.file === 'roles');
  return {
    ordinal: isOwnPlace ? first.ordinal : ownPlace(first?.ordinal ?? 0, place),
    file,
    row: first?.row ?? 0,
    subject: id,
    guid: cells['guid'] ?? null,
    fields: { ...assumed, ...cells },
    problems: null,
    isMended: false,
  };
}

/** Below zero, where no row of a submission stands. */
function ownPlace(ordinal: number, place: number): number {
  return -(ordinal * 1000 + place + 1);
}

/** Rows of ours whose form is sound; what stated the others is refused by the column it stands in. */
function sift(
  { stated, settled }: Translation,
  { oneRoster }: BatchBasis,
): { sound: StatedRow[]; settled: (SettledRow | Refused)[] } {
  const refused: Refused[] = [];
  const sound: StatedRow[] = [];
  for (const row of stated) {
    const problems = problemsOf(rowSchemas[row.file], row.file, { ...row.assumed, ...row.cells });
    if (problems.length === 0) sound.push(row);
    for (const carrier of problems.length > 0 ? row.carriers : []) {
      const remarks = problems.map(
        ({ code, field, params }): KeptRemark => ({ code: `exchange.${code}`, severity: 'rejection', field, params }),
      );
      refused.push({ row: carrier, remarks: toColumns(remarks, row.file, carrier.file, oneRoster?.settings.metadata) });
    }
  }
  const isStudentSound = sound.some((it) => it.file === 'students');
  if (isStudentSound || stated.length === 0) return { sound, settled: [...settled, ...refused] };
  const followers = sound.flatMap(({ carriers }) => carriers);
  const said: Said = refusal('user_refused', null, { row: refused[0]?.row.row ?? 0 });
  return { sound: [], settled: [...settled, ...refused, ...followers.map((row) => ({ row, said: [said] }))] };
}

type Refused = { row: OneRosterRow; remarks: KeptRemark[] };

function toFate(settled: SettledRow | Refused): FateRecord | null {
  const { ordinal, file } = settled.row;
  if (ordinal === null) return null;
  const remarks =
    'remarks' in settled
      ? settled.remarks
      : settled.said.map((it): KeptRemark => ({ ...it, code: `exchange.${it.code}` }));
  const fate = remarks.some((it) => it.severity === 'rejection') ? 'refused' : 'unchanged';
  return {
    ordinal,
    file: file satisfies OneRosterFile,
    fate,
    studentNumber: null,
    isNewNumber: false,
    matchTaskId: null,
    remarks,
  };
}
