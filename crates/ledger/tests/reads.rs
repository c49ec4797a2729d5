//! What people ask of the books: as of any time, page by page, day by day.

mod support;

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{AccountId, Clock, InstitutionId};
use ledger::reads::{self, Side};
use ledger::{
    AccountKind, AccountsQuery, Config, Error, Ledger, NewAccount, PendingState, Reason,
    StatementQuery, Transfer, TransferOutcome, code,
};
use storage::testing::TestDatabase;
use support::{INSTITUTION, fen};
use uuid::Uuid;

struct World {
    test: TestDatabase,
    ledger: Ledger,
    clock: Clock,
    shop: AccountId,
    host: AccountId,
}

impl World {
    /// The clock stands at 23:30 in China.
    async fn new() -> World {
        let test = storage::testing::database().await;
        let clock = Clock::manual("2026-11-22T15:30:00Z".parse().unwrap());
        let ledger = Ledger::open(test.db.clone(), clock.clone(), Config::default()).unwrap();
        let shop = NewAccount::of(INSTITUTION, AccountKind::MerchantPayable, "mer_1", "山城火锅");
        let host = NewAccount::of(INSTITUTION, AccountKind::AcquirerReceivable, "2", "山城银行");
        let world = World { test, clock, shop: shop.id, host: host.id, ledger };
        world.ledger.ensure(&[shop.clone(), host.clone()]).await.unwrap();
        world.ledger.ensure(&[shop, host]).await.unwrap();
        world
    }

    async fn pay(&self, amount: i64) -> (Transfer, DateTime<Utc>) {
        let transfer = Transfer::single(INSTITUTION, self.host, self.shop, fen(amount))
            .about(Uuid::now_v7(), "sale")
            .code(code::SALE);
        let at = self.clock.now();
        let outcomes = self.ledger.post(vec![transfer.clone()]).await.unwrap();
        assert!(matches!(outcomes[0], TransferOutcome::Posted(_)));
        self.clock.advance(TimeDelta::minutes(10));
        (transfer, at)
    }

    async fn net(&self, at: Option<DateTime<Utc>>) -> i64 {
        let balance = self.ledger.balance(INSTITUTION, self.shop, at).await.unwrap();
        balance.net_fen.fen()
    }
}

#[tokio::test]
async fn a_balance_is_told_as_of_any_time() {
    let w = World::new().await;
    let start = w.clock.now();
    let (_, first) = w.pay(100).await;
    let (_, second) = w.pay(20).await;
    assert_eq!(w.net(None).await, 120);
    assert_eq!(w.net(Some(second)).await, 120);
    assert_eq!(w.net(Some(second - TimeDelta::microseconds(1))).await, 100);
    assert_eq!(w.net(Some(first)).await, 100);
    assert_eq!(w.net(Some(start - TimeDelta::seconds(1))).await, 0);
    let missing = w.ledger.balance(INSTITUTION, AccountId::new(), None).await;
    assert!(matches!(missing, Err(Error::AccountMissing(_))));
}

