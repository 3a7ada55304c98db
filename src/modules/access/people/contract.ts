import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { OrganisationCode } from '#kernel/ids.ts';
import { PageQuery, pageOf } from '#kernel/page.ts';
import { oneLine } from '#kernel/shapes.ts';
import { asOne } from '#kernel/words.ts';
import { AccountId, OrganisationBrief, Words } from '../contract.ts';
import { userNameForm } from '../rules/user-name.ts';

/** Text without control characters, which no name and no reason has. */
export const plain = (max: number) =>
  z
    .string()
    .regex(...oneLine)
    .trim()
    .min(1)
    .max(max);

export const Reason = plain(500).describe('Why, in a sentence; kept with what was done');

export const UserName = z
  .string()
  .regex(
    userNameForm,
    asOne({
      en: 'Two to 127 of the letters a to z, digits and . @ _ + -, a letter or digit first',
      fr: 'De deux à 127 des lettres a à z, chiffres et . @ _ + -, une lettre ou un chiffre d’abord',
    }),
  )
  .transform((text) => text.toLowerCase())
  .meta({ id: 'UserName', description: 'What the person signs in with; not case-sensitive', examples: ['h.sandhu'] });

const email = z.email().max(254);
const grantName = z
  .string()
  .regex(/^[a-z][a-z_.]{1,60}$/)
  .describe('A role or a permission');

export const Grant = z
  .strictObject({
    grantId: z.uuid(),
    accountId: AccountId,
    organisation: OrganisationBrief,
    kind: z.enum(['role', 'permission']),
    name: z.string(),
    nameWords: Words,
    state: z.enum(['waiting', 'future', 'live', 'ended', 'revoked', 'declined']),
    isDangerous: z.boolean().describe('Opens very much: given after step-up, and mostly with a second person'),
    startsOn: PlainDate,
    endsOn: PlainDate.nullable().describe('The last day; null = until it is ended'),
    grantedAt: z.iso.datetime(),
    grantedBy: z.string(),
    grantedByAccountId: AccountId.nullable(),
    reason: z.string(),
    needsSecond: z.boolean(),
    approvedAt: z.iso.datetime().nullable(),
    approvedBy: z.string().nullable(),
    revokedAt: z.iso.datetime().nullable(),
    revokedBy: z.string().nullable(),
    revokedReason: z.string().nullable(),
    lastUsedOn: PlainDate.nullable(),
  })
  .meta({ id: 'Grant', description: 'What somebody may do at an organisation' });
export type Grant = z.infer<typeof Grant>;

export const Person = z
  .strictObject({
    accountId: AccountId,
    userName: z.string(),
    name: z.string(),
    givenName: z.string().nullable(),
    familyName: z.string().nullable(),
    email: z.string().nullable(),
    home: OrganisationBrief.describe('The organisation that the person belongs to'),
    language: z.enum(['en', 'fr']),
    state: z.enum(['active', 'no_access', 'suspended', 'left']),
    openedAt: z.iso.datetime(),
    disabledAt: z.iso.datetime().nullable(),
    disabledBy: z.string().nullable(),
    version: z.int(),
    lastUsedOn: PlainDate.nullable().describe('The last day on which a grant within reach was used'),
    sessions: z.int().describe('Open sessions'),
    lastSeenAt: z.iso.datetime().nullable().describe('In a session that is open'),
    grants: z.array(Grant).describe('Within reach, whatever their state'),
  })
  .meta({ id: 'Person', description: 'Somebody who works with the register, and what they hold within reach' });
export type Person = z.infer<typeof Person>;

export const PersonDetail = Person.extend({
  invitedUntil: z.iso.datetime().nullable().describe('An invitation is open until then'),
  clients: z
    .array(
      z.strictObject({ clientId: z.string(), name: z.string(), organisation: z.string(), isDisabled: z.boolean() }),
    )
    .describe('Machine clients that the person registered within reach'),
}).meta({ id: 'PersonDetail' });
export type PersonDetail = z.infer<typeof PersonDetail>;

export const PeopleQuery = z.strictObject({
  ...PageQuery.shape,
  organisation: OrganisationCode.optional(),
  state: z.enum(['current', 'former', 'all']).default('current'),
  text: plain(100).optional().describe('Part of the name or of the user name'),
});
export const PeoplePage = pageOf(Person);

export const OpenPerson = z
  .strictObject({
    userName: UserName,
    name: plain(200),
    givenName: plain(100).optional(),
    familyName: plain(100).optional(),
    email: email.optional(),
    language: z.enum(['en', 'fr']).default('en'),
    organisation: OrganisationCode,
    role: grantName.optional().describe('The base role; none = the account is opened without access'),
    added: z.array(grantName).max(30).default([]).describe('Additional permissions'),
    startsOn: PlainDate.optional(),
    endsOn: PlainDate.optional(),
    reason: Reason,
  })
  .meta({ id: 'OpenPerson' });

export const OpenedPerson = z
  .strictObject({
    person: Person,
    invitation: z.strictObject({
      path: z.string().describe('The address, on this site, by which the person sets their first secrets; shown once'),
      expiresAt: z.iso.datetime(),
    }),
  })
  .meta({ id: 'OpenedPerson' });

export const ChangePerson = z
  .strictObject({
    name: plain(200).optional(),
    givenName: plain(100).nullable().optional(),
    familyName: plain(100).nullable().optional(),
    email: email.nullable().optional(),
    language: z.enum(['en', 'fr']).optional(),
    reason: Reason,
  })
  .meta({ id: 'ChangePerson' });

export const GiveGrant = z
  .strictObject({
    organisation: OrganisationCode,
    kind: z.enum(['role', 'permission']),
    name: grantName,
    startsOn: PlainDate.optional().describe('Today when left out'),
    endsOn: PlainDate.optional(),
    reason: Reason,
  })
  .meta({ id: 'GiveGrant' });

