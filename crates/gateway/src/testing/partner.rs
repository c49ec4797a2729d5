//! A partner that signs its requests.

use axum::body::Body;
use axum::http::{Method, Request, header};
use chrono::{DateTime, Utc};
use identity::partners::{self, NewKey, NewPartner, Partner};
use identity::{Actor, Role};
use jobs::signature::{self, SigningKey, Stamp};
use kernel::{InstitutionId, KeyId};
use serde_json::Value;

use super::{Answer, Client, World};
use crate::idempotency::HEADER;

/// A program with a private key.
pub struct PartnerClient {
    client: Client,
    key: SigningKey,
    /// The partner.
    pub partner: Partner,
    /// The key's id.
    pub key_id: KeyId,
}

/// What a signed request says about itself; change it to see it refused.
#[derive(Clone, Debug)]
pub struct Signing {
    /// When it was signed.
    pub created: DateTime<Utc>,
    /// Nonce.
    pub nonce: String,
    /// The idempotency key that is sent, if any.
    pub idempotency_key: Option<String>,
    /// What it covers; the idempotency key counts only when one is sent.
    pub components: Vec<&'static str>,
}

impl World {
    /// A partner of an institution with these roles and a registered key.
    ///
    /// # Panics
    /// When the roles do not fit or the key is none.
    pub async fn partner(
        &self,
        institution: i32,
        roles: &[Role],
        key: SigningKey,
        public_key: &str,
    ) -> PartnerClient {
        let (app, now) = (&self.app, self.clock.now());
        let actor = Actor::system(InstitutionId(institution), "test");
        let new = NewPartner {
            institution: Some(InstitutionId(institution)),
            name: "云桥网关".to_owned(),
            roles: roles.to_vec(),
            rate_per_s: Some(5),
            burst: Some(10),
        };
        let partner = partners::create(&app.db, &actor, new, now).await.expect("roles fit");
        let new = NewKey {
            label: "测试".to_owned(),
            algorithm: key.algorithm(),
            public_key: public_key.to_owned(),
            valid_until: None,
        };
        let registered = partners::add_key(&app.db, &actor, partner.id, new, now).await;
        let key_id = registered.expect("the key is a key").id;
        PartnerClient { client: self.anonymous(), key, partner, key_id }
    }
}

impl PartnerClient {
    /// How a request of this moment is signed.
    pub fn signing(&self, now: DateTime<Utc>) -> Signing {
        Signing {
            created: now,
            nonce: kernel::EventId::new().to_string(),
            idempotency_key: Some(kernel::EventId::new().to_string()),
            components: vec!["@method", "@target-uri", "content-digest", HEADER],
        }
    }

    /// A signed request, with its body's digest.
    ///
    /// # Panics
    /// When the path is no path.
    pub fn request(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        signing: &Signing,
    ) -> Request<Body> {
        let text = body.map(|body| body.to_string()).unwrap_or_default();
        let digest = signature::content_digest(text.as_bytes());
        let target_uri = format!("http://localhost{path}");
        let mut headers = vec![("content-digest", digest.as_str()), ("host", "localhost")];
        headers.extend(signing.idempotency_key.as_deref().map(|key| (HEADER, key)));
        let mut components = signing.components.clone();
        components.retain(|name| *name != HEADER || signing.idempotency_key.is_some());
        let message = signature::Request {
            method: method.as_str(),
            target_uri: &target_uri,
            headers: &headers,
        };
        let stamp = Stamp {
            created: Some(signing.created),
            keyid: Some(self.key_id.to_string()),
            nonce: Some(signing.nonce.clone()),
            ..Stamp::default()
        };
        let signed = signature::sign(&message, "sig1", &components, &stamp, &self.key)
            .expect("the components are there");
        let mut request = Request::builder();
        if let Some(key) = &signing.idempotency_key {
            request = request.header(HEADER, key);
        }
        request
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, "application/json")
            .header("content-digest", digest)
            .header("signature-input", signed.signature_input)
            .header("signature", signed.signature)
            .body(Body::from(text))
            .expect("the path is a path")
    }

    /// Signs and sends a request of this moment.
    pub async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        now: DateTime<Utc>,
    ) -> Answer {
        let signing = self.signing(now);
        self.client.send(self.request(method, path, body, &signing)).await
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        self.client.send(request).await
    }
}
