//! Extractors whose refusals name the field and the rule.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Problem;

/// A JSON body, in and out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json<T>(pub T);

/// The query string. A parameter without a value counts as absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<T>(pub T);

/// The parameters of the path.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
            Err(error) => Problem::bug(&error).into_response(),
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Json<T>, Problem> {
        if !is_json(&request) {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "body_not_json",
                "send the body as `content-type: application/json`",
            ));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(unreadable)?;
        read_json(&bytes).map(Json)
    }
}

fn is_json(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

/// The problem of a body that could not be read.
pub(crate) fn unreadable(rejection: BytesRejection) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        too_large()
    } else {
        Problem::new(StatusCode::BAD_REQUEST, "body_unreadable", "the body broke off")
    }
}

/// The problem of a body that is too large.
pub(crate) fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "body_too_large",
        "the body is larger than this operation takes",
    )
}

/// Reads JSON; the refusal names the path of the field.
pub(crate) fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut deserializer);
    let value = read.map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        if inner.classify() != serde_json::error::Category::Data {
            let detail = format!("the body is not JSON: {inner}");
            return Problem::new(StatusCode::BAD_REQUEST, "body_not_json", detail);
        }
        invalid("body_invalid", &path, &without_text(&inner.to_string()))
    })?;
    let trailing = |error| {
        let detail = format!("the body is not one JSON value: {error}");
        Problem::new(StatusCode::BAD_REQUEST, "body_not_json", detail)
    };
    deserializer.end().map_err(trailing)?;
    match nul_in_json(bytes) {
        Some(path) => Err(no_nul("body_invalid", &path)),
        None => Ok(value),
    }
}

/// serde shows a text of the wrong type, which may be a secret put in the wrong place: what was
/// sent is not answered, since answers are kept under idempotency keys.
fn without_text(rule: &str) -> String {
    for what in ["invalid type: string", "invalid value: string"] {
        let shown = rule.strip_prefix(what).filter(|rest| rest.starts_with(" \""));
        if let Some((_, expected)) = shown.and_then(|rest| rest.rsplit_once("\", expected ")) {
            return format!("{what}, expected {expected}");
        }
    }
    rule.to_owned()
}

/// Where a JSON text holds the character NUL, which PostgreSQL cannot keep.
fn nul_in_json(bytes: &[u8]) -> Option<String> {
    // JSON can only write it in this way, so that nearly every body is done here.
    if !bytes.windows(6).any(|part| part == b"\\u0000") {
        return None;
    }
    nul_in(&serde_json::from_slice(bytes).ok()?)
}

fn nul_in(value: &Value) -> Option<String> {
    let inner = |name: String, value: &Value| {
        let path = nul_in(value)?;
        let point = if path.is_empty() || path.starts_with('[') { "" } else { "." };
        Some(format!("{name}{point}{path}"))
    };
    match value {
        Value::String(text) => text.contains('\0').then(String::new),
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(at, item)| inner(format!("[{at}]"), item))
        }
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            if name.contains('\0') { Some(String::new()) } else { inner(name.clone(), value) }
        }),
        _ => None,
    }
}

fn no_nul(code: &'static str, field: &str) -> Problem {
    invalid(code, field, "text must not hold the character NUL (U+0000)")
}

