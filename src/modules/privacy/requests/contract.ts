import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { PageQuery, pageOf } from '#kernel/page.ts';
import { Number9, WordsShape } from '#kernel/shapes.ts';
import { asOne, languages } from '#kernel/words.ts';
import {
  AddressDraft,
  CitizenshipDraft,
  GuardianDraft,
  IdentificationDraft,
  NameDraft,
  PhoneDraft,
} from '#modules/identity/contract.ts';
import { Text } from '../contract.ts';
import { requestKinds, requestMoves, requestStates } from './rules/states.ts';
import { askers } from './rules/withhold.ts';

const Code = z
  .string()
  .regex(
    /^[a-z][a-z_]{0,39}$/,
    asOne({ en: 'A code of the jurisdiction’s list', fr: 'Un code de la liste de la province' }),
  );

export const RequestParams = z.strictObject({ requestId: z.uuid() });
export const RequestFileParams = z.strictObject({ requestId: z.uuid(), fileId: z.uuid() });

/** Records a request as it arrived. */
export const RecordRequest = z
  .strictObject({
    kind: z.enum(requestKinds),
    studentNumber: StudentNumber,
    askedBy: z.enum(askers),
    askerName: Text(200),
    askerContact: Text(400),
    words: Text(4000).meta({ description: 'What is asked, in the asker’s own words' }),
    legalBasis: Code,
    language: z.enum(languages),
    receivedOn: PlainDate,
    identityProof: Code.nullable().default(null),
    field: Code.nullable().default(null),
    currentValue: Text(1000).nullable().default(null),
    wantedValue: Text(1000).nullable().default(null),
    custodian: OrganisationCode.nullable()
      .default(null)
      .meta({ description: 'Who must answer a correction, when it is not the student’s school' }),
  })
  .meta({ id: 'RecordPrivacyRequest' });
export type RecordRequest = z.output<typeof RecordRequest>;

/** How an accepted correction is applied: by a statement of the register, or by the school's next submission. */
export const Application = z.discriminatedUnion('file', [
  z.strictObject({ file: z.literal('identification'), draft: IdentificationDraft }),
  z.strictObject({ file: z.literal('names'), draft: NameDraft }),
  z.strictObject({ file: z.literal('addresses'), draft: AddressDraft }),
  z.strictObject({ file: z.literal('phones'), draft: PhoneDraft }),
  z.strictObject({ file: z.literal('guardians'), draft: GuardianDraft }),
  z.strictObject({ file: z.literal('citizenships'), draft: CitizenshipDraft }),
]);
export type Application = z.output<typeof Application>;

export const MoveRequest = z
  .strictObject({
    move: z.enum(requestMoves).exclude(['prepare', 'deliver']),
    on: PlainDate.optional().meta({ description: 'Day from which it counts; today when left out' }),
    reasonCode: Code.nullable().default(null),
    note: Text(4000).nullable().default(null),
    days: z.int().min(1).max(365).nullable().default(null),
    application: Application.nullable().default(null),
  })
  .meta({ id: 'MovePrivacyRequest' });
export type MoveRequest = z.output<typeof MoveRequest>;

export const RequestQuery = PageQuery.extend({
  kind: z.enum(requestKinds).optional(),
  state: z.enum([...requestStates, 'open', 'ended']).optional(),
  dueWithinDays: z.coerce.number().int().min(-365).max(365).optional(),
  studentNumber: StudentNumber.optional(),
});
export type RequestQuery = z.output<typeof RequestQuery>;

export const ClockShown = z
  .strictObject({
    daysAllowed: z.int(),
    daysUsed: z.int(),
    daysLeft: z.int().meta({ description: 'Below zero = overdue' }),
    isPaused: z.boolean(),
    dueOn: PlainDate.nullable().meta({ description: 'Null while the clock stands' }),
    count: z.enum(['calendar', 'business']),
    extensionDaysLeft: z.int(),
  })
  .meta({ id: 'PrivacyClock' });
export type ClockShown = z.output<typeof ClockShown>;

