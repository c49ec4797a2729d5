//! Keys in people's hands: made, loaded, approved, and in force on every node.

use super::road::{CARD, Road, ZONE_KEY, admin, keys, road};
use crate::acquirers::{self, LinkPatch, LinkState};
use crate::switch::keys::custody::{self, TerminalKeys};
use crate::switch::keys::{
    Error, KeyComponent, KeyOwner, KeyPurpose, KeyRef, KeySheet, LinkKeyPurpose,
};
use crate::terminals;
use crate::testing::{BANK, OTHER, World, manager};
use connect::acquirer::standin::{Standin, StandinConfig};
use connect::terminal::{Line, Terminal};
use identity::approvals::{self, Approvals, Decision};
use iso8583::{Key, Message};
use kernel::{ApprovalId, Fault, LinkId, TerminalId};
use serde_json::Value;
use std::time::{Duration, Instant};

/// A key of both sides that is not [`ZONE_KEY`].
const OTHER_KEY: &str = "2323456789ABCDEFFEDCBA9876543210";

fn component(value: &str) -> KeyComponent {
    let check_value = hex::encode_upper(Key::from_hex(value).unwrap().check_value());
    KeyComponent { value: value.to_owned(), check_value }
}

/// The sheet of a key: something, and what makes it the key.
fn sheet(key: &str) -> KeySheet {
    let something = "10325476 98BADCFE 01234567 89ABCDEF".replace(' ', "");
    let bytes = |text: &str| hex::decode(text).unwrap();
    let rest: Vec<u8> = bytes(key).iter().zip(bytes(&something)).map(|(a, b)| a ^ b).collect();
    KeySheet {
        components: vec![component(&something), component(&hex::encode_upper(rest))],
        check_value: None,
    }
}

/// What two custodians type into a terminal.
fn typed_in(components: &[KeyComponent]) -> Key {
    let parts: Vec<Vec<u8>> = components.iter().map(|c| hex::decode(&c.value).unwrap()).collect();
    let whole: Vec<u8> = parts[0].iter().zip(&parts[1]).map(|(a, b)| a ^ b).collect();
    Key::new(&whole).unwrap()
}

fn code<T>(result: Result<T, Error>) -> &'static str {
    result.err().map_or("none", |error| error.code())
}

fn purposes(keys: &TerminalKeys) -> Vec<KeyPurpose> {
    keys.items.iter().map(|mark| mark.purpose).collect()
}

fn deciding(world: &World) -> Approvals {
    custody::register(Approvals::new(), keys(world))
}

async fn answer(line: &mut Line, terminal: &mut Terminal) -> Option<String> {
    let sale = terminal.sale(CARD, 100);
    line.pay(terminal, sale).await.unwrap().0.get(39).map(str::to_owned)
}

async fn sign_in(line: &mut Line, terminal: &mut Terminal) -> Message {
    let request = terminal.sign_in("003");
    line.exchange(terminal, request).await.unwrap()
}

