import type { OrganisationCode } from '#kernel/ids.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import { errors as accessErrors } from '../../errors.ts';
import { requireOrganisation, scopeOf } from '../../service/scope.ts';
import { findAccounts } from '../../store/accounts.ts';
import type { BudgetException, BudgetGrant } from '../contract.ts';
import { budgetErrors as errors } from '../errors.ts';
import * as store from '../store.ts';
import type { Parameters } from './admit.ts';

const monthMs = 31 * 86_400_000;

/** Exceptions within the actor's reach that run, or ended within the last month. */
export async function listBudgetExceptions(
  reader: Reader,
  { actor, organisation, now }: { actor: Actor; organisation: OrganisationCode | undefined; now: Date },
): Promise<BudgetException[]> {
  if (organisation !== undefined) await requireOrganisation(actor, organisation, reader);
  const scope = await scopeOf(actor, reader);
  const within = scope.everything ? null : scope.organisations;
  const organisations = organisation === undefined ? within : [organisation];
  const endedAfter = new Date(now.getTime() - monthMs);
  return present(reader, await store.listExceptions(reader, { organisations, endedAfter }));
}

/** Grants an account in reach a larger budget for a time; never one's own. An account out of reach is answered as one that does not exist. */
export async function grantBudget(
  tx: Tx,
  act: Act,
  { grant, parameters }: { grant: BudgetGrant; parameters: Parameters },
): Promise<BudgetException> {
  const { actor } = act;
  const account = (await findAccounts(tx, [grant.accountId])).get(grant.accountId);
  if (!account || !(await isInReach(tx, actor, account.organisation))) throw accessErrors.account_not_found();
  if (actor.accountId === null || actor.accountId === account.accountId) throw errors.exception_for_yourself();
  const days = parameters.parameter<number>('access.budget_exception_days_max');
  const endsAt = new Date(grant.endsAt);
  if (endsAt <= act.at || endsAt.getTime() > act.at.getTime() + days * 86_400_000)
    throw errors.exception_too_long({ days });
  const row = {
    exceptionId: newId(),
    accountId: account.accountId,
    organisation: account.organisation,
    hourPeople: grant.hourPeople,
    dayPeople: grant.dayPeople,
    reason: grant.reason,
    grantedBy: actor.accountId,
    grantedByName: actor.name,
    grantedAt: act.at,
    endsAt,
  };
  await store.insertException(tx, row);
  return presentOne(tx, { ...row, endedAt: null, endedByName: null });
}

/** Ends an exception before its time; one that has ended stays as it is. */
export async function endBudgetException(tx: Tx, act: Act, exceptionId: string): Promise<BudgetException> {
  const row = await store.lockException(tx, exceptionId);
  if (!row || !(await isInReach(tx, act.actor, row.organisation as OrganisationCode)))
    // written through the branded type only
    throw errors.exception_not_found();
  if (row.endedAt !== null || row.endsAt <= act.at) return presentOne(tx, row);
  await store.endException(tx, exceptionId, act.actor.name, act.at);
  return presentOne(tx, { ...row, endedAt: act.at, endedByName: act.actor.name });
}

async function isInReach(reader: Reader, actor: Actor, organisation: OrganisationCode): Promise<boolean> {
  const scope = await scopeOf(actor, reader);
  return scope.everything || scope.organisations.includes(organisation);
}

async function presentOne(reader: Reader, row: store.ExceptionRow): Promise<BudgetException> {
  const [shown] = await present(reader, [row]);
  if (!shown) throw new Error('an exception without a row');
  return shown;
}

async function present(reader: Reader, rows: readonly store.ExceptionRow[]): Promise<BudgetException[]> {
  const names = await store.nameAccounts(
    reader,
    rows.map((row) => row.accountId),
  );
  return rows.map((row) => ({
    exceptionId: row.exceptionId,
    accountId: row.accountId,
    name: names.get(row.accountId) ?? '',
    organisation: row.organisation,
    hourPeople: row.hourPeople,
    dayPeople: row.dayPeople,
    reason: row.reason,
    grantedBy: row.grantedByName,
    grantedAt: row.grantedAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    ended: row.endedAt === null ? null : { at: row.endedAt.toISOString(), by: row.endedByName ?? '' },
  }));
}
