//! Who may call what, swept over the whole description.

use gateway::testing::{World, sweep};
use identity::Role;
use kernel::InstitutionId;
use std::collections::HashMap;

#[tokio::test]
async fn every_role_is_let_in_exactly_where_the_table_says() {
    let world = World::new().await;
    let findings = sweep::access(&world, &world.document).await;
    assert_eq!(findings, Vec::<String>::new());
}

#[tokio::test]
async fn dump() {
    let world = World::new().await;
    println!(
        "{}",
        serde_json::to_string_pretty(&gateway::openapi::json(&world.document)).unwrap()
    );
}
