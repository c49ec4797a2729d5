//! Sandboxes on a real database, with the host that answers by the amount.

use super::*;
use crate::switch::model::PaymentState;
use crate::switch::tests::road::road;
use crate::testing::{BANK, manager, world};
use crate::tills::{self, NewOrder, NewRefund};
use ::jobs::signature::{self, SigningKey};
use connect::acquirer::standin::sandbox as host;
use identity::Who;
use kernel::{Fault, KeyId, PersonId};

const VENDOR: InstitutionId = InstitutionId(5);

fn developer() -> Actor {
    Actor {
        institution: VENDOR,
        who: Who::Person(PersonId::new()),
        name: "吴敏".to_owned(),
        roles: vec![Role::Vendor],
        network: false,
    }
}

#[tokio::test]
async fn opening_twice_is_one_sandbox_and_two_keys() {
    let world = world().await;
    let (context, actor, wanted) = (&world.context, developer(), OpenSandbox::default());
    assert_eq!(sandbox(context, &actor).await.unwrap_err().code(), "sandbox_missing");
    let first = open(context, Some(BANK), &actor, &wanted).await.unwrap();
    let again = open(context, Some(BANK), &actor, &wanted).await.unwrap();
    assert_eq!(first.sandbox.terminal_id, again.sandbox.terminal_id);
    assert_eq!(first.sandbox.serial, "SANDBOX000005");
    assert_ne!(first.key_id, again.key_id);
    assert!(institutions::find(&context.db, VENDOR).await.unwrap().sandbox);
    // The private key that was shown is the one of the public key that was registered.
    let pem = first.private_key.unwrap();
    let private = SigningKey::from_pem(signature::Algorithm::Ed25519, &pem).unwrap();
    let now = context.clock.now();
    let signer = partners::signer(&context.db, first.key_id, now).await.unwrap();
    assert!(signer.sandbox);
    signer.public_key.verify(b"base", &private.sign(b"base").unwrap()).unwrap();
    // The sixth key takes the first one's place.
    for _ in 0..4 {
        open(context, Some(BANK), &actor, &wanted).await.unwrap();
    }
    let gone = partners::signer(&context.db, first.key_id, now).await.unwrap_err();
    assert_eq!(gone.code(), "partner_key_not_good");
    partners::signer(&context.db, again.key_id, now).await.unwrap();
}

#[tokio::test]
async fn what_was_cut_off_is_made_good_and_others_have_none() {
    let world = world().await;
    let (context, actor) = (&world.context, developer());
    // As if the call had ended after the merchant.
    let vendor = institutions::find(&context.db, VENDOR).await.unwrap();
    let half = merchant(context, &vendor, BANK).await.unwrap();
    let opened = open(context, Some(BANK), &actor, &OpenSandbox::default()).await.unwrap();
    assert_eq!(opened.sandbox.merchant_id, half);
    let (_, public_key) = made_key().unwrap();
    let own = OpenSandbox { public_key: Some(public_key) };
    assert!(open(context, Some(BANK), &actor, &own).await.unwrap().private_key.is_none());
    let bad = OpenSandbox { public_key: Some("no key".to_owned()) };
    let error = open(context, Some(BANK), &actor, &bad).await.unwrap_err();
    assert_eq!((error.kind(), error.field()), (kernel::Kind::Invalid, Some("public_key")));
    let bank = open(context, Some(BANK), &manager(BANK), &own).await.unwrap_err();
    assert_eq!(bank.code(), "sandbox_vendors_only");
    let none = open(context, None, &actor, &own).await.unwrap_err();
    assert_eq!(none.code(), "sandbox_unavailable");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_amount_ends_as_it_is_told() {
    let road = road(host::rules()).await;
    let actor = developer();
    let context = road.world.context.clone();
    let opened = open(&context, Some(BANK), &actor, &OpenSandbox::default()).await.unwrap();
    let counter = road.switch().counter();
    let till = Actor {
        who: Who::Partner(opened.sandbox.partner_id, KeyId::new()),
        roles: vec![Role::Till],
        ..actor
    };
    let order = |reference: &str, amount_fen| NewOrder {
        order_reference: reference.to_owned(),
        merchant_reference: None,
        terminal_id: opened.sandbox.terminal_id,
        serial: opened.sandbox.serial.clone(),
        amount_fen,
        code: opened.sandbox.codes[0].code.to_owned(),
        place: None,
    };
    let pay =
        async |order: &NewOrder| tills::pay(&context, Some(&counter), &till, order).await.unwrap();
    assert_eq!(pay(&order("good", 10_000)).await.state, PaymentState::Approved);
    for amount in opened.sandbox.amounts.iter().filter(|amount| amount.asked == "sale") {
        let fen: i64 = format!("1{}", amount.ends).parse().unwrap();
        // The longest wait of the road's links is shorter than the host's being late.
        let ended = pay(&order(&format!("a{}", amount.ends), fen)).await;
        if let Some(code) = amount.response_code {
            assert_eq!(ended.state, PaymentState::Declined, "{}", amount.ends);
            assert_eq!(ended.response_code.as_deref(), Some(code));
        } else {
            assert_eq!(ended.response_code.as_deref(), Some("98"), "{}", amount.ends);
        }
    }
    let refund = NewRefund { order_reference: "r61".to_owned(), amount_fen: 61 };
    let back = tills::refund(&context, Some(&counter), &till, "good", &refund).await.unwrap();
    assert_eq!(back.response_code.as_deref(), Some("61"));
    // The books have it, and nobody is ever paid for it.
    let today = context.clock.now().date_naive();
    let system = Actor::system(VENDOR, "settlement");
    let due = crate::clearing::settlement::make(&context, &system, VENDOR, today).await;
    assert_eq!(due.unwrap_err().code(), "settlement_nothing_due");
}

#[test]
fn codes_to_scan_are_codes() {
    for code in model::codes() {
        assert!(crate::switch::is_payment_code(code.code), "{}", code.code);
    }
}
