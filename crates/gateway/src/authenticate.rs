//! Finds out who calls: by session cookie or by signature, never by both.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, OriginalUri, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use identity::partners::{self, Signer};
use identity::sessions::{self, Token};
use jobs::signature;
use kernel::{Fault, Kind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use crate::caller::Caller;
use crate::sandbox::{Again, Tape};
use crate::{App, Problem, store};

/// Name of the session cookie.
pub const COOKIE: &str = "shancheng_session";
/// Header that unsafe requests of a browser carry; a foreign page cannot set it.
pub const REQUESTED_WITH: &str = "x-requested-with";
/// Value of that header.
pub const REQUESTED_WITH_VALUE: &str = "shancheng";
/// Seconds that a signature may be old, or ahead.
pub const SIGNATURE_WINDOW_S: i64 = 300;
/// How long a nonce is kept. A signature is good from [`SIGNATURE_WINDOW_S`] before its time to as
/// long after it; both ages are counted in whole seconds, so that each side lasts almost one more.
const NONCE_KEPT_S: i64 = 2 * (SIGNATURE_WINDOW_S + 1);
/// Largest body that is read before the handler, in bytes: of signed requests and of those with
/// an idempotency key. Handlers set lower limits of their own.
pub const BUFFERED_MAX: usize = 32 * 1024 * 1024;
/// Shortest nonce, in characters.
const NONCE_MIN: usize = 8;
/// Longest nonce, in characters.
const NONCE_MAX: usize = 64;

/// Layer: finds the caller and puts him into the request.
pub(crate) async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut tape = None;
    let response = match caller(&app, request, &mut tape).await {
        Ok(request) => {
            let caller = Caller::of(request.extensions());
            let mut response = next.run(request).await;
            // For the access log, which stands further out.
            response.extensions_mut().insert(caller);
            response
        }
        Err(problem) => problem.into_response(),
    };
    match tape {
        Some(tape) => tape.end(&app, response).await,
        None => response,
    }
}

/// Finds the caller. What a sandbox's partner asks is put on `tape`, whether it is let in or not.
async fn caller(
    app: &App,
    mut request: Request,
    tape: &mut Option<Tape>,
) -> Result<Request, Problem> {
    let began = Instant::now();
    if !request.uri().path().starts_with("/api/") {
        return Ok(request);
    }
    if let Some(again) = request.extensions_mut().remove::<Again>() {
        let (mut request, taped) = again.tape(app, began, request).await?;
        *tape = Some(taped);
        request.extensions_mut().insert(again.caller());
        return Ok(request);
    }
    if request.headers().contains_key("signature-input") {
        let (signer, mut request) = signed(app, request, (began, tape)).await?;
        let (rate, burst) = (signer.partner.rate_per_s, signer.partner.burst);
        app.limits.take(signer.partner.id, rate, burst, app.clock.now()).map_err(|wait_s| {
            let detail = format!("at most {rate} requests a second, {burst} at once");
            Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", detail).retry_after(wait_s)
        })?;
        request.extensions_mut().insert(Caller::Partner(Arc::new(signer)));
        return Ok(request);
    }
    if is_unsafe(request.method()) && !says_requested_with(request.headers()) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "csrf_header_missing",
            "send the header `x-requested-with: shancheng`, or sign the request",
        ));
    }
    let Some(token) = cookie(request.headers()).and_then(|text| Token::parse(&text)) else {
        return Ok(request);
    };
    if let Some(current) = sessions::resolve(&app.db, &token, app.clock.now()).await? {
        request.extensions_mut().insert(Caller::Person(Arc::new(current)));
    }
    Ok(request)
}

/// Whether a method may change something.
pub(crate) fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE)
}

fn says_requested_with(headers: &HeaderMap) -> bool {
    let value = headers.get(REQUESTED_WITH).and_then(|value| value.to_str().ok());
    value.is_some_and(|value| value.eq_ignore_ascii_case(REQUESTED_WITH_VALUE))
}

/// The session cookie's value.
pub(crate) fn cookie(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| Some(pair.trim().strip_prefix(COOKIE)?.strip_prefix('=')?.to_owned()))
}

/// Address of the caller, for lock-out and the trail.
pub(crate) fn address(app: &App, parts: &Parts) -> String {
    let forwarded = || {
        let value = parts.headers.get("x-forwarded-for")?.to_str().ok()?;
        // The last one is what our own proxy has seen; those before it are hearsay.
        let last = value.rsplit(',').next()?.trim();
        last.parse::<std::net::IpAddr>().ok()
    };
    let connected = || Some(parts.extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip());
    let address = if app.config.trust_proxy { forwarded().or_else(connected) } else { connected() };
    address.map_or_else(|| "unknown".to_owned(), |address| address.to_string())
}

