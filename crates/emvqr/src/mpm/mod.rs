//! What a merchant shows: EMVCo QR Code Specification for Payment Systems, Merchant-Presented Mode
//! 1.1 商户收款码.
//!
//! A code is data objects one after the other. 00 begins it and 63, a CRC over all before its own
//! four characters, ends it; between them the order is the maker's, and it is kept. Lengths count
//! characters, not bytes. Objects 02 to 25 are plain texts, 26 to 51 templates that a globally
//! unique identifier (00) names, 15 and 16 UnionPay's. Objects that nobody here knows are kept.
//!
//! [`Code::parse`] reads one and holds it to all rules, so that what it gives needs no second look.
//! [`Draft`] makes one: it writes a text and reads it back with the same eyes.

mod draft;
mod error;
mod object;
mod rules;
mod values;

use std::fmt;

pub use draft::{Account, Draft};
pub use error::{Error, Path, Rule};
pub use object::{MOST_VALUE_CHARS, Object, Value};
pub use values::{Amount, Currency, Initiation, Label, LocalName, Tip, UnionPayAccount};

use crate::crc::crc16;
use rules::Care;

/// The most characters of a code.
pub const MOST_CHARS: usize = 512;

/// Identifier of the check.
const CRC: u8 = 63;

/// A merchant's code 商户收款码 that holds to all rules.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    /// All but the check, in their order.
    objects: Vec<Object>,
}

impl Code {
    /// Reads a code.
    ///
    /// # Errors
    /// The first rule it breaks: first its structure, then the check, then each object, then what
    /// must hold between them.
    pub fn parse(text: &str) -> Result<Code, Error> {
        Code::read(text, Care::Taken)
    }

    fn read(text: &str, care: Care) -> Result<Code, Error> {
        let root = Path::ROOT;
        // A character takes at most 4 bytes: a long text is not counted through.
        let length = if text.len() <= 4 * MOST_CHARS { text.chars().count() } else { text.len() };
        if MOST_CHARS < length {
            return Err(root.at(MOST_CHARS, Rule::Long { length, most: MOST_CHARS }));
        }
        let raw = object::read(text, root, 0)?;
        if raw.first().is_none_or(|first| first.id != 0) {
            return Err(root.then(0).at(0, Rule::NotFirst));
        }
        if let Some(again) = object::repeated(&raw) {
            return Err(root.then(again.id).at(again.position, Rule::Repeated));
        }
        let crc = raw.iter().position(|object| object.id == CRC);
        let crc = crc.ok_or(root.then(CRC).at(length, Rule::Missing))?;
        if crc + 1 != raw.len() {
            return Err(root.then(CRC).at(raw[crc].position, Rule::NotLast));
        }
        let found = checked(raw[crc].value);
        let found = found.ok_or(root.then(CRC).at(raw[crc].value_position, Rule::CrcForm))?;
        let computed = crc16(&text.as_bytes()[..text.len() - 4]);
        if found != computed {
            let rule = Rule::Crc { found, computed };
            return Err(root.then(CRC).at(raw[crc].value_position, rule));
        }
        let raw_objects = &raw[..crc];
        let objects = raw_objects.iter().map(|raw| rules::object(raw, care));
        let objects = objects.collect::<Result<Vec<_>, _>>()?;
        rules::whole(raw_objects, raw[crc].position)?;
        Ok(Code { objects })
    }

    /// All objects but the check, in their order.
    #[must_use]
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// The text of an object of the root; none where it is not there or a template.
    #[must_use]
    pub fn get(&self, id: u8) -> Option<&str> {
        self.objects.iter().find(|object| object.id == id)?.as_text()
    }

    /// The text of an object inside a template.
    #[must_use]
    pub fn within(&self, template: u8, id: u8) -> Option<&str> {
        let template = self.objects.iter().find(|object| object.id == template)?;
        template.objects().iter().find(|object| object.id == id)?.as_text()
    }

    /// Static or dynamic; a code need not say.
    #[must_use]
    pub fn initiation(&self) -> Option<Initiation> {
        Initiation::parse(self.get(1)?)
    }

    /// The merchant's accounts with payment systems (02 to 51), at least one.
    pub fn accounts(&self) -> impl Iterator<Item = &Object> {
        self.objects.iter().filter(|object| (2..=51).contains(&object.id))
    }

    /// The merchant's accounts with UnionPay (15, 16).
    pub fn union_pay(&self) -> impl Iterator<Item = UnionPayAccount> {
        [15, 16].into_iter().filter_map(|id| UnionPayAccount::parse(self.get(id)?))
    }

    /// Merchant category 商户类别码, four digits.
    #[must_use]
    pub fn mcc(&self) -> &str {
        self.get(52).unwrap_or_default()
    }

    /// Currency of the amounts.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.get(53).and_then(Currency::parse).unwrap_or(Currency::CNY)
    }

    /// The amount; without one the consumer enters it.
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        Amount::parse(self.get(54)?, self.currency()).ok()
    }

    /// What the consumer adds.
    #[must_use]
    pub fn tip(&self) -> Option<Tip> {
        match self.get(55)? {
            "02" => {
                Amount::parse(self.get(56)?, self.currency()).ok().map(|fee| Tip::Fixed(fee.minor))
            }
            "03" => values::percentage(self.get(57)?).ok().map(Tip::Percentage),
            _ => Some(Tip::Asked),
        }
    }

    /// ISO 3166-1, two letters.
    #[must_use]
    pub fn country(&self) -> &str {
        self.get(58).unwrap_or_default()
    }

    /// Merchant name, as a rule in Latin letters; [`Code::local_name`] has the other one.
    #[must_use]
    pub fn name(&self) -> &str {
        self.get(59).unwrap_or_default()
    }

    /// Merchant city.
    #[must_use]
    pub fn city(&self) -> &str {
        self.get(60).unwrap_or_default()
    }

    /// Postal code.
    #[must_use]
    pub fn postal_code(&self) -> Option<&str> {
        self.get(61)
    }

    /// Name and city in the merchant's own language.
    #[must_use]
    pub fn local_name(&self) -> Option<LocalName> {
        let (language, name) = (self.within(64, 0)?, self.within(64, 1)?);
        Some(LocalName::new(language, name, self.within(64, 2)))
    }

    /// An object of the additional data (62). `***` asks the consumer to enter it.
    #[must_use]
    pub fn label(&self, label: Label) -> Option<&str> {
        self.within(62, label as u8)
    }
}

/// The value of a check: exactly four upper-case hex digits.
fn checked(text: &str) -> Option<u16> {
    let is_form =
        text.len() == 4 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'));
    is_form.then(|| u16::from_str_radix(text, 16).ok())?
}

/// Adds the check to the text of all objects.
fn sealed(mut text: String) -> String {
    text += "6304";
    let crc = crc16(text.as_bytes());
    text += &format!("{crc:04X}");
    text
}

/// The text of the code, with its check: what goes into the QR symbol, as UTF-8.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(MOST_CHARS);
        // What was read or built can be written.
        object::write(&self.objects, Path::ROOT, &mut text).map_err(|_| fmt::Error)?;
        f.write_str(&sealed(text))
    }
}

/// The objects; an account that could be a card number is hidden.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.objects).finish()
    }
}

#[cfg(test)]
mod tests;
