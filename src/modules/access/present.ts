import type { OrganisationCode } from '#kernel/ids.ts';
import { findOrganisations, type Organisation } from '#modules/organisations/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { sessionCookie, writeCookie } from '#platform/http/cookies.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { type Answer, answer, type RouteContext } from '#platform/http/route.ts';
import type { Account as AccountAnswer, Me, OrganisationBrief } from './contract.ts';
import { listChoices } from './people/service/choices.ts';
import { findLiveOpening } from './protection/store/openings.ts';
import { isRoleName, roles } from './rules/roles.ts';
import { reachOf } from './service/scope.ts';
import { type Begun, seesProtected } from './service/sessions.ts';
import type { Account } from './store/accounts.ts';

/** The answer to whoever begins or renews a session: a cookie for a browser, a token for a program that asked for one. */
export async function presentBegun(
  context: RouteContext,
  { token, actor, secondsMax }: Begun,
  { hold = 'cookie', status = 201 }: { hold?: 'cookie' | 'bearer'; status?: number } = {},
): Promise<Answer<Me>> {
  const me = await presentMe(context, actor);
  if (hold === 'bearer') return answer({ ...me, token }, { status });
  return answer(me, { status, headers: { 'set-cookie': sessionCookieOf(context, token, secondsMax) } });
}

export function sessionCookieOf({ isSecure }: RouteContext, token: string, secondsMax: number): string {
  return writeCookie({ name: sessionCookie, value: token, secondsMax, isSecure });
}

/** How the caller holds the session, so that a new secret goes the same way. */
export function holdOf(context: RouteContext): 'cookie' | 'bearer' {
  return context.header('authorization') === undefined ? 'cookie' : 'bearer';
}

export async function presentMe(context: RouteContext, actor: Actor): Promise<Me> {
  const today = todayOf(new Date());
  const { jurisdiction } = context;
  const { standings, support } = await listChoices(context.register, actor);
  const organisations = await findOrganisations(context.register, [
    actor.organisation,
    ...standings.map((it) => it.organisation as OrganisationCode), // as the grants were written, through the branded type
  ]);
  if (!isRoleName(actor.role)) throw httpErrors.not_allowed(); // a machine client has no session
  const { role, accountId, name, language } = { ...actor, role: actor.role };
  return {
    account: { accountId: accountId ?? '', name, role, roleName: roles[role].words, language },
    organisation: briefOf(organisations, actor.organisation),
    reach: reachOf(actor),
    permissions: [...actor.permissions].sort(),
    choices: standings.map((it) => ({
      organisation: briefOf(organisations, it.organisation as OrganisationCode),
      role: it.role,
      roleName: roles[it.role].words,
    })),
    support,
    sealed: await presentSealed(context, actor),
    jurisdiction: { name: jurisdiction.name, title: jurisdiction.title },
    isDemonstration: context.demonstration,
    assurance: presentAssurance(context, actor),
    currentSchoolYear: jurisdiction.ruleContext(today).currentSchoolYear,
    today,
  };
}

/** Whoever has the right has it by an opening that lives; nobody else needs to be asked about. */
async function presentSealed({ register }: RouteContext, actor: Actor): Promise<Me['sealed']> {
  const { accountId } = actor;
  if (accountId === null || !seesProtected(actor)) return null;
  const opening = await findLiveOpening(register, accountId, new Date());
  return opening ? { ...opening, endsAt: opening.endsAt.toISOString() } : null;
}

function presentAssurance({ jurisdiction }: RouteContext, { assurance }: Actor): Me['assurance'] {
  if (!assurance) return null;
  const { sessionId, signedInAt, secondFactorAt, steppedUpAt, lacksSecondFactor = false } = assurance;
  const until = (steppedUpAt?.getTime() ?? 0) + jurisdiction.parameter<number>('platform.step_up_minutes') * 60_000;
  return {
    sessionId,
    signedInAt: signedInAt.toISOString(),
    secondFactorAt: secondFactorAt?.toISOString() ?? null,
    steppedUpUntil: until > Date.now() ? new Date(until).toISOString() : null,
    lacksSecondFactor,
  };
}

export async function presentAccounts(context: RouteContext, accounts: readonly Account[]): Promise<AccountAnswer[]> {
  const organisations = await findOrganisations(context.register, [
    ...new Set(accounts.map((account) => account.organisation)),
  ]);
  return accounts.map(({ accountId, name, role, organisation }) => ({
    accountId,
    name,
    role,
    roleName: roles[role].words,
    organisation: briefOf(organisations, organisation),
  }));
}

/** An organisation that left the list is still named by its code. */
export function briefOf(organisations: Map<OrganisationCode, Organisation>, code: OrganisationCode): OrganisationBrief {
  const found = organisations.get(code);
  return { code, kind: found?.kind ?? 'unknown', name: found?.name ?? code, nameFr: found?.nameFr ?? null };
}