/// Waits until a payment is answered so, not for longer than a change may take; says how many
/// were approved before.
async fn until(line: &mut Line, terminal: &mut Terminal, wanted: &str) -> i64 {
    let started = Instant::now();
    let mut approved = 0;
    loop {
        let told = answer(line, terminal).await;
        if told.as_deref() == Some(wanted) {
            assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
            return approved;
        }
        approved += i64::from(told.as_deref() == Some("00"));
        assert!(started.elapsed() < Duration::from_secs(5), "{told:?}, wanted {wanted}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_terminal_is_registered_given_its_key_and_pays_and_a_new_key_ends_its_session() {
    let mut road = road(Vec::new()).await;
    let (id, mut terminal) = road.terminal_without_key().await;
    let (context, actor) = (road.world.context.clone(), manager(BANK));
    let mut line = road.line().await;
    assert_eq!(sign_in(&mut line, &mut terminal).await.get(39), Some("97"), "there is no key yet");
    let none = custody::of_terminal(&context, &actor, id).await.unwrap();
    assert_eq!((none.items.len(), none.signed_in, none.session_at), (0, false, None));

    let made = custody::make(&context, &*keys(&road.world), &actor, id).await.unwrap();
    terminal.config.master_key = typed_in(&made.components);
    let typed = hex::encode_upper(terminal.config.master_key.check_value());
    assert_eq!(typed, made.check_value);
    line.sign_in(&mut terminal).await.unwrap();
    assert_eq!(answer(&mut line, &mut terminal).await.as_deref(), Some("00"));
    let shown = custody::of_terminal(&context, &actor, id).await.unwrap();
    assert_eq!(purposes(&shown), [KeyPurpose::Tmk, KeyPurpose::Mak, KeyPurpose::Pik]);
    assert_eq!(shown.items[0].check_value, made.check_value);
    assert!(shown.signed_in);

    let mut old = terminal.clone();
    let loaded =
        custody::load(&context, &*keys(&road.world), &actor, id, &sheet(OTHER_KEY)).await.unwrap();
    assert_eq!((purposes(&loaded), loaded.signed_in), (vec![KeyPurpose::Tmk], false));
    let before = until(&mut line, &mut old, "77").await;
    // Who has only the old key is given nothing that he can use.
    let reply = sign_in(&mut line, &mut old).await;
    assert!(old.signed_in(&reply).is_err(), "the old master key opens no working key");
    terminal.config.master_key = Key::from_hex(OTHER_KEY).unwrap();
    line.sign_in(&mut terminal).await.unwrap();
    assert_eq!(answer(&mut line, &mut terminal).await.as_deref(), Some("00"));
    assert_eq!(road.owed_fen().await, 100 * (before + 2), "nothing of what was refused");
    no_secret_is_kept(&road, &made.components).await;
    road.stop().await;
    let seen = terminals::get(&context, &actor, id).await.unwrap();
    assert!(seen.last_seen_at.is_some(), "what was seen is noted at the latest when it stops");
}

async fn no_secret_is_kept(road: &Road, components: &[KeyComponent]) {
    let key = hex::encode(typed_in(components).expose());
    for table in ["terminal_key", "audit_entry", "outbox", "terminal_history"] {
        let rows = everything(road, table).await;
        for secret in [&components[0].value, &components[1].value, &key, OTHER_KEY] {
            assert!(!rows.contains(&secret.to_lowercase()), "{table}");
        }
    }
    let audit = everything(road, "audit_entry").await;
    assert!(audit.contains("terminal.key_made") && audit.contains("terminal.key_loaded"));
}

async fn everything(road: &Road, table: &str) -> String {
    let sql = format!("select coalesce(string_agg(t::text, ' '), '') from {table} t");
    let (rows,): (String,) = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .fetch_one(&road.world.test.owner_pool)
        .await
        .unwrap();
    rows.to_lowercase()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_node_refuses_the_old_session_within_a_second() {
    let mut road = road(Vec::new()).await;
    let (id, mut terminal) = road.terminal().await;
    let other_node = road.node(2).await;
    let mut line = road.line().await;
    let mut other = Line::connect(other_node.address(), Duration::from_secs(15)).await.unwrap();
    line.sign_in(&mut terminal).await.unwrap();
    assert_eq!(answer(&mut line, &mut terminal).await.as_deref(), Some("00"));
    assert_eq!(answer(&mut other, &mut terminal).await.as_deref(), Some("00"));
    let mut old = terminal.clone();
    // A sign-in on one node ends what the other holds, though it is asked by the old session.
    line.sign_in(&mut terminal).await.unwrap();
    until(&mut other, &mut old, "A0").await;
    terminal.set_next_trace(100);
    assert_eq!(answer(&mut other, &mut terminal).await.as_deref(), Some("00"));
    let (context, actor) = (&road.world.context, manager(BANK));
    // As a node without a switch does it.
    custody::make(context, &*keys(&road.world), &actor, id).await.unwrap();
    until(&mut other, &mut terminal, "77").await;
    until(&mut line, &mut terminal, "77").await;
    other_node.stop().await;
    road.stop().await;
}

#[tokio::test]
async fn only_the_home_institution_has_a_hand_on_its_terminals_keys() {
    let world = crate::testing::world().await;
    let id = world.terminal(1).await.id;
    let (context, store) = (&world.context, keys(&world));
    let stranger = manager(OTHER);
    assert_eq!(code(custody::of_terminal(context, &stranger, id).await), "terminal_missing");
    assert_eq!(code(custody::make(context, &*store, &stranger, id).await), "terminal_missing");
    let mut wrong = sheet(OTHER_KEY);
    wrong.components[1].check_value = "00000000".to_owned();
    let load = async |id: TerminalId, sheet: &KeySheet| {
        custody::load(context, &*store, &manager(BANK), id, sheet).await
    };
    let refused = load(id, &wrong).await.err().unwrap();
    assert_eq!(refused.code(), "key_check_value_wrong");
    assert_eq!(refused.field(), Some("components[1].check_value"));
    assert_eq!(code(load(TerminalId::new(), &wrong).await), "terminal_missing");
    assert_eq!(load(id, &sheet(OTHER_KEY)).await.unwrap().items.len(), 1);
    terminals::close(context, &manager(BANK), id, "").await.unwrap();
    assert_eq!(code(load(id, &sheet(ZONE_KEY)).await), "terminal_state_forbids");
}

/// Asks for a key of the road's link; the approval and what its payload is.
async fn ask(road: &Road, link: LinkId, purpose: LinkKeyPurpose, key: &str) -> (ApprovalId, Value) {
    let (context, store) = (&road.world.context, keys(&road.world));
    let (approval, _) =
        custody::request_link_key(context, &*store, &admin(BANK), (link, purpose), &sheet(key))
            .await
            .unwrap();
    let found = approvals::find(&context.db, approval).await.unwrap();
    assert!(found.payload["sealed"].is_string());
    (approval, serde_json::to_value(&found).unwrap()["payload"].clone())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_links_key_takes_two_people_and_is_used_without_a_restart() {
    let mut road = road(Vec::new()).await;
    let link = road.switch().links().all()[0].id;
    let (mut terminal, mut line) = road.signed_in().await;
    assert_eq!(answer(&mut line, &mut terminal).await.as_deref(), Some("00"));
    // The acquirer changes its key, and says so.
    let rekeyed = StandinConfig { mac_key: Some(OTHER_KEY.to_owned()), ..Default::default() };
    let host = Standin::start(rekeyed).await.unwrap();
    let address = Some(host.address.to_string());
    let (context, db) = (road.world.context.clone(), road.world.context.db.clone());
    let patch = LinkPatch { address, ..LinkPatch::default() };
    acquirers::change_link(&context, &admin(BANK), link, patch).await.unwrap();
    let begun = Instant::now();
    // Neither side believes the other's MAC: nobody knows what became of a payment.
    while answer(&mut line, &mut terminal).await.as_deref() != Some("98") {
        assert!(begun.elapsed() < Duration::from_secs(15));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(host.entries().len(), 0);

    let (approval, shown) = ask(&road, link, LinkKeyPurpose::Zak, OTHER_KEY).await;
    let check_value = hex::encode_upper(Key::from_hex(OTHER_KEY).unwrap().check_value());
    assert_eq!((&shown["check_value"], &shown["sealed"]), (&check_value.into(), &Value::Null));
    let (late, _) = ask(&road, link, LinkKeyPurpose::Zak, ZONE_KEY).await;
    for secret in [OTHER_KEY, ZONE_KEY, &sheet(OTHER_KEY).components[1].value] {
        for table in ["approval", "audit_entry", "link_key"] {
            assert!(!everything(&road, table).await.contains(&secret.to_lowercase()), "{table}");
        }
    }
    let before = custody::of_link(&context, &admin(BANK), link).await.unwrap();
    let (all, at) = (deciding(&road.world), context.clock.now());
    all.decide(&db, &admin(BANK), approval, Decision::Approve, "", at).await.unwrap();
    until(&mut line, &mut terminal, "00").await;
    let after = custody::of_link(&context, &admin(BANK), link).await.unwrap();
    assert_eq!((before.len(), after.len()), (2, 2));
    assert_ne!(before[0], after[0]);
    assert_eq!(before[1], after[1], "the PIN key is the same");
    // What was asked for on the old key is void.
    let refused = all.decide(&db, &admin(BANK), late, Decision::Approve, "", at).await;
    assert_eq!(refused.err().unwrap().code(), "link_key_changed_meanwhile");
    road.stop().await;
}

#[tokio::test]
async fn a_key_of_a_link_is_asked_for_by_its_own_acquirer_only() {
    let world = crate::testing::world().await;
    let (context, store) = (&world.context, keys(&world));
    let settings = acquirers::LinkSettings::new("主机", "127.0.0.1:9");
    let link = acquirers::add_link(context, &admin(BANK), BANK, settings).await.unwrap();
    let ask = async |actor, sheet: &KeySheet| {
        let of = (link.id, LinkKeyPurpose::Zpk);
        custody::request_link_key(context, &*store, &actor, of, sheet).await
    };
    assert_eq!(code(ask(admin(OTHER), &sheet(OTHER_KEY)).await), "link_missing");
    assert_eq!(code(custody::of_link(context, &admin(OTHER), link.id).await), "link_missing");
    let short = KeySheet { components: vec![component(OTHER_KEY)], check_value: None };
    assert_eq!(code(ask(admin(BANK), &short).await), "key_components_count");
    // A key that was asked for where there was none, and now there is.
    let (approval, _) = ask(admin(BANK), &sheet(OTHER_KEY)).await.unwrap();
    let of = KeyRef { owner: KeyOwner::Link(link.id), purpose: KeyPurpose::Zpk };
    let (key, at) = (hex::decode(ZONE_KEY).unwrap(), context.clock.now());
    let provide = async || custody::provide(&context.db, &*store, (BANK, of), &key, at).await;
    assert!(provide().await.unwrap() && !provide().await.unwrap());
    let all = deciding(&world);
    let refused = all.decide(&context.db, &admin(BANK), approval, Decision::Approve, "", at).await;
    assert_eq!(refused.err().unwrap().code(), "link_key_changed_meanwhile");
    // A retired link needs no key.
    let (approval, _) = ask(admin(BANK), &sheet(OTHER_KEY)).await.unwrap();
    let patch = LinkPatch { state: Some(LinkState::Retired), ..LinkPatch::default() };
    acquirers::change_link(context, &admin(BANK), link.id, patch).await.unwrap();
    assert_eq!(code(ask(admin(BANK), &sheet(OTHER_KEY)).await), "link_retired");
    let refused = all.decide(&context.db, &admin(BANK), approval, Decision::Approve, "", at).await;
    assert_eq!(refused.err().unwrap().code(), "link_retired");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accounts_are_named_after_their_owners() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    assert_eq!(answer(&mut line, &mut terminal).await.as_deref(), Some("00"));
    let (db, query) = (road.world.context.db.within(BANK), ledger::AccountsQuery::default());
    let accounts = ledger::reads::accounts(&db, &query).await.unwrap();
    let mut names: Vec<String> = accounts.items.into_iter().map(|one| one.name).collect();
    names.sort();
    let merchant = format!("山城小面 · {}", road.merchant.merchant.code);
    assert!(names.contains(&merchant), "{names:?}");
    assert!(names.iter().any(|name| name.ends_with(crate::testing::BANK_CODE)), "{names:?}");
    road.stop().await;
}
