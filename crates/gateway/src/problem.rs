//! Errors as problem documents (RFC 9457).
//!
//! Every error of every module becomes one here: its kind gives the status and the log level,
//! its code is the stable word that clients switch on, its text is the detail in English. The
//! detail of a bug stays in the log, under the request id that the document carries.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Fault, Kind, Rule};
use std::borrow::Cow;
use std::error::Error as StdError;

use crate::request_id;

/// Media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A problem, on its way to the caller.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    code: Cow<'static, str>,
    detail: String,
    field: Option<String>,
    rule: Option<Box<Rule>>,
    retry_after_s: Option<u64>,
}

/// A problem document (RFC 9457) 错误说明.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct Document {
    /// Kind of problem: this server's documentation with the code as fragment.
    pub r#type: String,
    /// What the status means.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable word to switch on.
    pub code: String,
    /// What is wrong, in English.
    pub detail: String,
    /// The input field at fault, where there is one; parts of a path are parted by points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The rule that the field breaks, to be said in the reader's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// The request's id, also in the log.
    pub request_id: String,
}

impl Problem {
    /// A problem of the gateway itself.
    pub fn new(
        status: StatusCode,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<String>,
    ) -> Problem {
        Problem {
            status,
            code: code.into(),
            detail: detail.into(),
            field: None,
            rule: None,
            retry_after_s: None,
        }
    }

    /// A bug: the reason goes to the log, the caller gets the request id.
    pub fn bug(reason: &dyn std::fmt::Display) -> Problem {
        tracing::error!(request_id = %request_id::current(), "bug: {reason}");
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "an error of ours, written to the log under this request id",
        )
    }

    /// Names the input field at fault.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Problem {
        self.field = Some(field.into());
        self
    }

    /// The same problem under another status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Problem {
        self.status = status;
        self
    }

    /// Says when to come back.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Problem {
        self.retry_after_s = Some(seconds.max(1));
        self
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The stable word.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What is wrong, in English.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The input field at fault.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    fn document(self) -> Document {
        Document {
            r#type: format!("/docs#{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Error").to_owned(),
            status: self.status.as_u16(),
            code: self.code.into_owned(),
            detail: self.detail,
            field: self.field,
            rule: self.rule.map(|rule| *rule),
            request_id: request_id::current(),
        }
    }
}

/// The status that a kind of error has.
pub fn status_of(kind: Kind) -> StatusCode {
    match kind {
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Denied => StatusCode::FORBIDDEN,
        Kind::Missing => StatusCode::NOT_FOUND,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Bug => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl<E: Fault> From<E> for Problem {
    fn from(error: E) -> Problem {
        Problem::of(&error)
    }
}

impl Problem {
    /// The problem that an error is.
    pub fn of(error: &dyn Fault) -> Problem {
        let kind = error.kind();
        if kind == Kind::Bug {
            return Problem::bug(&chain(error));
        }
        let database = error.code() == "database";
        let cursor = kind == Kind::Invalid && error.field() == Some("cursor");
        if kind == Kind::Unavailable {
            tracing::warn!(request_id = %request_id::current(), "{}", chain(error));
        }
        Problem {
            status: status_of(kind),
            code: Cow::Borrowed(match error.code() {
                _ if database => "database_unavailable",
                // Lists are walked by one piece of code in a client, whatever module's they are.
                _ if cursor => "cursor_invalid",
                code => code,
            }),
            detail: if database {
                "the database does not answer at this moment; try again".to_owned()
            } else {
                error.to_string()
            },
            field: error.field().map(str::to_owned),
            rule: error.rule().cloned().map(Box::new),
            retry_after_s: (kind == Kind::Unavailable).then_some(2),
        }
    }
}

/// An error with all its causes, for the log.
fn chain(error: &dyn Fault) -> String {
    let mut text = error.to_string();
    let mut cause: Option<&dyn StdError> = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, retry_after_s) = (self.status, self.retry_after_s);
        let mut response = (status, Json(self.document())).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        if let Some(seconds) = retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Signature"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("cannot write the row")]
    struct Broken(#[source] std::io::Error);

    impl Fault for Broken {
        fn kind(&self) -> Kind {
            Kind::Bug
        }
        fn code(&self) -> &'static str {
            "broken"
        }
    }

    #[test]
    fn the_detail_of_a_bug_never_leaves_the_house() {
        let broken = Broken(std::io::Error::other("password of the database"));
        let problem = Problem::from(broken);
        assert_eq!((problem.status().as_u16(), problem.code()), (500, "internal"));
        assert!(!problem.document().detail.contains("password"));
    }

    #[test]
    fn a_dead_database_is_unavailable_and_says_no_more() {
        let problem = Problem::from(sqlx::Error::Io(std::io::Error::other("10.0.0.7:5432")));
        assert_eq!((problem.status().as_u16(), problem.code()), (503, "database_unavailable"));
        assert_eq!(problem.retry_after_s, Some(2));
        assert!(!problem.document().detail.contains("10.0.0.7"));
    }
}
