//! The terminal that asks, and where its request shall go.

use crate::merchants::MerchantView;

use crate::terminals::{BindingCheck, Policy, Presented, TerminalState, TerminalView, check};
use kernel::{InstitutionId, LinkId, Mcc, MerchantId, StoreId, TerminalId};
use std::sync::Arc;
use uuid::Uuid;

/// A terminal and its merchant as they are at this moment.
#[derive(Clone, Debug)]
pub struct Subject {
    pub view: Arc<TerminalView>,
    pub merchant: Arc<MerchantView>,
}

impl Subject {
    /// Of a terminal found in the directory.
    pub fn new(view: Arc<TerminalView>) -> Subject {
        Subject { merchant: view.merchant(), view }
    }

    pub fn institution(&self) -> InstitutionId {
        self.view.institution
    }

    pub fn terminal(&self) -> TerminalId {
        self.view.id
    }

    pub fn terminal_code(&self) -> &str {
        self.view.terminal_code.as_str()
    }

    pub fn serial(&self) -> &str {
        &self.view.serial
    }

    /// It may only make test transactions yet.
    pub fn is_on_trial(&self) -> bool {
        matches!(self.view.state, TerminalState::Bound | TerminalState::Testing)
    }

    /// The acquirer the terminal is bound to.
    pub fn acquirer(&self) -> InstitutionId {
        self.view.acquirer
    }

    pub fn store(&self) -> StoreId {
        self.view.store
    }

    pub fn mcc(&self) -> Mcc {
        self.view.mcc
    }

    pub fn merchant(&self) -> MerchantId {
        self.merchant.id
    }

    pub fn merchant_code(&self) -> &str {
        self.merchant.code.as_str()
    }

    pub fn merchant_name(&self) -> &str {
        &self.merchant.short_name
    }

    /// Holds what the request says of its terminal against the binding.
    pub fn check(&self, policy: &Policy, presented: &Presented<'_>) -> BindingCheck {
        check(&self.view.bound(&self.merchant), policy, presented)
    }
}

/// Where a payment goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    pub acquirer: InstitutionId,
    /// F32 of the answer to the terminal.
    pub acquirer_code: Arc<str>,
    pub link: LinkId,
    /// The merchant's number with the acquirer: F42 towards its host.
    pub merchant_code: String,
}

impl Route {
    /// The link of a payment that went nowhere.
    pub const NO_LINK: LinkId = LinkId(Uuid::nil());
}

/// What shall be done with a request.
#[derive(Debug)]
pub enum Plan {
    /// Send it, for these reasons (JSON).
    Send(Route, String),
    /// Refuse it with a response code, for these reasons (JSON).
    Refuse(&'static str, String),
    /// It goes where the payment went that it stands on; the binding check, as JSON.
    Follow(String),
}
