-- How people prove who they are: passwords, passkeys, one-time codes, invitations, single sign-on; and what their sessions proved.

alter table access.session
  add column session_id uuid not null default gen_random_uuid(),
  add column way text not null default 'demonstration',
  add column second_factor_at timestamptz,
  add column stepped_up_at timestamptz,
  add constraint session_way_known check (way in ('demonstration', 'password', 'passkey', 'single_sign_on', 'invitation'));
create unique index session_by_id on access.session (session_id);
comment on column access.session.session_id is 'Its name: lists and the person''s own acts name it by this, never by its secret, which changes at every step-up.';
comment on column access.session.way is 'How the person signed in.';
comment on column access.session.second_factor_at is 'When a second factor was last shown in it (a passkey is both factors); null = never.';
comment on column access.session.stepped_up_at is 'When a secret was last shown in it, at sign-in or again later; null = never.';

create table access.password (
  account_id uuid not null,
  hash text not null,
  changed_at timestamptz not null,
  constraint password_pkey primary key (account_id),
  constraint password_account_fkey foreign key (account_id) references access.account (account_id),
  constraint password_hash_form check (hash like '$argon2id$%')
);
comment on table access.password is 'Passwords, as slow digests.';
comment on column access.password.account_id is 'Whose it is.';
comment on column access.password.hash is 'argon2id with its cost and salt, in the PHC form.';
comment on column access.password.changed_at is 'When it was chosen.';

create table access.passkey (
  passkey_id uuid not null,
  account_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  is_synced boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  constraint passkey_pkey primary key (passkey_id),
  constraint passkey_account_fkey foreign key (account_id) references access.account (account_id),
  constraint passkey_counter_positive check (counter >= 0)
);
create unique index passkey_by_credential on access.passkey (credential_id);
create index passkey_by_account on access.passkey (account_id, created_at);
comment on table access.passkey is 'Passkeys (WebAuthn): the public halves.';
comment on column access.passkey.passkey_id is 'Its id.';
comment on column access.passkey.account_id is 'Whose it is.';
comment on column access.passkey.credential_id is 'What the authenticator calls it, base64url.';
comment on column access.passkey.public_key is 'The public key (COSE).';
comment on column access.passkey.counter is 'How often the authenticator says it was used; one that falls behind is a copy and is refused. 0 where the authenticator does not count.';
comment on column access.passkey.transports is 'How the browser reaches it (usb, internal, …), to be hinted at the next use.';
comment on column access.passkey.name is 'What its owner calls it.';
comment on column access.passkey.is_synced is 'True when it may live on several devices of its owner.';
comment on column access.passkey.created_at is 'When it was registered.';
comment on column access.passkey.last_used_at is 'When it last signed somebody in or confirmed them; null = never since.';

create table access.totp (
  account_id uuid not null,
  secret text not null,
  last_step bigint not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  constraint totp_pkey primary key (account_id),
  constraint totp_account_fkey foreign key (account_id) references access.account (account_id)
);
comment on table access.totp is 'Secrets of authenticator apps (RFC 6238).';
comment on column access.totp.account_id is 'Whose it is.';
comment on column access.totp.secret is 'The shared secret, base32; the check needs it as it is.';
comment on column access.totp.last_step is 'The time step of the last code that was taken: no code is taken twice, and none older.';
comment on column access.totp.created_at is 'When it was made.';
comment on column access.totp.confirmed_at is 'When the first code proved that the app holds it; null = set up, not yet in force.';

create table access.recovery_code (
  account_id uuid not null,
  code_sha256 text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  constraint recovery_code_pkey primary key (account_id, code_sha256),
  constraint recovery_code_account_fkey foreign key (account_id) references access.account (account_id),
  constraint recovery_code_form check (code_sha256 ~ '^[0-9a-f]{64}$')
);
comment on table access.recovery_code is 'Codes that stand for a lost second factor, each once.';
comment on column access.recovery_code.account_id is 'Whose it is.';
comment on column access.recovery_code.code_sha256 is 'Digest of the code; the code itself was shown once and is kept nowhere.';
comment on column access.recovery_code.created_at is 'When it was made.';
comment on column access.recovery_code.used_at is 'When it was used; null = still good.';

create table access.passkey_challenge (
  challenge_sha256 text not null,
  purpose text not null,
  account_id uuid,
  session_id uuid,
  invitation_id uuid,
  expires_at timestamptz not null,
  constraint passkey_challenge_pkey primary key (challenge_sha256),
  constraint passkey_challenge_purpose_known check (purpose in ('sign_in', 'step_up', 'register', 'invitation'))
);
create index passkey_challenge_by_end on access.passkey_challenge (expires_at);
comment on table access.passkey_challenge is 'What an authenticator was asked to sign; answered once, within minutes, by whom it was asked of.';
comment on column access.passkey_challenge.challenge_sha256 is 'Digest of the challenge.';
comment on column access.passkey_challenge.purpose is 'What the answer may be used for.';
comment on column access.passkey_challenge.account_id is 'Whose passkey must answer; null = whoever signs in.';
comment on column access.passkey_challenge.session_id is 'The session that asked; null before signing in.';
comment on column access.passkey_challenge.invitation_id is 'The invitation that asked; null otherwise.';
comment on column access.passkey_challenge.expires_at is 'Until when.';

