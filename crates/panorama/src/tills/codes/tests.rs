//! Codes over the whole road: a real database, a running switch, the stand-in acquirer.

use super::super::{NewRefund, cancel, get as order, refund};
use super::*;
use crate::merchants::{MerchantDraft, MerchantKind, Shown};
use crate::switch::model::PaymentState;
use crate::switch::tests::road::{Road, road};
use crate::testing::{BANK, OTHER, THIRD, center, manager, merchant_draft, serial};
use connect::acquirer::standin::{Act, Asked, Rule as Script};
use kernel::{Fault, GivenPlace};

struct Shop {
    road: Road,
    till: TerminalId,
    counter: Counter,
    acquirers: crate::acquirers::Directory,
    vendor: Actor,
}

async fn shop(rules: Vec<Script>) -> Shop {
    let mut road = road(rules).await;
    let (till, _) = road.terminal().await;
    let counter = road.switch().counter();
    let acquirers = crate::acquirers::Directory::load(&road.world.context.db).await.unwrap();
    Shop { road, till, counter, acquirers, vendor: manager(BANK) }
}

impl Shop {
    fn new_code(&self, reference: &str, amount_fen: i64) -> NewCode {
        NewCode {
            order_reference: reference.to_owned(),
            merchant_reference: Some("桌 7".to_owned()),
            terminal_id: self.till,
            serial: serial(1),
            amount_fen,
            good_for_s: None,
            place: Some(center()),
        }
    }

    async fn code(&self, reference: &str, amount_fen: i64) -> PaymentCode {
        let new = self.new_code(reference, amount_fen);
        let context = &self.road.world.context;
        create(context, Some(&self.counter), &self.vendor, &new).await.unwrap()
    }

    async fn board(&self, new: &NewBoard) -> Result<PaymentCode, Error> {
        board(&self.road.world.context, Some(&self.counter), &self.vendor, new).await
    }

    async fn scan(&self, code: &PaymentCode) -> ScannedCode {
        let (of, digits) = text(&code.address).unwrap();
        let context = &self.road.world.context;
        scanned(context, Some(&self.counter), (&of, &digits), "https://wallet").await.unwrap()
    }

    async fn pay(&self, code: &PaymentCode, ask: ScanPayment) -> Result<ScanPaid, Error> {
        let (of, digits) = text(&code.address).unwrap();
        let context = &self.road.world.context;
        pay(context, Some(&self.counter), &self.acquirers, (&of, &digits), &ask).await
    }
}

fn wallet(number: u32) -> ScanPayment {
    let auth_code = format!("62{number:017}");
    ScanPayment { auth_code, amount_fen: None, place: None }
}

fn of(number: u32, amount_fen: i64, place: Option<GivenPlace>) -> ScanPayment {
    ScanPayment { amount_fen: Some(amount_fen), place, ..wallet(number) }
}

fn once(then: Act) -> Script {
    Script { asked: Some(Asked::Sale), times: Some(1), then: Some(then), ..Script::default() }
}

