-- Codes that merchants show 收款码: for one order, or printed once on a board. Whoever scans one is
-- told what it is for; what he pays with is never kept, only its hash.
create table payment_code (
  institution_id int not null,
  digits text not null check (digits ~ '^(62|01)[0-9]{24}$'),
  kind text not null check (kind in ('dynamic', 'board')),
  -- Whose orders its payments become; see till_order.
  caller text not null,
  -- Of a dynamic code: the order that it collects.
  order_reference text,
  acquirer_code text not null check (acquirer_code ~ '^[0-9]{8}$'),
  terminal_institution_id int not null,
  terminal_id uuid not null,
  merchant_id uuid not null,
  -- What the shop calls it, or writes on its bill.
  name text check (length(name) between 1 and 64),
  -- What the till said of itself when it asked for the code.
  serial text not null,
  place text,
  amount_fen bigint check (amount_fen > 0),
  amount_max_fen bigint check (amount_max_fen > 0),
  day_max_fen bigint check (day_max_fen > 0),
  uses_max int check (uses_max > 0),
  -- The payer must stand before it: a micro merchant's board that is on no white list.
  face_to_face boolean not null,
  remote_reason text,
  expires_at timestamptz,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (institution_id, digits),
  check ((kind = 'dynamic') = (order_reference is not null)),
  check ((kind = 'dynamic') = (amount_fen is not null))
);
create unique index payment_code_order on payment_code (institution_id, caller, order_reference)
  where order_reference is not null;
create index payment_code_digits on payment_code (digits);
create index payment_code_newest on payment_code (institution_id, created_at, digits);

-- One try to pay a code; the same wallet's code is the same try.
create table payment_code_attempt (
  institution_id int not null,
  digits text not null,
  auth_hash bytea not null,
  order_reference text not null,
  terminal_institution_id int not null,
  terminal_id uuid not null,
  batch_no int not null,
  trace_no int not null,
  amount_fen bigint not null check (amount_fen > 0),
  -- It surely never became a payment.
  void boolean not null default false,
  created_at timestamptz not null,
  primary key (institution_id, digits, auth_hash)
);
create index payment_code_attempt_day on payment_code_attempt (institution_id, digits, created_at);

alter table payment_code enable row level security;
create policy own on payment_code to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on payment_code to shancheng_app;
grant update (closed_at) on payment_code to shancheng_app;

alter table payment_code_attempt enable row level security;
create policy own on payment_code_attempt to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on payment_code_attempt to shancheng_app;
grant update (void) on payment_code_attempt to shancheng_app;

-- The order of a code names the payment of its latest try.
grant update (batch_no, trace_no) on till_order to shancheng_app;
