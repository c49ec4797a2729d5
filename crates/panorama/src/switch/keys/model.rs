//! Keys on paper: components that are put together, and what is wrong with them. No I/O, and no
//! message holds a digit of a key.

use super::{KeyError, KeyPurpose};
use crate::{acquirers, terminals};
use iso8583::{Key, Weakness, key::set_odd_parity};
use kernel::fault::database_kind;
use kernel::{Fault, Kind, LinkId};
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// Components of a key at least and at most.
pub const COMPONENTS: std::ops::RangeInclusive<usize> = 2..=3;
/// Length of a key that the server makes, in bytes.
const MADE_BYTES: usize = 16;

kernel::words! {
    /// What a key shared with an acquirer is for 通道密钥.
    pub enum LinkKeyPurpose {
        /// Zone PIN key 密码传输密钥: PIN blocks travel under it.
        Zpk = "zpk",
        /// Zone MAC key 报文鉴别密钥: messages are guarded by it.
        Zak = "zak",
    }
}

impl From<LinkKeyPurpose> for KeyPurpose {
    fn from(purpose: LinkKeyPurpose) -> KeyPurpose {
        match purpose {
            LinkKeyPurpose::Zpk => KeyPurpose::Zpk,
            LinkKeyPurpose::Zak => KeyPurpose::Zak,
        }
    }
}

/// One component of a key 密钥分量: what one custodian holds. All components XORed are the key.
/// `Debug` does not show it, and it is wiped when it is dropped.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyComponent {
    /// 32 or 48 hex digits; spaces between them are no matter.
    #[schema(min_length = 32, max_length = 64)]
    pub value: String,
    /// Check value of the component: zeros under it, the first 6 or 8 hex digits.
    #[schema(min_length = 6, max_length = 8, pattern = "^[0-9A-Fa-f]{6,8}$")]
    pub check_value: String,
}

impl fmt::Debug for KeyComponent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyComponent({})", self.check_value)
    }
}

impl Drop for KeyComponent {
    fn drop(&mut self) {
        self.value.zeroize();
    }
}

/// A key as its custodians enter it.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeySheet {
    /// Two or three components of one length.
    #[schema(min_items = 2, max_items = 3)]
    pub components: Vec<KeyComponent>,
    /// Check value of the whole key, where the papers tell it: 6 or 8 hex digits.
    #[serde(default)]
    #[schema(pattern = "^[0-9A-Fa-f]{6,8}$")]
    pub check_value: Option<String>,
}

impl KeySheet {
    /// Puts the components together, when all of them are right.
    ///
    /// The lowest bit of each byte is parity, which DES does not use and check values do not
    /// see: components come with whatever parity, the key is kept with an odd one.
    pub fn join(&self) -> Result<Key, Error> {
        if !COMPONENTS.contains(&self.components.len()) {
            return Err(Error::Count);
        }
        let mut whole = Zeroizing::new(Vec::new());
        let mut before: Vec<Zeroizing<Vec<u8>>> = Vec::new();
        for (index, component) in self.components.iter().enumerate() {
            let bytes = component.read(index)?;
            if before.first().is_some_and(|first| first.len() != bytes.len()) {
                return Err(Error::Lengths(index));
            }
            // Otherwise fewer people than there are components would know the key.
            let zeros = bytes.iter().all(|byte| *byte & 0xFE == 0);
            if zeros || before.iter().any(|other| same(other, &bytes)) {
                return Err(Error::Bare(index));
            }
            whole.resize(bytes.len(), 0);
            whole.iter_mut().zip(bytes.iter()).for_each(|(byte, part)| *byte ^= part);
            before.push(bytes);
        }
        set_odd_parity(&mut whole);
        let key = Key::new(&whole).ok_or(Error::Lengths(0))?;
        if let Some(weakness) = key.weakness() {
            return Err(Error::Weak(weakness));
        }
        if let Some(told) = &self.check_value
            && !tells(told, "check_value")?.holds(&key)
        {
            return Err(Error::CheckValueWrong("check_value".to_owned()));
        }
        Ok(key)
    }
}

impl KeyComponent {
    /// A component of these bytes.
    fn of(bytes: &[u8]) -> Option<KeyComponent> {
        let check_value = hex::encode_upper(Key::new(bytes)?.check_value());
        Some(KeyComponent { value: hex::encode_upper(bytes), check_value })
    }

    fn read(&self, index: usize) -> Result<Zeroizing<Vec<u8>>, Error> {
        let digits: Zeroizing<String> =
            Zeroizing::new(self.value.chars().filter(|c| !c.is_whitespace()).collect());
        let bytes = Zeroizing::new(hex::decode(digits.as_bytes()).unwrap_or_default());
        let key = Key::new(&bytes).filter(|key| key.bytes_count() != 8);
        let key = key.ok_or(Error::Component(index))?;
        let field = format!("components[{index}].check_value");
        if tells(&self.check_value, &field)?.holds(&key) {
            Ok(bytes)
        } else {
            Err(Error::CheckValueWrong(field))
        }
    }
}

