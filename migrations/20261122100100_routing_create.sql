-- Routing rules. A rule belongs to the institution whose merchants it is for; those of the
-- network branch (institution 1) are for the merchants of all.

create table route (
  institution_id int not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  priority int not null check (priority between 1 and 999),
  state text not null check (state in ('draft', 'active', 'retired')),
  conditions jsonb not null,
  acquirer_id int not null,
  link_id uuid not null,
  -- Published changes; 0 while it is a draft.
  version int not null check (version >= 0),
  created_by text not null,
  approved_by text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (institution_id, id),
  check ((state = 'draft') = (version = 0)),
  check ((state = 'draft') = (approved_by is null))
);
create index route_state on route (institution_id, state, priority, id);

-- Every published version stays, with its leaf in the evidence log.
create table route_version (
  institution_id int not null,
  route_id uuid not null,
  version int not null check (version > 0),
  change text not null check (change in ('create', 'change', 'retire')),
  name text not null,
  priority int not null,
  conditions jsonb not null,
  acquirer_id int not null,
  link_id uuid not null,
  requested_by text not null,
  approved_by text not null,
  approval_id uuid not null,
  leaf_id uuid not null,
  at timestamptz not null,
  primary key (institution_id, route_id, version)
);

alter table route_version add constraint route_version_route
  foreign key (institution_id, route_id) references route (institution_id, id);

alter table route enable row level security;
create policy own on route to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on route to shancheng_app;

-- Append only: there is no grant to update or delete.
alter table route_version enable row level security;
create policy own on route_version to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on route_version to shancheng_app;

-- Every node looks for contracts made or ended since it last looked.
create index merchant_contract_created on merchant_contract (created_at);
create index merchant_contract_ended on merchant_contract (ended_at) where ended_at is not null;
