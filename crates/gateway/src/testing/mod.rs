//! For tests: an application on a database of its own, people who are signed in, and the sweep
//! over all operations ([`sweep`]).

pub mod partner;
pub mod sweep;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chrono::{DateTime, TimeZone, Utc};
use identity::people::{self, NewPerson, Person};
use identity::{Approvals, Role};
use kernel::{Clock, InstitutionId, Masked};
use ledger::Ledger;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use storage::testing::TestDatabase;
use storage::vault::{self, Vault};
use tower::ServiceExt;
use utoipa::openapi::OpenApi;

use crate::guard::Guarded;
use crate::{App, Config, OpenApiRouter, Parts, build};

/// Password of everybody in tests.
pub const PASSWORD: &str = "correct horse battery";
/// Largest answer that a test reads, in bytes.
const ANSWER_MAX: usize = 64 * 1024 * 1024;

/// An application on a database of its own, with five institutions (see
/// [`TestDatabase::institutions`]) and a clock that stands still.
pub struct World {
    /// The database. Dropped with the world.
    pub test: TestDatabase,
    /// The application.
    pub app: App,
    /// Its clock.
    pub clock: Clock,
    /// What answers requests.
    pub router: Router,
    /// The description of all operations.
    pub document: OpenApi,
    /// All operations.
    pub operations: Vec<Guarded>,
    people: AtomicU32,
}

/// When every world begins: a Monday morning in Chongqing.
pub fn beginning() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 1, 0, 0).single().expect("the date exists")
}

impl World {
    /// With the gateway's own routes.
    pub async fn new() -> World {
        World::with(Config::default(), Approvals::new(), |_| OpenApiRouter::new()).await
    }

    /// With the routes of platforms, made from the application.
    ///
    /// # Panics
    /// When there is no database, or an operation does not say who may call it.
    pub async fn with(
        config: Config,
        approvals: Approvals,
        modules: impl FnOnce(&App) -> OpenApiRouter,
    ) -> World {
        let test = storage::testing::database().await;
        test.institutions().await;
        let clock = Clock::manual(beginning());
        let vault = Vault::from_text(&vault::generate()).expect("a fresh key is a key");
        let ledger = Ledger::open(test.db.clone(), clock.clone(), ledger::Config::default())
            .expect("the default configuration is valid");
        let app = App::new(Parts {
            db: test.db.clone(),
            clock: clock.clone(),
            vault: Arc::new(vault),
            ledger,
            approvals,
            config,
        });
        let modules = modules(&app);
        let built = build(app.clone(), modules, None).expect("every operation says who may call");
        World {
            test,
            app,
            clock,
            router: built.router,
            document: built.document,
            operations: built.operations,
            people: AtomicU32::new(0),
        }
    }

    /// A person with these roles.
    ///
    /// # Panics
    /// When the roles do not fit the institution.
    pub async fn person(&self, institution: i32, roles: &[Role]) -> Person {
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        let new = NewPerson {
            institution: Some(InstitutionId(institution)),
            login: format!("p{number}@i{institution}"),
            name: format!("第{number}人"),
            roles: roles.to_vec(),
        };
        let (app, password) = (&self.app, Masked::new(PASSWORD));
        people::seed(&app.db, &app.secrets, new, password, self.clock.now())
            .await
            .expect("the roles fit the institution")
    }

    /// A person with these roles, signed in.
    pub async fn signed_in(&self, institution: i32, roles: &[Role]) -> Client {
        let person = self.person(institution, roles).await;
        let mut client = self.anonymous();
        client.sign_in(&person.login, PASSWORD).await;
        client.person = Some(person);
        client
    }

    /// Somebody whom nobody knows.
    pub fn anonymous(&self) -> Client {
        Client { router: self.router.clone(), cookie: None, person: None }
    }
}

/// Somebody with a browser.
#[derive(Clone)]
pub struct Client {
    router: Router,
    cookie: Option<String>,
    /// Who it is.
    pub person: Option<Person>,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The stable word of a problem; empty when it is none.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body of an answer that must be good.
    ///
    /// # Panics
    /// When the status is not 2xx.
    #[track_caller]
    pub fn ok(self) -> Value {
        let text = String::from_utf8_lossy(&self.body);
        assert!(self.status.is_success(), "{} {text}", self.status);
        self.json()
    }

    /// Status and code of an answer, for `assert_eq!`.
    pub fn told(&self) -> (u16, String) {
        (self.status.as_u16(), self.code())
    }
}

impl Client {
    /// Signs in and keeps the cookie.
    ///
    /// # Panics
    /// When it does not work.
    pub async fn sign_in(&mut self, login: &str, password: &str) {
        let body = serde_json::json!({ "login": login, "password": password });
        let answer = self.post("/api/v1/sign-in", body).await;
        self.keep_cookie(&answer);
        answer.ok();
    }

    /// Asks another router from now on.
    pub fn use_router(&mut self, router: Router) {
        self.router = router;
    }

    /// Keeps the session cookie of an answer.
    pub fn keep_cookie(&mut self, answer: &Answer) {
        let set = answer.header("set-cookie").and_then(|value| value.split(';').next());
        self.cookie = set.map(str::to_owned);
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None).await
    }

    /// `POST` with JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(body)).await
    }

    /// `PATCH` with JSON.
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PATCH, path, Some(body)).await
    }

    /// `DELETE`.
    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None).await
    }

    /// Any method, as the console calls it.
    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        self.send(self.request(method, path, body)).await
    }

    /// The request that [`Client::call`] sends, to change something about it first.
    ///
    /// # Panics
    /// When the path is no path.
    pub fn request(&self, method: Method, path: &str, body: Option<Value>) -> Request<Body> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .header("x-requested-with", "shancheng");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = match body {
            Some(body) => request
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        request.expect("the path is a path")
    }

    /// Sends any request. Of a stream of events only status and headers are taken.
    ///
    /// # Panics
    /// When the answer is larger than 64 MiB.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await;
        let (parts, body) = response.unwrap_or_else(|never| match never {}).into_parts();
        let kind = parts.headers.get(header::CONTENT_TYPE);
        let endless = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        let body = if endless { Body::empty() } else { body };
        let body = to_bytes(body, ANSWER_MAX).await.expect("an answer of a test is small");
        Answer { status: parts.status, headers: parts.headers, body: body.to_vec() }
    }
}
