//! The posting writer of one shard: gathers calls while a batch is being written, decides them
//! in order, writes them as one batch, answers each.
//!
//! Several processes may post to the same institution: the append moves the head only from where
//! the batch was decided, so the slower one reads what the other wrote and decides anew.

use crate::book::Book;
use crate::entry::Entry;
use crate::error::Error;
use crate::model::{SAME_ACCOUNT, TRANSFERS_MAX, Transfer};
use crate::outcome::TransferOutcome;
use crate::store::append::{self as store, Batch};
use chrono::DateTime;
use kernel::fault::{Kind, database_kind, sqlstate};
use kernel::{AccountId, Clock, InstitutionId, TransferId};
use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;
use storage::Db;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};
use tokio::time::Instant;
use uuid::Uuid;

/// Times a batch is decided anew because other writers were faster, before it is given back.
const MOVED_MAX: u32 = 100;
/// Callers that the writer wakes itself; more are woken by a task of their own.
const ANSWERS_AT_ONCE: usize = 256;
const BACK_OFF_FIRST: Duration = Duration::from_millis(20);
const BACK_OFF_MAX: Duration = Duration::from_secs(1);

/// One call of [`crate::Ledger::post`], all of one institution.
pub(crate) struct Call {
    pub institution: InstitutionId,
    pub transfers: Vec<Transfer>,
    pub reply: oneshot::Sender<Result<Vec<TransferOutcome>, Error>>,
    /// Its place in the queue, given back when it is answered.
    pub place: OwnedSemaphorePermit,
}

pub(crate) struct Writer {
    pub db: Db,
    pub clock: Clock,
    pub accounts_max: usize,
    pub patience: Duration,
    pub inbox: mpsc::UnboundedReceiver<Call>,
    pub waiting: VecDeque<Call>,
    pub books: HashMap<InstitutionId, Book>,
}

/// What is known about the batch at hand from one attempt to the next.
#[derive(Default)]
struct Round {
    /// Transfers of the batch that are in the journal.
    booked: HashMap<TransferId, Entry>,
    /// Refused ones whose ids were looked up.
    looked_up: HashSet<TransferId>,
    /// The head is not where the book thinks.
    behind: bool,
    moved: u32,
    refused: u32,
    /// Since when the database does not answer.
    lost: Option<Instant>,
}

enum Class {
    Moved,
    Booked,
    Lost,
    Refused,
}

/// By SQLSTATE only. What is not the server's word means that the connection is gone.
fn class(error: &sqlx::Error) -> Class {
    match sqlstate(error).as_deref() {
        Some("40001" | "40P01") => Class::Moved,
        Some("23505") => Class::Booked,
        Some("57014") => Class::Lost,
        Some(_) if database_kind(error) == Kind::Unavailable => Class::Lost,
        Some(_) => Class::Refused,
        None => match error {
            sqlx::Error::Encode(_) | sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. } => {
                Class::Refused
            }
            _ => Class::Lost,
        },
    }
}

type Outcomes = Vec<Vec<TransferOutcome>>;

impl Writer {
    /// Works until every handle of the ledger is gone.
    pub async fn run(mut self) {
        loop {
            if self.waiting.is_empty() {
                match self.inbox.recv().await {
                    Some(call) => self.waiting.push_back(call),
                    None => return,
                }
            }
            // Those just answered get to send their next: larger batches, fewer commits.
            tokio::task::yield_now().await;
            while let Ok(call) = self.inbox.try_recv() {
                self.waiting.push_back(call);
            }
            if let Some((institution, calls)) = self.gather() {
                self.settle(institution, calls).await;
            }
        }
    }

    /// The calls of the institution that waits longest, as many as a batch holds.
    fn gather(&mut self) -> Option<(InstitutionId, Vec<Call>)> {
        let institution = self.waiting.front()?.institution;
        let mut calls = Vec::new();
        let mut rows = 0;
        let mut others = VecDeque::new();
        while let Some(call) = self.waiting.pop_front() {
            if call.institution != institution {
                others.push_back(call);
                continue;
            }
            rows += call.transfers.len();
            if rows > TRANSFERS_MAX {
                self.waiting.push_front(call);
                break;
            }
            calls.push(call);
        }
        // Others go first next time; their order among themselves stays.
        others.append(&mut self.waiting);
        self.waiting = others;
        Some((institution, calls))
    }

