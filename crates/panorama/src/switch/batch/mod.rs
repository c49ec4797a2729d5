//! Settlement of a terminal's batch 批结算: the terminal says what its batch sums to (0500); where
//! that is not what we have, it uploads every record (0320) and the records are compared.
//!
//! Once settled, a batch takes nothing more: the terminal signs in to begin the next. The same
//! 0500 again gets the first answer; one with other sums is refused.

mod http;
pub mod model;

pub use http::routes;
pub use model::{BatchDifference, BatchDifferenceKind, BatchSums, TerminalBatchState};

use super::answer::Told;
use super::core::Core;
use super::desk::Error;
use super::pos::Session;
use super::request::batch_of;
use super::store::{self, BatchKey};
use super::subject::Subject;
use crate::Context;
use chrono::{DateTime, Utc};
use identity::{Actor, audit};
use iso8583::Message;
use kernel::event::Event;
use kernel::{Cursor, InstitutionId, MerchantId, Page, TerminalId};
use model::BatchRecord;
use serde::{Deserialize, Serialize};
use serde_json::json;
use storage::Tx;

/// Longest note of staff, characters.
const NOTE_MAX: usize = 500;

/// The settlement of a batch as it is stored and shown.
#[derive(Clone, Debug, Serialize, Deserialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct TerminalBatch {
    /// Home institution.
    pub institution_id: InstitutionId,
    /// The terminal.
    pub terminal_id: TerminalId,
    /// Its batch number.
    pub batch_no: i32,
    /// The acquirer it is bound to.
    pub acquirer_id: InstitutionId,
    /// Its merchant.
    pub merchant_id: MerchantId,
    /// Number of the merchant.
    pub merchant_code: String,
    /// Number of the terminal.
    pub terminal_code: String,
    /// Where it stands.
    pub state: TerminalBatchState,
    /// What the terminal says.
    #[sqlx(json)]
    pub terminal_sums: BatchSums,
    /// What we have.
    #[sqlx(json)]
    pub our_sums: BatchSums,
    /// What differs, by trace number, once all is uploaded.
    #[sqlx(json)]
    pub differences: Vec<BatchDifference>,
    /// How it was resolved.
    pub note: String,
    /// Who resolved it.
    pub resolved_by: Option<String>,
    /// When the terminal asked for it.
    pub created_at: DateTime<Utc>,
    /// When it changed last.
    pub changed_at: DateTime<Utc>,
}

/// An answer about a batch: a code and F48 where there is one.
#[derive(Debug, PartialEq, Eq)]
pub struct BatchTold {
    pub told: Told,
    pub sums: Option<String>,
}

impl BatchTold {
    fn code(code: &str) -> BatchTold {
        BatchTold { told: Told::code(code), sums: None }
    }
}

/// F60.3: what of settlement a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// 0500 201.
    Sums,
    /// 0320 201.
    Records,
    /// 0320 202.
    End,
    /// 0320 207: nothing is left to say of a balanced batch.
    EndBalanced,
}

fn about(message: &Message) -> Option<About> {
    let action = message.get(60)?.get(8..11)?;
    match (message.mti.as_str(), action) {
        ("0500", "201") => Some(About::Sums),
        ("0320", "201") => Some(About::Records),
        ("0320", "202") => Some(About::End),
        ("0320", "207") => Some(About::EndBalanced),
        _ => None,
    }
}

impl Core {
    /// Works on a message about a batch whose MAC holds. `None`: the database does not answer.
    pub async fn settle(
        &self,
        message: &Message,
        subject: &Subject,
        session: &Session,
    ) -> Option<BatchTold> {
        let Some(about) = about(message) else {
            return Some(BatchTold::code("40"));
        };
        let field = message.get(48).unwrap_or_default();
        let batch_no = match batch_of(message) {
            Some(batch_no) if (1..=session.batch_no()).contains(&batch_no) => batch_no,
            Some(_) => return Some(BatchTold::code("77")),
            None => return Some(BatchTold::code("30")),
        };
        let (institution, terminal) = (subject.institution(), subject.terminal());
        let key = BatchKey { institution, terminal, batch_no };
        let done = match about {
            About::Sums => self.settle_sums(key, subject, session, field).await,
            About::Records => self.take_records(key, field).await,
            About::End => self.end_upload(key, field).await,
            About::EndBalanced => self.end_balanced(key).await,
        };
        done.inspect_err(|error| {
            tracing::error!(%terminal, batch_no, %error, "a batch cannot be settled");
        })
        .ok()
    }

