import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { OrganisationCode } from '#kernel/ids.ts';
import { WordsShape } from '#kernel/shapes.ts';
import { asOne } from '#kernel/words.ts';
import { normaliseNetwork } from './rules/networks.ts';
import { scopeNames } from './rules/scopes.ts';

const Instant = z.iso.datetime();
const Text = z.string().trim().min(1);

export const ClientId = z.uuid().meta({
  id: 'ClientId',
  description: 'A machine client; issuer and subject of its assertions',
  examples: ['0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e'],
});

export const ScopeName = z
  .enum(scopeNames as [string, ...string[]])
  .meta({ id: 'ScopeName', description: 'What a machine client may do' });

const Network = z
  .string()
  .max(50)
  .transform((text, context) => {
    const network = normaliseNetwork(text);
    if (network !== null) return network;
    context.addIssue({
      code: 'custom',
      message: asOne({
        en: 'A network looks like 203.0.113.0/24 or 2001:db8::/32',
        fr: 'Un réseau s’écrit comme 203.0.113.0/24 ou 2001:db8::/32',
      }),
      input: text,
    });
    return z.NEVER;
  })
  .meta({
    id: 'Network',
    description: 'A network, IPv4 or IPv6, with its prefix length; a lone address is a network of one',
  });

const PublicKeyText = z.string().min(1).max(16_000).meta({
  id: 'PublicKeyText',
  description: 'A public key as PEM (also a certificate) or as a JWK; never a private one',
});

const settings = {
  name: Text.max(100),
  software: Text.max(200),
  contactEmail: z.email().max(200),
  represents: z.array(OrganisationCode).min(1).max(500),
  scopes: z.array(ScopeName).min(1).max(20),
  networks: z.array(Network).max(50),
  isDpopRequired: z.boolean(),
  validUntil: PlainDate,
};

export const RegisterClient = z
  .strictObject({
    ...settings,
    organisation: OrganisationCode.optional(),
    networks: settings.networks.default([]),
    isDpopRequired: settings.isDpopRequired.default(false),
    publicKey: PublicKeyText,
  })
  .meta({
    id: 'RegisterClient',
    description:
      'A machine client to register. `organisation` answers for it: the account’s own, unless another within reach is said',
  });
export type RegisterClient = z.output<typeof RegisterClient>;

export const ChangeClient = z
  .strictObject(settings)
  .partial()
  .meta({ id: 'ChangeClient', description: 'What is to change of a machine client; what is left out stays' });
export type ChangeClient = z.output<typeof ChangeClient>;

export const AddKey = z
  .strictObject({ publicKey: PublicKeyText, validUntil: PlainDate.optional(), endOthers: z.boolean().default(false) })
  .meta({
    id: 'AddClientKey',
    description:
      'A further public key. The others go on holding, or, with `endOthers`, for the days of overlap that the jurisdiction sets',
  });
export type AddKey = z.output<typeof AddKey>;

export const DisableClient = z
  .strictObject({ reason: Text.max(500) })
  .meta({ id: 'DisableClient', description: 'Why a machine client is disabled' });

export const ClientState = z
  .enum(['in_force', 'ended', 'disabled', 'without_key'])
  .meta({ id: 'ClientState', description: 'Whether a machine client may call' });
export type ClientState = z.infer<typeof ClientState>;

const brief = {
  clientId: ClientId,
  name: z.string(),
  software: z.string(),
  organisation: OrganisationCode,
  organisationName: z.string(),
  represents: z.array(OrganisationCode),
  scopes: z.array(ScopeName),
  state: ClientState,
  validUntil: Instant,
};
export const ClientBrief = z
  .strictObject({ ...brief, keysUntil: Instant.nullable(), lastCallAt: Instant.nullable() })
  .meta({ id: 'ClientBrief', description: 'A machine client in a list' });
export type ClientBrief = z.infer<typeof ClientBrief>;
export const Clients = z.strictObject({ items: z.array(ClientBrief) }).meta({ id: 'Clients' });

export const ClientKey = z
  .strictObject({
    keyId: z.string(),
    algorithm: z.enum(['ES256', 'RS256', 'EdDSA']),
    state: z.enum(['in_force', 'not_yet', 'ended']),
    validFrom: Instant,
    validUntil: Instant,
    addedAt: Instant,
    addedBy: z.string(),
  })
  .meta({ id: 'ClientKey', description: 'A public key of a machine client' });
export type ClientKey = z.infer<typeof ClientKey>;

export const Client = z
  .strictObject({
    ...brief,
    organisationNames: z.array(z.strictObject({ code: OrganisationCode, name: z.string() })),
    networks: z.array(z.string()),
    contactEmail: z.string(),
    isDpopRequired: z.boolean(),
    validFrom: Instant,
    createdAt: Instant,
    createdBy: z.string(),
    disabled: z
      .strictObject({ at: Instant, by: z.string(), organisation: OrganisationCode, reason: z.string() })
      .nullable(),
    mayEnable: z.boolean(),
    keys: z.array(ClientKey),
    addresses: z
      .strictObject({ issuer: z.string(), token: z.string(), api: z.string() })
      .nullable()
      .meta({ description: 'Where it gets tokens and calls; null where this program serves no machines' }),
    version: z.int(),
  })
  .meta({ id: 'Client', description: 'A machine client with its keys' });
export type Client = z.infer<typeof Client>;

export const ClientCalls = z
  .strictObject({
    items: z.array(
      z.strictObject({
        at: Instant,
        requestId: z.string(),
        operation: z.string(),
        organisation: z.string().nullable(),
        address: z.string(),
        status: z.int(),
        rows: z.int().nullable(),
        people: z.int().nullable(),
        milliseconds: z.number(),
        refusal: z.strictObject({ code: z.string(), words: WordsShape.nullable() }).nullable(),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'ClientCalls', description: 'The last calls of a machine client, the latest first' });
export type ClientCalls = z.infer<typeof ClientCalls>;

export const ClientScopes = z
  .strictObject({
    items: z.array(
      z.strictObject({ scope: ScopeName, words: WordsShape, permissions: z.array(z.string()), mayGive: z.boolean() }),
    ),
    monthsMax: z.int(),
    keyMonthsMax: z.int(),
    overlapDays: z.int(),
  })
  .meta({ id: 'ClientScopes', description: 'The scopes there are, and which of them the caller may give' });
export type ClientScopes = z.infer<typeof ClientScopes>;

export const ClientParams = z.strictObject({ clientId: ClientId });
export const ClientKeyParams = z.strictObject({ clientId: ClientId, keyId: z.string().max(100) });
export const ClientsQuery = z.strictObject({ organisation: OrganisationCode.optional() });
export const CallsQuery = z.strictObject({
  refused: z.enum(['true', 'false']).default('false'),
  before: Instant.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
