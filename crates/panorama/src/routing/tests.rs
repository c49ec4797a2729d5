//! Routing on a real database.

use super::*;
use crate::acquirers::tests::{World, link, person, world};
use crate::acquirers::{self, HealthSettings, LinkHealthBoard, LinkPatch};
use identity::approvals::Decision as Deciding;
use kernel::{ContractId, Fault, LinkId};

/// A merchant of institution 2 with contracts with the acquirers.
async fn merchant(world: &World, acquirers: &[i32]) -> MerchantId {
    let id = MerchantId::new();
    sqlx::query(
        "insert into merchant (institution_id, id, code, name, short_name, kind, uscc, mcc,
           division_code, address, settlement_sealed, settlement_token, settlement_masked,
           settlement_bank, phone_sealed, phone_token, phone_masked, state, version, created_at,
           changed_at)
         values (2, $1, '002653058120001', '小面馆', '小面馆', 'enterprise',
           '91500000000000000X', '5812', '500103', '解放碑', '', '', '', '', '', '', '', 'active',
           1, $2, $2)",
    )
    .bind(id)
    .bind(world.context.clock.now())
    .execute(&world.test.owner_pool)
    .await
    .unwrap();
    for acquirer in acquirers {
        contract(world, id, *acquirer).await;
    }
    id
}

async fn contract(world: &World, merchant: MerchantId, acquirer: i32) -> ContractId {
    let id = ContractId::new();
    sqlx::query(
        "insert into merchant_contract (institution_id, id, merchant_id, acquirer_id,
           acquirer_merchant_code, mode, products, from_day, state, created_at)
         values (2, $1, $2, $3, '898500000000001', 'joint', '{card}', '2026-01-01', 'active', $4)",
    )
    .bind(id)
    .bind(merchant)
    .bind(acquirer)
    .bind(world.context.clock.now())
    .execute(&world.test.owner_pool)
    .await
    .unwrap();
    id
}

fn draft(acquirer: i32, link: LinkId, bin: &str) -> RouteDraft {
    let range = BinRange { low: bin.to_owned(), high: bin.to_owned() };
    RouteDraft {
        name: "借记卡".to_owned(),
        priority: 10,
        conditions: Conditions { bin_ranges: vec![range], ..Conditions::default() },
        strategy: Strategy::Weight,
        targets: vec![Target::new(InstitutionId(acquirer), link)],
    }
}

async fn approve(
    world: &World,
    by: &Actor,
    id: ApprovalId,
) -> Result<Approval, identity::approvals::Error> {
    let approvals = register(Approvals::new());
    let at = world.context.clock.now();
    approvals.decide(&world.test.db, by, id, Deciding::Approve, "", at).await
}

fn question(merchant: MerchantId, context: &Context) -> Question<'static> {
    Question {
        payment: PaymentId::new(),
        institution: InstitutionId(2),
        merchant,
        kind: RoutedKind::Sale,
        product: "card",
        card: "6222021234567890123",
        mcc: "5812".parse().unwrap(),
        amount_fen: 100,
        at: context.clock.now(),
    }
}

async fn router(world: &World) -> Router {
    Router::load(&world.test.db, &world.context.clock, LinkHealthBoard::new()).await.unwrap()
}

#[tokio::test]
async fn a_rule_decides_only_after_a_second_person_has_approved_it() {
    let world = world().await;
    let (home, other) = (link(&world, 2, "本行").await, link(&world, 3, "嘉陵").await);
    let merchant = merchant(&world, &[2, 3]).await;
    let router = router(&world).await;
    let decide = || router.decide(&question(merchant, &world.context)).unwrap();
    assert_eq!((decide().acquirer, decide().link), (InstitutionId(2), home.id));

    let asker = person(2);
    let draft = draft(3, other.id, "622202");
    let (route, approval) = create(&world.context, &asker, draft.clone()).await.unwrap();
    assert_eq!((route.state, route.version), (RouteState::Draft, 0));
    router.refresh().await.unwrap();
    assert_eq!(decide().acquirer, InstitutionId(2), "a draft decides nothing");
    let own = approve(&world, &asker, approval).await.unwrap_err();
    assert_eq!(own.code(), "approval_own_request");

    let second = person(2);
    approve(&world, &second, approval).await.unwrap();
    router.refresh().await.unwrap();
    let decision = decide();
    assert_eq!((decision.acquirer, decision.link), (InstitutionId(3), other.id));
    assert_eq!(decision.route, Some(route.id));
    assert_eq!(&*decision.acquirer_code, "48016531");
    assert_eq!(decision.considered[0].reason, Reason::LongestBin);

    let now = find(&world.context, &asker, route.id).await.unwrap();
    assert_eq!((now.state, now.version), (RouteState::Active, 1));
    assert_eq!(now.approved_by, Some(second.who.to_string()));
    let kept: (i32, String, String) = sqlx::query_as(
        "select v.version, v.change, l.subject from route_version v
         join evidence_leaf l on l.institution_id = v.institution_id and l.id = v.leaf_id
         where v.route_id = $1 and l.kind = 'route.published'",
    )
    .bind(route.id)
    .fetch_one(&world.test.owner_pool)
    .await
    .unwrap();
    assert_eq!(kept, (1, "create".to_owned(), route.id.to_string()));
    let trail: Vec<(String,)> =
        sqlx::query_as("select action from audit_entry where institution_id = 2 order by number")
            .fetch_all(&world.test.owner_pool)
            .await
            .unwrap();
    let trail: Vec<&str> = trail.iter().map(|row| row.0.as_str()).collect();
    assert!(trail.contains(&"route.create.request") && trail.contains(&"approval.approve"));
}

