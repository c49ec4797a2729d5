//! Codes that merchants show 收款码: made by tills for one order, or printed once on a board.
//!
//! A code says nothing by itself: whoever scans it asks here what it is for and pays with what
//! his wallet gives out for one payment, down the same road and under the same checks as a till's
//! payment. Two payers at once are decided by the code's row: one order is never paid twice, and
//! a try whose end nobody knows keeps the code busy.

mod http;
mod model;
mod pay;
mod store;
#[cfg(test)]
mod tests;

pub use http::{CodesState, routes};
pub use model::{
    CodeKind, CodeState, NewBoard, NewCode, PaymentCode, Remote, ScanPaid, ScanPayment, ScannedCode,
};
pub use pay::{pay, scanned, text};

use super::model::{Order, OrderKind, Owner, TillPayment};
use super::{Error, hash, place_order};
use crate::Context;
use crate::switch::counter::Counter;
use crate::terminals::{DeviceType, TerminalView, admit};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use identity::{Actor, audit};
use kernel::{Cursor, InstitutionId, Page, Rule, RuleWord, TerminalId};
use model::{Code, Tally};
use serde_json::json;
use std::sync::Arc;
use storage::Tx;

/// Within which time failed tries count.
const LATELY: TimeDelta = TimeDelta::minutes(10);

/// Makes a code for one order. The same order again is the same code.
pub async fn create(
    context: &Context,
    counter: Option<&Counter>,
    actor: &Actor,
    new: &NewCode,
) -> Result<PaymentCode, Error> {
    let place = new.check()?;
    let view = terminal(counter, actor, new.terminal_id)?;
    admit(&view, false).map_err(Error::Terminal)?;
    let now = context.clock.now();
    let order = Order {
        owner: Owner::of(actor),
        order_reference: new.order_reference.clone(),
        kind: OrderKind::Sale,
        merchant_reference: new.merchant_reference.clone(),
        original_reference: None,
        terminal_institution: view.institution,
        terminal: view.id,
        number: (0, 0),
        amount_fen: new.amount_fen,
        body_hash: hash(new),
        created_at: now,
    };
    let order = place_order(context, actor, order).await?;
    let mut tx = context.begin(actor).await?;
    if let Some(made) = store::of_order(&mut tx, &order.owner, &order.order_reference).await? {
        return shown(context, &mut tx, &view, made).await;
    }
    let code = Code {
        digits: model::digits(CodeKind::Dynamic),
        kind: CodeKind::Dynamic,
        order_reference: Some(order.order_reference.clone()),
        name: new.merchant_reference.clone(),
        serial: new.serial.clone(),
        place,
        amount_fen: Some(new.amount_fen),
        expires_at: Some(new.expires_at(now)),
        ..blank(order.owner.clone(), &view, now)
    };
    let code = match store::insert(&mut tx, &code).await? {
        true => code,
        // Another request of the same reference was quicker.
        false => {
            let made = store::of_order(&mut tx, &order.owner, &order.order_reference).await?;
            made.ok_or(Error::NoCode)?
        }
    };
    let shown = shown(context, &mut tx, &view, code).await?;
    tx.commit().await?;
    Ok(shown)
}

/// Makes a code to be printed and put up.
pub async fn board(
    context: &Context,
    counter: Option<&Counter>,
    actor: &Actor,
    new: &NewBoard,
) -> Result<PaymentCode, Error> {
    let now = context.clock.now();
    new.check(now)?;
    let view = terminal(counter, actor, new.terminal_id)?;
    if view.device_type != DeviceType::BarCodeAid {
        let text = "a terminal of device type 11, which static code boards are registered as";
        return Err(Error::Field("terminal_id", Rule::new(RuleWord::BoardTerminal, text)));
    }
    admit(&view, false).map_err(Error::Terminal)?;
    let merchant = view.merchant();
    let mut tx = context.db.network().read().await?;
    let micro = store::is_micro(&mut tx, merchant.id).await?;
    drop(tx);
    if !micro && new.remote.is_some() {
        let text = "only for a micro merchant's board: others need no white list";
        return Err(Error::Field("remote", Rule::new(RuleWord::MicroOnly, text)));
    }
    let remote = new.remote.as_ref();
    let code = Code {
        digits: model::digits(CodeKind::Board),
        name: Some(new.name.clone()),
        serial: view.serial.to_string(),
        amount_max_fen: new.amount_max_fen,
        day_max_fen: new.day_max_fen,
        uses_max: remote.and_then(|remote| i32::try_from(remote.uses_max).ok()),
        face_to_face: micro && remote.is_none(),
        remote_reason: remote.map(|remote| remote.reason.clone()),
        expires_at: remote.map(|remote| remote.expires_at),
        ..blank(Owner::of(actor), &view, now)
    };
    let mut tx = context.begin(actor).await?;
    if !store::insert(&mut tx, &code).await? {
        return Err(Error::NoCode);
    }
    let detail = json!({ "terminal": code.terminal.1, "name": code.name,
        "remote": code.remote_reason });
    let target = code.digits.clone();
    let shown = shown(context, &mut tx, &view, code).await?;
    audit::record(&mut tx, actor, "payment_code.board", &target, detail, now).await?;
    tx.commit().await?;
    Ok(shown)
}

