import type { RuleContext } from '#kernel/rule.ts';
import { holdsFromBirth } from '../rules/citizenship.ts';
import type { KeptCitizenship } from '../rules/kept.ts';
import { citizenshipRules } from '../rules/validation/citizenship.ts';
import type { CitizenshipFacts } from '../rules/validation/facts.ts';
import { reject, rejectTexts } from './judge.ts';
import { type Outcome, placeObject, stamp, unchanged } from './place.ts';
import { type BatchState, find } from './state.ts';
import type { IdentityContext, StudentItem } from './types.ts';

// Personal facts of a student, one item each.

type ItemOf<File extends StudentItem['file']> = Extract<StudentItem, { file: File }>;

/** A citizenship status; without a first day it holds from birth where its document says so. */
export function applyCitizenship(item: ItemOf<'citizenships'>, state: BatchState, context: IdentityContext): Outcome {
  const { guid, isDeleted, ...draft } = item.draft;
  const student = state.students.get(item.studentNumber);
  if (!student) throw new Error(`the student ${item.studentNumber} of an item is not on the register`);
  const before = find(state.citizenships, item.studentNumber, guid);
  if (isDeleted && !before) return unchanged; // nothing is there to be taken back
  const sinceBirth = holdsFromBirth(draft.documentType, context.rules) ? student.birthDate : null;
  const effectiveOn = draft.effectiveOn ?? before?.effectiveOn ?? sinceBirth;
  const judge = (it: Omit<KeptCitizenship, 'effectiveOn'> & Pick<CitizenshipFacts, 'effectiveOn'>) =>
    rejectCitizenship(
      it,
      { draft, birthDate: student.birthDate, isGuardianKnown: knows(it.guardianId) },
      context.rules,
    );
  const knows = (id: string | null) => id !== null && find(state.guardians, item.studentNumber, id) !== null;
  const marked = isDeleted ?? before?.isDeleted ?? false;
  const made = { ...stamp(item, context), citizenshipId: guid, ...draft, isDeleted: marked };
  if (effectiveOn === null) return { fate: 'refused', fired: judge(made) };
  return placeObject({ shelf: state.citizenships, id: guid, made: { ...made, effectiveOn }, judge });
}

/** What is taken back is not judged: it was recorded in error. */
function rejectCitizenship(
  it: Omit<KeptCitizenship, 'effectiveOn'> & Pick<CitizenshipFacts, 'effectiveOn'>,
  more: { draft: Readonly<Record<string, unknown>> } & Pick<CitizenshipFacts, 'birthDate' | 'isGuardianKnown'>,
  rules: RuleContext,
) {
  if (it.isDeleted) return [];
  const { draft, ...known } = more;
  const facts: CitizenshipFacts = { ...it, ...known, isCurrent: false, contradicting: [] };
  return [...rejectTexts(draft, rules), ...reject(citizenshipRules, facts, rules)];
}
