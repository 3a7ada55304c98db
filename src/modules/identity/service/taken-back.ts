import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { replaceSearchEntries } from '../store/people.ts';
import { lockStudents, updateStudents } from '../store/students.ts';
import { type Claimed, deleteAllClaims, deleteClaims, deleteTasks, listTies } from '../store/taken-back.ts';
import { derive } from './apply.ts';
import { refreshSearchEntries } from './people.ts';
import { emptyState, lockInto } from './state.ts';
import type { IdentityContext } from './types.ts';

// What follows for students when rows about them are put back as they were before.

/** Locks students until the transaction ends. */
export async function holdNumbers(tx: Tx, numbers: readonly StudentNumber[]): Promise<void> {
  await lockStudents(tx, [...numbers].sort());
}

/** What ties some numbers to other numbers, by number: a link, or a task in which a person is to choose. */
export async function tiesOf(
  reader: Reader,
  asked: { numbers: readonly StudentNumber[]; exceptSubmission: string },
): Promise<Map<StudentNumber, 'linked' | 'to_decide'>> {
  if (asked.numbers.length === 0) return new Map();
  return new Map((await listTies(reader, asked)).map(({ number, tie }) => [number, tie]));
}

/**
 * Derives students anew whose rows were put back: what is current, the version, what they are found by; and lets the GUIDs go that were
 * claimed for what is no more.
 */
export async function followPutBack(
  tx: Tx,
  numbers: readonly StudentNumber[],
  { claimed, context }: { claimed: Claimed; context: IdentityContext },
): Promise<void> {
  if (numbers.length === 0) return;
  const state = emptyState();
  await lockInto(tx, state, numbers, new Set(['identification_record', 'name']));
  const recordedAt = context.at.toISOString();
  await updateStudents(
    tx,
    [...state.students.values()].map((student) => ({
      ...derive(student, state, context),
      version: student.version + 1,
      recordedAt,
    })),
  );
  await refreshSearchEntries(tx, numbers);
  await deleteClaims(tx, claimed);
}

/**
 * Lets numbers go that should never have been issued: each keeps its row, is used no longer, and is found by nobody; it is never issued
 * again. The GUIDs that it had are free.
 */
export async function deactivateNumbers(
  tx: Tx,
  numbers: readonly StudentNumber[],
  { at }: Pick<IdentityContext, 'at'>,
): Promise<void> {
  if (numbers.length === 0) return;
  const students = await lockStudents(tx, numbers);
  const recordedAt = at.toISOString();
  await updateStudents(
    tx,
    [...students.values()].map((it) => ({ ...it, status: 'deactivated', version: it.version + 1, recordedAt })),
  );
  await replaceSearchEntries(
    tx,
    numbers.map((studentNumber) => ({ studentNumber, keys: [], tokens: [] })),
    { areNew: false },
  );
  await deleteAllClaims(tx, numbers);
}

/** Lets the tasks go that wait for a decision about a submission alone: nothing of it waits any longer. */
export async function dropTasksOf(tx: Tx, submissionId: string): Promise<void> {
  await deleteTasks(tx, submissionId);
}
