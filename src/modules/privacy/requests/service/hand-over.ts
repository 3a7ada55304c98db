import { Encrypter } from 'age-encryption';
import { addDays } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { resolveNumber } from '#modules/identity/index.ts';
import { type Act, perform, todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db, Tx } from '#platform/database/database.ts';
import type { Holding } from '#platform/holdings/holding.ts';
import type { Services } from '#platform/services.ts';
import { keysOf, openSealedFile, storeSealed } from '../../keys/service/seal.ts';
import { numberOf } from '../../settings.ts';
import { errors } from '../errors.ts';
import type { RequestMove } from '../rules/states.ts';
import { listEvents } from '../store/events.ts';
import { listStalePackages, type RequestChange, type RequestRecord, updateRequest } from '../store/requests.ts';
import { judge, lockVersion, type Wish, writeMove } from './moves.ts';
import { makePackage, type Package } from './package.ts';
import { seeRequest } from './sight.ts';
import { placeOf } from './texts.ts';

type Needed = Pick<Services, 'config' | 'jurisdiction' | 'files'> & { register: Db; holdings: readonly Holding[] };
type Asking = { actor: Actor; requestId: string; version: string | null; requestNumber: string };

const wishOf = (move: RequestMove, on: string): Wish => ({
  move,
  on,
  reasonCode: null,
  note: null,
  days: null,
  application: null,
});

/** Makes the package of an access request and keeps it sealed until it is handed over or its days are over. */
export async function preparePackage(
  services: Needed,
  { actor, requestId, version, requestNumber }: Asking,
): Promise<Package & { request: RequestRecord; until: string }> {
  const at = new Date();
  const today = todayOf(at);
  const known = await seeRequest(services.register, actor, requestId);
  const made = await makePackage(services, {
    actor,
    number: known.studentNumber,
    asker: known.askedBy,
    language: known.language,
    legalBasis: known.legalBasis,
    at,
  });
  const until = addDays(today, numberOf(services.jurisdiction, 'package_days', today));
  const act = { kind: 'privacy.prepare-package', actor, requestId: requestNumber, at };
  const request = await perform(services.register, act, async (tx, begun) => {
    const { locked } = await move(
      tx,
      begun,
      { services, requestId, version, wish: wishOf('prepare', today) },
      async (it) => {
        const keys = keysOf(services);
        if (!keys.has(it.keyId)) throw errors.key_destroyed();
        const packageFileId = await storeSealed({ files: services.files, keys }, made.zip, placeOf(it, 'package'));
        return { packageFileId, packageSha256: made.sha256, packageUntil: until };
      },
    );
    return locked;
  });
  await forgetPackage(services, request);
  return { ...made, request, until };
}

/**
 * The bytes, and every number of the person whom they are about. A package leaves once: encrypted to the receiver's key, or downloaded. Of
 * two who ask at once, one gets it.
 */
export async function deliverPackage(
  services: Needed,
  { actor, requestId, version, recipient, requestNumber }: Asking & { recipient: string | null },
): Promise<{ bytes: Buffer; isEncrypted: boolean; numbers: readonly StudentNumber[] }> {
  const at = new Date();
  const today = todayOf(at);
  const act = { kind: 'privacy.deliver-package', actor, requestId: requestNumber, at };
  const delivered = await perform(services.register, act, async (tx, begun) => {
    let bytes: Buffer = Buffer.alloc(0);
    const { locked } = await move(
      tx,
      begun,
      { services, requestId, version, wish: wishOf('deliver', today) },
      async (it) => {
        bytes = await openPackage(services, it, today);
        if (recipient !== null) bytes = await encryptTo(recipient, bytes);
        return {
          packageFileId: null,
          packageUntil: null,
          deliveredAt: at,
          deliveredHow: recipient === null ? 'download' : 'age',
        };
      },
    );
    return { bytes, request: locked };
  });
  const { bytes, request } = delivered;
  await forgetPackage(services, request);
  const { numbers } = await resolveNumber(services.register, request.studentNumber);
  return { bytes, isEncrypted: recipient !== null, numbers };
}

async function move(
  tx: Tx,
  act: Act,
  { services, requestId, version, wish }: { services: Needed; requestId: string; version: string | null; wish: Wish },
  change: (request: RequestRecord) => Promise<RequestChange>,
): Promise<{ locked: RequestRecord }> {
  const locked = await lockVersion(tx, act, { requestId, version });
  const steps = (await listEvents(tx, [requestId])).get(requestId) ?? [];
  const to = await judge(tx, act, { services, request: locked, steps, wish });
  await writeMove(tx, act, { services, request: locked, steps, wish, to, change: await change(locked) });
  return { locked };
}

async function openPackage(services: Needed, request: RequestRecord, today: string): Promise<Buffer> {
  const { packageFileId, packageUntil } = request;
  if (packageFileId === null || packageUntil === null || packageUntil < today) throw errors.package_taken();
  const opened = await openSealedFile(
    { files: services.files, keys: keysOf(services) },
    packageFileId,
    placeOf(request, 'package'),
  );
  if (!opened) throw errors.key_destroyed();
  return opened;
}

async function encryptTo(recipient: string, bytes: Buffer): Promise<Buffer> {
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw errors.recipient_unusable();
  }
  return Buffer.from(await encrypter.encrypt(bytes));
}

/** The file of the package as it was before the act; it goes when the act stands, so that an act undone loses nothing. */
async function forgetPackage({ files }: Pick<Services, 'files'>, { packageFileId }: RequestRecord): Promise<void> {
  if (packageFileId !== null) await files.remove(packageFileId);
}

/** Daily: a package that nobody fetched in its days goes; its request can prepare another. */
export async function forgetStalePackages(
  { db, files }: Pick<Services, 'db' | 'files'>,
  { actor, at }: { actor: Actor; at: Date },
): Promise<number> {
  const stale = await perform(db, { kind: 'privacy.forget-packages', actor, at }, async (tx, act) => {
    const found = await listStalePackages(tx, act.today);
    for (const request of found) await updateRequest(tx, request, { packageFileId: null, packageUntil: null });
    return found;
  });
  for (const request of stale) await forgetPackage({ files }, request);
  return stale.length;
}
