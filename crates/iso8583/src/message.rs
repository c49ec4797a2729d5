//! A message in memory: header, type and up to 127 fields, without a map.
//!
//! The fields present are a set of bits; their places are kept in field order, so the place of a
//! field is the count of bits below it. All values live in one buffer: decoding a message is two
//! allocations whatever it holds.
//!
//! Values are kept as characters: digits as ASCII digits, text as its GBK bytes, binary as it is.
//! What a packed field had in its spare nibble is kept beside it, so that encoding gives back the
//! bytes received. `Debug` shows numbers of fields and never their values.

use std::borrow::Cow;
use std::fmt;

use crate::encoding;

/// What stands before the message type.
#[derive(Clone, PartialEq, Eq)]
pub enum Header {
    /// POS dialect: TPDU (`60`, destination, source) and the application header of 12 digits
    /// (报文头): class n2, software version n2, terminal state n1, processing request n1,
    /// sub-version n6. Both are kept as bytes, since hosts fill the last with FF.
    Pos { tpdu: [u8; 5], application: [u8; 6] },
    /// Inter-institution dialect: 46 bytes of which the first is the length; empty when a message
    /// was captured without it. Its total length is kept as received, not recomputed.
    Cups(Vec<u8>),
}

impl Header {
    /// A POS header from its digits, as in `Header::pos("6000030000", "603100310100")`.
    #[must_use]
    pub fn pos(tpdu: &str, application: &str) -> Option<Header> {
        let (mut to, mut of) = ([0; 5], [0; 6]);
        hex::decode_to_slice(tpdu, &mut to).ok()?;
        hex::decode_to_slice(application, &mut of).ok()?;
        Some(Header::Pos { tpdu: to, application: of })
    }

    /// The header of the answer: destination and source of the TPDU change places.
    #[must_use]
    pub fn swapped(&self) -> Header {
        match *self {
            Header::Pos { tpdu: [id, a, b, c, d], application } => {
                Header::Pos { tpdu: [id, c, d, a, b], application }
            }
            Header::Cups(ref bytes) => Header::Cups(swap_ends(bytes)),
        }
    }
}

/// Destination (bytes 6 to 16) and source (17 to 27) of a 46-byte header change places.
fn swap_ends(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if let Some(ends) = bytes.get_mut(6..28) {
        ends.rotate_left(11);
    }
    bytes
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Header::Pos { tpdu, application } => {
                write!(f, "{} {}", encoding::hex(tpdu), encoding::hex(application))
            }
            Header::Cups(bytes) => write!(f, "{}", encoding::hex(bytes)),
        }
    }
}

/// Message type (消息类型): four digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mti([u8; 4]);

impl Mti {
    /// From four digits, as in `Mti::parse("0200")`.
    #[must_use]
    pub const fn parse(digits: &str) -> Option<Mti> {
        match digits.as_bytes() {
            &[a, b, c, d] => Mti::from_ascii([a, b, c, d]),
            _ => None,
        }
    }

    pub(crate) const fn from_ascii(digits: [u8; 4]) -> Option<Mti> {
        let [a, b, c, d] = digits;
        let all = a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_digit();
        if all && d.is_ascii_digit() { Some(Mti(digits)) } else { None }
    }

    /// From two BCD bytes; the position of the first that is not decimal otherwise.
    pub(crate) fn from_packed(packed: [u8; 2]) -> Result<Mti, usize> {
        let [a, b] = packed;
        let digits = [a >> 4, a & 15, b >> 4, b & 15];
        match digits.iter().position(|digit| 9 < *digit) {
            Some(at) => Err(at / 2),
            None => Ok(Mti(digits.map(|digit| b'0' + digit))),
        }
    }

    /// The four digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("0000")
    }

    pub(crate) const fn ascii(self) -> [u8; 4] {
        self.0
    }

    /// True of a request or an advice: the third digit is even.
    #[must_use]
    pub const fn is_request(self) -> bool {
        self.0[2].is_multiple_of(2)
    }

    /// The type of the answer: 0200 gives 0210, 0320 gives 0330, a repeat (0401) gives 0410.
    /// The type of an answer is itself.
    #[must_use]
    pub const fn reply(self) -> Mti {
        let [a, b, c, d] = self.0;
        if self.is_request() { Mti([a, b, c + 1, b'0']) } else { Mti([a, b, c, d]) }
    }
}