    async fn settle(&mut self, institution: InstitutionId, calls: Vec<Call>) {
        let mut round = Round::default();
        loop {
            match self.attempt(institution, &calls, &mut round).await {
                // The next batch need not wait until thousands of callers are woken.
                Ok(Some(outcomes)) if calls.len() > ANSWERS_AT_ONCE => {
                    tokio::spawn(async move { answer(calls, outcomes) });
                    return;
                }
                Ok(Some(outcomes)) => return answer(calls, outcomes),
                Ok(None) => (),
                Err(Error::Database(error)) => match class(&error) {
                    Class::Lost => {
                        if !self.wait(&mut round).await {
                            tracing::error!(%institution, %error, "ledger: the database is gone");
                            return fail(calls, || Error::OutcomeUnknown);
                        }
                    }
                    // A book that went astray is read anew once.
                    _ if round.refused == 0 => round.refused = 1,
                    _ if calls.len() == 1 => {
                        let text = error.to_string();
                        tracing::error!(%institution, %error, "ledger: the database refused");
                        return fail(calls, || Error::Refused(text.clone()));
                    }
                    // One of them is at fault: the others must not suffer.
                    _ => {
                        for call in calls {
                            Box::pin(self.settle(institution, vec![call])).await;
                        }
                        return;
                    }
                },
                Err(Error::Broken(text)) => {
                    tracing::error!(%institution, text, "ledger: the journal is broken");
                    return fail(calls, || Error::Broken(text.clone()));
                }
                Err(_) => return fail(calls, || Error::Busy),
            }
        }
    }

    /// Waits before the next attempt; false when the database was away for too long.
    async fn wait(&mut self, round: &mut Round) -> bool {
        let since = *round.lost.get_or_insert_with(Instant::now);
        if since.elapsed() > self.patience {
            return false;
        }
        tokio::time::sleep((since.elapsed() / 2).clamp(BACK_OFF_FIRST, BACK_OFF_MAX)).await;
        true
    }

    /// One attempt: none when the batch must be decided anew. A book that is not put back is
    /// read from the database next time.
    async fn attempt(
        &mut self,
        institution: InstitutionId,
        calls: &[Call],
        round: &mut Round,
    ) -> Result<Option<Outcomes>, Error> {
        let mut book = match self.books.remove(&institution) {
            Some(book) => book,
            None => open(&self.db, institution, self.accounts_max).await?,
        };
        if round.behind {
            catch_up(&self.db, institution, &mut book).await?;
            round.behind = false;
        }
        load(&self.db, institution, &mut book, calls).await?;
        let at = self.clock.now().max(book.at);
        let outcomes: Outcomes =
            calls.iter().map(|call| book.decide(&call.transfers, &round.booked, at)).collect();
        let again = self.look_up_refused(institution, &mut book, calls, &outcomes, round).await?;
        if again {
            book.forget();
            self.books.insert(institution, book);
            return Ok(None);
        }
        let done = if book.rows.is_empty() {
            book.forget();
            book.make_room();
            true
        } else {
            self.write(institution, &mut book, calls, round).await?
        };
        self.books.insert(institution, book);
        Ok(done.then_some(outcomes))
    }

    /// A refused transfer may be a repeated one that the books would not allow a second time.
    /// True when some of them are booked, or the book is behind: decide anew.
    async fn look_up_refused(
        &self,
        institution: InstitutionId,
        book: &mut Book,
        calls: &[Call],
        outcomes: &Outcomes,
        round: &mut Round,
    ) -> Result<bool, Error> {
        let refused = |(_, outcome): &(&Transfer, &TransferOutcome)| {
            matches!(outcome, TransferOutcome::Refused(_))
        };
        let pairs = calls.iter().zip(outcomes);
        let ids: Vec<TransferId> = pairs
            .flat_map(|(call, outcomes)| call.transfers.iter().zip(outcomes))
            .filter(refused)
            .map(|(transfer, _)| transfer.id)
            .filter(|id| round.looked_up.insert(*id))
            .collect();
        if ids.is_empty() {
            return Ok(false);
        }
        let mut tx = self.db.read().await?;
        let found = store::booked(&mut tx, institution, &ids).await?;
        let head = store::head(&mut tx, institution).await?;
        round.behind = head.is_some_and(|head| head.seq != book.head);
        let again = round.behind || !found.is_empty();
        round.booked.extend(found.into_iter().map(|entry| (entry.id, entry)));
        Ok(again)
    }

    /// Writes what the book decided. False when it must be decided anew.
    async fn write(
        &self,
        institution: InstitutionId,
        book: &mut Book,
        calls: &[Call],
        round: &mut Round,
    ) -> Result<bool, Error> {
        let (slices, watermark) = book.slices();
        let at = book.rows.first().map_or(book.at, |row| row.at);
        let batch = Batch {
            institution,
            id: Uuid::now_v7(),
            expected: book.head,
            at,
            watermark,
            rows: &book.rows,
            slices: &slices,
        };
        let id = batch.id;
        let last = book.head + book.rows.len() as i64;
        let Err(error) = append(&self.db, &batch).await else {
            book.keep(&slices, at);
            return Ok(true);
        };
        match class(&error) {
            Class::Moved if round.moved < MOVED_MAX => {
                round.moved += 1;
                round.behind = true;
            }
            Class::Moved => return Err(Error::Busy),
            Class::Booked => {
                let ids: Vec<TransferId> = ids_of(calls).collect();
                let mut tx = self.db.read().await?;
                let found = store::booked(&mut tx, institution, &ids).await?;
                let before = round.booked.len();
                let found = found.into_iter().map(|entry| (entry.id, entry));
                round.booked.extend(found);
                if round.booked.len() == before {
                    return Err(Error::Database(error));
                }
                round.behind = true;
            }
            Class::Lost => {
                tracing::warn!(%institution, %error, "ledger: lost the database in a batch");
                if self.find_out(institution, last, id, round).await? {
                    book.keep(&slices, at);
                    return Ok(true);
                }
                round.behind = true;
            }
            Class::Refused => return Err(Error::Database(error)),
        }
        book.forget();
        Ok(false)
    }

