//! What has been before the demo's first day: a business day that is cut, settled with the bank
//! and held against the acquirers' files, so that no page of clearing begins empty. Days before
//! that one (`--days`) are ended for good: every difference is decided, the day is closed, the
//! bank has answered and what it sent back is paid anew.
//!
//! The first start plays those days on a clock that is behind ([`behind`]); everything then goes
//! the way of any other day.

use super::people::{self, JIALING_PAY, LIANGJIANG, SHANCHENG_BANK};
use crate::Trouble;
use crate::node::Node;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use connect::bank::standin::{self, BankConfig};
use gateway::export::Format;
use identity::{Actor, approvals, institutions};
use kernel::InstitutionId;
use panorama::clearing::day::CutOff;
use panorama::clearing::reconciliation::settle::{self, Asked, Settled};
use panorama::clearing::reconciliation::view::Filter;
use panorama::clearing::reconciliation::{ReconDayState, ReconStatus, ReconWay};
use panorama::clearing::settlement::calendar::{self, Calendar};
use panorama::clearing::settlement::holds::{self, HoldDraft, HoldFilter};
use panorama::clearing::settlement::{self, HoldState, payouts};
use panorama::clearing::{Booking, Item, cut, reconciliation};
use panorama::imports::{ImportKind, Upload};
use sha2::{Digest, Sha256};
use std::path::Path;
use tokio_util::sync::CancellationToken;

/// China is eight hours before UTC.
const CHINA: TimeDelta = TimeDelta::hours(8);
/// Days that the demo looks back for one whose settlement day has come.
const BACK_DAYS_MAX: i64 = 14;
/// Lines read at a time.
const PAGE_ROWS: i64 = 200;
/// A holiday, as an example of the calendar.
const HOLIDAYS: &str = "day,works,name\n2027-01-01,no,元旦\n";

/// How far behind the first of so many past business days is played: whole days back, until the
/// settlement day of the last of them has come.
pub fn behind(now: DateTime<Utc>, days: u32) -> TimeDelta {
    last_behind(now) + TimeDelta::days(i64::from(days.saturating_sub(1)))
}

fn last_behind(now: DateTime<Utc>) -> TimeDelta {
    let today = (now + CHINA).date_naive();
    let come = |days: &i64| {
        let day = CutOff::default().day_of(now - TimeDelta::days(*days));
        Calendar::default().settles_on(day).is_some_and(|on| on <= today)
    };
    TimeDelta::days((1..BACK_DAYS_MAX).find(come).unwrap_or(BACK_DAYS_MAX))
}

/// Plays the settlement bank of every institution over its folder until the demo ends. It refuses
/// what ends in 3 fen and sends back what ends in 7, more often than a real one.
pub async fn bank(node: &Node, folder: &Path, stop: &CancellationToken) -> Result<(), Trouble> {
    for institution in institutions::list(&node.app.db.network()).await? {
        let config = bank_of(folder, &institution.code);
        let stop = stop.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                ended = standin::run(config) => {
                    tracing::error!(?ended, "the demo's settlement bank has ended");
                }
            }
        });
    }
    Ok(())
}

fn bank_of(folder: &Path, code: &str) -> BankConfig {
    BankConfig {
        reject_ends: "3".to_owned(),
        return_ends: "7".to_owned(),
        ..BankConfig::new(folder.join(code))
    }
}

/// Cuts the last of the past days, settles it, and takes the acquirers' files in. What they differ
/// in is left to whoever looks at the demo.
pub async fn load(node: &Node) -> Result<(), Trouble> {
    let (context, actor) = (&node.context, people::acting(&node.app, "ops@network").await?);
    calendar::import(context, &actor, &upload("holidays.csv", HOLIDAYS)).await?;
    cut::cut_due(context, &node.app.ledger).await?;
    for (institution, items) in new_days(node, &actor).await? {
        if institution == SHANCHENG_BANK {
            hold(node, &actor, &items).await?;
        }
        reconcile(node, &actor, institution, &items).await?;
    }
    pay_out(node, &actor, &[SHANCHENG_BANK, LIANGJIANG]).await
}

/// Ends what has passed of a day before the last one: nothing is left to anybody.
pub async fn end_day(node: &Node, folder: &Path) -> Result<(), Trouble> {
    let (context, actor) = (&node.context, people::acting(&node.app, "ops@network").await?);
    cut::cut_due(context, &node.app.ledger).await?;
    for (institution, items) in new_days(node, &actor).await? {
        reconcile(node, &actor, institution, &items).await?;
    }
    decide(node, &actor).await?;
    pay_out(node, &actor, &[SHANCHENG_BANK, JIALING_PAY, LIANGJIANG]).await?;
    answer(node, folder).await?;
    release(node, &actor).await
}

