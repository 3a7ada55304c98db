import { z } from 'zod';
import { readCursor, toPage } from '#kernel/page.ts';
import { perform } from '#platform/act.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { type AnyRoute, answer, route } from '#platform/http/route.ts';
import { AccountId } from '../../contract.ts';
import { errors as accessErrors } from '../../errors.ts';
import {
  ChangePerson,
  Departure,
  EndPerson,
  MovePerson,
  OpenedPerson,
  OpenPerson,
  PeoplePage,
  PeopleQuery,
  Person,
  PersonDetail,
  ReasonOnly,
} from '../contract.ts';
import { errors } from '../errors.ts';
import { presentDetail, presentPeople } from '../present.ts';
import { endPerson, movePerson, reinstatePerson, suspendPerson } from '../service/moves.ts';
import { changePerson, getPerson, listPeople, openAndInvite } from '../service/people.ts';
import { grantRefusals } from './grants.ts';

const tag = 'People';
const permission = 'people.manage';
const Params = z.strictObject({ accountId: AccountId });
const Cursor = z.tuple([z.string(), z.uuid()]);

const listRoute = route({
  method: 'GET',
  path: '/v1/people',
  operationId: 'listPeople',
  summary: 'People who work with the register within reach, with what they hold there, by name',
  tag,
  permission,
  query: PeopleQuery,
  answers: { 200: PeoplePage },
  errors: [accessErrors.organisation_out_of_reach],
  example: { organisation: 'S.K001', state: 'current' },
  handle: async ({ query, actor, context }) => {
    const { organisation, state, text, cursor, limit } = query;
    const key = readCursor(cursor, Cursor);
    const after = key === null ? null : { name: key[0], accountId: key[1] };
    const found = await listPeople(context.register, actor, { organisation, state, text, after, limit });
    const page = toPage(found, limit, ({ person }) => [person.name, person.accountId]);
    return { items: await presentPeople(context, page.items), next: page.next };
  },
});

const getRoute = route({
  method: 'GET',
  path: '/v1/people/:accountId',
  operationId: 'getPerson',
  summary: 'One person with grants, sessions, invitation and machine clients within reach',
  tag,
  permission,
  params: Params,
  answers: { 200: PersonDetail },
  errors: [errors.person_not_found],
  handle: async ({ params, actor, context }) => {
    const view = await getPerson(context.register, actor, params.accountId);
    return answer(await presentDetail(context, view), { etag: view.person.version });
  },
});

const openRoute = route({
  method: 'POST',
  path: '/v1/people',
  operationId: 'openPerson',
  summary: 'Opens an account with its first grants, and makes the link by which the person sets their first secrets',
  tag,
  permission,
  body: OpenPerson,
  answers: { 201: OpenedPerson },
  errors: [accessErrors.organisation_out_of_reach, errors.user_name_taken, ...grantRefusals],
  idempotent: true,
  example: {
    userName: 'a.example',
    name: 'Alex Example',
    organisation: 'S.K001',
    role: 'school_viewer',
    reason: 'New at the office',
  },
  handle: async ({ body, actor, context }) => {
    const { register, jurisdiction, requestId } = context;
    const { person, invitation } = await perform(
      register,
      { kind: 'access.open-person', actor, requestId, reason: body.reason, organisation: body.organisation },
      (tx, act) => openAndInvite(tx, act, body, jurisdiction),
    );
    const view = await getPerson(register, actor, person.accountId);
    const [shown] = await presentPeople(context, [view]);
    const { path, expiresAt } = invitation;
    return answer({ person: shown, invitation: { path, expiresAt: expiresAt.toISOString() } }, { status: 201 });
  },
});

const changeRoute = route({
  method: 'PATCH',
  path: '/v1/people/:accountId',
  operationId: 'changePerson',
  summary: 'Changes the name, address or language of somebody who belongs to an organisation in reach',
  tag,
  permission,
  params: Params,
  body: ChangePerson,
  answers: { 200: Person },
  errors: [
    errors.person_not_found,
    errors.belongs_elsewhere,
    errors.stale_person,
    errors.user_name_taken,
    httpErrors.version_needed,
  ],
  example: { name: 'Alexandra Example', reason: 'Married' },
  handle: async ({ params, body, actor, context }) => {
    const { register, requestId, ifMatch } = context;
    if (ifMatch === null) throw httpErrors.version_needed();
    const { reason, ...change } = body;
    const version = Number(ifMatch);
    await perform(register, { kind: 'access.change-person', actor, requestId, reason }, (tx, act) =>
      changePerson(tx, act, { accountId: params.accountId, change, version }),
    );
    const view = await getPerson(register, actor, params.accountId);
    const [shown] = await presentPeople(context, [view]);
    return answer(shown, { etag: view.person.version });
  },
});

