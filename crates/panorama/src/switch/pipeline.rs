//! The course of a payment, from a request that may be trusted to the answer:
//!
//! same request again? → binding → route → **intent durable** → acquirer → **ending durable**,
//! with its event and, where unknown, its reversal → **booked** → answer.
//!
//! Invariants: nothing leaves before its intent is durable; nobody is told an ending that is not
//! durable and booked; what may have reached an acquirer is never sent a second time, to nobody.
//! docs/decisions/0003-switch-durability.md has the argument.

use super::answer::Told;
use super::books::Booked;
use super::core::{Core, TimeLine};
use super::flights::{Begun, Number};
use super::follow;
use super::keys::{KeyOwner, KeyPurpose, KeyRef};
use super::links::AcquirerLink;
use super::model::{Booking, Outcome, ReversalReason};
use super::request::{self, Asked};
use super::store::{self, Ending, Intent, NewReversal};
use super::subject::{Plan, Route, Subject};
use super::upstream;
use super::view::PaymentSummary;
use super::writers::{Ended, Intended, Written};
use chrono::{DateTime, Utc};
use connect::acquirer::link::{FlightKey, Lost, NotSent, Reply, SendError};
use connect::acquirer::window::Ending as Counted;
use iso8583::Message;
use kernel::PaymentId;
use kernel::event::Event;
use serde_json::json;
use std::time::Duration;

/// Attempts to write an ending or book it before the answer is withheld; with the pauses between
/// them about twelve seconds.
const WRITE_TRIES: u32 = 9;
/// Codes with which an acquirer says yes: approved, and approved with a defect that does not
/// concern the money.
const APPROVED: [&str; 6] = ["00", "11", "A2", "A4", "A5", "A6"];
/// Codes with which an acquirer says that it, or what is behind it, cannot: malfunction, no answer
/// in time, being cut over, not available. They say nothing of the card.
const TECHNICAL: [&str; 6] = ["22", "68", "90", "91", "96", "98"];
/// The number of the request is used up: by another request, or reversed.
const NUMBER_USED: &str = "94";
/// Approved in part, which is not offered: it is reversed.
const PARTLY_APPROVED: &str = "10";

/// What the acquirer's word comes to.
struct Answered {
    outcome: Outcome,
    told: Told,
    reversal: Option<ReversalReason>,
}

impl Answered {
    fn failed(code: &str) -> Answered {
        Answered { outcome: Outcome::Failed, told: Told::code(code), reversal: None }
    }

    fn unknown(reason: ReversalReason) -> Answered {
        let told = Told::code("98");
        Answered { outcome: Outcome::Unknown, told, reversal: Some(reason) }
    }
}

impl Core {
    /// Works on a financial request whose MAC holds. `None`: no answer can be given honestly;
    /// the terminal will reverse.
    pub async fn pay(&self, request: &Message, subject: &Subject, line: TimeLine) -> Option<Told> {
        let asked = match request::asked(request, &self.vault) {
            Ok(asked) => asked,
            Err(told) => return Some(told),
        };
        let number = (subject.terminal(), asked.batch_no, asked.trace_no);
        match self.flights.begin(number, asked.content, line.at) {
            Begun::First => {}
            Begun::Same(told) => return told.await.ok(),
            Begun::Other => return Some(Told::code(NUMBER_USED)),
            // Whoever repeats himself so often gets the answer by repeating it once more.
            Begun::Crowded => return None,
        }
        let mut landing = Landing { core: self, number, told: None };
        landing.told = self.course(request, subject, &asked, line).await;
        landing.told.clone()
    }

    async fn course(
        &self,
        request: &Message,
        subject: &Subject,
        asked: &Asked,
        mut line: TimeLine,
    ) -> Option<Told> {
        let id = PaymentId(self.clock.id());
        let plan = self.plan(request, subject, (asked, id), &mut line);
        let (intent, route) = match self.intend(subject, asked, (id, plan), line.at).await {
            Ok(intended) => intended,
            Err(Unwritten::Told(told)) => return Some(told),
            Err(Unwritten::Known) => return self.told_before(subject, asked).await,
        };
        line.mark("intended");
        let number = (intent.terminal, intent.batch_no, intent.trace_no);
        let result = match route {
            // Its reversal was quicker, and found nothing to reverse: it must not leave any more.
            Ok(_) if self.flights.is_reversed_first(number) => Answered::failed(NUMBER_USED),
            Ok(route) => self.exchange(request, asked, &intent, &route, &mut line).await,
            Err(code) => Answered::failed(code),
        };
        self.conclude(&intent, subject, result, line).await
    }

