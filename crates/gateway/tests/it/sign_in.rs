//! Sign-in, lock-out, one-time codes, sessions.

use axum::http::Method;
use chrono::TimeDelta;
use gateway::testing::{Client, PASSWORD, World};
use gateway::{Config, OpenApiRouter};
use identity::people::totp;
use identity::{Approvals, Role};
use serde_json::{Value, json};

const NEW_PASSWORD: &str = "another horse battery";

async fn attempt(
    client: &Client,
    login: &str,
    password: &str,
    code: Option<&str>,
) -> (u16, String) {
    let body = json!({ "login": login, "password": password, "code": code });
    client.post("/api/v1/sign-in", body).await.told()
}

#[tokio::test]
async fn a_person_signs_in_and_out() {
    let world = World::new().await;
    let person = world.person(2, &[Role::RiskOfficer]).await;
    let mut client = world.anonymous();
    let body = json!({ "login": person.login.to_uppercase(), "password": PASSWORD });
    let answer = client.post("/api/v1/sign-in", body).await;
    let cookie = answer.header("set-cookie").unwrap().to_owned();
    assert!(cookie.starts_with("shancheng_session=2."), "{cookie}");
    for part in ["Path=/", "HttpOnly", "SameSite=Strict", "Max-Age=43200"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "there is no TLS in this test");
    client.keep_cookie(&answer);
    let me = client.get("/api/v1/me").await.ok();
    assert_eq!(me["person"]["id"], person.id.to_string());
    assert_eq!(me["institution"]["id"], 2);
    assert_eq!(me["network"], false);
    let rights = me["rights"].as_array().unwrap();
    assert!(rights.contains(&json!("payments_read")) && !rights.contains(&json!("people_write")));
    let out = client.call(Method::POST, "/api/v1/sign-out", None).await;
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(client.get("/api/v1/me").await.told(), (401, "sign_in_required".into()));
}

#[tokio::test]
async fn behind_tls_the_cookie_is_secure() {
    let config = Config { tls: true, ..Config::default() };
    let world = World::with(config, Approvals::new(), |_| OpenApiRouter::new()).await;
    let person = world.person(2, &[Role::RiskOfficer]).await;
    let body = json!({ "login": person.login, "password": PASSWORD });
    let answer = world.anonymous().post("/api/v1/sign-in", body).await;
    assert!(answer.header("set-cookie").unwrap().contains("; Secure"));
    assert!(answer.header("strict-transport-security").is_some());
}

#[tokio::test]
async fn who_exists_is_not_told() {
    let world = World::new().await;
    let person = world.person(2, &[Role::Operations]).await;
    let client = world.anonymous();
    let wrong = (401, "credentials_wrong".to_owned());
    assert_eq!(attempt(&client, &person.login, "wrong password", None).await, wrong);
    assert_eq!(attempt(&client, "nobody@nowhere", "wrong password", None).await, wrong);
    assert_eq!(attempt(&client, "不是登录名", "wrong password", None).await, wrong);
}

#[tokio::test]
async fn failures_lock_the_login_longer_and_longer() {
    let world = World::new().await;
    let person = world.person(2, &[Role::Operations]).await;
    let client = world.anonymous();
    for _ in 0..5 {
        let told = attempt(&client, &person.login, "wrong password", None).await;
        assert_eq!(told, (401, "credentials_wrong".into()));
    }
    let locked = (429, "sign_in_locked".to_owned());
    assert_eq!(attempt(&client, &person.login, PASSWORD, None).await, locked, "even if right");
    let body = json!({ "login": person.login, "password": PASSWORD });
    let answer = client.post("/api/v1/sign-in", body).await;
    assert_eq!(answer.header("retry-after"), Some("31"));
    // Another login is not locked.
    let other = world.person(2, &[Role::Operations]).await;
    assert_eq!(attempt(&client, &other.login, PASSWORD, None).await.0, 200);

    world.clock.advance(TimeDelta::seconds(31));
    let told = attempt(&client, &person.login, "wrong password", None).await;
    assert_eq!(told.0, 401);
    world.clock.advance(TimeDelta::seconds(31));
    assert_eq!(attempt(&client, &person.login, PASSWORD, None).await, locked, "now a minute");
    world.clock.advance(TimeDelta::seconds(30));
    assert_eq!(attempt(&client, &person.login, PASSWORD, None).await.0, 200);
    // A success forgets the failures.
    assert_eq!(attempt(&client, &person.login, "wrong password", None).await.0, 401);
    assert_eq!(attempt(&client, &person.login, PASSWORD, None).await.0, 200);
}

