//! What whoever scans a code can do: see what it is for, and pay it.

use super::super::model::Order;
use super::super::store as orders;
use super::super::{Error, OrderKind, model::number};
use super::model::{Code, CodeKind};
use super::store::{self, Try};
use super::{ScanPaid, ScanPayment, ScannedCode, tally};
use crate::Context;
use crate::acquirers::Directory;
use crate::switch::counter::{Counter, CounterAsk};
use crate::switch::model::PaymentKind;
use crate::terminals::TerminalView;
use emvqr::mpm::Label;
use emvqr::unionpay::{Address, MerchantCode};
use kernel::{Place, Rule, RuleWord};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Most characters of a scanned text.
const TEXT_MAX: usize = 512;

/// Which code a scanned text is: institution and digits. UnionPay's address, EMVCo's
/// merchant-presented form, or this server's own page.
pub fn text(scanned: &str) -> Result<(String, String), Error> {
    let bad = || {
        let text = "a merchant's code: its address, or EMVCo's form with object 15";
        Error::Field("text", Rule::new(RuleWord::MerchantsCode, text))
    };
    if TEXT_MAX < scanned.len() {
        return Err(bad());
    }
    if let Ok(Address::Merchant(code)) = Address::parse(scanned) {
        return Ok((code.institution().to_owned(), code.code().to_owned()));
    }
    if let Some((_, path)) = scanned.split_once("/q/") {
        let code = path.split_once('/').and_then(|(of, digits)| MerchantCode::new(of, digits).ok());
        let code = code.ok_or_else(bad)?;
        return Ok((code.institution().to_owned(), code.code().to_owned()));
    }
    let code = emvqr::mpm::Code::parse(scanned).map_err(|_| bad())?;
    let account = code.union_pay().next().ok_or_else(bad)?;
    let label = code.label(Label::Reference).ok_or_else(bad)?;
    let kind = if code.amount().is_some() { "62" } else { "01" };
    Ok((account.acquirer().to_owned(), format!("{kind}{label}")))
}

/// What a code is for, and whether it may be paid.
pub async fn scanned(
    context: &Context,
    counter: Option<&Counter>,
    (institution, digits): (&str, &str),
    wallet: &str,
) -> Result<ScannedCode, Error> {
    let counter = counter.ok_or(Error::NotHere)?;
    let (code, view) = find(context, counter, institution, digits).await?;
    let mut tx = context.db.network().read().await?;
    let now = context.clock.now();
    let tally = tally(&mut tx, &code, now).await?;
    Ok(ScannedCode {
        institution: code.acquirer_code.clone(),
        kind: code.kind,
        state: code.state(&tally, now),
        merchant_name: view.merchant().short_name.to_string(),
        name: code.name,
        amount_fen: code.amount_fen,
        amount_max_fen: code.amount_max_fen,
        place_needed: code.face_to_face,
        expires_at: code.expires_at,
        digits: code.digits,
        wallet: wallet.to_owned(),
    })
}

