import { perform } from '#platform/act.ts';
import type { Db, Tx } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { type Begun, renewSession } from '../../service/sessions.ts';
import { errors } from '../errors.ts';
import { canHoldPasskeys, type TrustedOrigin } from '../rules/origin.ts';
import type { Credentials } from '../store/credentials.ts';
import { type ChallengeUse, countPasskey } from '../store/passkeys.ts';
import { verifyPassword } from './hashing.ts';
import { noteWrongTry } from './lock.ts';
import { askForPasskey, type Binding, readPasskey } from './passkeys.ts';
import { secondFactorOf, takeSecondFactor } from './password.ts';
import { credentialsOf, type Person } from './person.ts';
import { claimTry } from './tries.ts';

export type StepUpWay = 'passkey' | 'code' | 'password' | 'demonstration';

export type Shown =
  | { way: 'passkey'; response: Parameters<typeof readPasskey>[1] }
  | { way: 'code'; code: string }
  | { way: 'password'; password: string }
  | { way: 'demonstration' };

export type StepUpRequest = {
  jurisdiction: Jurisdiction;
  address: string;
  isDemonstration: boolean;
  origin: TrustedOrigin | null;
};

/** How somebody can prove again that it is they. Invented accounts without any secret just confirm, where demonstration sign-ins are on. */
export function stepUpWays(
  { account, passkeys, totp, passwordHash }: Credentials,
  { isDemonstration, origin }: Pick<StepUpRequest, 'isDemonstration' | 'origin'>,
): StepUpWay[] {
  const ways: StepUpWay[] = [];
  if (passkeys > 0 && origin !== null && canHoldPasskeys(origin)) ways.push('passkey');
  if (totp !== null) ways.push('code');
  if (passwordHash !== null) ways.push('password');
  const hasNone = passkeys === 0 && totp === null && passwordHash === null;
  if (hasNone && account.isDemonstration && isDemonstration) ways.push('demonstration');
  return ways;
}

const challengeUse = ({ accountId, assurance }: Person): ChallengeUse => ({
  purpose: 'step_up',
  accountId,
  sessionId: assurance.sessionId,
  invitationId: null,
});

export function startStepUp(db: Db, person: Person, binding: Binding) {
  return askForPasskey(db, challengeUse(person), binding);
}

/** Judges what was shown, and gives the session a new secret. Wrong ones are counted as wrong sign-ins are. */
export async function stepUp(db: Db, person: Person, shown: Shown, request: StepUpRequest): Promise<Begun> {
  const credentials = await credentialsOf(db, person);
  if (!stepUpWays(credentials, request).includes(shown.way)) throw errors.proof_refused();
  const take = await judge(db, person, { shown, credentials, request });
  return perform(db, { kind: 'access.step-up', ...person }, async (tx, act) => {
    await take(tx, act.at);
    return renewSession(tx, act, { ...person, isSecondFactor: shown.way === 'passkey' || shown.way === 'code' });
  });
}

type Judged = { shown: Shown; credentials: Credentials; request: StepUpRequest };

/** Throws access.proof_refused, or returns what takes the proof so that it serves once. */
async function judge(db: Db, person: Person, judged: Judged): Promise<(tx: Tx, at: Date) => Promise<void>> {
  const { shown, request } = judged;
  switch (shown.way) {
    case 'demonstration':
      return async () => undefined;
    case 'passkey': {
      const { passkey, counter } = await readPasskey(db, shown.response, challengeUse(person), request);
      return async (tx, at) => {
        if (!(await countPasskey(tx, { passkeyId: passkey.passkeyId, counter, at }))) throw errors.passkey_refused();
      };
    }
    case 'code':
    case 'password':
      return judgeSecret(db, person, { ...judged, shown });
  }
}

async function judgeSecret(
  db: Db,
  { requestId }: Person,
  {
    shown,
    credentials,
    request,
  }: Judged & { shown: { way: 'code'; code: string } | { way: 'password'; password: string } },
): Promise<(tx: Tx, at: Date) => Promise<void>> {
  const { account, passwordHash } = credentials;
  const { jurisdiction, address } = request;
  const claimed = await claimTry(db, { userName: account.userName, address, jurisdiction });
  const secondFactor = shown.way === 'code' ? secondFactorOf(credentials, shown.code, jurisdiction) : null;
  const isRight =
    shown.way === 'code' ? secondFactor !== null : await verifyPassword(shown.password, passwordHash, jurisdiction);
  if (!isRight) {
    await noteWrongTry(db, account, { claimed, requestId });
    throw errors.proof_refused();
  }
  return async (tx, at) => {
    await takeSecondFactor(tx, { accountId: account.accountId, secondFactor, at });
    await claimed.settle(tx);
  };
}
