//! Merchants, stores and terminals of the demo: generated from a fixed seed, none of them real.
//!
//! Positions lie inside the right district, dense round the business districts. Loading twice
//! is the same as loading once.

mod draw;

use super::people::{JIALING_PAY, LIANGJIANG, SHANCHENG_BANK};
use crate::Trouble;
use draw::{Dice, Plan, Shop, Stand};
use identity::Actor;
use kernel::{InstitutionId, Place, TerminalId};
use panorama::Context;
use panorama::merchants::{self, Entry};
use panorama::terminals::{self, BindingDraft, NewTerminal, Terminal, TerminalState, TestResult};

/// Merchants of the demo.
pub const MERCHANTS: usize = 60;
/// Terminals of the demo.
pub const TERMINALS: usize = 150;
/// Shops with a code board.
const BOARDS: usize = 4;
/// The same demo every time.
const SEED: u64 = 500_000;

/// A terminal of the demo, as whoever plays it needs to know it.
#[derive(Clone, Debug)]
pub struct Till {
    /// Id.
    pub id: TerminalId,
    /// Home institution.
    pub institution: InstitutionId,
    /// Merchant number, field 42.
    pub merchant_code: String,
    /// Terminal number, field 41.
    pub terminal_code: String,
    /// Serial number.
    pub serial: String,
    /// Kind of device, two digits.
    pub device_type: String,
    /// Code of the acquirer it is bound to.
    pub acquirer_code: String,
    /// Where it stands.
    pub place: Place,
}

/// Loads what is missing and gives the tills of all active terminals of the demo.
pub async fn load(context: &Context) -> Result<Vec<Till>, Trouble> {
    load_plan(context, MERCHANTS, TERMINALS).await
}

/// Loads what is missing of the code boards and gives those that are active.
pub async fn boards(context: &Context) -> Result<Vec<TerminalId>, Trouble> {
    let plan = Plan::draw(&mut Dice::new(SEED), MERCHANTS, TERMINALS)?;
    let mut boards = Vec::new();
    for (number, shop) in plan.shops.iter().filter(|s| s.home == SHANCHENG_BANK).enumerate() {
        if number == BOARDS {
            break;
        }
        let terminal = bring_up(context, &shop.board(number)).await?;
        if terminal.state == TerminalState::Active {
            boards.push(terminal.id);
        }
    }
    Ok(boards)
}

async fn load_plan(
    context: &Context,
    merchants: usize,
    terminals: usize,
) -> Result<Vec<Till>, Trouble> {
    let plan = Plan::draw(&mut Dice::new(SEED), merchants, terminals)?;
    for home in [SHANCHENG_BANK, JIALING_PAY, LIANGJIANG] {
        add_shops(context, home, &plan).await?;
    }
    let mut tills = Vec::with_capacity(terminals);
    for stand in &plan.stands {
        let terminal = bring_up(context, stand).await?;
        tills.extend(till(&terminal));
    }
    Ok(tills)
}

/// Signs the shops of one institution that are not signed yet, in one transaction.
async fn add_shops(context: &Context, home: InstitutionId, plan: &Plan) -> Result<(), Trouble> {
    let actor = Actor::system(home, "demo");
    let mut missing = Vec::new();
    for shop in plan.shops.iter().filter(|shop| shop.home == home) {
        if !is_there(context, &actor, shop).await? {
            missing.push(shop.entry()?);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let mut tx = context.begin(&actor).await?;
    let at = context.clock.now();
    let entries: Vec<Entry> = missing;
    merchants::add_many(&mut tx, context, (&actor, home), entries, at)
        .await
        .map_err(|rejected| rejected.error)?;
    tx.commit().await?;
    Ok(())
}

async fn is_there(context: &Context, actor: &Actor, shop: &Shop) -> Result<bool, Trouble> {
    let filter = merchants::Filter {
        text: Some(shop.code.to_string()),
        limit: Some(1),
        ..merchants::Filter::default()
    };
    Ok(!merchants::list(context, actor, &filter).await?.items.is_empty())
}

/// Takes a terminal from wherever it stands to active. One that staff have suspended or closed
/// stays so.
async fn bring_up(context: &Context, stand: &Stand) -> Result<Terminal, Trouble> {
    let actor = Actor::system(stand.home, "demo");
    let mut terminal = match find(context, &actor, stand).await? {
        Some(terminal) => terminal,
        None => {
            let new = NewTerminal {
                serial: stand.serial.parse()?,
                device_type: stand.device_type,
                maker: stand.maker.to_owned(),
                model: stand.model.to_owned(),
            };
            terminals::register(context, &actor, stand.home, new).await?
        }
    };
    let id = terminal.id;
    if terminal.state == TerminalState::Registered {
        let draft = BindingDraft {
            merchant_code: Some(stand.merchant_code.to_string()),
            store_code: Some(stand.store_code.clone()),
            acquirer_id: Some(stand.acquirer),
            terminal_code: Some(stand.terminal_code),
            ..BindingDraft::default()
        };
        terminal = terminals::bind(context, &actor, id, draft).await?;
    }
    if matches!(terminal.state, TerminalState::Bound | TerminalState::Testing) {
        let note = "演示数据";
        terminals::test(context, &actor, id, (TestResult::Passed, note)).await?;
        terminal = terminals::activate(context, &actor, id, note).await?;
    }
    Ok(terminal)
}

/// The latest terminal of a serial number.
async fn find(
    context: &Context,
    actor: &Actor,
    stand: &Stand,
) -> Result<Option<Terminal>, Trouble> {
    let filter = terminals::Filter {
        text: Some(stand.serial.clone()),
        limit: Some(1),
        ..terminals::Filter::default()
    };
    Ok(terminals::list(context, actor, &filter).await?.items.into_iter().next())
}

fn till(terminal: &Terminal) -> Option<Till> {
    let binding = terminal.binding.as_ref()?;
    (terminal.state == TerminalState::Active).then(|| Till {
        id: terminal.id,
        institution: terminal.institution,
        merchant_code: binding.merchant_code.to_string(),
        terminal_code: binding.terminal_code.to_string(),
        serial: terminal.serial.to_string(),
        device_type: terminal.device_type.to_string(),
        acquirer_code: binding.acquirer_code.clone(),
        place: binding.place,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Clock;
    use storage::testing;
    use storage::vault::{self, Vault};

    #[tokio::test]
    async fn loading_twice_is_the_same_as_loading_once() {
        let test = testing::database().await;
        test.institutions().await;
        let context = Context {
            db: test.db.clone(),
            clock: Clock::system(),
            vault: Vault::from_text(&vault::generate()).unwrap(),
        };
        let once = load_plan(&context, 6, 12).await.unwrap();
        assert_eq!(once.len(), 12);
        let twice = load_plan(&context, 6, 12).await.unwrap();
        let ids = |tills: &[Till]| tills.iter().map(|till| till.id).collect::<Vec<_>>();
        assert_eq!(ids(&once), ids(&twice));
        let actor = Actor::system(SHANCHENG_BANK, "demo");
        let all = merchants::Filter::default();
        let page = merchants::list(&context, &actor, &all).await.unwrap();
        assert_eq!(page.items.len(), 6);
        // One that staff have closed stays closed.
        terminals::close(&context, &actor, once[0].id, "").await.unwrap();
        assert_eq!(load_plan(&context, 6, 12).await.unwrap().len(), 11);
    }
}