/// Codes of the caller's institution, newest first.
pub async fn list(
    context: &Context,
    counter: Option<&Counter>,
    actor: &Actor,
    only: (Option<CodeKind>, Option<TerminalId>, Option<&str>),
    cursor: Option<&Cursor>,
    limit: i64,
) -> Result<Page<PaymentCode>, Error> {
    let before = cursor.map(super::place).transpose()?;
    let (kind, terminal, text) = only;
    let mut tx = context.read(actor).await?;
    let rows = store::list(&mut tx, (kind, terminal), text, before, limit + 1).await?;
    let at = |code: &Code| format!("{}/{}", code.created_at.timestamp_micros(), code.digits);
    let page = Page::cut(rows, limit, at);
    let keys: Vec<_> =
        page.items.iter().map(|code| (code.owner.institution, code.digits.as_str())).collect();
    let now = context.clock.now();
    let tallies = store::tallies(&mut tx, &keys, day_begins(now), now - LATELY).await?;
    let view = |code: &Code| counter.and_then(|counter| counter.terminal(code.terminal.1));
    let of = |(code, tally): (Code, Tally)| {
        let view = view(&code);
        written(code, tally, view.as_deref(), now)
    };
    Ok(Page { items: page.items.into_iter().zip(tallies).map(of).collect(), next: page.next })
}

/// A code of the caller's institution.
pub async fn get(
    context: &Context,
    counter: Option<&Counter>,
    actor: &Actor,
    digits: &str,
) -> Result<PaymentCode, Error> {
    let mut tx = context.read(actor).await?;
    let code = store::by_digits(&mut tx, digits).await?.ok_or(Error::NoCode)?;
    let now = context.clock.now();
    let tally = tally(&mut tx, &code, now).await?;
    let view = counter.and_then(|counter| counter.terminal(code.terminal.1));
    Ok(written(code, tally, view.as_deref(), now))
}

/// Ends a code: nobody pays it any more. Of one that is paid there is nothing to close, and one
/// that is being paid must be waited for, or its order cancelled.
pub async fn close(
    context: &Context,
    counter: Option<&Counter>,
    actor: &Actor,
    digits: &str,
) -> Result<PaymentCode, Error> {
    let mut tx = context.begin(actor).await?;
    let found = store::by_digits(&mut tx, digits).await?.ok_or(Error::NoCode)?;
    end(context, &mut tx, actor, found, true).await?;
    tx.commit().await?;
    get(context, counter, actor, digits).await
}

/// Ends the code of an order, so that the order is never paid.
pub async fn close_order(
    context: &Context,
    actor: &Actor,
    order_reference: &str,
) -> Result<TillPayment, Error> {
    let mut tx = context.begin(actor).await?;
    let found = store::of_order(&mut tx, &Owner::of(actor), order_reference).await?;
    end(context, &mut tx, actor, found.ok_or(Error::Missing)?, true).await?;
    tx.commit().await?;
    super::get(context, actor, order_reference).await
}

/// Ends the code of an order that is to be taken back, whatever became of it.
pub(super) async fn stop(
    context: &Context,
    actor: &Actor,
    order_reference: &str,
) -> Result<(), Error> {
    let mut tx = context.begin(actor).await?;
    let Some(found) = store::of_order(&mut tx, &Owner::of(actor), order_reference).await? else {
        return Ok(());
    };
    end(context, &mut tx, actor, found, false).await?;
    Ok(tx.commit().await?)
}

