-- Merchants with their stores, contracts and history, and bulk imports.
--
-- A merchant belongs to its home institution, which alone may write. acquirer_ids repeats the
-- acquirers of the active contracts, so that row-level security can let them read without a join.

create table merchant (
  institution_id int not null,
  id uuid not null,
  code text not null check (code ~ '^[0-9]{15}$'),
  name text not null check (length(name) between 1 and 100),
  short_name text not null check (length(short_name) between 1 and 40),
  kind text not null check (kind in ('enterprise', 'sole_trader', 'micro')),
  uscc text check (length(uscc) = 18),
  responsible_sealed bytea,
  responsible_token bytea,
  responsible_masked text,
  mcc text not null check (mcc ~ '^[0-9]{4}$'),
  division_code text not null check (division_code ~ '^[0-9]{6}$'),
  address text not null,
  latitude_e6 int,
  longitude_e6 int,
  datum text check (datum in ('wgs84', 'gcj02', 'bd09')),
  settlement_sealed bytea not null,
  settlement_token bytea not null,
  settlement_masked text not null,
  settlement_bank text not null,
  phone_sealed bytea not null,
  phone_token bytea not null,
  phone_masked text not null,
  acquirer_ids int[] not null default '{}',
  state text not null check (state in ('active', 'suspended', 'closed')),
  version int not null check (version > 0),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (institution_id, id),
  -- A micro merchant has a responsible person's id number instead of a credit code.
  check ((kind = 'micro') = (uscc is null)),
  check ((kind = 'micro') = (responsible_sealed is not null)),
  check ((latitude_e6 is null) = (longitude_e6 is null)
    and (latitude_e6 is null) = (datum is null))
);
create unique index merchant_code on merchant (institution_id, code);
-- One credit code once per institution; a closed merchant may come back.
create unique index merchant_uscc on merchant (institution_id, uscc) where state <> 'closed';
create index merchant_id on merchant (id);
create index merchant_changed on merchant (changed_at);
create index merchant_responsible on merchant (institution_id, responsible_token);
create index merchant_settlement on merchant (institution_id, settlement_token);
create index merchant_phone on merchant (institution_id, phone_token);

create table merchant_code_claim (
  merchant_code text primary key,
  institution_id int not null,
  merchant_id uuid not null
);
comment on table merchant_code_claim is
  'claim: a merchant number names one merchant across institutions';

create table merchant_code_counter (
  institution_id int not null,
  prefix text not null check (prefix ~ '^[0-9]{11}$'),
  used int not null check (used between 0 and 9999),
  primary key (institution_id, prefix)
);

create table merchant_history (
  institution_id int not null,
  merchant_id uuid not null,
  version int not null,
  change text not null,
  from_state text,
  to_state text not null,
  actor text not null,
  actor_name text not null,
  note text not null,
  detail jsonb not null,
  at timestamptz not null,
  primary key (institution_id, merchant_id, version)
);

create table store (
  institution_id int not null,
  id uuid not null,
  merchant_id uuid not null,
  code text not null check (code ~ '^[0-9A-Za-z]{1,16}$'),
  name text not null check (length(name) between 1 and 100),
  address text not null,
  division_code text not null check (division_code ~ '^[0-9]{6}$'),
  mcc text not null check (mcc ~ '^[0-9]{4}$'),
  latitude_e6 int not null check (latitude_e6 between -90000000 and 90000000),
  longitude_e6 int not null check (longitude_e6 between -180000000 and 180000000),
  datum text not null check (datum in ('wgs84', 'gcj02', 'bd09')),
  acquirer_ids int[] not null default '{}',
  state text not null check (state in ('active', 'closed')),
  version int not null check (version > 0),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (institution_id, id)
);
create index store_id on store (id);
create unique index store_code on store (institution_id, merchant_id, code);

create table merchant_contract (
  institution_id int not null,
  id uuid not null,
  merchant_id uuid not null,
  acquirer_id int not null,
  acquirer_merchant_code text not null check (acquirer_merchant_code ~ '^[0-9A-Za-z]{1,15}$'),
  mode text not null check (mode in ('joint', 'own')),
  products text[] not null,
  from_day date not null,
  until_day date,
  state text not null check (state in ('active', 'ended')),
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (institution_id, id),
  check (until_day is null or until_day >= from_day),
  check ((state = 'ended') = (ended_at is not null))
);
create index merchant_contract_id on merchant_contract (id);
create unique index merchant_contract_active
  on merchant_contract (institution_id, merchant_id, acquirer_id) where state = 'active';
create unique index merchant_contract_code
  on merchant_contract (institution_id, acquirer_id, acquirer_merchant_code)
  where state = 'active';

create table bulk_import (
  institution_id int not null,
  id uuid not null,
  kind text not null check (kind in ('merchants', 'terminals')),
  file_name text not null,
  format text not null check (format in ('csv', 'xlsx')),
  dry_run boolean not null,
  state text not null check (state in ('queued', 'running', 'done', 'refused')),
  rows_total int not null,
  rows_done int not null,
  errors jsonb not null,
  errors_total int not null,
  -- The file, sealed, until the import has ended.
  content_sealed bytea,
  requested_by text not null,
  requested_name text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (institution_id, id)
);
create index bulk_import_id on bulk_import (id);

alter table merchant_history add constraint merchant_history_merchant
  foreign key (institution_id, merchant_id) references merchant (institution_id, id);
alter table store add constraint store_merchant
  foreign key (institution_id, merchant_id) references merchant (institution_id, id);
alter table merchant_contract add constraint merchant_contract_merchant
  foreign key (institution_id, merchant_id) references merchant (institution_id, id);

alter table merchant enable row level security;
create policy own on merchant to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy contracted on merchant for select to shancheng_app
  using ((select app_institution()) = any (acquirer_ids));
grant select, insert, update on merchant to shancheng_app;

alter table merchant_code_claim enable row level security;
create policy own on merchant_code_claim to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on merchant_code_claim to shancheng_app;

alter table merchant_code_counter enable row level security;
create policy own on merchant_code_counter to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on merchant_code_counter to shancheng_app;

-- Append only: there is no grant to update or delete.
alter table merchant_history enable row level security;
create policy own on merchant_history to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on merchant_history to shancheng_app;

alter table store enable row level security;
create policy own on store to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy contracted on store for select to shancheng_app
  using ((select app_institution()) = any (acquirer_ids));
grant select, insert, update on store to shancheng_app;

alter table merchant_contract enable row level security;
create policy own on merchant_contract to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy contracted on merchant_contract for select to shancheng_app
  using (acquirer_id = (select app_institution()));
grant select, insert, update on merchant_contract to shancheng_app;

alter table bulk_import enable row level security;
create policy own on bulk_import to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on bulk_import to shancheng_app;
