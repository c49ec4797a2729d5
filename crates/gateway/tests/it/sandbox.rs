//! Requests of a sandbox's partners are kept for their developers.

use axum::http::{HeaderValue, Method};
use base64::Engine;
use chrono::TimeDelta;
use gateway::testing::World;
use gateway::testing::partner::PartnerClient;
use identity::{Role, institutions};
use jobs::signature::SigningKey;
use kernel::InstitutionId;
use serde_json::{Value, json};

const VENDOR: i32 = 5;
const ROLES: &[Role] = &[Role::Vendor, Role::InstitutionAdmin];

async fn partner(world: &World, institution: i32, seed: u8) -> PartnerClient {
    let key = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
    let public = key.verifying_key().to_bytes();
    let public = base64::engine::general_purpose::STANDARD.encode(public);
    let roles = if institution == VENDOR { ROLES } else { &[Role::InstitutionAdmin] };
    world.partner(institution, roles, SigningKey::ed25519(&[seed; 32]), &public).await
}

async fn sandbox(world: &World) -> PartnerClient {
    let mut tx = world.app.db.begin().await.unwrap();
    institutions::mark_sandbox(&mut tx, InstitutionId(VENDOR)).await.unwrap();
    tx.commit().await.unwrap();
    partner(world, VENDOR, 7).await
}

fn new_partner(name: &str) -> Value {
    json!({ "name": name, "roles": ["auditor"] })
}

#[tokio::test]
async fn a_request_is_kept_with_what_was_said_and_masked() {
    let world = World::new().await;
    let partner = sandbox(&world).await;
    let now = world.clock.now();
    let body = new_partner("卡 6222020000000000018");
    partner.call(Method::POST, "/api/v1/partners", Some(body), now).await.ok();
    let bad = partner.call(Method::GET, "/api/v1/partners?limit=x", None, now).await;
    assert_eq!(bad.status, 422);
    let developer = world.signed_in(VENDOR, &[Role::Vendor]).await;
    let list = developer.get("/api/v1/sandbox/requests").await.ok();
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(items[0]["problem_code"], "query_invalid");
    assert_eq!(items[0]["target"], "/api/v1/partners?limit=x");
    assert_eq!((&items[1]["status"], &items[1]["signature"]), (&json!(201), &json!("good")));
    let path = format!("/api/v1/sandbox/requests/{}", items[1]["id"].as_str().unwrap());
    let one = developer.get(&path).await.ok();
    for body in ["request_body", "response_body"] {
        let text = one[body].as_str().unwrap();
        assert!(text.contains("622202*********0018"), "{text}");
    }
    assert!(one["signature_base"].is_null() && one["repeatable"] == true);
    // Narrowed, and page by page.
    let refused = developer.get("/api/v1/sandbox/requests?refused=true").await.ok();
    assert_eq!(refused["items"].as_array().unwrap().len(), 1);
    let found = developer.get("/api/v1/sandbox/requests?q=limit%3Dx&signature=good").await.ok();
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    let first = developer.get("/api/v1/sandbox/requests?limit=1").await.ok();
    let next = first["next"].as_str().unwrap();
    let second =
        developer.get(&format!("/api/v1/sandbox/requests?limit=1&cursor={next}")).await.ok();
    assert_eq!(second["items"][0]["id"], items[1]["id"]);
    let strange = developer.get("/api/v1/sandbox/requests?cursor=zz").await;
    assert_eq!(strange.told(), (422, "cursor_invalid".into()));
}

