import { answer, type RouteContext, route } from '#platform/http/route.ts';
import { errors } from '../errors.ts';
import {
  AddKey,
  CallsQuery,
  ChangeClient,
  Client,
  ClientCalls,
  ClientKeyParams,
  ClientParams,
  ClientScopes,
  Clients,
  ClientsQuery,
  DisableClient,
  RegisterClient,
} from './contract.ts';
import { clientErrors } from './errors.ts';
import { scopeNames, scopes, scopesWithin } from './rules/scopes.ts';
import { originsByContext } from './service/issuer.ts';
import { addKey, changeClient, disableClient, enableClient, registerClient, removeKey } from './service/manage.ts';
import { presentCalls, presentClient, presentClients } from './service/present.ts';

const tag = 'Machine clients';
const permission = 'client.manage';
const keyErrors = [clientErrors.private_key_given, clientErrors.key_not_usable];
const examplePublicKey = '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE…\n-----END PUBLIC KEY-----';

const present = (context: RouteContext, actor: Parameters<typeof presentClient>[1], clientId: string) =>
  presentClient(context.register, actor, { clientId, origins: originsByContext(context) });

const listRoute = route({
  method: 'GET',
  path: '/v1/clients',
  operationId: 'listClients',
  summary: 'Lists the machine clients of the organisations within reach',
  tag,
  permission,
  query: ClientsQuery,
  answers: { 200: Clients },
  errors: [errors.organisation_out_of_reach],
  example: { organisation: 'A.K001' },
  handle: async ({ query, actor, context }) => ({
    items: await presentClients(context.register, actor, query.organisation),
  }),
});

const registerRoute = route({
  method: 'POST',
  path: '/v1/clients',
  operationId: 'registerClient',
  summary: 'Registers a machine client with its first public key, within what the account itself may and reaches',
  tag,
  permission,
  stepUp: true,
  body: RegisterClient,
  answers: { 201: Client },
  errors: [errors.organisation_out_of_reach, clientErrors.scope_beyond, clientErrors.holds_too_long, ...keyErrors],
  idempotent: true,
  example: {
    name: 'Kestrel River SIS',
    software: 'Aspen 6.2',
    contactEmail: 'sis@kestrel-river.example',
    represents: ['A.K001'],
    scopes: ['submissions.write'],
    networks: ['203.0.113.0/24'],
    validUntil: '2027-08-31',
    publicKey: examplePublicKey,
  },
  handle: async ({ body, actor, context }) => {
    const clientId = await registerClient(context.register, { actor, ...context }, body);
    const client = await present(context, actor, clientId);
    return answer(client, { status: 201, etag: client.version, headers: { location: `/v1/clients/${clientId}` } });
  },
});

const getRoute = route({
  method: 'GET',
  path: '/v1/clients/:clientId',
  operationId: 'getClient',
  summary: 'Shows a machine client: for whom it stands, what it may, its keys',
  tag,
  permission,
  params: ClientParams,
  answers: { 200: Client },
  errors: [clientErrors.client_not_found],
  handle: async ({ params, actor, context }) => {
    const client = await present(context, actor, params.clientId);
    return answer(client, { etag: client.version });
  },
});

const changeRoute = route({
  method: 'PATCH',
  path: '/v1/clients/:clientId',
  operationId: 'changeClient',
  summary: 'Changes a machine client: name, organisations, scopes, networks, contact, end',
  tag,
  permission,
  stepUp: true,
  params: ClientParams,
  body: ChangeClient,
  answers: { 200: Client },
  errors: [
    clientErrors.client_not_found,
    errors.organisation_out_of_reach,
    clientErrors.scope_beyond,
    clientErrors.holds_too_long,
  ],
  example: { networks: ['203.0.113.0/24', '2001:db8::/32'] },
  handle: async ({ params, body, actor, context }) => {
    const { clientId } = params;
    await changeClient(context.register, { actor, ...context, clientId, version: context.ifMatch }, body);
    const client = await present(context, actor, clientId);
    return answer(client, { etag: client.version });
  },
});

