import type { OrganisationCode } from '#kernel/ids.ts';
import { findOrganisations, type Organisation } from '#modules/organisations/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { answer, type RouteContext, route } from '#platform/http/route.ts';
import {
  type Account as AccountAnswer,
  Accounts,
  AccountsQuery,
  Me,
  type OrganisationBrief,
  SessionChange,
  SignIn,
  SignIns,
} from './contract.ts';
import { errors } from './errors.ts';
import { isRoleName, roles } from './rules/roles.ts';
import { listAccounts } from './service/accounts.ts';
import { reachOf } from './service/scope.ts';
import { chooseLanguage, listSignIns, signIn, signOut } from './service/sessions.ts';
import type { Account } from './store/accounts.ts';

const cookieName = 'matricula_session';

const listSignInsRoute = route({
  method: 'GET',
  path: '/v1/sign-ins',
  operationId: 'listSignIns',
  summary: 'Says how one may sign in: the invented accounts of a demonstration, or none',
  tag: 'Session',
  permission: 'public',
  answers: { 200: SignIns },
  errors: [],
  handle: async ({ context }) => {
    const accounts = await listSignIns(context.register, context.demonstration);
    const items = await presentAccounts(context, accounts);
    return {
      isDemonstration: context.demonstration,
      accounts: items.map((item) => ({ ...item, meaning: roles[item.role].meaning })),
    };
  },
});

const signInRoute = route({
  method: 'POST',
  path: '/v1/session',
  operationId: 'signIn',
  summary:
    'Signs in with a demonstration account; the browser gets a cookie, a program may ask for a bearer token instead',
  tag: 'Session',
  permission: 'public',
  body: SignIn,
  answers: { 201: Me },
  errors: [errors.demonstration_off, errors.account_not_found],
  example: { accountId: '01990000-0000-7000-8000-000000000004' },
  handle: async ({ body, context }) => {
    const { register, jurisdiction, requestId, demonstration: isDemonstration } = context;
    const userAgent = context.header('user-agent');
    const { token, actor, secondsMax } = await signIn(register, {
      accountId: body.accountId,
      userAgent,
      isDemonstration,
      jurisdiction,
      requestId,
    });
    const me = await presentMe(context, actor);
    if (body.hold === 'bearer') return answer({ ...me, token }, { status: 201 });
    return answer(me, { status: 201, headers: { 'set-cookie': cookie(context, token, secondsMax) } });
  },
});

const getSessionRoute = route({
  method: 'GET',
  path: '/v1/session',
  operationId: 'getSession',
  summary: 'Says who is signed in, for which organisation, and what they may do',
  tag: 'Session',
  permission: 'signed-in',
  answers: { 200: Me },
  errors: [],
  handle: ({ actor, context }) => presentMe(context, actor),
});

const changeSessionRoute = route({
  method: 'PATCH',
  path: '/v1/session',
  operationId: 'changeSession',
  summary: 'Chooses the language of pages and messages, remembered with the account',
  tag: 'Session',
  permission: 'signed-in',
  body: SessionChange,
  answers: { 200: Me },
  errors: [],
  example: { language: 'fr' },
  handle: async ({ body, actor, context }) => {
    const changed = await chooseLanguage(context.register, {
      actor,
      language: body.language,
      requestId: context.requestId,
    });
    return presentMe(context, changed);
  },
});

const signOutRoute = route({
  method: 'DELETE',
  path: '/v1/session',
  operationId: 'signOut',
  summary: 'Ends the session at once',
  tag: 'Session',
  permission: 'signed-in',
  answers: { 204: null },
  errors: [],
  handle: async ({ actor, context }) => {
    const token = tokenOf(context);
    if (token !== null) await signOut(context.register, { token, actor, requestId: context.requestId });
    return answer(null, { status: 204, headers: { 'set-cookie': cookie(context, '', 0) } });
  },
});

const listAccountsRoute = route({
  method: 'GET',
  path: '/v1/accounts',
  operationId: 'listAccounts',
  summary: 'Lists the accounts within reach, to give work to',
  tag: 'Session',
  permission: 'account.read',
  query: AccountsQuery,
  answers: { 200: Accounts },
  errors: [errors.organisation_out_of_reach],
  example: { organisation: 'S.K001' },
  handle: async ({ query, actor, context }) => ({
    items: await presentAccounts(context, await listAccounts(context.register, actor, query.organisation)),
  }),
});

export const accessRoutes = [
  listSignInsRoute,
  signInRoute,
  getSessionRoute,
  changeSessionRoute,
  signOutRoute,
  listAccountsRoute,
];

/** HttpOnly keeps it from scripts, SameSite=Lax from other sites' forms, Secure from plain lines where the outside speaks https. */
function cookie(context: RouteContext, token: string, secondsMax: number): string {
  const secure = context.header('x-forwarded-proto') === 'https' ? '; Secure' : '';
  return `${cookieName}=${token}; Path=/; Max-Age=${secondsMax}; HttpOnly; SameSite=Lax${secure}`;
}

function tokenOf(context: RouteContext): string | null {
  const bearer = /^Bearer (\S+)$/.exec(context.header('authorization') ?? '')?.[1];
  const fromCookie = new RegExp(`(?:^|; )${cookieName}=([^;]+)`).exec(context.header('cookie') ?? '')?.[1];
  return bearer ?? fromCookie ?? null;
}

async function presentMe(context: RouteContext, actor: Actor): Promise<Me> {
  const today = todayOf(new Date());
  const { jurisdiction } = context;
  const organisations = await findOrganisations(context.db, [actor.organisation]);
  if (!isRoleName(actor.role)) throw httpErrors.not_allowed(); // a machine client has no session
  const { role, accountId, name, language } = { ...actor, role: actor.role };
  return {
    account: { accountId: accountId ?? '', name, role, roleName: roles[role].words, language },
    organisation: briefOf(organisations, actor.organisation),
    reach: reachOf(actor),
    permissions: [...actor.permissions].sort(),
    jurisdiction: { name: jurisdiction.name, title: jurisdiction.title },
    isDemonstration: context.demonstration,
    currentSchoolYear: jurisdiction.ruleContext(today).currentSchoolYear,
    today,
  };
}

async function presentAccounts(context: RouteContext, accounts: readonly Account[]): Promise<AccountAnswer[]> {
  const organisations = await findOrganisations(context.db, [
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
function briefOf(organisations: Map<OrganisationCode, Organisation>, code: OrganisationCode): OrganisationBrief {
  const found = organisations.get(code);
  return { code, kind: found?.kind ?? 'unknown', name: found?.name ?? code, nameFr: found?.nameFr ?? null };
}