#[tokio::test]
async fn a_change_leaves_the_rule_as_it_is_until_approved_and_an_old_one_is_refused() {
    let world = world().await;
    let (home, other) = (link(&world, 2, "本行").await, link(&world, 3, "嘉陵").await);
    let merchant = merchant(&world, &[2, 3]).await;
    let (asker, second) = (person(2), person(2));
    let (route, approval) =
        create(&world.context, &asker, draft(3, other.id, "622202")).await.unwrap();
    approve(&world, &second, approval).await.unwrap();

    let (_, one) =
        change(&world.context, &asker, route.id, draft(2, home.id, "622202")).await.unwrap();
    let (_, two) = retire(&world.context, &asker, route.id).await.unwrap();
    let router = router(&world).await;
    let acquirer = || router.decide(&question(merchant, &world.context)).unwrap().acquirer;
    assert_eq!(acquirer(), InstitutionId(3));
    approve(&world, &second, one).await.unwrap();
    router.refresh().await.unwrap();
    assert_eq!(acquirer(), InstitutionId(2));
    let stale = approve(&world, &second, two).await.unwrap_err();
    assert_eq!(stale.code(), "route_changed_meanwhile");

    let (_, end) = retire(&world.context, &asker, route.id).await.unwrap();
    approve(&world, &second, end).await.unwrap();
    let ended = find(&world.context, &asker, route.id).await.unwrap();
    assert_eq!((ended.state, ended.version), (RouteState::Retired, 3));
    let late = retire(&world.context, &asker, route.id).await.unwrap_err();
    assert_eq!(late.code(), "route_retired");
    router.refresh().await.unwrap();
    assert_eq!(router.table().routes(), 0);
}

#[tokio::test]
async fn a_draft_that_leads_nowhere_is_refused_with_its_field() {
    let world = world().await;
    let other = link(&world, 3, "嘉陵").await;
    let actor = person(2);
    let refused = async |draft: RouteDraft| {
        let error = create(&world.context, &actor, draft).await.unwrap_err();
        (error.field().unwrap_or_default().to_owned(), error.to_string())
    };
    let (field, said) = refused(draft(4, other.id, "6222")).await;
    assert_eq!(
        (&*field, &*said),
        ("targets[0].link_id", "targets[0].link_id: is a link of another acquirer")
    );
    let (_, said) = refused(draft(3, LinkId::new(), "6222")).await;
    assert_eq!(said, "targets[0].link_id: is not a link");
    let mut unknown = draft(3, other.id, "6222");
    unknown.conditions.merchant_id = Some(MerchantId::new());
    assert_eq!(refused(unknown).await.0, "conditions.merchant_id");
    assert_eq!(refused(draft(3, other.id, "6")).await.0, "conditions.bin_ranges[0].low");
    let retired = LinkPatch { state: Some(LinkState::Retired), ..LinkPatch::default() };
    acquirers::change_link(&world.context, &person(3), other.id, retired).await.unwrap();
    assert_eq!(refused(draft(3, other.id, "6222")).await.1, "targets[0].link_id: is retired");
}

