//! Tills 收银系统: programs at a counter that take payments over HTTP.
//!
//! A till is a terminal like any other: registered, bound, checked. It names each order by a
//! reference of its own ([`NewOrder::order_reference`]): the same order again is the same
//! payment, however often and to whichever node it is sent, and the same reference with another
//! order is refused. What a shop writes on its own bill ([`NewOrder::merchant_reference`]) may be
//! paid several times: each order under it is a payment of its own.
//!
//! Order: its row with the number of its payment first, then the payment. A crash in between
//! leaves an order without a payment, which the next try makes good.

pub mod codes;
mod http;
mod model;
mod store;
#[cfg(test)]
mod tests;

pub use http::{TillsState, routes};
pub use model::{Error, NewOrder, NewRefund, OrderKind, TillPayment};

use crate::Context;
use crate::acquirers;
use crate::switch::Told;
use crate::switch::counter::{Counter, CounterAsk};
use crate::switch::model::{Outcome, PaymentKind};
use chrono::{DateTime, Utc};
use identity::Actor;
use kernel::{Cursor, Page, Place};
use model::{Order, Owner};
use sha2::{Digest, Sha256};

/// Pays an order by a scanned code.
pub async fn pay(
    context: &Context,
    counter: Option<&Counter>,
    actor: &Actor,
    order: &NewOrder,
) -> Result<TillPayment, Error> {
    let place = order.check()?;
    let counter = counter.ok_or(Error::NotHere)?;
    let terminal = counter.terminal(order.terminal_id).ok_or(Error::NoTerminal)?;
    let seen = actor.network
        || actor.institution == terminal.institution
        || actor.institution == terminal.acquirer;
    if !seen {
        return Err(Error::NoTerminal);
    }
    let wanted = Order {
        owner: Owner::of(actor),
        order_reference: order.order_reference.clone(),
        kind: OrderKind::Sale,
        merchant_reference: order.merchant_reference.clone(),
        original_reference: None,
        terminal_institution: terminal.institution,
        terminal: order.terminal_id,
        number: (0, 0),
        amount_fen: order.amount_fen,
        body_hash: hash(order),
        created_at: context.clock.now(),
    };
    let placed = place_order(context, actor, wanted).await?;
    let ask = CounterAsk {
        terminal: placed.terminal,
        kind: PaymentKind::Sale,
        number: placed.number,
        amount_fen: placed.amount_fen,
        code: Some(&order.code),
        original: None,
        reference_no: None,
        serial: &order.serial,
        place,
    };
    let told = counter.pay(&ask).await.map_err(Error::Terminal)?;
    ended(context, actor, &placed, told).await
}

/// Gives money back, in whole or in part, several times, never more than was paid.
pub async fn refund(
    context: &Context,
    counter: Option<&Counter>,
    actor: &Actor,
    original_reference: &str,
    refund: &NewRefund,
) -> Result<TillPayment, Error> {
    refund.check()?;
    let counter = counter.ok_or(Error::NotHere)?;
    let original = order(context, actor, original_reference, OrderKind::Sale).await?;
    let paid = shown(context, actor, &original).await?;
    let reference_no = match (paid.outcome, &paid.reference_no) {
        (Some(Outcome::Approved), Some(reference)) => reference.clone(),
        _ => return Err(Error::Refused("12")),
    };
    let wanted = Order {
        order_reference: refund.order_reference.clone(),
        kind: OrderKind::Refund,
        original_reference: Some(original_reference.to_owned()),
        number: (0, 0),
        amount_fen: refund.amount_fen,
        body_hash: hash(&(original_reference, refund)),
        created_at: context.clock.now(),
        ..original.clone()
    };
    let placed = place_order(context, actor, wanted).await?;
    let terminal = counter.terminal(original.terminal).ok_or(Error::NoTerminal)?;
    let ask = CounterAsk {
        terminal: placed.terminal,
        kind: PaymentKind::Refund,
        number: placed.number,
        amount_fen: placed.amount_fen,
        code: None,
        original: Some(original.number),
        reference_no: Some(&reference_no),
        serial: &terminal.serial,
        place: Some(terminal.place),
    };
    let told = counter.pay(&ask).await.map_err(Error::Terminal)?;
    ended(context, actor, &placed, told).await
}

/// Takes a payment back, whole, on the business day of its acquirer on which it was made: the
/// customer has left, or nobody knows whether it went through. Repeated it changes nothing.
pub async fn cancel(
    context: &Context,
    counter: Option<&Counter>,
    actor: &Actor,
    order_reference: &str,
) -> Result<TillPayment, Error> {
    let counter = counter.ok_or(Error::NotHere)?;
    // First, so that the order read next names the payment of the last try that there will be.
    codes::stop(context, actor, order_reference).await?;
    let placed = order(context, actor, order_reference, OrderKind::Sale).await?;
    let mut tx = context.read(actor).await?;
    let acquirer = store::acquirer(&mut tx, &placed).await?;
    drop(tx);
    let acquirer = acquirer
        .or_else(|| counter.terminal(placed.terminal).map(|terminal| terminal.acquirer))
        .unwrap_or(placed.terminal_institution);
    let cut_offs = acquirers::cut_off_book(&context.db).await?;
    let day = |at| cut_offs.of(acquirer).day_of(at);
    if day(placed.created_at) != day(context.clock.now()) {
        return Err(Error::TooLate);
    }
    let ask = CounterAsk {
        terminal: placed.terminal,
        kind: PaymentKind::Sale,
        number: placed.number,
        amount_fen: placed.amount_fen,
        code: None,
        original: None,
        reference_no: None,
        serial: "",
        place: None,
    };
    match counter.reverse(&ask).await.map_err(Error::Terminal)? {
        Some(told) if told.code == "00" => shown(context, actor, &placed).await,
        Some(told) if told.code == "12" => Err(Error::Refused("12")),
        // Nothing was there to take back.
        Some(_) => shown(context, actor, &placed).await,
        None => Err(Error::Unknown),
    }
}

