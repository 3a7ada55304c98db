import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { Number9, WordsShape } from '#kernel/shapes.ts';
import { asOne } from '#kernel/words.ts';
import { Text } from '../contract.ts';
import { disposalStates, holdScopes } from './rules/disposal.ts';
import { triggers } from './rules/schedule.ts';

const Reason = Text(1000, 3);
const RecordKind = z
  .string()
  .regex(
    /^[a-z][a-z_]{0,39}$/,
    asOne({ en: 'A kind of the retention schedule', fr: 'Une sorte du calendrier de conservation' }),
  );

export const RetentionLine = z
  .strictObject({
    recordKind: z.string(),
    words: WordsShape,
    trigger: z.enum(triggers),
    years: z.int().nullable(),
    action: z.enum(['keep', 'destroy', 'destroy_key']),
    source: z.string(),
  })
  .meta({ id: 'RetentionLine' });
export const RetentionLines = z.strictObject({ items: z.array(RetentionLine) });

export const StudentRetention = z
  .strictObject({
    studentNumber: Number9,
    numbers: z.array(Number9),
    schoolingEndsOn: PlainDate.meta({
      description: 'The day from which the years run; birth for somebody never enrolled',
    }),
    kinds: z.array(
      z.strictObject({
        recordKind: z.string(),
        words: WordsShape,
        rows: z.int(),
        disposalOn: PlainDate.nullable(),
        because: z.enum(['kept', 'term', 'in_school', 'open', 'nothing']),
        isHeld: z.boolean().meta({ description: 'A legal hold stops the clock, whatever the day says' }),
        source: z.string(),
      }),
    ),
  })
  .meta({ id: 'StudentRetention' });
export type StudentRetention = z.output<typeof StudentRetention>;

export const PlaceHold = z
  .strictObject({
    scope: z.enum(holdScopes),
    studentNumber: StudentNumber.nullable().default(null),
    organisation: OrganisationCode.nullable().default(null),
    recordKind: RecordKind.nullable().default(null),
    reason: Reason,
    reviewOn: PlainDate,
  })
  .meta({ id: 'PlaceHold' });
export const LiftHold = z.strictObject({ reason: Reason }).meta({ id: 'LiftHold' });

export const Hold = z
  .strictObject({
    holdId: z.uuid(),
    scope: z.enum(holdScopes),
    studentNumber: Number9.nullable(),
    studentName: z.string().nullable(),
    organisation: z.string().nullable(),
    recordKind: z.string().nullable(),
    reason: z.string(),
    placedBy: z.string(),
    placedAt: z.iso.datetime(),
    reviewOn: PlainDate,
    isReviewDue: z.boolean(),
    liftedAt: z.iso.datetime().nullable(),
    liftedBy: z.string().nullable(),
    liftReason: z.string().nullable(),
  })
  .meta({ id: 'LegalHold' });
export type Hold = z.output<typeof Hold>;
export const Holds = z.strictObject({ items: z.array(Hold) });

export const ProposeDisposal = z
  .strictObject({
    recordKind: RecordKind.nullable().default(null),
    keyId: z.uuid().nullable().default(null),
    dueBy: PlainDate.optional().meta({ description: 'Today when left out' }),
    reason: Reason,
  })
  .meta({ id: 'ProposeDisposal' });
export const PreviewQuery = z.strictObject({ recordKind: RecordKind, dueBy: PlainDate.optional() });

const Example = z.strictObject({
  studentNumber: Number9,
  dueOn: PlainDate,
  rows: z.int(),
  fate: z.string(),
  because: z.string().nullable(),
});
export const Preview = z
  .strictObject({
    retention: RetentionLine,
    dueBy: PlainDate,
    people: z.int(),
    rows: z.int(),
    heldPeople: z.int(),
    examples: z.array(Example),
  })
  .meta({ id: 'DisposalPreview' });

export const DisposalBrief = z.strictObject({
  disposalId: z.uuid(),
  target: z.enum(['records', 'key']),
  recordKind: z.string(),
  words: WordsShape,
  keyId: z.uuid().nullable(),
  dueBy: PlainDate,
  state: z.enum(disposalStates),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  approvals: z.array(z.strictObject({ name: z.string(), at: z.iso.datetime() })),
  approvalsNeeded: z.int(),
  people: z.strictObject({ waiting: z.int(), done: z.int(), kept: z.int() }),
  rows: z.int(),
  executedAt: z.iso.datetime().nullable(),
  backupsUntil: PlainDate.nullable(),
});
export type DisposalBrief = z.output<typeof DisposalBrief>;
export const Disposals = z.strictObject({ items: z.array(DisposalBrief) });
export const DisposalDetail = DisposalBrief.extend({
  retention: RetentionLine,
  examples: z.array(Example),
  imagesRedacted: z.int(),
  keptBecause: z.record(z.string(), z.int()),
  hasCertificate: z.boolean(),
  mayApprove: z.boolean(),
  approveBecause: WordsShape.nullable(),
  mayWithdraw: z.boolean(),
}).meta({ id: 'DisposalDetail' });
export type DisposalDetail = z.output<typeof DisposalDetail>;

export const DataKeys = z.strictObject({
  items: z.array(
    z.strictObject({
      keyId: z.uuid(),
      recordKind: z.string(),
      words: WordsShape,
      period: z.int(),
      texts: z.int(),
      files: z.int(),
      isThere: z.boolean(),
      dueOn: PlainDate.nullable(),
      because: z.enum(['due', 'term', 'open', 'kept', 'held', 'destroyed', 'empty']),
      destroyedAt: z.iso.datetime().nullable(),
      disposalId: z.uuid().nullable(),
    }),
  ),
});

export const DisposalParams = z.strictObject({ disposalId: z.uuid() });
export const HoldParams = z.strictObject({ holdId: z.uuid() });