    /// Makes the intent durable.
    async fn intend(
        &self,
        subject: &Subject,
        asked: &Asked,
        (id, plan): (PaymentId, Plan),
        at: DateTime<Utc>,
    ) -> Result<(Intent, Result<Route, &'static str>), Unwritten> {
        if !self.has_number() {
            tracing::debug!("a payment is not taken: the node's number is not held");
            return Err(Unwritten::Told(Told::code("96")));
        }
        let (route, decision) = match plan {
            Plan::Send(route, decision) => (Ok(route), decision),
            Plan::Refuse(code, decision) => (Err(code), decision),
            Plan::Follow(decision) => {
                let intent = self.intent(id, subject, asked, (&Err(""), decision), at);
                return self
                    .intend_following(intent, asked)
                    .await
                    .unwrap_or_else(|error| {
                        tracing::error!(%error, "a payment that follows another cannot be written");
                        Err(Unwritten::Told(Told::code("96")))
                    })
                    .map(|(intent, route)| (intent, Ok(route)));
            }
        };
        let intent = self.intent(id, subject, asked, (&route, decision), at);
        if let Ok(route) = &route
            && asked.kind.moves_money()
        {
            let merchant = intent.merchant;
            let prepared = self.books.prepare(intent.institution, route.acquirer, merchant).await;
            if let Err(error) = prepared {
                tracing::error!(%error, "accounts of a payment cannot be made");
                return Err(Unwritten::Told(Told::code("96")));
            }
        }
        match self.intents.submit(intent.clone()).await {
            Ok(Intended::New) => Ok((intent, route)),
            Ok(Intended::Known) => Err(Unwritten::Known),
            Ok(Intended::Failed) => Err(Unwritten::Told(Told::code("96"))),
            Err(error) => {
                tracing::warn!(%error, "a payment is not taken");
                Err(Unwritten::Told(Told::code("96")))
            }
        }
    }

