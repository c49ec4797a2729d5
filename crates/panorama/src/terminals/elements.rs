//! A set of elements in one byte, so that every payment can keep what was compared.

use super::check::Element;
use serde::{Deserialize, Serialize};

/// Some of the elements that a transaction is held against; stored as a number, a bit each in the
/// order of [`Element::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Elements(u8);

const _: () = assert!(Element::ALL.len() <= 8, "a byte has eight bits");

impl Elements {
    /// Not one.
    pub const NONE: Elements = Elements(0);

    /// These and one more.
    #[must_use]
    pub fn with(self, element: Element) -> Elements {
        Elements(self.0 | bit(element))
    }

    /// Whether it is one of these.
    pub fn has(self, element: Element) -> bool {
        self.0 & bit(element) != 0
    }

    /// None of them.
    pub fn is_empty(&self) -> bool {
        self.0 == 0
    }
}

fn bit(element: Element) -> u8 {
    1 << (element as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_element_is_a_bit_of_its_own_and_comes_back_from_a_number() {
        let mut some = Elements::default();
        for (index, element) in Element::ALL.iter().enumerate() {
            assert!(!some.has(*element), "{element}");
            some = some.with(*element).with(*element);
            assert_eq!(serde_json::to_value(some).unwrap(), (1_u64 << (index + 1)) - 1);
        }
        let place: Elements = serde_json::from_str("64").unwrap();
        assert!(place.has(Element::Place) && !place.has(Element::Serial) && !place.is_empty());
    }
}
