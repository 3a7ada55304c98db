import type { SchoolYear } from '#kernel/dates.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import { type Act, perform, todayOf } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import type { Db, Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { CountDay as CountDayShown, FreezeCount } from '../contract.ts';
import { errors } from '../errors.ts';
import { type CountDay, type CountDayRule, countDaysOf, isFrozenByItself } from '../rules/days.ts';
import * as store from '../store.ts';

type Parameters = Pick<RuleContext, 'parameter'>;

/** The count days of a school year, as the jurisdiction sets them. */
export function countDays(context: Parameters, schoolYear: SchoolYear): CountDay[] {
  return countDaysOf(context.parameter<CountDayRule[]>('enrolment.count_days'), schoolYear);
}

/** One of them; throws count.kind_unknown. */
export function getCountDay(context: Parameters, { kind, schoolYear }: FreezeCount): CountDay {
  const found = countDays(context, schoolYear).find((it) => it.kind === kind);
  if (!found) throw errors.kind_unknown({ kind });
  return found;
}

/** The count days of a school year with what became of them. */
export async function listCountDays(
  reader: Reader,
  context: RuleContext,
  schoolYear: SchoolYear,
): Promise<CountDayShown[]> {
  const frozen = new Map((await store.listFrozen(reader, schoolYear)).map((it) => [it.kind, it]));
  return countDays(context, schoolYear).map((day) => {
    const one = frozen.get(day.kind);
    if (!one) {
      const state = context.today > day.day ? 'open' : 'coming';
      return { ...day, state, countId: null, frozenAt: null, frozenBy: null };
    }
    const { countId, frozenAt, frozenBy } = one;
    return { ...day, day: one.day, state: 'frozen', countId, frozenAt: frozenAt.toISOString(), frozenBy };
  });
}

/** Freezes a count as it is known now. Throws when its day is not past, or when it is frozen already: a frozen count never changes. */
export async function freezeCount(
  tx: Tx,
  act: Act,
  { wanted, context }: { wanted: FreezeCount; context: Parameters },
): Promise<string> {
  const { kind, schoolYear, day } = getCountDay(context, wanted);
  if (act.today <= day) throw errors.not_yet({ day });
  const countId = newId();
  const schools = await store.freezeStudents(tx, act, { countId, kind, day, schoolYear });
  if (schools === null) throw errors.frozen_already();
  const organisations = await findOrganisations(tx, schools);
  const placed = schools.map((code) => ({ code, authorityCode: organisations.get(code)?.authorityCode ?? null }));
  await store.freezeFigures(tx, countId, placed);
  return countId;
}

/** Daily: freezes the counts whose day has just passed. Which day it is stays with the jurisdiction; an old one that nobody froze is left to a person. */
export async function freezeDueCounts(
  { db, jurisdiction }: { db: Db; jurisdiction: Jurisdiction },
  at: Date,
): Promise<string[]> {
  const context = jurisdiction.ruleContext(todayOf(at));
  const days = context.parameter<number>('enrolment.count_freeze_days');
  const due = (await listCountDays(db, context, context.currentSchoolYear)).filter(
    (it) => it.state === 'open' && isFrozenByItself(it.day, { today: context.today, days }),
  );
  const frozen: string[] = [];
  for (const wanted of due) {
    const act = { kind: 'enrolment.freeze-count', actor: systemActor('count days'), at };
    frozen.push(await perform(db, act, (tx, begun) => freezeCount(tx, begun, { wanted, context })));
  }
  return frozen;
}
