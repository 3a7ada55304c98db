import { Readable } from 'node:stream';
import type { FieldGroup } from '#kernel/field-groups.ts';
import { associationErrors } from '#modules/access/index.ts';
import { errors as identityErrors } from '#modules/identity/index.ts';
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
  summary: 'Prints the student record as it is believed now: a tagged PDF/A on the paper of the jurisdiction',
  tag: 'Documents',
  permission: 'student.read',
  params: contract.RecordParams,
  query: contract.RecordQuery,
  answers: { 200: null },
  produces: 'application/pdf',
  errors: [identityErrors.student_not_found, associationErrors.minimum_sight, pdfErrors.glyph_missing],
  example: { lang: 'fr' },
  reads: readsInTheFile,
  handle: async ({ params: { number }, query, actor, context }) => {
    const asking = { actor, number, language: query.lang ?? context.language, at: new Date() };
    const pdf = await printStudentRecord(context, asking);
    return streamAnswer(Readable.from([pdf]), {
      type: 'application/pdf',
      fileName: `student-record-${number}.pdf`,
      reads: [{ subjects: [number], groups: recordGroups }],
    });
  },
});

export const documentsRoutes: readonly AnyRoute[] = [recordRoute];
