//! The body of a command that may say why.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use gateway::{Json, Problem};
use serde::Deserialize;

/// In the words of whoever commands it. The body may be left out.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Note {
    /// Why, at most 500 characters are kept.
    pub note: String,
}

/// Largest body of a note, in bytes.
const NOTE_BYTES_MAX: usize = 16 * 1024;

impl<S: Send + Sync> FromRequest<S> for Note {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Note, Problem> {
        Ok(optional(request, state).await?.unwrap_or_default())
    }
}

/// A JSON body that may be left out.
pub(crate) async fn optional<S: Send + Sync, T: serde::de::DeserializeOwned>(
    request: Request,
    state: &S,
) -> Result<Option<T>, Problem> {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, NOTE_BYTES_MAX).await.map_err(|_| {
        let status = axum::http::StatusCode::PAYLOAD_TOO_LARGE;
        Problem::new(status, "body_too_large", "the body is larger than this operation takes")
    })?;
    if bytes.is_empty() {
        return Ok(None);
    }
    let request = Request::from_parts(parts, bytes.into());
    Json::<T>::from_request(request, state).await.map(|Json(body)| Some(body))
}
