import { permissionsOf } from '../../rules/permissions.ts';
import { isRoleName, type RoleName, supportWork } from '../../rules/roles.ts';

/** Something that holds today: a base role, an additional permission, or support access that an organisation opened. */
export type Held = {
  organisation: string;
  organisationKind: string;
  kind: 'role' | 'permission' | 'support';
  /** The role, the permission, or the scope of support. */
  name: string;
  grantId: string;
  lastUsedOn: string | null;
};

/** For whom somebody acts, and what they may do there. */
export type Standing = {
  organisation: string;
  role: RoleName;
  permissions: readonly string[];
  /** The grant of the role or the support access; null for somebody without any. */
  base: Held | null;
  /** Additional permissions with the grant that gives each. */
  added: ReadonlyMap<string, Held>;
};

/** Every organisation that somebody may act for today, their own first. */
export function listStandings(held: readonly Held[], home: string): Standing[] {
  const bases = held.filter(({ kind }) => kind !== 'permission').sort((a, b) => compare(a, b, home));
  const seen = new Set<string>();
  return bases.flatMap((base) => {
    if (seen.has(base.organisation)) return [];
    seen.add(base.organisation);
    const standing = standingOn(base, held);
    return standing ? [standing] : [];
  });
}

/** The standing at the chosen organisation; at their own or the first where that gives nothing (any more); without any, one that may nothing. */
export function chooseStanding(held: readonly Held[], home: string, chosen: string | null): Standing {
  const all = listStandings(held, home);
  const found = all.find(({ organisation }) => organisation === chosen) ?? all[0];
  return found ?? { organisation: home, role: 'none', permissions: [], base: null, added: new Map() };
}

function standingOn(base: Held, held: readonly Held[]): Standing | null {
  const { organisation } = base;
  if (base.kind === 'support') return supportStanding(base);
  // A role that this program does not know gives nothing: a newer program wrote it.
  if (!isRoleName(base.name)) return null;
  const beside = held.filter((it) => it.kind === 'permission' && it.organisation === organisation);
  const permissions = permissionsOf(
    base.name,
    beside.map(({ name }) => name),
  );
  const added = new Map(beside.filter(({ name }) => isIn(permissions, name)).map((it) => [it.name, it]));
  return { organisation, role: base.name, permissions, base, added };
}

function supportStanding(base: Held): Standing {
  const role: RoleName = base.organisationKind === 'authority' ? 'support_authority' : 'support_school';
  const permissions = [...permissionsOf(role, []), ...(base.name === 'write' ? supportWork : [])];
  return { organisation: base.organisation, role, permissions, base, added: new Map() };
}

const isIn = (list: readonly string[], name: string) => list.includes(name);

function compare(a: Held, b: Held, home: string): number {
  if (a.organisation === b.organisation) return 0;
  if (a.organisation === home) return -1;
  if (b.organisation === home) return 1;
  return a.organisation < b.organisation ? -1 : 1;
}
