//! What a consumer shows: EMVCo QR Code Specification for Payment Systems, Consumer-Presented Mode
//! 消费者付款码.
//!
//! A code is base64 of BER-TLV: 85 says `CPV01`, then a template 61 for each application the
//! consumer may pay with (4F names it, 57 is its track 2 with the card number or token), then
//! perhaps 62 with what all applications share. 63 and 64 inside them hold chip data. Objects that
//! nobody here knows are kept; lengths are in their shortest form, so that what is read is written
//! the same again.

mod ber;
mod error;
#[cfg(test)]
mod tests;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

pub use ber::{Tlv, Value};
pub use error::{Error, Path, Rule};

use crate::mask::{self, Digits};

/// The most bytes of a code below base64. Readers must take 512; a QR symbol holds 2,953
/// characters of base64.
pub const MOST_BYTES: usize = 2_214;

/// Identifiers of applications that begin so are UnionPay's 银联.
pub const UNION_PAY: &[u8] = b"\xA0\0\0\x03\x33";

/// The tags that are known here.
pub mod tag {
    /// Payload format indicator, `CPV01`.
    pub const VERSION: u32 = 0x85;
    /// Application template.
    pub const APPLICATION: u32 = 0x61;
    /// Common data template.
    pub const COMMON: u32 = 0x62;
    /// Name of an application (AID).
    pub const AID: u32 = 0x4F;
    /// Label of an application.
    pub const LABEL: u32 = 0x50;
    /// Track 2 equivalent data 二磁道等效数据.
    pub const TRACK_2: u32 = 0x57;
    /// Card number 卡号.
    pub const ACCOUNT: u32 = 0x5A;
    /// Name of the card's holder.
    pub const HOLDER: u32 = 0x5F20;
    /// Languages of the holder.
    pub const LANGUAGES: u32 = 0x5F2D;
    /// Address of the issuer.
    pub const ISSUER_URL: u32 = 0x5F50;
    /// Version of the application.
    pub const APPLICATION_VERSION: u32 = 0x9F08;
    /// Chip data of the issuer.
    pub const ISSUER_DATA: u32 = 0x9F10;
    /// Who asked for the token.
    pub const TOKEN_REQUESTOR: u32 = 0x9F19;
    /// Reference of the account behind a token.
    pub const ACCOUNT_REFERENCE: u32 = 0x9F24;
    /// Last four digits of the card behind a token.
    pub const LAST_FOUR: u32 = 0x9F25;
    /// Cryptogram 应用密文.
    pub const CRYPTOGRAM: u32 = 0x9F26;
    /// Transaction counter.
    pub const COUNTER: u32 = 0x9F36;
    /// Unpredictable number.
    pub const RANDOM: u32 = 0x9F37;
}

/// A consumer's code that holds to all rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    objects: Vec<Tlv>,
}

/// Track 2 as a chip has it: the number, expiry YYMM and service code.
#[derive(Clone, PartialEq, Eq)]
pub struct Track2 {
    /// Card number or token.
    pub account: Digits,
    /// YYMM.
    pub expiry: String,
    /// Three digits.
    pub service_code: String,
}

