import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { pageOf } from '#kernel/page.ts';
import { AsKnownAt, AsOf, Number9, WordsShape } from '#kernel/shapes.ts';
import { NameKind, NameParts, SafeText, Text } from './draft-contract.ts';

export { type Address, type Guardian, StudentContacts } from './contact-contract.ts';
export {
  AddressDraft,
  CitizenshipDraft,
  DeathDraft,
  GuardianDraft,
  GuardianLimitDraft,
  IdentificationDraft,
  NameDraft,
  PhoneDraft,
  RestrictionDraft,
  StudentDraft,
} from './draft-contract.ts';
export type { StudentPersonal } from './personal/contract.ts';
export type { StudentSight } from './sight-contract.ts';

// What is shown ----------------------------------------------------------------------------------------------------

const NameShown = {
  familyName: z.string().nullable(),
  givenName: z.string().nullable(),
  middleName: z.string().nullable(),
  suffix: z.string().nullable(),
};

export const IdentificationRecord = z
  .strictObject({
    recordId: Guid,
    documentType: z.string(),
    documentTypeWords: WordsShape,
    quality: z.int().meta({ description: '100 unverified, 200 self declared, 250 supported, 300 verified' }),
    proves: z.enum(['name_and_birth', 'name']),
    documentNumberLast4: z.string().nullable(),
    issuedOn: PlainDate.nullable(),
    ...NameShown,
    birthDate: PlainDate,
    gender: z.string(),
    isNameExact: z.boolean(),
    submittedBy: z.string(),
    recordedAt: z.iso.datetime(),
    isCurrentName: z.boolean().meta({ description: 'The legal name is derived from this record' }),
    isCurrentBirth: z.boolean().meta({ description: 'Birth date and gender are derived from this record' }),
  })
  .meta({ id: 'IdentificationRecord' });
export type IdentificationRecord = z.infer<typeof IdentificationRecord>;

export const StudentName = z
  .strictObject({
    nameId: Guid,
    kind: NameKind,
    ...NameShown,
    effectiveOn: PlainDate.nullable(),
    submittedBy: z.string(),
    recordedAt: z.iso.datetime(),
  })
  .meta({ id: 'StudentName' });
export type StudentName = z.infer<typeof StudentName>;

/** A number that was linked says which number now stands for the person. */
const Resolution = z.strictObject({
  asked: Number9,
  primary: Number9,
  numbers: z.array(Number9),
});

export const StudentHeader = z
  .strictObject({
    studentNumber: Number9,
    version: z.int(),
    status: z.enum(['active', 'deactivated']),
    sight: z.enum(['full', 'minimum']).meta({
      description: 'minimum: the fields beyond what the jurisdiction allows are null until a move is confirmed',
    }),
    resolution: Resolution,
    displayName: z.string().meta({ description: 'As the student is addressed: preferred name when there is one' }),
    legalName: z.string().meta({ description: 'Legal name: family name first' }),
    ...NameShown,
    isNameExact: z.boolean().nullable(),
    preferredFamilyName: z.string().nullable(),
    preferredGivenName: z.string().nullable(),
    birthDate: PlainDate,
    gender: z.string().nullable(),
    genderWords: WordsShape.nullable(),
    proofQuality: z.int().nullable(),
    multipleBirth: z.enum(['Y', 'N']).nullable(),
    languageAtHome: z.string().nullable(),
    languageAtHomeWords: WordsShape.nullable(),
    isDeceased: z.boolean().nullable(),
    deceasedOn: PlainDate.nullable(),
    isRestricted: z.boolean(),
    createdBy: z.string().nullable(),
    createdAt: z.iso.datetime().nullable(),
    recordedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'StudentHeader' });
export type StudentHeader = z.infer<typeof StudentHeader>;

export const StudentIdentity = z
  .strictObject({
    studentNumber: Number9,
    version: z.int(),
    records: z.array(IdentificationRecord),
    names: z.array(StudentName),
  })
  .meta({ id: 'StudentIdentity' });
export type StudentIdentity = z.infer<typeof StudentIdentity>;

export const StudentAct = z
  .strictObject({
    actId: z.int(),
    kind: z.string(),
    at: z.iso.datetime(),
    actorName: z.string(),
    organisation: z.string().nullable(),
    reason: z.string().nullable(),
    changes: z.array(
      z.strictObject({
        table: z.string(),
        operation: z.enum(['insert', 'update', 'delete']),
        key: z.record(z.string(), z.unknown()),
        fields: z.array(
          z.strictObject({ field: z.string(), before: z.unknown().nullable(), after: z.unknown().nullable() }),
        ),
      }),
    ),
  })
  .meta({ id: 'StudentAct' });
export type StudentAct = z.infer<typeof StudentAct>;
export const StudentHistory = pageOf(StudentAct);
export type StudentHistory = z.infer<typeof StudentHistory>;

/** What changed, answered by every write on a student. */
export const ItemAnswer = z
  .strictObject({
    studentNumber: Number9,
    fate: z.enum(['added', 'changed', 'unchanged']),
    objectId: Guid,
    version: z.int(),
  })
  .meta({ id: 'ItemAnswer' });
export type ItemAnswer = z.infer<typeof ItemAnswer>;

/** What was known at a moment. */
export const BeliefQuery = z.strictObject({ asKnownAt: AsKnownAt });
/** What was known at a moment, and what of it holds on a day. */
export const ContactsQuery = z.strictObject({ asKnownAt: AsKnownAt, asOf: AsOf });

// Finding ----------------------------------------------------------------------------------------------------------

