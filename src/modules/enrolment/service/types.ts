import type { OrganisationCode } from '#kernel/ids.ts';
import type { Fired, RuleContext } from '#kernel/rule.ts';
import type { Act } from '#platform/act.ts';
import type { StudentsBy } from './load.ts';

/** Under what a batch of items is applied: the act, the organisation that submits, the day and the jurisdiction's data. */
export type EnrolmentContext = {
  act: Act;
  organisation: OrganisationCode;
  rules: RuleContext;
  /** How the students are known, when the caller has read them already. */
  students?: StudentsBy;
};

/** What became of an item. A refused one names every rejection; nothing of it is written. */
export type EnrolmentFate = {
  fate: 'added' | 'changed' | 'unchanged' | 'refused';
  fired: Fired[];
  /** The version that stands after the item; null when there is none. */
  version: number | null;
};

export type { KeptEnrolment } from '../store/enrolments.ts';
