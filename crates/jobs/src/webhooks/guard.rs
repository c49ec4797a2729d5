//! Where a webhook may lead: never into networks that the partner could not reach himself
//! (server-side request forgery).

use kernel::{Rule, RuleWord, Ruled};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::{Host, Url};

/// Why an address is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadUrl {
    /// Not an address at all.
    #[error("not a web address")]
    Malformed,
    /// Neither https, nor http where that is allowed.
    #[error("must begin with https://")]
    Scheme,
    /// Carries a user, a password or a fragment.
    #[error("must not carry a user, a password or a fragment")]
    Extra,
    /// Leads into a network that is not public.
    #[error("leads to {0}, which is not a public address")]
    Private(String),
    /// Too long.
    #[error("longer than 2000 characters")]
    Long,
}

impl Ruled for BadUrl {
    fn rule(&self) -> Rule {
        let text = self.to_string();
        match self {
            BadUrl::Malformed => Rule::new(RuleWord::UrlForm, text),
            BadUrl::Scheme => Rule::new(RuleWord::UrlScheme, text),
            BadUrl::Extra => Rule::new(RuleWord::UrlExtra, text),
            BadUrl::Private(address) => {
                Rule::new(RuleWord::UrlPrivate, text).with("address", address)
            }
            BadUrl::Long => Rule::new(RuleWord::UrlLong, text).with("max", 2000),
        }
    }
}

/// Checks what can be seen of an address without resolving it.
pub fn check_url(text: &str, allow_private: bool) -> Result<Url, BadUrl> {
    if text.len() > 2000 {
        return Err(BadUrl::Long);
    }
    let url = Url::parse(text).map_err(|_| BadUrl::Malformed)?;
    match url.scheme() {
        "https" => (),
        "http" if allow_private => (),
        _ => return Err(BadUrl::Scheme),
    }
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(BadUrl::Extra);
    }
    let ip = match url.host().ok_or(BadUrl::Malformed)? {
        Host::Ipv4(ip) => IpAddr::V4(ip),
        Host::Ipv6(ip) => IpAddr::V6(ip),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            let local = name == "localhost" || name.ends_with(".localhost");
            if local && !allow_private {
                return Err(BadUrl::Private(name));
            }
            return Ok(url);
        }
    };
    if !is_allowed(ip, allow_private) {
        return Err(BadUrl::Private(ip.to_string()));
    }
    Ok(url)
}

/// Whether a request may go to this address. `allow_private` adds this machine and the private
/// ranges, never link-local ones, where clouds keep their secrets.
pub fn is_allowed(ip: IpAddr, allow_private: bool) -> bool {
    match ip {
        IpAddr::V4(ip) => allowed_v4(ip, allow_private),
        IpAddr::V6(ip) => allowed_v6(ip, allow_private),
    }
}

fn allowed_v4(ip: Ipv4Addr, allow_private: bool) -> bool {
    if ip.is_loopback() || ip.is_private() {
        return allow_private;
    }
    let [a, b, c, _] = ip.octets();
    let special = match (a, b) {
        (0, _) | (224..=255, _) => true,
        // Carriers' own (RFC 6598), link-local, benchmarks.
        (100, 64..=127) | (169, 254) | (198, 18 | 19) => true,
        // Protocol assignments, documentation, 6to4 relays.
        (192, 0) => c == 0 || c == 2,
        (192, 88) => c == 99,
        (198, 51) => c == 100,
        (203, 0) => c == 113,
        _ => false,
    };
    !special
}

fn allowed_v6(ip: Ipv6Addr, allow_private: bool) -> bool {
    if let Some(inner) = embedded_v4(ip) {
        return allowed_v4(inner, allow_private);
    }
    if ip.is_loopback() || ip.is_unique_local() {
        return allow_private;
    }
    let [first, second, ..] = ip.segments();
    // Only what is handed out as global unicast (2000::/3), without Teredo, ORCHID and
    // documentation.
    let global = first & 0xe000 == 0x2000;
    let special = (first == 0x2001 && (second < 0x0200 || second == 0x0db8)) || first == 0x3fff;
    global && !special
}

/// The IPv4 address that an IPv6 address stands for: mapped, NAT64, 6to4.
fn embedded_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let from = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        Ipv4Addr::new(a, b, c, d)
    };
    match ip.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] => Some(from(high, low)),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(from(high, low)),
        [0x2002, high, low, ..] => Some(from(high, low)),
        _ => None,
    }
}

/// Resolves names for the sender and leaves out what is not allowed. The connection goes to the
/// address that was checked: a name that answers differently the second time gains nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resolver {
    pub allow_private: bool,
}

impl reqwest::dns::Resolve for Resolver {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let allow_private = self.allow_private;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> =
                found.filter(|address| is_allowed(address.ip(), allow_private)).collect();
            if allowed.is_empty() {
                return Err(BadUrl::Private(name.as_str().to_owned()).into());
            }
            let addresses: reqwest::dns::Addrs = Box::new(allowed.into_iter());
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_allowed() {
        for ip in ["8.8.8.8", "1.1.1.1", "114.114.114.114", "2400:3200::1"] {
            assert!(is_allowed(ip.parse().unwrap(), false), "{ip}");
        }
        for ip in [
            "127.0.0.1",
            "10.0.0.1",
            "172.16.5.4",
            "192.168.1.1",
            "::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
        ] {
            assert!(!is_allowed(ip.parse().unwrap(), false), "{ip}");
            assert!(is_allowed(ip.parse().unwrap(), true), "{ip}");
        }
        for ip in [
            "0.0.0.0",
            "169.254.169.254",
            "100.64.0.1",
            "198.18.0.1",
            "192.0.2.1",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "fe80::1",
            "ff02::1",
            "::",
            "2001:db8::1",
            "2001::1",
            "::ffff:169.254.169.254",
            "fec0::1",
            "64:ff9b::a9fe:a9fe",
        ] {
            assert!(!is_allowed(ip.parse().unwrap(), true), "{ip}");
        }
    }

    #[test]
    fn an_address_is_checked_before_it_is_kept() {
        for (text, answer) in [
            ("https://partner.example/hook?a=1", None),
            ("http://partner.example/hook", Some(BadUrl::Scheme)),
            ("ftp://partner.example/", Some(BadUrl::Scheme)),
            ("partner.example", Some(BadUrl::Malformed)),
            ("https://u:p@partner.example/", Some(BadUrl::Extra)),
            ("https://partner.example/#x", Some(BadUrl::Extra)),
            ("https://LOCALHOST./", Some(BadUrl::Private("localhost".to_owned()))),
            ("https://0x7f.1/", Some(BadUrl::Private("127.0.0.1".to_owned()))),
            ("https://2130706433/", Some(BadUrl::Private("127.0.0.1".to_owned()))),
            ("https://[::ffff:127.0.0.1]/", Some(BadUrl::Private("::ffff:127.0.0.1".to_owned()))),
        ] {
            assert_eq!(check_url(text, false).err(), answer, "{text}");
        }
        assert!(check_url("http://127.0.0.1:9080/hook", true).is_ok());
        assert!(check_url("http://169.254.169.254/latest", true).is_err());
    }
}
