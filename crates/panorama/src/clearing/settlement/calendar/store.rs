//! All SQL of the calendar.

use super::model::WorkingDay;
use chrono::NaiveDate;
use storage::Tx;

/// Days that are not as their weekday says, by day.
pub async fn list(
    tx: &mut Tx,
    after: Option<NaiveDate>,
    limit: i64,
) -> sqlx::Result<Vec<WorkingDay>> {
    sqlx::query_as(
        "select day, works, name, added_by, added_at from working_day
         where $1::date is null or day > $1 order by day limit $2",
    )
    .bind(after)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Writes days over what is known of them.
pub async fn put(tx: &mut Tx, days: &[WorkingDay]) -> sqlx::Result<()> {
    sqlx::query(
        "insert into working_day (day, works, name, added_by, added_at)
         select * from unnest($1::date[], $2::boolean[], $3::text[], $4::text[],
           $5::timestamptz[])
         on conflict (day) do update set works = excluded.works, name = excluded.name,
           added_by = excluded.added_by, added_at = excluded.added_at",
    )
    .bind(days.iter().map(|day| day.day).collect::<Vec<_>>())
    .bind(days.iter().map(|day| day.works).collect::<Vec<_>>())
    .bind(days.iter().map(|day| day.name.as_str()).collect::<Vec<_>>())
    .bind(days.iter().map(|day| day.added_by.as_str()).collect::<Vec<_>>())
    .bind(days.iter().map(|day| day.added_at).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