#[tokio::test]
async fn attempts_made_at_once_count_like_attempts_in_a_row() {
    let world = World::new().await;
    let person = world.person(2, &[Role::Operations]).await;
    let client = world.anonymous();
    let tries = (0..12).map(|_| attempt(&client, &person.login, "wrong password", None));
    let told = futures::future::join_all(tries).await;
    let looked_at = told.iter().filter(|(status, _)| *status == 401).count();
    assert_eq!(looked_at, 5, "{told:?}");
}

/// Turns one-time codes on and gives the secret and the recovery codes.
async fn turn_on(world: &World, client: &Client) -> (Vec<u8>, Vec<String>) {
    let begun = client.call(Method::POST, "/api/v1/me/totp", None).await.ok();
    let text = begun["secret"].as_str().unwrap();
    assert!(begun["otpauth_url"].as_str().unwrap().contains(text));
    let secret = data_encoding::BASE32_NOPAD.decode(text.as_bytes()).unwrap();
    let wrong = client.post("/api/v1/me/totp/confirm", json!({ "code": "000000" })).await;
    assert_eq!(wrong.told(), (422, "code_wrong".into()));
    let code = totp::code_at(&secret, world.clock.now().timestamp()).unwrap();
    let confirmed = client.post("/api/v1/me/totp/confirm", json!({ "code": code })).await.ok();
    let codes: Vec<String> = serde_json::from_value(confirmed["recovery_codes"].clone()).unwrap();
    (secret, codes)
}

#[tokio::test]
async fn a_code_is_asked_for_after_the_password_and_works_once() {
    let world = World::new().await;
    let client = world.signed_in(2, &[Role::Operations]).await;
    let login = client.person.as_ref().unwrap().login.clone();
    let (secret, recovery) = turn_on(&world, &client).await;
    assert_eq!(recovery.len(), 10);
    let nobody = world.anonymous();
    let now = || world.clock.now().timestamp();

    assert_eq!(attempt(&nobody, &login, "wrong password", None).await.1, "credentials_wrong");
    assert_eq!(attempt(&nobody, &login, PASSWORD, None).await, (401, "code_required".into()));
    let used = totp::code_at(&secret, now()).unwrap();
    let told = attempt(&nobody, &login, PASSWORD, Some(&used)).await;
    assert_eq!(told, (401, "code_wrong".into()), "the code that turned it on is used up");
    world.clock.advance(TimeDelta::seconds(30));
    let code = totp::code_at(&secret, now()).unwrap();
    assert_eq!(attempt(&nobody, &login, PASSWORD, Some(&code)).await.0, 200);
    let again = attempt(&nobody, &login, PASSWORD, Some(&code)).await;
    assert_eq!(again, (401, "code_wrong".into()), "a second time is a replay");
    world.clock.advance(TimeDelta::seconds(30));
    let older = attempt(&nobody, &login, PASSWORD, Some(&code)).await;
    assert_eq!(older.1, "code_wrong", "nor within the time that a late code is given");

    let typed = recovery[3].to_uppercase();
    assert_eq!(attempt(&nobody, &login, PASSWORD, Some(&typed)).await.0, 200);
    assert_eq!(attempt(&nobody, &login, PASSWORD, Some(&typed)).await.1, "code_wrong");
    let begun = client.call(Method::POST, "/api/v1/me/totp", None).await;
    assert_eq!(begun.told(), (409, "totp_already_on".into()), "a stolen session cannot move it");
}

#[tokio::test]
async fn the_secret_of_an_authenticator_is_not_readable_in_the_database() {
    let world = World::new().await;
    let client = world.signed_in(2, &[Role::Operations]).await;
    let (secret, recovery) = turn_on(&world, &client).await;
    let row: (Vec<u8>, Vec<Vec<u8>>) = sqlx::query_as(
        "select p.totp_sealed, array_agg(c.hash) from person p join recovery_code c \
         on c.institution_id = p.institution_id and c.person_id = p.id group by 1",
    )
    .fetch_one(&world.test.owner_pool)
    .await
    .unwrap();
    assert!(!row.0.windows(secret.len()).any(|part| part == secret));
    assert!(row.1.iter().all(|hash| hash.len() == 32 && hash != recovery[0].as_bytes()));
}

