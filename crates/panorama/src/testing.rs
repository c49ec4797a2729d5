//! A small world for the tests of this crate: five institutions, people, merchants, terminals.

use crate::Context;
use crate::merchants::{
    self, ContractDraft, ContractMode, Entry, MerchantDraft, MerchantKind, Shown, StoreDraft,
};
use crate::terminals::{self, BindingDraft, DeviceType, NewTerminal, Terminal, TestResult};
use chrono::{DateTime, Utc};
use identity::{Actor, Role, Who};
use kernel::{Clock, Datum, GivenPlace, InstitutionId, PersonId, Uscc};
use storage::testing::{self, TestDatabase};
use storage::vault::{self, Vault};

/// The network branch.
pub const NETWORK: InstitutionId = InstitutionId(1);
/// A bank that signs merchants.
pub const BANK: InstitutionId = InstitutionId(2);
/// Another institution that acquires.
pub const OTHER: InstitutionId = InstitutionId(3);
/// A third.
pub const THIRD: InstitutionId = InstitutionId(4);
/// Institution code of [`BANK`].
pub const BANK_CODE: &str = "48026530";
/// Institution code of [`OTHER`].
pub const OTHER_CODE: &str = "48016531";

/// A database with institutions, and all that use cases need.
pub struct World {
    pub test: TestDatabase,
    pub context: Context,
}

/// A new world at a fixed time.
pub async fn world() -> World {
    let test = testing::database().await;
    test.institutions().await;
    let start: DateTime<Utc> = "2026-11-22T02:00:00Z".parse().unwrap();
    let context = Context {
        db: test.db.clone(),
        clock: Clock::manual(start),
        vault: Vault::from_text(&vault::generate()).unwrap(),
    };
    World { test, context }
}

/// Somebody who manages merchants and terminals of an institution.
pub fn manager(institution: InstitutionId) -> Actor {
    Actor {
        institution,
        who: Who::Person(PersonId::new()),
        name: "测试人员".to_owned(),
        roles: vec![Role::MerchantManager, Role::TerminalManager],
        network: institution == NETWORK,
    }
}

/// A merchant draft that keeps the rules; `number` makes its credit code.
pub fn merchant_draft(number: u32) -> MerchantDraft {
    let code = Uscc::complete(&format!("91500103MA5{number:06}")).unwrap();
    MerchantDraft {
        code: None,
        name: format!("山城小面{number}号店"),
        short_name: Some("山城小面".to_owned()),
        kind: MerchantKind::Enterprise,
        uscc: Some(code.to_string()),
        responsible_id: None,
        mcc: "5812".to_owned(),
        division_code: "500103".to_owned(),
        address: "渝中区民权路1号".to_owned(),
        place: Some(center()),
        settlement_account: format!("62220212345{number:08}"),
        settlement_bank: "山城银行".to_owned(),
        phone: "13800138000".to_owned(),
    }
}

/// The Liberation Monument 解放碑.
pub fn center() -> GivenPlace {
    GivenPlace { latitude_e6: 29_557_700, longitude_e6: 106_577_000, datum: Datum::Wgs84 }
}

/// A store draft that keeps the rules.
pub fn store_draft(code: &str) -> StoreDraft {
    StoreDraft {
        code: code.to_owned(),
        name: format!("{code}门店"),
        address: "渝中区民权路1号".to_owned(),
        division_code: "500103".to_owned(),
        mcc: None,
        place: center(),
    }
}

/// A contract draft with an acquirer.
pub fn contract_draft(acquirer: InstitutionId) -> ContractDraft {
    ContractDraft {
        acquirer_id: acquirer,
        acquirer_merchant_code: None,
        mode: ContractMode::Joint,
        products: vec!["card".to_owned(), "qr".to_owned()],
        from: None,
        until: None,
    }
}

/// A merchant with one store S001 and contracts with these acquirers.
pub fn entry(draft: &MerchantDraft, acquirers: &[InstitutionId]) -> Entry {
    Entry {
        merchant: draft.check().ok().unwrap(),
        stores: vec![store_draft("S001").check().unwrap()],
        contracts: acquirers.iter().map(|acquirer| contract_draft(*acquirer)).collect(),
    }
}

/// A serial number.
pub fn serial(number: u32) -> String {
    format!("SN{number:010}")
}

/// A terminal to be registered.
pub fn new_terminal(number: u32) -> NewTerminal {
    NewTerminal {
        serial: serial(number).parse().unwrap(),
        device_type: DeviceType::SmartPos,
        maker: "示例厂商".to_owned(),
        model: "P1".to_owned(),
    }
}

/// Binds to the store S001 of a merchant.
pub fn binding_draft(merchant: &Shown, acquirer_code: &str) -> BindingDraft {
    BindingDraft {
        merchant_id: Some(merchant.merchant.id),
        store_code: Some("S001".to_owned()),
        acquirer_code: Some(acquirer_code.to_owned()),
        ..BindingDraft::default()
    }
}

impl World {
    /// Signs a merchant of the bank with these acquirers.
    pub async fn merchant(&self, number: u32, acquirers: &[InstitutionId]) -> Shown {
        let entry = entry(&merchant_draft(number), acquirers);
        merchants::create(&self.context, &manager(BANK), BANK, entry).await.unwrap()
    }

    /// Registers a terminal of the bank.
    pub async fn terminal(&self, number: u32) -> Terminal {
        let new = new_terminal(number);
        terminals::register(&self.context, &manager(BANK), BANK, new).await.unwrap()
    }

    /// Registers, binds, tests and activates a terminal of the bank.
    pub async fn active_terminal(&self, number: u32, merchant: &Shown, acquirer: &str) -> Terminal {
        let (context, actor) = (&self.context, manager(BANK));
        let id = self.terminal(number).await.id;
        let draft = binding_draft(merchant, acquirer);
        terminals::bind(context, &actor, id, draft).await.unwrap();
        terminals::test(context, &actor, id, (TestResult::Passed, "")).await.unwrap();
        terminals::activate(context, &actor, id, "").await.unwrap()
    }
}
