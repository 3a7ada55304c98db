import type { StudentNumber } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { errors } from '../errors.ts';
import { deriveCurrent, derivePreferred } from '../rules/derive.ts';
import type { KeptStudent } from '../rules/kept.ts';
import { changedFields } from '../rules/statement.ts';
import { findGuidOwners, findLocalIds, updateStudents, upsertLocalIds } from '../store/students.ts';
import { askersIn } from './askers.ts';
import { claimsOf, keyOfClaim, kindOf, registerGuids } from './guids.ts';
import { applyItem } from './items.ts';
import { rejectForeignGuid } from './judge.ts';
import { findNamesakes } from './namesakes.ts';
import { refreshEntriesOf, refreshSearchEntries } from './people.ts';
import { protect } from './protect.ts';
import { all, type BatchState, emptyState, holds, lockInto, touchedBy, writeState, writtenOf } from './state.ts';
import type { IdentityContext, ItemFate, StudentItem } from './types.ts';

// Documents before statements: what a school says without one is judged against the proofs of the same file.
const order: Record<StudentItem['file'], number> = {
  identification: 0,
  students: 1,
  names: 2,
  addresses: 2,
  phones: 2,
  guardians: 2,
  restrictions: 2,
  guardian_limits: 3,
  // A status may depend on a guardian of the same file.
  citizenships: 3,
};

/**
 * Applies rows about students whose numbers are known, in the caller's act: one fate an item, in their order. A few statements for the
 * batch; refused items leave no trace; what is as before is not written. Everything that changes a student makes one new version.
 */
export async function applyStudentItems(
  tx: Tx,
  items: readonly StudentItem[],
  context: IdentityContext,
): Promise<ItemFate[]> {
  if (items.length === 0) return [];
  const numbers = [...new Set(items.map((it) => it.studentNumber))].sort();
  const state = context.people ?? emptyState();
  await lockInto(tx, state, numbers, context.people ? null : new Set(items.map((it) => kindOf[it.file])));
  state.askers = await askersIn(tx, items);
  state.namesakes = await findNamesakes(tx, items, state.students);
  const before = numbers.flatMap((number) => state.students.get(number) ?? []);
  const { owners, foreign } = await judgeClaims(tx, items, state);
  const fates = new Map<StudentItem, ItemFate>();
  for (const item of [...items].sort((a, b) => order[a.file] - order[b.file]))
    fates.set(item, settle(item, state, { foreign, context }));
  const accepted = items.filter((item) => fates.get(item)?.fate !== 'refused');
  await claimAccepted(tx, accepted, owners);
  const mapped = await mapLocalIds(tx, accepted, context.at);
  for (const item of mapped) promote(fates.get(item));
  const [touched, restricted] = [touchedBy(state), writtenOf(state.restrictions)];
  await writeState(tx, state);
  const isMapped = new Set(mapped.map((it) => it.studentNumber));
  await writeStudents(tx, state, { before, touched, mapped: isMapped, restricted, context });
  return items.map((item) => fates.get(item)).filter((fate) => fate !== undefined);
}

/** A new id of the school is a change of the student, even when every fact is as before. */
function promote(fate: ItemFate | undefined): void {
  if (fate?.fate === 'unchanged') fate.fate = 'changed';
}

function settle(
  item: StudentItem,
  state: BatchState,
  { foreign, context }: { foreign: ReadonlySet<StudentItem>; context: IdentityContext },
): ItemFate {
  const { ref, studentNumber, draft } = item;
  const isForeign = foreign.has(item);
  const { fate, fired } = isForeign
    ? { fate: 'refused' as const, fired: rejectForeignGuid(draft.guid, context.rules) }
    : applyItem(item, state, context);
  return { ref, studentNumber, fate, objectId: draft.guid, fired };
}

/**
 * Who has each GUID of a batch before it, and which items come too late: with GUIDs of others, before the batch or earlier in it. The
 * owner of what the student holds already needs no asking.
 */
