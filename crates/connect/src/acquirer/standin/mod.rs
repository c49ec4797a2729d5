//! An acquirer's host that stands in for a real one, in a process of its own: it answers by a
//! script (approves, declines, is late, silent, says things twice), checks MACs and remembers
//! what it approved, so that a test can hold its book against ours.
//!
//! A second port speaks one line at a time, for tests and people:
//! `totals`, `entry TERMINAL BATCH TRACE`, `entries`, `rules JSON`, `daily JSON` (see [`Wanted`]);
//! each answered by one line of JSON.

mod book;
mod control;
mod daily;
mod host;
pub mod sandbox;
mod script;

pub use book::{Entry, Totals};
pub use daily::{Daily, Wanted};
pub use script::{Act, Asked, Rule};

use super::wire::{Incoming, Outgoing};
use super::{MacMaker, put_frame};
use book::Book;
use host::{Answer, Host};
use script::Script;
use serde::{Deserialize, Serialize};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Most bytes of one message.
const MESSAGE_BYTES_MAX: usize = 8 * 1024;
/// Most bytes waiting for one socket.
const OUTGOING_BYTES_MAX: usize = 4 * 1024 * 1024;

/// How a stand-in is set up.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StandinConfig {
    /// `address:port` for ISO 8583; port 0 takes a free one.
    pub listen: String,
    /// `address:port` for the control lines.
    pub control: Option<String>,
    /// Key of the MAC in hex (8, 16 or 24 bytes); without it MACs are neither made nor checked.
    pub mac_key: Option<String>,
    /// ANSI X9.19 in place of UnionPay's ECB.
    pub mac_x919: bool,
    /// Seed of all that is drawn.
    pub seed: u64,
    /// Shortest and longest time to an answer, milliseconds.
    pub latency_ms: (u64, u64),
    /// The first rule that fits decides; approval when none does.
    pub rules: Vec<Rule>,
    /// Entries remembered; the oldest are forgotten.
    pub book_max: usize,
}

impl Default for StandinConfig {
    fn default() -> Self {
        StandinConfig {
            listen: "127.0.0.1:0".to_owned(),
            control: None,
            mac_key: None,
            mac_x919: false,
            seed: 1,
            latency_ms: (0, 0),
            rules: Vec::new(),
            book_max: 100_000,
        }
    }
}

type Shared = Arc<Mutex<Host>>;

fn lock(host: &Shared) -> std::sync::MutexGuard<'_, Host> {
    host.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A running stand-in; stops when dropped.
pub struct Standin {
    /// Where it speaks ISO 8583.
    pub address: SocketAddr,
    /// Where it takes control lines.
    pub control: Option<SocketAddr>,
    host: Shared,
    tasks: Vec<JoinHandle<()>>,
}

/// Runs a stand-in until the process ends.
pub async fn run(config: StandinConfig) -> io::Result<()> {
    let mut standin = Standin::start(config).await?;
    tracing::info!(address = %standin.address, control = ?standin.control, "acquirer stand-in");
    for task in standin.tasks.drain(..) {
        task.await.map_err(io::Error::other)?;
    }
    Ok(())
}

impl Standin {
    /// Listens and answers in the background.
    pub async fn start(config: StandinConfig) -> io::Result<Standin> {
        let mac =
            config.mac_key.as_deref().map(|key| mac_maker(key, config.mac_x919)).transpose()?;
        let host = Arc::new(Mutex::new(Host {
            spec: iso8583::spec::pos(),
            mac: mac.clone(),
            script: Script::new(config.rules, config.seed),
            book: Book::new(config.book_max),
            latency_ms: config.latency_ms,
        }));
        let listener = TcpListener::bind(&config.listen).await?;
        let address = listener.local_addr()?;
        let mut tasks = vec![tokio::spawn(accept(listener, host.clone(), mac))];
        let mut control = None;
        if let Some(listen) = &config.control {
            let listener = TcpListener::bind(listen).await?;
            control = Some(listener.local_addr()?);
            tasks.push(tokio::spawn(control::accept(listener, host.clone())));
        }
        Ok(Standin { address, control, host, tasks })
    }

    /// Sums over the book.
    pub fn totals(&self) -> Totals {
        lock(&self.host).book.totals()
    }

    /// Every entry of the book, in order.
    pub fn entries(&self) -> Vec<Entry> {
        lock(&self.host).book.entries().cloned().collect()
    }

    /// Other rules from now on.
    pub fn set_rules(&self, rules: Vec<Rule>) {
        lock(&self.host).script = Script::new(rules, 1);
    }
}

impl Drop for Standin {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// A MAC maker of a key in hex.
pub fn mac_maker(key: &str, x919: bool) -> io::Result<MacMaker> {
    let key = iso8583::Key::from_hex(key)
        .ok_or_else(|| io::Error::other("the MAC key is not 8, 16 or 24 bytes of hex"))?;
    let profile = if x919 { iso8583::MacProfile::X919 } else { iso8583::MacProfile::CupEcb };
    Ok(Arc::new(move |data| iso8583::mac::mac(profile, &key, data)))
}

async fn accept(listener: TcpListener, host: Shared, mac: Option<MacMaker>) {
    // Connections end with the stand-in: the set aborts them when dropped.
    let mut connections = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((socket, _)) => {
                    connections.spawn(serve(socket, host.clone(), mac.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "stand-in cannot accept");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(socket: TcpStream, host: Shared, mac: Option<MacMaker>) {
    let _ = socket.set_nodelay(true);
    let (mut from, mut to) = socket.into_split();
    let outgoing = Arc::new(Outgoing::new(OUTGOING_BYTES_MAX));
    let answering = async {
        let mut incoming = Incoming::new(MESSAGE_BYTES_MAX);
        while matches!(incoming.fill(&mut from).await, Ok(true)) {
            while let Ok(Some(frame)) = incoming.take() {
                let answer = lock(&host).answer(frame);
                if !deliver(answer, &outgoing, mac.as_ref()) {
                    return;
                }
            }
        }
    };
    tokio::select! {
        () = answering => {}
        _ = outgoing.drain(&mut to) => {}
    }
    outgoing.close();
}

/// Sends an answer at its time; `false` to hang up.
fn deliver(answer: Answer, outgoing: &Arc<Outgoing>, mac: Option<&MacMaker>) -> bool {
    match answer {
        Answer::Now(reply) => send(outgoing, reply, mac),
        Answer::Twice(reply) => {
            send(outgoing, reply.clone(), mac);
            send(outgoing, reply, mac);
        }
        Answer::BadMac(reply) => {
            let wrong: MacMaker = Arc::new(|_| *b"FFFFFFFF");
            send(outgoing, reply, mac.map(|_| &wrong));
        }
        Answer::After(delay, reply) => {
            let (outgoing, mac) = (outgoing.clone(), mac.cloned());
            tokio::spawn(async move {
                tokio::time::sleep(delay).await;
                send(&outgoing, reply, mac.as_ref());
            });
        }
        Answer::Silence => {}
        Answer::HangUp => return false,
    }
    true
}

fn send(outgoing: &Outgoing, mut reply: iso8583::Message, mac: Option<&MacMaker>) {
    let mac = mac.filter(|_| !reply.mti.as_str().starts_with("08"));
    let spec = iso8583::spec::pos();
    if let Err(why) = outgoing.push(|into| put_frame(spec, &mut reply, mac, into).is_ok()) {
        tracing::debug!(?why, mti = %reply.mti, "stand-in could not answer");
    }
}
