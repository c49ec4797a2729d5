//! ISO 8583 in the two UnionPay dialects, pure: no I/O, no clock, no log.
//!
//! A dialect is data ([`spec::Spec`]): for every field an encoding, a padding, a length prefix and
//! a most ([`field::Field`]). One codec reads them all. [`spec::pos`] is the dialect between
//! terminal and acquirer front, [`spec::ascii`] the one between institutions.
//!
//! What is decoded encodes to the same bytes again, whatever a host put into spare nibbles.
//!
//! ```
//! let spec = iso8583::spec::pos();
//! let bytes = b"\x60\0\x03\0\0\x60\x31\0\x31\x01\0\x08\0\0\x20\0\0\0\0\0\0\0\0\x01";
//! let message = spec.decode(bytes)?;
//! assert_eq!((message.mti.as_str(), message.get(11)), ("0800", Some("000001")));
//! assert_eq!(spec.encode(&message).as_deref(), Ok(&bytes[..]));
//! # Ok::<(), iso8583::DecodeError>(())
//! ```

pub mod describe;
mod dialects;
pub mod encoding;
mod error;
pub mod field;
pub mod frame;
pub mod json;
pub mod key;
pub mod keyblock;
pub mod lines;
pub mod mac;
pub mod mask;
pub mod message;
pub mod padding;
pub mod pin;
pub mod prefix;
pub mod spec;
pub mod tlv;

pub use error::{DecodeError, EncodeError, EncodeRule, Rule};
pub use key::{Key, Weakness};
pub use keyblock::WorkingKeys;
pub use mac::MacProfile;
pub use message::{Bitmap, Header, Message, Mti};
pub use spec::Spec;