/// Lines of cut days that no file was held against yet.
async fn new_days(node: &Node, actor: &Actor) -> Result<Vec<(InstitutionId, Vec<Item>)>, Trouble> {
    let context = &node.context;
    let filter = reconciliation::view::DayFilter { limit: Some(PAGE_ROWS), ..Default::default() };
    let known = reconciliation::view::days(context, actor, &filter).await?.items;
    let mut all = Vec::new();
    for day in cut::list(context, actor, cut::Filter::default()).await?.items {
        let of = (day.institution_id, day.business_date);
        if known.iter().all(|known| (known.institution_id, known.business_date) != of) {
            all.push((day.institution_id, lines(node, actor, of).await?));
        }
    }
    Ok(all)
}

/// Takes a way out of everything that differs, and closes the days.
async fn decide(node: &Node, actor: &Actor) -> Result<(), Trouble> {
    let (context, ledger) = (&node.context, &node.app.ledger);
    let other = people::acting(&node.app, "risk@network").await?;
    loop {
        let filter = Filter { open: true, limit: Some(PAGE_ROWS), ..Filter::default() };
        let open = reconciliation::view::list(context, actor, &filter).await?.items;
        if open.is_empty() {
            break;
        }
        for result in open {
            let way = match result.status {
                // The acquirer owes what it does not tell.
                ReconStatus::Expected | ReconStatus::Missing => ReconWay::AcceptOurs,
                ReconStatus::FeeMismatch if result.open_fen < 0 => ReconWay::WriteOff,
                _ => ReconWay::AcceptTheirs,
            };
            let asked = Asked {
                id: result.id,
                version: result.version,
                way,
                amount_fen: None,
                until: None,
                other: None,
                note: "与收单机构核对".to_owned(),
            };
            if let Settled::Asked(id) = settle::settle(context, ledger, actor, asked).await? {
                let (approvals, at) = (&node.app.approvals, node.app.clock.now());
                let yes = approvals::Decision::Approve;
                approvals.decide(&context.db, &other, id, yes, "", at).await?;
            }
        }
    }
    let state = Some(ReconDayState::Open);
    let filter = reconciliation::view::DayFilter { state, ..Default::default() };
    for day in reconciliation::view::days(context, actor, &filter).await?.items {
        settle::close(context, ledger, actor, day.id).await?;
    }
    Ok(())
}

/// Lets the bank answer what was sent, and takes its answers in.
async fn answer(node: &Node, folder: &Path) -> Result<(), Trouble> {
    let (context, ledger) = (&node.context, &node.app.ledger);
    settlement::bank::exchange(context, ledger, folder).await?;
    for institution in institutions::list(&node.app.db.network()).await? {
        let config = bank_of(folder, &institution.code);
        if config.folder.exists() {
            standin::Bank::new(config).look()?;
        }
    }
    settlement::bank::exchange(context, ledger, folder).await?;
    Ok(())
}

/// Pays anew what the bank has refused or sent back: its account was put right.
async fn release(node: &Node, actor: &Actor) -> Result<(), Trouble> {
    let context = &node.context;
    let other = people::acting(&node.app, "risk@network").await?;
    let filter = HoldFilter {
        state: Some(HoldState::Active),
        limit: Some(PAGE_ROWS),
        ..HoldFilter::default()
    };
    for hold in holds::list(context, actor, filter).await?.items {
        let (_, id) = holds::release(context, actor, hold.id, "账户已更正").await?;
        let (approvals, at) = (&node.app.approvals, node.app.clock.now());
        let yes = approvals::Decision::Approve;
        approvals.decide(&context.db, &other, id, yes, "", at).await?;
    }
    Ok(())
}

fn upload(name: &str, text: &str) -> Upload {
    Upload {
        kind: ImportKind::Merchants,
        file_name: name.to_owned(),
        format: Format::Csv,
        bytes: text.as_bytes().to_vec().into(),
        dry_run: false,
    }
}

async fn lines(
    node: &Node,
    actor: &Actor,
    of: (InstitutionId, NaiveDate),
) -> Result<Vec<Item>, Trouble> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let page = (cursor, Some(PAGE_ROWS));
        let page = cut::items(&node.context, actor, of, &cut::ItemFilter::default(), page).await?;
        all.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return Ok(all);
        }
    }
}

