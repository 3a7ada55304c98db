import type { FastifyRequest } from 'fastify';
import { type Actor, type ActorReach, guestActor } from '../actor.ts';
import { noSight } from '../database/sight.ts';
import type { Services } from '../services.ts';
import { cookieName, sessionCookie, speaksHttps } from './cookies.ts';
import { findMachine, type MachineDoor } from './machines.ts';
import { errors } from './problem.ts';
import type { AnyRoute } from './route.ts';

/** Who judges: handed in by the entry points, so that the platform needs to know no module. */
export type Authoriser = {
  /** The actor behind a session token, or null. */
  actorOf(token: string): Promise<Actor | null>;
  may(actor: Actor, permission: string): boolean;
  /** How far the actor reaches, for the database to judge by. */
  reachOf(actor: Actor): Promise<ActorReach>;
  /** Whether what the actor called with still stands; asked while a live connection is open. Without it nothing ends. */
  isLive?(actor: Actor): Promise<boolean>;
};

type Judges = { services: Services; authoriser: Authoriser; machines?: MachineDoor | undefined };

/** Who calls, and whether they may: 401 without a session, 403 without the permission; the service judges the organisation. */
export async function judge(route: AnyRoute, request: FastifyRequest, judges: Judges): Promise<Actor> {
  const { services, authoriser, machines } = judges;
  const machine = machines ? await findMachine(machines, route.operationId, request) : null;
  const actor = machine ?? (await findPerson(request, judges));
  if (route.permission === 'public') return actor ?? { ...guestActor, reach: noSight };
  if (!actor) throw errors.not_signed_in();
  if (actor.assurance?.lacksSecondFactor && !route.beforeSecondFactor) throw errors.second_factor_needed();
  const isAllowed = route.permission === 'signed-in' ? isForAll(route, actor) : authoriser.may(actor, route.permission);
  if (!isAllowed) throw errors.not_allowed();
  if (route.stepUp) requireStepUp(actor, services.jurisdiction.parameter<number>('platform.step_up_minutes'));
  return { ...actor, reach: await authoriser.reachOf(actor) };
}

/** What is for anybody signed in is for people: their session, their devices. A machine has none, unless the route says that it is for both. */
const isForAll = (route: AnyRoute, actor: Actor) => actor.kind !== 'client' || route.machines === true;

async function findPerson(request: FastifyRequest, { services, authoriser }: Judges): Promise<Actor | null> {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const cookie = request.cookies[cookieName(sessionCookie, speaksHttps(request, services.config))];
  const token = bearer ?? cookie;
  if (!bearer && request.method !== 'GET') refuseCrossSite(request, cookie !== undefined, services.config.origin);
  return token ? authoriser.actorOf(token) : null;
}

/** Only a person can prove again that it is they. */
function requireStepUp(actor: Actor, minutes: number): void {
  const provedAt = actor.assurance?.steppedUpAt?.getTime() ?? 0;
  if (actor.kind !== 'account' || Date.now() - provedAt > minutes * 60_000) throw errors.step_up_needed();
}

/** A cookie travels with requests that other sites cause; those are refused by where the browser says they come from. */
function refuseCrossSite(request: FastifyRequest, hasCookie: boolean, ownOrigin: string | null): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw errors.cross_site();
    return;
  }
  if (!hasCookie) return;
  const { origin, host } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) throw errors.cross_site();
  const isOurs = ownOrigin === null ? new URL(origin).host === host : origin === ownOrigin;
  if (!isOurs) throw errors.cross_site();
}
