import type { z } from 'zod';
import { errors as accessErrors } from '#modules/access/index.ts';
import { errors as fileErrors } from '#platform/files/files.ts';
import { answer, eventsAnswer, readsInTheFile, route, streamAnswer } from '#platform/http/route.ts';
import {
  Comparison,
  ComparisonParams,
  type ItemInput,
  ItemListQuery,
  ItemPage,
  ItemParams,
  ReportQuery,
  ResubmitItem,
  Resubmitted,
  Submission,
  SubmissionListQuery,
  SubmissionPage,
  SubmissionParams,
  SubmitItems,
  SubmitQuery,
  SubmittedItems,
} from './contract.ts';
import { errors } from './errors.ts';
import { resubmitItem } from './service/again.ts';
import {
  cancelSubmission,
  compareSubmissions,
  getSubmission,
  listAllItems,
  pageItems,
  pageSubmissions,
  watchSubmission,
} from './service/ask.ts';
import { presentSubmission, readsOfItems } from './service/present.ts';
import { receiveFile, receiveItems } from './service/receive.ts';
import { makeReport, reportTypes } from './service/report.ts';

const tag = 'Submissions';
const read = 'submission.read';
const write = 'submission.write';
const itemsMax = 1000;

const csvTypes = ['text/csv', 'application/vnd.ms-excel'];
const fileTypes = [
  'application/zip',
  'application/x-zip-compressed',
  'application/x-ndjson',
  'application/octet-stream',
];

const submitFileRoute = route({
  method: 'POST',
  path: '/v1/submissions',
  operationId: 'submitFile',
  summary:
    'Submits an extract (a zip of CSV files, or NDJSON) as the raw body; it is taken up at once, its progress can be watched',
  tag,
  permission: write,
  query: SubmitQuery,
  upload: { types: [...fileTypes, ...csvTypes] },
  answers: { 202: Submission },
  errors: [errors.csv_alone, errors.organisation_unknown, fileErrors.too_large, accessErrors.organisation_out_of_reach],
  example: { organisation: 'S.K001', fileName: 'september.zip', rehearse: 'true' },
  handle: async ({ query, actor, context }) => {
    const type = context.contentType.split(';')[0]?.trim() ?? '';
    if (csvTypes.includes(type)) throw errors.csv_alone();
    const { organisation, fileName, rehearse: isRehearsal } = query;
    const { stream } = context;
    const submissionId = await receiveFile(context.services, {
      actor,
      organisation,
      fileName,
      isRehearsal,
      stream,
      isQueued: true,
    });
    const submission = await getSubmission(context.db, actor, submissionId);
    const headers = { location: `/v1/submissions/${submissionId}` };
    return answer(await presentSubmission(context.register, submission), { status: 202, headers });
  },
});

const submitItemsRoute = route({
  method: 'POST',
  path: '/v1/submissions/items',
  operationId: 'submitItems',
  summary: 'Submits one item or up to a thousand, and answers with the fate of each',
  tag,
  permission: write,
  body: SubmitItems,
  answers: { 200: SubmittedItems },
  errors: [errors.failed, errors.organisation_unknown, accessErrors.organisation_out_of_reach],
  idempotent: true,
  example: {
    organisation: 'S.K001',
    rehearse: true,
    items: [
      {
        file: 'students',
        fields: {
          local_student_id: '10442',
          guid: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e',
          birth_date: '2015-03-09',
          gender: 'F',
          family_name: 'Adeyemi',
          given_name: 'Amara',
        },
      },
    ],
  },
  reads: ({ items, isRehearsal }: z.infer<typeof SubmittedItems>) =>
    readsOfItems(isRehearsal ? items.filter((it) => !it.isNewNumber) : items),
  handle: async ({ body, actor, context }) => {
    const { organisation, rehearse: isRehearsal } = body;
    const items: ItemInput[] = 'items' in body ? body.items : [{ file: body.file, fields: body.fields }];
    const submissionId = await receiveItems(context.services, { actor, organisation, items, isRehearsal });
    const submission = await getSubmission(context.db, actor, submissionId);
    const { rows } = await presentSubmission(context.register, submission);
    return {
      submissionId,
      isRehearsal,
      rows,
      items: await listAllItems(context.register, actor, { submissionId, limit: itemsMax }),
    };
  },
});

const listSubmissionsRoute = route({
  method: 'GET',
  path: '/v1/submissions',
  operationId: 'listSubmissions',
  summary: 'Lists submissions of the organisations within reach, newest first',
  tag,
  permission: read,
  query: SubmissionListQuery,
  answers: { 200: SubmissionPage },
  errors: [accessErrors.organisation_out_of_reach],
  example: { state: 'finished', limit: '20' },
  handle: ({ query, actor, context }) => pageSubmissions(context.db, actor, query),
});

const getSubmissionRoute = route({
  method: 'GET',
  path: '/v1/submissions/:submissionId',
  operationId: 'getSubmission',
  summary:
    'Shows a submission: where it stands, its rows by file and fate, why rows were refused, how long each step took',
  tag,
  permission: read,
  params: SubmissionParams,
  answers: { 200: Submission },
  errors: [errors.submission_not_found],
  handle: async ({ params, actor, context }) =>
    presentSubmission(context.register, await getSubmission(context.db, actor, params.submissionId)),
});

