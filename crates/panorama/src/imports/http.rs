//! Routes of imports, and what the routes of the nouns share.

use super::model::{BYTES_MAX, Error, Import, ImportKind, Upload};
use super::sheet::{Column, template};
use crate::Context;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use gateway::export::{self, Format};
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use kernel::{Cursor, ImportId, InstitutionId, Page};
use zeroize::Zeroizing;

/// Largest body of an import: the file and what multipart puts round it.
pub const BODY_BYTES_MAX: usize = BYTES_MAX + 64 * 1024;

/// The routes.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(gateway::routes!(list)).routes(gateway::routes!(read))
}

/// The layer that lets a route take a whole file.
pub fn whole_file() -> DefaultBodyLimit {
    DefaultBodyLimit::max(BODY_BYTES_MAX)
}

/// How a file is to be taken.
#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UploadQuery {
    /// Form of the file; by its name or media type when absent.
    pub format: Option<Format>,
    /// Only look for faults.
    #[serde(default)]
    pub dry_run: bool,
    /// Name of the file, when the body is the file itself.
    pub file_name: Option<String>,
    /// For which institution; the caller's own when absent. The network branch must say.
    pub institution_id: Option<InstitutionId>,
}

/// Which file.
#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FormatQuery {
    /// `csv` when absent.
    pub format: Option<Format>,
}

/// A file, up to 10 MiB: the body itself, or the part `file` of a multipart form.
pub struct ImportBody {
    file_name: Option<String>,
    media_type: String,
    bytes: Zeroizing<Vec<u8>>,
}

impl utoipa::PartialSchema for ImportBody {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
            .into()
    }
}

impl utoipa::ToSchema for ImportBody {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Borrowed("ImportFile")
    }
}

impl ImportBody {
    /// The file with what the query says of it.
    pub fn upload(self, kind: ImportKind, query: &UploadQuery) -> Upload {
        let file_name = query.file_name.clone().or(self.file_name).unwrap_or_default();
        let looks_like_xlsx = file_name.to_ascii_lowercase().ends_with(".xlsx")
            || self.media_type.starts_with(export::XLSX_TYPE)
            || self.bytes.starts_with(b"PK\x03\x04");
        let seen = if looks_like_xlsx { Format::Xlsx } else { Format::Csv };
        Upload {
            kind,
            file_name: if file_name.is_empty() { format!("{kind}.{seen}") } else { file_name },
            format: query.format.unwrap_or(seen),
            bytes: self.bytes,
            dry_run: query.dry_run,
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for ImportBody {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<ImportBody, Problem> {
        let media_type = request.headers().get(header::CONTENT_TYPE);
        let media_type = media_type.and_then(|text| text.to_str().ok()).unwrap_or_default();
        let media_type = media_type.to_owned();
        if !media_type.starts_with("multipart/form-data") {
            let body = axum::body::Bytes::from_request(request, state).await;
            let bytes = body.map_err(|_| Problem::of(&Error::TooLarge))?;
            return Ok(ImportBody {
                file_name: None,
                media_type,
                bytes: Zeroizing::new(bytes.to_vec()),
            });
        }
        let broken = |detail: String| {
            Problem::new(StatusCode::BAD_REQUEST, "multipart_broken", detail).at("file")
        };
        let mut form = Multipart::from_request(request, state)
            .await
            .map_err(|error| broken(error.body_text()))?;
        while let Some(part) = form.next_field().await.map_err(|error| broken(error.body_text()))? {
            if part.name() != Some("file") {
                continue;
            }
            let file_name = part.file_name().map(str::to_owned);
            let media_type = part.content_type().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(|error| broken(error.body_text()))?;
            return Ok(ImportBody { file_name, media_type, bytes: Zeroizing::new(bytes.to_vec()) });
        }
        Err(broken("the form has no part `file`".to_owned()))
    }
}

/// The institution an upload is for.
pub fn home_of(actor: &identity::Actor, asked: Option<InstitutionId>) -> InstitutionId {
    if actor.network { asked.unwrap_or(actor.institution) } else { actor.institution }
}

/// The status of an answer: 202 while a job is still to work the file through.
pub fn answered(import: Import) -> (StatusCode, Json<Import>) {
    let waits = import.ended_at.is_none();
    let status = if waits { StatusCode::ACCEPTED } else { StatusCode::OK };
    (status, Json(import))
}

/// A template as a file to download.
pub fn template_answer(
    kind: ImportKind,
    columns: &[Column],
    query: &FormatQuery,
) -> Result<Response, Problem> {
    let format = query.format.unwrap_or(Format::Csv);
    Ok(export::file(&format!("{kind}-template"), format, template(format, columns)?.into()))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Give back what `next` held.
    cursor: Option<Cursor>,
    /// Rows of the page, 1 to 200.
    limit: Option<i64>,
}

/// Bulk imports, newest first, without their faults.
#[utoipa::path(get, path = "/imports", tag = "imports", params(ListQuery),
    responses((status = 200, body = Page<Import>)),
    extensions(("x-right" = json!(Right::MerchantsRead))))]
async fn list(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Json<Page<Import>>, Problem> {
    actor.may(Right::MerchantsRead)?;
    Ok(Json(super::list(&context, &actor, query.cursor.as_ref(), query.limit).await?))
}

/// A bulk import with its faults by row.
#[utoipa::path(get, path = "/imports/{id}", tag = "imports",
    params(("id" = ImportId, Path)), responses((status = 200, body = Import)),
    extensions(("x-right" = json!(Right::MerchantsRead))))]
async fn read(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<ImportId>,
) -> Result<Json<Import>, Problem> {
    actor.may(Right::MerchantsRead)?;
    Ok(Json(super::get(&context, &actor, id).await?))
}
