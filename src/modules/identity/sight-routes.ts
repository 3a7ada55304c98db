import { z } from 'zod';
import { StudentNumber } from '#kernel/ids.ts';
import { associationErrors } from '#modules/access/index.ts';
import { perform } from '#platform/act.ts';
import { type AnyRoute, answer, route } from '#platform/http/route.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { linkNumbers, unlinkNumbers } from './service/links.ts';
import { getStudent } from './service/read.ts';
import { acknowledgeLook, getSight, offerLook } from './service/sight.ts';
import { ExternalAcknowledgement, ExternalOffer, LinkStatement, StudentSight } from './sight-contract.ts';

const tag = 'Students';
const Params = z.strictObject({ number: StudentNumber });

const sightRoute = route({
  method: 'GET',
  path: '/v1/students/:number/sight',
  operationId: 'getStudentSight',
  summary: 'Says why one sees this student, how much and until when, and who looked from outside',
  tag,
  permission: 'student.read',
  params: Params,
  answers: { 200: StudentSight },
  errors: [errors.student_not_found],
  reads: (sight: StudentSight) => [{ subjects: [sight.studentNumber], groups: ['existence'] }],
  handle: ({ params, actor, context: { db } }) => getSight(db, actor, params.number),
});

const offerRoute = route({
  method: 'GET',
  path: '/v1/external-access',
  operationId: 'getExternalOffer',
  summary:
    'Says until when a look from outside, acknowledged now, would last; refused where the organisation may not look',
  tag,
  permission: 'student.look',
  answers: { 200: ExternalOffer },
  errors: [associationErrors.limited_organisation],
  handle: ({ actor, context: { register, jurisdiction } }) => offerLook(register, actor, jurisdiction),
});

const acknowledgeRoute = route({
  method: 'POST',
  path: '/v1/students/:number/external-access',
  operationId: 'acknowledgeExternalAccess',
  summary:
    'Acknowledges a look at a student without association: the minimum for a short time, for a reason that the student sees',
  tag,
  permission: 'student.look',
  params: Params,
  body: ExternalAcknowledgement,
  answers: { 200: StudentSight },
  errors: [errors.student_not_found, associationErrors.limited_organisation, associationErrors.too_many_questions],
  example: { birthDate: '2015-03-09', reason: 'The family asked about a place for September' },
  reads: (sight: StudentSight) => [{ subjects: [sight.studentNumber], groups: ['existence'] }],
  handle: async ({ params, body, actor, context }) => {
    const { register, jurisdiction, requestId } = context;
    await acknowledgeLook(register, { actor, number: params.number, ...body, jurisdiction, requestId });
    return getSight(register, actor, params.number);
  },
});

const linkShared = {
  method: 'POST',
  tag,
  permission: 'match.decide',
  params: Params,
  body: LinkStatement,
  answers: { 200: contract.StudentHeader },
  example: { other: '1234-5678-9', reason: 'Two schools enrolled the student under two names; birth certificate seen' },
  reads: (header: contract.StudentHeader) => [{ subjects: [header.studentNumber], groups: ['identity' as const] }],
} as const;

const linkRoute = route({
  ...linkShared,
  path: '/v1/students/:number/links',
  operationId: 'linkNumbers',
  summary: 'Declares that another number is the same person’s; nothing moves, and it can be taken back',
  errors: [errors.student_not_found, errors.link_refused],
  handle: async ({ params: { number }, body, actor, context }) => {
    const { register, jurisdiction, requestId } = context;
    await perform(register, { kind: 'identity.link', actor, reason: body.reason, requestId }, (tx, act) =>
      linkNumbers(tx, act, { number, ...body, rules: jurisdiction.ruleContext(act.today) }),
    );
    const header = await getStudent(register, { actor, number, codes: jurisdiction });
    return answer(header, { etag: header.version });
  },
});

const unlinkRoute = route({
  ...linkShared,
  path: '/v1/students/:number/links/revocation',
  operationId: 'unlinkNumbers',
  summary: 'Takes back that two numbers are one person’s; everything falls back by itself',
  errors: [errors.student_not_found, errors.link_not_found],
  handle: async ({ params: { number }, body, actor, context }) => {
    const { register, jurisdiction, requestId } = context;
    await perform(register, { kind: 'identity.unlink', actor, reason: body.reason, requestId }, (tx, act) =>
      unlinkNumbers(tx, act, { number, ...body, rules: jurisdiction.ruleContext(act.today) }),
    );
    const header = await getStudent(register, { actor, number, codes: jurisdiction });
    return answer(header, { etag: header.version });
  },
});

export const sightRoutes: readonly AnyRoute[] = [sightRoute, offerRoute, acknowledgeRoute, linkRoute, unlinkRoute];