impl Code {
    /// Reads a code.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn parse(text: &str) -> Result<Code, Error> {
        let most = MOST_BYTES;
        if most.div_ceil(3) * 4 < text.len() {
            return Err(Path::ROOT.at(0, Rule::Big { bytes: text.len() / 4 * 3, most }));
        }
        let bytes = STANDARD.decode(text).map(Zeroizing::new);
        let bytes = bytes.map_err(|error| Path::ROOT.at(wrong_at(&error), Rule::Base64))?;
        Code::read(&bytes)
    }

    /// Makes a code of its objects; 85 is put before them.
    ///
    /// # Errors
    /// The first rule it would break, and where in its bytes.
    pub fn build(objects: Vec<Tlv>) -> Result<Code, Error> {
        let mut whole = vec![Tlv::bytes(tag::VERSION, *b"CPV01")];
        whole.extend(objects);
        let mut bytes = Zeroizing::new(Vec::new());
        ber::write(&whole, &mut bytes);
        Code::read(&bytes)
    }

    fn read(bytes: &[u8]) -> Result<Code, Error> {
        if MOST_BYTES < bytes.len() {
            let rule = Rule::Big { bytes: bytes.len(), most: MOST_BYTES };
            return Err(Path::ROOT.at(MOST_BYTES, rule));
        }
        let first = Path::ROOT.then(tag::VERSION);
        if bytes.first() != Some(&0x85) {
            return Err(first.at(0, Rule::NotFirst));
        }
        let objects = ber::read(bytes, Path::ROOT, 0, &check)?;
        let again = |tag| objects.iter().filter(|tlv| tlv.tag == tag).count() != 1;
        if again(tag::VERSION) {
            return Err(first.at(bytes.len(), Rule::Repeated));
        }
        if !objects.iter().any(|tlv| tlv.tag == tag::APPLICATION) {
            return Err(Path::ROOT.then(tag::APPLICATION).at(bytes.len(), Rule::Missing));
        }
        Ok(Code { objects })
    }

    /// All objects, 85 the first.
    #[must_use]
    pub fn objects(&self) -> &[Tlv] {
        &self.objects
    }

    /// What the consumer may pay with, in the consumer's order; at least one.
    pub fn applications(&self) -> impl Iterator<Item = &Tlv> {
        self.objects.iter().filter(|tlv| tlv.tag == tag::APPLICATION)
    }

    /// An object of the first application that has it, else of the common data.
    #[must_use]
    pub fn get(&self, tag: u32) -> Option<&[u8]> {
        let common = self.objects.iter().filter(|tlv| tlv.tag == tag::COMMON);
        self.applications().chain(common).find_map(|template| find(template.objects(), tag))
    }

    /// Whether an application is UnionPay's.
    #[must_use]
    pub fn is_union_pay(&self) -> bool {
        self.applications()
            .filter_map(|application| find(application.objects(), tag::AID))
            .any(|aid| aid.starts_with(UNION_PAY))
    }

    /// Track 2 of the first application that has one.
    #[must_use]
    pub fn track_2(&self) -> Option<Track2> {
        track_2(self.get(tag::TRACK_2)?)
    }

    /// The card number or token that pays: of track 2, else of object 5A.
    #[must_use]
    pub fn account(&self) -> Option<Digits> {
        let track = self.track_2().map(|track| track.account);
        track.or_else(|| packed(self.get(tag::ACCOUNT)?).map(|digits| Digits::new(digits.as_str())))
    }

    /// The code without base64. Every caller is a place to look at in a review.
    #[must_use]
    pub fn reveal_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::new());
        ber::write(&self.objects, &mut bytes);
        bytes
    }

    /// What goes into the QR symbol. Every caller is a place to look at in a review.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(&*self.reveal_bytes()))
    }
}

/// An object of this level or of a template below it.
fn find(objects: &[Tlv], tag: u32) -> Option<&[u8]> {
    objects.iter().find_map(|tlv| match &tlv.value {
        Value::Bytes(bytes) if tlv.tag == tag => Some(&bytes[..]),
        Value::Bytes(_) => None,
        Value::Template(inside) => find(inside, tag),
    })
}

fn wrong_at(error: &base64::DecodeError) -> usize {
    match error {
        base64::DecodeError::InvalidByte(at, _) | base64::DecodeError::InvalidLastSymbol(at, _) => {
            *at
        }
        base64::DecodeError::InvalidLength(length) => *length,
        base64::DecodeError::InvalidPadding => 0,
    }
}