/// The same but for parity.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.iter().zip(other).all(|(one, other)| (one ^ other) & 0xFE == 0)
}

/// A check value as it stands on paper.
struct CheckValue(Vec<u8>);

impl CheckValue {
    fn holds(&self, key: &Key) -> bool {
        key.check_value().starts_with(&self.0)
    }
}

fn tells(text: &str, field: &str) -> Result<CheckValue, Error> {
    let bytes = hex::decode(text.trim()).ok().filter(|bytes| matches!(bytes.len(), 3 | 4));
    bytes.map(CheckValue).ok_or_else(|| Error::CheckValue(field.to_owned()))
}

/// A new master key: the key, and the two components whose XOR it is but for the parity. Each
/// has odd parity, for terminals that look at it.
pub fn draw() -> Option<(Key, [KeyComponent; 2])> {
    let mut parts = Zeroizing::new([0_u8; 2 * MADE_BYTES]);
    loop {
        rand::fill(&mut parts[..]);
        set_odd_parity(&mut parts[..]);
        let (first, second) = parts.split_at(MADE_BYTES);
        let components = [KeyComponent::of(first)?, KeyComponent::of(second)?];
        let sheet = KeySheet { components: components.clone().into(), check_value: None };
        // What is drawn is weak once in 2^50 times.
        if let Ok(key) = sheet.join() {
            return Some((key, components));
        }
    }
}

