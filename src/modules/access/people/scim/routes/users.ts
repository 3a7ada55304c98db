import { z } from 'zod';
import { perform } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { toFieldErrors } from '#platform/http/field-errors.ts';
import { InvalidRequest } from '#platform/http/problem.ts';
import { type AnyRoute, answer, type RouteContext, route } from '#platform/http/route.ts';
import { AccountId } from '../../../contract.ts';
import { errors as accessErrors } from '../../../errors.ts';
import { errors as peopleErrors } from '../../errors.ts';
import { grantRefusals } from '../../routes/grants.ts';
import { ScimPatch, ScimUser, ScimUserInput, ScimUserQuery, ScimUsers, ScimUsersQuery } from '../contract.ts';
import { errors } from '../errors.ts';
import { scimForm } from '../form.ts';
import { locationOf, presentUser } from '../present.ts';
import { urns } from '../rules/attributes.ts';
import { readStated, toPatchable, type UserFacts } from '../rules/document.ts';
import { scimRoot } from '../rules/documents.ts';
import { type Operation, patchDocument, patchMax } from '../rules/patch.ts';
import { changeUser, closeUser, openUser } from '../service/provision.ts';
import { getUser, listUsers } from '../service/users.ts';

const about = { tag: 'SCIM', form: scimForm, permission: 'scim.provision' } as const;
/** Any text: one that is no id is that of nobody. */
const Params = z.strictObject({ accountId: z.string() });

function idOf({ accountId }: z.infer<typeof Params>): string {
  const parsed = AccountId.safeParse(accountId);
  if (!parsed.success) throw errors.not_found();
  return parsed.data;
}

const listRoute = route({
  ...about,
  method: 'GET',
  path: `${scimRoot}/Users`,
  operationId: 'listScimUsers',
  summary: 'Users who belong to the organisations that the client represents, in the order of their opening',
  query: ScimUsersQuery,
  answers: { 200: ScimUsers },
  errors: [errors.invalid_filter],
  example: { filter: 'userName eq "a.example"' },
  handle: async ({ query, actor, context }) => {
    const { users, total } = await listUsers(context.register, actor, query);
    return {
      schemas: [urns.list],
      totalResults: total,
      startIndex: query.startIndex,
      itemsPerPage: users.length,
      Resources: users.map((it) => presentUser(context, it, query)),
    };
  },
});

const getRoute = route({
  ...about,
  method: 'GET',
  path: `${scimRoot}/Users/:accountId`,
  operationId: 'getScimUser',
  summary: 'One user; somebody of another organisation is answered as somebody who does not exist',
  params: Params,
  query: ScimUserQuery,
  answers: { 200: ScimUser },
  errors: [errors.not_found],
  handle: async ({ params, query, actor, context }) => {
    const view = await getUser(context.register, actor, idOf(params));
    return answer(presentUser(context, view, query), { etag: view.version });
  },
});

/** The user after an act. */
async function show(context: RouteContext, actor: Actor, accountId: string, isNew = false) {
  const view = await getUser(context.register, actor, accountId);
  const headers = isNew ? { location: locationOf(context, accountId) } : {};
  return answer(presentUser(context, view), { status: isNew ? 201 : 200, etag: view.version, headers });
}

const refusals = [
  accessErrors.organisation_out_of_reach,
  peopleErrors.user_name_taken,
  errors.external_id_taken,
  ...grantRefusals,
];
const onSomebody = [
  errors.not_found,
  peopleErrors.stale_person,
  peopleErrors.last_administrator,
  peopleErrors.not_oneself,
];
const changeRefusals = [...refusals, ...onSomebody, errors.suspended_by_hand];

