-- Machines that speak to the register: clients, their public keys, what they called, and the keys with which we sign their tokens.

create table access.client (
  client_id uuid not null,
  name text not null,
  software text not null,
  organisation_code text not null,
  represents text[] not null,
  scopes text[] not null,
  networks text[] not null default '{}',
  contact_email text not null,
  is_dpop_required boolean not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  token_series integer not null default 1,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by text not null,
  disabled_at timestamptz,
  disabled_by text,
  disabled_by_organisation text,
  disabled_reason text,
  constraint client_pkey primary key (client_id),
  constraint client_represents_somebody check (cardinality(represents) between 1 and 500),
  constraint client_may_something check (cardinality(scopes) between 1 and 20),
  constraint client_networks_few check (cardinality(networks) <= 50),
  constraint client_time_boxed check (valid_until > valid_from),
  constraint client_disabled_told check (
    (disabled_at is null) = (disabled_by is null) and (disabled_at is null) = (disabled_reason is null)
    and (disabled_at is null) = (disabled_by_organisation is null))
);
create index client_by_organisation on access.client (organisation_code, name, client_id);
comment on table access.client is 'A school''s or authority''s system that calls the register with a key of its own (OAuth 2 client credentials).';
comment on column access.client.client_id is 'Its id, a UUID of version 7; issuer and subject of its assertions.';
comment on column access.client.name is 'What its owner calls it.';
comment on column access.client.software is 'Product and version, as its owner tells.';
comment on column access.client.organisation_code is 'The organisation that registered it and answers for it.';
comment on column access.client.represents is 'The organisations for which it may call; an authority stands for its schools too.';
comment on column access.client.scopes is 'What it may do: scopes of the list in access/clients/rules/scopes.ts.';
comment on column access.client.networks is 'The networks from which it may call, IPv4 or IPv6 with a prefix length; empty = any.';
comment on column access.client.contact_email is 'Whom to write to when it misbehaves.';
comment on column access.client.is_dpop_required is 'True when its tokens must be bound to a key that it proves with each request (RFC 9449).';
comment on column access.client.valid_from is 'From when it may call.';
comment on column access.client.valid_until is 'Until when it may call; prolonged by its owner.';
comment on column access.client.token_series is 'The series that its tokens carry. Counted on when it is disabled and when a key is taken away: tokens of an earlier series are worth nothing.';
comment on column access.client.version is 'Counts the changes, for If-Match.';
comment on column access.client.created_at is 'When it was registered.';
comment on column access.client.created_by is 'Who registered it.';
comment on column access.client.disabled_at is 'Since when it is disabled; null = it may call.';
comment on column access.client.disabled_by is 'Who disabled it.';
comment on column access.client.disabled_by_organisation is 'For which organisation that was done: what the ministry disabled only the ministry enables.';
comment on column access.client.disabled_reason is 'Why, in the words of whoever did it.';

create table access.client_key (
  client_id uuid not null,
  key_id text not null,
  algorithm text not null,
  public_jwk jsonb not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  added_at timestamptz not null,
  added_by text not null,
  constraint client_key_pkey primary key (client_id, key_id),
  constraint client_key_client_fkey foreign key (client_id) references access.client (client_id),
  constraint client_key_algorithm_known check (algorithm in ('ES256', 'RS256', 'EdDSA')),
  constraint client_key_form check (key_id ~ '^[A-Za-z0-9_.-]{1,100}$'),
  constraint client_key_is_public check (not public_jwk ?| array['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'])
);
comment on table access.client_key is 'A public key of a client. Several may hold at once, so that one follows another without a gap; private keys never reach the register.';
comment on column access.client_key.client_id is 'Whose key.';
comment on column access.client_key.key_id is 'Its name, the kid of assertions: the thumbprint of RFC 7638 where the owner gave none.';
comment on column access.client_key.algorithm is 'The one algorithm it signs with.';
comment on column access.client_key.public_jwk is 'The public key as a JWK.';
comment on column access.client_key.valid_from is 'From when assertions signed with it are taken.';
comment on column access.client_key.valid_until is 'Until when; a key that is taken away ends in that instant.';
comment on column access.client_key.added_at is 'When it was added.';
comment on column access.client_key.added_by is 'Who added it.';

