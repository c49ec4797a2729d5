-- Fees: dated rules, and which cards are debit or credit cards.

-- A rule belongs to whoever sets it: the tariff of issuers and the network to the network branch
-- (institution 1), what a merchant pays to its acquirer.
create table fee_rule (
  institution_id int not null,
  id uuid not null,
  kind text not null check (kind in ('issuer', 'network', 'waiver', 'merchant')),
  name text not null check (length(name) between 1 and 60),
  card_class text check (card_class in ('debit', 'credit')),
  contract_id uuid,
  mccs text[] not null default '{}',
  -- Basis points of the amount.
  rate_bp numeric(9, 4) check (rate_bp between 0 and 1000),
  cap_fen bigint check (cap_fen >= 0),
  source text not null check (length(source) between 1 and 200),
  -- The first day on which the text holds; of a retired rule the first on which it does not.
  from_day date not null,
  state text not null check (state in ('draft', 'active', 'retired')),
  -- Published changes; 0 while it is a draft.
  version int not null check (version >= 0),
  created_by text not null,
  approved_by text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (institution_id, id),
  check ((kind = 'waiver') = (rate_bp is null)),
  check ((kind = 'waiver') = (cardinality(mccs) > 0)),
  check (contract_id is null or kind = 'merchant'),
  check ((state = 'draft') = (version = 0)),
  check ((state = 'draft') = (approved_by is null))
);
create index fee_rule_id on fee_rule (id);

-- Every published version stays, with its leaf in the evidence log. What holds on a day is, of
-- each rule, the highest version that has begun by then: the past never changes.
create table fee_rule_version (
  institution_id int not null,
  rule_id uuid not null,
  version int not null check (version > 0),
  change text not null check (change in ('create', 'change', 'retire')),
  kind text not null,
  name text not null,
  card_class text,
  contract_id uuid,
  mccs text[] not null,
  rate_bp numeric(9, 4),
  cap_fen bigint,
  source text not null,
  from_day date not null,
  requested_by text not null,
  approved_by text not null,
  approval_id uuid not null,
  leaf_id uuid not null,
  at timestamptz not null,
  primary key (institution_id, rule_id, version)
);
alter table fee_rule_version add constraint fee_rule_version_rule
  foreign key (institution_id, rule_id) references fee_rule (institution_id, id);

-- Ranges of first digits. Six at most: a payment keeps the masked card number only.
create table card_bin (
  low text not null check (low ~ '^[0-9]{2,6}$'),
  high text not null check (high ~ '^[0-9]{2,6}$'),
  from_day date not null,
  card_class text not null check (card_class in ('debit', 'credit')),
  issuer text not null check (length(issuer) between 1 and 60),
  added_by text not null,
  added_at timestamptz not null,
  primary key (low, high, from_day),
  check (length(low) = length(high) and low <= high)
);
comment on table card_bin is 'reference: which cards are debit or credit cards, from which day';

alter table fee_rule enable row level security;
create policy own on fee_rule to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert, update on fee_rule to shancheng_app;

-- Append only: there is no grant to update or delete.
alter table fee_rule_version enable row level security;
create policy own on fee_rule_version to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select, insert on fee_rule_version to shancheng_app;

-- Everybody looks cards up; only the network branch adds ranges, and none is ever changed.
alter table card_bin enable row level security;
create policy read_all on card_bin for select to shancheng_app using (true);
create policy network_adds on card_bin for insert to shancheng_app
  with check ((select app_network()));
grant select, insert on card_bin to shancheng_app;
