-- Reconciliation: the file that an acquirer sends for a business day, held line by line against
-- the lines of clearing. Files, lines, pairs and results are never changed; a decision is a
-- result's next version, and the day's head alone says which file and run count.

create table recon_day (
  institution_id int not null,
  id uuid not null,
  source text not null check (source in ('acquirer', 'network')),
  acquirer_id int not null,
  business_date date not null,
  state text not null check (state in ('open', 'closed')),
  -- The file that counts and its latest run.
  file_id uuid not null,
  run_id uuid not null,
  file_version int not null check (file_version > 0),
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  primary key (institution_id, source, acquirer_id, business_date),
  check ((state = 'closed') = (closed_at is not null)),
  check ((closed_at is null) = (closed_by is null))
);
create unique index recon_day_id on recon_day (institution_id, id);

create table recon_file (
  institution_id int not null,
  id uuid not null,
  source text not null,
  acquirer_id int not null,
  business_date date not null,
  -- Counts the files of the day; the latest one counts.
  version int not null check (version > 0),
  file_name text not null,
  -- Of all that stands before the file's last line, as that line states it.
  sha256 bytea not null check (octet_length(sha256) = 32),
  lines int not null check (lines >= 0),
  amount_fen bigint not null,
  -- Null when the file does not tell fees.
  fee_fen bigint,
  taken_by text not null,
  taken_name text not null,
  taken_at timestamptz not null,
  primary key (institution_id, id)
);
create unique index recon_file_version
  on recon_file (institution_id, source, acquirer_id, business_date, version);

create table recon_line (
  institution_id int not null,
  file_id uuid not null,
  -- Line of the file; its head is line 1.
  line_no int not null,
  merchant_code text not null,
  terminal_code text not null,
  batch_no int not null,
  trace_no int not null,
  reference_no text,
  kind text not null,
  amount_fen bigint not null check (amount_fen <> 0),
  fee_fen bigint,
  card_mask text not null,
  at timestamptz not null,
  response_code text not null,
  -- The earlier line that this one repeats.
  duplicate_of int,
  primary key (institution_id, file_id, line_no)
);

-- A run holds one file against the lines of clearing as they were then.
create table recon_run (
  institution_id int not null,
  id uuid not null,
  file_id uuid not null,
  -- How far two times of one payment may lie apart.
  tolerance_s int not null check (tolerance_s >= 0),
  -- The last day on which what is expected is not missing yet.
  due_on date not null,
  ours_lines int not null,
  ours_fen bigint not null,
  at timestamptz not null,
  primary key (institution_id, id)
);

-- A line of theirs and the line of ours that it stands for, by which rule, and what differs.
create table recon_pair (
  institution_id int not null,
  run_id uuid not null,
  line_no int not null,
  item_id uuid not null,
  rule smallint not null check (rule between 1 and 3),
  -- One bit a field; the program has the list.
  fields smallint not null,
  -- Of their line, so that a day is summed without its lines.
  amount_fen bigint not null,
  primary key (institution_id, run_id, line_no)
);

-- What is not a plain match. The highest version of an id counts.
create table recon_result (
  institution_id int not null,
  id uuid not null,
  version int not null check (version > 0),
  run_id uuid not null,
  source text not null,
  acquirer_id int not null,
  business_date date not null,
  status text not null check (
    status in ('expected', 'unexpected', 'amount_over', 'amount_under', 'data_mismatch',
      'fee_mismatch', 'duplicate', 'void', 'partially_reconciled', 'matched', 'archived')
  ),
  item_id uuid,
  line_no int,
  rule smallint,
  fields smallint not null,
  ours_fen bigint not null,
  theirs_fen bigint not null,
  ours_fee_fen bigint,
  theirs_fee_fen bigint,
  -- The way out that staff have taken, and how much of the difference it explains.
  way text check (
    way in ('accept_theirs', 'accept_ours', 'write_off', 'by_hand', 'wait', 'undo')
  ),
  explained_fen bigint not null default 0,
  -- The result that it was put together with by hand.
  other_id uuid,
  -- The entry in the ledger, and the way whose account it is on: what takes a way back is booked
  -- on the account of that way. Booked after the commit, as often as needed: its id stands here.
  transfer_id uuid,
  booked_fen bigint not null default 0,
  booked_way text,
  wait_until date,
  assigned_to text,
  assigned_name text,
  actor text not null,
  actor_name text not null,
  note text not null,
  at timestamptz not null,
  primary key (institution_id, id, version),
  check (item_id is not null or line_no is not null),
  check ((transfer_id is null) = (booked_fen = 0)),
  check ((transfer_id is null) = (booked_way is null)),
  check ((way is not distinct from 'wait') = (wait_until is not null))
);
create index recon_result_run on recon_result (institution_id, run_id);
create index recon_result_day on recon_result (institution_id, business_date, id);

alter table recon_day enable row level security;
alter table recon_file enable row level security;
alter table recon_line enable row level security;
alter table recon_run enable row level security;
alter table recon_pair enable row level security;
alter table recon_result enable row level security;
create policy own on recon_day to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy own on recon_file to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy own on recon_line to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy own on recon_run to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy own on recon_pair to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy own on recon_result to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
-- Append only, but for the head of a day.
grant select, insert on recon_day, recon_file, recon_line,
  recon_run, recon_pair, recon_result to shancheng_app;
grant update (state, file_id, run_id, file_version, closed_at, closed_by)
  on recon_day to shancheng_app;
