//! The words of reconciliation, and what can go wrong with it. No I/O.

use super::ways::ReconWay;
use crate::imports::RowError;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    Fault, InstitutionId, Kind, ReconDayId, ReconFileId, ReconResultId, ReconRunId, Rule,
    TransferId,
};
use serde::Serialize;

kernel::words! {
    /// Whose file it is 对账来源.
    pub enum ReconSource {
        /// The acquirer's host 收单机构.
        Acquirer = "acquirer",
        /// The network that carried the payments to the issuers 清算网络.
        Network = "network",
    }
}

kernel::words! {
    /// What has become of a line 对账状态. The words are those of public reconciliation products;
    /// which rule gives which is in `docs/INTEGRATION.md`.
    pub enum ReconStatus {
        /// Ours stands alone; the other side may still bring it 待到账.
        Expected = "expected",
        /// Ours stands alone after the last day on which it could have come 逾期未到.
        Missing = "missing",
        /// Theirs stands alone 长款.
        Unexpected = "unexpected",
        /// They tell more in our favour than we have 金额多.
        AmountOver = "amount_over",
        /// They tell less 金额少.
        AmountUnder = "amount_under",
        /// The amount is the same, something else is not 要素不符.
        DataMismatch = "data_mismatch",
        /// Only the fee differs 手续费不符.
        FeeMismatch = "fee_mismatch",
        /// They tell a line again 重复.
        Duplicate = "duplicate",
        /// One side tells a payment and its undoing, the other neither 抵销.
        Void = "void",
        /// A part of the difference is explained 部分核销.
        PartiallyReconciled = "partially_reconciled",
        /// Nothing is left to explain 已核对.
        Matched = "matched",
        /// Of a run that no longer counts 已归档.
        Archived = "archived",
    }
}

kernel::words! {
    /// A field in which the two sides of a pair differ 不符字段.
    pub enum ReconField {
        /// Amount.
        Amount = "amount",
        /// Terminal number.
        Terminal = "terminal",
        /// Batch number.
        Batch = "batch",
        /// Trace number.
        Trace = "trace",
        /// Reference number, where both sides tell one.
        Reference = "reference",
        /// What the payment was.
        Kind = "kind",
        /// Masked card number.
        Card = "card",
        /// Time, by more than the tolerance.
        Time = "time",
        /// Fee, where the file tells one.
        Fee = "fee",
    }
}

impl ReconField {
    /// Its bit in the table of pairs.
    pub const fn bit(self) -> i16 {
        1 << self as i16
    }

    /// The fields of a set of bits.
    pub fn of(bits: i16) -> Vec<ReconField> {
        ReconField::ALL.iter().copied().filter(|field| bits & field.bit() != 0).collect()
    }
}

kernel::words! {
    /// Where a day stands 对账日状态.
    pub enum ReconDayState {
        /// Something may still change.
        Open = "open",
        /// Every fen is explained, and stays so.
        Closed = "closed",
    }
}

/// What two sides may differ in and still be told apart from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Seconds that two times of one payment may lie apart.
    pub tolerance_s: i32,
    /// Days after the business day on which ours may still come.
    pub sla_days: u32,
}

impl Policy {
    /// Days back from which a line that stands alone may be found in a later file.
    pub const OTHER_DAYS_MAX: u8 = 30;
}

impl Default for Policy {
    /// Ten minutes and T+3.
    fn default() -> Policy {
        Policy { tolerance_s: 600, sla_days: 3 }
    }
}

/// A business day of one other party, of one institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Whose books.
    pub institution: InstitutionId,
    /// Whose file.
    pub source: ReconSource,
    /// The acquirer whose payments they are.
    pub acquirer: InstitutionId,
    /// The business day.
    pub date: NaiveDate,
}

/// A file that was taken in 对账文件.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
#[schema(as = ReconFile)]
pub struct File {
    /// Id.
    pub id: ReconFileId,
    /// Whose books it was held against.
    pub institution_id: InstitutionId,
    /// Whose file it is.
    pub source: ReconSource,
    /// The acquirer whose payments they are.
    pub acquirer_id: InstitutionId,
    /// The business day.
    pub business_date: NaiveDate,
    /// Counts the files of the day; the latest one counts.
    pub version: i32,
    /// Its name.
    pub file_name: String,
    /// SHA-256 of all that stands before the last line, in hex.
    pub sha256: String,
    /// Lines between head and end.
    pub lines: i32,
    /// Sum of amounts, fen.
    pub amount_fen: i64,
    /// Sum of fees, fen; none when the file tells none.
    pub fee_fen: Option<i64>,
    /// Written id of who handed it in.
    pub taken_by: String,
    /// His name.
    pub taken_name: String,
    /// When.
    pub taken_at: DateTime<Utc>,
}

