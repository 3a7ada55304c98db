import { perform } from '#platform/act.ts';
import type { Db, Reader, Tx } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { type Begun, renewSession } from '../../service/sessions.ts';
import * as sessions from '../../store/sessions.ts';
import { errors } from '../errors.ts';
import { needsSecondFactor } from '../rules/second-factor.ts';
import * as store from '../store/credentials.ts';
import * as passkeys from '../store/passkeys.ts';
import { verifyPassword } from './hashing.ts';
import { noteWrongTry } from './lock.ts';
import { askForNewPasskey, type Binding, readNewPasskey, toPasskey } from './passkeys.ts';
import { hashNewPassword, type PasswordJudging } from './password.ts';
import { credentialsOf, type Person, requireOwnFactor } from './person.ts';
import { digestOfRecoveryCode, newRecoveryCode } from './recovery.ts';
import { describeTotp, newTotpSecret, stepOf, type TotpOffer } from './totp.ts';
import { claimTry } from './tries.ts';

/** Chooses a password, or another one: then the present one must be typed too. All other sessions of the account end. */
export async function changePassword(
  db: Db,
  person: Person,
  typed: { current?: string | undefined; password: string; address: string },
  judging: PasswordJudging,
): Promise<Begun> {
  const credentials = await credentialsOf(db, person);
  requireOwnFactor(person, credentials);
  const { passwordHash, account } = credentials;
  if (passwordHash !== null) {
    const { jurisdiction } = judging;
    const claimed = await claimTry(db, { userName: account.userName, address: typed.address, jurisdiction });
    if (!(await verifyPassword(typed.current ?? '', passwordHash, jurisdiction))) {
      await noteWrongTry(db, account, { claimed, requestId: person.requestId });
      throw errors.proof_refused();
    }
    await claimed.settle(db);
  }
  const hash = await hashNewPassword(typed.password, account, judging);
  return perform(db, { kind: 'access.set-password', ...person }, async (tx, act) => {
    await store.upsertPassword(tx, { accountId: person.accountId, hash, at: act.at });
    await sessions.deleteSessions(tx, person.accountId, person.assurance.sessionId);
    return renewSession(tx, act, { ...person, isSecondFactor: false });
  });
}

/** Begins to set up an authenticator app. */
export async function startTotp(db: Db, person: Person): Promise<TotpOffer> {
  const credentials = await credentialsOf(db, person);
  requireOwnFactor(person, credentials);
  if (credentials.passwordHash === null) throw errors.password_needed();
  const secret = newTotpSecret();
  await perform(db, { kind: 'access.start-totp', ...person }, async (tx, act) => {
    if (!(await store.insertPendingTotp(tx, { accountId: person.accountId, secret, at: act.at })))
      throw errors.totp_exists();
  });
  return describeTotp(secret, credentials.account.userName);
}

/** Puts the app in force with its first code; the recovery codes are told once. */
export async function confirmTotp(
  db: Db,
  person: Person,
  { code, jurisdiction }: { code: string; jurisdiction: Jurisdiction },
): Promise<{ begun: Begun; recoveryCodes: string[] }> {
  requireOwnFactor(person, await credentialsOf(db, person));
  const secret = await store.findPendingTotp(db, person.accountId);
  if (secret === null) throw errors.totp_not_started();
  const step = stepOf(code, secret, jurisdiction);
  if (step === null) throw errors.totp_code_refused();
  return perform(db, { kind: 'access.confirm-totp', ...person }, async (tx, act) => {
    const { accountId } = person;
    if (!(await store.confirmTotp(tx, { accountId, secret, step, at: act.at }))) throw errors.totp_not_started();
    const recoveryCodes = await giveRecoveryCodes(tx, { accountId, at: act.at, jurisdiction });
    return { begun: await renewSession(tx, act, { ...person, isSecondFactor: true }), recoveryCodes };
  });
}

/** Takes the app away, and the recovery codes with it. */
export async function removeTotp(db: Db, person: Person, jurisdiction: Jurisdiction): Promise<void> {
  const credentials = await credentialsOf(db, person);
  requireOwnFactor(person, credentials);
  if (credentials.totp === null) throw errors.totp_not_started();
  requireAnotherFactor(credentials, { passkeys: credentials.passkeys, totp: false }, jurisdiction);
  await perform(db, { kind: 'access.remove-totp', ...person }, async (tx, act) => {
    await store.deleteTotp(tx, person.accountId);
    await store.replaceRecoveryCodes(tx, { accountId: person.accountId, digests: [], at: act.at });
  });
}

