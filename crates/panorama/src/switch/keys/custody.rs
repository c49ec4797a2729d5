//! Keys in people's hands 密钥管理: how a terminal gets its master key, and a link the keys that
//! are shared with its acquirer.

use super::model::{self, Error, KeyComponent, KeySheet, LinkKeyPurpose};
use super::{KeyError, KeyMark, KeyOwner, KeyPurpose, KeyRef, KeyStore, SealedKey};
use crate::Context;
use crate::acquirers::{self, LinkState};
use crate::switch::store::{self, StoredSession};
use crate::terminals::{self, Terminal, TerminalState};
use chrono::{DateTime, Utc};
use identity::approvals::{self, Approval, Approvals};
use identity::{Actor, audit};
use iso8583::Key;
use kernel::{ApprovalId, InstitutionId, LinkId, TerminalId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use storage::{Db, Tx};

/// Kind of the approval that a link's key needs.
pub const LINK_KEY: &str = "link.key";

/// A new master key, told once.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MadeMasterKey {
    /// Check value of the whole key.
    pub check_value: String,
    /// One for each of two custodians. Their XOR is the key; the lowest bit of each byte is
    /// parity and counts for nothing.
    pub components: [KeyComponent; 2],
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

/// Keys of a terminal as they may be shown, and its session.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct TerminalKeys {
    /// The master key first, then the working keys of the last sign-in.
    pub items: Vec<KeyMark>,
    /// The terminal is signed in and may pay.
    pub signed_in: bool,
    /// When it last signed in or its session ended; absent before the first sign-in.
    pub session_at: Option<DateTime<Utc>>,
}

/// What waits for a second pair of eyes. The key is sealed as the link's, and nobody is shown it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Asked {
    link_id: LinkId,
    purpose: LinkKeyPurpose,
    check_value: String,
    /// Check value of the key that it takes the place of.
    replaces: Option<String>,
    /// Bytes of the key.
    length: usize,
    sealed: String,
}

/// Keys of a terminal of the actor's.
pub async fn of_terminal(
    context: &Context,
    actor: &Actor,
    id: TerminalId,
) -> Result<TerminalKeys, Error> {
    let mut tx = context.read(actor).await?;
    let home = terminals::own_home(&mut tx, actor, id).await?;
    let items = store::terminal_key_marks(&mut tx, home, id).await?;
    let session = store::terminal_session(&mut tx, home, id).await?;
    Ok(keys_of(items, session))
}

/// Makes a master key. It is told this once: afterwards only its check value can be seen.
pub async fn make(
    context: &Context,
    keys: &dyn KeyStore,
    actor: &Actor,
    id: TerminalId,
) -> Result<MadeMasterKey, Error> {
    let mut tx = context.begin(actor).await?;
    let terminal = open_terminal(&mut tx, actor, id).await?;
    let (key, components) = model::draw().ok_or(KeyError::Length)?;
    let at = context.clock.now();
    let sealed = put_master(&mut tx, keys, &terminal, &key, at).await?;
    let detail = json!({ "check_value": sealed.check_value, "length": key.bytes_count() });
    audit::record(&mut tx, actor, "terminal.key_made", &id.to_string(), detail, at).await?;
    tx.commit().await?;
    keys.expire(KeyOwner::Terminal(id));
    Ok(MadeMasterKey { check_value: sealed.check_value, components, made_at: at })
}

/// Loads a master key that exists elsewhere, from the components that its custodians enter.
pub async fn load(
    context: &Context,
    keys: &dyn KeyStore,
    actor: &Actor,
    id: TerminalId,
    sheet: &KeySheet,
) -> Result<TerminalKeys, Error> {
    let mut tx = context.begin(actor).await?;
    let terminal = open_terminal(&mut tx, actor, id).await?;
    let key = sheet.join()?;
    let at = context.clock.now();
    let sealed = put_master(&mut tx, keys, &terminal, &key, at).await?;
    let detail = json!({
        "check_value": sealed.check_value,
        "length": key.bytes_count(),
        "components": sheet.components.len(),
    });
    audit::record(&mut tx, actor, "terminal.key_loaded", &id.to_string(), detail, at).await?;
    let items = store::terminal_key_marks(&mut tx, terminal.institution, id).await?;
    let session = store::terminal_session(&mut tx, terminal.institution, id).await?;
    tx.commit().await?;
    keys.expire(KeyOwner::Terminal(id));
    Ok(keys_of(items, session))
}

/// Keys of a link that the actor may see.
pub async fn of_link(context: &Context, actor: &Actor, id: LinkId) -> Result<Vec<KeyMark>, Error> {
    let mut tx = context.read(actor).await?;
    let link = acquirers::visible_link(&mut tx, id).await?;
    Ok(store::link_key_marks(&mut tx, link.institution, id).await?)
}

