//! BER-TLV of field 55 (IC 卡数据域): tags of up to 3 bytes, lengths of up to 2 more.
//!
//! Field 55 is a list of primitive values; a template, should one be there, is read as one value.

/// The most values one field may hold.
pub const MOST_VALUES: usize = 128;

/// A tag with its value, borrowed from the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tlv<'a> {
    /// As hex reads it: `9F26` is 0x9F26.
    pub tag: u32,
    pub value: &'a [u8],
}

/// Where chip data is not BER-TLV: bytes from the start of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("chip data, byte {offset}: {rule}")]
pub struct BerError {
    pub offset: usize,
    pub rule: &'static str,
}

/// All values of a field, in their order.
///
/// # Errors
/// Where the field breaks off, a tag is longer than 3 bytes, a length above 65,535 or indefinite,
/// or there are more than [`MOST_VALUES`].
pub fn parse(field: &[u8]) -> Result<Vec<Tlv<'_>>, BerError> {
    let mut values = Vec::new();
    let mut at = 0;
    while at < field.len() {
        // Zero bytes between values are filling.
        if field[at] == 0 {
            at += 1;
            continue;
        }
        if values.len() == MOST_VALUES {
            return Err(BerError { offset: at, rule: "more than 128 values" });
        }
        let (tag, tag_bytes) = read_tag(&field[at..]).map_err(|rule| wrong(at, rule))?;
        let (length, length_bytes) =
            read_length(&field[at + tag_bytes..]).map_err(|rule| wrong(at + tag_bytes, rule))?;
        let start = at + tag_bytes + length_bytes;
        let Some(value) = field.get(start..start + length) else {
            return Err(wrong(start, "the value ends after the field"));
        };
        values.push(Tlv { tag, value });
        at = start + length;
    }
    Ok(values)
}

/// The value of `tag`, the first if it is there twice; `None` also when the field is not BER-TLV.
#[must_use]
pub fn find(field: &[u8], tag: u32) -> Option<&[u8]> {
    parse(field).ok()?.into_iter().find(|tlv| tlv.tag == tag).map(|tlv| tlv.value)
}

/// Writes values in the shortest form; those above 65,535 bytes are cut off by no one: `None`.
#[must_use]
pub fn write(values: &[Tlv<'_>]) -> Option<Vec<u8>> {
    let mut field = Vec::new();
    for Tlv { tag, value } in values {
        let tag = tag.to_be_bytes();
        let first = tag.iter().position(|byte| *byte != 0)?;
        field.extend_from_slice(&tag[first..]);
        let length = u16::try_from(value.len()).ok()?;
        match length.to_be_bytes() {
            [0, low @ 0..=0x7F] => field.push(low),
            [0, low] => field.extend_from_slice(&[0x81, low]),
            [high, low] => field.extend_from_slice(&[0x82, high, low]),
        }
        field.extend_from_slice(value);
    }
    Some(field)
}

fn wrong(offset: usize, rule: &'static str) -> BerError {
    BerError { offset, rule }
}

/// The tag at the start of `rest` and its bytes.
fn read_tag(rest: &[u8]) -> Result<(u32, usize), &'static str> {
    let first = *rest.first().ok_or("a tag is cut off")?;
    if first & 0x1F != 0x1F {
        return Ok((u32::from(first), 1));
    }
    let mut tag = u32::from(first);
    for (at, byte) in rest.iter().enumerate().skip(1).take(2) {
        tag = tag << 8 | u32::from(*byte);
        if byte & 0x80 == 0 {
            return Ok((tag, at + 1));
        }
    }
    Err(if rest.len() < 3 { "a tag is cut off" } else { "a tag is longer than 3 bytes" })
}

/// The length at the start of `rest` and its bytes.
fn read_length(rest: &[u8]) -> Result<(usize, usize), &'static str> {
    match *rest {
        [] => Err("a length is cut off"),
        [low @ 0..=0x7F, ..] => Ok((usize::from(low), 1)),
        [0x81, low, ..] => Ok((usize::from(low), 2)),
        [0x82, high, low, ..] => Ok((usize::from(u16::from_be_bytes([high, low])), 3)),
        [0x81 | 0x82, ..] => Err("a length is cut off"),
        _ => Err("a length is indefinite or above 65535"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, wanted: Result<&[(u32, &str)], BerError>) {
        let field = hex::decode(field).unwrap();
        let values = parse(&field);
        let seen = values.clone().map(|values| {
            let pair = |tlv: Tlv<'_>| (tlv.tag, hex::encode_upper(tlv.value));
            values.into_iter().map(pair).collect::<Vec<_>>()
        });
        let wanted = wanted.map(|values| {
            values.iter().map(|(tag, value)| (*tag, (*value).to_owned())).collect::<Vec<_>>()
        });
        assert_eq!(seen, wanted);
        if let Ok(values) = values
            && !field.contains(&0x81)
        {
            assert_eq!(write(&values).unwrap(), field);
        }
    }

    #[test]
    fn chip_data() {
        let two = [(0x9F26, "46FD62985CAAE758"), (0x95, "0000000000")];
        check("9F260846FD62985CAAE75895050000000000", Ok(&two));
        check("9F340082027C00", Ok(&[(0x9F34, ""), (0x82, "7C00")]));
        check("DF810201AA", Ok(&[(0xDF_8102, "AA")]));
        check("57810112", Ok(&[(0x57, "12")]));
        check("", Ok(&[]));
        let wrong = |offset, rule| Err(BerError { offset, rule });
        check("9F", wrong(0, "a tag is cut off"));
        check("DF818203AA", wrong(0, "a tag is longer than 3 bytes"));
        check("9F26", wrong(2, "a length is cut off"));
        check("95058000", wrong(2, "the value ends after the field"));
        check("9580", wrong(1, "a length is indefinite or above 65535"));
        check("9582FF", wrong(1, "a length is cut off"));
    }

    #[test]
    fn long_values_and_many() {
        for bytes in [0x7F, 0x80, 0xFF, 0x100, 0xFFFF] {
            let value = vec![0xAB; bytes];
            let field = write(&[Tlv { tag: 0x9F10, value: &value }]).unwrap();
            assert_eq!(find(&field, 0x9F10), Some(&value[..]), "{bytes}");
        }
        assert_eq!(write(&[Tlv { tag: 0x9F10, value: &vec![0; 0x1_0000] }]), None);
        let field = [0x95, 0x00].repeat(MOST_VALUES);
        assert_eq!(parse(&field).unwrap().len(), MOST_VALUES);
        let field = [0x95, 0x00].repeat(MOST_VALUES + 1);
        assert_eq!(parse(&field).unwrap_err().offset, 256);
    }
}
