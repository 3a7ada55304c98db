import { type Attribute, findAttribute, pathAttributes, urns } from './attributes.ts';
import { type Condition, readFilter } from './filter.ts';

/** What an operation of a patch is about: an attribute, some of its values, a part of it. */
export type Target = { attribute: Attribute; conditions: readonly Condition[] | null; part: Attribute | null };
export type PathRefusal = { because: 'invalid_path' | 'invalid_filter'; at: string };

const form = /^([A-Za-z]\w*)(?:\[([^\]]*)\])?(?:\.([A-Za-z]\w*))?$/;

/** `name.familyName`, `emails[type eq "work"].value`, `urn:…:enterprise:2.0:User:organization`: null part = the whole. */
export function readPath(path: string): Target | PathRefusal {
  const lower = path.toLowerCase();
  const [user, enterprise] = [`${urns.user}:`, `${urns.enterprise}:`].map((urn) => urn.toLowerCase());
  if (`${lower}:` === enterprise) return targetOf(path, { name: urns.enterprise });
  if (enterprise && lower.startsWith(enterprise))
    return targetOf(path, { name: urns.enterprise, part: path.slice(enterprise.length) });
  const rest = user && lower.startsWith(user) ? path.slice(user.length) : path;
  const [, name, filter, part] = form.exec(rest) ?? [];
  return name === undefined ? { because: 'invalid_path', at: path } : targetOf(path, { name, filter, part });
}

type Named = { name: string; filter?: string | undefined; part?: string | undefined };

function targetOf(path: string, named: Named): Target | PathRefusal {
  const wrong = { because: 'invalid_path' as const, at: path };
  const attribute = findAttribute(pathAttributes, named.name);
  if (!attribute) return wrong;
  const part = named.part === undefined ? null : findAttribute(attribute.parts ?? [], named.part);
  if (named.part !== undefined && !part) return wrong;
  if (named.filter === undefined) return { attribute, conditions: null, part };
  if (!attribute.isList) return wrong;
  const read = readFilter(named.filter, attribute.parts ?? []);
  if ('wrongAt' in read) return { because: 'invalid_filter', at: read.wrongAt || path };
  return { attribute, conditions: read.conditions, part };
}
