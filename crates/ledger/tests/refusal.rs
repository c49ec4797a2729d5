//! The database refuses what a rule forbids, whatever the caller claims: here the functions are
//! called directly, with forged arrays, and the tables are written to without them.

mod support;

use kernel::fault::sqlstate;
use kernel::{AccountId, Clock, TransferId};
use ledger::{
    AccountKind, AccountOutcome, Config, Ledger, NewAccount, Rules, Transfer, TransferOutcome,
};
use storage::Db;
use storage::testing::TestDatabase;
use support::{INSTITUTION, fen};
use uuid::Uuid;

/// One transfer of a forged batch.
#[derive(Clone)]
struct Row {
    id: Uuid,
    kind: &'static str,
    debit: AccountId,
    credit: AccountId,
    amount: i64,
    pending: Option<(TransferId, i64)>,
}

fn row(debit: AccountId, credit: AccountId, amount: i64) -> Row {
    Row { id: Uuid::now_v7(), kind: "single", debit, credit, amount, pending: None }
}

fn resolving(kind: &'static str, of: &Transfer, amount: i64, claimed: i64) -> Row {
    Row { kind, pending: Some((of.id, claimed)), ..row(of.debit, of.credit, amount) }
}

/// What a faulty or hostile program can send.
async fn append(db: &Db, expected: i64, at: &str, rows: &[Row]) -> sqlx::Result<()> {
    let column = |read: fn(&Row) -> Uuid| rows.iter().map(read).collect::<Vec<Uuid>>();
    let zeros = vec![0_i64; rows.len()];
    let mut tx = db.begin().await?;
    sqlx::query(
        "select ledger_append($1, $2, $3::timestamptz, $4, 0, $5, $6, $7, $8, $9, $10, $11, '{}',
           $12, $13, $7, $14, $14, '{}', '{}', '{}', '{}', '{}', '{}')",
    )
    .bind(INSTITUTION)
    .bind(expected)
    .bind(at.parse::<chrono::DateTime<chrono::Utc>>().unwrap())
    .bind(Uuid::now_v7())
    .bind(column(|row| row.id))
    .bind(rows.iter().map(|row| row.kind).collect::<Vec<&str>>())
    .bind(column(|row| row.debit.0))
    .bind(column(|row| row.credit.0))
    .bind(rows.iter().map(|row| row.amount).collect::<Vec<i64>>())
    .bind(rows.iter().map(|row| row.pending.map(|p| p.0.0)).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.pending.map(|p| p.1)).collect::<Vec<_>>())
    .bind(vec![false; rows.len()])
    .bind(vec![0_i32; rows.len()])
    .bind(zeros)
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

struct World {
    test: TestDatabase,
    ledger: Ledger,
    open: AccountId,
    held: AccountId,
    saving: AccountId,
    listed: AccountId,
    target: AccountId,
}

const LATER: &str = "2026-11-22T02:00:00Z";

impl World {
    /// Accounts with each rule; `held` and `listed` have 100 fen.
    async fn new() -> World {
        let test = storage::testing::database().await;
        let clock = Clock::manual("2026-11-22T01:00:00Z".parse().unwrap());
        let ledger = Ledger::open(test.db.clone(), clock, Config::default()).unwrap();
        let account = |owner: &str, rules: Rules| {
            NewAccount::of(INSTITUTION, AccountKind::Supervised, owner, "").with(rules)
        };
        let open = account("open", Rules::default());
        let target = account("target", Rules::default());
        let held = account("held", Rules::not_below_zero());
        let credits_only = Rules { credits_only: true, ..Rules::default() };
        let saving = account("saving", credits_only);
        let only_target = Rules { only_to: vec![target.id], ..Rules::default() };
        let listed = account("listed", only_target);
        let world = World {
            test,
            open: open.id,
            held: held.id,
            saving: saving.id,
            listed: listed.id,
            target: target.id,
            ledger,
        };
        let all = vec![open, target, held, saving, listed];
        world.ledger.create_accounts(all).await.unwrap();
        for to in [world.held, world.saving, world.listed] {
            world.post(Transfer::single(INSTITUTION, world.open, to, fen(100))).await;
        }
        world
    }

