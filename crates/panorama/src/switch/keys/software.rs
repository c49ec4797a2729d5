//! Keys in software: sealed by the vault in the database, in clear only in this process's
//! memory, which is wiped when a key is dropped.

use super::{KeyError, KeyOwner, KeyPurpose, KeyRef, KeyStore, KeyWidth, SealedKey, SignIn};
use crate::switch::store;
use futures::future::BoxFuture;
use iso8583::{Key, MacProfile, WorkingKeys};
use kernel::{Clock, InstitutionId, TerminalId};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use storage::vault::Vault;
use storage::{Db, Tx};
use zeroize::Zeroizing;

/// Most owners whose keys are held in memory; beyond that all are dropped and read again.
const OWNERS_MAX: usize = 200_000;

/// Keys of one owner in memory.
#[derive(Clone)]
struct Held {
    keys: Arc<Vec<(KeyPurpose, Key)>>,
    /// As the database has them, as far as is known.
    current: bool,
}

/// The software key store.
pub struct SoftwareKeys {
    db: Db,
    vault: Vault,
    clock: Clock,
    held: RwLock<HashMap<KeyOwner, Held>>,
}

impl SoftwareKeys {
    /// A key store over `db` (in network scope), sealing with `vault`.
    pub fn new(db: Db, vault: Vault, clock: Clock) -> SoftwareKeys {
        SoftwareKeys { db, vault, clock, held: RwLock::default() }
    }

    fn with<T>(
        &self,
        key: KeyRef,
        use_it: impl FnOnce(&Key) -> Result<T, KeyError>,
    ) -> Result<T, KeyError> {
        let keys = self
            .held
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key.owner)
            .map(|held| held.keys.clone())
            .ok_or(KeyError::Missing(key.owner, key.purpose))?;
        use_it(find(&keys, key)?)
    }

    fn hold(&self, owner: KeyOwner, keys: Vec<(KeyPurpose, Key)>) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if OWNERS_MAX <= held.len() {
            held.clear();
        }
        held.insert(owner, Held { keys: Arc::new(keys), current: true });
    }

    fn holds_current(&self, owner: KeyOwner) -> bool {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.get(&owner).is_some_and(|held| held.current)
    }

    fn sealed(&self, of: KeyRef, key: &Key) -> SealedKey {
        SealedKey {
            purpose: of.purpose.as_str().to_owned(),
            sealed: self.vault.seal(&context(of), key.expose()),
            check_value: hex::encode_upper(key.check_value()),
        }
    }

    fn opened(&self, of: KeyRef, sealed: &[u8]) -> Result<Key, KeyError> {
        let clear = self.vault.open(&context(of), sealed)?;
        Key::new(&clear).ok_or(KeyError::Length)
    }

    fn open(
        &self,
        owner: KeyOwner,
        sealed: Vec<SealedKey>,
    ) -> Result<Vec<(KeyPurpose, Key)>, KeyError> {
        sealed
            .into_iter()
            .map(|row| {
                let purpose: KeyPurpose = row.purpose.parse().map_err(|_| KeyError::Length)?;
                Ok((purpose, self.opened(KeyRef { owner, purpose }, &row.sealed)?))
            })
            .collect()
    }

    async fn read(
        &self,
        tx: &mut Tx,
        of: (InstitutionId, KeyOwner),
    ) -> Result<Vec<(KeyPurpose, Key)>, KeyError> {
        let rows = match of.1 {
            KeyOwner::Terminal(id) => store::terminal_keys(tx, of.0, id).await?,
            KeyOwner::Link(id) => store::link_keys(tx, of.0, id).await?,
        };
        self.open(of.1, rows)
    }

    async fn do_sign_in(
        &self,
        (institution, terminal): (InstitutionId, TerminalId),
        width: KeyWidth,
    ) -> Result<SignIn, KeyError> {
        let owner = KeyOwner::Terminal(terminal);
        let mut tx = self.db.begin().await?;
        // Under a lock, or a terminal would be signed in under a master key that is being replaced.
        let rows = store::lock_terminal_keys(&mut tx, institution, terminal).await?;
        let at = self.clock.now();
        let mut keys = self.open(owner, rows)?;
        let tmk = KeyRef { owner, purpose: KeyPurpose::Tmk };
        let made = make(width, find(&keys, tmk)?.bytes_count())?;
        let block = made.wrap(find(&keys, tmk)?).map_err(|_| KeyError::Length)?;
        keys.retain(|(purpose, _)| *purpose == KeyPurpose::Tmk);
        keys.push((KeyPurpose::Pik, made.pin));
        keys.push((KeyPurpose::Mak, made.mac));
        keys.extend(made.track.map(|key| (KeyPurpose::Tdk, key)));
        for (purpose, key) in &keys[1..] {
            let sealed = self.sealed(KeyRef { owner, purpose: *purpose }, key);
            store::put_terminal_key(&mut tx, institution, terminal, &sealed, at).await?;
        }
        let batch_no = store::sign_in(&mut tx, institution, terminal, at).await?;
        tx.commit().await?;
        self.hold(owner, keys);
        Ok(SignIn { block, batch_no })
    }
}

