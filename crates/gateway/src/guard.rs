//! Who may call which operation, taken from the API's own description.
//!
//! Every operation says so by `extensions(("x-right" = json!("…")))`: the word of a
//! [`Right`], or `signed_in` (anybody known), or `public`. The guard reads the words when the
//! router is built and asks before the handler runs; an operation without a word is a bug that
//! stops the start. The handler's own first line, `actor.may(…)?`, says the same again, and the
//! access sweep ([`crate::testing`]) proves that the two agree.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use identity::Right;
use std::collections::HashMap;
use std::sync::Arc;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, PathItem};

use crate::caller::{Caller, unknown};
use crate::{Problem, request_id};

/// Name of the extension.
pub const EXTENSION: &str = "x-right";

/// Who may call an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Anybody known.
    SignedIn,
    /// Whoever holds the right.
    Right(Right),
}

/// One operation of the API.
#[derive(Clone)]
pub struct Guarded {
    /// How it is called.
    pub method: Method,
    /// Its path with parameters in braces.
    pub path: String,
    /// Who may.
    pub access: Access,
    /// Its description.
    pub operation: Operation,
}

/// All operations of a description with their access.
///
/// # Errors
/// The operations that do not say who may call them.
pub fn operations(document: &OpenApi) -> Result<Vec<Guarded>, String> {
    let mut found = Vec::new();
    let mut silent = Vec::new();
    for (path, item) in &document.paths.paths {
        for (method, operation) in methods(item) {
            match access(operation) {
                Some(access) => found.push(Guarded {
                    method,
                    path: path.clone(),
                    access,
                    operation: operation.clone(),
                }),
                None => silent.push(format!("{method} {path}")),
            }
        }
    }
    if silent.is_empty() {
        Ok(found)
    } else {
        Err(format!("operations without a known {EXTENSION}: {}", silent.join(", ")))
    }
}

fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &Operation)> {
    [
        (Method::GET, &item.get),
        (Method::POST, &item.post),
        (Method::PUT, &item.put),
        (Method::PATCH, &item.patch),
        (Method::DELETE, &item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn access(operation: &Operation) -> Option<Access> {
    let extensions = operation.extensions.as_ref()?;
    match extensions.get(EXTENSION)?.as_str()? {
        "public" => Some(Access::Public),
        "signed_in" => Some(Access::SignedIn),
        word => word.parse().ok().map(Access::Right),
    }
}

/// The table that the layer asks.
#[derive(Clone, Debug)]
pub(crate) struct Guard(Arc<HashMap<(Method, String), Access>>);

impl Guard {
    pub fn new(operations: &[Guarded]) -> Guard {
        let entry = |found: &Guarded| ((found.method.clone(), found.path.clone()), found.access);
        Guard(Arc::new(operations.iter().map(entry).collect()))
    }

    fn check(&self, request: &Request) -> Result<(), Problem> {
        let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
        let Some(path) = path.filter(|path| path.starts_with("/api/v1/")) else {
            return Ok(());
        };
        let method = match request.method() {
            &Method::HEAD => &Method::GET,
            other => other,
        };
        let known = self.0.get(&(method.clone(), path.to_owned()));
        let caller = Caller::of(request.extensions());
        match known {
            Some(Access::Public) => Ok(()),
            // A described path without this method: the router answers 405.
            None if self.0.keys().any(|(_, described)| described == path) => Ok(()),
            // A path that nobody has described is not served.
            None => Err(Problem::new(
                StatusCode::NOT_FOUND,
                "path_unknown",
                "there is nothing at this address",
            )),
            Some(Access::SignedIn) => caller.actor().map(drop).ok_or_else(unknown),
            Some(Access::Right(right)) => allowed(&caller, *right),
        }
    }
}

fn allowed(caller: &Caller, right: Right) -> Result<(), Problem> {
    let actor = caller.actor().ok_or_else(unknown)?;
    if let Caller::Person(current) = caller
        && current.person.must_change_password
    {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "password_change_required",
            "choose a password of your own first: POST /api/v1/me/password",
        ));
    }
    Ok(actor.may(right)?)
}

/// Layer: refuses who may not before the handler runs.
pub(crate) async fn layer(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    match guard.check(&request) {
        Ok(()) => next.run(request).await,
        Err(problem) => {
            tracing::debug!(request_id = %request_id::current(), "refused: {}", problem.code());
            problem.into_response()
        }
    }
}
