import { z } from 'zod';
import { AccountId, Me } from '../contract.ts';
import { userNameLengthMax } from '../rules/user-name.ts';

const Base64Url = z
  .string()
  .regex(/^[\w-]*$/)
  .max(100_000);
const Password = z.string().min(1).max(1000);
const Code = z.string().max(40).describe('Six digits of an authenticator app, or a recovery code');
const Hold = z
  .enum(['cookie', 'bearer'])
  .default('cookie')
  .describe('cookie: the browser holds the session; bearer: the answer holds a token for Authorization: Bearer');
const PasskeyName = z.string().trim().min(1).max(60);
const Moment = z.iso.datetime();

export const PasswordSignIn = z
  .strictObject({
    userName: z.string().min(1).max(userNameLengthMax),
    password: Password,
    code: Code.optional().describe('Where the account has an authenticator app: its code, or a recovery code'),
    hold: Hold,
  })
  .meta({ id: 'PasswordSignIn' });

const Extensions = z.record(z.string(), z.unknown());
const Attachment = z.enum(['platform', 'cross-platform']).optional();

export const PasskeyAnswer = z
  .strictObject({
    id: Base64Url,
    rawId: Base64Url,
    type: z.literal('public-key'),
    authenticatorAttachment: Attachment,
    clientExtensionResults: Extensions,
    response: z.strictObject({
      clientDataJSON: Base64Url,
      authenticatorData: Base64Url,
      signature: Base64Url,
      userHandle: Base64Url.optional(),
    }),
  })
  .meta({
    id: 'PasskeyAnswer',
    description: 'What the browser gives after asking a passkey (WebAuthn AuthenticationResponseJSON)',
  });

export const PasskeyMade = z
  .strictObject({
    id: Base64Url,
    rawId: Base64Url,
    type: z.literal('public-key'),
    authenticatorAttachment: Attachment,
    clientExtensionResults: Extensions,
    response: z.strictObject({
      clientDataJSON: Base64Url,
      attestationObject: Base64Url,
      authenticatorData: Base64Url.optional(),
      publicKey: Base64Url.optional(),
      publicKeyAlgorithm: z.number().optional(),
      transports: z.array(z.string().max(40)).max(20).optional(),
    }),
  })
  .meta({
    id: 'PasskeyMade',
    description: 'What the browser gives after making a passkey (WebAuthn RegistrationResponseJSON)',
  });

export const PasskeyOptions = z.record(z.string(), z.unknown()).meta({
  id: 'PasskeyOptions',
  description: 'What the browser is to ask an authenticator (WebAuthn options as JSON)',
});

export const PasskeySignIn = z.strictObject({ response: PasskeyAnswer, hold: Hold }).meta({ id: 'PasskeySignIn' });

export const StepUp = z
  .discriminatedUnion('way', [
    z.strictObject({ way: z.literal('passkey'), response: PasskeyAnswer }),
    z.strictObject({ way: z.literal('code'), code: Code }),
    z.strictObject({ way: z.literal('password'), password: Password }),
    z.strictObject({ way: z.literal('demonstration') }),
  ])
  .meta({ id: 'StepUp', description: 'A proof that it is still the same person' });

export const MyPasskey = z
  .strictObject({
    passkeyId: z.uuid(),
    name: z.string(),
    isSynced: z.boolean().describe('True when it may live on several devices'),
    createdAt: Moment,
    lastUsedAt: Moment.nullable(),
  })
  .meta({ id: 'MyPasskey' });
export type MyPasskey = z.infer<typeof MyPasskey>;

export const MyCredentials = z
  .strictObject({
    userName: z.string(),
    passwordChangedAt: Moment.nullable().describe('Null = no password'),
    totpSince: Moment.nullable().describe('Null = no authenticator app'),
    recoveryCodesLeft: z.int(),
    passkeys: z.array(MyPasskey),
    canAddPasskeys: z.boolean().describe('Whether passkeys work at this address'),
    needsSecondFactor: z.boolean().describe('Whether the role asks for a second factor'),
    identities: z
      .array(z.strictObject({ provider: z.string(), linkedAt: Moment }))
      .describe('Other providers to which the account is tied'),
    stepUpWays: z
      .array(z.enum(['passkey', 'code', 'password', 'demonstration']))
      .describe('How the person can prove again that it is they, the best first'),
  })
  .meta({ id: 'MyCredentials', description: 'With what the person can sign in' });
export type MyCredentials = z.infer<typeof MyCredentials>;

