import type { StagedFile } from '../../reading/item.ts';
import type { FateRecord, ItemRecord, KeptRemark, Subject } from '../../records.ts';
import { extensionPrefix, readAs } from '../../rules/oneroster/files.ts';
import type { OneRosterMetadata } from '../../rules/oneroster/settings.ts';

// What the register says of our rows, said of the rows of OneRoster that state them.

/** The column of a OneRoster file in which a field of our layout stands, or null. */
function columnIn(
  file: StagedFile,
  { of, field }: { of: string; field: string },
  metadata: OneRosterMetadata | undefined,
): string | null {
  if (file !== 'users' && file !== 'demographics' && file !== 'roles') return null;
  const read = Object.entries(readAs[file] ?? {}).find(([, target]) => target === `${of}.${field}`)?.[0];
  if (read !== undefined) return read;
  const extension = file === 'demographics' ? {} : (metadata?.[file] ?? {});
  const name = Object.entries(extension).find(([, column]) => column === field)?.[0];
  return name === undefined ? null : `${extensionPrefix}${name}`;
}

/** Remarks on a row of ours as remarks on a row that states it: at its own column, or at none. */
export function toColumns(
  remarks: readonly KeptRemark[],
  of: string,
  file: StagedFile,
  metadata: OneRosterMetadata | undefined,
): KeptRemark[] {
  return remarks.map((remark) => ({
    ...remark,
    ...(remark.code === 'exchange.student_refused' && { code: 'exchange.user_refused' }),
    field: remark.field === null ? null : columnIn(file, { of, field: remark.field }, metadata),
  }));
}

const weight: Record<FateRecord['fate'], number> = { unchanged: 0, changed: 1, added: 2, refused: 3, held: 4 };

/**
 * The fates of translated rows as fates of the rows that were sent. A row that states several of ours has the weightiest of their fates and
 * the remarks of all; of two rows that state one of ours, the first carries its warnings.
 */
export function carryBack(
  fates: readonly FateRecord[],
  subjects: readonly Subject[],
  metadata: OneRosterMetadata | undefined,
): FateRecord[] {
  const carriersOf = new Map(subjects.flatMap((it) => [...(it.translated?.carriers ?? [])]));
  const carried = new Map<number, FateRecord>();
  const plain: FateRecord[] = [];
  for (const fate of fates) {
    const carriers = carriersOf.get(fate.ordinal);
    if (!carriers) plain.push(fate);
    for (const [place, item] of (carriers ?? []).entries())
      carry(carried, fate, { item, isFirst: place === 0, metadata });
  }
  return [...plain, ...carried.values()];
}

type Carrying = { item: ItemRecord; isFirst: boolean; metadata: OneRosterMetadata | undefined };

function carry(carried: Map<number, FateRecord>, fate: FateRecord, { item, isFirst, metadata }: Carrying): void {
  const said = fate.remarks.filter((it) => isFirst || it.severity === 'rejection' || it.severity === 'note');
  const remarks = toColumns(said, fate.file, item.file, metadata);
  const before = carried.get(item.ordinal);
  const own = { ...fate, ordinal: item.ordinal, file: item.file, remarks };
  if (!before) {
    carried.set(item.ordinal, own);
    return;
  }
  const main = weight[own.fate] > weight[before.fate] ? own : before;
  carried.set(item.ordinal, {
    ...main,
    isNewNumber: own.isNewNumber || before.isNewNumber,
    remarks: [...before.remarks, ...remarks],
  });
}
