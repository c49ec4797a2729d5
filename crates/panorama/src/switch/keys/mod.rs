//! Keys of terminals and links behind one trait, so that they may live in software or in a
//! hardware module. Nobody outside sees a key: MACs are made, PIN blocks translated and working
//! keys wrapped by reference.
//!
//! * TMK 主密钥, the terminal's master key, is made here or entered in components
//!   ([`custody`]). A new one ends the terminal's session.
//! * PIK, MAK, TDK 工作密钥 are made anew at every sign-in and travel under the TMK.
//! * ZPK, ZAK, the PIN and MAC keys shared with an acquirer, are entered per link, by one person,
//!   and put in force by another.
//!
//! Invariants: a key leaves the server once, in components, when it is made; everywhere else
//! only its check value is seen, also in the audit trail and by whoever approves. What is changed
//! on one node is in force on all within a second ([`super::follow`]).

pub mod custody;
mod http;
mod model;
mod software;

pub use http::{KeysState, routes};
pub use model::{Error, KeyComponent, KeySheet, LinkKeyPurpose};
pub use software::SoftwareKeys;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use iso8583::MacProfile;
use kernel::{InstitutionId, LinkId, TerminalId};
use serde::Serialize;

/// Whose key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyOwner {
    /// A terminal.
    Terminal(TerminalId),
    /// A link to an acquirer.
    Link(LinkId),
}

kernel::words! {
    /// What a key is for.
    pub enum KeyPurpose {
        /// Terminal master key 终端主密钥.
        Tmk = "tmk",
        /// PIN key of a terminal.
        Pik = "pik",
        /// MAC key of a terminal.
        Mak = "mak",
        /// Track key of a terminal.
        Tdk = "tdk",
        /// PIN key shared with an acquirer.
        Zpk = "zpk",
        /// MAC key shared with an acquirer.
        Zak = "zak",
    }
}

/// A key by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyRef {
    /// Whose it is.
    pub owner: KeyOwner,
    /// What it is for.
    pub purpose: KeyPurpose,
}

/// A key as it lies in the database.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SealedKey {
    /// What it is for.
    pub purpose: String,
    /// Sealed for its owner and purpose.
    pub sealed: Vec<u8>,
    /// Eight hex digits.
    pub check_value: String,
}

/// A key as it may be shown 密钥校验值.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow, Serialize, utoipa::ToSchema)]
pub struct KeyMark {
    /// What it is for.
    pub purpose: KeyPurpose,
    /// Key check value 校验值: the first 8 hex digits of zeros under the key.
    pub check_value: String,
    /// When it was made or loaded.
    pub made_at: DateTime<Utc>,
}

/// Working keys as a terminal asks for them (F60.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyWidth {
    /// 001: 8 bytes each.
    Single,
    /// 003: as long as the master key, 16 or 24 bytes.
    Double,
    /// 004: as 003, and a track key.
    DoubleWithTrack,
}

/// What a terminal is sent at sign-in, and the batch number it is to use.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// F62: keys under the terminal's master key, with check values.
    pub block: Vec<u8>,
    /// F60.2 from now on.
    pub batch_no: i32,
}

/// Why a key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// There is no such key.
    #[error("no {1} key of {0:?}")]
    Missing(KeyOwner, KeyPurpose),
    /// The PIN block holds no PIN of that card.
    #[error("the PIN block does not open")]
    PinBlock,
    /// A key is of a length that does not fit.
    #[error("a key of that length does not fit here")]
    Length,
    /// What is stored does not open under the master key.
    #[error("a stored key does not open")]
    Sealed(#[from] storage::vault::Error),
    /// The database.
    #[error("keys cannot be read or written")]
    Database(#[from] sqlx::Error),
}

/// Makes, keeps and uses keys. The uses are synchronous: they are on the path of every payment,
/// and what they need is brought into reach before by [`KeyStore::reach`].
pub trait KeyStore: Send + Sync {
    /// Seals a key as what it is, to be written where keys lie.
    fn seal(&self, key: KeyRef, clear: &[u8]) -> Result<SealedKey, KeyError>;

    /// The check value of a key that was sealed as this one.
    fn check_value(&self, key: KeyRef, sealed: &[u8]) -> Result<[u8; 4], KeyError>;

    /// Makes new working keys for a terminal and begins its next batch, durable when it returns.
    fn sign_in(
        &self,
        terminal: (InstitutionId, TerminalId),
        width: KeyWidth,
    ) -> BoxFuture<'_, Result<SignIn, KeyError>>;

    /// Brings the keys of an owner into reach. Cheap when they are.
    fn reach(
        &self,
        institution: InstitutionId,
        owner: KeyOwner,
    ) -> BoxFuture<'_, Result<(), KeyError>>;

    /// Reads the keys of an owner anew: another node may have changed them.
    fn refresh(
        &self,
        institution: InstitutionId,
        owner: KeyOwner,
    ) -> BoxFuture<'_, Result<(), KeyError>>;

    /// The keys of an owner are others by now: they are read anew when they are next brought into
    /// reach. What is under way ends with those that it began with.
    fn expire(&self, owner: KeyOwner);

    /// Makes a MAC.
    fn mac(&self, key: KeyRef, profile: MacProfile, data: &[u8]) -> Result<[u8; 8], KeyError>;

    /// Whether `given` is the MAC of `data`.
    fn verify(
        &self,
        key: KeyRef,
        profile: MacProfile,
        data: &[u8],
        given: &[u8],
    ) -> Result<bool, KeyError>;

    /// A PIN block under one key, under another; the card number stays in it.
    fn translate_pin(
        &self,
        from: KeyRef,
        to: KeyRef,
        block: &[u8; 8],
        card: Option<&str>,
    ) -> Result<[u8; 8], KeyError>;
}
