//! Stories of merchants, on a database.

use super::*;
use crate::testing::{
    BANK, NETWORK, OTHER, THIRD, World, contract_draft, entry, manager, merchant_draft,
    store_draft, world,
};
use kernel::Fault;

fn code<T>(result: Result<T, Error>) -> &'static str {
    result.err().map_or("none", |error| error.code())
}

async fn list_of(world: &World, institution: InstitutionId, filter: Filter) -> Vec<String> {
    let page = list(&world.context, &manager(institution), &filter).await.unwrap();
    page.items.into_iter().map(|shown| shown.merchant.name).collect()
}

fn text(text: &str) -> Filter {
    Filter { text: Some(text.to_owned()), ..Filter::default() }
}

#[tokio::test]
async fn a_merchant_is_signed_with_its_number_and_found_again() {
    let world = world().await;
    let shown = world.merchant(1, &[BANK, OTHER]).await;
    assert_eq!(shown.merchant.code.as_str(), "002653058120001");
    assert_eq!(world.merchant(2, &[BANK]).await.merchant.code.as_str(), "002653058120002");
    assert_eq!((shown.stores_count, shown.terminals_count), (1, 0));
    assert_eq!(shown.contracts.len(), 2);
    assert_eq!(shown.merchant.acquirers, [BANK, OTHER]);
    assert_eq!(shown.merchant.settlement.masked, "622202*********0001");
    let again = get(&world.context, &manager(BANK), shown.merchant.id).await.unwrap();
    assert_eq!(again.merchant, shown.merchant);
    for filter in [
        text("小面1号"),
        text("002653058120001"),
        text(shown.merchant.uscc.as_deref().unwrap()),
        text("6222021234500000001"),
    ] {
        assert_eq!(list_of(&world, BANK, filter).await, ["山城小面1号店"]);
    }
    assert_eq!(list_of(&world, BANK, text("13800138000")).await.len(), 2);
    assert_eq!(list_of(&world, BANK, text("_")).await.len(), 0, "like's letters mean themselves");
}

#[tokio::test]
async fn what_is_sensitive_does_not_lie_in_clear() {
    let world = world().await;
    world.merchant(1, &[BANK]).await;
    let (row,): (String,) = sqlx::query_as("select merchant::text from merchant")
        .fetch_one(&world.test.owner_pool)
        .await
        .unwrap();
    assert!(row.contains("622202*********0001"));
    for clear in ["6222021234500000001", "13800138000"] {
        assert!(!row.contains(clear), "{clear} lies in clear");
        assert!(!row.contains(&hex::encode(clear)), "{clear} lies in clear as bytes");
    }
}

#[tokio::test]
async fn a_credit_code_stands_once_in_an_institution() {
    let world = world().await;
    let first = world.merchant(1, &[BANK]).await;
    let again = || entry(&merchant_draft(1), &[OTHER]);
    let context = &world.context;
    let refused = create(context, &manager(BANK), BANK, again()).await;
    assert_eq!(code(refused), "merchant_credit_code_taken");
    let elsewhere = create(context, &manager(OTHER), OTHER, again()).await.unwrap();
    assert_eq!(elsewhere.merchant.code.as_str(), "003653058120001");
    close(context, &manager(BANK), first.merchant.id, "left").await.unwrap();
    create(context, &manager(BANK), BANK, again()).await.unwrap();
}

#[tokio::test]
async fn a_merchant_number_stands_once_in_the_system() {
    let world = world().await;
    let mut draft = merchant_draft(1);
    draft.code = Some("002653058120001".to_owned());
    let context = &world.context;
    create(context, &manager(OTHER), OTHER, entry(&draft, &[])).await.unwrap();
    let mut again = merchant_draft(2);
    again.code = draft.code.clone();
    let refused = create(context, &manager(BANK), BANK, entry(&again, &[])).await;
    assert_eq!(code(refused), "merchant_code_taken");
    // The bank's own numbers go round the one that was given out by hand.
    let made = world.merchant(3, &[]).await;
    assert_eq!(made.merchant.code.as_str(), "002653058120002");
}

