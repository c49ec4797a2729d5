//! The sweeps over everything that the program serves: every operation with every role, with
//! another institution's rows, and sent twice. A new operation is swept without a line here; a
//! new kind of id needs its table below.

use super::{Faces, board, keys, modules};
use gateway::testing::{World, sweep};
use identity::{Approvals, Role};
use kernel::InstitutionId;
use panorama::Context;
use panorama::routing::Router;
use panorama::switch::Feed;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Whose rows the strangers ask for.
const OWNER: InstitutionId = InstitutionId(2);

/// Prefix of an id, its table, its column there.
#[rustfmt::skip]
const OBJECTS: &[(&str, &str, &str)] = &[
    ("acc", "ledger_account", "id"),       ("apr", "approval", "id"),
    ("ctr", "merchant_contract", "id"),    ("dlv", "webhook_delivery", "id"),
    ("fee", "fee_rule", "id"),              ("hld", "settlement_hold", "id"),
    ("stl", "settlement_batch", "id"),
    ("imp", "bulk_import", "id"),          ("job", "job", "id"),
    ("key", "partner_key", "id"),          ("lnk", "acquirer_link", "id"),
    ("mer", "merchant", "id"),             ("par", "partner", "id"),
    ("pay", "payment", "id"),              ("per", "person", "id"),
    ("rcd", "recon_result", "id"),         ("rcy", "recon_day", "id"),
    ("rep", "makers_report", "id"),        ("rev", "reversal", "payment_id"),
    ("rte", "route", "id"),                ("ses", "session", "id"),
    ("sto", "store", "id"),                ("tra", "ledger_transfer", "id"),
    ("trm", "terminal", "id"),             ("whk", "webhook", "id"),
];

pub(super) async fn world() -> World {
    World::with(gateway::Config::default(), Approvals::new(), |app| {
        let context = Context::of(app);
        let (router, keys) = (Router::new(&app.db, &app.clock, board()), keys(&context));
        let (feed, counter, ledger) = (Feed::new(), None, app.ledger.clone());
        let wallet = "https://wallet.example/userAuth".into();
        let sandbox_acquirer = None;
        modules(Faces { context, router, keys, feed, counter, ledger, wallet, sandbox_acquirer })
    })
    .await
}

/// A row of every kind that belongs to the owner; their written ids by prefix.
async fn rows(world: &World) -> HashMap<&'static str, String> {
    let mut server = world.test.options.connect().await.unwrap();
    let mut files: Vec<_> = std::fs::read_dir(storage::testing::migrations_folder().join("data"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    // The first holds the institutions, which are there.
    for file in &files[1..] {
        let sql = std::fs::read_to_string(file).unwrap();
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut server).await.unwrap();
    }
    // The rows are there for their form; what a use case reads back must have its length.
    let whole = "update merchant set settlement_token = sha256(id::text::bytea),
        phone_token = sha256(code::bytea)";
    sqlx::query(whole).execute(&mut server).await.unwrap();
    people(world, &mut server).await;
    let mut objects = HashMap::new();
    for (prefix, table, column) in OBJECTS {
        let sql = format!("select {column} from {table} where institution_id = $1 limit 1");
        let id: Option<Uuid> = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(OWNER)
            .fetch_optional(&mut server)
            .await
            .unwrap();
        let id = id.unwrap_or_else(|| panic!("{table} has no row of institution {OWNER}"));
        let written = kernel::PersonId(id).to_string();
        objects.insert(*prefix, written.replacen(kernel::PersonId::PREFIX, prefix, 1));
    }
    server.close().await.unwrap();
    objects
}

/// Whoever belongs to the owner: somebody signed in, a partner with a key, a question that
/// waits for an answer.
async fn people(world: &World, server: &mut PgConnection) {
    let admin = world.signed_in(OWNER.0, &[Role::InstitutionAdmin]).await;
    let new = json!({ "name": "云桥", "roles": ["auditor"] });
    let partner = admin.post("/api/v1/partners", new).await.ok();
    let path = format!("/api/v1/partners/{}/keys", partner["id"].as_str().unwrap());
    let registered = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    admin.post(&path, key(registered)).await.ok();
    sqlx::query("update approval set institution_id = $1")
        .bind(OWNER)
        .execute(server)
        .await
        .unwrap();
}

/// A public key, of the vectors of RFC 8032.
fn key(public: &str) -> Value {
    json!({ "label": "1", "algorithm": "ed25519", "public_key": public })
}

#[tokio::test]
async fn every_role_is_let_in_exactly_where_the_table_says() {
    let world = world().await;
    let findings = sweep::access(&world, &world.document).await;
    assert_eq!(findings, Vec::<String>::new());
}

