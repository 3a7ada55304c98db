import { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ErrorFactory } from '#kernel/errors.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { perform } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { type AnyRoute, answer, readsInTheFile, route, streamAnswer } from '#platform/http/route.ts';
import { errors as pdfErrors } from '#platform/pdf/pdf.ts';
import { errors as accessErrors } from '../errors.ts';
import * as contract from './contract.ts';
import { ledgerErrors as errors } from './errors.ts';
import { drill, pageDrilled, streamDrilled } from './service/drill.ts';
import { openKey } from './service/keys.ts';
import { listLooks, reportLook, writeLetter } from './service/looks.ts';
import { noticeTypes, writeNotice } from './service/notice.ts';
import { listReads } from './service/reads.ts';
import { describeState } from './service/state.ts';

/** How the ledger finds the person behind a number: identity knows, and it comes later than access. */
export type PersonDoor = {
  /** All numbers of a person whom the actor may see; throws `notFound` for whoever may not be known. */
  see(reader: Reader, actor: Actor, number: StudentNumber): Promise<readonly StudentNumber[]>;
  notFound: ErrorFactory;
};

const tag = 'Ledger';
const letterReadsMax = 1000;

export function ledgerRoutes(person: PersonDoor): AnyRoute[] {
  return [
    ...studentRoutes(person),
    reportRoute(person),
    readsRoute,
    drillRoute,
    drillPeopleRoute,
    drillFileRoute,
    noticeRoute,
    keyRoute,
    stateRoute,
  ];
}

/** What a person was shown of: the ledger's own rows about them. */
const readOfLooks = ({ studentNumber }: { studentNumber: string }) => [
  { subjects: [studentNumber], groups: ['ledger' as const] },
];

function studentRoutes({ see, notFound }: PersonDoor): AnyRoute[] {
  const looks = route({
    method: 'GET',
    path: '/v1/students/:number/looks',
    operationId: 'listStudentLooks',
    summary:
      'Lists who looked at a student’s record, when, what for and at what, the latest first, also in plain words',
    tag,
    permission: 'ledger.student',
    params: contract.LookParams,
    query: PageOfLooks,
    answers: { 200: contract.Looks },
    errors: [notFound],
    example: { limit: 100 },
    reads: readOfLooks,
    handle: async ({ params: { number }, query, actor, context: { db, register, jurisdiction: codes } }) => {
      const numbers = await see(db, actor, number);
      return listLooks(register, { number, numbers, ...query, codes });
    },
  });
  const letter = route({
    method: 'GET',
    path: '/v1/students/:number/looks/letter',
    operationId: 'printStudentLooks',
    summary: 'Gives the looks at a student’s record as a text to be printed and handed out',
    tag,
    permission: 'ledger.student',
    params: contract.LookParams,
    query: contract.LetterQuery,
    answers: { 200: null },
    produces: 'text/plain',
    errors: [notFound],
    example: { lang: 'fr' },
    reads: readsInTheFile,
    handle: async ({ params: { number }, query, actor, context }) => {
      const numbers = await see(context.db, actor, number);
      const asked = { number, numbers, limit: letterReadsMax, codes: context.jurisdiction };
      const text = writeLetter(await listLooks(context.register, asked), {
        language: query.lang ?? context.language,
        now: new Date(),
        codes: context.jurisdiction,
      });
      return streamAnswer(Readable.from([Buffer.from(text)]), {
        type: 'text/plain; charset=utf-8',
        fileName: `looks-${number}.txt`,
        reads: [{ subjects: [number], groups: ['ledger'] }],
      });
    },
  });
  return [looks, letter];
}

function reportRoute({ see, notFound }: PersonDoor): AnyRoute {
  return route({
    method: 'POST',
    path: '/v1/students/:number/looks/:readId/report',
    operationId: 'reportStudentLook',
    summary: 'Says that a look was wrong: an alarm goes to the organisation for which was read, and to the ministry',
    tag,
    permission: 'ledger.student',
    params: contract.LookReportParams,
    body: contract.LookReport,
    answers: { 201: contract.LookReported },
    errors: [notFound, errors.look_not_found],
    idempotent: true,
    example: { note: 'The student left this school three years ago' },
    reads: readOfLooks,
    handle: async ({ params: { number, readId }, body, actor, context: { db, register, requestId } }) => {
      const numbers = await see(db, actor, number);
      const reported = await perform(
        register,
        { kind: 'access.report-read', actor, reason: body.note, requestId },
        (tx, act) => reportLook(tx, act, { number, numbers, readId, note: body.note }),
      );
      return answer(reported, { status: 201 });
    },
  });
}

const PageOfLooks = contract.LedgerReadsQuery.pick({ cursor: true, limit: true });

