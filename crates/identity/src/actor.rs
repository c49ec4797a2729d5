//! Who acts, in which roles, and what each role may.
//!
//! Roles are few and named after jobs. What a role may do is said once, in [`rights`]; the HTTP
//! gateway, the console and the access sweep all read that one table.

use kernel::{Fault, InstitutionId, KeyId, Kind, PartnerId, PersonId};
use std::fmt;
use storage::Db;

use crate::institutions::InstitutionKind;

kernel::words! {
    /// A job that a person or a partner does 角色.
    pub enum Role {
        /// Runs the network branch's own system: institutions, people, partners.
        NetworkAdmin = "network_admin",
        /// Watches payments, links, routes and jobs.
        Operations = "operations",
        /// Looks for fraud and decides what another has asked for.
        RiskOfficer = "risk_officer",
        /// Signs merchants and keeps their papers.
        MerchantManager = "merchant_manager",
        /// Registers, binds and closes terminals.
        TerminalManager = "terminal_manager",
        /// Reads everything, changes nothing.
        Auditor = "auditor",
        /// Runs one institution's people and partners.
        InstitutionAdmin = "institution_admin",
        /// Makes or integrates terminals, and reports them.
        Vendor = "vendor",
        /// A till that makes payments over the API 收银系统.
        Till = "till",
    }
}

kernel::words! {
    /// One thing that a role may do 权限. Every operation of the API names exactly one.
    pub enum Right {
        /// See acquirers, their links and policies.
        AcquirersRead = "acquirers_read",
        /// Change links and policies.
        AcquirersWrite = "acquirers_write",
        /// Approve or reject what another has asked for.
        ApprovalsDecide = "approvals_decide",
        /// See what waits for a second pair of eyes.
        ApprovalsRead = "approvals_read",
        /// Read the audit trail.
        AuditRead = "audit_read",
        /// See what business days come to: lines, fees, settlement.
        ClearingRead = "clearing_read",
        /// Cut a day, settle it, keep the calendar of working days.
        ClearingSettle = "clearing_settle",
        /// Download proofs of recorded facts.
        EvidenceRead = "evidence_read",
        /// Ask for a change of fee rules, add card ranges.
        FeesWrite = "fees_write",
        /// See institutions.
        InstitutionsRead = "institutions_read",
        /// Add and suspend institutions.
        InstitutionsWrite = "institutions_write",
        /// See jobs.
        JobsRead = "jobs_read",
        /// Run a dead job again.
        JobsRerun = "jobs_rerun",
        /// Look into the ledger.
        LedgerRead = "ledger_read",
        /// See makers' reports of terminals.
        MakersReportsRead = "makers_reports_read",
        /// Hand in makers' reports of terminals.
        MakersReportsWrite = "makers_reports_write",
        /// See merchants, stores and contracts.
        MerchantsRead = "merchants_read",
        /// Change merchants, stores and contracts.
        MerchantsWrite = "merchants_write",
        /// See partners and their keys.
        PartnersRead = "partners_read",
        /// Add partners and register their keys.
        PartnersWrite = "partners_write",
        /// Take payments out in bulk.
        PaymentsExport = "payments_export",
        /// Make payments from a till, and see one's own.
        PaymentsMake = "payments_make",
        /// See payments and the live overview.
        PaymentsRead = "payments_read",
        /// See people.
        PeopleRead = "people_read",
        /// Add people and give them roles.
        PeopleWrite = "people_write",
        /// See reconciliation days and what they found.
        ReconciliationRead = "reconciliation_read",
        /// Hand files in, decide what was found, close days.
        ReconciliationSettle = "reconciliation_settle",
        /// Retry or settle a stuck reversal.
        ReversalsWrite = "reversals_write",
        /// See routing rules and try them.
        RoutesRead = "routes_read",
        /// Ask for a change of a routing rule.
        RoutesWrite = "routes_write",
        /// See the sandbox and what was asked of the API in it.
        SandboxRead = "sandbox_read",
        /// Open the sandbox, take keys of it, send a request of it again.
        SandboxWrite = "sandbox_write",
        /// See terminals.
        TerminalsRead = "terminals_read",
        /// Register, bind, move and close terminals.
        TerminalsWrite = "terminals_write",
        /// See webhook subscriptions and deliveries.
        WebhooksRead = "webhooks_read",
        /// Change webhook subscriptions, deliver again.
        WebhooksWrite = "webhooks_write",
    }
}

