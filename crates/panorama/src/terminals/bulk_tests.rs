//! Stories of bulk import and makers' reports, on a database.

use super::reports;
use super::*;
use crate::imports::{self, Import, ImportKind, ImportState, Upload};
use crate::merchants;
use crate::testing::{
    BANK, BANK_CODE, NETWORK, OTHER, World, binding_draft, manager, serial, world,
};
use ::jobs::Worker;
use gateway::export::Format;
use kernel::{Cursor, Uscc};
use zeroize::Zeroizing;

fn upload(kind: ImportKind, text: &str) -> Upload {
    Upload {
        kind,
        file_name: "file.csv".to_owned(),
        format: Format::Csv,
        bytes: Zeroizing::new(text.as_bytes().to_vec()),
        dry_run: false,
    }
}

async fn import_terminals(world: &World, text: &str) -> Import {
    let upload = upload(ImportKind::Terminals, text);
    import(&world.context, &manager(BANK), BANK, &upload).await.unwrap()
}

async fn import_merchants(world: &World, text: &str) -> Import {
    let upload = upload(ImportKind::Merchants, text);
    merchants::import(&world.context, &manager(BANK), BANK, &upload).await.unwrap()
}

async fn count(world: &World, table: &str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
        .fetch_one(&world.test.owner_pool)
        .await
        .unwrap()
}

fn faults(import: &Import) -> Vec<(u32, &str)> {
    import.errors.iter().map(|fault| (fault.row, fault.column.as_str())).collect()
}

const MERCHANTS: &str = "name,kind,credit_code,mcc,division_code,address,settlement_account,\
    settlement_bank,phone,store_code,store_name,latitude,longitude,datum,acquirer_code\n";

fn merchant_row(number: u32, store: u32) -> String {
    let code = Uscc::complete(&format!("91500103MA5{number:06}")).unwrap();
    format!(
        "商户{number},enterprise,{code},5812,500103,民权路{number}号,62220212345{number:08},山城银行,\
         13800138000,S{store:03},店{store},29.5577,106.577,gcj02,{BANK_CODE}\n"
    )
}

#[tokio::test]
async fn the_templates_examples_go_in() {
    let world = world().await;
    for format in Format::ALL {
        let file = |kind, bytes| Upload {
            kind,
            file_name: String::new(),
            format: *format,
            bytes: Zeroizing::new(bytes),
            dry_run: true,
        };
        let (context, actor) = (&world.context, manager(BANK));
        let template_file = file(ImportKind::Terminals, template(*format).unwrap());
        let done = import(context, &actor, BANK, &template_file).await.unwrap();
        assert_eq!(done.state, ImportState::Done, "{:?}", done.errors);
        let template_file = file(ImportKind::Merchants, merchants::template(*format).unwrap());
        let done = merchants::import(context, &actor, BANK, &template_file).await.unwrap();
        assert_eq!(done.state, ImportState::Done, "{:?}", done.errors);
    }
    assert_eq!(count(&world, "merchant").await, 0, "a dry run leaves nothing");
    assert_eq!(count(&world, "terminal").await, 0);
}

#[tokio::test]
async fn merchants_and_their_terminals_come_from_files() {
    let world = world().await;
    let text =
        format!("{MERCHANTS}{}{}{}", merchant_row(1, 1), merchant_row(1, 2), merchant_row(2, 1));
    let done = import_merchants(&world, &text).await;
    assert_eq!((done.state, done.rows_done), (ImportState::Done, 3), "{:?}", done.errors);
    assert_eq!(count(&world, "merchant").await, 2);
    assert_eq!(count(&world, "store").await, 3);
    let text = format!(
        "serial,device_type,maker,model,merchant_code,store_code,acquirer_code\n\
         {},04,示例,P1,002653058120001,S002,{BANK_CODE}\n{},02,示例,P1,,,\n",
        serial(1),
        serial(2)
    );
    let done = import_terminals(&world, &text).await;
    assert_eq!(done.state, ImportState::Done, "{:?}", done.errors);
    let page = list(&world.context, &manager(BANK), &Filter::default()).await.unwrap();
    let mut states: Vec<&str> = page.items.iter().map(|row| row.state.as_str()).collect();
    states.sort_unstable();
    assert_eq!(states, ["bound", "registered"]);
    let seen = imports::list(&world.context, &manager(BANK), None, None).await.unwrap();
    assert_eq!(seen.items.len(), 2);
}

