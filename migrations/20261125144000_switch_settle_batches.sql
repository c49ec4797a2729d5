-- Settlement of a terminal's batch: what the terminal says it sums to, what we have, and what it
-- uploads record by record when the two differ.
create table terminal_batch (
  institution_id int not null,
  terminal_id uuid not null,
  batch_no int not null check (batch_no between 1 and 999999),
  acquirer_id int not null,
  merchant_id uuid not null,
  merchant_code text not null,
  terminal_code text not null,
  state text not null check (state in ('balanced', 'uploading', 'differing', 'resolved')),
  -- Sums as {debit_fen, debit_count, credit_fen, credit_count}.
  terminal_sums jsonb not null,
  our_sums jsonb not null,
  differences jsonb not null default '[]',
  note text not null default '',
  resolved_by text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (institution_id, terminal_id, batch_no)
);
create index terminal_batch_newest on terminal_batch (institution_id, created_at, terminal_id);

create table terminal_batch_record (
  institution_id int not null,
  terminal_id uuid not null,
  batch_no int not null,
  trace_no int not null,
  amount_fen bigint not null check (amount_fen >= 0),
  card_token bytea not null,
  primary key (institution_id, terminal_id, batch_no, trace_no)
);

-- The batch that the session is in has been settled: nothing more is taken in it.
alter table terminal_session add column settled boolean not null default false;

alter table terminal_batch enable row level security;
create policy own on terminal_batch to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy acquired on terminal_batch for select to shancheng_app
  using (acquirer_id = (select app_institution()));
grant select, insert, update on terminal_batch to shancheng_app;

alter table terminal_batch_record enable row level security;
create policy own on terminal_batch_record to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on terminal_batch_record to shancheng_app;
