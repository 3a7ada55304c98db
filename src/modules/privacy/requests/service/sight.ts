import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { may, scopeOf } from '#modules/access/index.ts';
import { seeStudent } from '#modules/identity/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { errors } from '../errors.ts';
import { findRequest, lockRequest, type RequestRecord } from '../store/requests.ts';

/** Whether the request was given to the actor's organisation, or to one of its schools. */
export async function isCustodian(reader: Reader, actor: Actor, organisation: OrganisationCode): Promise<boolean> {
  const scope = await scopeOf(actor, reader);
  return scope.everything || scope.organisations.includes(organisation);
}

/** A request that the actor answers or received, about a student whom the actor may see; else it does not exist. */
async function see(reader: Reader, actor: Actor, request: RequestRecord | null): Promise<RequestRecord> {
  if (!request) throw errors.request_not_found();
  const scope = await scopeOf(actor, reader);
  const isOurs =
    scope.everything ||
    scope.organisations.includes(request.organisation) ||
    scope.organisations.includes(request.receivedBy);
  const isSeen = isOurs && (await isStudentSeen(reader, actor, request.studentNumber));
  if (!isSeen) throw errors.request_not_found();
  return request;
}

export async function seeRequest(reader: Reader, actor: Actor, requestId: string): Promise<RequestRecord> {
  return see(reader, actor, await findRequest(reader, requestId));
}

export async function lockSeenRequest(tx: Tx, actor: Actor, requestId: string): Promise<RequestRecord> {
  return see(tx, actor, await lockRequest(tx, requestId));
}

/** After a disposal of the student the request still stands, for those who see every student. */
async function isStudentSeen(reader: Reader, actor: Actor, number: StudentNumber): Promise<boolean> {
  return seeStudent(reader, actor, number).then(
    () => true,
    async (error: { status?: number }) => {
      if (error.status !== 404) throw error;
      return may(actor, 'restricted.read') && (await scopeOf(actor, reader)).everything;
    },
  );
}
