//! Institutions, people and partners.

use gateway::testing::World;
use identity::Role;
use identity::people::{self, SetUp};
use kernel::Masked;
use serde_json::json;

fn set_up(login: &str) -> SetUp {
    SetUp {
        institution_code: "00010000".into(),
        institution_name: "重庆分公司".into(),
        institution_short_name: "分公司".into(),
        login: login.into(),
        name: "首任管理员".into(),
        password: Masked::new("correct horse battery"),
    }
}

#[tokio::test]
async fn the_first_administrator_is_made_once() {
    let world = World::new().await;
    let (app, now) = (&world.app, world.clock.now());
    let input = [set_up("first@network"), set_up("second@network")];
    let [one, two] = input.map(|input| people::set_up(&app.db, &app.secrets, input, now));
    let (one, two) = tokio::join!(one, two);
    let made = [one.unwrap(), two.unwrap()];
    assert_eq!(made.iter().flatten().count(), 1, "of two at once one wins: {made:?}");
    let third = people::set_up(&app.db, &app.secrets, set_up("third@network"), now).await;
    assert!(third.unwrap().is_none());
    let mut client = world.anonymous();
    let login = &made.iter().flatten().next().unwrap().login;
    client.sign_in(login, "correct horse battery").await;
    assert_eq!(client.get("/api/v1/me").await.ok()["network"], true);
}

#[tokio::test]
async fn an_empty_system_gets_its_branch_with_the_first_administrator() {
    let test = storage::testing::database().await;
    let vault = storage::vault::Vault::from_text(&storage::vault::generate()).unwrap();
    let secrets = identity::Secrets::new(std::sync::Arc::new(vault));
    let now = gateway::testing::beginning();
    let made = people::set_up(&test.db, &secrets, set_up("admin@network"), now).await.unwrap();
    assert_eq!(made.unwrap().roles, vec![Role::NetworkAdmin]);
    let branch = identity::institutions::list(&test.db).await.unwrap();
    assert_eq!((branch.len(), branch[0].id.0, branch[0].code.as_str()), (1, 1, "00010000"));
}

#[tokio::test]
async fn a_new_person_must_choose_his_own_password_first() {
    let world = World::new().await;
    let admin = world.signed_in(2, &[Role::InstitutionAdmin]).await;
    let new = json!({ "login": "li.lei@shancheng", "name": "李雷", "roles": ["merchant_manager",
        "risk_officer"] });
    let created = admin.post("/api/v1/people", new.clone()).await;
    assert_eq!(created.status, 201);
    let created = created.ok();
    let first = created["first_password"].as_str().unwrap();
    let mut client = world.anonymous();
    client.sign_in("li.lei@shancheng", first).await;
    let refused = client.get("/api/v1/approvals").await;
    assert_eq!(refused.told(), (403, "password_change_required".into()));
    let body = json!({ "current": first, "new": "a quiet mountain town" });
    assert_eq!(client.post("/api/v1/me/password", body).await.status, 204);
    client.get("/api/v1/approvals").await.ok();
    let taken = admin.post("/api/v1/people", new).await;
    assert_eq!(taken.told(), (409, "login_taken".into()));
}

#[tokio::test]
async fn a_login_belongs_to_one_person_of_the_whole_system() {
    let world = World::new().await;
    let one = world.signed_in(2, &[Role::InstitutionAdmin]).await;
    let two = world.signed_in(3, &[Role::InstitutionAdmin]).await;
    let new = json!({ "login": "han@shared", "name": "韩梅梅", "roles": ["auditor"] });
    let (first, second) =
        tokio::join!(one.post("/api/v1/people", new.clone()), two.post("/api/v1/people", new));
    let mut told = [first.told(), second.told()];
    told.sort();
    assert_eq!(told[0].0, 201);
    assert_eq!(told[1], (409, "login_taken".into()));
}