#[tokio::test]
async fn no_read_takes_a_parameter_it_does_not_have_or_a_cursor_of_another() {
    let world = world().await;
    let objects = rows(&world).await;
    let findings = sweep::queries(&world, &world.document, &objects).await;
    assert_eq!(findings, Vec::<String>::new());
}

#[tokio::test]
async fn every_write_sent_twice_is_answered_the_same() {
    let world = world().await;
    let findings = sweep::twice(&world, &world.document).await;
    assert_eq!(findings, Vec::<String>::new());
}

#[tokio::test]
async fn another_institutions_things_do_not_exist() {
    let world = world().await;
    let objects = rows(&world).await;
    let document = &world.document;
    let mut findings = sweep::owners(&world, document, OWNER, &objects).await;
    let before = fingerprints(&world).await;
    findings.extend(sweep::strangers(&world, document, OWNER, &objects, &bodies(1)).await);
    // Who routes to an acquirer must know its links by name.
    let shared = [("/api/v1/acquirers", "lnk")];
    findings.extend(sweep::lists(&world, document, OWNER, &objects, &shared).await);
    let told = sweep::writes(&world, document, 3, &objects, &bodies(1)).await;
    assert_eq!(findings, Vec::<String>::new());
    assert!(told.iter().all(|(_, status)| *status < 500), "{told:?}");
    assert_eq!(fingerprints(&world).await, before, "a stranger has left a mark");
    // The same bodies are good where they belong.
    let told = sweep::writes(&world, document, OWNER.0, &objects, &bodies(2)).await;
    assert_eq!(told.len(), bodies(2).len());
    let wrong: Vec<_> = told.iter().filter(|(_, status)| !(200..300).contains(status)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_ne!(fingerprints(&world).await, before);
}

/// Good bodies that name the owner; `number` makes what must be unique.
fn bodies(number: u32) -> HashMap<&'static str, Value> {
    let place = json!({ "latitude_e6": 29_557_700, "longitude_e6": 106_577_000 });
    let uscc = kernel::Uscc::complete(&format!("91500103MA5{number:06}")).unwrap();
    let store = json!({ "code": format!("S9{number}"), "name": "解放碑店",
        "address": "渝中区民权路1号", "division_code": "500103", "place": place });
    HashMap::from([
        ("partners_add_key", key("PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=")),
        ("partners_create", json!({ "institution_id": 2, "name": "网关", "roles": ["auditor"] })),
        (
            "people_create",
            json!({ "institution_id": 2, "login": format!("new{number}"),
            "name": "某人", "roles": ["operations"] }),
        ),
        (
            "webhooks_create",
            json!({ "institution_id": 2, "events": ["*"],
            "url": format!("https://partner.example/{number}") }),
        ),
        (
            "acquirers_add_link",
            json!({ "institution_id": 2, "name": format!("主机{number}"),
            "address": "127.0.0.1:9081" }),
        ),
        (
            "terminals_register",
            json!({ "institution_id": 2, "serial": format!("SN9{number:09}"),
            "device_type": "04", "maker": "示例厂商", "model": "P1" }),
        ),
        (
            "merchants_create",
            json!({ "institution_id": 2, "name": format!("小面{number}"),
            "kind": "enterprise", "uscc": uscc, "mcc": "5812", "division_code": "500103",
            "address": "渝中区民权路1号", "settlement_account": format!("62220212345{number:08}"),
            "settlement_bank": "山城银行", "phone": "13800138000" }),
        ),
        (
            "merchants_add_contract",
            json!({ "acquirer_id": 3, "mode": "joint",
            "products": ["card"] }),
        ),
        ("merchants_add_store", store),
    ])
}

/// Of every table, how many rows are the owner's and what they hold.
async fn fingerprints(world: &World) -> BTreeMap<String, (i64, Option<String>)> {
    let mut server = world.test.options.connect().await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "select c.table_name::text from information_schema.columns c
         join information_schema.tables t using (table_schema, table_name)
         where c.table_schema = 'public' and c.column_name = 'institution_id'
            and t.table_type = 'BASE TABLE'",
    )
    .fetch_all(&mut server)
    .await
    .unwrap();
    let mut all = BTreeMap::new();
    for table in tables {
        let sql = format!(
            "select count(*), md5(string_agg(t::text, ' ' order by t::text)) from {table} t
             where institution_id = $1"
        );
        let print = sqlx::query_as(AssertSqlSafe(sql)).bind(OWNER).fetch_one(&mut server).await;
        all.insert(table, print.unwrap());
    }
    server.close().await.unwrap();
    all
}