#[tokio::test]
async fn one_bad_row_keeps_all_others_out_and_every_fault_is_named() {
    let world = world().await;
    let bad = "坏商户,company,123,9998,500199,,12,山城银行,110,S 1,店,north,106.5,,00000000\n";
    let text = format!("{MERCHANTS}{}{bad}{}", merchant_row(1, 1), merchant_row(1, 1));
    let refused = import_merchants(&world, &text).await;
    assert_eq!(refused.state, ImportState::Refused);
    let expected = [
        (3, "kind"),
        (3, "acquirer_code"),
        (3, "credit_code"),
        (3, "mcc"),
        (3, "division_code"),
        (3, "address"),
        (3, "settlement_account"),
        (3, "phone"),
        (3, "latitude"),
        (4, "store_code"),
    ];
    let mut seen = faults(&refused);
    let mut expected: Vec<_> = expected.to_vec();
    seen.sort_unstable();
    expected.sort_unstable();
    assert_eq!(seen, expected);
    assert_eq!(count(&world, "merchant").await, 0);
    let kept = imports::get(&world.context, &manager(BANK), refused.id).await.unwrap();
    assert_eq!(kept.errors.len(), refused.errors.len());
    let account = kept.errors.iter().find(|fault| fault.column == "settlement_account");
    assert_eq!(account.unwrap().value, "**", "a sensitive value is masked");
    // What a front end needs to say it in another language is kept with it.
    assert_eq!(account.unwrap().code, "account_number");
    assert_eq!(account.unwrap().params["min"], "8");
    let kind = kept.errors.iter().find(|fault| fault.column == "kind").unwrap();
    assert_eq!(kind.code, "word_unknown");
    assert_eq!(kind.params["allowed"], "enterprise, sole_trader, micro");
}

#[tokio::test]
async fn conflicts_that_only_the_database_knows_are_named_by_row() {
    let world = world().await;
    let first = format!("{MERCHANTS}{}", merchant_row(2, 1));
    import_merchants(&world, &first).await;
    let text =
        format!("{MERCHANTS}{}{}{}", merchant_row(1, 1), merchant_row(2, 1), merchant_row(3, 1));
    let refused = import_merchants(&world, &text).await;
    assert_eq!(faults(&refused), [(3, "credit_code")]);
    assert_eq!(count(&world, "merchant").await, 1);
    world.terminal(1).await;
    let head = "serial,device_type,maker,model,merchant_code,store_code,acquirer_code\n";
    let text = format!(
        "{head}{},04,示例,P1,,,\n{},04,示例,P1,,,\n{},04,示例,P1,999999999999999,S001,{BANK_CODE}\n",
        serial(2),
        serial(1),
        serial(3)
    );
    let refused = import_terminals(&world, &text).await;
    assert_eq!(faults(&refused), [(3, "serial"), (4, "merchant_code")]);
    let codes: Vec<_> = refused.errors.iter().map(|fault| fault.code.as_str()).collect();
    assert_eq!(codes, ["terminal_serial_taken", "terminal_merchant_missing"]);
    assert_eq!(count(&world, "terminal").await, 1);
    let twice = format!("{head}{0},04,示例,P1,,,\n{0},04,,P1,,,\n", serial(5));
    let refused = import_terminals(&world, &twice).await;
    assert_eq!(faults(&refused), [(3, "maker")]);
}

