//! Proxies as the environment gives them: which request goes through one, and which goes straight to its host.
//!
//! The rules are curl's: `https_proxy` and `HTTPS_PROXY`, `no_proxy` and `NO_PROXY`, the lower-case name first, but
//! `http_proxy` in lower case alone, since whoever calls a CGI program can set `HTTP_PROXY`. An address without a scheme
//! is an `http` one.

use std::collections::BTreeMap;
use std::net::IpAddr;
use url::{Host, Url};

/// Proxy addresses as the environment gives them (`https_proxy`, `http_proxy`, `no_proxy`). They may hold
/// credentials, so this has no text form.
#[derive(Clone, Default)]
pub struct Proxies {
    /// For `https` URLs.
    pub https: Option<String>,
    /// For `http` URLs.
    pub http: Option<String>,
    /// Hosts asked directly, separated by commas.
    pub none_for: Option<String>,
}

/// The proxy's address cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BadProxy;

impl Proxies {
    /// What an environment says; an empty value is as if there were none.
    pub fn from_environment(environment: &BTreeMap<String, String>) -> Self {
        let of = |name: &str| environment.get(name).filter(|value| !value.trim().is_empty()).cloned();
        Self {
            https: of("https_proxy").or_else(|| of("HTTPS_PROXY")),
            http: of("http_proxy"),
            none_for: of("no_proxy").or_else(|| of("NO_PROXY")),
        }
    }

    /// What to tell the user, once, where one of these URLs goes through a proxy: our check that a name leads to no inner
    /// address is then the proxy's to make. Names the proxy's host alone.
    pub fn notice<'a>(&self, urls: impl IntoIterator<Item = &'a Url>) -> Option<String> {
        let proxy = urls.into_iter().find_map(|url| self.proxy_for(url).ok().flatten())?;
        let host = proxy.host_str().unwrap_or_default();
        Some(format!(
            "Asking through the proxy {host}, which resolves the names: what they lead to is checked there, not here."
        ))
    }

    /// The proxy that a request goes through, if any.
    ///
    /// # Errors
    /// When the address is no URL of `http` or `https`.
    pub(super) fn proxy_for(&self, url: &Url) -> Result<Option<Url>, BadProxy> {
        let given = if url.scheme() == "https" { &self.https } else { &self.http };
        let Some(given) = given.as_deref().map(str::trim).filter(|_| !self.goes_straight(url)) else { return Ok(None) };
        let whole = if given.contains("://") { given.to_owned() } else { format!("http://{given}") };
        let proxy = Url::parse(&whole).map_err(|_| BadProxy)?;
        let usable = matches!(proxy.scheme(), "http" | "https") && proxy.has_host();
        if usable { Ok(Some(proxy)) } else { Err(BadProxy) }
    }

    /// Whether `no_proxy` names the host: `*`, a name and what is below it (with or without a leading dot), an address, a
    /// block of addresses such as `10.0.0.0/8`; each may have a port behind it.
    fn goes_straight(&self, url: &Url) -> bool {
        let (Some(list), Some(host)) = (&self.none_for, url.host()) else { return false };
        let port = url.port_or_known_default();
        list.split([',', ' ']).map(str::trim).filter(|entry| !entry.is_empty()).any(|entry| {
            let (name, its_port) = with_port(entry);
            (its_port.is_none() || its_port == port) && names(name, &host)
        })
    }
}

/// An entry without its port. A colon in an IPv6 address is none, unless brackets say so.
fn with_port(entry: &str) -> (&str, Option<u16>) {
    let split = entry.rsplit_once(':').filter(|(head, _)| head.ends_with(']') || !head.contains(':'));
    match split.and_then(|(head, port)| Some((head, port.parse().ok()?))) {
        Some((head, port)) => (head, Some(port)),
        None => (entry, None),
    }
}

fn names(entry: &str, host: &Host<&str>) -> bool {
    let entry = entry.trim_start_matches('[').trim_end_matches(']');
    match host {
        _ if entry == "*" => true,
        Host::Ipv4(ip) => holds(entry, IpAddr::V4(*ip)),
        Host::Ipv6(ip) => holds(entry, IpAddr::V6(*ip)),
        Host::Domain(name) => {
            let bare = |text: &str| text.trim_matches('.').to_ascii_lowercase();
            let (entry, name) = (bare(entry.trim_start_matches('*')), bare(name));
            name.strip_suffix(entry.as_str()).is_some_and(|head| head.is_empty() || head.ends_with('.'))
                && !entry.is_empty()
        }
    }
}

