/** The schemas by their names in RFC 7643 and 7644. */
export const urns = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
  config: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
  resourceType: 'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
  schema: 'urn:ietf:params:scim:schemas:core:2.0:Schema',
} as const;

export type Attribute = {
  name: string;
  type: 'string' | 'boolean' | 'complex';
  description: string;
  /** Several values of one form. */
  isList?: true;
  isRequired?: true;
  /** Has a value always, so that it cannot be taken away. */
  isKept?: true;
  mutability?: 'readOnly' | 'immutable';
  isExact?: true;
  isUnique?: true;
  parts?: readonly Attribute[];
};

const value = (description: string): Attribute => ({
  name: 'value',
  type: 'string',
  isRequired: true,
  isExact: true,
  description,
});
const display: Attribute = {
  name: 'display',
  type: 'string',
  mutability: 'readOnly',
  description: 'The same in words for people',
};
/** Directories label a role with where it comes from; the register says nothing there. */
const label: Attribute = { name: 'type', type: 'string', mutability: 'readOnly', description: 'Not kept' };
const primary: Attribute = { name: 'primary', type: 'boolean', description: 'True: there is one' };

/** What of RFC 7643's User the register keeps, once: patches, filters and the schemas that are told follow from it. */
export const userAttributes: readonly Attribute[] = [
  {
    name: 'userName',
    type: 'string',
    isRequired: true,
    isKept: true,
    isUnique: true,
    description: 'What the person signs in with: letters, digits and . @ _ + -; kept in small letters',
  },
  {
    name: 'name',
    type: 'complex',
    description: 'The parts of the name',
    parts: [
      {
        name: 'formatted',
        type: 'string',
        description: 'The whole name; the register keeps one, and takes displayName where both are sent',
      },
      { name: 'familyName', type: 'string', description: 'The family name' },
      { name: 'givenName', type: 'string', description: 'The given name' },
    ],
  },
  { name: 'displayName', type: 'string', description: 'The name as it is shown' },
  {
    name: 'emails',
    type: 'complex',
    isList: true,
    description: 'The address at work; one',
    parts: [
      { name: 'value', type: 'string', isRequired: true, description: 'The address' },
      { name: 'type', type: 'string', description: 'work' },
      primary,
    ],
  },
  { name: 'preferredLanguage', type: 'string', isKept: true, description: 'en or fr' },
  {
    name: 'active',
    type: 'boolean',
    isKept: true,
    description: 'False: sessions end at once, and what the person holds gives nothing until it is true again',
  },
  {
    name: 'roles',
    type: 'complex',
    isList: true,
    description: 'The base role at the organisation; one',
    parts: [value('The role’s name'), display, label, primary],
  },
  {
    name: 'entitlements',
    type: 'complex',
    isList: true,
    description: 'Additional permissions at the organisation',
    parts: [value('The permission’s name'), display, label, primary],
  },
];

/** Stands in every resource, and so in no schema of one (RFC 7643, 3.1). */
const externalId: Attribute = {
  name: 'externalId',
  type: 'string',
  isExact: true,
  description: 'The directory’s own id of the person',
};

export const enterpriseAttributes: readonly Attribute[] = [
  {
    name: 'organization',
    type: 'string',
    isKept: true,
    isExact: true,
    description:
      'The code of the school or authority to which the person belongs and where roles and entitlements hold; a change moves them',
  },
];

const readOnly = (name: string): Attribute => ({ name, type: 'string', mutability: 'readOnly', description: name });

/** Everything that a path may name, the extension as one attribute with parts. */
export const pathAttributes: readonly Attribute[] = [
  ...userAttributes,
  externalId,
  { name: urns.enterprise, type: 'complex', description: 'The extension', parts: enterpriseAttributes },
  ...['id', 'meta', 'schemas', 'groups'].map(readOnly),
];

/** Directories send these without being asked to; on the whole of a person they are passed over, and the answer shows what is kept. */
export const passedOver: readonly string[] = ['password', 'locale'];

/** What a list may be filtered by. */
export const filterAttributes: readonly Attribute[] = [...userAttributes, externalId].filter(({ name }) =>
  ['userName', 'externalId', 'active'].includes(name),
);

/** By name, whatever its letters’ size (RFC 7643, 2.1). */
export function findAttribute(attributes: readonly Attribute[], name: string): Attribute | null {
  return attributes.find((it) => it.name.toLowerCase() === name.toLowerCase()) ?? null;
}
