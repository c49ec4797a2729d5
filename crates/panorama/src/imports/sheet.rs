//! Reading a table from CSV or XLSX, and writing templates for it.

use super::model::{BYTES_MAX, Error, ROWS_MAX, RowError};
use calamine::{DataRef, Reader, Xlsx};
use gateway::export::Format;
use kernel::mask::{IdentityNumber, Mask};
use kernel::{Fault, Rule, Ruled};
use std::collections::BTreeMap;
use std::io::Cursor;
use zeroize::Zeroize;

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name in the head.
    pub name: &'static str,
    /// The head must have it.
    pub required: bool,
    /// Its values are masked in fault reports.
    pub sensitive: bool,
    /// What the template shows as an example.
    pub sample: &'static str,
}

impl Column {
    /// A column that the head must have.
    pub const fn required(name: &'static str, sample: &'static str) -> Column {
        Column { name, required: true, sensitive: false, sample }
    }

    /// A column that may be left out.
    pub const fn optional(name: &'static str, sample: &'static str) -> Column {
        Column { required: false, ..Column::required(name, sample) }
    }

    /// The same column, masked in fault reports.
    pub const fn hidden(self) -> Column {
        Column { sensitive: true, ..self }
    }
}

/// A table with known columns. Wiped when dropped; has no `Debug`.
pub struct Sheet {
    /// The rows under the head, without those that are wholly empty.
    pub rows: Vec<Row>,
}

/// A row of a table.
pub struct Row {
    /// Row as a spreadsheet counts, or line of a text: the head is row 1.
    pub number: u32,
    columns: &'static [Column],
    cells: Vec<String>,
}

impl Drop for Row {
    fn drop(&mut self) {
        self.cells.zeroize();
    }
}

impl Row {
    /// What stands in a column; `None` when it is empty or left out.
    pub fn get(&self, column: &str) -> Option<&str> {
        let index = self.columns.iter().position(|known| known.name == column)?;
        let cell = self.cells.get(index)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// What stands in a column, as an owned text; empty when nothing does.
    pub fn text(&self, column: &str) -> String {
        self.get(column).unwrap_or_default().to_owned()
    }

    /// A fault of this row: a rule that a column breaks.
    pub fn fault(&self, column: &str, rule: Rule) -> RowError {
        let text = rule.to_string();
        self.told(column, (rule.word.as_str(), text), rule.params)
    }

    /// A fault of this row that only the database knew, as a single request would be told.
    pub fn refused(&self, column: &str, error: &dyn Fault) -> RowError {
        let (code, text) = (error.code(), error.to_string());
        match error.rule() {
            Some(rule) => self.fault(column, rule.clone()),
            None => self.told(column, (code, text), BTreeMap::new()),
        }
    }

    fn told(
        &self,
        column: &str,
        (code, rule): (&str, String),
        params: BTreeMap<String, String>,
    ) -> RowError {
        let value = self.get(column).unwrap_or_default();
        let sensitive = self.columns.iter().any(|known| known.name == column && known.sensitive);
        RowError {
            row: self.number,
            column: column.to_owned(),
            rule,
            code: code.to_owned(),
            params,
            value: if sensitive {
                IdentityNumber::masked(value)
            } else {
                value.chars().take(64).collect()
            },
        }
    }

    /// As [`Row::parse`], of a type whose refusal has a code of its own.
    pub fn read<T: std::str::FromStr<Err: Fault>>(
        &self,
        column: &str,
        faults: &mut Vec<RowError>,
    ) -> Option<T> {
        match self.get(column)?.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                faults.push(self.refused(column, &error));
                None
            }
        }
    }

    /// Reads a column by its type; notes a fault when it cannot be.
    pub fn parse<T: std::str::FromStr<Err: Ruled>>(
        &self,
        column: &str,
        faults: &mut Vec<RowError>,
    ) -> Option<T> {
        match self.get(column)?.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                faults.push(self.fault(column, error.rule()));
                None
            }
        }
    }
}

/// Reads a file whose head holds these columns, in any order.
pub fn read(bytes: &[u8], format: Format, columns: &'static [Column]) -> Result<Sheet, Error> {
    if bytes.len() > BYTES_MAX {
        return Err(Error::TooLarge);
    }
    let rows = match format {
        Format::Csv => read_csv(bytes)?,
        Format::Xlsx => read_xlsx(bytes)?,
    };
    let mut rows = rows.into_iter();
    let (_, head) = rows.next().ok_or(Error::Empty)?;
    let places = places(&head, columns)?;
    let rows: Vec<Row> = rows
        .map(|(number, mut cells)| Row {
            number,
            columns,
            cells: places
                .iter()
                .map(|place| place.and_then(|at| cells.get_mut(at)).map(std::mem::take))
                .map(Option::unwrap_or_default)
                .collect(),
        })
        .collect();
    if rows.is_empty() {
        return Err(Error::Empty);
    }
    Ok(Sheet { rows })
}

