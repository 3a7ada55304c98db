import { createHash, randomBytes } from 'node:crypto';
import type { Act } from '#platform/act.ts';
import { perform, todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db, Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { permissionsIn } from '../../people/rules/grants.ts';
import { listStandings } from '../../people/rules/holding.ts';
import { stateOf } from '../../people/service/state.ts';
import { listGrantsOf } from '../../people/store/grants.ts';
import { raiseAlarm } from '../../service/alarms.ts';
import { scopeOf } from '../../service/scope.ts';
import { type Begun, beginSession, type SignInRequest, toActor } from '../../service/sessions.ts';
import { type Account, findAccounts } from '../../store/accounts.ts';
import { deleteSessions } from '../../store/sessions.ts';
import { errors } from '../errors.ts';
import type { TrustedOrigin } from '../rules/origin.ts';
import { needsSecondFactor } from '../rules/second-factor.ts';
import * as credentials from '../store/credentials.ts';
import * as store from '../store/invitations.ts';
import { type ChallengeUse, insertPasskey } from '../store/passkeys.ts';
import { requireAccount } from './lock.ts';
import { giveRecoveryCodes } from './mine.ts';
import { askForNewPasskey, type Binding, readNewPasskey, toPasskey } from './passkeys.ts';
import { hashNewPassword, type PasswordJudging } from './password.ts';
import { describeTotp, newTotpSecret, stepOf, type TotpOffer } from './totp.ts';
import { unlock } from './tries.ts';

/** What whoever invites passes on. `path` holds the secret behind `#`, where no server and no log sees it. */
export type CreatedInvitation = { invitationId: string; path: string; expiresAt: Date };

/**
 * Makes a link by which the holder of an account sets its first secrets (`join`), or new ones that end all earlier ones (`reset`).
 * It works once, for the hours that the jurisdiction says; an earlier open one of the account stops working. Call within the act that opens the account or resets it.
 */
export async function createInvitation(
  tx: Tx,
  act: Act,
  {
    accountId,
    purpose,
    jurisdiction,
  }: { accountId: string; purpose: store.InvitationPurpose; jurisdiction: Jurisdiction },
): Promise<CreatedInvitation> {
  const token = randomBytes(32).toString('base64url');
  const hours = jurisdiction.parameter<Record<store.InvitationPurpose, number>>('access.invitation_hours')[purpose];
  const expiresAt = new Date(act.at.getTime() + hours * 3_600_000);
  const invitationId = newId();
  await store.cancelInvitations(tx, [accountId], act.at);
  await store.insertInvitation(tx, {
    invitationId,
    accountId,
    purpose,
    totpSecret: newTotpSecret(),
    createdAt: act.at,
    createdBy: act.actor.name,
    createdByAccountId: act.actor.accountId,
    expiresAt,
    digest: digestOf(token),
  });
  return { invitationId, path: `/invitation#${token}`, expiresAt };
}

/** Invites the holder of an account within reach, or resets what they lost. */
export async function invite(
  db: Db,
  {
    actor,
    accountId,
    purpose,
    jurisdiction,
    requestId,
  }: {
    actor: Actor;
    accountId: string;
    purpose: store.InvitationPurpose;
    jurisdiction: Jurisdiction;
    requestId: string;
  },
): Promise<CreatedInvitation> {
  const account = await requireAccount(db, actor, accountId);
  await requireNoMore(db, actor, account);
  const held = await credentials.findCredentials(db, { accountId });
  const hasSecrets = held !== null && (held.passwordHash !== null || held.passkeys > 0);
  if (purpose === 'join' && hasSecrets) throw errors.account_has_secrets();
  const reason = `${purpose} ${account.userName}`;
  return perform(db, { kind: 'access.invite', actor, requestId, reason }, async (tx, act) => {
    if (purpose === 'reset') {
      const { userName, organisation } = account;
      await raiseAlarm(tx, act, {
        kind: 'secrets_reset',
        organisation,
        accountId,
        byAccountId: actor.accountId,
        details: { userName, by: actor.name },
      });
    }
    return createInvitation(tx, act, { accountId, purpose, jurisdiction });
  });
}

/**
 * Whoever holds the link can act as the account. So it must not let anybody do what they may not do themselves, nor for an organisation
 * out of their reach: a person may hold a role elsewhere, too, or one that begins before the link expires.
 */
async function requireNoMore(db: Db, actor: Actor, { accountId, held, home }: Account): Promise<void> {
  const scope = await scopeOf(actor, db);
  const today = todayOf(new Date());
  const granted = await listGrantsOf(db, { accountIds: [accountId], organisations: null });
  const coming = granted.filter((it) => ['waiting', 'future'].includes(stateOf(it, today)));
  const opened = [
    ...listStandings(held, home),
    ...coming.map(({ organisation, kind, name }) => ({ organisation, permissions: permissionsIn(kind, name) })),
  ];
  const isBeyond = opened.some(
    ({ organisation, permissions }) =>
      !(scope.everything || scope.organisations.some((it) => it === organisation)) ||
      permissions.some((permission) => !actor.permissions.has(permission)),
  );
  if (isBeyond) throw errors.account_beyond_you();
}

/** Takes back what is open for some accounts: when somebody leaves, or was invited by mistake. */
export function cancelInvitations(tx: Tx, act: Act, accountIds: readonly string[]): Promise<number> {
  return store.cancelInvitations(tx, accountIds, act.at);
}

/** Takes back what others made for an account to which somebody now gives more: their links would open to them what they did not give. */
export function cancelInvitationsOfOthers(tx: Tx, act: Act, accountId: string): Promise<number> {
  return store.cancelInvitations(tx, [accountId], act.at, { butOf: act.actor.accountId });
}

export function listOpenInvitations(reader: Reader, accountIds: readonly string[]): Promise<store.Invitation[]> {
  return store.listOpenInvitations(reader, accountIds, new Date());
}

export type OpenedInvitation = {
  invitation: store.Invitation;
  account: Account;
  needsSecondFactor: boolean;
  totp: TotpOffer;
};

/** What an invitation is for; it stays open. */
export async function openInvitation(db: Reader, token: string, jurisdiction: Jurisdiction): Promise<OpenedInvitation> {
  const invitation = await store.findOpenInvitation(db, digestOf(token), new Date());
  const account = invitation && (await findAccounts(db, [invitation.accountId])).get(invitation.accountId);
  if (!invitation || !account) throw errors.invitation_refused();
  return {
    invitation,
    account,
    needsSecondFactor: needsSecondFactor(account, jurisdiction.parameter<string[]>('access.second_factor_roles')),
    totp: await describeTotp(invitation.totpSecret, account.userName),
  };
}

/** Sets a password, and an authenticator app when its code is shown, and signs in. */
export async function acceptWithPassword(
  db: Db,
  { token, password, code }: { token: string; password: string; code?: string | undefined },
  request: SignInRequest & PasswordJudging,
): Promise<{ begun: Begun; recoveryCodes: string[] }> {
  const { jurisdiction } = request;
  const opened = await openInvitation(db, token, jurisdiction);
  const { account, invitation } = opened;
  const step = code === undefined ? null : stepOf(code, invitation.totpSecret, jurisdiction);
  if (code !== undefined && step === null) throw errors.totp_code_refused();
  if (step === null && opened.needsSecondFactor) throw errors.invitation_code_needed();
  const hash = await hashNewPassword(password, account, request);
  return accept(db, opened, request, async (tx, act) => {
    const { accountId } = account;
    await credentials.upsertPassword(tx, { accountId, hash, at: act.at });
    const proof = { way: 'invitation', isSecondFactor: step !== null, isFresh: true } as const;
    if (step !== null) {
      const { totpSecret: secret } = invitation;
      if (!(await credentials.confirmTotp(tx, { accountId, secret, step, at: act.at }))) throw errors.totp_exists();
    }
    const recoveryCodes = step === null ? [] : await giveRecoveryCodes(tx, { accountId, at: act.at, jurisdiction });
    return { begun: await beginSession(tx, act, { account, proof, request }), recoveryCodes };
  });
}

const challengeUse = ({ invitation }: OpenedInvitation): ChallengeUse => ({
  purpose: 'invitation',
  accountId: invitation.accountId,
  sessionId: null,
  invitationId: invitation.invitationId,
});

export async function startPasskeyOfInvitation(db: Db, token: string, binding: Binding) {
  const opened = await openInvitation(db, token, binding.jurisdiction);
  return askForNewPasskey(db, opened.account, challengeUse(opened), binding);
}

/** Registers a passkey and signs in with it. */
export async function acceptWithPasskey(
  db: Db,
  { token, name, response }: { token: string; name: string; response: Parameters<typeof readNewPasskey>[1] },
  request: SignInRequest & { origin: TrustedOrigin | null },
): Promise<Begun> {
  const opened = await openInvitation(db, token, request.jurisdiction);
  const read = await readNewPasskey(db, response, challengeUse(opened), request);
  const { account } = opened;
  return accept(db, opened, request, async (tx, act) => {
    const isNew = await insertPasskey(tx, toPasskey(read, { accountId: account.accountId, name, at: act.at }));
    if (!isNew) throw errors.passkey_known();
    const proof = { way: 'invitation', isSecondFactor: true, isFresh: true } as const;
    return beginSession(tx, act, { account, proof, request });
  });
}

/** Uses the invitation up in the transaction of what is set with it. A reset ends all that was before. */
async function accept<Result>(
  db: Db,
  { invitation, account }: OpenedInvitation,
  { requestId }: SignInRequest,
  work: (tx: Tx, act: Act) => Promise<Result>,
): Promise<Result> {
  const { accountId, purpose, invitationId } = invitation;
  return perform(db, { kind: 'access.accept-invitation', actor: toActor(account), requestId }, async (tx, act) => {
    if (!(await store.takeInvitation(tx, invitationId, act.at))) throw errors.invitation_refused();
    if (purpose === 'reset') {
      await credentials.deleteCredentials(tx, accountId);
      await deleteSessions(tx, accountId, null);
    }
    await unlock(tx, account.userName);
    return work(tx, act);
  });
}

function digestOf(token: string): string {
  return createHash('sha256').update(`invitation ${token}`).digest('hex');
}