#[tokio::test]
async fn a_refused_signature_is_kept_with_the_base_that_we_made() {
    let world = World::new().await;
    let partner = sandbox(&world).await;
    let developer = world.signed_in(VENDOR, &[Role::Vendor]).await;
    let now = world.clock.now();
    let mut request =
        partner.request(Method::GET, "/api/v1/partners?limit=1", None, &partner.signing(now));
    *request.uri_mut() = "/api/v1/partners?limit=2".parse().unwrap();
    assert_eq!(partner.send(request).await.code(), "signature_mismatch");
    let mut old = partner.signing(now - TimeDelta::hours(1));
    old.idempotency_key = None;
    let request = partner.request(Method::GET, "/api/v1/partners", None, &old);
    assert_eq!(partner.send(request).await.code(), "signature_out_of_window");
    let mut request = partner.request(
        Method::POST,
        "/api/v1/partners",
        Some(new_partner("甲")),
        &partner.signing(now),
    );
    request.headers_mut().insert("content-digest", HeaderValue::from_static("sha-256=:AAAA:"));
    assert_eq!(partner.send(request).await.code(), "content_digest_mismatch");
    let list = developer.get("/api/v1/sandbox/requests?signature=refused").await.ok();
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    let path = format!("/api/v1/sandbox/requests/{}", items[2]["id"].as_str().unwrap());
    let one = developer.get(&path).await.ok();
    let base = one["signature_base"].as_str().unwrap();
    assert!(base.contains("\"@target-uri\": http://localhost/api/v1/partners?limit=2\n"), "{base}");
    assert!(base.contains("\"@signature-params\": (\"@method\""), "{base}");
    assert!(one["signature_input"].as_str().unwrap().starts_with("sig1=("));
}

#[tokio::test]
async fn a_request_is_sent_again_under_the_same_key_or_a_new_one() {
    let world = World::new().await;
    let partner = sandbox(&world).await;
    let now = world.clock.now();
    let made = partner.call(Method::POST, "/api/v1/partners", Some(new_partner("乙")), now).await;
    let made = made.ok();
    let developer = world.signed_in(VENDOR, &[Role::Vendor]).await;
    let list = developer.get("/api/v1/sandbox/requests").await.ok();
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/sandbox/requests/{id}/replay");
    let same = developer.post(&path, json!({ "key": "same" })).await.ok();
    assert_eq!((&same["replayed"], &same["signature"]), (&json!(true), &json!("console")));
    assert_eq!(same["replay_of"], id.as_str());
    assert!(same["response_body"].as_str().unwrap().contains(made["id"].as_str().unwrap()));
    let new = developer.post(&path, json!({ "key": "new" })).await.ok();
    assert_eq!((&new["replayed"], &new["status"]), (&json!(false), &json!(201)));
    assert_ne!(new["idempotency_key"], same["idempotency_key"]);
    assert!(!new["response_body"].as_str().unwrap().contains(made["id"].as_str().unwrap()));
    // Seen by its own alone, and by nobody without the right.
    let auditor = world.signed_in(2, &[Role::Auditor]).await;
    let read = auditor.get(&format!("/api/v1/sandbox/requests/{id}")).await;
    assert_eq!(read.told(), (404, "sandbox_request_missing".into()));
    assert_eq!(auditor.post(&path, json!({ "key": "new" })).await.code(), "not_allowed");
}

#[tokio::test]
async fn only_sandboxes_are_kept_and_only_for_a_week() {
    let world = World::new().await;
    let (sandbox, real) = (sandbox(&world).await, partner(&world, 2, 8).await);
    let now = world.clock.now();
    for partner in [&sandbox, &real] {
        partner.call(Method::GET, "/api/v1/partners", None, now).await.ok();
    }
    let auditor = world.signed_in(1, &[Role::Auditor]).await;
    let list = auditor.get("/api/v1/sandbox/requests").await.ok();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    world.clock.advance(TimeDelta::days(7) + TimeDelta::seconds(1));
    gateway::housekeeping::run(&world.app.db, world.clock.now()).await.unwrap();
    let auditor = world.signed_in(1, &[Role::Auditor]).await;
    let list = auditor.get("/api/v1/sandbox/requests").await.ok();
    assert!(list["items"].as_array().unwrap().is_empty());
}
