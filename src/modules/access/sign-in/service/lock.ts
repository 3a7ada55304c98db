import { perform } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db } from '#platform/database/database.ts';
import { errors as accessErrors } from '../../errors.ts';
import { raiseAlarm } from '../../service/alarms.ts';
import { requireOrganisation } from '../../service/scope.ts';
import { toActor } from '../../service/sessions.ts';
import { type Account, findAccounts } from '../../store/accounts.ts';
import { type Claimed, unlock } from './tries.ts';

/** Counts a wrong try for its address; the one that locks an account raises an alarm at its organisation. */
export async function noteWrongTry(
  db: Db,
  account: Account | null,
  { claimed, requestId }: { claimed: Claimed; requestId: string },
): Promise<void> {
  await claimed.fail(db);
  if (account === null || !claimed.isLocked) return;
  const { accountId, userName, organisation } = account;
  await perform(db, { kind: 'access.lock-account', actor: toActor(account), requestId }, (tx, act) =>
    raiseAlarm(tx, act, {
      kind: 'account_locked',
      organisation,
      accountId,
      details: { userName, tries: claimed.tries },
    }),
  );
}

/** An account within reach; anything else is answered as what does not exist. */
export async function requireAccount(db: Db, actor: Actor, accountId: string): Promise<Account> {
  const account = (await findAccounts(db, [accountId])).get(accountId);
  if (!account) throw accessErrors.account_not_found();
  await requireOrganisation(actor, account.organisation, db).catch(() => {
    throw accessErrors.account_not_found(); // out of reach is said in the words for nowhere
  });
  return account;
}

/** Lets a locked account try again at once. */
export async function unlockAccount(
  db: Db,
  { actor, accountId, requestId }: { actor: Actor; accountId: string; requestId: string },
): Promise<void> {
  const account = await requireAccount(db, actor, accountId);
  const reason = account.userName;
  await perform(db, { kind: 'access.unlock-account', actor, requestId, reason }, (tx) => unlock(tx, account.userName));
}