const addKeyRoute = route({
  method: 'POST',
  path: '/v1/clients/:clientId/keys',
  operationId: 'addClientKey',
  summary: 'Adds a public key; the former ones may end after some days of overlap',
  tag,
  permission,
  stepUp: true,
  params: ClientParams,
  body: AddKey,
  answers: { 201: Client },
  errors: [
    clientErrors.client_not_found,
    clientErrors.key_known,
    clientErrors.too_many_keys,
    clientErrors.holds_too_long,
    ...keyErrors,
  ],
  example: { publicKey: examplePublicKey, endOthers: true },
  handle: async ({ params, body, actor, context }) => {
    await addKey(context.register, { actor, ...context, clientId: params.clientId }, body);
    return answer(await present(context, actor, params.clientId), { status: 201 });
  },
});

const removeKeyRoute = route({
  method: 'DELETE',
  path: '/v1/clients/:clientId/keys/:keyId',
  operationId: 'removeClientKey',
  summary: 'Takes a public key away at once, and with it the tokens that the client holds',
  tag,
  permission,
  params: ClientKeyParams,
  answers: { 200: Client },
  errors: [clientErrors.client_not_found, clientErrors.key_not_found],
  handle: async ({ params, actor, context }) => {
    await removeKey(context.register, { actor, ...context, clientId: params.clientId }, params.keyId);
    return present(context, actor, params.clientId);
  },
});

const disableRoute = route({
  method: 'POST',
  path: '/v1/clients/:clientId/disable',
  operationId: 'disableClient',
  summary: 'Disables a machine client at once everywhere; its tokens are worth nothing from then on',
  tag,
  permission,
  params: ClientParams,
  body: DisableClient,
  answers: { 200: Client },
  errors: [clientErrors.client_not_found],
  example: { reason: 'The server was stolen' },
  handle: async ({ params, body, actor, context }) => {
    await disableClient(context.register, { actor, ...context, clientId: params.clientId }, body.reason);
    return present(context, actor, params.clientId);
  },
});

const enableRoute = route({
  method: 'POST',
  path: '/v1/clients/:clientId/enable',
  operationId: 'enableClient',
  summary: 'Lets a disabled machine client call again; what the ministry disabled only the ministry enables',
  tag,
  permission,
  stepUp: true,
  params: ClientParams,
  answers: { 200: Client },
  errors: [clientErrors.client_not_found, clientErrors.disabled_above],
  handle: async ({ params, actor, context }) => {
    await enableClient(context.register, { actor, ...context, clientId: params.clientId });
    return present(context, actor, params.clientId);
  },
});

const callsRoute = route({
  method: 'GET',
  path: '/v1/clients/:clientId/calls',
  operationId: 'listClientCalls',
  summary: 'Lists the last calls of a machine client, also those that were refused and why',
  tag,
  permission,
  params: ClientParams,
  query: CallsQuery,
  answers: { 200: ClientCalls },
  errors: [clientErrors.client_not_found],
  example: { refused: 'true', limit: '20' },
  handle: ({ params, query, actor, context }) =>
    presentCalls(context.register, actor, {
      clientId: params.clientId,
      refusedOnly: query.refused === 'true',
      before: query.before === undefined ? null : new Date(query.before),
      limit: query.limit,
    }),
});

const scopesRoute = route({
  method: 'GET',
  path: '/v1/client-scopes',
  operationId: 'listClientScopes',
  summary: 'Lists the scopes of machine clients, and which of them the caller may give',
  tag,
  permission,
  answers: { 200: ClientScopes },
  errors: [],
  handle: ({ actor, context: { jurisdiction } }) => {
    const mine = scopesWithin(actor.permissions);
    return {
      items: scopeNames.map((scope) => ({
        scope,
        words: scopes[scope].words,
        permissions: [...scopes[scope].permissions],
        mayGive: mine.includes(scope),
      })),
      monthsMax: jurisdiction.parameter<number>('access.client_months_max'),
      keyMonthsMax: jurisdiction.parameter<number>('access.client_key_months_max'),
      overlapDays: jurisdiction.parameter<number>('access.client_key_overlap_days'),
    };
  },
});

export const clientRoutes = [
  listRoute,
  registerRoute,
  getRoute,
  changeRoute,
  addKeyRoute,
  removeKeyRoute,
  disableRoute,
  enableRoute,
  callsRoute,
  scopesRoute,
];
