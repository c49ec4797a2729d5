//! A till against a front of a few lines that does as the test says.

use super::*;
use iso8583::frame;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const TMK: [u8; 16] = *b"0123456789abcdef";

/// A terminal's settings; `address` of the front.
pub fn config(address: &str) -> Config {
    let tmk = Key::new(&TMK).unwrap();
    let mut config = Config::new(address, "002653058120001", "00000001", "SCSIM00000000001", tmk);
    config.place = Some(Place { latitude_e6: 29_557_700, longitude_e6: 106_577_000 });
    config.answer_timeout = Duration::from_millis(200);
    config
}

/// What the front does with a message that carries a MAC.
#[derive(Clone, Copy, Debug)]
enum Act {
    Say(&'static str),
    SayWithoutMac(&'static str),
    SayWithWrongMac(&'static str),
    /// First the answer to another trace number, then the right one.
    SayAfterStranger(&'static str),
    Nothing,
    HangUp,
}

/// What the front saw: type, trace number, F39.
type Seen = Arc<Mutex<Vec<(String, String, String)>>>;

/// Starts a front that takes the acts in turn, and says 00 when there are none left.
async fn front(acts: &[Act]) -> (String, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let seen = Seen::default();
    let (mut acts, into) = (acts.to_vec(), seen.clone());
    acts.reverse();
    tokio::spawn(async move {
        let keys = WorkingKeys {
            pin: Key::new(&[2; 16]).unwrap(),
            mac: Key::new(&[4; 16]).unwrap(),
            track: None,
        };
        loop {
            let (socket, _) = listener.accept().await.unwrap();
            let _ = serve(socket, &keys, &mut acts, &into).await;
        }
    });
    (address, seen)
}

async fn serve(
    mut socket: TcpStream,
    keys: &WorkingKeys,
    acts: &mut Vec<Act>,
    seen: &Seen,
) -> std::io::Result<()> {
    let spec = iso8583::spec::pos();
    loop {
        let count = socket.read_u16().await?;
        let mut bytes = vec![0; usize::from(count)];
        socket.read_exact(&mut bytes).await?;
        let message = spec.decode(&bytes).unwrap();
        let text = |field| message.get(field).unwrap_or("-").to_owned();
        seen.lock().unwrap().push((message.mti.to_string(), text(11), text(39)));
        let mut answer = message.reply(&[3, 4, 11, 41, 42, 60]);
        let mut stranger = None;
        let (code, key) = if message.mti.as_str().starts_with("08") {
            if message.mti.as_str() == "0800" {
                answer.set(60, "00000009003");
                answer.set_bytes(62, &keys.wrap(&Key::new(&TMK).unwrap()).unwrap());
            }
            ("00", None)
        } else {
            let held = mac::check(spec, &bytes, MacProfile::CupEcb, &keys.mac);
            assert_eq!(held, Checked::Good, "the till's MAC");
            let wrong = Key::new(&[9; 16]).unwrap();
            match acts.pop().unwrap_or(Act::Say("00")) {
                Act::Say(code) => (code, Some(keys.mac.clone())),
                Act::SayWithoutMac(code) => (code, None),
                Act::SayWithWrongMac(code) => (code, Some(wrong)),
                Act::SayAfterStranger(code) => {
                    let mut other = answer.clone();
                    other.set(11, "999999").set(39, "00");
                    stranger = Some(other);
                    (code, Some(keys.mac.clone()))
                }
                Act::Nothing => continue,
                Act::HangUp => return Ok(()),
            }
        };
        answer.set(13, "1122").set(39, code);
        for mut one in stranger.into_iter().chain([answer]) {
            let bytes = match &key {
                Some(key) => mac::seal(spec, &mut one, MacProfile::CupEcb, key).unwrap(),
                None => spec.encode(&one).unwrap(),
            };
            let mut framed = Vec::new();
            assert!(frame::put(&bytes, &mut framed));
            socket.write_all(&framed).await?;
        }
    }
}

async fn till(acts: &[Act]) -> (Terminal, Seen) {
    let (address, seen) = front(acts).await;
    let mut till = Terminal::new(config(&address));
    till.sign_in().await.unwrap();
    (till, seen)
}

fn card() -> Card {
    Card::test(RANGES[0], 7)
}

/// Message types and reasons the front saw, without the sign-in.
fn types(seen: &Seen) -> Vec<String> {
    let seen = seen.lock().unwrap();
    let after = seen.iter().filter(|(mti, ..)| mti != "0800");
    after.map(|(mti, _, reason)| format!("{mti} {reason}")).collect()
}

#[tokio::test]
async fn an_approved_sale_gives_a_slip_and_leaves_no_reversal() {
    let (mut till, seen) = till(&[]).await;
    let Outcome::Approved(slip) = till.sale(1234, &card(), Some("123456")).await.unwrap() else {
        panic!("approved");
    };
    assert_eq!((slip.number.batch, slip.amount_fen, slip.date.as_str()), (9, 1234, "1122"));
    assert!(!till.has_reversal());
    let Outcome::Approved(_) = till.void(&slip).await.unwrap() else { panic!("approved") };
    assert_eq!(types(&seen), ["0200 -", "0200 -"]);
}

#[tokio::test]
async fn a_sale_without_an_answer_is_reversed_before_the_next() {
    let (mut till, seen) = till(&[Act::Nothing]).await;
    let outcome = till.sale(100, &card(), None).await.unwrap();
    assert!(matches!(outcome, Outcome::Unknown(Reason::NoAnswer)));
    assert!(till.has_reversal());
    let outcome = till.sale(200, &card(), None).await.unwrap();
    assert!(matches!(outcome, Outcome::Approved(_)));
    assert_eq!(types(&seen), ["0200 -", "0400 98", "0200 -"]);
    let traces: Vec<String> = seen.lock().unwrap()[1..].iter().map(|row| row.1.clone()).collect();
    assert_eq!(traces, ["000001", "000001", "000002"], "a reversal has its sale's number");
}

#[tokio::test]
async fn a_reversal_is_sent_three_times_and_then_left_to_people() {
    let (mut till, seen) = till(&[Act::Nothing, Act::Nothing, Act::Say("96"), Act::Nothing]).await;
    till.sale(100, &card(), None).await.unwrap();
    assert_eq!(till.reverse().await.unwrap(), Reversed::GivenUp);
    assert_eq!((till.given_up(), till.has_reversal()), (1, false));
    assert_eq!(types(&seen), ["0200 -", "0400 98", "0400 98", "0400 98"]);
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_request_counts_as_no_answer() {
    let (mut till, seen) = till(&[Act::HangUp]).await;
    let outcome = till.sale(100, &card(), None).await.unwrap();
    assert!(matches!(outcome, Outcome::Unknown(Reason::NoAnswer)));
    assert_eq!(till.reverse().await.unwrap(), Reversed::Done("00".to_owned()));
    assert_eq!(types(&seen), ["0200 -", "0400 98"]);
}

#[tokio::test]
async fn a_yes_without_its_mac_is_reversed_as_such() {
    for act in [Act::SayWithoutMac("00"), Act::SayWithWrongMac("00")] {
        let (mut till, seen) = till(&[act]).await;
        let outcome = till.sale(100, &card(), None).await.unwrap();
        assert!(matches!(outcome, Outcome::Unknown(Reason::BadMac)), "{act:?}");
        till.reverse().await.unwrap();
        assert_eq!(types(&seen), ["0200 -", "0400 A0"], "{act:?}");
    }
}

#[tokio::test]
async fn a_no_is_no_and_some_ask_for_a_new_sign_in() {
    let (mut till, seen) = till(&[Act::Say("51"), Act::SayWithoutMac("77")]).await;
    let Outcome::Declined(no) = till.sale(151, &card(), None).await.unwrap() else {
        panic!("declined");
    };
    assert_eq!((no.code.as_str(), no.wants_sign_in()), ("51", false));
    assert!(matches!(till.sale(100, &card(), None).await.unwrap(), Outcome::Declined(_)));
    assert!(matches!(till.sale(100, &card(), None).await, Err(Error::NotSignedIn)));
    assert_eq!(types(&seen), ["0200 -", "0200 -"], "what was declined is not reversed");
}

#[tokio::test]
async fn answers_to_others_are_passed_over() {
    let (mut till, _) = till(&[Act::SayAfterStranger("00")]).await;
    assert!(matches!(till.sale(100, &card(), None).await.unwrap(), Outcome::Approved(_)));
}

#[tokio::test]
async fn a_refund_without_an_answer_is_not_reversed() {
    let (mut till, seen) = till(&[Act::Say("00"), Act::Nothing]).await;
    let Outcome::Approved(slip) = till.sale(100, &card(), None).await.unwrap() else {
        panic!("approved");
    };
    assert!(matches!(till.refund(&slip, 40).await.unwrap(), Outcome::Unknown(_)));
    assert!(!till.has_reversal());
    assert_eq!(types(&seen), ["0200 -", "0220 -"]);
}

#[tokio::test]
async fn a_front_that_is_not_there_leaves_nothing_to_reverse() {
    let (mut till, _) = till(&[]).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    till.line = Line::new(&address);
    assert!(matches!(till.sale(100, &card(), None).await, Err(Error::Unreachable(_))));
    assert!(!till.has_reversal());
}

#[tokio::test]
async fn keys_under_another_master_key_are_not_taken() {
    let (address, _) = front(&[]).await;
    let mut config = config(&address);
    config.tmk = Key::new(&[1; 16]).unwrap();
    let mut till = Terminal::new(config);
    assert!(matches!(till.sign_in().await, Err(Error::Keys(_))));
    assert!(!till.is_signed_in());
}
