import type { FastifyReply } from 'fastify';
import { errors } from './problem.ts';
import type { EventsAnswer } from './route.ts';

export type Watch = {
  /** Whether the caller's session still stands. */
  isLive: () => Promise<boolean>;
  recheckSeconds: number;
};

/**
 * Sends Server-Sent Events until the source ends, the caller leaves or the caller's session ends. The session is looked at again
 * while the line is quiet and before an event goes out; a comment every time keeps proxies from closing the line.
 */
export async function sendEvents(answer: EventsAnswer, reply: FastifyReply, watch: Watch): Promise<FastifyReply> {
  reply.hijack();
  const out = reply.raw;
  out.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const isStillLive = throttled(watch);
  const beat = setInterval(async () => {
    if (await isStillLive()) out.write(': still here\n\n');
    else out.end();
  }, watch.recheckSeconds * 1000);
  try {
    for await (const { event, id, data } of answer.events) {
      if (out.destroyed || out.writableEnded || !(await isStillLive())) break;
      out.write(`${event ? `event: ${event}\n` : ''}${id ? `id: ${id}\n` : ''}data: ${JSON.stringify(data)}\n\n`);
    }
  } finally {
    clearInterval(beat);
    out.end();
  }
  return reply;
}

/** Asks at most once in the time between two looks. A question that fails counts as an ended session. */
function throttled({ isLive, recheckSeconds }: Watch): () => Promise<boolean> {
  let [askedAt, last] = [performance.now(), true];
  return async () => {
    if (last && performance.now() - askedAt >= recheckSeconds * 1000 - 50) {
      askedAt = performance.now();
      last = await isLive().catch(() => false);
    }
    return last;
  };
}

export type Streams = { open(holder: string): () => void };

/** Counts the live connections of each person; throws when somebody would hold too many. Returns what to call at the end. */
export function limitStreams(perPersonMax: number): Streams {
  const open = new Map<string, number>();
  return {
    open(holder) {
      const now = open.get(holder) ?? 0;
      if (now >= perPersonMax) throw errors.too_many_streams();
      open.set(holder, now + 1);
      return () => {
        const left = (open.get(holder) ?? 1) - 1;
        if (left > 0) open.set(holder, left);
        else open.delete(holder);
      };
    },
  };
}