/// What came of handing a file in: a file, or the faults of its lines and nothing kept.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct FileTaken {
    /// The file, when every line is good.
    pub file: Option<File>,
    /// It was there already: this is the first answer.
    pub already: bool,
    /// Pairs and what is left over, by status.
    pub counts: Vec<StatusCount>,
    /// Faults by line, the first 1,000.
    pub errors: Vec<RowError>,
    /// All faults.
    pub errors_total: usize,
}

/// How many lines have a status, and what they come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct StatusCount {
    /// The status.
    pub status: ReconStatus,
    /// How many.
    pub lines: i64,
    /// Sum of ours, fen.
    pub ours_fen: i64,
    /// Sum of theirs, fen.
    pub theirs_fen: i64,
}

/// A version of what reconciliation has found 对账差异.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    /// Id.
    pub id: ReconResultId,
    /// Whose.
    pub institution_id: InstitutionId,
    /// Counts the versions; the highest counts.
    pub version: i32,
    /// The comparison that found it.
    pub run_id: ReconRunId,
    /// Whose file.
    pub source: ReconSource,
    /// The acquirer.
    pub acquirer_id: InstitutionId,
    /// The business day.
    pub business_date: NaiveDate,
    /// What it is.
    pub status: ReconStatus,
    /// Our line.
    pub item_id: Option<TransferId>,
    /// Their line.
    pub line_no: Option<i32>,
    /// The rule that made the pair.
    pub rule: Option<i16>,
    /// What differs, a bit a field.
    pub fields: i16,
    /// Our amount, fen; 0 without a line of ours.
    pub ours_fen: i64,
    /// Their amount, fen.
    pub theirs_fen: i64,
    /// Our fee, fen.
    pub ours_fee_fen: Option<i64>,
    /// Their fee, fen, where they tell it.
    pub theirs_fee_fen: Option<i64>,
    /// The way out that was taken last.
    pub way: Option<ReconWay>,
    /// How much of the difference is explained, with its sign, fen.
    pub explained_fen: i64,
    /// The result that it was put together with by hand.
    pub other_id: Option<ReconResultId>,
    /// The entry of this version in the ledger.
    pub transfer_id: Option<TransferId>,
    /// Its amount, with the sign of the difference, fen.
    pub booked_fen: i64,
    /// The way whose account it is on.
    pub booked_way: Option<ReconWay>,
    /// Until when it may still come.
    pub wait_until: Option<NaiveDate>,
    /// Written id of who works on it.
    pub assigned_to: Option<String>,
    /// His name.
    pub assigned_name: Option<String>,
    /// Written id of who made this version.
    pub actor: String,
    /// His name.
    pub actor_name: String,
    /// In his words.
    pub note: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Whether staff can still do something about it.
