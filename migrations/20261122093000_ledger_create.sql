-- The ledger: accounts, the journal of transfers, and what is derived from it.
--
-- ledger_transfer is the truth and only ever grows. Everything else can be recomputed from it,
-- and `shancheng verify ledger` does. The program may read these tables but write none of them:
-- every write goes through the two functions at the end, which run as the owner, take the facts
-- and recompute what the rules need from the transfers themselves, so that a faulty caller
-- cannot break a rule.

create table ledger_head (
  institution_id int not null primary key,
  seq bigint not null check (seq >= 0),
  watermark bigint not null check (watermark between 0 and seq),
  at timestamptz not null
) with (fillfactor = 50);

create table ledger_account (
  institution_id int not null,
  id uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z_]{1,39}$'),
  owner text not null check (length(owner) between 1 and 64),
  name text not null check (length(name) <= 128),
  ruled boolean not null,
  only_to boolean not null,
  created_at timestamptz not null,
  primary key (institution_id, id),
  check (ruled or not only_to)
);
create index ledger_account_owner on ledger_account (institution_id, owner, id);

-- Accounts with a rule keep their counters in place, and the checks hold them to it.
create table ledger_rule (
  institution_id int not null,
  account_id uuid not null,
  debits_must_not_exceed_credits boolean not null,
  credits_must_not_exceed_debits boolean not null,
  credits_only boolean not null,
  only_to boolean not null,
  debits_pending_fen bigint not null default 0 check (debits_pending_fen >= 0),
  debits_posted_fen bigint not null default 0 check (debits_posted_fen >= 0),
  credits_pending_fen bigint not null default 0 check (credits_pending_fen >= 0),
  credits_posted_fen bigint not null default 0 check (credits_posted_fen >= 0),
  primary key (institution_id, account_id),
  check (
    not debits_must_not_exceed_credits
    or debits_pending_fen + debits_posted_fen <= credits_posted_fen
  ),
  check (
    not credits_must_not_exceed_debits
    or credits_pending_fen + credits_posted_fen <= debits_posted_fen
  ),
  check (not credits_only or debits_pending_fen + debits_posted_fen = 0)
) with (fillfactor = 50);

create table ledger_only_to (
  institution_id int not null,
  account_id uuid not null,
  to_account_id uuid not null,
  primary key (institution_id, account_id, to_account_id)
);

-- *_previous_seq: the entry before this one of that account, 0 for its first. A statement walks
-- this chain, so that no index by account weighs on every posting.
create table ledger_transfer (
  institution_id int not null,
  id uuid not null,
  seq bigint not null check (seq > 0),
  kind text not null,
  debit_account_id uuid not null,
  credit_account_id uuid not null,
  amount_fen bigint not null,
  pending_id uuid,
  pending_fen bigint,
  timeout_s int check (timeout_s > 0),
  linked boolean not null,
  code int not null,
  reference uuid not null,
  debit_previous_seq bigint not null,
  credit_previous_seq bigint not null,
  at timestamptz not null,
  primary key (institution_id, id),
  check (amount_fen > 0 and debit_account_id <> credit_account_id and code between 0 and 65535),
  check (
    case
      when kind = 'single' then pending_id is null and pending_fen is null and timeout_s is null
      when kind = 'pending' then pending_id is null and pending_fen is null
      when kind in ('post', 'void', 'expire') then
        pending_id is not null and pending_fen is not null and timeout_s is null
        and pending_fen >= amount_fen and (kind = 'post' or pending_fen = amount_fen)
      else false
    end
  )
);
create unique index ledger_transfer_seq on ledger_transfer (institution_id, seq);
-- References are ids that sort by time, as the journal does: ranges find them at no cost to the
-- posting of each transfer.
create index ledger_transfer_reference on ledger_transfer
  using brin (reference uuid_minmax_multi_ops) with (pages_per_range = 32, autosummarize = on);

-- One row a posted batch: turns a time into a sequence number.
create table ledger_batch (
  institution_id int not null,
  last_seq bigint not null,
  first_seq bigint not null,
  watermark bigint not null,
  id uuid not null,
  at timestamptz not null,
  primary key (institution_id, last_seq),
  check (first_seq <= last_seq)
);
create index ledger_batch_at on ledger_batch (institution_id, at, last_seq);

