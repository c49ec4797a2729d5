//! Lists as files: CSV, written while it is read, and XLSX.
//!
//! ```ignore
//! let rows = export::pages(move |cursor| payments::list(db.clone(), filter.with(cursor)))
//!     .map_ok(|page| page.iter().map(row).collect());
//! export::answer(format, Sheet { name: "payments", columns: &["编号", "金额"] }, rows).await
//! ```

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, FixedOffset, Utc};
use futures::{Stream, StreamExt, TryStreamExt, stream};
use kernel::{Cursor, Money, Page};
use rust_xlsxwriter::{Format as Look, Workbook, Worksheet, XlsxError};
use std::io;

use crate::Problem;

/// Most rows of an XLSX file: it is made in memory.
pub const XLSX_ROWS_MAX: usize = 100_000;
/// Most rows of a CSV file.
pub const CSV_ROWS_MAX: usize = 1_000_000;
/// Media type of CSV.
pub const CSV_TYPE: &str = "text/csv; charset=utf-8";
/// Media type of XLSX.
pub const XLSX_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

kernel::words! {
    /// Kind of file 文件格式.
    pub enum Format {
        /// Comma-separated text: written in UTF-8 with a byte order mark, read in UTF-8 or GBK.
        Csv = "csv",
        /// Excel; the first sheet when read.
        Xlsx = "xlsx",
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An amount, shown in yuan.
    Money(Money),
    /// A time, shown in China (UTC+8).
    Time(DateTime<Utc>),
}

/// What the file is called and its columns.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// Name of the file without its ending, and of the sheet; letters, digits and `-`.
    pub name: &'static str,
    /// Titles.
    pub columns: &'static [&'static str],
}

/// Some rows.
pub type Rows = Vec<Vec<Cell>>;

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Cell {
        cell.map_or(Cell::Empty, Into::into)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Integer(number)
    }
}

impl From<Money> for Cell {
    fn from(amount: Money) -> Cell {
        Cell::Money(amount)
    }
}

impl From<DateTime<Utc>> for Cell {
    fn from(time: DateTime<Utc>) -> Cell {
        Cell::Time(time)
    }
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => harmless(text),
            Cell::Integer(number) => number.to_string(),
            Cell::Money(amount) => amount.to_string(),
            Cell::Time(time) => in_china(*time),
        }
    }
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn in_china(time: DateTime<Utc>) -> String {
    let china = FixedOffset::east_opt(8 * 3600).expect("8 hours are less than a day");
    time.with_timezone(&china).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The pages of a list, one after another, from its first to its last.
pub fn pages<T, E, Fetch, Fetching>(
    fetch: Fetch,
) -> impl Stream<Item = Result<Vec<T>, Problem>> + Send
where
    T: Send,
    E: Into<Problem>,
    Fetch: Fn(Option<Cursor>) -> Fetching + Send,
    Fetching: Future<Output = Result<Page<T>, E>> + Send,
{
    stream::try_unfold((fetch, Some(None)), |(fetch, next)| async move {
        let Some(cursor) = next else { return Ok(None) };
        let page = fetch(cursor).await.map_err(Into::into)?;
        Ok(Some((page.items, (fetch, page.next.map(Some)))))
    })
}

/// The file of these rows.
///
/// # Errors
/// Whatever the rows fail with before the first byte is sent; too many rows for XLSX. A CSV
/// whose rows fail later breaks off, so that nobody takes a part for the whole.
pub async fn answer(
    format: Format,
    sheet: Sheet,
    rows: impl Stream<Item = Result<Rows, Problem>> + Send + 'static,
) -> Result<Response, Problem> {
    match format {
        Format::Csv => csv(sheet, rows).await,
        Format::Xlsx => xlsx(sheet, rows).await,
    }
}

/// A CSV file, sent while its rows are read.
///
/// # Errors
/// What the first rows fail with.
pub async fn csv(
    sheet: Sheet,
    rows: impl Stream<Item = Result<Rows, Problem>> + Send + 'static,
) -> Result<Response, Problem> {
    let mut rows = Box::pin(rows);
    // The first rows are read before the status is sent, so that their error has one.
    let first = rows.next().await.transpose()?.unwrap_or_default();
    let head: Vec<Cell> = sheet.columns.iter().map(|title| Cell::from(*title)).collect();
    let mut start = "\u{feff}".as_bytes().to_vec();
    start.extend(lines(&[head])?);
    start.extend(lines(&first)?);
    let mut count = first.len();
    let rest = rows.map(move |rows| {
        let rows = rows.map_err(|problem| io::Error::other(problem.code().to_owned()))?;
        count += rows.len();
        if count > CSV_ROWS_MAX {
            return Err(io::Error::other("more rows than a file may have"));
        }
        let bytes = lines(&rows).map_err(|problem| io::Error::other(problem.code().to_owned()))?;
        Ok(Bytes::from(bytes))
    });
    let body = stream::iter([Ok::<_, io::Error>(Bytes::from(start))]).chain(rest);
    Ok(file(sheet.name, Format::Csv, Body::from_stream(body)))
}

fn lines(rows: &[Vec<Cell>]) -> Result<Vec<u8>, Problem> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(Cell::text)).map_err(|error| Problem::bug(&error))?;
    }
    writer.into_inner().map_err(|error| Problem::bug(&error))
}

