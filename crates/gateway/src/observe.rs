//! What is seen from outside: the access log, metrics, health, and headers that keep browsers
//! out of trouble.

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use serde_json::json;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::caller::Caller;
use crate::{App, Config, Problem, extract::Json, request_id, store};

/// How long `/readyz` waits for the database.
const READY_WITHIN: Duration = Duration::from_secs(2);
/// Bounds of the histograms of durations, in seconds.
const BUCKETS_S: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// What the pages of the console may load: only what this server serves. Ant Design sets inline
/// styles; MapLibre draws in a worker made from a blob.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; \
    connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; \
    form-action 'self'; frame-ancestors 'none'";

static METRICS: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// The registry of this process: `metrics::counter!` and its kin write to it from anywhere.
/// Names end in the unit; durations `_seconds`.
pub fn metrics() -> Option<&'static PrometheusHandle> {
    let installed = METRICS.get_or_init(|| {
        PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS_S)
            .and_then(|builder| builder.install_recorder())
            .map_err(|error| tracing::error!("metrics are not kept: {error}"))
            .ok()
    });
    installed.as_ref()
}

/// `/healthz`, `/readyz` and `/metrics` alone: for an address of their own, where a node has no
/// API or its operators want them elsewhere.
pub fn alone(app: App) -> Router {
    routes(app).layer(axum::middleware::from_fn(layer))
}

/// `/healthz`, `/readyz` and `/metrics`.
pub(crate) fn routes(app: App) -> Router {
    metrics();
    Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .route("/metrics", get(exposition))
        .with_state(app)
}

async fn ready(State(app): State<App>) -> Response {
    let asked = async {
        let mut tx = app.db.read().await?;
        store::ping(&mut tx).await
    };
    match tokio::time::timeout(READY_WITHIN, asked).await {
        Ok(Ok(())) => match disk_full(&app.config) {
            Some(problem) => problem.into_response(),
            None => Json(json!({ "ready": true, "database": "ok" })).into_response(),
        },
        Ok(Err(error)) => {
            Problem::from(error).with_status(StatusCode::SERVICE_UNAVAILABLE).into_response()
        }
        Err(_) => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "database_unavailable",
            "the database does not answer within 2 s",
        )
        .into_response(),
    }
}

/// A database that still answers reads takes no payment once its disk is full: the node says so
/// before the last bytes are gone. Space that cannot be read is not held against it.
fn disk_full(config: &Config) -> Option<Problem> {
    let free = rustix::fs::statvfs(config.data.as_deref()?).ok()?;
    let free = free.f_bavail.saturating_mul(free.f_frsize);
    (free < config.data_free_min).then(|| {
        let mib = |bytes: u64| bytes / 1024 / 1024;
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "disk_full",
            format!(
                "the data folder has {} MiB left, {} MiB are asked for",
                mib(free),
                mib(config.data_free_min)
            ),
        )
    })
}

async fn exposition(State(app): State<App>, request: Request) -> Response {
    if let Some(token) = &app.config.metrics_token {
        let given = request.headers().get(header::AUTHORIZATION);
        let given = given.and_then(|value| value.to_str().ok()).unwrap_or_default();
        if given.strip_prefix("Bearer ") != Some(token.as_str()) {
            return crate::caller::unknown().into_response();
        }
    }
    let Some(handle) = metrics() else {
        return StatusCode::NO_CONTENT.into_response();
    };
    handle.run_upkeep();
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], handle.render()).into_response()
}

/// Layer: counts and logs each request. Neither query strings nor bodies are logged.
pub(crate) async fn layer(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().as_str().to_owned();
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let response = next.run(request).await;
    let path = path.unwrap_or_else(|| "other".to_owned());
    let status = response.status();
    let elapsed = began.elapsed();
    let labels = [
        ("method", method.clone()),
        ("path", path.clone()),
        ("status", status.as_str().to_owned()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels[..2]).record(elapsed);
    let caller = response
        .extensions()
        .get::<Caller>()
        .and_then(|caller| caller.actor().map(|actor| actor.who.to_string()));
    tracing::info!(
        target: "access",
        request_id = %request_id::current(),
        method, path,
        status = status.as_u16(),
        ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        caller = caller.as_deref().unwrap_or("-"),
    );
    response
}

/// Layer: headers for browsers.
pub(crate) async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), payment=()");
    if app.config.tls {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if api {
        set(header::CACHE_CONTROL, "no-store");
    }
    response
}

/// Layer: ends the caller's waiting. Detached work goes on.
pub(crate) async fn timeout(State(app): State<App>, request: Request, next: Next) -> Response {
    let within = app.config.timeout;
    match tokio::time::timeout(within, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "timeout",
            format!("no answer within {} s; the work may still go on", within.as_secs()),
        )
        .retry_after(5)
        .into_response(),
    }
}
