-- The whole schema, made from the migrations by a test. Do not edit.
CREATE FUNCTION public.app_institution() RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN (current_setting('app.institution'::text, true) ~ '^[0-9]{1,9}$'::text) THEN (current_setting('app.institution'::text, true))::integer ELSE NULL::integer END;
ALTER FUNCTION public.app_institution() OWNER TO shancheng_owner;

CREATE FUNCTION public.app_network() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (COALESCE(current_setting('app.institution'::text, true), ''::text) = '*'::text);
ALTER FUNCTION public.app_network() OWNER TO shancheng_owner;

CREATE FUNCTION public.ledger_append(p_institution integer, p_expected bigint, p_at timestamp with time zone, p_batch uuid, p_watermark bigint, p_ids uuid[], p_kinds text[], p_debits uuid[], p_credits uuid[], p_amounts bigint[], p_pending_ids uuid[], p_pending_amounts bigint[], p_timeouts integer[], p_linked boolean[], p_codes integer[], p_references uuid[], p_debit_previous bigint[], p_credit_previous bigint[], p_snapshot_accounts uuid[], p_snapshot_entries bigint[], p_snapshot_debits_pending bigint[], p_snapshot_debits_posted bigint[], p_snapshot_credits_pending bigint[], p_snapshot_credits_posted bigint[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

ALTER FUNCTION public.ledger_append(p_institution integer, p_expected bigint, p_at timestamp with time zone, p_batch uuid, p_watermark bigint, p_ids uuid[], p_kinds text[], p_debits uuid[], p_credits uuid[], p_amounts bigint[], p_pending_ids uuid[], p_pending_amounts bigint[], p_timeouts integer[], p_linked boolean[], p_codes integer[], p_references uuid[], p_debit_previous bigint[], p_credit_previous bigint[], p_snapshot_accounts uuid[], p_snapshot_entries bigint[], p_snapshot_debits_pending bigint[], p_snapshot_debits_posted bigint[], p_snapshot_credits_pending bigint[], p_snapshot_credits_posted bigint[]) OWNER TO shancheng_owner;

CREATE FUNCTION public.ledger_create_accounts(p_institution integer, p_at timestamp with time zone, p_ids uuid[], p_kinds text[], p_owners text[], p_names text[], p_debits_held boolean[], p_credits_held boolean[], p_credits_only boolean[], p_only_to_accounts uuid[], p_only_to_targets uuid[]) RETURNS uuid[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

ALTER FUNCTION public.ledger_create_accounts(p_institution integer, p_at timestamp with time zone, p_ids uuid[], p_kinds text[], p_owners text[], p_names text[], p_debits_held boolean[], p_credits_held boolean[], p_credits_only boolean[], p_only_to_accounts uuid[], p_only_to_targets uuid[]) OWNER TO shancheng_owner;

CREATE TABLE public.acquirer_cut_off (
    institution_id integer NOT NULL,
    from_day date NOT NULL,
    cut_off time without time zone NOT NULL,
    requested_by text NOT NULL,
    approved_by text NOT NULL,
    approval_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT acquirer_cut_off_check CHECK ((approved_by <> requested_by)),
    CONSTRAINT acquirer_cut_off_cut_off_check CHECK (((cut_off < '06:00:00'::time without time zone) OR (cut_off >= '18:00:00'::time without time zone)))
);

ALTER TABLE public.acquirer_cut_off OWNER TO shancheng_owner;

CREATE TABLE public.acquirer_link (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    dialect text NOT NULL,
    mac_profile text NOT NULL,
    terminal_code text NOT NULL,
    merchant_code text NOT NULL,
    reply_timeout_ms integer NOT NULL,
    connect_timeout_ms integer NOT NULL,
    echo_after_ms integer NOT NULL,
    in_flight_max integer NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    health jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT acquirer_link_address_check CHECK (((length(address) >= 3) AND (length(address) <= 260))),
    CONSTRAINT acquirer_link_connect_timeout_ms_check CHECK (((connect_timeout_ms >= 100) AND (connect_timeout_ms <= 60000))),
    CONSTRAINT acquirer_link_dialect_check CHECK ((dialect = ANY (ARRAY['pos'::text, 'ascii'::text]))),
    CONSTRAINT acquirer_link_echo_after_ms_check CHECK (((echo_after_ms >= 1000) AND (echo_after_ms <= 600000))),
    CONSTRAINT acquirer_link_in_flight_max_check CHECK (((in_flight_max >= 1) AND (in_flight_max <= 65536))),
    CONSTRAINT acquirer_link_mac_profile_check CHECK ((mac_profile = ANY (ARRAY['none'::text, 'cup_ecb'::text, 'x9_19'::text]))),
    CONSTRAINT acquirer_link_merchant_code_check CHECK ((merchant_code ~ '^[0-9A-Za-z]{15}$'::text)),
    CONSTRAINT acquirer_link_name_check CHECK (((length(name) >= 1) AND (length(name) <= 40))),
    CONSTRAINT acquirer_link_reply_timeout_ms_check CHECK (((reply_timeout_ms >= 100) AND (reply_timeout_ms <= 60000))),
    CONSTRAINT acquirer_link_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'retired'::text]))),
    CONSTRAINT acquirer_link_terminal_code_check CHECK ((terminal_code ~ '^[0-9A-Za-z]{8}$'::text)),
    CONSTRAINT acquirer_link_version_check CHECK ((version > 0))
);

ALTER TABLE public.acquirer_link OWNER TO shancheng_owner;

CREATE TABLE public.acquirer_policy (
    institution_id integer NOT NULL,
    version integer NOT NULL,
    policy jsonb NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT acquirer_policy_version_check CHECK ((version > 0))
);

ALTER TABLE public.acquirer_policy OWNER TO shancheng_owner;

CREATE TABLE public.approval (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    target text NOT NULL,
    payload jsonb NOT NULL,
    state text NOT NULL,
    requested_by text NOT NULL,
    requested_name text NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    decided_by text,
    decided_name text,
    decided_at timestamp with time zone,
    note text DEFAULT ''::text NOT NULL,
    CONSTRAINT approval_decided_by_somebody CHECK (((state = ANY (ARRAY['approved'::text, 'rejected'::text])) = ((decided_by IS NOT NULL) AND (decided_at IS NOT NULL)))),
    CONSTRAINT approval_four_eyes CHECK (((decided_by IS NULL) OR (decided_by <> requested_by))),
    CONSTRAINT approval_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text, 'expired'::text])))
);

ALTER TABLE public.approval OWNER TO shancheng_owner;

CREATE TABLE public.audit_entry (
    institution_id integer NOT NULL,
    number bigint NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    actor_name text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    detail json NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL
);

ALTER TABLE public.audit_entry OWNER TO shancheng_owner;

CREATE TABLE public.audit_head (
    institution_id integer NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL
);

ALTER TABLE public.audit_head OWNER TO shancheng_owner;

CREATE TABLE public.bulk_import (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    file_name text NOT NULL,
    format text NOT NULL,
    dry_run boolean NOT NULL,
    state text NOT NULL,
    rows_total integer NOT NULL,
    rows_done integer NOT NULL,
    errors jsonb NOT NULL,
    errors_total integer NOT NULL,
    content_sealed bytea,
    requested_by text NOT NULL,
    requested_name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT bulk_import_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text]))),
    CONSTRAINT bulk_import_kind_check CHECK ((kind = ANY (ARRAY['merchants'::text, 'terminals'::text]))),
    CONSTRAINT bulk_import_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'refused'::text])))
);

ALTER TABLE public.bulk_import OWNER TO shancheng_owner;

CREATE TABLE public.card_bin (
    low text NOT NULL,
    high text NOT NULL,
    from_day date NOT NULL,
    card_class text NOT NULL,
    issuer text NOT NULL,
    added_by text NOT NULL,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT card_bin_card_class_check CHECK ((card_class = ANY (ARRAY['debit'::text, 'credit'::text]))),
    CONSTRAINT card_bin_check CHECK (((length(low) = length(high)) AND (low <= high))),
    CONSTRAINT card_bin_high_check CHECK ((high ~ '^[0-9]{2,6}$'::text)),
    CONSTRAINT card_bin_issuer_check CHECK (((length(issuer) >= 1) AND (length(issuer) <= 60))),
    CONSTRAINT card_bin_low_check CHECK ((low ~ '^[0-9]{2,6}$'::text))
);

ALTER TABLE public.card_bin OWNER TO shancheng_owner;

CREATE TABLE public.clearing_day (
    institution_id integer NOT NULL,
    business_date date NOT NULL,
    state text NOT NULL,
    payments bigint DEFAULT 0 NOT NULL,
    reversals bigint DEFAULT 0 NOT NULL,
    amount_fen bigint DEFAULT 0 NOT NULL,
    merchant_fee_fen bigint DEFAULT 0 NOT NULL,
    issuer_fee_fen bigint DEFAULT 0 NOT NULL,
    network_fee_fen bigint DEFAULT 0 NOT NULL,
    acquirer_fee_fen bigint DEFAULT 0 NOT NULL,
    unknown_cards bigint DEFAULT 0 NOT NULL,
    below_cost bigint DEFAULT 0 NOT NULL,
    open_payments bigint DEFAULT 0 NOT NULL,
    open_fen bigint DEFAULT 0 NOT NULL,
    cut_at timestamp with time zone,
    booked_at timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    settled_by uuid,
    CONSTRAINT clearing_day_check CHECK (((state = 'open'::text) = (cut_at IS NULL))),
    CONSTRAINT clearing_day_check1 CHECK (((booked_at IS NULL) OR (cut_at IS NOT NULL))),
    CONSTRAINT clearing_day_state_check CHECK ((state = ANY (ARRAY['open'::text, 'cut'::text, 'settled'::text, 'closed'::text])))
);

ALTER TABLE public.clearing_day OWNER TO shancheng_owner;

CREATE TABLE public.clearing_item (
    institution_id integer NOT NULL,
    business_date date NOT NULL,
    id uuid NOT NULL,
    booking text NOT NULL,
    payment_id uuid NOT NULL,
    kind text NOT NULL,
    acquirer_id integer NOT NULL,
    merchant_id uuid NOT NULL,
    merchant_code text NOT NULL,
    acquirer_merchant_code text NOT NULL,
    store_id uuid NOT NULL,
    terminal_id uuid NOT NULL,
    terminal_code text NOT NULL,
    mcc text NOT NULL,
    batch_no integer NOT NULL,
    trace_no integer NOT NULL,
    reference_no text,
    card_mask text NOT NULL,
    card_class text NOT NULL,
    amount_fen bigint NOT NULL,
    merchant_fee_fen bigint NOT NULL,
    issuer_fee_fen bigint NOT NULL,
    network_fee_fen bigint NOT NULL,
    acquirer_fee_fen bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT clearing_item_amount_fen_check CHECK ((amount_fen <> 0)),
    CONSTRAINT clearing_item_booking_check CHECK ((booking = ANY (ARRAY['payment'::text, 'reversal'::text]))),
    CONSTRAINT clearing_item_card_class_check CHECK ((card_class = ANY (ARRAY['debit'::text, 'credit'::text]))),
    CONSTRAINT clearing_item_check CHECK ((merchant_fee_fen = ((issuer_fee_fen + network_fee_fen) + acquirer_fee_fen)))
);

ALTER TABLE public.clearing_item OWNER TO shancheng_owner;

CREATE TABLE public.evidence_bundle (
    tile_index bigint NOT NULL,
    entries bytea NOT NULL,
    CONSTRAINT evidence_bundle_tile_index_check CHECK ((tile_index >= 0))
);

ALTER TABLE public.evidence_bundle OWNER TO shancheng_owner;

CREATE TABLE public.evidence_checkpoint (
    size bigint NOT NULL,
    root bytea NOT NULL,
    note text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT evidence_checkpoint_root_check CHECK ((octet_length(root) = 32)),
    CONSTRAINT evidence_checkpoint_size_check CHECK ((size >= 0))
);

ALTER TABLE public.evidence_checkpoint OWNER TO shancheng_owner;

CREATE TABLE public.evidence_leaf (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    at timestamp with time zone NOT NULL,
    content text NOT NULL,
    log_index bigint,
    CONSTRAINT evidence_leaf_content_check CHECK ((octet_length(content) <= 16384)),
    CONSTRAINT evidence_leaf_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 64))),
    CONSTRAINT evidence_leaf_log_index_check CHECK ((log_index >= 0)),
    CONSTRAINT evidence_leaf_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 128)))
);

ALTER TABLE public.evidence_leaf OWNER TO shancheng_owner;

CREATE TABLE public.evidence_log (
    name text NOT NULL,
    origin text NOT NULL,
    verifier_key text NOT NULL,
    key_sealed bytea,
    size bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT evidence_log_size_check CHECK ((size >= 0))
);

ALTER TABLE public.evidence_log OWNER TO shancheng_owner;

CREATE TABLE public.evidence_tile (
    level integer NOT NULL,
    tile_index bigint NOT NULL,
    hashes bytea NOT NULL,
    CONSTRAINT evidence_tile_hashes_check CHECK (((octet_length(hashes) >= 32) AND (octet_length(hashes) <= 8192))),
    CONSTRAINT evidence_tile_level_check CHECK (((level >= 0) AND (level <= 5))),
    CONSTRAINT evidence_tile_tile_index_check CHECK ((tile_index >= 0))
);

ALTER TABLE public.evidence_tile OWNER TO shancheng_owner;

