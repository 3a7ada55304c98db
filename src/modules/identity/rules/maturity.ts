import { ageOn, type PlainDate } from '#kernel/dates.ts';
import type { RuleContext } from '#kernel/rule.ts';

export type Maturity = { on: PlainDate; reason: string };

/**
 * From when on a student counts as mature, and why: the first beginning of a school year on which the age is reached. An earlier diploma
 * would make mature as well; diplomas are not held.
 */
export function maturityOf(birthDate: PlainDate, context: Pick<RuleContext, 'parameter'>): Maturity {
  const age = context.parameter<number>('identity.mature_age');
  const monthDay = context.parameter<string>('identity.mature_from');
  const year = Number(birthDate.slice(0, 4)) + age;
  const first = `${year}-${monthDay}`;
  return { on: ageOn(birthDate, first) >= age ? first : `${year + 1}-${monthDay}`, reason: 'age' };
}
