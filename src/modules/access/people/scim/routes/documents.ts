import { z } from 'zod';
import { type AnyRoute, route } from '#platform/http/route.ts';
import {
  DocumentQuery,
  ScimProvider,
  ScimResourceType,
  ScimResourceTypes,
  ScimSchema,
  ScimSchemas,
} from '../contract.ts';
import { errors } from '../errors.ts';
import { scimForm } from '../form.ts';
import { baseOf } from '../present.ts';
import { describeProvider, describeResourceTypes, describeSchemas, listOf, scimRoot } from '../rules/documents.ts';

const about = { tag: 'SCIM', form: scimForm, method: 'GET' } as const;
const guarded = { ...about, permission: 'scim.provision', query: DocumentQuery } as const;

function refuseFilter({ filter }: z.infer<typeof DocumentQuery>): void {
  if (filter !== undefined) throw errors.not_filtered();
}

function find<Item extends { id: string }>(items: readonly Item[], id: string): Item {
  const found = items.find((it) => it.id === id);
  if (!found) throw errors.not_found();
  return found;
}

const providerRoute = route({
  ...about,
  path: `${scimRoot}/ServiceProviderConfig`,
  operationId: 'getScimProvider',
  summary: 'What of SCIM 2.0 the register answers; public, as RFC 7643, 5 recommends',
  permission: 'public',
  answers: { 200: ScimProvider },
  errors: [],
  handle: ({ context }) => describeProvider(baseOf(context)),
});

const resourceTypesRoute = route({
  ...guarded,
  path: `${scimRoot}/ResourceTypes`,
  operationId: 'listScimResourceTypes',
  summary: 'The kinds of resources: users',
  answers: { 200: ScimResourceTypes },
  errors: [errors.not_filtered],
  handle: ({ query, context }) => {
    refuseFilter(query);
    return listOf(describeResourceTypes(baseOf(context)));
  },
});

const resourceTypeRoute = route({
  ...guarded,
  path: `${scimRoot}/ResourceTypes/:resourceType`,
  operationId: 'getScimResourceType',
  summary: 'One kind of resources',
  params: z.strictObject({ resourceType: z.string() }),
  answers: { 200: ScimResourceType },
  errors: [errors.not_found, errors.not_filtered],
  handle: ({ params, query, context }) => {
    refuseFilter(query);
    return find(describeResourceTypes(baseOf(context)), params.resourceType);
  },
});

const schemasRoute = route({
  ...guarded,
  path: `${scimRoot}/Schemas`,
  operationId: 'listScimSchemas',
  summary: 'The attributes of users that the register keeps',
  answers: { 200: ScimSchemas },
  errors: [errors.not_filtered],
  handle: ({ query, context }) => {
    refuseFilter(query);
    return listOf(describeSchemas(baseOf(context)));
  },
});

const schemaRoute = route({
  ...guarded,
  path: `${scimRoot}/Schemas/:schemaUrn`,
  operationId: 'getScimSchema',
  summary: 'The attributes of one schema',
  params: z.strictObject({ schemaUrn: z.string() }),
  answers: { 200: ScimSchema },
  errors: [errors.not_found, errors.not_filtered],
  handle: ({ params, query, context }) => {
    refuseFilter(query);
    return find(describeSchemas(baseOf(context)), params.schemaUrn);
  },
});

export const scimDocumentRoutes: readonly AnyRoute[] = [
  providerRoute,
  resourceTypesRoute,
  resourceTypeRoute,
  schemasRoute,
  schemaRoute,
];
