//! Bulk import 批量导入 of merchants and terminals from CSV and XLSX: all rows or none, with every
//! fault named by row, column, rule and value.
//!
//! A file of up to [`INLINE_ROWS_MAX`] rows is worked through while the caller waits, a larger
//! one by a job; both leave a record. A dry run does all the work and takes it back at the end,
//! so it finds what only the database knows. The file lies sealed in the database until its
//! import has ended.
//!
//! The nouns themselves know their columns and rows ([`crate::merchants`], [`crate::terminals`]);
//! here is what they share.

mod http;
mod model;
mod sheet;
mod store;

pub use http::{
    FormatQuery, ImportBody, UploadQuery, answered, home_of, routes, template_answer, whole_file,
};
pub use model::{
    BYTES_MAX, ERRORS_KEPT, Error, INLINE_ROWS_MAX, Import, ImportKind, ImportState, ROWS_MAX,
    RowError, Upload,
};
pub use sheet::{Column, Row, Sheet, template};

use crate::Context;
use ::jobs::{NewJob, enqueue};
use chrono::{DateTime, Utc};
use identity::{Actor, audit};
use kernel::{Cursor, ImportId, InstitutionId, Page, Rule, RuleWord, page};
use serde_json::json;
use storage::Tx;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// Files read at the same time: each may take some hundred megabytes and some seconds.
const READING_MAX: usize = 2;
static READING: Semaphore = Semaphore::const_new(READING_MAX);

/// Context under which files are sealed in the vault.
const SEALED: &str = "import:file";

/// What came of working a file through.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Faults found, the first [`ERRORS_KEPT`] of them.
    pub errors: Vec<RowError>,
    /// All faults found.
    pub errors_total: usize,
}

impl Outcome {
    /// Of all faults found.
    pub fn of(mut errors: Vec<RowError>) -> Outcome {
        let errors_total = errors.len();
        errors.sort_by_key(|error| error.row);
        errors.truncate(ERRORS_KEPT);
        Outcome { errors, errors_total }
    }
}

/// The fault of what stands in an earlier row already.
pub fn repeated(row: u32) -> Rule {
    Rule::new(RuleWord::RowRepeated, format!("stands in row {row} already")).with("row", row)
}

/// Reads a file whose head holds these columns, in any order. It takes a thread of its own for as
/// long: those that serve terminals must not wait for it.
pub async fn read(upload: &Upload, columns: &'static [Column]) -> Result<Sheet, Error> {
    let (bytes, format) = (upload.bytes.clone(), upload.format);
    // Never closed.
    let place = READING.acquire().await;
    let read = tokio::task::spawn_blocking(move || sheet::read(&bytes, format, columns)).await;
    drop(place);
    read.unwrap_or_else(|error| {
        tracing::error!(%error, %format, "reading a file broke off");
        Err(Error::Unreadable { format, why: "its form is not understood".to_owned() })
    })
}

/// Records a file that has been worked through while the caller waited.
pub async fn record(
    context: &Context,
    actor: &Actor,
    (institution, upload): (InstitutionId, &Upload),
    rows_total: usize,
    outcome: Outcome,
) -> Result<Import, Error> {
    let mut import = new(context, actor, institution, upload, rows_total);
    finish(&mut import, outcome, context.clock.now());
    let mut tx = context.begin(actor).await?;
    store::insert(&mut tx, &import, None).await?;
    let detail = json!({ "state": import.state, "rows": rows_total });
    let action = format!("import.{}", import.kind);
    audit::record(&mut tx, actor, &action, &import.id.to_string(), detail, import.created_at)
        .await?;
    tx.commit().await?;
    Ok(import)
}

/// Records a file that a job will work through, and queues the job.
pub async fn queue(
    context: &Context,
    actor: &Actor,
    (institution, upload): (InstitutionId, &Upload),
    rows_total: usize,
) -> Result<Import, Error> {
    let import = new(context, actor, institution, upload, rows_total);
    let sealed = context.vault.seal(SEALED, &upload.bytes);
    let mut tx = context.begin(actor).await?;
    store::insert(&mut tx, &import, Some(&sealed)).await?;
    let payload = json!({ "import_id": import.id });
    let kind = format!("{}.import", import.kind);
    enqueue(&mut tx, NewJob::new(institution, kind, payload, import.created_at)).await?;
    let detail = json!({ "rows": rows_total });
    let action = format!("import.{}", import.kind);
    audit::record(&mut tx, actor, &action, &import.id.to_string(), detail, import.created_at)
        .await?;
    tx.commit().await?;
    Ok(import)
}