/// Asks for a key of a link to be put in force. Another person must approve, who sees its check
/// value only.
pub async fn request_link_key(
    context: &Context,
    keys: &dyn KeyStore,
    actor: &Actor,
    (id, purpose): (LinkId, LinkKeyPurpose),
    sheet: &KeySheet,
) -> Result<(ApprovalId, String), Error> {
    let mut tx = context.begin(actor).await?;
    let link = acquirers::visible_link(&mut tx, id).await?;
    if link.state == LinkState::Retired {
        return Err(acquirers::Error::Retired.into());
    }
    let key = sheet.join()?;
    let sealed = keys.seal(key_of(id, purpose), key.expose())?;
    let asked = Asked {
        link_id: id,
        purpose,
        check_value: sealed.check_value.clone(),
        replaces: present(&mut tx, (link.institution, id), purpose).await?,
        length: key.bytes_count(),
        sealed: hex::encode(&sealed.sealed),
    };
    let payload = serde_json::to_value(&asked).map_err(|_| Error::Payload)?;
    let (target, at) = (id.to_string(), context.clock.now());
    let approval = approvals::request(&mut tx, actor, LINK_KEY, &target, payload, at).await?;
    tx.commit().await?;
    Ok((approval, sealed.check_value))
}

/// Says what the approval of a link's key does: it puts the key in force.
pub fn register(approvals: Approvals, keys: Arc<dyn KeyStore>) -> Approvals {
    approvals.on(LINK_KEY, move |tx, approval| {
        let keys = keys.clone();
        Box::pin(async move { Ok(put_link_key(tx, &*keys, approval).await?) })
    })
}

async fn put_link_key(tx: &mut Tx, keys: &dyn KeyStore, approval: &Approval) -> Result<(), Error> {
    let asked: Asked =
        serde_json::from_value(approval.payload.clone()).map_err(|_| Error::Payload)?;
    let (id, purpose) = (asked.link_id, asked.purpose);
    let link = acquirers::visible_link(tx, id).await?;
    if link.state == LinkState::Retired {
        return Err(acquirers::Error::Retired.into());
    }
    let sealed = hex::decode(&asked.sealed).map_err(|_| Error::Payload)?;
    // What is put in force is what the second person has seen the check value of.
    let check_value = hex::encode_upper(keys.check_value(key_of(id, purpose), &sealed)?);
    if check_value != asked.check_value {
        return Err(Error::Payload);
    }
    let at = approval.decided_at.unwrap_or(approval.requested_at);
    let key = SealedKey { purpose: purpose.to_string(), sealed, check_value };
    let of = (link.institution, id);
    if !store::put_link_key(tx, of, &key, asked.replaces.as_deref(), at).await? {
        return Err(Error::LinkKeyChanged(id, purpose));
    }
    Ok(())
}

/// Puts a key where there is none, and says whether it did: for those who play both sides and
/// know their keys already, the demo, the bench and the tests.
pub async fn provide(
    db: &Db,
    keys: &dyn KeyStore,
    (institution, of): (InstitutionId, KeyRef),
    key: &[u8],
    at: DateTime<Utc>,
) -> Result<bool, KeyError> {
    let sealed = keys.seal(of, key)?;
    let mut tx = db.network().begin().await?;
    let put = match of.owner {
        KeyOwner::Link(id) => {
            store::put_link_key(&mut tx, (institution, id), &sealed, None, at).await?
        }
        KeyOwner::Terminal(id) => {
            let there = store::terminal_key_marks(&mut tx, institution, id).await?;
            let free = there.iter().all(|mark| mark.purpose != of.purpose);
            if free {
                store::put_terminal_key(&mut tx, institution, id, &sealed, at).await?;
            }
            free
        }
    };
    tx.commit().await?;
    keys.refresh(institution, of.owner).await?;
    Ok(put)
}

/// Puts a master key in the place of the one that is, destroys the working keys under it, and
/// ends the session that they belong to.
async fn put_master(
    tx: &mut Tx,
    keys: &dyn KeyStore,
    terminal: &Terminal,
    key: &Key,
    at: DateTime<Utc>,
) -> Result<SealedKey, Error> {
    let (home, id) = (terminal.institution, terminal.id);
    let of = KeyRef { owner: KeyOwner::Terminal(id), purpose: KeyPurpose::Tmk };
    let sealed = keys.seal(of, key.expose())?;
    // First, so that a sign-in that is under way ends before or sees the new key.
    store::put_terminal_key(tx, home, id, &sealed, at).await?;
    store::delete_working_keys(tx, home, id).await?;
    store::sign_out(tx, home, id, at).await?;
    Ok(sealed)
}

/// A terminal of the actor's that may still have keys, locked.
async fn open_terminal(tx: &mut Tx, actor: &Actor, id: TerminalId) -> Result<Terminal, Error> {
    let terminal = terminals::lock(tx, actor, id).await?;
    if terminal.state == TerminalState::Closed { Err(Error::Closed) } else { Ok(terminal) }
}

/// Check value of the key in force.
async fn present(
    tx: &mut Tx,
    (institution, link): (InstitutionId, LinkId),
    purpose: LinkKeyPurpose,
) -> sqlx::Result<Option<String>> {
    let marks = store::link_key_marks(tx, institution, link).await?;
    let mark = marks.into_iter().find(|mark| mark.purpose == KeyPurpose::from(purpose));
    Ok(mark.map(|mark| mark.check_value))
}

fn key_of(link: LinkId, purpose: LinkKeyPurpose) -> KeyRef {
    KeyRef { owner: KeyOwner::Link(link), purpose: purpose.into() }
}

fn keys_of(items: Vec<KeyMark>, session: Option<StoredSession>) -> TerminalKeys {
    TerminalKeys {
        items,
        signed_in: session.is_some_and(|session| session.signed_in),
        session_at: session.map(|session| session.changed_at),
    }
}