    /// The row of a payment.
    pub(super) fn intent(
        &self,
        id: PaymentId,
        subject: &Subject,
        asked: &Asked,
        (route, decision): (&Result<Route, &'static str>, String),
        received_at: DateTime<Utc>,
    ) -> Intent {
        // What has none gets that of the payment it gives back.
        let card = asked.card.as_ref().map_or("", |card| card.reveal());
        let (acquirer, link, merchant_code) = match route {
            Ok(route) => (route.acquirer, route.link, route.merchant_code.clone()),
            Err(_) => (subject.acquirer(), Route::NO_LINK, String::new()),
        };
        Intent {
            institution: subject.institution(),
            id,
            node: self.config.node,
            kind: asked.kind,
            acquirer,
            link,
            amount_fen: asked.amount_fen,
            merchant: subject.merchant(),
            merchant_code: subject.merchant_code().to_owned(),
            acquirer_merchant_code: merchant_code,
            store: subject.store(),
            terminal: subject.terminal(),
            terminal_code: subject.terminal_code().to_owned(),
            serial: subject.serial().to_owned(),
            mcc: subject.mcc().to_string(),
            batch_no: asked.batch_no,
            trace_no: asked.trace_no,
            entry_mode: asked.entry_mode.clone(),
            card_token: self.vault.token("card", card.as_bytes()).to_vec(),
            card_sealed: self.vault.seal(&card_context(id), card.as_bytes()),
            card_mask: asked.card.as_ref().map_or_else(String::new, |card| card.masked()),
            content_token: asked.content.to_vec(),
            original: None,
            decision,
            received_at,
        }
    }

    /// Sends to the acquirer and understands what comes back.
    async fn exchange(
        &self,
        request: &Message,
        asked: &Asked,
        intent: &Intent,
        route: &Route,
        line: &mut TimeLine,
    ) -> Answered {
        let Some(link) = self.links.get(route.link) else {
            return Answered::failed("91");
        };
        let pin_block = match self.pin_block(request, asked, intent, &link) {
            Ok(pin_block) => pin_block,
            Err(code) => return Answered::failed(code),
        };
        let message = upstream::request(request, &route.merchant_code, pin_block);
        let key = FlightKey::of(&message);
        line.mark("sent");
        let sent_at = self.clock.now();
        let result = link.link.send(message).await;
        if let Some(well) = went_well(&result) {
            self.router.board().record(link.id, sent_at, self.clock.now(), well);
        }
        match result {
            Ok(reply) => {
                line.mark("answered");
                understand(&reply.message, intent)
            }
            Err(SendError::NotSent(why)) => {
                tracing::warn!(payment = %intent.id, %why, "not sent to the acquirer");
                Answered::failed("91")
            }
            Err(SendError::Unknown(why)) => {
                line.mark("given_up");
                tracing::warn!(payment = %intent.id, %why, "the acquirer's answer is unknown");
                if let Some(key) = key {
                    self.flights.give_up(key, (intent.institution, intent.id));
                }
                Answered::unknown(match why {
                    Lost::BadMac => ReversalReason::BadMac,
                    Lost::Timeout | Lost::ConnectionLost => ReversalReason::NoAnswer,
                })
            }
        }
    }

    /// The PIN block under the key shared with the acquirer.
    fn pin_block(
        &self,
        request: &Message,
        asked: &Asked,
        intent: &Intent,
        link: &AcquirerLink,
    ) -> Result<Option<[u8; 8]>, &'static str> {
        let Some(block) = request.bytes(52) else {
            return Ok(None);
        };
        let block: [u8; 8] = block.try_into().map_err(|_| "30")?;
        let owner = KeyOwner::Terminal(intent.terminal);
        let from = KeyRef { owner, purpose: KeyPurpose::Pik };
        let to = KeyRef { owner: KeyOwner::Link(link.id), purpose: KeyPurpose::Zpk };
        // F53 begins with 1 where the card number is not part of the block.
        let with_card = !request.get(53).is_some_and(|control| control.starts_with('1'));
        let card = asked.card.as_ref().filter(|_| with_card).map(|card| card.reveal());
        match self.keys.translate_pin(from, to, &block, card) {
            Ok(block) => Ok(Some(block)),
            Err(error) => {
                tracing::warn!(payment = %intent.id, %error, "PIN block not translated");
                Err("99")
            }
        }
    }

    /// Makes the ending durable, books it, and tells what may be told.
    async fn conclude(
        &self,
        intent: &Intent,
        subject: &Subject,
        result: Answered,
        mut line: TimeLine,
    ) -> Option<Told> {
        line.mark("decided");
        let ended = self.ended(intent, &result, &line);
        let written = self.write_ending(&ended).await?;
        let reversal = ended.reversal.is_some();
        let (outcome, told) = match written {
            Written::Earlier(earlier) if earlier.answered_at != ended.ending.answered_at => {
                (earlier.outcome, told_of(&earlier))
            }
            _ => (result.outcome, result.told),
        };
        if reversal {
            self.saf.poke(intent.link);
        }
        if outcome == Outcome::Approved && intent.kind.moves_money() {
            self.book(intent).await?;
        }
        if outcome == Outcome::Approved && subject.is_on_trial() {
            tokio::spawn(follow::trial_passed(self.context(), subject.clone()));
        }
        let us = line.elapsed_us();
        let counted = match outcome {
            Outcome::Approved => Counted::Approved(us),
            Outcome::Declined | Outcome::Failed => Counted::Declined(us),
            Outcome::Unknown => Counted::Unknown,
        };
        self.feed.ended(
            (intent.institution, intent.acquirer),
            counted,
            ended.ending.answered_at,
            || self.summary(intent, &ended.ending, subject),
        );
        Some(told)
    }

    fn ended(&self, intent: &Intent, result: &Answered, line: &TimeLine) -> Ended {
        let at = self.clock.now();
        let reversal = result.reversal.filter(|_| intent.kind.has_amount());
        let told = &result.told;
        Ended {
            ending: Ending {
                institution: intent.institution,
                payment: intent.id,
                acquirer: intent.acquirer,
                outcome: result.outcome,
                code: told.code.clone(),
                reference_no: told.reference_no.clone(),
                authorization_code: told.authorization_code.clone(),
                balance: told.balance.clone(),
                latency_us: i64::try_from(line.elapsed_us()).unwrap_or(i64::MAX),
                hops: line.to_json(),
                answered_at: at,
            },
            reversal: reversal.map(|reason| NewReversal {
                institution: intent.institution,
                payment: intent.id,
                acquirer: intent.acquirer,
                link: intent.link,
                reason,
                state: intent.kind.reversal_begins(),
                note: intent.kind.reversal_note(),
                at,
            }),
            event: event(intent, result.outcome, told, at),
        }
    }