/// What `role` may do. The one table of the system.
pub const fn rights(role: Role) -> &'static [Right] {
    use Right::*;
    match role {
        Role::NetworkAdmin => &[
            AcquirersRead,
            AcquirersWrite,
            ApprovalsDecide,
            ApprovalsRead,
            AuditRead,
            ClearingRead,
            EvidenceRead,
            FeesWrite,
            InstitutionsRead,
            InstitutionsWrite,
            JobsRead,
            JobsRerun,
            LedgerRead,
            MakersReportsRead,
            MerchantsRead,
            PartnersRead,
            PartnersWrite,
            PaymentsRead,
            PeopleRead,
            PeopleWrite,
            ReconciliationRead,
            RoutesRead,
            RoutesWrite,
            TerminalsRead,
            WebhooksRead,
            WebhooksWrite,
        ],
        Role::Operations => &[
            AcquirersRead,
            AcquirersWrite,
            ApprovalsDecide,
            ApprovalsRead,
            ClearingRead,
            ClearingSettle,
            EvidenceRead,
            FeesWrite,
            InstitutionsRead,
            JobsRead,
            JobsRerun,
            LedgerRead,
            MakersReportsRead,
            MerchantsRead,
            PaymentsExport,
            PaymentsRead,
            ReconciliationRead,
            ReconciliationSettle,
            ReversalsWrite,
            RoutesRead,
            RoutesWrite,
            TerminalsRead,
            WebhooksRead,
        ],
        Role::RiskOfficer => &[
            AcquirersRead,
            ApprovalsDecide,
            ApprovalsRead,
            AuditRead,
            ClearingRead,
            EvidenceRead,
            InstitutionsRead,
            LedgerRead,
            MakersReportsRead,
            MerchantsRead,
            PaymentsExport,
            PaymentsRead,
            ReconciliationRead,
            RoutesRead,
            TerminalsRead,
        ],
        Role::MerchantManager => &[
            AcquirersRead,
            ApprovalsRead,
            ClearingRead,
            EvidenceRead,
            InstitutionsRead,
            MerchantsRead,
            MerchantsWrite,
            PaymentsRead,
            TerminalsRead,
        ],
        Role::TerminalManager => &[
            AcquirersRead,
            ApprovalsDecide,
            ApprovalsRead,
            EvidenceRead,
            InstitutionsRead,
            MakersReportsRead,
            MakersReportsWrite,
            MerchantsRead,
            PaymentsRead,
            TerminalsRead,
            TerminalsWrite,
        ],
        Role::Auditor => &[
            AcquirersRead,
            ApprovalsRead,
            AuditRead,
            ClearingRead,
            EvidenceRead,
            InstitutionsRead,
            JobsRead,
            LedgerRead,
            MakersReportsRead,
            MerchantsRead,
            PartnersRead,
            PaymentsExport,
            PaymentsRead,
            PeopleRead,
            ReconciliationRead,
            RoutesRead,
            SandboxRead,
            TerminalsRead,
            WebhooksRead,
        ],
        Role::InstitutionAdmin => &[
            AcquirersRead,
            ApprovalsDecide,
            ApprovalsRead,
            AuditRead,
            ClearingRead,
            EvidenceRead,
            InstitutionsRead,
            MerchantsRead,
            PartnersRead,
            PartnersWrite,
            PaymentsRead,
            PeopleRead,
            PeopleWrite,
            ReconciliationRead,
            TerminalsRead,
            WebhooksRead,
            WebhooksWrite,
        ],
        Role::Till => &[PaymentsMake],
        Role::Vendor => &[
            EvidenceRead,
            InstitutionsRead,
            MakersReportsRead,
            MakersReportsWrite,
            SandboxRead,
            SandboxWrite,
            WebhooksRead,
            WebhooksWrite,
        ],
    }
}

