import { Readable } from 'node:stream';
import { z } from 'zod';
import { StudentNumber } from '#kernel/ids.ts';
import { errors as accessErrors } from '#modules/access/index.ts';
import { errors as identityErrors } from '#modules/identity/index.ts';
import { errors as organisationErrors } from '#modules/organisations/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import type { Holding } from '#platform/holdings/holding.ts';
import { type AnyRoute, answer, type PersonRead, route, streamAnswer } from '#platform/http/route.ts';
import { errors as pdfErrors } from '#platform/pdf/pdf.ts';
import { retentionSchedule } from '../settings.ts';
import * as contract from './contract.ts';
import { errors, refusalOf } from './errors.ts';
import { openCertificate, printCertificate } from './service/certificate.ts';
import { describeKeys } from './service/data-keys.ts';
import { liftHold, placeHold } from './service/holds.ts';
import { approve, previewRecords, proposeKey, proposeRecords, withdraw } from './service/propose.ts';
import { getDisposal, getRetention, presentDisposals, presentHolds, requireMinistry } from './service/read.ts';

const tag = 'Retention';
const today = () => todayOf(new Date());
const examplesRead = (body: { examples: { studentNumber: string }[] }): PersonRead[] => [
  { subjects: body.examples.map((it) => it.studentNumber), groups: ['existence'] },
];
const noPerson = 'it names kinds of record, decisions and digests, nobody’s record';

const scheduleRoute = route({
  method: 'GET',
  path: '/v1/retention-schedule',
  operationId: 'getRetentionSchedule',
  summary: 'Gives what becomes of each kind of record, from when, after how many years, each with its source',
  tag,
  permission: 'privacy.read',
  answers: { 200: contract.RetentionLines },
  errors: [],
  handle: ({ context }) => ({ items: retentionSchedule(context.jurisdiction, today()) }),
});

const listHoldsRoute = route({
  method: 'GET',
  path: '/v1/legal-holds',
  operationId: 'listLegalHolds',
  summary: 'Lists legal holds: those in force by their day of review, then those that were lifted',
  tag,
  permission: 'hold.manage',
  answers: { 200: contract.Holds },
  errors: [],
  reads: (body: { items: { studentNumber: string | null }[] }) => [
    { subjects: body.items.flatMap((it) => it.studentNumber ?? []), groups: ['existence'] },
  ],
  handle: async ({ context }) => ({ items: await presentHolds(context.db, today()) }),
});

const placeHoldRoute = route({
  method: 'POST',
  path: '/v1/legal-holds',
  operationId: 'placeLegalHold',
  summary: 'Holds a person’s, an organisation’s or a kind’s records back from disposal, until somebody lifts the hold',
  tag,
  permission: 'hold.manage',
  body: contract.PlaceHold,
  answers: { 201: contract.Holds },
  errors: [
    errors.review_in_past,
    errors.hold_target_needed,
    errors.kind_unknown,
    identityErrors.student_not_found,
    organisationErrors.organisation_not_found,
  ],
  idempotent: true,
  example: {
    scope: 'organisation',
    organisation: 'S.K001',
    reason: 'Claim 26-114 is before the court',
    reviewOn: '2027-09-01',
  },
  reads: (body: { items: { studentNumber: string | null }[] }) => [
    { subjects: body.items.flatMap((it) => it.studentNumber ?? []), groups: ['existence'] },
  ],
  handle: async ({ body, actor, context }) => {
    const act = { kind: 'privacy.place-hold', actor, requestId: context.requestId };
    const holdId = await perform(context.register, act, (tx, begun) =>
      placeHold(tx, begun, { jurisdiction: context.jurisdiction, hold: body }),
    );
    const holds = await presentHolds(context.db, today());
    return answer({ items: holds.filter((it) => it.holdId === holdId) }, { status: 201 });
  },
});

const liftHoldRoute = route({
  method: 'POST',
  path: '/v1/legal-holds/:holdId/lifting',
  operationId: 'liftLegalHold',
  summary: 'Lifts a hold, with the reason; what it covered is due again on its own day',
  tag,
  permission: 'hold.manage',
  stepUp: true,
  params: contract.HoldParams,
  body: contract.LiftHold,
  answers: { 204: null },
  errors: [errors.hold_not_found, errors.hold_lifted],
  example: { reason: 'The claim was settled on 3 May' },
  handle: async ({ params: { holdId }, body: { reason }, actor, context }) => {
    const act = { kind: 'privacy.lift-hold', actor, requestId: context.requestId };
    await perform(context.register, act, (tx, begun) => liftHold(tx, begun, { holdId, reason }));
    return answer(null, { status: 204 });
  },
});

