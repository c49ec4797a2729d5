-- The roles, the scope functions of row-level security, and the institutions.
--
-- shancheng_owner owns every object; shancheng_app is what the program becomes after connecting
-- (`set role`) and owns nothing, so that row-level security binds it.

do $$
begin
  if not exists (select from pg_roles where rolname = 'shancheng_owner') then
    begin
      create role shancheng_owner nologin;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
  if not exists (select from pg_roles where rolname = 'shancheng_app') then
    begin
      create role shancheng_app nologin;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
  if not pg_has_role(session_user, 'shancheng_owner', 'member') then
    execute format('grant shancheng_owner to %I', session_user);
  end if;
  if not pg_has_role(session_user, 'shancheng_app', 'member') then
    execute format('grant shancheng_app to %I', session_user);
  end if;
end $$;

grant usage, create on schema public to shancheng_owner;
grant usage on schema public to shancheng_app;

-- The list of applied migrations is made by the program before the first of them.
alter table schema_migration owner to shancheng_owner;
comment on table schema_migration is 'reference: migrations applied, with the checksum of each';
grant select on schema_migration to shancheng_app;

-- Every later migration runs as shancheng_owner; this one became possible just now.
set local role shancheng_owner;

-- Institution that the transaction works for; null (no rows) when absent: fails closed.
create function app_institution() returns int
  language sql stable parallel safe
  return case
    when current_setting('app.institution', true) ~ '^[0-9]{1,9}$'
    then current_setting('app.institution', true)::int
  end;

-- True when the transaction works for the network as a whole.
create function app_network() returns boolean
  language sql stable parallel safe
  return coalesce(current_setting('app.institution', true), '') = '*';

create table institution (
  id int primary key check (id between 1 and 999999999),
  code text not null unique check (code ~ '^[0-9]{8}$'),
  name text not null,
  short_name text not null,
  kind text not null check (
    kind in ('network_branch', 'acquirer', 'bank', 'payment_institution', 'system_vendor')
  ),
  state text not null check (state in ('active', 'suspended', 'closed')),
  created_at timestamptz not null
);
comment on table institution is 'reference: institutions, few and known to all';

alter table institution enable row level security;
create policy known_to_all on institution for select to shancheng_app using (true);
create policy network_adds on institution for insert to shancheng_app
  with check ((select app_network()));
create policy network_changes on institution for update to shancheng_app
  using ((select app_network())) with check ((select app_network()));
grant select, insert, update on institution to shancheng_app;
