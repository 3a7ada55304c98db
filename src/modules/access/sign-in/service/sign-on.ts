import { createHash, randomBytes } from 'node:crypto';
import type { IDToken } from 'openid-client';
import type { DomainError } from '#kernel/errors.ts';
import { perform } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Config } from '#platform/config.ts';
import type { Db } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { type Begun, beginSession, renewSession, type SignInRequest, toActor } from '../../service/sessions.ts';
import { findAccounts } from '../../store/accounts.ts';
import { errors } from '../errors.ts';
import { returnPath, type TrustedOrigin } from '../rules/origin.ts';
import * as store from '../store/sign-on.ts';
import { credentialsOf, type Person, requireOwnFactor, requirePerson } from './person.ts';
import { discover, type Provider, requireProvider } from './providers.ts';

/** The page of ours to which providers send people back. */
export const returnPage = '/sign-in/return';

export type SignOnContext = {
  origin: TrustedOrigin | null;
  config: Pick<Config, 'signOnProviders'>;
  jurisdiction: Jurisdiction;
};
export type Started = { url: string; browserSecret: string; secondsMax: number };

type Starting = {
  provider: string;
  returnTo?: string | undefined;
  purpose: store.SignOnPurpose;
  person: Person | null;
};

/** Sends somebody to another provider: with a challenge (PKCE), a state and a nonce that serve this once, in this browser. */
export async function startSignOn(db: Db, starting: Starting, context: SignOnContext): Promise<Started> {
  const { purpose, person } = starting;
  const origin = requireOrigin(context);
  const provider = await requireProvider(context.config, starting.provider);
  if (purpose === 'link' && person) requireOwnFactor(person, await credentialsOf(db, person));
  const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client');
  const [state, nonce, codeVerifier, browserSecret] = [secret(), secret(), secret(), secret()];
  const configuration = await refusing(() => discover(provider));
  const secondsMax = context.jurisdiction.parameter<number>('access.sign_on_minutes') * 60;
  await store.insertAttempt(db, {
    provider: provider.name,
    purpose,
    nonce,
    codeVerifier,
    accountId: person?.accountId ?? null,
    sessionId: person?.assurance.sessionId ?? null,
    returnTo: returnPath(starting.returnTo),
    stateDigest: digestOf(state),
    browserDigest: digestOf(browserSecret),
    expiresAt: new Date(Date.now() + secondsMax * 1000),
  });
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: origin + returnPage,
    scope: provider.scope,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(provider.secondFactor.acr.length > 0 ? { acr_values: provider.secondFactor.acr.join(' ') } : {}),
    ...(purpose === 'step_up' ? { prompt: 'login', max_age: '0' } : {}),
  });
  return { url: url.href, browserSecret, secondsMax };
}

export type Returned = { query: string; browserSecret: string | null; actor: Actor };
export type Finished = { begun: Begun; purpose: store.SignOnPurpose; returnTo: string };

/** Takes back whoever comes from another provider: signs them in, ties them to the account they have here, or notes their fresh proof. */
export async function finishSignOn(
  db: Db,
  { query, browserSecret, actor }: Returned,
  request: SignInRequest & SignOnContext,
): Promise<Finished> {
  const state = new URLSearchParams(query).get('state') ?? '';
  const digests = { stateDigest: digestOf(state), browserDigest: digestOf(browserSecret ?? '') };
  const attempt = await store.takeAttempt(db, { ...digests, now: new Date() });
  if (!attempt) throw errors.sign_on_refused();
  const provider = await requireProvider(request.config, attempt.provider);
  const claims = await readToken(provider, attempt, { query, state, origin: requireOrigin(request) });
  const proven = { issuer: claims.iss, subject: claims.sub, provider, claims };
  const { purpose, returnTo } = attempt;
  if (purpose === 'sign_in') return { begun: await signIn(db, proven, request), purpose, returnTo };
  const person = requirePerson(actor, request.requestId);
  if (person.assurance.sessionId !== attempt.sessionId) throw errors.sign_on_refused();
  const begun = purpose === 'link' ? await link(db, person, proven) : await stepUp(db, person, proven);
  return { begun, purpose, returnTo };
}

type Proven = { issuer: string; subject: string; provider: Provider; claims: IDToken };