    async fn settle_sums(
        &self,
        key: BatchKey,
        subject: &Subject,
        session: &Session,
        field: &str,
    ) -> sqlx::Result<BatchTold> {
        let Some(theirs) = model::sums(field) else {
            return Ok(BatchTold::code("30"));
        };
        let mut tx = self.db.begin().await?;
        let ours = BatchSums::of(&store::batch_payments(&mut tx, key).await?);
        let state = if ours == theirs {
            TerminalBatchState::Balanced
        } else {
            TerminalBatchState::Uploading
        };
        let at = self.clock.now();
        let mut batch = TerminalBatch {
            institution_id: key.institution,
            terminal_id: key.terminal,
            batch_no: key.batch_no,
            acquirer_id: subject.acquirer(),
            merchant_id: subject.merchant(),
            merchant_code: subject.merchant_code().to_owned(),
            terminal_code: subject.terminal_code().to_owned(),
            state,
            terminal_sums: theirs,
            our_sums: ours,
            differences: Vec::new(),
            note: String::new(),
            resolved_by: None,
            created_at: at,
            changed_at: at,
        };
        if store::insert_batch(&mut tx, &batch).await? {
            store::settle_session(&mut tx, key, at).await?;
            jobs::outbox::publish(&mut tx, &event(&batch, at)).await?;
            tx.commit().await?;
            if session.batch_no() == key.batch_no {
                session.settle();
            }
        } else if let Some(first) = store::lock_batch(&mut tx, key).await? {
            if first.terminal_sums != theirs {
                let sums = Some(model::answered(field, '3'));
                return Ok(BatchTold { told: Told::code("94"), sums });
            }
            batch = first;
        }
        let answer = if batch.state == TerminalBatchState::Balanced { '1' } else { '2' };
        Ok(BatchTold { told: Told::code("00"), sums: Some(model::answered(field, answer)) })
    }

    /// Records of a batch that does not balance; the same again changes nothing.
    async fn take_records(&self, key: BatchKey, field: &str) -> sqlx::Result<BatchTold> {
        let Some(uploaded) = model::records(field) else {
            return Ok(BatchTold::code("30"));
        };
        let record = |one: &model::Uploaded<'_>| BatchRecord {
            trace_no: one.trace_no,
            amount_fen: one.amount_fen,
            card_token: self.vault.token("card", one.card.as_bytes()).to_vec(),
        };
        let records: Vec<BatchRecord> = uploaded.iter().map(record).collect();
        let mut tx = self.db.begin().await?;
        match store::lock_batch(&mut tx, key).await?.map(|batch| batch.state) {
            None => return Ok(BatchTold::code("25")),
            Some(TerminalBatchState::Uploading) => {}
            Some(_) => return Ok(BatchTold::code("12")),
        }
        if 0 < store::insert_batch_records(&mut tx, key, &records).await? {
            return Ok(BatchTold::code("94"));
        }
        tx.commit().await?;
        Ok(BatchTold { told: Told::code("00"), sums: Some(format!("{:02}", uploaded.len())) })
    }

    async fn end_upload(&self, key: BatchKey, field: &str) -> sqlx::Result<BatchTold> {
        let Some(count) = model::count(field) else {
            return Ok(BatchTold::code("30"));
        };
        let told =
            || BatchTold { told: Told::code("00"), sums: Some(format!("{:04}", count.min(9999))) };
        let mut tx = self.db.begin().await?;
        let Some(mut batch) = store::lock_batch(&mut tx, key).await? else {
            return Ok(BatchTold::code("25"));
        };
        if batch.state != TerminalBatchState::Uploading {
            return Ok(told());
        }
        let records = store::batch_records(&mut tx, key).await?;
        if records.len() as i64 != count {
            tracing::warn!(
                terminal = %key.terminal, said = count, there = records.len(),
                "records of a batch are missing: the terminal must upload again"
            );
            return Ok(BatchTold::code("30"));
        }
        let payments = store::batch_payments(&mut tx, key).await?;
        batch.our_sums = BatchSums::of(&payments);
        batch.differences = model::differences(&records, &payments);
        batch.state = if batch.differences.is_empty() {
            TerminalBatchState::Balanced
        } else {
            TerminalBatchState::Differing
        };
        let at = self.clock.now();
        let end = (batch.state, batch.our_sums);
        store::end_batch(&mut tx, key, end, &batch.differences, at).await?;
        jobs::outbox::publish(&mut tx, &event(&batch, at)).await?;
        tx.commit().await?;
        Ok(told())
    }

    async fn end_balanced(&self, key: BatchKey) -> sqlx::Result<BatchTold> {
        let mut tx = self.db.begin().await?;
        let state = store::lock_batch(&mut tx, key).await?.map(|batch| batch.state);
        Ok(BatchTold::code(match state {
            Some(TerminalBatchState::Balanced) => "00",
            Some(_) => "12",
            None => "25",
        }))
    }
}