create table access.sign_in_try (
  subject_sha256 text not null,
  kind text not null,
  tries integer not null,
  last_try_at timestamptz not null,
  blocked_until timestamptz,
  constraint sign_in_try_pkey primary key (subject_sha256),
  constraint sign_in_try_kind_known check (kind in ('account', 'address'))
);
create index sign_in_try_by_time on access.sign_in_try (last_try_at);
comment on table access.sign_in_try is 'Wrong sign-ins that were not yet forgotten, by user name and by address; user names that do not exist are counted alike.';
comment on column access.sign_in_try.subject_sha256 is 'Digest of the kind and the user name or address: what people type into the wrong field is kept nowhere.';
comment on column access.sign_in_try.kind is 'account or address.';
comment on column access.sign_in_try.tries is 'Tries since the last right one; each is counted before it is judged, so that many at once are no way around.';
comment on column access.sign_in_try.last_try_at is 'The last of them.';
comment on column access.sign_in_try.blocked_until is 'Until when further ones are not even looked at.';

create table access.invitation (
  invitation_id uuid not null,
  account_id uuid not null,
  purpose text not null,
  token_sha256 text not null,
  totp_secret text not null,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  cancelled_at timestamptz,
  constraint invitation_pkey primary key (invitation_id),
  constraint invitation_account_fkey foreign key (account_id) references access.account (account_id),
  constraint invitation_purpose_known check (purpose in ('join', 'reset')),
  constraint invitation_token_form check (token_sha256 ~ '^[0-9a-f]{64}$')
);
create unique index invitation_by_token on access.invitation (token_sha256);
create index invitation_by_account on access.invitation (account_id, created_at);
comment on table access.invitation is 'Links by which a person sets the first secrets of an account, or new ones after a loss; each works once.';
comment on column access.invitation.invitation_id is 'Its id.';
comment on column access.invitation.account_id is 'Whose account.';
comment on column access.invitation.purpose is 'join: the account''s first secrets; reset: when used, all earlier secrets and sessions end.';
comment on column access.invitation.token_sha256 is 'Digest of the link''s secret, which was shown once to whoever invited.';
comment on column access.invitation.totp_secret is 'The secret offered to an authenticator app while the link is open.';
comment on column access.invitation.created_at is 'When it was made.';
comment on column access.invitation.created_by is 'Who made it.';
comment on column access.invitation.expires_at is 'Until when it works.';
comment on column access.invitation.used_at is 'When it was used.';
comment on column access.invitation.cancelled_at is 'When it was taken back, or replaced by a later one.';

create table access.external_identity (
  issuer text not null,
  subject text not null,
  account_id uuid not null,
  provider text not null,
  linked_at timestamptz not null,
  last_used_at timestamptz,
  constraint external_identity_pkey primary key (issuer, subject),
  constraint external_identity_account_fkey foreign key (account_id) references access.account (account_id)
);
create unique index external_identity_by_account on access.external_identity (account_id, issuer);
comment on table access.external_identity is 'Which account somebody is who signs in through another provider; made by the account''s own holder only.';
comment on column access.external_identity.issuer is 'The provider, as its tokens name it.';
comment on column access.external_identity.subject is 'The person, as the provider names them; never an e-mail address, which may pass to somebody else.';
comment on column access.external_identity.account_id is 'The account.';
comment on column access.external_identity.provider is 'What the operator''s configuration calls the provider.';
comment on column access.external_identity.linked_at is 'When they were tied together.';
comment on column access.external_identity.last_used_at is 'When it last signed somebody in.';

create table access.sign_on_attempt (
  state_sha256 text not null,
  provider text not null,
  purpose text not null,
  browser_sha256 text not null,
  nonce text not null,
  code_verifier text not null,
  account_id uuid,
  session_id uuid,
  return_to text not null,
  expires_at timestamptz not null,
  constraint sign_on_attempt_pkey primary key (state_sha256),
  constraint sign_on_attempt_purpose_known check (purpose in ('sign_in', 'step_up', 'link'))
);
create index sign_on_attempt_by_end on access.sign_on_attempt (expires_at);
comment on table access.sign_on_attempt is 'People on their way to another provider and back; each comes back once, in the same browser.';
comment on column access.sign_on_attempt.state_sha256 is 'Digest of the state that travels along.';
comment on column access.sign_on_attempt.provider is 'The provider gone to.';
comment on column access.sign_on_attempt.purpose is 'Why.';
comment on column access.sign_on_attempt.browser_sha256 is 'Digest of what the browser''s cookie holds: whoever comes back must be whoever left.';
comment on column access.sign_on_attempt.nonce is 'What the identity token must repeat.';
comment on column access.sign_on_attempt.code_verifier is 'The secret half of the code challenge (PKCE).';
comment on column access.sign_on_attempt.account_id is 'Who steps up or links; null at sign-in.';
comment on column access.sign_on_attempt.session_id is 'The session that asked; null at sign-in.';
comment on column access.sign_on_attempt.return_to is 'The page to show afterwards; always one of ours.';
comment on column access.sign_on_attempt.expires_at is 'Until when.';

select audit.exempt('access.password', 'a digest that no history may keep; setting one is an act of its own');
select audit.exempt('access.totp', 'a secret that no history may keep; setting one up is an act of its own');
select audit.exempt('access.recovery_code', 'digests that no history may keep; making and using one are acts of their own');
select audit.exempt('access.passkey_challenge', 'lives for minutes and is asked for by people whom nobody knows yet');
select audit.exempt('access.sign_in_try', 'counts what is not yet known to be anybody''s act');
select audit.exempt('access.invitation', 'holds a secret that no history may keep; inviting and accepting are acts of their own');
select audit.exempt('access.sign_on_attempt', 'lives for minutes and is made by people whom nobody knows yet');
select audit.watch('access.passkey');
select audit.watch('access.external_identity');

select access.keep_back(it::regclass, 'secrets and what belongs to them')
  from unnest(array['access.password', 'access.passkey', 'access.totp', 'access.recovery_code', 'access.passkey_challenge',
                    'access.sign_in_try', 'access.invitation', 'access.external_identity', 'access.sign_on_attempt']) as it;
