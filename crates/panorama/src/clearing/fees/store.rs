//! All SQL of fees.

use super::cards::{CardBin, UnknownBin};
use super::model::{FeeChange, FeeKind, FeeRule, FeeState, FeeVersion};
use crate::clearing::CardClass;
use chrono::NaiveDate;
use kernel::{ApprovalId, ContractId, FeeRuleId, InstitutionId, LeafId, MerchantId};
use storage::Tx;

pub async fn insert(tx: &mut Tx, rule: &FeeRule) -> sqlx::Result<()> {
    sqlx::query(
        "insert into fee_rule (institution_id, id, kind, name, card_class, contract_id, mccs,
           rate_bp, cap_fen, source, from_day, state, version, created_by, approved_by,
           created_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
    )
    .bind(rule.institution_id)
    .bind(rule.id)
    .bind(rule.kind)
    .bind(&rule.name)
    .bind(rule.card_class)
    .bind(rule.contract_id)
    .bind(&rule.mccs)
    .bind(rule.rate_bp)
    .bind(rule.cap_fen)
    .bind(&rule.source)
    .bind(rule.from_day)
    .bind(rule.state)
    .bind(rule.version)
    .bind(&rule.created_by)
    .bind(&rule.approved_by)
    .bind(rule.created_at)
    .bind(rule.changed_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes a published rule over the version it was asked for; false when that is gone.
pub async fn publish(tx: &mut Tx, rule: &FeeRule) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update fee_rule set name = $3, card_class = $4, contract_id = $5, mccs = $6,
           rate_bp = $7, cap_fen = $8, source = $9, from_day = $10, state = $11, version = $12,
           created_by = $13, approved_by = $14, changed_at = $15
         where institution_id = $1 and id = $2 and version = $12 - 1 and state <> 'retired'",
    )
    .bind(rule.institution_id)
    .bind(rule.id)
    .bind(&rule.name)
    .bind(rule.card_class)
    .bind(rule.contract_id)
    .bind(&rule.mccs)
    .bind(rule.rate_bp)
    .bind(rule.cap_fen)
    .bind(&rule.source)
    .bind(rule.from_day)
    .bind(rule.state)
    .bind(rule.version)
    .bind(&rule.created_by)
    .bind(&rule.approved_by)
    .bind(rule.changed_at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps a published version for good.
pub async fn insert_version(
    tx: &mut Tx,
    rule: &FeeRule,
    change: FeeChange,
    approval: ApprovalId,
    leaf: LeafId,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into fee_rule_version (institution_id, rule_id, version, change, kind, name,
           card_class, contract_id, mccs, rate_bp, cap_fen, source, from_day, requested_by,
           approved_by, approval_id, leaf_id, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
    )
    .bind(rule.institution_id)
    .bind(rule.id)
    .bind(rule.version)
    .bind(change)
    .bind(rule.kind)
    .bind(&rule.name)
    .bind(rule.card_class)
    .bind(rule.contract_id)
    .bind(&rule.mccs)
    .bind(rule.rate_bp)
    .bind(rule.cap_fen)
    .bind(&rule.source)
    .bind(rule.from_day)
    .bind(&rule.created_by)
    .bind(rule.approved_by.as_deref().unwrap_or_default())
    .bind(approval)
    .bind(leaf)
    .bind(rule.changed_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What a list of rules may be narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrow {
    pub id: Option<FeeRuleId>,
    pub kind: Option<FeeKind>,
    pub state: Option<FeeState>,
    pub institution: Option<InstitutionId>,
    pub contract: Option<ContractId>,
    /// Who reads: his own rules and the tariff; nobody in particular sees all.
    pub reader: Option<InstitutionId>,
    /// The last rule of the page before.
    pub before: Option<FeeRuleId>,
}

/// Rules that the transaction and the reader may see, newest first.
pub async fn list(tx: &mut Tx, narrow: &Narrow, limit: i64) -> sqlx::Result<Vec<FeeRule>> {
    sqlx::query_as(
        "select institution_id, id, kind, name, card_class, contract_id, mccs, rate_bp, cap_fen,
           source, from_day, state, version, created_by, approved_by, created_at, changed_at
         from fee_rule
         where ($1::uuid is null or id = $1) and ($2::text is null or kind = $2)
           and ($3::text is null or state = $3) and ($4::int is null or institution_id = $4)
           and ($5::uuid is null or contract_id = $5) and ($6::uuid is null or id < $6)
           and ($7::int is null or institution_id in (1, $7))
         order by id desc limit $8",
    )
    .bind(narrow.id)
    .bind(narrow.kind)
    .bind(narrow.state)
    .bind(narrow.institution)
    .bind(narrow.contract)
    .bind(narrow.before)
    .bind(narrow.reader)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// How many rules that are not retired an institution has.
pub async fn count(tx: &mut Tx, institution: InstitutionId) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from fee_rule where institution_id = $1 and state <> 'retired'",
    )
    .bind(institution)
    .fetch_one(&mut **tx)
    .await
}

/// Published versions that the transaction and the reader may see: of one rule, or of all.
pub async fn versions(
    tx: &mut Tx,
    rule: Option<FeeRuleId>,
    reader: Option<InstitutionId>,
    limit: i64,
) -> sqlx::Result<Vec<FeeVersion>> {
    sqlx::query_as(
        "select institution_id, rule_id, version, change, kind, name, card_class, contract_id,
           mccs, rate_bp, cap_fen, source, from_day, requested_by, approved_by, at
         from fee_rule_version
         where ($1::uuid is null or rule_id = $1)
           and ($2::int is null or institution_id in (1, $2))
         order by rule_id, version desc limit $3",
    )
    .bind(rule)
    .bind(reader)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Whether a line that the transaction may see is of this day or a later one.
pub async fn is_cut(tx: &mut Tx, day: NaiveDate) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from institution i where exists (
           select from clearing_item c
           where c.institution_id = i.id and c.business_date >= $1))",
    )
    .bind(day)
    .fetch_one(&mut **tx)
    .await
}

/// The acquirer of a contract that the transaction may see.
pub async fn acquirer_of(tx: &mut Tx, contract: ContractId) -> sqlx::Result<Option<InstitutionId>> {
    sqlx::query_scalar("select acquirer_id from merchant_contract where id = $1 limit 1")
        .bind(contract)
        .fetch_optional(&mut **tx)
        .await
}

/// Category of a merchant and its active contract with an acquirer, as the transaction may see.
pub async fn merchant(
    tx: &mut Tx,
    merchant: MerchantId,
    acquirer: InstitutionId,
) -> sqlx::Result<Option<(String, Option<ContractId>)>> {
    sqlx::query_as(
        "select m.mcc, c.id from merchant m
         left join merchant_contract c on c.institution_id = m.institution_id
           and c.merchant_id = m.id and c.acquirer_id = $2 and c.state = 'active'
         where m.id = $1 limit 1",
    )
    .bind(merchant)
    .bind(acquirer)
    .fetch_optional(&mut **tx)
    .await
}

/// Adds card ranges; one that is there already stays as it is. How many were new.
pub async fn insert_bins(tx: &mut Tx, bins: &[CardBin]) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "insert into card_bin (low, high, from_day, card_class, issuer, added_by, added_at)
         select * from unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::text[],
           $6::text[], $7::timestamptz[])
         on conflict do nothing",
    )
    .bind(bins.iter().map(|bin| bin.low.as_str()).collect::<Vec<_>>())
    .bind(bins.iter().map(|bin| bin.high.as_str()).collect::<Vec<_>>())
    .bind(bins.iter().map(|bin| bin.from_day).collect::<Vec<_>>())
    .bind(bins.iter().map(|bin| bin.card_class).collect::<Vec<_>>())
    .bind(bins.iter().map(|bin| bin.issuer.as_str()).collect::<Vec<_>>())
    .bind(bins.iter().map(|bin| bin.added_by.as_str()).collect::<Vec<_>>())
    .bind(bins.iter().map(|bin| bin.added_at).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Card ranges by their digits, of all or only those that a search finds: by the issuer's name,
/// by first digits of the range, or by a card in it.
pub async fn bins(
    tx: &mut Tx,
    (search, class): (Option<&str>, Option<CardClass>),
    after: Option<(String, String, NaiveDate)>,
    limit: i64,
) -> sqlx::Result<Vec<CardBin>> {
    let (low, high, day) = match after {
        Some((low, high, day)) => (Some(low), Some(high), Some(day)),
        None => (None, None, None),
    };
    sqlx::query_as(
        "select low, high, from_day, card_class, issuer, added_by, added_at from card_bin
         where ($1::text is null or (low, high, from_day) > ($1, $2, $3))
           and ($4::text is null or strpos(lower(issuer), lower($4)) > 0
             or left(low, length($4)) <= $4 and $4 <= left(high, length($4))
             or left($4, length(low)) between low and high)
           and ($5::text is null or card_class = $5)
         order by low, high, from_day limit $6",
    )
    .bind(low)
    .bind(high)
    .bind(day)
    .bind(search)
    .bind(class)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// First digits of a day's lines that are in no range, the most frequent first.
pub async fn unknown_bins(
    tx: &mut Tx,
    day: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<UnknownBin>> {
    sqlx::query_as(
        "select d.digits, d.lines, d.amount_fen
         from (
           select left(c.card_mask, 6) as digits, count(*) as lines,
             sum(c.amount_fen)::bigint as amount_fen
           from institution i
           join clearing_item c on c.institution_id = i.id and c.business_date = $1
           group by 1
         ) d
         where not exists (
           select from card_bin b
           where b.from_day <= $1 and left(d.digits, length(b.low)) between b.low and b.high)
         order by d.lines desc, d.digits limit $2",
    )
    .bind(day)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}
