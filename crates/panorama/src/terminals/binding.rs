//! Tying terminals to merchants by the five elements 五要素绑定, moving them, and the proofs.

use super::device::TerminalCode;
use super::model::{Binding, Change, Error, Owner, Terminal};
use super::store::{self, NewBinding};
use super::{Rejected, Said, audit, find, lock, note_changes};
use crate::Context;
use crate::merchants::{
    self, Clear, Contract, ContractState, Merchant, MerchantState, Store, StoreState, sealed,
};
use chrono::{DateTime, Utc};
use evidence::{ProofBundle, new_salt, salted};
use identity::Actor;
use identity::approvals::{self, Approval, Approvals};
use kernel::{
    ApprovalId, BindingId, GivenPlace, InstitutionId, KeptPlace, LeafId, MerchantId, StoreId,
    TerminalId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use storage::Tx;

/// Kind of the approval that a move needs.
pub const REBIND: &str = "terminal.rebind";
/// Rounds of drawing terminal numbers until all are free.
const CODE_ROUNDS_MAX: usize = 8;

/// What a terminal shall be bound to. The merchant's papers give the elements; those that are
/// stated here too must agree with them. Has no `Debug`: it may hold clear values.
#[derive(Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BindingDraft {
    /// The merchant, by id or by `merchant_code`.
    pub merchant_id: Option<MerchantId>,
    /// Element 2: the merchant's number.
    pub merchant_code: Option<String>,
    /// The store, by id or by `store_code`.
    pub store_id: Option<StoreId>,
    /// Code of the store, unique within the merchant.
    pub store_code: Option<String>,
    /// The acquirer, by number or by `acquirer_code`.
    pub acquirer_id: Option<InstitutionId>,
    /// Element 1: the acquirer's institution code, eight digits.
    pub acquirer_code: Option<String>,
    /// Terminal number with the acquirer, eight letters and digits; made when absent.
    pub terminal_code: Option<TerminalCode>,
    /// Element 3, to be compared: credit code, or the responsible person's id number.
    pub credit_code: Option<String>,
    /// Element 4, to be compared: settlement account.
    pub settlement_account: Option<String>,
    /// Element 5: where the terminal stands; the store's place when absent.
    pub place: Option<GivenPlace>,
    /// Why, at most 500 characters are kept.
    pub note: String,
}

/// What waits for a second pair of eyes, and is done when it is approved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rebinding {
    /// The terminal.
    pub terminal_id: TerminalId,
    /// Its version when it was asked; another change in between makes it void.
    pub version: i32,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The store.
    pub store_id: StoreId,
    /// The acquirer.
    pub acquirer_code: String,
    /// Terminal number, when one was asked for.
    pub terminal_code: Option<TerminalCode>,
    /// Place, when one was given.
    pub place: Option<GivenPlace>,
    /// Why.
    pub note: String,
}

/// Binds a registered terminal. Binding it exactly so again changes nothing.
pub async fn bind(
    context: &Context,
    actor: &Actor,
    id: TerminalId,
    draft: BindingDraft,
) -> Result<Terminal, Error> {
    let mut tx = context.begin(actor).await?;
    let at = context.clock.now();
    let before = lock(&mut tx, actor, id).await?;
    if before.state.is_bound() {
        let asked = one(resolve(&mut tx, context, &[(&before, &draft)], at).await)?;
        let bound = before.binding.as_ref().ok_or(Error::Missing(id))?;
        let same_code = draft.terminal_code.is_none_or(|code| code == bound.terminal_code);
        return if same_code && bound.ties_same(&asked.binding) {
            Ok(before)
        } else {
            Err(Error::BoundOtherwise)
        };
    }
    let after = one(bind_many(&mut tx, context, actor, vec![(before, draft)], at).await)?;
    let detail = json!({ "binding": after.binding.as_ref().map(|binding| binding.id) });
    audit(&mut tx, actor, Change::Bound, &after, detail, at).await?;
    tx.commit().await?;
    Ok(after)
}

