import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DomainError } from '#kernel/errors.ts';
import { newId } from '../ids.ts';
import { errors, toProblem } from './problem.ts';

/**
 * What a line (a connection) may cost. Generous for honest slow ones; without bounds, a few callers who send or take a byte now and
 * then keep everybody else out.
 */
export type LineLimits = {
  /** The first line and the headers must have come by then. */
  headersMs: number;
  /** How often the pace of a request and its answer is looked at. */
  paceMs: number;
  /** What must have moved since the last look, while something waits to move. */
  bytesPerPace: number;
  /** No request takes longer to arrive, however steadily. */
  requestMs: number;
  /** Requests that one line may have under way (pipelining). */
  atOnce: number;
};

const usual: LineLimits = {
  headersMs: 20_000,
  paceMs: 20_000,
  bytesPerPace: 20_000,
  requestMs: 60 * 60_000,
  atOnce: 16,
};

/** The options of the framework and of Node that go with the limits. */
export function lineOptions(limits: LineLimits = usual) {
  return {
    requestTimeout: limits.requestMs,
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: Math.min(5_000, limits.headersMs),
      requireHostHeader: false, // judged below, so that the refusal has the form of all others
    },
    clientErrorHandler: refuseLine,
  };
}

/** Watches each request: how many at once on its line, how fast it comes, how fast its answer is taken. */
export function watchLines(app: FastifyInstance, limits: LineLimits = usual): void {
  const underWay = new WeakMap<Socket, number>();
  app.addHook('onRequest', async (request, reply) => {
    const { socket } = request.raw;
    if (!(socket instanceof Socket)) return; // called in process: there is no line
    const count = (underWay.get(socket) ?? 0) + 1;
    underWay.set(socket, count);
    const look = setInterval(watchPace(request, reply.raw, limits), limits.paceMs).unref();
    reply.raw.once('close', () => {
      clearInterval(look);
      underWay.set(socket, (underWay.get(socket) ?? 1) - 1);
      endUnread(request, limits);
    });
    if (!request.headers.host || request.raw.httpVersion === '0.9') {
      reply.header('connection', 'close');
      throw errors.malformed();
    }
    if (count > limits.atOnce) throw errors.too_many_at_once();
  });
}

/** Called at every look: ends the line when what waited at the last look has hardly moved. */
function watchPace({ raw: request }: FastifyRequest, answer: ServerResponse, limits: LineLimits): () => void {
  const { socket } = request;
  const sent = () => socket.bytesWritten - socket.writableLength;
  let before = { read: socket.bytesRead, sent: sent(), waiting: 0 };
  return () => {
    const now = { read: socket.bytesRead, sent: sent(), waiting: socket.writableLength };
    const isIncoming = !request.complete && !answer.headersSent;
    const comesTooSlowly = isIncoming && request.readableLength === 0 && now.read - before.read < limits.bytesPerPace;
    const isTakenTooSlowly = now.sent - before.sent < Math.min(limits.bytesPerPace, before.waiting);
    before = now;
    if (comesTooSlowly) refuseLine({ code: 'ERR_HTTP_REQUEST_TIMEOUT' }, socket);
    else if (isTakenTooSlowly) socket.destroy();
  };
}

/** Whoever was answered before the body was read may finish sending for a moment, to read the answer; then the line ends. */
function endUnread({ raw: request }: FastifyRequest, limits: LineLimits): void {
  if (request.complete) return;
  const end = setTimeout(() => request.socket.destroy(), limits.paceMs).unref();
  request.socket.once('close', () => clearTimeout(end));
}

/** What is no request at all, or never becomes one, is answered in the form of every refusal, and the line is closed. */
function refuseLine(error: { code?: string }, socket: Socket): void {
  if (socket.destroyed || error.code === 'ECONNRESET') return;
  const refusal = refusalOf(error.code);
  const body = JSON.stringify(toProblem(refusal, newId()));
  const head = [
    `HTTP/1.1 ${refusal.status} ${refusal.code}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}

function refusalOf(code: string | undefined): DomainError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return errors.too_slow();
  if (code === 'HPE_HEADER_OVERFLOW') return errors.headers_too_large();
  return errors.malformed();
}
