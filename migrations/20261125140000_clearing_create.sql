-- Clearing: what each business day's payments come to, line by line. A line is never changed;
-- what undoes it is a line of its own, of the day on which it was undone.
create table clearing_item (
  institution_id int not null,
  business_date date not null,
  -- The transfer of the entry that the line stands for: the same however often a day is cut.
  id uuid not null,
  booking text not null check (booking in ('payment', 'reversal')),
  payment_id uuid not null,
  kind text not null,
  acquirer_id int not null,
  merchant_id uuid not null,
  merchant_code text not null,
  acquirer_merchant_code text not null,
  store_id uuid not null,
  terminal_id uuid not null,
  terminal_code text not null,
  mcc text not null,
  batch_no int not null,
  trace_no int not null,
  reference_no text,
  card_mask text not null,
  card_class text not null check (card_class in ('debit', 'credit')),
  -- Above zero in favour of the merchant, below zero what is taken back.
  amount_fen bigint not null check (amount_fen <> 0),
  -- Fees with the sign of the amount: what the merchant pays, and who gets how much of it.
  merchant_fee_fen bigint not null,
  issuer_fee_fen bigint not null,
  network_fee_fen bigint not null,
  acquirer_fee_fen bigint not null,
  at timestamptz not null,
  primary key (institution_id, business_date, id),
  check (merchant_fee_fen = issuer_fee_fen + network_fee_fen + acquirer_fee_fen)
);
create index clearing_item_acquirer
  on clearing_item (institution_id, acquirer_id, business_date);
create index clearing_item_merchant
  on clearing_item (institution_id, merchant_id, business_date);
create index clearing_item_payment on clearing_item (institution_id, payment_id);

alter table clearing_item enable row level security;
create policy own on clearing_item to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
create policy acquired on clearing_item for select to shancheng_app
  using (acquirer_id = (select app_institution()));
-- Append only: there is no grant to update or delete.
grant select, insert on clearing_item to shancheng_app;
