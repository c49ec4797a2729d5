//! Static code boards of the demo: some shops of the bank have one at the door.

use super::people::{self, SHANCHENG_BANK};
use crate::Trouble;
use crate::node::Node;
use kernel::TerminalId;
use panorama::tills::codes::{self, CodeKind, NewBoard};

/// Makes the codes that are missing. The terminals must be active and known to the switch.
pub async fn load(node: &Node, terminals: &[TerminalId]) -> Result<(), Trouble> {
    let counter = node.switch.as_ref().map(panorama::switch::Switch::counter);
    let actor = people::acting(&node.app, "till@shancheng").await?;
    debug_assert_eq!(actor.institution, SHANCHENG_BANK);
    let (context, counter) = (&node.context, counter.as_ref());
    for terminal in terminals {
        let only = (Some(CodeKind::Board), Some(*terminal), None);
        if !codes::list(context, counter, &actor, only, None, 1).await?.items.is_empty() {
            continue;
        }
        let new = NewBoard {
            terminal_id: *terminal,
            name: "门口码牌".to_owned(),
            amount_max_fen: Some(500_000),
            day_max_fen: None,
            remote: None,
        };
        match codes::board(context, counter, &actor, &new).await {
            Ok(_) => {}
            // Staff may have closed the terminal.
            Err(error) => tracing::warn!(%error, %terminal, "no board of the demo"),
        }
    }
    Ok(())
}