CREATE TABLE public.fee_rule (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    card_class text,
    contract_id uuid,
    mccs text[] DEFAULT '{}'::text[] NOT NULL,
    rate_bp numeric(9,4),
    cap_fen bigint,
    source text NOT NULL,
    from_day date NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    created_by text NOT NULL,
    approved_by text,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT fee_rule_cap_fen_check CHECK ((cap_fen >= 0)),
    CONSTRAINT fee_rule_card_class_check CHECK ((card_class = ANY (ARRAY['debit'::text, 'credit'::text]))),
    CONSTRAINT fee_rule_check CHECK (((kind = 'waiver'::text) = (rate_bp IS NULL))),
    CONSTRAINT fee_rule_check1 CHECK (((kind = 'waiver'::text) = (cardinality(mccs) > 0))),
    CONSTRAINT fee_rule_check2 CHECK (((contract_id IS NULL) OR (kind = 'merchant'::text))),
    CONSTRAINT fee_rule_check3 CHECK (((state = 'draft'::text) = (version = 0))),
    CONSTRAINT fee_rule_check4 CHECK (((state = 'draft'::text) = (approved_by IS NULL))),
    CONSTRAINT fee_rule_kind_check CHECK ((kind = ANY (ARRAY['issuer'::text, 'network'::text, 'waiver'::text, 'merchant'::text]))),
    CONSTRAINT fee_rule_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT fee_rule_rate_bp_check CHECK (((rate_bp >= (0)::numeric) AND (rate_bp <= (1000)::numeric))),
    CONSTRAINT fee_rule_source_check CHECK (((length(source) >= 1) AND (length(source) <= 200))),
    CONSTRAINT fee_rule_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'retired'::text]))),
    CONSTRAINT fee_rule_version_check CHECK ((version >= 0))
);

ALTER TABLE public.fee_rule OWNER TO shancheng_owner;

CREATE TABLE public.fee_rule_version (
    institution_id integer NOT NULL,
    rule_id uuid NOT NULL,
    version integer NOT NULL,
    change text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    card_class text,
    contract_id uuid,
    mccs text[] NOT NULL,
    rate_bp numeric(9,4),
    cap_fen bigint,
    source text NOT NULL,
    from_day date NOT NULL,
    requested_by text NOT NULL,
    approved_by text NOT NULL,
    approval_id uuid NOT NULL,
    leaf_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT fee_rule_version_change_check CHECK ((change = ANY (ARRAY['create'::text, 'change'::text, 'retire'::text]))),
    CONSTRAINT fee_rule_version_version_check CHECK ((version > 0))
);

ALTER TABLE public.fee_rule_version OWNER TO shancheng_owner;

CREATE TABLE public.idempotency_key (
    institution_id integer NOT NULL,
    caller text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    status integer,
    header_names text[] DEFAULT '{}'::text[] NOT NULL,
    header_values text[] DEFAULT '{}'::text[] NOT NULL,
    body bytea
);

ALTER TABLE public.idempotency_key OWNER TO shancheng_owner;

CREATE TABLE public.institution (
    id integer NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    short_name text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sandbox boolean DEFAULT false NOT NULL,
    CONSTRAINT institution_code_check CHECK ((code ~ '^[0-9]{8}$'::text)),
    CONSTRAINT institution_id_check CHECK (((id >= 1) AND (id <= 999999999))),
    CONSTRAINT institution_kind_check CHECK ((kind = ANY (ARRAY['network_branch'::text, 'acquirer'::text, 'bank'::text, 'payment_institution'::text, 'system_vendor'::text]))),
    CONSTRAINT institution_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])))
);

ALTER TABLE public.institution OWNER TO shancheng_owner;

CREATE TABLE public.job (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    key text,
    payload jsonb NOT NULL,
    state text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    lease uuid,
    tries integer DEFAULT 0 NOT NULL,
    steps_done bigint DEFAULT 0 NOT NULL,
    steps_total bigint,
    result jsonb,
    error text,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    scheduled boolean DEFAULT false NOT NULL,
    CONSTRAINT job_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200))),
    CONSTRAINT job_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 64))),
    CONSTRAINT job_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'dead'::text, 'superseded'::text])))
);

ALTER TABLE public.job OWNER TO shancheng_owner;

CREATE TABLE public.job_try (
    institution_id integer NOT NULL,
    job_id uuid NOT NULL,
    number integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    outcome text NOT NULL,
    error text,
    CONSTRAINT job_try_outcome_check CHECK ((outcome = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'lost'::text])))
);

ALTER TABLE public.job_try OWNER TO shancheng_owner;

CREATE TABLE public.ledger_account (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    owner text NOT NULL,
    name text NOT NULL,
    ruled boolean NOT NULL,
    only_to boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ledger_account_check CHECK ((ruled OR (NOT only_to))),
    CONSTRAINT ledger_account_kind_check CHECK ((kind ~ '^[a-z][a-z_]{1,39}$'::text)),
    CONSTRAINT ledger_account_name_check CHECK ((length(name) <= 128)),
    CONSTRAINT ledger_account_owner_check CHECK (((length(owner) >= 1) AND (length(owner) <= 64)))
);

ALTER TABLE public.ledger_account OWNER TO shancheng_owner;

CREATE TABLE public.ledger_batch (
    institution_id integer NOT NULL,
    last_seq bigint NOT NULL,
    first_seq bigint NOT NULL,
    watermark bigint NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT ledger_batch_check CHECK ((first_seq <= last_seq))
);

ALTER TABLE public.ledger_batch OWNER TO shancheng_owner;

CREATE TABLE public.ledger_head (
    institution_id integer NOT NULL,
    seq bigint NOT NULL,
    watermark bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT ledger_head_check CHECK (((watermark >= 0) AND (watermark <= seq))),
    CONSTRAINT ledger_head_seq_check CHECK ((seq >= 0))
)
WITH (fillfactor='50');

ALTER TABLE public.ledger_head OWNER TO shancheng_owner;

CREATE TABLE public.ledger_only_to (
    institution_id integer NOT NULL,
    account_id uuid NOT NULL,
    to_account_id uuid NOT NULL
);

ALTER TABLE public.ledger_only_to OWNER TO shancheng_owner;

CREATE TABLE public.ledger_pending (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    debit_account_id uuid NOT NULL,
    credit_account_id uuid NOT NULL,
    amount_fen bigint NOT NULL,
    expires_at timestamp with time zone,
    state text NOT NULL,
    resolved_by uuid,
    CONSTRAINT ledger_pending_amount_fen_check CHECK ((amount_fen > 0)),
    CONSTRAINT ledger_pending_check CHECK (((state = 'open'::text) = (resolved_by IS NULL))),
    CONSTRAINT ledger_pending_state_check CHECK ((state = ANY (ARRAY['open'::text, 'posted'::text, 'voided'::text, 'expired'::text])))
)
WITH (fillfactor='80');

ALTER TABLE public.ledger_pending OWNER TO shancheng_owner;

CREATE TABLE public.ledger_rule (
    institution_id integer NOT NULL,
    account_id uuid NOT NULL,
    debits_must_not_exceed_credits boolean NOT NULL,
    credits_must_not_exceed_debits boolean NOT NULL,
    credits_only boolean NOT NULL,
    only_to boolean NOT NULL,
    debits_pending_fen bigint DEFAULT 0 NOT NULL,
    debits_posted_fen bigint DEFAULT 0 NOT NULL,
    credits_pending_fen bigint DEFAULT 0 NOT NULL,
    credits_posted_fen bigint DEFAULT 0 NOT NULL,
    CONSTRAINT ledger_rule_check CHECK (((NOT debits_must_not_exceed_credits) OR ((debits_pending_fen + debits_posted_fen) <= credits_posted_fen))),
    CONSTRAINT ledger_rule_check1 CHECK (((NOT credits_must_not_exceed_debits) OR ((credits_pending_fen + credits_posted_fen) <= debits_posted_fen))),
    CONSTRAINT ledger_rule_check2 CHECK (((NOT credits_only) OR ((debits_pending_fen + debits_posted_fen) = 0))),
    CONSTRAINT ledger_rule_credits_pending_fen_check CHECK ((credits_pending_fen >= 0)),
    CONSTRAINT ledger_rule_credits_posted_fen_check CHECK ((credits_posted_fen >= 0)),
    CONSTRAINT ledger_rule_debits_pending_fen_check CHECK ((debits_pending_fen >= 0)),
    CONSTRAINT ledger_rule_debits_posted_fen_check CHECK ((debits_posted_fen >= 0))
)
WITH (fillfactor='50');

ALTER TABLE public.ledger_rule OWNER TO shancheng_owner;

CREATE TABLE public.ledger_snapshot (
    institution_id integer NOT NULL,
    account_id uuid NOT NULL,
    seq bigint NOT NULL,
    entry_seq bigint NOT NULL,
    debits_pending_fen bigint NOT NULL,
    debits_posted_fen bigint NOT NULL,
    credits_pending_fen bigint NOT NULL,
    credits_posted_fen bigint NOT NULL,
    CONSTRAINT ledger_snapshot_check CHECK ((entry_seq <= seq))
);

ALTER TABLE public.ledger_snapshot OWNER TO shancheng_owner;

CREATE TABLE public.ledger_transfer (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    seq bigint NOT NULL,
    kind text NOT NULL,
    debit_account_id uuid NOT NULL,
    credit_account_id uuid NOT NULL,
    amount_fen bigint NOT NULL,
    pending_id uuid,
    pending_fen bigint,
    timeout_s integer,
    linked boolean NOT NULL,
    code integer NOT NULL,
    reference uuid NOT NULL,
    debit_previous_seq bigint NOT NULL,
    credit_previous_seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT ledger_transfer_check CHECK (((amount_fen > 0) AND (debit_account_id <> credit_account_id) AND ((code >= 0) AND (code <= 65535)))),
    CONSTRAINT ledger_transfer_check1 CHECK (
CASE
    WHEN (kind = 'single'::text) THEN ((pending_id IS NULL) AND (pending_fen IS NULL) AND (timeout_s IS NULL))
    WHEN (kind = 'pending'::text) THEN ((pending_id IS NULL) AND (pending_fen IS NULL))
    WHEN (kind = ANY (ARRAY['post'::text, 'void'::text, 'expire'::text])) THEN ((pending_id IS NOT NULL) AND (pending_fen IS NOT NULL) AND (timeout_s IS NULL) AND (pending_fen >= amount_fen) AND ((kind = 'post'::text) OR (pending_fen = amount_fen)))
    ELSE false
END),
    CONSTRAINT ledger_transfer_seq_check CHECK ((seq > 0)),
    CONSTRAINT ledger_transfer_timeout_s_check CHECK ((timeout_s > 0))
);

ALTER TABLE public.ledger_transfer OWNER TO shancheng_owner;

CREATE TABLE public.link_health (
    institution_id integer NOT NULL,
    link_id uuid NOT NULL,
    node integer NOT NULL,
    state text NOT NULL,
    in_flight bigint NOT NULL,
    sent bigint NOT NULL,
    answered bigint NOT NULL,
    unanswered bigint NOT NULL,
    late bigint NOT NULL,
    unmatched bigint NOT NULL,
    rate_milli bigint NOT NULL,
    p50_ms bigint NOT NULL,
    p95_ms bigint NOT NULL,
    approval_rate_permille integer NOT NULL,
    saf_depth bigint NOT NULL,
    last_error text,
    reported_at timestamp with time zone NOT NULL,
    breaker text DEFAULT 'closed'::text NOT NULL,
    open_until timestamp with time zone,
    eliminated_until timestamp with time zone,
    window_calls bigint DEFAULT 0 NOT NULL,
    window_failures bigint DEFAULT 0 NOT NULL,
    CONSTRAINT link_health_breaker_check CHECK ((breaker = ANY (ARRAY['closed'::text, 'open'::text, 'half_open'::text]))),
    CONSTRAINT link_health_state_check CHECK ((state = ANY (ARRAY['down'::text, 'connecting'::text, 'signing_on'::text, 'up'::text, 'draining'::text])))
);

ALTER TABLE public.link_health OWNER TO shancheng_owner;

CREATE TABLE public.link_key (
    institution_id integer NOT NULL,
    link_id uuid NOT NULL,
    purpose text NOT NULL,
    sealed bytea NOT NULL,
    check_value text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT link_key_check_value_check CHECK ((check_value ~ '^[0-9A-F]{8}$'::text)),
    CONSTRAINT link_key_purpose_check CHECK ((purpose = ANY (ARRAY['zpk'::text, 'zak'::text])))
);

ALTER TABLE public.link_key OWNER TO shancheng_owner;

CREATE TABLE public.login_claim (
    login text NOT NULL,
    institution_id integer NOT NULL,
    person_id uuid NOT NULL,
    CONSTRAINT login_claim_login_check CHECK (((login = lower(login)) AND ((length(login) >= 3) AND (length(login) <= 64))))
);

ALTER TABLE public.login_claim OWNER TO shancheng_owner;

