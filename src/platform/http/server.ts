import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { DomainError } from '#kernel/errors.ts';
import type { Language } from '#kernel/words.ts';
import { todayOf } from '../act.ts';
import type { Actor } from '../actor.ts';
import { bindSight, noSight } from '../database/sight.ts';
import type { Services } from '../services.ts';
import { type Authoriser, judge } from './caller.ts';
import { cookieName, speaksHttps } from './cookies.ts';
import { limitStreams, type Streams, sendEvents } from './events.ts';
import type { AnswerForm } from './form.ts';
import { securityHeaders } from './headers.ts';
import { withIdempotency } from './idempotency.ts';
import { parseInput, requireType, unkeepable } from './input.ts';
import { type LineLimits, lineOptions, watchLines } from './lines.ts';
import { type MachineDoor, noteAnswer, noteRefusal, tellAnswered } from './machines.ts';
import { errors, InvalidRequest, type Problem, toProblem } from './problem.ts';
import { admitNobody, type Reading, type ReadLedger, readsOf, recordReads } from './reads.ts';
import { Answer, type AnyRoute, EventsAnswer, type RouteContext, StreamAnswer } from './route.ts';

export type ServerOptions = {
  services: Services;
  routes: readonly AnyRoute[];
  authoriser: Authoriser;
  /** Every read of a person's record is written to it before the answer leaves. */
  ledger: ReadLedger;
  /** Learns what somebody asked for, after the answer has left, whatever it was. */
  watch?: (asked: AskedFor) => Promise<void>;
  /** Only for tests, which cannot wait as long as callers may. */
  lineLimits?: LineLimits;
  /** Lets machines in by their access tokens; without it there are none. */
  machines?: MachineDoor | undefined;
};

/** What a request asked for, as its own contract read it. */
export type AskedFor = {
  actor: Actor;
  door: string;
  requestId: string;
  params: unknown;
  query: unknown;
  body: unknown;
};

/** The HTTP server with every route registered; not yet listening. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services, routes, machines, lineLimits } = options;
  const { trustedProxies } = services.config;
  const app: FastifyInstance = fastify({
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    loggerInstance: services.logger as FastifyBaseLogger, // pino's own type is wider than the framework's under exactOptionalPropertyTypes
    logController: new fastify.LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: 4 * 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    exposeHeadRoutes: false, // HEAD would run the handler, and an event stream without a body would never end
    ...lineOptions(lineLimits),
    // An address that cannot be read, or with a place longer than any key; no hook runs for it.
    frameworkErrors: (error, request, reply) =>
      sendError(error, request, reply.headers(securityHeaders(speaksHttps(request, services.config)))),
  });
  watchLines(app, lineLimits);
  await app.register(fastifyCookie);
  app.addContentTypeParser('*', (_request, _payload, done) => done(null)); // uploads are read as streams by their routes
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendError(errors.not_found(), request, reply));
  app.addHook('onSend', async (request, reply) => {
    const own = reply.getHeader('content-security-policy'); // a page that brings styles names them itself
    reply.headers(securityHeaders(speaksHttps(request, services.config)));
    if (own !== undefined) reply.header('content-security-policy', own);
  });
  if (machines) app.addHook('onResponse', async (request, reply) => tellAnswered(machines, request, reply));
  const streams = limitStreams(services.jurisdiction.parameter<EventLimits>('platform.event_streams').perPersonMax);
  for (const route of routes) if (!route.form) register(app, route, { ...options, streams });
  for (const form of new Set(routes.flatMap((route) => route.form ?? []))) {
    await app.register(async (scope) => {
      takeForm(scope, form);
      for (const route of routes) if (route.form === form) register(scope, route, { ...options, streams });
    });
  }
  return app;
}

/** Routes of a form of its own take bodies of its type and refuse in its words; the others know nothing of it. */
function takeForm(scope: FastifyInstance, form: AnswerForm): void {
  const readJson = scope.getDefaultJsonParser('error', 'error');
  scope.addContentTypeParser<string>(form.type, { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null) : readJson(request, body, done),
  );
  scope.setErrorHandler((error, request, reply) => sendError(error, request, reply, form));
}

type EventLimits = { perPersonMax: number; recheckSeconds: number };
type Parts = Omit<ServerOptions, 'routes'> & { streams: Streams };

