//! The trail cannot be edited, and shows it when somebody does behind the program's back.

use gateway::testing::World;
use identity::{Actor, Role, audit};
use kernel::InstitutionId;
use serde_json::json;

async fn deeds(world: &World, count: usize) {
    let actor = Actor::system(InstitutionId(2), "test");
    for number in 0..count {
        let mut tx = world.app.db.begin().await.unwrap();
        let detail =
            json!({ "n": number, "rate": 0.5, "text": "汉字", "deep": { "b": 1, "a": [] } });
        audit::record(&mut tx, &actor, "test.deed", "trm_1", detail, world.clock.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}

async fn refused(world: &World, statement: &'static str) -> String {
    let mut tx = world.app.db.begin().await.unwrap();
    let error = sqlx::query(statement).execute(&mut *tx).await.unwrap_err();
    kernel::fault::sqlstate(&error).unwrap_or_default()
}

#[tokio::test]
async fn the_database_refuses_to_change_or_delete_an_entry() {
    let world = World::new().await;
    deeds(&world, 1).await;
    assert_eq!(refused(&world, "update audit_entry set actor = 'per_x'").await, "42501");
    assert_eq!(refused(&world, "delete from audit_entry").await, "42501");
    assert_eq!(refused(&world, "truncate audit_entry").await, "42501");
}

#[tokio::test]
async fn deeds_done_at_once_make_one_chain() {
    let world = World::new().await;
    futures::future::join_all((0..8).map(|_| deeds(&world, 5))).await;
    let verified = audit::verify(&world.app.db, InstitutionId(2)).await.unwrap();
    assert_eq!((verified.entries, verified.broken), (40, None));
}

#[tokio::test]
async fn an_entry_changed_behind_the_programs_back_is_found() {
    let world = World::new().await;
    deeds(&world, 6).await;
    let auditor = world.signed_in(2, &[Role::Auditor]).await;
    let good = auditor.get("/api/v1/audit/verify").await.ok();
    assert_eq!((&good["entries"], &good["broken"]), (&json!(7), &json!(null)), "with the sign-in");
    let owner = async |statement: &'static str| {
        sqlx::query(statement).execute(&world.test.owner_pool).await.unwrap();
        auditor.get("/api/v1/audit/verify").await.ok()["broken"].clone()
    };
    let edited = owner("update audit_entry set actor_name = '别人' where number = 4").await;
    assert_eq!(edited["number"], 4);
    owner("update audit_entry set actor_name = 'test' where number = 4").await;
    let cut = owner("delete from audit_entry where number = 7").await;
    assert_eq!((&cut["number"], &cut["why"]), (&json!(7), &json!("the trail should end at 7")));
    let middle = owner("delete from audit_entry where number = 2").await;
    assert_eq!(middle["number"], 2);
}

#[tokio::test]
async fn a_rolled_back_deed_leaves_no_entry_and_no_gap() {
    let world = World::new().await;
    deeds(&world, 1).await;
    let actor = Actor::system(InstitutionId(2), "test");
    let mut tx = world.app.db.begin().await.unwrap();
    audit::record(&mut tx, &actor, "test.undone", "x", json!({}), world.clock.now()).await.unwrap();
    tx.rollback().await.unwrap();
    deeds(&world, 1).await;
    let verified = audit::verify(&world.app.db, InstitutionId(2)).await.unwrap();
    assert_eq!((verified.entries, verified.broken), (2, None));
}

#[tokio::test]
async fn the_trail_is_filtered_and_paged() {
    let world = World::new().await;
    deeds(&world, 5).await;
    world.clock.advance(chrono::TimeDelta::minutes(10));
    deeds(&world, 2).await;
    let auditor = world.signed_in(2, &[Role::Auditor]).await;
    let mut seen = Vec::new();
    let mut path = "/api/v1/audit?action=test.deed&target=trm_1&limit=3".to_owned();
    loop {
        let page = auditor.get(&path).await.ok();
        let numbers = page["items"].as_array().unwrap().iter().map(|item| item["number"].clone());
        seen.extend(numbers.map(|number| number.as_i64().unwrap()));
        let Some(next) = page["next"].as_str() else {
            break;
        };
        path = format!("/api/v1/audit?action=test.deed&target=trm_1&limit=3&cursor={next}");
    }
    assert_eq!(seen, [7, 6, 5, 4, 3, 2, 1]);
    let late = "/api/v1/audit?action=test.&from=2026-03-02T01:05:00Z";
    assert_eq!(auditor.get(late).await.ok()["items"].as_array().unwrap().len(), 2);
    let early = "/api/v1/audit?action=test.&to=2026-03-02T01:05:00Z";
    assert_eq!(auditor.get(early).await.ok()["items"].as_array().unwrap().len(), 5);
}
