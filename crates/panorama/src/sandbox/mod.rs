//! The sandbox 沙箱 of a system vendor: all that its tills need to make payments that move no
//! money, at one call.
//!
//! A sandbox lives in the vendor's own institution: a merchant with a store, a till bound and
//! active, a partner with a key; so do its payments and its books, and nothing of it is in
//! anybody else's. The merchant's one contract is with the acquirer that the operator names for
//! sandboxes, whose host is a stand-in that answers by the amount
//! ([`connect::acquirer::standin::sandbox`]).
//!
//! Opening goes step by step, each found when it was done before: a call that was cut off is
//! made good by the next one. Names that only one can have (credit code, serial number) keep two
//! calls at once from making two of anything that counts.

mod http;
mod model;
mod store;
#[cfg(test)]
mod tests;

pub use http::{SandboxState, routes};
pub use model::{Error, OpenSandbox, Sandbox, SandboxKey, TestAmountView, TestCode};

use crate::Context;
use crate::merchants::{
    self, ContractDraft, ContractMode, MerchantDraft, MerchantKind, StoreDraft,
};
use crate::terminals::{
    self, BindingDraft, DeviceType, NewTerminal, Terminal, TerminalState, TestResult,
};
use ::jobs::signature::Algorithm;
use identity::institutions::{self, Institution, InstitutionKind};
use identity::partners::{self, KeyChange, KeyState, NewKey, NewPartner, Partner};
use identity::{Actor, Role, audit};
use kernel::{Datum, GivenPlace, InstitutionId, MerchantId, TerminalId, Uscc};
use model::{Kept, made_key};
use serde_json::json;
use std::time::Duration;

/// Until what was opened is known to every node: routing and terminals are read four times a
/// second.
const KNOWN_AFTER: Duration = Duration::from_millis(600);
/// Code of the sandbox's one store.
const STORE: &str = "S001";
/// What the vendor's people read where somebody did something by hand.
const NOTE: &str = "沙箱 sandbox";
/// Keys of a sandbox's partner that are good at the same time; the oldest makes way.
const KEYS_MAX: usize = 5;

/// Opens the sandbox of the actor's institution where there is none, and gives a new key for it.
pub async fn open(
    context: &Context,
    acquirer: Option<InstitutionId>,
    actor: &Actor,
    wanted: &OpenSandbox,
) -> Result<SandboxKey, Error> {
    let acquirer = acquirer.ok_or(Error::Unavailable)?;
    let vendor = institutions::find(&context.db, actor.institution).await?;
    if vendor.kind != InstitutionKind::SystemVendor {
        return Err(Error::VendorsOnly);
    }
    let kept = match kept(context, actor).await {
        Ok(kept) => kept,
        Err(Error::Missing) => {
            let kept = set_up(context, actor, &vendor, acquirer).await?;
            tokio::time::sleep(KNOWN_AFTER).await;
            kept
        }
        Err(error) => return Err(error),
    };
    let (private_key, public_key) = match &wanted.public_key {
        Some(own) => (None, own.clone()),
        None => made_key().map(|(private, public)| (Some(private), public))?,
    };
    let key_id = add_key(context, &kept, public_key).await?;
    let mut tx = context.begin(actor).await?;
    let detail = json!({ "partner": kept.partner_id, "key": key_id });
    let (target, now) = (kept.partner_id.to_string(), context.clock.now());
    audit::record(&mut tx, actor, "sandbox.key", &target, detail, now).await?;
    tx.commit().await?;
    let sandbox = sandbox(context, actor).await?;
    Ok(SandboxKey { key_id, private_key, sandbox })
}

/// The sandbox of the actor's institution.
pub async fn sandbox(context: &Context, actor: &Actor) -> Result<Sandbox, Error> {
    let kept = kept(context, actor).await?;
    let system = system(kept.institution_id);
    let terminal = terminals::get(context, &system, kept.terminal_id).await?;
    let binding = terminal.binding.as_ref().ok_or(Error::Missing)?;
    Ok(Sandbox {
        institution_id: kept.institution_id,
        merchant_id: kept.merchant_id,
        merchant_code: binding.merchant_code.to_string(),
        terminal_id: kept.terminal_id,
        terminal_code: binding.terminal_code.to_string(),
        serial: terminal.serial.to_string(),
        partner_id: kept.partner_id,
        opened_at: kept.opened_at,
        codes: model::codes(),
        amounts: model::amounts(),
    })
}

async fn kept(context: &Context, actor: &Actor) -> Result<Kept, Error> {
    let mut tx = context.read(actor).await?;
    store::find(&mut tx, actor.institution).await?.ok_or(Error::Missing)
}

/// The sandbox's own hands: what they do, the vendor's people could not.
fn system(institution: InstitutionId) -> Actor {
    Actor::system(institution, "sandbox")
}

async fn set_up(
    context: &Context,
    actor: &Actor,
    vendor: &Institution,
    acquirer: InstitutionId,
) -> Result<Kept, Error> {
    let merchant_id = merchant(context, vendor, acquirer).await?;
    let terminal_id = terminal(context, vendor.id, merchant_id, acquirer).await?;
    let partner_id = partner(context, vendor.id).await?.id;
    let opened_at = context.clock.now();
    let kept = Kept { institution_id: vendor.id, merchant_id, terminal_id, partner_id, opened_at };
    let mut tx = context.begin(&system(vendor.id)).await?;
    store::insert(&mut tx, &kept).await?;
    institutions::mark_sandbox(&mut tx, vendor.id).await?;
    let detail = json!({ "merchant": merchant_id, "terminal": terminal_id });
    audit::record(&mut tx, actor, "sandbox.open", &vendor.id.to_string(), detail, opened_at)
        .await?;
    tx.commit().await?;
    // Of two calls at once the first one's stands.
    self::kept(context, actor).await
}