#[tokio::test]
async fn rules_of_others_are_neither_seen_nor_changed_and_the_networks_hold_for_all() {
    let world = world().await;
    let (_, other) = (link(&world, 2, "本行").await, link(&world, 3, "嘉陵").await);
    let merchant = merchant(&world, &[2, 3]).await;
    let (route, approval) =
        create(&world.context, &person(1), draft(3, other.id, "6222")).await.unwrap();
    approve(&world, &person(1), approval).await.unwrap();
    let router = router(&world).await;
    let decision = router.decide(&question(merchant, &world.context)).unwrap();
    assert_eq!(decision.route, Some(route.id));
    let hidden = find(&world.context, &person(2), route.id).await.unwrap_err();
    assert_eq!(hidden.code(), "route_missing");
    let mine = create(&world.context, &person(2), draft(3, other.id, "622202")).await.unwrap().0;
    let network = retire(&world.context, &person(1), mine.id).await.unwrap_err();
    assert_eq!(network.code(), "route_of_another");
}

#[tokio::test]
async fn contracts_made_and_ended_are_known_at_the_next_look() {
    let world = world().await;
    link(&world, 2, "本行").await;
    link(&world, 3, "嘉陵").await;
    let merchant = merchant(&world, &[]).await;
    let router = router(&world).await;
    let acquirer = || router.decide(&question(merchant, &world.context)).map(|one| one.acquirer);
    assert_eq!(acquirer().unwrap_err().reason, Reason::NoContract);
    contract(&world, merchant, 3).await;
    router.refresh().await.unwrap();
    assert_eq!(acquirer(), Ok(InstitutionId(3)));
    let home = contract(&world, merchant, 2).await;
    router.refresh().await.unwrap();
    assert_eq!(acquirer(), Ok(InstitutionId(2)), "the home institution comes first");
    sqlx::query("update merchant_contract set state = 'ended', ended_at = $2 where id = $1")
        .bind(home)
        .bind(world.context.clock.now())
        .execute(&world.test.owner_pool)
        .await
        .unwrap();
    router.refresh().await.unwrap();
    assert_eq!(acquirer(), Ok(InstitutionId(3)));
    router.refresh().await.unwrap();
    assert_eq!(router.contracts(merchant).len(), 1, "seen twice, counted once");
}

#[tokio::test]
async fn a_dry_run_tells_what_became_of_every_rule() {
    let world = world().await;
    let (_, other) = (link(&world, 2, "本行").await, link(&world, 3, "嘉陵").await);
    let merchant = merchant(&world, &[2]).await;
    let (_, approval) =
        create(&world.context, &person(2), draft(3, other.id, "622202")).await.unwrap();
    approve(&world, &person(2), approval).await.unwrap();
    let router = router(&world).await;
    let trial = |merchant| Trial {
        from: From::Merchant(merchant),
        card: "622202".to_owned(),
        amount_fen: 100,
        kind: RoutedKind::Sale,
        product: RoutedProduct::Card,
        mcc: None,
        at: None,
    };
    let decision = dry_run(&world.context, &router, &person(2), trial(merchant)).await.unwrap();
    let decision = decision.unwrap();
    let lines: Vec<String> = decision
        .considered
        .iter()
        .map(|line| format!("{} {} {}", line.acquirer, line.outcome, line.reason))
        .collect();
    assert_eq!(lines, ["3 not_eligible no_contract", "2 chosen default_home"]);
    let hidden = dry_run(&world.context, &router, &person(3), trial(merchant)).await.unwrap_err();
    assert_eq!(hidden.code(), "merchant_missing");
    let filter = Filter { limit: Some(1), ..Filter::default() };
    let page = list(&world.context, &person(2), filter).await.unwrap();
    assert_eq!((page.items.len(), page.next), (1, None));
}

#[tokio::test]
async fn a_paused_or_dead_link_is_passed_over() {
    let world = world().await;
    let first = link(&world, 2, "一").await;
    let second = link(&world, 2, "二").await;
    let merchant = merchant(&world, &[2]).await;
    let router = router(&world).await;
    let decide = || router.decide(&question(merchant, &world.context));
    assert_eq!(decide().unwrap().link, first.id);
    let paused = LinkPatch { state: Some(LinkState::Paused), ..LinkPatch::default() };
    acquirers::change_link(&world.context, &person(2), first.id, paused.clone()).await.unwrap();
    router.refresh().await.unwrap();
    assert_eq!(decide().unwrap().link, second.id);
    acquirers::change_link(&world.context, &person(2), second.id, paused).await.unwrap();
    router.refresh().await.unwrap();
    assert_eq!(decide().unwrap_err().reason, Reason::LinkInactive);
}

