import type { PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Services } from '#platform/services.ts';
import { keysOf } from '../../keys/service/seal.ts';
import { type DataKey, listKeys } from '../../keys/store/keys.ts';
import { retentionSchedule } from '../../settings.ts';
import { errors } from '../errors.ts';
import { addYears } from '../rules/schedule.ts';
import { findApprovedForKey } from '../store/disposals.ts';
import { countSealed, type SealedCount } from '../store/sealed.ts';
import { holdsOn, loadHolds, loadPeople, type Person } from './people.ts';

export type KeyShown = DataKey & {
  /** Whether the key's file is there; a key in use whose file is missing has been lost or restored away. */
  isThere: boolean;
  texts: number;
  files: number;
  /** First day on which it may be destroyed; null = not foreseeable: something under it is open, or its kind is kept. */
  dueOn: PlainDate | null;
  because: 'due' | 'term' | 'open' | 'kept' | 'held' | 'destroyed' | 'empty';
};

type Needed = Pick<Services, 'config' | 'jurisdiction'>;

/**
 * The data keys, with what lies sealed under each and when it may be destroyed. `sight` reads as whoever asks: what is of students out of
 * their sight is not counted, and a key with nothing else under it is not there.
 */
export async function describeKeys(
  reader: Reader,
  services: Needed,
  today: PlainDate,
  sight: Reader | null = null,
): Promise<KeyShown[]> {
  const every = await listKeys(reader);
  const ids = every.map((it) => it.keyId);
  const all = await countSealed(reader, ids);
  const counts = sight ? await countSealed(sight, ids) : all;
  const keys = every.filter(({ keyId }) => isEmpty(all.get(keyId)) || !isEmpty(counts.get(keyId)));
  const holds = await loadHolds(reader);
  const numbers = [...new Set([...counts.values()].flatMap((it) => it.numbers))];
  const people = await loadPeople(reader, numbers, { jurisdiction: services.jurisdiction, today });
  const store = keysOf(services);
  return keys.map((key) => {
    const count = counts.get(key.keyId);
    const members = (count?.numbers ?? []).map((number) => personOf(people, number));
    const isHeld =
      members.some((person) => holdsOn(holds, person, key.recordKind).length > 0) ||
      holdsOn(holds, nobody, key.recordKind).length > 0;
    return {
      ...key,
      isThere: store.has(key.keyId),
      texts: count?.texts ?? 0,
      files: count?.files ?? 0,
      ...dueOf(services, { key, count, isHeld, today }),
    };
  });
}

function isEmpty(count: SealedCount | undefined): boolean {
  return (count?.texts ?? 0) + (count?.files ?? 0) === 0;
}

const nobody: Person = { numbers: [], schools: [], facts: { birthDate: '1800-01-01', enrolments: [] } };

/** Whoever is no longer on the register can still be held by number. */
function personOf(people: ReadonlyMap<StudentNumber, Person>, number: StudentNumber): Person {
  return people.get(number) ?? { ...nobody, numbers: [number] };
}

function dueOf(
  { jurisdiction }: Needed,
  { key, count, isHeld, today }: { key: DataKey; count: SealedCount | undefined; isHeld: boolean; today: PlainDate },
): Pick<KeyShown, 'dueOn' | 'because'> {
  if (key.destroyedAt !== null) return { dueOn: null, because: 'destroyed' };
  const retention = retentionSchedule(jurisdiction, today).find((it) => it.recordKind === key.recordKind);
  if (retention?.action !== 'destroy_key' || retention.years === null) return { dueOn: null, because: 'kept' };
  if (count?.hasOpen) return { dueOn: null, because: 'open' };
  if (!count?.lastClosedOn) return { dueOn: null, because: 'empty' };
  const dueOn = addYears(count.lastClosedOn, retention.years);
  // A new request of the same year would be sealed under it: not before the year is over.
  const lastDay = `${key.period}-12-31`;
  if (dueOn > today || today <= lastDay) return { dueOn: dueOn > lastDay ? dueOn : lastDay, because: 'term' };
  return { dueOn, because: isHeld ? 'held' : 'due' };
}

/** The approved disposal that waits to destroy a key, if there is one. */
export async function findApproval(reader: Reader, keyId: string): Promise<{ disposalId: string } | null> {
  return findApprovedForKey(reader, keyId);
}

/** The key, if it may be destroyed today; throws the reason when not. */
export async function requireKeyDue(
  reader: Reader,
  services: Needed,
  { keyId, today }: { keyId: string; today: PlainDate },
): Promise<KeyShown> {
  const key = (await describeKeys(reader, services, today)).find((it) => it.keyId === keyId);
  if (!key) throw errors.key_not_found();
  if (key.because === 'destroyed') throw errors.key_destroyed();
  if (key.because !== 'due')
    throw errors.key_not_due({ because: key.dueOn ? `${key.because}, ${key.dueOn}` : key.because });
  return key;
}
