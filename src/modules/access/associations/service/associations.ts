import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { listSchoolsOf } from '#modules/organisations/index.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import {
  type Association,
  type AssociationGround,
  type AssociationTerms,
  endCreation,
  endDeleted,
  joinGrounds,
} from '../rules/grounds.ts';
import * as store from '../store/associations.ts';
import { markProtected, type PersonNumber, refreshLinked, replacePersons } from '../store/persons.ts';
import { type EnrollingAct, followMoves } from './follow-moves.ts';

/** What the associations take from the jurisdiction; a RuleContext and a Jurisdiction both offer it. */
type Parameters = Pick<RuleContext, 'parameter'>;

/**
 * Records grounds of sight as they come: the creation of numbers, exam registrations, who keeps the student record. For one student,
 * organisation and kind the list states the whole.
 */
export async function recordAssociations(
  tx: Tx,
  grounds: readonly AssociationGround[],
  context: Parameters,
): Promise<void> {
  await store.upsertAssociations(tx, joinGrounds(grounds, termsOf(context, new Set())));
  // A number that was issued just now is linked to none.
  const older = grounds.filter((it) => it.kind !== 'creation').map((it) => it.studentNumber);
  if (older.length > 0) await refreshLinked(tx, older);
}

/**
 * What is known of some students, locked: ask for it before reading the enrolments that `replaceEnrolmentAssociations` gets, so that
 * two who enrol one student at the same second see each other.
 */
export function lockAssociations(tx: Tx, numbers: readonly StudentNumber[]): Promise<Association[]> {
  return store.lockAssociations(tx, numbers);
}

/**
 * Puts the enrolments of some students in place of those known before: `rows` are all their live enrolments (`to` = the exit,
 * derived where none was stated; deleted enrolments give no sight and are left out). Sight by creation ends with the first enrolment.
 */
export async function replaceEnrolmentAssociations(
  tx: Tx,
  {
    known,
    rows,
    context,
    act,
  }: {
    /** Of `lockAssociations`, for the same students. */
    known: readonly Association[];
    rows: readonly Omit<AssociationGround, 'kind'>[];
    context: Parameters;
    /** Under which the enrolments were stated: of a school new to a student it opens a move, of the ministry it opens none. */
    act: EnrollingAct;
  },
): Promise<void> {
  const terms = termsOf(context, await highlyLimited(tx));
  const stated = joinGrounds(
    rows.map((row) => ({ ...row, kind: 'enrolment' as const })),
    terms,
  );
  const wanted = await followMoves(tx, { known, wanted: stated, context, act });
  const byStudent = groupBy(wanted, (it) => it.studentNumber);
  const supported = new Set(wanted.map(keyOf));
  const ended = known.filter((it) => it.kind === 'enrolment' && !supported.has(keyOf(it))).map(endDeleted);
  const creations = known
    .filter((it) => it.kind === 'creation')
    .map((it) => endCreation(it, byStudent.get(it.studentNumber) ?? [], terms.creation));
  const before = new Map(known.map((it) => [keyOf(it), JSON.stringify(it)]));
  const changed = [...wanted, ...ended, ...creations].filter(
    (it) => before.get(keyOf(it)) !== JSON.stringify(inOrder(it)),
  );
  if (changed.length === 0) return;
  await store.upsertAssociations(
    tx,
    changed.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  );
  await refreshLinked(tx, [...new Set(changed.map((it) => it.studentNumber))]);
}

/** Lets associations go for which there never was a ground. */
export async function forgetAssociations(
  tx: Tx,
  associations: readonly Pick<Association, 'studentNumber' | 'organisation' | 'kind'>[],
): Promise<void> {
  if (associations.length === 0) return;
  await store.deleteAssociations(tx, associations);
  await refreshLinked(tx, [...new Set(associations.map((it) => it.studentNumber))]);
}

/** Lets every association go with numbers that are used no longer. */
export async function forgetNumbers(tx: Tx, numbers: readonly StudentNumber[]): Promise<void> {
  await forgetAssociations(tx, await store.lockAssociations(tx, numbers));
}

/**
 * Follows what identity says of some numbers: which are one person (numbers that are not in `persons` stand alone). An association with
 * one number of a person gives sight of all, row by row.
 */
export async function followLinks(
  tx: Tx,
  input: { numbers: readonly StudentNumber[]; persons: readonly PersonNumber[] },
): Promise<void> {
  await replacePersons(tx, input);
  await refreshLinked(tx, input.numbers);
}

/** Follows what identity says of protection, in the transaction in which it turned. */
export async function followProtection(
  tx: Tx,
  turned: readonly { studentNumber: StudentNumber; isRestricted: boolean }[],
): Promise<void> {
  await markProtected(tx, turned);
}

async function highlyLimited(reader: Reader): Promise<ReadonlySet<OrganisationCode>> {
  const codes = await store.listHighlyLimited(reader);
  if (codes.length === 0) return new Set();
  return new Set([...codes, ...(await listSchoolsOf(reader, codes))]);
}

function termsOf(context: Parameters, limited: ReadonlySet<OrganisationCode>): AssociationTerms {
  return {
    creation: context.parameter<number>('access.creation_association_months'),
    last: context.parameter<number>('access.last_association_months'),
    recent: context.parameter<number>('access.recent_association_months'),
    highlyLimited: limited,
  };
}

function keyOf({ studentNumber, organisation, kind }: Association): string {
  return `${studentNumber} ${organisation} ${kind}`;
}

/** The fields in the order in which the store reads them, to be compared as text. */
function inOrder(it: Association): Association {
  const { studentNumber, organisation, kind, startsOn, exitOn, lastUntil, endsOn, minimumUntil } = it;
  return { studentNumber, organisation, kind, startsOn, exitOn, lastUntil, endsOn, minimumUntil };
}

export function groupBy<Item, Key>(items: readonly Item[], keyOfItem: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
