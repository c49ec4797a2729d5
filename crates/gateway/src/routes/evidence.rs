//! The evidence log: what anybody needs to check a proof, in the layout of C2SP tlog-tiles.
//!
//! Leaves hold no personal data, so checkpoint, tiles and proofs are open to anybody; the list
//! of leaves about a thing is for those who may see the thing.

use ::evidence::ProofBundle;
use ::evidence::reader::{self, ConsistencyProof, Leaf};
use ::evidence::tiles::Address;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kernel::{Cursor, LeafId, Page};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Actor, App, Json, Path, Problem, Query, Right};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(checkpoint))
        .routes(routes!(key))
        .routes(routes!(tile))
        .routes(routes!(consistency))
        .routes(routes!(leaves))
        .routes(routes!(proof))
}

const TEXT: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];

/// The last signed checkpoint, a signed note.
#[utoipa::path(get, path = "/evidence/checkpoint", tag = "evidence",
    responses((status = 200, body = String, content_type = "text/plain")),
    extensions(("x-right" = json!("public"))))]
async fn checkpoint(State(app): State<App>) -> Result<Response, Problem> {
    Ok((TEXT, reader::checkpoint(&app.db).await?).into_response())
}

/// The log's public key, as `name+id+key`.
#[utoipa::path(get, path = "/evidence/key", tag = "evidence",
    responses((status = 200, body = String, content_type = "text/plain")),
    extensions(("x-right" = json!("public"))))]
async fn key(State(app): State<App>) -> Result<Response, Problem> {
    Ok((TEXT, reader::verifier_key(&app.db).await?).into_response())
}

/// A tile of hashes (`0/x001/234`) or of entries (`entries/x001/234`), `.p/<width>` for a
/// partial one. A full tile never changes.
#[utoipa::path(get, path = "/evidence/tile/{*path}", tag = "evidence",
    params(("path" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")),
    extensions(("x-right" = json!("public"))))]
async fn tile(State(app): State<App>, Path(path): Path<String>) -> Result<Response, Problem> {
    let address: Address = path.parse().map_err(|bad: ::evidence::tiles::BadAddress| {
        let status = axum::http::StatusCode::NOT_FOUND;
        Problem::new(status, "evidence_tile_missing", bad.to_string()).at("path")
    })?;
    let bytes = reader::tile(&app.db, &address).await?;
    let kept = match address.width {
        None => "public, max-age=31536000, immutable",
        Some(_) => "public, max-age=60",
    };
    let headers =
        [(header::CONTENT_TYPE, "application/octet-stream"), (header::CACHE_CONTROL, kept)];
    Ok((headers, bytes).into_response())
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Sizes {
    /// Size of the earlier tree, at least 1.
    first: u64,
    /// Size of the later tree.
    second: u64,
}

/// That the log only grew between two sizes.
#[utoipa::path(get, path = "/evidence/consistency", tag = "evidence", params(Sizes),
    responses((status = 200, body = ConsistencyProof)),
    extensions(("x-right" = json!("public"))))]
async fn consistency(
    State(app): State<App>,
    Query(sizes): Query<Sizes>,
) -> Result<Json<ConsistencyProof>, Problem> {
    Ok(Json(reader::consistency(&app.db, sizes.first, sizes.second).await?))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct About {
    /// Written id of the thing.
    subject: String,
    /// Go on after.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Leaves about a thing, newest first.
#[utoipa::path(get, path = "/evidence/leaves", tag = "evidence", params(About),
    responses((status = 200, body = Page<Leaf>)),
    extensions(("x-right" = json!(Right::EvidenceRead))))]
async fn leaves(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<About>,
) -> Result<Json<Page<Leaf>>, Problem> {
    actor.may(Right::EvidenceRead)?;
    let db = actor.db(&app.db);
    let page = reader::leaves_of(&db, &query.subject, query.cursor.as_ref(), query.limit).await?;
    Ok(Json(page))
}

/// The bundle that proves a leaf off line; 409 while it waits for its place, about a second.
#[utoipa::path(get, path = "/evidence/leaves/{id}/proof", tag = "evidence",
    params(("id" = LeafId, Path)), responses((status = 200, body = ProofBundle)),
    extensions(("x-right" = json!("public"))))]
async fn proof(State(app): State<App>, Path(id): Path<LeafId>) -> Result<Response, Problem> {
    let Some(bundle) = reader::proof(&app.db, id).await? else {
        let status = axum::http::StatusCode::CONFLICT;
        let detail = "the leaf waits for its place in the log; ask again in a second";
        return Err(Problem::new(status, "evidence_pending", detail).retry_after(1));
    };
    let name = format!("attachment; filename=\"{id}.proof.json\"");
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bundle.to_json()).into_response())
}
