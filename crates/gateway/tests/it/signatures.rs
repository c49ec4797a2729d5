//! Partners sign their requests (RFC 9421).

use axum::body::Body;
use axum::http::{HeaderValue, Method};
use chrono::TimeDelta;
use gateway::testing::World;
use gateway::testing::partner::PartnerClient;
use identity::Role;
use jobs::signature::{Algorithm, SigningKey};
use serde_json::{Value, json};

const RSA: &str = include_str!("../../../jobs/src/signature/testdata/rsa.pem");
const RSA_PUBLIC: &str = include_str!("../../../jobs/src/signature/testdata/rsa-public.pem");
const SM2: &str = include_str!("../../../jobs/src/signature/testdata/sm2.pem");
const SM2_PUBLIC: &str = include_str!("../../../jobs/src/signature/testdata/sm2-public.pem");
const ROLES: &[Role] = &[Role::InstitutionAdmin];

fn seed() -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[7; 32])
}

async fn ed25519(world: &World) -> PartnerClient {
    use base64::Engine;
    let public = seed().verifying_key().to_bytes();
    let public = base64::engine::general_purpose::STANDARD.encode(public);
    world.partner(2, ROLES, SigningKey::ed25519(&[7; 32]), &public).await
}

fn new_partner() -> Value {
    json!({ "name": "新合作方", "roles": ["auditor"] })
}

#[tokio::test]
async fn partners_sign_with_any_of_four_algorithms() {
    let world = World::new().await;
    for (algorithm, key, public) in [
        (Algorithm::RsaV15Sha256, RSA, RSA_PUBLIC),
        (Algorithm::RsaPssSha512, RSA, RSA_PUBLIC),
        (Algorithm::Sm2Sm3, SM2, SM2_PUBLIC),
    ] {
        let key = SigningKey::from_pem(algorithm, key).unwrap();
        let partner = world.partner(2, ROLES, key, public).await;
        let now = world.clock.now();
        let read = partner.call(Method::GET, "/api/v1/partners?limit=1", None, now).await;
        assert_eq!(read.status, 200, "{algorithm} {}", read.code());
        let made = partner.call(Method::POST, "/api/v1/partners", Some(new_partner()), now).await;
        assert_eq!(made.status, 201, "{algorithm} {}", made.code());
    }
    let partner = ed25519(&world).await;
    let now = world.clock.now();
    let made = partner.call(Method::POST, "/api/v1/partners", Some(new_partner()), now).await;
    assert_eq!(made.ok()["institution_id"], 2);
    let mine = partner.call(Method::GET, "/api/v1/me", None, now).await;
    assert_eq!(mine.told(), (403, "person_needed".into()), "a program has no session");
    let more = partner.call(Method::GET, "/api/v1/jobs", None, now).await;
    assert_eq!(more.told(), (403, "not_allowed".into()), "its roles bind it");
}

#[tokio::test]
async fn a_request_is_taken_once() {
    let world = World::new().await;
    let partner = ed25519(&world).await;
    let signing = partner.signing(world.clock.now());
    let request = || partner.request(Method::GET, "/api/v1/partners", None, &signing);
    assert_eq!(partner.send(request()).await.status, 200);
    assert_eq!(partner.send(request()).await.told(), (401, "signature_replayed".into()));
    // The nonce is remembered for as long as the window lets the signature in.
    world.clock.advance(TimeDelta::seconds(300));
    gateway::housekeeping::run(&world.app.db, world.clock.now()).await.unwrap();
    assert_eq!(partner.send(request()).await.code(), "signature_replayed");
    world.clock.advance(TimeDelta::seconds(301));
    gateway::housekeeping::run(&world.app.db, world.clock.now()).await.unwrap();
    assert_eq!(partner.send(request()).await.code(), "signature_out_of_window");
}