/// Keeps money of one merchant back.
async fn hold(node: &Node, actor: &Actor, items: &[Item]) -> Result<(), Trouble> {
    let Some(merchant) = items.iter().find(|item| 20_000 < item.amount_fen) else {
        return Ok(());
    };
    let draft = HoldDraft {
        merchant_id: merchant.merchant_id,
        amount_fen: Some(10_000),
        reason: "持卡人否认交易，调单核查中".to_owned(),
    };
    holds::place(&node.context, actor, draft).await?;
    Ok(())
}

/// Settles what is due; the batches of these institutions go to the bank, others wait for their
/// staff.
async fn pay_out(node: &Node, actor: &Actor, send: &[InstitutionId]) -> Result<(), Trouble> {
    let today = (node.app.clock.now() + CHINA).date_naive();
    let works = |day: &NaiveDate| Calendar::default().works(*day);
    let Some(on) = std::iter::successors(Some(today), NaiveDate::pred_opt).find(works) else {
        return Ok(());
    };
    for institution in institutions::list(&node.app.db.network()).await? {
        let batch = match settlement::make(&node.context, actor, institution.id, on).await {
            Err(settlement::Error::NothingDue(_)) => continue,
            made => made?,
        };
        if send.contains(&institution.id) {
            payouts::send(&node.context, actor, batch.id).await?;
        }
    }
    Ok(())
}

/// Takes in what every acquirer of a day's lines sends of them.
async fn reconcile(
    node: &Node,
    actor: &Actor,
    institution: InstitutionId,
    items: &[Item],
) -> Result<(), Trouble> {
    for acquirer in institutions::list(&node.app.db.network()).await? {
        let own: Vec<&Item> = items.iter().filter(|item| item.acquirer_id == acquirer.id).collect();
        let Some(first) = own.first() else { continue };
        let file_name = format!("{}-{}.csv", acquirer.code, first.business_date);
        let text = daily_file(&acquirer.code, &own);
        let upload = reconciliation::Upload { file_name, bytes: text.into(), dry_run: false };
        reconciliation::take(&node.context, actor, institution, upload).await?;
    }
    Ok(())
}

/// The daily file of an acquirer, with one fault of each kind where there are lines enough: one
/// line too few, another amount, another fee, a line twice, and one of nobody's payment.
fn daily_file(code: &str, items: &[&Item]) -> String {
    let (mut rows, mut amount_fen, mut fee_fen) = (Vec::new(), 0, 0);
    let mut put = |item: &Item, (trace, amount, fee): (i32, i64, i64)| {
        amount_fen += amount;
        fee_fen += fee;
        let kind = match item.booking {
            Booking::Reversal => "reversal",
            Booking::Payment => item.kind.as_str(),
        };
        rows.push(format!(
            "D,{},{},{},{trace},{},{kind},{amount},{fee},{},{},00\n",
            item.acquirer_merchant_code,
            item.terminal_code,
            item.batch_no,
            item.reference_no.as_deref().unwrap_or_default(),
            item.card_mask,
            item.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        ));
    };
    for (index, item) in items.iter().enumerate() {
        let plain = (item.trace_no, item.amount_fen, item.merchant_fee_fen);
        let (trace, amount, fee) = plain;
        match index {
            3 => {}
            5 => put(item, (trace, amount + 100 * amount.signum(), fee)),
            7 => put(item, (trace, amount, fee + amount.signum())),
            9 => {
                put(item, plain);
                put(item, plain);
            }
            11 => {
                put(item, plain);
                put(
                    &Item { batch_no: 999_999, reference_no: None, ..(*item).clone() },
                    (trace, amount + 1_234, fee),
                );
            }
            _ => put(item, plain),
        }
    }
    let (count, day) = (rows.len(), items[0].business_date);
    let head = format!("H,1,acquirer,{code},{day},CNY,{count},{amount_fen},{fee_fen}\n");
    let text = head + &rows.concat();
    let sum = hex::encode(Sha256::digest(text.as_bytes()));
    format!("{text}T,{count},{sum}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_past_day_is_settled_by_now() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        for (now, days) in [
            // A Wednesday: the day before. A Sunday: Thursday, for Friday settles on Monday.
            ("2026-11-25T12:00:00+08:00", 1),
            ("2026-11-29T12:00:00+08:00", 3),
            ("2026-11-30T12:00:00+08:00", 1),
        ] {
            assert_eq!(behind(at(now), 1), TimeDelta::days(days), "{now}");
            assert_eq!(behind(at(now), 30), TimeDelta::days(days + 29), "{now}");
        }
    }
}