CREATE TABLE public.makers_report (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    file_name text NOT NULL,
    rows_total integer NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.makers_report OWNER TO shancheng_owner;

CREATE TABLE public.makers_report_row (
    institution_id integer NOT NULL,
    report_id uuid NOT NULL,
    serial text NOT NULL COLLATE pg_catalog."C",
    maker text NOT NULL,
    model text NOT NULL,
    device_type text NOT NULL,
    acquirer_code text NOT NULL,
    reported_at timestamp with time zone NOT NULL
);

ALTER TABLE public.makers_report_row OWNER TO shancheng_owner;

CREATE TABLE public.merchant (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    short_name text NOT NULL,
    kind text NOT NULL,
    uscc text,
    responsible_sealed bytea,
    responsible_token bytea,
    responsible_masked text,
    mcc text NOT NULL,
    division_code text NOT NULL,
    address text NOT NULL,
    latitude_e6 integer,
    longitude_e6 integer,
    datum text,
    settlement_sealed bytea NOT NULL,
    settlement_token bytea NOT NULL,
    settlement_masked text NOT NULL,
    settlement_bank text NOT NULL,
    phone_sealed bytea NOT NULL,
    phone_token bytea NOT NULL,
    phone_masked text NOT NULL,
    acquirer_ids integer[] DEFAULT '{}'::integer[] NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT merchant_check CHECK (((kind = 'micro'::text) = (uscc IS NULL))),
    CONSTRAINT merchant_check1 CHECK (((kind = 'micro'::text) = (responsible_sealed IS NOT NULL))),
    CONSTRAINT merchant_check2 CHECK ((((latitude_e6 IS NULL) = (longitude_e6 IS NULL)) AND ((latitude_e6 IS NULL) = (datum IS NULL)))),
    CONSTRAINT merchant_code_check CHECK ((code ~ '^[0-9]{15}$'::text)),
    CONSTRAINT merchant_datum_check CHECK ((datum = ANY (ARRAY['wgs84'::text, 'gcj02'::text, 'bd09'::text]))),
    CONSTRAINT merchant_division_code_check CHECK ((division_code ~ '^[0-9]{6}$'::text)),
    CONSTRAINT merchant_kind_check CHECK ((kind = ANY (ARRAY['enterprise'::text, 'sole_trader'::text, 'micro'::text]))),
    CONSTRAINT merchant_mcc_check CHECK ((mcc ~ '^[0-9]{4}$'::text)),
    CONSTRAINT merchant_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT merchant_short_name_check CHECK (((length(short_name) >= 1) AND (length(short_name) <= 40))),
    CONSTRAINT merchant_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text]))),
    CONSTRAINT merchant_uscc_check CHECK ((length(uscc) = 18)),
    CONSTRAINT merchant_version_check CHECK ((version > 0))
);

ALTER TABLE public.merchant OWNER TO shancheng_owner;

CREATE TABLE public.merchant_code_claim (
    merchant_code text NOT NULL,
    institution_id integer NOT NULL,
    merchant_id uuid NOT NULL
);

ALTER TABLE public.merchant_code_claim OWNER TO shancheng_owner;

CREATE TABLE public.merchant_code_counter (
    institution_id integer NOT NULL,
    prefix text NOT NULL,
    used integer NOT NULL,
    CONSTRAINT merchant_code_counter_prefix_check CHECK ((prefix ~ '^[0-9]{11}$'::text)),
    CONSTRAINT merchant_code_counter_used_check CHECK (((used >= 0) AND (used <= 9999)))
);

ALTER TABLE public.merchant_code_counter OWNER TO shancheng_owner;

CREATE TABLE public.merchant_contract (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    merchant_id uuid NOT NULL,
    acquirer_id integer NOT NULL,
    acquirer_merchant_code text NOT NULL,
    mode text NOT NULL,
    products text[] NOT NULL,
    from_day date NOT NULL,
    until_day date,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT merchant_contract_acquirer_merchant_code_check CHECK ((acquirer_merchant_code ~ '^[0-9A-Za-z]{1,15}$'::text)),
    CONSTRAINT merchant_contract_check CHECK (((until_day IS NULL) OR (until_day >= from_day))),
    CONSTRAINT merchant_contract_check1 CHECK (((state = 'ended'::text) = (ended_at IS NOT NULL))),
    CONSTRAINT merchant_contract_mode_check CHECK ((mode = ANY (ARRAY['joint'::text, 'own'::text]))),
    CONSTRAINT merchant_contract_state_check CHECK ((state = ANY (ARRAY['active'::text, 'ended'::text])))
);

ALTER TABLE public.merchant_contract OWNER TO shancheng_owner;

CREATE TABLE public.merchant_history (
    institution_id integer NOT NULL,
    merchant_id uuid NOT NULL,
    version integer NOT NULL,
    change text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    actor text NOT NULL,
    actor_name text NOT NULL,
    note text NOT NULL,
    detail jsonb NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.merchant_history OWNER TO shancheng_owner;

CREATE TABLE public.outbox (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    aggregate text NOT NULL,
    at timestamp with time zone NOT NULL,
    data json NOT NULL
);

ALTER TABLE public.outbox OWNER TO shancheng_owner;

CREATE TABLE public.outbox_cursor (
    institution_id integer NOT NULL,
    subscriber text NOT NULL,
    "position" bigint NOT NULL,
    lease uuid,
    lease_until timestamp with time zone NOT NULL
);

ALTER TABLE public.outbox_cursor OWNER TO shancheng_owner;

CREATE TABLE public.outbox_head (
    institution_id integer NOT NULL,
    "position" bigint NOT NULL
);

ALTER TABLE public.outbox_head OWNER TO shancheng_owner;

CREATE TABLE public.outbox_log (
    institution_id integer NOT NULL,
    "position" bigint NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    aggregate text NOT NULL,
    at timestamp with time zone NOT NULL,
    data json NOT NULL,
    relayed_at timestamp with time zone NOT NULL
);

ALTER TABLE public.outbox_log OWNER TO shancheng_owner;

CREATE TABLE public.outbox_parked (
    institution_id integer NOT NULL,
    subscriber text NOT NULL,
    "position" bigint NOT NULL,
    event_id uuid NOT NULL,
    aggregate text NOT NULL,
    state text NOT NULL,
    tries integer NOT NULL,
    due_at timestamp with time zone NOT NULL,
    error text,
    parked_at timestamp with time zone NOT NULL,
    CONSTRAINT outbox_parked_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'dead'::text])))
);

ALTER TABLE public.outbox_parked OWNER TO shancheng_owner;

CREATE TABLE public.partner (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    roles text[] NOT NULL,
    state text NOT NULL,
    rate_per_s integer NOT NULL,
    burst integer NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT partner_burst_check CHECK (((burst >= 1) AND (burst <= 100000))),
    CONSTRAINT partner_rate_per_s_check CHECK (((rate_per_s >= 1) AND (rate_per_s <= 10000))),
    CONSTRAINT partner_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text])))
);

ALTER TABLE public.partner OWNER TO shancheng_owner;

CREATE TABLE public.partner_key (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    partner_id uuid NOT NULL,
    label text NOT NULL,
    algorithm text NOT NULL,
    public_key text NOT NULL,
    fingerprint text NOT NULL,
    state text NOT NULL,
    valid_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT partner_key_algorithm_check CHECK ((algorithm = ANY (ARRAY['ed25519'::text, 'rsa-v1_5-sha256'::text, 'rsa-pss-sha512'::text, 'sm2-sm3'::text]))),
    CONSTRAINT partner_key_state_check CHECK ((state = ANY (ARRAY['active'::text, 'retired'::text, 'revoked'::text])))
);

ALTER TABLE public.partner_key OWNER TO shancheng_owner;

CREATE TABLE public.partner_key_claim (
    key_id uuid NOT NULL,
    institution_id integer NOT NULL,
    partner_id uuid NOT NULL
);

ALTER TABLE public.partner_key_claim OWNER TO shancheng_owner;

CREATE TABLE public.payment (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    node integer NOT NULL,
    kind text NOT NULL,
    acquirer_id integer NOT NULL,
    link_id uuid NOT NULL,
    amount_fen bigint NOT NULL,
    merchant_id uuid NOT NULL,
    merchant_code text NOT NULL,
    acquirer_merchant_code text NOT NULL,
    store_id uuid NOT NULL,
    terminal_id uuid NOT NULL,
    terminal_code text NOT NULL,
    serial text NOT NULL,
    mcc text NOT NULL,
    batch_no integer NOT NULL,
    trace_no integer NOT NULL,
    entry_mode text NOT NULL,
    card_token bytea NOT NULL,
    card_sealed bytea NOT NULL,
    card_mask text NOT NULL,
    content_token bytea NOT NULL,
    original_id uuid,
    decision json NOT NULL,
    received_at timestamp with time zone NOT NULL,
    CONSTRAINT payment_amount_fen_check CHECK ((amount_fen >= 0)),
    CONSTRAINT payment_kind_check CHECK ((kind = ANY (ARRAY['sale'::text, 'void'::text, 'refund'::text, 'balance_query'::text, 'preauth'::text, 'preauth_void'::text, 'completion'::text, 'completion_void'::text])))
);

ALTER TABLE public.payment OWNER TO shancheng_owner;

CREATE TABLE public.payment_code (
    institution_id integer NOT NULL,
    digits text NOT NULL,
    kind text NOT NULL,
    caller text NOT NULL,
    order_reference text,
    acquirer_code text NOT NULL,
    terminal_institution_id integer NOT NULL,
    terminal_id uuid NOT NULL,
    merchant_id uuid NOT NULL,
    name text,
    serial text NOT NULL,
    place text,
    amount_fen bigint,
    amount_max_fen bigint,
    day_max_fen bigint,
    uses_max integer,
    face_to_face boolean NOT NULL,
    remote_reason text,
    expires_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT payment_code_acquirer_code_check CHECK ((acquirer_code ~ '^[0-9]{8}$'::text)),
    CONSTRAINT payment_code_amount_fen_check CHECK ((amount_fen > 0)),
    CONSTRAINT payment_code_amount_max_fen_check CHECK ((amount_max_fen > 0)),
    CONSTRAINT payment_code_check CHECK (((kind = 'dynamic'::text) = (order_reference IS NOT NULL))),
    CONSTRAINT payment_code_check1 CHECK (((kind = 'dynamic'::text) = (amount_fen IS NOT NULL))),
    CONSTRAINT payment_code_day_max_fen_check CHECK ((day_max_fen > 0)),
    CONSTRAINT payment_code_digits_check CHECK ((digits ~ '^(62|01)[0-9]{24}$'::text)),
    CONSTRAINT payment_code_kind_check CHECK ((kind = ANY (ARRAY['dynamic'::text, 'board'::text]))),
    CONSTRAINT payment_code_name_check CHECK (((length(name) >= 1) AND (length(name) <= 64))),
    CONSTRAINT payment_code_uses_max_check CHECK ((uses_max > 0))
);

ALTER TABLE public.payment_code OWNER TO shancheng_owner;

CREATE TABLE public.payment_code_attempt (
    institution_id integer NOT NULL,
    digits text NOT NULL,
    auth_hash bytea NOT NULL,
    order_reference text NOT NULL,
    terminal_institution_id integer NOT NULL,
    terminal_id uuid NOT NULL,
    batch_no integer NOT NULL,
    trace_no integer NOT NULL,
    amount_fen bigint NOT NULL,
    void boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT payment_code_attempt_amount_fen_check CHECK ((amount_fen > 0))
);

ALTER TABLE public.payment_code_attempt OWNER TO shancheng_owner;

CREATE TABLE public.payment_lock (
    institution_id integer NOT NULL,
    payment_id uuid NOT NULL,
    taken integer DEFAULT 0 NOT NULL
);

ALTER TABLE public.payment_lock OWNER TO shancheng_owner;

CREATE TABLE public.payment_outcome (
    institution_id integer NOT NULL,
    payment_id uuid NOT NULL,
    acquirer_id integer NOT NULL,
    state text NOT NULL,
    response_code text NOT NULL,
    reference_no text,
    authorization_code text,
    balance text,
    latency_us bigint NOT NULL,
    hops json NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    CONSTRAINT payment_outcome_state_check CHECK ((state = ANY (ARRAY['approved'::text, 'declined'::text, 'unknown'::text, 'failed'::text])))
);

ALTER TABLE public.payment_outcome OWNER TO shancheng_owner;

CREATE TABLE public.person (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    roles text[] NOT NULL,
    state text NOT NULL,
    password_hash text NOT NULL,
    password_changed_at timestamp with time zone NOT NULL,
    must_change_password boolean NOT NULL,
    totp_sealed bytea,
    totp_new_sealed bytea,
    totp_confirmed_at timestamp with time zone,
    totp_last_step bigint DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT person_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text])))
);

ALTER TABLE public.person OWNER TO shancheng_owner;

CREATE TABLE public.prepaid_card (
    institution_id integer NOT NULL,
    card_no text NOT NULL,
    merchant_id uuid NOT NULL,
    holder text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT prepaid_card_card_no_check CHECK ((card_no ~ '^[0-9A-Za-z_-]{1,32}$'::text)),
    CONSTRAINT prepaid_card_holder_check CHECK (((length(holder) >= 1) AND (length(holder) <= 60)))
);

ALTER TABLE public.prepaid_card OWNER TO shancheng_owner;

CREATE TABLE public.prepaid_entry (
    institution_id integer NOT NULL,
    card_no text NOT NULL,
    reference text NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    amount_fen bigint NOT NULL,
    original_reference text,
    state text NOT NULL,
    balance_fen bigint,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT prepaid_entry_amount_fen_check CHECK ((amount_fen > 0)),
    CONSTRAINT prepaid_entry_check CHECK (((kind = 'refund'::text) = (original_reference IS NOT NULL))),
    CONSTRAINT prepaid_entry_kind_check CHECK ((kind = ANY (ARRAY['top_up'::text, 'payment'::text, 'refund'::text]))),
    CONSTRAINT prepaid_entry_reference_check CHECK ((reference ~ '^[0-9A-Za-z_-]{1,32}$'::text)),
    CONSTRAINT prepaid_entry_state_check CHECK ((state = ANY (ARRAY['begun'::text, 'done'::text, 'refused'::text])))
);

