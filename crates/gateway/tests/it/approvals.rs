//! Four eyes: one asks, another decides, the database agrees.

use axum::http::Method;
use chrono::TimeDelta;
use gateway::testing::{Client, World};
use gateway::{Config, OpenApiRouter};
use identity::{Actor, Approvals, Role, Who, approvals, audit};
use kernel::{ApprovalId, InstitutionId};
use serde_json::{Value, json};

/// An approval that writes to the trail, and one that fails after it has written.
fn actions() -> Approvals {
    Approvals::new()
        .on("test.write", |tx, approval| {
            Box::pin(async move {
                let actor = Actor::system(approval.institution, "action");
                let (target, detail) = (&approval.target, approval.payload.clone());
                audit::record(tx, &actor, "test.done", target, detail, approval.requested_at)
                    .await?;
                Ok(())
            })
        })
        .on("test.fail", |tx, approval| {
            Box::pin(async move {
                let actor = Actor::system(approval.institution, "action");
                let target = &approval.target;
                audit::record(tx, &actor, "test.half", target, json!({}), approval.requested_at)
                    .await?;
                Err(identity::institutions::Error::CodeTaken("48026530".into()).into())
            })
        })
}

async fn world() -> World {
    World::with(Config::default(), actions(), |_| OpenApiRouter::new()).await
}

async fn ask(world: &World, client: &Client, kind: &str) -> ApprovalId {
    let person = client.person.as_ref().unwrap();
    let actor = Actor {
        institution: person.institution,
        who: Who::Person(person.id),
        name: person.name.clone(),
        roles: person.roles.clone(),
        network: false,
    };
    let mut tx = actor.db(&world.app.db).begin().await.unwrap();
    let (payload, at) = (json!({ "priority": 3 }), world.clock.now());
    let id = approvals::request(&mut tx, &actor, kind, "rte_1", payload, at).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn decide(client: &Client, id: ApprovalId, word: &str) -> (u16, String) {
    let path = format!("/api/v1/approvals/{id}/{word}");
    client.call(Method::POST, &path, Some(json!({ "note": "看过了" }))).await.told()
}

async fn actions_done(client: &Client) -> Vec<Value> {
    let trail = client.get("/api/v1/audit?action=test.").await.ok();
    trail["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn one_asks_and_another_decides() {
    let world = world().await;
    let asker = world.signed_in(2, &[Role::RiskOfficer]).await;
    let other = world.signed_in(2, &[Role::RiskOfficer]).await;
    let id = ask(&world, &asker, "test.write").await;
    assert_eq!(decide(&asker, id, "approve").await, (403, "approval_own_request".into()));
    assert_eq!(decide(&asker, id, "reject").await, (403, "approval_own_request".into()));
    assert!(actions_done(&other).await.is_empty());
    assert_eq!(decide(&other, id, "approve").await.0, 200);
    assert_eq!(actions_done(&other).await[0]["detail"], json!({ "priority": 3 }));
    assert_eq!(decide(&other, id, "approve").await, (409, "approval_decided".into()));
    assert_eq!(actions_done(&other).await.len(), 1, "done once");
    let read = other.get(&format!("/api/v1/approvals/{id}")).await.ok();
    assert_eq!(read["state"], "approved");
    assert_eq!(read["decided_by"], other.person.as_ref().unwrap().id.to_string());
    assert_eq!(read["note"], "看过了");
}

#[tokio::test]
async fn of_two_deciding_at_once_one_does() {
    let world = world().await;
    let asker = world.signed_in(2, &[Role::RiskOfficer]).await;
    let one = world.signed_in(2, &[Role::RiskOfficer]).await;
    let two = world.signed_in(2, &[Role::RiskOfficer]).await;
    let id = ask(&world, &asker, "test.write").await;
    let (first, second) = tokio::join!(decide(&one, id, "approve"), decide(&two, id, "reject"));
    let mut statuses = [first.0, second.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn an_action_that_fails_leaves_nothing_behind() {
    let world = world().await;
    let asker = world.signed_in(2, &[Role::RiskOfficer]).await;
    let other = world.signed_in(2, &[Role::RiskOfficer]).await;
    let id = ask(&world, &asker, "test.fail").await;
    let told = decide(&other, id, "approve").await;
    assert_eq!(told, (409, "institution_code_taken".into()), "the action's own words");
    assert!(actions_done(&other).await.is_empty(), "what it had written is gone");
    let read = other.get(&format!("/api/v1/approvals/{id}")).await.ok();
    assert_eq!(read["state"], "pending");
    assert_eq!(decide(&other, id, "reject").await.0, 200);
    let kept = other.get("/api/v1/approvals?state=rejected").await.ok();
    assert_eq!(kept["items"][0]["id"], id.to_string(), "rejected ones are kept");
    let unknown = ask(&world, &asker, "test.unknown").await;
    assert_eq!(decide(&other, unknown, "approve").await.0, 500);
}

#[tokio::test]
async fn nobody_decides_too_late() {
    let world = world().await;
    let asker = world.signed_in(2, &[Role::RiskOfficer]).await;
    let id = ask(&world, &asker, "test.write").await;
    world.clock.advance(TimeDelta::hours(72));
    let other = world.signed_in(2, &[Role::RiskOfficer]).await;
    assert_eq!(decide(&other, id, "approve").await, (409, "approval_expired".into()));
    let started = std::time::Instant::now();
    let mut closed = 0;
    // The refused decision lets go of its row a moment after it was answered; until then the row
    // is passed over.
    while closed == 0 && started.elapsed() < std::time::Duration::from_secs(5) {
        closed = approvals::expire(&world.app.db, world.clock.now()).await.unwrap();
    }
    assert_eq!(closed, 1);
    assert_eq!(decide(&other, id, "approve").await, (409, "approval_decided".into()));
}

/// What the database itself says, whatever the program might try.
async fn database_says(world: &World, statement: &'static str, id: ApprovalId) -> String {
    let db = world.app.db.within(InstitutionId(2));
    let mut tx = db.begin().await.unwrap();
    let error = sqlx::query(statement).bind(id).execute(&mut *tx).await.unwrap_err();
    kernel::fault::sqlstate(&error).unwrap_or_default()
}

#[tokio::test]
async fn the_database_refuses_an_own_approval_and_a_changed_request() {
    let world = world().await;
    let asker = world.signed_in(2, &[Role::RiskOfficer]).await;
    let id = ask(&world, &asker, "test.write").await;
    let own = "update approval set state = 'approved', decided_by = requested_by, \
               decided_name = 'x', decided_at = requested_at where id = $1";
    assert_eq!(database_says(&world, own, id).await, "23514", "check constraint");
    let nobody = "update approval set state = 'approved' where id = $1";
    assert_eq!(database_says(&world, nobody, id).await, "23514", "approved by somebody");
    let changed = "update approval set payload = '{}' where id = $1";
    assert_eq!(database_says(&world, changed, id).await, "42501", "no grant");
    let gone = "delete from approval where id = $1";
    assert_eq!(database_says(&world, gone, id).await, "42501", "no grant");
}
