import { z } from 'zod';
import { fieldGroups } from '#kernel/field-groups.ts';
import { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { PageQuery, pageOf } from '#kernel/page.ts';
import { manyLines, Number9 } from '#kernel/shapes.ts';
import { asOne } from '#kernel/words.ts';
import { AccountId, OrganisationBrief, Words } from '../contract.ts';

const Instant = z.iso.datetime();
const tooEarly = asOne({ en: 'No moment before 1800', fr: 'Pas de moment avant 1800' });
/** A moment that a caller asks about: every count of days back from it is still a moment. */
const AskedInstant = Instant.refine((it) => it >= '1800', tooEarly);

export const FieldGroup = z
  .enum(fieldGroups)
  .meta({ id: 'FieldGroup', description: 'A part of a person’s record, as the ledger of reads tells them apart' });

export const LedgerReader = z
  .strictObject({
    kind: z.enum(['account', 'client', 'command', 'system']),
    accountId: AccountId.nullable(),
    clientId: z.string().nullable(),
    name: z.string().describe('The name at that time'),
    role: z.string(),
    roleWords: Words,
    organisation: OrganisationBrief,
  })
  .meta({ id: 'LedgerReader', description: 'Who read, as they were then, and for which organisation' });
export type LedgerReader = z.infer<typeof LedgerReader>;

const PurposeShown = z.strictObject({ code: z.string(), words: Words });

export const LedgerRead = z
  .strictObject({
    readId: z.int(),
    at: Instant,
    requestId: z.guid().describe('Reads of one request belong to one answer'),
    reader: LedgerReader,
    door: z.string().describe('The operation of the API; command:NAME for the command line, files:NAME for files'),
    purpose: PurposeShown,
    groups: z.array(FieldGroup),
    studentNumber: Number9,
  })
  .meta({ id: 'LedgerRead', description: 'One look at one person’s record' });
export type LedgerRead = z.infer<typeof LedgerRead>;
export const LedgerReads = pageOf(LedgerRead).extend({ from: Instant, to: Instant }).meta({ id: 'LedgerReads' });
export type LedgerReads = z.infer<typeof LedgerReads>;

/** A filter that the address bar holds: an account, a client, a student, a door, a purpose, a time. */
export const LedgerReadsQuery = PageQuery.extend({
  organisation: OrganisationCode.optional(),
  account: AccountId.optional(),
  client: z.string().max(100).optional(),
  student: StudentNumber.optional(),
  door: z.string().max(100).optional(),
  purpose: z.string().max(40).optional(),
  from: AskedInstant.optional().describe('Without it the last 31 days before `to`'),
  to: AskedInstant.optional().describe('Now, when left out'),
});
export type LedgerReadsQuery = z.infer<typeof LedgerReadsQuery>;

export const Look = z
  .strictObject({
    readId: z.int().describe('The latest of the reads that make up the look; names it in a report'),
    at: Instant,
    until: Instant,
    reader: LedgerReader,
    purpose: PurposeShown,
    groups: z.array(FieldGroup),
    doors: z.array(z.string()),
    reads: z.int().describe('So many answers were shown one after the other'),
    words: Words.describe('The look as the student reads it'),
  })
  .meta({
    id: 'Look',
    description: 'Somebody looked at a student’s record: the reads of one person that follow each other closely',
  });
export type Look = z.infer<typeof Look>;
export const Looks = z
  .strictObject({ studentNumber: Number9, items: z.array(Look), next: z.string().nullable() })
  .meta({ id: 'Looks', description: 'Who looked at a student’s record, the latest first' });
export type Looks = z.infer<typeof Looks>;

export const LookParams = z.strictObject({ number: StudentNumber });
export const LookReportParams = z.strictObject({
  number: StudentNumber,
  readId: z.coerce.number().pipe(z.int().min(1)),
});
export const LookReport = z
  .strictObject({
    note: z
      .string()
      .trim()
      .min(3)
      .max(1000)
      .regex(...manyLines)
      .describe('What looks wrong, in the words of whoever says so'),
  })
  .meta({ id: 'LookReport' });
export const LookReported = z
  .strictObject({
    readId: z.int(),
    studentNumber: Number9,
    organisation: OrganisationBrief.describe('Who must look into it'),
  })
  .meta({ id: 'LookReported' });
export const LetterQuery = z.strictObject({ lang: z.enum(['en', 'fr']).optional() });

/** Whose reads, between which instants. Exactly one of account and client. */
const drillShape = {
  account: AccountId.optional(),
  client: z.string().min(1).max(100).optional(),
  from: Instant,
  to: Instant,
};
const isOne = (it: { account?: string | undefined; client?: string | undefined }) =>
  (it.account === undefined) !== (it.client === undefined);
const isSpan = (it: { from: string; to: string }) => Date.parse(it.from) < Date.parse(it.to);
const one = {
  message: asOne({ en: 'Exactly one of account and client', fr: 'Soit un compte, soit un client' }),
  path: ['account'],
};
const span = {
  message: asOne({ en: 'The end lies after the beginning', fr: 'La fin vient après le début' }),
  path: ['to'],
};
export const DrillQuery = z.strictObject(drillShape).refine(isOne, one).refine(isSpan, span);
export type DrillQuery = z.infer<typeof DrillQuery>;
export const DrillPeopleQuery = PageQuery.extend(drillShape).refine(isOne, one).refine(isSpan, span);
export const NoticeQuery = z
  .strictObject({
    ...drillShape,
    to_whom: z.enum(['people', 'commissioner', 'organisation']),
    lang: z.enum(['en', 'fr']).optional(),
    format: z.enum(['txt', 'md', 'pdf']).default('txt'),
  })
  .refine(isOne, one)
  .refine(isSpan, span);

export const Drill = z
  .strictObject({
    readers: z.array(LedgerReader).describe('The account or client under every name, role and organisation it had'),
    from: Instant,
    to: Instant,
    people: z.int(),
    reads: z.int(),
    answers: z.int().describe('Answers that showed somebody'),
    firstAt: Instant.nullable(),
    lastAt: Instant.nullable(),
    groups: z
      .array(z.strictObject({ group: FieldGroup, people: z.int() }))
      .describe('How many people’s, by part of the record'),
    doors: z.array(z.strictObject({ door: z.string(), purpose: PurposeShown, reads: z.int(), people: z.int() })),
    days: z.array(z.strictObject({ day: z.iso.date(), reads: z.int(), people: z.int() })),
    milliseconds: z.int().describe('How long the question took'),
  })
  .meta({ id: 'Drill', description: 'Which people’s which fields an account or a key read between two instants' });
export type Drill = z.infer<typeof Drill>;

export const DrillPerson = z
  .strictObject({
    studentNumber: Number9,
    groups: z.array(FieldGroup),
    reads: z.int(),
    firstAt: Instant,
    lastAt: Instant,
  })
  .meta({ id: 'DrillPerson' });
export type DrillPerson = z.infer<typeof DrillPerson>;
export const DrillPeople = pageOf(DrillPerson).meta({ id: 'DrillPeople' });

export const LedgerKeyShown = z
  .strictObject({ keyId: z.string(), algorithm: z.literal('Ed25519'), publicKey: z.string().describe('PEM (SPKI)') })
  .meta({ id: 'LedgerKey', description: 'The public half of the key that signs the heads of the ledger' });

export const LedgerState = z
  .strictObject({
    head: z
      .strictObject({ payload: z.string(), signature: z.string().describe('Base64'), keyId: z.string() })
      .nullable(),
    sealedRows: z.int(),
    unsealedRows: z.int(),
    oldestUnsealedAt: Instant.nullable(),
  })
  .meta({ id: 'LedgerState', description: 'How far the ledger is sealed, and its latest signed head' });