#[tokio::test]
async fn a_large_file_is_worked_through_by_a_job_once() {
    let world = world().await;
    let mut text = MERCHANTS.to_owned();
    for number in 1..=600 {
        text.push_str(&merchant_row(number, 1));
    }
    let queued = import_merchants(&world, &text).await;
    assert_eq!(queued.state, ImportState::Queued);
    assert_eq!(count(&world, "merchant").await, 0);
    let sealed: Option<Vec<u8>> = sqlx::query_scalar("select content_sealed from bulk_import")
        .fetch_one(&world.test.owner_pool)
        .await
        .unwrap();
    assert!(!String::from_utf8_lossy(&sealed.unwrap()).contains("13800138000"));
    let context = &world.context;
    let jobs = || {
        let jobs = Worker::new(context.db.clone(), context.clock.clone());
        worker(merchants::worker(jobs, context.clone()), context.clone())
    };
    assert_eq!(jobs().run_due().await.unwrap(), 1);
    let done = imports::get(context, &manager(BANK), queued.id).await.unwrap();
    assert_eq!((done.state, done.rows_done), (ImportState::Done, 600), "{:?}", done.errors);
    assert_eq!(count(&world, "merchant").await, 600);
    assert!(imports::begin(context, BANK, queued.id).await.unwrap().is_none(), "its file is gone");
    let mut text = "serial,device_type,maker,model\n".to_owned();
    for number in 1..=600 {
        text.push_str(&format!("{},04,示例,P1\n", serial(number)));
    }
    text.push_str("bad,04,示例,P1\n");
    let queued = import_terminals(&world, &text).await;
    jobs().run_due().await.unwrap();
    let refused = imports::get(context, &manager(BANK), queued.id).await.unwrap();
    assert_eq!(faults(&refused), [(602, "serial")]);
    assert_eq!(count(&world, "terminal").await, 0);
}

const REPORT: &str = "serial,maker,model,device_type,acquirer_code,reported_at\n";

#[tokio::test]
async fn a_makers_report_is_held_against_the_register() {
    let world = world().await;
    let merchant = world.merchant(1, &[BANK, OTHER]).await;
    let (context, actor) = (&world.context, manager(BANK));
    world.active_terminal(1, &merchant, BANK_CODE).await;
    world.active_terminal(2, &merchant, BANK_CODE).await;
    for number in 3..=4 {
        let id = world.terminal(number).await.id;
        bind(context, &actor, id, binding_draft(&merchant, BANK_CODE)).await.unwrap();
    }
    let row = |number: u32, model: &str, acquirer: &str| {
        format!("{},示例厂商,{model},04,{acquirer},2026-11-22\n", serial(number))
    };
    let text = format!(
        "{REPORT}{}{}{}{}",
        row(1, "P1", BANK_CODE),
        row(2, "P2", BANK_CODE),
        row(3, "P1", "48016531"),
        row(9, "P1", BANK_CODE)
    );
    let file = upload(ImportKind::Terminals, &text);
    let taken = reports::take(context, &manager(NETWORK), NETWORK, &file).await.unwrap();
    let report = taken.report.unwrap();
    assert_eq!(report.rows_total, 4);
    let page = async |cursor: Option<Cursor>, limit: i64| {
        let network = manager(NETWORK);
        let page = reports::differences(context, &network, report.id, cursor.as_ref(), Some(limit));
        page.await.unwrap().unwrap()
    };
    let whole = page(None, 50).await;
    let kinds = |page: &kernel::Page<reports::ReportDifference>| {
        let kinds = page.items.iter().map(|row| (row.serial.clone(), row.kind.as_str()));
        kinds.collect::<Vec<_>>()
    };
    let expected = [
        (serial(2), "model_differs"),
        (serial(3), "acquirer_differs"),
        (serial(4), "not_reported"),
        (serial(9), "not_registered"),
    ];
    assert_eq!(kinds(&whole), expected);
    assert!(whole.next.is_none());
    let first = page(None, 3).await;
    let rest = page(first.next.clone(), 3).await;
    assert_eq!(kinds(&first), expected[..3]);
    assert_eq!(kinds(&rest), expected[3..]);
    let listed = reports::list(context, &manager(NETWORK), None, None).await.unwrap();
    assert_eq!(listed.items, [report]);
    let none = reports::differences(context, &actor, kernel::ReportId::new(), None, None);
    assert!(none.await.unwrap().is_none());
}

#[tokio::test]
async fn a_bad_makers_report_is_refused_with_its_faults() {
    let world = world().await;
    let text = format!("{REPORT}短,,P1,99,4802,tomorrow\n");
    let file = upload(ImportKind::Terminals, &text);
    let taken = reports::take(&world.context, &manager(BANK), BANK, &file).await.unwrap();
    assert!(taken.report.is_none());
    let mut columns: Vec<&str> = taken.errors.iter().map(|fault| fault.column.as_str()).collect();
    columns.sort_unstable();
    let expected = ["acquirer_code", "device_type", "maker", "reported_at", "serial"];
    assert_eq!(columns, expected);
}