pub const fn status_may_end(status: ReconStatus) -> bool {
    !matches!(status, ReconStatus::Matched | ReconStatus::Void | ReconStatus::Archived)
}

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file as a whole is not what it must be.
    #[error("line {line}: {why}")]
    File {
        /// Line of the file.
        line: u32,
        /// What is wrong with it.
        why: String,
    },
    /// Too many bytes.
    #[error("the file has more than {} bytes", super::file::BYTES_MAX)]
    TooLarge,
    /// The head names an acquirer that nobody knows.
    #[error("there is no acquirer of code {0}")]
    NoAcquirer(String),
    /// No file has come for the day.
    #[error("no file has come for {0}")]
    NoFile(NaiveDate),
    /// The day is closed.
    #[error("{0} is closed")]
    Closed(NaiveDate),
    /// Staff have decided on results of the file that would be replaced.
    #[error("{0} decisions stand on the file before this one; take them back first")]
    Decided(i64),
    /// No such result.
    #[error("there is no result {0}")]
    Missing(ReconResultId),
    /// No such day.
    #[error("there is no reconciliation {0}")]
    DayMissing(ReconDayId),
    /// It has changed since the caller read it.
    #[error("{0} has changed meanwhile; read it again")]
    Changed(ReconResultId),
    /// Nothing is left to decide.
    #[error("{0} is {1}: nothing is left to decide")]
    Ended(ReconResultId, ReconStatus),
    /// Not so much can be written off.
    #[error("{fen} fen cannot be written off: at most {most} of it is lost and within the limit")]
    WriteOff {
        /// What was asked.
        fen: i64,
        /// The most.
        most: i64,
    },
    /// Only what stands alone can wait.
    #[error("{0} cannot wait: only a line that stands alone can")]
    NotWaiting(ReconStatus),
    /// Not a day to wait for.
    #[error("{until} is not after today and up to {last}")]
    WaitUntil {
        /// What was asked.
        until: NaiveDate,
        /// The last day.
        last: NaiveDate,
    },
    /// They cannot stand for each other.
    #[error(
        "{0} and {1} do not stand for each other: one open line of ours and one of theirs, of one \
         acquirer, with differences of opposite sign"
    )]
    NoPair(ReconResultId, ReconResultId),
    /// Not a way that staff take.
    #[error("{0} is no decision of staff: it comes by itself")]
    ByItself(ReconWay),
    /// Nothing to take back.
    #[error("no decision stands on {0}")]
    NothingTaken(ReconResultId),
    /// The day cannot close.
    #[error("{lines} results of {fen} fen together are not explained")]
    Unexplained {
        /// How many.
        lines: i64,
        /// Their differences, each without its sign.
        fen: i64,
    },
    /// Lines of ours were cut after the comparison.
    #[error("our lines have changed since the file was held against them; compare again")]
    Behind,
    /// Theirs less ours is not what the results come to: a defect.
    #[error("theirs less ours is {0} fen away from the sum of the results")]
    Unbalanced(i64),
    /// A note of the wrong length.
    #[error("a note has {0}")]
    BadNote(Rule),
    /// The ledger does not book.
    #[error("the ledger does not take the entry")]
    Ledger(#[from] ledger::Error),
    /// The ledger refuses an entry: a defect.
    #[error("the ledger refuses transfer {0}")]
    Refused(TransferId),
    /// A payload is not what was written.
    #[error("reading a payload")]
    Payload(#[from] serde_json::Error),
    /// A cursor of another list.
    #[error("cursor {0}")]
    BadCursor(Rule),
    /// The database refused.
    #[error("reading or writing reconciliation")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::File { .. } | Error::TooLarge | Error::NoAcquirer(_) | Error::BadCursor(_) => {
                Kind::Invalid
            }
            Error::WriteOff { .. }
            | Error::WaitUntil { .. }
            | Error::BadNote(_)
            | Error::ByItself(_) => Kind::Invalid,
            Error::NoFile(_) | Error::Missing(_) | Error::DayMissing(_) => Kind::Missing,
            Error::Closed(_)
            | Error::Decided(_)
            | Error::Changed(_)
            | Error::Ended(..)
            | Error::NotWaiting(_)
            | Error::NoPair(..)
            | Error::NothingTaken(_)
            | Error::Unexplained { .. }
            | Error::Behind => Kind::Conflict,
            Error::Unbalanced(_) | Error::Refused(_) | Error::Payload(_) => Kind::Bug,
            Error::Ledger(inner) => inner.kind(),
            Error::Database(inner) => kernel::fault::database_kind(inner),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::File { .. } => "reconciliation_file_invalid",
            Error::TooLarge => "reconciliation_file_too_large",
            Error::NoAcquirer(_) => "reconciliation_acquirer_missing",
            Error::NoFile(_) => "reconciliation_file_missing",
            Error::Closed(_) => "reconciliation_day_closed",
            Error::Decided(_) => "reconciliation_day_decided",
            Error::Missing(_) => "reconciliation_result_missing",
            Error::DayMissing(_) => "reconciliation_day_missing",
            Error::Changed(_) => "reconciliation_changed",
            Error::Ended(..) => "reconciliation_ended",
            Error::WriteOff { .. } => "reconciliation_write_off_too_much",
            Error::NotWaiting(_) => "reconciliation_cannot_wait",
            Error::WaitUntil { .. } => "reconciliation_wait_invalid",
            Error::NoPair(..) => "reconciliation_no_pair",
            Error::ByItself(_) => "reconciliation_by_itself",
            Error::NothingTaken(_) => "reconciliation_nothing_taken",
            Error::Unexplained { .. } => "reconciliation_unexplained",
            Error::Behind => "reconciliation_behind",
            Error::BadNote(_) => "note_invalid",
            Error::Ledger(inner) => inner.code(),
            Error::Unbalanced(_) | Error::Refused(_) | Error::Payload(_) => "reconciliation_failed",
            Error::BadCursor(_) => "cursor_invalid",
            Error::Database(inner) => inner.code(),
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::File { .. } | Error::TooLarge | Error::NoAcquirer(_) => Some("file"),
            Error::WriteOff { .. } => Some("amount_fen"),
            Error::WaitUntil { .. } => Some("until"),
            Error::NoPair(..) => Some("other"),
            Error::ByItself(_) => Some("way"),
            Error::BadNote(_) => Some("note"),
            Error::BadCursor(_) => Some("cursor"),
            _ => None,
        }
    }

    fn rule(&self) -> Option<&Rule> {
        match self {
            Error::BadNote(rule) | Error::BadCursor(rule) => Some(rule),
            _ => None,
        }
    }
}