fn invalid(code: &'static str, path: &str, rule: &str) -> Problem {
    // serde names a missing or unknown field in the text, not in the path.
    let named = ["missing field `", "unknown field `"]
        .iter()
        .find_map(|start| rule.strip_prefix(start)?.split('`').next());
    let field = match (path, named) {
        ("." | "", Some(name)) => name.to_owned(),
        (path, Some(name)) if !path.ends_with(name) => format!("{path}.{name}"),
        (path, _) => path.to_owned(),
    };
    let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, rule);
    if field == "." || field.is_empty() { problem } else { problem.at(field) }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query<T>, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let given: Vec<&str> = query
            .split('&')
            .filter(|pair| pair.split_once('=').is_some_and(|(_, value)| !value.is_empty()))
            .collect();
        let query = given.join("&");
        let pairs = form_urlencoded::parse(query.as_bytes());
        if let Some((name, _)) = pairs.into_iter().find(|(_, value)| value.contains('\0')) {
            return Err(no_nul("query_invalid", &name));
        }
        let deserializer = serde_urlencoded::Deserializer::new(pairs);
        serde_path_to_error::deserialize(deserializer).map(Query).map_err(|error| {
            let path = error.path().to_string();
            invalid("query_invalid", &path, &error.into_inner().to_string())
        })
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Path<T>, Problem> {
        use axum::extract::path::ErrorKind;
        use axum::extract::rejection::PathRejection;
        let rejection = match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(path) if !parts.uri.path().contains("%00") => return Ok(Path(path.0)),
            Ok(_) => return Err(no_nul("path_invalid", "")),
            Err(PathRejection::FailedToDeserializePathParams(inner)) => inner,
            Err(other) => return Err(Problem::bug(&other)),
        };
        let detail = rejection.body_text();
        let detail = detail.strip_prefix("Invalid URL: ").unwrap_or(&detail);
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "path_invalid", detail);
        Err(match rejection.into_kind() {
            ErrorKind::WrongNumberOfParameters { .. } | ErrorKind::UnsupportedType { .. } => {
                Problem::bug(&"a handler asks for other path parameters than its route has")
            }
            ErrorKind::ParseErrorAtKey { key, .. }
            | ErrorKind::InvalidUtf8InPathParam { key }
            | ErrorKind::DeserializeError { key, .. } => problem.at(key),
            _ => match only_parameter(parts, state).await {
                Some(name) => problem.at(name),
                None => problem,
            },
        })
    }
}

/// Name of the path's parameter when it has exactly one.
async fn only_parameter<S: Send + Sync>(parts: &mut Parts, state: &S) -> Option<String> {
    let params = RawPathParams::from_request_parts(parts, state).await.ok()?;
    let mut names = params.iter().map(|(name, _)| name.to_owned());
    let first = names.next();
    if names.next().is_some() { None } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Outer {
        name: String,
        #[serde(default)]
        inner: Vec<Inner>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Inner {
        amount_fen: i64,
    }

    #[test]
    fn a_refused_body_names_the_field() {
        for (body, status, field) in [
            (r#"{"name":1}"#, 422, Some("name")),
            (r#"{}"#, 422, Some("name")),
            (r#"{"name":"x","other":1}"#, 422, Some("other")),
            (r#"{"name":"x","inner":[{"amount_fen":"y"}]}"#, 422, Some("inner[0].amount_fen")),
            (r#"{"name":"x","inner":[{}]}"#, 422, Some("inner[0].amount_fen")),
            (r#"{"name":"x""#, 400, None),
            (r#"{"name":"x"} {}"#, 400, None),
            ("", 400, None),
            (r#"{"name":"a\u0000"}"#, 422, Some("name")),
        ] {
            let problem = read_json::<Outer>(body.as_bytes()).unwrap_err();
            assert_eq!(problem.status().as_u16(), status, "{body}");
            assert_eq!(problem.field(), field, "{body}");
        }
        assert!(read_json::<Outer>(br#"{"name":"a\\u0000"}"#).is_ok(), "a backslash and a word");
    }

    #[test]
    fn a_text_in_the_wrong_place_is_not_answered() {
        let told =
            |body: &str| read_json::<Outer>(body.as_bytes()).unwrap_err().detail().to_owned();
        let inner = told(r#"{"name":"x","inner":["s3cr\", expected et"]}"#);
        assert!(inner.starts_with("invalid type: string, expected struct Inner"), "{inner}");
        let amount = told(r#"{"name":"x","inner":[{"amount_fen":"s3cret"}]}"#);
        assert!(amount.starts_with("invalid type: string, expected i64"), "{amount}");
    }

    #[test]
    fn a_nul_is_found_wherever_it_is() {
        for (text, path) in [
            (r#"{"a":{"b":["x","\u0000"]}}"#, Some("a.b[1]")),
            (r#"[{"c":"\u0000"}]"#, Some("[0].c")),
            (r#"{"\u0000":1}"#, Some("")),
            (r#"{"a":"\\u0000"}"#, None),
        ] {
            assert_eq!(nul_in_json(text.as_bytes()).as_deref(), path, "{text}");
        }
    }
}