    /// Whether the batch whose answer was lost is in the journal.
    async fn find_out(
        &self,
        institution: InstitutionId,
        last: i64,
        id: Uuid,
        round: &mut Round,
    ) -> Result<bool, Error> {
        let since = *round.lost.get_or_insert_with(Instant::now);
        loop {
            let answer = async {
                let mut tx = self.db.read().await?;
                store::landed(&mut tx, institution, last, id).await
            };
            match answer.await {
                Ok(landed) => {
                    round.lost = None;
                    return Ok(landed);
                }
                Err(error) if since.elapsed() > self.patience => return Err(error.into()),
                Err(_) => {
                    let pause = since.elapsed() / 2;
                    tokio::time::sleep(pause.clamp(BACK_OFF_FIRST, BACK_OFF_MAX)).await;
                }
            }
        }
    }
}

fn answer(calls: Vec<Call>, outcomes: Outcomes) {
    for (call, outcomes) in calls.into_iter().zip(outcomes) {
        // A caller that has gone does not want to know.
        let _ = call.reply.send(Ok(outcomes));
        drop(call.place);
    }
}

fn fail(calls: Vec<Call>, error: impl Fn() -> Error) {
    for call in calls {
        let _ = call.reply.send(Err(error()));
    }
}

fn ids_of(calls: &[Call]) -> impl Iterator<Item = TransferId> {
    calls.iter().flat_map(|call| call.transfers.iter().map(|transfer| transfer.id))
}

async fn append(db: &Db, batch: &Batch<'_>) -> sqlx::Result<()> {
    let mut tx = db.begin().await?;
    store::append(&mut tx, batch).await?;
    tx.commit().await
}

/// Reads an institution's book: the accounts with entries since the watermark, and their sums.
pub(crate) async fn open(
    db: &Db,
    institution: InstitutionId,
    accounts_max: usize,
) -> Result<Book, Error> {
    let mut tx = db.read().await?;
    let head = store::head(&mut tx, institution).await?;
    drop(tx);
    let (watermark, at) = head.map_or((0, DateTime::UNIX_EPOCH), |h| (h.watermark, h.at));
    let mut book = Book::new(watermark, at, accounts_max);
    if head.is_some_and(|head| head.seq > watermark) {
        catch_up(db, institution, &mut book).await?;
    }
    Ok(book)
}

/// Reads what other writers have appended.
async fn catch_up(db: &Db, institution: InstitutionId, book: &mut Book) -> Result<(), Error> {
    let mut tx = db.read().await?;
    loop {
        let entries = store::tail(&mut tx, institution, book.head).await?;
        let ids = entries.iter().flat_map(|entry| [entry.debit, entry.credit]);
        hold(&mut tx, institution, book, ids).await?;
        for entry in &entries {
            if !book.replay(entry) {
                return Err(Error::Broken(format!("entry {} of {institution}", entry.seq)));
            }
        }
        if (entries.len() as i64) < store::TAIL_ROWS {
            return Ok(());
        }
    }
}

/// Loads what a batch needs: the pending transfers it resolves and the accounts it touches.
async fn load(
    db: &Db,
    institution: InstitutionId,
    book: &mut Book,
    calls: &[Call],
) -> Result<(), Error> {
    let transfers = || calls.iter().flat_map(|call| &call.transfers);
    let resolves: Vec<TransferId> = transfers().filter_map(|t| t.kind.resolves()).collect();
    let missing = |book: &Book, id: AccountId| id != SAME_ACCOUNT && !book.holds(id);
    let needs = transfers().any(|t| missing(book, t.debit) || missing(book, t.credit));
    if resolves.is_empty() && !needs {
        return Ok(());
    }
    let mut tx = db.read().await?;
    if !resolves.is_empty() {
        let found = store::pendings(&mut tx, institution, &resolves).await?;
        book.pendings.extend(found);
    }
    let mut ids: Vec<AccountId> = transfers().flat_map(|t| [t.debit, t.credit]).collect();
    ids.extend(book.pendings.values().flat_map(|p| [p.debit, p.credit]));
    hold(&mut tx, institution, book, ids.into_iter()).await
}

async fn hold(
    tx: &mut storage::Tx,
    institution: InstitutionId,
    book: &mut Book,
    ids: impl Iterator<Item = AccountId>,
) -> Result<(), Error> {
    let missing: HashSet<AccountId> =
        ids.filter(|id| *id != SAME_ACCOUNT && !book.holds(*id)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let missing: Vec<AccountId> = missing.into_iter().collect();
    for (id, rules, state) in store::accounts(tx, institution, &missing).await? {
        book.hold(id, rules, state);
    }
    Ok(())
}
