//! One-time codes (RFC 6238) and recovery codes.

use data_encoding::BASE32_NOPAD;
use rand::Rng;
use sha2::{Digest, Sha256};
use totp_rs::{Algorithm, Builder, Totp};

/// Bytes of a secret: what RFC 4226 §4 recommends for SHA-1.
const SECRET_BYTES: usize = 20;
/// Recovery codes given out together.
pub const RECOVERY_CODES: usize = 10;
/// Steps of 30 seconds that a clock may be off.
const SKEW_STEPS: u16 = 1;

/// A new random secret.
pub(super) fn new_secret() -> [u8; SECRET_BYTES] {
    let mut secret = [0; SECRET_BYTES];
    rand::rng().fill_bytes(&mut secret);
    secret
}

/// The secret as people type it.
pub(super) fn written(secret: &[u8]) -> String {
    BASE32_NOPAD.encode(secret)
}

/// The address that an authenticator reads from a QR code. Logins need no escaping in it.
pub(super) fn address(secret: &[u8], login: &str) -> String {
    format!(
        "otpauth://totp/Shancheng:{login}?secret={}&issuer=Shancheng&algorithm=SHA1&digits=6&period=30",
        written(secret)
    )
}

/// The step of time that `code` belongs to, when it is one of this minute.
pub(crate) fn step_of(secret: &[u8], code: &str, unix_s: i64) -> Option<i64> {
    let step = totp(secret)?.check(code, u64::try_from(unix_s).ok()?)?;
    i64::try_from(step).ok()
}

/// The code of this moment. For tests, which have to sign in as people do.
pub fn code_at(secret: &[u8], unix_s: i64) -> Option<String> {
    Some(totp(secret)?.generate(u64::try_from(unix_s).ok()?).to_string())
}

fn totp(secret: &[u8]) -> Option<Totp> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(SKEW_STEPS)
        .with_step_duration(30)
        .with_secret(secret.to_vec())
        .build()
        .ok()
}

/// Fresh recovery codes: 80 random bits each, so a plain hash keeps them safe.
pub(super) fn recovery_codes() -> Vec<String> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let mut bytes = [0; 10];
            rand::rng().fill_bytes(&mut bytes);
            let text = BASE32_NOPAD.encode(&bytes).to_lowercase();
            format!("{}-{}-{}-{}", &text[..4], &text[4..8], &text[8..12], &text[12..])
        })
        .collect()
}

/// What is kept of a recovery code.
pub(crate) fn recovery_hash(code: &str) -> Vec<u8> {
    let plain: String =
        code.to_lowercase().chars().filter(|letter| letter.is_ascii_alphanumeric()).collect();
    Sha256::new().chain_update(b"shancheng recovery 1").chain_update(plain).finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B (the six last digits).
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (time, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(secret, time).as_deref(), Some(code));
            assert_eq!(step_of(secret, code, time), Some(time / 30));
            assert_eq!(step_of(secret, code, time + 30), Some(time / 30), "one step late");
            assert_eq!(step_of(secret, code, time + 90), None, "too late");
        }
        assert_eq!(step_of(secret, "28708", 59), None);
        assert_eq!(step_of(secret, "+87082", 59), None);
    }

    #[test]
    fn a_recovery_code_is_known_however_it_is_typed() {
        let codes = recovery_codes();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let typed = codes[0].to_uppercase().replace('-', " ");
        assert_eq!(recovery_hash(&typed), recovery_hash(&codes[0]));
        assert_ne!(recovery_hash(&codes[1]), recovery_hash(&codes[0]));
    }
}