    /// Writes until the database has it; `None` when it would not for long. The sweep then finds
    /// a payment without an ending, and has it reversed.
    pub(super) async fn write_ending(&self, ended: &Ended) -> Option<Written> {
        for attempt in 0..WRITE_TRIES {
            match self.endings.submit(ended.clone()).await {
                Ok(Written::Failed) | Err(_) => pause(attempt).await,
                Ok(written) => return Some(written),
            }
        }
        tracing::error!(payment = %ended.ending.payment, "ending not written: no answer given");
        None
    }

    async fn book(&self, intent: &Intent) -> Option<()> {
        let booked = Booked {
            institution: intent.institution,
            payment: intent.id,
            kind: intent.kind,
            acquirer: intent.acquirer,
            merchant: intent.merchant,
            amount_fen: intent.amount_fen,
            booking: Booking::Payment,
        };
        self.book_until_done(intent.received_at, booked).await
    }

    /// Books until the ledger has it; `None` when it would not for long: the sweep goes on.
    pub(super) async fn book_until_done(
        &self,
        received_at: DateTime<Utc>,
        booked: Booked,
    ) -> Option<()> {
        for attempt in 0..WRITE_TRIES {
            match self.books.book(std::slice::from_ref(&booked)).await {
                Ok(()) => return Some(()),
                Err(error) => {
                    tracing::warn!(payment = %booked.payment, %error, "not booked yet");
                    pause(attempt).await;
                }
            }
        }
        self.keep_unbooked(received_at, booked);
        None
    }

    /// The answer to a request that was answered before, or by another node or process.
    async fn told_before(&self, subject: &Subject, asked: &Asked) -> Option<Told> {
        let read = async {
            let mut tx = self.db.read().await?;
            let number = (asked.batch_no, asked.trace_no);
            let (institution, terminal) = (subject.institution(), subject.terminal());
            let first = store::original_by_trace(&mut tx, institution, terminal, number).await?;
            let ending = match &first {
                Some(first) => store::outcome_of(&mut tx, institution, first.id).await?,
                None => None,
            };
            Ok::<_, sqlx::Error>((first, ending))
        };
        match read.await {
            Ok((Some(first), _)) if first.content_token != asked.content => {
                Some(Told::code(NUMBER_USED))
            }
            // Whoever has taken it back must not hear its yes again.
            Ok((Some(first), Some(ending)))
                if first.reversal.is_some() && ending.outcome == Outcome::Approved =>
            {
                Some(Told::code(NUMBER_USED))
            }
            // What is approved may be told again only when it is booked: book it, which changes
            // nothing where it is.
            Ok((Some(first), Some(ending))) => {
                if ending.outcome == Outcome::Approved && first.kind.moves_money() {
                    let booked = Booked {
                        institution: first.institution,
                        payment: first.id,
                        kind: first.kind,
                        acquirer: first.acquirer,
                        merchant: first.merchant,
                        amount_fen: first.amount_fen,
                        booking: Booking::Payment,
                    };
                    self.book_until_done(self.clock.now(), booked).await?;
                }
                Some(told_of(&ending))
            }
            Ok((Some(_), None)) => Some(Told::code("98")),
            Ok((None, _)) => Some(Told::code("96")),
            Err(error) => {
                tracing::error!(%error, "an earlier answer cannot be read");
                Some(Told::code("96"))
            }
        }
    }

