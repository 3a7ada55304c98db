import { z } from 'zod';
import { OrganisationCode } from '#kernel/ids.ts';
import { asOne, type Words } from '#kernel/words.ts';
import { plain, UserName } from '../contract.ts';
import { urns } from './rules/attributes.ts';
import { toCanonical } from './rules/document.ts';
import { countMax } from './rules/documents.ts';

// Names here are RFC 7643's and 7644's, not ours.
const meta = z.strictObject({ resourceType: z.string(), location: z.string() });
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    schemas: z.tuple([z.literal(urns.list)]),
    totalResults: z.int(),
    startIndex: z.int(),
    itemsPerPage: z.int(),
    Resources: z.array(item),
  });

export const ScimError = z
  .strictObject({
    schemas: z.tuple([z.literal(urns.error)]),
    status: z.string().describe('The HTTP status'),
    scimType: z
      .enum([
        'invalidFilter',
        'invalidPath',
        'invalidSyntax',
        'invalidValue',
        'mutability',
        'noTarget',
        'tooMany',
        'uniqueness',
      ])
      .optional(),
    detail: z.string().describe('What is wrong, in words for people; French where Accept-Language asks for it'),
    code: z.string().describe('The refusal’s own name; beyond the standard'),
    requestId: z.string().describe('To be quoted when asking for help; beyond the standard'),
  })
  .meta({ id: 'ScimError', description: 'A refusal as RFC 7644, 3.12 has it' });
export type ScimError = z.infer<typeof ScimError>;

const supported = z.strictObject({ supported: z.boolean() });
export const ScimProvider = z
  .strictObject({
    schemas: z.tuple([z.literal(urns.config)]),
    patch: supported,
    bulk: supported.extend({ maxOperations: z.int(), maxPayloadSize: z.int() }),
    filter: supported.extend({ maxResults: z.int() }),
    changePassword: supported,
    sort: supported,
    etag: supported,
    authenticationSchemes: z.array(
      z.strictObject({
        type: z.string(),
        name: z.string(),
        description: z.string(),
        specUri: z.string(),
        primary: z.boolean(),
      }),
    ),
    meta,
  })
  .meta({ id: 'ScimProvider', description: 'What of SCIM the register answers (RFC 7643, 5)' });

export const ScimResourceType = z
  .strictObject({
    schemas: z.tuple([z.literal(urns.resourceType)]),
    id: z.string(),
    name: z.string(),
    endpoint: z.string(),
    description: z.string(),
    schema: z.string(),
    schemaExtensions: z.array(z.strictObject({ schema: z.string(), required: z.boolean() })),
    meta,
  })
  .meta({ id: 'ScimResourceType' });

const attributeFields = {
  name: z.string(),
  type: z.enum(['string', 'boolean', 'complex']),
  multiValued: z.boolean(),
  description: z.string(),
  required: z.boolean(),
  caseExact: z.boolean(),
  mutability: z.enum(['readWrite', 'readOnly']),
  returned: z.literal('default'),
  uniqueness: z.enum(['none', 'server']),
};
export const ScimSchema = z
  .strictObject({
    schemas: z.tuple([z.literal(urns.schema)]),
    id: z.string(),
    name: z.string(),
    description: z.string(),
    attributes: z.array(
      z.strictObject({ ...attributeFields, subAttributes: z.array(z.strictObject(attributeFields)).optional() }),
    ),
    meta,
  })
  .meta({ id: 'ScimSchema', description: 'The attributes that the register keeps (RFC 7643, 7)' });
export type ScimSchema = z.infer<typeof ScimSchema>;

export const ScimResourceTypes = listOf(ScimResourceType).meta({ id: 'ScimResourceTypes' });
export const ScimSchemas = listOf(ScimSchema).meta({ id: 'ScimSchemas' });

/** The documents about the register itself are not filtered (RFC 7644, 4): asked to, the answer is 403. */
export const DocumentQuery = z.strictObject({ filter: z.string().optional() });

const several = (max: number, { en, fr }: Words) => ({
  error: asOne({ en: `at most ${max} ${en}`, fr: `au plus ${max} ${fr}` }),
});

const name = z.strictObject({
  formatted: plain(200).nullish(),
  familyName: plain(100).nullish(),
  givenName: plain(100).nullish(),
});
const email = z.strictObject({
  value: z.email().max(254),
  type: z.literal('work').optional(),
  primary: z.boolean().optional(),
});
const granted = z.strictObject({ value: plain(100), primary: z.boolean().optional() });

