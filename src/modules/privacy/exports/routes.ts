import { Readable } from 'node:stream';
import { z } from 'zod';
import { Guid } from '#kernel/ids.ts';
import { errors as accessErrors } from '#modules/access/index.ts';
import { perform } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { type AnyRoute, answer, type RouteContext, route, streamAnswer } from '#platform/http/route.ts';
import * as contract from './contract.ts';
import { exportErrors as errors } from './errors.ts';
import { askForExport, exportChoices, judgeAsk, previewExport } from './service/ask.ts';
import {
  approveExport,
  fetchExport,
  getExport,
  listExports,
  refuseExport,
  resumeExport,
  withdrawExport,
} from './service/decide.ts';

const tag = 'Exports';
const Params = z.strictObject({ exportId: Guid });
const scopeErrors = [
  errors.export_purpose_unknown,
  errors.export_protected_refused,
  accessErrors.organisation_out_of_reach,
];

const lookingOf = (actor: Actor, { jurisdiction }: RouteContext) => ({ actor, now: new Date(), jurisdiction });

const choicesRoute = route({
  method: 'GET',
  path: '/v1/export-choices',
  operationId: 'getExportChoices',
  summary: 'Gives purposes, columns and limits of exports for your role',
  tag,
  permission: 'export.ask',
  answers: { 200: contract.ExportChoices },
  errors: [],
  handle: ({ actor, context: { jurisdiction } }) => exportChoices(jurisdiction, actor),
});

const scopeExample = {
  organisations: ['S.K001'],
  schoolYear: 2027,
  grades: ['10', '11'],
  purpose: 'service_provider',
  columns: ['student_number', 'family_name', 'given_name', 'grade'],
};

const previewRoute = route({
  method: 'POST',
  path: '/v1/export-previews',
  operationId: 'previewExport',
  summary: 'Counts the people and rows that a scope holds in your sight; nobody is named and nothing is written',
  tag,
  permission: 'export.ask',
  body: contract.ExportScope,
  answers: { 200: contract.ExportPreview },
  errors: scopeErrors,
  example: scopeExample,
  handle: ({ body, actor, context }) => previewExport(context.db, { scope: body, ...lookingOf(actor, context) }),
});

const askRoute = route({
  method: 'POST',
  path: '/v1/exports',
  operationId: 'askForExport',
  summary: 'Asks for an export: two others must approve it before it is made',
  tag,
  permission: 'export.ask',
  body: contract.ExportAsk,
  answers: { 201: contract.ExportRequest },
  errors: [
    ...scopeErrors,
    errors.export_columns_refused,
    errors.export_columns_missing,
    errors.export_columns_homeless,
    errors.export_key_invalid,
    errors.export_too_large,
    errors.export_empty,
    errors.export_not_yours,
  ],
  idempotent: true,
  example: {
    ...scopeExample,
    purposeText: 'Accounts of the library service for the students of grades 10 and 11',
    format: 'csv',
    receiverName: 'Northern Library Services',
    receiverKey: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
  },
  handle: async ({ body, actor, context }) => {
    const { db, register, jurisdiction, requestId } = context;
    const looking = lookingOf(actor, context);
    const people = await judgeAsk(db, { ask: body, ...looking });
    const act = { kind: 'privacy.ask-export', actor, requestId, reason: body.purposeText };
    const exportId = await perform(register, act, (tx, begun) =>
      askForExport(tx, begun, { ask: body, people, jurisdiction }),
    );
    return answer(await getExport(register, exportId, looking), { status: 201 });
  },
});

const listRoute = route({
  method: 'GET',
  path: '/v1/exports',
  operationId: 'listExports',
  summary: 'Lists exports: yours, those that wait for your approval, or all in your reach',
  tag,
  permission: 'export.read',
  query: contract.ExportsQuery,
  answers: { 200: contract.ExportRequests },
  errors: [],
  example: { view: 'waiting' },
  handle: ({ query, actor, context }) => listExports(context.db, query, lookingOf(actor, context)),
});

const getRoute = route({
  method: 'GET',
  path: '/v1/exports/:exportId',
  operationId: 'getExport',
  summary: 'Gives one export: what it asks for, who approved it, where it stands, and what you may do',
  tag,
  permission: 'export.read',
  params: Params,
  answers: { 200: contract.ExportRequest },
  errors: [errors.export_not_found],
  handle: ({ params, actor, context }) => getExport(context.db, params.exportId, lookingOf(actor, context)),
});

const moved = { answers: { 200: contract.ExportRequest }, params: Params, method: 'POST', tag } as const;

