//! What can be wrong with a merchant's code, told so that its maker finds the character.

use std::fmt;

/// Why a text is no merchant code, or a draft does not make one: where and by which rule. Never
/// repeats a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("character {position}, {path}: {rule}")]
pub struct Error {
    /// Which data object.
    pub path: Path,
    /// Characters (not bytes) before the place, in the text or in the text the draft would make.
    pub position: usize,
    /// What it breaks.
    pub rule: Rule,
}

/// A data object by its identifiers from the outside in, as in `62.07`; none is the whole code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Path {
    /// Identifier below the root, 0 to 99.
    pub outer: Option<u8>,
    /// Identifier inside that template.
    pub inner: Option<u8>,
}

impl Path {
    /// The code as a whole.
    pub const ROOT: Path = Path { outer: None, inner: None };

    /// The object one level further in.
    #[must_use]
    pub const fn then(self, id: u8) -> Path {
        match self.outer {
            None => Path { outer: Some(id), inner: None },
            Some(_) => Path { outer: self.outer, inner: Some(id) },
        }
    }

    pub(crate) const fn at(self, position: usize, rule: Rule) -> Error {
        Error { path: self, position, rule }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.outer, self.inner) {
            (None, _) => write!(f, "the code"),
            (Some(outer), None) => write!(f, "{outer:02}"),
            (Some(outer), Some(inner)) => write!(f, "{outer:02}.{inner:02}"),
        }
    }
}

/// The rule a code breaks. Lengths are in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// An identifier is two digits.
    Identifier,
    /// A length is two digits, 01 to 99.
    Length,
    /// The text ends before the object does.
    Short { needs: usize, has: usize },
    /// Above what the object, or the whole code, may have.
    Long { length: usize, most: usize },
    /// Of another length than the one it must have.
    Exactly { length: usize, wants: usize },
    /// The same identifier twice on one level.
    Repeated,
    /// A mandatory object is not there.
    Missing,
    /// No object 02 to 51: nobody could be paid.
    NoAccount,
    /// Object 00 begins a code.
    NotFirst,
    /// Object 63 ends a code.
    NotLast,
    /// The check is four digits of 0 to 9 and A to F.
    CrcForm,
    /// The check of another text: the code is damaged or changed.
    Crc { found: u16, computed: u16 },
    /// Something other than 0 to 9.
    Digits,
    /// A control character, or, in what is made, a character outside printable ASCII where the
    /// standard has none.
    Characters,
    /// None of the values the standard has.
    Value { allowed: &'static str },
    /// Two letters, A to Z.
    Letters,
    /// Digits with at most one point, a digit first.
    AmountForm,
    /// An amount is above zero.
    AmountZero,
    /// More decimals than the currency has.
    Decimals { decimals: usize, most: usize },
    /// A percentage is 00.01 to 99.99.
    Percentage,
    /// The tip indicator asks for this object, or does not allow it.
    Tip { indicator: u8 },
    /// Institution numbers of UnionPay are 8 digits, twice, the merchant number 15 letters or digits.
    UnionPay,
    /// The identifier is not one for this kind of object.
    Place { least: u8, most: u8 },
}

impl Rule {
    /// A stable word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Rule::Identifier => "identifier",
            Rule::Length => "length",
            Rule::Short { .. } => "short",
            Rule::Long { .. } => "long",
            Rule::Exactly { .. } => "exactly",
            Rule::Repeated => "repeated",
            Rule::Missing => "missing",
            Rule::NoAccount => "no_account",
            Rule::NotFirst => "not_first",
            Rule::NotLast => "not_last",
            Rule::CrcForm => "crc_form",
            Rule::Crc { .. } => "crc",
            Rule::Digits => "digits",
            Rule::Characters => "characters",
            Rule::Value { .. } => "value",
            Rule::Letters => "letters",
            Rule::AmountForm => "amount_form",
            Rule::AmountZero => "amount_zero",
            Rule::Decimals { .. } => "decimals",
            Rule::Percentage => "percentage",
            Rule::Tip { .. } => "tip",
            Rule::UnionPay => "union_pay",
            Rule::Place { .. } => "place",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Rule::Identifier => write!(f, "an identifier is two digits"),
            Rule::Length => write!(f, "a length is two digits, 01 to 99"),
            Rule::Short { needs, has } => write!(f, "needs {needs} characters, {has} are left"),
            Rule::Long { length, most } => write!(f, "{length} characters are above {most}"),
            Rule::Exactly { length, wants } => write!(f, "{length} characters, wants {wants}"),
            Rule::Repeated => write!(f, "is there twice"),
            Rule::Missing => write!(f, "is not there"),
            Rule::NoAccount => write!(f, "no merchant account (02 to 51) is there"),
            Rule::NotFirst => write!(f, "the first object is 00"),
            Rule::NotLast => write!(f, "the last object is 63, and there is only one"),
            Rule::CrcForm => write!(f, "the check is four of 0 to 9 and A to F"),
            Rule::Crc { found, computed } => {
                write!(f, "the check is {found:04X}, the text gives {computed:04X}")
            }
            Rule::Digits => write!(f, "holds what is not a digit"),
            Rule::Characters => write!(f, "holds a character that may not stand here"),
            Rule::Value { allowed } => write!(f, "wants {allowed}"),
            Rule::Letters => write!(f, "wants two letters"),
            Rule::AmountForm => write!(f, "an amount is digits with at most one point"),
            Rule::AmountZero => write!(f, "an amount is above zero"),
            Rule::Decimals { decimals, most } => {
                write!(f, "{decimals} decimals, the currency has {most}")
            }
            Rule::Percentage => write!(f, "a percentage is 00.01 to 99.99"),
            Rule::Tip { indicator } => {
                write!(f, "is there when and only when object 55 is {indicator:02}")
            }
            Rule::UnionPay => {
                write!(
                    f,
                    "wants two institutions of 8 digits and a merchant of 15 letters or digits"
                )
            }
            Rule::Place { least, most } => write!(f, "the identifier is {least:02} to {most:02}"),
        }
    }
}
