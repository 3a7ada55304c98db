import type { RuleContext } from '#kernel/rule.ts';

/** Sets of grants programme codes. */
type GrantsGroup =
  | 'additional_language'
  | 'agreement'
  | 'bilingual'
  | 'collegiate'
  | 'designated_school'
  | 'distance'
  | 'francophone'
  | 'french_hours'
  | 'french_immersion'
  | 'french_second_language'
  | 'home_education'
  | 'home_or_distance'
  | 'home_or_outreach'
  | 'language_culture'
  | 'language_support'
  | 'outreach'
  | 'percentage'
  | 'placed_by_board'
  | 'refugee'
  | 'resident_board_allowed'
  | 'resident_board_needed'
  | 'special_education'
  | 'special_education_excludes';

/** Sets of enrolment type codes. */
type TypeGroup =
  | 'displaced'
  | 'foreign_student'
  | 'independent'
  | 'independent_excludes'
  | 'resident_board_unneeded'
  | 'step_child'
  | 'step_child_excludes'
  | 'step_child_of_worker'
  | 'study_permit_needed'
  | 'tuition_agreement';

/** Sets of other codes: exceptions, offerings, kinds of schools and authorities, disclosure restrictions, citizenship statuses. */
type OtherGroup =
  | 'band_operated_authority'
  | 'collegiate_school'
  | 'distance_school'
  | 'early_childhood_grade'
  | 'exception_combinable'
  | 'exception_designated'
  | 'francophone_authority'
  | 'independence_restriction'
  | 'offering_bilingual'
  | 'offering_french_second_language'
  | 'offering_outreach'
  | 'public_or_separate_authority'
  | 'senior_high_grade'
  | 'temporary_resident'
  | 'ungraded';

export type Group = GrantsGroup | TypeGroup | OtherGroup;

/**
 * The codes of a set that rules speak of. Which codes belong to it is the jurisdiction's business: the parameter
 * `enrolment.group.<name>` lists them, with its source.
 */
export function group(context: RuleContext, name: Group): readonly string[] {
  return context.parameter<readonly string[]>(`enrolment.group.${name}`);
}

/** Those of the codes that belong to the set, each once. */
export function codesIn(context: RuleContext, name: Group, codes: readonly string[]): string[] {
  if (codes.length === 0) return []; // most enrolments carry no codes at all
  const members = group(context, name);
  return [...new Set(codes.filter((code) => members.includes(code)))];
}

/** Whether any of the codes belongs to the set. */
export function holdsAny(context: RuleContext, name: Group, codes: readonly string[]): boolean {
  if (codes.length === 0) return false;
  const members = group(context, name);
  return codes.some((code) => members.includes(code));
}

/** Whether a single code, which may be missing, belongs to the set. */
export function isIn(context: RuleContext, name: Group, code: string | null | undefined): boolean {
  return code !== null && code !== undefined && group(context, name).includes(code);
}
