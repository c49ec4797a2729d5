-- Gateway: keys against writes done twice, nonces against requests sent twice.

create table idempotency_key (
  institution_id int not null,
  caller text not null,
  key text not null,
  request_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- Null while the request runs.
  status int,
  header_names text[] not null default '{}',
  header_values text[] not null default '{}',
  -- Null when the answer is not kept.
  body bytea,
  primary key (institution_id, caller, key)
);
comment on table idempotency_key is 'deletes: keys after seven days, and those of failed requests';
create index idempotency_key_age on idempotency_key (institution_id, expires_at);

create table signature_nonce (
  institution_id int not null,
  key_id uuid not null,
  nonce text not null,
  expires_at timestamptz not null,
  primary key (institution_id, key_id, nonce)
);
comment on table signature_nonce is 'deletes: nonces that the time window refuses anyway';
create index signature_nonce_age on signature_nonce (institution_id, expires_at);

alter table idempotency_key enable row level security;
create policy own on idempotency_key to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update, delete on idempotency_key to shancheng_app;

alter table signature_nonce enable row level security;
create policy own on signature_nonce to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, delete on signature_nonce to shancheng_app;
