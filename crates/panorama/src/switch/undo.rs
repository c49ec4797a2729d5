//! What stands on an earlier payment: voids, completions and refunds, which are payments of
//! their own, and the terminal's reversals.
//!
//! Whoever does something to a payment first takes its lock in the database, so that of two who try at the
//! same time, on whatever nodes, the second sees what the first has written.

use super::answer::Told;
use super::books::Booked;
use super::core::{Core, TimeLine};
use super::model::{self, Booking, Original, Outcome, PaymentKind, Refused, Reversing};
use super::pipeline::{Unwritten, card_context};
use super::request::{self, Asked, Named};
use super::store::{self, Ending, Intent, NewReversal};
use super::subject::{Route, Subject};
use chrono::{DateTime, Utc};
use iso8583::Message;
use kernel::PaymentId;
use kernel::event::Event;
use serde_json::json;
use storage::Tx;

/// What came of a terminal's reversal in the database.
enum Undone {
    /// Told at once: nothing was there to undo.
    Told(&'static str),
    /// A reversal is durable; the entries of an approved payment are to be undone.
    Reversing { original: Box<Original>, approved: bool },
}

impl Core {
    /// Makes the intent durable of what follows a payment, under the lock of that payment.
    pub(super) async fn intend_following(
        &self,
        mut intent: Intent,
        asked: &Asked,
    ) -> sqlx::Result<Result<(Intent, Route), Unwritten>> {
        let refused = |why: Refused| Ok(Err(Unwritten::Told(Told::code(why.code()))));
        let Some(name) = &asked.original else {
            return refused(Refused::NotFound);
        };
        let mut tx = self.db.begin().await?;
        let found = locked(&mut tx, &intent, name).await?;
        let Some((original, siblings)) = found else {
            return refused(Refused::NotFound);
        };
        let (institution, terminal) = (intent.institution, intent.terminal);
        let own = (intent.batch_no, intent.trace_no);
        if store::original_by_trace(&mut tx, institution, terminal, own).await?.is_some() {
            return Ok(Err(Unwritten::Known));
        }
        let same_reference = asked.reference_no.is_none()
            || original.reference_no.is_none()
            || asked.reference_no == original.reference_no;
        // A terminal that was moved since must not take the money back from its new merchant.
        let same_merchant = original.merchant == intent.merchant;
        if asked.card.is_none() && !self.lend_code(&mut intent, asked, &original) {
            return refused(Refused::NotFound);
        }
        if original.card_token != intent.card_token || !same_reference || !same_merchant {
            return refused(Refused::NotFound);
        }
        let wanted = (asked.kind, asked.amount_fen);
        let percent_max = self.config.completion_percent_max;
        if let Err(why) = model::may_follow(&original, &siblings, wanted, percent_max) {
            return refused(why);
        }
        // Nothing was booked of a hold yet, so the accounts may be missing.
        if asked.kind.pays() {
            let (acquirer, merchant) = (original.acquirer, intent.merchant);
            if let Err(error) = self.books.prepare(institution, acquirer, merchant).await {
                tracing::error!(%error, "accounts cannot be made");
                return Ok(Err(Unwritten::Told(Told::code("96"))));
            }
        }
        intent.acquirer = original.acquirer;
        intent.link = original.link;
        intent.acquirer_merchant_code = original.acquirer_merchant_code.clone();
        intent.original = Some(original.id);
        if store::insert_new_intents(&mut tx, std::slice::from_ref(&intent)).await?.is_empty() {
            return Ok(Err(Unwritten::Known));
        }
        tx.commit().await?;
        let route = Route {
            acquirer: original.acquirer,
            acquirer_code: self.router.acquirers().now().code(original.acquirer),
            link: original.link,
            merchant_code: original.acquirer_merchant_code,
        };
        Ok(Ok((intent, route)))
    }

    /// A payment by code is given back without the code, which nobody has any more: the reference
    /// number names it instead, and the code is taken over.
    fn lend_code(&self, intent: &mut Intent, asked: &Asked, original: &Original) -> bool {
        let named = asked.reference_no.is_some() && asked.reference_no == original.reference_no;
        if !named || !request::is_code_entry(&original.entry_mode) {
            return false;
        }
        let opened = self.vault.open(&card_context(original.id), &original.card_sealed);
        let Ok(code) = opened.inspect_err(|error| {
            tracing::error!(payment = %original.id, %error, "a payment code does not open");
        }) else {
            return false;
        };
        intent.card_sealed = self.vault.seal(&card_context(intent.id), &code);
        intent.card_token.clone_from(&original.card_token);
        intent.card_mask.clone_from(&original.card_mask);
        true
    }

    /// Works on a terminal's reversal whose MAC holds. `None`: the database does not answer; the
    /// terminal will repeat it.
    pub async fn reverse(
        &self,
        request: &Message,
        subject: &Subject,
        line: TimeLine,
    ) -> Option<Told> {
        let asked = match request::reversing(request) {
            Ok(asked) => asked,
            Err(told) => return Some(told),
        };
        let undone = match self.undo(&asked, subject, line).await {
            Ok(undone) => undone,
            Err(error) => {
                tracing::error!(%error, "a terminal's reversal cannot be written");
                return None;
            }
        };
        let (original, approved) = match undone {
            Undone::Told(code) => return Some(Told::code(code)),
            Undone::Reversing { original, approved } => (original, approved),
        };
        self.saf.poke(original.link);
        if approved && original.kind.moves_money() {
            let booked = Booked {
                institution: original.institution,
                payment: original.id,
                kind: original.kind,
                acquirer: original.acquirer,
                merchant: original.merchant,
                amount_fen: original.amount_fen,
                booking: Booking::Reversal,
            };
            self.book_until_done(self.clock.now(), booked).await?;
        }
        Some(Told::code("00"))
    }

