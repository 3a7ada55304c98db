import { z } from 'zod';
import { type OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { readCursor, toPage } from '#kernel/page.ts';
import { may, sightLevels } from '#modules/access/index.ts';
import { nameStudents } from '#modules/identity/index.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { CountDifference, CountDifferences, DifferencesQuery } from '../contract.ts';
import { errors } from '../errors.ts';
import { type Counted, countReasons, type DifferenceReason, reasonOf } from '../rules/difference.ts';
import { totalOf } from '../rules/figures.ts';
import * as store from '../store.ts';

type Asking = {
  /** Reads as the caller. */
  db: Reader;
  /** Counts with the worker's role; what may be named is judged here. */
  register: Reader;
  actor: Actor;
  count: store.FrozenCount;
  sight: store.Sight;
  query: Pick<DifferencesQuery, 'reason' | 'knownAt' | 'cursor' | 'limit'>;
  now: Date;
};

type Difference = {
  studentNumber: StudentNumber;
  reason: DifferenceReason;
  before: Counted | null;
  after: Counted | null;
};

/**
 * What changed since a count was frozen, as known now or at a moment after the freeze: the sums, and a page of students each with the reason and the
 * act. Who is out of the caller's sight by now, be it that they left or that they are protected since, is told of as one number.
 */
export async function differencesSince(asking: Asking): Promise<CountDifferences> {
  const { db, register, count, sight, query, now } = asking;
  const knownAt = query.knownAt === undefined ? null : new Date(query.knownAt);
  if (knownAt !== null && (knownAt < count.frozenAt || knownAt > now)) throw errors.before_freeze();
  const comparing = { count, sight, day: count.day, schoolYear: count.schoolYear, knownAt };
  const rows = await store.listDifferences(register, comparing);
  const shown = (await inSight(asking, rows)).map(toDifference);
  const after = readCursor(query.cursor, Key)?.[0] ?? '';
  const wanted = shown.filter((it) => (!query.reason || it.reason === query.reason) && it.studentNumber > after);
  const page = toPage(wanted.slice(0, query.limit + 1), query.limit, (it) => [it.studentNumber]);
  return {
    countId: count.countId,
    knownAt: (knownAt ?? now).toISOString(),
    frozen: totalOf(await store.frozenCells(db, count.countId, sight)),
    counted: await store.countAnew(register, comparing),
    outOfSight: rows.length - shown.length,
    byReason: countReasons(shown.map((it) => it.reason)),
    items: await explain(asking, page.items, knownAt ?? now),
    next: page.next,
  };
}

async function inSight({ db, actor, sight }: Asking, rows: store.DifferenceRow[]): Promise<store.DifferenceRow[]> {
  const levels = await sightLevels(
    db,
    actor,
    rows.map((row) => row.student_number),
  );
  return rows.filter((row) => levels.get(row.student_number) === 'full' && (sight.seesRestricted || !row.is_protected));
}

const Key = z.tuple([StudentNumber]);

function toDifference(row: store.DifferenceRow): Difference {
  const before = toCounted(row.before_school, row.before_grade, [row.before_type, row.before_programmes]);
  const after = toCounted(row.after_school, row.after_grade, [row.after_type, row.after_programmes]);
  const reason = reasonOf({
    studentNumber: row.student_number,
    before,
    after,
    isNew: row.is_new,
    isChanged: row.is_changed,
    isDeleted: row.is_deleted,
    hasEndedBefore: row.has_ended_before,
    isKnown: row.is_known,
    isCountedElsewhere: row.is_counted_elsewhere,
  });
  return { studentNumber: row.student_number, reason, before, after };
}

function toCounted(
  schoolCode: OrganisationCode | null,
  grade: string | null,
  [programmingType, grantsProgrammes]: [string | null, string[] | null],
): Counted | null {
  if (schoolCode === null || grade === null || programmingType === null || grantsProgrammes === null) return null;
  return { schoolCode, grade, programmingType, grantsProgrammes };
}

async function explain(
  { db: reader, actor, count }: Asking,
  differences: readonly Difference[],
  until: Date,
): Promise<CountDifference[]> {
  const numbers = differences.map((it) => it.studentNumber);
  const names = await nameStudents(reader, numbers);
  const asked = { count, until, seesLinks: may(actor, 'match.decide') };
  const acts = new Map((await store.listLastActs(reader, numbers, asked)).map((it) => [it.student_number, it]));
  const codes = differences.flatMap((it) => [it.before, it.after].flatMap((one) => one?.schoolCode ?? []));
  const schools = await findOrganisations(reader, [...new Set(codes)]);
  const shown = (it: Counted | null) =>
    it && {
      ...it,
      grantsProgrammes: [...it.grantsProgrammes],
      schoolName: schools.get(it.schoolCode)?.name ?? null,
    };
  return differences.map(({ studentNumber, reason, before, after }) => {
    const act = acts.get(studentNumber);
    return {
      studentNumber,
      name: names.get(studentNumber) ?? null,
      reason,
      before: shown(before),
      after: shown(after),
      act: act ? { kind: act.kind, at: act.at.toISOString(), by: act.by, organisation: act.organisation } : null,
    };
  });
}
