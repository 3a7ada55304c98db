import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Fired, RuleContext } from '#kernel/rule.ts';
import type { Words } from '#kernel/words.ts';
import type {
  AddressDraft,
  CitizenshipDraft,
  GuardianDraft,
  GuardianLimitDraft,
  IdentificationDraft,
  NameDraft,
  Outcome,
  PhoneDraft,
  RestrictionDraft,
  StudentDraft,
} from '../contract.ts';
import type { CandidateReason, Method } from '../rules/matcher.ts';
import type { BatchState } from './state.ts';

/** What a batch of identifications or items happens in. */
export type IdentityContext = {
  /** The moment of the act; every `recorded_at` is this. */
  at: Date;
  rules: RuleContext;
  /** The jurisdiction's number scheme, by name. */
  numberScheme: string;
  /** The submission, when there is one: kept with every decision and held student. */
  submissionId: string | null;
  /** What was read of the students of the batch and written to them; shared by all steps of a batch in one transaction. */
  people?: BatchState;
};

/** One submitted student about whom it is asked: who is this? Everything that is known of it helps. */
export type IdentityQuery = {
  /** The caller's name for it, unique in the batch; the decision carries it. */
  ref: string;
  organisation: OrganisationCode;
  localStudentId: string;
  guid: string | null;
  /** As supplied; need not be a possible number. */
  studentNumber: string | null;
  draft: Omit<StudentDraft, 'guid' | 'localStudentId'>;
  names: readonly Pick<NameDraft, 'kind' | 'familyName' | 'givenName' | 'middleName'>[];
  postalCodes: readonly string[];
  phones: readonly string[];
  guardians: readonly { familyName: string | null; givenName: string | null }[];
};

/** The answer. `review` tells the organisation nothing but that a person decides. */
export type IdentityDecision = {
  ref: string;
  outcome: Outcome;
  studentNumber: StudentNumber | null;
  method: Method;
  /** For people who may decide; never for the organisation. */
  candidates: CandidateReason[];
  /** What the organisation may read; the same for every review. */
  words: Words;
  /** Not empty: the item is refused, whatever the outcome says (a GUID of another student). */
  rejections: Fired[];
  modelVersion: string;
  queryDigest: string;
};

/** A row about a student whose number is known. `isNew`: this row made the student. */
export type StudentItem = {
  ref: string;
  studentNumber: StudentNumber;
  organisation: OrganisationCode;
} & (
  | { file: 'students'; draft: StudentDraft; isNew?: boolean }
  | { file: 'identification'; draft: IdentificationDraft }
  | { file: 'names'; draft: NameDraft }
  | { file: 'addresses'; draft: AddressDraft }
  | { file: 'phones'; draft: PhoneDraft }
  | { file: 'guardians'; draft: GuardianDraft }
  | { file: 'guardian_limits'; draft: GuardianLimitDraft }
  | { file: 'restrictions'; draft: RestrictionDraft }
  | { file: 'citizenships'; draft: CitizenshipDraft }
);

export type ItemFate = {
  ref: string;
  studentNumber: StudentNumber;
  fate: 'added' | 'changed' | 'unchanged' | 'refused';
  objectId: string;
  /** The rejections, when refused. */
  fired: Fired[];
};
