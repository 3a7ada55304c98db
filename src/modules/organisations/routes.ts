import type { Readable } from 'node:stream';
import { z } from 'zod';
import { Guid, OrganisationCode } from '#kernel/ids.ts';
import { errors as fileErrors } from '#platform/files/files.ts';
import { type AnyRoute, answer, route } from '#platform/http/route.ts';
import {
  ImportList,
  ImportQuery,
  ImportReport,
  OrganisationDetail,
  OrganisationPage,
  OrganisationQuery,
} from './contract.ts';
import { errors } from './errors.ts';
import { getImport, getOrganisation, listImports, listOrganisations } from './service/browse.ts';
import { importPublishedFile } from './service/import.ts';

const tag = 'organisations';
/** Published files are a few hundred kilobytes; they are read in memory. */
const fileBytesMax = 32 * 1024 * 1024;

export const organisationRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    path: '/v1/organisations',
    operationId: 'listOrganisations',
    summary: 'Organisations by name, filtered',
    tag,
    permission: 'organisation.read',
    query: OrganisationQuery,
    answers: { 200: OrganisationPage },
    errors: [],
    example: { kind: 'school', text: 'kestrel' },
    handle: ({ query, context }) => listOrganisations(context.db, query),
  }),
  route({
    method: 'GET',
    path: '/v1/organisations/:code',
    operationId: 'getOrganisation',
    summary: 'An organisation with its offers, calendars, predecessors, successors and published years',
    tag,
    permission: 'organisation.read',
    params: z.strictObject({ code: OrganisationCode }),
    answers: { 200: OrganisationDetail },
    errors: [errors.organisation_not_found],
    handle: async ({ params, context }) => {
      const organisation = await getOrganisation(context.db, params.code);
      return answer(organisation, { etag: organisation.version });
    },
  }),
  route({
    method: 'POST',
    path: '/v1/organisation-imports',
    operationId: 'importOrganisations',
    summary: 'Import a published enrolment file or school directory, or rehearse it',
    tag,
    permission: 'organisation.import',
    query: ImportQuery,
    upload: {
      types: [
        'application/octet-stream',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'text/csv',
      ],
    },
    answers: { 200: ImportReport },
    errors: [
      errors.file_unreadable,
      errors.old_workbook,
      errors.workbook_too_large,
      errors.quotes_unbalanced,
      errors.columns_missing,
      errors.columns_unknown,
      errors.columns_repeated,
      errors.year_unknown,
      errors.day_unknown,
      errors.no_rows,
      fileErrors.too_large,
    ],
    handle: async ({ query, actor, context }) => {
      const content = await readBody(context.stream);
      return importPublishedFile(context.register, context.jurisdiction, {
        content,
        fileName: query.fileName,
        rehearse: query.rehearse,
        actor,
      });
    },
  }),
  route({
    method: 'GET',
    path: '/v1/organisation-imports',
    operationId: 'listOrganisationImports',
    summary: 'The last imports, the newest first',
    tag,
    permission: 'organisation.read',
    answers: { 200: ImportList },
    errors: [],
    handle: ({ context }) => listImports(context.db),
  }),
  route({
    method: 'GET',
    path: '/v1/organisation-imports/:importId',
    operationId: 'getOrganisationImport',
    summary: 'The report of an import',
    tag,
    permission: 'organisation.read',
    params: z.strictObject({ importId: Guid }),
    answers: { 200: ImportReport },
    errors: [errors.import_not_found],
    handle: ({ params, context }) => getImport(context.db, params.importId),
  }),
];

/** The whole body, refused as soon as it passes the limit. */
async function readBody(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length;
    if (bytes > fileBytesMax) throw fileErrors.too_large({ maxMegabytes: fileBytesMax / 1024 / 1024 });
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
