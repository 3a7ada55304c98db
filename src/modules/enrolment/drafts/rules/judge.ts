import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Fired, judgeAll, type Rule, type RuleContext } from '#kernel/rule.ts';
import { judgeBesideHome } from '../../home/rules/beside.ts';
import type { HomeRegistration } from '../../home/rules/facts.ts';
import { judgeBesideResponsible } from '../../responsible/rules/beside.ts';
import type { Transition } from '../../responsible/rules/facts.ts';
import { enrolmentFindingRules, enrolmentRejections } from '../../rules/catalogue.ts';
import type {
  EnrolmentFacts,
  EnrolmentSchool,
  EnrolmentStudent,
  OrganisationFacts,
  SchoolEnrolment,
  Sibling,
} from '../../rules/facts.ts';
import { judgeFindings } from '../../rules/judge.ts';
import { impossibleValue, unknownCode } from '../../rules/validation/submission.ts';

/** What an editor states, and what stood before (null for a new enrolment). */
export type Draft = {
  enrolment: SchoolEnrolment;
  previous: (SchoolEnrolment & { version: number }) | null;
};

/** Everything beside the draft that its rules may know. */
export type DraftGrounds = {
  /** True while the reader sees the minimum: the parts about the student and about other schools are empty, and their rules keep silent. */
  isPartial: boolean;
  organisation: OrganisationCode;
  isMinistry: boolean;
  student: EnrolmentStudent;
  /** The school asked about; null when no school has the code. */
  school: EnrolmentSchool | null;
  /** The authority asked about as resident board. */
  residentBoard: OrganisationFacts | null;
  /** The student's live enrolments, the draft's own among them when it is kept already. */
  enrolments: readonly Sibling[];
  registrations: readonly HomeRegistration[];
  transitions: readonly Transition[];
  /** The school that answers for the student today, as far as one of the jurisdiction does. */
  responsibleSchool: EnrolmentSchool | null;
};

const own = new Set<string>(['enrolment', 'previous', 'submission', 'school', 'residentBoard']);
/** Whether a rule needs what somebody at the minimum does not see. */
const isBeyondMinimum = ({ inputs }: Rule<EnrolmentFacts>) => inputs.some((it) => !own.has(it));

/**
 * What the register would have against a draft: rejections as on saving, and the findings that would follow. The same rules over the same facts
 * as on the server, so that a form says beforehand what the server says afterwards. A draft with codes or values that cannot be has no findings yet.
 */
export function judgeDraft(draft: Draft, grounds: DraftGrounds, context: RuleContext): Fired[] {
  const facts = toFacts(draft, grounds);
  const { schoolYear } = draft.enrolment;
  const refused = judgeAll(within(enrolmentRejections, grounds), facts, context, schoolYear).fired;
  const isSound = !refused.some((it) => it.code === unknownCode.code || it.code === impossibleValue.code);
  return isSound ? [...refused, ...findingsAfter(facts, grounds, context)] : refused;
}

function within(rules: readonly Rule<EnrolmentFacts>[], { isPartial }: DraftGrounds): readonly Rule<EnrolmentFacts>[] {
  return isPartial ? rules.filter((rule) => !isBeyondMinimum(rule)) : rules;
}

function toFacts({ enrolment, previous }: Draft, grounds: DraftGrounds): EnrolmentFacts {
  const { student, school, residentBoard, enrolments, organisation, isMinistry } = grounds;
  return {
    enrolment,
    student,
    school: school?.school.code === enrolment.schoolCode ? school : null,
    residentBoard: residentBoard?.code === enrolment.residentBoard ? residentBoard : null,
    siblings: enrolments.filter((it) => it.enrolmentId !== enrolment.enrolmentId),
    previous,
    submission: {
      organisation,
      isMinistry,
      expectedVersion: previous?.version ?? null,
      isStudentKnown: true,
      isGuidOfAnother: false,
      isRepeated: false,
    },
  };
}

/** What a later look at the kept enrolment would find. */
function findingsAfter(facts: EnrolmentFacts, grounds: DraftGrounds, context: RuleContext): Fired[] {
  const { enrolment } = facts;
  const kept = { ...facts, previous: null, submission: null };
  const { fired } = judgeFindings(kept, context, within(enrolmentFindingRules, grounds));
  if (grounds.isPartial) return fired;
  const { transitions, registrations, responsibleSchool } = grounds;
  const beside = { student: facts.student, transitions, enrolments: [...facts.siblings, enrolment] };
  return [
    ...fired,
    ...judgeBesideHome(enrolment, registrations, context),
    ...judgeBesideResponsible(enrolment, { ...beside, school: responsibleSchool }, context).fired,
  ];
}

/** The day from which the draft's effects are felt: its first day, today when that is past. */
export function effectiveFrom({ startOn }: SchoolEnrolment, today: PlainDate): PlainDate {
  return startOn > today ? startOn : today;
}
