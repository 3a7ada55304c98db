import { ageOn, dayNumber, type PlainDate, schoolYearOf } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import type { EnrolmentStudent, SchoolEnrolment } from '../../rules/facts.ts';
import { yearEnd, yearStart } from '../../rules/periods.ts';
import { enrolmentStatus } from '../../rules/status.ts';
import { currentTransition, enrolledOn } from './current.ts';
import type { HasSchool, Transition } from './facts.ts';

/** What the daily processor knows of a student. */
export type ProcessorFacts = {
  student: EnrolmentStudent;
  transitions: readonly Transition[];
  enrolments: readonly SchoolEnrolment[];
};

/** What it records, effective on the day on which it looks. */
export type ProcessorAnswer = { hasSchool: HasSchool; schoolCode: OrganisationCode | null; reason: string };

/**
 * What the daily processor records of a student, if anything; it creates and never edits or deletes. The cases are those of the province's
 * processor: a death, an enrolment at one school that is not the responsible one, a student who left, and one who came.
 */
export function nextResponsibility(facts: ProcessorFacts, context: RuleContext): ProcessorAnswer | null {
  const { student, transitions } = facts;
  const { today } = context;
  if (transitions.some((it) => !it.isDeleted && it.effectiveOn === today)) return null; // somebody has said it today
  const current = currentTransition(transitions, today);
  if (current?.hasSchool !== 'yes') return whoCame(facts, context);
  if (student.isDeceased) return { hasSchool: 'no', schoolCode: null, reason: 'deceased' };
  return current.schoolCode === null ? null : whoMovedOrLeft(facts, current.schoolCode, context);
}

function taken(schoolCode: OrganisationCode): ProcessorAnswer {
  return { hasSchool: 'yes', schoolCode, reason: 'to_be_determined' };
}

/** Nobody answers for the student, now or later: the one school that enrols now does. */
function whoCame({ student, transitions, enrolments }: ProcessorFacts, context: RuleContext): ProcessorAnswer | null {
  const { today } = context;
  const isPlanned = transitions.some((it) => !it.isDeleted && it.effectiveOn > today && it.hasSchool === 'yes');
  const schools = schoolsOf(enrolledOn(enrolments, today));
  const [only] = schools;
  if (only === undefined || schools.length > 1 || isPlanned || student.isDeceased || isMature(student, context))
    return null;
  return taken(only);
}

function whoMovedOrLeft(
  { student, enrolments }: ProcessorFacts,
  responsible: OrganisationCode,
  context: RuleContext,
): ProcessorAnswer | null {
  const { today } = context;
  const schools = schoolsOf(enrolledOn(enrolments, today));
  const [only] = schools;
  if (only !== undefined) return schools.length === 1 && only !== responsible ? taken(only) : null;
  const isAwaited = enrolments.some(
    (it) => it.schoolCode === responsible && enrolmentStatus(it, today) === 'registered',
  );
  const last = lastEnded(enrolments, today);
  if (isAwaited || last === null || student.birthDate === null || !isLongAway(last, context)) return null;
  const isGrown = ageOn(student.birthDate, today) >= context.parameter<number>('responsible.completion_age');
  if (!isGrown) return { hasSchool: 'unknown', schoolCode: null, reason: 'not_provided' };
  const isFinal = context.parameter<readonly string[]>('responsible.final_grades').includes(last.grade);
  return isFinal ? { hasSchool: 'no', schoolCode: null, reason: 'completed_k12' } : null;
}

function schoolsOf(enrolments: readonly SchoolEnrolment[]): OrganisationCode[] {
  return [...new Set(enrolments.map((it) => it.schoolCode))];
}

/** The enrolment that ended last, with the day of its end. */
function lastEnded(
  enrolments: readonly SchoolEnrolment[],
  today: PlainDate,
): { grade: string; endedOn: PlainDate } | null {
  let last: { grade: string; endedOn: PlainDate } | null = null;
  for (const it of enrolments) {
    const endedOn = it.exitOn ?? yearEnd(it.schoolYear);
    if (endedOn < today && (last === null || endedOn > last.endedOn)) last = { grade: it.grade, endedOn };
  }
  return last;
}

function isLongAway({ grade, endedOn }: { grade: string; endedOn: PlainDate }, context: RuleContext): boolean {
  const days = context.parameter<Record<string, number>>('responsible.absence_days');
  const period = days[grade] ?? days['other'] ?? 0;
  return dayNumber(context.today) - dayNumber(endedOn) > period;
}

/** Mature students answer for themselves: of that age on the first of September of the school year. */
function isMature({ birthDate }: EnrolmentStudent, context: RuleContext): boolean {
  if (birthDate === null) return false;
  const onSeptember = yearStart(schoolYearOf(context.today));
  return ageOn(birthDate, onSeptember) >= context.parameter<number>('responsible.mature_age');
}
