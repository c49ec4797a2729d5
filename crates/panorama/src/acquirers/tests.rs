//! Acquirers on a real database.

use super::*;
use crate::terminals::Reaction;
use chrono::{DateTime, TimeDelta, Utc};
use connect::acquirer::link::{LinkHealth, LinkPhase as Connection};
use identity::{Role, Who};
use kernel::{Clock, Fault, PersonId};
use storage::testing::{self, TestDatabase};
use storage::vault::{self, Vault};

pub(crate) struct World {
    pub test: TestDatabase,
    pub context: Context,
}

pub(crate) async fn world() -> World {
    let test = testing::database().await;
    test.institutions().await;
    let start: DateTime<Utc> = "2026-11-22T04:00:00Z".parse().unwrap();
    let context = Context {
        db: test.db.clone(),
        clock: Clock::manual(start),
        vault: Vault::from_text(&vault::generate()).unwrap(),
    };
    World { test, context }
}

/// A person of the institution who runs operations.
pub(crate) fn person(institution: i32) -> Actor {
    Actor {
        institution: InstitutionId(institution),
        who: Who::Person(PersonId::new()),
        name: "李雷".to_owned(),
        roles: vec![Role::Operations],
        network: institution == 1,
    }
}

fn settings(name: &str) -> LinkSettings {
    LinkSettings::new(name, "127.0.0.1:9081")
}

pub(crate) async fn link(world: &World, institution: i32, name: &str) -> Link {
    let actor = person(institution);
    add_link(&world.context, &actor, actor.institution, settings(name)).await.unwrap()
}

fn report(link: &Link, node: i32, state: Connection, at: DateTime<Utc>) -> LinkReport {
    LinkReport {
        institution: link.institution,
        link: link.id,
        node,
        saf_depth: 2,
        breaker: BreakerReport { calls: 7, failures: 2, ..BreakerReport::NEW },
        at,
        health: LinkHealth {
            name: link.settings.name.clone(),
            state,
            in_flight: 1,
            sent: 10,
            answered: 8,
            unanswered: 1,
            late: 1,
            unmatched: 0,
            rate_milli: 1500,
            p50_ms: 3,
            p95_ms: 12,
            approval_rate_permille: 950,
            last_error: Some("connection refused".to_owned()),
        },
    }
}

#[tokio::test]
async fn an_acquirer_adds_pauses_and_retires_its_links() {
    let world = world().await;
    let actor = person(2);
    let first = link(&world, 2, "主机一").await;
    let again = add_link(&world.context, &actor, InstitutionId(2), settings("主机一")).await;
    assert_eq!(again.unwrap_err().code(), "link_name_taken");
    let patch = |state| LinkPatch { state: Some(state), ..LinkPatch::default() };
    let paused = change_link(&world.context, &actor, first.id, patch(LinkState::Paused)).await;
    assert_eq!(paused.unwrap().state, LinkState::Paused);
    let renamed =
        LinkPatch { version: Some(1), name: Some("主机二".to_owned()), ..LinkPatch::default() };
    let stale = change_link(&world.context, &actor, first.id, renamed).await.unwrap_err();
    assert_eq!((stale.code(), stale.field()), ("link_changed_meanwhile", Some("version")));
    change_link(&world.context, &actor, first.id, patch(LinkState::Retired)).await.unwrap();
    let back = change_link(&world.context, &actor, first.id, patch(LinkState::Active)).await;
    assert_eq!(back.unwrap_err().code(), "link_retired");
    // The name is free again.
    link(&world, 2, "主机一").await;
    let states: Vec<LinkState> =
        links(&world.context, &actor, None).await.unwrap().iter().map(|link| link.state).collect();
    assert_eq!(states, [LinkState::Retired, LinkState::Active]);
}

#[tokio::test]
async fn others_see_the_names_of_links_and_change_nothing() {
    let world = world().await;
    let own = link(&world, 2, "主机").await;
    let other = person(3);
    let seen = links(&world.context, &other, None).await.unwrap();
    assert!(seen.is_empty(), "addresses are nobody else's business");
    let all = list(&world.context, &other).await.unwrap();
    let ids: Vec<i32> = all.iter().map(|acquirer| acquirer.institution.id.0).collect();
    assert_eq!(ids, [2, 3, 4], "neither the network branch nor a vendor acquires");
    assert_eq!(all[0].links[0].id, own.id);
    assert!(all[0].policy.is_none() && all[1].policy.is_some());
    let change = change_link(&world.context, &other, own.id, LinkPatch::default()).await;
    assert_eq!(change.unwrap_err().code(), "link_missing");
    let add = add_link(&world.context, &other, InstitutionId(2), settings("另一")).await;
    assert_eq!(add.unwrap_err().code(), "acquirer_of_another");
    let policy = set_policy(&world.context, &other, InstitutionId(2), Policy::default()).await;
    assert_eq!(policy.unwrap_err().code(), "acquirer_of_another");
    let vendor = set_policy(&world.context, &person(1), InstitutionId(5), Policy::default()).await;
    assert_eq!(vendor.unwrap_err().code(), "acquirer_missing");
    let mut nobody = person(2);
    nobody.roles.clear();
    let denied = links(&world.context, &nobody, None).await.unwrap_err();
    assert_eq!(denied.code(), "not_allowed");
}

