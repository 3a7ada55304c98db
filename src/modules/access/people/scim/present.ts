import type { Language } from '#kernel/words.ts';
import type { RouteContext } from '#platform/http/route.ts';
import { permissionWords } from '../../rules/permissions.ts';
import { isRoleName, roles } from '../../rules/roles.ts';
import { originOf } from '../../sign-in/request.ts';
import { isPermission } from '../rules/grants.ts';
import type { ScimUser } from './contract.ts';
import { urns } from './rules/attributes.ts';
import { toDocument } from './rules/document.ts';
import { scimRoot } from './rules/documents.ts';
import { type Selection, select } from './rules/selection.ts';
import type { UserView } from './service/users.ts';

/** The address of SCIM as the caller reaches it; without the part that nobody can vouch for where it is not configured. */
export const baseOf = (context: RouteContext) => `${originOf(context)?.origin ?? ''}${scimRoot}`;

/** A user in SCIM's words, or the part that the caller wants to read. */
export function presentUser(context: RouteContext, view: UserView, selection: Selection = {}): ScimUser {
  const { person, facts, version, changedAt } = view;
  const document = toDocument(facts);
  const whole = {
    schemas: [urns.user, urns.enterprise],
    id: person.accountId,
    ...document,
    roles: document.roles.map((it) => ({ ...it, display: roleWords(it.value, context.language) })),
    entitlements: document.entitlements.map((it) => ({ ...it, display: additionWords(it.value, context.language) })),
    meta: {
      resourceType: 'User',
      created: person.createdAt.toISOString(),
      lastModified: changedAt.toISOString(),
      location: locationOf(context, person.accountId),
      version: `"${version}"`,
    },
  };
  return select(whole, selection) as ScimUser; // the route's contract judges it before it leaves
}

export const locationOf = (context: RouteContext, accountId: string) => `${baseOf(context)}/Users/${accountId}`;

const roleWords = (name: string, language: Language) => (isRoleName(name) ? roles[name].words[language] : name);
const additionWords = (name: string, language: Language) =>
  isPermission(name) ? permissionWords[name][language] : name;
