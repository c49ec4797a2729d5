//! The link against the stand-in over real sockets.

use connect::acquirer::link::{
    Link, LinkConfig, LinkPhase, Lost, NotSent, SendError, Stray, StrayHandler,
};
use connect::acquirer::standin::{Act, Asked, Rule, Standin, StandinConfig, mac_maker};
use iso8583::{Header, Message, Mti};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

const KEY: &str = "0123456789ABCDEFFEDCBA9876543210";

fn request(mti: &str, trace: u32, amount_fen: i64) -> Message {
    let header = Header::pos("6000030000", "603100310100").unwrap();
    let mut message = Message::new(header, Mti::parse(mti).unwrap());
    message
        .set(3, "000000")
        .set(4, &format!("{amount_fen:012}"))
        .set(11, &format!("{trace:06}"))
        .set(41, "10000001")
        .set(42, "898500000000001")
        .set(60, "22000001000");
    message
}

fn rule(amount_ends: &str, then: Act) -> Rule {
    Rule { amount_ends: Some(amount_ends.to_owned()), then: Some(then), ..Rule::default() }
}

async fn standin(rules: Vec<Rule>) -> Standin {
    let config = StandinConfig { mac_key: Some(KEY.to_owned()), rules, ..StandinConfig::default() };
    Standin::start(config).await.unwrap()
}

fn link(address: &str) -> (Link, mpsc::UnboundedReceiver<Stray>) {
    let mut config = LinkConfig::pos("test", address);
    config.mac = Some(mac_maker(KEY, false).unwrap());
    config.reply_timeout = Duration::from_millis(150);
    config.echo_after = Duration::from_millis(100);
    config.retry_min = Duration::from_millis(10);
    let (tell, told) = mpsc::unbounded_channel();
    let handler: StrayHandler = Arc::new(move |stray| drop(tell.send(stray)));
    (Link::start(config, handler), told)
}

async fn up(link: &Link) {
    assert!(link.wait_up(Duration::from_secs(10)).await);
}

#[tokio::test]
async fn many_requests_in_flight_each_get_their_own_answer() {
    let host = standin(vec![rule("51", Act::Decline { code: "51".to_owned() })]).await;
    let (link, _) = link(&host.address.to_string());
    assert_eq!(
        link.send(request("0200", 1, 100)).await.unwrap_err(),
        SendError::NotSent(NotSent::LinkDown)
    );
    up(&link).await;
    let sends = (1..=500).map(|trace| {
        let link = link.clone();
        tokio::spawn(async move { link.send(request("0200", trace, trace.into())).await })
    });
    for (index, sent) in sends.collect::<Vec<_>>().into_iter().enumerate() {
        let reply = sent.await.unwrap().unwrap().message;
        let trace = format!("{:06}", index + 1);
        assert_eq!((reply.mti.as_str(), reply.get(11)), ("0210", Some(trace.as_str())));
        let declined = (index + 1) % 100 == 51;
        assert_eq!(reply.get(39), Some(if declined { "51" } else { "00" }));
    }
    let health = link.health();
    assert_eq!((health.state, health.in_flight), (LinkPhase::Up, 0));
    assert_eq!(health.approval_rate_permille, 990);
    link.stop().await;
    assert_eq!(host.totals().approved, 495);
}

#[tokio::test]
async fn a_reversal_does_not_meet_the_purchase_whose_trace_number_it_shares() {
    let host = standin(vec![rule("77", Act::Late { ms: 40 })]).await;
    let (link, _) = link(&host.address.to_string());
    up(&link).await;
    let (sale, reversal) =
        tokio::join!(link.send(request("0200", 9, 77)), link.send(request("0400", 9, 77)));
    assert_eq!(sale.unwrap().message.mti.as_str(), "0210");
    assert_eq!(reversal.unwrap().message.mti.as_str(), "0410");
    let repeat = link.send(request("0401", 9, 77)).await.unwrap();
    assert_eq!(repeat.message.get(39), Some("00"));
    let entry = &host.entries()[0];
    assert!(entry.reversed && entry.reversals == 2);
}

