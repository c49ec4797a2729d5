//! A message as a JSON object and back: the form of the `iso8583` command.
//!
//! ```json
//! {"tpdu":"6000030000","header":"603100310100","mti":"0200","fields":{
//!   "2":"6228480012345678","3":"000000","22":{"digits":"021","spare":"F"},
//!   "43":"河南省银隆信息技术有限公司","52":"04B6DAAB37F0E3EF","63":{"hex":"534D3031360000"}}}
//! ```
//!
//! - Numbers are strings of digits, tracks of `0-9A-F`. When an odd number came with a spare
//!   nibble other than 0, it is `{"digits":…,"spare":…}`.
//! - Text is UTF-8 where GBK gives the same bytes back and holds no control character, else
//!   `{"hex":…}`. Short fixed text is filled with blanks.
//! - Binary (52, 55, 62 and 64 of the POS dialect, for example) is upper-case hex.
//! - `"bitmap":8` or `16` is there only when it is not the width the dialect uses of itself.
//! - In the `ascii` dialect there is no `tpdu`, and `header` is 92 hex digits, or empty for a
//!   message captured without it.
//! - Masked, hidden parts are `*` and `"masked"` lists the numbers of the fields that have some;
//!   such an object is for reading and is not encoded.

use std::fmt;

use serde_json::{Map, Value, json};

use crate::encoding::{self, Encoding};
use crate::error::EncodeError;
use crate::field::Field;
use crate::mask;
use crate::message::{Bitmap, Header, Message, Mti};
use crate::spec::{HeaderKind, Spec};

/// Whether card data is in the object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Show {
    /// Hidden as [`mask`] says.
    #[default]
    Masked,
    /// All in clear: the form that encodes again.
    Clear,
}

/// Why an object is no message. Never repeats a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonError {
    /// Not JSON; the column is in characters from 1.
    Syntax { column: usize },
    /// A member is missing or of another form.
    Member { name: String, wants: &'static str },
    /// A field is of another form.
    Field { number: u8, wants: &'static str },
    /// Fields were hidden when the object was made.
    Masked,
    /// The fields do not make a message of the dialect.
    Encode(EncodeError),
}

impl std::error::Error for JsonError {}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JsonError::Syntax { column } => write!(f, "not JSON at column {column}"),
            JsonError::Member { name, wants } => write!(f, "`{name}`: wants {wants}"),
            JsonError::Field { number, wants } => write!(f, "field {number}: wants {wants}"),
            JsonError::Masked => {
                write!(f, "the object is masked; decode with --unmask to encode again")
            }
            JsonError::Encode(error) => write!(f, "{error}"),
        }
    }
}

/// The object of a message.
#[must_use]
pub fn to_json(spec: &Spec, message: &Message, show: Show) -> Value {
    let mut object = Map::new();
    match &message.header {
        Header::Pos { tpdu, application } => {
            object.insert("tpdu".into(), encoding::hex(tpdu).into());
            object.insert("header".into(), encoding::hex(application).into());
        }
        Header::Cups(bytes) => {
            object.insert("header".into(), encoding::hex(bytes).into());
        }
    }
    object.insert("mti".into(), message.mti.as_str().into());
    match message.bitmap {
        Bitmap::Usual => None,
        Bitmap::Eight => object.insert("bitmap".into(), 8.into()),
        Bitmap::Sixteen => object.insert("bitmap".into(), 16.into()),
    };
    let mut hidden = Vec::new();
    let fields = message.numbers().map(|number| {
        let seen = mask::masked(spec, message, number).filter(|_| show == Show::Masked);
        hidden.extend(seen.as_ref().map(|_| number));
        (number.to_string(), seen.map_or_else(|| clear(spec, message, number), Value::from))
    });
    let fields = Value::Object(fields.collect());
    if !hidden.is_empty() {
        object.insert("masked".into(), hidden.into());
    }
    object.insert("fields".into(), fields);
    Value::Object(object)
}

fn clear(spec: &Spec, message: &Message, number: u8) -> Value {
    let bytes = message.bytes(number).unwrap_or_default();
    let encoding = spec.fields[usize::from(number)].as_ref().map(|field| field.encoding);
    if encoding == Some(Encoding::Binary) {
        return encoding::hex(bytes).into();
    }
    match (encoding::gbk_text(bytes), message.slot(number).map_or(0, |slot| slot.spare)) {
        (Some(text), 0) => text.into(),
        (Some(digits), spare) => json!({ "digits": digits, "spare": format!("{spare:X}") }),
        (None, _) => json!({ "hex": encoding::hex(bytes) }),
    }
}

