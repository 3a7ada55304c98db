import type { Readable } from 'node:stream';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { errors as fileErrors } from '#platform/files/files.ts';
import { newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { keysOf, openSealedFile, openValue, readAll, storeSealed } from '../../keys/service/seal.ts';
import { numberOf } from '../../settings.ts';
import { errors } from '../errors.ts';
import { insertFile, listFiles } from '../store/events.ts';
import { updateRequest } from '../store/requests.ts';
import { lockSeenRequest, seeRequest } from './sight.ts';
import { placeOf, sealText } from './texts.ts';

/** A file under evidence: what it is called is as telling as what it holds, so both are sealed. */
export type NewFile = { bytes: Buffer; name: string; mediaType: string };

/** Reads an upload whole, refusing it as soon as it passes the jurisdiction's limit. */
export function readUpload(
  stream: Readable,
  { jurisdiction }: Pick<Services, 'jurisdiction'>,
  today: string,
): Promise<Buffer> {
  const maxMegabytes = numberOf(jurisdiction, 'evidence_megabytes_max', today);
  return readAll(stream, { bytes: maxMegabytes * 1024 * 1024, refusal: () => fileErrors.too_large({ maxMegabytes }) });
}

/** Adds a file to a request, sealed under the request's key. */
export async function addFile(
  tx: Tx,
  act: Act,
  { services, requestId, file }: { services: Pick<Services, 'config' | 'files'>; requestId: string; file: NewFile },
): Promise<{ fileId: string; version: number }> {
  const request = await lockSeenRequest(tx, act.actor, requestId);
  const keys = keysOf(services);
  if (!keys.has(request.keyId)) throw errors.key_destroyed();
  // The bytes are sealed for a name of their own, since the store names the file only when it has it.
  const seat = newId();
  const place = placeOf(request, `file ${seat}`);
  const fileId = await storeSealed({ files: services.files, keys }, file.bytes, place);
  await insertFile(tx, {
    studentNumber: request.studentNumber,
    requestId,
    fileId,
    keyId: request.keyId,
    name: sealText(keys, request, { column: `file ${fileId}`, value: { name: file.name, seat } }),
    mediaType: file.mediaType,
    sizeBytes: file.bytes.length,
    addedAt: act.at,
    addedBy: act.actor.name,
  });
  await updateRequest(tx, request, {});
  return { fileId, version: request.version + 1 };
}

/** A file of a request as it was given. */
export async function openFile(
  reader: Reader,
  actor: Actor,
  { services, requestId, fileId }: { services: Pick<Services, 'config' | 'files'>; requestId: string; fileId: string },
): Promise<NewFile & { studentNumber: string }> {
  const request = await seeRequest(reader, actor, requestId);
  const found = (await listFiles(reader, requestId)).find((it) => it.fileId === fileId);
  if (!found) throw errors.file_not_found();
  const keys = keysOf(services);
  const owner = { requestId, keyId: found.keyId };
  const label = openValue<{ name: string; seat: string }>(keys, found.name, placeOf(owner, `file ${fileId}`));
  if (!label || !('value' in label)) throw errors.key_destroyed();
  const bytes = await openSealedFile(
    { files: services.files, keys },
    fileId,
    placeOf(owner, `file ${label.value.seat}`),
  );
  if (!bytes) throw errors.key_destroyed();
  return { bytes, name: label.value.name, mediaType: found.mediaType, studentNumber: request.studentNumber };
}
