//! One of its kind at a time: an advisory lock of the server's, on a connection of its own, so
//! that it is gone with whoever held it, however he ended.
//!
//! The lock is the server's that the connection leads to: whoever must exclude each other must
//! reach the same one, on Citus the coordinator.

use crate::Db;
use sqlx::{ConnectOptions, Connection, PgConnection};
use std::time::Duration;

/// How long the server may take to answer before the hold counts as lost. Below what the server
/// waits before it gives up a silent client, so that the old holder knows before there is a new.
const ANSWER_MAX: Duration = Duration::from_secs(3);

/// The server finds out that a holder's machine is gone after 5 + 3 × 2 s of silence. Over a
/// unix socket the settings say nothing, and nothing is needed.
const SET_UP: &str = "set role shancheng_app; set tcp_keepalives_idle = 5; \
                      set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3";

/// A number of a class, held until this is released or the connection ends.
#[derive(Debug)]
pub struct Hold {
    connection: PgConnection,
}

impl Hold {
    /// Takes a number of a class; `None` when somebody else has it.
    pub async fn try_take(db: &Db, class: i32, number: i32) -> sqlx::Result<Option<Hold>> {
        let take = async {
            let mut connection = db.pool().connect_options().connect().await?;
            sqlx::raw_sql(SET_UP).execute(&mut connection).await?;
            let taken: bool = sqlx::query_scalar("select pg_try_advisory_lock($1, $2)")
                .bind(class)
                .bind(number)
                .fetch_one(&mut connection)
                .await?;
            if taken {
                return Ok(Some(Hold { connection }));
            }
            connection.close().await?;
            Ok(None)
        };
        let taken = tokio::time::timeout(ANSWER_MAX, take).await;
        taken.unwrap_or(Err(sqlx::Error::PoolTimedOut))
    }

    /// Whether the connection still lives, and with it the hold. Once it is lost it stays lost.
    pub async fn lives(&mut self) -> bool {
        let ping = tokio::time::timeout(ANSWER_MAX, self.connection.ping()).await;
        matches!(ping, Ok(Ok(())))
    }

    /// Gives the number back.
    pub async fn release(mut self) {
        // By word first: the server may notice the end of a connection after whoever is next.
        let release = async {
            sqlx::raw_sql("select pg_advisory_unlock_all()").execute(&mut self.connection).await?;
            self.connection.close().await
        };
        // It lets go as well when the connection breaks instead.
        let _ = tokio::time::timeout(ANSWER_MAX, release).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    const CLASS: i32 = 7;

    #[tokio::test]
    async fn a_number_is_held_by_one_until_he_lets_go_or_is_gone() {
        let test = testing::database().await;
        let take = async |number| Hold::try_take(&test.db, CLASS, number).await.unwrap();
        let mut first = take(1).await.unwrap();
        assert!(take(1).await.is_none());
        let other = take(2).await.unwrap();
        assert!(first.lives().await);
        let ended: Vec<bool> = sqlx::query_scalar(
            "select pg_terminate_backend(l.pid, 10000) from pg_locks l
             join pg_database d on d.oid = l.database
             where l.locktype = 'advisory' and l.objid = 1 and l.classid = $1
                and d.datname = current_database()",
        )
        .bind(CLASS)
        .fetch_all(&mut test.options.connect().await.unwrap())
        .await
        .unwrap();
        assert_eq!(ended, [true]);
        assert!(!first.lives().await, "the holder finds out");
        let second = take(1).await.unwrap();
        second.release().await;
        other.release().await;
        assert!(take(1).await.is_some() && take(2).await.is_some());
    }
}
