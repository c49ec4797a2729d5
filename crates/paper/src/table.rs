//! A table on as many pages as it takes.

use crate::face::{Face, Ruler};
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::text::TextDirection;

/// A4, turned sideways.
const PAGE: (f32, f32) = (841.89, 595.28);
const MARGIN: f32 = 42.0;
const TITLE: f32 = 18.0;
const TEXT: f32 = 9.0;
const SMALL: f32 = 7.5;
/// From one line of text to the next.
const LEADING: f32 = 13.0;
/// Between a cell's edge and its text.
const PAD: f32 = 4.0;
/// Facts beside each other.
const FACTS_A_LINE: usize = 3;
/// Lines of one cell.
const CELL_LINES_MAX: usize = 3;
/// Where the table ends at the latest.
const BOTTOM: f32 = PAGE.1 - MARGIN - 16.0;

const INK: [u8; 3] = [26, 36, 33];
const QUIET: [u8; 3] = [96, 110, 105];
const HEAD: [u8; 3] = [236, 241, 238];
const LINE: [u8; 3] = [208, 217, 212];

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    /// Its head.
    pub title: &'a str,
    /// Its part of the width, of all columns' together.
    pub width: f32,
    /// Numbers stand at the right.
    pub right: bool,
}

/// A table with what stands above and below it.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// Its name, large.
    pub title: &'a str,
    /// What it is of: names and values.
    pub facts: &'a [(&'a str, String)],
    /// Columns.
    pub columns: &'a [Column<'a>],
    /// Rows, each with a text for every column.
    pub rows: &'a [Vec<String>],
    /// The last row, which sums up; none when empty.
    pub total: &'a [String],
    /// Small, at the foot of every page.
    pub foot: &'a str,
}

/// A file that could not be written: a defect, or a font that is none.
#[derive(Debug, thiserror::Error)]
#[error("writing a PDF: {0}")]
pub struct Broken(String);

struct Row {
    cells: Vec<Vec<String>>,
    height: f32,
    total: bool,
}

impl Table<'_> {
    /// The file.
    ///
    /// # Errors
    /// When the font cannot be used.
    pub fn pdf(&self, face: &Face) -> Result<Vec<u8>, Broken> {
        let ruler = face.ruler().ok_or_else(|| Broken("the font is unreadable".to_owned()))?;
        let widths = self.widths();
        let pages = self.pages(&ruler, &widths);
        let mut document = Document::new();
        document.set_metadata(Metadata::new().title(self.title.to_owned()));
        let count = pages.len();
        for (index, rows) in pages.iter().enumerate() {
            let settings = PageSettings::from_wh(PAGE.0, PAGE.1);
            let settings = settings.ok_or_else(|| Broken("a page of no size".to_owned()))?;
            let mut page = document.start_page_with(settings);
            let mut pen = Pen { surface: page.surface(), face, ruler: &ruler };
            let mut top = MARGIN;
            if index == 0 {
                top = self.head(&mut pen);
            }
            self.page(&mut pen, &widths, top, rows);
            pen.foot(self.foot, &format!("第 {} 页，共 {count} 页", index + 1));
            // The page is whole once its surface is.
            drop(pen);
            page.finish();
        }
        document.finish().map_err(|error| Broken(format!("{error:?}")))
    }

    fn widths(&self) -> Vec<f32> {
        let all: f32 = self.columns.iter().map(|column| column.width).sum();
        let whole = PAGE.0 - 2.0 * MARGIN;
        self.columns.iter().map(|column| column.width * whole / all).collect()
    }

    /// How low the title and the facts reach.
    fn head_height(&self) -> f32 {
        let lines = self.facts.len().div_ceil(FACTS_A_LINE);
        MARGIN + TITLE + 14.0 + lines as f32 * (LEADING + 3.0) + 8.0
    }

    fn row(&self, ruler: &Ruler<'_>, widths: &[f32], texts: &[String], total: bool) -> Row {
        let cell = |(text, width): (&String, &f32)| {
            ruler.lines(text, (width - 2.0 * PAD, TEXT), CELL_LINES_MAX)
        };
        let cells: Vec<Vec<String>> = texts.iter().zip(widths).map(cell).collect();
        let lines = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
        Row { cells, height: lines as f32 * LEADING + 6.0, total }
    }

    /// The rows of each page.
    fn pages(&self, ruler: &Ruler<'_>, widths: &[f32]) -> Vec<Vec<Row>> {
        let rows = self.rows.iter().map(|texts| self.row(ruler, widths, texts, false));
        let total = (!self.total.is_empty()).then(|| self.row(ruler, widths, self.total, true));
        let mut pages = vec![Vec::new()];
        let mut left = BOTTOM - self.head_height() - LEADING - 6.0;
        for row in rows.chain(total) {
            if left < row.height && pages.last().is_some_and(|page: &Vec<Row>| !page.is_empty()) {
                pages.push(Vec::new());
                left = BOTTOM - MARGIN - LEADING - 6.0;
            }
            left -= row.height;
            if let Some(page) = pages.last_mut() {
                page.push(row);
            }
        }
        pages
    }

    fn head(&self, pen: &mut Pen<'_, '_>) -> f32 {
        pen.text((MARGIN, MARGIN + TITLE), self.title, (TITLE, INK));
        let step = (PAGE.0 - 2.0 * MARGIN) / FACTS_A_LINE as f32;
        for (index, (name, value)) in self.facts.iter().enumerate() {
            let x = MARGIN + (index % FACTS_A_LINE) as f32 * step;
            let y = MARGIN + TITLE + 28.0 + (index / FACTS_A_LINE) as f32 * (LEADING + 3.0);
            let label = format!("{name}：");
            pen.text((x, y), &label, (TEXT, QUIET));
            let after = pen.ruler.width(&label, TEXT);
            let room = (step - after - PAD, TEXT);
            let shown = pen.ruler.lines(value, room, 1).into_iter().next().unwrap_or_default();
            pen.text((x + after, y), &shown, (TEXT, INK));
        }
        self.head_height()
    }

    fn page(&self, pen: &mut Pen<'_, '_>, widths: &[f32], top: f32, rows: &[Row]) {
        let whole = PAGE.0 - 2.0 * MARGIN;
        let mut y = top;
        pen.fill((MARGIN, y, whole, LEADING + 6.0), HEAD);
        let mut x = MARGIN;
        for (column, width) in self.columns.iter().zip(widths) {
            pen.cell((x, y, *width), &[column.title.to_owned()], column.right, QUIET);
            x += width;
        }
        y += LEADING + 6.0;
        for row in rows {
            if row.total {
                pen.fill((MARGIN, y, whole, row.height), HEAD);
            }
            let mut x = MARGIN;
            for ((column, width), lines) in self.columns.iter().zip(widths).zip(&row.cells) {
                pen.cell((x, y, *width), lines, column.right, INK);
                x += width;
            }
            y += row.height;
            pen.fill((MARGIN, y - 0.5, whole, 0.5), LINE);
        }
    }
}

