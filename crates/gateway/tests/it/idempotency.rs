//! The same write sent twice is done once.

use axum::extract::State;
use axum::http::{HeaderValue, Method, Request, StatusCode};
use chrono::TimeDelta;
use gateway::testing::{Client, World};
use gateway::{Actor, Config, Json, OpenApiRouter, Problem, ShownOnce, routes};
use identity::{Approvals, Right, Role};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::Semaphore;

/// What the handlers of these tests have done, and doors to hold them at.
struct Deeds {
    done: AtomicU32,
    entered: Semaphore,
    door: Semaphore,
}

type Shared = Arc<Deeds>;

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct Deed {
    what: String,
}

/// Counts.
#[utoipa::path(post, path = "/test/deeds", tag = "test", responses((status = 201)),
    extensions(("x-right" = json!(Right::MerchantsWrite))))]
async fn deed(
    State(deeds): State<Shared>,
    actor: Actor,
    Json(deed): Json<Deed>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    actor.may(Right::MerchantsWrite)?;
    let number = deeds.done.fetch_add(1, Ordering::SeqCst) + 1;
    deeds.entered.add_permits(1);
    match deed.what.as_str() {
        "wait" => deeds.door.acquire().await.unwrap().forget(),
        "panic" if number == 1 => panic!("the handler breaks"),
        "fail" if number == 1 => return Err(Problem::bug(&"the handler fails")),
        "refuse" => return Err(gateway::Problem::from(identity::Denied(Right::RoutesWrite))),
        _ => {}
    }
    Ok((StatusCode::CREATED, Json(json!({ "number": number }))))
}

/// Answers a secret.
#[utoipa::path(post, path = "/test/secret", tag = "test", responses((status = 200)),
    extensions(("x-right" = json!(Right::MerchantsWrite))))]
async fn secret(State(deeds): State<Shared>) -> (axum::Extension<ShownOnce>, Json<Value>) {
    deeds.done.fetch_add(1, Ordering::SeqCst);
    (axum::Extension(ShownOnce("ask for another")), Json(json!({ "secret": "0451" })))
}

async fn world() -> (World, Shared) {
    let deeds = Arc::new(Deeds {
        done: AtomicU32::new(0),
        entered: Semaphore::new(0),
        door: Semaphore::new(0),
    });
    let state = deeds.clone();
    let world = World::with(Config::default(), Approvals::new(), |_| {
        OpenApiRouter::new().routes(routes!(deed)).routes(routes!(secret)).with_state(state)
    });
    (world.await, deeds)
}

fn keyed(client: &Client, key: &str, what: &str) -> Request<axum::body::Body> {
    let body = json!({ "what": what });
    let mut request = client.request(Method::POST, "/api/v1/test/deeds", Some(body));
    request.headers_mut().insert("idempotency-key", HeaderValue::from_str(key).unwrap());
    request
}

#[tokio::test]
async fn the_same_request_gets_the_first_answer() {
    let (world, deeds) = world().await;
    let client = world.signed_in(2, &[Role::MerchantManager]).await;
    let first = client.send(keyed(&client, "k-1", "x")).await;
    assert_eq!((first.status, first.json()), (StatusCode::CREATED, json!({ "number": 1 })));
    assert_eq!(first.header("idempotency-replayed"), None);
    let again = client.send(keyed(&client, "k-1", "x")).await;
    assert_eq!((again.status, again.json()), (StatusCode::CREATED, json!({ "number": 1 })));
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(again.header("content-type"), Some("application/json"));
    assert_eq!(deeds.done.load(Ordering::SeqCst), 1);
    let new = client.send(keyed(&client, "k-2", "x")).await;
    assert_eq!(new.json()["number"], 2, "another key is another request");
    let other = world.signed_in(2, &[Role::MerchantManager]).await;
    let theirs = other.send(keyed(&other, "k-1", "x")).await;
    assert_eq!(theirs.json()["number"], 3, "another caller's key is another key");
    world.clock.advance(TimeDelta::days(7));
    let client = world.signed_in(2, &[Role::MerchantManager]).await;
    let late = client.send(keyed(&client, "k-1", "x")).await;
    assert_eq!(late.json()["number"], 4);
}

#[tokio::test]
async fn the_same_key_with_another_body_is_refused() {
    let (world, deeds) = world().await;
    let client = world.signed_in(2, &[Role::MerchantManager]).await;
    client.send(keyed(&client, "k-1", "x")).await.ok();
    let reused = client.send(keyed(&client, "k-1", "y")).await;
    assert_eq!(reused.told(), (409, "idempotency_key_reused".into()));
    let mut elsewhere = client.request(Method::POST, "/api/v1/test/secret", None);
    elsewhere.headers_mut().insert("idempotency-key", HeaderValue::from_static("k-1"));
    let told = client.send(elsewhere).await.told();
    assert_eq!(told, (409, "idempotency_key_reused".into()));
    assert_eq!(deeds.done.load(Ordering::SeqCst), 1);
    let bad = client.send(keyed(&client, "a b", "x")).await;
    assert_eq!(bad.told(), (400, "idempotency_key_invalid".into()));
}