impl fmt::Display for Mti {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Mti {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The width of the bitmap (位图).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bitmap {
    /// What the dialect does of itself: 16 bytes when a field above 64 is there (and always in the
    /// inter-institution dialect), else 8.
    #[default]
    Usual,
    /// 8 bytes as received, though the dialect would write 16.
    Eight,
    /// 16 bytes as received, though no field above 64 is there.
    Sixteen,
}

/// Where a value is in the buffer.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    pub start: u32,
    pub length: u16,
    /// The spare nibble of a packed field of odd length; 0 unless received otherwise.
    pub spare: u8,
}

/// One message (报文).
#[derive(Clone)]
pub struct Message {
    pub header: Header,
    pub mti: Mti,
    pub bitmap: Bitmap,
    /// Bit n-1 is field n.
    present: u128,
    slots: Vec<Slot>,
    values: Vec<u8>,
}

impl Message {
    /// A message without fields.
    #[must_use]
    pub fn new(header: Header, mti: Mti) -> Message {
        Message {
            header,
            mti,
            bitmap: Bitmap::Usual,
            present: 0,
            slots: Vec::new(),
            values: Vec::new(),
        }
    }

    pub(crate) fn with_capacity(header: Header, mti: Mti, fields: usize, bytes: usize) -> Message {
        let mut message = Message::new(header, mti);
        message.slots.reserve_exact(fields);
        message.values.reserve_exact(bytes);
        message
    }

    /// The answer to this message: TPDU swapped, type of the answer, and `fields` as they are here
    /// where they are here.
    #[must_use]
    pub fn reply(&self, fields: &[u8]) -> Message {
        let mut reply = Message::new(self.header.swapped(), self.mti.reply());
        for number in fields {
            reply.copy(self, *number);
        }
        reply
    }

    /// Turns the header round for the way back.
    pub fn swap_tpdu(&mut self) {
        self.header = self.header.swapped();
    }

    /// True when field `number` is there.
    #[must_use]
    pub fn has(&self, number: u8) -> bool {
        bit(number) & self.present != 0
    }

    /// The numbers of the fields that are there, ascending.
    pub fn numbers(&self) -> impl Iterator<Item = u8> + use<> {
        let mut left = self.present;
        std::iter::from_fn(move || {
            let number = u8::try_from(left.trailing_zeros()).ok().filter(|at| *at < 128)? + 1;
            left &= left - 1;
            Some(number)
        })
    }

    /// The characters of field `number`: digits of numbers, nibbles of tracks as `0-9A-F`, text
    /// that is ASCII. `None` when it is absent or is not ASCII: see [`Message::text`] and
    /// [`Message::bytes`].
    #[must_use]
    pub fn get(&self, number: u8) -> Option<&str> {
        let bytes = self.bytes(number)?;
        if bytes.is_ascii() { std::str::from_utf8(bytes).ok() } else { None }
    }

    /// The text of field `number`, from GBK; `None` when absent or not text.
    #[must_use]
    pub fn text(&self, number: u8) -> Option<Cow<'_, str>> {
        encoding::gbk_text(self.bytes(number)?)
    }

    /// The bytes of field `number`: what binary holds, the ASCII characters of digits, GBK of text.
    #[must_use]
    pub fn bytes(&self, number: u8) -> Option<&[u8]> {
        let slot = self.slot(number)?;
        let start = usize::try_from(slot.start).ok()?;
        self.values.get(start..start + usize::from(slot.length))
    }

    /// Sets field `number` to digits or text; characters that GBK has not become `?`.
    /// Whether the value fits the field is said by `Spec::encode`.
    ///
    /// # Panics
    /// When `number` is not 2 to 128: field numbers are constants of the program.
    pub fn set(&mut self, number: u8, value: &str) -> &mut Message {
        if value.is_ascii() {
            return self.set_bytes(number, value.as_bytes());
        }
        let whole = encoding::gbk_bytes(value).map(Cow::into_owned);
        let bytes = whole.unwrap_or_else(|| gbk_lossy(value));
        self.set_bytes(number, &bytes)
    }

    /// Sets field `number` to bytes: binary, or text already in GBK. At most 65,535 of them are
    /// kept, which is more than any field may hold and so is refused by `Spec::encode`.
    ///
    /// # Panics
    /// When `number` is not 2 to 128.
    pub fn set_bytes(&mut self, number: u8, value: &[u8]) -> &mut Message {
        self.put(number, value, 0);
        self
    }

    /// As [`Message::set_bytes`] for an odd packed field whose spare nibble is not 0.
    pub(crate) fn put(&mut self, number: u8, value: &[u8], spare: u8) {
        assert!((2..=128).contains(&number), "field numbers are 2 to 128");
        let value = &value[..value.len().min(usize::from(u16::MAX))];
        let at = self.rank(number);
        let old = self.slot(number).filter(|old| value.len() <= usize::from(old.length));
        let start = match old {
            Some(old) => {
                let start = old.start as usize;
                self.values[start..start + value.len()].copy_from_slice(value);
                old.start
            }
            None => {
                let start = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
                self.values.extend_from_slice(value);
                start
            }
        };
        let length = u16::try_from(value.len()).unwrap_or(u16::MAX);
        let slot = Slot { start, length, spare };
        if self.has(number) {
            self.slots[at] = slot;
        } else {
            self.slots.insert(at, slot);
            self.present |= bit(number);
        }
    }