function register(app: FastifyInstance, route: AnyRoute, parts: Parts): void {
  const { services, ledger, watch } = parts;
  app.route({
    method: route.method,
    url: route.path,
    handler: async (request, reply) => {
      const actor = await judge(route, request, parts);
      const reading = readingOf({ route, request, actor, ledger });
      const note = noteFor(request, reading, ledger);
      const context = contextOf({ request, reply, services, actor, note: whileLive(note, actor, parts) });
      const input = { ...parseInput(route, request), actor, context };
      if (watch && actor.role !== 'guest') watchAfter(reply, request, () => watch({ ...reading, ...input }));
      if (route.upload) requireType(route.upload.types, request);
      const handle = async () => route.handle(input);
      const handled = route.idempotent ? withIdempotency({ db: services.db, request, actor, route }, handle) : handle();
      const result = await handled.catch(async (error: unknown) => {
        if (toRefusal(error)?.status === 404) await admitNobody(ledger, route, reading);
        throw error;
      });
      const body = checkAnswer(route, result, request);
      const shown = readsOf(route, body, input.params);
      if (shown) await note(shown);
      noteAnswer(request, { rows: (route.form?.rowsOf ?? rowsOf)(body) });
      if (result instanceof EventsAnswer) return stream(result, reply, actor, parts);
      return send(route, { result, body }, reply);
    },
  });
}

/** Runs when the line is done with, so that no answer's time tells what it found. */
function watchAfter(reply: FastifyReply, request: FastifyRequest, watch: () => Promise<void>): void {
  reply.raw.once('close', () => {
    watch().catch((error: unknown) =>
      request.log.error({ err: error, requestId: request.id }, 'nobody watched a request'),
    );
  });
}

type Asked = { route: AnyRoute; request: FastifyRequest; actor: Actor; ledger: ReadLedger };

/** Who asks through which door and why; the purpose is judged before anything is done. */
function readingOf({ route, request, actor, ledger }: Asked): Reading {
  const header = request.headers['matricula-purpose'];
  const purpose = ledger.purposeOf(actor, Array.isArray(header) ? header[0] : header);
  return { actor, door: route.operationId, purpose, requestId: request.id };
}

/** Writes what this request shows to the ledger. */
function noteFor(request: FastifyRequest, reading: Reading, ledger: ReadLedger): RouteContext['noteReads'] {
  return async (reads) => {
    noteAnswer(request, { people: new Set(reads.flatMap((it) => it.subjects)).size });
    await recordReads({ ledger, log: request.log }, reading, reads);
  };
}

/** A file that flows breaks off when what its reader was let in by has ended meanwhile: they are told of nobody more. */
function whileLive(note: RouteContext['noteReads'], actor: Actor, { authoriser }: Parts): RouteContext['noteReads'] {
  return async (reads) => {
    if ((await authoriser.isLive?.(actor)) === false) throw errors.not_allowed();
    await note(reads);
  };
}

/** Live events, as many at once as one person may hold, and no longer than the session. */
async function stream(
  result: EventsAnswer,
  reply: FastifyReply,
  actor: Actor,
  { services, authoriser, streams }: Parts,
): Promise<FastifyReply> {
  const { recheckSeconds } = services.jurisdiction.parameter<EventLimits>('platform.event_streams');
  const close = streams.open(actor.accountId ?? actor.clientId ?? actor.name);
  try {
    return await sendEvents(result, reply, {
      isLive: async () => (await authoriser.isLive?.(actor)) ?? true,
      recheckSeconds,
    });
  } finally {
    close();
  }
}

type Surroundings = {
  request: FastifyRequest;
  reply: FastifyReply;
  services: Services;
  actor: Actor;
  note: RouteContext['noteReads'];
};

function contextOf({ request, reply, services, actor, note }: Surroundings): RouteContext {
  const abort = new AbortController();
  reply.raw.on('close', () => abort.abort());
  const isSecure = speaksHttps(request, services.config);
  return {
    ...services,
    db: bindSight(services.readingPool, {
      ...(actor.reach ?? noSight),
      account: actor.accountId ?? actor.clientId ?? null,
      today: todayOf(new Date()),
    }),
    register: services.db,
    services,
    requestId: request.id,
    address: request.ip,
    isSecure,
    cookie: (name) => request.cookies[cookieName(name, isSecure)] ?? null,
    language: languageOf(request, actor.language),
    ifMatch: unquote(request.headers['if-match']),
    stream: request.raw,
    contentType: request.headers['content-type'] ?? '',
    header: (name) => {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    },
    signal: abort.signal,
    noteReads: note,
  };
}

