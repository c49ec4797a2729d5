//! Stories of terminals, on a database.

use super::*;
use crate::merchants::{self, MerchantPatch};
use crate::testing::{
    BANK, BANK_CODE, NETWORK, OTHER, OTHER_CODE, THIRD, World, binding_draft, center, manager,
    merchant_draft, new_terminal, serial, world,
};
use chrono::TimeDelta;
use identity::approvals::{Approvals, Decision};
use kernel::{Fault, GivenPlace};
use std::time::{Duration, Instant};
use tokio::sync::watch;

fn code<T>(result: Result<T, Error>) -> &'static str {
    result.err().map_or("none", |error| error.code())
}

fn deciding(world: &World) -> Approvals {
    approvals(Approvals::new(), world.context.clone())
}

#[tokio::test]
async fn a_terminal_lives_from_registration_to_closing_and_begins_anew() {
    let world = world().await;
    let merchant = world.merchant(1, &[BANK]).await;
    let (context, actor) = (&world.context, manager(BANK));
    let id = world.terminal(1).await.id;
    assert_eq!(code(activate(context, &actor, id, "").await), "terminal_state_forbids");
    let bound = bind(context, &actor, id, binding_draft(&merchant, BANK_CODE)).await.unwrap();
    assert_eq!(bound.state, TerminalState::Bound);
    assert_eq!(code(activate(context, &actor, id, "").await), "terminal_not_tested");
    test(context, &actor, id, (TestResult::Started, "")).await.unwrap();
    test_seen(context, BANK, id).await.unwrap();
    let active = activate(context, &actor, id, "").await.unwrap();
    assert_eq!(active.state, TerminalState::Active);
    suspend(context, &actor, id, "complaints").await.unwrap();
    resume(context, &actor, id, "").await.unwrap();
    context.clock.advance(TimeDelta::hours(1));
    let closed = close(context, &actor, id, "returned").await.unwrap();
    assert_eq!(closed.closed_at, Some(context.clock.now()));
    assert_eq!(code(resume(context, &actor, id, "").await), "terminal_state_forbids");
    let anew = world.terminal(1).await;
    assert_ne!(anew.id, id);
    let (changes, _) = history(context, &actor, anew.id).await.unwrap();
    let words: Vec<&str> = changes.iter().map(|row| row.change.as_str()).collect();
    assert_eq!(
        words,
        [
            "registered",
            "closed",
            "resumed",
            "suspended",
            "activated",
            "test_passed",
            "test_started",
            "bound",
            "registered",
        ],
        "the serial number keeps its history"
    );
}

