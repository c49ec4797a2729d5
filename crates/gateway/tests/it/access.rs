//! Who may call what, swept over the whole description.

use gateway::testing::{World, sweep};
use identity::{Actor, Role, approvals};
use kernel::InstitutionId;
use serde_json::json;
use std::collections::HashMap;

#[tokio::test]
async fn every_role_is_let_in_exactly_where_the_table_says() {
    let world = World::new().await;
    let findings = sweep::access(&world, &world.document).await;
    assert_eq!(findings, Vec::<String>::new());
}

#[tokio::test]
async fn every_write_sent_twice_is_answered_the_same() {
    let world = World::new().await;
    let findings = sweep::twice(&world, &world.document).await;
    assert_eq!(findings, Vec::<String>::new());
}

#[tokio::test]
async fn another_institutions_things_do_not_exist() {
    let world = World::new().await;
    let db = &world.app.db;
    let now = world.clock.now();
    let owner = InstitutionId(2);
    let person = world.person(2, &[Role::Operations]).await;
    let admin = world.signed_in(2, &[Role::InstitutionAdmin]).await;
    let new = json!({ "name": "云桥", "roles": ["auditor"] });
    let partner = admin.post("/api/v1/partners", new).await.ok();
    let new = json!({ "label": "1", "algorithm": "ed25519",
        "public_key": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" });
    let partner_id = partner["id"].as_str().unwrap();
    let key = admin.post(&format!("/api/v1/partners/{partner_id}/keys"), new).await.ok();
    let system = Actor::system(owner, "test");
    let mut tx = db.begin().await.unwrap();
    let approval = approvals::request(&mut tx, &system, "x.y", "t", json!({}), now).await.unwrap();
    let job = jobs::NewJob::new(owner, "x.y", json!({}), now);
    let job = jobs::enqueue(&mut tx, job).await.unwrap();
    tx.commit().await.unwrap();
    let account = ledger::NewAccount::of(owner, ledger::AccountKind::FeeIncome, "x", "x");
    let account_id = account.id;
    world.app.ledger.create_accounts(vec![account]).await.unwrap();

    let objects = HashMap::from([
        ("per", person.id.to_string()),
        ("par", partner_id.to_owned()),
        ("key", key["id"].as_str().unwrap().to_owned()),
        ("apr", approval.to_string()),
        ("job", job.to_string()),
        ("acc", account_id.to_string()),
    ]);
    let bodies = HashMap::from([(
        "partners_add_key",
        json!({ "label": "1", "algorithm": "ed25519",
            "public_key": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" }),
    )]);
    let findings = sweep::strangers(&world, &world.document, owner, &objects, &bodies).await;
    assert_eq!(findings, Vec::<String>::new());

    // The same things are there for their own people and for the network branch, so that the
    // sweep above has not looked for what nobody finds.
    let branch = world.signed_in(1, &[Role::NetworkAdmin]).await;
    for path in [
        format!("/api/v1/people/{}", person.id),
        format!("/api/v1/partners/{partner_id}"),
        format!("/api/v1/approvals/{approval}"),
        format!("/api/v1/jobs/{job}"),
        format!("/api/v1/ledger/accounts/{account_id}"),
    ] {
        branch.get(&path).await.ok();
    }
    let stranger = world.signed_in(3, &[Role::InstitutionAdmin]).await;
    let seen = stranger.get("/api/v1/people").await.ok();
    let seen = seen["items"].as_array().unwrap();
    assert!(!seen.is_empty() && seen.iter().all(|item| item["institution_id"] == 3));
}

#[tokio::test]
async fn a_session_end_of_another_is_not_his_to_end() {
    let world = World::new().await;
    let one = world.signed_in(2, &[Role::Operations]).await;
    let other = world.signed_in(2, &[Role::Operations]).await;
    let session = one.get("/api/v1/sessions").await.ok()["current"].clone();
    let path = format!("/api/v1/sessions/{}", session.as_str().unwrap());
    assert_eq!(other.delete(&path).await.told(), (404, "session_missing".into()));
    assert_eq!(one.get("/api/v1/me").await.status, 200);
}