const readsRoute = route({
  method: 'GET',
  path: '/v1/ledger/reads',
  operationId: 'listLedgerReads',
  summary: 'Lists who read whom for the organisations within reach, the latest first',
  tag,
  permission: 'ledger.read',
  query: contract.LedgerReadsQuery,
  answers: { 200: contract.LedgerReads },
  errors: [accessErrors.organisation_out_of_reach],
  example: { organisation: 'S.K001', purpose: 'registration', limit: 100 },
  reads: ({ items }: contract.LedgerReads) => [{ subjects: items.map((it) => it.studentNumber), groups: ['ledger'] }],
  handle: ({ query, actor, context: { register, jurisdiction: codes } }) =>
    listReads(register, actor, { query, codes, now: new Date() }),
});

const drillExample = {
  account: '01990000-0000-7000-8000-000000000004',
  from: '2026-09-01T00:00:00Z',
  to: '2026-10-01T00:00:00Z',
};
const drilling = {
  method: 'GET',
  tag,
  permission: 'ledger.drill',
  errors: [errors.reader_unknown],
} as const;

const drillRoute = route({
  ...drilling,
  path: '/v1/ledger/drill',
  operationId: 'drillReads',
  summary:
    'Says which people’s which fields an account or a key read between two instants: how many, what, through which doors',
  query: contract.DrillQuery,
  answers: { 200: contract.Drill },
  example: drillExample,
  handle: ({ query, actor, context: { register, jurisdiction: codes } }) =>
    drill(register, actor, { asked: query, codes }),
});

const drillPeopleRoute = route({
  ...drilling,
  path: '/v1/ledger/drill/people',
  operationId: 'listDrilledPeople',
  summary: 'Lists the people whom an account or a key read between two instants, by number',
  query: contract.DrillPeopleQuery,
  answers: { 200: contract.DrillPeople },
  example: drillExample,
  reads: ({ items }: z.infer<typeof contract.DrillPeople>) => [
    { subjects: items.map((it) => it.studentNumber), groups: ['ledger'] },
  ],
  handle: ({ query: { cursor, limit, ...asked }, actor, context: { register } }) =>
    pageDrilled(register, actor, { asked, cursor, limit }),
});

const drillFileRoute = route({
  ...drilling,
  path: '/v1/ledger/drill/people.csv',
  operationId: 'downloadDrilledPeople',
  summary: 'Downloads the people whom an account or a key read between two instants, for those who must be told',
  query: contract.DrillQuery,
  answers: { 200: null },
  produces: 'text/csv',
  example: drillExample,
  reads: readsInTheFile,
  handle: async ({ query: asked, actor, context }) => {
    const lines = await streamDrilled(context.register, actor, { asked, note: context.noteReads });
    return streamAnswer(Readable.from(lines), { type: 'text/csv; charset=utf-8', fileName: 'people-read.csv' });
  },
});

const noticeRoute = route({
  ...drilling,
  path: '/v1/ledger/drill/notice',
  operationId: 'draftBreachNotice',
  summary:
    'Drafts the notice to the people concerned, to the commissioner or to the organisation, as text, Markdown or PDF',
  query: contract.NoticeQuery,
  answers: { 200: null },
  produces: 'text/plain',
  errors: [errors.reader_unknown, pdfErrors.glyph_missing],
  example: { ...drillExample, to_whom: 'commissioner', lang: 'fr', format: 'pdf' },
  reads: 'figures only: how many people, not who',
  handle: async ({ query: { to_whom: to, lang, format, ...asked }, actor, context }) => {
    const { register, jurisdiction, language } = context;
    const found = await drill(register, actor, { asked, codes: jurisdiction });
    const wanted = { to, language: lang ?? language, format, at: new Date() };
    const file = await writeNotice(register, { drill: found, jurisdiction, wanted });
    return streamAnswer(Readable.from([file]), { type: noticeTypes[format], fileName: `notice-${to}.${format}` });
  },
});

const keyRoute = route({
  method: 'GET',
  path: '/v1/ledger/key',
  operationId: 'getLedgerKey',
  summary: 'Publishes the key with which the heads of the ledger are signed, so that anybody can check a head',
  tag,
  permission: 'public',
  answers: { 200: contract.LedgerKeyShown },
  errors: [],
  handle: async ({ context: { config } }) => {
    const { keyId, publicPem } = await openKey(config);
    return { keyId, algorithm: 'Ed25519' as const, publicKey: publicPem };
  },
});

const stateRoute = route({
  method: 'GET',
  path: '/v1/ledger/state',
  operationId: 'getLedgerState',
  summary: 'Says how far the ledger is sealed, and gives its latest signed head',
  tag,
  permission: 'ledger.read',
  answers: { 200: contract.LedgerState },
  errors: [],
  handle: ({ context: { services } }) => describeState(services),
});