impl Role {
    /// Whether somebody of an institution of this kind may hold the role.
    pub const fn fits(self, kind: InstitutionKind) -> bool {
        match self {
            Role::NetworkAdmin => matches!(kind, InstitutionKind::NetworkBranch),
            Role::InstitutionAdmin => !matches!(kind, InstitutionKind::NetworkBranch),
            Role::Vendor => matches!(kind, InstitutionKind::SystemVendor),
            // A vendor's till pays at the terminal of its sandbox: it has no other.
            Role::Till => !matches!(kind, InstitutionKind::NetworkBranch),
            Role::Auditor => true,
            Role::Operations
            | Role::RiskOfficer
            | Role::MerchantManager
            | Role::TerminalManager => !matches!(kind, InstitutionKind::SystemVendor),
        }
    }
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// A person with a session.
    Person(PersonId),
    /// A partner, by one of his keys.
    Partner(PartnerId, KeyId),
    /// A part of the system itself, by its name.
    System(&'static str),
}

impl fmt::Display for Who {
    /// The written form that the audit trail and approvals keep.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Who::Person(id) => id.fmt(f),
            Who::Partner(id, _) => id.fmt(f),
            Who::System(name) => write!(f, "system:{name}"),
        }
    }
}

/// Somebody known, who acts for an institution 操作者.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// For which institution.
    pub institution: InstitutionId,
    /// Who.
    pub who: Who,
    /// Name to show to people.
    pub name: String,
    /// Jobs the actor holds.
    pub roles: Vec<Role>,
    /// Of the network branch, which sees every institution.
    pub network: bool,
}

/// The actor's roles do not carry the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("your roles do not allow `{0}`")]
pub struct Denied(pub Right);

impl Fault for Denied {
    fn kind(&self) -> Kind {
        Kind::Denied
    }
    fn code(&self) -> &'static str {
        "not_allowed"
    }
}

impl Actor {
    /// A part of the system itself, acting for `institution`. It may everything and sees all.
    pub fn system(institution: InstitutionId, name: &'static str) -> Actor {
        Actor {
            institution,
            who: Who::System(name),
            name: name.to_owned(),
            roles: Vec::new(),
            network: true,
        }
    }

    /// Asks for a right. First line of every handler.
    pub fn may(&self, right: Right) -> Result<(), Denied> {
        let system = matches!(self.who, Who::System(_));
        if system || self.roles.iter().any(|role| rights(*role).contains(&right)) {
            return Ok(());
        }
        Err(Denied(right))
    }

    /// All rights of the actor, sorted, each once.
    pub fn rights(&self) -> Vec<Right> {
        Right::ALL.iter().copied().filter(|right| self.may(*right).is_ok()).collect()
    }

    /// The database as this actor may see it: the network branch sees every institution,
    /// everybody else only his own. The database enforces it.
    pub fn db(&self, db: &Db) -> Db {
        if self.network { db.network() } else { db.within(self.institution) }
    }

    /// The person who acts, when it is one.
    pub fn person(&self) -> Option<PersonId> {
        match self.who {
            Who::Person(id) => Some(id),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_has_no_doubles() {
        for role in Role::ALL {
            let words: Vec<&str> = rights(*role).iter().map(|right| right.as_str()).collect();
            let mut sorted = words.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(words, sorted, "{role}");
        }
    }

    #[test]
    fn every_right_is_held_by_somebody_and_nobody_but_readers_holds_all() {
        for right in Right::ALL {
            assert!(Role::ALL.iter().any(|role| rights(*role).contains(right)), "{right}");
        }
        for right in rights(Role::Auditor) {
            let word = right.as_str();
            assert!(word.ends_with("_read") || word == "payments_export", "{word}");
        }
    }

    #[test]
    fn whoever_may_decide_may_also_see() {
        for role in Role::ALL {
            let held = rights(*role);
            for right in held {
                let reads = right.as_str().replace("_write", "_read").replace("_decide", "_read");
                if let Ok(reads) = reads.parse::<Right>() {
                    assert!(held.contains(&reads), "{role} has {right} without {reads}");
                }
            }
        }
    }

    #[test]
    fn the_right_is_asked_of_every_role() {
        let mut actor = Actor {
            institution: InstitutionId(2),
            who: Who::Person(PersonId::new()),
            name: "李雷".to_owned(),
            roles: vec![Role::Vendor, Role::MerchantManager],
            network: false,
        };
        assert_eq!(actor.may(Right::MerchantsWrite), Ok(()));
        assert_eq!(actor.may(Right::RoutesWrite), Err(Denied(Right::RoutesWrite)));
        actor.roles.clear();
        assert!(actor.rights().is_empty());
        assert_eq!(Actor::system(InstitutionId(1), "worker").may(Right::RoutesWrite), Ok(()));
    }
}