/// Where each known column stands in the head.
fn places(head: &[String], columns: &'static [Column]) -> Result<Vec<Option<usize>>, Error> {
    let mut places = vec![None; columns.len()];
    for (at, name) in head.iter().map(|name| name.trim()).enumerate() {
        if name.is_empty() {
            continue;
        }
        let known = columns.iter().position(|column| column.name == name);
        match known {
            Some(index) if places[index].is_none() => places[index] = Some(at),
            _ => return Err(Error::ColumnUnknown(name.chars().take(64).collect())),
        }
    }
    for (column, place) in columns.iter().zip(&places) {
        if column.required && place.is_none() {
            return Err(Error::ColumnMissing(column.name));
        }
    }
    Ok(places)
}

type Numbered = Vec<(u32, Vec<String>)>;

/// Spreadsheets on Chinese desks write GBK, so that is what is no UTF-8.
fn read_csv(bytes: &[u8]) -> Result<Numbered, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => std::borrow::Cow::Borrowed(text),
        Err(_) => encoding_rs::GBK
            .decode_without_bom_handling_and_without_replacement(bytes)
            .ok_or_else(|| unreadable(Format::Csv, &"neither UTF-8 nor GBK"))?,
    };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let (mut line, mut counted) = (1_u32, 0_usize);
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(Format::Csv, &error))?;
        // A record is numbered by the line it begins on; empty lines before it were skipped.
        let at = record.position().map_or(0, |position| position.byte() as usize);
        let skipped = text[at..].len() - text[at..].trim_start_matches(['\r', '\n']).len();
        let begins = at + skipped;
        line += text[counted..begins].matches('\n').count() as u32;
        counted = begins;
        push(&mut rows, line, record.iter().map(str::to_owned).collect())?;
    }
    Ok(rows)
}

fn read_xlsx(bytes: &[u8]) -> Result<Numbered, Error> {
    if unpacked_bytes(bytes).is_none_or(|size| size > UNPACKED_BYTES_MAX) {
        return Err(unreadable(Format::Xlsx, &"not a workbook, or too large unpacked"));
    }
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| unreadable(Format::Xlsx, &error))?;
    let name = book.sheet_names().into_iter().next();
    let name = name.ok_or_else(|| unreadable(Format::Xlsx, &"it has no sheet"))?;
    let trouble = |error: calamine::XlsxError| unreadable(Format::Xlsx, &error);
    // Cell by cell: calamine's ranges have room for every cell between the first and the last,
    // which two cells in far corners make billions.
    let mut reader = book.worksheet_cells_reader(&name).map_err(trouble)?;
    let mut rows = Vec::new();
    let (mut row, mut cells, mut kept_bytes) = (0, Vec::new(), 0);
    while let Some(found) = reader.next_cell().map_err(trouble)? {
        let ((at, column), text) = (found.get_position(), cell(found.get_value())?);
        if text.is_empty() {
            continue;
        }
        if COLUMNS_MAX <= column {
            let why = format!("a cell beyond column {COLUMNS_MAX}");
            return Err(unreadable(Format::Xlsx, &why));
        }
        // A text that many cells share stands in the file once.
        kept_bytes += text.len();
        if KEPT_BYTES_MAX < kept_bytes {
            return Err(unreadable(Format::Xlsx, &"it holds too much text"));
        }
        if at < row {
            return Err(unreadable(Format::Xlsx, &"its rows are out of order"));
        }
        if at != row {
            push(&mut rows, row + 1, std::mem::take(&mut cells))?;
            row = at;
        }
        let column = column as usize;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
    }
    push(&mut rows, row + 1, cells)?;
    Ok(rows)
}

/// Most columns of a workbook.
const COLUMNS_MAX: u32 = 256;
/// Most bytes of text that are taken from a workbook.
const KEPT_BYTES_MAX: usize = 4 * BYTES_MAX;

fn push(rows: &mut Numbered, number: u32, cells: Vec<String>) -> Result<(), Error> {
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        return Ok(());
    }
    if rows.len() > ROWS_MAX {
        return Err(Error::TooManyRows);
    }
    rows.push((number, cells));
    Ok(())
}

