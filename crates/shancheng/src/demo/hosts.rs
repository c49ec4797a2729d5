//! The acquirers' hosts of the demo: four stand-ins of different temper, each a process of its
//! own, and the links that lead to them.

use super::people::{JIALING_PAY, LIANGJIANG, SANDBOX, SHANCHENG_BANK};
use crate::Trouble;
use crate::node::Node;
use identity::Actor;
use kernel::{InstitutionId, LinkId};
use panorama::acquirers::{self, LinkPatch, LinkSettings, MacProfile};
use panorama::switch::keys::{KeyOwner, KeyPurpose, KeyRef, custody};
use serde_json::{Value, json};
use std::fs::File;
use std::net::TcpListener;
use std::time::Duration;
use tokio::process::{Child, Command};

/// A host: whose it is, the name of its link, its temper, and how long its answers are awaited.
type Row = (InstitutionId, &'static str, &'static str, i32);

const HOSTS: &[Row] = &[
    (SHANCHENG_BANK, "山城银行主机", "fast", 5_000),
    (JIALING_PAY, "嘉陵支付主机", "slow", 5_000),
    (LIANGJIANG, "两江商服主机", "erratic", 5_000),
    (SANDBOX, "沙箱主机", "sandbox", 5_000),
];
/// Of these, the first so many can be hosts that somebody else runs; without its own the sandbox
/// has no link.
const OUTSIDE: usize = 3;

/// Running hosts.
pub struct Hosts {
    children: Vec<Child>,
    addresses: Vec<String>,
}

/// Hosts that somebody else runs.
pub fn at(addresses: &[String]) -> Result<Hosts, Trouble> {
    if addresses.len() != OUTSIDE {
        let (wanted, given) = (OUTSIDE, addresses.len());
        return Err(format!("--hosts names {given} addresses, and {wanted} are needed").into());
    }
    Ok(Hosts { children: Vec::new(), addresses: addresses.to_vec() })
}

/// Where the stand-ins listen, the wallet last: ports from `first` on; 0 takes free ones.
pub fn addresses(first: u16) -> Result<Vec<String>, Trouble> {
    let port = |index: usize| -> Result<u16, Trouble> {
        if first == 0 {
            return Ok(free_port()?);
        }
        let port = u16::try_from(index).ok().and_then(|index| first.checked_add(index));
        port.ok_or_else(|| format!("--standins-from {first}: ports end at {}", u16::MAX).into())
    };
    (0..=HOSTS.len()).map(|index| Ok(format!("127.0.0.1:{}", port(index)?))).collect()
}

/// The page of the demo's wallet.
pub fn wallet(addresses: &[String]) -> Option<String> {
    let address = addresses.get(HOSTS.len())?;
    Some(format!("http://{address}{}", connect::wallet::standin::PATH))
}

/// Starts the stand-ins; what they log goes to `log`.
pub async fn start(node: &Node, addresses: &[String], log: &File) -> Result<Hosts, Trouble> {
    let program = std::env::current_exe()?;
    let of_hosts = addresses.iter().take(HOSTS.len()).cloned().collect();
    let mut hosts = Hosts { children: Vec::new(), addresses: of_hosts };
    for ((acquirer, _, temper, _), address) in HOSTS.iter().zip(addresses) {
        let mut command = Command::new(&program);
        command
            .args(["standin", "acquirer", "--temper", temper])
            .args(["--listen", address])
            .env("SHANCHENG_STANDIN_MAC_KEY", hex::encode(mac_key(node, *acquirer)));
        hosts.children.push(child(command, log)?);
    }
    if let Some(address) = addresses.get(HOSTS.len()) {
        let mut command = Command::new(&program);
        command.args(["standin", "wallet", "--listen", address]);
        hosts.children.push(child(command, log)?);
    }
    Ok(hosts)
}