/// Binds many registered terminals of one institution in the caller's transaction.
pub async fn bind_many(
    tx: &mut Tx,
    context: &Context,
    actor: &Actor,
    wanted: Vec<(Terminal, BindingDraft)>,
    at: DateTime<Utc>,
) -> Result<Vec<Terminal>, Rejected> {
    let asked: Vec<_> = wanted.iter().map(|(terminal, draft)| (terminal, draft)).collect();
    let resolved = resolve(tx, context, &asked, at).await?;
    let mut changes = Vec::with_capacity(resolved.len());
    for (index, ((before, draft), asked)) in wanted.iter().zip(resolved).enumerate() {
        let refuse = |error| Rejected { index, error };
        let after = before.change(Change::Bound, at).map_err(refuse)?;
        let after = after.ok_or(Error::BoundSo).map_err(refuse)?;
        changes.push(Tying { before, after, asked, code: draft.terminal_code });
    }
    let said = Said::by(actor, "");
    tie(tx, changes, (Change::Bound, said), at).await
}

/// Asks for a terminal to be moved: to another place or store, or to another merchant or
/// acquirer. Another person must approve.
pub async fn request_rebind(
    context: &Context,
    actor: &Actor,
    id: TerminalId,
    draft: BindingDraft,
) -> Result<ApprovalId, Error> {
    let mut tx = context.begin(actor).await?;
    let at = context.clock.now();
    let before = lock(&mut tx, actor, id).await?;
    let asked = one(resolve(&mut tx, context, &[(&before, &draft)], at).await)?;
    let bound = before.binding.as_ref().filter(|_| before.state.is_bound());
    let change = bound.map_or(Change::Rebound, |bound| bound.change_to(&asked.binding));
    before.state.next(change, before.tested)?;
    let same_code = |bound: &Binding| draft.terminal_code.is_none_or(|c| c == bound.terminal_code);
    if bound.is_some_and(|bound| bound.ties_same(&asked.binding) && same_code(bound)) {
        return Err(Error::BoundSo);
    }
    let rebinding = Rebinding {
        terminal_id: id,
        version: before.version,
        merchant_id: asked.binding.merchant,
        store_id: asked.binding.store,
        acquirer_code: asked.binding.acquirer_code,
        terminal_code: draft.terminal_code,
        place: draft.place,
        note: draft.note.chars().take(super::NOTE_MAX).collect(),
    };
    let payload = serde_json::to_value(&rebinding).map_err(Error::Payload)?;
    let approval = approvals::request(&mut tx, actor, REBIND, &id.to_string(), payload, at).await?;
    tx.commit().await?;
    Ok(approval)
}

/// Says what the approval of a move does: it moves the terminal.
pub fn approvals(approvals: Approvals, context: Context) -> Approvals {
    approvals.on(REBIND, move |tx, approval| {
        let context = context.clone();
        Box::pin(async move { Ok(rebind(tx, &context, approval).await?) })
    })
}

async fn rebind(tx: &mut Tx, context: &Context, approval: &Approval) -> Result<(), Error> {
    let payload = approval.payload.clone();
    let asked: Rebinding = serde_json::from_value(payload).map_err(Error::Payload)?;
    let id = asked.terminal_id;
    let home = store::home(tx, id).await?.ok_or(Error::Missing(id))?;
    let before = store::lock(tx, home, id).await?.ok_or(Error::Missing(id))?;
    if before.version != asked.version {
        return Err(Error::Changed(id));
    }
    let at = context.clock.now();
    let draft = BindingDraft {
        merchant_id: Some(asked.merchant_id),
        store_id: Some(asked.store_id),
        acquirer_code: Some(asked.acquirer_code),
        place: asked.place,
        ..BindingDraft::default()
    };
    let resolved = one(resolve(tx, context, &[(&before, &draft)], at).await)?;
    let bound = before.binding.as_ref().ok_or(Error::Missing(id))?;
    let change = bound.change_to(&resolved.binding);
    let kept = (bound.acquirer == resolved.binding.acquirer).then_some(bound.terminal_code);
    let after = before.change(change, at)?.ok_or(Error::BoundSo)?;
    let tying =
        Tying { before: &before, after, asked: resolved, code: asked.terminal_code.or(kept) };
    let said = Said {
        actor: approval.requested_by.clone(),
        actor_name: approval.requested_name.clone(),
        note: asked.note,
        detail: json!({ "approval": approval.id, "approved_by": approval.decided_by }),
    };
    one(tie(tx, vec![tying], (change, said), at).await)?;
    Ok(())
}

