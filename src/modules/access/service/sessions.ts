import { createHash, randomBytes } from 'node:crypto';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';
import { perform } from '#platform/act.ts';
import type { Actor, ActorReach } from '#platform/actor.ts';
import type { Db, Reader } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { errors } from '../errors.ts';
import { describeDevice } from '../rules/device.ts';
import { isRoleName, type RoleName, roles } from '../rules/roles.ts';
import { type Account, findAccounts, listDemonstrationAccounts, updateLanguage } from '../store/accounts.ts';
import * as store from '../store/sessions.ts';
import { scopeOf } from './scope.ts';

/** What the platform's server asks for; `now` is the moment of the request. */
export type Authoriser = {
  actorOf(token: string, now?: Date): Promise<Actor | null>;
  may(actor: Actor, permission: string): boolean;
  reachOf(actor: Actor): Promise<ActorReach>;
};

/** Judges who calls. No cache: an account disabled or a session ended takes effect with the next request. */
export function createAuthoriser(reader: Reader): Authoriser {
  return {
    may: (actor, permission) => actor.permissions.has(permission),
    reachOf: async (actor) => {
      const scope = await scopeOf(actor, reader);
      return {
        organisations: scope.everything ? null : scope.organisations,
        seesProtected: actor.permissions.has('restricted.read'),
      };
    },
    actorOf: async (token, now = new Date()) => {
      if (!tokenForm.test(token)) return null;
      const account = await store.findSessionAccount(reader, digestOf(token), now);
      if (!account || !isRoleName(account.role)) return null;
      return toActor({ ...account, role: account.role, organisation: account.organisation as OrganisationCode });
    },
  };
}

/** 256 bits in base64url. */
const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/** The actor that an account acts as. */
export function toActor(account: Pick<Account, 'accountId' | 'name' | 'role' | 'organisation' | 'language'>): Actor {
  const { accountId, name, role, organisation, language } = account;
  return { kind: 'account', accountId, name, role, organisation, permissions: permissionSets[role], language };
}

const permissionSets = Object.fromEntries(
  Object.entries(roles).map(([name, role]) => [name, new Set<string>(role.permissions)]),
) as unknown as Record<RoleName, ReadonlySet<string>>; // fromEntries forgets the keys, which are those of `roles`

/** The invented accounts that may be signed in; none where demonstration sign-ins are off. */
export async function listSignIns(reader: Reader, isDemonstration: boolean): Promise<Account[]> {
  return isDemonstration ? listDemonstrationAccounts(reader) : [];
}

/** Signs a demonstration account in. The secret is returned once and kept nowhere; the database holds its digest. */
export async function signIn(
  db: Db,
  input: {
    accountId: string;
    userAgent: string | undefined;
    isDemonstration: boolean;
    jurisdiction: Jurisdiction;
    requestId: string;
  },
): Promise<{ token: string; actor: Actor; secondsMax: number }> {
  if (!input.isDemonstration) throw errors.demonstration_off();
  const account = (await findAccounts(db, [input.accountId])).get(input.accountId);
  if (!account?.isDemonstration) throw errors.account_not_found();
  const actor = toActor(account);
  const token = randomBytes(32).toString('base64url');
  const secondsMax = hours(input.jurisdiction, 'access.session_hours');
  await perform(db, { kind: 'access.sign-in', actor, requestId: input.requestId }, (tx, act) =>
    store.insertSession(tx, {
      digest: digestOf(token),
      accountId: account.accountId,
      at: act.at,
      idleSeconds: hours(input.jurisdiction, 'access.session_idle_hours'),
      expiresAt: new Date(act.at.getTime() + secondsMax * 1000),
      device: describeDevice(input.userAgent),
    }),
  );
  return { token, actor, secondsMax };
}

/** Ends the session of a token, at once and for good. */
export async function signOut(
  db: Db,
  { token, actor, requestId }: { token: string; actor: Actor; requestId: string },
): Promise<void> {
  await perform(db, { kind: 'access.sign-out', actor, requestId }, (tx) => store.deleteSession(tx, digestOf(token)));
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

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function hours(jurisdiction: Jurisdiction, name: string): number {
  return Math.round(jurisdiction.parameter<number>(name) * 3600);
}