/** Exchanges the code and judges the identity token: issuer, audience, signature, times, nonce; and for a step-up how long ago the person was there. */
async function readToken(
  provider: Provider,
  attempt: store.Attempt,
  { query, state, origin }: { query: string; state: string; origin: string },
): Promise<IDToken> {
  const { authorizationCodeGrant } = await import('openid-client');
  const configuration = await refusing(() => discover(provider));
  const returned = new URL(`${origin}${returnPage}?${query.replace(/^\?/, '')}`);
  const tokens = await refusing(() =>
    authorizationCodeGrant(configuration, returned, {
      pkceCodeVerifier: attempt.codeVerifier,
      expectedState: state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
      ...(attempt.purpose === 'step_up' ? { maxAge: freshSeconds } : {}),
    }),
  );
  const claims = tokens.claims();
  if (!claims) throw errors.sign_on_refused();
  return claims;
}

/** Seconds within which having signed in there counts as having done so now. */
const freshSeconds = 120;

async function signIn(db: Db, proven: Proven, request: SignInRequest): Promise<Begun> {
  const identity = await store.findIdentity(db, proven);
  const account = identity && (await findAccounts(db, [identity.accountId])).get(identity.accountId);
  if (!account || (account.isDemonstration && !request.isDemonstration)) throw errors.sign_on_unknown();
  const act = { kind: 'access.sign-in', actor: toActor(account), requestId: request.requestId };
  return perform(db, act, async (tx, begun) => {
    await store.touchIdentity(tx, { ...proven, at: begun.at });
    const isFresh = begun.at.getTime() / 1000 - (proven.claims.auth_time ?? 0) <= freshSeconds;
    const proof = { way: 'single_sign_on', isSecondFactor: hasSecondFactor(proven), isFresh } as const;
    return beginSession(tx, begun, { account, proof, request });
  });
}

/** Whether the provider says, in the values that the operator named, that a second factor was shown. */
function hasSecondFactor({ provider, claims }: Proven): boolean {
  const { acr, amr } = provider.secondFactor;
  const methods = Array.isArray(claims['amr']) ? claims['amr'] : [];
  return (typeof claims.acr === 'string' && acr.includes(claims.acr)) || methods.some((it) => amr.includes(String(it)));
}

async function link(db: Db, person: Person, proven: Proven): Promise<Begun> {
  return perform(db, { kind: 'access.link-identity', ...person }, async (tx, act) => {
    const { issuer, subject, provider } = proven;
    const identity = { issuer, subject, accountId: person.accountId, provider: provider.name, linkedAt: act.at };
    if (!(await store.insertIdentity(tx, identity))) throw errors.identity_known();
    return renewSession(tx, act, { ...person, isSecondFactor: hasSecondFactor(proven) });
  });
}

async function stepUp(db: Db, person: Person, proven: Proven): Promise<Begun> {
  const identity = await store.findIdentity(db, proven);
  if (identity?.accountId !== person.accountId) throw errors.proof_refused();
  return perform(db, { kind: 'access.step-up', ...person }, (tx, act) =>
    renewSession(tx, act, { ...person, isSecondFactor: hasSecondFactor(proven) }),
  );
}

export function listMyIdentities(db: Db, { accountId }: Person): Promise<store.ExternalIdentity[]> {
  return store.listIdentities(db, accountId);
}

/** Unties the account from a provider; refused where it would leave no way to sign in. */
export async function unlink(db: Db, person: Person, provider: string): Promise<void> {
  const credentials = await credentialsOf(db, person);
  requireOwnFactor(person, credentials);
  const { passwordHash, passkeys, account } = credentials;
  await perform(db, { kind: 'access.unlink-identity', ...person }, async (tx) => {
    const { accountId } = person;
    if (!(await store.deleteIdentity(tx, { accountId, provider }))) throw errors.provider_not_found();
    const left = await store.listIdentities(tx, accountId);
    const hasNone = passwordHash === null && passkeys === 0 && left.length === 0;
    if (hasNone && !account.isDemonstration) throw errors.last_way_kept();
  });
}

function requireOrigin({ origin }: SignOnContext): string {
  if (origin === null) throw errors.origin_unknown();
  return origin.origin;
}

/** Whatever is wrong with a provider's answer is a refusal; that it cannot be reached is told apart, since waiting helps. */
async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): DomainError {
  const { code, cause, name } = error as { code?: string; cause?: { code?: string; status?: number }; name?: string };
  const isLost = [code, cause?.code].some(
    (it) => it?.startsWith('ECONN') || it === 'ENOTFOUND' || it === 'OAUTH_TIMEOUT',
  );
  const isBroken = name === 'TimeoutError' || (error instanceof TypeError && error.message === 'fetch failed');
  return isLost || isBroken || (cause?.status ?? 0) >= 500 ? errors.provider_unavailable() : errors.sign_on_refused();
}

const secret = () => randomBytes(32).toString('base64url');

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
