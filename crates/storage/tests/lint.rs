//! The rules of the catalog: kept by the migrations, and each of them able to find.

use storage::lint::{self, Finding};
use storage::migrate::{self, Migration};
use storage::testing;

#[tokio::test]
async fn the_migrated_database_keeps_every_rule() {
    let test = testing::database().await;
    let mut connection = test.owner_pool.acquire().await.unwrap();
    let found = lint::catalog(&mut connection).await.unwrap();
    assert!(found.is_empty(), "{}", lines(&found));
    let migrations = migrate::read_folder(&testing::migrations_folder()).unwrap();
    let found = lint::files(&migrations);
    assert!(found.is_empty(), "{}", lines(&found));
}

fn lines(found: &[Finding]) -> String {
    found.iter().map(|finding| format!("\n{finding}")).collect()
}

const SOUND: &str = "
    create table planted (
      institution_id int not null, id uuid not null, amount_fen bigint not null,
      at timestamptz not null, other uuid, primary key (institution_id, id)
    );
    alter table planted enable row level security;
    create policy own on planted to shancheng_app
      using (institution_id = (select app_institution()) or (select app_network()))
      with check (institution_id = (select app_institution()) or (select app_network()));
    grant select, insert, update on planted to shancheng_app;
    create table shared (id int primary key, planted_id uuid);
    comment on table shared is 'reference: few';
    grant select on shared to shancheng_app;
    create table claimed (serial text primary key, institution_id int not null, planted_id uuid);
    comment on table claimed is 'claim: by serial';
    grant select, insert on claimed to shancheng_app;
";

/// What is planted, the rule that must find it, the object it must name, and why.
const PLANTED: &[(&str, &str, &str, &str)] = &[
    ("create table bare (id uuid primary key)", "R1", "bare", "no column"),
    (
        "alter table planted drop constraint planted_pkey, add primary key (id, institution_id)",
        "R1",
        "planted",
        "primary key",
    ),
    ("create unique index by_other on planted (other)", "R1", "by_other", "without institution_id"),
    (
        "alter table planted add constraint one unique (institution_id, other), \
           add column up_institution int, \
           add constraint up foreign key (up_institution, other) \
           references planted (institution_id, id)",
        "R1",
        "up",
        "both sides",
    ),
    (
        "create unique index by_id on planted (id, institution_id); \
         alter table shared add column i int, add constraint down foreign key (i, planted_id) \
           references planted (institution_id, id)",
        "R2",
        "down",
        "leads from",
    ),
    (
        "alter table claimed add constraint back foreign key (institution_id, planted_id) \
           references planted (institution_id, id)",
        "R2",
        "back",
        "leads from",
    ),
    (
        "alter table planted add column serial text references claimed (serial)",
        "R2",
        "planted_serial_fkey",
        "claim table",
    ),
    ("alter table planted add column n serial", "R5", "planted.n", "sequence"),
    (
        "alter table planted add column n int generated always as identity",
        "R5",
        "planted.n",
        "sequence",
    ),
    ("alter table planted add column n timestamp", "R6", "planted.n", "zone"),
    ("alter table planted add column n timestamptz default now()", "R6", "planted.n", "clock"),
    ("alter table planted add column n uuid default gen_random_uuid()", "R6", "planted.n", "clock"),
    (
        "create function f() returns trigger language plpgsql as 'begin return new; end'; \
         create trigger guard before insert on planted for each row execute function f()",
        "R7",
        "planted.guard",
        "trigger",
    ),
    (
        "create rule silent as on delete to planted do instead nothing",
        "R7",
        "planted.silent",
        "rule",
    ),
    (
        "alter table planted add constraint late unique (institution_id, other) deferrable",
        "R7",
        "late",
        "deferrable",
    ),
    ("alter table planted add column fee_fen int", "money", "planted.fee_fen", "bigint"),
    ("alter table planted add column rate real", "money", "planted.rate", "floating"),
    ("alter table planted disable row level security", "security", "planted", "no row-level"),
    ("drop policy own on planted", "security", "planted", "no policy"),
    (
        "create policy all_of_it on planted to shancheng_app using (true)",
        "security",
        "planted",
        "write rows of any",
    ),
    ("revoke select on planted from shancheng_app", "security", "planted", "not granted"),
    ("grant delete on planted to shancheng_app", "security", "planted", "delete"),
    ("grant truncate on shared to shancheng_app", "security", "shared", "truncate"),
    ("reset role; alter table planted owner to current_user", "security", "planted", "belong"),
];

#[tokio::test]
async fn each_rule_finds_what_breaks_it() {
    let test = testing::database().await;
    let mut tx = test.owner_pool.begin_with("begin").await.unwrap();
    sqlx::raw_sql(SOUND).execute(&mut *tx).await.unwrap();
    let sound = lint::catalog(&mut tx).await.unwrap();
    assert!(!sound.iter().any(|found| is_planted(&found.object)), "{}", lines(&sound));
    for (planted, rule, object, why) in PLANTED {
        sqlx::raw_sql("savepoint before").execute(&mut *tx).await.unwrap();
        sqlx::raw_sql(*planted).execute(&mut *tx).await.unwrap();
        let found = lint::catalog(&mut tx).await.unwrap();
        let new: Vec<Finding> = found.into_iter().filter(|one| !sound.contains(one)).collect();
        let named = |one: &Finding| one.rule == *rule && one.object == *object;
        assert!(
            new.iter().any(|one| named(one) && one.why.contains(why)),
            "{planted}: {rule} did not name {object}:{}",
            lines(&new)
        );
        sqlx::raw_sql("rollback to before").execute(&mut *tx).await.unwrap();
    }
}

fn is_planted(object: &str) -> bool {
    ["planted", "shared", "claimed"].contains(&object)
}

#[tokio::test]
async fn a_deletion_that_the_comment_announces_is_allowed() {
    let test = testing::database().await;
    let mut tx = test.owner_pool.begin_with("begin").await.unwrap();
    sqlx::raw_sql(SOUND).execute(&mut *tx).await.unwrap();
    let announced = "grant delete on planted to shancheng_app; \
        comment on table planted is 'deletes: what is older than a year'";
    sqlx::raw_sql(announced).execute(&mut *tx).await.unwrap();
    let found = lint::catalog(&mut tx).await.unwrap();
    assert!(!found.iter().any(|one| is_planted(&one.object)), "{}", lines(&found));
}

#[test]
fn the_text_of_a_migration_is_looked_at_too() {
    let of = |sql: &'static str| {
        lint::files(&[Migration { name: "20270101000000_test_adds".into(), sql: sql.into() }])
    };
    let inside = of("create table a (b int references c (d)); -- fine");
    assert_eq!(
        inside[0].to_string(),
        "R8 20270101000000_test_adds: table a has a foreign key inside"
    );
    assert_eq!(of("do $$ begin perform pg_notify('a', 'b'); end $$;")[0].rule, "R13");
    let sound = "-- create table references; notify
        create table a (b text default 'references');
        alter table a add constraint f foreign key (b) references c (d);";
    assert_eq!(of(sound), []);
}