ALTER TABLE public.prepaid_entry OWNER TO shancheng_owner;

CREATE TABLE public.recon_day (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    acquirer_id integer NOT NULL,
    business_date date NOT NULL,
    state text NOT NULL,
    file_id uuid NOT NULL,
    run_id uuid NOT NULL,
    file_version integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    closed_by text,
    CONSTRAINT recon_day_check CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
    CONSTRAINT recon_day_check1 CHECK (((closed_at IS NULL) = (closed_by IS NULL))),
    CONSTRAINT recon_day_file_version_check CHECK ((file_version > 0)),
    CONSTRAINT recon_day_source_check CHECK ((source = ANY (ARRAY['acquirer'::text, 'network'::text]))),
    CONSTRAINT recon_day_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);

ALTER TABLE public.recon_day OWNER TO shancheng_owner;

CREATE TABLE public.recon_file (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    acquirer_id integer NOT NULL,
    business_date date NOT NULL,
    version integer NOT NULL,
    file_name text NOT NULL,
    sha256 bytea NOT NULL,
    lines integer NOT NULL,
    amount_fen bigint NOT NULL,
    fee_fen bigint,
    taken_by text NOT NULL,
    taken_name text NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    CONSTRAINT recon_file_lines_check CHECK ((lines >= 0)),
    CONSTRAINT recon_file_sha256_check CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT recon_file_version_check CHECK ((version > 0))
);

ALTER TABLE public.recon_file OWNER TO shancheng_owner;

CREATE TABLE public.recon_line (
    institution_id integer NOT NULL,
    file_id uuid NOT NULL,
    line_no integer NOT NULL,
    merchant_code text NOT NULL,
    terminal_code text NOT NULL,
    batch_no integer NOT NULL,
    trace_no integer NOT NULL,
    reference_no text,
    kind text NOT NULL,
    amount_fen bigint NOT NULL,
    fee_fen bigint,
    card_mask text NOT NULL,
    at timestamp with time zone NOT NULL,
    response_code text NOT NULL,
    duplicate_of integer,
    CONSTRAINT recon_line_amount_fen_check CHECK ((amount_fen <> 0))
);

ALTER TABLE public.recon_line OWNER TO shancheng_owner;

CREATE TABLE public.recon_pair (
    institution_id integer NOT NULL,
    run_id uuid NOT NULL,
    line_no integer NOT NULL,
    item_id uuid NOT NULL,
    rule smallint NOT NULL,
    fields smallint NOT NULL,
    amount_fen bigint NOT NULL,
    CONSTRAINT recon_pair_rule_check CHECK (((rule >= 1) AND (rule <= 3)))
);

ALTER TABLE public.recon_pair OWNER TO shancheng_owner;

CREATE TABLE public.recon_result (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    run_id uuid NOT NULL,
    source text NOT NULL,
    acquirer_id integer NOT NULL,
    business_date date NOT NULL,
    status text NOT NULL,
    item_id uuid,
    line_no integer,
    rule smallint,
    fields smallint NOT NULL,
    ours_fen bigint NOT NULL,
    theirs_fen bigint NOT NULL,
    ours_fee_fen bigint,
    theirs_fee_fen bigint,
    way text,
    explained_fen bigint DEFAULT 0 NOT NULL,
    other_id uuid,
    transfer_id uuid,
    booked_fen bigint DEFAULT 0 NOT NULL,
    booked_way text,
    wait_until date,
    assigned_to text,
    assigned_name text,
    actor text NOT NULL,
    actor_name text NOT NULL,
    note text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT recon_result_check CHECK (((item_id IS NOT NULL) OR (line_no IS NOT NULL))),
    CONSTRAINT recon_result_check1 CHECK (((transfer_id IS NULL) = (booked_fen = 0))),
    CONSTRAINT recon_result_check2 CHECK (((transfer_id IS NULL) = (booked_way IS NULL))),
    CONSTRAINT recon_result_check3 CHECK (((NOT (way IS DISTINCT FROM 'wait'::text)) = (wait_until IS NOT NULL))),
    CONSTRAINT recon_result_status_check CHECK ((status = ANY (ARRAY['expected'::text, 'unexpected'::text, 'amount_over'::text, 'amount_under'::text, 'data_mismatch'::text, 'fee_mismatch'::text, 'duplicate'::text, 'void'::text, 'partially_reconciled'::text, 'matched'::text, 'archived'::text]))),
    CONSTRAINT recon_result_version_check CHECK ((version > 0)),
    CONSTRAINT recon_result_way_check CHECK ((way = ANY (ARRAY['accept_theirs'::text, 'accept_ours'::text, 'write_off'::text, 'by_hand'::text, 'other_day'::text, 'wait'::text, 'undo'::text])))
);

ALTER TABLE public.recon_result OWNER TO shancheng_owner;

CREATE TABLE public.recon_run (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    file_id uuid NOT NULL,
    tolerance_s integer NOT NULL,
    due_on date NOT NULL,
    ours_lines integer NOT NULL,
    ours_fen bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT recon_run_tolerance_s_check CHECK ((tolerance_s >= 0))
);

ALTER TABLE public.recon_run OWNER TO shancheng_owner;

CREATE TABLE public.recovery_code (
    institution_id integer NOT NULL,
    person_id uuid NOT NULL,
    hash bytea NOT NULL,
    used_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.recovery_code OWNER TO shancheng_owner;

CREATE TABLE public.reversal (
    institution_id integer NOT NULL,
    payment_id uuid NOT NULL,
    acquirer_id integer NOT NULL,
    link_id uuid NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    response_code text,
    late_at timestamp with time zone,
    late_code text,
    note text DEFAULT ''::text NOT NULL,
    resolved_by text,
    created_at timestamp with time zone NOT NULL,
    tried_at timestamp with time zone,
    ended_at timestamp with time zone,
    steps jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT reversal_check CHECK (((state = ANY (ARRAY['acknowledged'::text, 'resolved'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT reversal_reason_check CHECK ((reason = ANY (ARRAY['98'::text, '96'::text, 'A0'::text, '06'::text]))),
    CONSTRAINT reversal_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'acknowledged'::text, 'staff'::text, 'resolved'::text])))
)
WITH (fillfactor='70');

ALTER TABLE public.reversal OWNER TO shancheng_owner;

CREATE TABLE public.route (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    priority integer NOT NULL,
    state text NOT NULL,
    conditions jsonb NOT NULL,
    acquirer_id integer NOT NULL,
    link_id uuid NOT NULL,
    version integer NOT NULL,
    created_by text NOT NULL,
    approved_by text,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    strategy text DEFAULT 'weight'::text NOT NULL,
    targets jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT route_check CHECK (((state = 'draft'::text) = (version = 0))),
    CONSTRAINT route_check1 CHECK (((state = 'draft'::text) = (approved_by IS NULL))),
    CONSTRAINT route_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT route_priority_check CHECK (((priority >= 1) AND (priority <= 999))),
    CONSTRAINT route_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'retired'::text]))),
    CONSTRAINT route_strategy_check CHECK ((strategy = ANY (ARRAY['in_order'::text, 'weight'::text, 'cost'::text]))),
    CONSTRAINT route_version_check CHECK ((version >= 0))
);

ALTER TABLE public.route OWNER TO shancheng_owner;

CREATE TABLE public.route_version (
    institution_id integer NOT NULL,
    route_id uuid NOT NULL,
    version integer NOT NULL,
    change text NOT NULL,
    name text NOT NULL,
    priority integer NOT NULL,
    conditions jsonb NOT NULL,
    acquirer_id integer NOT NULL,
    link_id uuid NOT NULL,
    requested_by text NOT NULL,
    approved_by text NOT NULL,
    approval_id uuid NOT NULL,
    leaf_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    strategy text DEFAULT 'weight'::text NOT NULL,
    targets jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT route_version_change_check CHECK ((change = ANY (ARRAY['create'::text, 'change'::text, 'retire'::text]))),
    CONSTRAINT route_version_strategy_check CHECK ((strategy = ANY (ARRAY['in_order'::text, 'weight'::text, 'cost'::text]))),
    CONSTRAINT route_version_version_check CHECK ((version > 0))
);

ALTER TABLE public.route_version OWNER TO shancheng_owner;

CREATE TABLE public.routing_version (
    institution_id integer NOT NULL,
    version bigint NOT NULL
);

ALTER TABLE public.routing_version OWNER TO shancheng_owner;

CREATE TABLE public.sandbox (
    institution_id integer NOT NULL,
    merchant_id uuid NOT NULL,
    terminal_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    opened_at timestamp with time zone NOT NULL
);

ALTER TABLE public.sandbox OWNER TO shancheng_owner;

CREATE TABLE public.sandbox_request (
    institution_id integer NOT NULL,
    id text NOT NULL,
    at timestamp with time zone NOT NULL,
    partner_id uuid NOT NULL,
    key_id uuid NOT NULL,
    method text NOT NULL,
    target text NOT NULL,
    request_id text NOT NULL,
    status integer NOT NULL,
    problem_code text,
    signature text NOT NULL,
    signature_base text,
    signature_input text,
    idempotency_key text,
    replayed boolean NOT NULL,
    request_body text NOT NULL,
    response_body text NOT NULL,
    body_sealed bytea,
    duration_ms integer NOT NULL,
    replay_of text,
    CONSTRAINT sandbox_request_duration_ms_check CHECK ((duration_ms >= 0)),
    CONSTRAINT sandbox_request_id_check CHECK ((id ~ '^[0-9a-f]{32}$'::text)),
    CONSTRAINT sandbox_request_signature_check CHECK ((signature = ANY (ARRAY['good'::text, 'refused'::text, 'console'::text]))),
    CONSTRAINT sandbox_request_status_check CHECK (((status >= 100) AND (status <= 599)))
);

ALTER TABLE public.sandbox_request OWNER TO shancheng_owner;

CREATE TABLE public.schedule_claim (
    name text NOT NULL,
    next_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone
);

ALTER TABLE public.schedule_claim OWNER TO shancheng_owner;

CREATE TABLE public.schema_migration (
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone NOT NULL
);

ALTER TABLE public.schema_migration OWNER TO shancheng_owner;

CREATE TABLE public.session (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    address text NOT NULL,
    agent text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    idle_until timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    revoked_why text
);

ALTER TABLE public.session OWNER TO shancheng_owner;

CREATE TABLE public.settlement_batch (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    settle_date date NOT NULL,
    state text NOT NULL,
    lines integer NOT NULL,
    payouts integer NOT NULL,
    gross_fen bigint NOT NULL,
    fee_fen bigint NOT NULL,
    payout_fen bigint NOT NULL,
    carried_fen bigint NOT NULL,
    file_sha256 text,
    file_sealed bytea,
    made_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    handed_in_at timestamp with time zone,
    done_at timestamp with time zone,
    CONSTRAINT settlement_batch_check CHECK (((state = 'made'::text) = (sent_at IS NULL))),
    CONSTRAINT settlement_batch_check1 CHECK (((state = 'done'::text) = (done_at IS NOT NULL))),
    CONSTRAINT settlement_batch_state_check CHECK ((state = ANY (ARRAY['made'::text, 'sent'::text, 'done'::text])))
);

ALTER TABLE public.settlement_batch OWNER TO shancheng_owner;

CREATE TABLE public.settlement_carry (
    institution_id integer NOT NULL,
    line_id uuid NOT NULL,
    cause text NOT NULL,
    merchant_id uuid NOT NULL,
    merchant_code text NOT NULL,
    acquirer_id integer NOT NULL,
    amount_fen bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    taken_by uuid,
    CONSTRAINT settlement_carry_amount_fen_check CHECK ((amount_fen <> 0)),
    CONSTRAINT settlement_carry_cause_check CHECK ((cause = ANY (ARRAY['carried'::text, 'rejected'::text, 'returned'::text])))
);

ALTER TABLE public.settlement_carry OWNER TO shancheng_owner;

CREATE TABLE public.settlement_hold (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    merchant_id uuid NOT NULL,
    amount_fen bigint,
    reason text NOT NULL,
    state text NOT NULL,
    placed_by text NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    released_by text,
    released_at timestamp with time zone,
    CONSTRAINT settlement_hold_amount_fen_check CHECK ((amount_fen > 0)),
    CONSTRAINT settlement_hold_check CHECK (((state = 'released'::text) = (released_at IS NOT NULL))),
    CONSTRAINT settlement_hold_check1 CHECK (((released_at IS NULL) = (released_by IS NULL))),
    CONSTRAINT settlement_hold_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
    CONSTRAINT settlement_hold_state_check CHECK ((state = ANY (ARRAY['active'::text, 'released'::text])))
);

ALTER TABLE public.settlement_hold OWNER TO shancheng_owner;