#[tokio::test]
async fn a_statement_pages_backwards_with_the_balance_after_each_line() {
    let w = World::new().await;
    let mut times = Vec::new();
    for amount in 1..=7 {
        times.push(w.pay(amount).await.1);
    }
    let mut query = StatementQuery {
        from: Some(times[1]),
        to: Some(times[5]),
        limit: Some(2),
        ..StatementQuery::default()
    };
    let mut told = Vec::new();
    loop {
        let page = w.ledger.statement(INSTITUTION, w.shop, &query).await.unwrap();
        assert!(page.items.len() <= 2);
        for line in &page.items {
            assert_eq!((line.side, line.other), (Side::Credit, w.host));
            assert_eq!(line.reason, "sale");
            told.push((line.amount_fen.fen(), line.after.net_fen.fen()));
        }
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    assert_eq!(told, [(6, 21), (5, 15), (4, 10), (3, 6), (2, 3)]);
}

#[tokio::test]
async fn a_trial_balance_ends_with_the_day_in_china() {
    let w = World::new().await;
    // 23:30, 23:40, 23:50, and 00:00 of the next day.
    for amount in [1, 10, 100, 1000] {
        w.pay(amount).await;
    }
    for (day, net) in [("2026-11-21", 0), ("2026-11-22", 111), ("2026-11-23", 1111)] {
        let trial = w.ledger.trial_balance(INSTITUTION, day.parse().unwrap()).await.unwrap();
        assert!(trial.balanced);
        let of = |kind| trial.lines.iter().find(|line| line.kind == kind).unwrap();
        assert_eq!(of(AccountKind::MerchantPayable).net_fen.fen(), net, "{day}");
        assert_eq!(of(AccountKind::AcquirerReceivable).net_fen.fen(), -net, "{day}");
        assert_eq!(trial.total.debits_posted.fen(), net, "{day}");
    }
}

#[tokio::test]
async fn a_transfer_is_found_by_id_and_by_reference() {
    let w = World::new().await;
    let payment = Uuid::now_v7();
    let reserve = Transfer::pending(INSTITUTION, w.host, w.shop, fen(50), None);
    let reserve = reserve.about(payment, "reserve");
    let part = Transfer::post(INSTITUTION, reserve.id, fen(30)).about(payment, "capture");
    w.ledger.post(vec![reserve.clone(), part.clone()]).await.unwrap();
    w.pay(5).await;
    let found = reads::transfer(&w.test.db, reserve.id).await.unwrap();
    assert_eq!(found.pending_state, Some(PendingState::Posted));
    assert_eq!(found.resolved_by, Some(part.id));
    let legs = reads::by_reference(&w.test.db, payment).await.unwrap();
    let ids: Vec<_> = legs.iter().map(|leg| leg.transfer_id).collect();
    assert_eq!(ids, [reserve.id, part.id]);
    assert_eq!(legs[1].amount_fen, fen(30));
    assert_eq!(w.net(None).await, 35);
}

#[tokio::test]
async fn accounts_are_listed_by_owner_kind_and_name() {
    let w = World::new().await;
    let other = InstitutionId(3);
    let more = (0..5).map(|n| {
        NewAccount::of(other, AccountKind::MerchantPayable, &format!("mer_{n}"), "小面_100%")
    });
    w.ledger.create_accounts(more.collect()).await.unwrap();
    w.pay(7).await;
    let list = async |query: AccountsQuery| reads::accounts(&w.test.db, &query).await.unwrap();
    let owner = AccountsQuery { owner: Some("mer_1".to_owned()), ..AccountsQuery::default() };
    assert_eq!(list(owner).await.items.len(), 2);
    let named = AccountsQuery { q: Some("_100%".to_owned()), ..AccountsQuery::default() };
    assert_eq!(list(named).await.items.len(), 5);
    let kind = AccountsQuery {
        institution: Some(INSTITUTION),
        kind: Some(AccountKind::MerchantPayable),
        ..AccountsQuery::default()
    };
    let found = list(kind).await.items;
    assert_eq!((found.len(), found[0].balance.net_fen.fen()), (1, 7));
    let mut query = AccountsQuery { limit: Some(3), ..AccountsQuery::default() };
    let mut seen = Vec::new();
    loop {
        let page = list(query.clone()).await;
        seen.extend(page.items.iter().map(|account| account.id));
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 7);
}

#[tokio::test]
async fn a_pending_transfer_expires_by_itself_and_only_once() {
    let w = World::new().await;
    let reserve = Transfer::pending(INSTITUTION, w.host, w.shop, fen(50), Some(60));
    w.ledger.post(vec![reserve.clone()]).await.unwrap();
    assert_eq!(w.ledger.expire_due(w.clock.now()).await.unwrap(), 0);
    w.clock.advance(TimeDelta::seconds(60));
    let late = Transfer::post(INSTITUTION, reserve.id, fen(50));
    let outcomes = w.ledger.post(vec![late]).await.unwrap();
    assert_eq!(outcomes, [TransferOutcome::Refused(Reason::PendingExpired)]);
    assert_eq!(w.ledger.expire_due(w.clock.now()).await.unwrap(), 1);
    assert_eq!(w.ledger.expire_due(w.clock.now()).await.unwrap(), 0);
    let balance = w.ledger.balance(INSTITUTION, w.shop, None).await.unwrap();
    assert_eq!(balance.counters, ledger::Counters::default());
    let found = reads::transfer(&w.test.db, reserve.id).await.unwrap();
    assert_eq!(found.pending_state, Some(PendingState::Expired));
}

#[tokio::test]
async fn the_check_finds_what_was_changed_behind_its_back() {
    for statement in [
        "update ledger_transfer set kind = 'pending' where seq = 2",
        "update ledger_transfer set credit_previous_seq = 0 where seq = 4",
        "delete from ledger_transfer where seq = 3",
        "update ledger_head set watermark = seq",
        "insert into ledger_snapshot
           select 2, id, 5, 5, 0, 1, 0, 0 from ledger_account limit 1",
        "delete from ledger_batch where last_seq = 2",
        "insert into ledger_pending
           select 2, id, debit_account_id, credit_account_id, 1, null, 'open', null
           from ledger_transfer where seq = 1",
    ] {
        let w = World::new().await;
        for amount in 1..=5 {
            w.pay(amount).await;
        }
        assert!(ledger::verify(&w.test.db).await.unwrap().good());
        let changed = sqlx::query(statement).execute(&w.test.owner_pool).await.unwrap();
        assert_eq!(changed.rows_affected(), 1, "{statement}");
        assert!(!ledger::verify(&w.test.db).await.unwrap().good(), "{statement}");
    }
}