/// Whether an address, or a block of addresses, holds this one.
fn holds(entry: &str, ip: IpAddr) -> bool {
    let (base, length) = entry.split_once('/').map_or((entry, None), |(base, length)| (base, Some(length)));
    let Ok(base) = base.parse::<IpAddr>() else { return false };
    let whole = if base.is_ipv4() { 32 } else { 128 };
    let Some(length) = length.map_or(Some(whole), |l| l.parse::<u32>().ok()).filter(|l| *l <= whole) else {
        return false;
    };
    let differing = match (base, ip) {
        (IpAddr::V4(a), IpAddr::V4(b)) => u128::from(a.to_bits() ^ b.to_bits()),
        (IpAddr::V6(a), IpAddr::V6(b)) => a.to_bits() ^ b.to_bits(),
        _ => return false,
    };
    differing.checked_shr(whole - length).unwrap_or(0) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Proxies {
        Proxies::from_environment(&pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    fn through(proxies: &Proxies, url: &str) -> Result<Option<String>, BadProxy> {
        Ok(proxies.proxy_for(&url.parse().unwrap())?.map(|proxy| proxy.to_string()))
    }

    #[test]
    fn the_names_of_the_environment() {
        let (plain, secure) = ("http://pub.example/", "https://pub.example/");
        let to = |proxy: &str| Ok(Some(format!("http://{proxy}/")));
        for (pairs, url, expected) in [
            (&[][..], secure, Ok(None)),
            (&[("https_proxy", "http://a:1")], secure, to("a:1")),
            (&[("HTTPS_PROXY", "http://a:1")], secure, to("a:1")),
            (&[("https_proxy", "http://a:1"), ("HTTPS_PROXY", "http://b:1")], secure, to("a:1")),
            (&[("https_proxy", " "), ("HTTPS_PROXY", "http://b:1")], secure, to("b:1")),
            (&[("https_proxy", "http://a:1")], plain, Ok(None)),
            (&[("http_proxy", "a.example:3128")], plain, to("a.example:3128")),
            (&[("HTTP_PROXY", "http://a:1")], plain, Ok(None)),
            (&[("Http_Proxy", "http://a:1")], plain, Ok(None)),
            (&[("http_proxy", "http://a:1")], secure, Ok(None)),
            (&[("https_proxy", "socks5://a:1")], secure, Err(BadProxy)),
            (&[("https_proxy", "http://")], secure, Err(BadProxy)),
            (&[("https_proxy", "http://a:1"), ("no_proxy", "*")], secure, Ok(None)),
            (&[("https_proxy", "http://a:1"), ("NO_PROXY", "pub.example")], secure, Ok(None)),
            (&[("https_proxy", "http://a:1"), ("no_proxy", "x"), ("NO_PROXY", "pub.example")], secure, to("a:1")),
        ] {
            assert_eq!(through(&environment(pairs), url), expected, "{pairs:?} {url}");
        }
    }

    #[test]
    fn hosts_that_are_asked_directly() {
        for (list, url, straight) in [
            ("pub.example", "http://pub.example/", true),
            ("PUB.example", "http://pub.EXAMPLE/", true),
            (".example", "http://pub.example/", true),
            (".pub.example", "http://pub.example/", true),
            ("*.example", "http://pub.example/", true),
            ("a, pub.example ,b", "http://pub.example/", true),
            ("a pub.example", "http://pub.example/", true),
            ("pub.example", "http://a.pub.example/", true),
            ("pub.example", "http://notpub.example/", false),
            ("pub.example.org", "http://pub.example/", false),
            ("pub.example:80", "http://pub.example/", true),
            ("pub.example:443", "http://pub.example/", false),
            ("127.0.0.1", "http://127.0.0.1:8080/", true),
            ("127.0.0.1:8080", "http://127.0.0.1:8080/", true),
            ("127.0.0.1:81", "http://127.0.0.1:8080/", false),
            ("127.0.0.0/8", "http://127.1.2.3/", true),
            ("10.0.0.0/8", "http://127.1.2.3/", false),
            ("0.0.0.0/0", "http://127.1.2.3/", true),
            ("127.0.0.0/33", "http://127.0.0.0/", false),
            ("::1", "http://[::1]/", true),
            ("[::1]:80", "http://[::1]/", true),
            ("[::1]:81", "http://[::1]/", false),
            ("fd00::/8", "http://[fd12::1]/", true),
            ("fd00::/8", "http://10.0.0.1/", false),
            ("::/0", "http://[::1]/", true),
            ("", "http://pub.example/", false),
            (".,*.,:80", "http://pub.example/", false),
        ] {
            let proxies = environment(&[("http_proxy", "http://a:1"), ("no_proxy", list)]);
            assert_eq!(through(&proxies, url), Ok((!straight).then(|| "http://a:1/".into())), "{list} {url}");
        }
    }

    #[test]
    fn the_notice_names_the_proxys_host_and_no_secret() {
        let proxies = environment(&[("https_proxy", "http://me:hunter2@gate.example:3128"), ("no_proxy", "a.example")]);
        let urls: Vec<Url> = ["https://a.example/", "http://b.example/"].iter().map(|u| u.parse().unwrap()).collect();
        assert_eq!(proxies.notice(&urls), None);
        let told = proxies.notice(&["https://b.example/".parse().unwrap()]).unwrap();
        assert!(told.contains("the proxy gate.example, which resolves the names"), "{told}");
        assert!(!told.contains("hunter2") && !told.contains("me:"), "{told}");
    }
}
