//! A file as the rows of a binary `copy`, made off the runtime's threads.

use super::file::{self, Line};
use super::model::{Error, ReconSource};
use crate::imports::Outcome;
use bytes::Bytes;
use chrono::{DateTime, NaiveDate, Utc};

/// What a good file says, and its lines for the database.
pub struct Prepared {
    pub source: ReconSource,
    pub acquirer_code: String,
    pub business_date: NaiveDate,
    pub lines: i32,
    pub amount_fen: i64,
    pub fee_fen: Option<i64>,
    pub sha256: [u8; 32],
    /// In the binary form of `copy`, with the columns of `recon_in`.
    pub rows: Vec<u8>,
}

/// Reads a file through.
pub async fn prepare(bytes: Bytes) -> Result<Result<Prepared, Outcome>, Error> {
    let read = move || {
        Ok(file::read(&bytes)?.map(|daily| Prepared {
            source: daily.head.source,
            acquirer_code: daily.head.acquirer_code.to_owned(),
            business_date: daily.head.business_date,
            lines: daily.lines.len() as i32,
            amount_fen: daily.head.amount_fen,
            fee_fen: daily.head.fee_fen,
            sha256: daily.sha256,
            rows: rows(&daily.lines),
        }))
    };
    let work = tokio::task::spawn_blocking(read);
    work.await.map_err(|_| Error::Database(sqlx::Error::WorkerCrashed))?
}

/// What begins a binary copy: its signature, no flags, no extension.
const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// What ends it.
const END: i16 = -1;
/// Columns of `recon_in`.
const COLUMNS: i16 = 14;
/// 1970-01-01 to 2000-01-01, from which the database counts.
const EPOCH_US: i64 = 946_684_800_000_000;

fn rows(lines: &[Line<'_>]) -> Vec<u8> {
    let mut out = Vec::with_capacity(lines.len() * 200 + 64);
    out.extend(SIGNATURE);
    for line in lines {
        out.extend(COLUMNS.to_be_bytes());
        put(&mut out, &line.line_no.to_be_bytes());
        put(&mut out, line.merchant.as_bytes());
        put(&mut out, line.terminal.as_bytes());
        put(&mut out, &line.batch.to_be_bytes());
        put(&mut out, &line.trace.to_be_bytes());
        maybe(&mut out, line.reference.map(str::as_bytes));
        put(&mut out, line.kind.as_bytes());
        put(&mut out, &line.amount_fen.to_be_bytes());
        maybe(&mut out, line.fee_fen.map(i64::to_be_bytes).as_ref().map(|bytes| &bytes[..]));
        put(&mut out, line.card.as_bytes());
        put(&mut out, &time(line.at).to_be_bytes());
        put(&mut out, line.code.as_bytes());
        maybe(&mut out, line.duplicate_of.map(i32::to_be_bytes).as_ref().map(|bytes| &bytes[..]));
        put(&mut out, &[u8::from(line.alone)]);
    }
    out.extend(END.to_be_bytes());
    out
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend((bytes.len() as i32).to_be_bytes());
    out.extend(bytes);
}

fn maybe(out: &mut Vec<u8>, bytes: Option<&[u8]>) {
    match bytes {
        Some(bytes) => put(out, bytes),
        None => out.extend((-1_i32).to_be_bytes()),
    }
}

fn time(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros() - EPOCH_US
}