CREATE TABLE public.settlement_line (
    institution_id integer NOT NULL,
    batch_id uuid NOT NULL,
    id uuid NOT NULL,
    merchant_id uuid NOT NULL,
    merchant_code text NOT NULL,
    acquirer_id integer NOT NULL,
    items integer NOT NULL,
    gross_fen bigint NOT NULL,
    fee_fen bigint NOT NULL,
    carried_in_fen bigint NOT NULL,
    held_fen bigint NOT NULL,
    payout_fen bigint NOT NULL,
    carried_out_fen bigint NOT NULL,
    state text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    bank_reference text,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT settlement_line_check CHECK ((((gross_fen - fee_fen) + carried_in_fen) = (payout_fen + carried_out_fen))),
    CONSTRAINT settlement_line_check1 CHECK (((state = 'none'::text) = (payout_fen = 0))),
    CONSTRAINT settlement_line_held_fen_check CHECK ((held_fen >= 0)),
    CONSTRAINT settlement_line_payout_fen_check CHECK ((payout_fen >= 0)),
    CONSTRAINT settlement_line_state_check CHECK ((state = ANY (ARRAY['none'::text, 'payable'::text, 'sent'::text, 'paid'::text, 'rejected'::text, 'returned'::text])))
);

ALTER TABLE public.settlement_line OWNER TO shancheng_owner;

CREATE TABLE public.sign_in_throttle (
    key text NOT NULL,
    failures integer NOT NULL,
    locked_until timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL
);

ALTER TABLE public.sign_in_throttle OWNER TO shancheng_owner;

CREATE TABLE public.signature_nonce (
    institution_id integer NOT NULL,
    key_id uuid NOT NULL,
    nonce text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE public.signature_nonce OWNER TO shancheng_owner;

CREATE TABLE public.store (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    merchant_id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    division_code text NOT NULL,
    mcc text NOT NULL,
    latitude_e6 integer NOT NULL,
    longitude_e6 integer NOT NULL,
    datum text NOT NULL,
    acquirer_ids integer[] DEFAULT '{}'::integer[] NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT store_code_check CHECK ((code ~ '^[0-9A-Za-z]{1,16}$'::text)),
    CONSTRAINT store_datum_check CHECK ((datum = ANY (ARRAY['wgs84'::text, 'gcj02'::text, 'bd09'::text]))),
    CONSTRAINT store_division_code_check CHECK ((division_code ~ '^[0-9]{6}$'::text)),
    CONSTRAINT store_latitude_e6_check CHECK (((latitude_e6 >= '-90000000'::integer) AND (latitude_e6 <= 90000000))),
    CONSTRAINT store_longitude_e6_check CHECK (((longitude_e6 >= '-180000000'::integer) AND (longitude_e6 <= 180000000))),
    CONSTRAINT store_mcc_check CHECK ((mcc ~ '^[0-9]{4}$'::text)),
    CONSTRAINT store_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT store_state_check CHECK ((state = ANY (ARRAY['active'::text, 'closed'::text]))),
    CONSTRAINT store_version_check CHECK ((version > 0))
);

ALTER TABLE public.store OWNER TO shancheng_owner;

CREATE TABLE public.switch_mark (
    node integer NOT NULL,
    settled_before timestamp with time zone NOT NULL
);

ALTER TABLE public.switch_mark OWNER TO shancheng_owner;

CREATE TABLE public.terminal (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    serial text NOT NULL COLLATE pg_catalog."C",
    device_type text NOT NULL,
    maker text NOT NULL,
    model text NOT NULL,
    state text NOT NULL,
    tested boolean NOT NULL,
    binding_id uuid,
    acquirer_id integer,
    merchant_id uuid,
    store_id uuid,
    merchant_code text,
    terminal_code text,
    version integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT terminal_check CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
    CONSTRAINT terminal_check1 CHECK (((state <> ALL (ARRAY['bound'::text, 'testing'::text, 'active'::text, 'suspended'::text])) OR (binding_id IS NOT NULL))),
    CONSTRAINT terminal_device_type_check CHECK ((device_type ~ '^(0[1-9]|1[0-3])$'::text)),
    CONSTRAINT terminal_serial_check CHECK ((serial ~ '^[0-9A-Za-z]{8,50}$'::text)),
    CONSTRAINT terminal_state_check CHECK ((state = ANY (ARRAY['registered'::text, 'bound'::text, 'testing'::text, 'active'::text, 'suspended'::text, 'closed'::text]))),
    CONSTRAINT terminal_terminal_code_check CHECK ((terminal_code ~ '^[0-9A-Za-z]{8}$'::text)),
    CONSTRAINT terminal_version_check CHECK ((version > 0))
);

ALTER TABLE public.terminal OWNER TO shancheng_owner;

CREATE TABLE public.terminal_activity (
    institution_id integer NOT NULL,
    terminal_id uuid NOT NULL,
    last_seen_at timestamp with time zone NOT NULL
);

ALTER TABLE public.terminal_activity OWNER TO shancheng_owner;

CREATE TABLE public.terminal_batch (
    institution_id integer NOT NULL,
    terminal_id uuid NOT NULL,
    batch_no integer NOT NULL,
    acquirer_id integer NOT NULL,
    merchant_id uuid NOT NULL,
    merchant_code text NOT NULL,
    terminal_code text NOT NULL,
    state text NOT NULL,
    terminal_sums jsonb NOT NULL,
    our_sums jsonb NOT NULL,
    differences jsonb DEFAULT '[]'::jsonb NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    resolved_by text,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT terminal_batch_batch_no_check CHECK (((batch_no >= 1) AND (batch_no <= 999999))),
    CONSTRAINT terminal_batch_state_check CHECK ((state = ANY (ARRAY['balanced'::text, 'uploading'::text, 'differing'::text, 'resolved'::text])))
);

ALTER TABLE public.terminal_batch OWNER TO shancheng_owner;

CREATE TABLE public.terminal_batch_record (
    institution_id integer NOT NULL,
    terminal_id uuid NOT NULL,
    batch_no integer NOT NULL,
    trace_no integer NOT NULL,
    amount_fen bigint NOT NULL,
    card_token bytea NOT NULL,
    CONSTRAINT terminal_batch_record_amount_fen_check CHECK ((amount_fen >= 0))
);

ALTER TABLE public.terminal_batch_record OWNER TO shancheng_owner;

CREATE TABLE public.terminal_binding (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    terminal_id uuid NOT NULL,
    version integer NOT NULL,
    serial text NOT NULL,
    acquirer_id integer NOT NULL,
    acquirer_code text NOT NULL,
    merchant_id uuid NOT NULL,
    merchant_code text NOT NULL,
    store_id uuid NOT NULL,
    terminal_code text NOT NULL,
    credit_code text,
    responsible_token bytea,
    responsible_masked text,
    settlement_token bytea NOT NULL,
    settlement_masked text NOT NULL,
    latitude_e6 integer NOT NULL,
    longitude_e6 integer NOT NULL,
    datum text NOT NULL,
    owner_salt bytea NOT NULL,
    settlement_salt bytea NOT NULL,
    leaf_id uuid NOT NULL,
    bound_at timestamp with time zone NOT NULL,
    bound_by text NOT NULL,
    ended_at timestamp with time zone,
    end_leaf_id uuid,
    CONSTRAINT terminal_binding_acquirer_code_check CHECK ((acquirer_code ~ '^[0-9]{8}$'::text)),
    CONSTRAINT terminal_binding_check CHECK (((credit_code IS NULL) <> (responsible_token IS NULL))),
    CONSTRAINT terminal_binding_check1 CHECK (((ended_at IS NULL) = (end_leaf_id IS NULL))),
    CONSTRAINT terminal_binding_datum_check CHECK ((datum = ANY (ARRAY['wgs84'::text, 'gcj02'::text, 'bd09'::text]))),
    CONSTRAINT terminal_binding_latitude_e6_check CHECK (((latitude_e6 >= '-90000000'::integer) AND (latitude_e6 <= 90000000))),
    CONSTRAINT terminal_binding_longitude_e6_check CHECK (((longitude_e6 >= '-180000000'::integer) AND (longitude_e6 <= 180000000)))
);

ALTER TABLE public.terminal_binding OWNER TO shancheng_owner;

CREATE TABLE public.terminal_code_claim (
    acquirer_id integer NOT NULL,
    terminal_code text NOT NULL,
    institution_id integer NOT NULL,
    terminal_id uuid NOT NULL
);

ALTER TABLE public.terminal_code_claim OWNER TO shancheng_owner;

CREATE TABLE public.terminal_history (
    institution_id integer NOT NULL,
    terminal_id uuid NOT NULL,
    version integer NOT NULL,
    serial text NOT NULL,
    change text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    binding_id uuid,
    acquirer_id integer,
    actor text NOT NULL,
    actor_name text NOT NULL,
    note text NOT NULL,
    detail jsonb NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.terminal_history OWNER TO shancheng_owner;

CREATE TABLE public.terminal_key (
    institution_id integer NOT NULL,
    terminal_id uuid NOT NULL,
    purpose text NOT NULL,
    sealed bytea NOT NULL,
    check_value text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT terminal_key_check_value_check CHECK ((check_value ~ '^[0-9A-F]{8}$'::text)),
    CONSTRAINT terminal_key_purpose_check CHECK ((purpose = ANY (ARRAY['tmk'::text, 'pik'::text, 'mak'::text, 'tdk'::text])))
);

ALTER TABLE public.terminal_key OWNER TO shancheng_owner;

CREATE TABLE public.terminal_serial_claim (
    serial text NOT NULL,
    institution_id integer NOT NULL,
    terminal_id uuid NOT NULL
);

ALTER TABLE public.terminal_serial_claim OWNER TO shancheng_owner;

CREATE TABLE public.terminal_session (
    institution_id integer NOT NULL,
    terminal_id uuid NOT NULL,
    batch_no integer NOT NULL,
    signed_in boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    settled boolean DEFAULT false NOT NULL,
    CONSTRAINT terminal_session_batch_no_check CHECK (((batch_no >= 1) AND (batch_no <= 999999)))
);

ALTER TABLE public.terminal_session OWNER TO shancheng_owner;

CREATE TABLE public.till_counter (
    institution_id integer NOT NULL,
    terminal_id uuid NOT NULL,
    used bigint NOT NULL,
    CONSTRAINT till_counter_used_check CHECK ((used > 0))
);

ALTER TABLE public.till_counter OWNER TO shancheng_owner;

CREATE TABLE public.till_order (
    institution_id integer NOT NULL,
    caller text NOT NULL,
    order_reference text NOT NULL,
    kind text NOT NULL,
    merchant_reference text,
    original_reference text,
    terminal_institution_id integer NOT NULL,
    terminal_id uuid NOT NULL,
    batch_no integer NOT NULL,
    trace_no integer NOT NULL,
    amount_fen bigint NOT NULL,
    body_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT till_order_amount_fen_check CHECK ((amount_fen > 0)),
    CONSTRAINT till_order_kind_check CHECK ((kind = ANY (ARRAY['sale'::text, 'refund'::text]))),
    CONSTRAINT till_order_merchant_reference_check CHECK (((length(merchant_reference) >= 1) AND (length(merchant_reference) <= 64))),
    CONSTRAINT till_order_order_reference_check CHECK ((order_reference ~ '^[0-9A-Za-z_-]{1,32}$'::text))
);

ALTER TABLE public.till_order OWNER TO shancheng_owner;

CREATE TABLE public.webhook (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    url text NOT NULL,
    events text[] NOT NULL,
    state text NOT NULL,
    key_id text NOT NULL,
    public_key text NOT NULL,
    key_sealed bytea NOT NULL,
    disabled_why text,
    disabled_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT webhook_events_check CHECK (((cardinality(events) >= 1) AND (cardinality(events) <= 50))),
    CONSTRAINT webhook_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'disabled'::text]))),
    CONSTRAINT webhook_url_check CHECK (((length(url) >= 8) AND (length(url) <= 2000)))
);

ALTER TABLE public.webhook OWNER TO shancheng_owner;

CREATE TABLE public.webhook_delivery (
    institution_id integer NOT NULL,
    id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    event_id uuid NOT NULL,
    event_name text NOT NULL,
    aggregate text NOT NULL,
    "position" bigint NOT NULL,
    replay integer DEFAULT 0 NOT NULL,
    body text NOT NULL,
    state text NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone NOT NULL,
    lease uuid,
    last_status integer,
    last_error text,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT webhook_delivery_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])))
);

ALTER TABLE public.webhook_delivery OWNER TO shancheng_owner;

CREATE TABLE public.webhook_try (
    institution_id integer NOT NULL,
    delivery_id uuid NOT NULL,
    number integer NOT NULL,
    at timestamp with time zone NOT NULL,
    duration_ms integer NOT NULL,
    status integer,
    error text,
    response text
);

ALTER TABLE public.webhook_try OWNER TO shancheng_owner;

CREATE TABLE public.working_day (
    day date NOT NULL,
    works boolean NOT NULL,
    name text NOT NULL,
    added_by text NOT NULL,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT working_day_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);

ALTER TABLE public.working_day OWNER TO shancheng_owner;

ALTER TABLE ONLY public.acquirer_cut_off
    ADD CONSTRAINT acquirer_cut_off_pkey PRIMARY KEY (institution_id, from_day);
ALTER TABLE ONLY public.acquirer_link
    ADD CONSTRAINT acquirer_link_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.acquirer_policy
    ADD CONSTRAINT acquirer_policy_pkey PRIMARY KEY (institution_id, version);
ALTER TABLE ONLY public.approval
    ADD CONSTRAINT approval_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (institution_id, number);
ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (institution_id);
ALTER TABLE ONLY public.bulk_import
    ADD CONSTRAINT bulk_import_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.card_bin
    ADD CONSTRAINT card_bin_pkey PRIMARY KEY (low, high, from_day);