    fn summary(&self, intent: &Intent, ending: &Ending, subject: &Subject) -> PaymentSummary {
        let state = super::model::state(
            Some(ending.outcome),
            (ending.outcome == Outcome::Unknown && intent.kind.has_amount())
                .then_some(super::model::ReversalState::Pending),
        );
        PaymentSummary {
            id: intent.id,
            institution_id: intent.institution,
            acquirer_id: intent.acquirer,
            acquirer_name: self.router.acquirers().now().name(intent.acquirer).to_string(),
            link_id: intent.link,
            kind: intent.kind,
            state,
            amount_fen: intent.amount_fen,
            currency: "CNY",
            card: intent.card_mask.clone(),
            card_bin: intent.card_mask.chars().take(6).collect(),
            merchant_id: intent.merchant,
            merchant_code: intent.merchant_code.clone(),
            merchant_name: subject.merchant_name().to_owned(),
            store_id: intent.store,
            terminal_id: intent.terminal,
            terminal_code: intent.terminal_code.clone(),
            serial: intent.serial.clone(),
            mcc: intent.mcc.clone(),
            trace_no: format!("{:06}", intent.trace_no),
            batch_no: format!("{:06}", intent.batch_no),
            reference_no: ending.reference_no.clone(),
            authorization_code: ending.authorization_code.clone(),
            response_code: Some(ending.code.clone()),
            response_text: Some(super::model::response_text(&ending.code)),
            received_at: intent.received_at,
            answered_at: Some(ending.answered_at),
            latency_ms: Some(ending.latency_us / 1000),
        }
    }
}

/// Why there is no new intent.
pub(super) enum Unwritten {
    /// Told at once.
    Told(Told),
    /// A payment of that number is there already.
    Known,
}

/// Lands the payment whatever becomes of the task.
struct Landing<'a> {
    core: &'a Core,
    number: Number,
    told: Option<Told>,
}

impl Drop for Landing<'_> {
    fn drop(&mut self) {
        self.core.flights.land(self.number, self.told.as_ref());
    }
}

/// What a sealed card number is bound to.
pub(crate) fn card_context(payment: PaymentId) -> String {
    format!("payment.card:{payment}")
}

fn told_of(ending: &Ending) -> Told {
    Told {
        code: ending.code.clone(),
        reference_no: ending.reference_no.clone(),
        authorization_code: ending.authorization_code.clone(),
        balance: ending.balance.clone(),
    }
}

/// Whether the way to the acquirer was good, whatever the acquirer said of the payment; `None`
/// where the message itself kept it from leaving.
fn went_well(result: &Result<Reply, SendError>) -> Option<bool> {
    match result {
        Ok(reply) => {
            let code = reply.message.get(39);
            Some(code.is_some_and(|code| !TECHNICAL.contains(&code)))
        }
        Err(SendError::NotSent(NotSent::Busy | NotSent::Unwritable)) => None,
        Err(SendError::NotSent(NotSent::LinkDown | NotSent::Full) | SendError::Unknown(_)) => {
            Some(false)
        }
    }
}

/// What the acquirer's answer comes to. A yes to another amount is no yes: it is reversed.
fn understand(reply: &Message, intent: &Intent) -> Answered {
    let Some(told) = Told::of(reply) else {
        return Answered::unknown(ReversalReason::Other);
    };
    let approved = APPROVED.contains(&told.code.as_str());
    let same_amount = reply
        .get(4)
        .is_none_or(|amount| amount.parse::<i64>().is_ok_and(|fen| fen == intent.amount_fen));
    if told.code == PARTLY_APPROVED || (approved && !same_amount) {
        tracing::warn!(payment = %intent.id, code = %told.code, "approved for another amount");
        return Answered::unknown(ReversalReason::Other);
    }
    let outcome = if approved { Outcome::Approved } else { Outcome::Declined };
    Answered { outcome, told, reversal: None }
}

fn event(intent: &Intent, outcome: Outcome, told: &Told, at: DateTime<Utc>) -> Event {
    let name = match outcome {
        Outcome::Approved => "payment.approved",
        Outcome::Declined => "payment.declined",
        Outcome::Unknown => "payment.unknown",
        Outcome::Failed => "payment.failed",
    };
    let data = json!({
        "kind": intent.kind,
        "amount_fen": intent.amount_fen,
        "acquirer_id": intent.acquirer,
        "merchant_id": intent.merchant,
        "store_id": intent.store,
        "terminal_id": intent.terminal,
        "reference_no": told.reference_no,
        "response_code": told.code,
        "original_payment_id": intent.original,
    });
    Event::new(intent.institution, name, intent.id, at, data)
}

/// 20 ms, 40 ms and so on up to 2.5 s.
async fn pause(attempt: u32) {
    tokio::time::sleep(Duration::from_millis(20 << attempt.min(7))).await;
}