#[tokio::test]
async fn a_nonce_is_kept_to_the_last_moment_of_a_signature_dated_ahead() {
    let world = World::new().await;
    let partner = ed25519(&world).await;
    // Times of signatures are whole seconds: this one is 300.999 s ahead, the utmost.
    let part = TimeDelta::milliseconds(world.clock.now().timestamp_subsec_millis().into());
    world.clock.advance(TimeDelta::milliseconds(1001) - part);
    let signing = partner.signing(world.clock.now() + TimeDelta::milliseconds(300_999));
    let request = || partner.request(Method::GET, "/api/v1/partners", None, &signing);
    assert_eq!(partner.send(request()).await.status, 200);
    world.clock.advance(TimeDelta::milliseconds(601_990));
    gateway::housekeeping::run(&world.app.db, world.clock.now()).await.unwrap();
    assert_eq!(partner.send(request()).await.code(), "signature_replayed");
    world.clock.advance(TimeDelta::milliseconds(10));
    gateway::housekeeping::run(&world.app.db, world.clock.now()).await.unwrap();
    assert_eq!(partner.send(request()).await.code(), "signature_out_of_window");
}

#[tokio::test]
async fn a_signature_is_good_for_five_minutes_either_way() {
    let world = World::new().await;
    let partner = ed25519(&world).await;
    for (offset_s, status) in [(-301, 401), (-299, 200), (299, 200), (301, 401)] {
        let signing = partner.signing(world.clock.now() + TimeDelta::seconds(offset_s));
        let request = partner.request(Method::GET, "/api/v1/partners", None, &signing);
        let answer = partner.send(request).await;
        assert_eq!(answer.status, status, "{offset_s} {}", answer.code());
    }
}

#[tokio::test]
async fn whatever_was_changed_on_the_way_is_noticed() {
    let world = World::new().await;
    let partner = ed25519(&world).await;
    let request = || {
        let signing = partner.signing(world.clock.now());
        partner.request(Method::POST, "/api/v1/partners", Some(new_partner()), &signing)
    };
    let mut body = request();
    *body.body_mut() = Body::from(json!({ "name": "别人", "roles": ["auditor"] }).to_string());
    assert_eq!(partner.send(body).await.told(), (401, "content_digest_mismatch".into()));

    let mut both = request();
    let text = json!({ "name": "别人", "roles": ["auditor"] }).to_string();
    let digest = jobs::signature::content_digest(text.as_bytes());
    both.headers_mut().insert("content-digest", HeaderValue::from_str(&digest).unwrap());
    *both.body_mut() = Body::from(text);
    assert_eq!(partner.send(both).await.told(), (401, "signature_mismatch".into()));

    let mut target = request();
    *target.uri_mut() = "/api/v1/people".parse().unwrap();
    assert_eq!(partner.send(target).await.told(), (401, "signature_mismatch".into()));

    let mut host = request();
    host.headers_mut().insert("host", HeaderValue::from_static("elsewhere"));
    assert_eq!(partner.send(host).await.told(), (401, "signature_mismatch".into()));

    let mut bare = request();
    bare.headers_mut().remove("content-digest");
    assert_eq!(partner.send(bare).await.told().0, 401);

    let mut none = request();
    none.headers_mut().remove("signature");
    assert_eq!(partner.send(none).await.told(), (401, "signature_malformed".into()));

    let mut signing = partner.signing(world.clock.now());
    signing.components = vec!["@method", "@target-uri"];
    let body = Some(new_partner());
    let open = partner.request(Method::POST, "/api/v1/partners", body, &signing);
    let told = partner.send(open).await.told();
    assert_eq!(told, (401, "signature_component_not_covered".into()), "the body must be covered");

    let mut key = request();
    key.headers_mut().insert("idempotency-key", HeaderValue::from_static("another"));
    assert_eq!(partner.send(key).await.told(), (401, "signature_mismatch".into()));

    let mut signing = partner.signing(world.clock.now());
    signing.components = vec!["@method", "@target-uri", "content-digest"];
    let body = Some(new_partner());
    let open = partner.request(Method::POST, "/api/v1/partners", body, &signing);
    let told = partner.send(open).await.told();
    assert_eq!(told, (401, "signature_component_not_covered".into()), "and so must the key");

    // A request that was refused has not used its nonce up.
    let signing = partner.signing(world.clock.now());
    let mut broken = partner.request(Method::GET, "/api/v1/partners", None, &signing);
    *broken.uri_mut() = "/api/v1/people".parse().unwrap();
    assert_eq!(partner.send(broken).await.status, 401);
    let right = partner.request(Method::GET, "/api/v1/partners", None, &signing);
    assert_eq!(partner.send(right).await.status, 200);
}