ALTER TABLE ONLY public.clearing_day
    ADD CONSTRAINT clearing_day_pkey PRIMARY KEY (institution_id, business_date);
ALTER TABLE ONLY public.clearing_item
    ADD CONSTRAINT clearing_item_pkey PRIMARY KEY (institution_id, business_date, id);
ALTER TABLE ONLY public.evidence_bundle
    ADD CONSTRAINT evidence_bundle_pkey PRIMARY KEY (tile_index);
ALTER TABLE ONLY public.evidence_checkpoint
    ADD CONSTRAINT evidence_checkpoint_pkey PRIMARY KEY (size);
ALTER TABLE ONLY public.evidence_leaf
    ADD CONSTRAINT evidence_leaf_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.evidence_log
    ADD CONSTRAINT evidence_log_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.evidence_tile
    ADD CONSTRAINT evidence_tile_pkey PRIMARY KEY (level, tile_index);
ALTER TABLE ONLY public.fee_rule
    ADD CONSTRAINT fee_rule_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.fee_rule_version
    ADD CONSTRAINT fee_rule_version_pkey PRIMARY KEY (institution_id, rule_id, version);
ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT idempotency_key_pkey PRIMARY KEY (institution_id, caller, key);
ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_code_key UNIQUE (code);
ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.job_try
    ADD CONSTRAINT job_try_pkey PRIMARY KEY (institution_id, job_id, number);
ALTER TABLE ONLY public.ledger_account
    ADD CONSTRAINT ledger_account_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.ledger_batch
    ADD CONSTRAINT ledger_batch_pkey PRIMARY KEY (institution_id, last_seq);
ALTER TABLE ONLY public.ledger_head
    ADD CONSTRAINT ledger_head_pkey PRIMARY KEY (institution_id);
ALTER TABLE ONLY public.ledger_only_to
    ADD CONSTRAINT ledger_only_to_pkey PRIMARY KEY (institution_id, account_id, to_account_id);
ALTER TABLE ONLY public.ledger_pending
    ADD CONSTRAINT ledger_pending_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.ledger_rule
    ADD CONSTRAINT ledger_rule_pkey PRIMARY KEY (institution_id, account_id);
ALTER TABLE ONLY public.ledger_snapshot
    ADD CONSTRAINT ledger_snapshot_pkey PRIMARY KEY (institution_id, account_id, seq);
ALTER TABLE ONLY public.ledger_transfer
    ADD CONSTRAINT ledger_transfer_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.link_health
    ADD CONSTRAINT link_health_pkey PRIMARY KEY (institution_id, link_id, node);
ALTER TABLE ONLY public.link_key
    ADD CONSTRAINT link_key_pkey PRIMARY KEY (institution_id, link_id, purpose);
ALTER TABLE ONLY public.login_claim
    ADD CONSTRAINT login_claim_pkey PRIMARY KEY (login);
ALTER TABLE ONLY public.makers_report
    ADD CONSTRAINT makers_report_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.makers_report_row
    ADD CONSTRAINT makers_report_row_pkey PRIMARY KEY (institution_id, report_id, serial);
ALTER TABLE ONLY public.merchant_code_claim
    ADD CONSTRAINT merchant_code_claim_pkey PRIMARY KEY (merchant_code);
ALTER TABLE ONLY public.merchant_code_counter
    ADD CONSTRAINT merchant_code_counter_pkey PRIMARY KEY (institution_id, prefix);
ALTER TABLE ONLY public.merchant_contract
    ADD CONSTRAINT merchant_contract_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.merchant_history
    ADD CONSTRAINT merchant_history_pkey PRIMARY KEY (institution_id, merchant_id, version);
ALTER TABLE ONLY public.merchant
    ADD CONSTRAINT merchant_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.outbox_cursor
    ADD CONSTRAINT outbox_cursor_pkey PRIMARY KEY (institution_id, subscriber);
ALTER TABLE ONLY public.outbox_head
    ADD CONSTRAINT outbox_head_pkey PRIMARY KEY (institution_id);
ALTER TABLE ONLY public.outbox_log
    ADD CONSTRAINT outbox_log_pkey PRIMARY KEY (institution_id, "position");
ALTER TABLE ONLY public.outbox_parked
    ADD CONSTRAINT outbox_parked_pkey PRIMARY KEY (institution_id, subscriber, "position");
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.partner_key_claim
    ADD CONSTRAINT partner_key_claim_pkey PRIMARY KEY (key_id);
ALTER TABLE ONLY public.partner_key
    ADD CONSTRAINT partner_key_institution_id_partner_id_fingerprint_key UNIQUE (institution_id, partner_id, fingerprint);
ALTER TABLE ONLY public.partner_key
    ADD CONSTRAINT partner_key_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.payment_code_attempt
    ADD CONSTRAINT payment_code_attempt_pkey PRIMARY KEY (institution_id, digits, auth_hash);
ALTER TABLE ONLY public.payment_code
    ADD CONSTRAINT payment_code_pkey PRIMARY KEY (institution_id, digits);
ALTER TABLE ONLY public.payment_lock
    ADD CONSTRAINT payment_lock_pkey PRIMARY KEY (institution_id, payment_id);
ALTER TABLE ONLY public.payment_outcome
    ADD CONSTRAINT payment_outcome_pkey PRIMARY KEY (institution_id, payment_id);
ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_institution_id_login_key UNIQUE (institution_id, login);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.prepaid_card
    ADD CONSTRAINT prepaid_card_pkey PRIMARY KEY (institution_id, card_no);
ALTER TABLE ONLY public.prepaid_entry
    ADD CONSTRAINT prepaid_entry_pkey PRIMARY KEY (institution_id, card_no, reference);
ALTER TABLE ONLY public.recon_day
    ADD CONSTRAINT recon_day_pkey PRIMARY KEY (institution_id, source, acquirer_id, business_date);
ALTER TABLE ONLY public.recon_file
    ADD CONSTRAINT recon_file_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.recon_line
    ADD CONSTRAINT recon_line_pkey PRIMARY KEY (institution_id, file_id, line_no);
ALTER TABLE ONLY public.recon_pair
    ADD CONSTRAINT recon_pair_pkey PRIMARY KEY (institution_id, run_id, line_no);
ALTER TABLE ONLY public.recon_result
    ADD CONSTRAINT recon_result_pkey PRIMARY KEY (institution_id, id, version);
ALTER TABLE ONLY public.recon_run
    ADD CONSTRAINT recon_run_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (institution_id, person_id, hash);
ALTER TABLE ONLY public.reversal
    ADD CONSTRAINT reversal_pkey PRIMARY KEY (institution_id, payment_id);
ALTER TABLE ONLY public.route
    ADD CONSTRAINT route_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.route_version
    ADD CONSTRAINT route_version_pkey PRIMARY KEY (institution_id, route_id, version);
ALTER TABLE ONLY public.routing_version
    ADD CONSTRAINT routing_version_pkey PRIMARY KEY (institution_id);
ALTER TABLE ONLY public.sandbox
    ADD CONSTRAINT sandbox_pkey PRIMARY KEY (institution_id);
ALTER TABLE ONLY public.sandbox_request
    ADD CONSTRAINT sandbox_request_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.schedule_claim
    ADD CONSTRAINT schedule_claim_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_institution_id_token_hash_key UNIQUE (institution_id, token_hash);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.settlement_batch
    ADD CONSTRAINT settlement_batch_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.settlement_carry
    ADD CONSTRAINT settlement_carry_pkey PRIMARY KEY (institution_id, line_id, cause);
ALTER TABLE ONLY public.settlement_hold
    ADD CONSTRAINT settlement_hold_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.settlement_line
    ADD CONSTRAINT settlement_line_pkey PRIMARY KEY (institution_id, batch_id, id);
ALTER TABLE ONLY public.sign_in_throttle
    ADD CONSTRAINT sign_in_throttle_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.signature_nonce
    ADD CONSTRAINT signature_nonce_pkey PRIMARY KEY (institution_id, key_id, nonce);
ALTER TABLE ONLY public.store
    ADD CONSTRAINT store_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.switch_mark
    ADD CONSTRAINT switch_mark_pkey PRIMARY KEY (node);
ALTER TABLE ONLY public.terminal_activity
    ADD CONSTRAINT terminal_activity_pkey PRIMARY KEY (institution_id, terminal_id);
ALTER TABLE ONLY public.terminal_batch
    ADD CONSTRAINT terminal_batch_pkey PRIMARY KEY (institution_id, terminal_id, batch_no);
ALTER TABLE ONLY public.terminal_batch_record
    ADD CONSTRAINT terminal_batch_record_pkey PRIMARY KEY (institution_id, terminal_id, batch_no, trace_no);
ALTER TABLE ONLY public.terminal_binding
    ADD CONSTRAINT terminal_binding_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.terminal_code_claim
    ADD CONSTRAINT terminal_code_claim_pkey PRIMARY KEY (acquirer_id, terminal_code);
ALTER TABLE ONLY public.terminal_history
    ADD CONSTRAINT terminal_history_pkey PRIMARY KEY (institution_id, terminal_id, version);
ALTER TABLE ONLY public.terminal_key
    ADD CONSTRAINT terminal_key_pkey PRIMARY KEY (institution_id, terminal_id, purpose);
ALTER TABLE ONLY public.terminal
    ADD CONSTRAINT terminal_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.terminal_serial_claim
    ADD CONSTRAINT terminal_serial_claim_pkey PRIMARY KEY (serial);
ALTER TABLE ONLY public.terminal_session
    ADD CONSTRAINT terminal_session_pkey PRIMARY KEY (institution_id, terminal_id);
ALTER TABLE ONLY public.till_counter
    ADD CONSTRAINT till_counter_pkey PRIMARY KEY (institution_id, terminal_id);
ALTER TABLE ONLY public.till_order
    ADD CONSTRAINT till_order_pkey PRIMARY KEY (institution_id, caller, order_reference);
ALTER TABLE ONLY public.webhook_delivery
    ADD CONSTRAINT webhook_delivery_institution_id_webhook_id_event_id_replay_key UNIQUE (institution_id, webhook_id, event_id, replay);
ALTER TABLE ONLY public.webhook_delivery
    ADD CONSTRAINT webhook_delivery_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_pkey PRIMARY KEY (institution_id, id);
ALTER TABLE ONLY public.webhook_try
    ADD CONSTRAINT webhook_try_pkey PRIMARY KEY (institution_id, delivery_id, number);
ALTER TABLE ONLY public.working_day
    ADD CONSTRAINT working_day_pkey PRIMARY KEY (day);
CREATE UNIQUE INDEX acquirer_link_name ON public.acquirer_link USING btree (institution_id, name) WHERE (state <> 'retired'::text);

CREATE INDEX approval_state ON public.approval USING btree (institution_id, state, requested_at);

CREATE INDEX audit_entry_actor ON public.audit_entry USING btree (institution_id, actor, number);

CREATE INDEX audit_entry_at ON public.audit_entry USING btree (institution_id, at);

CREATE INDEX audit_entry_target ON public.audit_entry USING btree (institution_id, target, number);

CREATE INDEX bulk_import_id ON public.bulk_import USING btree (id);

CREATE INDEX clearing_item_acquirer ON public.clearing_item USING btree (institution_id, acquirer_id, business_date);

CREATE INDEX clearing_item_merchant ON public.clearing_item USING btree (institution_id, merchant_id, business_date);

CREATE INDEX clearing_item_payment ON public.clearing_item USING btree (institution_id, payment_id);

CREATE INDEX evidence_leaf_pending ON public.evidence_leaf USING btree (institution_id, id) WHERE (log_index IS NULL);

CREATE INDEX evidence_leaf_sequence ON public.evidence_leaf USING btree (log_index) WHERE (log_index IS NOT NULL);

CREATE INDEX evidence_leaf_subject ON public.evidence_leaf USING btree (institution_id, subject, id);

CREATE INDEX fee_rule_id ON public.fee_rule USING btree (id);

CREATE INDEX idempotency_key_age ON public.idempotency_key USING btree (institution_id, expires_at);

CREATE INDEX job_dead ON public.job USING btree (institution_id, id) WHERE (state = 'dead'::text);

CREATE INDEX job_due ON public.job USING btree (institution_id, kind, due_at) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE UNIQUE INDEX job_key ON public.job USING btree (institution_id, kind, key) WHERE ((state = 'queued'::text) AND (key IS NOT NULL));

CREATE INDEX ledger_account_owner ON public.ledger_account USING btree (institution_id, owner, id);

CREATE INDEX ledger_batch_at ON public.ledger_batch USING btree (institution_id, at, last_seq);

CREATE INDEX ledger_pending_due ON public.ledger_pending USING btree (institution_id, expires_at) WHERE ((state = 'open'::text) AND (expires_at IS NOT NULL));

CREATE INDEX ledger_transfer_reference ON public.ledger_transfer USING brin (reference uuid_minmax_multi_ops) WITH (pages_per_range='32', autosummarize='on');

CREATE UNIQUE INDEX ledger_transfer_seq ON public.ledger_transfer USING btree (institution_id, seq);

CREATE INDEX link_key_made ON public.link_key USING btree (made_at);

CREATE INDEX merchant_changed ON public.merchant USING btree (changed_at);

CREATE UNIQUE INDEX merchant_code ON public.merchant USING btree (institution_id, code);