    async fn post(&self, transfer: Transfer) -> Transfer {
        let outcomes = self.ledger.post(vec![transfer.clone()]).await.unwrap();
        assert!(matches!(outcomes[0], TransferOutcome::Posted(_)), "{outcomes:?}");
        transfer
    }

    /// Sends a forged batch upon the right head; the books must come out untouched.
    async fn refused(&self, rows: &[Row], state: &str) {
        let before = self.books().await;
        let error = append(&self.test.db, before.0, LATER, rows).await.unwrap_err();
        assert_eq!(sqlstate(&error).as_deref(), Some(state), "{error}");
        assert_eq!(self.books().await, before);
    }

    async fn books(&self) -> (i64, String) {
        let mut sums = String::new();
        let mut seq = 0;
        for id in [self.open, self.held, self.saving, self.listed, self.target] {
            let balance = self.ledger.balance(INSTITUTION, id, None).await.unwrap();
            sums.push_str(&format!("{:?} ", balance.counters));
            seq = balance.seq;
        }
        (seq, sums)
    }

    async fn holds(&self) {
        let report = ledger::verify(&self.test.db).await.unwrap();
        assert!(report.good(), "{report:#?}");
    }
}

#[tokio::test]
async fn an_account_is_not_taken_below_zero() {
    let w = World::new().await;
    w.refused(&[row(w.held, w.open, 101)], "23514").await;
    w.refused(&[row(w.held, w.open, 60), row(w.held, w.target, 41)], "23514").await;
    let pending = Row { kind: "pending", ..row(w.held, w.open, 101) };
    w.refused(&[pending], "23514").await;
    append(&w.test.db, 3, LATER, &[row(w.held, w.open, 100)]).await.unwrap();
}

#[tokio::test]
async fn an_account_for_credits_only_is_not_debited() {
    let w = World::new().await;
    w.refused(&[row(w.saving, w.open, 1)], "23514").await;
    w.refused(&[row(w.open, w.target, 5), row(w.saving, w.target, 1)], "23514").await;
    w.holds().await;
}

#[tokio::test]
async fn a_listed_account_pays_its_list_only() {
    let w = World::new().await;
    w.refused(&[row(w.listed, w.open, 1)], "23514").await;
    w.refused(&[row(w.listed, w.target, 1), row(w.listed, w.held, 1)], "23514").await;
    append(&w.test.db, 3, LATER, &[row(w.listed, w.target, 1)]).await.unwrap();
    // Making it again with a longer list changes nothing.
    let again = NewAccount::of(INSTITUTION, AccountKind::Supervised, "listed", "");
    let wider = Rules { only_to: vec![w.target, w.open], ..Rules::default() };
    let outcomes = w.ledger.create_accounts(vec![again.with(wider)]).await.unwrap();
    assert_eq!(outcomes, [AccountOutcome::ExistsWithDifferent]);
    let error = append(&w.test.db, 4, LATER, &[row(w.listed, w.open, 1)]).await;
    assert_eq!(sqlstate(&error.unwrap_err()).as_deref(), Some("23514"));
}

#[tokio::test]
async fn a_pending_transfer_is_resolved_once_and_by_what_it_holds() {
    let w = World::new().await;
    let pending = Transfer::pending(INSTITUTION, w.held, w.open, fen(50), None);
    let pending = w.post(pending).await;
    let short = Transfer::pending(INSTITUTION, w.held, w.open, fen(20), Some(60));
    let short = w.post(short).await;
    // More than it holds, also when more is claimed to be held; less claimed; other accounts.
    w.refused(&[resolving("post", &pending, 51, 50)], "23514").await;
    w.refused(&[resolving("post", &pending, 51, 51)], "23514").await;
    w.refused(&[resolving("void", &pending, 40, 40)], "23514").await;
    let other = Row { credit: w.target, ..resolving("post", &pending, 50, 50) };
    w.refused(&[other], "23514").await;
    // Twice in one batch; before its time, after its time; a transfer that is not there.
    let twice = [resolving("post", &pending, 10, 50), resolving("void", &pending, 50, 50)];
    w.refused(&twice, "23514").await;
    w.refused(&[resolving("expire", &pending, 50, 50)], "23514").await;
    w.refused(&[resolving("post", &short, 20, 20)], "23514").await;
    let nothing = Transfer::single(INSTITUTION, w.held, w.open, fen(1));
    w.refused(&[resolving("post", &nothing, 1, 1)], "23514").await;
    w.post(Transfer::post(INSTITUTION, pending.id, fen(30))).await;
    w.refused(&[resolving("void", &pending, 50, 50)], "23514").await;
    w.holds().await;
}