/** As RFC 8187 wants a name in a header: these four stand for something there. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function languageOf(request: FastifyRequest, otherwise: Language): Language {
  const wanted = request.headers['accept-language']?.slice(0, 2).toLowerCase();
  return wanted === 'fr' || wanted === 'en' ? wanted : otherwise;
}

function unquote(etag: string | undefined): string | null {
  return etag === undefined ? null : etag.replace(/^W\//, '').replace(/^"|"$/g, '');
}

/** The body that may leave. What is not in the contract never leaves: an answer that breaks it is a bug, said in the log. */
function checkAnswer(route: AnyRoute, result: unknown, request: FastifyRequest): unknown {
  if (result instanceof EventsAnswer || result instanceof StreamAnswer) return result;
  const { body } = toAnswer(result);
  const schema = route.answers[statusOf(route, result)];
  if (!schema) return undefined;
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  request.log.error(
    { operation: route.operationId, issues: parsed.error.issues.slice(0, 10) },
    'the answer breaks its contract',
  );
  throw new Error(`${route.operationId}: the answer breaks its contract: ${issue?.path.join('.')} ${issue?.message}`);
}

function toAnswer(result: unknown): Answer<unknown> {
  return result instanceof Answer ? result : new Answer(result, {});
}

function statusOf(route: AnyRoute, result: unknown): number {
  return toAnswer(result).options.status ?? Number(Object.keys(route.answers)[0] ?? 200);
}

/** How many rows an answer holds, where it is a list. */
function rowsOf(body: unknown): number | null {
  const { items } = (body ?? {}) as { items?: unknown };
  return Array.isArray(items) ? items.length : null;
}

/** Sends what the handler returned, its body as the contract lets it out. */
function send(route: AnyRoute, { result, body }: { result: unknown; body: unknown }, reply: FastifyReply): unknown {
  if (result instanceof StreamAnswer) {
    reply.type(result.type).header('cache-control', 'no-store');
    if (result.fileName)
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeName(result.fileName)}`);
    return reply.send(result.readable);
  }
  const { options } = toAnswer(result);
  reply.status(statusOf(route, result)).headers({ 'cache-control': 'no-store', ...options.headers });
  if (options.etag !== undefined) reply.header('etag', `"${options.etag}"`);
  if (body === undefined) return reply.send();
  return reply.type(`${route.form?.type ?? 'application/json'}; charset=utf-8`).send(JSON.stringify(body));
}

/** The database's own judgement at the end of an act (audit.refuse_out_of_reach): to the caller, what is out of reach does not exist. */
const outOfReach = 'MT404';

const lostConnection = new Set(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '08006', '08001']);

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply, form?: AnswerForm): FastifyReply {
  if ((error as { code?: string }).code === outOfReach)
    request.log.error(
      { err: error, requestId: request.id },
      'a check is missing: the database refused what the service allowed',
    );
  const refusal = toRefusal(error);
  noteRefusal(request, refusal?.code ?? 'http.unexpected');
  const wait = refusal?.params['retryAfterSeconds'];
  if (typeof wait === 'number') reply.header('retry-after', wait);
  if (!refusal) request.log.error({ err: error, requestId: request.id }, 'unexpected');
  const problem = refusal ? toProblem(refusal, request.id) : unexpected(request.id);
  const { status, body } = form
    ? form.refuse(problem, languageOf(request, 'en'))
    : { status: problem.status, body: problem };
  if (status === 401) reply.header('www-authenticate', schemes);
  return reply
    .status(status)
    .header('cache-control', 'no-store')
    .type(form?.type ?? 'application/problem+json')
    .send(JSON.stringify(body));
}

/** What a caller without a session may come with (RFC 9110, 11.6.1); always the same words, so that they tell nothing of what was wrong. */
const schemes = 'Bearer, DPoP';

function unexpected(requestId: string): Problem {
  return {
    type: 'about:blank',
    title: 'Something went wrong on our side; nothing was changed',
    status: 500,
    code: 'http.unexpected',
    detail: {
      en: 'Something went wrong on our side. Quote the request id when you ask for help',
      fr: 'Un problème est survenu de notre côté. Citez l’identifiant de la requête pour demander de l’aide',
    },
    params: {},
    requestId,
  };
}

function toRefusal(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  if (code !== undefined && lostConnection.has(code)) return errors.unavailable();
  if (message?.startsWith('timeout exceeded when trying to connect')) return errors.unavailable(); // the pool's own words
  if (code === outOfReach) return errors.not_found();
  const unkept = unkeepable(error);
  if (unkept) return unkept;
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH') return errors.not_found();
  // The static files' own refusals: a folder, or an address that leads out of theirs.
  if (statusCode === 403 || statusCode === 404) return errors.not_found();
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return errors.body_too_large();
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return errors.wrong_type({ expected: 'application/json', given: '–' });
  if (statusCode === 400) {
    return new InvalidRequest([
      {
        pointer: '/body',
        code: 'not_json',
        message: { en: 'The body is not valid JSON', fr: 'Le corps n’est pas du JSON valide' },
      },
    ]);
  }
  return null;
}
