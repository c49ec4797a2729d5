-- When an acquirer's business day ends: dated, by two people, never changed once it holds.
create table acquirer_cut_off (
  institution_id int not null,
  -- The first business day that ends by it.
  from_day date not null,
  -- In China. Before noon it is on the day after.
  cut_off time not null check (cut_off < '06:00' or cut_off >= '18:00'),
  requested_by text not null,
  approved_by text not null check (approved_by <> requested_by),
  approval_id uuid not null,
  at timestamptz not null,
  primary key (institution_id, from_day)
);

-- Append only: there is no grant to update or delete.
alter table acquirer_cut_off enable row level security;
create policy own on acquirer_cut_off to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on acquirer_cut_off to shancheng_app;
