//! Values that must not be seen by chance: card numbers, identity numbers, phones, names.

use std::fmt;

/// How a sensitive text is shown to people who may not see it.
pub trait Mask {
    /// The masked form.
    fn masked(text: &str) -> String;
}

/// A card number: first six and last four stay.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CardNumber;
/// An identity number: first three and last four stay.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct IdentityNumber;
/// A phone number: first three and last four stay.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PhoneNumber;
/// A secret: nothing stays.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Secret;

fn keep(text: &str, first: usize, last: usize) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= first + last {
        return "*".repeat(letters.len());
    }
    let hidden = letters.len() - first - last;
    letters[..first]
        .iter()
        .copied()
        .chain(std::iter::repeat_n('*', hidden))
        .chain(letters[letters.len() - last..].iter().copied())
        .collect()
}

impl Mask for CardNumber {
    fn masked(text: &str) -> String {
        keep(text, 6, 4)
    }
}
impl Mask for IdentityNumber {
    fn masked(text: &str) -> String {
        keep(text, 3, 4)
    }
}
impl Mask for PhoneNumber {
    fn masked(text: &str) -> String {
        keep(text, 3, 4)
    }
}
impl Mask for Secret {
    fn masked(_: &str) -> String {
        "****".to_owned()
    }
}

/// A text whose `Debug`, `Display` and JSON hide it. [`Masked::reveal`] is the one way to it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Masked<M: Mask> {
    text: String,
    mask: std::marker::PhantomData<M>,
}

impl<M: Mask> Masked<M> {
    /// Hides `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Masked { text: text.into(), mask: std::marker::PhantomData }
    }

    /// The text in clear. Every caller is a place to look at in a review.
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// The form that may be shown.
    pub fn masked(&self) -> String {
        M::masked(&self.text)
    }
}

impl<M: Mask> fmt::Debug for Masked<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl<M: Mask> fmt::Display for Masked<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl<M: Mask> serde::Serialize for Masked<M> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.masked())
    }
}

impl<'de, M: Mask> serde::Deserialize<'de> for Masked<M> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <String as serde::Deserialize>::deserialize(deserializer).map(Masked::new)
    }
}

impl<M: Mask> utoipa::PartialSchema for Masked<M> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .into()
    }
}

impl<M: Mask> utoipa::ToSchema for Masked<M> {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Borrowed("Masked")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_shows_by_chance() {
        let card: Masked<CardNumber> = Masked::new("6222021234567890123");
        assert_eq!(format!("{card:?} {card}"), "622202*********0123 622202*********0123");
        assert_eq!(serde_json::to_string(&card).unwrap(), "\"622202*********0123\"");
        let secret: Masked<Secret> = Masked::new("hunter2");
        assert_eq!(format!("{secret:?}"), "****");
        let short: Masked<CardNumber> = Masked::new("1234567890");
        assert_eq!(short.masked(), "**********");
    }
}
