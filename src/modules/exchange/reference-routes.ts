import { answer, route, streamAnswer } from '#platform/http/route.ts';
import { ReferenceData, ReferenceQuery } from './reference-contract.ts';
import { getReferenceData, writeReferenceFiles } from './service/reference.ts';

const tag = 'reference';

/** What schools' systems keep a copy of. Nobody's record is in it. */
export const referenceRoutes = [
  route({
    method: 'GET',
    path: '/v1/reference-data',
    operationId: 'getReferenceData',
    summary:
      'School years, code tables, parameters and organisations for a school’s system; with since, only what changed since that version',
    tag,
    permission: 'organisation.read',
    query: ReferenceQuery,
    answers: { 200: ReferenceData },
    errors: [],
    handle: async ({ query, context }) =>
      answer(
        await getReferenceData(context.db, { jurisdiction: context.jurisdiction, now: new Date(), since: query.since }),
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/reference-data/files',
    operationId: 'downloadReferenceData',
    summary: 'The same as a zip of CSV files: school_years, codes, parameters, organisations',
    tag,
    permission: 'organisation.read',
    answers: { 200: null },
    produces: 'application/zip',
    errors: [],
    reads: 'nobody: years, codes, parameters and organisations',
    handle: async ({ context }) => {
      const files = await writeReferenceFiles(context.db, { jurisdiction: context.jurisdiction, now: new Date() });
      return streamAnswer(files, { type: 'application/zip', fileName: 'reference-data.zip' });
    },
  }),
];
