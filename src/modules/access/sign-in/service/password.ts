import { perform } from '#platform/act.ts';
import type { Config } from '#platform/config.ts';
import type { Db, Tx } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { userNameForm } from '../../rules/user-name.ts';
import { type Begun, beginSession, type SignInRequest, toActor } from '../../service/sessions.ts';
import { errors } from '../errors.ts';
import { judgePassword } from '../rules/password.ts';
import * as store from '../store/credentials.ts';
import { isBreached } from './breached.ts';
import { hashPassword, isOutdated, verifyPassword } from './hashing.ts';
import { noteWrongTry } from './lock.ts';
import { digestOfRecoveryCode } from './recovery.ts';
import { stepOf } from './totp.ts';
import { claimTry } from './tries.ts';

/** What somebody typed. `code`: of an authenticator app, or a recovery code. */
export type Typed = { userName: string; password: string; code?: string | undefined };

/** The second factor that a typed code is, not yet taken. */
type SecondFactor = { kind: 'totp'; step: number } | { kind: 'recovery'; digest: string } | null;

/**
 * Signs in with a password, and with a code where the account has an authenticator app. A user name that does not exist, a wrong
 * password and a wrong code are refused in the same words after the same work.
 */
export async function signInWithPassword(
  db: Db,
  typed: Typed,
  request: SignInRequest & { address: string },
): Promise<Begun> {
  const userName = typed.userName.trim().toLowerCase();
  const { jurisdiction, requestId } = request;
  const claimed = await claimTry(db, { userName, address: request.address, jurisdiction });
  const found = await store.findCredentials(db, { userName: userNameForm.test(userName) ? userName : '' });
  const isRight = await verifyPassword(typed.password, found?.passwordHash ?? null, jurisdiction);
  const secondFactor = found ? secondFactorOf(found, typed.code, jurisdiction) : null;
  const isMissing = found?.totp !== null && secondFactor === null;
  const isAllowed = found && (!found.account.isDemonstration || request.isDemonstration);
  if (!found || !isRight || isMissing || !isAllowed) {
    await noteWrongTry(db, found?.account ?? null, { claimed, requestId });
    throw errors.sign_in_refused();
  }
  const { account } = found;
  const begun = await perform(db, { kind: 'access.sign-in', actor: toActor(account), requestId }, async (tx, act) => {
    await takeSecondFactor(tx, { accountId: account.accountId, secondFactor, at: act.at });
    await claimed.settle(tx);
    const proof = { way: 'password', isSecondFactor: secondFactor !== null, isFresh: true } as const;
    return beginSession(tx, act, { account, proof, request });
  });
  await renewHash(db, found, { password: typed.password, jurisdiction });
  return begun;
}

/** Judges a code against what the account has, without taking it. */
export function secondFactorOf(
  { totp, recoveryCodes }: store.Credentials,
  code: string | undefined,
  jurisdiction: Jurisdiction,
): SecondFactor {
  if (totp === null || code === undefined || code.trim() === '') return null;
  const step = stepOf(code, totp.secret, jurisdiction);
  if (step !== null && step > totp.lastStep) return { kind: 'totp', step };
  const digest = digestOfRecoveryCode(code);
  return recoveryCodes.includes(digest) ? { kind: 'recovery', digest } : null;
}

/** Takes the code, once: of two who show it in the same moment one is refused. */
export async function takeSecondFactor(
  tx: Tx,
  { accountId, secondFactor, at }: { accountId: string; secondFactor: SecondFactor; at: Date },
): Promise<void> {
  if (secondFactor === null) return;
  const isTaken =
    secondFactor.kind === 'totp'
      ? await store.takeTotpStep(tx, { accountId, step: secondFactor.step })
      : await store.takeRecoveryCode(tx, { accountId, digest: secondFactor.digest, at });
  if (!isTaken) throw errors.sign_in_refused();
}

/** A password that was kept under an older cost gets today's, now that it is known for a moment. */
async function renewHash(
  db: Db,
  { account, passwordHash }: store.Credentials,
  { password, jurisdiction }: { password: string; jurisdiction: Jurisdiction },
): Promise<void> {
  if (passwordHash === null || !isOutdated(passwordHash, jurisdiction)) return;
  const hash = await hashPassword(password, jurisdiction);
  await store.replaceHash(db, { accountId: account.accountId, old: passwordHash, hash });
}

export type PasswordJudging = { jurisdiction: Jurisdiction; config: Pick<Config, 'breachedPasswords'> };

/** Throws unless the password may be chosen, and returns its digest. */
export async function hashNewPassword(
  password: string,
  account: { userName: string; name: string },
  { jurisdiction, config }: PasswordJudging,
): Promise<string> {
  const length = jurisdiction.parameter<{ min: number; max: number }>('access.password_length');
  const names = [account.userName, account.name, ...account.name.split(/\s+/), 'matricula', jurisdiction.name];
  const verdict = judgePassword(password, { length, names });
  if (!verdict.may) {
    if (verdict.because === 'too_short') throw errors.password_too_short({ min: length.min });
    if (verdict.because === 'too_long') throw errors.password_too_long({ max: length.max });
    throw errors.password_personal();
  }
  if (await isBreached(password, config.breachedPasswords)) throw errors.password_breached();
  return hashPassword(password, jurisdiction);
}
