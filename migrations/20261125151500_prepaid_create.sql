-- Prepaid cards of one merchant: an account on the ledger each, and the entries that tills made.
create table prepaid_card (
  institution_id int not null,
  card_no text not null check (card_no ~ '^[0-9A-Za-z_-]{1,32}$'),
  merchant_id uuid not null,
  holder text not null check (length(holder) between 1 and 60),
  created_at timestamptz not null,
  primary key (institution_id, card_no)
);

create table prepaid_entry (
  institution_id int not null,
  card_no text not null,
  reference text not null check (reference ~ '^[0-9A-Za-z_-]{1,32}$'),
  -- The ledger's transfer is derived from it.
  id uuid not null,
  kind text not null check (kind in ('top_up', 'payment', 'refund')),
  amount_fen bigint not null check (amount_fen > 0),
  original_reference text check ((kind = 'refund') = (original_reference is not null)),
  state text not null check (state in ('begun', 'done', 'refused')),
  balance_fen bigint,
  created_at timestamptz not null,
  primary key (institution_id, card_no, reference)
);
create index prepaid_entry_newest on prepaid_entry (institution_id, card_no, id);
create index prepaid_entry_original on prepaid_entry (institution_id, card_no, original_reference)
  where original_reference is not null;

alter table prepaid_card enable row level security;
create policy own on prepaid_card to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
-- An update is asked for to lock a card.
grant select, insert, update on prepaid_card to shancheng_app;

alter table prepaid_entry enable row level security;
create policy own on prepaid_entry to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on prepaid_entry to shancheng_app;