const openRoute = route({
  ...about,
  method: 'POST',
  path: `${scimRoot}/Users`,
  operationId: 'openScimUser',
  summary: 'A joiner: opens an account with its first grants, given by the directory',
  body: ScimUserInput,
  answers: { 201: ScimUser },
  errors: refusals,
  idempotent: true,
  example: {
    schemas: [urns.user, urns.enterprise],
    userName: 'a.example',
    externalId: '7c1f2a40',
    name: { givenName: 'Alex', familyName: 'Example' },
    emails: [{ value: 'alex@school.example', type: 'work', primary: true }],
    active: true,
    roles: [{ value: 'school_viewer' }],
    [urns.enterprise]: { organization: 'S.K001' },
  },
  handle: async ({ body, actor, context }) => {
    const { register, jurisdiction, requestId } = context;
    const facts = readStated(body, nobodyYet(actor), false);
    const accountId = await perform(register, { kind: 'access.open-person', actor, requestId }, (tx, act) =>
      openUser(tx, act, facts, jurisdiction),
    );
    return show(context, actor, accountId, true);
  },
});

/** What holds of somebody of whom nothing is said. */
function nobodyYet({ organisation }: Actor): UserFacts {
  return {
    userName: '',
    name: '',
    givenName: null,
    familyName: null,
    email: null,
    language: 'en',
    externalId: null,
    isActive: true,
    organisation,
    role: null,
    added: [],
  };
}

type Change = { actor: Actor; context: RouteContext; wish: (current: UserFacts) => UserFacts };

async function change(accountId: string, { actor, context, wish }: Change) {
  const { register, jurisdiction, requestId, ifMatch } = context;
  await perform(register, { kind: 'access.provision-person', actor, requestId }, (tx, act) =>
    changeUser(tx, act, { accountId, ifMatch, wish, jurisdiction }),
  );
  return show(context, actor, accountId);
}

const replaceRoute = route({
  ...about,
  method: 'PUT',
  path: `${scimRoot}/Users/:accountId`,
  operationId: 'replaceScimUser',
  summary: 'States a user whole; roles, entitlements, organisation and active stay where they are left out',
  params: Params,
  body: ScimUserInput,
  answers: { 200: ScimUser },
  errors: changeRefusals,
  example: { schemas: [urns.user], userName: 'a.example', displayName: 'Alex Example', active: false },
  handle: ({ params, body, actor, context }) =>
    change(idOf(params), { actor, context, wish: (current) => readStated(body, current, false) }),
});

const patchRoute = route({
  ...about,
  method: 'PATCH',
  path: `${scimRoot}/Users/:accountId`,
  operationId: 'patchScimUser',
  summary:
    'Changes some of a user, all of it or nothing; another organisation moves them, active false ends their sessions',
  params: Params,
  body: ScimPatch,
  answers: { 200: ScimUser },
  errors: [
    ...changeRefusals,
    errors.invalid_path,
    errors.invalid_filter,
    errors.invalid_value,
    errors.no_target,
    errors.mutability,
    errors.too_many,
  ],
  example: { schemas: [urns.patch], Operations: [{ op: 'replace', path: 'active', value: false }] },
  handle: ({ params, body, actor, context }) =>
    change(idOf(params), { actor, context, wish: (current) => patched(current, body.Operations) }),
});

function patched(current: UserFacts, operations: readonly Operation[]): UserFacts {
  const after = patchDocument(toPatchable(current), operations);
  if ('because' in after) throw errors[after.because]({ at: after.at.slice(0, 200), max: patchMax });
  const stated = ScimUserInput.safeParse(after.document, { reportInput: false });
  if (!stated.success) throw new InvalidRequest(toFieldErrors(stated.error.issues, 'body'));
  return readStated(stated.data, current, true);
}

const closeRoute = route({
  ...about,
  method: 'DELETE',
  path: `${scimRoot}/Users/:accountId`,
  operationId: 'closeScimUser',
  summary:
    'A leaver: grants and sessions end, the account closes; what happened stays known, the user name is never given again',
  params: Params,
  answers: { 204: null },
  errors: onSomebody,
  handle: async ({ params, actor, context }) => {
    const { register, requestId, ifMatch } = context;
    const accountId = idOf(params);
    await perform(register, { kind: 'access.end-person', actor, requestId }, (tx, act) =>
      closeUser(tx, act, { accountId, ifMatch }),
    );
    return answer(null, { status: 204 });
  },
});

export const scimUserRoutes: readonly AnyRoute[] = [
  listRoute,
  getRoute,
  openRoute,
  replaceRoute,
  patchRoute,
  closeRoute,
];