#[tokio::test]
async fn silence_is_unknown_and_what_comes_later_is_told_as_late_or_unmatched() {
    let host = standin(vec![
        rule("01", Act::Never),
        rule("02", Act::Late { ms: 250 }),
        rule("03", Act::Twice),
        rule("04", Act::BadMac),
    ])
    .await;
    let (link, mut strays) = link(&host.address.to_string());
    up(&link).await;
    let timeout = SendError::Unknown(Lost::Timeout);
    assert_eq!(link.send(request("0200", 1, 1)).await.unwrap_err(), timeout);
    assert_eq!(link.send(request("0200", 2, 2)).await.unwrap_err(), timeout);
    let late = strays.recv().await.unwrap();
    assert!(late.late && late.message.get(11) == Some("000002"));
    assert!(link.send(request("0200", 3, 3)).await.is_ok());
    let twice = strays.recv().await.unwrap();
    assert!(!twice.late && twice.message.get(11) == Some("000003"));
    assert_eq!(
        link.send(request("0200", 4, 4)).await.unwrap_err(),
        SendError::Unknown(Lost::BadMac)
    );
    let health = link.health();
    assert_eq!((health.late, health.unmatched, health.unanswered), (1, 1, 3));
}

#[tokio::test]
async fn one_key_is_in_flight_once_and_a_dropped_request_is_given_up() {
    let host = standin(vec![rule("01", Act::Late { ms: 60 })]).await;
    let (link, mut strays) = link(&host.address.to_string());
    up(&link).await;
    let dropped =
        tokio::time::timeout(Duration::from_millis(20), link.send(request("0200", 1, 1))).await;
    assert!(dropped.is_err());
    assert!(strays.recv().await.unwrap().late);
    let (first, second) =
        tokio::join!(link.send(request("0200", 2, 1)), link.send(request("0200", 2, 1)));
    assert!(first.is_ok());
    assert_eq!(second.unwrap_err(), SendError::NotSent(NotSent::Busy));
}

#[tokio::test]
async fn a_lost_connection_leaves_the_end_unknown_and_is_made_again() {
    let host = standin(vec![
        Rule { times: Some(1), ..rule("01", Act::HangUp) },
        Rule { asked: Some(Asked::Sale), ..rule("02", Act::Lose) },
    ])
    .await;
    let (link, _) = link(&host.address.to_string());
    up(&link).await;
    let (hung_up, lost) =
        tokio::join!(link.send(request("0200", 2, 2)), link.send(request("0200", 1, 1)));
    for end in [hung_up, lost] {
        assert_eq!(end.unwrap_err(), SendError::Unknown(Lost::ConnectionLost));
    }
    up(&link).await;
    assert!(link.send(request("0200", 3, 3)).await.is_ok());
    assert!(link.health().last_error.unwrap().contains("closed"));
    // Nothing was sent a second time behind the caller's back.
    assert_eq!(host.totals().requests, 2);
}

#[tokio::test]
async fn a_host_that_cannot_be_reached_is_tried_until_it_can() {
    let host = standin(Vec::new()).await;
    let address = host.address.to_string();
    drop(host);
    let (link, _) = link(&address);
    assert!(!link.wait_up(Duration::from_millis(50)).await);
    let config =
        StandinConfig { listen: address, mac_key: Some(KEY.to_owned()), ..Default::default() };
    let _host = Standin::start(config).await.unwrap();
    up(&link).await;
    assert!(link.send(request("0200", 1, 1)).await.is_ok());
}

#[tokio::test]
async fn a_wrong_key_is_refused_by_the_host_and_a_silent_peer_is_left() {
    let mut config = StandinConfig { mac_key: Some("22".repeat(16)), ..StandinConfig::default() };
    config.mac_x919 = true;
    let host = Standin::start(config).await.unwrap();
    let (wrong_key, _) = link(&host.address.to_string());
    up(&wrong_key).await;
    // The refusal's own MAC does not hold for us either.
    assert_eq!(
        wrong_key.send(request("0200", 1, 1)).await.unwrap_err(),
        SendError::Unknown(Lost::BadMac)
    );
    assert_eq!(host.totals().requests, 0);

    let mute = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (link, _) = link(&mute.local_addr().unwrap().to_string());
    for _ in 0..2 {
        // Each time the sign-on stays unanswered, the connection is given up and made again.
        mute.accept().await.unwrap();
    }
    assert_ne!(link.state(), LinkPhase::Up);
}