const approveRoute = route({
  ...moved,
  path: '/v1/exports/:exportId/approvals',
  operationId: 'approveExport',
  summary: 'Gives one of the two approvals of an export that somebody else asked for',
  permission: 'export.approve',
  body: contract.ExportApproval,
  errors: [
    errors.export_not_found,
    errors.export_not_waiting,
    errors.export_expired,
    errors.export_own,
    errors.export_approved_twice,
    errors.export_role,
    errors.export_other_role,
  ],
  stepUp: true,
  example: { note: 'The agreement covers these columns' },
  handle: async ({ params, body, actor, context }) => {
    const { register, jurisdiction, requestId } = context;
    const act = { kind: 'privacy.approve-export', actor, requestId, reason: body.note ?? null };
    await perform(register, act, (tx, begun) =>
      approveExport(tx, begun, { exportId: params.exportId, note: body.note ?? null, jurisdiction }),
    );
    return getExport(register, params.exportId, lookingOf(actor, context));
  },
});

const refuseRoute = route({
  ...moved,
  path: '/v1/exports/:exportId/refusal',
  operationId: 'refuseExport',
  summary: 'Refuses an export that somebody else asked for, and says why',
  permission: 'export.approve',
  body: contract.ExportRefusal,
  errors: [errors.export_not_found, errors.export_not_waiting, errors.export_own, errors.export_role],
  example: { note: 'The birth dates are not needed for a library card' },
  handle: async ({ params, body, actor, context }) => {
    const { register, jurisdiction, requestId } = context;
    const act = { kind: 'privacy.refuse-export', actor, requestId, reason: body.note };
    await perform(register, act, (tx, begun) =>
      refuseExport(tx, begun, { exportId: params.exportId, note: body.note, jurisdiction }),
    );
    return getExport(register, params.exportId, lookingOf(actor, context));
  },
});

const withdrawRoute = route({
  ...moved,
  path: '/v1/exports/:exportId/withdrawal',
  operationId: 'withdrawExport',
  summary: 'Withdraws an export that you asked for; a file that was made is deleted',
  permission: 'export.ask',
  errors: [errors.export_not_found, errors.export_not_waiting, errors.export_not_yours],
  handle: async ({ params, actor, context }) => {
    const act = { kind: 'privacy.withdraw-export', actor, requestId: context.requestId };
    await perform(context.register, act, (tx, begun) => withdrawExport(tx, begun, params.exportId));
    return getExport(context.register, params.exportId, lookingOf(actor, context));
  },
});

const resumeRoute = route({
  ...moved,
  path: '/v1/exports/:exportId/resumption',
  operationId: 'resumeExport',
  summary: 'Has an export made that paused because the sealed register was closed to you',
  permission: 'export.ask',
  errors: [errors.export_not_found, errors.export_not_waiting, errors.export_expired, errors.export_not_yours],
  handle: async ({ params, actor, context }) => {
    const act = { kind: 'privacy.resume-export', actor, requestId: context.requestId };
    await perform(context.register, act, (tx, begun) => resumeExport(tx, begun, params.exportId));
    return getExport(context.register, params.exportId, lookingOf(actor, context));
  },
});

const fetchRoute = route({
  method: 'POST',
  path: '/v1/exports/:exportId/fetches',
  operationId: 'fetchExport',
  summary: 'Hands over the encrypted file of an export that you asked for, and counts it',
  tag,
  permission: 'export.ask',
  params: Params,
  answers: { 200: null },
  produces: 'application/octet-stream',
  errors: [
    errors.export_not_found,
    errors.export_not_yours,
    errors.export_not_waiting,
    errors.export_expired,
    errors.export_used_up,
    errors.export_reach_lost,
  ],
  stepUp: true,
  reads: 'encrypted to the receiver; whom it holds was recorded when it was made',
  handle: async ({ params, actor, context: { register, jurisdiction, requestId } }) => {
    const act = { kind: 'privacy.fetch-export', actor, requestId };
    const { content, fileName } = await perform(register, act, (tx, begun) =>
      fetchExport(tx, begun, { exportId: params.exportId, jurisdiction }),
    );
    return streamAnswer(Readable.from([content]), { type: 'application/octet-stream', fileName });
  },
});

export const exportRoutes: readonly AnyRoute[] = [
  choicesRoute,
  previewRoute,
  askRoute,
  listRoute,
  getRoute,
  approveRoute,
  refuseRoute,
  withdrawRoute,
  resumeRoute,
  fetchRoute,
];