CREATE UNIQUE INDEX merchant_contract_active ON public.merchant_contract USING btree (institution_id, merchant_id, acquirer_id) WHERE (state = 'active'::text);

CREATE UNIQUE INDEX merchant_contract_code ON public.merchant_contract USING btree (institution_id, acquirer_id, acquirer_merchant_code) WHERE (state = 'active'::text);

CREATE INDEX merchant_contract_created ON public.merchant_contract USING btree (created_at);

CREATE INDEX merchant_contract_ended ON public.merchant_contract USING btree (ended_at) WHERE (ended_at IS NOT NULL);

CREATE INDEX merchant_contract_id ON public.merchant_contract USING btree (id);

CREATE INDEX merchant_id ON public.merchant USING btree (id);

CREATE INDEX merchant_phone ON public.merchant USING btree (institution_id, phone_token);

CREATE INDEX merchant_responsible ON public.merchant USING btree (institution_id, responsible_token);

CREATE INDEX merchant_settlement ON public.merchant USING btree (institution_id, settlement_token);

CREATE UNIQUE INDEX merchant_uscc ON public.merchant USING btree (institution_id, uscc) WHERE (state <> 'closed'::text);

CREATE INDEX outbox_parked_aggregate ON public.outbox_parked USING btree (institution_id, subscriber, aggregate, "position") WHERE (state = 'waiting'::text);

CREATE INDEX outbox_parked_due ON public.outbox_parked USING btree (institution_id, subscriber, due_at) WHERE (state = 'waiting'::text);

CREATE INDEX payment_code_attempt_day ON public.payment_code_attempt USING btree (institution_id, digits, created_at);

CREATE INDEX payment_code_digits ON public.payment_code USING btree (digits);

CREATE INDEX payment_code_newest ON public.payment_code USING btree (institution_id, created_at, digits);

CREATE UNIQUE INDEX payment_code_order ON public.payment_code USING btree (institution_id, caller, order_reference) WHERE (order_reference IS NOT NULL);

CREATE INDEX payment_hold ON public.payment USING btree (institution_id, merchant_id, card_token) WHERE (kind = 'preauth'::text);

CREATE INDEX payment_original ON public.payment USING btree (institution_id, original_id) WHERE (original_id IS NOT NULL);

CREATE UNIQUE INDEX payment_trace ON public.payment USING btree (institution_id, terminal_id, batch_no, trace_no);

CREATE INDEX prepaid_entry_newest ON public.prepaid_entry USING btree (institution_id, card_no, id);

CREATE INDEX prepaid_entry_original ON public.prepaid_entry USING btree (institution_id, card_no, original_reference) WHERE (original_reference IS NOT NULL);

CREATE UNIQUE INDEX recon_day_id ON public.recon_day USING btree (institution_id, id);

CREATE UNIQUE INDEX recon_file_version ON public.recon_file USING btree (institution_id, source, acquirer_id, business_date, version);

CREATE INDEX recon_result_day ON public.recon_result USING btree (institution_id, business_date, id);

CREATE INDEX recon_result_run ON public.recon_result USING btree (institution_id, run_id);

CREATE INDEX reversal_created ON public.reversal USING btree (created_at);

CREATE INDEX reversal_ended ON public.reversal USING btree (institution_id, ended_at, payment_id) WHERE (ended_at IS NOT NULL);

CREATE INDEX reversal_pending ON public.reversal USING btree (link_id, created_at, payment_id) WHERE (state = 'pending'::text);

CREATE INDEX reversal_staff ON public.reversal USING btree (institution_id, payment_id) WHERE (state = 'staff'::text);

CREATE INDEX route_state ON public.route USING btree (institution_id, state, priority, id);

CREATE INDEX session_of_person ON public.session USING btree (institution_id, person_id, created_at);

CREATE UNIQUE INDEX settlement_batch_date ON public.settlement_batch USING btree (institution_id, settle_date);

CREATE INDEX settlement_batch_id ON public.settlement_batch USING btree (id);

CREATE INDEX settlement_carry_open ON public.settlement_carry USING btree (institution_id) WHERE (taken_by IS NULL);

CREATE INDEX settlement_hold_active ON public.settlement_hold USING btree (institution_id, merchant_id) WHERE (state = 'active'::text);

CREATE INDEX settlement_hold_id ON public.settlement_hold USING btree (id);

CREATE INDEX settlement_line_merchant ON public.settlement_line USING btree (institution_id, merchant_id, batch_id);

CREATE UNIQUE INDEX settlement_line_party ON public.settlement_line USING btree (institution_id, batch_id, merchant_id, acquirer_id);

CREATE INDEX sign_in_throttle_age ON public.sign_in_throttle USING btree (last_at);

CREATE INDEX signature_nonce_age ON public.signature_nonce USING btree (institution_id, expires_at);

CREATE UNIQUE INDEX store_code ON public.store USING btree (institution_id, merchant_id, code);

CREATE INDEX store_id ON public.store USING btree (id);

CREATE INDEX terminal_batch_newest ON public.terminal_batch USING btree (institution_id, created_at, terminal_id);

CREATE UNIQUE INDEX terminal_binding_current ON public.terminal_binding USING btree (institution_id, terminal_id) WHERE (ended_at IS NULL);

CREATE INDEX terminal_binding_id ON public.terminal_binding USING btree (id);

CREATE INDEX terminal_binding_of ON public.terminal_binding USING btree (institution_id, terminal_id, version);

CREATE INDEX terminal_changed ON public.terminal USING btree (changed_at, id);

CREATE INDEX terminal_code ON public.terminal USING btree (acquirer_id, terminal_code);

CREATE INDEX terminal_history_serial ON public.terminal_history USING btree (institution_id, serial, at);

CREATE INDEX terminal_id ON public.terminal USING btree (id);

CREATE INDEX terminal_merchant ON public.terminal USING btree (institution_id, merchant_id);

CREATE INDEX terminal_open_serial ON public.terminal USING btree (serial) WHERE (state <> 'closed'::text);

CREATE INDEX terminal_serial ON public.terminal USING btree (institution_id, serial);

CREATE INDEX terminal_session_changed ON public.terminal_session USING btree (changed_at, terminal_id);

CREATE INDEX terminal_store ON public.terminal USING btree (institution_id, store_id);

CREATE INDEX till_order_merchant ON public.till_order USING btree (institution_id, caller, merchant_reference) WHERE (merchant_reference IS NOT NULL);

CREATE INDEX till_order_newest ON public.till_order USING btree (institution_id, caller, created_at, order_reference);

CREATE INDEX webhook_delivery_due ON public.webhook_delivery USING btree (institution_id, due_at) WHERE (state = 'pending'::text);

CREATE INDEX webhook_delivery_of ON public.webhook_delivery USING btree (institution_id, webhook_id, id);

CREATE INDEX webhook_delivery_order ON public.webhook_delivery USING btree (institution_id, webhook_id, aggregate, "position", replay) WHERE (state = 'pending'::text);

ALTER TABLE ONLY public.fee_rule_version
    ADD CONSTRAINT fee_rule_version_rule FOREIGN KEY (institution_id, rule_id) REFERENCES public.fee_rule(institution_id, id);