#[tokio::test]
async fn nobody_raises_himself_nor_reaches_into_another_institution() {
    let world = World::new().await;
    let admin = world.signed_in(2, &[Role::InstitutionAdmin]).await;
    let own = format!("/api/v1/people/{}", admin.person.as_ref().unwrap().id);
    let more = json!({ "roles": ["institution_admin", "operations"] });
    assert_eq!(admin.patch(&own, more).await.told(), (403, "own_account".into()));
    assert_eq!(admin.patch(&own, json!({ "name": "新名" })).await.status, 200);
    let reset = admin.post(&format!("{own}/reset"), json!({})).await;
    assert_eq!(reset.told(), (403, "own_account".into()));
    let unfit = json!({ "login": "x@shancheng", "name": "x", "roles": ["network_admin"] });
    assert_eq!(admin.post("/api/v1/people", unfit).await.told(), (422, "role_unfit".into()));
    let elsewhere = json!({ "login": "x@jialing", "name": "x", "roles": ["auditor"],
        "institution_id": 3 });
    let told = admin.post("/api/v1/people", elsewhere.clone()).await.told();
    assert_eq!(told, (422, "institution_missing".into()));
    let branch = world.signed_in(1, &[Role::NetworkAdmin]).await;
    let made = branch.post("/api/v1/people", elsewhere).await.ok();
    assert_eq!(made["person"]["institution_id"], 3);
}

#[tokio::test]
async fn a_reset_ends_everything_the_person_had() {
    let world = World::new().await;
    let admin = world.signed_in(2, &[Role::InstitutionAdmin]).await;
    let client = world.signed_in(2, &[Role::Operations]).await;
    let person = client.person.clone().unwrap();
    let answer = admin.post(&format!("/api/v1/people/{}/reset", person.id), json!({})).await.ok();
    assert_eq!(client.get("/api/v1/me").await.status, 401);
    let body = json!({ "login": person.login, "password": gateway::testing::PASSWORD });
    assert_eq!(client.post("/api/v1/sign-in", body).await.status, 401);
    let mut again = world.anonymous();
    again.sign_in(&person.login, answer["first_password"].as_str().unwrap()).await;

    let path = format!("/api/v1/people/{}", person.id);
    admin.patch(&path, json!({ "state": "suspended" })).await.ok();
    assert_eq!(again.get("/api/v1/me").await.status, 401, "suspended");
    let stale = admin.patch(&path, json!({ "name": "x", "version": 1 })).await;
    assert_eq!(stale.told(), (409, "version_changed".into()));
}

#[tokio::test]
async fn institutions_get_the_next_number_and_keep_their_code() {
    let world = World::new().await;
    let branch = world.signed_in(1, &[Role::NetworkAdmin]).await;
    let new = |code: &str| {
        json!({ "code": code, "name": "两路支付有限公司", "short_name": "两路",
            "kind": "payment_institution" })
    };
    let made = branch.post("/api/v1/institutions", new("48096530")).await.ok();
    assert_eq!((&made["id"], &made["state"]), (&json!(6), &json!("active")));
    let taken = branch.post("/api/v1/institutions", new("48096530")).await;
    assert_eq!(taken.told(), (409, "institution_code_taken".into()));
    let second = json!({ "code": "00020000", "name": "x", "short_name": "x",
        "kind": "network_branch" });
    let told = branch.post("/api/v1/institutions", second).await.told();
    assert_eq!(told, (409, "network_branch_is_one".into()));
    let gone = branch.patch("/api/v1/institutions/1", json!({ "state": "closed" })).await;
    assert_eq!(gone.told(), (409, "network_branch_is_one".into()));
    let listed = branch.get("/api/v1/institutions").await.ok();
    assert_eq!(listed["items"].as_array().unwrap().len(), 6);
}

#[tokio::test]
async fn lists_go_on_where_they_stopped() {
    let world = World::new().await;
    let admin = world.signed_in(2, &[Role::InstitutionAdmin]).await;
    for _ in 0..5 {
        world.person(2, &[Role::Auditor]).await;
    }
    let mut seen = Vec::new();
    let mut path = "/api/v1/people?limit=2&q=".to_owned();
    loop {
        let page = admin.get(&path).await.ok();
        seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()));
        let Some(next) = page["next"].as_str() else {
            break;
        };
        path = format!("/api/v1/people?limit=2&cursor={next}");
    }
    let mut once = seen.clone();
    once.dedup();
    assert_eq!((seen.len(), once.len()), (6, 6));
}
