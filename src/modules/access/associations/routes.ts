import { perform } from '#platform/act.ts';
import { type AnyRoute, type RouteContext, route } from '#platform/http/route.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { countMoves, getMove, type MoveReaders, type NameStudents, pageMoves, stateMove } from './service/moves.ts';

const tag = 'Moves';

/** The doors of moves between schools; `nameStudents` is identity's, which comes after this module. */
export function moveRoutes({ nameStudents }: { nameStudents: NameStudents }): AnyRoute[] {
  const readers = ({ db, register }: RouteContext): MoveReaders => ({ sight: db, register, nameStudents });

  const listRoute = route({
    method: 'GET',
    path: '/v1/moves',
    operationId: 'listMoves',
    summary: 'Lists students whom one school enrolled while another still claims them, as both schools see it',
    tag,
    permission: 'student.read',
    query: contract.MoveListQuery,
    answers: { 200: contract.MovePage },
    errors: [],
    example: { state: 'live', side: 'away', limit: 50 },
    reads: ({ items }: contract.MovePage) => [
      { subjects: items.map((it) => it.studentNumber), groups: ['existence', 'enrolments'] },
    ],
    handle: ({ query, actor, context }) => pageMoves(readers(context), actor, query),
  });

  const countRoute = route({
    method: 'GET',
    path: '/v1/moves/count',
    operationId: 'countMoves',
    summary: 'Counts the moves within reach that somebody should look at, and those that wait for the caller',
    tag,
    permission: 'student.read',
    answers: { 200: contract.MoveCount },
    errors: [],
    handle: ({ actor, context: { db, register } }) => countMoves({ sight: db, register }, actor),
  });

  const getRoute = route({
    method: 'GET',
    path: '/v1/moves/:moveId',
    operationId: 'getMove',
    summary: 'Gives a move: what each school states, what was said, and what the caller may say',
    tag,
    permission: 'student.read',
    params: contract.MoveParams,
    answers: { 200: contract.Move },
    errors: [errors.move_not_found],
    reads: ({ studentNumber }: contract.Move) => [{ subjects: [studentNumber], groups: ['existence', 'enrolments'] }],
    handle: ({ params, actor, context }) => getMove(readers(context), actor, params.moveId),
  });

  const stateRoute = route({
    method: 'POST',
    path: '/v1/moves/:moveId/statements',
    operationId: 'stateMove',
    summary: 'Confirms, contests or answers a move, records a guardian’s word, or decides it for one side',
    tag,
    permission: 'enrolment.write',
    params: contract.MoveParams,
    body: contract.MoveStatement,
    answers: { 200: contract.Move },
    errors: [errors.move_not_found, errors.move_settled, errors.words_needed],
    example: { kind: 'contest', words: 'The student was in class this morning' },
    reads: ({ studentNumber }: contract.Move) => [{ subjects: [studentNumber], groups: ['existence', 'enrolments'] }],
    handle: async ({ params, body, actor, context }) => {
      await getMove(readers(context), actor, params.moveId);
      const act = { kind: `access.move-${body.kind}`, actor, reason: body.words ?? null, requestId: context.requestId };
      await perform(context.register, act, (tx, begun) =>
        stateMove(tx, begun, { moveId: params.moveId, kind: body.kind, words: body.words || null }),
      );
      return getMove(readers(context), actor, params.moveId);
    },
  });

  return [listRoute, countRoute, getRoute, stateRoute];
}
