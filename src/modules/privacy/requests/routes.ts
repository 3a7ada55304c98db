import { Readable } from 'node:stream';
import { z } from 'zod';
import { wholeRecord } from '#kernel/field-groups.ts';
import { StudentNumber } from '#kernel/ids.ts';
import { errors as identityErrors } from '#modules/identity/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import { errors as fileErrors } from '#platform/files/files.ts';
import type { Holding } from '#platform/holdings/holding.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { type AnyRoute, answer, type PersonRead, readsInTheFile, route, streamAnswer } from '#platform/http/route.ts';
import { choices } from '../settings.ts';
import * as contract from './contract.ts';
import { errors, refusalOf } from './errors.ts';
import { addFile, openFile, readUpload } from './service/files.ts';
import { deliverPackage, preparePackage } from './service/hand-over.ts';
import { moveRequest } from './service/moves.ts';
import { getDisagreements, getRequest, pageRequests } from './service/read.ts';
import { recordRequest } from './service/record.ts';

const tag = 'Privacy requests';
const today = () => todayOf(new Date());
const moveErrors = [
  ...Object.values(refusalOf),
  httpErrors.version_needed,
  httpErrors.stale_version,
  errors.key_destroyed,
];

const requestRead = ({ studentNumber }: { studentNumber: string }): PersonRead[] => [
  { subjects: [studentNumber], groups: ['requests'] },
];

const listRoute = route({
  method: 'GET',
  path: '/v1/privacy-requests',
  operationId: 'listPrivacyRequests',
  summary:
    'Lists requests for access and correction that one answers or received, the most urgent first, each with its legal clock',
  tag,
  permission: 'privacy.read',
  query: contract.RequestQuery,
  answers: { 200: contract.RequestPage },
  errors: [],
  example: { state: 'open', dueWithinDays: 10 },
  reads: (body: { items: { studentNumber: string }[] }) => [
    { subjects: body.items.map((it) => it.studentNumber), groups: ['existence', 'requests'] },
  ],
  handle: ({ query, actor, context }) => pageRequests(context.db, actor, { services: context, query, today: today() }),
});

const choicesRoute = route({
  method: 'GET',
  path: '/v1/privacy-choices',
  operationId: 'getPrivacyChoices',
  summary: 'Gives the laws, proofs, reasons and fields that the jurisdiction knows for requests',
  tag,
  permission: 'privacy.read',
  answers: { 200: contract.RequestChoices },
  errors: [],
  handle: ({ context }) => choices(context.jurisdiction, today()),
});

const recordRoute = route({
  method: 'POST',
  path: '/v1/privacy-requests',
  operationId: 'recordPrivacyRequest',
  summary: 'Records a request about a person as it arrived; its legal clock begins the day after',
  tag,
  permission: 'privacy.decide',
  body: contract.RecordRequest,
  answers: { 201: contract.RequestDetail },
  errors: [
    identityErrors.student_not_found,
    errors.code_unknown,
    errors.field_needed,
    errors.received_later,
    errors.custodian_cannot_see,
  ],
  idempotent: true,
  example: {
    kind: 'access',
    studentNumber: '1234-5678-9',
    askedBy: 'student',
    askerName: 'Zoé Tremblay',
    askerContact: 'zoe@example.org',
    words: 'Everything that you hold about me',
    legalBasis: 'access_act',
    language: 'fr',
    receivedOn: '2026-09-01',
  },
  reads: requestRead,
  handle: async ({ body, actor, context }) => {
    const act = { kind: 'privacy.record-request', actor, requestId: context.requestId };
    const requestId = await perform(context.register, act, (tx, begun) =>
      recordRequest(tx, begun, { services: context, input: body }),
    );
    const detail = await getRequest(context.db, actor, { services: context, requestId, today: today() });
    return answer(detail, { status: 201, etag: detail.version });
  },
});

const getRoute = route({
  method: 'GET',
  path: '/v1/privacy-requests/:requestId',
  operationId: 'getPrivacyRequest',
  summary:
    'Shows a request with its clock, texts, files, steps and the moves that the caller may make; its version is the ETag',
  tag,
  permission: 'privacy.read',
  params: contract.RequestParams,
  answers: { 200: contract.RequestDetail },
  errors: [errors.request_not_found],
  reads: requestRead,
  handle: async ({ params: { requestId }, actor, context }) => {
    const detail = await getRequest(context.db, actor, { services: context, requestId, today: today() });
    return answer(detail, { etag: detail.version });
  },
});

const moveRoute = route({
  method: 'POST',
  path: '/v1/privacy-requests/:requestId/moves',
  operationId: 'movePrivacyRequest',
  summary:
    'Proves identity, stops, starts or extends the clock, accepts (and applies), refuses, records disagreement or withdrawal, on the version in If-Match',
  tag,
  permission: 'privacy.decide',
  params: contract.RequestParams,
  body: contract.MoveRequest,
  answers: { 200: contract.RequestDetail },
  errors: [
    errors.request_not_found,
    errors.code_unknown,
    errors.application_mismatch,
    identityErrors.student_not_found,
    identityErrors.refused_by_rule,
    identityErrors.guid_taken,
    ...moveErrors,
  ],
  example: { move: 'pause', reasonCode: 'clarification', note: 'Which years are meant?' },
  reads: requestRead,
  handle: async ({ params: { requestId }, body, actor, context }) => {
    const act = { kind: `privacy.${body.move}-request`, actor, requestId: context.requestId };
    await perform(context.register, act, (tx, begun) =>
      moveRequest(tx, begun, {
        services: context,
        requestId,
        version: context.ifMatch,
        wish: { ...body, on: body.on ?? begun.today },
      }),
    );
    const detail = await getRequest(context.db, actor, { services: context, requestId, today: today() });
    return answer(detail, { etag: detail.version });
  },
});