const listItemsRoute = route({
  method: 'GET',
  path: '/v1/submissions/:submissionId/items',
  operationId: 'listSubmissionItems',
  summary: 'Lists the rows of a submission with what became of each',
  tag,
  permission: read,
  params: SubmissionParams,
  query: ItemListQuery,
  answers: { 200: ItemPage },
  errors: [errors.submission_not_found],
  example: { fate: 'refused', limit: '50' },
  reads: ({ items }: z.infer<typeof ItemPage>) => readsOfItems(items),
  handle: async ({ params, query, actor, context }) =>
    pageItems(context.register, actor, {
      submission: await getSubmission(context.db, actor, params.submissionId),
      query,
    }),
});

const watchRoute = route({
  method: 'GET',
  path: '/v1/submissions/:submissionId/events',
  operationId: 'watchSubmission',
  summary: 'Streams the submission as it proceeds (Server-Sent Events), up to its end',
  tag,
  permission: read,
  params: SubmissionParams,
  answers: { 200: null },
  produces: 'text/event-stream',
  errors: [errors.submission_not_found],
  reads: 'counts of rows and stages only',
  handle: async ({ params, actor, context }) => {
    const { submissionId } = await getSubmission(context.db, actor, params.submissionId);
    return eventsAnswer(watchSubmission(context.register, submissionId, context.signal));
  },
});

const reportRoute = route({
  method: 'GET',
  path: '/v1/submissions/:submissionId/report',
  operationId: 'downloadSubmissionReport',
  summary: 'Downloads the fate of every row as CSV, Excel or NDJSON: row, field, rule, message, how to mend',
  tag,
  permission: read,
  params: SubmissionParams,
  query: ReportQuery,
  answers: { 200: null },
  produces: 'text/csv',
  errors: [errors.submission_not_found],
  example: { format: 'csv', fate: 'refused', lang: 'fr' },
  reads: readsInTheFile,
  handle: async ({ params, query, actor, context }) => {
    const { submissionId } = await getSubmission(context.db, actor, params.submissionId);
    const { format, fate = null, lang = context.language } = query;
    const report = makeReport(context.register, {
      submissionId,
      format,
      fate,
      language: lang,
      actor,
      note: context.noteReads,
    });
    return streamAnswer(report, { type: reportTypes[format], fileName: `fates-${submissionId}.${format}` });
  },
});

const resubmitRoute = route({
  method: 'POST',
  path: '/v1/submissions/:submissionId/items/:ordinal/resubmit',
  operationId: 'resubmitItem',
  summary: 'Mends one refused or held row in place and runs its student again',
  tag,
  permission: write,
  params: ItemParams,
  body: ResubmitItem,
  answers: { 200: Resubmitted },
  errors: [
    errors.submission_not_found,
    errors.item_not_found,
    errors.item_not_mendable,
    errors.still_running,
    errors.reversed_already,
  ],
  example: { fields: { local_student_id: '10442', birth_date: '2015-03-09' } },
  reads: ({ item, changed }: z.infer<typeof Resubmitted>) => readsOfItems([item, ...changed]),
  handle: async ({ params, body, actor, context }) => {
    const submission = await getSubmission(context.db, actor, params.submissionId);
    return resubmitItem(context.services, { submission, ordinal: params.ordinal, fields: body.fields, actor });
  },
});

const cancelRoute = route({
  method: 'POST',
  path: '/v1/submissions/:submissionId/cancel',
  operationId: 'cancelSubmission',
  summary: 'Stops a submission after the batch under way; what was applied stays applied',
  tag,
  permission: write,
  params: SubmissionParams,
  answers: { 200: Submission },
  errors: [errors.submission_not_found, errors.not_running],
  handle: async ({ params, actor, context }) => {
    const submission = await getSubmission(context.db, actor, params.submissionId);
    await cancelSubmission(context.register, submission);
    return presentSubmission(context.register, await getSubmission(context.db, actor, params.submissionId));
  },
});

const compareRoute = route({
  method: 'GET',
  path: '/v1/submissions/:submissionId/comparison/:otherId',
  operationId: 'compareSubmissions',
  summary: 'Compares two submissions row by row: a rehearsal with the real run, or last week’s file with today’s',
  tag,
  permission: read,
  params: ComparisonParams,
  answers: { 200: Comparison },
  errors: [errors.submission_not_found],
  handle: async ({ params, actor, context }) => {
    const one = await getSubmission(context.db, actor, params.submissionId);
    const other = await getSubmission(context.db, actor, params.otherId);
    return compareSubmissions(context.register, one, other);
  },
});

export const exchangeRoutes = [
  submitFileRoute,
  submitItemsRoute,
  listSubmissionsRoute,
  getSubmissionRoute,
  listItemsRoute,
  watchRoute,
  reportRoute,
  resubmitRoute,
  cancelRoute,
  compareRoute,
];
