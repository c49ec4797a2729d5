//! Where the spare nibble of an odd packed field stands.

/// The side on which an odd number of packed digits is filled up to whole bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Padding {
    /// Left-aligned, a nibble on the right: F22 `021` is `0210`. The rule of the POS dialect.
    Right,
    /// Right-aligned, a nibble on the left: F23 `001` is `0001`.
    Left,
}

impl Padding {
    /// Splits the characters of whole bytes, an odd field's, into the value and the spare one.
    pub(crate) fn split(self, characters: &[u8]) -> (&[u8], u8) {
        match (self, characters) {
            (Padding::Right, [value @ .., spare]) | (Padding::Left, [spare, value @ ..]) => {
                (value, *spare)
            }
            (_, []) => (&[], b'0'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spare_nibble_is_found_on_its_side() {
        assert_eq!(Padding::Right.split(b"0210"), (&b"021"[..], b'0'));
        assert_eq!(Padding::Left.split(b"F001"), (&b"001"[..], b'F'));
        assert_eq!(Padding::Left.split(b""), (&b""[..], b'0'));
    }
}