async fn end(
    context: &Context,
    tx: &mut Tx,
    actor: &Actor,
    code: Code,
    only_unpaid: bool,
) -> Result<(), Error> {
    let key = (code.owner.institution, code.digits.as_str());
    // Whoever pays holds the row: what is decided here is decided before or after him.
    let code = store::lock(tx, key).await?.ok_or(Error::NoCode)?;
    if code.closed_at.is_some() {
        return Ok(());
    }
    let now = context.clock.now();
    let key = (code.owner.institution, code.digits.as_str());
    match code.state(&tally(tx, &code, now).await?, now) {
        state @ (CodeState::Paid | CodeState::Busy) if only_unpaid => {
            return Err(Error::Code(state));
        }
        _ => store::close(tx, key, now).await?,
    }
    if code.kind == CodeKind::Board {
        let detail = json!({ "terminal": code.terminal.1, "name": code.name });
        audit::record(tx, actor, "payment_code.close", &code.digits, detail, now).await?;
    }
    Ok(())
}

/// The terminal that shows a code, if the actor may make it show one.
fn terminal(
    counter: Option<&Counter>,
    actor: &Actor,
    id: TerminalId,
) -> Result<Arc<TerminalView>, Error> {
    let counter = counter.ok_or(Error::NotHere)?;
    let view = counter.terminal(id).ok_or(Error::NoTerminal)?;
    let institution: InstitutionId = actor.institution;
    let seen = actor.network || institution == view.institution || institution == view.acquirer;
    seen.then_some(view).ok_or(Error::NoTerminal)
}

fn blank(owner: Owner, view: &TerminalView, now: DateTime<Utc>) -> Code {
    Code {
        owner,
        digits: String::new(),
        kind: CodeKind::Board,
        order_reference: None,
        acquirer_code: view.acquirer_code.to_string(),
        terminal: (view.institution, view.id),
        merchant: view.merchant().id,
        name: None,
        serial: String::new(),
        place: None,
        amount_fen: None,
        amount_max_fen: None,
        day_max_fen: None,
        uses_max: None,
        face_to_face: false,
        remote_reason: None,
        expires_at: None,
        created_at: now,
        closed_at: None,
    }
}

/// The midnight in China before a moment.
fn day_begins(now: DateTime<Utc>) -> DateTime<Utc> {
    const CHINA: TimeDelta = TimeDelta::hours(8);
    ((now + CHINA).date_naive().and_time(NaiveTime::MIN) - CHINA).and_utc()
}

async fn tally(tx: &mut Tx, code: &Code, now: DateTime<Utc>) -> sqlx::Result<Tally> {
    let key = [(code.owner.institution, code.digits.as_str())];
    let found = store::tallies(tx, &key, day_begins(now), now - LATELY).await?;
    Ok(found.into_iter().next().unwrap_or_default())
}

async fn shown(
    context: &Context,
    tx: &mut Tx,
    view: &TerminalView,
    code: Code,
) -> Result<PaymentCode, Error> {
    let now = context.clock.now();
    let tally = tally(tx, &code, now).await?;
    Ok(written(code, tally, Some(view), now))
}

/// A code as its maker sees it; without a switch on this node, without its merchant's name.
fn written(
    code: Code,
    tally: Tally,
    view: Option<&TerminalView>,
    now: DateTime<Utc>,
) -> PaymentCode {
    let merchant = view.map(TerminalView::merchant);
    let emvco = view.zip(merchant.as_ref()).and_then(|(view, merchant)| {
        code.emvco(merchant.code.as_str(), &merchant.short_name, &view.mcc.to_string())
    });
    PaymentCode {
        state: code.state(&tally, now),
        address: code.address(),
        emvco,
        page: format!("/q/{}/{}", code.acquirer_code, code.digits),
        digits: code.digits,
        kind: code.kind,
        order_reference: code.order_reference,
        name: code.name,
        terminal_id: code.terminal.1,
        merchant_id: code.merchant,
        merchant_name: merchant.map(|merchant| merchant.short_name.to_string()).unwrap_or_default(),
        amount_fen: code.amount_fen,
        amount_max_fen: code.amount_max_fen,
        day_max_fen: code.day_max_fen,
        uses_max: code.uses_max,
        face_to_face: code.face_to_face,
        remote_reason: code.remote_reason,
        paid: tally.paid,
        expires_at: code.expires_at,
        created_at: code.created_at,
        closed_at: code.closed_at,
    }
}
