//! Field 59 of the POS dialect: a tag of 2 characters, a length of 3 digits, a value.
//!
//! `A2` is what the terminal says of itself under 银发〔2021〕259号 (终端信息): inside it a tag of
//! 2 digits and a length of 3 for device type, serial number, random factor, cipher and program
//! version. `A3` is a payment code that was scanned (付款码). Other tags are left as they are.
//!
//! Some hosts write lengths of 2 digits instead of 3, throughout; that is read too, where the
//! field makes no sense with 3.

/// The most values one field may hold.
pub const MOST_VALUES: usize = 64;

const TAG_BYTES: usize = 2;

/// Tag of the terminal data.
pub const TERMINAL: [u8; 2] = *b"A2";
/// Tag of a scanned payment code.
pub const PAYMENT_CODE: [u8; 2] = *b"A3";

/// A tag with its value, borrowed from the field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Tlv<'a> {
    pub tag: [u8; 2],
    pub value: &'a [u8],
    /// Bytes from the start of the list to the value; not looked at in writing.
    pub offset: usize,
}

/// Where a field is not such a list: bytes from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("field 59, byte {offset}: {rule}")]
pub struct TerminalError {
    pub offset: usize,
    pub rule: &'static str,
}

/// What a terminal says of itself; each part only where it says it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Terminal {
    /// `01`, 设备类型: 01 ATM to 13 MIS.
    pub device_type: Option<String>,
    /// `02`, 终端序列号 (TUSN): up to 50 characters.
    pub serial: Option<String>,
    /// `03`, 加密随机因子: the last 6 digits of the card number or payment code.
    pub random_factor: Option<String>,
    /// `04`, 硬件序列号密文: the serial under the terminal's serial key.
    pub cipher: Option<String>,
    /// `05`, 应用程序版本号: 8 characters.
    pub program_version: Option<String>,
}

impl Terminal {
    /// The terminal data in field 59; `None` where there is none.
    ///
    /// # Errors
    /// Where the field or the data in it is no such list, or a value is not ASCII.
    pub fn read(field: &[u8]) -> Result<Option<Terminal>, TerminalError> {
        Terminal::read_lengths(field, 3)
            .or_else(|error| Terminal::read_lengths(field, 2).map_err(|_| error))
    }

    fn read_lengths(field: &[u8], digits: usize) -> Result<Option<Terminal>, TerminalError> {
        let list = parse_lengths(field, digits)?;
        let Some(outer) = list.into_iter().find(|tlv| tlv.tag == TERMINAL) else {
            return Ok(None);
        };
        let wrong = |offset, rule| TerminalError { offset: outer.offset + offset, rule };
        let parts = parse_lengths(outer.value, digits);
        let mut terminal = Terminal::default();
        for tlv in parts.map_err(|error| wrong(error.offset, error.rule))? {
            let text = std::str::from_utf8(tlv.value).ok().filter(|text| text.is_ascii());
            let text = text.ok_or(wrong(tlv.offset, "a value is not ASCII"))?;
            if let Some(part) = terminal.part(tlv.tag) {
                *part = Some(text.to_owned());
            }
        }
        Ok(Some(terminal))
    }

    fn part(&mut self, tag: [u8; 2]) -> Option<&mut Option<String>> {
        match &tag {
            b"01" => Some(&mut self.device_type),
            b"02" => Some(&mut self.serial),
            b"03" => Some(&mut self.random_factor),
            b"04" => Some(&mut self.cipher),
            b"05" => Some(&mut self.program_version),
            _ => None,
        }
    }

    /// The list `A2` for field 59; `None` when a value is above 999 bytes.
    #[must_use]
    pub fn write(&self) -> Option<Vec<u8>> {
        let parts = [
            (*b"01", &self.device_type),
            (*b"02", &self.serial),
            (*b"03", &self.random_factor),
            (*b"04", &self.cipher),
            (*b"05", &self.program_version),
        ];
        let present = parts.iter().filter_map(|(tag, value)| {
            value.as_ref().map(|value| Tlv { tag: *tag, value: value.as_bytes(), offset: 0 })
        });
        let inner = write(&present.collect::<Vec<_>>())?;
        write(&[Tlv { tag: TERMINAL, value: &inner, offset: 0 }])
    }
}

