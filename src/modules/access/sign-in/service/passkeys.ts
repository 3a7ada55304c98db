import { createHash } from 'node:crypto';
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { perform } from '#platform/act.ts';
import type { Db, Reader } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { type Begun, beginSession, type SignInRequest, toActor } from '../../service/sessions.ts';
import { findAccounts } from '../../store/accounts.ts';
import { errors } from '../errors.ts';
import { canHoldPasskeys, type TrustedOrigin } from '../rules/origin.ts';
import * as store from '../store/passkeys.ts';

/** Where passkeys are bound to, and for how long a challenge stands. */
export type Binding = { origin: TrustedOrigin | null; jurisdiction: Jurisdiction };

function requireOrigin({ origin }: Binding): TrustedOrigin {
  if (origin === null || !canHoldPasskeys(origin)) throw errors.passkeys_unavailable();
  return origin;
}

export const noUse = { accountId: null, sessionId: null, invitationId: null };

/** What the browser asks an authenticator: any of ours at sign-in, one of the account's otherwise. */
export async function askForPasskey(db: Db, use: store.ChallengeUse, binding: Binding) {
  const { relyingParty } = requireOrigin(binding);
  const own = use.accountId === null ? [] : await store.listPasskeys(db, use.accountId);
  const options = await generateAuthenticationOptions({
    rpID: relyingParty,
    userVerification: 'required',
    ...(use.accountId === null ? {} : { allowCredentials: own.map(descriptorOf) }),
  });
  await keepChallenge(db, options.challenge, use, binding);
  return options;
}

export type Registering = { accountId: string; userName: string; name: string };

/** What the browser asks an authenticator in order to register it. */
export async function askForNewPasskey(db: Db, person: Registering, use: store.ChallengeUse, binding: Binding) {
  const { relyingParty } = requireOrigin(binding);
  const options = await generateRegistrationOptions({
    rpName: 'Matricula',
    rpID: relyingParty,
    userID: Uint8Array.from(Buffer.from(person.accountId.replaceAll('-', ''), 'hex')),
    userName: person.userName,
    userDisplayName: person.name,
    attestationType: 'none',
    excludeCredentials: (await store.listPasskeys(db, person.accountId)).map(descriptorOf),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(db, options.challenge, use, binding);
  return options;
}

const descriptorOf = ({ credentialId, transports }: store.Passkey) => ({
  id: credentialId,
  transports: transports as AuthenticatorTransport[], // a hint handed back to the browser that gave it
});

async function keepChallenge(
  db: Db,
  challenge: string,
  use: store.ChallengeUse,
  { jurisdiction }: Binding,
): Promise<void> {
  const minutes = jurisdiction.parameter<number>('access.passkey_challenge_minutes');
  await store.insertChallenge(db, {
    ...use,
    digest: digestOf(challenge),
    expiresAt: new Date(Date.now() + minutes * 60_000),
  });
}

/** A registered authenticator, not yet kept. */
export type NewPasskey = Pick<store.Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'isSynced'>;

/** Judges the answer of an authenticator that is to be registered. */
export async function readNewPasskey(
  db: Db,
  response: RegistrationResponseJSON,
  use: store.ChallengeUse,
  binding: Binding,
): Promise<NewPasskey> {
  const { origin, relyingParty } = requireOrigin(binding);
  const expectedChallenge = await takeChallenge(db, response.response.clientDataJSON, use);
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: relyingParty,
    requireUserVerification: true,
  }).catch(() => null); // whatever is wrong with it, it is no passkey of ours
  if (!verified?.verified) throw errors.passkey_refused();
  const { credential, credentialDeviceType } = verified.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: (credential.transports ?? []).slice(0, 8),
    isSynced: credentialDeviceType === 'multiDevice',
  };
}

/** A passkey that answered rightly, and what its counter stands at. */
export type Answered = { passkey: store.Passkey; counter: number };

/** Judges the answer of a registered authenticator. */
export async function readPasskey(
  db: Db,
  response: AuthenticationResponseJSON,
  use: store.ChallengeUse,
  binding: Binding,
): Promise<Answered> {
  const { origin, relyingParty } = requireOrigin(binding);
  const expectedChallenge = await takeChallenge(db, response.response.clientDataJSON, use);
  const passkey = await store.findPasskey(db, response.id);
  if (!passkey || (use.accountId !== null && passkey.accountId !== use.accountId)) throw errors.passkey_refused();
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: relyingParty,
    requireUserVerification: true,
    credential: { id: passkey.credentialId, publicKey: Uint8Array.from(passkey.publicKey), counter: passkey.counter },
  }).catch(() => null); // a wrong signature, another site's answer, a counter that fell behind
  if (!verified?.verified) throw errors.passkey_refused();
  return { passkey, counter: verified.authenticationInfo.newCounter };
}

/** Signs in whoever's passkey answered; it is both factors, since the authenticator made sure of its owner. */
export async function signInWithPasskey(
  db: Db,
  response: AuthenticationResponseJSON,
  request: SignInRequest & { origin: TrustedOrigin | null },
): Promise<Begun> {
  const { passkey, counter } = await readPasskey(db, response, { purpose: 'sign_in', ...noUse }, request);
  const account = (await findAccounts(db, [passkey.accountId])).get(passkey.accountId);
  if (!account || (account.isDemonstration && !request.isDemonstration)) throw errors.passkey_refused();
  const act = { kind: 'access.sign-in', actor: toActor(account), requestId: request.requestId };
  return perform(db, act, async (tx, begun) => {
    const isCounted = await store.countPasskey(tx, { passkeyId: passkey.passkeyId, counter, at: begun.at });
    if (!isCounted) throw errors.passkey_refused();
    const proof = { way: 'passkey', isSecondFactor: true, isFresh: true } as const;
    return beginSession(tx, begun, { account, proof, request });
  });
}

/** Takes the challenge that an answer is for, whatever the answer is worth, and returns it. */
async function takeChallenge(db: Reader, clientData: string, use: store.ChallengeUse): Promise<string> {
  const challenge = challengeOf(clientData);
  const isMeant =
    challenge !== null && (await store.takeChallenge(db, { ...use, digest: digestOf(challenge), now: new Date() }));
  if (!isMeant) throw errors.passkey_refused();
  return challenge;
}

function challengeOf(clientData: string): string | null {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientData, 'base64url').toString()) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : null;
  } catch {
    return null; // not even JSON: the answer of no authenticator
  }
}

function digestOf(challenge: string): string {
  return createHash('sha256').update(challenge).digest('hex');
}

/** A passkey to be kept, with a name that its owner will know it by. */
export function toPasskey(
  read: NewPasskey,
  owner: { accountId: string; name: string; at: Date },
): Omit<store.Passkey, 'lastUsedAt'> {
  return { ...read, passkeyId: newId(), accountId: owner.accountId, name: owner.name, createdAt: owner.at };
}