create table access.client_proof_used (
  digest text not null,
  client_id text not null,
  expires_at timestamptz not null,
  constraint client_proof_used_pkey primary key (digest)
);
create index client_proof_used_by_end on access.client_proof_used (expires_at);
comment on table access.client_proof_used is 'Assertions and DPoP proofs that were used, until they expire: none is taken twice.';
comment on column access.client_proof_used.digest is 'Digest of client and jti.';
comment on column access.client_proof_used.client_id is 'Whose proof; the id as the caller said it.';
comment on column access.client_proof_used.expires_at is 'From when the proof would be refused anyway.';

create table access.client_call (
  client_id uuid not null,
  called_at timestamptz not null,
  request_id text not null,
  operation text not null,
  organisation_code text,
  address text not null,
  status integer not null,
  row_count integer,
  person_count integer,
  milliseconds real not null,
  refusal text,
  constraint client_call_pkey primary key (client_id, called_at, request_id)
);
create index client_call_by_time on access.client_call (called_at);
comment on table access.client_call is 'The last calls of each client, for its owner: what was asked and how it was answered. What was read of whom stands in the ledger.';
comment on column access.client_call.client_id is 'Who called.';
comment on column access.client_call.called_at is 'When the call came in.';
comment on column access.client_call.request_id is 'The id of the request, as the answer told it.';
comment on column access.client_call.operation is 'The operation (its name in openapi.json), or token.';
comment on column access.client_call.organisation_code is 'For which organisation; null when the call did not come so far.';
comment on column access.client_call.address is 'From which network address.';
comment on column access.client_call.status is 'The HTTP status of the answer.';
comment on column access.client_call.row_count is 'Rows of the answer, where it is a list.';
comment on column access.client_call.person_count is 'People whose records the answer showed.';
comment on column access.client_call.milliseconds is 'How long it took.';
comment on column access.client_call.refusal is 'Why it was refused, for the owner: a code of access/clients/rules/refusals.ts, or the code of the problem.';

create table access.server_key (
  key_id text not null,
  algorithm text not null,
  private_jwk jsonb not null,
  public_jwk jsonb not null,
  made_at timestamptz not null,
  signs_from timestamptz not null,
  ends_at timestamptz,
  constraint server_key_pkey primary key (key_id),
  constraint server_key_ends_after check (ends_at is null or ends_at >= made_at)
);
comment on table access.server_key is 'The keys with which access tokens are signed. The next one is published before it signs, the last one after, so that nobody meets a token whose key they cannot find.';
comment on column access.server_key.key_id is 'The kid, a thumbprint of RFC 7638.';
comment on column access.server_key.algorithm is 'The algorithm.';
comment on column access.server_key.private_jwk is 'The private key. Backups hold it: keep them as you keep the register.';
comment on column access.server_key.public_jwk is 'The public key, as /oauth/jwks publishes it.';
comment on column access.server_key.made_at is 'When it was made.';
comment on column access.server_key.signs_from is 'From when it signs; published before.';
comment on column access.server_key.ends_at is 'From when tokens signed with it are worth nothing; null = not decided.';

select audit.watch('access.client');
select audit.watch('access.client_key');
select audit.exempt('access.client_proof_used', 'digests that live for minutes');
select audit.exempt('access.client_call', 'a log');
select audit.exempt('access.server_key', 'private keys must not be copied into the record; every rotation is an act');

select access.keep_back('access.client', 'services show clients to the organisations that answer for them');
select access.keep_back('access.client_key', 'shown with the client');
select access.keep_back('access.client_proof_used', 'a registry');
select access.keep_back('access.client_call', 'shown to the owner of the client by the service');
select access.keep_back('access.server_key', 'secrets');
