import { tidyPhone } from '../rules/contact.ts';
import { latestEnd } from '../rules/guardianship.ts';
import { tidyText } from '../rules/normalise.ts';
import { guardianRules } from '../rules/validation/contacts.ts';
import { guardianLimitRules } from '../rules/validation/guardian-limits.ts';
import { reject, rejectName, rejectTexts } from './judge.ts';
import { type Outcome, placeObject, stamp, unchanged } from './place.ts';
import { all, type BatchState, find } from './state.ts';
import type { IdentityContext, StudentItem } from './types.ts';

// Guardians of a student, and what they may not do.

type ItemOf<File extends StudentItem['file']> = Extract<StudentItem, { file: File }>;

export function applyGuardian(item: ItemOf<'guardians'>, state: BatchState, context: IdentityContext): Outcome {
  const { guid, ...draft } = item.draft;
  const student = state.students.get(item.studentNumber);
  if (!student) throw new Error(`the student ${item.studentNumber} of an item is not on the register`);
  const name = { familyName: tidyText(draft.familyName), givenName: tidyText(draft.givenName) };
  const made = {
    ...stamp(item, context),
    guardianId: guid,
    ...draft,
    ...name,
    phone: draft.phone === null ? null : tidyPhone(draft.phone),
    expiresOn: draft.expiresOn ?? null,
  };
  const restrictions = all(state.restrictions, item.studentNumber);
  const latest = latestEnd({ birthDate: student.birthDate, restrictions }, context.rules);
  return placeObject({
    shelf: state.guardians,
    id: guid,
    made,
    cleared: draft.expiresOn === null ? ['expiresOn'] : [],
    judge: (after) => [
      ...rejectTexts(draft, context.rules),
      ...rejectName({ ...after, middleName: null, suffix: null }, context.rules),
      ...reject(guardianRules, { ...after, latestEnd: latest }, context.rules),
    ],
  });
}

/** A limit of a guardian; what is taken back is not judged: it was recorded in error. */
export function applyGuardianLimit(
  item: ItemOf<'guardian_limits'>,
  state: BatchState,
  context: IdentityContext,
): Outcome {
  const { guid, ...draft } = item.draft;
  const before = find(state.guardianLimits, item.studentNumber, guid);
  if (draft.isDeleted && !before) return unchanged; // nothing is there to be taken back
  const isGuardianKnown = find(state.guardians, item.studentNumber, draft.guardianId) !== null;
  const made = {
    ...stamp(item, context),
    limitId: guid,
    ...draft,
    orderReference: tidyText(draft.orderReference),
    expiresOn: draft.expiresOn ?? null,
    isDeleted: draft.isDeleted ?? before?.isDeleted ?? false,
  };
  return placeObject({
    shelf: state.guardianLimits,
    id: guid,
    made,
    cleared: draft.expiresOn === null ? ['expiresOn'] : [],
    judge: (after) =>
      after.isDeleted
        ? []
        : [
            ...rejectTexts(draft, context.rules),
            ...reject(guardianLimitRules, { ...after, isGuardianKnown }, context.rules),
          ],
  });
}
