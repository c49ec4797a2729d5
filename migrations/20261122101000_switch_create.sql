-- The switch: payments, what became of them, reversals in store-and-forward, keys.
--
-- What is known before a payment leaves (payment) and what came of it (payment_outcome) are two
-- tables that only grow: inserting twice costs less than changing a wide row, and the primary
-- key of payment_outcome decides, on whatever node, which of several endings is the one.
-- They carry no foreign keys: a check per row would cost more than the row, the switch is their
-- one writer, and `shancheng verify` compares them.

create table payment (
  institution_id int not null,
  -- Made from the time, so the primary key is the index by time as well.
  id uuid not null,
  node int not null,
  kind text not null check (kind in ('sale', 'void', 'refund', 'balance_query')),
  acquirer_id int not null,
  link_id uuid not null,
  amount_fen bigint not null check (amount_fen >= 0),
  merchant_id uuid not null,
  merchant_code text not null,
  acquirer_merchant_code text not null,
  store_id uuid not null,
  terminal_id uuid not null,
  terminal_code text not null,
  serial text not null,
  mcc text not null,
  batch_no int not null,
  trace_no int not null,
  entry_mode text not null,
  -- Keyed hash of the card number, the sealed number, and the form that may be shown.
  card_token bytea not null,
  card_sealed bytea not null,
  card_mask text not null,
  -- Keyed hash of what was asked: tells a repetition from another request under the same number.
  content_token bytea not null,
  original_id uuid,
  -- Binding check and routing with its reasons, as JSON.
  decision json not null,
  received_at timestamptz not null,
  primary key (institution_id, id)
);
-- The same terminal, batch and trace number is the same payment.
create unique index payment_trace
  on payment (institution_id, terminal_id, batch_no, trace_no);
create index payment_original on payment (institution_id, original_id)
  where original_id is not null;

create table payment_outcome (
  institution_id int not null,
  payment_id uuid not null,
  acquirer_id int not null,
  state text not null check (state in ('approved', 'declined', 'unknown', 'failed')),
  response_code text not null,
  reference_no text,
  authorization_code text,
  balance text,
  latency_us bigint not null,
  -- Microseconds from receipt at which each hop was passed.
  hops json not null,
  answered_at timestamptz not null,
  primary key (institution_id, payment_id)
);

-- One a payment, whoever asks for it. It has the id of its payment.
create table reversal (
  institution_id int not null,
  payment_id uuid not null,
  acquirer_id int not null,
  link_id uuid not null,
  reason text not null check (reason in ('98', '96', 'A0', '06')),
  state text not null check (state in ('pending', 'acknowledged', 'staff', 'resolved')),
  tries int not null default 0,
  response_code text,
  -- When an answer to the payment itself came after it was given up, and which.
  late_at timestamptz,
  late_code text,
  note text not null default '',
  resolved_by text,
  created_at timestamptz not null,
  tried_at timestamptz,
  ended_at timestamptz,
  primary key (institution_id, payment_id),
  check ((state in ('acknowledged', 'resolved')) = (ended_at is not null))
) with (fillfactor = 70);
create index reversal_pending on reversal (link_id, created_at, payment_id)
  where state = 'pending';
create index reversal_staff on reversal (institution_id, payment_id) where state = 'staff';
create index reversal_created on reversal (created_at);

-- Locked while a payment is being undone by a void, a refund or a reversal.
create table payment_lock (
  institution_id int not null,
  payment_id uuid not null,
  taken int not null default 0,
  primary key (institution_id, payment_id)
);

-- Keys are sealed by the vault; only the check value may be shown.
create table terminal_key (
  institution_id int not null,
  terminal_id uuid not null,
  purpose text not null check (purpose in ('tmk', 'pik', 'mak', 'tdk')),
  sealed bytea not null,
  check_value text not null check (check_value ~ '^[0-9A-F]{8}$'),
  made_at timestamptz not null,
  primary key (institution_id, terminal_id, purpose)
);

create table terminal_session (
  institution_id int not null,
  terminal_id uuid not null,
  batch_no int not null check (batch_no between 1 and 999999),
  -- False after sign-off and after three wrong MACs in a row.
  signed_in boolean not null,
  changed_at timestamptz not null,
  primary key (institution_id, terminal_id)
);

create table link_key (
  institution_id int not null,
  link_id uuid not null,
  purpose text not null check (purpose in ('zpk', 'zak')),
  sealed bytea not null,
  check_value text not null check (check_value ~ '^[0-9A-F]{8}$'),
  made_at timestamptz not null,
  primary key (institution_id, link_id, purpose)
);

create table switch_mark (
  node int primary key,
  settled_before timestamptz not null
);
comment on table switch_mark is
  'reference: before this time every payment of the node has an outcome and its entries';

alter table payment enable row level security;
create policy own on payment to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy acquired on payment for select to shancheng_app
  using (acquirer_id = (select app_institution()));
-- Append only: there is no grant to update or delete.
grant select, insert on payment to shancheng_app;

alter table payment_outcome enable row level security;
create policy own on payment_outcome to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy acquired on payment_outcome for select to shancheng_app
  using (acquirer_id = (select app_institution()));
grant select, insert on payment_outcome to shancheng_app;

alter table reversal enable row level security;
create policy own on reversal to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy acquired on reversal for select to shancheng_app
  using (acquirer_id = (select app_institution()));
grant select, insert, update on reversal to shancheng_app;

alter table payment_lock enable row level security;
create policy own on payment_lock to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on payment_lock to shancheng_app;

alter table terminal_key enable row level security;
create policy own on terminal_key to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on terminal_key to shancheng_app;

alter table terminal_session enable row level security;
create policy own on terminal_session to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on terminal_session to shancheng_app;

alter table link_key enable row level security;
create policy own on link_key to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on link_key to shancheng_app;

grant select, insert, update on switch_mark to shancheng_app;