create table ledger_pending (
  institution_id int not null,
  id uuid not null,
  debit_account_id uuid not null,
  credit_account_id uuid not null,
  amount_fen bigint not null check (amount_fen > 0),
  expires_at timestamptz,
  state text not null check (state in ('open', 'posted', 'voided', 'expired')),
  resolved_by uuid,
  primary key (institution_id, id),
  check ((state = 'open') = (resolved_by is null))
) with (fillfactor = 80);
create index ledger_pending_due on ledger_pending (institution_id, expires_at)
  where state = 'open' and expires_at is not null;

-- The counters of an account after transfer `seq`; entry_seq is its last entry until then.
create table ledger_snapshot (
  institution_id int not null,
  account_id uuid not null,
  seq bigint not null,
  entry_seq bigint not null,
  debits_pending_fen bigint not null,
  debits_posted_fen bigint not null,
  credits_pending_fen bigint not null,
  credits_posted_fen bigint not null,
  primary key (institution_id, account_id, seq),
  check (entry_seq <= seq)
);

alter table ledger_rule add constraint ledger_rule_account
  foreign key (institution_id, account_id) references ledger_account (institution_id, id);
alter table ledger_only_to add constraint ledger_only_to_account
  foreign key (institution_id, account_id) references ledger_account (institution_id, id);

alter table ledger_head enable row level security;
create policy own on ledger_head to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select on ledger_head to shancheng_app;

alter table ledger_account enable row level security;
create policy own on ledger_account to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select on ledger_account to shancheng_app;

alter table ledger_rule enable row level security;
create policy own on ledger_rule to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select on ledger_rule to shancheng_app;

alter table ledger_only_to enable row level security;
create policy own on ledger_only_to to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select on ledger_only_to to shancheng_app;

alter table ledger_transfer enable row level security;
create policy own on ledger_transfer to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select on ledger_transfer to shancheng_app;

alter table ledger_batch enable row level security;
create policy own on ledger_batch to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select on ledger_batch to shancheng_app;

alter table ledger_pending enable row level security;
create policy own on ledger_pending to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select on ledger_pending to shancheng_app;

alter table ledger_snapshot enable row level security;
create policy own on ledger_snapshot to shancheng_app
  using (institution_id = (select app_institution()) or (select app_network()))
  with check (institution_id = (select app_institution()) or (select app_network()));
grant select on ledger_snapshot to shancheng_app;

-- Makes accounts; those that are there stay as they are. Answers the ids it has made. The lists
-- of allowed targets (p_only_to_*) count for new accounts only: a rule is never widened.
create function ledger_create_accounts(
  p_institution int,
  p_at timestamptz,
  p_ids uuid[],
  p_kinds text[],
  p_owners text[],
  p_names text[],
  p_debits_held boolean[],
  p_credits_held boolean[],
  p_credits_only boolean[],
  p_only_to_accounts uuid[],
  p_only_to_targets uuid[]
) returns uuid[]
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  v_made uuid[];
begin
  if not coalesce(app_network() or app_institution() = p_institution, false) then
    raise exception 'institution % is out of scope', p_institution using errcode = '42501';
  end if;
  insert into ledger_head (institution_id, seq, watermark, at)
    values (p_institution, 0, 0, p_at) on conflict do nothing;
  with made as (
    insert into ledger_account (institution_id, id, kind, owner, name, ruled, only_to, created_at)
      select p_institution, t.id, t.kind, t.owner, t.name,
        t.debits_held or t.credits_held or t.credits_only or t.id = any (p_only_to_accounts),
        t.id = any (p_only_to_accounts), p_at
      from unnest(
        p_ids, p_kinds, p_owners, p_names, p_debits_held, p_credits_held, p_credits_only
      ) as t (id, kind, owner, name, debits_held, credits_held, credits_only)
      on conflict do nothing
      returning id
  )
  select coalesce(array_agg(id), '{}') into v_made from made;
  insert into ledger_rule (
      institution_id, account_id, debits_must_not_exceed_credits,
      credits_must_not_exceed_debits, credits_only, only_to)
    select p_institution, t.id, t.debits_held, t.credits_held, t.credits_only, a.only_to
    from unnest(p_ids, p_debits_held, p_credits_held, p_credits_only)
      as t (id, debits_held, credits_held, credits_only)
    join ledger_account a on a.institution_id = p_institution and a.id = t.id and a.ruled
    where t.id = any (v_made);
  insert into ledger_only_to (institution_id, account_id, to_account_id)
    select p_institution, t.account_id, t.to_account_id
    from unnest(p_only_to_accounts, p_only_to_targets) as t (account_id, to_account_id)
    where t.account_id = any (v_made)
    on conflict do nothing;
  return v_made;
end $$;

