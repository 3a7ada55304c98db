import type { StudentNumber } from '#kernel/ids.ts';
import { recordAssociations } from '#modules/access/index.ts';
import type { Tx } from '#platform/database/database.ts';
import { errors } from '../errors.ts';
import { insertStudents, takeNumbers, upsertLocalIds } from '../store/students.ts';
import { applyStudentItems, derive } from './apply.ts';
import { claimsOfMade, type Made, make } from './create.ts';
import { claimsOf, registerGuids } from './guids.ts';
import { applyItem } from './items.ts';
import { refreshSearchEntries } from './people.ts';
import { protect } from './protect.ts';
import { all, type BatchState, emptyState, put, writeState } from './state.ts';
import type { IdentityContext, IdentityQuery, ItemFate, StudentItem } from './types.ts';

/** A student as another register knows one: the number, and what the school says. */
export type TakenOver = { studentNumber: StudentNumber; query: IdentityQuery };

/**
 * Takes students over under the numbers that they have: a register that is replaced, an invented province. Nobody is asked who they
 * are; the batch is refused whole when a number or a GUID is taken. Their rows are judged as any others, in memory, and everything is
 * written once. Items about students who are on the register already pass as always. One fate an item: those of the new first.
 */
export async function takeOverStudents(
  tx: Tx,
  { students, items }: { students: readonly TakenOver[]; items: readonly StudentItem[] },
  context: IdentityContext,
): Promise<ItemFate[]> {
  const isNew = new Set(students.map((it) => it.studentNumber));
  const fates = await createWhole(tx, { students, items: items.filter((it) => isNew.has(it.studentNumber)) }, context);
  const others = items.filter((it) => !isNew.has(it.studentNumber));
  return [...fates, ...(await applyStudentItems(tx, others, context))];
}

async function createWhole(
  tx: Tx,
  { students, items }: { students: readonly TakenOver[]; items: readonly StudentItem[] },
  context: IdentityContext,
): Promise<ItemFate[]> {
  if (students.length === 0) return [];
  await takeAll(tx, students, context);
  const made = students.map((it) => make(it.query, it.studentNumber, context));
  const state = beginState(made);
  const fates = items.map((item): ItemFate => {
    const { ref, studentNumber, draft } = item;
    return { ref, studentNumber, objectId: draft.guid, ...applyItem(item, state, context) };
  });
  const numbers = students.map((it) => it.studentNumber);
  await insertStudents(
    tx,
    [...state.students.values()].map((it) => derive(it, state, context)),
  );
  await writeState(tx, state);
  await claimAll(
    tx,
    made,
    items.filter((_, place) => fates[place]?.fate !== 'refused'),
  );
  await registerWithSchools(tx, made, context);
  const restricted = numbers.filter((it) => all(state.restrictions, it).length > 0);
  if (restricted.length > 0) await protect(tx, context.rules, restricted);
  await refreshSearchEntries(tx, numbers, { areNew: true });
  return fates;
}

async function takeAll(tx: Tx, students: readonly TakenOver[], { at }: IdentityContext): Promise<void> {
  const wanted = students.map((it) => ({ number: it.studentNumber, organisation: it.query.organisation }));
  const taken = await takeNumbers(tx, wanted, at);
  if (taken.length < wanted.length) throw errors.number_taken();
}

/** What stands before the rows are applied: the students alone, each with what the school says. Nothing is read. */
function beginState(made: readonly Made[]): BatchState {
  const state = emptyState();
  for (const { student, record, preferred } of made) {
    state.students.set(student.studentNumber, student);
    put(state.records, record);
    if (preferred) put(state.names, preferred);
  }
  return state;
}

/** Registers every GUID under its student; a GUID of somebody else refuses the batch. */
async function claimAll(tx: Tx, made: readonly Made[], items: readonly StudentItem[]): Promise<void> {
  const [lost] = await registerGuids(tx, [...claimsOfMade(made), ...items.flatMap(claimsOf)]);
  if (lost) throw errors.guid_taken({ guid: lost.guid });
}

/** The schools' own ids, and the sight that creating gives. */
async function registerWithSchools(tx: Tx, made: readonly Made[], context: IdentityContext): Promise<void> {
  const rows = made.map(({ query: { organisation, localStudentId }, student: { studentNumber } }) => ({
    organisation,
    localStudentId,
    studentNumber,
  }));
  await upsertLocalIds(tx, rows, context.at);
  const sight = { kind: 'creation' as const, from: context.rules.today, to: null };
  await recordAssociations(
    tx,
    rows.map(({ organisation, studentNumber }) => ({ organisation, studentNumber, ...sight })),
    context.rules,
  );
}
