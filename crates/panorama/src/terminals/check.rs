//! Holds a transaction against the binding of its terminal 一致性核验. Pure, on the hot path.
//!
//! Notice 259 of 2021 asks that the five elements be the same in the whole payment, and names no
//! radius; so what a difference does, and how far a terminal may stand from its place, is each
//! acquirer's [`Policy`].

use super::device::{DeviceType, TerminalCode};
use super::directory::TerminalView;
use super::elements::Elements;
use super::model::TerminalState;
use kernel::{Datum, MerchantCode, Place};
use serde::{Deserialize, Serialize};

kernel::words! {
    /// What a difference does 差异处置.
    pub enum Reaction {
        /// The transaction goes no further.
        Refuse = "refuse",
        /// It goes on, marked.
        Flag = "flag",
        /// Nothing.
        Ignore = "ignore",
    }
}

kernel::words! {
    /// What may differ between a transaction and the binding 要素.
    pub enum Element {
        /// Serial number (field 59, tag A2).
        Serial = "serial",
        /// Acquirer code.
        AcquirerCode = "acquirer_code",
        /// Merchant number (field 42).
        MerchantCode = "merchant_code",
        /// Terminal number (field 41).
        TerminalCode = "terminal_code",
        /// Credit code or responsible person in the merchant's papers now.
        CreditCode = "credit_code",
        /// Settlement account in the merchant's papers now.
        SettlementAccount = "settlement_account",
        /// Place, when it is sent.
        Place = "place",
        /// Kind of device.
        DeviceType = "device_type",
    }
}

kernel::words! {
    /// What came of the check 核验结论.
    pub enum CheckVerdict {
        /// Everything sent is as bound.
        Matched = "matched",
        /// Something differs; the policy lets it pass, marked.
        Flagged = "flagged",
        /// Something differs that the policy does not let pass.
        Refused = "refused",
        /// No terminal to hold it against.
        Unchecked = "unchecked",
    }
}

kernel::words! {
    /// Why a terminal gets no service at all 拒绝原因.
    pub enum Refusal {
        /// Nobody registered such a terminal with such a merchant.
        Unknown = "terminal_unknown",
        /// Registered, and not bound to a merchant.
        Unbound = "terminal_unbound",
        /// Bound, and not activated yet: test transactions only.
        NotActive = "terminal_not_active",
        /// Suspended.
        Suspended = "terminal_suspended",
        /// Closed.
        Closed = "terminal_closed",
        /// Its merchant is suspended.
        MerchantSuspended = "merchant_suspended",
        /// Its merchant is closed.
        MerchantClosed = "merchant_closed",
    }
}

/// What an acquirer wants done about differences 核验策略. Every field has a default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// The serial number sent is another.
    pub serial: Reaction,
    /// No serial number is sent.
    pub serial_missing: Reaction,
    /// Another acquirer code is sent.
    pub acquirer_code: Reaction,
    /// Another merchant number is sent.
    pub merchant_code: Reaction,
    /// Another terminal number is sent.
    pub terminal_code: Reaction,
    /// The merchant's credit code or responsible person has changed since the binding.
    pub credit_code: Reaction,
    /// The merchant's settlement account has changed since the binding.
    pub settlement_account: Reaction,
    /// Another kind of device is sent.
    pub device_type: Reaction,
    /// The place sent is further away than `distance_max_m`.
    pub place: Reaction,
    /// No place is sent by a kind of terminal that must send one (04, 09, 10).
    pub place_missing: Reaction,
    /// How far from its bound place a terminal may be, in metres.
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub distance_max_m: u32,
    /// Datum that the acquirer's terminals measure in.
    pub place_datum: Datum,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            serial: Reaction::Refuse,
            serial_missing: Reaction::Flag,
            acquirer_code: Reaction::Refuse,
            merchant_code: Reaction::Refuse,
            terminal_code: Reaction::Refuse,
            credit_code: Reaction::Flag,
            settlement_account: Reaction::Flag,
            device_type: Reaction::Flag,
            place: Reaction::Flag,
            place_missing: Reaction::Ignore,
            distance_max_m: 1_000,
            place_datum: Datum::Wgs84,
        }
    }
}

/// What a transaction says of its terminal. `None` is what it does not say.
#[derive(Clone, Debug)]
pub struct Presented<'a> {
    /// Serial number, field 59 tag A2.
    pub serial: Option<&'a str>,
    /// Acquirer code, field 32.
    pub acquirer_code: Option<&'a str>,
    /// Merchant number, field 42.
    pub merchant_code: &'a str,
    /// Terminal number, field 41.
    pub terminal_code: &'a str,
    /// Place as it was sent, in the datum of the acquirer's policy.
    pub place: Option<Place>,
    /// Kind of device, field 59 tag A2.
    pub device_type: Option<DeviceType>,
}