ALTER TABLE ONLY public.job_try
    ADD CONSTRAINT job_try_of FOREIGN KEY (institution_id, job_id) REFERENCES public.job(institution_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.ledger_only_to
    ADD CONSTRAINT ledger_only_to_account FOREIGN KEY (institution_id, account_id) REFERENCES public.ledger_account(institution_id, id);
ALTER TABLE ONLY public.ledger_rule
    ADD CONSTRAINT ledger_rule_account FOREIGN KEY (institution_id, account_id) REFERENCES public.ledger_account(institution_id, id);
ALTER TABLE ONLY public.link_health
    ADD CONSTRAINT link_health_link FOREIGN KEY (institution_id, link_id) REFERENCES public.acquirer_link(institution_id, id);
ALTER TABLE ONLY public.makers_report_row
    ADD CONSTRAINT makers_report_row_report FOREIGN KEY (institution_id, report_id) REFERENCES public.makers_report(institution_id, id);
ALTER TABLE ONLY public.merchant_contract
    ADD CONSTRAINT merchant_contract_merchant FOREIGN KEY (institution_id, merchant_id) REFERENCES public.merchant(institution_id, id);
ALTER TABLE ONLY public.merchant_history
    ADD CONSTRAINT merchant_history_merchant FOREIGN KEY (institution_id, merchant_id) REFERENCES public.merchant(institution_id, id);
ALTER TABLE ONLY public.partner_key
    ADD CONSTRAINT partner_key_of FOREIGN KEY (institution_id, partner_id) REFERENCES public.partner(institution_id, id);
ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_of FOREIGN KEY (institution_id, person_id) REFERENCES public.person(institution_id, id);
ALTER TABLE ONLY public.route_version
    ADD CONSTRAINT route_version_route FOREIGN KEY (institution_id, route_id) REFERENCES public.route(institution_id, id);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_of FOREIGN KEY (institution_id, person_id) REFERENCES public.person(institution_id, id);
ALTER TABLE ONLY public.store
    ADD CONSTRAINT store_merchant FOREIGN KEY (institution_id, merchant_id) REFERENCES public.merchant(institution_id, id);
ALTER TABLE ONLY public.terminal_activity
    ADD CONSTRAINT terminal_activity_terminal FOREIGN KEY (institution_id, terminal_id) REFERENCES public.terminal(institution_id, id);
ALTER TABLE ONLY public.terminal_binding
    ADD CONSTRAINT terminal_binding_terminal FOREIGN KEY (institution_id, terminal_id) REFERENCES public.terminal(institution_id, id);
ALTER TABLE ONLY public.terminal_history
    ADD CONSTRAINT terminal_history_terminal FOREIGN KEY (institution_id, terminal_id) REFERENCES public.terminal(institution_id, id);
ALTER TABLE ONLY public.terminal
    ADD CONSTRAINT terminal_merchant FOREIGN KEY (institution_id, merchant_id) REFERENCES public.merchant(institution_id, id);
ALTER TABLE ONLY public.terminal
    ADD CONSTRAINT terminal_store FOREIGN KEY (institution_id, store_id) REFERENCES public.store(institution_id, id);
ALTER TABLE ONLY public.webhook_delivery
    ADD CONSTRAINT webhook_delivery_to FOREIGN KEY (institution_id, webhook_id) REFERENCES public.webhook(institution_id, id);
ALTER TABLE ONLY public.webhook_try
    ADD CONSTRAINT webhook_try_of FOREIGN KEY (institution_id, delivery_id) REFERENCES public.webhook_delivery(institution_id, id) ON DELETE CASCADE;
CREATE POLICY acquired ON public.clearing_item FOR SELECT TO shancheng_app USING ((acquirer_id = ( SELECT public.app_institution() AS app_institution)));

CREATE POLICY acquired ON public.payment FOR SELECT TO shancheng_app USING ((acquirer_id = ( SELECT public.app_institution() AS app_institution)));

CREATE POLICY acquired ON public.payment_outcome FOR SELECT TO shancheng_app USING ((acquirer_id = ( SELECT public.app_institution() AS app_institution)));

CREATE POLICY acquired ON public.reversal FOR SELECT TO shancheng_app USING ((acquirer_id = ( SELECT public.app_institution() AS app_institution)));

CREATE POLICY acquired ON public.settlement_line FOR SELECT TO shancheng_app USING ((acquirer_id = ( SELECT public.app_institution() AS app_institution)));

CREATE POLICY acquired ON public.terminal_batch FOR SELECT TO shancheng_app USING ((acquirer_id = ( SELECT public.app_institution() AS app_institution)));

ALTER TABLE public.acquirer_cut_off ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.acquirer_link ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.acquirer_policy ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.approval ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_entry ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_head ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.bulk_import ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.card_bin ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.clearing_day ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.clearing_item ENABLE ROW LEVEL SECURITY;

CREATE POLICY contracted ON public.merchant FOR SELECT TO shancheng_app USING ((( SELECT public.app_institution() AS app_institution) = ANY (acquirer_ids)));

CREATE POLICY contracted ON public.merchant_contract FOR SELECT TO shancheng_app USING ((acquirer_id = ( SELECT public.app_institution() AS app_institution)));

CREATE POLICY contracted ON public.store FOR SELECT TO shancheng_app USING ((( SELECT public.app_institution() AS app_institution) = ANY (acquirer_ids)));

CREATE POLICY contracted ON public.terminal FOR SELECT TO shancheng_app USING ((acquirer_id = ( SELECT public.app_institution() AS app_institution)));

CREATE POLICY contracted ON public.terminal_binding FOR SELECT TO shancheng_app USING ((acquirer_id = ( SELECT public.app_institution() AS app_institution)));

CREATE POLICY contracted ON public.terminal_history FOR SELECT TO shancheng_app USING ((acquirer_id = ( SELECT public.app_institution() AS app_institution)));

ALTER TABLE public.evidence_bundle ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.evidence_checkpoint ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.evidence_leaf ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.evidence_log ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.evidence_tile ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.fee_rule ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.fee_rule_version ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.idempotency_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.institution ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.job ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.job_try ENABLE ROW LEVEL SECURITY;

CREATE POLICY known_to_all ON public.evidence_checkpoint FOR SELECT TO shancheng_app USING (true);

CREATE POLICY known_to_all ON public.evidence_log FOR SELECT TO shancheng_app USING (true);

CREATE POLICY known_to_all ON public.evidence_tile FOR SELECT TO shancheng_app USING (true);

CREATE POLICY known_to_all ON public.institution FOR SELECT TO shancheng_app USING (true);

ALTER TABLE public.ledger_account ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_batch ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_head ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_only_to ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_pending ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_rule ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_snapshot ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_transfer ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.link_health ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.link_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.login_claim ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.makers_report ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.makers_report_row ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.merchant ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.merchant_code_claim ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.merchant_code_counter ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.merchant_contract ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.merchant_history ENABLE ROW LEVEL SECURITY;

CREATE POLICY network_adds ON public.card_bin FOR INSERT TO shancheng_app WITH CHECK (( SELECT public.app_network() AS app_network));

CREATE POLICY network_adds ON public.evidence_bundle FOR INSERT TO shancheng_app WITH CHECK (( SELECT public.app_network() AS app_network));

CREATE POLICY network_adds ON public.evidence_checkpoint FOR INSERT TO shancheng_app WITH CHECK (( SELECT public.app_network() AS app_network));

CREATE POLICY network_adds ON public.evidence_log FOR INSERT TO shancheng_app WITH CHECK (( SELECT public.app_network() AS app_network));

CREATE POLICY network_adds ON public.evidence_tile FOR INSERT TO shancheng_app WITH CHECK (( SELECT public.app_network() AS app_network));

CREATE POLICY network_adds ON public.institution FOR INSERT TO shancheng_app WITH CHECK (( SELECT public.app_network() AS app_network));

CREATE POLICY network_adds ON public.working_day FOR INSERT TO shancheng_app WITH CHECK (( SELECT public.app_network() AS app_network));

CREATE POLICY network_changes ON public.evidence_bundle FOR UPDATE TO shancheng_app USING (( SELECT public.app_network() AS app_network)) WITH CHECK (( SELECT public.app_network() AS app_network));

CREATE POLICY network_changes ON public.evidence_log FOR UPDATE TO shancheng_app USING (( SELECT public.app_network() AS app_network)) WITH CHECK (( SELECT public.app_network() AS app_network));

CREATE POLICY network_changes ON public.evidence_tile FOR UPDATE TO shancheng_app USING (( SELECT public.app_network() AS app_network)) WITH CHECK (( SELECT public.app_network() AS app_network));

CREATE POLICY network_changes ON public.institution FOR UPDATE TO shancheng_app USING (( SELECT public.app_network() AS app_network)) WITH CHECK (( SELECT public.app_network() AS app_network));

CREATE POLICY network_changes ON public.working_day FOR UPDATE TO shancheng_app USING (( SELECT public.app_network() AS app_network)) WITH CHECK (( SELECT public.app_network() AS app_network));

CREATE POLICY network_reads ON public.evidence_bundle FOR SELECT TO shancheng_app USING (( SELECT public.app_network() AS app_network));

ALTER TABLE public.outbox ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.outbox_cursor ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.outbox_head ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.outbox_log ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.outbox_parked ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON public.acquirer_cut_off TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.acquirer_link TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.acquirer_policy TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.approval TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.audit_entry TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.audit_head TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.bulk_import TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.clearing_day TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.clearing_item TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.fee_rule TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.fee_rule_version TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.idempotency_key TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.job TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.job_try TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.ledger_account TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.ledger_batch TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.ledger_head TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.ledger_only_to TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.ledger_pending TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.ledger_rule TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.ledger_snapshot TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.ledger_transfer TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.link_health TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.link_key TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.login_claim TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.makers_report TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.makers_report_row TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.merchant TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.merchant_code_claim TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.merchant_code_counter TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.merchant_contract TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.merchant_history TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.outbox TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.outbox_cursor TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.outbox_head TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.outbox_log TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.outbox_parked TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.partner TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.partner_key TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.partner_key_claim TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.payment TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.payment_code TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.payment_code_attempt TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.payment_lock TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.payment_outcome TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.person TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.prepaid_card TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.prepaid_entry TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.recon_day TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.recon_file TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.recon_line TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.recon_pair TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.recon_result TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.recon_run TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.recovery_code TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.reversal TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.route TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.route_version TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.routing_version TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.sandbox TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.sandbox_request TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.session TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.settlement_batch TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.settlement_carry TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.settlement_hold TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.settlement_line TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.signature_nonce TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.store TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.terminal TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.terminal_activity TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.terminal_batch TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.terminal_batch_record TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.terminal_binding TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.terminal_code_claim TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.terminal_history TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.terminal_key TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.terminal_serial_claim TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.terminal_session TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.till_counter TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.till_order TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.webhook TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.webhook_delivery TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own ON public.webhook_try TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network))) WITH CHECK (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

CREATE POLICY own_add ON public.evidence_leaf FOR INSERT TO shancheng_app WITH CHECK ((((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)) AND (log_index IS NULL)));

CREATE POLICY own_read ON public.evidence_leaf FOR SELECT TO shancheng_app USING (((institution_id = ( SELECT public.app_institution() AS app_institution)) OR ( SELECT public.app_network() AS app_network)));

ALTER TABLE public.partner ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.partner_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.partner_key_claim ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.payment ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.payment_code ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.payment_code_attempt ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.payment_lock ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.payment_outcome ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.prepaid_card ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.prepaid_entry ENABLE ROW LEVEL SECURITY;

CREATE POLICY read_all ON public.card_bin FOR SELECT TO shancheng_app USING (true);

CREATE POLICY read_all ON public.working_day FOR SELECT TO shancheng_app USING (true);

ALTER TABLE public.recon_day ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.recon_file ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.recon_line ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.recon_pair ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.recon_result ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.recon_run ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.recovery_code ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.reversal ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.route ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.route_version ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.routing_version ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sandbox ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sandbox_request ENABLE ROW LEVEL SECURITY;

CREATE POLICY sequence_once ON public.evidence_leaf FOR UPDATE TO shancheng_app USING ((( SELECT public.app_network() AS app_network) AND (log_index IS NULL))) WITH CHECK ((( SELECT public.app_network() AS app_network) AND (log_index IS NOT NULL)));

ALTER TABLE public.session ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.settlement_batch ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.settlement_carry ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.settlement_hold ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.settlement_line ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.signature_nonce ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.store ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.terminal ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.terminal_activity ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.terminal_batch ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.terminal_batch_record ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.terminal_binding ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.terminal_code_claim ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.terminal_history ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.terminal_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.terminal_serial_claim ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.terminal_session ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.till_counter ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.till_order ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.webhook ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.webhook_delivery ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.webhook_try ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.working_day ENABLE ROW LEVEL SECURITY;

GRANT ALL ON SCHEMA public TO shancheng_owner;

GRANT USAGE ON SCHEMA public TO shancheng_app;

REVOKE ALL ON FUNCTION public.ledger_append(p_institution integer, p_expected bigint, p_at timestamp with time zone, p_batch uuid, p_watermark bigint, p_ids uuid[], p_kinds text[], p_debits uuid[], p_credits uuid[], p_amounts bigint[], p_pending_ids uuid[], p_pending_amounts bigint[], p_timeouts integer[], p_linked boolean[], p_codes integer[], p_references uuid[], p_debit_previous bigint[], p_credit_previous bigint[], p_snapshot_accounts uuid[], p_snapshot_entries bigint[], p_snapshot_debits_pending bigint[], p_snapshot_debits_posted bigint[], p_snapshot_credits_pending bigint[], p_snapshot_credits_posted bigint[]) FROM PUBLIC;

GRANT ALL ON FUNCTION public.ledger_append(p_institution integer, p_expected bigint, p_at timestamp with time zone, p_batch uuid, p_watermark bigint, p_ids uuid[], p_kinds text[], p_debits uuid[], p_credits uuid[], p_amounts bigint[], p_pending_ids uuid[], p_pending_amounts bigint[], p_timeouts integer[], p_linked boolean[], p_codes integer[], p_references uuid[], p_debit_previous bigint[], p_credit_previous bigint[], p_snapshot_accounts uuid[], p_snapshot_entries bigint[], p_snapshot_debits_pending bigint[], p_snapshot_debits_posted bigint[], p_snapshot_credits_pending bigint[], p_snapshot_credits_posted bigint[]) TO shancheng_app;

REVOKE ALL ON FUNCTION public.ledger_create_accounts(p_institution integer, p_at timestamp with time zone, p_ids uuid[], p_kinds text[], p_owners text[], p_names text[], p_debits_held boolean[], p_credits_held boolean[], p_credits_only boolean[], p_only_to_accounts uuid[], p_only_to_targets uuid[]) FROM PUBLIC;

GRANT ALL ON FUNCTION public.ledger_create_accounts(p_institution integer, p_at timestamp with time zone, p_ids uuid[], p_kinds text[], p_owners text[], p_names text[], p_debits_held boolean[], p_credits_held boolean[], p_credits_only boolean[], p_only_to_accounts uuid[], p_only_to_targets uuid[]) TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.acquirer_cut_off TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.acquirer_link TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.acquirer_policy TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.approval TO shancheng_app;

GRANT UPDATE(state) ON TABLE public.approval TO shancheng_app;

GRANT UPDATE(decided_by) ON TABLE public.approval TO shancheng_app;

GRANT UPDATE(decided_name) ON TABLE public.approval TO shancheng_app;

GRANT UPDATE(decided_at) ON TABLE public.approval TO shancheng_app;

GRANT UPDATE(note) ON TABLE public.approval TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.audit_entry TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.audit_head TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.bulk_import TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.card_bin TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.clearing_day TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.clearing_item TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.evidence_bundle TO shancheng_app;

GRANT UPDATE(entries) ON TABLE public.evidence_bundle TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.evidence_checkpoint TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.evidence_leaf TO shancheng_app;

GRANT UPDATE(log_index) ON TABLE public.evidence_leaf TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.evidence_log TO shancheng_app;

GRANT UPDATE(size) ON TABLE public.evidence_log TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.evidence_tile TO shancheng_app;

GRANT UPDATE(hashes) ON TABLE public.evidence_tile TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.fee_rule TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.fee_rule_version TO shancheng_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency_key TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.institution TO shancheng_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.job TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.job_try TO shancheng_app;

GRANT SELECT ON TABLE public.ledger_account TO shancheng_app;

GRANT SELECT ON TABLE public.ledger_batch TO shancheng_app;

GRANT SELECT ON TABLE public.ledger_head TO shancheng_app;

GRANT SELECT ON TABLE public.ledger_only_to TO shancheng_app;

GRANT SELECT ON TABLE public.ledger_pending TO shancheng_app;

GRANT SELECT ON TABLE public.ledger_rule TO shancheng_app;

GRANT SELECT ON TABLE public.ledger_snapshot TO shancheng_app;

GRANT SELECT ON TABLE public.ledger_transfer TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.link_health TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.link_key TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.login_claim TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.makers_report TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.makers_report_row TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.merchant TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.merchant_code_claim TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.merchant_code_counter TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.merchant_contract TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.merchant_history TO shancheng_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.outbox TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.outbox_cursor TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.outbox_head TO shancheng_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.outbox_log TO shancheng_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outbox_parked TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.partner TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.partner_key TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.partner_key_claim TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.payment TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.payment_code TO shancheng_app;

GRANT UPDATE(closed_at) ON TABLE public.payment_code TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.payment_code_attempt TO shancheng_app;

GRANT UPDATE(void) ON TABLE public.payment_code_attempt TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.payment_lock TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.payment_outcome TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.person TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.prepaid_card TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.prepaid_entry TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.recon_day TO shancheng_app;

GRANT UPDATE(state) ON TABLE public.recon_day TO shancheng_app;

GRANT UPDATE(file_id) ON TABLE public.recon_day TO shancheng_app;

GRANT UPDATE(run_id) ON TABLE public.recon_day TO shancheng_app;

GRANT UPDATE(file_version) ON TABLE public.recon_day TO shancheng_app;

GRANT UPDATE(closed_at) ON TABLE public.recon_day TO shancheng_app;

GRANT UPDATE(closed_by) ON TABLE public.recon_day TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.recon_file TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.recon_line TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.recon_pair TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.recon_result TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.recon_run TO shancheng_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.recovery_code TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.reversal TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.route TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.route_version TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.routing_version TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.sandbox TO shancheng_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.sandbox_request TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.schedule_claim TO shancheng_app;

GRANT SELECT ON TABLE public.schema_migration TO shancheng_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.session TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.settlement_batch TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.settlement_carry TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.settlement_hold TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.settlement_line TO shancheng_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sign_in_throttle TO shancheng_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.signature_nonce TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.store TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.switch_mark TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.terminal TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.terminal_activity TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.terminal_batch TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.terminal_batch_record TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.terminal_binding TO shancheng_app;

GRANT UPDATE(ended_at) ON TABLE public.terminal_binding TO shancheng_app;

GRANT UPDATE(end_leaf_id) ON TABLE public.terminal_binding TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.terminal_code_claim TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.terminal_history TO shancheng_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.terminal_key TO shancheng_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.terminal_serial_claim TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.terminal_session TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.till_counter TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.till_order TO shancheng_app;

GRANT UPDATE(batch_no) ON TABLE public.till_order TO shancheng_app;

GRANT UPDATE(trace_no) ON TABLE public.till_order TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.webhook TO shancheng_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.webhook_delivery TO shancheng_app;

GRANT SELECT,INSERT ON TABLE public.webhook_try TO shancheng_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.working_day TO shancheng_app;

