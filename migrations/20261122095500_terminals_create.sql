-- Terminals, their bindings and history, and what their makers reported.

create table terminal (
  institution_id int not null,
  id uuid not null,
  -- Compared byte by byte, as the program does.
  serial text collate "C" not null check (serial ~ '^[0-9A-Za-z]{8,50}$'),
  device_type text not null check (device_type ~ '^(0[1-9]|1[0-3])$'),
  maker text not null,
  model text not null,
  state text not null check (
    state in ('registered', 'bound', 'testing', 'active', 'suspended', 'closed')
  ),
  tested boolean not null,
  -- What the terminal is bound to; the whole of it is the row of terminal_binding.
  binding_id uuid,
  acquirer_id int,
  merchant_id uuid,
  store_id uuid,
  merchant_code text,
  terminal_code text check (terminal_code ~ '^[0-9A-Za-z]{8}$'),
  version int not null check (version > 0),
  opened_at timestamptz not null,
  closed_at timestamptz,
  changed_at timestamptz not null,
  primary key (institution_id, id),
  check ((state = 'closed') = (closed_at is not null)),
  check (state not in ('bound', 'testing', 'active', 'suspended') or binding_id is not null)
);
create index terminal_id on terminal (id);
create index terminal_serial on terminal (institution_id, serial);
create index terminal_open_serial on terminal (serial) where state <> 'closed';
create index terminal_merchant on terminal (institution_id, merchant_id);
create index terminal_store on terminal (institution_id, store_id);
create index terminal_code on terminal (acquirer_id, terminal_code);
create index terminal_changed on terminal (changed_at, id);

-- One terminal, one merchant 唯一性: the row stands while the terminal of that serial is open.
create table terminal_serial_claim (
  serial text primary key,
  institution_id int not null,
  terminal_id uuid not null
);
comment on table terminal_serial_claim is
  'claim: a serial number belongs to one open terminal across institutions; '
  'deletes: the row goes when its terminal is closed';

-- Stays after closing: old payments carry the code.
create table terminal_code_claim (
  acquirer_id int not null,
  terminal_code text not null,
  institution_id int not null,
  terminal_id uuid not null,
  primary key (acquirer_id, terminal_code)
);
comment on table terminal_code_claim is
  'claim: a terminal number names one terminal of an acquirer, whoever registered it';

-- The five elements as they were bound. Only the end is written later.
create table terminal_binding (
  institution_id int not null,
  id uuid not null,
  terminal_id uuid not null,
  version int not null,
  serial text not null,
  acquirer_id int not null,
  acquirer_code text not null check (acquirer_code ~ '^[0-9]{8}$'),
  merchant_id uuid not null,
  merchant_code text not null,
  store_id uuid not null,
  terminal_code text not null,
  credit_code text,
  responsible_token bytea,
  responsible_masked text,
  settlement_token bytea not null,
  settlement_masked text not null,
  latitude_e6 int not null check (latitude_e6 between -90000000 and 90000000),
  longitude_e6 int not null check (longitude_e6 between -180000000 and 180000000),
  datum text not null check (datum in ('wgs84', 'gcj02', 'bd09')),
  owner_salt bytea not null,
  settlement_salt bytea not null,
  leaf_id uuid not null,
  bound_at timestamptz not null,
  bound_by text not null,
  ended_at timestamptz,
  end_leaf_id uuid,
  primary key (institution_id, id),
  check ((credit_code is null) <> (responsible_token is null)),
  check ((ended_at is null) = (end_leaf_id is null))
);
create unique index terminal_binding_current
  on terminal_binding (institution_id, terminal_id) where ended_at is null;
create index terminal_binding_id on terminal_binding (id);
create index terminal_binding_of on terminal_binding (institution_id, terminal_id, version);

create table terminal_history (
  institution_id int not null,
  terminal_id uuid not null,
  version int not null,
  serial text not null,
  change text not null,
  from_state text,
  to_state text not null,
  binding_id uuid,
  acquirer_id int,
  actor text not null,
  actor_name text not null,
  note text not null,
  detail jsonb not null,
  at timestamptz not null,
  primary key (institution_id, terminal_id, version)
);
create index terminal_history_serial on terminal_history (institution_id, serial, at);

-- Apart from terminal: written often, and no change of the terminal.
create table terminal_activity (
  institution_id int not null,
  terminal_id uuid not null,
  last_seen_at timestamptz not null,
  primary key (institution_id, terminal_id)
);

create table makers_report (
  institution_id int not null,
  id uuid not null,
  file_name text not null,
  rows_total int not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (institution_id, id)
);

create table makers_report_row (
  institution_id int not null,
  report_id uuid not null,
  serial text collate "C" not null,
  maker text not null,
  model text not null,
  device_type text not null,
  acquirer_code text not null,
  reported_at timestamptz not null,
  primary key (institution_id, report_id, serial)
);

alter table terminal add constraint terminal_merchant
  foreign key (institution_id, merchant_id) references merchant (institution_id, id);
alter table terminal add constraint terminal_store
  foreign key (institution_id, store_id) references store (institution_id, id);
alter table terminal_binding add constraint terminal_binding_terminal
  foreign key (institution_id, terminal_id) references terminal (institution_id, id);
alter table terminal_history add constraint terminal_history_terminal
  foreign key (institution_id, terminal_id) references terminal (institution_id, id);
alter table terminal_activity add constraint terminal_activity_terminal
  foreign key (institution_id, terminal_id) references terminal (institution_id, id);
alter table makers_report_row add constraint makers_report_row_report
  foreign key (institution_id, report_id) references makers_report (institution_id, id);

alter table terminal enable row level security;
create policy own on terminal to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy contracted on terminal for select to shancheng_app
  using (acquirer_id = (select app_institution()));
grant select, insert, update on terminal to shancheng_app;

alter table terminal_serial_claim enable row level security;
create policy own on terminal_serial_claim to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, delete on terminal_serial_claim to shancheng_app;

alter table terminal_code_claim enable row level security;
create policy own on terminal_code_claim to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on terminal_code_claim to shancheng_app;

alter table terminal_binding enable row level security;
create policy own on terminal_binding to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy contracted on terminal_binding for select to shancheng_app
  using (acquirer_id = (select app_institution()));
grant select, insert on terminal_binding to shancheng_app;
-- What was bound stays as it was bound: only its end can be written.
grant update (ended_at, end_leaf_id) on terminal_binding to shancheng_app;

-- Append only: there is no grant to update or delete.
alter table terminal_history enable row level security;
create policy own on terminal_history to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy contracted on terminal_history for select to shancheng_app
  using (acquirer_id = (select app_institution()));
grant select, insert on terminal_history to shancheng_app;

alter table terminal_activity enable row level security;
create policy own on terminal_activity to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on terminal_activity to shancheng_app;

alter table makers_report enable row level security;
create policy own on makers_report to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on makers_report to shancheng_app;

alter table makers_report_row enable row level security;
create policy own on makers_report_row to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on makers_report_row to shancheng_app;