fn event(batch: &TerminalBatch, at: DateTime<Utc>) -> Event {
    let name = match batch.state {
        TerminalBatchState::Balanced => "terminal_batch.balanced",
        TerminalBatchState::Uploading => "terminal_batch.unbalanced",
        TerminalBatchState::Differing | TerminalBatchState::Resolved => "terminal_batch.differing",
    };
    let data = json!({
        "batch_no": batch.batch_no,
        "merchant_id": batch.merchant_id,
        "acquirer_id": batch.acquirer_id,
        "terminal_sums": batch.terminal_sums,
        "our_sums": batch.our_sums,
        "differences": batch.differences.len(),
    });
    Event::new(batch.institution_id, name, batch.terminal_id, at, data)
}

/// Settlements that the actor may see, newest first.
pub async fn list(
    context: &Context,
    actor: &Actor,
    only: (Option<TerminalBatchState>, Option<TerminalId>),
    cursor: Option<&Cursor>,
    limit: i64,
) -> Result<Page<TerminalBatch>, Error> {
    let before = cursor.map(place).transpose()?;
    let mut tx = context.read(actor).await?;
    let rows = store::batches(&mut tx, only, before, limit + 1).await?;
    let at = |batch: &TerminalBatch| {
        format!("{}/{}", batch.created_at.timestamp_micros(), batch.terminal_id)
    };
    Ok(Page::cut(rows, limit, at))
}

fn place(cursor: &Cursor) -> Result<(DateTime<Utc>, TerminalId), Error> {
    let place = cursor.0.split_once('/').and_then(|(micros, terminal)| {
        Some((DateTime::from_timestamp_micros(micros.parse().ok()?)?, terminal.parse().ok()?))
    });
    place.ok_or(Error::Cursor)
}

/// One settlement.
pub async fn get(
    context: &Context,
    actor: &Actor,
    terminal: TerminalId,
    batch_no: i32,
) -> Result<TerminalBatch, Error> {
    found(&mut context.read(actor).await?, terminal, batch_no).await
}

async fn found(tx: &mut Tx, terminal: TerminalId, batch_no: i32) -> Result<TerminalBatch, Error> {
    let batch = store::read_batch(tx, terminal, batch_no).await?;
    batch.ok_or(Error::BatchMissing(terminal, batch_no))
}

/// A person has found out why a batch differs; the note says why.
pub async fn resolve(
    context: &Context,
    actor: &Actor,
    (terminal, batch_no): (TerminalId, i32),
    note: &str,
) -> Result<TerminalBatch, Error> {
    let note = note.trim();
    if !(1..=NOTE_MAX).contains(&note.chars().count()) {
        return Err(Error::Note);
    }
    let mut tx = context.begin(actor).await?;
    let batch = found(&mut tx, terminal, batch_no).await?;
    let key = BatchKey { institution: batch.institution_id, terminal, batch_no };
    let at = context.clock.now();
    if !store::resolve_batch(&mut tx, key, (note, &actor.name), at).await? {
        return Err(Error::BatchEnded(terminal, batch_no));
    }
    let detail = json!({ "batch_no": batch_no, "from_state": batch.state, "note": note });
    let subject = terminal.to_string();
    audit::record(&mut tx, actor, "terminal_batch.resolve", &subject, detail, at).await?;
    let batch = found(&mut tx, terminal, batch_no).await?;
    tx.commit().await?;
    Ok(batch)
}