function studentRoute(holdings: readonly Holding[]): AnyRoute {
  return route({
    method: 'GET',
    path: '/v1/students/:number/retention',
    operationId: 'getStudentRetention',
    summary: 'Tells when which records of a student are due for disposal, why, and whether a hold stops the clock',
    tag,
    permission: 'privacy.read',
    params: z.strictObject({ number: StudentNumber }),
    answers: { 200: contract.StudentRetention },
    errors: [identityErrors.student_not_found],
    reads: (body: { numbers: string[] }) => [{ subjects: body.numbers, groups: ['existence'] }],
    handle: ({ params: { number }, actor, context }) =>
      getRetention(context.db, actor, {
        register: context.register,
        jurisdiction: context.jurisdiction,
        holdings,
        number,
        today: today(),
      }),
  });
}

function previewRoute(holdings: readonly Holding[]): AnyRoute {
  return route({
    method: 'GET',
    path: '/v1/disposal-previews',
    operationId: 'previewDisposal',
    summary:
      'Rehearses a disposal: how many people’s records of a kind are due, how many are held, with examples; nothing is written',
    tag,
    permission: 'disposal.propose',
    query: contract.PreviewQuery,
    answers: { 200: contract.Preview },
    errors: [accessErrors.not_allowed, errors.kind_unknown, errors.kind_kept, errors.due_later],
    example: { recordKind: 'contact' },
    reads: examplesRead,
    handle: async ({ query, actor, context }) => {
      await requireMinistry(context.db, actor);
      const wish = { recordKind: query.recordKind, dueBy: query.dueBy ?? today() };
      const found = await previewRecords(context.register, {
        jurisdiction: context.jurisdiction,
        holdings,
        today: today(),
        wish,
      });
      const examples = found.examples.map(({ studentNumber, dueOn, rows, heldBy }) => ({
        studentNumber,
        dueOn,
        rows,
        fate: heldBy.length > 0 ? 'kept' : 'waiting',
        because: heldBy.length > 0 ? 'held' : null,
      }));
      const { retention, dueBy, people, rows, heldPeople } = found;
      return { retention, dueBy, people, rows, heldPeople, examples };
    },
  });
}

function proposeRoute(holdings: readonly Holding[]): AnyRoute {
  return route({
    method: 'POST',
    path: '/v1/disposals',
    operationId: 'proposeDisposal',
    summary:
      'Proposes to destroy what is due of a kind, or a key with all that is sealed under it; others must approve',
    tag,
    permission: 'disposal.propose',
    body: contract.ProposeDisposal,
    answers: { 201: contract.DisposalDetail },
    errors: [
      accessErrors.not_allowed,
      errors.kind_unknown,
      errors.kind_kept,
      errors.due_later,
      errors.nothing_due,
      errors.proposed_already,
      errors.key_not_found,
      errors.key_destroyed,
      errors.key_not_due,
    ],
    idempotent: true,
    example: { recordKind: 'contact', reason: 'Yearly disposal' },
    reads: examplesRead,
    handle: async ({ body, actor, context }) => {
      await requireMinistry(context.db, actor);
      const services = { ...context, holdings };
      const act = { kind: 'privacy.propose-disposal', actor, requestId: context.requestId };
      const disposalId = await perform(context.register, act, (tx, begun) => {
        const { keyId, reason } = body;
        if (keyId !== null) return proposeKey(tx, begun, { services, wish: { keyId, reason } });
        if (body.recordKind === null) throw errors.kind_unknown({ recordKind: '–' });
        return proposeRecords(tx, begun, {
          services,
          wish: { recordKind: body.recordKind, dueBy: body.dueBy ?? begun.today, reason },
        });
      });
      return answer(
        await getDisposal(context.db, actor, { jurisdiction: context.jurisdiction, today: today(), disposalId }),
        { status: 201 },
      );
    },
  });
}

const listRoute = route({
  method: 'GET',
  path: '/v1/disposals',
  operationId: 'listDisposals',
  summary: 'Lists disposals: those that wait first, then the latest',
  tag,
  permission: 'privacy.read',
  answers: { 200: contract.Disposals },
  errors: [],
  handle: async ({ context }) => ({
    items: await presentDisposals(context.db, { jurisdiction: context.jurisdiction, today: today() }),
  }),
});

const getRoute = route({
  method: 'GET',
  path: '/v1/disposals/:disposalId',
  operationId: 'getDisposal',
  summary: 'Shows a disposal with its rule, examples, approvals and what became of it',
  tag,
  permission: 'privacy.read',
  params: contract.DisposalParams,
  answers: { 200: contract.DisposalDetail },
  errors: [errors.disposal_not_found],
  reads: examplesRead,
  handle: ({ params: { disposalId }, actor, context }) =>
    getDisposal(context.db, actor, { jurisdiction: context.jurisdiction, today: today(), disposalId }),
});

