import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';

/** How a student counts: once, at one school. */
export type Counted = {
  schoolCode: OrganisationCode;
  grade: string;
  programmingType: string;
  grantsProgrammes: readonly string[];
};

/** Why a student counts now and did not, or did and does not, or counts otherwise. */
export const differenceReasons = [
  'joined_late',
  'mended_in',
  'reappeared',
  'left',
  'deleted',
  'mended_out',
  'linked',
  'gone',
  'moved',
  'changed',
] as const;
export type DifferenceReason = (typeof differenceReasons)[number];

/** What is known of a student who is counted otherwise than at the freeze. */
export type DifferenceFacts = {
  studentNumber: StudentNumber;
  before: Counted | null;
  after: Counted | null;
  /** Of the enrolment that counts now: whether it came, or was changed, after the freeze. */
  isNew: boolean;
  isChanged: boolean;
  /** Of the enrolment that counted at the freeze, as it stands now. */
  isDeleted: boolean;
  hasEndedBefore: boolean;
  isKnown: boolean;
  /** Whether another number of the same person counts now. */
  isCountedElsewhere: boolean;
};

/** The reason of a difference, by what became of the enrolment that makes it. */
export function reasonOf(facts: DifferenceFacts): DifferenceReason {
  const { before, after } = facts;
  if (before === null) {
    if (facts.isNew) return 'joined_late';
    return facts.isChanged ? 'mended_in' : 'reappeared';
  }
  if (after !== null) return before.schoolCode === after.schoolCode ? 'changed' : 'moved';
  if (facts.isCountedElsewhere) return 'linked';
  if (!facts.isKnown) return 'gone';
  if (facts.isDeleted) return 'deleted';
  return facts.hasEndedBefore ? 'left' : 'mended_out';
}

/** How many students each reason stands for; reasons that stand for nobody are left out. */
export function countReasons(reasons: readonly DifferenceReason[]): { reason: DifferenceReason; students: number }[] {
  return differenceReasons.flatMap((reason) => {
    const students = reasons.filter((it) => it === reason).length;
    return students === 0 ? [] : [{ reason, students }];
  });
}