-- Appends one batch of transfers to the journal of one institution, whole or not at all.
--
-- p_expected is the head that the caller decided upon: when another writer was faster it fails
-- with 40001 and the caller decides anew. Refusals of the database: 23505 a transfer is there
-- already, 23503 an account is missing, 23514 a rule is broken. Counters of accounts with rules
-- are summed here from the transfers; snapshots are taken as given (they are a cache, checked
-- by `shancheng verify ledger`). Arrays that would say the same of every transfer may be empty:
-- p_kinds of single transfers, p_linked of none, and those of pending transfers.
create function ledger_append(
  p_institution int,
  p_expected bigint,
  p_at timestamptz,
  p_batch uuid,
  p_watermark bigint,
  p_ids uuid[],
  p_kinds text[],
  p_debits uuid[],
  p_credits uuid[],
  p_amounts bigint[],
  p_pending_ids uuid[],
  p_pending_amounts bigint[],
  p_timeouts int[],
  p_linked boolean[],
  p_codes int[],
  p_references uuid[],
  p_debit_previous bigint[],
  p_credit_previous bigint[],
  p_snapshot_accounts uuid[],
  p_snapshot_entries bigint[],
  p_snapshot_debits_pending bigint[],
  p_snapshot_debits_posted bigint[],
  p_snapshot_credits_pending bigint[],
  p_snapshot_credits_posted bigint[]
) returns bigint
  language plpgsql security definer set search_path = public, pg_temp
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_count int := cardinality(p_ids);
  v_last bigint := p_expected + cardinality(p_ids);
  v_missing bigint;
  v_ruled uuid[];
  v_moved bigint;
  v_listed boolean;
  v_resolves bigint;
