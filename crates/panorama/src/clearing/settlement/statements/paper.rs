//! A merchant's statement as a paper.

use super::{Of, StatementEntry, entries};
use crate::clearing::settlement::Error;
use crate::clearing::settlement::model::LineState;
use crate::{Context, merchants};
use chrono::{DateTime, TimeDelta, Utc};
use identity::{Actor, Right, institutions};
use kernel::{InstitutionId, Money, Rule, RuleWord};
use paper::{Column, Face, Table};
use std::collections::HashMap;

/// Rows of a paper at most; a longer statement is a file for machines.
pub const ROWS_MAX: usize = 2_000;
/// Rows read at a time.
const PAGE_ROWS: i64 = 200;
/// China is eight hours before UTC.
const CHINA: TimeDelta = TimeDelta::hours(8);

const COLUMNS: &[Column<'_>] = &[
    column("结算日", 1.3, false),
    column("收单机构", 1.3, false),
    column("笔数", 0.7, true),
    column("交易净额", 1.4, true),
    column("手续费", 1.1, true),
    column("上批结转", 1.2, true),
    column("暂缓", 1.1, true),
    column("出款", 1.4, true),
    column("结转下批", 1.2, true),
    column("状态", 1.1, false),
    column("原因", 1.8, false),
];

const fn column(title: &str, width: f32, right: bool) -> Column<'_> {
    Column { title, width, right }
}

/// The statement as PDF.
pub async fn pdf(context: &Context, actor: &Actor, of: Of) -> Result<Vec<u8>, Error> {
    actor.may(Right::ClearingRead)?;
    let face = Face::installed().map_err(Error::Font)?;
    let rows = all(context, actor, of).await?;
    let merchant = merchants::get(context, actor, of.merchant).await.map_err(Error::Account)?;
    let names = institutions::list(&context.db.network()).await?;
    let names: HashMap<InstitutionId, String> =
        names.into_iter().map(|one| (one.id, one.short_name)).collect();
    let facts = [
        ("商户", merchant.merchant.name.clone()),
        ("商户编号", merchant.merchant.code.to_string()),
        ("结算日", format!("{} 至 {}", of.from, of.until)),
        ("开户行", merchant.merchant.settlement_bank.clone()),
        ("结算笔数", rows.len().to_string()),
        ("已付合计", yuan(rows.iter().filter(|row| paid(row)).map(|row| row.payout_fen))),
    ];
    let foot = foot(context.clock.now());
    let work = move || {
        let texts: Vec<Vec<String>> = rows.iter().map(|row| cells(row, &names)).collect();
        let table = Table {
            title: "商户结算对账单",
            facts: &facts,
            columns: COLUMNS,
            rows: &texts,
            total: &total(&rows),
            foot: &foot,
        };
        table.pdf(&face)
    };
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Error::Database(sqlx::Error::WorkerCrashed))?.map_err(Error::Paper)
}

async fn all(context: &Context, actor: &Actor, of: Of) -> Result<Vec<StatementEntry>, Error> {
    let (mut rows, mut cursor) = (Vec::new(), None);
    loop {
        let page = entries(context, actor, of, cursor.as_ref(), Some(PAGE_ROWS)).await?;
        rows.extend(page.items);
        if ROWS_MAX < rows.len() {
            let rule = Rule::new(RuleWord::Between, format!("leaves at most {ROWS_MAX} rows"));
            return Err(Error::Broken("until", rule.from_to(0, ROWS_MAX)));
        }
        cursor = page.next;
        if cursor.is_none() {
            return Ok(rows);
        }
    }
}

/// The bank has paid, and the money has not come back.
fn paid(row: &StatementEntry) -> bool {
    row.state == LineState::Paid
}

fn foot(at: DateTime<Utc>) -> String {
    let at = (at + CHINA).format("%Y-%m-%d %H:%M:%S");
    format!("金额单位：人民币元。交易净额 - 手续费 + 上批结转 = 出款 + 结转下批。制单时间 {at}")
}

fn yuan(fen: impl Iterator<Item = i64>) -> String {
    let sum: i128 = fen.map(i128::from).sum();
    i64::try_from(sum).map_or_else(|_| String::new(), |fen| Money::from_fen(fen).to_string())
}

fn cells(row: &StatementEntry, names: &HashMap<InstitutionId, String>) -> Vec<String> {
    let money = |fen| Money::from_fen(fen).to_string();
    let acquirer = names.get(&row.acquirer_id).cloned();
    vec![
        row.settle_date.to_string(),
        acquirer.unwrap_or_else(|| row.acquirer_id.to_string()),
        row.items.to_string(),
        money(row.gross_fen),
        money(row.fee_fen),
        money(row.carried_in_fen),
        money(row.held_fen),
        money(row.payout_fen),
        money(row.carried_out_fen),
        state(row.state).to_owned(),
        row.reason.clone(),
    ]
}

fn total(rows: &[StatementEntry]) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    let sum = |of: fn(&StatementEntry) -> i64| yuan(rows.iter().map(of));
    let items: i64 = rows.iter().map(|row| i64::from(row.items)).sum();
    let none = String::new;
    // What is carried from batch to batch is the same money again: it has no sum.
    vec![
        "合计".to_owned(),
        none(),
        items.to_string(),
        sum(|row| row.gross_fen),
        sum(|row| row.fee_fen),
        none(),
        none(),
        sum(|row| row.payout_fen),
        none(),
        none(),
        none(),
    ]
}

const fn state(state: LineState) -> &'static str {
    match state {
        LineState::None => "无出款",
        LineState::Payable => "待送出",
        LineState::Sent => "银行处理中",
        LineState::Paid => "已付",
        LineState::Rejected => "拒付",
        LineState::Returned => "退回",
    }
}
