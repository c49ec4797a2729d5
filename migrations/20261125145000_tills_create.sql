-- Orders of tills that pay over HTTP. An order is written before its payment is asked for, with
-- the number that makes the payment the same however often it is asked.
create table till_order (
  institution_id int not null,
  -- The caller's written id: each caller has order references of its own.
  caller text not null,
  order_reference text not null check (order_reference ~ '^[0-9A-Za-z_-]{1,32}$'),
  kind text not null check (kind in ('sale', 'refund')),
  merchant_reference text check (length(merchant_reference) between 1 and 64),
  original_reference text,
  terminal_institution_id int not null,
  terminal_id uuid not null,
  batch_no int not null,
  trace_no int not null,
  amount_fen bigint not null check (amount_fen > 0),
  -- Hash of the request: the same reference with another request is refused.
  body_hash bytea not null,
  created_at timestamptz not null,
  primary key (institution_id, caller, order_reference)
);
create index till_order_newest on till_order (institution_id, caller, created_at, order_reference);
create index till_order_merchant on till_order (institution_id, caller, merchant_reference)
  where merchant_reference is not null;

create table till_counter (
  institution_id int not null,
  terminal_id uuid not null,
  used bigint not null check (used > 0),
  primary key (institution_id, terminal_id)
);

alter table till_order enable row level security;
create policy own on till_order to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on till_order to shancheng_app;

alter table till_counter enable row level security;
create policy own on till_counter to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on till_counter to shancheng_app;