/// What a terminal is tied to, as far as a transaction can be held against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound<'a> {
    /// Serial number.
    pub serial: &'a str,
    /// Acquirer code.
    pub acquirer_code: &'a str,
    /// Merchant number.
    pub merchant_code: MerchantCode,
    /// Terminal number.
    pub terminal_code: TerminalCode,
    /// Kind of device.
    pub device_type: DeviceType,
    /// Place.
    pub place: Place,
    /// The owner in the merchant's papers is still the one bound.
    pub owner_unchanged: bool,
    /// The settlement account in the merchant's papers is still the one bound.
    pub settlement_unchanged: bool,
}

/// One element that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Which.
    pub element: Element,
    /// As bound.
    pub bound: String,
    /// As sent; empty when nothing was.
    pub sent: String,
    /// What the policy does about it: refuse or flag.
    pub action: Reaction,
}

/// What came of holding a transaction against the binding, as it is kept with a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BindingCheck {
    /// In one word.
    pub verdict: CheckVerdict,
    /// What differs and is not ignored.
    pub differences: Vec<Difference>,
    /// What the transaction said; absent in what was kept before this was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Elements>,
    /// What differs and is ignored.
    #[serde(default, skip_serializing_if = "Elements::is_empty")]
    pub ignored: Elements,
    /// How far from its place the terminal is, in metres, when it sent where it is.
    pub distance_m: Option<u32>,
}

impl BindingCheck {
    /// There was nothing to hold the transaction against.
    pub const UNCHECKED: BindingCheck = BindingCheck {
        verdict: CheckVerdict::Unchecked,
        differences: Vec::new(),
        said: None,
        ignored: Elements::NONE,
        distance_m: None,
    };

    /// The payment may go on.
    pub fn passes(&self) -> bool {
        matches!(self.verdict, CheckVerdict::Matched | CheckVerdict::Flagged)
    }
}

/// Holds a transaction against a binding. Allocates only for what differs.
pub fn check(bound: &Bound<'_>, policy: &Policy, presented: &Presented<'_>) -> BindingCheck {
    let mut found = Found { said: said(presented), ..Found::default() };
    match presented.serial {
        Some(sent) if sent == bound.serial => (),
        Some(sent) => found.add(Element::Serial, policy.serial, bound.serial, sent),
        None => found.add(Element::Serial, policy.serial_missing, bound.serial, ""),
    }
    if let Some(sent) = presented.acquirer_code
        && sent != bound.acquirer_code
    {
        let reaction = policy.acquirer_code;
        found.add(Element::AcquirerCode, reaction, bound.acquirer_code, sent);
    }
    if presented.merchant_code != bound.merchant_code.as_str() {
        let (reaction, bound) = (policy.merchant_code, bound.merchant_code.as_str());
        found.add(Element::MerchantCode, reaction, bound, presented.merchant_code);
    }
    if presented.terminal_code != bound.terminal_code.as_str() {
        let (reaction, bound) = (policy.terminal_code, bound.terminal_code.as_str());
        found.add(Element::TerminalCode, reaction, bound, presented.terminal_code);
    }
    if !bound.owner_unchanged {
        found.add(Element::CreditCode, policy.credit_code, "as bound", "changed");
    }
    if !bound.settlement_unchanged {
        let reaction = policy.settlement_account;
        found.add(Element::SettlementAccount, reaction, "as bound", "changed");
    }
    if let Some(sent) = presented.device_type
        && sent != bound.device_type
    {
        let (reaction, bound) = (policy.device_type, bound.device_type.as_str());
        found.add(Element::DeviceType, reaction, bound, sent.as_str());
    }
    let distance_m = place(&mut found, bound, policy, presented);
    found.verdict(distance_m)
}

fn place(
    found: &mut Found,
    bound: &Bound<'_>,
    policy: &Policy,
    presented: &Presented<'_>,
) -> Option<u32> {
    let Some(sent) = presented.place else {
        if bound.device_type.sends_place() {
            let at = bound.place.to_string();
            found.add(Element::Place, policy.place_missing, &at, "");
        }
        return None;
    };
    let at = Place::from_datum(sent.latitude_e6, sent.longitude_e6, policy.place_datum).ok()?;
    found.said = found.said.with(Element::Place);
    let distance_m = bound.place.distance_m(at);
    if distance_m > policy.distance_max_m {
        let (bound, sent) = (bound.place.to_string(), at.to_string());
        found.add(Element::Place, policy.place, &bound, &sent);
    }
    Some(distance_m)
}

