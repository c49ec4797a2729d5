//! Institutions and people of the demo. Names are invented.

use crate::Trouble;
use crate::config::Config;
use crate::node::open_vault;
use chrono::{DateTime, Utc};
use gateway::App;
use identity::institutions::{self, InstitutionKind, NewInstitution};
use identity::people::{self, NewPerson, SetUp};
use identity::{Actor, Role, Secrets, Who};
use kernel::{InstitutionId, Masked};
use serde::Serialize;
use std::sync::Arc;
use storage::Db;

/// Password of every person of the demo. The demo says that it is no secret.
pub const PASSWORD: &str = "hongyadong-2026";

/// The network branch.
pub const NETWORK: InstitutionId = InstitutionId(1);
/// A bank with a fast host.
pub const SHANCHENG_BANK: InstitutionId = InstitutionId(2);
/// A payment institution with a slow host.
pub const JIALING_PAY: InstitutionId = InstitutionId(3);
/// An acquirer with an erratic host.
pub const LIANGJIANG: InstitutionId = InstitutionId(4);

/// Acquires for sandboxes, by a host that answers by the amount.
pub const SANDBOX: InstitutionId = InstitutionId(6);
/// Its code.
pub const SANDBOX_CODE: &str = "48056534";

/// How somebody signs in.
#[derive(Clone, Debug, Serialize)]
pub struct SignIn {
    /// Name to sign in with.
    pub login: &'static str,
    /// Password.
    pub password: &'static str,
    /// Whose people.
    pub institution: &'static str,
    /// What he does.
    pub does: &'static str,
}

const INSTITUTIONS: &[(&str, &str, &str, InstitutionKind)] = &[
    ("48026530", "山城银行股份有限公司", "山城银行", InstitutionKind::Bank),
    ("48016531", "嘉陵支付有限公司", "嘉陵支付", InstitutionKind::PaymentInstitution),
    ("48036532", "两江商户服务有限公司", "两江商服", InstitutionKind::Acquirer),
    ("48046533", "云桥软件有限公司", "云桥软件", InstitutionKind::SystemVendor),
    (SANDBOX_CODE, "沙箱收单（演示）", "沙箱收单", InstitutionKind::Acquirer),
];

const ACQUIRING: &[Role] = &[Role::Operations, Role::MerchantManager, Role::TerminalManager];

/// Login, name, institution, roles, what he does.
type Row = (&'static str, &'static str, i32, &'static [Role], &'static str);

const PEOPLE: &[Row] = &[
    (
        "ops@network",
        "李嘉",
        1,
        &[Role::Operations, Role::MerchantManager, Role::TerminalManager],
        "runs the network: payments, routes, merchants, terminals",
    ),
    ("risk@network", "王渝", 1, &[Role::RiskOfficer], "second pair of eyes, approves routes"),
    ("audit@network", "周正", 1, &[Role::Auditor], "reads everything, changes nothing"),
    ("admin@shancheng", "陈川", 2, &[Role::InstitutionAdmin], "runs the bank's people and keys"),
    ("ops@shancheng", "刘洋", 2, ACQUIRING, "the bank's merchants and terminals"),
    ("risk@shancheng", "赵静", 2, &[Role::RiskOfficer], "approves what the bank's staff asks"),
    (
        "till@shancheng",
        "何欣",
        2,
        &[Role::Till, Role::TerminalManager],
        "the bank's shops: codes on tills and boards",
    ),
    ("ops@jialing", "杨帆", 3, ACQUIRING, "the payment institution's merchants"),
    ("ops@liangjiang", "黄磊", 4, ACQUIRING, "the acquirer's merchants"),
    ("vendor@cloudbridge", "吴敏", 5, &[Role::Vendor], "a vendor: sandbox, terminals it has made"),
];

/// Adds who is not there yet, and says how each signs in. Before the node starts: its settings
/// may name institutions by their codes.
pub async fn load(config: &Config, db: &Db, now: DateTime<Utc>) -> Result<Vec<SignIn>, Trouble> {
    let secrets = Secrets::new(Arc::new(open_vault(config, db).await?));
    let db = db.network();
    load_institutions(&db, &secrets, now).await?;
    for (login, name, institution, roles, _) in PEOPLE {
        let new = NewPerson {
            institution: Some(InstitutionId(*institution)),
            login: (*login).to_owned(),
            name: (*name).to_owned(),
            roles: roles.to_vec(),
        };
        match people::seed(&db, &secrets, new, Masked::new(PASSWORD), now).await {
            Ok(_) | Err(people::Error::LoginTaken(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(sign_ins())
}

/// Adds the institutions that are not there yet.
pub async fn load_institutions(
    db: &Db,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<(), Trouble> {
    let first = SetUp {
        institution_code: "00010000".to_owned(),
        institution_name: "山城卡组织重庆分公司".to_owned(),
        institution_short_name: "重庆分公司".to_owned(),
        login: "admin@network".to_owned(),
        name: "张岭".to_owned(),
        password: Masked::new(PASSWORD),
    };
    people::set_up(db, secrets, first, now).await?;
    let actor = Actor::system(NETWORK, "demo");
    let there = institutions::list(db).await?;
    for (code, name, short_name, kind) in INSTITUTIONS {
        if there.iter().all(|institution| institution.code != *code) {
            let new = NewInstitution {
                code: (*code).to_owned(),
                name: (*name).to_owned(),
                short_name: (*short_name).to_owned(),
                kind: *kind,
            };
            institutions::create(db, &actor, new, now).await?;
        }
    }
    Ok(())
}

/// Somebody of the network branch, as if signed in.
pub async fn acting(app: &App, login: &str) -> Result<Actor, Trouble> {
    let all = people::list(&app.db.network(), &people::Filter::default()).await?;
    let person = all.items.into_iter().find(|person| person.login == login);
    let person = person.ok_or_else(|| format!("the demo has nobody called {login}"))?;
    Ok(Actor {
        institution: person.institution,
        who: Who::Person(person.id),
        name: person.name,
        roles: person.roles,
        network: person.institution == NETWORK,
    })
}

/// How everybody signs in.
pub fn sign_ins() -> Vec<SignIn> {
    let admin = SignIn {
        login: "admin@network",
        password: PASSWORD,
        institution: "重庆分公司",
        does: "administers institutions and people",
    };
    let others = PEOPLE.iter().map(|(login, _, institution, _, does)| SignIn {
        login,
        password: PASSWORD,
        institution: short_name(*institution),
        does,
    });
    std::iter::once(admin).chain(others).collect()
}

fn short_name(institution: i32) -> &'static str {
    let index = usize::try_from(institution - 2).ok();
    index.and_then(|index| INSTITUTIONS.get(index)).map_or("重庆分公司", |row| row.2)
}
