import { z } from 'zod';
import { addDays, type PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { type Page, readCursor, toPage } from '#kernel/page.ts';
import { may, scopeOf } from '#modules/access/index.ts';
import { nameStudents, resolveNumber, seeStudent } from '#modules/identity/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Services } from '#platform/services.ts';
import { keysOf, openValue } from '../../keys/service/seal.ts';
import { choices } from '../../settings.ts';
import type { RequestBrief, RequestDetail, RequestQuery } from '../contract.ts';
import { endedStates, judgeMovable, moveRefusals, requestMoves, requestStates } from '../rules/states.ts';
import { type EventRecord, listEvents, listFiles } from '../store/events.ts';
import { listDisagreements, listRequests, type RequestFilters, type RequestRecord } from '../store/requests.ts';
import { presentClock } from './clock.ts';
import { isCustodian, seeRequest } from './sight.ts';
import { openNote, openTexts, placeOf } from './texts.ts';

type Needed = Pick<Services, 'config' | 'jurisdiction'>;

const Key = z.tuple([z.string(), z.uuid()]);

/** The requests that the actor answers or received, the most urgent first. */
export async function pageRequests(
  reader: Reader,
  actor: Actor,
  { services, query, today }: { services: Needed; query: RequestQuery; today: PlainDate },
): Promise<Page<RequestBrief>> {
  const rows = await listRequests(reader, await filtersOf(reader, actor, { query, today }), {
    after: readCursor(query.cursor, Key),
    limit: query.limit + 1,
  });
  const page = toPage(rows, query.limit, (it) => [it.sortKey, it.requestId]);
  const events = await listEvents(
    reader,
    page.items.map((it) => it.requestId),
  );
  const names = await nameStudents(
    reader,
    page.items.map((it) => it.studentNumber),
  );
  const items = page.items.map((it) =>
    present(it, { services, today, steps: events.get(it.requestId) ?? [], name: names.get(it.studentNumber) }),
  );
  return { items, next: page.next };
}

async function filtersOf(
  reader: Reader,
  actor: Actor,
  { query, today }: { query: RequestQuery; today: PlainDate },
): Promise<RequestFilters> {
  const scope = await scopeOf(actor, reader);
  const numbers = query.studentNumber ? (await resolveNumber(reader, query.studentNumber)).numbers : undefined;
  return {
    kind: query.kind,
    states: statesOf(query.state),
    dueBy: query.dueWithinDays === undefined ? undefined : addDays(today, query.dueWithinDays),
    numbers,
    organisations: scope.everything ? null : scope.organisations,
    seesProtected: may(actor, 'restricted.read'),
  };
}

function statesOf(state: RequestQuery['state']): RequestFilters['states'] {
  if (state === undefined) return undefined;
  if (state === 'ended') return endedStates;
  if (state === 'open') return requestStates.filter((it) => !(endedStates as readonly string[]).includes(it));
  return [state];
}

type Presenting = { services: Needed; today: PlainDate; steps: readonly EventRecord[]; name: string | undefined };

function present(request: RequestRecord, { services, today, steps, name }: Presenting): RequestBrief {
  const { requestId, kind, state, studentNumber, askedBy, field, receivedOn, closedOn, organisation, receivedBy } =
    request;
  return {
    requestId,
    kind,
    state,
    studentNumber,
    studentName: name ?? '–',
    askedBy,
    field,
    receivedOn,
    closedOn,
    organisation,
    receivedBy,
    clock: presentClock(services.jurisdiction, request, { steps, today }),
  };
}

/** A request with its texts, its steps and the moves that the actor may make. */
export async function getRequest(
  reader: Reader,
  actor: Actor,
  { services, requestId, today }: { services: Needed; requestId: string; today: PlainDate },
): Promise<RequestDetail> {
  const request = await seeRequest(reader, actor, requestId);
  const steps = (await listEvents(reader, [requestId])).get(requestId) ?? [];
  const names = await nameStudents(reader, [request.studentNumber]);
  const keys = keysOf(services);
  const texts = openTexts(keys, request);
  const { version, language, legalBasis, identityProof, appliedActId } = request;
  return {
    ...present(request, { services, today, steps, name: names.get(request.studentNumber) }),
    version,
    language,
    legalBasis,
    identityProof,
    appliedActId,
    askerName: texts.asker?.name ?? null,
    askerContact: texts.asker?.contact ?? null,
    words: texts.asker?.words ?? null,
    currentValue: texts.correction?.currentValue ?? null,
    wantedValue: texts.correction?.wantedValue ?? null,
    decision: texts.decision,
    disagreement: texts.disagreement,
    areTextsDestroyed: texts.areDestroyed,
    package: presentPackage(request),
    files: (await listFiles(reader, requestId)).map((file) => {
      const name = openValue<{ name: string }>(
        keys,
        file.name,
        placeOf({ requestId, keyId: file.keyId }, `file ${file.fileId}`),
      );
      const { fileId, mediaType, sizeBytes, addedBy } = file;
      return {
        fileId,
        mediaType,
        sizeBytes,
        addedBy,
        name: name && 'value' in name ? name.value.name : null,
        addedAt: file.addedAt.toISOString(),
      };
    }),
    events: steps.map((it) => ({
      ordinal: it.ordinal,
      move: it.move,
      fromState: it.fromState,
      toState: it.toState,
      on: it.on,
      reasonCode: it.reasonCode,
      days: it.days,
      note: openNote(keys, request, it),
      actor: it.actor,
      organisation: it.organisation,
      at: it.at.toISOString(),
    })),
    moves: await movesOf(reader, actor, request),
  };
}

function presentPackage({
  packageSha256,
  packageUntil,
  deliveredAt,
  deliveredHow,
}: RequestRecord): RequestDetail['package'] {
  if (packageSha256 === null) return null;
  return {
    sha256: packageSha256,
    until: packageUntil,
    deliveredAt: deliveredAt?.toISOString() ?? null,
    how: deliveredHow,
  };
}

async function movesOf(reader: Reader, actor: Actor, request: RequestRecord): Promise<RequestDetail['moves']> {
  const by = { permissions: actor.permissions, isCustodian: await isCustodian(reader, actor, request.organisation) };
  const judged = {
    ...request,
    isIdentityProven: request.identityProof !== null,
    hasDisagreement: request.disagreement !== null,
  };
  return requestMoves.flatMap((move) => {
    const verdict = judgeMovable(judged, move, by);
    if (!verdict.may && verdict.because === 'wrong_kind') return [];
    return [{ move, may: verdict.may, because: verdict.may ? null : moveRefusals[verdict.because] }];
  });
}

/** Statements of disagreement that stand beside a student's values, for everybody who sees the student. */
export async function getDisagreements(
  reader: Reader,
  actor: Actor,
  {
    services,
    register,
    number,
    today,
  }: { services: Needed; register: Reader; number: StudentNumber; today: PlainDate },
) {
  const { resolution } = await seeStudent(reader, actor, number);
  const fields = choices(services.jurisdiction, today).correctionFields;
  // Whoever sees the value sees the statement, also those to whom the request itself was not given.
  const rows = await listDisagreements(register, resolution.numbers);
  const keys = keysOf(services);
  return rows.map((it) => {
    const field = fields.find((one) => one.code === it.field);
    return {
      studentNumber: it.studentNumber,
      requestId: it.requestId,
      field: it.field ?? 'other',
      fieldWords: { en: field?.en ?? '–', fr: field?.fr ?? '–' },
      statement: openTexts(keys, it).disagreement,
      on: it.closedOn ?? it.receivedOn,
      organisation: it.organisation,
    };
  });
}
