import type { PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Holding } from '#platform/holdings/holding.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { isDue, type RetentionClass } from '../rules/schedule.ts';
import { listNumbers } from '../store/facts.ts';
import { countKind, destroyedKinds, type HoldsInForce, judgeKind, loadHolds, loadPeople } from './people.ts';

export type DueRecord = {
  studentNumber: StudentNumber;
  recordKind: string;
  dueOn: PlainDate;
  rows: number;
  /** Holds that stop the clock; empty = it may be proposed. */
  heldBy: string[];
};

export type DueQuestion = {
  jurisdiction: Jurisdiction;
  holdings: readonly Holding[];
  today: PlainDate;
  /** All that are destroyed when nothing is said. */
  recordKinds?: readonly string[];
  batch?: number;
};

const batchDefault = 5000;

/** What is due on a day, batch by batch over everybody in order of number. */
export async function* findDue(reader: Reader, question: DueQuestion): AsyncGenerator<DueRecord[]> {
  const { jurisdiction, today, batch = batchDefault } = question;
  const kinds = destroyedKinds(jurisdiction, today).filter(
    (it) => question.recordKinds?.includes(it.recordKind) ?? true,
  );
  const holds = await loadHolds(reader);
  let after = '';
  for (;;) {
    const numbers = await listNumbers(reader, { after, limit: batch });
    if (numbers.length === 0) return;
    after = numbers.at(-1) ?? '';
    yield await dueOf(reader, question, { kinds, holds, numbers });
  }
}

/** Of some numbers, what is due on the day. */
export async function dueOf(
  reader: Reader,
  question: DueQuestion,
  {
    kinds,
    holds,
    numbers,
  }: { kinds: readonly RetentionClass[]; holds: HoldsInForce; numbers: readonly StudentNumber[] },
): Promise<DueRecord[]> {
  const { jurisdiction, holdings, today } = question;
  const known = await loadPeople(reader, numbers, { jurisdiction, today });
  const due: DueRecord[] = [];
  for (const retention of kinds) {
    const judged = await judgeKind(reader, { jurisdiction, holdings, retention, people: known, holds, today });
    const found = numbers.flatMap((studentNumber): DueRecord[] => {
      const it = judged.get(studentNumber);
      if (!it || it.date.on === null || !isDue(it.date, today)) return [];
      const { recordKind } = retention;
      return [
        { studentNumber, recordKind, dueOn: it.date.on, rows: it.rows, heldBy: it.holds.map((hold) => hold.holdId) },
      ];
    });
    due.push(...(await withoutDependents(reader, question, found)));
  }
  return due;
}

/** Who a student is goes last: while anything else of theirs is kept that can go at all, it stays. */
async function withoutDependents(
  reader: Reader,
  { holdings }: DueQuestion,
  due: readonly DueRecord[],
): Promise<DueRecord[]> {
  const identity = due.filter((it) => it.recordKind === 'identity');
  if (identity.length === 0) return [...due];
  const others = holdings
    .filter((it) => it.onDisposal === 'delete' && it.recordKind !== 'identity')
    .map((it) => it.recordKind);
  const busy = new Set<string>();
  for (const recordKind of new Set(others))
    for (const number of (
      await countKind(reader, holdings, { recordKind, numbers: identity.map((it) => it.studentNumber) })
    ).keys())
      busy.add(number);
  return due.filter((it) => it.recordKind !== 'identity' || !busy.has(it.studentNumber));
}
