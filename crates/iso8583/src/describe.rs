//! A message for people, a line a field; card data is hidden unless asked for.

use std::fmt::Write as _;

use serde_json::Value;

use crate::encoding;
use crate::json::{self, Show};
use crate::message::{Header, Message};
use crate::spec::Spec;

/// The message with the names of its fields, masked: fit for a console or a support ticket.
#[must_use]
pub fn describe(spec: &Spec, message: &Message) -> String {
    describe_as(spec, message, Show::Masked)
}

/// As [`describe`], in clear when asked.
#[must_use]
pub fn describe_as(spec: &Spec, message: &Message, show: Show) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name:<44} {value}");
    };
    match &message.header {
        Header::Pos { tpdu, application } => {
            line("TPDU", &encoding::hex(tpdu));
            line("header", &encoding::hex(application));
        }
        Header::Cups(bytes) => line("header", &encoding::hex(bytes)),
    }
    line("message type", message.mti.as_str());
    let object = json::to_json(spec, message, show);
    for number in message.numbers() {
        let name = spec.fields[usize::from(number)].as_ref().map_or("", |field| field.name);
        let value = match &object["fields"][number.to_string()] {
            Value::String(text) => text.clone(),
            Value::Object(parts) => parts
                .iter()
                .map(|(kind, part)| match (kind.as_str(), part.as_str().unwrap_or_default()) {
                    ("digits", part) => part.to_owned(),
                    (kind, part) => format!("{kind} {part}"),
                })
                .collect::<Vec<_>>()
                .join(", "),
            _ => String::new(),
        };
        line(&format!("{number:>3} {name}"), &value);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Mti;
    use crate::spec;

    #[test]
    fn a_sale_as_people_read_it() {
        let header = Header::pos("6000030000", "603100310100").unwrap();
        let mut message = Message::new(header, Mti::parse("0200").unwrap());
        message.set(2, "6228480012345678").set(4, "000000000100").set(43, "成功");
        message.set_bytes(63, &[0, 1]);
        let lines = [
            "TPDU                                         6000030000",
            "header                                       603100310100",
            "message type                                 0200",
            "  2 card number                              622848******5678",
            "  4 amount                                   000000000100",
            " 43 merchant name                            成功",
            " 63 operator and text, ans...163             hex 0001",
        ];
        assert_eq!(describe(spec::pos(), &message), format!("{}\n", lines.join("\n")));
        let clear = describe_as(spec::pos(), &message, Show::Clear);
        assert!(clear.contains(" 6228480012345678\n"), "{clear}");
    }
}
