import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Language } from '#kernel/words.ts';
import { type Act, perform, todayOf } from '#platform/act.ts';
import type { Actor, ActorReach, Assurance } from '#platform/actor.ts';
import type { Db, Reader, Tx } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { errors } from '../errors.ts';
import { chooseStanding } from '../people/rules/holding.ts';
import { createUseNotes, toStandingActor } from '../people/service/standing.ts';
import { findLiveOpening } from '../protection/store/openings.ts';
import { describeDevice } from '../rules/device.ts';
import { needsSecondFactor } from '../sign-in/rules/second-factor.ts';
import { type Account, findAccounts, updateLanguage } from '../store/accounts.ts';
import * as store from '../store/sessions.ts';
import { scopeOf } from './scope.ts';

/** What the platform's server asks for; `now` is the moment of the request. */
export type Authoriser = {
  actorOf(token: string, now?: Date): Promise<Actor | null>;
  may(actor: Actor, permission: string): boolean;
  reachOf(actor: Actor): Promise<ActorReach>;
  isLive(actor: Actor): Promise<boolean>;
};

/** Judges who calls, by the grants that hold in this moment. No cache: a grant revoked, an account disabled or a session ended takes effect with the next request. */
export function createAuthoriser(db: Reader, jurisdiction: Jurisdiction): Authoriser {
  const notes = createUseNotes();
  const askedRoles = jurisdiction.parameter<string[]>('access.second_factor_roles');
  return {
    may: (actor, permission) => actor.permissions.has(permission),
    reachOf: async (actor) => {
      const scope = await scopeOf(actor, db);
      return {
        organisations: scope.everything ? null : scope.organisations,
        seesProtected: seesProtected(actor),
      };
    },
    isLive: (actor) => stillStands(db, actor, new Date()),
    actorOf: async (token, now = new Date()) => {
      if (!tokenForm.test(token)) return null;
      const account = await store.findSessionAccount(db, digestOf(token), now);
      if (!account) return null;
      const standing = chooseStanding(account.held, account.home, account.acting);
      if (standing.base?.kind === 'role') notes.note(standing.base.grantId);
      await notes.write(db, todayOf(now));
      const { sessionId, signedInAt, secondFactorAt, steppedUpAt, isDemonstration } = account;
      const actor = await closeSealed(db, toStandingActor(account, standing, notes.note), now);
      const asked = { role: standing.role, isDemonstration };
      const lacksSecondFactor = secondFactorAt === null && needsSecondFactor(asked, askedRoles);
      return { ...actor, assurance: { sessionId, signedInAt, secondFactorAt, steppedUpAt, lacksSecondFactor } };
    },
  };
}

/** Whether the right to see protected students is there; asked of the list, since asking the set would count as a use. */
export function seesProtected({ permissions }: Actor): boolean {
  return [...permissions].includes('restricted.read');
}

/**
 * Whether somebody may still be told what they were let in to hear: their session stands, and so does the opening of the sealed register
 * under which they began to listen.
 */
async function stillStands(db: Reader, actor: Actor, now: Date): Promise<boolean> {
  const { assurance, accountId } = actor;
  if (!assurance) return true;
  if (!(await store.isSessionLive(db, assurance.sessionId, now))) return false;
  if (accountId === null || !seesProtected(actor)) return true;
  return (await findLiveOpening(db, accountId, now)) !== null;
}

/** In ordinary work nobody sees protected students: the right is there only while an opening of the sealed register lives. */
async function closeSealed(db: Reader, actor: Actor, now: Date): Promise<Actor> {
  const { accountId, permissions } = actor;
  if (accountId === null || !seesProtected(actor)) return actor;
  if (await findLiveOpening(db, accountId, now)) return actor;
  const has = permissions.has.bind(permissions);
  const rest = new Set([...permissions].filter((it) => it !== 'restricted.read'));
  rest.has = (permission) => permission !== 'restricted.read' && has(permission);
  return { ...actor, permissions: rest };
}

/** 256 bits in base64url. */
const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/** The actor that an account acts as when it signs in. */
export function toActor(account: Account): Actor {
  return toStandingActor(account, chooseStanding(account.held, account.home, null));
}

/** What came with the request that signs in. */
export type SignInRequest = {
  userAgent: string | undefined;
  jurisdiction: Jurisdiction;
  requestId: string;
  isDemonstration: boolean;
  /** The session that the browser still held; it ends with the new one, so that none can be planted beforehand. */
  replaced: Actor | null;
};

/** A session just begun or proved again; the token is told once and kept nowhere. */
export type Begun = { token: string; actor: Actor; secondsMax: number };

type Proof = { way: store.SignInWay; isSecondFactor: boolean; isFresh: boolean };

