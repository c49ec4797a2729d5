//! Lists as files: CSV that spreadsheets open as it is meant, and XLSX.

use crate::imports::Format;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use gateway::Problem;

/// Most rows that an export holds.
pub const ROWS_MAX: usize = 50_000;

/// Media type of CSV.
pub const CSV_TYPE: &str = "text/csv; charset=utf-8";
/// Media type of XLSX.
pub const XLSX_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A table for a spreadsheet. Cells are text, so that long numbers stay as they are.
pub struct Table<'a> {
    /// Name of the file, without its ending.
    pub name: &'a str,
    /// Names of the columns.
    pub head: &'a [&'a str],
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Table<'_> {
    /// The table as a file to download.
    pub fn answer(&self, format: Format) -> Result<Response, Problem> {
        let bytes = match format {
            Format::Csv => self.csv().map_err(|error| Problem::bug(&error))?,
            Format::Xlsx => self.xlsx().map_err(|error| Problem::bug(&error))?,
        };
        Ok(file(self.name, format, bytes))
    }

    fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
        writer.write_record(self.head)?;
        for row in &self.rows {
            writer.write_record(
                row.iter().map(|cell| harmless(cell)).map(|cell| cell.into_owned()),
            )?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }

    fn xlsx(&self) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let bold = rust_xlsxwriter::Format::new().set_bold();
        for (column, name) in self.head.iter().enumerate() {
            sheet.write_string_with_format(0, column as u16, *name, &bold)?;
        }
        for (row, cells) in self.rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write_string(row as u32 + 1, column as u16, cell)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        book.save_to_buffer()
    }
}

/// A file to download.
pub fn file(name: &str, format: Format, bytes: Vec<u8>) -> Response {
    let kind = match format {
        Format::Csv => CSV_TYPE,
        Format::Xlsx => XLSX_TYPE,
    };
    let place = format!("attachment; filename=\"{name}.{format}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, place),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// A spreadsheet takes a text that begins like this for a formula, and would run it.
fn harmless(cell: &str) -> std::borrow::Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        std::borrow::Cow::Owned(format!("'{cell}"))
    } else {
        std::borrow::Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_a_formula() {
        let table = Table {
            name: "merchants",
            head: &["name", "account"],
            rows: vec![vec!["=cmd()".to_owned(), "6222021234567890128".to_owned()]],
        };
        let text = String::from_utf8(table.csv().unwrap()).unwrap();
        assert_eq!(text, "\u{feff}name,account\n'=cmd(),6222021234567890128\n");
        let book = table.xlsx().unwrap();
        assert!(book.starts_with(b"PK"));
    }
}
