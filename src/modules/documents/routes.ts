import { Readable } from 'node:stream';
import type { FieldGroup } from '#kernel/field-groups.ts';
import { associationErrors } from '#modules/access/index.ts';
import { errors as identityErrors } from '#modules/identity/index.ts';
import { readMoment } from '#platform/http/moment.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { type AnyRoute, readsInTheFile, route, streamAnswer } from '#platform/http/route.ts';
import { errors as pdfErrors } from '#platform/pdf/pdf.ts';
import * as contract from './contract.ts';
import { printStudentRecord } from './service/record.ts';

/** What the sheet shows. */
const recordGroups: FieldGroup[] = [
  'identity',
  'documents',
  'contacts',
  'guardians',
  'enrolments',
  'findings',
  'personal',
];

const recordRoute = route({
  method: 'GET',
  path: '/v1/students/:number/record.pdf',
  operationId: 'printStudentRecord',
  summary:
    'Prints the student record as it is believed now, or was at a moment: a tagged PDF/A on the paper of the jurisdiction',
  tag: 'Documents',
  permission: 'student.read',
  params: contract.RecordParams,
  query: contract.RecordQuery,
  answers: { 200: null },
  produces: 'application/pdf',
  errors: [
    identityErrors.student_not_found,
    identityErrors.not_known_then,
    associationErrors.minimum_sight,
    httpErrors.moment_ahead,
    pdfErrors.glyph_missing,
  ],
  example: { lang: 'fr' },
  reads: readsInTheFile,
  handle: async ({ params: { number }, query, actor, context }) => {
    const knownAt = readMoment(query.asKnownAt);
    const asking = { actor, number, language: query.lang ?? context.language, at: new Date(), knownAt };
    const pdf = await printStudentRecord(context, asking);
    return streamAnswer(Readable.from([pdf]), {
      type: 'application/pdf',
      fileName: `student-record-${number}.pdf`,
      reads: [{ subjects: [number], groups: recordGroups }],
    });
  },
});

export const documentsRoutes: readonly AnyRoute[] = [recordRoute];
