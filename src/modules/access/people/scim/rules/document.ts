import { type Attribute, findAttribute, passedOver, pathAttributes, urns } from './attributes.ts';
import type { Document } from './patch.ts';

/** What the register knows of a user, in its own words. */
export type UserFacts = {
  userName: string;
  externalId: string | null;
  name: string;
  givenName: string | null;
  familyName: string | null;
  email: string | null;
  language: 'en' | 'fr';
  isActive: boolean;
  organisation: string;
  /** The base role at the organisation. */
  role: string | null;
  /** Additional permissions there. */
  added: readonly string[];
};

/** The facts in SCIM's words; what there is none of is left out. */
export function toDocument(facts: UserFacts) {
  const { givenName, familyName, email, role } = facts;
  return {
    userName: facts.userName,
    ...(facts.externalId === null ? {} : { externalId: facts.externalId }),
    name: {
      formatted: facts.name,
      ...(familyName === null ? {} : { familyName }),
      ...(givenName === null ? {} : { givenName }),
    },
    displayName: facts.name,
    emails: email === null ? [] : [{ value: email, type: 'work' as const, primary: true }],
    preferredLanguage: facts.language,
    active: facts.isActive,
    roles: role === null ? [] : [{ value: role, primary: true }],
    entitlements: facts.added.map((value) => ({ value })),
    [urns.enterprise]: { organization: facts.organisation },
  };
}

/** The same as a patch finds it: `name.formatted` follows from displayName, and stands there only when the patch states it. */
export function toPatchable(facts: UserFacts): Document {
  const document = toDocument(facts);
  const { formatted: _derived, ...name } = document.name;
  return { schemas: [urns.user, urns.enterprise], ...document, name };
}

/** What a caller's document says, once the contract has let it in; null and left out are told apart where that matters. */
export type Stated = {
  userName: string;
  externalId?: string | null | undefined;
  name?: { formatted?: Text; familyName?: Text; givenName?: Text } | null | undefined;
  displayName?: Text;
  emails?: readonly { value: string }[] | null | undefined;
  preferredLanguage?: 'en' | 'fr' | null | undefined;
  active?: boolean | null | undefined;
  roles?: readonly { value: string }[] | null | undefined;
  entitlements?: readonly { value: string }[] | null | undefined;
  [urns.enterprise]?: { organization?: string | null | undefined } | null | undefined;
};
type Text = string | null | undefined;

/**
 * The facts as they should be. A document states the person whole: a name, an address or a part of them that is left out is taken away
 * (RFC 7644, 3.5.1). What gives access or a place stays unless it is said: a directory that sends no roles takes none.
 */
export function readStated(stated: Stated, current: UserFacts, isPatch: boolean): UserFacts {
  const { roles, entitlements } = stated;
  return {
    userName: stated.userName,
    externalId: stated.externalId === undefined ? current.externalId : stated.externalId,
    name: isPatch ? patchedName(stated, current) : nameOf(stated),
    givenName: stated.name?.givenName ?? null,
    familyName: stated.name?.familyName ?? null,
    email: stated.emails?.[0]?.value ?? null,
    language: stated.preferredLanguage ?? current.language,
    isActive: stated.active ?? current.isActive,
    organisation: stated[urns.enterprise]?.organization ?? current.organisation,
    role: roles === undefined ? current.role : (roles?.[0]?.value ?? null),
    added: entitlements === undefined ? current.added : [...new Set((entitlements ?? []).map(({ value }) => value))],
  };
}

/** The register keeps one name: as it is shown, else whole, else put together, else what the person signs in with. */
function nameOf(stated: Stated): string {
  return stated.displayName ?? stated.name?.formatted ?? (joined(stated.name) || stated.userName);
}

/** What the patch touched decides. Where its parts alone changed, a name that was put together of them is put together again. */
function patchedName(stated: Stated, current: UserFacts): string {
  const { displayName, name } = stated;
  if (displayName && displayName !== current.name) return displayName;
  if (name?.formatted) return name.formatted;
  const isPutTogether = current.name === joined(current);
  if (displayName && !isPutTogether) return displayName;
  return joined(name) || displayName || stated.userName;
}

function joined(name: { givenName?: Text; familyName?: Text } | null | undefined): string {
  return [name?.givenName, name?.familyName].filter((part) => part).join(' ');
}

/**
 * A caller's document with the names of attributes as they are written here, whatever the size of their letters (RFC 7643, 2.1), and
 * without what callers may send and the register decides (RFC 7644, 3.5.1: read-only values are ignored). The contract refuses the rest by name.
 */
export function toCanonical(document: unknown): unknown {
  return canonical(document, pathAttributes, passedOver);
}

function canonical(value: unknown, attributes: readonly Attribute[], left: readonly string[] = []): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const seen = new Set<string>();
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const attribute = findAttribute(attributes, key);
    if (left.some((name) => name.toLowerCase() === key.toLowerCase())) return [];
    if (!attribute) return [[key, inner]];
    const { name, mutability, isList, parts } = attribute;
    const isTwice = key !== name && (Object.hasOwn(value, name) || seen.has(name));
    if (isTwice) return [[key, inner]];
    seen.add(name);
    if (mutability === 'readOnly' && name !== 'schemas') return [];
    if (!parts) return [[name, inner]];
    return [[name, isList && Array.isArray(inner) ? inner.map((it) => canonical(it, parts)) : canonical(inner, parts)]];
  });
  return Object.fromEntries(entries);
}
