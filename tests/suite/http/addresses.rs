//! Addresses that are never asked, however they are spelt and whoever leads there.

use super::requests::{fast, live, page, run, url};
use crate::double::registries::Script;
use claimbook::http::{Fault, Patience, Polite, RedirectFollower, Request, Transport};
use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use url::Url;

/// Spellings of which the URL library makes no host.
const UNPARSED: &[&str] = &["127.65535.1", "[fe80::1%25eth0]"];

#[test]
fn inner_addresses_are_refused_however_they_are_spelt() {
    let hosts = [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "127.0.0.2",
        "127.255.255.254",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "0x7f.1",
        "127.0.0.1.",
        "127.000.000.001",
        "１２７.0.0.1",
        "127。0。0。1",
        "①②⑦.⓪.⓪.①",
        "0",
        "0.0.0.0",
        "0x0",
        "10.0.0.1",
        "10.1",
        "012.0.0.1",
        "0xa000001",
        "167772161",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.169.254",
        "0xa9fea9fe",
        "2852039166",
        "169.254.43518",
        "0251.0376.0251.0376",
        "168.63.129.16",
        "172.16.0.1",
        "172.31.255.255",
        "0xac100001",
        "192.168.0.1",
        "192.168.1",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "4294967295",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:8.8.8.8]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::1]",
        "[100::1]",
        "[2001::1]",
        "[2001:db8::1]",
        "[2002:7f00:1::]",
        "[3fff::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[5f00::1]",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "ｌocalhost",
        "a.localhost",
        "localhost.localdomain",
        "router",
        "router.",
        "nas.local",
        "db.internal",
        "metadata.google.internal",
        "printer.lan",
        "box.home.arpa",
        "intranet",
        "0x7f.0x0.0x0.0x1",
        "0177.1",
        "00000177.0.0.1",
        "127.0x1",
        "127.65535.1",
        "%31%32%37.0.0.1",
        "127.0.0.%31",
        "127.0.0.1%2e",
        "𝟏𝟐𝟕.𝟎.𝟎.𝟏",
        "127．0．0．1",
        "0300.0250.0.1",
        "0xc0a80001",
        "3232235521",
        "192.168.257",
        "172.16.1",
        "0xac.0x10.0.1",
        "10.0.513",
        "0x0a.0.0.1",
        "1681915904",
        "0x64400001",
        "169.254.0.0",
        "0xa9.254.169.254",
        "[::ffff:a00:1]",
        "[::ffff:169.254.169.254]",
        "[::FFFF:192.168.0.1]",
        "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "[::7f00:1]",
        "[::10.0.0.1]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::1]",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[fe80::1%25eth0]",
        "[febf::1]",
        "[fdff:ffff::1]",
        "[ff05::2]",
        "[2001:10::1]",
        "[2620:4f:8000::1]",
        "localhost.localdomain.",
        "LocalHost.LocalDomain",
        "loc\u{ad}alhost",
        "loc%61lhost",
        "a.b.c.local",
        "x.corp",
        "x.intranet",
        "kubernetes.default.svc.cluster.local",
        "rebound.example",
        "127.0.0.1.nip.example",
    ];
    assert!(hosts.len() >= 104, "{}", hosts.len());
    let distinct: BTreeSet<&str> = hosts.into_iter().collect();
    assert_eq!(distinct.len(), hosts.len());
    let live = live(&["http://127.0.0.1:9"]);
    let mut unparsed = BTreeSet::new();
    run(false, async {
        for host in hosts {
            for scheme in ["http", "https"] {
                // A spelling that is no address at all is refused even earlier.
                let Ok(target) = Url::parse(&format!("{scheme}://{host}/")) else {
                    unparsed.insert(host);
                    continue;
                };
                let failure = live.send(Request::json("page", target)).await.unwrap_err();
                // A machine without certificates does not even begin to connect.
                let bare = failure.fault == Fault::Tls && failure.host == "this machine";
                assert!(bare || failure.fault == Fault::RefusedByPolicy, "{scheme}://{host}/: {failure}");
            }
        }
        for text in [
            "http://8.8.8.8:22/",
            "http://8.8.8.8:8080/",
            "http://127.0.0.1:80/",
            "http://127.0.0.1:10/",
            "ftp://8.8.8.8/",
            "file:///etc/passwd",
            "gopher://8.8.8.8/",
            "http://me@8.8.8.8/",
            "http://me:secret@8.8.8.8/",
            "data:,x",
        ] {
            let failure = live.send(Request::json("page", url(text))).await.unwrap_err();
            assert_eq!(failure.fault, Fault::RefusedByPolicy, "{text}");
            assert!(!failure.to_string().contains("secret"));
        }
    }); // Few enough to know them all: everything else went as far as our own check.
    assert_eq!(unparsed.into_iter().collect::<Vec<_>>(), UNPARSED);
}

#[test]
fn redirects_are_checked_hop_by_hop_and_an_inner_host_sees_no_connection() {
    let inner = Script { ip: Ipv4Addr::new(127, 0, 0, 2).into(), ..Script::default() }.start();
    let neighbour = Script::default().start();
    let outer = Script::default().start();
    let net = RedirectFollower::new(Polite::new(live(&[&outer.url()]), fast(&outer), Patience::default()));
    let ask = |path: String| net.send(page(&format!("{}{path}", outer.url())));
    let escaped = |u: &str| u.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    run(false, async {
        let policy = [
            inner.url(),
            format!("http://[::ffff:127.0.0.2]:{}/", inner.port()),
            format!("http://localhost:{}/", outer.port()),
            format!("http://rebound.example:{}/", inner.port()),
            "http://rebound.example/".into(),
            neighbour.url(),
            "http://169.254.169.254/latest/meta-data/".into(),
            "http://[::ffff:169.254.169.254]/".into(),
            "http://[64:ff9b::7f00:2]/".into(),
            "http://mapped.example/".into(),
            "http://translated.example/".into(),
            "http://all-inside.example/".into(),
            "file:///etc/passwd".into(),
            "ftp://ftp.example/".into(),
            format!("{}/to/{}", outer.url(), inner.url()), // by way of a host that is allowed
            format!("//127.0.0.2:{}/", inner.port()),
        ];
        for target in policy {
            let failure = ask(format!("/to/{}", escaped(&target))).await.unwrap_err();
            assert_eq!(failure.fault, Fault::RefusedByPolicy, "{target}: {failure}");
        }
        assert_eq!(ask("/loop".into()).await.unwrap_err().fault, Fault::RedirectLoop);
        let bad = ask("/to/http://[".into()).await.unwrap_err();
        assert_eq!(bad.fault, Fault::Unexpected);

        let found = ask("/to//api/handles/10.1000/a".into()).await.unwrap();
        assert_eq!((found.status, found.hops.len()), (200, 1));
        assert!(found.url.path().ends_with("/10.1000/a"));

        // A registry's request does not leave its host at all.
        let request = Request::json("handles", url(&format!("{}/to/{}", outer.url(), neighbour.url())));
        assert_eq!(net.send(request).await.unwrap_err().fault, Fault::RedirectedAway);
    });
    assert_eq!((inner.connections(), neighbour.connections()), (0, 0));
}