async fn merchant(
    context: &Context,
    vendor: &Institution,
    acquirer: InstitutionId,
) -> Result<MerchantId, Error> {
    let system = system(vendor.id);
    // An organisation code of the sandbox's own.
    let organisation = format!("91500103MA5BX{:04}", vendor.id.0 % 10_000);
    let credit_code = Uscc::complete(&organisation).map_err(|_| Error::Setup)?.to_string();
    let filter = merchants::Filter {
        text: Some(credit_code.clone()),
        limit: Some(1),
        ..merchants::Filter::default()
    };
    let found = merchants::list(context, &system, &filter).await?;
    if let Some(known) = found.items.first() {
        return Ok(known.merchant.id);
    }
    let place =
        GivenPlace { latitude_e6: 29_557_700, longitude_e6: 106_577_000, datum: Datum::Wgs84 };
    let address = "重庆市渝中区民权路 1 号（沙箱）".to_owned();
    let draft = MerchantDraft {
        code: None,
        name: format!("{} 沙箱商户", vendor.short_name),
        short_name: Some("沙箱商户".to_owned()),
        kind: MerchantKind::Enterprise,
        uscc: Some(credit_code),
        responsible_id: None,
        mcc: "5812".to_owned(),
        division_code: "500103".to_owned(),
        address: address.clone(),
        place: Some(place),
        settlement_account: format!("62999900009{:08}", vendor.id.0),
        settlement_bank: "沙箱银行".to_owned(),
        phone: "19900000000".to_owned(),
    };
    let store = StoreDraft {
        code: STORE.to_owned(),
        name: "沙箱门店".to_owned(),
        address,
        division_code: "500103".to_owned(),
        mcc: None,
        place,
    };
    let entry = merchants::Entry {
        merchant: draft.check().map_err(|_| Error::Setup)?,
        stores: vec![store.check().map_err(|_| Error::Setup)?],
        contracts: vec![ContractDraft {
            acquirer_id: acquirer,
            acquirer_merchant_code: None,
            mode: ContractMode::Joint,
            products: vec!["card".to_owned(), "qr".to_owned()],
            from: None,
            until: None,
        }],
    };
    Ok(merchants::create(context, &system, vendor.id, entry).await?.merchant.id)
}

/// The till, taken from wherever it stands to active.
async fn terminal(
    context: &Context,
    vendor: InstitutionId,
    merchant: MerchantId,
    acquirer: InstitutionId,
) -> Result<TerminalId, Error> {
    let system = system(vendor);
    let serial = format!("SANDBOX{:06}", vendor.0);
    let filter = terminals::Filter {
        text: Some(serial.clone()),
        limit: Some(1),
        ..terminals::Filter::default()
    };
    let found = terminals::list(context, &system, &filter).await?;
    let mut terminal: Terminal = match found.items.into_iter().next() {
        Some(terminal) => terminal,
        None => {
            let new = NewTerminal {
                serial: serial.parse().map_err(|_| Error::Setup)?,
                device_type: DeviceType::Mis,
                maker: "沙箱".to_owned(),
                model: "till".to_owned(),
            };
            terminals::register(context, &system, vendor, new).await?
        }
    };
    if terminal.state == TerminalState::Registered {
        let draft = BindingDraft {
            merchant_id: Some(merchant),
            store_code: Some(STORE.to_owned()),
            acquirer_id: Some(acquirer),
            note: NOTE.to_owned(),
            ..BindingDraft::default()
        };
        terminal = terminals::bind(context, &system, terminal.id, draft).await?;
    }
    if matches!(terminal.state, TerminalState::Bound | TerminalState::Testing) {
        terminals::test(context, &system, terminal.id, (TestResult::Passed, NOTE)).await?;
        terminals::activate(context, &system, terminal.id, NOTE).await?;
    }
    Ok(terminal.id)
}

async fn partner(context: &Context, vendor: InstitutionId) -> Result<Partner, Error> {
    let new = NewPartner {
        institution: Some(vendor),
        name: "沙箱收银 sandbox till".to_owned(),
        roles: vec![Role::Till],
        rate_per_s: None,
        burst: None,
    };
    Ok(partners::create(&context.db, &system(vendor), new, context.clock.now()).await?)
}

/// Registers a key; the oldest makes way for it.
async fn add_key(
    context: &Context,
    kept: &Kept,
    public_key: String,
) -> Result<kernel::KeyId, Error> {
    let (system, at) = (system(kept.institution_id), context.clock.now());
    let known = partners::keys(&context.db, kept.partner_id).await?;
    let living = known.iter().filter(|key| key.state != KeyState::Revoked);
    for old in living.skip(KEYS_MAX - 1) {
        let ids = (kept.partner_id, old.id);
        partners::change_key(&context.db, &system, ids, KeyChange::Revoke, at).await?;
    }
    let new = NewKey {
        label: NOTE.to_owned(),
        algorithm: Algorithm::Ed25519,
        public_key,
        valid_until: None,
    };
    Ok(partners::add_key(&context.db, &system, kept.partner_id, new, at).await?.id)
}