/// Checks a signed request (RFC 9421) and gives it back with its body read.
async fn signed(
    app: &App,
    request: Request,
    (began, tape): (Instant, &mut Option<Tape>),
) -> Result<(Signer, Request), Problem> {
    let now = app.clock.now();
    let (parts, body) = request.into_parts();
    let given = |name: &str| {
        let value = parts.headers.get(name).and_then(|value| value.to_str().ok());
        value.ok_or_else(|| refused("signature_malformed", &format!("header `{name}` is missing")))
    };
    let parsed = signature::parse(given("signature-input")?, given("signature")?, None);
    let parsed = parsed.map_err(|error| not_good(&error))?;
    let key = parsed.keyid().map_err(|error| not_good(&error))?;
    let key = key.parse().map_err(|_| refused("signature_key_unknown", "no such key"))?;
    let signer = partners::signer(&app.db, key, now).await.map_err(|error| not_good(&error))?;

    let body = read(body).await?;
    if signer.sandbox {
        *tape = Some(Tape::begin(app, began, &parts, &body, &signer));
    }
    parsed.check_window(now, SIGNATURE_WINDOW_S).map_err(|error| not_good(&error))?;
    let nonce = parsed.nonce().map_err(|error| not_good(&error))?.to_owned();
    if !(NONCE_MIN..=NONCE_MAX).contains(&nonce.chars().count()) {
        return Err(refused("signature_malformed", "a nonce has 8 to 64 characters"));
    }
    let mut required = vec!["@method", "@target-uri"];
    if !body.is_empty() {
        required.push("content-digest");
        let digest = given("content-digest")?;
        signature::check_content_digest(digest, &body).map_err(|error| not_good(&error))?;
    }
    // Else whoever repeats the request could do it again under another key.
    if parts.headers.contains_key(crate::idempotency::HEADER) {
        required.push(crate::idempotency::HEADER);
    }
    let headers: Vec<(&str, &str)> = parts
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
        .collect();
    let target_uri = target_uri(app, &parts);
    let message = signature::Request {
        method: parts.method.as_str(),
        target_uri: &target_uri,
        headers: &headers,
    };
    if let Some(tape) = tape {
        tape.base(signature::signature_base(&message, &parsed.covered).ok());
    }
    parsed.require(&required).map_err(|error| not_good(&error))?;
    parsed.verify(&message, &signer.public_key).map_err(|error| not_good(&error))?;

    // Only a right signature uses its nonce up. It is kept for as long as the time window could
    // let the same signature in again.
    let until = now + chrono::TimeDelta::seconds(NONCE_KEPT_S);
    let actor = &signer.actor;
    let mut tx = app.db.within(actor.institution).begin().await?;
    let fresh = store::claim_nonce(&mut tx, actor.institution, key, &nonce, until).await?;
    tx.commit().await?;
    if !fresh {
        return Err(refused("signature_replayed", "this nonce was used before"));
    }
    if let Some(tape) = tape {
        tape.good();
    }
    drop(headers);
    Ok((signer, Request::from_parts(parts, Body::from(body))))
}

/// Reads a whole body, up to [`BUFFERED_MAX`].
pub(crate) async fn read(body: Body) -> Result<Bytes, Problem> {
    to_bytes(body, BUFFERED_MAX).await.map_err(|error| {
        let large = std::error::Error::source(&error)
            .is_some_and(|cause| cause.is::<http_body_util::LengthLimitError>());
        if large {
            crate::extract::too_large()
        } else {
            Problem::new(StatusCode::BAD_REQUEST, "body_unreadable", "the body broke off")
        }
    })
}

/// The address as the caller wrote it.
fn target_uri(app: &App, parts: &Parts) -> String {
    let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    if let Some(origin) = &app.config.public_origin {
        return format!("{}{path}", origin.trim_end_matches('/'));
    }
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| uri.authority().map(|authority| authority.as_str()));
    let scheme = if app.config.tls { "https" } else { "http" };
    format!("{scheme}://{}{path}", host.unwrap_or_default())
}

fn refused(code: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, code, detail)
}

/// Whoever does not prove himself is unknown: 401, whatever the error calls itself.
fn not_good(error: &dyn Fault) -> Problem {
    let problem = Problem::of(error);
    match error.kind() {
        Kind::Missing => refused("signature_key_unknown", "no such key"),
        Kind::Denied | Kind::Invalid | Kind::Conflict => {
            problem.with_status(StatusCode::UNAUTHORIZED)
        }
        Kind::Unavailable | Kind::Bug => problem,
    }
}
