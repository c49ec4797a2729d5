-- Acquirers: links to their hosts, what they want done about differing terminals, and how the
-- links are doing. Rows belong to the acquiring institution.

create table acquirer_link (
  institution_id int not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 40),
  address text not null check (length(address) between 3 and 260),
  dialect text not null check (dialect in ('pos', 'ascii')),
  mac_profile text not null check (mac_profile in ('none', 'cup_ecb', 'x9_19')),
  -- F41 and F42 of sign-on, echo and sign-off.
  terminal_code text not null check (terminal_code ~ '^[0-9A-Za-z]{8}$'),
  merchant_code text not null check (merchant_code ~ '^[0-9A-Za-z]{15}$'),
  reply_timeout_ms int not null check (reply_timeout_ms between 100 and 60000),
  connect_timeout_ms int not null check (connect_timeout_ms between 100 and 60000),
  echo_after_ms int not null check (echo_after_ms between 1000 and 600000),
  in_flight_max int not null check (in_flight_max between 1 and 65536),
  state text not null check (state in ('active', 'paused', 'retired')),
  version int not null check (version > 0),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (institution_id, id)
);
create unique index acquirer_link_name on acquirer_link (institution_id, name)
  where state <> 'retired';

-- Every version of a policy stays.
create table acquirer_policy (
  institution_id int not null,
  version int not null check (version > 0),
  policy jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (institution_id, version)
);

-- As each node of the switch last saw a link.
create table link_health (
  institution_id int not null,
  link_id uuid not null,
  node int not null,
  state text not null check (
    state in ('down', 'connecting', 'signing_on', 'up', 'draining')
  ),
  in_flight bigint not null,
  sent bigint not null,
  answered bigint not null,
  unanswered bigint not null,
  late bigint not null,
  unmatched bigint not null,
  rate_milli bigint not null,
  p50_ms bigint not null,
  p95_ms bigint not null,
  approval_rate_permille int not null,
  saf_depth bigint not null,
  last_error text,
  reported_at timestamptz not null,
  primary key (institution_id, link_id, node)
);

-- Counts the changes of links, policies and routing rules of an institution, so that every node
-- sees within a second that something has changed without reading it all.
create table routing_version (
  institution_id int not null,
  version bigint not null,
  primary key (institution_id)
);

alter table link_health add constraint link_health_link
  foreign key (institution_id, link_id) references acquirer_link (institution_id, id);

alter table acquirer_link enable row level security;
create policy own on acquirer_link to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on acquirer_link to shancheng_app;

-- Append only: there is no grant to update or delete.
alter table acquirer_policy enable row level security;
create policy own on acquirer_policy to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on acquirer_policy to shancheng_app;

alter table link_health enable row level security;
create policy own on link_health to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on link_health to shancheng_app;

alter table routing_version enable row level security;
create policy own on routing_version to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on routing_version to shancheng_app;
