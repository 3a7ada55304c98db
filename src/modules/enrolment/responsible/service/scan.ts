import { judgeAll, type RuleContext } from '#kernel/rule.ts';
import type { FiredOnObject, Scanner, ScanResult } from '#modules/validation/index.ts';
import type { EnrolmentSchool } from '../../rules/facts.ts';
import { unique } from '../../service/load.ts';
import { judgeBesideResponsible } from '../rules/beside.ts';
import { currentTransition } from '../rules/current.ts';
import type { ResponsibleFacts } from '../rules/facts.ts';
import { responsibleFindingRules } from '../rules/findings.ts';
import type { KeptTransition } from '../store.ts';
import { type Known, loadKnown, loadSchools, loadTransitions } from './load.ts';

/** Judges the live transitions of some students, and their enrolments against the one that holds; a few queries whatever their number. */
export const responsibleScanner: Scanner = async (reader, numbers, context) => {
  const transitions = await loadTransitions(reader, numbers);
  // Without a transition no rule has anything to say: most of a first submission costs one query.
  const having = unique(transitions.map((it) => it.studentNumber));
  const known = new Map((await loadKnown(reader, having)).map((it) => [it.studentNumber, it]));
  const schools = await loadSchools(reader, transitions);
  return numbers.map((studentNumber) => {
    const one = known.get(studentNumber);
    return one ? scanStudent(one, { schools, context }) : { studentNumber, scanned, fired: [], rescanOn: null };
  });
};

const scanned = [
  { object: 'responsible_school' as const, objectId: null },
  { object: 'enrolment' as const, objectId: null },
];

type Ground = { schools: ReadonlyMap<string, EnrolmentSchool>; context: RuleContext };

function scanStudent(known: Known, { schools, context }: Ground): ScanResult {
  const { studentNumber, transitions } = known;
  const schoolYear = context.currentSchoolYear;
  const fired: FiredOnObject[] = [];
  const days: string[] = [];
  for (const transition of transitions) {
    const { transitionId: objectId, schoolCode: organisation } = transition;
    const judged = judgeAll(responsibleFindingRules, toFacts(known, transition, schools), context, schoolYear);
    if (judged.rescanOn !== null) days.push(judged.rescanOn);
    fired.push(...judged.fired.map((it) => ({ ...it, objectId, organisation, schoolYear })));
  }
  const current = currentTransition(transitions, context.today);
  for (const enrolment of current ? known.enrolments : []) {
    const { enrolmentId: objectId, schoolCode: organisation, grade } = enrolment;
    const school = schoolOf(current, schools);
    const judged = judgeBesideResponsible(enrolment, { ...known, school }, context);
    if (judged.rescanOn !== null) days.push(judged.rescanOn);
    fired.push(...judged.fired.map((it) => ({ ...it, objectId, organisation, schoolYear, grade })));
  }
  return { studentNumber, scanned, fired, rescanOn: days.sort()[0] ?? null };
}

function schoolOf(transition: KeptTransition | null, schools: Ground['schools']): EnrolmentSchool | null {
  return (transition?.schoolCode && schools.get(transition.schoolCode)) || null;
}

function toFacts(
  { student, transitions, enrolments }: Known,
  transition: KeptTransition,
  schools: Ground['schools'],
): ResponsibleFacts {
  return {
    transition,
    student,
    school: schoolOf(transition, schools),
    others: transitions.filter((it) => it !== transition),
    enrolments,
    enrolment: null,
    previous: null,
    submission: null,
  };
}