#[tokio::test]
async fn a_micro_merchant_has_a_person_and_is_found_by_the_id_number() {
    let world = world().await;
    let mut draft = merchant_draft(1);
    draft.kind = MerchantKind::Micro;
    draft.uscc = None;
    draft.responsible_id = Some("11010519491231002X".to_owned());
    let shown = create(&world.context, &manager(BANK), BANK, entry(&draft, &[])).await.unwrap();
    assert_eq!(shown.merchant.responsible.unwrap().masked, "110***********002X");
    assert_eq!(list_of(&world, BANK, text("11010519491231002X")).await.len(), 1);
}

#[tokio::test]
async fn an_acquirer_reads_its_merchants_and_writes_none() {
    let world = world().await;
    let shown = world.merchant(1, &[OTHER]).await;
    let id = shown.merchant.id;
    let context = &world.context;
    assert_eq!(code(get(context, &manager(THIRD), id).await), "merchant_missing");
    let seen = get(context, &manager(OTHER), id).await.unwrap();
    assert_eq!(seen.contracts.len(), 1);
    let seen = stores(context, &manager(OTHER), id, None, None).await.unwrap();
    assert_eq!(seen.items.len(), 1);
    let refused = suspend(context, &manager(OTHER), id, "").await;
    assert_eq!(code(refused), "merchant_not_yours");
    let new = store_draft("S002").check().unwrap();
    assert_eq!(code(add_store(context, &manager(OTHER), id, new).await), "merchant_not_yours");
    // Not even past the use cases: the database has no row that this scope may change.
    let mut tx = context.db.within(OTHER).begin().await.unwrap();
    let done = sqlx::query("update merchant set name = 'x' where id = $1")
        .bind(id)
        .execute(&mut *tx)
        .await
        .unwrap();
    assert_eq!(done.rows_affected(), 0);
    drop(tx);
    let contract = seen_contract(&world, id).await;
    end_contract(context, &manager(BANK), contract.id).await.unwrap();
    end_contract(context, &manager(BANK), contract.id).await.unwrap();
    assert_eq!(code(get(context, &manager(OTHER), id).await), "merchant_missing");
    assert_eq!(list_of(&world, NETWORK, Filter::default()).await.len(), 1);
}

async fn seen_contract(world: &World, id: MerchantId) -> Contract {
    let contracts = contracts(&world.context, &manager(BANK), id).await.unwrap();
    contracts.into_iter().next().unwrap()
}

#[tokio::test]
async fn a_contract_lets_the_acquirer_in_at_once_and_stands_once() {
    let world = world().await;
    let id = world.merchant(1, &[]).await.merchant.id;
    let (context, actor) = (&world.context, manager(BANK));
    add_contract(context, &actor, id, contract_draft(OTHER)).await.unwrap();
    let seen = stores(context, &manager(OTHER), id, None, None).await.unwrap();
    assert_eq!(seen.items.len(), 1, "the stores too");
    let twice = add_contract(context, &actor, id, contract_draft(OTHER)).await;
    assert_eq!(code(twice), "contract_taken");
    let vendor = add_contract(context, &actor, id, contract_draft(InstitutionId(5))).await;
    assert_eq!(code(vendor), "field_invalid");
}

#[tokio::test]
async fn papers_change_and_the_history_says_what_and_not_to_what() {
    let world = world().await;
    let id = world.merchant(1, &[BANK]).await.merchant.id;
    let (context, actor) = (&world.context, manager(BANK));
    let patch = MerchantPatch {
        name: Some("新山城小面".to_owned()),
        phone: Some("13900139000".to_owned()),
        settlement_account: Some("6228480000000000".to_owned()),
        ..MerchantPatch::default()
    };
    let changed = update(context, &actor, id, patch.clone()).await.unwrap();
    assert_eq!(changed.merchant.version, 2);
    assert_eq!(changed.merchant.phone.masked, "139****9000");
    let again = update(context, &actor, id, patch).await.unwrap();
    assert_eq!(again.merchant.version, 2, "nothing changed, nothing written");
    let bad = MerchantPatch { mcc: Some("0000".to_owned()), ..MerchantPatch::default() };
    assert_eq!(code(update(context, &actor, id, bad).await), "field_invalid");
    let history = history(context, &actor, id).await.unwrap();
    let changes: Vec<_> = history.iter().map(|row| row.change.as_str()).collect();
    assert_eq!(changes, ["changed", "created"]);
    assert_eq!(
        history[0].detail.to_string(),
        r#"{"changed":["name","settlement_account","phone"]}"#
    );
    let mut tx = context.db.read().await.unwrap();
    let clear = clear_of(&mut tx, context, &[id]).await.unwrap();
    assert_eq!(&*clear[&id].settlement, "6228480000000000");
}

