import { Readable } from 'node:stream';
import { errors as identityErrors } from '#modules/identity/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import { errors as fileErrors } from '#platform/files/files.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { type AnyRoute, answer, type PersonRead, readsInTheFile, route, streamAnswer } from '#platform/http/route.ts';
import { readUpload } from '../requests/service/files.ts';
import * as contract from './contract.ts';
import { errors, refusalOf } from './errors.ts';
import { addEvidence, getConsents, giveConsent, openEvidence, takeBackConsent } from './service/consents.ts';

const tag = 'Consent';
const today = () => todayOf(new Date());
const consentRead = (body: { studentNumber: string }): PersonRead[] => [
  { subjects: [body.studentNumber], groups: ['requests'] },
];

const listRoute = route({
  method: 'GET',
  path: '/v1/students/:number/consents',
  operationId: 'listConsents',
  summary:
    'Lists the purposes for which the law asks for consent, whether it holds today, and every consent given or withdrawn',
  tag,
  permission: 'student.read',
  params: contract.ConsentParams,
  answers: { 200: contract.Consents },
  errors: [identityErrors.student_not_found],
  reads: consentRead,
  handle: ({ params: { number }, actor, context }) =>
    getConsents(context.db, actor, { services: context, number, today: today() }),
});

const giveRoute = route({
  method: 'POST',
  path: '/v1/students/:number/consents',
  operationId: 'giveConsent',
  summary: 'Records that the student or a guardian consents to a purpose, judged by the student’s age',
  tag,
  permission: 'student.write',
  params: contract.ConsentParams,
  body: contract.GiveConsent,
  answers: { 201: contract.Consents },
  errors: [identityErrors.student_not_found, errors.kind_unknown, ...Object.values(refusalOf)],
  idempotent: true,
  example: { kind: 'research', givenBy: 'guardian', giverName: 'Anne Tremblay', givenOn: '2026-09-01' },
  reads: consentRead,
  handle: async ({ params: { number }, body, actor, context }) => {
    const act = { kind: 'privacy.give-consent', actor, requestId: context.requestId };
    await perform(context.register, act, (tx, begun) =>
      giveConsent(tx, begun, { services: context, number, input: body }),
    );
    return answer(await getConsents(context.db, actor, { services: context, number, today: today() }), { status: 201 });
  },
});

const withdrawRoute = route({
  method: 'POST',
  path: '/v1/students/:number/consents/:consentId/withdrawal',
  operationId: 'withdrawConsent',
  summary: 'Records that a consent was withdrawn; it holds no longer from that day on',
  tag,
  permission: 'student.write',
  params: contract.OneConsentParams,
  body: contract.WithdrawConsent,
  answers: { 200: contract.Consents },
  errors: [identityErrors.student_not_found, errors.consent_not_found, errors.not_given, errors.future_day],
  example: { withdrawnOn: '2026-11-01', words: 'By letter of 30 October' },
  reads: consentRead,
  handle: async ({ params: { number, consentId }, body, actor, context }) => {
    const act = { kind: 'privacy.withdraw-consent', actor, requestId: context.requestId };
    await perform(context.register, act, (tx, begun) =>
      takeBackConsent(tx, begun, { services: context, number, consentId, input: body }),
    );
    return getConsents(context.db, actor, { services: context, number, today: today() });
  },
});

const addEvidenceRoute = route({
  method: 'PUT',
  path: '/v1/students/:number/consents/:consentId/evidence',
  operationId: 'putConsentEvidence',
  summary: 'Keeps the signed form of a consent, sealed',
  tag,
  permission: 'student.write',
  params: contract.OneConsentParams,
  upload: { types: ['application/pdf', 'image/png', 'image/jpeg', 'application/octet-stream'] },
  answers: { 204: null },
  errors: [identityErrors.student_not_found, errors.consent_not_found, fileErrors.too_large, httpErrors.wrong_type],
  reads: 'nothing is shown: the form goes in',
  handle: async ({ params: { number, consentId }, actor, context }) => {
    const bytes = await readUpload(context.stream, context, today());
    const file = { bytes, mediaType: context.contentType.split(';')[0] ?? '' };
    const act = { kind: 'privacy.add-consent-evidence', actor, requestId: context.requestId };
    await perform(context.register, act, (tx, begun) =>
      addEvidence(tx, begun, { services: context, number, consentId, file }),
    );
    return answer(null, { status: 204 });
  },
});

const getEvidenceRoute = route({
  method: 'GET',
  path: '/v1/students/:number/consents/:consentId/evidence',
  operationId: 'getConsentEvidence',
  summary: 'Gives the signed form of a consent as it came',
  tag,
  permission: 'student.read',
  params: contract.OneConsentParams,
  answers: { 200: null },
  produces: 'application/octet-stream',
  errors: [identityErrors.student_not_found, errors.consent_not_found],
  reads: readsInTheFile,
  handle: async ({ params: { number, consentId }, actor, context }) => {
    const bytes = await openEvidence(context.db, actor, { services: context, number, consentId });
    return streamAnswer(Readable.from([bytes]), {
      type: 'application/octet-stream',
      fileName: `consent-${consentId}`,
      reads: consentRead({ studentNumber: number }),
    });
  },
});

export const consentRoutes: readonly AnyRoute[] = [
  listRoute,
  giveRoute,
  withdrawRoute,
  addEvidenceRoute,
  getEvidenceRoute,
];
