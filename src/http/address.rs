//! Which addresses may be asked at all: public ones. An article may hold any URL, and a redirect may lead anywhere;
//! neither may make us knock at the inside of somebody's network.

use super::{Failure, Fault};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// A host and port: what is configured, paced and exempted as one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Authority {
    host: String,
    port: u16,
}

impl Authority {
    /// The authority of an `http` or `https` URL.
    pub fn from_url(url: &Url) -> Option<Self> {
        Some(Self { host: url.host_str()?.to_owned(), port: url.port_or_known_default()? })
    }

    /// The host alone.
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl std::str::FromStr for Authority {
    type Err = url::ParseError;

    /// Reads `host:port`; without a port, that of `https`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(&format!("https://{text}/"))?;
        Self::from_url(&url).ok_or(url::ParseError::EmptyHost)
    }
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// Special IPv4 blocks (IANA's registry, and the cloud platforms' own address): base and prefix length.
const SPECIAL_V4: &[([u8; 4], u32)] = &[
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([168, 63, 129, 16], 32),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 31, 196, 0], 24),
    ([192, 52, 193, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([192, 175, 48, 0], 24),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 3),
];

/// Special blocks inside 2000::/3. Everything outside it is refused as a whole: loopback, link-local, unique local,
/// mapped, translated (NAT64) and multicast addresses among them.
const SPECIAL_V6: &[([u16; 3], u32)] = &[
    ([0x2001, 0, 0], 23),         // protocol assignments: Teredo, ORCHID, benchmarking
    ([0x2001, 0xdb8, 0], 32),     // documentation
    ([0x2002, 0, 0], 16),         // 6to4
    ([0x2620, 0x4f, 0x8000], 48), // AS112
    ([0x3fff, 0, 0], 20),         // documentation
];

/// Names that mean something only inside a network.
const INNER_SUFFIXES: &[&str] =
    &["localhost", "localdomain", "local", "internal", "lan", "home.arpa", "intranet", "corp"];

/// Whether an address belongs to the public internet.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let bits = ip.to_bits();
    !SPECIAL_V4.iter().any(|(base, length)| (bits ^ Ipv4Addr::from(*base).to_bits()) >> (32 - length) == 0)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let bits = ip.to_bits();
    let special = |([a, b, c], length): &([u16; 3], u32)| {
        let base = Ipv6Addr::new(*a, *b, *c, 0, 0, 0, 0, 0).to_bits();
        (bits ^ base) >> (128 - length) == 0
    };
    bits >> 125 == 0b001 && !SPECIAL_V6.iter().any(special)
}

/// Whether a URL that nobody configured may be asked, as far as its text tells: names are checked again when they
/// are resolved.
pub(super) fn check_allowed(url: &Url) -> Result<(), Failure> {
    let refuse = |why: &str| Err(Failure::new(Fault::RefusedByPolicy, url.host_str().unwrap_or("the address"), why));
    if !matches!(url.scheme(), "http" | "https") {
        return refuse("is not asked: only http and https are");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("is not asked: the address holds a user name or password");
    }
    if !matches!(url.port_or_known_default(), Some(80 | 443)) {
        return refuse("is not asked: only ports 80 and 443 are");
    }
    match url.host() {
        None => refuse("is not asked: there is no host"),
        Some(Host::Ipv4(ip)) if !is_public_v4(ip) => refuse("is not asked: it is not a public address"),
        Some(Host::Ipv6(ip)) if !is_public_v6(ip) => refuse("is not asked: it is not a public address"),
        Some(Host::Domain(name)) if is_inner_name(name) => refuse("is not asked: it names a host of a private network"),
        Some(_) => Ok(()),
    }
}

/// Whether a name has a single label or ends as names of inner networks do.
fn is_inner_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let ends_in = |suffix: &&str| name.strip_suffix(*suffix).is_some_and(|head| head.is_empty() || head.ends_with('.'));
    !name.contains('.') || INNER_SUFFIXES.iter().any(ends_in)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_special_block_is_refused_to_its_edges() {
        let table = [
            ("0.0.0.0", false),
            ("0.255.255.255", false),
            ("1.0.0.0", true),
            ("9.255.255.255", true),
            ("10.0.0.1", false),
            ("11.0.0.0", true),
            ("100.63.255.255", true),
            ("100.64.0.0", false),
            ("100.127.255.255", false),
            ("100.128.0.0", true),
            ("127.0.0.2", false),
            ("168.63.129.15", true),
            ("168.63.129.16", false),
            ("168.63.129.17", true),
            ("169.254.169.254", false),
            ("172.15.255.255", true),
            ("172.16.0.0", false),
            ("172.31.255.255", false),
            ("172.32.0.0", true),
            ("192.0.0.8", false),
            ("192.0.2.1", false),
            ("192.88.99.1", false),
            ("192.167.255.255", true),
            ("192.168.0.1", false),
            ("198.17.255.255", true),
            ("198.18.0.0", false),
            ("198.19.255.255", false),
            ("198.20.0.0", true),
            ("198.51.100.7", false),
            ("203.0.113.7", false),
            ("223.255.255.255", true),
            ("224.0.0.1", false),
            ("240.0.0.1", false),
            ("255.255.255.255", false),
            ("::", false),
            ("::1", false),
            ("::ffff:8.8.8.8", false),
            ("::ffff:127.0.0.1", false),
            ("64:ff9b::7f00:1", false),
            ("100::1", false),
            ("1fff::1", false),
            ("2001::1", false),
            ("2001:1ff:ffff::1", false),
            ("2001:200::1", true),
            ("2001:4860:4860::8888", true),
            ("2001:db8::1", false),
            ("2002:7f00:1::", false),
            ("2003::1", true),
            ("2606:4700::1111", true),
            ("3fff::1", false),
            ("3fff:1000::1", true),
            ("4000::1", false),
            ("fc00::1", false),
            ("fe80::1", false),
            ("ff02::1", false),
        ];
        for (ip, expected) in table {
            assert_eq!(is_public(ip.parse().unwrap()), expected, "{ip}");
        }
    }

    #[test]
    fn inner_names() {
        for name in
            ["localhost", "LOCALHOST.", "a.localhost", "router", "nas.local", "x.internal", "pc.lan", "a.home.arpa"]
        {
            assert!(is_inner_name(name), "{name}");
        }
        for name in ["doi.org", "api.crossref.org", "notlocal.org", "mylan.com", "internal.example.org"] {
            assert!(!is_inner_name(name), "{name}");
        }
    }
}
