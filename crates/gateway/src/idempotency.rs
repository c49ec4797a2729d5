//! The same write sent twice is done once.
//!
//! A caller gives each write a key (`Idempotency-Key`, required of partners). The first request
//! with a key claims it before the handler runs; its answer is kept for [`KEPT`] and given again
//! to the same request, marked `idempotency-replayed: true`. The same key with another method,
//! path or body is refused. Answers of 500 and above are not kept: the caller may try again.
//!
//! A key whose request never ended (the node died) is never run again by itself, because
//! nobody knows how far it came: the caller is told so and looks.

use axum::body::{Body, to_bytes};
use axum::extract::{OriginalUri, Request, State};
use axum::http::response::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use futures::FutureExt;
use identity::Actor;
use sha2::{Digest, Sha256};
use std::panic::AssertUnwindSafe;

use crate::authenticate::{is_unsafe, read};
use crate::caller::Caller;
use crate::{App, Problem, request_id, store};

/// The header.
pub const HEADER: &str = "idempotency-key";
/// Header of an answer given again.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// How long a key is known.
pub const KEPT: TimeDelta = TimeDelta::days(7);
/// Largest answer that is kept, in bytes.
pub const ANSWER_MAX: usize = 256 * 1024;
/// Longest key, in characters.
const KEY_MAX: usize = 128;
/// After this time a request that has not ended is taken for dead.
const RUNNING_MAX: TimeDelta = TimeDelta::minutes(5);
/// Headers of an answer that are given again.
const HEADERS_KEPT: [HeaderName; 3] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG];