#[tokio::test]
async fn a_merchant_is_held_released_and_closed_once() {
    let world = world().await;
    let shown = world.merchant(1, &[BANK]).await;
    let id = shown.merchant.id;
    let (context, actor) = (&world.context, manager(BANK));
    for _ in 0..2 {
        let held = suspend(context, &actor, id, "complaints").await.unwrap();
        assert_eq!(held.merchant.version, 2);
    }
    resume(context, &actor, id, "").await.unwrap();
    let terminal = world.active_terminal(1, &shown, "48026530").await;
    assert_eq!(code(close(context, &actor, id, "").await), "merchant_has_terminals");
    let contract = seen_contract(&world, id).await;
    assert_eq!(code(end_contract(context, &actor, contract.id).await), "terminals_bound");
    let store = stores(context, &actor, id, None, None).await.unwrap().items.remove(0);
    let shut = StorePatch { state: Some(StoreState::Closed), ..StorePatch::default() };
    let refused = update_store(context, &actor, store.id, shut.clone()).await;
    assert_eq!(code(refused), "terminals_bound");
    crate::terminals::close(context, &actor, terminal.id, "").await.unwrap();
    update_store(context, &actor, store.id, shut).await.unwrap();
    for _ in 0..2 {
        let closed = close(context, &actor, id, "left").await.unwrap();
        assert_eq!(closed.merchant.state, MerchantState::Closed);
    }
    assert_eq!(code(resume(context, &actor, id, "").await), "merchant_closed");
    let new = store_draft("S002").check().unwrap();
    assert_eq!(code(add_store(context, &actor, id, new).await), "merchant_closed");
}

#[tokio::test]
async fn a_store_has_its_code_once() {
    let world = world().await;
    let id = world.merchant(1, &[BANK]).await.merchant.id;
    let (context, actor) = (&world.context, manager(BANK));
    let new = |code: &str| store_draft(code).check().unwrap();
    let store = add_store(context, &actor, id, new("S002")).await.unwrap();
    assert_eq!(code(add_store(context, &actor, id, new("S002")).await), "store_code_taken");
    let patch = StorePatch { mcc: Some("5814".to_owned()), ..StorePatch::default() };
    let changed = update_store(context, &actor, store.id, patch).await.unwrap();
    assert_eq!((changed.mcc.to_string().as_str(), changed.version), ("5814", 2));
    let page = stores(context, &actor, id, None, Some(1)).await.unwrap();
    let next = stores(context, &actor, id, page.next.as_ref(), Some(1)).await.unwrap();
    assert_eq!(next.items[0].code, "S002");
    assert!(next.next.is_none());
}

#[tokio::test]
async fn every_change_is_told_to_others_and_to_the_trail() {
    let world = world().await;
    let id = world.merchant(1, &[BANK]).await.merchant.id;
    suspend(&world.context, &manager(BANK), id, "").await.unwrap();
    let events: Vec<String> = sqlx::query_scalar("select name from outbox order by id")
        .fetch_all(&world.test.owner_pool)
        .await
        .unwrap();
    assert_eq!(events, ["merchant.created", "merchant.suspended"]);
    let actions: Vec<String> = sqlx::query_scalar("select action from audit_entry order by number")
        .fetch_all(&world.test.owner_pool)
        .await
        .unwrap();
    assert_eq!(actions, ["merchant.create", "merchant.suspended"]);
}