export const AnswerGrant = z
  .strictObject({ isAccepted: z.boolean(), reason: Reason })
  .meta({ id: 'AnswerGrant', description: 'A second person agrees, or declines' });

export const RevokeGrant = z
  .strictObject({ reason: Reason, lastDay: PlainDate.optional().describe('Left out: at once') })
  .meta({ id: 'RevokeGrant' });

export const WaitingGrants = z
  .strictObject({ items: z.array(z.strictObject({ grant: Grant, name: z.string().describe('The holder’s') })) })
  .meta({ id: 'WaitingGrants' });

export const MovePerson = z
  .strictObject({
    from: OrganisationCode,
    to: OrganisationCode,
    role: grantName,
    added: z.array(grantName).max(30).default([]),
    on: PlainDate.describe('The first day at the new organisation'),
    reason: Reason,
  })
  .meta({ id: 'MovePerson' });

export const EndPerson = z
  .strictObject({ reason: Reason, lastDay: PlainDate.optional().describe('Left out: at once') })
  .meta({ id: 'EndPerson' });

export const Departure = z
  .strictObject({
    endedGrants: z.int(),
    endedSessions: z.int(),
    isClosed: z.boolean().describe('False when the person still holds something elsewhere'),
    clients: PersonDetail.shape.clients.describe('Machine clients that go on without the person'),
  })
  .meta({ id: 'Departure' });

export const ReasonOnly = z.strictObject({ reason: Reason }).meta({ id: 'ReasonOnly' });

export const MatrixQuery = z.strictObject({ organisation: OrganisationCode.optional() });
export const PermissionMatrix = z
  .strictObject({
    permissions: z.array(z.strictObject({ name: z.string(), words: Words, isDangerous: z.boolean() })),
    rows: z.array(
      z.strictObject({
        accountId: AccountId,
        name: z.string(),
        organisation: OrganisationBrief,
        role: z.string(),
        roleName: Words,
        permissions: z.array(z.string()),
        added: z.array(z.string()).describe('Those that come from an additional grant'),
        lastUsedOn: PlainDate.nullable(),
        isUnused: z.boolean().describe('Not used for as long as the jurisdiction says'),
      }),
    ),
  })
  .meta({ id: 'PermissionMatrix', description: 'Who can do what here, today' });
export type PermissionMatrix = z.infer<typeof PermissionMatrix>;

export const SupportAccess = z
  .strictObject({
    supportAccessId: z.uuid(),
    accountId: AccountId,
    name: z.string(),
    organisation: OrganisationBrief,
    scope: z.enum(['read', 'write']),
    purpose: z.string(),
    state: z.enum(['open', 'expired', 'ended']),
    openedAt: z.iso.datetime(),
    openedBy: z.string(),
    expiresAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    endedBy: z.string().nullable(),
  })
  .meta({ id: 'SupportAccess' });
export type SupportAccess = z.infer<typeof SupportAccess>;

export const SupportAccesses = z
  .strictObject({
    items: z.array(SupportAccess),
    accounts: z.array(z.strictObject({ accountId: AccountId, name: z.string() })).describe('Who may be let in'),
    hoursMax: z.number(),
  })
  .meta({ id: 'SupportAccesses' });

export const OpenSupport = z
  .strictObject({
    accountId: AccountId,
    organisation: OrganisationCode,
    scope: z.enum(['read', 'write']),
    purpose: Reason,
    hours: z.number().positive().max(168),
  })
  .meta({ id: 'OpenSupport' });

export const SupportActs = z
  .strictObject({
    access: SupportAccess,
    acts: z.array(z.strictObject({ at: z.iso.datetime(), kind: z.string(), reason: z.string().nullable() })),
    reads: z.array(
      z.strictObject({
        at: z.iso.datetime(),
        studentNumber: z.string(),
        groups: z.array(z.string()),
        operation: z.string(),
      }),
    ),
  })
  .meta({ id: 'SupportActs', description: 'Everything that was done and read under a support access' });

const reviewDecision = z.enum(['confirmed', 'ended', 'lapsed', 'kept']);
export const AccessReview = z
  .strictObject({
    reviewId: z.uuid(),
    organisation: OrganisationBrief,
    startedAt: z.iso.datetime(),
    startedBy: z.string(),
    dueOn: PlainDate,
    closedAt: z.iso.datetime().nullable(),
    grants: z.int(),
    answered: z.int(),
  })
  .meta({ id: 'AccessReview' });
export type AccessReview = z.infer<typeof AccessReview>;

export const AccessReviews = z.strictObject({ items: z.array(AccessReview) }).meta({ id: 'AccessReviews' });

export const AccessReviewDetail = AccessReview.extend({
  items: z.array(
    z.strictObject({
      grant: Grant,
      name: z.string().describe('The holder’s'),
      isUnused: z.boolean(),
      decision: reviewDecision.nullable(),
      decidedAt: z.iso.datetime().nullable(),
      decidedBy: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
}).meta({ id: 'AccessReviewDetail' });
export type AccessReviewDetail = z.infer<typeof AccessReviewDetail>;

export const StartReview = z
  .strictObject({ organisation: OrganisationCode, dueOn: PlainDate.optional() })
  .meta({ id: 'StartReview' });

export const ReviewDecisions = z
  .strictObject({
    decisions: z
      .array(
        z.strictObject({
          grantId: z.uuid(),
          decision: z.enum(['confirmed', 'ended']),
          note: plain(500).optional(),
        }),
      )
      .min(1)
      .max(1000),
  })
  .meta({ id: 'ReviewDecisions' });