/// A number of more digits than this has lost some in a spreadsheet.
const NUMBER_MAX: f64 = 999_999_999_999_999.0;

fn cell(data: &DataRef<'_>) -> Result<String, Error> {
    Ok(match data {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::Float(number) if number.abs() > NUMBER_MAX => {
            let why = "a long number lost digits; format its column as text";
            return Err(unreadable(Format::Xlsx, &why));
        }
        // The shortest form that reads back the same: 12.0 is written as 12.
        DataRef::Float(number) => number.to_string(),
        DataRef::DateTime(time) => time.to_string(),
        DataRef::Error(error) => return Err(unreadable(Format::Xlsx, error)),
    })
}

/// Most bytes that a workbook may say it unpacks to.
const UNPACKED_BYTES_MAX: u64 = 200 * 1024 * 1024;
/// Most parts that a workbook may have.
const PARTS_MAX: usize = 1_000;

/// Bytes that a zip file says it unpacks to: the sum over its central directory.
fn unpacked_bytes(bytes: &[u8]) -> Option<u64> {
    const END: &[u8] = b"PK\x05\x06";
    const ENTRY: &[u8] = b"PK\x01\x02";
    let number = |at: usize, size: usize| {
        let field = bytes.get(at..at.checked_add(size)?)?;
        Some(field.iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)))
    };
    let end = bytes.windows(END.len()).rposition(|window| window == END)?;
    let mut at = usize::try_from(number(end + 16, 4)?).ok()?;
    let parts = usize::try_from(number(end + 10, 2)?).ok()?;
    if parts > PARTS_MAX {
        return None;
    }
    let mut sum = 0_u64;
    for _ in 0..parts {
        if bytes.get(at..at.checked_add(ENTRY.len())?)? != ENTRY {
            return None;
        }
        sum = sum.checked_add(number(at + 24, 4)?)?;
        let rest = number(at + 28, 2)? + number(at + 30, 2)? + number(at + 32, 2)?;
        at = at.checked_add(46)?.checked_add(usize::try_from(rest).ok()?)?;
    }
    Some(sum)
}

fn unreadable(format: Format, why: &dyn std::fmt::Display) -> Error {
    Error::Unreadable { format, why: why.to_string().chars().take(200).collect() }
}