/// Longest text of what was sent that a difference keeps, in characters.
const SENT_MAX: usize = 64;

/// What of its terminal the transaction says. Its place counts once it is understood.
fn said(presented: &Presented<'_>) -> Elements {
    let told = [
        (Element::Serial, presented.serial.is_some()),
        (Element::AcquirerCode, presented.acquirer_code.is_some()),
        (Element::MerchantCode, true),
        (Element::TerminalCode, true),
        (Element::DeviceType, presented.device_type.is_some()),
    ];
    let told = told.into_iter().filter(|(_, told)| *told);
    told.fold(Elements::NONE, |said, (element, _)| said.with(element))
}

#[derive(Default)]
struct Found {
    differences: Vec<Difference>,
    said: Elements,
    ignored: Elements,
}

impl Found {
    fn add(&mut self, element: Element, action: Reaction, bound: &str, sent: &str) {
        if action == Reaction::Ignore {
            self.ignored = self.ignored.with(element);
            return;
        }
        self.differences.push(Difference {
            element,
            bound: bound.to_owned(),
            sent: sent.chars().take(SENT_MAX).collect(),
            action,
        });
    }

    fn verdict(self, distance_m: Option<u32>) -> BindingCheck {
        let refuses = self.differences.iter().any(|row| row.action == Reaction::Refuse);
        let verdict = match (refuses, self.differences.is_empty()) {
            (true, _) => CheckVerdict::Refused,
            (false, false) => CheckVerdict::Flagged,
            (false, true) => CheckVerdict::Matched,
        };
        let Found { differences, said, ignored } = self;
        BindingCheck { verdict, differences, said: Some(said), ignored, distance_m }
    }
}

