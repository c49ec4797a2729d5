//! Handlers run in tasks of their own: a caller who hangs up does not stop a write half way,
//! and a panic ends in one answer 500.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::{Problem, request_id};

/// Layer: detaches what is inside from the connection.
pub(crate) async fn layer(request: Request, next: Next) -> Response {
    let id = request_id::current();
    match tokio::spawn(request_id::scope(id, next.run(request))).await {
        Ok(response) => response,
        Err(error) => Problem::bug(&error).into_response(),
    }
}
