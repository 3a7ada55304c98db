import { z } from 'zod';
import { SchoolYear } from '#kernel/dates.ts';
import { OrganisationCode } from '#kernel/ids.ts';

export const Words = z
  .strictObject({ en: z.string(), fr: z.string() })
  .meta({ id: 'Words', description: 'A text in both languages' });

export const AccountId = z
  .uuid()
  .meta({ id: 'AccountId', description: 'An account', examples: ['0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e'] });

export const RoleCode = z
  .enum([
    'ministry_records',
    'ministry_viewer',
    'authority_coordinator',
    'school_registrar',
    'school_viewer',
    'support_authority',
    'support_school',
    'none',
  ])
  .meta({
    id: 'RoleCode',
    description: 'What an account may do; support_… while an organisation lets support in, none without any grant',
  });

export const OrganisationBrief = z
  .strictObject({ code: OrganisationCode, kind: z.string(), name: z.string(), nameFr: z.string().nullable() })
  .meta({ id: 'OrganisationBrief', description: 'An organisation, to be named' });
export type OrganisationBrief = z.infer<typeof OrganisationBrief>;

export const Account = z
  .strictObject({
    accountId: AccountId,
    name: z.string(),
    role: RoleCode,
    roleName: Words,
    organisation: OrganisationBrief,
  })
  .meta({ id: 'Account', description: 'Somebody who may sign in' });
export type Account = z.infer<typeof Account>;

export const SignIns = z
  .strictObject({
    isDemonstration: z.boolean().describe('True when the accounts below may be signed in without a secret'),
    accounts: z.array(Account.extend({ meaning: Words.describe('What the role does') })),
    passkeys: z.boolean().describe('Whether passkeys work at this address'),
    providers: z
      .array(z.strictObject({ name: z.string(), title: Words }))
      .describe('Other providers through which one may sign in (OpenID Connect)'),
  })
  .meta({ id: 'SignIns', description: 'The ways to sign in; no accounts where demonstration sign-ins are off' });
export type SignIns = z.infer<typeof SignIns>;

export const SignIn = z
  .strictObject({
    accountId: AccountId,
    hold: z
      .enum(['cookie', 'bearer'])
      .default('cookie')
      .describe('cookie: the browser holds the session; bearer: the answer holds a token for Authorization: Bearer'),
  })
  .meta({ id: 'SignIn' });

export const SessionAssurance = z
  .strictObject({
    sessionId: z.uuid(),
    signedInAt: z.iso.datetime(),
    secondFactorAt: z.iso.datetime().nullable().describe('When a second factor was last shown in this session'),
    steppedUpUntil: z.iso
      .datetime()
      .nullable()
      .describe('Until when dangerous acts need no further proof; null = the next one asks for it'),
    lacksSecondFactor: z
      .boolean()
      .describe('True when the role asks for a second factor and none was shown: it must be set up or shown first'),
  })
  .meta({ id: 'SessionAssurance', description: 'How sure the register is of who sits there' });

export const Me = z
  .strictObject({
    account: z.strictObject({
      accountId: AccountId,
      name: z.string(),
      role: RoleCode,
      roleName: Words,
      language: z.enum(['en', 'fr']),
    }),
    organisation: OrganisationBrief,
    reach: z
      .enum(['everything', 'authority', 'organisation', 'nothing'])
      .describe('How far the organisation reaches: its own students, its schools’, everyone, nobody'),
    permissions: z.array(z.string()),
    choices: z
      .array(z.strictObject({ organisation: OrganisationBrief, role: RoleCode, roleName: Words }))
      .describe('The organisations that the person may act for today, their own first'),
    support: z
      .strictObject({ scope: z.enum(['read', 'write']), purpose: z.string(), expiresAt: z.iso.datetime() })
      .nullable()
      .describe('The access of support that the person acts under now'),
    sealed: z
      .strictObject({ openingId: z.guid(), isGlass: z.boolean(), endsAt: z.iso.datetime() })
      .nullable()
      .describe('The opening of the sealed register that lives for the person now'),
    jurisdiction: z.strictObject({ name: z.string(), title: Words }),
    isDemonstration: z.boolean().describe('True when the register holds invented data that anyone may sign in to'),
    assurance: SessionAssurance.nullable().describe('Null where nobody signed in by a session'),
    currentSchoolYear: SchoolYear,
    today: z.string().describe('The day by the server’s clock, YYYY-MM-DD'),
    token: z.string().optional().describe('Only in the answer to a sign-in held as bearer'),
  })
  .meta({ id: 'Me', description: 'Who is signed in, for whom, and what they may do' });
export type Me = z.infer<typeof Me>;

export const SessionChange = z.strictObject({ language: z.enum(['en', 'fr']) }).meta({ id: 'SessionChange' });

export const ActingChoice = z.strictObject({ organisation: OrganisationCode }).meta({ id: 'ActingChoice' });

export const Accounts = z
  .strictObject({ items: z.array(Account) })
  .meta({ id: 'Accounts', description: 'Accounts within reach, by organisation and name' });
export const AccountsQuery = z.strictObject({ organisation: OrganisationCode.optional() });