/// Sizes and forms of what is known.
fn check(tlv: &Tlv, path: Path, offset: usize) -> Result<(), Error> {
    if let Value::Template(objects) = &tlv.value {
        let again = |at: usize| objects[..at].iter().any(|before| before.tag == objects[at].tag);
        if let Some(at) = (1..objects.len()).find(|at| again(*at)) {
            return Err(path.then(objects[at].tag).at(offset, Rule::Repeated));
        }
        let has_name = objects.iter().any(|tlv| tlv.tag == tag::AID);
        if tlv.tag == tag::APPLICATION && !has_name {
            return Err(path.then(tag::AID).at(offset, Rule::Missing));
        }
        return Ok(());
    }
    let bytes = tlv.as_bytes().unwrap_or_default();
    let (least, most) = match tlv.tag {
        tag::AID => (5, 16),
        tag::LABEL => (1, 16),
        tag::TRACK_2 => (1, 19),
        tag::ACCOUNT => (4, 10),
        tag::HOLDER => (2, 26),
        tag::LANGUAGES => (2, 8),
        tag::APPLICATION_VERSION | tag::LAST_FOUR | tag::COUNTER => (2, 2),
        tag::ISSUER_DATA => (1, 32),
        tag::TOKEN_REQUESTOR => (6, 6),
        tag::ACCOUNT_REFERENCE => (29, 29),
        tag::CRYPTOGRAM => (8, 8),
        tag::RANDOM => (4, 4),
        _ => (0, MOST_BYTES),
    };
    if !(least..=most).contains(&bytes.len()) {
        return Err(path.at(offset, Rule::Size { bytes: bytes.len(), least, most }));
    }
    let printable = |byte: &u8| (0x20..0x7F).contains(byte);
    let wrong = match tlv.tag {
        tag::VERSION if bytes != b"CPV01" => Rule::Version,
        tag::TRACK_2 if track_2(bytes).is_none() => Rule::Track,
        tag::ACCOUNT | tag::TOKEN_REQUESTOR | tag::LAST_FOUR if packed(bytes).is_none() => {
            Rule::Digits
        }
        tag::LABEL | tag::HOLDER | tag::LANGUAGES | tag::ISSUER_URL | tag::ACCOUNT_REFERENCE
            if !bytes.iter().all(printable) =>
        {
            Rule::Characters
        }
        _ => return Ok(()),
    };
    Err(path.at(offset, wrong))
}

/// The number masked, and nothing after it.
impl fmt::Debug for Track2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}D***", self.account)
    }
}

/// Digits two a byte, left-aligned; F after the last, as many as needed.
fn packed(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let nibbles = Zeroizing::new(hex(bytes));
    let digits = nibbles.trim_end_matches('F');
    mask::is_digits(digits).then(|| Zeroizing::new(digits.to_owned()))
}

fn track_2(bytes: &[u8]) -> Option<Track2> {
    let nibbles = Zeroizing::new(hex(bytes));
    let (account, rest) = nibbles.trim_end_matches('F').split_once('D')?;
    let is_account = (8..=19).contains(&account.len()) && mask::is_digits(account);
    if !is_account || rest.len() < 7 || !mask::is_digits(rest) {
        return None;
    }
    let [expiry, service_code] = [&rest[..4], &rest[4..7]].map(str::to_owned);
    Some(Track2 { account: Digits::new(account), expiry, service_code })
}

/// Upper-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        text += &format!("{byte:02X}");
        text
    })
}

/// Object 5A of a card number, 8 to 20 digits.
#[must_use]
pub fn account(digits: &str) -> Option<Tlv> {
    Some(Tlv::bytes(tag::ACCOUNT, pack(digits)?))
}

/// Object 57 of a card number or token, an expiry YYMM, a service code of three digits and what the
/// issuer adds.
#[must_use]
pub fn track_2_of(account: &str, expiry: &str, service_code: &str, more: &str) -> Option<Tlv> {
    let text = Zeroizing::new(format!("{account}D{expiry}{service_code}{more}"));
    let bytes = pack(&text)?;
    track_2(&bytes)?;
    Some(Tlv::bytes(tag::TRACK_2, bytes))
}

/// Digits and D two a byte; an odd one is filled with F.
fn pack(text: &str) -> Option<Vec<u8>> {
    let nibble = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'D' => Some(0xD),
        _ => None,
    };
    let nibbles = text.bytes().map(nibble).collect::<Option<Vec<u8>>>()?;
    Some(nibbles.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0xF)).collect())
}

/// Nothing of it: it pays.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.account() {
            Some(account) => write!(f, "consumer's code of {account}"),
            None => write!(f, "consumer's code"),
        }
    }
}