/// Shows which parts there are, not what they say.
impl std::fmt::Debug for Terminal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Terminal")
            .field("device_type", &self.device_type)
            .field("serial", &self.serial)
            .finish_non_exhaustive()
    }
}

/// All values of a field, in their order.
///
/// # Errors
/// Where the field breaks off, a length is not 3 digits (and not 2 throughout), or there are more
/// than [`MOST_VALUES`].
pub fn parse(field: &[u8]) -> Result<Vec<Tlv<'_>>, TerminalError> {
    parse_lengths(field, 3).or_else(|error| parse_lengths(field, 2).map_err(|_| error))
}

fn parse_lengths(field: &[u8], digits: usize) -> Result<Vec<Tlv<'_>>, TerminalError> {
    let mut values = Vec::new();
    let mut at = 0;
    while at < field.len() {
        let wrong = |offset, rule| Err(TerminalError { offset, rule });
        if values.len() == MOST_VALUES {
            return wrong(at, "more than 64 values");
        }
        let offset = at + TAG_BYTES + digits;
        let (Some(&[a, b, ref length @ ..]), Some(rest)) =
            (field.get(at..offset), field.get(offset..))
        else {
            return wrong(at, "a tag and length are cut off");
        };
        if !length.iter().all(u8::is_ascii_digit) {
            return wrong(at + TAG_BYTES, "a length is not decimal");
        }
        let length = length.iter().fold(0, |length, digit| length * 10 + usize::from(digit - b'0'));
        let Some(value) = rest.get(..length) else {
            return wrong(offset, "the value ends after the field");
        };
        values.push(Tlv { tag: [a, b], value, offset });
        at = offset + length;
    }
    Ok(values)
}

/// Writes values; `None` when one is above 999 bytes.
#[must_use]
pub fn write(values: &[Tlv<'_>]) -> Option<Vec<u8>> {
    let mut field = Vec::new();
    for Tlv { tag, value, .. } in values {
        if 999 < value.len() {
            return None;
        }
        field.extend_from_slice(tag);
        field.extend_from_slice(format!("{:03}", value.len()).as_bytes());
        field.extend_from_slice(value);
    }
    Some(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fails(field: &[u8], offset: usize, rule: &'static str) {
        let error = Terminal::read(field).unwrap_err();
        assert_eq!(error, TerminalError { offset, rule }, "{}", field.escape_ascii());
    }

    #[test]
    fn terminal_data_goes_both_ways() {
        let terminal = Terminal {
            device_type: Some("04".into()),
            serial: Some("00003002N3NL12345678".into()),
            random_factor: Some("345678".into()),
            ..Terminal::default()
        };
        let mut field = terminal.write().unwrap();
        assert_eq!(field, b"A204301002040202000003002N3NL1234567803006345678");
        field.extend_from_slice(b"A3019621234567890123456799004");
        assert_eq!(Terminal::read(&field).unwrap_err().offset, field.len());
        field.extend_from_slice(b"TEST");
        assert_eq!(Terminal::read(&field), Ok(Some(terminal)));
        let tags: Vec<_> = parse(&field).unwrap().iter().map(|tlv| tlv.tag).collect();
        assert_eq!(tags, [TERMINAL, PAYMENT_CODE, *b"99"]);
        assert_eq!(Terminal::read(b"A3004TEST"), Ok(None));
        assert_eq!(Terminal::read(b""), Ok(None));
    }

    #[test]
    fn lengths_of_two_digits_are_read() {
        let field = b"150200A2600102020216000029021001570803060001130408042472920508H7062801";
        let terminal = Terminal::read(field).unwrap().unwrap();
        assert_eq!(terminal.device_type.as_deref(), Some("02"));
        assert_eq!(terminal.serial.as_deref(), Some("0000290210015708"));
        assert_eq!(terminal.program_version.as_deref(), Some("H7062801"));
    }

    #[test]
    fn wrong_bytes_are_found_where_they_are() {
        fails(b"A20", 0, "a tag and length are cut off");
        fails(b"A20x5", 2, "a length is not decimal");
        fails(b"A20060100", 5, "the value ends after the field");
        fails(b"A2007020021", 5, "the value ends after the field");
        fails(b"A200701002\xFFA", 10, "a value is not ASCII");
        fails(&b"01000".repeat(MOST_VALUES + 1), 320, "more than 64 values");
    }
}
