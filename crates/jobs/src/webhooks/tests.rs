//! What webhooks promise, against a real receiver.

use super::*;
use crate::outbox::{Relay, publish_many};
use crate::signature::{Algorithm, Request, VerifyingKey, check_content_digest, parse};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, Method, StatusCode};
use chrono::TimeDelta;
use kernel::Clock;
use kernel::event::Event;
use serde_json::json;
use std::sync::{Arc, Mutex};
use storage::testing::{self, TestDatabase};
use storage::vault;
use tokio_util::sync::CancellationToken;

const BANK: InstitutionId = InstitutionId(2);
const PAYMENTS: InstitutionId = InstitutionId(3);

/// One request as it was received.
#[derive(Clone, Debug)]
struct Received {
    method: String,
    target: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Received {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap().to_str().unwrap()
    }

    fn event(&self) -> Event {
        serde_json::from_slice(&self.body).unwrap()
    }
}

type Answers = Box<dyn FnMut(&Received) -> (u16, String) + Send>;

/// A partner: answers what it is told to, and keeps what it receives.
#[derive(Clone)]
struct Partner {
    answers: Arc<Mutex<Answers>>,
    received: Arc<Mutex<Vec<Received>>>,
    address: String,
}

async fn receive(
    State(partner): State<Partner>,
    method: Method,
    uri: OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, [(&'static str, &'static str); 1], String) {
    let received = Received {
        method: method.to_string(),
        target: format!("{}{}", partner.address, uri.0),
        headers,
        body,
    };
    let (status, text) = (partner.answers.lock().unwrap())(&received);
    partner.received.lock().unwrap().push(received);
    let status = StatusCode::from_u16(status).unwrap();
    (status, [("location", "/elsewhere")], text)
}

impl Partner {
    async fn start(answers: impl FnMut(&Received) -> (u16, String) + Send + 'static) -> Partner {
        let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let partner = Partner {
            answers: Arc::new(Mutex::new(Box::new(answers))),
            received: Arc::default(),
            address: format!("http://{}", socket.local_addr().unwrap()),
        };
        let app = Router::new().fallback(receive).with_state(partner.clone());
        tokio::spawn(async move { axum::serve(socket, app).await });
        partner
    }

    fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    fn numbers(&self) -> Vec<u64> {
        let all = self.received();
        all.iter().map(|one| one.event().data["n"].as_u64().unwrap()).collect()
    }
}

struct World {
    test: TestDatabase,
    clock: Clock,
    vault: Vault,
    config: WebhookConfig,
    relay: Relay,
    sender: Webhooks,
}

impl World {
    async fn new() -> World {
        let config =
            WebhookConfig { allow_private: true, timeout_s: 2, ..WebhookConfig::default() };
        World::with(config).await
    }

    async fn with(config: WebhookConfig) -> World {
        let test = testing::database().await;
        test.institutions().await;
        let clock = Clock::manual("2026-11-22T00:00:00Z".parse().unwrap());
        let vault = Vault::from_text(&vault::generate()).unwrap();
        let sender =
            Webhooks::try_new(test.db.clone(), clock.clone(), vault.clone(), config.clone())
                .unwrap();
        let relay = Relay::new(test.db.clone(), clock.clone()).subscribe(sender.subscriber());
        World { test, clock, vault, config, relay, sender }
    }

    async fn webhook(&self, url: &str, events: &[&str]) -> Webhook {
        self.webhook_of(BANK, url, events).await
    }

    async fn webhook_of(
        &self,
        institution_id: InstitutionId,
        url: &str,
        events: &[&str],
    ) -> Webhook {
        let new = NewWebhook {
            institution_id,
            url: url.to_owned(),
            events: events.iter().map(|text| (*text).to_owned()).collect(),
        };
        let mut tx = self.test.db.within(institution_id).begin().await.unwrap();
        let now = self.clock.now();
        let webhook = create(&mut tx, &self.vault, &self.config, &new, now).await;
        tx.commit().await.unwrap();
        webhook.unwrap()
    }