    async fn undo(
        &self,
        asked: &request::Reversing,
        subject: &Subject,
        line: TimeLine,
    ) -> sqlx::Result<Undone> {
        let (institution, terminal) = (subject.institution(), subject.terminal());
        let number = (asked.batch_no, asked.trace_no);
        // The payment may be on its way to us, or not be durable yet.
        self.flights.reverse_first((terminal, number.0, number.1));
        let mut tx = self.db.begin().await?;
        let found = store::original_by_trace(&mut tx, institution, terminal, number).await?;
        let Some(found) = found else {
            return Ok(Undone::Told("25"));
        };
        self.flights.is_known((terminal, number.0, number.1));
        if asked.amount_fen.is_some_and(|fen| fen != found.amount_fen) {
            return Ok(Undone::Told("25"));
        }
        store::lock_payment(&mut tx, institution, found.id).await?;
        let at = self.clock.now();
        // From here no answer that is still under way can become an approval.
        let ending = unknown(&found, line, at);
        store::insert_new_outcomes(&mut tx, std::slice::from_ref(&ending)).await?;
        let Some(original) =
            store::original_by_trace(&mut tx, institution, terminal, number).await?
        else {
            return Ok(Undone::Told("25"));
        };
        if original.link == Route::NO_LINK {
            // It goes nowhere, and will get the ending that says so.
            return Ok(Undone::Told("00"));
        }
        let mut siblings = store::siblings(&mut tx, institution, original.id).await?;
        if original.kind == PaymentKind::CompletionVoid
            && let Some(hold) = store::hold_of_void(&mut tx, institution, original.id).await?
        {
            // The hold may have been completed anew since: then the first stays voided.
            store::lock_payment(&mut tx, institution, hold).await?;
            siblings.append(&mut store::siblings(&mut tx, institution, hold).await?);
        }
        match model::reversing(&original, &siblings) {
            // Rolled back: a balance query keeps the ending it will get.
            Reversing::Forbidden => return Ok(Undone::Told("12")),
            Reversing::Nothing if original.reversal.is_none() => return Ok(Undone::Told("00")),
            Reversing::Nothing | Reversing::Send => {}
        }
        let reversal = NewReversal {
            institution,
            payment: original.id,
            acquirer: original.acquirer,
            link: original.link,
            reason: asked.reason,
            state: original.kind.reversal_begins(),
            note: original.kind.reversal_note(),
            at,
        };
        if store::insert_reversals(&mut tx, &[reversal]).await? == 1 {
            let event = requested(&original, asked, at);
            jobs::outbox::publish(&mut tx, &event).await?;
        }
        tx.commit().await?;
        let approved = original.outcome == Some(Outcome::Approved);
        Ok(Undone::Reversing { original: Box::new(original), approved })
    }
}

/// The payment that is followed, under its lock, and what else stands on it.
async fn locked(
    tx: &mut Tx,
    intent: &Intent,
    name: &Named,
) -> sqlx::Result<Option<(Original, Vec<model::Sibling>)>> {
    let (institution, terminal) = (intent.institution, intent.terminal);
    let found = match name {
        Named::Number(batch_no, trace_no) => {
            let number = (*batch_no, *trace_no);
            store::original_by_trace(tx, institution, terminal, number).await?
        }
        Named::Authorization(code) => {
            let of = (intent.merchant, intent.card_token.as_slice());
            store::hold_by_authorization(tx, institution, of, code).await?
        }
    };
    let Some(found) = found else {
        return Ok(None);
    };
    store::lock_payment(tx, institution, found.id).await?;
    let of = (found.terminal, found.number);
    let found = store::original_by_trace(tx, institution, of.0, of.1).await?;
    let siblings = match &found {
        Some(original) => store::siblings(tx, institution, original.id).await?,
        None => Vec::new(),
    };
    Ok(found.map(|original| (original, siblings)))
}

fn unknown(original: &Original, line: TimeLine, at: DateTime<Utc>) -> Ending {
    Ending {
        institution: original.institution,
        payment: original.id,
        acquirer: original.acquirer,
        outcome: Outcome::Unknown,
        code: "98".to_owned(),
        reference_no: None,
        authorization_code: None,
        balance: None,
        latency_us: i64::try_from(line.elapsed_us()).unwrap_or(i64::MAX),
        hops: "[]".to_owned(),
        answered_at: at,
    }
}

fn requested(original: &Original, asked: &request::Reversing, at: DateTime<Utc>) -> Event {
    let data = json!({
        "kind": original.kind,
        "amount_fen": original.amount_fen,
        "acquirer_id": original.acquirer,
        "merchant_id": original.merchant,
        "store_id": original.store,
        "terminal_id": original.terminal,
        "reason": asked.reason,
    });
    let id: PaymentId = original.id;
    Event::new(original.institution, "payment.reversal_requested", id, at, data)
}