const approveRoute = route({
  method: 'POST',
  path: '/v1/disposals/:disposalId/approvals',
  operationId: 'approveDisposal',
  summary: 'Approves a disposal that somebody else proposed; the last needed approval sets it going',
  tag,
  permission: 'disposal.approve',
  stepUp: true,
  params: contract.DisposalParams,
  answers: { 200: contract.DisposalDetail },
  errors: [errors.disposal_not_found, ...Object.values(refusalOf)],
  reads: examplesRead,
  handle: async ({ params: { disposalId }, actor, context }) => {
    const act = { kind: 'privacy.approve-disposal', actor, requestId: context.requestId };
    await perform(context.register, act, (tx, begun) =>
      approve(tx, begun, { jurisdiction: context.jurisdiction, disposalId }),
    );
    return getDisposal(context.db, actor, { jurisdiction: context.jurisdiction, today: today(), disposalId });
  },
});

const withdrawRoute = route({
  method: 'POST',
  path: '/v1/disposals/:disposalId/withdrawal',
  operationId: 'withdrawDisposal',
  summary: 'Withdraws a proposal that is not approved',
  tag,
  permission: 'disposal.propose',
  params: contract.DisposalParams,
  answers: { 204: null },
  errors: [errors.disposal_not_found, errors.wrong_state],
  handle: async ({ params: { disposalId }, actor, context }) => {
    const act = { kind: 'privacy.withdraw-disposal', actor, requestId: context.requestId };
    await perform(context.register, act, (tx) => withdraw(tx, disposalId));
    return answer(null, { status: 204 });
  },
});

const certificateRoute = route({
  method: 'GET',
  path: '/v1/disposals/:disposalId/certificate',
  operationId: 'getDisposalCertificate',
  summary: 'Gives the signed certificate: what was destroyed, by digests, without a word of its content',
  tag,
  permission: 'privacy.read',
  params: contract.DisposalParams,
  answers: { 200: null },
  produces: 'application/json',
  errors: [errors.disposal_not_found, errors.certificate_not_found],
  reads: noPerson,
  handle: async ({ params: { disposalId }, context }) => {
    const { bytes } = await openCertificate(context.db, context, disposalId);
    return streamAnswer(Readable.from([bytes]), { type: 'application/json', fileName: `disposal-${disposalId}.json` });
  },
});

const printedRoute = route({
  method: 'GET',
  path: '/v1/disposals/:disposalId/certificate.pdf',
  operationId: 'printDisposalCertificate',
  summary: 'Prints the certificate: a tagged PDF/A',
  tag,
  permission: 'privacy.read',
  params: contract.DisposalParams,
  answers: { 200: null },
  produces: 'application/pdf',
  errors: [errors.disposal_not_found, errors.certificate_not_found, pdfErrors.glyph_missing],
  reads: noPerson,
  handle: async ({ params: { disposalId }, context }) => {
    const { signed } = await openCertificate(context.db, context, disposalId);
    const pdf = await printCertificate(signed, { language: context.language, jurisdiction: context.jurisdiction });
    return streamAnswer(Readable.from([pdf]), { type: 'application/pdf', fileName: `disposal-${disposalId}.pdf` });
  },
});

const keysRoute = route({
  method: 'GET',
  path: '/v1/data-keys',
  operationId: 'listDataKeys',
  summary:
    'Lists the keys under which texts and files are sealed, with what lies under each and when it may be destroyed',
  tag,
  permission: 'disposal.propose',
  answers: { 200: contract.DataKeys },
  errors: [accessErrors.not_allowed],
  handle: async ({ actor, context }) => {
    await requireMinistry(context.db, actor);
    const lines = retentionSchedule(context.jurisdiction, today());
    const keys = await describeKeys(context.register, context, today(), context.db);
    return {
      items: keys.map(({ createdAt: _made, destroyedAt, ...key }) => ({
        ...key,
        words: lines.find((it) => it.recordKind === key.recordKind)?.words ?? {
          en: key.recordKind,
          fr: key.recordKind,
        },
        destroyedAt: destroyedAt?.toISOString() ?? null,
      })),
    };
  },
});

/** The routes of retention, over everything that the modules hold about people. */
export function retentionRoutes(holdings: readonly Holding[]): AnyRoute[] {
  return [
    scheduleRoute,
    studentRoute(holdings),
    listHoldsRoute,
    placeHoldRoute,
    liftHoldRoute,
    previewRoute(holdings),
    proposeRoute(holdings),
    listRoute,
    getRoute,
    approveRoute,
    withdrawRoute,
    certificateRoute,
    printedRoute,
    keysRoute,
  ];
}