struct Pen<'p, 'a> {
    surface: Surface<'p>,
    face: &'a Face,
    ruler: &'a Ruler<'a>,
}

impl Pen<'_, '_> {
    fn ink(&mut self, [red, green, blue]: [u8; 3]) {
        self.surface.set_fill(Some(Fill {
            paint: rgb::Color::new(red, green, blue).into(),
            opacity: NormalizedF32::ONE,
            rule: FillRule::default(),
        }));
    }

    fn text(&mut self, (x, y): (f32, f32), text: &str, (size, colour): (f32, [u8; 3])) {
        self.ink(colour);
        let at = Point::from_xy(x, y);
        self.surface.draw_text(at, self.face.font(), size, text, false, TextDirection::LeftToRight);
    }

    fn fill(&mut self, (x, y, width, height): (f32, f32, f32, f32), colour: [u8; 3]) {
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(rect);
        }
        self.ink(colour);
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }

    fn cell(
        &mut self,
        (x, y, width): (f32, f32, f32),
        lines: &[String],
        right: bool,
        colour: [u8; 3],
    ) {
        for (index, line) in lines.iter().enumerate() {
            let free = width - PAD - self.ruler.width(line, TEXT);
            let x = if right { x + free } else { x + PAD };
            let y = y + LEADING + index as f32 * LEADING - 1.0;
            self.text((x, y), line, (TEXT, colour));
        }
    }

    fn foot(&mut self, left: &str, right: &str) {
        let y = PAGE.1 - MARGIN + 4.0;
        self.text((MARGIN, y), left, (SMALL, QUIET));
        let x = PAGE.0 - MARGIN - self.ruler.width(right, SMALL);
        self.text((x, y), right, (SMALL, QUIET));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    const COLUMNS: &[Column<'_>] = &[
        Column { title: "结算日", width: 2.0, right: false },
        Column { title: "出款", width: 1.0, right: true },
    ];

    fn table(rows: &[Vec<String>]) -> Table<'_> {
        Table { title: "商户对账单", facts: &[], columns: COLUMNS, rows, total: &[], foot: "" }
    }

    #[test]
    fn a_long_table_takes_more_pages_and_every_row_is_on_one() {
        let face = Face::installed().unwrap();
        let ruler = face.ruler().unwrap();
        let rows = vec![vec!["2026-11-25".to_owned(), "1,994.00".to_owned()]; 100];
        let table = table(&rows);
        let pages = table.pages(&ruler, &table.widths());
        assert_eq!(pages.iter().map(Vec::len).sum::<usize>(), 100);
        assert!(pages.iter().all(|rows| rows.iter().map(|row| row.height).sum::<f32>() < BOTTOM));
        assert!(3 < pages.len(), "{}", pages.len());
        let pdf = table.pdf(&face).unwrap();
        assert!(pdf.starts_with(b"%PDF-1."));
        // The letters that are used, not the font.
        assert!(pdf.len() < 300_000, "{}", pdf.len());
    }

    #[test]
    fn an_empty_table_is_a_page_and_long_texts_are_broken() {
        let face = Face::installed().unwrap();
        let ruler = face.ruler().unwrap();
        let none = table(&[]);
        assert_eq!(none.pages(&ruler, &none.widths()).len(), 1);
        none.pdf(&face).unwrap();
        let long = "账户户名不符".repeat(40);
        let lines = ruler.lines(&long, (100.0, TEXT), CELL_LINES_MAX);
        assert_eq!(lines.len(), CELL_LINES_MAX);
        assert!(lines[2].ends_with('…') && ruler.width(&lines[0], TEXT) <= 100.0);
        assert_eq!(ruler.lines("", (100.0, TEXT), 1), [""]);
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert!(Face::read(Path::new("/dev/null")).is_err());
        let missing = Face::read(Path::new("/no/such/font.ttc")).err().unwrap();
        assert!(missing.to_string().contains("/no/such/font.ttc"));
    }
}