/// The proof that a binding stands in the evidence log: the current one, or the one asked for.
/// To be kept, and checked off line by anybody.
pub async fn proof(
    context: &Context,
    actor: &Actor,
    id: TerminalId,
    binding: Option<BindingId>,
) -> Result<ProofBundle, Error> {
    let leaf = {
        let mut tx = context.read(actor).await?;
        let terminal = find(&mut tx, id).await?;
        match binding {
            None => terminal.binding.map(|binding| binding.leaf),
            Some(wanted) => {
                let bindings = store::bindings(&mut tx, id).await?;
                bindings.iter().find(|row| row.id == wanted).map(|row| row.leaf)
            }
        }
    };
    let missing = || Error::NoBinding(binding.map_or_else(String::new, |id| id.to_string()));
    let leaf = leaf.ok_or_else(missing)?;
    // The log is the network's; that the reader may see the binding was settled above.
    let bundle = evidence::proof(&context.db.network(), leaf).await?;
    bundle.ok_or_else(missing)
}

/// Ends the binding of a terminal that is being closed, with a leaf that says so.
pub(super) async fn end(
    tx: &mut Tx,
    terminal: &mut Terminal,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let Some(binding) = terminal.binding.as_mut() else {
        return Ok(());
    };
    let body = json!({
        "binding_id": binding.id,
        "change": Change::Closed,
        "serial": terminal.serial,
        "terminal_code": binding.terminal_code,
        "version": terminal.version,
    });
    let subject = terminal.id.to_string();
    let home = terminal.institution;
    let leaf = evidence::append(tx, home, "terminal.closed", &subject, &body, at).await?;
    store::end_binding(tx, home, binding.id, leaf, at).await?;
    binding.ended_at = Some(at);
    Ok(())
}

/// A terminal to be tied: as it was, as it will be but for the binding, and what it is tied to.
struct Tying<'a> {
    before: &'a Terminal,
    after: Terminal,
    asked: Resolved,
    code: Option<TerminalCode>,
}

/// Five elements found in the papers, not yet in force.
struct Resolved {
    binding: Binding,
    clear: Clear,
}

/// Gives terminal numbers, writes leaves, bindings, terminals and history.
async fn tie(
    tx: &mut Tx,
    mut changes: Vec<Tying<'_>>,
    (change, said): (Change, Said),
    at: DateTime<Utc>,
) -> Result<Vec<Terminal>, Rejected> {
    let Some(home) = changes.first().map(|tying| tying.before.institution) else {
        return Ok(Vec::new());
    };
    give_codes(tx, home, &mut changes).await?;
    for tying in &mut changes {
        let leaf = append_leaf(tx, tying, change, at).await?;
        tying.asked.binding.leaf = leaf;
        if let Some(old) = &tying.before.binding
            && old.ended_at.is_none()
        {
            store::end_binding(tx, home, old.id, leaf, at).await?;
        }
        tying.after.binding = Some(tying.asked.binding.clone());
    }
    let bindings: Vec<NewBinding<'_>> = changes
        .iter()
        .map(|tying| NewBinding {
            terminal: tying.after.id,
            serial: &tying.after.serial,
            version: tying.after.version,
            binding: &tying.asked.binding,
            by: said.actor.clone(),
        })
        .collect();
    store::insert_bindings(tx, home, &bindings).await?;
    let after: Vec<Terminal> = changes.iter().map(|tying| tying.after.clone()).collect();
    if store::update(tx, home, &after, at).await? != after.len() as u64 {
        return Err(Error::Changed(after[0].id).into());
    }
    let pairs: Vec<_> = changes.iter().map(|tying| (Some(tying.before), &tying.after)).collect();
    note_changes(tx, home, &pairs, (change, &said), at).await?;
    Ok(after)
}