    async fn tell(&self, events: &[(&str, &str, u64)]) {
        let events: Vec<Event> = events
            .iter()
            .map(|(name, aggregate, n)| {
                Event::new(BANK, name, aggregate, self.clock.now(), json!({ "n": n }))
            })
            .collect();
        let mut tx = self.test.db.begin().await.unwrap();
        publish_many(&mut tx, &events).await.unwrap();
        tx.commit().await.unwrap();
        self.relay.run_due().await.unwrap();
    }

    async fn change(&self, id: WebhookId, change: &Change) -> Result<Webhook, Error> {
        let mut tx = self.test.db.begin().await.unwrap();
        let changed = update(&mut tx, &self.config, id, change).await;
        tx.commit().await.unwrap();
        changed
    }

    async fn only_delivery(&self, webhook: WebhookId) -> Delivery {
        let page = deliveries(&self.test.db, webhook, None, None, None).await;
        let mut items = page.unwrap().items;
        assert_eq!(items.len(), 1);
        items.remove(0)
    }
}

#[tokio::test]
async fn a_partner_gets_its_events_signed() {
    let world = World::new().await;
    let partner = Partner::start(|_| (204, String::new())).await;
    let url = format!("{}/hook?kind=a%20b", partner.address);
    let webhook = world.webhook(&url, &["payment.*"]).await;
    world.tell(&[("payment.approved", "pay_1", 1), ("terminal.bound", "trm_1", 2)]).await;
    assert_eq!(world.sender.run_due().await.unwrap(), 1);
    let received = partner.received();
    assert_eq!(received.len(), 1);
    let got = &received[0];
    assert_eq!(got.event().name, "payment.approved");
    assert_eq!(got.header("webhook-id"), got.event().id.to_string());
    assert_eq!(got.header("content-type"), "application/json");
    assert_eq!(got.target, webhook.url);
    check_content_digest(got.header("content-digest"), &got.body).unwrap();
    let parsed = parse(got.header("signature-input"), got.header("signature"), None).unwrap();
    parsed.require(&["@method", "@target-uri", "content-digest", "content-type"]).unwrap();
    assert_eq!(parsed.keyid(), Ok(webhook.key_id.as_str()));
    assert_eq!(parsed.created(), Ok(world.clock.now()));
    assert!(parsed.nonce().unwrap().len() >= 16);
    let headers: Vec<(&str, &str)> =
        got.headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    let request = Request { method: &got.method, target_uri: &got.target, headers: &headers };
    let key = VerifyingKey::parse(Algorithm::Ed25519, &webhook.public_key).unwrap();
    parsed.verify(&request, &key).unwrap();
    let delivery = world.only_delivery(webhook.id).await;
    assert_eq!(delivery.state, DeliveryState::Delivered);
    assert_eq!((delivery.tries, delivery.last_status), (1, Some(204)));
    assert_eq!(world.sender.run_due().await.unwrap(), 0);
}

