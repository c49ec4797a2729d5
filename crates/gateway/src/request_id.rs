//! Each request has an id: the caller's, when he gives a usable one, or a fresh one. It is in
//! the answer's header, in problem documents and in the log.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// The header, in and out.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// Longest id taken from a caller, in characters.
const LENGTH_MAX: usize = 64;

tokio::task_local! {
    static CURRENT: String;
}

/// The id of the request that this task works for; empty outside of requests.
pub fn current() -> String {
    CURRENT.try_with(Clone::clone).unwrap_or_default()
}

/// Runs `work` under an id.
pub(crate) async fn scope<T>(id: String, work: impl Future<Output = T>) -> T {
    CURRENT.scope(id, work).await
}

/// Outermost layer: settles the id and gives it back.
pub(crate) async fn layer(mut request: Request, next: Next) -> Response {
    let given = request.headers().get(&HEADER).and_then(|value| value.to_str().ok());
    let id = match given {
        Some(text) if usable(text) => text.to_owned(),
        _ => uuid::Uuid::now_v7().simple().to_string(),
    };
    if let Ok(value) = HeaderValue::from_str(&id) {
        request.headers_mut().insert(HEADER, value);
    }
    let mut response = scope(id.clone(), next.run(request)).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

fn usable(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    (1..=LENGTH_MAX).contains(&text.len()) && text.bytes().all(plain)
}
