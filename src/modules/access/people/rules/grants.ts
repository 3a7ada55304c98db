import { addDays, type PlainDate } from '#kernel/dates.ts';
import { additions, isBesideWhatItNeeds, ministryOnly, neededBeside } from '../../rules/permissions.ts';
import { isRoleName, type Permission, permissions, type RoleName, roles } from '../../rules/roles.ts';

export type GrantKind = 'role' | 'permission';
export type GrantState = 'waiting' | 'future' | 'live' | 'ended' | 'revoked' | 'declined';

/** What a state depends on. */
export type GrantDays = {
  startsOn: PlainDate;
  endsOn: PlainDate | null;
  isRevoked: boolean;
  needsSecond: boolean;
  isApproved: boolean;
};

/** How a grant stands on a day. */
export function stateOfGrant(grant: GrantDays, today: PlainDate): GrantState {
  if (grant.isRevoked) return grant.needsSecond && !grant.isApproved ? 'declined' : 'revoked';
  if (grant.endsOn !== null && grant.endsOn < today) return 'ended';
  if (grant.needsSecond && !grant.isApproved) return 'waiting';
  return grant.startsOn > today ? 'future' : 'live';
}

/** Grants that still give something, or may yet. */
export const currentStates: readonly GrantState[] = ['waiting', 'future', 'live'];

export function isPermission(name: string): name is Permission {
  return (permissions as readonly string[]).includes(name);
}

/** Everything that a role or an additional permission lets its holder do. */
export function permissionsIn(kind: GrantKind, name: string): readonly Permission[] {
  if (kind === 'permission') return isPermission(name) ? [name] : [];
  return isRoleName(name) ? roles[name].permissions : [];
}

const dangerousAnywhere: readonly string[] = ['export.approve', 'restricted.read'];

/**
 * The permissions in a grant that could open the whole register or let others do so: they need step-up, and mostly a second person.
 * A base role counts where it reaches everything; elsewhere its reach bounds it.
 */
export function dangersIn({
  kind,
  name,
  organisationKind,
}: {
  kind: GrantKind;
  name: string;
  organisationKind: string;
}): string[] {
  if (kind === 'role' && organisationKind !== 'ministry') return [];
  return permissionsIn(kind, name).filter(
    (permission) =>
      dangerousAnywhere.includes(permission) || (permission === 'people.manage' && organisationKind === 'ministry'),
  );
}

export type GrantWish = {
  kind: GrantKind;
  name: string;
  organisationKind: string;
  startsOn: PlainDate;
  endsOn: PlainDate | null;
};

export type Giver = { isHolder: boolean; isProvisioner: boolean; permissions: ReadonlySet<string> };

/**
 * The holder as the wish finds them: the base role and the additional permissions that are held at the organisation when the wish begins,
 * or are given along.
 */
export type Holder = { isSupport: boolean; roleBeside: string | null; addedBeside: readonly string[] };

export type GrantRefusal =
  | 'unknown'
  | 'not_for_this_kind'
  | 'to_oneself'
  | 'to_support'
  | 'not_held'
  | 'not_by_directory'
  | 'not_addable'
  | 'needs_another'
  | 'begins_in_the_past'
  | 'ends_before_start';

/** Whether somebody may grant something to somebody. The organisation's reach is judged before. Null = they may. */
export function judgeGrant(wish: GrantWish, giver: Giver, holder: Holder, today: PlainDate): GrantRefusal | null {
  const isKnown = wish.kind === 'role' ? isRoleName(wish.name) : isPermission(wish.name);
  if (!isKnown) return 'unknown';
  if (!fitsKind(wish)) return 'not_for_this_kind';
  if (giver.isHolder) return 'to_oneself';
  if (holder.isSupport) return 'to_support';
  if (!mayGive(wish, giver)) return isDirectory(giver) ? 'not_by_directory' : 'not_held';
  if (wish.startsOn < today) return 'begins_in_the_past';
  if (wish.endsOn !== null && wish.endsOn < wish.startsOn) return 'ends_before_start';
  if (wish.kind === 'role') return null;
  if (!isAddable(wish.name, holder.roleBeside)) return 'not_addable';
  return isBesideWhatItNeeds(wish.name, holder.addedBeside) ? null : 'needs_another';
}

/** Ministry and non-ministry apart: a role is for one kind of organisation, some permissions for the ministry alone. */
function fitsKind({ kind, name, organisationKind }: GrantWish): boolean {
  if (kind === 'role') return isRoleName(name) && roles[name].grantedAt === organisationKind;
  return organisationKind === 'ministry' || !(ministryOnly as readonly string[]).includes(name);
}

/** One gives only what one holds. A directory gives what is not dangerous, since it holds no permission of its own. */
function mayGive(wish: GrantWish, giver: Giver): boolean {
  if (isDirectory(giver)) return dangersIn(wish).length === 0;
  return permissionsIn(wish.kind, wish.name).every((permission) => giver.permissions.has(permission));
}

function isDirectory({ isProvisioner, permissions: held }: Giver): boolean {
  return isProvisioner && !held.has('people.manage');
}

export function isAddable(permission: string, role: string | null): boolean {
  return role !== null && isRoleName(role) && (additions[role] as readonly string[]).includes(permission);
}

type Held = Pick<GrantWish, 'kind' | 'name'> & { accountId: string; organisation: string };

/** Whether a grant gives nothing any more once another one has ended. */
export function leansOn(grant: Held, other: Held): boolean {
  const isBeside = grant.accountId === other.accountId && grant.organisation === other.organisation;
  return (
    isBeside && grant.kind === 'permission' && other.kind === 'permission' && neededBeside[grant.name] === other.name
  );
}

/** The base roles that an organisation of a kind grants. */
export function rolesGrantedAt(organisationKind: string): RoleName[] {
  return (Object.keys(roles) as RoleName[]).filter((name) => roles[name].grantedAt === organisationKind);
}

export type Ending = { how: 'revoke' } | { how: 'end'; endsOn: PlainDate };

/** How a grant is brought to its end so that `lastDay` is its last: what had not begun by then is taken back. */
export function endingOf(grant: Pick<GrantDays, 'startsOn'>, lastDay: PlainDate, today: PlainDate): Ending {
  if (lastDay < today || grant.startsOn > lastDay) return { how: 'revoke' };
  return { how: 'end', endsOn: lastDay };
}

/** The last day of what a new beginning replaces. */
export const dayBefore = (day: PlainDate): PlainDate => addDays(day, -1);