/// An XLSX file.
///
/// # Errors
/// Whatever the rows fail with, and more than [`XLSX_ROWS_MAX`] rows.
pub async fn xlsx(
    sheet: Sheet,
    rows: impl Stream<Item = Result<Rows, Problem>> + Send + 'static,
) -> Result<Response, Problem> {
    let mut rows = Box::pin(rows);
    let mut all = Rows::new();
    while let Some(more) = rows.try_next().await? {
        all.extend(more);
        if all.len() > XLSX_ROWS_MAX {
            return Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "export_too_large",
                format!("more than {XLSX_ROWS_MAX} rows; filter more, or take csv"),
            )
            .at("format"));
        }
    }
    let made = tokio::task::spawn_blocking(move || workbook(sheet, &all)).await;
    let bytes = made.map_err(|error| Problem::bug(&error))?;
    let bytes = bytes.map_err(|error| Problem::bug(&error))?;
    Ok(file(sheet.name, Format::Xlsx, Body::from(bytes)))
}

fn workbook(sheet: Sheet, rows: &Rows) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet.name)?;
    let bold = Look::new().set_bold();
    let money = Look::new().set_num_format("#,##0.00");
    for (column, title) in (0u16..).zip(sheet.columns) {
        page.write_string_with_format(0, column, *title, &bold)?;
    }
    for (line, row) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(row) {
            write(page, line, column, cell, &money)?;
        }
    }
    page.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}

fn write(
    page: &mut Worksheet,
    line: u32,
    column: u16,
    cell: &Cell,
    money: &Look,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        // The amount's own text is read as a number, so that no arithmetic rounds it.
        Cell::Money(amount) => match amount.to_string().parse::<f64>() {
            Ok(yuan) => drop(page.write_number_with_format(line, column, yuan, money)?),
            Err(_) => drop(page.write_string(line, column, amount.to_string())?),
        },
        // Long numbers lose digits in a spreadsheet.
        Cell::Integer(number) => match i32::try_from(*number) {
            Ok(number) => drop(page.write_number(line, column, number)?),
            Err(_) => drop(page.write_string(line, column, number.to_string())?),
        },
        Cell::Text(text) => drop(page.write_string(line, column, text)?),
        Cell::Time(time) => drop(page.write_string(line, column, in_china(*time))?),
    }
    Ok(())
}

/// A file to download; `name` without its ending.
pub fn file(name: &str, format: Format, body: Body) -> Response {
    let kind = match format {
        Format::Csv => CSV_TYPE,
        Format::Xlsx => XLSX_TYPE,
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{format}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;

    const SHEET: Sheet = Sheet { name: "payments", columns: &["编号", "金额", "时间"] };

    fn rows() -> Rows {
        let time = DateTime::from_timestamp(1_772_413_200, 0).unwrap();
        vec![
            vec!["=1+1".into(), Money::from_fen(123_450).into(), time.into()],
            vec!["a,\"b\"".into(), Money::from_fen(-5).into(), Cell::Empty],
        ]
    }

    #[tokio::test]
    async fn csv_is_what_excel_reads_and_holds_no_formula() {
        let pages = stream::iter([Ok(rows()), Ok(vec![vec![Cell::Integer(7)]])]);
        let response = csv(SHEET, pages).await.unwrap();
        let bytes = to_bytes(response.into_body(), 10_000).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        insta::assert_snapshot!(text.replace('\r', "").replace('\u{feff}', "[bom]"), @r##"
        [bom]编号,金额,时间
        '=1+1,1234.50,2026-03-02 09:00:00
        "a,""b""",-0.05,
        7
        "##);
    }

    #[tokio::test]
    async fn xlsx_holds_numbers_and_reads_back() {
        let response = xlsx(SHEET, stream::iter([Ok(rows())])).await.unwrap();
        let bytes = to_bytes(response.into_body(), 100_000).await.unwrap();
        assert_eq!(bytes[..2], *b"PK");
    }

    #[tokio::test]
    async fn rows_that_fail_at_once_are_a_problem_and_later_break_off() {
        let bad = || Err(Problem::new(StatusCode::NOT_FOUND, "gone", "gone"));
        let early = csv(SHEET, stream::iter([bad()])).await.unwrap_err();
        assert_eq!(early.code(), "gone");
        let late = csv(SHEET, stream::iter([Ok(rows()), bad()])).await.unwrap();
        assert!(to_bytes(late.into_body(), 10_000).await.is_err());
    }

    #[tokio::test]
    async fn pages_are_read_to_the_last() {
        let fetch = |cursor: Option<Cursor>| async move {
            let at: i64 = cursor.map_or(0, |cursor| cursor.0.parse().unwrap());
            let next = (at < 2).then(|| Cursor((at + 1).to_string()));
            Ok::<_, Problem>(Page { items: vec![at], next })
        };
        let all: Vec<Vec<i64>> = pages(fetch).try_collect().await.unwrap();
        assert_eq!(all, [[0], [1], [2]]);
    }
}
