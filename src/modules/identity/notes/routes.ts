import { errors as accessErrors, associationErrors } from '#modules/access/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { readMoment } from '#platform/http/moment.ts';
import { type AnyRoute, answer, type PersonRead, type RouteContext, route } from '#platform/http/route.ts';
import { VoidReason } from '../accommodations/contract.ts';
import { errors as identityErrors } from '../errors.ts';
import { beliefErrors, changeOfStudent } from '../routes.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { correctNote, getNote, listNotesOf, voidNote, writeNote } from './service.ts';

const { tag, params: StudentParams } = changeOfStudent;
const writeErrors = [identityErrors.student_not_found, associationErrors.minimum_sight, identityErrors.refused_by_rule];
const changeErrors = [
  ...writeErrors,
  accessErrors.organisation_out_of_reach,
  errors.not_found,
  errors.voided,
  errors.corrected,
];
const readsOfParams = (_answer: unknown, { number }: { number: string }): PersonRead[] => [
  { subjects: [number], groups: ['notes'] },
];

const listRoute = route({
  method: 'GET',
  path: '/v1/students/:number/notes',
  operationId: 'listNotes',
  summary:
    'Lists the notes about a student that are for the caller, the latest first, corrected and voided ones too; or those that hold some letters',
  tag,
  permission: 'note.read',
  params: StudentParams,
  query: contract.NotesQuery,
  answers: { 200: contract.Notes },
  errors: [identityErrors.student_not_found, ...beliefErrors],
  example: { text: 'bus', limit: 50 },
  reads: readsOfParams,
  handle: ({ params, query, actor, context: { db, jurisdiction } }) => {
    const knownAt = readMoment(query.asKnownAt);
    return listNotesOf(db, { actor, number: params.number, codes: jurisdiction, query, knownAt });
  },
});

const writeRoute = route({
  method: 'POST',
  path: '/v1/students/:number/notes',
  operationId: 'writeNote',
  summary: 'Writes a note about a student, which nobody edits afterwards',
  tag,
  permission: 'note.write',
  params: StudentParams,
  body: contract.NoteStatement,
  answers: { 201: contract.Note },
  errors: writeErrors,
  idempotent: true,
  example: { kind: 'family', audience: 'organisation', text: 'The family moves to Calgary in January.' },
  reads: readsOfParams,
  handle: async ({ params: { number }, body, actor, context }) => {
    const act = { kind: 'identity.write-note', actor, requestId: context.requestId };
    const noteId = await perform(context.register, act, (tx, begun) =>
      writeNote(tx, begun, { number, statement: body, rules: rulesOf(context) }),
    );
    return answerWith({ number, noteId, actor, context, status: 201 });
  },
});

const correctRoute = route({
  method: 'POST',
  path: '/v1/students/:number/notes/:id/correct',
  operationId: 'correctNote',
  summary: 'Corrects a note by a following one; both stay readable',
  tag,
  permission: 'note.write',
  params: contract.NoteParams,
  body: contract.NoteCorrection,
  answers: { 201: contract.Note },
  errors: changeErrors,
  idempotent: true,
  example: { text: 'The family moves to Red Deer in January.' },
  reads: readsOfParams,
  handle: async ({ params: { number, id }, body: { text }, actor, context }) => {
    const act = { kind: 'identity.correct-note', actor, requestId: context.requestId };
    const noteId = await perform(context.register, act, (tx, begun) =>
      correctNote(tx, begun, { number, noteId: id, text, rules: rulesOf(context) }),
    );
    return answerWith({ number, noteId, actor, context, status: 201 });
  },
});

const voidRoute = route({
  method: 'POST',
  path: '/v1/students/:number/notes/:id/void',
  operationId: 'voidNote',
  summary: 'Voids a note with the reason, for good; it stays readable',
  tag,
  permission: 'note.write',
  params: contract.NoteParams,
  body: VoidReason,
  answers: { 200: contract.Note },
  errors: changeErrors,
  example: { reason: 'Written about the wrong student' },
  reads: readsOfParams,
  handle: async ({ params: { number, id: noteId }, body: { reason }, actor, context }) => {
    const act = { kind: 'identity.void-note', actor, reason, requestId: context.requestId };
    await perform(context.register, act, (tx, begun) =>
      voidNote(tx, begun, { number, noteId, reason, rules: rulesOf(context) }),
    );
    return answerWith({ number, noteId, actor, context, status: 200 });
  },
});

export const noteRoutes: readonly AnyRoute[] = [listRoute, writeRoute, correctRoute, voidRoute];

function rulesOf({ jurisdiction }: RouteContext) {
  return jurisdiction.ruleContext(todayOf(new Date()));
}

type Written<Status> = {
  number: Parameters<typeof getNote>[1]['number'];
  noteId: string;
  actor: Actor;
  context: RouteContext;
  status: Status;
};

async function answerWith<Status extends 200 | 201>({ context, status, ...aim }: Written<Status>) {
  const { db, jurisdiction } = context;
  return answer(await getNote(db, { ...aim, codes: jurisdiction }), { status });
}