/// The file of a queued import, for its job. `None` when the import has ended.
pub async fn begin(
    context: &Context,
    institution: InstitutionId,
    id: ImportId,
) -> Result<Option<(Import, Upload)>, Error> {
    let mut tx = context.db.within(institution).begin().await?;
    let found = store::lock(&mut tx, institution, id).await?.ok_or(Error::Missing(id))?;
    let (mut import, Some(sealed)) = found else {
        return Ok(None);
    };
    import.state = ImportState::Running;
    store::update(&mut tx, institution, &import).await?;
    tx.commit().await?;
    let bytes = context.vault.open(SEALED, &sealed).map_err(Error::Vault)?;
    let upload = Upload {
        kind: import.kind,
        file_name: import.file_name.clone(),
        format: import.format,
        bytes: Zeroizing::new(bytes.to_vec()),
        dry_run: import.dry_run,
    };
    Ok(Some((import, upload)))
}

/// Writes what came of a job, in the caller's transaction; the file is forgotten. Rows and end
/// go in with one commit, so a job that is run again finds either both or neither.
pub async fn end_in(
    tx: &mut Tx,
    import: &mut Import,
    outcome: Outcome,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    finish(import, outcome, at);
    Ok(store::update(tx, import.institution_id, import).await?)
}

/// Writes what came of a job that left nothing but faults.
pub async fn end(context: &Context, import: &mut Import, outcome: Outcome) -> Result<(), Error> {
    let mut tx = context.db.within(import.institution_id).begin().await?;
    end_in(&mut tx, import, outcome, context.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// One page of imports, newest first.
pub async fn list(
    context: &Context,
    actor: &Actor,
    cursor: Option<&Cursor>,
    limit: Option<i64>,
) -> Result<Page<Import>, Error> {
    let limit = page::limit_rows(limit);
    let before = cursor.map(|cursor| cursor.0.parse()).transpose()?;
    let mut tx = context.read(actor).await?;
    let rows = store::list(&mut tx, None, before, limit + 1).await?;
    Ok(Page::cut(rows, limit, |import| import.id.to_string()))
}

/// One import with its faults.
pub async fn get(context: &Context, actor: &Actor, id: ImportId) -> Result<Import, Error> {
    let mut tx = context.read(actor).await?;
    let found = store::list(&mut tx, Some(id), None, 1).await?;
    found.into_iter().next().ok_or(Error::Missing(id))
}

fn new(
    context: &Context,
    actor: &Actor,
    institution: InstitutionId,
    upload: &Upload,
    rows_total: usize,
) -> Import {
    Import {
        id: ImportId::new(),
        institution_id: institution,
        kind: upload.kind,
        file_name: upload.file_name.chars().take(200).collect(),
        format: upload.format,
        dry_run: upload.dry_run,
        state: ImportState::Queued,
        rows_total: rows_total as i32,
        rows_done: 0,
        errors: Vec::new(),
        errors_total: 0,
        requested_by: actor.who.to_string(),
        requested_name: actor.name.clone(),
        created_at: context.clock.now(),
        ended_at: None,
    }
}

fn finish(import: &mut Import, outcome: Outcome, at: DateTime<Utc>) {
    let good = outcome.errors_total == 0;
    import.state = if good { ImportState::Done } else { ImportState::Refused };
    import.rows_done = if good { import.rows_total } else { 0 };
    import.errors_total = outcome.errors_total as i32;
    import.errors = outcome.errors;
    import.ended_at = Some(at);
}

#[cfg(test)]
mod tests {
    use super::*;
    use gateway::export::Format;

    #[tokio::test]
    async fn others_go_on_while_a_file_is_read() {
        const COLUMNS: &[Column] = &[Column::required("serial", "")];
        let upload = Upload {
            kind: ImportKind::Terminals,
            file_name: String::new(),
            format: Format::Csv,
            bytes: Zeroizing::new(format!("serial\n{}", "SN1\n".repeat(20_000)).into_bytes()),
            dry_run: true,
        };
        let mut others = 0;
        let reading = read(&upload, COLUMNS);
        tokio::pin!(reading);
        let sheet = loop {
            tokio::select! {
                biased;
                sheet = &mut reading => break sheet.unwrap(),
                () = tokio::task::yield_now() => others += 1,
            }
        };
        assert_eq!(sheet.rows.len(), 20_000);
        assert_ne!(others, 0);
    }
}
