//! Who may call which operation, taken from the API's own description.
//!
//! Every operation says so by `extensions(("x-right" = json!("…")))`: the word of a
//! [`Right`], or `signed_in` (anybody known), or `public`. The guard reads the words when the
//! router is built and asks before the handler runs; an operation without a word is a bug that
//! stops the start. The handler's own first line, `actor.may(…)?`, says the same again, and the
//! access sweep ([`crate::testing`]) proves that the two agree.
//!
//! The guard knows the parameters of each operation too, and refuses those that it does not have:
//! a misspelt filter would else be no filter.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use identity::Right;
use std::collections::HashMap;
use std::sync::Arc;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::{OpenApi, PathItem, RefOr};

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

/// Who may call an operation, and the names of its query's parameters.
#[derive(Debug)]
struct Known {
    access: Access,
    parameters: Vec<String>,
}

/// The table that the layer asks.
#[derive(Clone, Debug)]
pub(crate) struct Guard(Arc<HashMap<(Method, String), Known>>);

impl Guard {
    pub fn new(operations: &[Guarded]) -> Guard {
        let entry = |found: &Guarded| {
            let known = Known { access: found.access, parameters: parameters(&found.operation) };
            ((found.method.clone(), found.path.clone()), known)
        };
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
            Some(known) => {
                match known.access {
                    Access::Public => {}
                    Access::SignedIn => caller.actor().map(drop).ok_or_else(unknown)?,
                    Access::Right(right) => allowed(&caller, right)?,
                }
                only(&known.parameters, request.uri().query().unwrap_or_default())
            }
            // A described path without this method: the router answers 405.
            None if self.0.keys().any(|(_, described)| described == path) => Ok(()),
            // A path that nobody has described is not served.
            None => Err(Problem::new(
                StatusCode::NOT_FOUND,
                "path_unknown",
                "there is nothing at this address",
            )),
        }
    }
}

fn parameters(operation: &Operation) -> Vec<String> {
    let all = operation.parameters.iter().flatten();
    let name = |one: &RefOr<Parameter>| match one {
        RefOr::T(one) if matches!(one.parameter_in, ParameterIn::Query) => Some(one.name.clone()),
        _ => None,
    };
    all.filter_map(name).collect()
}

/// Refuses parameters that an operation does not have. One without a value counts as absent.
fn only(parameters: &[String], query: &str) -> Result<(), Problem> {
    let given = form_urlencoded::parse(query.as_bytes());
    let strange = given
        .filter(|(_, value)| !value.is_empty())
        .find(|(name, _)| parameters.iter().all(|parameter| parameter != name));
    let Some((name, _)) = strange else {
        return Ok(());
    };
    let have = match parameters {
        [] => "this operation has none".to_owned(),
        some => format!("this operation has {}", some.join(", ")),
    };
    let detail = format!("unknown parameter; {have}");
    let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "query_invalid", detail);
    Err(problem.at(name))
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