/// Pays a code with what the payer's wallet gave out. The same again is the same payment.
pub async fn pay(
    context: &Context,
    counter: Option<&Counter>,
    acquirers: &Directory,
    (institution, digits): (&str, &str),
    ask: &ScanPayment,
) -> Result<ScanPaid, Error> {
    let counter = counter.ok_or(Error::NotHere)?;
    let (code, view) = find(context, counter, institution, digits).await?;
    let (amount_fen, payer) = ask.check(&code)?;
    if code.face_to_face {
        let most = acquirers.now().policy(view.acquirer).distance_max_m;
        if payer.is_none_or(|payer| most < payer.distance_m(view.place)) {
            return Err(Error::Afar(most));
        }
    }
    let auth_hash = context.vault.token("payment_code", ask.auth_code.as_bytes());
    let of =
        Try { institution: code.owner.institution, digits: &code.digits, auth_hash: &auth_hash };
    let number = begin(context, &code, of, amount_fen).await?;
    let place: Option<Place> = match code.kind {
        CodeKind::Dynamic => code.place,
        CodeKind::Board => payer,
    };
    let told = counter
        .pay(&CounterAsk {
            terminal: view.id,
            kind: PaymentKind::Sale,
            number,
            amount_fen,
            code: Some(&ask.auth_code),
            original: None,
            reference_no: None,
            serial: &code.serial,
            place,
        })
        .await;
    let mut tx = context.db.network().begin().await?;
    let attempt = store::attempt(&mut tx, of).await?.ok_or(Error::NoCode)?;
    let merchant = view.merchant();
    let refused = match told {
        // The same try may be on its way for another request, so only what is surely nothing ends.
        Err(refusal) if attempt.payment_id.is_none() => Error::Terminal(refusal),
        Ok(Some(told)) if attempt.payment_id.is_none() => Error::refused(&told.code),
        _ => return Ok(attempt.shown(&merchant.short_name)),
    };
    if !matches!(refused, Error::Unknown) {
        store::void_attempt(&mut tx, of).await?;
        tx.commit().await?;
    }
    Err(refused)
}

async fn find(
    context: &Context,
    counter: &Counter,
    institution: &str,
    digits: &str,
) -> Result<(Code, Arc<TerminalView>), Error> {
    let mut tx = context.db.network().read().await?;
    let code = store::by_digits(&mut tx, digits).await?;
    let code = code.filter(|code| code.acquirer_code == institution).ok_or(Error::NoCode)?;
    let view = counter.terminal(code.terminal.1).ok_or(Error::NoCode)?;
    Ok((code, view))
}

/// Writes a try with a number of its own, or finds the one that is there.
async fn begin(
    context: &Context,
    code: &Code,
    of: Try<'_>,
    amount_fen: i64,
) -> Result<(i32, i32), Error> {
    // Of the terminal's institution, so a transaction of its own; a number never used harms nobody.
    let mut tx = context.db.network().begin().await?;
    let used = orders::next_number(&mut tx, code.terminal).await?;
    tx.commit().await?;
    let number = number(used).ok_or(Error::Numbers)?;
    let now = context.clock.now();
    let mut tx = context.db.network().begin().await?;
    let code = store::lock(&mut tx, (of.institution, of.digits)).await?.ok_or(Error::NoCode)?;
    if let Some(known) = store::attempt(&mut tx, of).await? {
        if known.amount_fen != amount_fen {
            return Err(Error::Taken);
        }
        return Ok((known.batch_no, known.trace_no));
    }
    code.admits(&tally(&mut tx, &code, now).await?, amount_fen, now)?;
    let reference = match &code.order_reference {
        Some(reference) => {
            store::point_order(&mut tx, &code.owner, reference, number).await?;
            reference.clone()
        }
        None => {
            let order = order_of_board(&code, of, number, amount_fen, now);
            orders::insert_order(&mut tx, &order).await?;
            order.order_reference
        }
    };
    let terminal = code.terminal;
    store::insert_attempt(&mut tx, of, &reference, terminal, number, amount_fen, now).await?;
    tx.commit().await?;
    Ok(number)
}

/// Each payment of a board is an order of whoever put it up.
fn order_of_board(
    code: &Code,
    of: Try<'_>,
    number: (i32, i32),
    amount_fen: i64,
    now: chrono::DateTime<chrono::Utc>,
) -> Order {
    let mut unique = Sha256::new();
    unique.update(of.digits);
    unique.update(of.auth_hash);
    let unique = hex::encode(unique.finalize());
    Order {
        owner: code.owner.clone(),
        order_reference: format!("B{}", &unique[..31]),
        kind: OrderKind::Sale,
        merchant_reference: code.name.clone(),
        original_reference: None,
        terminal_institution: code.terminal.0,
        terminal: code.terminal.1,
        number,
        amount_fen,
        body_hash: unique.into_bytes(),
        created_at: now,
    }
}
