//! A request of a sandbox's partner while it is under way.

use super::model::{SandboxRequest, SandboxRequestRow, SignatureResult, shown};
use super::{SEALED_MAX, SHOWN_MAX, store};
use crate::idempotency::{HEADER, REPLAYED};
use crate::problem::MEDIA_TYPE;
use crate::{App, request_id};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::OriginalUri;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Response;
use identity::partners::Signer;
use std::time::Instant;
use uuid::Uuid;

/// Context under which bodies are sealed.
pub(super) const SEALED: &str = "sandbox:request";
/// Largest answer that is looked into, in bytes.
const ANSWER_MAX: u64 = 256 * 1024;

/// What is known of the request before its answer.
#[derive(Clone, Debug)]
pub(crate) struct Tape {
    began: Instant,
    request: SandboxRequest,
}

impl Tape {
    /// Of a request whose signer is known, his signature not held yet.
    pub fn begin(app: &App, began: Instant, parts: &Parts, body: &[u8], signer: &Signer) -> Tape {
        let header = |name: &str| {
            let value = parts.headers.get(name).and_then(|value| value.to_str().ok());
            value.map(str::to_owned)
        };
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
        let target = uri.path_and_query().map_or("/", |path| path.as_str());
        let row = SandboxRequestRow {
            id: Uuid::now_v7().simple().to_string(),
            institution_id: signer.actor.institution,
            at: app.clock.now(),
            partner_id: signer.partner.id,
            key_id: signer.key.id,
            method: parts.method.to_string(),
            target: target.chars().take(2000).collect(),
            request_id: request_id::current(),
            status: 0,
            problem_code: None,
            signature: SignatureResult::Refused,
            idempotency_key: header(HEADER),
            replayed: false,
            duration_ms: 0,
            replay_of: None,
        };
        let sealed = (body.len() <= SEALED_MAX).then(|| app.vault.seal(SEALED, body));
        let request = SandboxRequest {
            row,
            signature_base: None,
            signature_input: header("signature-input"),
            request_body: shown(body),
            response_body: String::new(),
            repeatable: sealed.is_some(),
            body_sealed: sealed,
        };
        Tape { began, request }
    }

    /// The signature base as this server makes it.
    pub fn base(&mut self, base: Option<String>) {
        self.request.signature_base = base.map(|base| base.chars().take(SHOWN_MAX).collect());
    }

    /// The signature holds; what was kept to find its fault is not needed.
    pub fn good(&mut self) {
        self.request.row.signature = SignatureResult::Good;
        self.request.signature_base = None;
        self.request.signature_input = None;
    }

    /// The console sends it again.
    pub fn again(&mut self, of: &str) {
        self.good();
        self.request.row.signature = SignatureResult::Console;
        self.request.row.replay_of = Some(of.to_owned());
    }

    /// Writes it down with its answer before the answer goes out, so that whoever has the answer
    /// finds the request. What cannot be written is told to the log and harms no answer.
    pub async fn end(mut self, app: &App, response: Response) -> Response {
        let (parts, body) = response.into_parts();
        let (body, seen) = look_into(&parts.headers, body).await;
        let row = &mut self.request.row;
        row.status = i32::from(parts.status.as_u16());
        row.replayed = parts.headers.contains_key(REPLAYED);
        row.duration_ms = i32::try_from(self.began.elapsed().as_millis()).unwrap_or(i32::MAX);
        let problem = parts.headers.get(header::CONTENT_TYPE);
        if problem.is_some_and(|kind| kind.as_bytes().starts_with(MEDIA_TYPE.as_bytes())) {
            let document: Option<serde_json::Value> =
                seen.as_ref().and_then(|bytes| serde_json::from_slice(bytes).ok());
            let code = document.as_ref().and_then(|problem| problem["code"].as_str());
            row.problem_code = code.map(str::to_owned);
        }
        self.request.response_body = seen.map(|bytes| shown(&bytes)).unwrap_or_default();
        if let Err(error) = self.write(app).await {
            let request_id = request_id::current();
            tracing::error!(%request_id, "a request of a sandbox is not kept: {error}");
        }
        let mut response = Response::from_parts(parts, body);
        response.extensions_mut().insert(Kept(self.request.row.id));
        response
    }

    async fn write(&self, app: &App) -> sqlx::Result<()> {
        let mut tx = app.db.within(self.request.row.institution_id).begin().await?;
        store::insert(&mut tx, &self.request).await?;
        tx.commit().await
    }
}

/// Id under which a request was kept, on its answer.
#[derive(Clone, Debug)]
pub(crate) struct Kept(pub String);

/// The bytes of an answer that is a document and not too large; files and streams pass unseen.
async fn look_into(headers: &axum::http::HeaderMap, body: Body) -> (Body, Option<Bytes>) {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let document = kind.is_some_and(|kind| kind.contains("json"));
    let small = http_body::Body::size_hint(&body).upper().is_some_and(|most| most <= ANSWER_MAX);
    if !document || !small {
        return (body, None);
    }
    match to_bytes(body, usize::MAX).await {
        Ok(bytes) => (Body::from(bytes.clone()), Some(bytes)),
        Err(_) => (Body::empty(), None),
    }
}
