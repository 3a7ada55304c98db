import { addDays, addMonths, type PlainDate } from '#kernel/dates.ts';
import type { RuleContext } from '#kernel/rule.ts';

// Until when a guardian has rights: by a stated day, by the student's age, and by restrictions that end or continue them.

type Restriction = { kind: string; effectiveOn: PlainDate; expiresOn: PlainDate | null; isActive: boolean };
type Facts = { birthDate: PlainDate; expiresOn: PlainDate | null; restrictions: readonly Restriction[] };

/** Why rights end: as stated, because the student is of age, or because the student is independent. */
export type Rights = {
  isInForce: boolean;
  endsOn: PlainDate | null;
  because: 'stated' | 'age' | 'independent' | null;
};

/** The last day that rights can have by age: the day before majority, or the last day of the restriction that continues them (null = open). */
export function latestEnd(
  { birthDate, restrictions }: Omit<Facts, 'expiresOn'>,
  context: GuardianCodes,
): PlainDate | null {
  const majority = addMonths(birthDate, 12 * context.parameter<number>('identity.age_of_majority'));
  const continuing = restrictions.filter((it) => it.isActive && effectOf(it, context) === 'continue');
  if (continuing.some((it) => it.expiresOn === null)) return null;
  const ends = continuing.map((it) => it.expiresOn ?? '');
  return [addDays(majority, -1), ...ends].sort().at(-1) ?? null;
}

type GuardianCodes = Pick<RuleContext, 'code' | 'parameter'>;

function effectOf({ kind }: Restriction, context: GuardianCodes): unknown {
  return context.code('disclosure_restriction', kind)?.data['guardians'];
}

/** The rights of a guardian on a day: the earliest of all ends holds. */
export function rightsOn(day: PlainDate, facts: Facts, context: GuardianCodes): Rights {
  const independent = facts.restrictions
    .filter((it) => it.isActive && effectOf(it, context) === 'end' && (it.expiresOn === null || it.expiresOn >= day))
    .map((it) => addDays(it.effectiveOn, -1));
  const ends = [
    ...(facts.expiresOn === null ? [] : [{ on: facts.expiresOn, because: 'stated' as const }]),
    ...independent.map((on) => ({ on, because: 'independent' as const })),
    ...[latestEnd(facts, context)].flatMap((on) => (on === null ? [] : [{ on, because: 'age' as const }])),
  ];
  const [first] = ends.sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
  return { isInForce: !first || day <= first.on, endsOn: first?.on ?? null, because: first?.because ?? null };
}