#[tokio::test]
async fn a_command_repeated_changes_nothing() {
    let world = world().await;
    let merchant = world.merchant(1, &[BANK]).await;
    let (context, actor) = (&world.context, manager(BANK));
    let active = world.active_terminal(1, &merchant, BANK_CODE).await;
    let id = active.id;
    let bind_again = bind(context, &actor, id, binding_draft(&merchant, BANK_CODE)).await;
    assert_eq!(bind_again.unwrap().version, active.version);
    assert_eq!(activate(context, &actor, id, "").await.unwrap().version, active.version);
    let once = suspend(context, &actor, id, "").await.unwrap();
    assert_eq!(suspend(context, &actor, id, "").await.unwrap().version, once.version);
    let once = close(context, &actor, id, "").await.unwrap();
    let twice = close(context, &actor, id, "").await.unwrap();
    assert_eq!(once.version, twice.version);
    let (changes, _) = history(context, &actor, id).await.unwrap();
    assert_eq!(changes.iter().filter(|row| row.change == Change::Closed).count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_registrations_of_one_serial_number_one_wins() {
    let world = world().await;
    let mut tasks = Vec::new();
    for number in 0..50 {
        let context = world.context.clone();
        let institution = if number % 2 == 0 { BANK } else { OTHER };
        tasks.push(tokio::spawn(async move {
            register(&context, &manager(institution), institution, new_terminal(7)).await
        }));
    }
    let mut outcomes = std::collections::BTreeMap::new();
    for task in tasks {
        *outcomes.entry(code(task.await.unwrap())).or_insert(0) += 1;
    }
    let expected = [("none", 1), ("terminal_serial_taken", 49)];
    assert_eq!(outcomes.into_iter().collect::<Vec<_>>(), expected);
    let filter = Filter { text: Some(serial(7)), ..Filter::default() };
    let page = list(&world.context, &manager(NETWORK), &filter).await.unwrap();
    assert_eq!(page.items.len(), 1, "the network sees one terminal");
}

#[tokio::test]
async fn a_terminal_is_bound_to_what_is_in_the_papers_only() {
    let world = world().await;
    let merchant = world.merchant(1, &[BANK]).await;
    let (context, actor) = (&world.context, manager(BANK));
    let id = world.terminal(1).await.id;
    let good = || binding_draft(&merchant, BANK_CODE);
    let mut cases: Vec<(BindingDraft, &str)> = Vec::new();
    let mut case = |change: fn(&mut BindingDraft), code| {
        let mut draft = good();
        change(&mut draft);
        cases.push((draft, code));
    };
    case(|draft| draft.merchant_id = Some(kernel::MerchantId::new()), "terminal_merchant_missing");
    case(|draft| draft.store_code = Some("S009".into()), "terminal_store_missing");
    case(|draft| draft.store_code = None, "terminal_store_missing");
    case(|draft| draft.acquirer_code = Some("99999999".into()), "terminal_acquirer_missing");
    case(|draft| draft.acquirer_code = Some(OTHER_CODE.into()), "terminal_contract_missing");
    case(|draft| draft.merchant_code = Some("1".into()), "terminal_element_differs");
    case(|draft| draft.credit_code = Some("1".into()), "terminal_element_differs");
    case(|draft| draft.settlement_account = Some("1".into()), "terminal_element_differs");
    case(
        |draft| draft.place = Some(GivenPlace { latitude_e6: i32::MAX, ..center() }),
        "place_invalid",
    );
    for (draft, expected) in cases {
        assert_eq!(code(bind(context, &actor, id, draft).await), expected);
    }
    let stated = BindingDraft {
        credit_code: merchant_draft(1).uscc,
        settlement_account: Some(merchant_draft(1).settlement_account),
        merchant_code: Some(merchant.merchant.code.to_string()),
        terminal_code: Some("A0000001".parse().unwrap()),
        ..good()
    };
    let bound = bind(context, &actor, id, stated).await.unwrap().binding.unwrap();
    assert_eq!(bound.acquirer_code, BANK_CODE);
    assert_eq!(bound.terminal_code.as_str(), "A0000001");
    assert_eq!(bound.place, center().keep().unwrap().place());
    let other = world.merchant(2, &[BANK]).await;
    let refused = bind(context, &actor, id, binding_draft(&other, BANK_CODE)).await;
    assert_eq!(code(refused), "terminal_bound_otherwise");
}

#[tokio::test]
async fn a_terminal_number_names_one_terminal_of_an_acquirer_for_ever() {
    let world = world().await;
    let merchant = world.merchant(1, &[BANK, OTHER]).await;
    let (context, actor) = (&world.context, manager(BANK));
    let draft = |acquirer: &str| BindingDraft {
        terminal_code: Some("00000001".parse().unwrap()),
        ..binding_draft(&merchant, acquirer)
    };
    let first = world.terminal(1).await.id;
    bind(context, &actor, first, draft(BANK_CODE)).await.unwrap();
    close(context, &actor, first, "").await.unwrap();
    let second = world.terminal(2).await.id;
    let refused = bind(context, &actor, second, draft(BANK_CODE)).await;
    assert_eq!(code(refused), "terminal_code_taken");
    bind(context, &actor, second, draft(OTHER_CODE)).await.unwrap();
}

#[tokio::test]
async fn a_micro_merchants_terminal_is_bound_to_the_person() {
    let world = world().await;
    let mut draft = merchant_draft(1);
    draft.kind = merchants::MerchantKind::Micro;
    draft.uscc = None;
    draft.responsible_id = Some("11010519491231002X".to_owned());
    let entry = crate::testing::entry(&draft, &[BANK]);
    let merchant = merchants::create(&world.context, &manager(BANK), BANK, entry).await.unwrap();
    let terminal = world.active_terminal(1, &merchant, BANK_CODE).await;
    let owner = terminal.binding.unwrap().owner;
    assert_eq!(owner.shown(), "110***********002X");
    let (content,): (String,) = sqlx::query_as("select content from evidence_leaf")
        .fetch_one(&world.test.owner_pool)
        .await
        .unwrap();
    assert!(content.contains("responsible_id"));
    for clear in ["11010519491231002X", "6222021234500000001"] {
        assert!(!content.contains(clear), "{clear} stands in the log");
    }
}

#[tokio::test]
async fn moving_needs_another_person_and_keeps_the_history() {
    let world = world().await;
    let merchant = world.merchant(1, &[BANK, OTHER]).await;
    let (context, asks, decides) = (&world.context, manager(BANK), manager(BANK));
    let active = world.active_terminal(1, &merchant, BANK_CODE).await;
    let north = GivenPlace { latitude_e6: 29_600_000, ..center() };
    let draft = || BindingDraft {
        place: Some(north),
        note: "new shop".to_owned(),
        ..binding_draft(&merchant, BANK_CODE)
    };
    let same = request_rebind(context, &asks, active.id, binding_draft(&merchant, BANK_CODE));
    assert_eq!(code(same.await), "terminal_bound_so");
    let id = request_rebind(context, &asks, active.id, draft()).await.unwrap();
    let all = deciding(&world);
    let at = context.clock.now();
    let own = all.decide(&context.db, &asks, id, Decision::Approve, "", at).await;
    assert!(own.is_err(), "nobody approves what he asked for");
    let db = &context.db;
    all.decide(db, &decides, id, Decision::Approve, "seen", at).await.unwrap();
    let moved = get(context, &asks, active.id).await.unwrap();
    assert_eq!(moved.state, TerminalState::Active, "moving does not stop it");
    let (before, after) = (active.binding.unwrap(), moved.binding.unwrap());
    assert_eq!(after.place.latitude_e6, 29_600_000);
    assert_eq!(after.terminal_code, before.terminal_code);
    let (changes, bindings) = history(context, &asks, active.id).await.unwrap();
    assert_eq!(changes[0].change, Change::Moved);
    assert_eq!(changes[0].note, "new shop");
    let ended: Vec<bool> = bindings.iter().map(|row| row.ended_at.is_some()).collect();
    assert_eq!(ended, [false, true]);
    // To another acquirer it must be tried out again, under a number of that acquirer.
    let draft = binding_draft(&merchant, OTHER_CODE);
    let id = request_rebind(context, &asks, active.id, draft).await.unwrap();
    all.decide(db, &decides, id, Decision::Approve, "", at).await.unwrap();
    let rebound = get(context, &asks, active.id).await.unwrap();
    assert_eq!((rebound.state, rebound.tested), (TerminalState::Bound, false));
}

#[tokio::test]
async fn a_move_asked_for_before_another_change_is_void() {
    let world = world().await;
    let merchant = world.merchant(1, &[BANK, OTHER]).await;
    let (context, actor) = (&world.context, manager(BANK));
    let active = world.active_terminal(1, &merchant, BANK_CODE).await;
    let draft = binding_draft(&merchant, OTHER_CODE);
    let id = request_rebind(context, &actor, active.id, draft).await.unwrap();
    suspend(context, &actor, active.id, "").await.unwrap();
    let all = deciding(&world);
    let at = context.clock.now();
    let db = &context.db;
    let refused = all.decide(db, &manager(BANK), id, Decision::Approve, "", at).await;
    assert_eq!(refused.unwrap_err().code(), "terminal_changed");
}

#[tokio::test]
async fn every_change_of_a_binding_is_a_leaf_of_the_log() {
    let world = world().await;
    let merchant = world.merchant(1, &[BANK]).await;
    let (context, actor) = (&world.context, manager(BANK));
    let id = world.active_terminal(1, &merchant, BANK_CODE).await.id;
    close(context, &actor, id, "").await.unwrap();
    let kinds: Vec<(String, String)> =
        sqlx::query_as("select kind, subject from evidence_leaf order by id")
            .fetch_all(&world.test.owner_pool)
            .await
            .unwrap();
    let subject = id.to_string();
    let expected = [("terminal.bound", &subject), ("terminal.closed", &subject)];
    assert_eq!(kinds.iter().map(|(k, s)| (k.as_str(), s)).collect::<Vec<_>>(), expected);
    let pending = proof(context, &actor, id, None).await;
    assert!(pending.is_err(), "no place in the log yet, so no proof yet");
    let none = proof(context, &actor, id, Some(kernel::BindingId::new())).await;
    assert_eq!(code(none), "terminal_binding_missing");
}

#[tokio::test]
async fn an_acquirer_reads_its_terminals_and_writes_none() {
    let world = world().await;
    let merchant = world.merchant(1, &[OTHER]).await;
    let id = world.active_terminal(1, &merchant, OTHER_CODE).await.id;
    let context = &world.context;
    assert_eq!(code(get(context, &manager(THIRD), id).await), "terminal_missing");
    let seen = get(context, &manager(OTHER), id).await.unwrap();
    assert!(seen.binding.is_some(), "with its binding");
    let (changes, _) = history(context, &manager(OTHER), id).await.unwrap();
    assert!(!changes.is_empty());
    let refused = close(context, &manager(OTHER), id, "").await;
    assert_eq!(code(refused), "terminal_not_yours");
    let mut tx = context.db.within(OTHER).begin().await.unwrap();
    let done = sqlx::query("update terminal set state = 'closed' where id = $1")
        .bind(id)
        .execute(&mut *tx)
        .await
        .unwrap();
    assert_eq!(done.rows_affected(), 0);
}

#[tokio::test]
async fn history_and_bindings_cannot_be_rewritten() {
    let world = world().await;
    let merchant = world.merchant(1, &[BANK]).await;
    world.active_terminal(1, &merchant, BANK_CODE).await;
    for statement in [
        "update terminal_history set note = 'x'",
        "delete from terminal_history",
        "update terminal_binding set merchant_code = '000000000000000'",
        "delete from terminal_binding",
    ] {
        let mut tx = world.context.db.begin().await.unwrap();
        let refused = sqlx::query(statement).execute(&mut *tx).await.unwrap_err();
        assert_eq!(kernel::fault::sqlstate(&refused).as_deref(), Some("42501"), "{statement}");
    }
}

#[tokio::test]
async fn lists_are_narrowed_and_paged() {
    let world = world().await;
    let merchant = world.merchant(1, &[BANK]).await;
    let (context, actor) = (&world.context, manager(BANK));
    for number in 1..=3 {
        world.terminal(number).await;
    }
    let active = world.active_terminal(4, &merchant, BANK_CODE).await;
    let code = active.binding.as_ref().unwrap().terminal_code.to_string();
    let count = async |filter: Filter| list(context, &actor, &filter).await.unwrap().items.len();
    let text = |text: &str| Filter { text: Some(text.to_owned()), ..Filter::default() };
    assert_eq!(count(Filter::default()).await, 4);
    assert_eq!(count(text("SN")).await, 4);
    assert_eq!(count(text(&serial(2))).await, 1);
    assert_eq!(count(text(&code)).await, 1);
    let of_merchant = Filter {
        merchant: Some(merchant.merchant.id),
        state: Some(TerminalState::Active),
        ..Filter::default()
    };
    assert_eq!(count(of_merchant).await, 1);
    let mut filter = Filter { limit: Some(3), ..Filter::default() };
    let page = list(context, &actor, &filter).await.unwrap();
    assert_eq!(page.items[0].id, active.id, "newest first");
    filter.cursor = page.next;
    let rest = list(context, &actor, &filter).await.unwrap();
    assert_eq!((rest.items.len(), rest.next), (1, None));
}

#[tokio::test]
async fn when_terminals_were_seen_is_kept_apart() {
    let world = world().await;
    let id = world.terminal(1).await.id;
    let (context, actor) = (&world.context, manager(BANK));
    let later = context.clock.now() + TimeDelta::minutes(5);
    let mut tx = context.db.within(BANK).begin().await.unwrap();
    note_seen(&mut tx, BANK, &[(id, context.clock.now()), (id, later)]).await.unwrap();
    note_seen(&mut tx, BANK, &[(id, context.clock.now())]).await.unwrap();
    tx.commit().await.unwrap();
    let seen = get(context, &actor, id).await.unwrap();
    assert_eq!((seen.last_seen_at, seen.version), (Some(later), 1));
}

/// Waits until it holds, and says how long that took.
async fn within(limit: Duration, mut holds: impl FnMut() -> bool) -> Duration {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < limit, "not within {limit:?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    start.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn closing_takes_effect_on_every_node_within_a_second() {
    let world = world().await;
    let merchant = world.merchant(1, &[BANK]).await;
    let context = &world.context;
    let first = Directory::load(&context.db, &context.clock).await.unwrap();
    let second = Directory::load(&context.db, &context.clock).await.unwrap();
    let stop = watch::Sender::new(false);
    let mut tasks = Vec::new();
    for node in [&first, &second] {
        let (node, stop) = (node.clone(), stop.subscribe());
        tasks.push(tokio::spawn(async move { node.run(stop).await }));
    }
    let terminal = world.active_terminal(1, &merchant, BANK_CODE).await;
    let binding = terminal.binding.clone().unwrap();
    let (merchant_code, terminal_code) = (binding.merchant_code, binding.terminal_code);
    let admitted = |node: &Directory| {
        let found = node.find(merchant_code.as_str(), terminal_code.as_str(), None)?;
        admit(&found, false)
    };
    let (first, second, admitted) = (&first, &second, &admitted);
    let both = |wanted: Result<(), Refusal>| {
        move || [first, second].iter().all(|node| admitted(node) == wanted)
    };
    let second_long = Duration::from_secs(1);
    within(second_long, both(Ok(()))).await;
    let actor = manager(BANK);
    suspend(context, &actor, terminal.id, "").await.unwrap();
    within(second_long, both(Err(Refusal::Suspended))).await;
    resume(context, &actor, terminal.id, "").await.unwrap();
    within(second_long, both(Ok(()))).await;
    merchants::suspend(context, &actor, merchant.merchant.id, "").await.unwrap();
    within(second_long, both(Err(Refusal::MerchantSuspended))).await;
    merchants::resume(context, &actor, merchant.merchant.id, "").await.unwrap();
    within(second_long, both(Ok(()))).await;
    close(context, &actor, terminal.id, "").await.unwrap();
    let took = within(second_long, both(Err(Refusal::Closed))).await;
    println!("closing took effect on both nodes after {took:?}");
    stop.send_replace(true);
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn the_directory_holds_transactions_against_the_binding() {
    let world = world().await;
    let merchant = world.merchant(1, &[BANK]).await;
    let context = &world.context;
    let terminal = world.active_terminal(1, &merchant, BANK_CODE).await;
    world.terminal(2).await;
    let directory = Directory::load(&context.db, &context.clock).await.unwrap();
    assert_eq!(directory.len(), 1);
    let bound = terminal.binding.unwrap();
    let (merchant_code, terminal_code) = (bound.merchant_code, bound.terminal_code);
    let number = serial(1);
    let sent = Presented {
        serial: Some(&number),
        acquirer_code: Some(BANK_CODE),
        merchant_code: merchant_code.as_str(),
        terminal_code: terminal_code.as_str(),
        place: Some(bound.place),
        device_type: Some(DeviceType::SmartPos),
    };
    let judge = |directory: &Directory, sent: &Presented<'_>| {
        let found = directory.find(sent.merchant_code, sent.terminal_code, sent.serial).unwrap();
        check(&found.bound(&found.merchant()), &Policy::default(), sent)
    };
    assert_eq!(judge(&directory, &sent).verdict, CheckVerdict::Matched);
    // Another merchant's number: found by the serial number, and refused by the policy.
    let foreign = Presented { merchant_code: "002653058129999", ..sent.clone() };
    assert_eq!(judge(&directory, &foreign).verdict, CheckVerdict::Refused);
    let find = |serial: &str| directory.find("1", "1", Some(serial)).map(|view| view.id);
    assert_eq!(find(&serial(2)), Err(Refusal::Unbound));
    assert_eq!(find(&serial(3)), Err(Refusal::Unknown));
    assert_eq!(find(&serial(1)), Ok(terminal.id));
    // Papers that change after the binding are a difference until the terminal is rebound.
    let patch = MerchantPatch {
        settlement_account: Some("6228480000000000".to_owned()),
        ..MerchantPatch::default()
    };
    let id = merchant.merchant.id;
    merchants::update(context, &manager(BANK), id, patch).await.unwrap();
    directory.refresh(TimeDelta::seconds(5)).await.unwrap();
    let verdict = judge(&directory, &sent);
    assert_eq!(verdict.verdict, CheckVerdict::Flagged);
    assert_eq!(verdict.differences[0].element, Element::SettlementAccount);
}

#[tokio::test]
async fn the_directory_follows_moves_and_serial_numbers_begun_anew() {
    let world = world().await;
    let merchant = world.merchant(1, &[BANK, OTHER]).await;
    let (context, actor) = (&world.context, manager(BANK));
    let directory = Directory::load(&context.db, &context.clock).await.unwrap();
    let old = world.active_terminal(1, &merchant, BANK_CODE).await;
    directory.refresh(TimeDelta::zero()).await.unwrap();
    let draft = binding_draft(&merchant, OTHER_CODE);
    let id = request_rebind(context, &actor, old.id, draft).await.unwrap();
    let at = context.clock.now();
    let decided = deciding(&world);
    decided.decide(&context.db, &manager(BANK), id, Decision::Approve, "", at).await.unwrap();
    directory.refresh(TimeDelta::zero()).await.unwrap();
    let before = old.binding.unwrap();
    let stale = directory.find(before.merchant_code.as_str(), before.terminal_code.as_str(), None);
    assert_eq!(stale.map(|view| view.id), Err(Refusal::Unknown));
    let view = directory.get(old.id).unwrap();
    assert_eq!((view.acquirer, view.state), (OTHER, TerminalState::Bound));
    assert_eq!(admit(&view, false), Err(Refusal::NotActive));
    assert_eq!(admit(&view, true), Ok(()));
    close(context, &actor, old.id, "").await.unwrap();
    context.clock.advance(TimeDelta::seconds(1));
    let anew = world.active_terminal(1, &merchant, BANK_CODE).await;
    directory.refresh(TimeDelta::seconds(5)).await.unwrap();
    let by_serial = directory.find("1", "1", Some(&serial(1))).unwrap();
    assert_eq!(by_serial.id, anew.id);
    assert!(directory.age().is_some());
}
