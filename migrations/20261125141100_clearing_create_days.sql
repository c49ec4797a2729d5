-- Business days of an institution: what each came to, and how far it has got.
create table clearing_day (
  institution_id int not null,
  business_date date not null,
  -- open: lines may still be added; cut: none is; settled; closed: every fen is explained.
  state text not null check (state in ('open', 'cut', 'settled', 'closed')),
  -- Lines of payments and lines of their undoing.
  payments bigint not null default 0,
  reversals bigint not null default 0,
  amount_fen bigint not null default 0,
  merchant_fee_fen bigint not null default 0,
  issuer_fee_fen bigint not null default 0,
  network_fee_fen bigint not null default 0,
  acquirer_fee_fen bigint not null default 0,
  -- Lines whose card is in no range, and lines that cost their acquirer money.
  unknown_cards bigint not null default 0,
  below_cost bigint not null default 0,
  -- Payments of the day that are no line of it because their reversal had not ended.
  open_payments bigint not null default 0,
  open_fen bigint not null default 0,
  cut_at timestamptz,
  -- When the fees were in the ledger.
  booked_at timestamptz,
  changed_at timestamptz not null,
  primary key (institution_id, business_date),
  check ((state = 'open') = (cut_at is null)),
  check (booked_at is null or cut_at is not null)
);

alter table clearing_day enable row level security;
create policy own on clearing_day to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on clearing_day to shancheng_app;

-- A cut looks for the reversals that ended on its day.
create index reversal_ended on reversal (institution_id, ended_at, payment_id)
  where ended_at is not null;
