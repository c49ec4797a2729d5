//! A dialect as data, and the codec that reads any of them.

use std::ops::Range;

use crate::dialects;
use crate::encoding::Encoding;
use crate::error::{DecodeError, EncodeError, EncodeRule, Rule};
use crate::field::{Cursor, Field};
use crate::frame::MOST_BYTES;
use crate::message::{Bitmap, Header, Message, Mti};

/// Fields of a specification, by number; 0 and 1 are unused.
pub type Fields = [Option<Field>; 129];

/// A dialect (报文规范).
#[derive(Debug)]
pub struct Spec {
    pub name: &'static str,
    pub header: HeaderKind,
    pub fields: Fields,
}

/// What stands before the message type, and how the type and bitmap are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderKind {
    /// TPDU of 5 bytes, header of 6, type of 2 BCD bytes, bitmap of 8 bytes or 16.
    Pos,
    /// Header of 46 bytes, type of 4 ASCII digits, bitmap of 16 bytes.
    Cups,
}

/// The UnionPay POS terminal dialect (银联 POS 终端规范).
#[must_use]
pub fn pos() -> &'static Spec {
    &dialects::POS
}

/// The UnionPay inter-institution dialect (银联交换系统, CUPS).
#[must_use]
pub fn ascii() -> &'static Spec {
    &dialects::ASCII
}

impl Spec {
    /// Reads a message: header first, without the two length bytes of the frame.
    ///
    /// What is read encodes to the same bytes again, odd fields' spare nibbles included.
    ///
    /// # Errors
    /// The first byte that breaks a rule.
    pub fn decode(&self, bytes: &[u8]) -> Result<Message, DecodeError> {
        if MOST_BYTES < bytes.len() {
            let rule = Rule::Big { bytes: bytes.len(), most: MOST_BYTES };
            return Err(DecodeError { offset: MOST_BYTES, field: 0, rule });
        }
        let mut cursor = Cursor { bytes, at: 0 };
        let header = self.decode_header(&mut cursor)?;
        let mti = self.decode_mti(&mut cursor)?;
        let (present, bitmap) = self.decode_bitmap(&mut cursor)?;
        // Digits take two characters a byte; tracks and numbers are the smaller part of a message.
        let room = bytes.len() + bytes.len() / 2;
        let mut message = Message::with_capacity(header, mti, present.count_ones() as usize, room);
        message.bitmap = bitmap;
        let mut left = present;
        while left != 0 {
            let number = u8::try_from(left.trailing_zeros() + 1).unwrap_or(0);
            left &= left - 1;
            let field = self.fields[usize::from(number)].as_ref().ok_or(DecodeError {
                offset: cursor.at,
                field: number,
                rule: Rule::Unknown,
            })?;
            let slot = field.decode(number, &mut cursor, message.values())?;
            message.push(number, slot);
        }
        match bytes.len() - cursor.at {
            0 => Ok(message),
            bytes => {
                let (offset, rule) = (cursor.at, Rule::Left { bytes });
                Err(DecodeError { offset, field: last(present), rule })
            }
        }
    }

    fn decode_header(&self, cursor: &mut Cursor<'_>) -> Result<Header, DecodeError> {
        if self.header == HeaderKind::Pos {
            let tpdu = cursor.take_array(0)?;
            return Ok(Header::Pos { tpdu, application: cursor.take_array(0)? });
        }
        // A capture without header begins with the type, an ASCII digit; lengths are below those.
        let bytes = match cursor.bytes.first() {
            Some(b'0'..=b'9') => 0,
            Some(&length @ 0x17..=0x2F) => usize::from(length),
            Some(&other) => {
                return Err(DecodeError { offset: 0, field: 0, rule: Rule::Header(other) });
            }
            None => 1,
        };
        Ok(Header::Cups(cursor.take(bytes, 0)?.to_vec()))
    }

    fn decode_mti(&self, cursor: &mut Cursor<'_>) -> Result<Mti, DecodeError> {
        let offset = cursor.at;
        let wrong = |at, rule| DecodeError { offset: offset + at, field: 0, rule };
        if self.header == HeaderKind::Pos {
            let packed: [u8; 2] = cursor.take_array(0)?;
            return Mti::from_packed(packed).map_err(|at| wrong(at, Rule::Nibble(packed[at])));
        }
        let digits: [u8; 4] = cursor.take_array(0)?;
        Encoding::Digits.check(&digits).map_err(|(at, rule)| wrong(at, rule))?;
        // They are digits, so this is no error.
        Mti::from_ascii(digits).ok_or(wrong(0, Rule::Digit(digits[0])))
    }