#[tokio::test]
async fn a_write_without_the_header_of_our_pages_is_refused() {
    let world = World::new().await;
    let client = world.signed_in(2, &[Role::Operations]).await;
    let mut request = client.request(Method::POST, "/api/v1/sign-out", None);
    request.headers_mut().remove("x-requested-with");
    let answer = client.send(request).await;
    assert_eq!(answer.told(), (403, "csrf_header_missing".into()));
    assert_eq!(client.get("/api/v1/me").await.status, 200, "still signed in");
    let mut request = client.request(Method::GET, "/api/v1/me", None);
    request.headers_mut().remove("x-requested-with");
    assert_eq!(client.send(request).await.status, 200, "reading needs no header");
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let world = World::new().await;
    let one = world.signed_in(2, &[Role::Operations]).await;
    let login = one.person.as_ref().unwrap().login.clone();
    let mut two = world.anonymous();
    two.sign_in(&login, PASSWORD).await;
    let listed = one.get("/api/v1/sessions").await.ok();
    let items = listed["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    let text = listed.to_string();
    assert!(!text.contains("token"), "{text}");
    let other = items.iter().find(|item| item["id"] != listed["current"]).unwrap();
    let path = format!("/api/v1/sessions/{}", other["id"].as_str().unwrap());
    assert_eq!(one.delete(&path).await.status, 204);
    assert_eq!(one.delete(&path).await.status, 204, "twice is as once");
    assert_eq!(two.get("/api/v1/me").await.status, 401);
    assert_eq!(one.get("/api/v1/me").await.status, 200);
}

#[tokio::test]
async fn a_session_ends_when_idle_and_after_its_day() {
    let world = World::new().await;
    let idle = world.signed_in(2, &[Role::Operations]).await;
    let busy = world.signed_in(2, &[Role::Operations]).await;
    for _ in 0..24 {
        assert_eq!(busy.get("/api/v1/me").await.status, 200);
        world.clock.advance(TimeDelta::minutes(29));
    }
    assert_eq!(idle.get("/api/v1/me").await.status, 401, "30 minutes idle");
    assert_eq!(busy.get("/api/v1/me").await.status, 200, "11 h 36 min in use");
    world.clock.advance(TimeDelta::minutes(25));
    assert_eq!(busy.get("/api/v1/me").await.status, 401, "12 hours are a day's work");
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let world = World::new().await;
    let one = world.signed_in(2, &[Role::Operations]).await;
    let login = one.person.as_ref().unwrap().login.clone();
    let mut two = world.anonymous();
    two.sign_in(&login, PASSWORD).await;
    let change = async |current: &str, new: &str| {
        let body = json!({ "current": current, "new": new });
        one.post("/api/v1/me/password", body).await.told()
    };
    assert_eq!(change("not it", NEW_PASSWORD).await, (422, "password_wrong".into()));
    assert_eq!(change(PASSWORD, "short").await, (422, "password_length".into()));
    assert_eq!(change(PASSWORD, "Password123").await, (422, "password_common".into()));
    assert_eq!(change(PASSWORD, NEW_PASSWORD).await.0, 204);
    assert_eq!(one.get("/api/v1/me").await.status, 200);
    assert_eq!(two.get("/api/v1/me").await.status, 401);
    assert_eq!(attempt(&two, &login, PASSWORD, None).await.0, 401);
    assert_eq!(attempt(&two, &login, NEW_PASSWORD, None).await.0, 200);
}

#[tokio::test]
async fn a_suspended_institution_cannot_sign_in_and_its_sessions_end() {
    let world = World::new().await;
    let branch = world.signed_in(1, &[Role::NetworkAdmin]).await;
    let client = world.signed_in(3, &[Role::Operations]).await;
    let login = client.person.as_ref().unwrap().login.clone();
    let change = json!({ "state": "suspended" });
    branch.patch("/api/v1/institutions/3", change).await.ok();
    assert_eq!(client.get("/api/v1/me").await.status, 401);
    let told = attempt(&client, &login, PASSWORD, None).await;
    assert_eq!(told, (403, "account_suspended".into()));
    branch.patch("/api/v1/institutions/3", json!({ "state": "active" })).await.ok();
    assert_eq!(attempt(&client, &login, PASSWORD, None).await.0, 200);
}

#[tokio::test]
async fn refused_sign_ins_are_on_the_trail_and_secrets_are_not() {
    let world = World::new().await;
    let person = world.person(2, &[Role::Operations]).await;
    let auditor = world.signed_in(2, &[Role::Auditor]).await;
    attempt(&auditor, &person.login, "wrong password", None).await;
    let path = format!("/api/v1/audit?action=session.&target={}", person.id);
    let trail = auditor.get(&path).await.ok();
    let entry = &trail["items"][0];
    assert_eq!(
        (&entry["action"], &entry["actor"]),
        (&json!("session.refuse"), &json!("system:sign-in"))
    );
    let all: Value = auditor.get("/api/v1/audit").await.ok();
    assert!(!all.to_string().contains("wrong password"));
}