/// Whether a terminal gets service at all. `trial` is a transaction that moves no money
/// (sign-in, echo, balance query), which a bound terminal may try before it is activated.
pub fn admit(terminal: &TerminalView, trial: bool) -> Result<(), Refusal> {
    let merchant = terminal.merchant();
    match merchant.state {
        crate::merchants::MerchantState::Active => (),
        crate::merchants::MerchantState::Suspended => return Err(Refusal::MerchantSuspended),
        crate::merchants::MerchantState::Closed => return Err(Refusal::MerchantClosed),
    }
    match terminal.state {
        TerminalState::Active => Ok(()),
        TerminalState::Bound | TerminalState::Testing if trial => Ok(()),
        TerminalState::Bound | TerminalState::Testing => Err(Refusal::NotActive),
        TerminalState::Registered => Err(Refusal::Unbound),
        TerminalState::Suspended => Err(Refusal::Suspended),
        TerminalState::Closed => Err(Refusal::Closed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLACE: Place = Place { latitude_e6: 29_557_700, longitude_e6: 106_577_000 };

    fn bound() -> Bound<'static> {
        Bound {
            serial: "SN0000000001",
            acquirer_code: "48026530",
            merchant_code: "002653058120001".parse().unwrap(),
            terminal_code: "00000001".parse().unwrap(),
            device_type: DeviceType::SmartPos,
            place: PLACE,
            owner_unchanged: true,
            settlement_unchanged: true,
        }
    }

    fn presented() -> Presented<'static> {
        Presented {
            serial: Some("SN0000000001"),
            acquirer_code: Some("48026530"),
            merchant_code: "002653058120001",
            terminal_code: "00000001",
            place: Some(PLACE),
            device_type: Some(DeviceType::SmartPos),
        }
    }

    #[test]
    fn what_is_as_bound_matches() {
        let verdict = check(&bound(), &Policy::default(), &presented());
        assert_eq!(verdict.verdict, CheckVerdict::Matched);
        assert_eq!(verdict.distance_m, Some(0));
        assert!(verdict.passes() && verdict.differences.is_empty());
    }

    #[test]
    fn each_element_is_held_against_the_binding() {
        let cases: [(Element, fn(&mut Bound<'static>, &mut Presented<'static>)); 8] = [
            (Element::Serial, |_, sent| sent.serial = Some("SN0000000002")),
            (Element::AcquirerCode, |_, sent| sent.acquirer_code = Some("48016531")),
            (Element::MerchantCode, |_, sent| sent.merchant_code = "002653058120002"),
            (Element::TerminalCode, |_, sent| sent.terminal_code = "00000002"),
            (Element::CreditCode, |bound, _| bound.owner_unchanged = false),
            (Element::SettlementAccount, |bound, _| bound.settlement_unchanged = false),
            (Element::Place, |_, sent| {
                sent.place = Some(Place::try_new(29_563_000, 106_551_600).unwrap());
            }),
            (Element::DeviceType, |_, sent| sent.device_type = Some(DeviceType::Pos)),
        ];
        for (element, differ) in cases {
            let (mut bound, mut sent) = (bound(), presented());
            differ(&mut bound, &mut sent);
            for (reaction, verdict) in [
                (Reaction::Refuse, CheckVerdict::Refused),
                (Reaction::Flag, CheckVerdict::Flagged),
                (Reaction::Ignore, CheckVerdict::Matched),
            ] {
                let answer = check(&bound, &everything(reaction), &sent);
                assert_eq!(answer.verdict, verdict, "{element} {reaction}");
                let elements: Vec<Element> =
                    answer.differences.iter().map(|row| row.element).collect();
                let expected = [element];
                let ignored = reaction == Reaction::Ignore;
                assert_eq!(elements, expected[..usize::from(!ignored)], "{element} {reaction}");
                assert_eq!(answer.ignored.has(element), ignored, "{element} {reaction}");
            }
        }
    }

    #[test]
    fn what_is_not_sent_is_judged_by_the_policy() {
        let silent = Presented {
            serial: None,
            acquirer_code: None,
            place: None,
            device_type: None,
            ..presented()
        };
        let verdict = check(&bound(), &everything(Reaction::Refuse), &silent);
        let said = verdict.said.unwrap();
        assert!(said.has(Element::MerchantCode) && said.has(Element::TerminalCode));
        assert!(!said.has(Element::Serial) && !said.has(Element::Place));
        let elements: Vec<&str> =
            verdict.differences.iter().map(|row| row.element.as_str()).collect();
        assert_eq!(elements, ["serial", "place"]);
        let pos = Bound { device_type: DeviceType::Pos, ..bound() };
        let verdict = check(&pos, &everything(Reaction::Refuse), &silent);
        assert_eq!(verdict.differences.len(), 1, "a traditional POS need not send its place");
    }

    #[test]
    fn the_distance_allowed_and_the_datum_are_the_acquirers() {
        let near = Place::try_new(29_558_700, 106_577_000).unwrap();
        let sent = Presented { place: Some(near), ..presented() };
        for (distance_max_m, verdict) in
            [(110, CheckVerdict::Flagged), (111, CheckVerdict::Matched)]
        {
            let policy = Policy { distance_max_m, ..Policy::default() };
            let answer = check(&bound(), &policy, &sent);
            assert_eq!(answer.distance_m, Some(111));
            assert_eq!(answer.verdict, verdict, "{distance_max_m} m");
        }
        let (latitude_e6, longitude_e6) = PLACE.in_datum(Datum::Gcj02);
        let sent = Presented {
            place: Some(Place::try_new(latitude_e6, longitude_e6).unwrap()),
            ..presented()
        };
        let policy = Policy { distance_max_m: 100, ..Policy::default() };
        assert_eq!(check(&bound(), &policy, &sent).distance_m, Some(480));
        let policy = Policy { place_datum: Datum::Gcj02, ..policy };
        assert_eq!(check(&bound(), &policy, &sent).distance_m, Some(0));
    }

    #[test]
    fn a_policy_is_stored_as_plain_json_and_refuses_what_it_does_not_know() {
        let policy: Policy = serde_json::from_str(r#"{"place":"refuse"}"#).unwrap();
        assert_eq!(policy.place, Reaction::Refuse);
        assert_eq!(policy.serial, Reaction::Refuse);
        assert!(serde_json::from_str::<Policy>(r#"{"palce":"refuse"}"#).is_err());
    }

    fn everything(reaction: Reaction) -> Policy {
        Policy {
            serial: reaction,
            serial_missing: reaction,
            acquirer_code: reaction,
            merchant_code: reaction,
            terminal_code: reaction,
            credit_code: reaction,
            settlement_account: reaction,
            device_type: reaction,
            place: reaction,
            place_missing: reaction,
            ..Policy::default()
        }
    }

    proptest! {
        #[test]
        fn nothing_sent_makes_the_check_fail(
            serial in "\\PC{0,60}", merchant in "\\PC{0,20}", terminal in "\\PC{0,10}",
            latitude_e6: i32, longitude_e6: i32,
        ) {
            let sent = Presented {
                serial: Some(&serial),
                acquirer_code: Some(&merchant),
                merchant_code: &merchant,
                terminal_code: &terminal,
                place: Some(Place { latitude_e6, longitude_e6 }),
                device_type: None,
            };
            let verdict = check(&bound(), &everything(Reaction::Refuse), &sent);
            prop_assert_eq!(verdict.verdict, CheckVerdict::Refused);
        }
    }
}
