//! Payment codes 付款码 and merchant codes 收款码, pure: no I/O, no clock, no log.
//!
//! [`mpm`] is what a merchant shows under EMVCo's Merchant-Presented Mode 1.1, [`cpm`] what a
//! consumer shows under its Consumer-Presented Mode, [`unionpay`] the two mainland forms of
//! UnionPay. [`recognise`] takes what a till has scanned and says which of them it is, or what it
//! looks like and why it is not acceptable.
//!
//! What is read is written the same again, character for character. Amounts are integers of the
//! currency's smallest unit. What could be a card number is hidden in `Debug`, in errors and in
//! [`describe`](describe()).
//!
//! ```
//! use emvqr::mpm::{Account, Amount, Draft, Initiation, LocalName, UnionPayAccount};
//!
//! let mut draft = Draft::cny("5812", "HONGYADONG HOTPOT", "CHONGQING");
//! draft.initiation = Some(Initiation::Dynamic);
//! draft.amount = Some(8_850);
//! draft.accounts = vec![Account::UnionPay(UnionPayAccount::new(
//!     "01036530", "01036530", "102653058120001",
//! )?)];
//! draft.local_name = Some(LocalName::new("zh", "洪崖洞火锅", Some("重庆")));
//! let code = draft.build()?;
//! let read = emvqr::mpm::Code::parse(&code.to_string())?;
//! assert_eq!(read.amount().and_then(Amount::fen), Some(8_850));
//! assert_eq!(read.local_name().map(|local| local.name), Some("洪崖洞火锅".to_owned()));
//! # Ok::<(), emvqr::mpm::Error>(())
//! ```

#![deny(clippy::float_arithmetic)]

pub mod cpm;
pub mod crc;
mod describe;
pub mod json;
pub mod lines;
pub mod mask;
pub mod mpm;
mod recognise;
pub mod unionpay;

pub use describe::describe;
pub use mask::{Digits, Show};
pub use recognise::{
    LooksLike, MOST_CHARS, PaymentCode, Recognised, Refused, Side, Why, recognise,
};