#[tokio::test]
async fn a_link_that_fails_is_left_alone_and_one_payment_tries_it() {
    let world = world().await;
    let (home, other) = (link(&world, 2, "本行").await, link(&world, 3, "嘉陵").await);
    let merchant = merchant(&world, &[2, 3]).await;
    let router = router(&world).await;
    let settings = HealthSettings {
        calls_min: 2,
        open_s: 30,
        probes: 1,
        eliminate_below_permille: 0,
        ..HealthSettings::default()
    };
    let board = router.board();
    board.watch(home.id, settings);
    let now = world.context.clock.now();
    let decide = |seconds| {
        let at = now + chrono::TimeDelta::seconds(seconds);
        let question = Question { at, ..question(merchant, &world.context) };
        router.decide(&question).unwrap().link
    };
    assert_eq!(decide(0), home.id);
    board.record(home.id, now, now, false);
    board.record(home.id, now, now, false);
    assert_eq!(decide(1), other.id);
    board.watch(home.id, settings);
    assert_eq!(decide(29), other.id, "the same settings again change nothing");
    assert_eq!(decide(30), home.id, "the probe");
    assert_eq!(decide(31), other.id, "one probe at a time");
    let later = now + chrono::TimeDelta::seconds(32);
    board.record(home.id, later, later, true);
    assert_eq!(decide(33), home.id);
}

