import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { StudentNumber } from '#kernel/ids.ts';
import { Number9, WordsShape } from '#kernel/shapes.ts';
import { Text } from '../contract.ts';

const Giver = z.enum(['student', 'guardian']);

export const ConsentParams = z.strictObject({ number: StudentNumber });
export const OneConsentParams = z.strictObject({ number: StudentNumber, consentId: z.uuid() });

export const GiveConsent = z
  .strictObject({
    kind: z.string().regex(/^[a-z][a-z_]{0,39}$/),
    givenBy: Giver,
    giverName: Text(200),
    words: Text(2000).nullable().default(null).meta({ description: 'What was said or signed' }),
    givenOn: PlainDate,
  })
  .meta({ id: 'GiveConsent' });
export type GiveConsent = z.output<typeof GiveConsent>;

export const WithdrawConsent = z
  .strictObject({ withdrawnOn: PlainDate, words: Text(2000) })
  .meta({ id: 'WithdrawConsent' });
export type WithdrawConsent = z.output<typeof WithdrawConsent>;

export const Consent = z
  .strictObject({
    consentId: z.uuid(),
    studentNumber: Number9,
    kind: z.string(),
    givenBy: Giver,
    giverName: z.string().nullable(),
    words: z.string().nullable(),
    givenOn: PlainDate,
    withdrawnOn: PlainDate.nullable(),
    withdrawal: z.string().nullable(),
    holdsToday: z.boolean(),
    endsOn: PlainDate.nullable().meta({ description: 'Day on which a guardian’s consent ends by itself' }),
    hasEvidence: z.boolean(),
    organisation: z.string(),
    recordedBy: z.string(),
    recordedAt: z.iso.datetime(),
  })
  .meta({ id: 'Consent' });
export type Consent = z.output<typeof Consent>;

export const Consents = z
  .strictObject({
    studentNumber: Number9,
    kinds: z.array(
      z.strictObject({
        kind: z.string(),
        purpose: WordsShape,
        legalBasis: WordsShape,
        studentFromAge: z.int(),
        guardianUntilAge: z.int(),
        holds: z.boolean(),
        mayStudent: z.boolean(),
        mayGuardian: z.boolean(),
      }),
    ),
    items: z.array(Consent),
  })
  .meta({ id: 'Consents' });
export type Consents = z.output<typeof Consents>;