    /// The fields present, bit n-1 for field n, without the bit that says the bitmap is 16 bytes.
    fn decode_bitmap(&self, cursor: &mut Cursor<'_>) -> Result<(u128, Bitmap), DecodeError> {
        let first = u64::from_be_bytes(cursor.take_array(1)?);
        let long = first >> 63 == 1;
        let second = if long { u64::from_be_bytes(cursor.take_array(1)?) } else { 0 };
        let all = u128::from(first) << 64 | u128::from(second);
        let present = all.reverse_bits() & !1;
        let bitmap = match (long, self.usually_long(present)) {
            (true, false) => Bitmap::Sixteen,
            (false, true) => Bitmap::Eight,
            _ => Bitmap::Usual,
        };
        Ok((present, bitmap))
    }

    const fn usually_long(&self, present: u128) -> bool {
        matches!(self.header, HeaderKind::Cups) || 64 < last(present)
    }

    /// Writes a message: header first, without the two length bytes of the frame.
    ///
    /// # Errors
    /// The first field that does not fit the dialect.
    pub fn encode(&self, message: &Message) -> Result<Vec<u8>, EncodeError> {
        let mut bytes = Vec::with_capacity(512);
        self.encode_into(message, &mut bytes)?;
        Ok(bytes)
    }

    /// As [`Spec::encode`], appending to `into`; on an error `into` is as it was.
    ///
    /// # Errors
    /// As [`Spec::encode`].
    pub fn encode_into(&self, message: &Message, into: &mut Vec<u8>) -> Result<(), EncodeError> {
        let start = into.len();
        self.encode_at_end(message, into).inspect_err(|_| into.truncate(start))
    }

    fn encode_at_end(&self, message: &Message, into: &mut Vec<u8>) -> Result<(), EncodeError> {
        let wrong = |field, rule| EncodeError { field, rule };
        let start = into.len();
        let [a, b, c, d] = message.mti.ascii();
        match (self.header, &message.header) {
            (HeaderKind::Pos, Header::Pos { tpdu, application }) => {
                into.extend_from_slice(tpdu);
                into.extend_from_slice(application);
                into.extend_from_slice(&[(a & 15) << 4 | b & 15, (c & 15) << 4 | d & 15]);
            }
            (HeaderKind::Cups, Header::Cups(header)) => {
                into.extend_from_slice(header);
                into.extend_from_slice(&[a, b, c, d]);
            }
            _ => return Err(wrong(0, EncodeRule::Header)),
        }
        let present = message.present();
        let long = match message.bitmap {
            Bitmap::Usual => self.usually_long(present),
            Bitmap::Eight => 64 < last(present),
            Bitmap::Sixteen => true,
        };
        let bitmap = (present | u128::from(long)).reverse_bits().to_be_bytes();
        into.extend_from_slice(if long { &bitmap } else { &bitmap[..8] });
        for number in message.numbers() {
            let field = self.fields[usize::from(number)].as_ref();
            let field = field.ok_or(wrong(number, EncodeRule::Unknown))?;
            // `numbers` names what is there.
            let value = message.bytes(number).unwrap_or_default();
            let spare = message.slot(number).map_or(0, |slot| slot.spare);
            field.encode(value, spare, into).map_err(|rule| wrong(number, rule))?;
        }
        if MOST_BYTES < into.len() - start {
            return Err(wrong(0, EncodeRule::Big));
        }
        Ok(())
    }

    /// The bytes of an encoded message that its MAC is made over: from the message type up to the
    /// MAC, which is the last 8 bytes; `None` where the message has no MAC field or is too short
    /// to be one. The MAC is field 64, or 128 when the bitmap is 16 bytes long.
    #[must_use]
    pub fn mac_range(&self, encoded: &[u8]) -> Option<Range<usize>> {
        let (start, type_bytes) = match self.header {
            HeaderKind::Pos => (11, 2),
            HeaderKind::Cups if encoded.first()?.is_ascii_digit() => (0, 4),
            HeaderKind::Cups => (usize::from(*encoded.first()?), 4),
        };
        let bitmap = start + type_bytes;
        let long = encoded.get(bitmap)? & 0x80 != 0;
        let last = bitmap + if long { 15 } else { 7 };
        let has_mac = encoded.get(last)? & 1 == 1;
        let end = encoded.len().checked_sub(8).filter(|end| last < *end)?;
        has_mac.then_some(start..end)
    }
}

/// The highest field present, 0 for none.
const fn last(present: u128) -> u8 {
    (128 - present.leading_zeros()) as u8
}