const Brief = {
  requestId: z.uuid(),
  kind: z.enum(requestKinds),
  state: z.enum(requestStates),
  studentNumber: Number9,
  studentName: z.string(),
  askedBy: z.enum(askers),
  field: z.string().nullable(),
  receivedOn: PlainDate,
  closedOn: PlainDate.nullable(),
  organisation: z.string(),
  receivedBy: z.string(),
  clock: ClockShown,
};
export const RequestBrief = z.strictObject(Brief).meta({ id: 'PrivacyRequestBrief' });
export type RequestBrief = z.output<typeof RequestBrief>;
export const RequestPage = pageOf(RequestBrief).meta({ id: 'PrivacyRequestPage' });

const Sealed = z
  .string()
  .nullable()
  .meta({ description: 'Null when nothing was written, or when its key was destroyed' });

export const RequestDetail = z
  .strictObject({
    ...Brief,
    version: z.int(),
    language: z.enum(languages),
    legalBasis: z.string(),
    identityProof: z.string().nullable(),
    areTextsDestroyed: z.boolean(),
    askerName: Sealed,
    askerContact: Sealed,
    words: Sealed,
    currentValue: Sealed,
    wantedValue: Sealed,
    decision: Sealed,
    disagreement: Sealed,
    appliedActId: z.int().nullable(),
    package: z
      .strictObject({
        sha256: z.string(),
        until: PlainDate.nullable(),
        deliveredAt: z.iso.datetime().nullable(),
        how: z.string().nullable(),
      })
      .nullable(),
    files: z.array(
      z.strictObject({
        fileId: z.uuid(),
        name: z.string().nullable(),
        mediaType: z.string(),
        sizeBytes: z.int(),
        addedAt: z.iso.datetime(),
        addedBy: z.string(),
      }),
    ),
    events: z.array(
      z.strictObject({
        ordinal: z.int(),
        move: z.string(),
        fromState: z.string(),
        toState: z.string(),
        on: PlainDate,
        reasonCode: z.string().nullable(),
        days: z.int().nullable(),
        note: z.string().nullable(),
        actor: z.string(),
        organisation: z.string(),
        at: z.iso.datetime(),
      }),
    ),
    moves: z.array(z.strictObject({ move: z.enum(requestMoves), may: z.boolean(), because: WordsShape.nullable() })),
  })
  .meta({ id: 'PrivacyRequestDetail' });
export type RequestDetail = z.output<typeof RequestDetail>;

const ChoiceShape = z.strictObject({ code: z.string(), en: z.string(), fr: z.string() });
export const RequestChoices = z
  .strictObject({
    legalBases: z.strictObject({ access: z.array(ChoiceShape), correction: z.array(ChoiceShape) }),
    identityProofs: z.array(ChoiceShape),
    pauseReasons: z.array(ChoiceShape),
    extensionReasons: z.array(ChoiceShape),
    correctionFields: z.array(ChoiceShape.extend({ file: z.string().nullable() })),
  })
  .meta({ id: 'PrivacyRequestChoices' });

export const AddedFile = z.strictObject({ fileId: z.uuid(), version: z.int() });
export const FileQuery = z.strictObject({ name: Text(200).default('file') });

export const Prepared = z.strictObject({
  requestId: z.uuid(),
  studentNumber: Number9,
  numbers: z.array(Number9),
  sha256: z.string(),
  sizeBytes: z.int(),
  until: PlainDate,
  version: z.int(),
});

export const Deliver = z
  .strictObject({
    recipient: z
      .string()
      .regex(/^age1[a-z0-9]{20,2000}$/)
      .nullable()
      .default(null)
      .meta({ description: 'An age key: the package leaves encrypted to it. Without one it is downloaded, once' }),
  })
  .meta({ id: 'DeliverPrivacyPackage' });

export const Disagreements = z.strictObject({
  items: z.array(
    z.strictObject({
      studentNumber: Number9,
      requestId: z.uuid(),
      field: z.string(),
      fieldWords: WordsShape,
      statement: z.string().nullable(),
      on: PlainDate,
      organisation: z.string(),
    }),
  ),
});