async function judgeClaims(
  tx: Tx,
  items: readonly StudentItem[],
  state: BatchState,
): Promise<{ owners: Map<string, StudentNumber>; foreign: Set<StudentItem> }> {
  const claimed = items.flatMap(claimsOf);
  const held = new Set(claimed.filter((claim) => holds(state, claim)));
  const asked = claimed.filter((claim) => !held.has(claim));
  const owners = await findGuidOwners(tx, asked);
  for (const claim of held) owners.set(keyOfClaim(claim), claim.studentNumber);
  const first = new Map(owners);
  const foreign = items.filter((item) => {
    const claims = claimsOf(item);
    const isForeign = claims.some((it) => (first.get(keyOfClaim(it)) ?? it.studentNumber) !== it.studentNumber);
    if (!isForeign) for (const claim of claims) first.set(keyOfClaim(claim), claim.studentNumber);
    return isForeign;
  });
  return { owners, foreign: new Set(foreign) };
}

/** Registers the GUIDs of accepted items. Whoever lost a race for one begins anew and is then refused by rule. */
async function claimAccepted(
  tx: Tx,
  items: readonly StudentItem[],
  owners: ReadonlyMap<string, StudentNumber>,
): Promise<void> {
  const claims = items.flatMap(claimsOf).filter((it) => !owners.has(keyOfClaim(it)));
  const [lost] = await registerGuids(tx, claims);
  if (lost) throw errors.guid_taken({ guid: lost.guid });
}

/** Lets the schools' own ids stand for the students of their rows; answers the items whose id is new or stood for another. */
async function mapLocalIds(tx: Tx, items: readonly StudentItem[], at: Date): Promise<StudentItem[]> {
  const rows = items.flatMap((item) =>
    item.file === 'students'
      ? [{ item, organisation: item.organisation, localStudentId: item.draft.localStudentId }]
      : [],
  );
  const known = await findLocalIds(tx, rows);
  const fresh = rows.filter((it) => known.get(`${it.organisation}|${it.localStudentId}`) !== it.item.studentNumber);
  await upsertLocalIds(
    tx,
    fresh.map((it) => ({
      organisation: it.organisation,
      localStudentId: it.localStudentId,
      studentNumber: it.item.studentNumber,
    })),
    at,
  );
  return fresh.map((it) => it.item);
}

type Writing = {
  /** The students as they stood. */
  before: readonly KeptStudent[];
  /** Those of whom anything was written, those whom a school knows by another id now, and those with other restrictions. */
  touched: ReadonlySet<StudentNumber>;
  mapped: ReadonlySet<StudentNumber>;
  restricted: ReadonlySet<StudentNumber>;
  context: IdentityContext;
};

/** Derives what is current, counts the version, and renews what students are found by. */
async function writeStudents(tx: Tx, state: BatchState, writing: Writing): Promise<void> {
  const { before, touched, mapped, restricted, context } = writing;
  const changed: KeptStudent[] = [];
  for (const old of before) {
    const number = old.studentNumber;
    const after = derive(state.students.get(number) ?? old, state, context);
    if (!touched.has(number) && !mapped.has(number) && changedFields(old, after).length === 0) continue;
    const written = { ...after, version: old.version + 1, recordedAt: context.at.toISOString() };
    changed.push(written);
    state.students.set(number, written);
  }
  await updateStudents(tx, changed);
  const turned = restricted.size > 0 ? await protect(tx, context.rules, [...restricted]) : [];
  for (const number of turned) {
    const student = state.students.get(number);
    if (student) state.students.set(number, { ...student, isRestricted: !student.isRestricted });
  }
  if (context.people) await refreshEntriesOf(tx, state, [...touched]);
  else await refreshSearchEntries(tx, [...touched]);
}

/** The student's row with what follows from records and names; kinds that the batch did not load stay as they are. */
export function derive(student: KeptStudent, state: BatchState, { rules }: IdentityContext): KeptStudent {
  const current = deriveCurrent(all(state.records, student.studentNumber));
  const preferred = derivePreferred(
    all(state.names, student.studentNumber).filter((it) => it.kind === 'preferred'),
    rules.today,
  );
  return {
    ...student,
    ...(current && {
      familyName: current.name.familyName,
      givenName: current.name.givenName,
      middleName: current.name.middleName,
      suffix: current.name.suffix,
      isNameExact: current.name.isNameExact,
      birthDate: current.birth.birthDate,
      gender: current.birth.gender,
      proofQuality: current.name.quality,
      currentRecordId: current.name.recordId,
    }),
    ...(preferred && { preferredFamilyName: preferred.familyName, preferredGivenName: preferred.givenName }),
  };
}