export const SearchQuery = z.strictObject({
  q: z
    .string()
    .max(200)
    .meta({ description: 'A number, names in any order and script, a birth date; the beginnings of words suffice' }),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

export const FoundStudent = z
  .strictObject({
    studentNumber: Number9,
    displayName: z.string(),
    legalName: z.string(),
    birthDate: PlainDate,
    gender: z.string().nullable().meta({ description: 'Null beyond the minimum, where no more is seen' }),
    isDeceased: z.boolean().nullable(),
    isRestricted: z.boolean(),
    matched: z.array(z.enum(['number', 'legal_name', 'preferred_name', 'previous_name', 'alias', 'birth_date'])),
    matchedName: z.string().nullable().meta({ description: 'The name that matched, when it is not the legal one' }),
  })
  .meta({ id: 'FoundStudent' });
export type FoundStudent = z.infer<typeof FoundStudent>;
export const SearchAnswer = z
  .strictObject({
    students: z.array(FoundStudent),
    isComplete: z.boolean().meta({ description: 'False when there are more: add a word or a birth date' }),
  })
  .meta({ id: 'SearchAnswer' });
export type SearchAnswer = z.infer<typeof SearchAnswer>;

// Identification of submitted students -------------------------------------------------------------------------------

export const IdentificationQuery = z
  .strictObject({
    organisation: OrganisationCode.optional().meta({
      description: 'For whom; the caller’s own organisation when absent',
    }),
    localStudentId: SafeText.max(40).nullable().default(null),
    studentNumber: Text.max(20).nullable().default(null),
    birthDate: PlainDate,
    gender: Text.max(20),
    ...NameParts,
    preferredFamilyName: Text.max(50).nullable().default(null),
    preferredGivenName: Text.max(50).nullable().default(null),
    multipleBirth: z.enum(['Y', 'N']).nullable().default(null),
    postalCodes: z.array(Text.max(12)).max(5).default([]),
    phones: z.array(Text.max(20)).max(5).default([]),
    guardians: z
      .array(z.strictObject({ familyName: Text.max(50).nullable(), givenName: Text.max(50).nullable() }))
      .max(6)
      .default([]),
  })
  .meta({ id: 'IdentificationQuery' });
export type IdentificationQuery = z.output<typeof IdentificationQuery>;

export const Outcome = z.enum(['assigned', 'new', 'review']);
export type Outcome = z.infer<typeof Outcome>;

export const IdentificationAnswer = z
  .strictObject({
    outcome: z.enum(['assigned', 'not_yours']).meta({
      description:
        'not_yours: none whom you see. It is the same for nobody, for a student elsewhere, and for whom a person must decide',
    }),
    studentNumber: Number9.nullable(),
    method: z.string().nullable().meta({ description: 'What decided; null when none of yours was found' }),
    words: WordsShape,
  })
  .meta({ id: 'IdentificationAnswer' });
export type IdentificationAnswer = z.infer<typeof IdentificationAnswer>;

// Review -----------------------------------------------------------------------------------------------------------

export const AgreementField = z.enum([
  'number',
  'local_id',
  'family_name',
  'given_name',
  'middle_name',
  'birth_date',
  'gender',
  'postal_code',
  'phone',
  'guardian',
]);
export const Agreement = z.strictObject({ field: AgreementField, level: z.string(), words: WordsShape });
export type Agreement = z.infer<typeof Agreement>;

export const TaskCandidate = z.strictObject({
  studentNumber: Number9,
  kind: z.string(),
  kindWords: WordsShape,
  agreements: z.array(Agreement),
});

const TaskSummary = {
  taskId: Guid,
  state: z.enum(['open', 'decided']),
  reason: z.string(),
  reasonWords: WordsShape,
  organisation: z.string(),
  localStudentId: z.string(),
  submissionId: Guid.nullable(),
  itemRef: z.string().nullable(),
  displayName: z.string(),
  birthDate: PlainDate,
  candidates: z.array(TaskCandidate),
  openedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  decidedBy: z.string().nullable(),
  decision: z.enum(['same', 'new']).nullable(),
  studentNumber: Number9.nullable(),
};
export const MatchTask = z.strictObject(TaskSummary).meta({ id: 'MatchTask' });
export type MatchTask = z.infer<typeof MatchTask>;
export const MatchTaskPage = pageOf(MatchTask);

/** The submitted facts and each candidate's, to be set side by side. */
export const SideBySide = z.strictObject({
  studentNumber: Number9.nullable(),
  familyNames: z.array(z.string()),
  givenNames: z.array(z.string()),
  names: z.array(z.strictObject({ kind: z.string(), text: z.string() })),
  birthDate: PlainDate,
  gender: z.string(),
  postalCodes: z.array(z.string()),
  phones: z.array(z.string()),
  guardians: z.array(z.string()),
  localIds: z.array(z.string()),
  isRestricted: z.boolean(),
  isDeceased: z.boolean(),
});
export type SideBySide = z.infer<typeof SideBySide>;
export const MatchTaskDetail = z
  .strictObject({ ...TaskSummary, note: z.string().nullable(), submitted: SideBySide, records: z.array(SideBySide) })
  .meta({ id: 'MatchTaskDetail' });
export type MatchTaskDetail = z.infer<typeof MatchTaskDetail>;

export const MatchDecision = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('same'), number: StudentNumber, note: SafeText.max(500).optional() }),
    z.strictObject({ decision: z.literal('new'), note: SafeText.max(500).optional() }),
  ])
  .meta({ id: 'MatchDecision' });
export type MatchDecision = z.output<typeof MatchDecision>;