/** A user as a directory states one. What RFC 7644 has ignored (id, meta, groups) is; the rest that is not known is refused by name. */
export const ScimUserInput = z
  .preprocess(
    toCanonical,
    z.strictObject({
      schemas: z.array(z.enum([urns.user, urns.enterprise])).min(1),
      userName: UserName,
      externalId: plain(200).nullish(),
      name: name.nullish(),
      displayName: plain(200).nullish(),
      emails: z
        .array(email)
        .max(1, several(1, { en: 'address', fr: 'adresse' }))
        .nullish(),
      preferredLanguage: z
        .string()
        .regex(/^(en|fr)([-_][A-Za-z0-9]{1,8})*$/i, asOne({ en: 'en or fr', fr: 'en ou fr' }))
        .transform((text) => text.slice(0, 2).toLowerCase() as 'en' | 'fr') // the pattern lets no other in
        .nullish(),
      active: z.boolean().nullish(),
      roles: z
        .array(granted)
        .max(1, several(1, { en: 'base role', fr: 'rôle de base' }))
        .nullish()
        .describe('Left out: stays as it is'),
      entitlements: z
        .array(granted)
        .max(30, several(30, { en: 'permissions', fr: 'permissions' }))
        .nullish()
        .describe('Left out: stay as they are'),
      [urns.enterprise]: z.strictObject({ organization: OrganisationCode.nullish() }).nullish(),
    }),
  )
  .meta({ id: 'ScimUserInput', description: 'A user as a directory states one (RFC 7643, 4.1)' });

export const ScimPatch = z
  .strictObject({
    schemas: z.tuple([z.literal(urns.patch)]),
    Operations: z
      .array(
        z.strictObject({
          op: z
            .string()
            .regex(/^(add|replace|remove)$/i, asOne({ en: 'add, replace or remove', fr: 'add, replace ou remove' })),
          path: z.string().optional(),
          value: z.unknown().optional(),
        }),
      )
      .min(1),
  })
  .meta({ id: 'ScimPatch', description: 'Changes of a user, one after the other (RFC 7644, 3.5.2)' });

const words = { value: z.string(), display: z.string().optional(), primary: z.boolean().optional() };
export const ScimUser = z
  .strictObject({
    schemas: z.array(z.string()),
    id: z.string(),
    externalId: z.string().optional().describe('What the caller’s own directory calls the person'),
    meta: z
      .strictObject({
        resourceType: z.literal('User').optional(),
        created: z.iso.datetime().optional(),
        lastModified: z.iso.datetime().optional(),
        location: z.string().optional(),
        version: z.string().optional().describe('The same as the header ETag; for If-Match'),
      })
      .optional(),
    userName: z.string().optional(),
    name: z
      .strictObject({
        formatted: z.string().optional(),
        familyName: z.string().optional(),
        givenName: z.string().optional(),
      })
      .optional(),
    displayName: z.string().optional(),
    emails: z
      .array(
        z.strictObject({
          value: z.string().optional(),
          type: z.literal('work').optional(),
          primary: z.boolean().optional(),
        }),
      )
      .optional(),
    preferredLanguage: z.enum(['en', 'fr']).optional(),
    active: z.boolean().optional(),
    roles: z.array(z.strictObject(words).partial()).optional(),
    entitlements: z.array(z.strictObject(words).partial()).optional(),
    [urns.enterprise]: z.strictObject({ organization: z.string().optional() }).optional(),
  })
  .meta({ id: 'ScimUser', description: 'Somebody who works with the register, as SCIM shows them' });
export type ScimUser = z.infer<typeof ScimUser>;

export const ScimUsers = listOf(ScimUser).meta({ id: 'ScimUsers' });

const count = () => z.coerce.number().int().min(-1_000_000_000).max(1_000_000_000);
const selection = {
  attributes: z.string().optional().describe('Only these, with commas between them'),
  excludedAttributes: z.string().optional().describe('All but these'),
};
export const ScimUserQuery = z.strictObject(selection);
export const ScimUsersQuery = z.strictObject({
  ...selection,
  filter: z.string().optional().describe('userName, externalId or active, eq a value; joined by and'),
  startIndex: count()
    .default(1)
    .transform((index) => Math.max(1, index))
    .describe('The first is 1'),
  count: count()
    .default(100)
    .transform((number) => Math.min(countMax, Math.max(0, number)))
    .describe(`At most ${countMax}; 0 for the total alone`),
});
