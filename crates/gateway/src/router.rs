//! The complete router: the routes of all modules inside the layers that every request passes.

use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{Html, IntoResponse};
use axum::routing::{any, get};
use axum::{Extension, Router};
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::guard::{self, Guard, Guarded};
use crate::openapi::{self, PREFIX};
use crate::sandbox::Inside;
use crate::{App, Problem, authenticate, detached, docs, idempotency, observe, request_id, routes};

/// Largest body that a handler takes unless its route says otherwise, in bytes: 1 MiB. A route
/// says otherwise by `.layer(axum::extract::DefaultBodyLimit::max(…))`, up to
/// [`authenticate::BUFFERED_MAX`].
pub const BODY_MAX: usize = 1024 * 1024;

/// A router with its description.
pub struct Built {
    /// What answers requests.
    pub router: Router,
    /// The description of all operations.
    pub document: OpenApi,
    /// All operations with their access, for the sweep.
    pub operations: Vec<Guarded>,
}

/// Builds the application's router.
///
/// `modules` are the routes of the platforms, with their state, without the prefix `/api/v1`.
/// `console` answers whatever is not under `/api`, `/docs` or the health pages: the files of
/// the front ends.
///
/// # Errors
/// Operations that do not say who may call them; schemas of one name and two meanings.
pub fn build(app: App, modules: OpenApiRouter, console: Option<Router>) -> Result<Built, String> {
    let (own, own_document) = routes().with_state(app.clone()).split_for_parts();
    let (modules, modules_document) = modules.split_for_parts();
    let collisions = openapi::collisions(&own_document, &modules_document);
    if !collisions.is_empty() {
        return Err(format!("schemas of one name and two meanings: {}", collisions.join(", ")));
    }
    let document = openapi::document([own_document, modules_document]);
    let operations = guard::operations(&document)?;
    let json = Arc::new(openapi::json(&document));
    let page = Arc::new(docs::page(&json));
    let text = Arc::new(json.to_string());

    let api = Router::new()
        .nest(PREFIX, own.merge(modules).layer(DefaultBodyLimit::max(BODY_MAX)))
        .route(
            "/api/openapi.json",
            get(async move || ([(header::CONTENT_TYPE, "application/json")], text.to_string())),
        )
        .route("/docs", get(async move || Html(page.to_string())))
        .route("/api/{*rest}", any(missing))
        .method_not_allowed_fallback(not_allowed);
    let api = match console {
        Some(console) => api.fallback_service(console),
        None => api.fallback(missing),
    };
    let inside = api
        .layer(from_fn_with_state(app.clone(), idempotency::layer))
        .layer(from_fn_with_state(Guard::new(&operations), guard::layer))
        .layer(from_fn_with_state(app.clone(), authenticate::layer));
    let router = inside
        .clone()
        .layer(Extension(Inside(inside)))
        .layer(from_fn(detached::layer))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), observe::timeout))
        .merge(observe::routes(app.clone()))
        .layer(from_fn_with_state(app, observe::headers))
        .layer(from_fn(observe::layer))
        .layer(from_fn(request_id::layer));
    Ok(Built { router, document, operations })
}

async fn missing() -> impl IntoResponse {
    Problem::new(StatusCode::NOT_FOUND, "path_unknown", "there is nothing at this address")
}

async fn not_allowed() -> impl IntoResponse {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "this address does not take this method",
    )
}
