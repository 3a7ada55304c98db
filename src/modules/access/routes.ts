import { answer, route } from '#platform/http/route.ts';
import { Accounts, AccountsQuery, ActingChoice, Me, SessionChange, SignIn, SignIns } from './contract.ts';
import { errors } from './errors.ts';
import { grantRoutes } from './people/routes/grants.ts';
import { peopleRoutes } from './people/routes/people.ts';
import { reviewRoutes } from './people/routes/reviews.ts';
import { scimDocumentRoutes } from './people/scim/routes/documents.ts';
import { scimUserRoutes } from './people/scim/routes/users.ts';
import { presentAccounts, presentBegun, presentMe, sessionCookieOf } from './present.ts';
import { roles } from './rules/roles.ts';
import { listAccounts } from './service/accounts.ts';
import { listSignIns } from './service/demonstration.ts';
import { chooseLanguage, chooseOrganisation, signIn, signOut } from './service/sessions.ts';
import { originOf, signInRequestOf } from './sign-in/request.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { canHoldPasskeys } from './sign-in/rules/origin.ts';
import { readProviders } from './sign-in/service/providers.ts';

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
    const origin = originOf(context);
    const providers = await readProviders(context.config);
    return {
      isDemonstration: context.demonstration,
      accounts: items.map((item) => ({ ...item, meaning: roles[item.role].meaning })),
      passkeys: origin !== null && canHoldPasskeys(origin),
      providers: providers.map(({ name, title }) => ({ name, title })),
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
  handle: async ({ body, actor, context }) => {
    const begun = await signIn(context.register, body.accountId, signInRequestOf(context, actor));
    return presentBegun(context, begun, body);
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
  beforeSecondFactor: true,
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
  beforeSecondFactor: true,
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

const chooseOrganisationRoute = route({
  method: 'PUT',
  path: '/v1/session/organisation',
  operationId: 'chooseOrganisation',
  summary:
    'Acts for another of the organisations that one holds a role at; the grants held there decide from the next request on',
  tag: 'Session',
  permission: 'signed-in',
  body: ActingChoice,
  answers: { 200: Me },
  errors: [errors.organisation_out_of_reach],
  example: { organisation: 'S.K001' },
  handle: async ({ body, actor, context }) => {
    const { register, requestId } = context;
    return presentMe(
      context,
      await chooseOrganisation(register, { actor, organisation: body.organisation, requestId }),
    );
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
  beforeSecondFactor: true,
  handle: async ({ actor, context }) => {
    await signOut(context.register, { actor, requestId: context.requestId });
    return answer(null, { status: 204, headers: { 'set-cookie': sessionCookieOf(context, '', 0) } });
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
  chooseOrganisationRoute,
  signOutRoute,
  listAccountsRoute,
  ...signInRoutes,
  ...peopleRoutes,
  ...grantRoutes,
  ...reviewRoutes,
  ...scimDocumentRoutes,
  ...scimUserRoutes,
];
