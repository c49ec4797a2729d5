//! A kept request, sent again as it was.

use super::model::{Error, SandboxRequest};
use super::tape::{Kept, SEALED};
use super::{Tape, get};
use crate::caller::Caller;
use crate::idempotency::HEADER;
use crate::{App, Problem};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use identity::Actor;
use identity::partners::{self, Signer};
use std::sync::Arc;
use tower::ServiceExt;
use uuid::Uuid;

kernel::words! {
    /// Under which idempotency key a request is sent again.
    pub enum ReplayKey {
        /// The key it had: the API must give the first answer again.
        Same = "same",
        /// A new key: the API must do it anew, or say why it cannot.
        New = "new",
    }
}

/// The API without its outermost layers: where a replay goes in.
#[derive(Clone)]
pub(crate) struct Inside(pub Router);

/// On a request that the console sends again; nothing from outside can carry it.
#[derive(Clone)]
pub(crate) struct Again {
    pub signer: Arc<Signer>,
    pub of: String,
}

/// Sends a kept request again as its partner. His key must still be good; the signature is not
/// asked for again, because we do not have his private key.
pub(super) async fn run(
    app: &App,
    inside: Inside,
    actor: &Actor,
    (id, key): (&str, ReplayKey),
) -> Result<SandboxRequest, Problem> {
    let kept = get(&app.db, actor, id).await?;
    let row = &kept.row;
    let sealed = kept.body_sealed.as_deref().ok_or(Error::TooLarge)?;
    let body = app.vault.open(SEALED, sealed).map_err(|_| Error::Sealed)?;
    let signer = partners::signer(&app.db, row.key_id, app.clock.now()).await?;
    let mut request = axum::http::Request::builder()
        .method(row.method.as_str())
        .uri(row.target.as_str())
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(first) = &row.idempotency_key {
        let key = match key {
            ReplayKey::Same => first.clone(),
            ReplayKey::New => Uuid::now_v7().simple().to_string(),
        };
        request = request.header(HEADER, key);
    }
    let again = Again { signer: Arc::new(signer), of: row.id.clone() };
    let request = request.extension(again).body(Body::from(body.to_vec()));
    let request = request.map_err(|error| Problem::bug(&error))?;
    let answer = match inside.0.oneshot(request).await {
        Ok(answer) => answer,
        Err(never) => match never {},
    };
    let Some(Kept(id)) = answer.extensions().get() else {
        return Err(Problem::bug(&"a replay was not kept"));
    };
    Ok(get(&app.db, actor, id).await?)
}

impl Again {
    /// What the authentication layer puts in place of a signature.
    pub fn caller(&self) -> Caller {
        Caller::Partner(self.signer.clone())
    }

    /// Keeps it like any other request.
    pub async fn tape(
        &self,
        app: &App,
        began: std::time::Instant,
        request: Request,
    ) -> Result<(Request, Tape), Problem> {
        let (parts, body) = request.into_parts();
        let body = crate::authenticate::read(body).await?;
        let mut tape = Tape::begin(app, began, &parts, &body, &self.signer);
        tape.again(&self.of);
        Ok((Request::from_parts(parts, Body::from(body)), tape))
    }
}