#[tokio::test]
async fn a_draft_asked_for_before_there_were_targets_is_still_approved() {
    let world = world().await;
    let other = link(&world, 3, "嘉陵").await;
    let (route, approval) =
        create(&world.context, &person(2), draft(3, other.id, "6222")).await.unwrap();
    sqlx::query(
        "update approval set payload = jsonb_set(payload #- '{draft,targets}' #- '{draft,strategy}',
           '{draft}', (payload->'draft') - 'targets' - 'strategy'
             || jsonb_build_object('acquirer_id', 3, 'link_id', $2::text))
         where id = $1",
    )
    .bind(approval)
    .bind(other.id.to_string())
    .execute(&world.test.owner_pool)
    .await
    .unwrap();
    sqlx::query("update route set targets = '[]' where id = $1")
        .bind(route.id)
        .execute(&world.test.owner_pool)
        .await
        .unwrap();
    let before = find(&world.context, &person(2), route.id).await.unwrap();
    assert_eq!(before.targets, [Target::new(InstitutionId(3), other.id)], "one target from before");
    approve(&world, &person(2), approval).await.unwrap();
    let after = find(&world.context, &person(2), route.id).await.unwrap();
    assert_eq!((after.state, after.targets), (RouteState::Active, before.targets));
    let filter = Filter { acquirer: Some(InstitutionId(3)), ..Filter::default() };
    assert_eq!(list(&world.context, &person(2), filter).await.unwrap().items.len(), 1);
    let filter = Filter { acquirer: Some(InstitutionId(2)), ..Filter::default() };
    assert!(list(&world.context, &person(2), filter).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_rule_by_cost_goes_by_the_fees_of_the_day_as_soon_as_they_are_approved() {
    let world = world().await;
    let (home, other) = (link(&world, 2, "本行").await, link(&world, 3, "嘉陵").await);
    let merchant = merchant(&world, &[2, 3]).await;
    let mut cheapest = draft(2, home.id, "6222");
    cheapest.strategy = Strategy::Cost;
    cheapest.targets.push(Target::new(InstitutionId(3), other.id));
    let (_, approval) = create(&world.context, &person(2), cheapest).await.unwrap();
    approve(&world, &person(2), approval).await.unwrap();
    let router = router(&world).await;
    let fees = |router: &Router| {
        let decision = router.decide(&question(merchant, &world.context)).unwrap();
        let fee = |line: &Considered| line.target.as_ref().and_then(|target| target.fee_fen);
        (decision.acquirer.0, decision.considered.iter().map(fee).collect::<Vec<_>>())
    };
    assert_eq!(fees(&router).1, [Some(1), Some(1)], "0.60 % of 100 fen, where nothing is set");
    let price = crate::clearing::fees::FeeRuleDraft {
        kind: crate::clearing::fees::FeeKind::Merchant,
        name: "优惠".to_owned(),
        card_class: None,
        contract_id: None,
        mccs: Vec::new(),
        rate_bp: Some("20".parse().unwrap()),
        cap_fen: None,
        source: "报价".to_owned(),
        from_day: "2026-11-22".parse().unwrap(),
    };
    let (asks, decides) = (person(3), person(3));
    let (_, approval) = crate::clearing::fees::create(&world.context, &asks, price).await.unwrap();
    let approvals = crate::clearing::fees::register(Approvals::new());
    let at = world.context.clock.now();
    approvals.decide(&world.test.db, &decides, approval, Deciding::Approve, "", at).await.unwrap();
    router.refresh().await.unwrap();
    assert_eq!(fees(&router), (3, vec![Some(1), Some(0)]));
    let table = router.table();
    world.context.clock.advance(chrono::TimeDelta::days(1));
    router.refresh().await.unwrap();
    assert_ne!(router.table().pricing().day(), table.pricing().day(), "another day's prices");
}

/// The application with the routes of acquirers and routing.
async fn served() -> gateway::testing::World {
    let modules = |app: &gateway::App| {
        let context =
            Context { db: app.db.clone(), clock: app.clock.clone(), vault: (*app.vault).clone() };
        let router = Router::new(&app.db, &app.clock, LinkHealthBoard::new());
        let state = RoutingState { context: context.clone(), router };
        let acquirers = acquirers::routes().with_state(context);
        acquirers.merge(routes().with_state(state))
    };
    let approvals = register(Approvals::new());
    gateway::testing::World::with(gateway::Config::default(), approvals, modules).await
}

#[tokio::test]
async fn the_console_asks_approves_and_tries_over_http() {
    let world = served().await;
    let roles = [identity::Role::Operations];
    let (asker, second) = (world.signed_in(2, &roles).await, world.signed_in(2, &roles).await);
    let link = json!({ "name": "主机", "address": "127.0.0.1:9081", "mac_profile": "cup_ecb" });
    let made = asker.post("/api/v1/links", link).await;
    assert_eq!(made.status.as_u16(), 201);
    let link = made.ok();
    assert_eq!((&link["state"], &link["dialect"]), (&json!("active"), &json!("pos")));
    let link_id = link["id"].as_str().unwrap().to_owned();

    let policy = json!({ "distance_max_m": 0 });
    let refused =
        asker.call(axum::http::Method::PUT, "/api/v1/acquirers/2/policy", Some(policy)).await;
    assert_eq!(refused.told(), (422, "field_invalid".to_owned()));
    assert_eq!(refused.json()["field"], "distance_max_m");
    let acquirers = asker.get("/api/v1/acquirers").await.ok();
    assert_eq!(acquirers["items"][0]["links"][0]["name"], "主机");
    let health = asker.get(&format!("/api/v1/links/{link_id}/health")).await.ok();
    assert_eq!((&health["up"], &health["nodes"]), (&json!(false), &json!([])));
    let paused =
        asker.patch(&format!("/api/v1/links/{link_id}"), json!({ "in_flight_max": 9 })).await;
    assert_eq!(paused.ok()["version"], 2);

    let draft = json!({
        "name": "午市", "priority": 5, "targets": [{ "acquirer_id": 2, "link_id": link_id }],
        "conditions": { "mccs": ["5812"], "from_time": "11:00", "until_time": "14:00" },
    });
    let mut wrong = draft.clone();
    wrong["conditions"]["weekdays"] = json!([8]);
    let refused = asker.post("/api/v1/routes", wrong).await;
    assert_eq!(refused.json()["field"], "conditions.weekdays[0]");
    let asked = asker.post("/api/v1/routes", draft).await;
    assert_eq!(asked.status.as_u16(), 202);
    let asked = asked.ok();
    assert_eq!(asked["route"]["state"], "draft");
    let route = asked["route"]["id"].as_str().unwrap().to_owned();
    let approve = format!("/api/v1/approvals/{}/approve", asked["approval"].as_str().unwrap());
    second.post(&approve, json!({ "note": "好" })).await.ok();
    let read = asker.get(&format!("/api/v1/routes/{route}")).await.ok();
    assert_eq!((&read["state"], &read["version"]), (&json!("active"), &json!(1)));
    let change = asker.patch(&format!("/api/v1/routes/{route}"), json!({ "priority": 6 })).await;
    assert_eq!(change.ok()["route"]["priority"], 5, "not before it is approved");
    let end = asker.delete(&format!("/api/v1/routes/{route}")).await;
    assert_eq!(end.status.as_u16(), 202);
    let listed = asker.get("/api/v1/routes?state=active&limit=1").await.ok();
    assert_eq!(listed["items"][0]["conditions"]["from_time"], "11:00");

    let trial = json!({ "merchant": MerchantId::new(), "card_bin": "622202", "amount_fen": 1 });
    let missing = asker.post("/api/v1/routes/dry-run", trial).await;
    assert_eq!(missing.told(), (404, "merchant_missing".to_owned()));
    let both = json!({ "card_bin": "622202", "amount_fen": 1 });
    let refused = asker.post("/api/v1/routes/dry-run", both).await;
    assert_eq!(refused.json()["field"], "merchant");
}
