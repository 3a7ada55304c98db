import type { PlainDate, SchoolYear } from './dates.ts';
import type { Params, Words } from './words.ts';

/** A rejection stops an item before anything is written; the others are findings computed after the write. */
export type Severity = 'rejection' | 'warning' | 'advice';

/** The kinds of thing a rule looks at. A finding belongs to one object of one of these kinds. */
export type RuleObject =
  | 'student'
  | 'identification_record'
  | 'name'
  | 'address'
  | 'phone'
  | 'guardian'
  | 'disclosure_restriction'
  | 'citizenship'
  | 'accommodation'
  | 'note'
  | 'enrolment'
  | 'responsible_school'
  | 'home_education_registration'
  | 'home_education_notification';

/** One value of a code table, in force between two days (both included, null = open). */
export type CodeValue = {
  code: string;
  words: Words;
  from: PlainDate | null;
  to: PlainDate | null;
  data: Record<string, unknown>;
};

/** What a rule may know besides the facts of its object: the day, and the jurisdiction's data. Handed in, never read. */
export type RuleContext = {
  today: PlainDate;
  currentSchoolYear: SchoolYear;
  /** The value of a code on a day, or null when unknown or not in force. */
  code(className: string, code: string, on?: PlainDate): CodeValue | null;
  /** A parameter of the jurisdiction in force on a day; throws when the jurisdiction lacks it, which is a fault of its data. */
  parameter<Value>(name: string, on?: PlainDate): Value;
};

/** What a rule says of one object. `rescanOn` asks to be judged again on that day, whether it fires or not. */
export type Verdict =
  | { fires: false; rescanOn?: PlainDate | null }
  | { fires: true; params?: Params; field?: string; rescanOn?: PlainDate | null };

/** Says that the rule has nothing against the object. */
export const passes: Verdict = { fires: false };

export type Rule<Facts> = {
  /** Ours, stable for ever: three letters of the object, a hyphen and four digits (`ENR-0016`). */
  code: string;
  /** The number by which people know it: `PASI 10016`; null where the rule is our own. */
  reference: string | null;
  severity: Severity;
  object: RuleObject;
  /** First and last school year in which it is judged; null = open. */
  years: { first: SchoolYear | null; last: SchoolYear | null };
  /** The facts it reads, by name, for the catalogue. */
  inputs: readonly (keyof Facts & string)[];
  /** True when the verdict depends on other records than the object itself. */
  crossRecord: boolean;
  /** True when the verdict can change by the passing of time alone. */
  dateDependent: boolean;
  title: Words;
  /** With `{param}` places that the verdict fills. */
  message: Words;
  mend: Words;
  source: string;
  /** The field a person should look at first. */
  field: string;
  judge(facts: Facts, context: RuleContext): Verdict;
  /** A case that passes and one that fires, shown in the rule book and run by the tests. */
  example: { passes: Facts; fires: Facts; context?: Partial<Pick<RuleContext, 'today' | 'currentSchoolYear'>> };
};

/** Declares a rule; exists so that the facts' type is inferred and every part is demanded. */
export function defineRule<Facts>(rule: Rule<Facts>): Rule<Facts> {
  return rule;
}

/** What a fired rule leaves: enough to show, to group and to tell whether it is the same finding as before. */
export type Fired = {
  code: string;
  reference: string | null;
  severity: Severity;
  object: RuleObject;
  field: string;
  params: Params;
};

/** Judges one object by a list of rules, in the list's order; rules outside their years keep silent. */
export function judgeAll<Facts>(
  rules: readonly Rule<Facts>[],
  facts: Facts,
  context: RuleContext,
  schoolYear: SchoolYear | null,
): { fired: Fired[]; rescanOn: PlainDate | null } {
  const fired: Fired[] = [];
  let rescanOn: PlainDate | null = null;
  for (const rule of rules) {
    if (!isInForce(rule.years, schoolYear ?? context.currentSchoolYear)) continue;
    const verdict = rule.judge(facts, context);
    if (verdict.rescanOn && verdict.rescanOn > context.today && (!rescanOn || verdict.rescanOn < rescanOn))
      rescanOn = verdict.rescanOn;
    if (!verdict.fires) continue;
    const { code, reference, severity, object, field } = rule;
    fired.push({ code, reference, severity, object, field: verdict.field ?? field, params: verdict.params ?? {} });
  }
  return { fired, rescanOn };
}

function isInForce(years: { first: SchoolYear | null; last: SchoolYear | null }, year: SchoolYear): boolean {
  return (years.first === null || year >= years.first) && (years.last === null || year <= years.last);
}
