//! Prepaid cards on a real database and ledger.

use super::*;
use crate::testing::{BANK, OTHER, World, manager, world};
use kernel::Fault;

struct Shop {
    world: World,
    ledger: Ledger,
    actor: Actor,
    merchant: MerchantId,
}

async fn shop() -> Shop {
    let world = world().await;
    let context = &world.context;
    let ledger = Ledger::open(context.db.clone(), context.clock.clone(), Default::default());
    let merchant = world.merchant(1, &[BANK]).await.merchant.id;
    Shop { ledger: ledger.unwrap(), actor: manager(BANK), merchant, world }
}

impl Shop {
    fn new_card(&self, card_no: &str) -> NewPrepaidCard {
        let card_no = card_no.to_owned();
        NewPrepaidCard { card_no, merchant_id: self.merchant, holder: "陈同学".to_owned() }
    }

    async fn issue(&self, new: &NewPrepaidCard) -> Result<PrepaidCard, Error> {
        issue(&self.world.context, &self.ledger, &self.actor, new).await
    }

    async fn enter(
        &self,
        reference: &str,
        kind: EntryKind,
        amount_fen: i64,
        original: Option<&str>,
    ) -> Result<PrepaidEntry, Error> {
        let new = NewPrepaidEntry {
            reference: reference.to_owned(),
            kind,
            amount_fen,
            original_reference: original.map(str::to_owned),
        };
        enter(&self.world.context, &self.ledger, &self.actor, "C1", &new).await
    }

    async fn balance(&self) -> i64 {
        let found = card(&self.world.context, &self.ledger, &self.actor, "C1").await;
        found.unwrap().balance_fen
    }
}

#[tokio::test]
async fn a_card_pays_what_is_on_it_and_no_fen_more() {
    let shop = shop().await;
    assert_eq!(shop.issue(&shop.new_card("C1")).await.unwrap().balance_fen, 0);
    assert_eq!(shop.issue(&shop.new_card("C1")).await.unwrap().balance_fen, 0);
    let up = shop.enter("T1", EntryKind::TopUp, 1_000, None).await.unwrap();
    assert_eq!((up.state, up.balance_fen), (EntryState::Done, Some(1_000)));
    let paid = shop.enter("P1", EntryKind::Payment, 700, None).await.unwrap();
    assert_eq!(paid.balance_fen, Some(300));
    let short = shop.enter("P2", EntryKind::Payment, 301, None).await.unwrap_err();
    assert_eq!(short.code(), "prepaid_balance_short");
    // Sent again it is what it was, also when there is enough by now.
    shop.enter("T2", EntryKind::TopUp, 500, None).await.unwrap();
    let again = shop.enter("P2", EntryKind::Payment, 301, None).await.unwrap_err();
    assert_eq!(again.code(), "prepaid_balance_short");
    assert_eq!(
        shop.enter("P1", EntryKind::Payment, 700, None).await.unwrap().balance_fen,
        Some(300)
    );
    assert_eq!(shop.balance().await, 800);
    let other = shop.enter("P1", EntryKind::Payment, 701, None).await.unwrap_err();
    assert_eq!(other.code(), "prepaid_reference_taken");
    // What the merchant owes to holders is what is on the cards.
    let owed = shop.ledger.balance(BANK, float(BANK, shop.merchant), None).await.unwrap();
    assert_eq!(owed.counters.net().fen(), -800);
    let report = ledger::verify(&shop.world.context.db).await.unwrap();
    assert!(report.differences.is_empty());
}

#[tokio::test]
async fn two_tills_at_once_do_not_spend_the_same_money() {
    let shop = shop().await;
    shop.issue(&shop.new_card("C1")).await.unwrap();
    shop.enter("T1", EntryKind::TopUp, 1_000, None).await.unwrap();
    let references: Vec<String> = (0..8).map(|number| format!("P{number}")).collect();
    let all = references.iter().map(|one| shop.enter(one, EntryKind::Payment, 400, None));
    let ended = futures::future::join_all(all).await;
    assert_eq!(ended.iter().filter(|one| one.is_ok()).count(), 2);
    assert_eq!(shop.balance().await, 200);
}

#[tokio::test]
async fn refunds_never_sum_to_more_than_was_paid() {
    let shop = shop().await;
    shop.issue(&shop.new_card("C1")).await.unwrap();
    shop.enter("T1", EntryKind::TopUp, 1_000, None).await.unwrap();
    shop.enter("P1", EntryKind::Payment, 600, None).await.unwrap();
    shop.enter("R1", EntryKind::Refund, 400, Some("P1")).await.unwrap();
    shop.enter("R1", EntryKind::Refund, 400, Some("P1")).await.unwrap();
    let much = shop.enter("R2", EntryKind::Refund, 201, Some("P1")).await.unwrap_err();
    assert_eq!(much.code(), "prepaid_refund_exceeds");
    shop.enter("R3", EntryKind::Refund, 200, Some("P1")).await.unwrap();
    assert_eq!(shop.balance().await, 1_000);
    for of in ["T1", "none"] {
        let none = shop.enter("R4", EntryKind::Refund, 1, Some(of)).await.unwrap_err();
        assert_eq!(none.code(), "prepaid_payment_missing");
    }
    let (context, actor) = (&shop.world.context, &shop.actor);
    let page = entries(context, actor, "C1", None, 2).await.unwrap();
    let names = |page: &Page<PrepaidEntry>| {
        page.items.iter().map(|one| one.reference.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&page), ["R3", "R1"]);
    let rest = entries(context, actor, "C1", page.next.as_ref(), 9).await.unwrap();
    assert_eq!(names(&rest), ["P1", "T1"]);
}

#[tokio::test]
async fn cards_are_their_institutions_own_and_fields_are_checked() {
    let shop = shop().await;
    shop.issue(&shop.new_card("C1")).await.unwrap();
    let taken = NewPrepaidCard { holder: "李同学".to_owned(), ..shop.new_card("C1") };
    assert_eq!(shop.issue(&taken).await.unwrap_err().code(), "prepaid_card_taken");
    let strange = NewPrepaidCard { merchant_id: MerchantId::new(), ..shop.new_card("C2") };
    assert_eq!(shop.issue(&strange).await.unwrap_err().code(), "merchant_missing");
    let other = manager(OTHER);
    let unseen = card(&shop.world.context, &shop.ledger, &other, "C1").await.unwrap_err();
    assert_eq!(unseen.code(), "prepaid_card_missing");
    let bad = NewPrepaidCard { holder: " ".to_owned(), ..shop.new_card("C3") };
    assert_eq!(shop.issue(&bad).await.unwrap_err().field(), Some("holder"));
    let bad = NewPrepaidCard { card_no: "C 3".to_owned(), ..shop.new_card("C3") };
    assert_eq!(shop.issue(&bad).await.unwrap_err().field(), Some("card_no"));
    for (kind, fen, original, field) in [
        (EntryKind::Payment, 0, None, "amount_fen"),
        (EntryKind::Payment, 1, Some("P1"), "original_reference"),
        (EntryKind::Refund, 1, None, "original_reference"),
    ] {
        let error = shop.enter("X1", kind, fen, original).await.unwrap_err();
        assert_eq!(error.field(), Some(field));
    }
}
