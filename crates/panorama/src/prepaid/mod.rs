//! Prepaid cards 预付卡 of one merchant: a campus card, a canteen card.
//!
//! A card is an account on the ledger that cannot fall below zero. The merchant takes the money
//! of a top-up itself and holds it; against it stands the merchant's prepaid account, whose
//! debits less credits are what the merchant owes to the holders of its cards, at every moment. No
//! acquirer takes part, and no settlement comes of it.
//!
//! An entry (top-up, payment, refund) is named by the till's own reference. Order: its row first,
//! then the transfer, whose id is derived from the row's, then how it ended. What is cut off in
//! between is made good by the same entry sent again; the ledger books it once. Refunds of a
//! payment never sum to more than was paid: their rows are written under the card's lock.

mod http;
mod model;
mod store;
#[cfg(test)]
mod tests;

pub use http::{PrepaidState, routes};
pub use model::{
    EntryKind, EntryState, Error, NewPrepaidCard, NewPrepaidEntry, PrepaidCard, PrepaidEntry,
};

use crate::Context;
use identity::Actor;
use kernel::{Cursor, InstitutionId, MerchantId, Money, Page};
use ledger::accounts::id_for;
use ledger::{AccountKind, Ledger, NewAccount, Rules, Transfer, TransferOutcome, code};
use model::{CardRow, EntryRow};
use uuid::Uuid;

/// Issues a card of a merchant of the actor's institution. The same card again changes nothing.
pub async fn issue(
    context: &Context,
    ledger: &Ledger,
    actor: &Actor,
    new: &NewPrepaidCard,
) -> Result<PrepaidCard, Error> {
    new.check()?;
    let row = CardRow {
        institution_id: actor.institution,
        card_no: new.card_no.clone(),
        merchant_id: new.merchant_id,
        holder: new.holder.clone(),
        created_at: context.clock.now(),
    };
    let mut tx = context.begin(actor).await?;
    if !store::merchant_is_there(&mut tx, actor.institution, new.merchant_id).await? {
        return Err(Error::NoMerchant);
    }
    store::insert_card(&mut tx, &row).await?;
    let card = store::card(&mut tx, actor.institution, &new.card_no).await?;
    let card = card.ok_or(Error::Missing)?;
    if card.merchant_id != row.merchant_id || card.holder != row.holder {
        return Err(Error::CardTaken);
    }
    tx.commit().await?;
    ledger.ensure(&accounts(&card)).await?;
    shown(ledger, card).await
}

/// A card with its balance.
pub async fn card(
    context: &Context,
    ledger: &Ledger,
    actor: &Actor,
    card_no: &str,
) -> Result<PrepaidCard, Error> {
    let mut tx = context.read(actor).await?;
    let card = store::card(&mut tx, actor.institution, card_no).await?.ok_or(Error::Missing)?;
    drop(tx);
    shown(ledger, card).await
}

/// Tops a card up, takes a payment from it, or gives one back.
pub async fn enter(
    context: &Context,
    ledger: &Ledger,
    actor: &Actor,
    card_no: &str,
    new: &NewPrepaidEntry,
) -> Result<PrepaidEntry, Error> {
    new.check()?;
    let (card, row) = begun(context, actor, card_no, new).await?;
    let row = match row.state {
        EntryState::Begun => post(context, ledger, actor, &card, row).await?,
        EntryState::Done | EntryState::Refused => row,
    };
    if row.state == EntryState::Refused {
        return Err(Error::Short);
    }
    Ok(row.shown())
}

/// Entries of a card, newest first.
pub async fn entries(
    context: &Context,
    actor: &Actor,
    card_no: &str,
    cursor: Option<&Cursor>,
    limit: i64,
) -> Result<Page<PrepaidEntry>, Error> {
    let before = cursor.map(|cursor| cursor.0.parse::<Uuid>()).transpose();
    let before = before.map_err(|_| Error::Cursor)?;
    let mut tx = context.read(actor).await?;
    store::card(&mut tx, actor.institution, card_no).await?.ok_or(Error::Missing)?;
    let of = (actor.institution, card_no);
    let rows = store::entries(&mut tx, of, before, limit + 1).await?;
    let page = Page::cut(rows, limit, |row| row.id.to_string());
    let items = page.items.into_iter().map(EntryRow::shown).collect();
    Ok(Page { items, next: page.next })
}

