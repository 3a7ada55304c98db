export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'tooMany'
  | 'uniqueness';

/** The refusals that have a name in RFC 7644, table 9; each other one of a value is `invalidValue`. */
const named: Readonly<Record<string, ScimType>> = {
  'people.user_name_taken': 'uniqueness',
  'scim.external_id_taken': 'uniqueness',
  'scim.invalid_filter': 'invalidFilter',
  'scim.invalid_path': 'invalidPath',
  'scim.mutability': 'mutability',
  'scim.no_target': 'noTarget',
  'scim.too_many': 'tooMany',
};

/** SCIM knows no 422: what cannot be is a bad request (RFC 7644, 3.12). */
export const statusOf = (status: number): number => (status === 422 ? 400 : status);

export type Refused = { code: string; status: number; fields: readonly { code: string; pointer: string }[] };

/** What SCIM calls a refusal; null where it has no name for it. */
export function scimTypeOf({ code, status, fields }: Refused): ScimType | null {
  const own = named[code];
  if (own) return own;
  if (status !== 400) return null;
  return fields.some(isSyntax) ? 'invalidSyntax' : 'invalidValue';
}

/** What is wrong with the message itself and not with a value in it. */
function isSyntax({ code, pointer }: { code: string; pointer: string }): boolean {
  return code === 'not_json' || pointer === '/body' || /^\/body\/(schemas|Operations)(\/\d+)?(\/op)?$/.test(pointer);
}