/// What can go wrong with keys.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// One component, or more than three.
    #[error("components are two or three")]
    Count,
    /// Not hex, or not of a key's length.
    #[error("components[{0}].value is 32 or 48 hex digits, a key of 16 or 24 bytes")]
    Component(usize),
    /// Components of 16 and of 24 bytes.
    #[error("components[{0}].value is not as long as the first component")]
    Lengths(usize),
    /// A component that hides nothing.
    #[error("components[{0}].value is zeros or another component again, and would hide nothing")]
    Bare(usize),
    /// Not a check value.
    #[error("{0} is 6 or 8 hex digits")]
    CheckValue(String),
    /// A check value of something else.
    #[error("{0} does not belong to what was entered: look for a mistyped digit")]
    CheckValueWrong(String),
    /// A key that nobody should use.
    #[error("the components make a key that is {}", match .0 {
        Weakness::Part => "weak: eight bytes of it are a weak or semi-weak key of DES",
        Weakness::Repeated => "single DES: two neighbouring parts of it are the same",
    })]
    Weak(Weakness),
    /// A closed terminal has no use for keys.
    #[error("the terminal is closed")]
    Closed,
    /// The link's key is not the one any more that was to be replaced.
    #[error("the {1} of link {0} was changed after this was asked for; ask again")]
    LinkKeyChanged(LinkId, LinkKeyPurpose),
    /// A terminal that is not there or not the actor's.
    #[error(transparent)]
    Terminal(#[from] terminals::Error),
    /// A link that is not there or retired.
    #[error(transparent)]
    Link(#[from] acquirers::Error),
    /// The key store.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// An approved payload cannot be read, or is not what its check value says.
    #[error("reading the key that was approved")]
    Payload,
    /// The database.
    #[error("keys cannot be read or written")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Count
            | Error::Component(_)
            | Error::Lengths(_)
            | Error::Bare(_)
            | Error::CheckValue(_)
            | Error::CheckValueWrong(_)
            | Error::Weak(_) => Kind::Invalid,
            Error::Closed | Error::LinkKeyChanged(..) => Kind::Conflict,
            Error::Terminal(inner) => inner.kind(),
            Error::Link(inner) => inner.kind(),
            Error::Keys(KeyError::Database(inner)) | Error::Database(inner) => database_kind(inner),
            Error::Keys(_) | Error::Payload => Kind::Bug,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Count => "key_components_count",
            Error::Component(_) => "key_component_invalid",
            Error::Lengths(_) => "key_components_differ",
            Error::Bare(_) => "key_component_bare",
            Error::CheckValue(_) => "key_check_value_invalid",
            Error::CheckValueWrong(_) => "key_check_value_wrong",
            Error::Weak(_) => "key_weak",
            Error::Closed => "terminal_state_forbids",
            Error::LinkKeyChanged(..) => "link_key_changed_meanwhile",
            Error::Terminal(inner) => inner.code(),
            Error::Link(inner) => inner.code(),
            Error::Keys(KeyError::Database(_)) | Error::Database(_) => "database",
            Error::Keys(_) | Error::Payload => "keys_failed",
        }
    }

    fn field(&self) -> Option<&str> {
        const VALUES: [&str; 3] =
            ["components[0].value", "components[1].value", "components[2].value"];
        match self {
            Error::Count | Error::Weak(_) => Some("components"),
            Error::Component(index) | Error::Lengths(index) | Error::Bare(index) => {
                VALUES.get(*index).copied()
            }
            Error::CheckValue(field) | Error::CheckValueWrong(field) => Some(field),
            Error::Terminal(inner) => inner.field(),
            Error::Link(inner) => inner.field(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "0123456789ABCDEFFEDCBA9876543210";
    const TWO: &str = "1122334455667788A1A2A3A4A5A6A7A8";

    fn component(value: &str) -> KeyComponent {
        KeyComponent::of(&hex::decode(value).unwrap()).unwrap()
    }

    fn sheet(values: &[&str]) -> KeySheet {
        let components = values.iter().map(|value| component(value)).collect();
        KeySheet { components, check_value: None }
    }

    /// The field, the code and the rule that a sheet is refused for.
    fn told(sheet: &KeySheet) -> (Option<String>, &'static str) {
        let error = sheet.join().err().unwrap();
        assert_eq!(error.kind(), Kind::Invalid);
        (error.field().map(str::to_owned), error.code())
    }

    #[test]
    fn components_make_a_key_by_xor_whatever_their_parity() {
        let key = sheet(&[ONE, TWO]).join().unwrap();
        let xor = "10017623DCCDBA675F7E193CD3F295B8";
        assert_eq!(key.check_value(), Key::from_hex(xor).unwrap().check_value());
        assert!(key.expose().iter().all(|byte| byte.count_ones() % 2 == 1), "kept with odd parity");
        let three = sheet(&[ONE, TWO, "22446688AACCEE11B1B2B3B4B5B6B7B8"]);
        assert_eq!(three.join().unwrap().bytes_count(), 16);
        let long = [ONE, "0011223344556677"].concat();
        let other = [TWO, "8899AABBCCDDEEFF"].concat();
        assert_eq!(sheet(&[&long, &other]).join().unwrap().bytes_count(), 24);
        // As people type: in groups, in small letters, the short form of the check value.
        let mut typed = sheet(&[ONE, TWO]);
        typed.components[0].value = "01234567 89abcdef fedcba98 76543210".to_owned();
        typed.components[0].check_value = "08d7b4".to_owned();
        typed.check_value = Some(hex::encode(key.check_value()));
        assert_eq!(typed.join().unwrap().expose(), key.expose());
    }

    #[test]
    fn a_wrong_sheet_names_the_field_and_the_rule() {
        let value = |index: usize| Some(format!("components[{index}].value"));
        assert_eq!(told(&sheet(&[ONE])), (Some("components".to_owned()), "key_components_count"));
        assert_eq!(told(&sheet(&[ONE; 4])).1, "key_components_count");
        for wrong in ["", "0123", "0123456789ABCDEF", "xyz3456789ABCDEFFEDCBA9876543210"] {
            let mut bad = sheet(&[ONE, TWO]);
            bad.components[1].value = wrong.to_owned();
            assert_eq!(told(&bad), (value(1), "key_component_invalid"), "{wrong}");
        }
        let long = [ONE, "0011223344556677"].concat();
        assert_eq!(told(&sheet(&[ONE, &long])), (value(1), "key_components_differ"));
        let zeros = "00".repeat(16);
        assert_eq!(told(&sheet(&[ONE, &zeros])), (value(1), "key_component_bare"));
        assert_eq!(told(&sheet(&[ONE, TWO, ONE])), (value(2), "key_component_bare"));
        let check = Some("components[0].check_value".to_owned());
        let mut bad = sheet(&[ONE, TWO]);
        bad.components[0].check_value = "08D7B5".to_owned();
        assert_eq!(told(&bad), (check.clone(), "key_check_value_wrong"));
        bad.components[0].check_value = "08D7B".to_owned();
        assert_eq!(told(&bad), (check, "key_check_value_invalid"));
        let mut bad = sheet(&[ONE, TWO]);
        bad.check_value = Some("000000".to_owned());
        assert_eq!(told(&bad), (Some("check_value".to_owned()), "key_check_value_wrong"));
        // The halves of what comes out are the same.
        let weak = sheet(&[ONE, "FEDCBA98765432100123456789ABCDEF"]);
        assert_eq!(told(&weak), (Some("components".to_owned()), "key_weak"));
    }

    #[test]
    fn what_is_drawn_comes_together_again_and_shows_itself_nowhere() {
        let (key, components) = draw().unwrap();
        let (again, others) = draw().unwrap();
        assert_ne!(key.expose(), again.expose());
        assert_ne!(components[0].value, others[0].value);
        assert_ne!(components[0].value, components[1].value);
        let sheet = KeySheet {
            check_value: Some(hex::encode_upper(key.check_value())),
            components: components.clone().into(),
        };
        assert_eq!(sheet.join().unwrap().expose(), key.expose());
        for one in &components {
            let odd = hex::decode(&one.value).unwrap().iter().all(|b| b.count_ones() % 2 == 1);
            assert!(odd && !format!("{sheet:?}").contains(&one.value));
        }
    }
}
