import { z } from 'zod';
import { urns } from './rules/attributes.ts';

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
