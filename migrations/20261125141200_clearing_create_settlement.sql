-- Settlement: the calendar of working days, holds, batches with their lines, what is carried on.

create table working_day (
  day date primary key,
  works boolean not null,
  name text not null check (length(name) between 1 and 60),
  added_by text not null,
  added_at timestamptz not null
);
comment on table working_day is
  'reference: holidays and make-up working days; any other day works from Monday to Friday';

create table settlement_hold (
  institution_id int not null,
  id uuid not null,
  merchant_id uuid not null,
  -- Without an amount all of the merchant is held.
  amount_fen bigint check (amount_fen > 0),
  reason text not null check (length(reason) between 1 and 500),
  state text not null check (state in ('active', 'released')),
  placed_by text not null,
  placed_at timestamptz not null,
  released_by text,
  released_at timestamptz,
  primary key (institution_id, id),
  check ((state = 'released') = (released_at is not null)),
  check ((released_at is null) = (released_by is null))
);
create index settlement_hold_id on settlement_hold (id);
create index settlement_hold_active on settlement_hold (institution_id, merchant_id)
  where state = 'active';

create table settlement_batch (
  institution_id int not null,
  id uuid not null,
  -- The working day on which it is paid; one batch a day.
  settle_date date not null,
  -- made: nothing has gone out; sent: with the bank; done: every payout has its result.
  state text not null check (state in ('made', 'sent', 'done')),
  lines int not null,
  payouts int not null,
  gross_fen bigint not null,
  fee_fen bigint not null,
  payout_fen bigint not null,
  carried_fen bigint not null,
  -- SHA-256 of the payout file, in lower-case hex, once it is sent.
  file_sha256 text,
  -- The file itself, sealed: it holds account numbers.
  file_sealed bytea,
  made_at timestamptz not null,
  sent_at timestamptz,
  -- When the file was put into the bank's folder, where there is one.
  handed_in_at timestamptz,
  done_at timestamptz,
  primary key (institution_id, id),
  check ((state = 'made') = (sent_at is null)),
  check ((state = 'done') = (done_at is not null))
);
create unique index settlement_batch_date on settlement_batch (institution_id, settle_date);
create index settlement_batch_id on settlement_batch (id);

-- Which batch has taken a day up.
alter table clearing_day add column settled_by uuid;

create table settlement_line (
  institution_id int not null,
  batch_id uuid not null,
  id uuid not null,
  merchant_id uuid not null,
  merchant_code text not null,
  acquirer_id int not null,
  -- Lines of clearing in it.
  items int not null,
  gross_fen bigint not null,
  fee_fen bigint not null,
  -- What batches before it left, below zero where the merchant owes.
  carried_in_fen bigint not null,
  held_fen bigint not null check (held_fen >= 0),
  payout_fen bigint not null check (payout_fen >= 0),
  -- What the next batch takes up.
  carried_out_fen bigint not null,
  state text not null check (state in ('none', 'payable', 'sent', 'paid', 'rejected', 'returned')),
  reason text not null default '',
  bank_reference text,
  changed_at timestamptz not null,
  primary key (institution_id, batch_id, id),
  check (gross_fen - fee_fen + carried_in_fen = payout_fen + carried_out_fen),
  check ((state = 'none') = (payout_fen = 0))
);
create unique index settlement_line_party
  on settlement_line (institution_id, batch_id, merchant_id, acquirer_id);
create index settlement_line_merchant on settlement_line (institution_id, merchant_id, batch_id);

-- What waits for the next batch: each amount once, taken up once.
create table settlement_carry (
  institution_id int not null,
  -- The line that left it, and why: what it could not pay, or what the bank gave back.
  line_id uuid not null,
  cause text not null check (cause in ('carried', 'rejected', 'returned')),
  merchant_id uuid not null,
  merchant_code text not null,
  acquirer_id int not null,
  amount_fen bigint not null check (amount_fen <> 0),
  made_at timestamptz not null,
  taken_by uuid,
  primary key (institution_id, line_id, cause)
);
create index settlement_carry_open on settlement_carry (institution_id)
  where taken_by is null;

-- Everybody looks the calendar up; only the network branch keeps it.
alter table working_day enable row level security;
create policy read_all on working_day for select to shancheng_app using (true);
create policy network_adds on working_day for insert to shancheng_app
  with check ((select app_network()));
create policy network_changes on working_day for update to shancheng_app
  using ((select app_network())) with check ((select app_network()));
grant select, insert, update on working_day to shancheng_app;

alter table settlement_hold enable row level security;
create policy own on settlement_hold to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on settlement_hold to shancheng_app;

alter table settlement_batch enable row level security;
create policy own on settlement_batch to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on settlement_batch to shancheng_app;

alter table settlement_line enable row level security;
create policy own on settlement_line to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy acquired on settlement_line for select to shancheng_app
  using (acquirer_id = (select app_institution()));
grant select, insert, update on settlement_line to shancheng_app;

alter table settlement_carry enable row level security;
create policy own on settlement_carry to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on settlement_carry to shancheng_app;
