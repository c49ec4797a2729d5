-- Evidence: leaves of the Merkle log, and the log built from them.
--
-- A leaf belongs to an institution; the tree over all leaves is one for the whole network
-- branch, so its tables are reference tables without an institution.

create table evidence_leaf (
  institution_id int not null,
  id uuid not null,
  kind text not null check (length(kind) between 1 and 64),
  subject text not null check (length(subject) between 1 and 128),
  at timestamptz not null,
  -- Canonical JSON; these bytes are the entry of the log.
  content text not null check (octet_length(content) <= 16384),
  -- Place in the log, given once by the integrator; null until then.
  log_index bigint check (log_index >= 0),
  primary key (institution_id, id)
);
create index evidence_leaf_pending on evidence_leaf (institution_id, id) where log_index is null;
create index evidence_leaf_subject on evidence_leaf (institution_id, subject, id);

-- In order of the log, for `verify`; unique by the lock of the log's row, and checked there.
create index evidence_leaf_sequence on evidence_leaf (log_index) where log_index is not null;

create table evidence_log (
  name text primary key,
  origin text not null,
  verifier_key text not null,
  key_sealed bytea,
  size bigint not null check (size >= 0),
  created_at timestamptz not null
);
comment on table evidence_log is
  'reference: global log; one row, locked while leaves are sequenced';

create table evidence_tile (
  level int not null check (level between 0 and 5),
  tile_index bigint not null check (tile_index >= 0),
  hashes bytea not null check (octet_length(hashes) between 32 and 8192),
  primary key (level, tile_index)
);
comment on table evidence_tile is
  'reference: global log; hash tiles of height 8, as tlog-tiles has them';

create table evidence_bundle (
  tile_index bigint primary key check (tile_index >= 0),
  entries bytea not null
);
comment on table evidence_bundle is
  'reference: global log; entries of each level 0 tile, each after its length in two bytes';

create table evidence_checkpoint (
  size bigint primary key check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  at timestamptz not null
);
comment on table evidence_checkpoint is 'reference: global log; every checkpoint ever signed';

alter table evidence_leaf enable row level security;
create policy own_read on evidence_leaf for select to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()));
create policy own_add on evidence_leaf for insert to shancheng_app
  with check (
    (institution_id = (select app_institution()) or (select app_network())) and log_index is null
  );
-- A leaf gets its index once; after that nobody may change it.
create policy sequence_once on evidence_leaf for update to shancheng_app
  using ((select app_network()) and log_index is null)
  with check ((select app_network()) and log_index is not null);
grant select, insert, update (log_index) on evidence_leaf to shancheng_app;

alter table evidence_log enable row level security;
create policy known_to_all on evidence_log for select to shancheng_app using (true);
create policy network_adds on evidence_log for insert to shancheng_app
  with check ((select app_network()));
create policy network_changes on evidence_log for update to shancheng_app
  using ((select app_network())) with check ((select app_network()));
grant select, insert, update (size) on evidence_log to shancheng_app;

alter table evidence_tile enable row level security;
create policy known_to_all on evidence_tile for select to shancheng_app using (true);
create policy network_adds on evidence_tile for insert to shancheng_app
  with check ((select app_network()));
create policy network_changes on evidence_tile for update to shancheng_app
  using ((select app_network())) with check ((select app_network()));
grant select, insert, update (hashes) on evidence_tile to shancheng_app;

alter table evidence_bundle enable row level security;
-- Entries hold no personal data, but whose they are is an institution's own affair: the gateway
-- serves them to auditors of the network; an institution gets its own by their proofs.
create policy network_reads on evidence_bundle for select to shancheng_app
  using ((select app_network()));
create policy network_adds on evidence_bundle for insert to shancheng_app
  with check ((select app_network()));
create policy network_changes on evidence_bundle for update to shancheng_app
  using ((select app_network())) with check ((select app_network()));
grant select, insert, update (entries) on evidence_bundle to shancheng_app;

alter table evidence_checkpoint enable row level security;
create policy known_to_all on evidence_checkpoint for select to shancheng_app using (true);
create policy network_adds on evidence_checkpoint for insert to shancheng_app
  with check ((select app_network()));
grant select, insert on evidence_checkpoint to shancheng_app;
