//! What the routes of keys promise: given once, kept nowhere in clear, nobody else's.

use super::tests::world;
use axum::http::{HeaderValue, Method};
use gateway::testing::{Client, World, sweep};
use identity::Role;
use kernel::{InstitutionId, LinkId, TerminalId};
use panorama::acquirers::LinkSettings;
use panorama::terminals::NewTerminal;
use panorama::{Context, acquirers, terminals};
use serde_json::json;
use std::collections::HashMap;

const OWNER: InstitutionId = InstitutionId(2);

/// A terminal and a link of the owner's.
async fn things(world: &World) -> (TerminalId, LinkId) {
    let (context, actor) = (Context::of(&world.app), identity::Actor::system(OWNER, "test"));
    let new = NewTerminal {
        serial: "SN00000001".parse().unwrap(),
        device_type: "04".parse().unwrap(),
        maker: "示例厂商".to_owned(),
        model: "P1".to_owned(),
    };
    let terminal = terminals::register(&context, &actor, OWNER, new).await.unwrap();
    let settings = LinkSettings::new("主机", "127.0.0.1:9");
    let link = acquirers::add_link(&context, &actor, OWNER, settings).await.unwrap();
    (terminal.id, link.id)
}

fn sheet() -> serde_json::Value {
    json!({ "components": [
        { "value": "0123456789ABCDEFFEDCBA9876543210", "check_value": "08D7B4" },
        { "value": "10017623DCCDBA675F7E193CD3F295B8", "check_value": "A1471A2D" },
    ]})
}

#[tokio::test]
async fn keys_of_another_institution_do_not_exist() {
    let world = world().await;
    let (terminal, link) = things(&world).await;
    let objects = HashMap::from([("trm", terminal.to_string()), ("lnk", link.to_string())]);
    let mut zak = sheet();
    zak["purpose"] = "zak".into();
    let bodies = HashMap::from([("terminals_load_key", sheet()), ("acquirers_load_link_key", zak)]);
    let findings = sweep::strangers(&world, &world.document, OWNER, &objects, &bodies).await;
    assert_eq!(findings, Vec::<String>::new());
}

#[tokio::test]
async fn a_made_key_is_answered_once_and_kept_nowhere_in_clear() {
    let world = world().await;
    let (terminal, link) = things(&world).await;
    let client = world.signed_in(2, &[Role::TerminalManager]).await;
    let path = format!("/api/v1/terminals/{terminal}/keys");
    let make = async || once(&client, &format!("{path}/make"), None).await;
    let made = make().await;
    assert_eq!(made.header("cache-control"), Some("no-store"));
    let made = made.ok();
    let again = make().await;
    assert_eq!(again.told(), (409, "idempotency_secret_given".to_owned()));
    let advice = "make another one under a new key";
    assert!(again.json()["detail"].as_str().unwrap().ends_with(advice));
    let shown = client.get(&path).await.ok();
    assert_eq!(shown["items"][0]["check_value"], made["check_value"]);
    assert_eq!(shown["items"].as_array().unwrap().len(), 1);

    let load = async |body| once(&client, &format!("{path}/load"), Some(body)).await;
    let loaded = load(sheet()).await.ok();
    assert_ne!(loaded["items"][0]["check_value"], made["check_value"]);
    let mut wrong = sheet();
    wrong["components"][1]["check_value"] = "A1471A2E".into();
    let refused = client.post(&format!("{path}/load"), wrong).await;
    assert_eq!(refused.told(), (422, "key_check_value_wrong".to_owned()));
    assert_eq!(refused.json()["field"], "components[1].check_value");
    // A component in the place of the object that holds it.
    let bare = json!({ "components": [sheet()["components"][0]["value"]] });
    let refused = client.post(&format!("{path}/load"), bare).await;
    assert_eq!(refused.told(), (422, "body_invalid".to_owned()));

    let operations = world.signed_in(2, &[Role::Operations]).await;
    let mut zak = sheet();
    zak["purpose"] = "zak".into();
    let asked = operations.post(&format!("/api/v1/links/{link}/keys/load"), zak).await.ok();
    let read = format!("/api/v1/approvals/{}", asked["approval"].as_str().unwrap());
    let approval = operations.get(&read).await.ok();
    assert_eq!(approval["payload"]["check_value"], asked["check_value"]);
    assert_eq!(approval["payload"].get("sealed"), None);
    let none = operations.get(&format!("/api/v1/links/{link}/keys")).await.ok();
    assert_eq!(none["items"], json!([]));

    let mut secrets =
        vec![made["components"][0]["value"].clone(), made["components"][1]["value"].clone()];
    secrets.extend((0..2).map(|index| sheet()["components"][index]["value"].clone()));
    for table in ["idempotency_key", "audit_entry", "approval", "terminal_key", "outbox"] {
        let rows = everything(&world, table).await;
        for secret in &secrets {
            let secret = secret.as_str().unwrap();
            for form in [secret.to_owned(), hex::encode(secret)] {
                assert!(!rows.contains(&form.to_lowercase()), "{table}");
            }
        }
    }
}

/// The same key each time, so that a second call is the same request again.
async fn once(
    client: &Client,
    path: &str,
    body: Option<serde_json::Value>,
) -> gateway::testing::Answer {
    let mut request = client.request(Method::POST, path, body);
    let key = HeaderValue::from_str(&path.replace('/', ".")).unwrap();
    request.headers_mut().insert(gateway::idempotency::HEADER, key);
    client.send(request).await
}

/// All rows of a table as text; bytes are hex in it.
async fn everything(world: &World, table: &str) -> String {
    let sql = format!("select coalesce(string_agg(t::text, ' '), '') from {table} t");
    let (rows,): (String,) =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_one(&world.test.owner_pool).await.unwrap();
    rows.to_lowercase()
}