/// A sealed key opens only as what it was sealed as.
fn context(KeyRef { owner, purpose }: KeyRef) -> String {
    match owner {
        KeyOwner::Terminal(id) => format!("key:{id}:{purpose}"),
        KeyOwner::Link(id) => format!("key:{id}:{purpose}"),
    }
}

fn find(keys: &[(KeyPurpose, Key)], wanted: KeyRef) -> Result<&Key, KeyError> {
    keys.iter()
        .find(|(purpose, _)| *purpose == wanted.purpose)
        .map(|(_, key)| key)
        .ok_or(KeyError::Missing(wanted.owner, wanted.purpose))
}

/// New keys from the machine's random source, with the parity that DES keys are sent with.
fn make(width: KeyWidth, master_bytes: usize) -> Result<WorkingKeys, KeyError> {
    let bytes = if width == KeyWidth::Single { 8 } else { master_bytes.max(16) };
    let key = || {
        let mut key = Zeroizing::new([0_u8; 24]);
        rand::fill(&mut key[..]);
        iso8583::key::set_odd_parity(&mut key[..]);
        Key::new(&key[..bytes]).ok_or(KeyError::Length)
    };
    let track = if width == KeyWidth::DoubleWithTrack { Some(key()?) } else { None };
    Ok(WorkingKeys { pin: key()?, mac: key()?, track })
}

impl KeyStore for SoftwareKeys {
    fn seal(&self, key: KeyRef, clear: &[u8]) -> Result<SealedKey, KeyError> {
        Ok(self.sealed(key, &Key::new(clear).ok_or(KeyError::Length)?))
    }

    fn check_value(&self, key: KeyRef, sealed: &[u8]) -> Result<[u8; 4], KeyError> {
        Ok(self.opened(key, sealed)?.check_value())
    }

    fn sign_in(
        &self,
        terminal: (InstitutionId, TerminalId),
        width: KeyWidth,
    ) -> BoxFuture<'_, Result<SignIn, KeyError>> {
        Box::pin(self.do_sign_in(terminal, width))
    }

    fn reach(
        &self,
        institution: InstitutionId,
        owner: KeyOwner,
    ) -> BoxFuture<'_, Result<(), KeyError>> {
        Box::pin(async move {
            if self.holds_current(owner) {
                return Ok(());
            }
            self.refresh(institution, owner).await
        })
    }

    fn refresh(
        &self,
        institution: InstitutionId,
        owner: KeyOwner,
    ) -> BoxFuture<'_, Result<(), KeyError>> {
        Box::pin(async move {
            let mut tx = self.db.read().await?;
            let keys = self.read(&mut tx, (institution, owner)).await?;
            drop(tx);
            self.hold(owner, keys);
            Ok(())
        })
    }

    fn expire(&self, owner: KeyOwner) {
        // Most that change on another node are not held here: no writer stops the readers.
        if self.holds_current(owner) {
            let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
            if let Some(held) = held.get_mut(&owner) {
                held.current = false;
            }
        }
    }

    fn mac(&self, key: KeyRef, profile: MacProfile, data: &[u8]) -> Result<[u8; 8], KeyError> {
        self.with(key, |key| Ok(iso8583::mac::mac(profile, key, data)))
    }

    fn verify(
        &self,
        key: KeyRef,
        profile: MacProfile,
        data: &[u8],
        given: &[u8],
    ) -> Result<bool, KeyError> {
        self.with(key, |key| Ok(iso8583::mac::verify(profile, key, data, given)))
    }

    fn translate_pin(
        &self,
        from: KeyRef,
        to: KeyRef,
        block: &[u8; 8],
        card: Option<&str>,
    ) -> Result<[u8; 8], KeyError> {
        self.with(from, |from| {
            self.with(to, |to| {
                iso8583::pin::translate(block, from, to, card).map_err(|_| KeyError::PinBlock)
            })
        })
    }
}