export const PasswordChange = z
  .strictObject({ current: Password.optional().describe('The present one, where there is one'), password: Password })
  .meta({ id: 'PasswordChange' });

export const TotpOffer = z
  .strictObject({
    secret: z.string().describe('To type into the app'),
    uri: z.string().describe('To open on the same device'),
    picture: z.string().describe('To scan: SVG as a data address'),
  })
  .meta({ id: 'TotpOffer', description: 'An authenticator app to be set up' });

export const TotpConfirmation = z.strictObject({ code: Code }).meta({ id: 'TotpConfirmation' });

export const RecoveryCodes = z
  .strictObject({
    recoveryCodes: z.array(z.string()).describe('Shown this once; each stands once for a code of the app'),
  })
  .meta({ id: 'RecoveryCodes' });

export const NewPasskey = z.strictObject({ name: PasskeyName, response: PasskeyMade }).meta({ id: 'NewPasskey' });
export const PasskeyChange = z.strictObject({ name: PasskeyName }).meta({ id: 'PasskeyChange' });
export const PasskeyParams = z.strictObject({ passkeyId: z.uuid() });

export const MySession = z
  .strictObject({
    sessionId: z.uuid(),
    isThis: z.boolean(),
    device: z.string(),
    way: z.enum(['demonstration', 'password', 'passkey', 'single_sign_on', 'invitation']),
    signedInAt: Moment,
    lastSeenAt: Moment,
    expiresAt: Moment,
  })
  .meta({ id: 'MySession', description: 'Somebody signed in on one device' });
export type MySession = z.infer<typeof MySession>;
export const MySessions = z.strictObject({ items: z.array(MySession) }).meta({ id: 'MySessions' });
export const SessionParams = z.strictObject({ sessionId: z.uuid() });

const ProviderName = z.string().max(60);

export const SignOnStart = z
  .strictObject({
    provider: ProviderName,
    returnTo: z
      .string()
      .max(2000)
      .optional()
      .describe('The page of ours to show afterwards; anything else is the first page'),
  })
  .meta({ id: 'SignOnStart' });

export const SignOnStarted = z
  .strictObject({ url: z.url() })
  .meta({ id: 'SignOnStarted', description: 'Where the browser is to go' });

export const SignOnReturn = z
  .strictObject({
    query: z
      .string()
      .max(8000)
      .describe('What stands behind ? in the address that the provider sent the browser back to'),
  })
  .meta({ id: 'SignOnReturn' });

export const SignOnFinished = z
  .strictObject({ me: Me, purpose: z.enum(['sign_in', 'step_up', 'link']), returnTo: z.string() })
  .meta({ id: 'SignOnFinished', description: 'Who is signed in, and the page to show' });

export const ProviderParams = z.strictObject({ provider: ProviderName });

const Token = z.string().min(1).max(100).describe('What stands behind # in the link');

export const InvitationInput = z
  .strictObject({ accountId: AccountId, purpose: z.enum(['join', 'reset']) })
  .meta({ id: 'InvitationInput' });

export const InvitationMade = z
  .strictObject({
    invitationId: z.uuid(),
    link: z.url().describe('To hand to the person by a way that is theirs; told this once'),
    expiresAt: Moment,
  })
  .meta({ id: 'InvitationMade' });

export const AccountUnlock = z.strictObject({ accountId: AccountId }).meta({ id: 'AccountUnlock' });

export const InvitationToken = z.strictObject({ token: Token }).meta({ id: 'InvitationToken' });

export const Invitation = z
  .strictObject({
    name: z.string(),
    userName: z.string(),
    purpose: z.enum(['join', 'reset']),
    invitedBy: z.string(),
    expiresAt: Moment,
    needsSecondFactor: z.boolean(),
    canHoldPasskey: z.boolean(),
    passwordLengthMin: z.int(),
    totp: TotpOffer,
  })
  .meta({ id: 'Invitation', description: 'What a link of an invitation is for' });
export type Invitation = z.infer<typeof Invitation>;

export const InvitationPassword = z
  .strictObject({ token: Token, password: Password, code: Code.optional() })
  .meta({ id: 'InvitationPassword' });

export const InvitationPasskey = z
  .strictObject({ token: Token, name: PasskeyName, response: PasskeyMade })
  .meta({ id: 'InvitationPasskey' });

export const BegunWithCodes = z
  .strictObject({ me: Me, recoveryCodes: z.array(z.string()) })
  .meta({ id: 'BegunWithCodes', description: 'Who is signed in, and their recovery codes, shown this once' });