/// The message of an object that was made with [`Show::Clear`].
///
/// # Errors
/// When the text is no JSON, has members this form has not, or holds a masked field.
pub fn from_json(spec: &Spec, text: &str) -> Result<Message, JsonError> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| JsonError::Syntax { column: error.column() })?;
    let Value::Object(object) = value else {
        return Err(member("object", "an object with `mti` and `fields`"));
    };
    if object.contains_key("masked") {
        return Err(JsonError::Masked);
    }
    let known = ["tpdu", "header", "mti", "bitmap", "fields"];
    if let Some(name) = object.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(member(name, "no such member"));
    }
    let mti = object.get("mti").and_then(Value::as_str).and_then(Mti::parse);
    let mti = mti.ok_or_else(|| member("mti", "four digits"))?;
    let mut message = Message::new(header(spec, &object)?, mti);
    message.bitmap = match object.get("bitmap").map(Value::as_u64) {
        None => Bitmap::Usual,
        Some(Some(8)) => Bitmap::Eight,
        Some(Some(16)) => Bitmap::Sixteen,
        Some(_) => return Err(member("bitmap", "8 or 16")),
    };
    let fields = object.get("fields").and_then(Value::as_object);
    for (name, value) in fields.ok_or_else(|| member("fields", "an object"))? {
        let number = name.parse().ok().filter(|number| (2..=128).contains(number));
        let number = number.ok_or_else(|| member(name, "a field number of 2 to 128"))?;
        let field = spec.fields[usize::from(number)].as_ref();
        let field = field.ok_or_else(|| member(name, "a field of the dialect"))?;
        put(&mut message, number, field, value)?;
    }
    Ok(message)
}

fn header(spec: &Spec, object: &Map<String, Value>) -> Result<Header, JsonError> {
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    match spec.header {
        HeaderKind::Pos => {
            let tpdu = text("tpdu").filter(|tpdu| tpdu.len() == 10);
            let tpdu = tpdu.ok_or_else(|| member("tpdu", "ten hex digits"))?;
            let application = text("header").unwrap_or_default();
            Header::pos(tpdu, application)
                .ok_or_else(|| member("header", "twelve hex digits, and ten in `tpdu`"))
        }
        HeaderKind::Cups => {
            let bytes = text("header").and_then(|header| hex::decode(header).ok());
            let own_length = |bytes: &Vec<u8>| {
                bytes.first().is_none_or(|first| usize::from(*first) == bytes.len())
            };
            let bytes = bytes.filter(own_length);
            bytes.map(Header::Cups).ok_or_else(|| {
                member("header", "hex digits whose first byte is their length, or nothing")
            })
        }
    }
}

fn put(message: &mut Message, number: u8, field: &Field, value: &Value) -> Result<(), JsonError> {
    let wrong = |wants| JsonError::Field { number, wants };
    let wants_hex = wrong("hex digits, two a byte");
    if let Some(text) = value.as_str() {
        if field.encoding == Encoding::Binary {
            message.set_bytes(number, &hex::decode(text).map_err(|_| wants_hex)?);
        } else {
            let bytes = encoding::gbk_bytes(text).ok_or(wrong("text that GBK has"))?;
            message.set_bytes(number, &bytes);
        }
        return Ok(());
    }
    let object = value.as_object().ok_or(wrong("a string or an object"))?;
    let member = |name: &str| object.get(name).and_then(Value::as_str);
    if let (1, Some(digits)) = (object.len(), member("hex")) {
        let bytes = hex::decode(digits).map_err(|_| wants_hex)?;
        message.set_bytes(number, &bytes);
        return Ok(());
    }
    let (2, Some(digits), Some(spare)) = (object.len(), member("digits"), member("spare")) else {
        return Err(wrong("`hex`, or `digits` and `spare`"));
    };
    let spare = u8::from_str_radix(spare, 16).ok().filter(|spare| *spare < 16);
    let spare = spare.ok_or(wrong("one hex digit as `spare`"))?;
    if !field.encoding.is_packed() || digits.len() % 2 == 0 {
        return Err(wrong("no `spare`: it is not a packed field of odd length"));
    }
    message.put(number, digits.as_bytes(), spare);
    Ok(())
}

fn member(name: &str, wants: &'static str) -> JsonError {
    // A name may be anything in a file that is no message at all.
    JsonError::Member { name: name.chars().take(20).collect(), wants }
}
