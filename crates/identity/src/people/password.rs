//! Passwords: the rules for a new one, and hashing.
//!
//! Rules follow NIST SP 800-63B: length, and not one that everybody tries; no rule about kinds
//! of characters, no expiry.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use kernel::Masked;
use kernel::mask::Secret;
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

/// Shortest password, in characters.
pub const PASSWORD_MIN: usize = 10;
/// Longest password, in characters: longer ones only cost time.
pub const PASSWORD_MAX: usize = 128;

/// Memory of one hashing, in KiB: 19 MiB, the first choice of the OWASP cheat sheet.
const MEMORY_KIB: u32 = 19 * 1024;
/// Passes over the memory.
const PASSES: u32 = 2;
/// Lanes.
const LANES: u32 = 1;

/// Hashings at the same time: each takes a core for about 20 ms and [`MEMORY_KIB`] of memory.
const AT_ONCE: usize = 2;
/// Hashings that may wait; further callers are told to come back.
const WAITING_MAX: usize = 64;

/// Passwords of ten and more characters that lists of leaks hold again and again, lower case.
static COMMON: LazyLock<std::collections::HashSet<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// Length.
    #[error("a password has {PASSWORD_MIN} to {PASSWORD_MAX} characters")]
    Length,
    /// Everybody tries it.
    #[error("this password is among those that are tried first")]
    Common,
    /// Few different characters.
    #[error("a password has at least 5 different characters")]
    Repeated,
    /// The login or the system's own name.
    #[error("a password does not contain the login name or the name of this system")]
    Guessable,
}

/// Checks a new password for `login`.
pub fn check(password: &str, login: &str) -> Result<(), Weak> {
    let length = password.chars().count();
    if !(PASSWORD_MIN..=PASSWORD_MAX).contains(&length) {
        return Err(Weak::Length);
    }
    let lower = password.to_lowercase();
    if COMMON.contains(lower.as_str()) {
        return Err(Weak::Common);
    }
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if letters.len() < 5 {
        return Err(Weak::Repeated);
    }
    let name = login.split('@').next().unwrap_or(login);
    let holds_login = lower.contains(login) || (name.len() >= 4 && lower.contains(name));
    if holds_login || lower.contains("shancheng") || lower.contains("山城") {
        return Err(Weak::Guessable);
    }
    Ok(())
}

/// Too many hashings are waiting already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many sign-ins at this moment; try again in a few seconds")]
pub struct Busy;

/// Hashes passwords with argon2id on blocking threads, few at a time. Clones share the limit.
#[derive(Clone, Debug)]
pub struct Hasher {
    running: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Hasher {
        Hasher {
            running: Arc::new(Semaphore::new(AT_ONCE)),
            admitted: Arc::new(Semaphore::new(AT_ONCE + WAITING_MAX)),
        }
    }
}

impl Hasher {
    /// The hash to keep, as a PHC string with its parameters and salt.
    pub async fn hash(&self, password: Masked<Secret>) -> Result<String, Busy> {
        self.run(move || {
            argon2()
                .hash_password(password.reveal().as_bytes())
                .expect("the parameters are valid and the system gives random salts")
                .to_string()
        })
        .await
    }

    /// Whether the password is the one of `hash`. Takes as long when there is no hash, so that
    /// the time does not tell which logins exist.
    pub async fn verify(
        &self,
        password: Masked<Secret>,
        hash: Option<String>,
    ) -> Result<bool, Busy> {
        self.run(move || {
            let known = hash.is_some();
            let text = hash.unwrap_or_else(|| NOBODY.clone());
            let Ok(parsed) = PasswordHash::new(&text) else {
                return false;
            };
            let right = argon2().verify_password(password.reveal().as_bytes(), &parsed);
            right.is_ok() && known
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let _admitted = self.admitted.try_acquire().map_err(|_| Busy)?;
        let running = self.running.clone().acquire_owned().await.map_err(|_| Busy)?;
        tokio::task::spawn_blocking(move || {
            // Held until the work is done, even when the caller goes away.
            let _running = running;
            work()
        })
        .await
        .map_err(|_| Busy)
    }
}

/// What the password of nobody is compared with.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    argon2()
        .hash_password(b"nobody has this password")
        .expect("the parameters are valid and the system gives random salts")
        .to_string()
});

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .expect("the parameters are constants within the limits of the algorithm");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_not_one_that_is_tried_first() {
        for (password, verdict) in [
            ("correct horse battery", Ok(())),
            ("渝中区半岛的清晨很安静", Ok(())),
            ("123456789", Err(Weak::Length)),
            ("Password123", Err(Weak::Common)),
            ("1234567890", Err(Weak::Common)),
            ("abababababab", Err(Weak::Repeated)),
            ("ops@jialing 2026", Err(Weak::Guessable)),
            ("Shancheng#2026", Err(Weak::Guessable)),
        ] {
            assert_eq!(check(password, "ops@jialing"), verdict, "{password}");
        }
        assert_eq!(check(&"x1y2z".repeat(26), "a"), Err(Weak::Length));
    }

    #[test]
    fn the_list_of_common_ones_is_usable() {
        for word in COMMON.iter() {
            let text = word.to_lowercase();
            assert!(word.chars().count() >= PASSWORD_MIN && text == *word, "{word}");
        }
        assert!(COMMON.len() > 100);
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_and_states_its_parameters() {
        let hasher = Hasher::default();
        let hash = hasher.hash(Masked::new("correct horse battery")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let verify = async |password: &str, hash: Option<String>| {
            hasher.verify(Masked::new(password), hash).await.unwrap()
        };
        assert!(verify("correct horse battery", Some(hash.clone())).await);
        assert!(!verify("correct horse batterY", Some(hash)).await);
        assert!(!verify("nobody has this password", None).await);
        assert!(!verify("x", Some("not a hash".into())).await);
    }
}