/// Starts a program that ends with the demo, however that ends.
fn child(mut command: Command, log: &File) -> Result<Child, Trouble> {
    command.stderr(log.try_clone()?).kill_on_drop(true);
    // SAFETY: prctl and setpgid are async-signal-safe.
    unsafe {
        command.pre_exec(|| {
            libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGTERM);
            // Ctrl-C is for the demo, which then stops its stand-ins in order.
            libc::setpgid(0, 0);
            Ok(())
        });
    }
    Ok(command.spawn()?)
}

impl Hosts {
    /// Makes the links, or leads them to where the hosts listen now.
    pub async fn load(&self, node: &Node) -> Result<(), Trouble> {
        for ((acquirer, name, _, reply_timeout_ms), address) in HOSTS.iter().zip(&self.addresses) {
            let actor = Actor::system(*acquirer, "demo");
            let there = acquirers::links(&node.context, &actor, Some(*acquirer)).await?;
            if let Some(link) = there.iter().find(|link| link.settings.name == *name) {
                if link.settings.address != *address {
                    let address = Some(address.clone());
                    let patch = LinkPatch { address, ..LinkPatch::default() };
                    acquirers::change_link(&node.context, &actor, link.id, patch).await?;
                }
                continue;
            }
            let mut settings = LinkSettings::new(name, address);
            settings.reply_timeout_ms = *reply_timeout_ms;
            settings.mac_profile = MacProfile::CupEcb;
            let link = acquirers::add_link(&node.context, &actor, *acquirer, settings).await?;
            provide_keys(node, *acquirer, link.id).await?;
        }
        Ok(())
    }

    /// Waits until the links are signed on, for a while: the demo works without them as well.
    pub async fn ready(&self, node: &Node) {
        let Some(switch) = &node.switch else { return };
        for _ in 0..200 {
            let links = switch.links();
            let all = links.all();
            if all.len() == self.addresses.len() && all.iter().all(|link| links.is_up(link.id)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        tracing::warn!("not every link is up yet");
    }

    /// What somebody must know to play the hosts himself.
    pub fn described(&self, node: &Node) -> Value {
        let all = HOSTS.iter().zip(&self.addresses).take(OUTSIDE);
        all.map(|((acquirer, name, temper, _), address)| {
            json!({
                "name": name,
                "temper": temper,
                "address": address,
                "mac_key": hex::encode_upper(mac_key(node, *acquirer)),
            })
        })
        .collect()
    }

    /// Ends the stand-ins.
    pub async fn stop(mut self) {
        for child in &mut self.children {
            if let Err(error) = child.kill().await {
                tracing::warn!(%error, "a stand-in did not end");
            }
        }
    }
}

async fn provide_keys(node: &Node, acquirer: InstitutionId, link: LinkId) -> Result<(), Trouble> {
    let (owner, at) = (KeyOwner::Link(link), node.context.clock.now());
    for (purpose, key) in [
        (KeyPurpose::Zak, mac_key(node, acquirer)),
        (KeyPurpose::Zpk, derived(node, "zpk", acquirer)),
    ] {
        let of = (acquirer, KeyRef { owner, purpose });
        custody::provide(&node.context.db, &*node.keys, of, &key, at).await?;
    }
    Ok(())
}

fn mac_key(node: &Node, acquirer: InstitutionId) -> [u8; 16] {
    derived(node, "zak", acquirer)
}

/// Derived from the demo's own secret, so that both sides know it after a restart too.
fn derived(node: &Node, purpose: &str, acquirer: InstitutionId) -> [u8; 16] {
    let token = node.context.vault.token(&format!("demo:{purpose}"), &acquirer.0.to_be_bytes());
    let mut key = [0; 16];
    key.copy_from_slice(&token[..16]);
    iso8583::key::set_odd_parity(&mut key);
    key
}

fn free_port() -> std::io::Result<u16> {
    TcpListener::bind("127.0.0.1:0")?.local_addr().map(|address| address.port())
}
