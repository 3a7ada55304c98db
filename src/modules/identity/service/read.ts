import { z } from 'zod';
import type { StudentNumber } from '#kernel/ids.ts';
import { readCursor, toCursor } from '#kernel/page.ts';
import { may, type Permission, scopeOf } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { StudentAct, StudentHeader, StudentHistory, StudentIdentity } from '../contract.ts';
import * as tables from '../store/objects.ts';
import { type ChangeRow, type ChangeSight, listChanges } from '../store/search.ts';
import { type Codes, presentHeader, presentNames, presentRecords } from './present.ts';
import { seeInFull, seeStudent, seeThen } from './see.ts';

export type Asking = {
  actor: Actor;
  number: StudentNumber;
  codes: Codes;
  /** The moment whose knowledge is asked for; null for now. Who may see it is asked today, and it must be the whole. */
  knownAt?: Date | null;
};

/** A student's header: what is current. A number that was linked answers and says which number stands for the person. */
export async function getStudent(
  reader: Reader,
  { actor, number, codes, knownAt = null }: Asking,
): Promise<StudentHeader> {
  if (knownAt === null) return presentHeader(await seeStudent(reader, actor, number), codes);
  return presentHeader(await seeThen(reader, { actor, number, knownAt }), codes);
}

/** The documents with what each proves, and the other names. */
export async function getIdentity(
  reader: Reader,
  { actor, number, codes, knownAt = null }: Asking,
): Promise<StudentIdentity> {
  const { student } = await seeThen(reader, { actor, number, knownAt });
  const records = await tables.listObjects(reader, tables.records, [number], knownAt);
  const names = await tables.listObjects(reader, tables.names, [number], knownAt);
  return {
    studentNumber: number,
    version: student.version,
    records: presentRecords(records, codes),
    names: presentNames(names),
  };
}

const ActKey = z.tuple([z.int()]);

/** The acts that touched a person under any of the numbers, the latest first, with each field before and after. */
export async function getHistory(
  reader: Reader,
  {
    actor,
    number,
    page,
  }: { actor: Actor; number: StudentNumber; page: { cursor?: string | undefined; limit: number } },
): Promise<StudentHistory> {
  const { resolution } = await seeInFull(reader, actor, number);
  const last = readCursor(page.cursor, ActKey)?.[0] ?? null;
  const { numbers } = resolution;
  const sight = await sightOf(reader, actor);
  const rows = await listChanges(reader, { numbers, beforeAct: last, acts: page.limit + 1, sight });
  const acts = [...groupByAct(rows).values()].map((changes) => presentAct(changes, actor, sight));
  const items = acts.slice(0, page.limit);
  const end = items.at(-1);
  return { items, next: acts.length > page.limit && end ? toCursor([end.actId]) : null };
}

function groupByAct(rows: readonly ChangeRow[]): Map<number, ChangeRow[]> {
  const groups = new Map<number, ChangeRow[]>();
  for (const row of rows) groups.set(row.actId, [...(groups.get(row.actId) ?? []), row]);
  return groups;
}

/** Tables whose changes tell more than the student: of protection, or of the other students who were considered. */
const tablesByPermission = {
  'identity.disclosure_restriction': 'restricted.read',
  'identity.accommodation': 'accommodation.read',
  'identity.note': 'note.read',
  'identity.guardian_limit': 'guardian_order.read',
  'identity.match_task': 'match.decide',
  'identity.identity_assertion': 'match.decide',
} as const;
/** Columns of a school's row that are shown to those who reach the school only. */
const columnsOfOwner = ['self_declaration'];
/** Acts whose reason is what a person wrote about the other students who were considered. */
const reasonsByPermission: Readonly<Record<string, Permission>> = { 'identity.decide-match': 'match.decide' };

/** Columns that change with every write and say nothing. */
const silentColumns = ['version', 'recorded_at', 'submitted_at', 'is_restricted'];

async function sightOf(reader: Reader, actor: Actor): Promise<ChangeSight> {
  const without = (things: Readonly<Record<string, Permission>>) =>
    Object.entries(things).flatMap(([thing, permission]) => (may(actor, permission) ? [] : [thing]));
  const scope = await scopeOf(actor, reader);
  return {
    hiddenTables: without(tablesByPermission),
    hiddenColumns: silentColumns,
    columnsOfOwner,
    workOf: scope.everything ? null : scope.organisations,
  };
}

function presentAct(rows: readonly ChangeRow[], actor: Actor, sight: ChangeSight): StudentAct {
  const [first] = rows;
  if (!first) throw new Error('an act without changes');
  const { actId, kind, at, actorName, organisation } = first;
  const needed = reasonsByPermission[kind];
  const reason = needed === undefined || may(actor, needed) ? first.reason : null;
  const changes = rows.map(({ table, operation, key, before, after }) => ({
    table,
    operation,
    key,
    fields: changedColumns(before, after, sight),
  }));
  return {
    actId,
    kind,
    at: at.toISOString(),
    actorName,
    organisation,
    reason,
    changes: changes.filter((it) => it.fields.length > 0),
  };
}

function changedColumns(
  before: ChangeRow['before'],
  after: ChangeRow['after'],
  sight: ChangeSight,
): StudentAct['changes'][number]['fields'] {
  const hidden = [...sight.hiddenColumns, ...(isOwners({ ...before, ...after }, sight) ? [] : sight.columnsOfOwner)];
  const columns = Object.keys({ ...before, ...after }).filter((column) => !hidden.includes(column));
  return columns
    .map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }))
    .filter((it) => JSON.stringify(it.before) !== JSON.stringify(it.after));
}

/** Whether a row belongs to a school within reach. */
function isOwners({ school_code: school }: Record<string, unknown>, { workOf }: ChangeSight): boolean {
  return workOf === null || workOf.some((it) => it === school);
}