/// An order of the caller's, as it stands.
pub async fn get(
    context: &Context,
    actor: &Actor,
    order_reference: &str,
) -> Result<TillPayment, Error> {
    let mut tx = context.read(actor).await?;
    let found = store::payment(&mut tx, &Owner::of(actor), order_reference).await?;
    found.ok_or(Error::Missing)
}

/// Orders of the caller's, newest first.
pub async fn list(
    context: &Context,
    actor: &Actor,
    merchant_reference: Option<&str>,
    cursor: Option<&Cursor>,
    limit: i64,
) -> Result<Page<TillPayment>, Error> {
    let before = cursor.map(place).transpose()?;
    let mut tx = context.read(actor).await?;
    let owner = Owner::of(actor);
    let rows = store::payments(&mut tx, &owner, merchant_reference, before, limit + 1).await?;
    let at = |row: &TillPayment| {
        format!("{}/{}", row.created_at.timestamp_micros(), row.order_reference)
    };
    Ok(Page::cut(rows, limit, at))
}

fn place(cursor: &Cursor) -> Result<(DateTime<Utc>, String), Error> {
    let place = cursor.0.split_once('/').and_then(|(micros, reference)| {
        let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
        Some((at, reference.to_owned()))
    });
    place.ok_or(Error::Cursor)
}

fn hash(request: &impl serde::Serialize) -> Vec<u8> {
    // Texts, numbers and ids: nothing in it can fail to be written.
    let json = serde_json::to_vec(request).unwrap_or_default();
    Sha256::digest(&json).to_vec()
}

/// Writes an order with a number of its own, or finds the one that is there.
async fn place_order(context: &Context, actor: &Actor, wanted: Order) -> Result<Order, Error> {
    let mut tx = context.read(actor).await?;
    let known = store::order(&mut tx, &wanted.owner, &wanted.order_reference).await?;
    drop(tx);
    let placed = match known {
        Some(known) => known,
        None => write_order(context, actor, &wanted).await?,
    };
    // What differs is told by the hash; the kind tells a sale from a refund.
    if placed.body_hash != wanted.body_hash || placed.kind != wanted.kind {
        return Err(Error::Taken);
    }
    Ok(placed)
}

async fn write_order(context: &Context, actor: &Actor, wanted: &Order) -> Result<Order, Error> {
    // Two institutions may be concerned, so two transactions; a number that is never used harms
    // nobody.
    let home = (wanted.terminal_institution, wanted.terminal);
    let mut tx = context.db.network().begin().await?;
    let used = store::next_number(&mut tx, home).await?;
    tx.commit().await?;
    let number = model::number(used).ok_or(Error::Numbers)?;
    let mut tx = context.begin(actor).await?;
    let order = Order { number, ..wanted.clone() };
    if store::insert_order(&mut tx, &order).await? {
        tx.commit().await?;
        return Ok(order);
    }
    // Another request of the same reference was quicker.
    store::order(&mut tx, &wanted.owner, &wanted.order_reference).await?.ok_or(Error::Missing)
}

async fn order(
    context: &Context,
    actor: &Actor,
    order_reference: &str,
    kind: OrderKind,
) -> Result<Order, Error> {
    let mut tx = context.read(actor).await?;
    let found = store::order(&mut tx, &Owner::of(actor), order_reference).await?;
    found.filter(|order| order.kind == kind).ok_or(Error::Missing)
}

async fn shown(context: &Context, actor: &Actor, order: &Order) -> Result<TillPayment, Error> {
    get(context, actor, &order.order_reference).await
}

/// What the till is told: the payment as it stands, or why there is none.
async fn ended(
    context: &Context,
    actor: &Actor,
    order: &Order,
    told: Option<Told>,
) -> Result<TillPayment, Error> {
    let payment = shown(context, actor, order).await?;
    match told {
        None => Err(Error::Unknown),
        Some(told) if payment.payment_id.is_none() => Err(Error::refused(&told.code)),
        Some(_) => Ok(payment),
    }
}

/// A place as a till gives it.
fn given(place: Option<kernel::GivenPlace>) -> Result<Option<Place>, String> {
    let kept = place.map(kernel::GivenPlace::keep).transpose();
    Ok(kept.map_err(|error| error.to_string())?.map(|kept| kept.place()))
}