#[tokio::test]
async fn a_cut_off_is_set_by_two_people_from_a_day_that_has_not_begun() {
    let world = world().await;
    let (context, asks, approves) = (&world.context, person(2), person(2));
    let bank = InstitutionId(2);
    let day = |text: &str| format!("2026-11-{text}").parse::<chrono::NaiveDate>().unwrap();
    let at = |text: &str| text.parse::<CutOff>().unwrap();
    let set = |from, text| set_cut_off(context, &asks, bank, (day(from), at(text)));
    let past = set("22", "20:00").await.unwrap_err();
    assert_eq!((past.code(), past.field()), ("field_invalid", Some("from_day")));
    let other = set_cut_off(context, &person(3), bank, (day("23"), at("20:00"))).await;
    assert_eq!(other.unwrap_err().code(), "acquirer_of_another");
    let registry = register(identity::Approvals::new());
    let decide = async |approval, who: &Actor| {
        let (say, now) = (identity::approvals::Decision::Approve, context.clock.now());
        registry.decide(&context.db, who, approval, say, "", now).await
    };
    let (first, second) = (set("23", "20:00").await.unwrap(), set("23", "21:00").await.unwrap());
    let late = set("24", "02:00").await.unwrap();
    let before = find(context, &asks, bank).await.unwrap();
    assert_eq!((before.cut_off, before.cut_offs), (CutOff::default(), Some(Vec::new())));
    assert!(decide(first, &asks).await.is_err(), "not by himself");
    decide(first, &approves).await.unwrap();
    assert_eq!(decide(second, &approves).await.unwrap_err().code(), "cut_off_taken");
    assert_eq!(set("23", "22:00").await.unwrap_err().code(), "cut_off_taken");
    // The 24th begins at 20:00 of the 23rd.
    context.clock.advance(TimeDelta::hours(32));
    assert_eq!(decide(late, &approves).await.unwrap_err().code(), "cut_off_past");
    let now = find(context, &asks, bank).await.unwrap();
    let told: Vec<_> =
        now.cut_offs.unwrap().iter().map(|set| (set.from_day, set.cut_off)).collect();
    assert_eq!((now.cut_off, told), (at("20:00"), vec![(day("23"), at("20:00"))]));
    let stranger = find(context, &person(3), bank).await.unwrap();
    assert_eq!((stranger.cut_off, stranger.cut_offs), (at("20:00"), None));
    let book = cut_off_book(&context.db).await.unwrap();
    assert_eq!(book.of(InstitutionId(3)).at(day("23")), CutOff::default());
}

#[tokio::test]
async fn a_policy_gets_versions_and_every_node_takes_the_newest() {
    let world = world().await;
    let (context, actor) = (&world.context, person(2));
    let bank = InstitutionId(2);
    let directory = Directory::load(&world.test.db).await.unwrap();
    assert_eq!(*directory.now().policy(bank), Policy::default());
    let strict =
        Policy { serial_missing: Reaction::Refuse, distance_max_m: 200, ..Policy::default() };
    let set = set_policy(context, &actor, bank, strict.clone()).await.unwrap();
    assert_eq!((set.version, &set.policy), (1, &strict));
    let same = set_policy(context, &actor, bank, strict.clone()).await.unwrap();
    assert_eq!(same.version, 1, "the same again is no change");
    let too_far = Policy { distance_max_m: 0, ..Policy::default() };
    let refused = set_policy(context, &person(1), bank, too_far).await.unwrap_err();
    assert_eq!(refused.field(), Some("distance_max_m"));
    assert!(directory.refresh().await.unwrap());
    assert!(!directory.refresh().await.unwrap(), "nothing has changed since");
    assert_eq!(*directory.now().policy(bank), strict);
    assert_eq!(&*directory.now().code(bank), "48026530");
    let back = set_policy(context, &person(1), bank, Policy::default()).await.unwrap();
    assert_eq!(back.version, 2);
}

#[tokio::test]
async fn the_board_is_kept_for_those_who_have_no_switch() {
    let world = world().await;
    let link = link(&world, 2, "主机").await;
    let board = LinkHealthBoard::new();
    assert!(board.is_up(link.id), "a link that nobody reported may be tried");
    board.save(&world.test.db).await.unwrap();
    let now = world.context.clock.now();
    board.report(report(&link, 1, Connection::Connecting, now));
    assert!(!board.is_up(link.id));
    board.save(&world.test.db).await.unwrap();
    board.report(report(&link, 1, Connection::Down, now));
    board.save(&world.test.db).await.unwrap();
    let (_, kept) = health(&world.context, &person(2), link.id).await.unwrap();
    assert_eq!(kept, [report(&link, 1, Connection::Down, now)]);
    let hidden = health(&world.context, &person(3), link.id).await.unwrap_err();
    assert_eq!(hidden.code(), "link_missing");
    assert_eq!(standings(&kept, now)[&link.id], Standing::Down);
    let old = now + BELIEVED_FOR + TimeDelta::seconds(1);
    assert!(standings(&kept, old).is_empty(), "a node that fell silent is not believed");
    let other_node = report(&link, 2, Connection::Up, now);
    let both = standings(&[kept[0].clone(), other_node], now);
    assert_eq!(both[&link.id], Standing::Up, "one node reaches it");
    board.forget(link.id);
    assert!(board.is_up(link.id));
}