#[tokio::test]
async fn a_receiver_that_never_answers_keeps_no_other_institution_waiting() {
    let config = WebhookConfig { allow_private: true, timeout_s: 30, ..Default::default() };
    let world = World::with(config).await;
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let partner = Partner::start(|_| (204, String::new())).await;
    let url = format!("http://{}", silent.local_addr().unwrap());
    world.webhook(&url, &["*"]).await;
    world.webhook_of(PAYMENTS, &partner.address, &["*"]).await;
    world.tell(&[("payment.approved", "pay_1", 1)]).await;
    let sender = world.sender.clone();
    let running = tokio::spawn(async move { sender.run(CancellationToken::new()).await });
    let (_socket, _) = silent.accept().await.unwrap();
    let event = Event::new(PAYMENTS, "payment.approved", "pay_2", world.clock.now(), json!({}));
    let mut tx = world.test.db.begin().await.unwrap();
    publish_many(&mut tx, &[event]).await.unwrap();
    tx.commit().await.unwrap();
    world.relay.run_due().await.unwrap();
    let started = std::time::Instant::now();
    while partner.received().is_empty() {
        assert!(started.elapsed() < std::time::Duration::from_secs(10), "still waiting");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    running.abort();
}

#[tokio::test]
async fn a_delivery_is_tried_for_a_day_and_then_its_webhook_is_disabled() {
    let world = World::new().await;
    let partner = Partner::start(|_| (503, "x".repeat(100_000))).await;
    let webhook = world.webhook(&partner.address, &["*"]).await;
    world.tell(&[("payment.approved", "pay_1", 1)]).await;
    let begun = world.clock.now();
    let mut pauses = Vec::new();
    loop {
        assert_eq!(world.sender.run_due().await.unwrap(), 1);
        let delivery = world.only_delivery(webhook.id).await;
        if delivery.state != DeliveryState::Pending {
            break;
        }
        let pause = delivery.due_at - world.clock.now();
        pauses.push(pause.num_seconds());
        world.clock.advance(pause - TimeDelta::milliseconds(1));
        assert_eq!(world.sender.run_due().await.unwrap(), 0, "not before its time");
        world.clock.advance(TimeDelta::milliseconds(1));
    }
    assert_eq!(pauses, RETRY_SECONDS);
    assert_eq!(partner.received().len(), 17);
    assert_eq!((world.clock.now() - begun).num_hours(), 24);
    let ids: Vec<String> =
        partner.received().iter().map(|one| one.header("webhook-id").to_owned()).collect();
    assert!(ids.iter().all(|id| *id == ids[0]));
    let failed = world.only_delivery(webhook.id).await;
    let detail = delivery(&world.test.db, failed.id).await.unwrap();
    assert_eq!(detail.tries.len(), 17);
    assert_eq!(detail.tries[16].status, Some(503));
    assert_eq!(detail.tries[0].response.as_ref().unwrap().len(), 1000);
    let disabled = get(&world.test.db, webhook.id).await.unwrap();
    assert_eq!(disabled.state, WebhookState::Disabled);
    assert!(disabled.disabled_why.unwrap().contains("answered 503"));
    // Staff are told by an event, which the disabled webhook itself does not get.
    let mut tail = crate::Tail::from_now(world.test.db.clone(), &["webhook.*"]).await.unwrap();
    world.relay.run_due().await.unwrap();
    let told = tail.next().await.unwrap();
    assert_eq!(told[0].name, "webhook.disabled");
    assert_eq!(told[0].aggregate, webhook.id.to_string());
    world.tell(&[("payment.approved", "pay_2", 2)]).await;
    assert_eq!(world.sender.run_due().await.unwrap(), 0);
    world.only_delivery(webhook.id).await;
}

#[tokio::test]
async fn events_of_one_aggregate_arrive_in_order_and_others_do_not_wait() {
    let world = World::new().await;
    let mut refused = 0;
    let partner = Partner::start(move |got| {
        if got.event().data["n"] == 1 && refused < 2 {
            refused += 1;
            return (500, "later".to_owned());
        }
        (200, "ok".to_owned())
    })
    .await;
    world.webhook(&partner.address, &["*"]).await;
    world
        .tell(&[
            ("payment.received", "pay_1", 1),
            ("payment.received", "pay_2", 2),
            ("payment.approved", "pay_1", 3),
        ])
        .await;
    world.sender.run_due().await.unwrap();
    let mut first = partner.numbers();
    first.sort_unstable();
    assert_eq!(first, [1, 2], "the third waits for the first");
    world.clock.advance(TimeDelta::seconds(60));
    world.sender.run_due().await.unwrap();
    world.clock.advance(TimeDelta::seconds(300));
    world.sender.run_due().await.unwrap();
    assert_eq!(partner.numbers()[2..], [1, 1, 3]);
}

#[tokio::test]
async fn a_delivery_can_be_replayed_and_a_webhook_paused() {
    let world = World::new().await;
    let partner = Partner::start(|_| (200, "thanks".to_owned())).await;
    let webhook = world.webhook(&partner.address, &["payment.*"]).await;
    world.tell(&[("payment.approved", "pay_1", 1)]).await;
    world.sender.run_due().await.unwrap();
    let sent = world.only_delivery(webhook.id).await;
    for count in [1, 2] {
        let mut tx = world.test.db.within(BANK).begin().await.unwrap();
        let again = replay(&mut tx, sent.id, world.clock.now()).await.unwrap();
        assert_eq!((again.replay, again.event_id), (count, sent.event_id));
        tx.commit().await.unwrap();
    }
    let mut tx = world.test.db.within(PAYMENTS).begin().await.unwrap();
    let refused = replay(&mut tx, sent.id, world.clock.now()).await;
    assert!(matches!(refused, Err(Error::Missing { .. })));
    drop(tx);
    assert_eq!(world.sender.run_due().await.unwrap(), 2);
    assert_eq!(partner.numbers(), [1, 1, 1]);
    let set = |state| Change { state: Some(state), ..Change::default() };
    let paused = world.change(webhook.id, &set(WebhookState::Paused)).await;
    assert_eq!(paused.unwrap().version, 2);
    world.tell(&[("payment.approved", "pay_1", 2)]).await;
    assert_eq!(world.sender.run_due().await.unwrap(), 0);
    world.change(webhook.id, &set(WebhookState::Active)).await.unwrap();
    assert_eq!(world.sender.run_due().await.unwrap(), 1);
    let stale = Change { version: Some(1), ..set(WebhookState::Paused) };
    let refused = world.change(webhook.id, &stale).await;
    assert!(matches!(refused, Err(Error::Changed { .. })));
    let page =
        deliveries(&world.test.db, webhook.id, Some(DeliveryState::Delivered), None, Some(3))
            .await
            .unwrap();
    assert_eq!((page.items.len(), page.next.is_some()), (3, true));
}

#[tokio::test]
async fn a_new_key_signs_from_then_on() {
    let world = World::new().await;
    let partner = Partner::start(|_| (200, String::new())).await;
    let webhook = world.webhook(&partner.address, &["*"]).await;
    let mut tx = world.test.db.begin().await.unwrap();
    let rotated = rotate_key(&mut tx, &world.vault, webhook.id).await.unwrap();
    tx.commit().await.unwrap();
    assert_ne!(rotated.public_key, webhook.public_key);
    world.tell(&[("payment.approved", "pay_1", 1)]).await;
    world.sender.run_due().await.unwrap();
    let got = &partner.received()[0];
    let parsed = parse(got.header("signature-input"), got.header("signature"), None).unwrap();
    assert_eq!(parsed.keyid(), Ok(rotated.key_id.as_str()));
}

#[tokio::test]
async fn redirects_silence_and_closed_ports_are_failures() {
    let world = World::new().await;
    let partner = Partner::start(|_| (302, String::new())).await;
    let closed = {
        let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        socket.local_addr().unwrap()
    };
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let hooks = [
        (partner.address.clone(), "answered 302"),
        (format!("http://{closed}/"), "no connection"),
        (format!("http://{}/", silent.local_addr().unwrap()), "no answer in time"),
    ];
    let mut webhooks = Vec::new();
    for (url, told) in &hooks {
        webhooks.push((world.webhook(url, &["*"]).await, *told));
    }
    world.tell(&[("payment.approved", "pay_1", 1)]).await;
    assert_eq!(world.sender.run_due().await.unwrap(), 3);
    for (webhook, told) in webhooks {
        let delivery = world.only_delivery(webhook.id).await;
        assert_eq!(delivery.state, DeliveryState::Pending);
        let error = delivery.last_error.unwrap();
        assert!(error.starts_with(told), "{error}");
    }
    assert_eq!(partner.received().len(), 1, "the redirect is not followed");
}

#[tokio::test]
async fn private_addresses_are_refused_when_added_and_when_sent_to() {
    let world = World::with(WebhookConfig::default()).await;
    for url in [
        "http://partner.example/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest",
    ] {
        let new =
            NewWebhook { institution_id: BANK, url: url.to_owned(), events: vec!["*".to_owned()] };
        let mut tx = world.test.db.begin().await.unwrap();
        let now = world.clock.now();
        let refused = create(&mut tx, &world.vault, &world.config, &new, now).await;
        let Err(Error::Invalid { field, .. }) = refused else {
            panic!("{url} was taken");
        };
        assert_eq!(field, "url");
    }
    // A name that leads to this machine shows only when it is resolved.
    let own_name = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
    let found = tokio::net::lookup_host((own_name.trim(), 443)).await;
    let leads_home =
        found.map(|mut all| all.all(|address| !is_allowed(address.ip(), false))).unwrap_or(false);
    let name = if leads_home { own_name.trim() } else { "ip6-localhost" };
    let webhook = world.webhook(&format!("https://{name}/"), &["*"]).await;
    world.tell(&[("payment.approved", "pay_1", 1)]).await;
    world.sender.run_due().await.unwrap();
    let error = world.only_delivery(webhook.id).await.last_error.unwrap();
    assert!(error.starts_with("no connection"), "{error}");
    if leads_home {
        assert!(error.contains("not a public address"), "{error}");
    }
}

/// A partner behind TLS, who answers 204 to whatever comes.
async fn secure_partner() -> u16 {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::pki_types::pem::PemObject;
    use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let chain = CertificateDer::from_pem_slice(include_bytes!("testdata/partner.pem"));
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("testdata/partner-key.pem"));
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![chain.unwrap()], key.unwrap())
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = socket.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = socket.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut heard = vec![0; 16 * 1024];
            let _ = stream.read(&mut heard).await;
            let answer = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
            let _ = stream.write_all(answer).await;
            let _ = stream.shutdown().await;
        }
    });
    port
}

