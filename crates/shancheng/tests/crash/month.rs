//! A month of the demo's business days: payments over the whole road, some of them without an
//! answer, acquirers' files with faults in them, a bank that refuses and sends back. Every day
//! reconciles to zero and is closed, everything due is paid out, and `shancheng verify` holds the
//! books against it.

use super::program::{self, Folder, Program};
use sqlx::{Connection, PgConnection};
use std::time::Duration;

const DAYS: &str = "30";
/// Payments of a day.
const PAYMENTS: &str = "16";
const WITHIN: Duration = Duration::from_secs(900);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_month_settles_and_reconciles_to_zero() {
    let folder = Folder::new();
    let words = ["--days", DAYS, "--history", PAYMENTS];
    let program = Program::start_with(&folder, &[], &words, WITHIN).await;
    let mut server = PgConnection::connect_with(&folder.database()).await.unwrap();
    let mut count = async |sql: &'static str| -> i64 {
        sqlx::query_scalar(sql).fetch_one(&mut server).await.unwrap()
    };
    // The last day is left to whoever looks at the demo; the 29 before it are ended.
    let days = "select count(distinct business_date) from recon_day";
    assert_eq!(count(days).await, 30);
    let open = "select count(*) from recon_day where state = 'open'
        and business_date < (select max(business_date) from recon_day)";
    assert_eq!(count(open).await, 0);
    let unpaid = "select count(*) from settlement_line l
        join settlement_batch b on b.institution_id = l.institution_id and b.id = l.batch_id
        where l.state in ('payable', 'sent')
          and b.settle_date < (select max(settle_date) from settlement_batch)";
    assert_eq!(count(unpaid).await, 0);
    // It was no quiet month: without these the zeros above would say little.
    for happened in [
        "select count(*) from recon_result where way is not null",
        "select count(*) from settlement_line where state in ('rejected', 'returned')",
        "select count(*) from reversal where state = 'acknowledged'",
        "select count(*) from settlement_hold where released_at is not null",
    ] {
        assert!(0 < count(happened).await, "{happened}");
    }
    drop(server);
    program.stop().await;
    program::verify(&folder).await;
}
