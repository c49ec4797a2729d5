//! The control port of the stand-in: a line in, a line of JSON out.

use super::daily::{self, Wanted};
use super::script::{Rule, Script};
use super::{Shared, lock};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What may be asked for.
const COMMANDS: &str = "totals, entries, entry, rules, daily";
/// Most bytes of a line.
const LINE_BYTES_MAX: u64 = 64 * 1024;

pub(super) async fn accept(listener: TcpListener, host: Shared) {
    let mut connections = tokio::task::JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        connections.spawn(serve(socket, host.clone()));
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(socket: TcpStream, host: Shared) {
    let (from, mut to) = socket.into_split();
    let mut from = BufReader::new(from);
    let mut line = String::new();
    loop {
        line.clear();
        let read = (&mut from).take(LINE_BYTES_MAX).read_line(&mut line).await;
        if !matches!(read, Ok(1..)) {
            return;
        }
        let mut answer = answer(line.trim(), &host).to_string();
        answer.push('\n');
        if to.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

fn answer(line: &str, host: &Shared) -> Value {
    let mut words = line.splitn(2, ' ');
    let (command, rest) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match command {
        "totals" => json!(lock(host).book.totals()),
        "entries" => json!(lock(host).book.entries().collect::<Vec<_>>()),
        "entry" => {
            let wanted: Vec<&str> = rest.split(' ').collect();
            let host = lock(host);
            let found = host.book.entries().find(|entry| {
                wanted == [entry.terminal.as_str(), entry.batch.as_str(), entry.trace.as_str()]
            });
            json!(found)
        }
        "rules" => match serde_json::from_str::<Vec<Rule>>(rest) {
            Ok(rules) => {
                lock(host).script = Script::new(rules, 1);
                json!({"ok": true})
            }
            Err(error) => json!({"error": error.to_string()}),
        },
        "daily" => match serde_json::from_str::<Wanted>(rest) {
            Ok(wanted) => json!(daily::write(&lock(host).book, &wanted)),
            Err(error) => json!({"error": error.to_string()}),
        },
        other => json!({"error": format!("`{other}` is none of {COMMANDS}")}),
    }
}