/// Put into an answer that holds a secret shown once, with how to go on for whoever has missed
/// it: the key stays used, the answer is not kept, and who asks again is told so.
#[derive(Clone, Copy, Debug)]
pub struct ShownOnce(pub &'static str);

/// Name under which the advice of [`ShownOnce`] is kept among the headers of an answer.
const SHOWN_ONCE: &str = "shown-once";

/// Layer: gives the first answer again.
pub(crate) async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    match answer(&app, request, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn answer(app: &App, request: Request, next: Next) -> Result<Response, Problem> {
    let caller = Caller::of(request.extensions());
    let Some(actor) = caller.actor() else {
        return Ok(next.run(request).await);
    };
    if !is_unsafe(request.method()) {
        return Ok(next.run(request).await);
    }
    let Some(key) = key(&request)? else {
        if matches!(caller, Caller::Partner(_)) {
            let detail = "send an `Idempotency-Key` header with every write";
            return Err(bad("idempotency_key_required", detail));
        }
        return Ok(next.run(request).await);
    };
    let (parts, body) = request.into_parts();
    let body = read(body).await?;
    let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
    let hash = hash(&parts.method, uri.path_and_query().map_or("", |path| path.as_str()), &body);
    if let Some(known) = claim(app, actor, &key, &hash).await? {
        return known.answer(&hash, app.clock.now());
    }
    let request = Request::from_parts(parts, Body::from(body));
    let response = match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => Problem::bug(&"the handler panicked").into_response(),
    };
    settle(app, actor, &key, response).await
}

fn key(request: &Request) -> Result<Option<String>, Problem> {
    let Some(value) = request.headers().get(HEADER) else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default().trim();
    let printable = text.bytes().all(|byte| byte.is_ascii_graphic());
    if !(1..=KEY_MAX).contains(&text.len()) || !printable {
        let detail = "an idempotency key has 1 to 128 printable ASCII characters, no spaces";
        return Err(bad("idempotency_key_invalid", detail));
    }
    Ok(Some(text.to_owned()))
}

fn hash(method: &Method, target: &str, body: &[u8]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for part in [method.as_str().as_bytes(), target.as_bytes(), body] {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_vec()
}

/// Claims the key, or gives what is known under it.
async fn claim(
    app: &App,
    actor: &Actor,
    key: &str,
    hash: &[u8],
) -> Result<Option<store::Known>, Problem> {
    let now = app.clock.now();
    let mut tx = app.db.within(actor.institution).begin().await?;
    let owner = store::Owner::of(actor, key);
    store::forget_key_if_old(&mut tx, &owner, now).await?;
    if store::claim_key(&mut tx, &owner, hash, now, now + KEPT).await? {
        tx.commit().await?;
        return Ok(None);
    }
    let known = store::known(&mut tx, &owner).await?;
    known.map(Some).ok_or_else(in_progress)
}

impl store::Known {
    fn answer(self, hash: &[u8], now: chrono::DateTime<chrono::Utc>) -> Result<Response, Problem> {
        if self.request_hash != hash {
            let detail = "this key was used for another request";
            return Err(conflict("idempotency_key_reused", detail));
        }
        let Some(status) = self.status else {
            if now - self.created_at < RUNNING_MAX {
                return Err(in_progress());
            }
            let detail = "the first request with this key was interrupted; \
                          look whether it was done before you send it under a new key";
            return Err(conflict("idempotency_outcome_unknown", detail));
        };
        if let Some((_, advice)) = self.headers.iter().find(|(name, _)| name == SHOWN_ONCE) {
            let detail =
                format!("it was done, and its secret was given with the first answer: {advice}");
            return Err(conflict("idempotency_secret_given", &detail));
        }
        let Some(body) = self.body else {
            let detail = "it was done; its answer was too large to keep";
            return Err(conflict("idempotency_answer_not_kept", detail));
        };
        let status = u16::try_from(status).ok().and_then(|code| StatusCode::from_u16(code).ok());
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status.unwrap_or(StatusCode::OK);
        for (name, value) in self.headers {
            let name = HEADERS_KEPT.into_iter().find(|kept| kept.as_str() == name);
            if let (Some(name), Ok(value)) = (name, HeaderValue::from_str(&value)) {
                response.headers_mut().insert(name, value);
            }
        }
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
        Ok(response)
    }
}

/// Keeps the answer, or frees the key when the answer is an error of ours. What the handler
/// did is done: when its answer cannot be kept it is given all the same.
async fn settle(
    app: &App,
    actor: &Actor,
    key: &str,
    response: Response,
) -> Result<Response, Problem> {
    let owner = store::Owner::of(actor, key);
    let (parts, body) = response.into_parts();
    if parts.status.is_server_error() {
        written(free(app, actor, &owner).await);
        return Ok(Response::from_parts(parts, body));
    }
    let declared = http_body::Body::size_hint(&body).lower();
    let secret = parts.extensions.get::<ShownOnce>().is_some();
    if secret || declared > ANSWER_MAX as u64 {
        written(keep(app, actor, &owner, &parts, None).await);
        return Ok(Response::from_parts(parts, body));
    }
    // A stream of unknown length is an error of the handler: writes answer with documents.
    let body = to_bytes(body, ANSWER_MAX).await.map_err(|error| Problem::bug(&error))?;
    written(keep(app, actor, &owner, &parts, Some(&body)).await);
    Ok(Response::from_parts(parts, Body::from(body)))
}

async fn free(app: &App, actor: &Actor, owner: &store::Owner) -> sqlx::Result<()> {
    let mut tx = app.db.within(actor.institution).begin().await?;
    store::free_key(&mut tx, owner).await?;
    tx.commit().await
}

async fn keep(
    app: &App,
    actor: &Actor,
    owner: &store::Owner,
    parts: &Parts,
    body: Option<&[u8]>,
) -> sqlx::Result<()> {
    let mut headers: Vec<(String, String)> = HEADERS_KEPT
        .iter()
        .filter_map(|name| {
            let value = parts.headers.get(name)?.to_str().ok()?;
            Some((name.as_str().to_owned(), value.to_owned()))
        })
        .collect();
    if let Some(ShownOnce(advice)) = parts.extensions.get() {
        headers.push((SHOWN_ONCE.to_owned(), (*advice).to_owned()));
    }
    let mut tx = app.db.within(actor.institution).begin().await?;
    store::settle_key(&mut tx, owner, parts.status.as_u16(), &headers, body).await?;
    tx.commit().await
}

fn written(outcome: sqlx::Result<()>) {
    if let Err(error) = outcome {
        let request_id = request_id::current();
        tracing::error!(%request_id, "the answer under an idempotency key is not kept: {error}");
    }
}

fn bad(code: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, code, detail).at("Idempotency-Key")
}

fn conflict(code: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::CONFLICT, code, detail).at("Idempotency-Key")
}

fn in_progress() -> Problem {
    let detail = "the first request with this key is still running; ask again";
    conflict("idempotency_in_progress", detail).retry_after(2)
}