    /// Copies field `number` as it is, spare nibble and all, where `from` has it.
    pub fn copy(&mut self, from: &Message, number: u8) -> &mut Message {
        if let (Some(value), Some(slot)) = (from.bytes(number), from.slot(number)) {
            self.put(number, value, slot.spare);
        }
        self
    }

    /// Takes field `number` away.
    pub fn remove(&mut self, number: u8) -> &mut Message {
        if self.has(number) {
            let at = self.rank(number);
            self.slots.remove(at);
            self.present &= !bit(number);
        }
        self
    }

    pub(crate) fn slot(&self, number: u8) -> Option<Slot> {
        if !self.has(number) {
            return None;
        }
        self.slots.get(self.rank(number)).copied()
    }

    pub(crate) fn values(&mut self) -> &mut Vec<u8> {
        &mut self.values
    }

    /// Appends a decoded field; numbers come ascending.
    pub(crate) fn push(&mut self, number: u8, slot: Slot) {
        self.slots.push(slot);
        self.present |= bit(number);
    }

    pub(crate) const fn present(&self) -> u128 {
        self.present
    }

    /// How many fields below `number` are there.
    fn rank(&self, number: u8) -> usize {
        (self.present & (bit(number) - 1)).count_ones() as usize
    }
}

/// Same header, type, bitmap and fields, however they came to be there.
impl PartialEq for Message {
    fn eq(&self, other: &Message) -> bool {
        let spare = |message: &Message, number| message.slot(number).map(|slot| slot.spare);
        self.header == other.header
            && self.mti == other.mti
            && self.bitmap == other.bitmap
            && self.present == other.present
            && self.numbers().all(|number| {
                self.bytes(number) == other.bytes(number)
                    && spare(self, number) == spare(other, number)
            })
    }
}

impl Eq for Message {}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message {{ {:?} {} fields ", self.header, self.mti)?;
        f.debug_list().entries(self.numbers()).finish()?;
        write!(f, " }}")
    }
}

/// The bit of a field; none for what is no field.
const fn bit(number: u8) -> u128 {
    match number {
        1..=128 => 1 << (number - 1),
        _ => 0,
    }
}

fn gbk_lossy(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut buffer = [0; 4];
    for character in text.chars() {
        match encoding::gbk_bytes(character.encode_utf8(&mut buffer)) {
            Some(some) => bytes.extend_from_slice(&some),
            None => bytes.push(b'?'),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        let header = Header::pos("6000030001", "603100310100").unwrap();
        Message::new(header, Mti::parse("0200").unwrap())
    }

    #[test]
    fn fields_are_set_replaced_and_removed_in_any_order() {
        let mut message = message();
        message.set(63, "CUP").set(2, "6228480012345678").set(128, "x").set(4, "000000000100");
        message.set(63, "成功").set(4, "1").remove(128).remove(9);
        assert_eq!(message.numbers().collect::<Vec<_>>(), [2, 4, 63]);
        assert_eq!(message.get(2), Some("6228480012345678"));
        assert_eq!(message.get(4), Some("1"));
        assert_eq!(message.get(63), None);
        assert_eq!(message.text(63).as_deref(), Some("成功"));
        assert_eq!((message.bytes(128), message.bytes(0), message.has(200)), (None, None, false));
    }

    #[test]
    fn a_reply_goes_back_with_the_fields_asked_for() {
        let mut message = message();
        message.set(11, "000001").set(41, "10000001");
        let reply = message.reply(&[11, 37, 41]);
        assert_eq!(reply.header, Header::pos("6000010003", "603100310100").unwrap());
        assert_eq!((reply.mti.as_str(), reply.get(11)), ("0210", Some("000001")));
        assert_eq!(reply.numbers().collect::<Vec<_>>(), [11, 41]);
    }

    #[test]
    fn types_of_answers() {
        for (request, reply) in
            [("0200", "0210"), ("0320", "0330"), ("0401", "0410"), ("0920", "0930")]
        {
            assert_eq!(Mti::parse(request).unwrap().reply(), Mti::parse(reply).unwrap());
        }
        assert_eq!(Mti::parse("0210").unwrap().reply().as_str(), "0210");
        assert_eq!((Mti::parse("02A0"), Mti::parse("020")), (None, None));
    }

    #[test]
    fn debug_shows_no_value() {
        let mut message = message();
        message.set(2, "6228480012345678");
        let shown = format!("{message:?}");
        assert_eq!(shown, "Message { 6000030001 603100310100 0200 fields [2] }");
    }
}