fn code_of<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    result.unwrap_err().code()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_shown_as_a_code_is_paid_once_and_refunded_like_any_other() {
    let shop = shop(Vec::new()).await;
    let context = &shop.road.world.context;
    let code = shop.code("A1", 1000).await;
    assert_eq!(
        (shop.code("A1", 1000).await.digits, code.state),
        (code.digits.clone(), CodeState::Open)
    );
    let other =
        create(context, Some(&shop.counter), &shop.vendor, &shop.new_code("A1", 1001)).await;
    assert_eq!(code_of(other), "order_reference_taken");
    let seen = shop.scan(&code).await;
    assert_eq!((seen.amount_fen, seen.merchant_name.as_str()), (Some(1000), "山城小面"));
    assert_eq!(text(code.emvco.as_ref().unwrap()).unwrap().1, code.digits);
    assert_eq!(text(&format!("http://localhost{}", code.page)).unwrap().1, code.digits);

    assert_eq!(code_of(shop.pay(&code, of(1, 999, None)).await), "field_invalid");
    let paid = shop.pay(&code, wallet(1)).await.unwrap();
    assert_eq!((paid.state, paid.amount_fen), (PaymentState::Approved, 1000));
    let again = shop.pay(&code, wallet(1)).await.unwrap();
    assert_eq!(again.reference_no, paid.reference_no);
    assert_eq!(code_of(shop.pay(&code, wallet(2)).await), "code_paid");
    assert_eq!(
        code_of(close(context, Some(&shop.counter), &shop.vendor, &code.digits).await),
        "code_paid"
    );
    assert_eq!(shop.road.owed_fen().await, 1000);

    let told = order(context, &shop.vendor, "A1").await.unwrap();
    assert_eq!((told.state, told.reference_no), (PaymentState::Approved, paid.reference_no));
    let back = NewRefund { order_reference: "R1".to_owned(), amount_fen: 1000 };
    refund(context, Some(&shop.counter), &shop.vendor, "A1", &back).await.unwrap();
    assert_eq!(shop.road.owed_fen().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_payers_at_once_one_pays() {
    let shop = shop(Vec::new()).await;
    let code = shop.code("A1", 700).await;
    let tries = (1..=8).map(|number| shop.pay(&code, wallet(number)));
    let all = futures::future::join_all(tries).await;
    let paid = all.iter().flatten().filter(|one| one.state == PaymentState::Approved).count();
    assert_eq!((paid, shop.road.owed_fen().await), (1, 700));
    for refused in all.into_iter().filter_map(Result::err) {
        assert!(["code_busy", "code_paid"].contains(&refused.code()), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_declined_try_leaves_the_code_to_the_next_payer() {
    let shop = shop(vec![once(Act::Decline { code: "51".to_owned() })]).await;
    let code = shop.code("A1", 700).await;
    let first = shop.pay(&code, wallet(1)).await.unwrap();
    assert_eq!((first.state, first.response_code.as_deref()), (PaymentState::Declined, Some("51")));
    assert_eq!(shop.scan(&code).await.state, CodeState::Open);
    assert_eq!(shop.pay(&code, wallet(2)).await.unwrap().state, PaymentState::Approved);
    let context = &shop.road.world.context;
    assert_eq!(order(context, &shop.vendor, "A1").await.unwrap().state, PaymentState::Approved);
    // The first wallet's code is still the first try.
    assert_eq!(shop.pay(&code, wallet(1)).await.unwrap().state, PaymentState::Declined);
    assert_eq!(shop.road.owed_fen().await, 700);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_order_is_never_paid_and_a_cancelled_one_is_taken_back() {
    let shop = shop(vec![Script { amount_ends: Some("98".to_owned()), ..once(Act::Never) }]).await;
    let context = &shop.road.world.context;
    let code = shop.code("A1", 700).await;
    let closed = close_order(context, &shop.vendor, "A1").await.unwrap();
    assert_eq!((closed.state, closed.closed_at.is_some()), (PaymentState::Received, true));
    close_order(context, &shop.vendor, "A1").await.unwrap();
    assert_eq!(code_of(shop.pay(&code, wallet(1)).await), "code_closed");
    assert_eq!(code_of(close_order(context, &manager(OTHER), "A1").await), "order_missing");

    let unknown = shop.code("A2", 98).await;
    let answer = shop.pay(&unknown, wallet(2)).await.unwrap();
    assert_eq!(answer.response_code.as_deref(), Some("98"));
    let paid = shop.code("A3", 500).await;
    shop.pay(&paid, wallet(3)).await.unwrap();
    for reference in ["A2", "A3"] {
        cancel(context, Some(&shop.counter), &shop.vendor, reference).await.unwrap();
    }
    shop.road.until_states(&["sale reversed 98", "sale reversed 00"]).await;
    for (code, number) in [(&unknown, 4), (&paid, 5)] {
        assert_eq!(code_of(shop.pay(code, wallet(number)).await), "code_closed");
    }
    assert_eq!(shop.road.owed_fen().await, 0);
}

fn new_board(terminal_id: TerminalId) -> NewBoard {
    NewBoard {
        terminal_id,
        name: "门口码牌".to_owned(),
        amount_max_fen: None,
        day_max_fen: None,
        remote: None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_board_is_paid_by_many_within_its_limits() {
    let mut shop = shop(Vec::new()).await;
    assert_eq!(code_of(shop.board(&new_board(shop.till)).await), "field_invalid");
    let merchant = shop.road.merchant.clone();
    let terminal = shop.road.device(DeviceType::BarCodeAid, &merchant).await;
    let limits =
        NewBoard { amount_max_fen: Some(600), day_max_fen: Some(1000), ..new_board(terminal) };
    let board = shop.board(&limits).await.unwrap();
    assert_eq!((board.kind, board.face_to_face), (CodeKind::Board, false));
    assert_eq!(code_of(shop.pay(&board, wallet(1)).await), "field_invalid");
    assert_eq!(code_of(shop.pay(&board, of(1, 601, None)).await), "field_invalid");
    assert_eq!(shop.pay(&board, of(1, 600, None)).await.unwrap().state, PaymentState::Approved);
    assert_eq!(code_of(shop.pay(&board, of(2, 500, None)).await), "code_day_limit");
    assert_eq!(shop.pay(&board, of(3, 400, None)).await.unwrap().state, PaymentState::Approved);
    assert_eq!(code_of(shop.pay(&board, of(3, 401, None)).await), "order_reference_taken");
    let context = &shop.road.world.context;
    let page = list(
        context,
        Some(&shop.counter),
        &shop.vendor,
        (None, Some(terminal), Some("门口")),
        None,
        10,
    );
    assert_eq!(page.await.unwrap().items[0].paid, 2);
    let nobody = get(context, Some(&shop.counter), &manager(THIRD), &board.digits).await;
    assert_eq!(code_of(nobody), "code_missing");
    let closed = close(context, Some(&shop.counter), &shop.vendor, &board.digits).await.unwrap();
    assert_eq!(closed.state, CodeState::Closed);
    assert_eq!(code_of(shop.pay(&board, of(4, 1, None)).await), "code_closed");
    assert_eq!(shop.road.owed_fen().await, 1000);

    // A board whose terminal is closed takes nothing more, and what it did not take is no payment.
    let board = shop.board(&new_board(terminal)).await.unwrap();
    shop.road.close_terminal(terminal).await;
    let started = std::time::Instant::now();
    let refused = loop {
        let number = u32::try_from(started.elapsed().as_millis()).unwrap() + 10;
        match shop.pay(&board, of(number, 1, None)).await {
            Err(error) => break (error.code(), number),
            Ok(_) => assert!(started.elapsed().as_secs() < 15),
        }
    };
    assert_eq!(refused.0, "till_not_admitted");
    let context = &shop.road.world.context;
    let seen = get(context, Some(&shop.counter), &shop.vendor, &board.digits).await.unwrap();
    assert_eq!(seen.state, CodeState::Open, "nothing is under way");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_micro_merchants_board_is_paid_where_it_stands_or_by_the_white_list() {
    let mut shop = shop(Vec::new()).await;
    let merchant = micro(&shop).await;
    let terminal = shop.road.device(DeviceType::BarCodeAid, &merchant).await;
    let board = shop.board(&new_board(terminal)).await.unwrap();
    assert!(shop.scan(&board).await.place_needed);
    let away = GivenPlace { latitude_e6: 29_700_000, ..center() };
    for place in [None, Some(away)] {
        assert_eq!(code_of(shop.pay(&board, of(1, 100, place)).await), "code_afar");
    }
    let paid = shop.pay(&board, of(1, 100, Some(center()))).await.unwrap();
    assert_eq!(paid.state, PaymentState::Approved);

    let remote = Remote {
        reason: "线上接单的家政服务".to_owned(),
        expires_at: shop.road.world.context.clock.now() + TimeDelta::days(30),
        uses_max: 1,
    };
    let listed = NewBoard { remote: Some(remote), ..new_board(terminal) };
    assert_eq!(code_of(shop.board(&listed).await), "field_invalid");
    let (most, day) = (Some(500), Some(500));
    let listed = NewBoard { amount_max_fen: most, day_max_fen: day, ..listed };
    let board = shop.board(&listed).await.unwrap();
    shop.pay(&board, of(2, 100, None)).await.unwrap();
    assert_eq!(code_of(shop.pay(&board, of(3, 100, None)).await), "code_expired");
}

async fn micro(shop: &Shop) -> Shown {
    let draft = MerchantDraft {
        kind: MerchantKind::Micro,
        uscc: None,
        responsible_id: Some("11010519491231002X".to_owned()),
        ..merchant_draft(2)
    };
    let entry = crate::testing::entry(&draft, &[BANK]);
    let context = &shop.road.world.context;
    crate::merchants::create(context, &shop.vendor, BANK, entry).await.unwrap()
}

#[test]
fn what_is_no_merchants_code_is_refused() {
    let long = "6".repeat(600);
    for scanned in [
        "",
        "6212345678901234567",
        "https://qr.95516.com/48026530/1",
        "https://evil.example/",
        "http://x/q/48026530/62",
        "00020101021115",
        long.as_str(),
    ] {
        assert_eq!(code_of(text(scanned)), "field_invalid", "{scanned}");
    }
}

#[test]
fn codes_end_by_time_and_rest_after_many_failures() {
    let now = "2026-11-22T02:00:00Z".parse().unwrap();
    let mut code = Code {
        owner: Owner { institution: BANK, caller: String::new() },
        digits: model::digits(CodeKind::Dynamic),
        kind: CodeKind::Dynamic,
        order_reference: Some("A1".to_owned()),
        acquirer_code: "48026530".to_owned(),
        terminal: (BANK, TerminalId::new()),
        merchant: kernel::MerchantId::new(),
        name: None,
        serial: String::new(),
        place: None,
        amount_fen: Some(1),
        amount_max_fen: None,
        day_max_fen: None,
        uses_max: None,
        face_to_face: false,
        remote_reason: None,
        expires_at: Some(now),
        created_at: now,
        closed_at: None,
    };
    let none = Tally::default();
    assert_eq!(code.state(&none, now - TimeDelta::seconds(1)), CodeState::Open);
    assert_eq!(code.state(&none, now), CodeState::Expired);
    assert_eq!(code.state(&Tally { open: 1, ..none }, now), CodeState::Busy);
    assert_eq!(code.state(&Tally { paid: 1, ..none }, now), CodeState::Paid);
    code.expires_at = None;
    let tired = Tally { failed_lately: code.kind.failed_max(), ..none };
    assert_eq!(code_of(code.admits(&tired, 1, now)), "code_busy");
    assert!(
        code.admits(&Tally { failed_lately: code.kind.failed_max() - 1, ..none }, 1, now).is_ok()
    );
    assert_eq!(code.digits.len(), 26);
}