#[tokio::test]
async fn a_batch_must_be_sound_and_upon_the_head() {
    let w = World::new().await;
    w.refused(&[row(w.open, w.target, 0)], "23514").await;
    w.refused(&[row(w.open, w.target, -5)], "23514").await;
    w.refused(&[row(w.open, w.open, 5)], "23514").await;
    w.refused(&[row(AccountId::new(), w.target, 5)], "23503").await;
    w.refused(&[row(w.open, AccountId::new(), 5)], "23503").await;
    w.refused(&[], "22023").await;
    let once = row(w.open, w.target, 5);
    w.refused(&[once.clone(), once.clone()], "23505").await;
    append(&w.test.db, 3, LATER, std::slice::from_ref(&once)).await.unwrap();
    w.refused(&[once], "23505").await;
    let error = append(&w.test.db, 3, LATER, &[row(w.open, w.target, 5)]).await;
    assert_eq!(sqlstate(&error.unwrap_err()).as_deref(), Some("40001"));
    let before = "2026-11-22T01:59:59Z";
    let error = append(&w.test.db, 4, before, &[row(w.open, w.target, 5)]).await;
    assert_eq!(sqlstate(&error.unwrap_err()).as_deref(), Some("40001"));
}

#[tokio::test]
async fn the_tables_are_written_by_their_functions_only() {
    let w = World::new().await;
    let tables = [
        ("ledger_head", "seq = seq + 1"),
        ("ledger_account", "owner = ''"),
        ("ledger_rule", "debits_posted_fen = 0"),
        ("ledger_only_to", "to_account_id = account_id"),
        ("ledger_transfer", "amount_fen = 1"),
        ("ledger_batch", "at = at"),
        ("ledger_pending", "state = 'voided'"),
        ("ledger_snapshot", "credits_posted_fen = 9"),
    ];
    for (table, change) in tables {
        let insert = format!("insert into {table} select * from {table}");
        let update = format!("update {table} set {change}");
        let delete = format!("delete from {table}");
        let truncate = format!("truncate {table} cascade");
        for statement in [insert, update, delete, truncate] {
            let mut tx = w.test.db.begin().await.unwrap();
            let text = sqlx::AssertSqlSafe(statement.clone());
            let refused = sqlx::query(text).execute(&mut *tx).await.unwrap_err();
            assert_eq!(sqlstate(&refused).as_deref(), Some("42501"), "{statement}");
        }
    }
}

#[tokio::test]
async fn another_institution_neither_sees_nor_writes() {
    let w = World::new().await;
    let stranger = w.test.db.within(kernel::InstitutionId(3));
    let rows = [row(w.open, w.target, 5)];
    let error = append(&stranger, 3, LATER, &rows).await.unwrap_err();
    assert_eq!(sqlstate(&error).as_deref(), Some("42501"));
    let balance = ledger::reads::balance(&stranger, INSTITUTION, w.open, None).await;
    assert!(matches!(balance, Err(ledger::Error::AccountMissing(_))));
    let page = ledger::reads::accounts(&stranger, &Default::default()).await.unwrap();
    assert!(page.items.is_empty());
    let own = w.test.db.within(INSTITUTION);
    let page = ledger::reads::accounts(&own, &Default::default()).await.unwrap();
    assert_eq!(page.items.len(), 5);
    append(&own, 3, LATER, &rows).await.unwrap();
    // Without any scope the functions fail closed.
    let bare = sqlx::query(
        "select ledger_create_accounts(2, $1, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')",
    )
    .bind(chrono::DateTime::UNIX_EPOCH)
        .execute(w.test.db.pool())
        .await
        .unwrap_err();
    assert_eq!(sqlstate(&bare).as_deref(), Some("42501"));
}