const addFileRoute = route({
  method: 'POST',
  path: '/v1/privacy-requests/:requestId/files',
  operationId: 'addPrivacyRequestFile',
  summary: 'Adds a file of proof or evidence to a request; its bytes and name are sealed',
  tag,
  permission: 'privacy.decide',
  params: contract.RequestParams,
  query: contract.FileQuery,
  upload: { types: ['application/pdf', 'image/png', 'image/jpeg', 'application/octet-stream'] },
  answers: { 201: contract.AddedFile },
  errors: [errors.request_not_found, errors.key_destroyed, fileErrors.too_large, httpErrors.wrong_type],
  example: { name: 'birth-certificate.pdf' },
  handle: async ({ params: { requestId }, query: { name }, actor, context }) => {
    const bytes = await readUpload(context.stream, context, today());
    const act = { kind: 'privacy.add-file', actor, requestId: context.requestId };
    const file = { bytes, name, mediaType: context.contentType.split(';')[0] ?? '' };
    const added = await perform(context.register, act, (tx, begun) =>
      addFile(tx, begun, { services: context, requestId, file }),
    );
    return answer(added, { status: 201 });
  },
});

const getFileRoute = route({
  method: 'GET',
  path: '/v1/privacy-requests/:requestId/files/:fileId',
  operationId: 'getPrivacyRequestFile',
  summary: 'Gives a file of a request as it came',
  tag,
  permission: 'privacy.read',
  params: contract.RequestFileParams,
  answers: { 200: null },
  produces: 'application/octet-stream',
  errors: [errors.request_not_found, errors.file_not_found, errors.key_destroyed],
  reads: readsInTheFile,
  handle: async ({ params, actor, context }) => {
    const file = await openFile(context.db, actor, { services: context, ...params });
    // Never as the type that it claims to be: a file that somebody sent must not run in our pages.
    return streamAnswer(Readable.from([file.bytes]), {
      type: 'application/octet-stream',
      fileName: file.name,
      reads: requestRead(file),
    });
  },
});

const disagreementsRoute = route({
  method: 'GET',
  path: '/v1/students/:number/disagreements',
  operationId: 'listDisagreements',
  summary: 'Lists the statements with which the person disagrees with values that were not corrected',
  tag,
  permission: 'student.read',
  params: z.strictObject({ number: StudentNumber }),
  answers: { 200: contract.Disagreements },
  errors: [identityErrors.student_not_found],
  reads: (body: { items: { studentNumber: string }[] }) => [
    { subjects: body.items.map((it) => it.studentNumber), groups: ['requests'] },
  ],
  handle: async ({ params: { number }, actor, context }) => ({
    items: await getDisagreements(context.db, actor, {
      services: context,
      register: context.register,
      number,
      today: today(),
    }),
  }),
});

function packageRoutes(holdings: readonly Holding[]): AnyRoute[] {
  const prepare = route({
    method: 'POST',
    path: '/v1/privacy-requests/:requestId/package',
    operationId: 'preparePrivacyPackage',
    summary:
      'Makes the package of an access request: everything held about the person, kept sealed until it is handed over',
    tag,
    permission: 'privacy.decide',
    stepUp: true,
    params: contract.RequestParams,
    answers: { 201: contract.Prepared },
    errors: [errors.request_not_found, identityErrors.student_not_found, ...moveErrors],
    reads: (body: { numbers: string[] }) => [{ subjects: body.numbers, groups: wholeRecord }],
    handle: async ({ params: { requestId }, actor, context }) => {
      const asking = { actor, requestId, version: context.ifMatch, requestNumber: context.requestId };
      const made = await preparePackage({ ...context, holdings }, asking);
      const { sha256, zip, until, numbers, request } = made;
      const version = request.version + 1;
      const body = {
        requestId,
        studentNumber: request.studentNumber,
        numbers,
        sha256,
        sizeBytes: zip.length,
        until,
        version,
      };
      return answer(body, { status: 201, etag: version });
    },
  });
  const deliver = route({
    method: 'POST',
    path: '/v1/privacy-requests/:requestId/delivery',
    operationId: 'deliverPrivacyPackage',
    summary: 'Hands the prepared package over, once: downloaded, or encrypted to the receiver’s age key',
    tag,
    permission: 'privacy.decide',
    stepUp: true,
    params: contract.RequestParams,
    body: contract.Deliver,
    answers: { 200: null },
    produces: 'application/octet-stream',
    errors: [errors.request_not_found, errors.package_taken, errors.recipient_unusable, ...moveErrors],
    example: { recipient: null },
    reads: readsInTheFile,
    handle: async ({ params: { requestId }, body: { recipient }, actor, context }) => {
      const asking = { actor, requestId, version: context.ifMatch, recipient, requestNumber: context.requestId };
      const { bytes, isEncrypted, numbers } = await deliverPackage({ ...context, holdings }, asking);
      const fileName = `access-${requestId.slice(-12)}.zip${isEncrypted ? '.age' : ''}`;
      return streamAnswer(Readable.from([bytes]), {
        type: 'application/octet-stream',
        fileName,
        reads: [{ subjects: numbers, groups: wholeRecord }],
      });
    },
  });
  return [prepare, deliver];
}

/** The routes of requests, over everything that the modules hold about people. */
export function requestRoutes(holdings: readonly Holding[]): AnyRoute[] {
  return [
    listRoute,
    choicesRoute,
    recordRoute,
    getRoute,
    moveRoute,
    addFileRoute,
    getFileRoute,
    ...packageRoutes(holdings),
    disagreementsRoute,
  ];
}