/** New recovery codes; all earlier ones are worth nothing from then on. */
export async function renewRecoveryCodes(db: Db, person: Person, jurisdiction: Jurisdiction): Promise<string[]> {
  const credentials = await credentialsOf(db, person);
  requireOwnFactor(person, credentials);
  if (credentials.totp === null) throw errors.totp_not_started();
  return perform(db, { kind: 'access.new-recovery-codes', ...person }, (tx, act) =>
    giveRecoveryCodes(tx, { accountId: person.accountId, at: act.at, jurisdiction }),
  );
}

export async function giveRecoveryCodes(
  tx: Tx,
  { accountId, at, jurisdiction }: { accountId: string; at: Date; jurisdiction: Jurisdiction },
): Promise<string[]> {
  const codes = Array.from({ length: jurisdiction.parameter<number>('access.recovery_codes') }, newRecoveryCode);
  await store.replaceRecoveryCodes(tx, { accountId, digests: codes.map(digestOfRecoveryCode), at });
  return codes;
}

const registerUse = ({ accountId, assurance }: Person): passkeys.ChallengeUse => ({
  purpose: 'register',
  accountId,
  sessionId: assurance.sessionId,
  invitationId: null,
});

export async function startPasskey(db: Db, person: Person, binding: Binding) {
  const credentials = await credentialsOf(db, person);
  requireOwnFactor(person, credentials);
  return askForNewPasskey(db, credentials.account, registerUse(person), binding);
}

/** Registers a passkey. Having shown it, the session has a second factor. */
export async function addPasskey(
  db: Db,
  person: Person,
  { name, response }: { name: string; response: Parameters<typeof readNewPasskey>[1] },
  binding: Binding,
): Promise<Begun> {
  requireOwnFactor(person, await credentialsOf(db, person));
  const read = await readNewPasskey(db, response, registerUse(person), binding);
  return perform(db, { kind: 'access.add-passkey', ...person }, async (tx, act) => {
    const { accountId } = person;
    if (!(await passkeys.insertPasskey(tx, toPasskey(read, { accountId, name, at: act.at }))))
      throw errors.passkey_known();
    return renewSession(tx, act, { ...person, isSecondFactor: true });
  });
}

export async function renamePasskey(
  db: Db,
  person: Person,
  passkey: { passkeyId: string; name: string },
): Promise<void> {
  await perform(db, { kind: 'access.rename-passkey', ...person }, async (tx) => {
    if (!(await passkeys.renamePasskey(tx, { accountId: person.accountId, ...passkey })))
      throw errors.passkey_not_found();
  });
}

export async function removePasskey(
  db: Db,
  person: Person,
  { passkeyId, jurisdiction }: { passkeyId: string; jurisdiction: Jurisdiction },
): Promise<void> {
  const credentials = await credentialsOf(db, person);
  requireOwnFactor(person, credentials);
  await perform(db, { kind: 'access.remove-passkey', ...person }, async (tx) => {
    if (!(await passkeys.deletePasskey(tx, { accountId: person.accountId, passkeyId })))
      throw errors.passkey_not_found();
    const left = (await passkeys.listPasskeys(tx, person.accountId)).length;
    requireAnotherFactor(credentials, { passkeys: left, totp: credentials.totp !== null }, jurisdiction);
    const isDemonstration = credentials.account.isDemonstration;
    if (left === 0 && credentials.passwordHash === null && !isDemonstration) throw errors.last_way_kept();
  });
}

/** Throws when somebody whose role needs a second factor would be left without one. */
function requireAnotherFactor(
  { account }: store.Credentials,
  left: { passkeys: number; totp: boolean },
  jurisdiction: Jurisdiction,
): void {
  const isNeeded = needsSecondFactor(account, jurisdiction.parameter<string[]>('access.second_factor_roles'));
  if (isNeeded && left.passkeys === 0 && !left.totp) throw errors.second_factor_kept();
}

export function listMySessions(reader: Reader, { accountId }: Person): Promise<sessions.ListedSession[]> {
  return sessions.listSessions(reader, accountId, new Date());
}

export function listMyPasskeys(reader: Reader, { accountId }: Person): Promise<passkeys.Passkey[]> {
  return passkeys.listPasskeys(reader, accountId);
}

export async function endSession(db: Db, person: Person, sessionId: string): Promise<void> {
  await perform(db, { kind: 'access.end-session', ...person }, async (tx) => {
    if (!(await sessions.deleteSession(tx, { accountId: person.accountId, sessionId })))
      throw errors.session_not_found();
  });
}

/** Signs out everywhere, here too. */
export async function endSessions(db: Db, person: Person): Promise<void> {
  await perform(db, { kind: 'access.end-sessions', ...person }, (tx) =>
    sessions.deleteSessions(tx, person.accountId, null),
  );
}