/** Begins a session in the transaction of the act that signs in. `isFresh`: a secret was shown just now. */
export async function beginSession(
  tx: Tx,
  act: Act,
  { account, proof, request }: { account: Account; proof: Proof; request: SignInRequest },
): Promise<Begun> {
  const { jurisdiction, replaced } = request;
  const token = newToken();
  const secondsMax = hours(jurisdiction, 'access.session_hours');
  const session = {
    sessionId: randomUUID(),
    way: proof.way,
    signedInAt: act.at,
    secondFactorAt: proof.isSecondFactor ? act.at : null,
    steppedUpAt: proof.isFresh ? act.at : null,
  };
  if (replaced?.accountId && replaced.assurance)
    await store.deleteSession(tx, { accountId: replaced.accountId, sessionId: replaced.assurance.sessionId });
  await store.insertSession(tx, {
    ...session,
    digest: digestOf(token),
    accountId: account.accountId,
    idleSeconds: hours(jurisdiction, 'access.session_idle_hours'),
    expiresAt: new Date(act.at.getTime() + secondsMax * 1000),
    device: describeDevice(request.userAgent),
  });
  const { way: _way, ...known } = session;
  const askedRoles = jurisdiction.parameter<string[]>('access.second_factor_roles');
  const lacksSecondFactor = session.secondFactorAt === null && needsSecondFactor(account, askedRoles);
  return { token, actor: { ...toActor(account), assurance: { ...known, lacksSecondFactor } }, secondsMax };
}

/** Notes a proof in a session that stands and gives it a new secret; the old one is worth nothing from then on. */
export async function renewSession(
  tx: Tx,
  act: Act,
  { actor, assurance, isSecondFactor }: { actor: Actor; assurance: Assurance; isSecondFactor: boolean },
): Promise<Begun> {
  const token = newToken();
  const { sessionId } = assurance;
  const endsAt = await store.replaceToken(tx, { sessionId, digest: digestOf(token), at: act.at, isSecondFactor });
  if (!endsAt) throw errors.session_ended();
  const secondFactorAt = isSecondFactor ? act.at : assurance.secondFactorAt;
  const lacksSecondFactor = secondFactorAt === null && assurance.lacksSecondFactor === true;
  return {
    token,
    actor: { ...actor, assurance: { ...assurance, steppedUpAt: act.at, secondFactorAt, lacksSecondFactor } },
    secondsMax: Math.max(1, Math.floor((endsAt.getTime() - act.at.getTime()) / 1000)),
  };
}

/** Signs a demonstration account in. */
export async function signIn(db: Db, accountId: string, request: SignInRequest): Promise<Begun> {
  if (!request.isDemonstration) throw errors.demonstration_off();
  const account = (await findAccounts(db, [accountId])).get(accountId);
  if (!account?.isDemonstration) throw errors.account_not_found();
  const proof: Proof = { way: 'demonstration', isSecondFactor: false, isFresh: false };
  const act = { kind: 'access.sign-in', actor: toActor(account), requestId: request.requestId };
  return perform(db, act, (tx, begun) => beginSession(tx, begun, { account, proof, request }));
}

/** Ends the session that somebody calls with, at once and for good. */
export async function signOut(db: Db, { actor, requestId }: { actor: Actor; requestId: string }): Promise<void> {
  const { accountId, assurance } = actor;
  if (!accountId || !assurance) return;
  await perform(db, { kind: 'access.sign-out', actor, requestId }, (tx) =>
    store.deleteSession(tx, { accountId, sessionId: assurance.sessionId }),
  );
}

/** Acts for another of the organisations that the person holds a role at, from the next request on. */
export async function chooseOrganisation(
  db: Db,
  { actor, organisation, requestId }: { actor: Actor; organisation: string; requestId: string },
): Promise<Actor> {
  const { accountId, assurance } = actor;
  const account = accountId === null ? undefined : (await findAccounts(db, [accountId])).get(accountId);
  const standing = account ? chooseStanding(account.held, account.home, organisation) : null;
  if (!account || !assurance || standing?.organisation !== organisation || standing.base === null)
    throw errors.organisation_out_of_reach({ organisation });
  await perform(db, { kind: 'access.choose-organisation', actor, requestId }, (tx) =>
    store.updateActing(tx, assurance.sessionId, organisation),
  );
  return { ...toStandingActor(account, standing), assurance };
}

/** Remembers the language of an account's pages and messages. */
export async function chooseLanguage(
  db: Db,
  { actor, language, requestId }: { actor: Actor; language: Language; requestId: string },
): Promise<Actor> {
  const { accountId } = actor;
  if (accountId !== null && actor.language !== language) {
    await perform(db, { kind: 'access.choose-language', actor, requestId }, (tx) =>
      updateLanguage(tx, accountId, language),
    );
  }
  return { ...actor, language };
}

/** Removes sessions that ended by time. */
export async function removeEndedSessions(reader: Reader, now: Date): Promise<number> {
  return store.deleteEndedSessions(reader, now);
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function hours(jurisdiction: Jurisdiction, name: string): number {
  return Math.round(jurisdiction.parameter<number>(name) * 3600);
}