/// A file with the head and an example row. XLSX columns are text, so that long numbers stay.
pub fn template(format: Format, columns: &[Column]) -> Result<Vec<u8>, Error> {
    match format {
        Format::Csv => {
            let mut writer = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
            let trouble = |error: csv::Error| Error::Template(error.into());
            writer.write_record(columns.iter().map(|column| column.name)).map_err(trouble)?;
            writer.write_record(columns.iter().map(|column| column.sample)).map_err(trouble)?;
            writer.into_inner().map_err(|error| Error::Template(error.to_string().into()))
        }
        Format::Xlsx => {
            use rust_xlsxwriter::{Format as Style, Workbook, XlsxError};
            let trouble = |error: XlsxError| Error::Template(error.into());
            let (text, head) = (Style::new().set_num_format("@"), Style::new().set_bold());
            let mut book = Workbook::new();
            let sheet = book.add_worksheet();
            for (at, column) in columns.iter().enumerate() {
                let at = at as u16;
                sheet.set_column_format(at, &text).map_err(trouble)?;
                sheet.set_column_width(at, 18).map_err(trouble)?;
                sheet.write_string_with_format(0, at, column.name, &head).map_err(trouble)?;
                sheet.write_string_with_format(1, at, column.sample, &text).map_err(trouble)?;
            }
            book.save_to_buffer().map_err(trouble)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COLUMNS: &[Column] = &[
        Column::required("serial", "SN00000001"),
        Column::required("maker", "示例厂商"),
        Column::optional("account", "6222021234567890128").hidden(),
    ];

    #[test]
    fn a_template_reads_back() {
        for format in Format::ALL {
            let file = template(*format, COLUMNS).unwrap();
            let sheet = read(&file, *format, COLUMNS).unwrap();
            assert_eq!(sheet.rows.len(), 1, "{format}");
            let row = &sheet.rows[0];
            assert_eq!(row.number, 2);
            for column in COLUMNS {
                assert_eq!(row.get(column.name), Some(column.sample), "{format}");
            }
            assert_eq!(
                row.fault("account", Rule::new(kernel::RuleWord::Required, "no")).value,
                "622************0128"
            );
        }
    }

    #[test]
    fn columns_come_in_any_order_and_rows_keep_their_number() {
        let file = "maker,serial\n甲,SN1\n,\n\n乙,\"SN\n2\"\n丙,SN3\n";
        let sheet = read(file.as_bytes(), Format::Csv, COLUMNS).unwrap();
        let seen: Vec<_> = sheet
            .rows
            .iter()
            .map(|row| (row.number, row.text("serial"), row.text("maker")))
            .collect();
        let row = |number, serial: &str, maker: &str| (number, serial.into(), maker.into());
        assert_eq!(seen, [row(2, "SN1", "甲"), row(5, "SN\n2", "乙"), row(7, "SN3", "丙")]);
        assert_eq!(sheet.rows[0].get("account"), None);
    }

    #[test]
    fn gbk_is_read_too() {
        let (bytes, _, _) = encoding_rs::GBK.encode("serial,maker\nSN1,联迪\n");
        let sheet = read(&bytes, Format::Csv, COLUMNS).unwrap();
        assert_eq!(sheet.rows[0].get("maker"), Some("联迪"));
    }

    #[test]
    fn a_file_that_is_wrong_as_a_whole_is_refused() {
        let codes = |file: &[u8], format| {
            use kernel::Fault;
            read(file, format, COLUMNS).err().map(|error| error.code())
        };
        for (file, code) in [
            ("", "import_empty"),
            ("serial,maker\n", "import_empty"),
            ("serial\nSN1\n", "import_column_missing"),
            ("serial,maker,colour\nSN1,甲,red\n", "import_column_unknown"),
            ("serial,maker,maker\nSN1,甲,乙\n", "import_column_unknown"),
        ] {
            assert_eq!(codes(file.as_bytes(), Format::Csv), Some(code), "{file}");
        }
        let rows = format!("serial,maker\n{}", "SN1,甲\n".repeat(ROWS_MAX + 1));
        assert_eq!(codes(rows.as_bytes(), Format::Csv), Some("import_too_many_rows"));
        let bytes = vec![b'a'; BYTES_MAX + 1];
        assert_eq!(codes(&bytes, Format::Csv), Some("import_too_large"));
        for file in [&b""[..], b"PK\x05\x06", b"serial,maker\nSN1,x\n", b"\xff\xff"] {
            assert_eq!(codes(file, Format::Xlsx), Some("import_unreadable"));
        }
    }

    #[test]
    fn rows_of_a_workbook_keep_their_number_and_their_gaps() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, column, text) in
            [(2, 1, "serial"), (2, 3, "maker"), (4, 1, "SN1"), (4, 3, "甲"), (7, 3, "乙")]
        {
            sheet.write_string(row, column, text).unwrap();
        }
        let sheet = read(&book.save_to_buffer().unwrap(), Format::Xlsx, COLUMNS).unwrap();
        let seen: Vec<_> = sheet
            .rows
            .iter()
            .map(|row| (row.number, row.get("serial"), row.get("maker")))
            .collect();
        assert_eq!(seen, [(5, Some("SN1"), Some("甲")), (8, None, Some("乙"))]);
    }

    /// Room for all cells between these two would be hundreds of gigabytes.
    #[test]
    fn cells_in_far_corners_take_no_room_between_them() {
        for (row, column, refused) in [(1_048_575, 1, false), (1_048_575, 16_383, true)] {
            let mut book = rust_xlsxwriter::Workbook::new();
            let sheet = book.add_worksheet();
            sheet.write_string(0, 0, "serial").unwrap();
            sheet.write_string(0, 1, "maker").unwrap();
            sheet.write_string(row, column, "x").unwrap();
            let file = book.save_to_buffer().unwrap();
            assert_eq!(read(&file, Format::Xlsx, COLUMNS).is_err(), refused, "{column}");
        }
    }

    #[test]
    fn a_text_shared_by_many_cells_is_counted_as_often() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let (sheet, text) = (book.add_worksheet(), "x".repeat(30_000));
        sheet.write_string(0, 0, "serial").unwrap();
        sheet.write_string(0, 1, "maker").unwrap();
        for row in 1..=1_500 {
            sheet.write_string(row, 0, &text).unwrap();
        }
        let file = book.save_to_buffer().unwrap();
        assert!(file.len() < 100_000, "small when packed");
        assert!(read(&file, Format::Xlsx, COLUMNS).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_make_reading_fail_otherwise(
            bytes in prop::collection::vec(any::<u8>(), 0..400),
        ) {
            let _ = read(&bytes, Format::Csv, COLUMNS);
            let _ = read(&bytes, Format::Xlsx, COLUMNS);
        }
    }
}
