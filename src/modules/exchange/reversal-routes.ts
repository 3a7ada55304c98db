import type { z } from 'zod';
import { errors as accessErrors } from '#modules/access/index.ts';
import { answer, route } from '#platform/http/route.ts';
import { AskReversal, EffectListQuery, EffectPage, Reversal, SubmissionParams } from './contract.ts';
import { errors } from './errors.ts';
import { getSubmission } from './service/ask.ts';
import { describeReversal, pageEffects, readsOfEffects } from './service/reversal/list.ts';
import { askReversal } from './service/reversal/reverse.ts';

const tag = 'Submissions';

/** What a submission did, and taking it back. */
export const reversalRoutes = [
  route({
    method: 'GET',
    path: '/v1/submissions/:submissionId/effects',
    operationId: 'listSubmissionEffects',
    summary:
      'Lists what a submission created, changed and ended: before, after, act, and what stands against putting it back',
    tag,
    permission: 'submission.reverse',
    params: SubmissionParams,
    query: EffectListQuery,
    answers: { 200: EffectPage },
    errors: [errors.submission_not_found],
    example: { stays: 'true', limit: '50' },
    reads: ({ items }: z.infer<typeof EffectPage>) => readsOfEffects(items),
    handle: async ({ params, query, actor, context }) => {
      const submission = await getSubmission(context.db, actor, params.submissionId);
      const { register, jurisdiction } = context;
      return pageEffects(register, { submission, actor, jurisdiction }, query);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/submissions/:submissionId/reversal',
    operationId: 'getSubmissionReversal',
    summary:
      'Tells whether and until when a submission can be reversed, how much would be put back, and what became of it',
    tag,
    permission: 'submission.reverse',
    params: SubmissionParams,
    answers: { 200: Reversal },
    errors: [errors.submission_not_found],
    handle: async ({ params, actor, context }) => {
      const submission = await getSubmission(context.db, actor, params.submissionId);
      const { register, jurisdiction } = context;
      return describeReversal(register, { submission, actor, jurisdiction, now: new Date() });
    },
  }),
  route({
    method: 'POST',
    path: '/v1/submissions/:submissionId/reversal',
    operationId: 'reverseSubmission',
    summary: 'Reverses a submission as one act: puts back what it did wherever nothing newer stands on it',
    tag,
    permission: 'submission.reverse',
    stepUp: true,
    params: SubmissionParams,
    body: AskReversal,
    answers: { 202: Reversal },
    errors: [
      errors.submission_not_found,
      errors.still_running,
      errors.nothing_to_reverse,
      errors.reversal_too_late,
      errors.reversed_already,
      accessErrors.organisation_out_of_reach,
    ],
    example: { reason: 'The file of last year was sent by mistake' },
    handle: async ({ params, body, actor, context }) => {
      const submission = await getSubmission(context.db, actor, params.submissionId);
      const { services, register, jurisdiction } = context;
      const now = new Date();
      await askReversal(services, { submission, reason: body.reason, actor, now });
      return answer(await describeReversal(register, { submission, actor, jurisdiction, now }), { status: 202 });
    },
  }),
];
