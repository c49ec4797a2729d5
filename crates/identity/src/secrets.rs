//! What proving oneself needs: the password hasher and the vault for one-time secrets.

use crate::people;
use crate::people::password::Hasher;
use kernel::PersonId;
use std::sync::Arc;
use storage::vault::Vault;

/// The hasher and the vault, together. Clones share both.
#[derive(Clone)]
pub struct Secrets {
    /// Hashes passwords, few at a time.
    pub hasher: Hasher,
    /// Seals the secrets of authenticators.
    pub vault: Arc<Vault>,
}

impl Secrets {
    /// With a hasher of its own.
    pub fn new(vault: Arc<Vault>) -> Secrets {
        Secrets { hasher: Hasher::default(), vault }
    }

    pub(crate) fn seal_totp(&self, id: PersonId, secret: &[u8]) -> Result<Vec<u8>, people::Error> {
        Ok(self.vault.seal(&context(id), secret))
    }

    pub(crate) fn open_totp(&self, id: PersonId, sealed: &[u8]) -> Result<Vec<u8>, people::Error> {
        let opened = self.vault.open(&context(id), sealed);
        Ok(opened.map_err(|error| people::Error::Vault(error.to_string()))?.to_vec())
    }
}

/// Binds a sealed secret to its person, so that it opens for nobody else.
fn context(id: PersonId) -> String {
    format!("person.totp:{id}")
}
