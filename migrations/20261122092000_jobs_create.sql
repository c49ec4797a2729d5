-- Jobs: the queue, the schedule, the outbox and webhooks.

create table job (
  institution_id int not null,
  id uuid not null,
  kind text not null check (length(kind) between 1 and 64),
  key text check (length(key) between 1 and 200),
  payload jsonb not null,
  state text not null check (state in ('queued', 'running', 'done', 'dead', 'superseded')),
  -- When it may start; while it runs, when its lease ends.
  due_at timestamptz not null,
  lease uuid,
  tries int not null default 0,
  steps_done bigint not null default 0,
  steps_total bigint,
  result jsonb,
  error text,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (institution_id, id)
);
create index job_due on job (institution_id, kind, due_at) where state in ('queued', 'running');
create unique index job_key on job (institution_id, kind, key)
  where state = 'queued' and key is not null;
create index job_dead on job (institution_id, id) where state = 'dead';

create table job_try (
  institution_id int not null,
  job_id uuid not null,
  number int not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text not null check (outcome in ('running', 'done', 'failed', 'lost')),
  error text,
  primary key (institution_id, job_id, number)
);

create table schedule_claim (
  name text primary key,
  next_at timestamptz not null,
  last_at timestamptz
);
comment on table schedule_claim is 'claim: each run of a schedule starts on one node';

-- Events just written, in no order that could be relied on: transactions commit when they will.
-- The relay moves them to outbox_log and gives each its position there.
create table outbox (
  institution_id int not null,
  id uuid not null,
  name text not null,
  aggregate text not null,
  at timestamptz not null,
  data json not null,
  primary key (institution_id, id)
);

-- Events in the order of the relay: positions of an institution have no gaps, and a smaller one
-- never appears after a greater one, because the row of outbox_head is locked while they are given.
create table outbox_log (
  institution_id int not null,
  position bigint not null,
  id uuid not null,
  name text not null,
  aggregate text not null,
  at timestamptz not null,
  data json not null,
  relayed_at timestamptz not null,
  primary key (institution_id, position)
);

create table outbox_head (
  institution_id int primary key,
  position bigint not null
);

create table outbox_cursor (
  institution_id int not null,
  subscriber text not null,
  position bigint not null,
  lease uuid,
  lease_until timestamptz not null,
  primary key (institution_id, subscriber)
);

-- Events that a subscriber could not take yet: the failed one and those of the same aggregate
-- after it.
create table outbox_parked (
  institution_id int not null,
  subscriber text not null,
  position bigint not null,
  event_id uuid not null,
  aggregate text not null,
  state text not null check (state in ('waiting', 'dead')),
  tries int not null,
  due_at timestamptz not null,
  error text,
  parked_at timestamptz not null,
  primary key (institution_id, subscriber, position)
);
create index outbox_parked_due on outbox_parked (institution_id, subscriber, due_at)
  where state = 'waiting';
create index outbox_parked_aggregate
  on outbox_parked (institution_id, subscriber, aggregate, position) where state = 'waiting';

create table webhook (
  institution_id int not null,
  id uuid not null,
  url text not null check (length(url) between 8 and 2000),
  events text[] not null check (cardinality(events) between 1 and 50),
  state text not null check (state in ('active', 'paused', 'disabled')),
  key_id text not null,
  public_key text not null,
  key_sealed bytea not null,
  disabled_why text,
  disabled_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (institution_id, id)
);

create table webhook_delivery (
  institution_id int not null,
  id uuid not null,
  webhook_id uuid not null,
  event_id uuid not null,
  event_name text not null,
  aggregate text not null,
  position bigint not null,
  -- How many times the event was sent anew on request before this delivery.
  replay int not null default 0,
  body text not null,
  state text not null check (state in ('pending', 'delivered', 'failed')),
  tries int not null default 0,
  due_at timestamptz not null,
  lease uuid,
  last_status int,
  last_error text,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (institution_id, id),
  unique (institution_id, webhook_id, event_id, replay)
);
create index webhook_delivery_due on webhook_delivery (institution_id, due_at)
  where state = 'pending';
create index webhook_delivery_order
  on webhook_delivery (institution_id, webhook_id, aggregate, position, replay)
  where state = 'pending';
create index webhook_delivery_of on webhook_delivery (institution_id, webhook_id, id);

create table webhook_try (
  institution_id int not null,
  delivery_id uuid not null,
  number int not null,
  at timestamptz not null,
  duration_ms int not null,
  status int,
  error text,
  response text,
  primary key (institution_id, delivery_id, number)
);

alter table job_try add constraint job_try_of
  foreign key (institution_id, job_id) references job (institution_id, id) on delete cascade;
alter table webhook_delivery add constraint webhook_delivery_to
  foreign key (institution_id, webhook_id) references webhook (institution_id, id);
alter table webhook_try add constraint webhook_try_of
  foreign key (institution_id, delivery_id)
  references webhook_delivery (institution_id, id) on delete cascade;

alter table job enable row level security;
create policy own on job to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
alter table job_try enable row level security;
create policy own on job_try to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
alter table outbox enable row level security;
create policy own on outbox to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
alter table outbox_log enable row level security;
create policy own on outbox_log to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
alter table outbox_head enable row level security;
create policy own on outbox_head to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
alter table outbox_cursor enable row level security;
create policy own on outbox_cursor to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
alter table outbox_parked enable row level security;
create policy own on outbox_parked to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
alter table webhook enable row level security;
create policy own on webhook to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
alter table webhook_delivery enable row level security;
create policy own on webhook_delivery to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
alter table webhook_try enable row level security;
create policy own on webhook_try to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));

grant select, insert, update, delete on job to shancheng_app;
comment on table job is 'deletes: jobs that ended well, after their retention';
grant select, insert, update on job_try to shancheng_app;
grant select, insert, update on schedule_claim to shancheng_app;
grant select, insert, delete on outbox to shancheng_app;
comment on table outbox is 'deletes: events that the relay moves to outbox_log';
grant select, insert, delete on outbox_log to shancheng_app;
comment on table outbox_log is
  'deletes: events that every cursor has passed, after their retention';
grant select, insert, update on outbox_head, outbox_cursor to shancheng_app;
grant select, insert, update, delete on outbox_parked to shancheng_app;
comment on table outbox_parked is 'deletes: events that the subscriber has taken at last';
grant select, insert, update on webhook to shancheng_app;
grant select, insert, update, delete on webhook_delivery to shancheng_app;
comment on table webhook_delivery is 'deletes: deliveries that ended, after their retention';
grant select, insert on webhook_try to shancheng_app;
