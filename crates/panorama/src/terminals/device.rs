//! What is written on a device: its kind, its serial number, its number with the acquirer.

use super::model::Error;
use std::fmt;
use std::str::FromStr;

kernel::words! {
    /// Kind of terminal 设备类型, as the reports under notice 259 of 2021 number them.
    pub enum DeviceType {
        /// Automated teller machine.
        Atm = "01",
        /// Traditional POS 传统POS.
        Pos = "02",
        /// Mobile POS.
        MobilePos = "03",
        /// Smart POS 智能POS.
        SmartPos = "04",
        /// Fixed telephone with card reader II型固话.
        FixedPhone = "05",
        /// QuickPass terminal 云闪付终端.
        QuickPass = "06",
        /// Reserved.
        Reserved = "07",
        /// Phone as POS 手机POS.
        PhonePos = "08",
        /// Pays by face 刷脸付.
        Face = "09",
        /// Bar-code acceptance terminal 条码支付受理终端.
        BarCode = "10",
        /// Static code board and the like 条码辅助受理终端.
        BarCodeAid = "11",
        /// Made for one trade 行业终端.
        Trade = "12",
        /// Part of a till system MIS.
        Mis = "13",
    }
}

impl DeviceType {
    /// Must send its place with every transaction.
    pub const fn sends_place(self) -> bool {
        matches!(self, DeviceType::SmartPos | DeviceType::Face | DeviceType::BarCode)
    }
}

/// Serial number of a terminal 终端序列号: 8 to 50 letters and digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serial(String);

/// Terminal number 终端号 in field 41: eight letters and digits, unique within the acquirer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TerminalCode([u8; 8]);

impl Serial {
    /// The serial number as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TerminalCode {
    /// The code as written.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("parsing admits ASCII only")
    }

    /// A code of eight digits; what exceeds them is cut.
    pub fn of_number(number: u32) -> TerminalCode {
        let text = format!("{:08}", number % 100_000_000);
        text.parse().expect("eight digits are a terminal number")
    }
}

impl FromStr for Serial {
    type Err = Error;
    fn from_str(text: &str) -> Result<Serial, Error> {
        let good =
            (8..=50).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if good {
            Ok(Serial(text.to_owned()))
        } else {
            Err(Error::BadSerial(text.chars().take(64).collect()))
        }
    }
}

impl FromStr for TerminalCode {
    type Err = Error;
    fn from_str(text: &str) -> Result<TerminalCode, Error> {
        match <[u8; 8]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_alphanumeric) => Ok(TerminalCode(code)),
            _ => Err(Error::BadTerminalCode(text.chars().take(64).collect())),
        }
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for TerminalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for TerminalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

kernel::text_value!(Serial, "^[0-9A-Za-z]{8,50}$");
kernel::text_value!(TerminalCode, "^[0-9A-Za-z]{8}$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_8_to_50_letters_and_digits() {
        for text in ["SN000001", "00000000", &"A".repeat(50)] {
            assert_eq!(text.parse::<Serial>().unwrap().as_str(), text);
        }
        for text in ["", "SN00001", &"A".repeat(51), "SN-00001", "短短短短短短短短", "SN00001 "]
        {
            assert!(text.parse::<Serial>().is_err(), "{text}");
        }
    }

    #[test]
    fn terminal_numbers_have_8_letters_and_digits() {
        assert_eq!(TerminalCode::of_number(42).as_str(), "00000042");
        assert_eq!(TerminalCode::of_number(4_200_000_042).as_str(), "00000042");
        assert!("A0000001".parse::<TerminalCode>().is_ok());
        for text in ["", "0000001", "000000001", "0000 001", "０000000"] {
            assert!(text.parse::<TerminalCode>().is_err(), "{text}");
        }
    }

    #[test]
    fn three_kinds_must_send_their_place() {
        let senders: Vec<&str> = DeviceType::ALL
            .iter()
            .filter(|kind| kind.sends_place())
            .map(|kind| kind.as_str())
            .collect();
        assert_eq!(senders, ["04", "09", "10"]);
    }
}
