//! An acquirer's host 收单机构主机, reached over persistent TCP by ISO 8583.
//!
//! [`link`] is our side: it signs on, multiplexes requests and answers, echoes when idle,
//! reconnects, and tells "surely not sent" apart from "sent, and no answer". [`standin`] is the
//! other side: a host of a chosen temper that approves, declines, is slow, late, silent or
//! repeats itself, and remembers what it approved.
//!
//! Invariant: what may have reached the host is never reported as not sent.

pub mod link;
pub mod standin;
pub mod window;
pub mod wire;

use std::sync::Arc;

/// Makes the 8 bytes of a MAC over the bytes of a message from its type up to the MAC field.
/// A function, so that the key may live in a store that does not give it away.
pub type MacMaker = Arc<dyn Fn(&[u8]) -> [u8; 8] + Send + Sync>;

/// Appends `message` to `into` as a frame (two length bytes, then the message), with its MAC in
/// field 64 when `mac` is given. On an error `into` is as it was.
pub fn put_frame(
    spec: &iso8583::Spec,
    message: &mut iso8583::Message,
    mac: Option<&MacMaker>,
    into: &mut Vec<u8>,
) -> Result<(), iso8583::EncodeError> {
    if mac.is_some() {
        message.set_bytes(64, &[0; 8]);
    }
    let start = into.len();
    into.extend_from_slice(&[0; iso8583::frame::PREFIX_BYTES]);
    let body = into.len();
    if let Err(error) = spec.encode_into(message, into) {
        into.truncate(start);
        return Err(error);
    }
    if let (Some(mac), Some(range)) = (mac, spec.mac_range(&into[body..])) {
        let made = mac(&into[body + range.start..body + range.end]);
        let end = body + range.end;
        into[end..end + 8].copy_from_slice(&made);
    }
    // `encode_into` refuses what two length bytes cannot say.
    let bytes = u16::try_from(into.len() - body).unwrap_or(u16::MAX);
    into[start..body].copy_from_slice(&bytes.to_be_bytes());
    Ok(())
}

/// True when the encoded message carries the MAC that `mac` makes of it.
pub fn mac_holds(spec: &iso8583::Spec, encoded: &[u8], mac: &MacMaker) -> bool {
    let Some(range) = spec.mac_range(encoded) else {
        return false;
    };
    let end = range.end;
    let made = mac(&encoded[range]);
    let sent = &encoded[end..];
    // Compared without an early end, so that time tells nothing.
    sent.len() == made.len() && sent.iter().zip(made).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}