const moveRoute = route({
  method: 'POST',
  path: '/v1/people/:accountId/moves',
  operationId: 'movePerson',
  summary: 'Moves somebody to another organisation: the old grants end the day before, the new ones begin on the day',
  tag,
  permission,
  params: Params,
  body: MovePerson,
  answers: { 200: PersonDetail },
  errors: [
    errors.person_not_found,
    accessErrors.organisation_out_of_reach,
    errors.nothing_to_move,
    errors.last_administrator,
    ...grantRefusals,
  ],
  example: { from: 'S.K001', to: 'S.K002', role: 'school_viewer', on: '2027-09-01', reason: 'Transferred' },
  handle: async ({ params, body, actor, context }) => {
    const { register, jurisdiction, requestId } = context;
    const { accountId } = params;
    await perform(register, { kind: 'access.move-person', actor, requestId, reason: body.reason }, (tx, act) =>
      movePerson(tx, act, { accountId, move: body, jurisdiction }),
    );
    return presentDetail(context, await getPerson(register, actor, accountId));
  },
});

const endRoute = route({
  method: 'POST',
  path: '/v1/people/:accountId/departure',
  operationId: 'endPerson',
  summary:
    'Somebody leaves: their grants within reach end; when nothing is left the account closes and its sessions end at once',
  tag,
  permission,
  params: Params,
  body: EndPerson,
  answers: { 200: Departure },
  errors: [errors.person_not_found, errors.not_oneself, errors.last_administrator],
  example: { reason: 'Retired' },
  handle: ({ params, body, actor, context: { register, requestId } }) =>
    perform(register, { kind: 'access.end-person', actor, requestId, reason: body.reason }, (tx, act) =>
      endPerson(tx, act, { accountId: params.accountId, ...body }),
    ),
});

const suspendRoute = route({
  method: 'POST',
  path: '/v1/people/:accountId/suspension',
  operationId: 'suspendPerson',
  summary: 'Closes an account for a while: its sessions end at once, its grants stay and give nothing',
  tag,
  permission,
  params: Params,
  body: ReasonOnly,
  answers: { 200: PersonDetail },
  errors: [errors.person_not_found, errors.not_oneself, errors.belongs_elsewhere, errors.last_administrator],
  example: { reason: 'Lost a laptop' },
  handle: async ({ params, body, actor, context }) => {
    const { register, requestId } = context;
    await perform(register, { kind: 'access.suspend-person', actor, requestId, reason: body.reason }, (tx, act) =>
      suspendPerson(tx, act, params.accountId),
    );
    return presentDetail(context, await getPerson(register, actor, params.accountId));
  },
});

const reinstateRoute = route({
  method: 'POST',
  path: '/v1/people/:accountId/reinstatement',
  operationId: 'reinstatePerson',
  summary: 'Lets somebody sign in again; what they may do is what their grants still give',
  tag,
  permission,
  params: Params,
  body: ReasonOnly,
  answers: { 200: PersonDetail },
  errors: [errors.person_not_found, errors.not_oneself, errors.belongs_elsewhere],
  example: { reason: 'The laptop was found' },
  handle: async ({ params, body, actor, context }) => {
    const { register, requestId } = context;
    await perform(register, { kind: 'access.reinstate-person', actor, requestId, reason: body.reason }, (tx, act) =>
      reinstatePerson(tx, act, params.accountId),
    );
    return presentDetail(context, await getPerson(register, actor, params.accountId));
  },
});

export const peopleRoutes: readonly AnyRoute[] = [
  listRoute,
  getRoute,
  openRoute,
  changeRoute,
  moveRoute,
  endRoute,
  suspendRoute,
  reinstateRoute,
];
