import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import { errors } from './problem.ts';

/** A call that carries an access token instead of a session. */
export type MachineCall = {
  scheme: 'Bearer' | 'DPoP';
  token: string;
  method: string;
  /** Path and query, as asked. */
  url: string;
  /** From where; behind a proxy only as a trusted one tells it. */
  address: string;
  operation: string;
  request: FastifyRequest;
};

/** How a machine's call ended, for its owner to look at. */
export type MachineAnswer = {
  actor: Actor;
  requestId: string;
  operation: string;
  address: string;
  at: Date;
  status: number;
  rows: number | null;
  people: number | null;
  milliseconds: number;
  /** The code of the problem, when it was refused. */
  refusal: string | null;
};

/** Who judges and notes the calls of machines: handed in by the entry points. */
export type MachineDoor = {
  actorOf(call: MachineCall): Promise<Actor | null>;
  answered(answer: MachineAnswer): void;
};

/** The token of a machine: our access tokens have points, a session's secret has none. */
function machineTokenOf(request: FastifyRequest): Pick<MachineCall, 'scheme' | 'token'> | null {
  const [, scheme = '', token = ''] = /^(Bearer|DPoP) (\S{1,4096})$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === '') return null;
  if (scheme.toLowerCase() === 'dpop') return { scheme: 'DPoP', token };
  return token.includes('.') ? { scheme: 'Bearer', token } : null;
}

/**
 * The machine that calls, or null when the request carries no access token. A token that is worth nothing ends the request: no cookie
 * beside it makes up for it.
 */
export async function findMachine(
  door: MachineDoor,
  operation: string,
  request: FastifyRequest,
): Promise<Actor | null> {
  const given = machineTokenOf(request);
  if (!given) return null;
  const { method, url, ip: address } = request;
  const actor = await door.actorOf({ ...given, method, url, address, operation, request });
  if (!actor) throw errors.not_signed_in();
  noted.set(request, { actor, operation, at: new Date(), rows: null, people: null });
  return actor;
}

type Noted = { actor: Actor; operation: string; at: Date; rows: number | null; people: number | null };
const noted = new WeakMap<FastifyRequest, Noted>();

/** How much an answer showed. */
export function noteAnswer(request: FastifyRequest, shown: Partial<Pick<Noted, 'rows' | 'people'>>): void {
  const known = noted.get(request);
  if (known) Object.assign(known, shown);
}

const refused = new WeakMap<FastifyRequest, string>();
export function noteRefusal(request: FastifyRequest, code: string): void {
  refused.set(request, code);
}

/** Tells the door of an answer that has left. */
export function tellAnswered(door: MachineDoor, request: FastifyRequest, reply: FastifyReply): void {
  const known = noted.get(request);
  if (!known) return;
  door.answered({
    ...known,
    requestId: request.id,
    address: request.ip,
    status: reply.statusCode,
    milliseconds: reply.elapsedTime,
    refusal: refused.get(request) ?? null,
  });
}
