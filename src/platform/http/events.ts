import type { FastifyReply } from 'fastify';
import type { EventsAnswer } from './route.ts';

/** Sends Server-Sent Events until the source ends or the caller leaves; a comment every 15 s keeps proxies from closing the line. */
export async function sendEvents(answer: EventsAnswer, reply: FastifyReply): Promise<FastifyReply> {
  reply.hijack();
  const out = reply.raw;
  out.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const beat = setInterval(() => out.write(': still here\n\n'), 15_000);
  try {
    for await (const { event, id, data } of answer.events) {
      if (out.destroyed) break;
      out.write(`${event ? `event: ${event}\n` : ''}${id ? `id: ${id}\n` : ''}data: ${JSON.stringify(data)}\n\n`);
    }
  } finally {
    clearInterval(beat);
    out.end();
  }
  return reply;
}
