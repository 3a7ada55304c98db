import { type Attribute, enterpriseAttributes, urns, userAttributes } from './attributes.ts';

/** Where SCIM lives below the register's address. */
export const scimRoot = '/v1/scim/v2';
/** Users in one answer, at most. */
export const countMax = 200;

const resourceMeta = (resourceType: string, location: string) => ({ resourceType, location });

/** What of SCIM the register answers. `base` is the address of SCIM, as far as it is known. */
export function describeProvider(base: string) {
  return {
    schemas: [urns.config],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: countMax },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Machine client',
        description: 'An access token of OAuth 2 client credentials with private_key_jwt, with the scope scim',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: resourceMeta('ServiceProviderConfig', `${base}/ServiceProviderConfig`),
  };
}

export function describeResourceTypes(base: string) {
  return [
    {
      schemas: [urns.resourceType],
      id: 'User',
      name: 'User',
      endpoint: '/Users',
      description: 'Somebody who works with the register',
      schema: urns.user,
      schemaExtensions: [{ schema: urns.enterprise, required: false }],
      meta: resourceMeta('ResourceType', `${base}/ResourceTypes/User`),
    },
  ];
}

export function describeSchemas(base: string) {
  const describe = (id: string, name: string, description: string, attributes: readonly Attribute[]) => ({
    schemas: [urns.schema],
    id,
    name,
    description,
    attributes: attributes.map(toSchema),
    meta: resourceMeta('Schema', `${base}/Schemas/${id}`),
  });
  return [
    describe(urns.user, 'User', 'Somebody who works with the register', userAttributes),
    describe(urns.enterprise, 'EnterpriseUser', 'Where the person belongs', enterpriseAttributes),
  ];
}

function toSchema({ parts, ...attribute }: Attribute) {
  return { ...characteristicsOf(attribute), ...(parts ? { subAttributes: parts.map(characteristicsOf) } : {}) };
}

function characteristicsOf(attribute: Omit<Attribute, 'parts'>) {
  const { name, type, description } = attribute;
  return {
    name,
    type,
    multiValued: attribute.isList ?? false,
    description,
    required: attribute.isRequired ?? false,
    caseExact: attribute.isExact ?? false,
    mutability: attribute.mutability ?? 'readWrite',
    returned: 'default',
    uniqueness: attribute.isUnique ? 'server' : 'none',
  };
}

/** A whole list as SCIM wraps one. */
export function listOf<Item>(items: readonly Item[]) {
  return {
    schemas: [urns.list],
    totalResults: items.length,
    startIndex: 1,
    itemsPerPage: items.length,
    Resources: items,
  };
}
