import type { Guid, StudentNumber } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { findGuidOwners, type GuidClaim, type GuidKind, insertGuidOwners } from '../store/students.ts';
import type { StudentItem } from './types.ts';

// Every GUID belongs to one student for ever, within its kind. Who first submitted it is who it belongs to.

/** The kind of thing that the GUID of an item names. */
export const kindOf: Record<StudentItem['file'], GuidKind> = {
  students: 'student',
  identification: 'identification_record',
  names: 'name',
  addresses: 'address',
  phones: 'phone',
  guardians: 'guardian',
  guardian_limits: 'guardian_limit',
  restrictions: 'disclosure_restriction',
  citizenships: 'citizenship',
};

/** A school's own row stands under its one GUID for what the school says without a document as well, and for the preferred name in it. */
export function kindsOfStudentRow({ hasPreferredName }: { hasPreferredName: boolean }): GuidKind[] {
  return hasPreferredName ? ['student', 'identification_record', 'name'] : ['student', 'identification_record'];
}

/** What an item claims for its student. */
export function claimsOf({ file, draft, studentNumber }: StudentItem): GuidClaim[] {
  const kinds = file === 'students' ? kindsOfStudentRow({ hasPreferredName: hasPreferredName(draft) }) : [kindOf[file]];
  return kinds.map((kind) => ({ kind, guid: draft.guid, studentNumber }));
}

type PreferredName = { preferredFamilyName: string | null; preferredGivenName: string | null };

export function hasPreferredName({ preferredFamilyName, preferredGivenName }: PreferredName): boolean {
  return preferredFamilyName !== null || preferredGivenName !== null;
}

export function keyOfClaim({ kind, guid }: Pick<GuidClaim, 'kind' | 'guid'>): string {
  return `${kind} ${guid}`;
}

/** Registers claims to GUIDs; answers those that belong to another student already. */
export async function registerGuids(tx: Tx, claims: readonly GuidClaim[]): Promise<GuidClaim[]> {
  if (await insertGuidOwners(tx, claims)) return [];
  const owners = await findGuidOwners(tx, claims);
  return claims.filter((it) => owners.get(keyOfClaim(it)) !== it.studentNumber);
}

/** Gives GUIDs of a kind to students; answers those that belong to another student already. */
export async function claimGuids(
  tx: Tx,
  kind: GuidKind,
  claims: readonly { guid: Guid; studentNumber: StudentNumber }[],
): Promise<Set<Guid>> {
  const lost = await registerGuids(
    tx,
    claims.map((it) => ({ kind, ...it })),
  );
  return new Set(lost.map((it) => it.guid));
}