/// The row of an entry: the one that is there, or a new one that keeps the rules.
async fn begun(
    context: &Context,
    actor: &Actor,
    card_no: &str,
    new: &NewPrepaidEntry,
) -> Result<(CardRow, EntryRow), Error> {
    let mut tx = context.begin(actor).await?;
    let of = (actor.institution, card_no);
    let card = store::lock_card(&mut tx, of).await?.ok_or(Error::Missing)?;
    if let Some(known) = store::entry(&mut tx, of, &new.reference).await? {
        return if known.is(new) { Ok((card, known)) } else { Err(Error::Taken) };
    }
    if let (EntryKind::Refund, Some(original)) = (new.kind, &new.original_reference) {
        let paid = store::entry(&mut tx, of, original).await?.ok_or(Error::NoPayment)?;
        if paid.kind != EntryKind::Payment || paid.state != EntryState::Done {
            return Err(Error::NoPayment);
        }
        let back_fen = store::refunded(&mut tx, of, original).await?;
        let all_fen = back_fen.checked_add(new.amount_fen);
        if all_fen.is_none_or(|all_fen| paid.amount_fen < all_fen) {
            return Err(Error::RefundExceeds(paid.amount_fen - back_fen));
        }
    }
    let row = EntryRow {
        institution_id: actor.institution,
        card_no: card_no.to_owned(),
        id: Uuid::now_v7(),
        reference: new.reference.clone(),
        kind: new.kind,
        amount_fen: new.amount_fen,
        original_reference: new.original_reference.clone(),
        state: EntryState::Begun,
        balance_fen: None,
        created_at: context.clock.now(),
    };
    store::insert_entry(&mut tx, &row).await?;
    tx.commit().await?;
    Ok((card, row))
}

/// Books an entry and writes down how it ended.
async fn post(
    context: &Context,
    ledger: &Ledger,
    actor: &Actor,
    card: &CardRow,
    row: EntryRow,
) -> Result<EntryRow, Error> {
    let outcome = ledger.post(vec![transfer(card, &row)]).await?;
    let state = match outcome.first() {
        Some(outcome) if outcome.is_booked() => EntryState::Done,
        Some(TransferOutcome::Refused(ledger::Reason::ExceedsCredits)) => EntryState::Refused,
        other => {
            tracing::error!(entry = %row.id, ?other, "the ledger refuses a prepaid card's entry");
            return Err(Error::Books);
        }
    };
    // What is booked by this call says the balance right after it; an earlier call's says it now.
    let balance_fen = match outcome.first() {
        Some(TransferOutcome::Posted(posted)) if row.kind == EntryKind::Payment => {
            posted.debit.net().fen()
        }
        Some(TransferOutcome::Posted(posted)) => posted.credit.net().fen(),
        _ => balance(ledger, card).await?,
    };
    let row = EntryRow { state, balance_fen: Some(balance_fen), ..row };
    let mut tx = context.begin(actor).await?;
    store::end_entry(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(row)
}

fn transfer(card: &CardRow, row: &EntryRow) -> Transfer {
    let (of_card, of_merchant) = (account(card), float(card.institution_id, card.merchant_id));
    let (debit, credit, code) = match row.kind {
        EntryKind::TopUp => (of_merchant, of_card, code::NONE),
        EntryKind::Payment => (of_card, of_merchant, code::SALE),
        EntryKind::Refund => (of_merchant, of_card, code::REFUND),
    };
    let amount = Money::from_fen(row.amount_fen);
    Transfer::single(card.institution_id, debit, credit, amount).about(row.id, "prepaid").code(code)
}

fn owner(card: &CardRow) -> String {
    format!("prepaid:{}", card.card_no)
}

fn account(card: &CardRow) -> kernel::AccountId {
    id_for(card.institution_id, AccountKind::Supervised, &owner(card))
}

/// What the merchant has taken for cards that is not spent yet.
fn float(institution: InstitutionId, merchant: MerchantId) -> kernel::AccountId {
    id_for(institution, AccountKind::Clearing, &format!("prepaid:{merchant}"))
}

fn accounts(card: &CardRow) -> [NewAccount; 2] {
    let (institution, merchant) = (card.institution_id, card.merchant_id);
    let of = |kind, owner: &str, name: &str| NewAccount::of(institution, kind, owner, name);
    let name = format!("预付卡 {}", card.card_no);
    [
        of(AccountKind::Supervised, &owner(card), &name).with(Rules::not_below_zero()),
        of(AccountKind::Clearing, &format!("prepaid:{merchant}"), "预付卡资金"),
    ]
}

async fn balance(ledger: &Ledger, card: &CardRow) -> Result<i64, Error> {
    Ok(ledger.balance(card.institution_id, account(card), None).await?.counters.net().fen())
}

async fn shown(ledger: &Ledger, card: CardRow) -> Result<PrepaidCard, Error> {
    let balance_fen = balance(ledger, &card).await?;
    let CardRow { card_no, merchant_id, holder, created_at, .. } = card;
    Ok(PrepaidCard { card_no, merchant_id, holder, balance_fen, currency: "CNY", created_at })
}