#[tokio::test]
async fn a_second_request_while_the_first_runs_is_told_so() {
    let (world, deeds) = world().await;
    let client = world.signed_in(2, &[Role::MerchantManager]).await;
    let first = tokio::spawn({
        let client = client.clone();
        async move { client.send(keyed(&client, "k-1", "wait")).await }
    });
    deeds.entered.acquire().await.unwrap().forget();
    let second = client.send(keyed(&client, "k-1", "wait")).await;
    assert_eq!(second.told(), (409, "idempotency_in_progress".into()));
    assert_eq!(second.header("retry-after"), Some("2"));
    deeds.door.add_permits(1);
    assert_eq!(first.await.unwrap().status, StatusCode::CREATED);
    let third = client.send(keyed(&client, "k-1", "wait")).await;
    assert_eq!(third.header("idempotency-replayed"), Some("true"));
    assert_eq!(deeds.done.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_caller_who_hangs_up_does_not_stop_the_write() {
    let (world, deeds) = world().await;
    let client = world.signed_in(2, &[Role::MerchantManager]).await;
    let first = tokio::spawn({
        let client = client.clone();
        async move { client.send(keyed(&client, "k-1", "wait")).await }
    });
    deeds.entered.acquire().await.unwrap().forget();
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    deeds.door.add_permits(1);
    // The detached handler ends on its own; then its answer is known.
    for _ in 0..200 {
        let answer = client.send(keyed(&client, "k-1", "wait")).await;
        if answer.status == StatusCode::CREATED {
            assert_eq!(answer.header("idempotency-replayed"), Some("true"));
            return;
        }
        assert_eq!(answer.code(), "idempotency_in_progress");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the write has not ended");
}

#[tokio::test]
async fn our_own_errors_are_not_kept_but_refusals_are() {
    for what in ["fail", "panic"] {
        let (world, _) = world().await;
        let client = world.signed_in(2, &[Role::MerchantManager]).await;
        let first = client.send(keyed(&client, "k-1", what)).await;
        assert_eq!(first.told(), (500, "internal".into()), "{what}");
        let again = client.send(keyed(&client, "k-1", what)).await;
        assert_eq!(again.status, StatusCode::CREATED, "{what}");
    }
    let (world, deeds) = world().await;
    let client = world.signed_in(2, &[Role::MerchantManager]).await;
    let first = client.send(keyed(&client, "k-1", "refuse")).await;
    let again = client.send(keyed(&client, "k-1", "refuse")).await;
    assert_eq!(first.told(), (403, "not_allowed".into()));
    assert_eq!(again.body, first.body, "word for word");
    assert_eq!(again.header("content-type"), Some("application/problem+json"));
    assert_eq!(deeds.done.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_interrupted_request_is_never_run_again_by_itself() {
    let (world, deeds) = world().await;
    let client = world.signed_in(2, &[Role::MerchantManager]).await;
    client.send(keyed(&client, "k-1", "x")).await.ok();
    // As a node leaves it that dies before it has written the answer.
    sqlx::query("update idempotency_key set status = null, body = null")
        .execute(&world.test.owner_pool)
        .await
        .unwrap();
    let soon = client.send(keyed(&client, "k-1", "x")).await;
    assert_eq!(soon.code(), "idempotency_in_progress");
    world.clock.advance(TimeDelta::minutes(5));
    let later = client.send(keyed(&client, "k-1", "x")).await;
    assert_eq!(later.told(), (409, "idempotency_outcome_unknown".into()));
    assert_eq!(deeds.done.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_answer_with_a_secret_is_not_kept() {
    let (world, deeds) = world().await;
    let client = world.signed_in(2, &[Role::MerchantManager]).await;
    let send = async || {
        let mut request = client.request(Method::POST, "/api/v1/test/secret", None);
        request.headers_mut().insert("idempotency-key", HeaderValue::from_static("k-1"));
        client.send(request).await
    };
    assert_eq!(send().await.ok()["secret"], "0451");
    let again = send().await;
    assert_eq!(again.told(), (409, "idempotency_secret_given".into()));
    assert!(again.json()["detail"].as_str().unwrap().ends_with(": ask for another"));
    assert_eq!(deeds.done.load(Ordering::SeqCst), 1);
    let kept: Option<Vec<u8>> = sqlx::query_scalar("select body from idempotency_key")
        .fetch_one(&world.test.owner_pool)
        .await
        .unwrap();
    assert_eq!(kept, None);
}

#[tokio::test]
async fn old_keys_and_nonces_are_cleaned_up() {
    let (world, _) = world().await;
    let client = world.signed_in(2, &[Role::MerchantManager]).await;
    client.send(keyed(&client, "k-1", "x")).await.ok();
    assert_eq!(gateway::housekeeping::run(&world.app.db, world.clock.now()).await.unwrap(), 0);
    world.clock.advance(TimeDelta::days(120));
    let touched = gateway::housekeeping::run(&world.app.db, world.clock.now()).await.unwrap();
    assert!(touched >= 2, "the key and the session, {touched}");
}