begin
  if not coalesce(app_network() or app_institution() = p_institution, false) then
    raise exception 'institution % is out of scope', p_institution using errcode = '42501';
  end if;
  if v_count not between 1 and 8192 then
    raise exception 'a batch has 1 to 8192 transfers' using errcode = '22023';
  end if;
  update ledger_head
    set seq = v_last, at = p_at, watermark = greatest(watermark, least(p_watermark, v_last))
    where institution_id = p_institution and seq = p_expected and at <= p_at;
  if not found then
    raise exception 'the head is not at %', p_expected using errcode = '40001';
  end if;
  insert into ledger_batch (institution_id, last_seq, first_seq, watermark, id, at)
    values (p_institution, v_last, p_expected + 1, least(p_watermark, v_last), p_batch, p_at);
  insert into ledger_transfer (
      institution_id, id, seq, kind, debit_account_id, credit_account_id, amount_fen,
      pending_id, pending_fen, timeout_s, linked, code, reference,
      debit_previous_seq, credit_previous_seq, at)
    select p_institution, t.id, t.seq, coalesce(t.kind, 'single'), t.debit, t.credit, t.amount,
      t.pending_id, t.pending_amount, t.timeout_s, coalesce(t.linked, false), t.code,
      t.reference, t.debit_previous, t.credit_previous, p_at
    -- In the select list these run in step, without a copy of each array as `from` would make.
    from (
      select unnest(p_ids) as id, generate_series(p_expected + 1, v_last) as seq,
        unnest(p_kinds) as kind, unnest(p_debits) as debit, unnest(p_credits) as credit,
        unnest(p_amounts) as amount, unnest(p_pending_ids) as pending_id,
        unnest(p_pending_amounts) as pending_amount, unnest(p_timeouts) as timeout_s,
        unnest(p_linked) as linked, unnest(p_codes) as code, unnest(p_references) as reference,
        unnest(p_debit_previous) as debit_previous, unnest(p_credit_previous) as credit_previous
    ) t;

  -- Every account must be there; those with rules are moved in place by what the batch sums to.
  with touched as materialized (
    select t.id from (select unnest(p_debits || p_credits) as id) t group by t.id
  )
  select count(*) filter (where a.id is null), array_agg(t.id) filter (where a.ruled),
    coalesce(bool_or(a.only_to), false)
    into v_missing, v_ruled, v_listed
  from touched t
  left join ledger_account a on a.institution_id = p_institution and a.id = t.id;
  if v_missing > 0 then
    raise exception '% accounts are missing', v_missing using errcode = '23503';
  end if;
  if v_ruled is not null then
    with entry as materialized (
      select t.debit, t.credit,
        case coalesce(t.kind, 'single')
          when 'single' then 0 when 'pending' then t.amount else -t.pending_amount
        end as pending,
        case when coalesce(t.kind, 'single') in ('single', 'post') then t.amount else 0
        end as posted
      from (
        select unnest(p_kinds) as kind, unnest(p_debits) as debit, unnest(p_credits) as credit,
          unnest(p_amounts) as amount, unnest(p_pending_amounts) as pending_amount
      ) t
    ), moves as (
      select e.account_id,
        sum(e.debits_pending)::bigint as debits_pending,
        sum(e.debits_posted)::bigint as debits_posted,
        sum(e.credits_pending)::bigint as credits_pending,
        sum(e.credits_posted)::bigint as credits_posted
      from (
        select debit, pending, posted, 0, 0 from entry
        union all
        select credit, 0, 0, pending, posted from entry
      ) e (account_id, debits_pending, debits_posted, credits_pending, credits_posted)
      -- A short list sorts out the others early; a long one would be searched row by row.
      where cardinality(v_ruled) > 8 or e.account_id = any (v_ruled)
      group by e.account_id
    ), moved as (
      update ledger_rule r set
        debits_pending_fen = r.debits_pending_fen + m.debits_pending,
        debits_posted_fen = r.debits_posted_fen + m.debits_posted,
        credits_pending_fen = r.credits_pending_fen + m.credits_pending,
        credits_posted_fen = r.credits_posted_fen + m.credits_posted
      from moves m
      where r.institution_id = p_institution and r.account_id = m.account_id
      returning 1
    )
    select count(*) into v_moved from moved;
    if v_moved <> cardinality(v_ruled) then
      raise exception 'an account with rules has no counters' using errcode = '23503';
    end if;
  end if;
  if v_listed and exists (
    select from unnest(p_debits, p_credits) as t (debit, credit)
    join ledger_account a
      on a.institution_id = p_institution and a.id = t.debit and a.only_to
    left join ledger_only_to o
      on o.institution_id = p_institution and o.account_id = t.debit
        and o.to_account_id = t.credit
    where o.to_account_id is null
  ) then
    raise exception 'an account may not pay that target' using errcode = '23514';
  end if;

  -- Two-phase transfers: a pending one is resolved at most once, by as much as it holds.
  if cardinality(p_kinds) > 0 then
    insert into ledger_pending (
        institution_id, id, debit_account_id, credit_account_id, amount_fen, expires_at, state)
      select p_institution, t.id, t.debit, t.credit, t.amount,
        p_at + t.timeout_s * interval '1 second', 'open'
      from unnest(p_ids, p_kinds, p_debits, p_credits, p_amounts, p_timeouts)
        as t (id, kind, debit, credit, amount, timeout_s)
      where t.kind = 'pending';
    select count(*) into v_resolves
      from unnest(p_kinds) as t (kind) where t.kind in ('post', 'void', 'expire');
    with resolved as (
      update ledger_pending p set
        state = case t.kind when 'post' then 'posted' when 'void' then 'voided' else 'expired' end,
        resolved_by = t.id
      from unnest(p_ids, p_kinds, p_debits, p_credits, p_pending_ids, p_pending_amounts)
        as t (id, kind, debit, credit, pending_id, pending_amount)
      where t.kind in ('post', 'void', 'expire')
        and p.institution_id = p_institution and p.id = t.pending_id
        and p.state = 'open' and p.amount_fen = t.pending_amount
        and p.debit_account_id = t.debit and p.credit_account_id = t.credit
        and case t.kind
          when 'expire' then p.expires_at <= p_at
          else p.expires_at is null or p.expires_at > p_at
        end
      returning 1
    )
    select v_resolves - count(*) into v_resolves from resolved;
    if v_resolves <> 0 then
      raise exception '% transfers resolve what is not open', v_resolves using errcode = '23514';
    end if;
  end if;

  insert into ledger_snapshot (
      institution_id, account_id, seq, entry_seq, debits_pending_fen, debits_posted_fen,
      credits_pending_fen, credits_posted_fen)
    select p_institution, t.account_id, v_last, t.entry_seq, t.debits_pending, t.debits_posted,
      t.credits_pending, t.credits_posted
    from unnest(
      p_snapshot_accounts, p_snapshot_entries, p_snapshot_debits_pending,
      p_snapshot_debits_posted, p_snapshot_credits_pending, p_snapshot_credits_posted
    ) as t (
      account_id, entry_seq, debits_pending, debits_posted, credits_pending, credits_posted);
  return v_last;
end $$;

revoke all on function ledger_create_accounts from public;
revoke all on function ledger_append from public;
grant execute on function ledger_create_accounts to shancheng_app;
grant execute on function ledger_append to shancheng_app;