#[tokio::test]
async fn a_key_is_good_until_it_is_retired_or_revoked() {
    let world = World::new().await;
    let partner = ed25519(&world).await;
    let admin = world.signed_in(2, &[Role::InstitutionAdmin]).await;
    let key = format!("/api/v1/partners/{}/keys/{}", partner.partner.id, partner.key_id);
    let path = "/api/v1/partners";
    let until = world.clock.now() + TimeDelta::minutes(10);
    admin.post(&format!("{key}/retire"), json!({ "valid_until": until })).await.ok();
    assert_eq!(partner.call(Method::GET, path, None, world.clock.now()).await.status, 200);
    world.clock.advance(TimeDelta::minutes(10));
    let told = partner.call(Method::GET, path, None, world.clock.now()).await.told();
    assert_eq!(told, (401, "partner_key_not_good".into()));

    let second = World::new().await;
    let partner = ed25519(&second).await;
    let admin = second.signed_in(2, &[Role::InstitutionAdmin]).await;
    let key = format!("/api/v1/partners/{}/keys/{}", partner.partner.id, partner.key_id);
    assert_eq!(admin.delete(&key).await.ok()["state"], "revoked");
    let told = partner.call(Method::GET, path, None, second.clock.now()).await.told();
    assert_eq!(told, (401, "partner_key_not_good".into()));
    admin.delete(&key).await.ok();
    let state = json!({ "state": "suspended" });
    admin.patch(&format!("/api/v1/partners/{}", partner.partner.id), state).await.ok();
    let told = partner.call(Method::GET, path, None, second.clock.now()).await.told();
    assert_eq!(told, (401, "account_suspended".into()));
}

#[tokio::test]
async fn a_partner_gives_every_write_a_key_and_gets_the_first_answer_again() {
    let world = World::new().await;
    let partner = ed25519(&world).await;
    let request = |key: Option<&str>| {
        let mut signing = partner.signing(world.clock.now());
        signing.idempotency_key = key.map(str::to_owned);
        partner.request(Method::POST, "/api/v1/partners", Some(new_partner()), &signing)
    };
    let told = partner.send(request(None)).await.told();
    assert_eq!(told, (400, "idempotency_key_required".into()));
    let first = partner.send(request(Some("k-1"))).await.ok();
    let again = partner.send(request(Some("k-1"))).await;
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(again.ok()["id"], first["id"]);
}

#[tokio::test]
async fn a_partner_that_asks_too_often_is_told_when_to_come_back() {
    let world = World::new().await;
    let partner = ed25519(&world).await;
    let mut told = Vec::new();
    for _ in 0..12 {
        let now = world.clock.now();
        told.push(partner.call(Method::GET, "/api/v1/partners", None, now).await);
    }
    let statuses: Vec<u16> = told.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses[..10], [200; 10], "a burst of ten");
    assert_eq!(told[11].told(), (429, "rate_limited".into()));
    assert_eq!(told[11].header("retry-after"), Some("1"));
    world.clock.advance(TimeDelta::seconds(1));
    let after = partner.call(Method::GET, "/api/v1/partners", None, world.clock.now()).await;
    assert_eq!(after.status, 200);
}

#[tokio::test]
async fn an_unknown_key_and_a_session_beside_a_bad_signature_get_nowhere() {
    let world = World::new().await;
    let mut partner = ed25519(&world).await;
    let admin = world.signed_in(2, &[Role::InstitutionAdmin]).await;
    let session = admin.request(Method::GET, "/api/v1/partners", None);
    partner.key_id = kernel::KeyId::new();
    let signing = partner.signing(world.clock.now());
    let mut request = partner.request(Method::GET, "/api/v1/partners", None, &signing);
    let cookie = session.headers()["cookie"].clone();
    request.headers_mut().insert("cookie", cookie);
    let told = partner.send(request).await.told();
    assert_eq!(told, (401, "signature_key_unknown".into()));
}
