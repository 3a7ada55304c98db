import { sql } from 'kysely';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';

/** A machine client as it stands in the register. */
export type Client = {
  clientId: string;
  name: string;
  software: string;
  organisation: OrganisationCode;
  represents: OrganisationCode[];
  scopes: string[];
  networks: string[];
  contactEmail: string;
  isDpopRequired: boolean;
  validFrom: Date;
  validUntil: Date;
  tokenSeries: number;
  version: number;
  createdAt: Date;
  createdBy: string;
  disabled: { at: Date; by: string; organisation: OrganisationCode; reason: string } | null;
};

type ClientRow = {
  client_id: string;
  name: string;
  software: string;
  organisation_code: string;
  represents: string[];
  scopes: string[];
  networks: string[];
  contact_email: string;
  is_dpop_required: boolean;
  valid_from: Date;
  valid_until: Date;
  token_series: number;
  version: number;
  created_at: Date;
  created_by: string;
  disabled_at: Date | null;
  disabled_by: string | null;
  disabled_by_organisation: string | null;
  disabled_reason: string | null;
};

const columns = sql`client_id, name, software, organisation_code, represents, scopes, networks, contact_email, is_dpop_required,
  valid_from, valid_until, token_series, version, created_at, created_by, disabled_at, disabled_by, disabled_by_organisation, disabled_reason`;

export async function findClient(reader: Reader, clientId: string): Promise<Client | null> {
  const { rows } = await sql<ClientRow>`
    select ${columns} from access.client where client_id = ${clientId}::uuid`.execute(reader);
  return rows[0] ? toClient(rows[0]) : null;
}

/** One client, locked until the transaction ends, so that two who change it wait for one another. */
export async function lockClient(tx: Tx, clientId: string): Promise<Client | null> {
  const { rows } = await sql<ClientRow>`
    select ${columns} from access.client where client_id = ${clientId}::uuid for update`.execute(tx);
  return rows[0] ? toClient(rows[0]) : null;
}

/** The clients of some organisations (null = all), by owner, name and id. */
export async function listClients(
  reader: Reader,
  organisations: readonly OrganisationCode[] | null,
): Promise<(Client & { lastCallAt: Date | null; keysUntil: Date | null })[]> {
  const { rows } = await sql<ClientRow & { last_call_at: Date | null; keys_until: Date | null }>`
    select ${columns},
           (select max(l.called_at) from access.client_call l where l.client_id = c.client_id) as last_call_at,
           (select max(k.valid_until) from access.client_key k where k.client_id = c.client_id) as keys_until
      from access.client c
     where ${organisations === null} or organisation_code = any(${organisations ?? []}::text[])
     order by organisation_code, name, client_id limit 1000`.execute(reader);
  return rows.map((row) => ({ ...toClient(row), lastCallAt: row.last_call_at, keysUntil: row.keys_until }));
}

export type NewClient = Omit<Client, 'version' | 'tokenSeries' | 'disabled'> & { createdByAccountId: string | null };

export async function insertClient(tx: Tx, it: NewClient): Promise<void> {
  await sql`
    insert into access.client (client_id, name, software, organisation_code, represents, scopes, networks, contact_email,
           is_dpop_required, valid_from, valid_until, created_at, created_by, created_by_account_id)
    values (${it.clientId}, ${it.name}, ${it.software}, ${it.organisation}, ${it.represents}::text[], ${it.scopes}::text[],
            ${it.networks}::text[], ${it.contactEmail}, ${it.isDpopRequired}, ${it.validFrom}, ${it.validUntil},
            ${it.createdAt}, ${it.createdBy}, ${it.createdByAccountId})`.execute(tx);
}

/** Writes what may be changed of a client that the transaction has locked. */
export async function updateClient(tx: Tx, it: Client): Promise<void> {
  await sql`
    update access.client
       set name = ${it.name}, software = ${it.software}, represents = ${it.represents}::text[], scopes = ${it.scopes}::text[],
           networks = ${it.networks}::text[], contact_email = ${it.contactEmail}, is_dpop_required = ${it.isDpopRequired},
           valid_until = ${it.validUntil}, token_series = ${it.tokenSeries}, version = version + 1,
           disabled_at = ${it.disabled?.at ?? null}, disabled_by = ${it.disabled?.by ?? null},
           disabled_by_organisation = ${it.disabled?.organisation ?? null}, disabled_reason = ${it.disabled?.reason ?? null}
     where client_id = ${it.clientId}::uuid`.execute(tx);
}

/**
 * What is asked with each call: the client, if the key that signed its token still counts. One statement over two primary keys,
 * never cached, so that a client that is disabled is disabled at once everywhere.
 */
export async function findCaller(
  reader: Reader,
  { clientId, serverKeyId, now }: { clientId: string; serverKeyId: string; now: Date },
): Promise<Client | null> {
  const { rows } = await sql<ClientRow>`
    select ${columns} from access.client c
     where client_id = ${clientId}::uuid
       and exists (select from access.server_key k
                    where k.key_id = ${serverKeyId} and (k.ends_at is null or k.ends_at > ${now}))`.execute(reader);
  return rows[0] ? toClient(rows[0]) : null;
}

function toClient(row: ClientRow): Client {
  const { disabled_at: at, disabled_by: by, disabled_by_organisation: organisation, disabled_reason: reason } = row;
  const isDisabled = at !== null && by !== null && organisation !== null && reason !== null; // all or none, says a constraint
  return {
    clientId: row.client_id,
    name: row.name,
    software: row.software,
    organisation: row.organisation_code as OrganisationCode, // written through the branded type only
    represents: row.represents as OrganisationCode[], // likewise
    scopes: row.scopes,
    networks: row.networks,
    contactEmail: row.contact_email,
    isDpopRequired: row.is_dpop_required,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    tokenSeries: row.token_series,
    version: row.version,
    createdAt: row.created_at,
    createdBy: row.created_by,
    disabled: isDisabled ? { at, by, organisation: organisation as OrganisationCode, reason } : null,
  };
}
