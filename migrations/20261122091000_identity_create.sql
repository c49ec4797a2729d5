-- Identity: people, sessions, partners, approvals and the audit trail.
-- The table institution comes with storage.

-- A login name belongs to one person of the whole system.
create table login_claim (
  login text primary key check (login = lower(login) and length(login) between 3 and 64),
  institution_id int not null,
  person_id uuid not null
);
comment on table login_claim is 'claim: a login name is unique across institutions';

create table person (
  institution_id int not null,
  id uuid not null,
  login text not null,
  name text not null,
  roles text[] not null,
  state text not null check (state in ('active', 'suspended')),
  password_hash text not null,
  password_changed_at timestamptz not null,
  must_change_password boolean not null,
  totp_sealed bytea,
  totp_new_sealed bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint not null default 0,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (institution_id, id),
  unique (institution_id, login)
);

create table recovery_code (
  institution_id int not null,
  person_id uuid not null,
  hash bytea not null,
  used_at timestamptz,
  created_at timestamptz not null,
  primary key (institution_id, person_id, hash)
);

create table session (
  institution_id int not null,
  id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  address text not null,
  agent text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  idle_until timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_why text,
  primary key (institution_id, id),
  unique (institution_id, token_hash)
);
create index session_of_person on session (institution_id, person_id, created_at);

-- Failed sign-ins by login and by address: 'login:…' or 'address:…'.
create table sign_in_throttle (
  key text primary key,
  failures int not null,
  locked_until timestamptz not null,
  last_at timestamptz not null
);
create index sign_in_throttle_age on sign_in_throttle (last_at);

create table partner (
  institution_id int not null,
  id uuid not null,
  name text not null,
  roles text[] not null,
  state text not null check (state in ('active', 'suspended')),
  rate_per_s int not null check (rate_per_s between 1 and 10000),
  burst int not null check (burst between 1 and 100000),
  version int not null default 1,
  created_at timestamptz not null,
  primary key (institution_id, id)
);

-- The key id of a signature says whose it is before the institution is known.
create table partner_key_claim (
  key_id uuid primary key,
  institution_id int not null,
  partner_id uuid not null
);
comment on table partner_key_claim is 'claim: a key id names one key across institutions';

create table partner_key (
  institution_id int not null,
  id uuid not null,
  partner_id uuid not null,
  label text not null,
  algorithm text not null check (algorithm in ('ed25519', 'rsa-v1_5-sha256', 'rsa-pss-sha512', 'sm2-sm3')),
  public_key text not null,
  fingerprint text not null,
  state text not null check (state in ('active', 'retired', 'revoked')),
  valid_until timestamptz,
  created_at timestamptz not null,
  retired_at timestamptz,
  revoked_at timestamptz,
  primary key (institution_id, id),
  unique (institution_id, partner_id, fingerprint)
);

create table approval (
  institution_id int not null,
  id uuid not null,
  kind text not null,
  target text not null,
  payload jsonb not null,
  state text not null check (state in ('pending', 'approved', 'rejected', 'expired')),
  requested_by text not null,
  requested_name text not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  note text not null default '',
  primary key (institution_id, id),
  -- Four eyes: nobody decides what he has asked for, whatever the program thinks.
  constraint approval_four_eyes check (decided_by is null or decided_by <> requested_by),
  constraint approval_decided_by_somebody
    check ((state in ('approved', 'rejected')) = (decided_by is not null and decided_at is not null))
);
create index approval_state on approval (institution_id, state, requested_at);

-- The trail of one institution is a chain: each row keeps the hash of the one before.
create table audit_head (
  institution_id int not null,
  number bigint not null,
  hash bytea not null,
  primary key (institution_id)
);

create table audit_entry (
  institution_id int not null,
  number bigint not null,
  id uuid not null,
  at timestamptz not null,
  actor text not null,
  actor_name text not null,
  action text not null,
  target text not null,
  -- json, not jsonb: the text stays exactly as it was hashed.
  detail json not null,
  previous bytea not null,
  hash bytea not null,
  primary key (institution_id, number)
);
create index audit_entry_target on audit_entry (institution_id, target, number);
create index audit_entry_actor on audit_entry (institution_id, actor, number);
create index audit_entry_at on audit_entry (institution_id, at);

comment on table recovery_code is 'deletes: the codes of a person who is reset or sets up anew';
comment on table session is 'deletes: sessions that ended more than 90 days ago';
comment on table sign_in_throttle is
  'claim: failed sign-ins, counted before the institution is known; deletes: forgotten ones';

alter table recovery_code add constraint recovery_code_of
  foreign key (institution_id, person_id) references person (institution_id, id);
alter table session add constraint session_of
  foreign key (institution_id, person_id) references person (institution_id, id);
alter table partner_key add constraint partner_key_of
  foreign key (institution_id, partner_id) references partner (institution_id, id);

alter table login_claim enable row level security;
create policy own on login_claim to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on login_claim to shancheng_app;

alter table person enable row level security;
create policy own on person to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on person to shancheng_app;

alter table recovery_code enable row level security;
create policy own on recovery_code to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update, delete on recovery_code to shancheng_app;

alter table session enable row level security;
create policy own on session to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update, delete on session to shancheng_app;

grant select, insert, update, delete on sign_in_throttle to shancheng_app;

alter table partner enable row level security;
create policy own on partner to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on partner to shancheng_app;

alter table partner_key_claim enable row level security;
create policy own on partner_key_claim to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on partner_key_claim to shancheng_app;

alter table partner_key enable row level security;
create policy own on partner_key to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on partner_key to shancheng_app;

alter table approval enable row level security;
create policy own on approval to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on approval to shancheng_app;
-- What was asked for stays as it was asked: only the decision can be written.
grant update (state, decided_by, decided_name, decided_at, note) on approval to shancheng_app;

alter table audit_head enable row level security;
create policy own on audit_head to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on audit_head to shancheng_app;

-- Append only: there is no grant to update or delete.
alter table audit_entry enable row level security;
create policy own on audit_entry to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on audit_entry to shancheng_app;