#[tokio::test]
async fn a_partner_behind_tls_needs_a_certificate_that_is_trusted() {
    let trusting = WebhookConfig {
        allow_private: true,
        extra_roots_pem: vec![include_str!("testdata/authority.pem").to_owned()],
        ..WebhookConfig::default()
    };
    let doubting = WebhookConfig { extra_roots_pem: Vec::new(), ..trusting.clone() };
    for (config, state) in
        [(trusting, DeliveryState::Delivered), (doubting, DeliveryState::Pending)]
    {
        let world = World::with(config).await;
        let port = secure_partner().await;
        let url = format!("https://localhost:{port}/hook");
        let webhook = world.webhook(&url, &["*"]).await;
        world.tell(&[("payment.approved", "pay_1", 1)]).await;
        world.sender.run_due().await.unwrap();
        let delivery = world.only_delivery(webhook.id).await;
        assert_eq!(delivery.state, state, "{:?}", delivery.last_error);
        if state == DeliveryState::Pending {
            let error = delivery.last_error.unwrap();
            assert!(error.contains("certificate"), "{error}");
        }
    }
}

#[tokio::test]
async fn an_institution_sees_its_own_webhooks_and_has_fifty_at_most() {
    let world = World::new().await;
    let webhook = world.webhook("https://partner.example/", &["*", "*"]).await;
    assert_eq!(webhook.events, ["*"]);
    let foreign = world.test.db.within(PAYMENTS);
    assert!(list(&foreign, None, None).await.unwrap().items.is_empty());
    assert!(get(&foreign, webhook.id).await.is_err());
    assert!(deliveries(&foreign, webhook.id, None, None, None).await.is_err());
    for _ in 1..WEBHOOKS_MAX {
        world.webhook("https://partner.example/", &["*"]).await;
    }
    let new = NewWebhook {
        institution_id: BANK,
        url: "https://partner.example/".to_owned(),
        events: vec!["*".to_owned()],
    };
    let mut tx = world.test.db.begin().await.unwrap();
    let now = world.clock.now();
    let refused = create(&mut tx, &world.vault, &world.config, &new, now).await;
    assert!(matches!(refused, Err(Error::Invalid { .. })));
    drop(tx);
    let page = list(&world.test.db, None, Some(20)).await.unwrap();
    let rest = list(&world.test.db, page.next.as_ref(), Some(200)).await.unwrap();
    assert_eq!(rest.items.len(), 30);
}

#[tokio::test]
async fn ended_deliveries_are_deleted_after_their_time() {
    let world = World::new().await;
    let partner = Partner::start(|_| (200, String::new())).await;
    let webhook = world.webhook(&partner.address, &["*"]).await;
    world.tell(&[("payment.approved", "pay_1", 1)]).await;
    world.sender.run_due().await.unwrap();
    let keep = crate::retention::Retention::default();
    let later = world.clock.now() + TimeDelta::days(91);
    let deleted = crate::retention::run(&world.test.db, keep, later).await;
    assert_eq!(deleted.unwrap().deliveries, 1);
    let page = deliveries(&world.test.db, webhook.id, None, None, None).await;
    assert!(page.unwrap().items.is_empty());
}
