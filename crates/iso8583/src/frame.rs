//! Framing on a stream: two bytes big-endian length, which does not count itself, then the message.
//!
//! Pure functions over a buffer; who reads the socket is not this crate's business.

/// The most bytes a message may have: what two length bytes can say.
pub const MOST_BYTES: usize = 0xFFFF;

/// Bytes of the length before a message.
pub const PREFIX_BYTES: usize = 2;

/// What is at the start of a buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame<'a> {
    /// A whole message; drop `used` bytes from the buffer when done with it.
    Whole { message: &'a [u8], used: usize },
    /// Not yet a whole message: `missing` more bytes at the least.
    Partial { missing: usize },
    /// The length says more than the limit given: close the connection, its start is lost.
    Oversize { bytes: usize },
}

/// Takes the first message from `buffer`; `most_bytes` is the caller's limit for one message.
/// A length of zero is a whole empty message (some terminals keep the line open with it).
#[must_use]
pub fn take(buffer: &[u8], most_bytes: usize) -> Frame<'_> {
    let Some((prefix, rest)) = buffer.split_first_chunk::<PREFIX_BYTES>() else {
        return Frame::Partial { missing: PREFIX_BYTES - buffer.len() };
    };
    let bytes = usize::from(u16::from_be_bytes(*prefix));
    if most_bytes < bytes {
        return Frame::Oversize { bytes };
    }
    match rest.get(..bytes) {
        Some(message) => Frame::Whole { message, used: PREFIX_BYTES + bytes },
        None => Frame::Partial { missing: bytes - rest.len() },
    }
}

/// Appends `message` with its length before it; `false`, and nothing written, above [`MOST_BYTES`].
#[must_use]
pub fn put(message: &[u8], into: &mut Vec<u8>) -> bool {
    let Ok(bytes) = u16::try_from(message.len()) else {
        return false;
    };
    into.extend_from_slice(&bytes.to_be_bytes());
    into.extend_from_slice(message);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_one_message_at_a_time() {
        let mut stream = Vec::new();
        assert!(put(b"abc", &mut stream));
        assert!(put(b"", &mut stream));
        assert_eq!(take(&stream, 10), Frame::Whole { message: b"abc", used: 5 });
        assert_eq!(take(&stream[5..], 10), Frame::Whole { message: b"", used: 2 });
        assert_eq!(take(&stream[..1], 10), Frame::Partial { missing: 1 });
        assert_eq!(take(&stream[..4], 10), Frame::Partial { missing: 1 });
        assert_eq!(take(&stream, 2), Frame::Oversize { bytes: 3 });
        assert!(!put(&vec![0; MOST_BYTES + 1], &mut stream));
    }
}