async fn append_leaf(
    tx: &mut Tx,
    tying: &mut Tying<'_>,
    change: Change,
    at: DateTime<Utc>,
) -> Result<LeafId, Error> {
    let Resolved { binding, clear } = &tying.asked;
    let person = clear.person.as_ref().map(|id| salted(id, &binding.owner_salt));
    let body = json!({
        "acquirer_code": binding.acquirer_code,
        "binding_id": binding.id,
        "change": change,
        "credit_code": match &binding.owner {
            Owner::CreditCode(code) => Value::from(code.as_str()),
            Owner::Person { .. } => Value::Null,
        },
        "latitude_e6": binding.place.latitude_e6,
        "longitude_e6": binding.place.longitude_e6,
        "merchant_code": binding.merchant_code,
        "replaces": tying.before.binding.as_ref().map(|old| old.id),
        "responsible_id": person,
        "serial": tying.after.serial,
        "settlement_account": salted(&clear.settlement, &binding.settlement_salt),
        "terminal_code": binding.terminal_code,
        "version": tying.after.version,
    });
    let (home, subject) = (tying.before.institution, tying.after.id.to_string());
    let kind = format!("terminal.{change}");
    Ok(evidence::append(tx, home, &kind, &subject, &body, at).await?)
}

/// Gives every terminal its number with the acquirer: the one stated, or one that is free.
async fn give_codes(
    tx: &mut Tx,
    home: InstitutionId,
    changes: &mut [Tying<'_>],
) -> Result<(), Rejected> {
    let mut open: HashSet<usize> = (0..changes.len()).collect();
    for _ in 0..CODE_ROUNDS_MAX {
        let mut claims = Vec::with_capacity(open.len());
        for index in &open {
            let Tying { asked, code, after, .. } = &mut changes[*index];
            let drawn = || TerminalCode::of_number(rand::random_range(1..100_000_000));
            asked.binding.terminal_code = code.unwrap_or_else(drawn);
            claims.push((asked.binding.acquirer, asked.binding.terminal_code, after.id));
        }
        let got = store::claim_codes(tx, home, &claims).await?;
        let got: HashSet<TerminalId> = got.into_iter().collect();
        open.retain(|index| !got.contains(&changes[*index].after.id));
        let refused = open.iter().copied().filter(|index| changes[*index].code.is_some()).min();
        if let Some(index) = refused {
            let error = Error::TerminalCodeTaken(changes[index].asked.binding.terminal_code);
            return Err(Rejected { index, error });
        }
        if open.is_empty() {
            return Ok(());
        }
    }
    let index = open.into_iter().min().unwrap_or_default();
    let error = Error::TerminalCodeTaken(changes[index].asked.binding.terminal_code);
    Err(Rejected { index, error })
}

/// The papers that bindings are made from.
struct Papers {
    merchants: HashMap<MerchantId, Merchant>,
    by_code: HashMap<String, MerchantId>,
    stores: HashMap<MerchantId, Vec<Store>>,
    contracts: Vec<Contract>,
    acquirers: Vec<(InstitutionId, String)>,
    clear: HashMap<MerchantId, Clear>,
}

/// Finds the five elements of each in the merchants' papers.
async fn resolve(
    tx: &mut Tx,
    context: &Context,
    asked: &[(&Terminal, &BindingDraft)],
    at: DateTime<Utc>,
) -> Result<Vec<Resolved>, Rejected> {
    let papers = read_papers(tx, context, asked).await?;
    let one = |(index, (terminal, draft)): (usize, &(&Terminal, &BindingDraft))| {
        papers.find(context, terminal, draft, at).map_err(|error| Rejected { index, error })
    };
    asked.iter().enumerate().map(one).collect()
}

async fn read_papers(
    tx: &mut Tx,
    context: &Context,
    asked: &[(&Terminal, &BindingDraft)],
) -> Result<Papers, Error> {
    let ids: Vec<MerchantId> = asked.iter().filter_map(|(_, draft)| draft.merchant_id).collect();
    let codes: Vec<String> =
        asked.iter().filter_map(|(_, draft)| draft.merchant_code.clone()).collect();
    let mut found = Vec::new();
    if !ids.is_empty() {
        found.extend(merchants::find_many(tx, Some(ids), None).await?);
    }
    if !codes.is_empty() {
        found.extend(merchants::find_many(tx, None, Some(codes)).await?);
    }
    let ids: Vec<MerchantId> = found.iter().map(|merchant| merchant.id).collect();
    let mut stores: HashMap<MerchantId, Vec<Store>> = HashMap::new();
    for store in merchants::stores_of(tx, &ids).await? {
        stores.entry(store.merchant).or_default().push(store);
    }
    let codes: Vec<String> =
        asked.iter().filter_map(|(_, draft)| draft.acquirer_code.clone()).collect();
    let numbers: Vec<InstitutionId> =
        asked.iter().filter_map(|(_, draft)| draft.acquirer_id).collect();
    Ok(Papers {
        acquirers: merchants::acquirers(tx, &numbers, &codes).await?,
        stores,
        contracts: merchants::contracts_of(tx, &ids).await?,
        clear: merchants::clear_of(tx, context, &ids).await?,
        by_code: found.iter().map(|row| (row.code.to_string(), row.id)).collect(),
        merchants: found.into_iter().map(|merchant| (merchant.id, merchant)).collect(),
    })
}

impl Papers {
    fn find(
        &self,
        context: &Context,
        terminal: &Terminal,
        draft: &BindingDraft,
        at: DateTime<Utc>,
    ) -> Result<Resolved, Error> {
        let merchant = self.merchant(terminal, draft)?;
        let store = self.store(merchant, draft)?;
        let (acquirer, acquirer_code) = self.acquirer(draft)?;
        let in_force = |contract: &&Contract| {
            contract.merchant == merchant.id
                && contract.acquirer == acquirer
                && contract.state == ContractState::Active
        };
        if !self.contracts.iter().any(|contract| in_force(&contract)) {
            return Err(Error::NoContract(acquirer_code.to_owned()));
        }
        compare(context, merchant, draft)?;
        let place = match draft.place {
            None => store.place,
            Some(given) => given.keep().map_err(Error::BadPlace)?,
        };
        let clear = self.clear.get(&merchant.id).cloned();
        Ok(Resolved {
            binding: make(merchant, store, (acquirer, acquirer_code), place, at)?,
            clear: clear.ok_or_else(|| Error::NoMerchant(merchant.id.to_string()))?,
        })
    }

    fn merchant(&self, terminal: &Terminal, draft: &BindingDraft) -> Result<&Merchant, Error> {
        let by_code = draft.merchant_code.as_ref();
        let id = draft.merchant_id.or_else(|| self.by_code.get(by_code?).copied());
        let named = || match (draft.merchant_id, by_code) {
            (Some(id), _) => id.to_string(),
            (None, code) => code.cloned().unwrap_or_default(),
        };
        let merchant = id
            .and_then(|id| self.merchants.get(&id))
            .filter(|row| row.state == MerchantState::Active)
            .filter(|row| row.institution == terminal.institution)
            .ok_or_else(|| Error::NoMerchant(named()))?;
        match by_code {
            Some(code) if *code != merchant.code.as_str() => {
                Err(Error::ElementDiffers("merchant_code"))
            }
            _ => Ok(merchant),
        }
    }

    fn acquirer(&self, draft: &BindingDraft) -> Result<(InstitutionId, &str), Error> {
        let named = || match (draft.acquirer_id, &draft.acquirer_code) {
            (_, Some(code)) => code.clone(),
            (Some(id), None) => id.to_string(),
            (None, None) => String::new(),
        };
        let is_meant = |row: &&(InstitutionId, String)| {
            draft.acquirer_id.is_none_or(|id| id == row.0)
                && draft.acquirer_code.as_ref().is_none_or(|code| *code == row.1)
        };
        let stated = draft.acquirer_id.is_some() || draft.acquirer_code.is_some();
        let found = self.acquirers.iter().find(is_meant).filter(|_| stated);
        let (id, code) = found.ok_or_else(|| Error::NoAcquirer(named()))?;
        Ok((*id, code))
    }

    fn store(&self, merchant: &Merchant, draft: &BindingDraft) -> Result<&Store, Error> {
        let named = || match (draft.store_id, &draft.store_code) {
            (Some(id), _) => id.to_string(),
            (None, code) => code.clone().unwrap_or_default(),
        };
        let is_meant = |store: &&Store| match (draft.store_id, &draft.store_code) {
            (Some(id), _) => store.id == id,
            (None, Some(code)) => store.code == *code,
            (None, None) => false,
        };
        let stores = self.stores.get(&merchant.id).map_or(&[][..], Vec::as_slice);
        let found = stores.iter().find(is_meant);
        found
            .filter(|store| store.state == StoreState::Active)
            .ok_or_else(|| Error::NoStore(named()))
    }
}

/// Elements that are stated must be those of the papers.
fn compare(context: &Context, merchant: &Merchant, draft: &BindingDraft) -> Result<(), Error> {
    if let Some(stated) = draft.credit_code.as_deref() {
        let same = match (&merchant.uscc, &merchant.responsible) {
            (Some(code), _) => code == stated,
            (None, Some(person)) => {
                person.token == context.vault.token(sealed::RESPONSIBLE, stated.as_bytes())
            }
            (None, None) => false,
        };
        if !same {
            return Err(Error::ElementDiffers("credit_code"));
        }
    }
    if let Some(stated) = draft.settlement_account.as_deref() {
        let token = context.vault.token(sealed::SETTLEMENT, stated.as_bytes());
        if token != merchant.settlement.token {
            return Err(Error::ElementDiffers("settlement_account"));
        }
    }
    Ok(())
}

fn make(
    merchant: &Merchant,
    store: &Store,
    (acquirer, acquirer_code): (InstitutionId, &str),
    place: KeptPlace,
    at: DateTime<Utc>,
) -> Result<Binding, Error> {
    let owner = match (&merchant.uscc, &merchant.responsible) {
        (Some(code), _) => Owner::CreditCode(code.clone()),
        (None, Some(person)) => {
            Owner::Person { token: person.token, masked: person.masked.clone() }
        }
        (None, None) => return Err(Error::NoMerchant(merchant.id.to_string())),
    };
    Ok(Binding {
        id: BindingId::new(),
        acquirer,
        acquirer_code: acquirer_code.to_owned(),
        merchant: merchant.id,
        merchant_code: merchant.code,
        store: store.id,
        // The number and the leaf are given when the binding is written.
        terminal_code: TerminalCode::of_number(0),
        leaf: LeafId::new(),
        owner,
        owner_salt: new_salt(),
        settlement_masked: merchant.settlement.masked.clone(),
        settlement_token: merchant.settlement.token,
        settlement_salt: new_salt(),
        place: place.place(),
        datum: place.given_in,
        bound_at: at,
        ended_at: None,
    })
}

fn one<T>(many: Result<Vec<T>, Rejected>) -> Result<T, Error> {
    let many = many.map_err(|rejected| rejected.error)?;
    Ok(many.into_iter().next().ok_or(sqlx::Error::RowNotFound)?)
}
