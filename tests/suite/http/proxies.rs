//! Proxies from the environment: used, left aside for whom `no_proxy` names, and to blame for what they do not carry.

use super::faults::{Scene, raw, status};
use super::requests::{page, run};
use crate::double::desk::Desk;
use crate::double::registries::Script;
use claimbook::http::{Fault, Live, LookupFuture, Names, Proxies, ReachLimit, Response, Transport};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::Arc;

/// Names that all lead to the proxy's own address, so that what goes there went through no proxy.
struct Nowhere;

impl Names for Nowhere {
    fn look_up(&self, _: &str) -> LookupFuture {
        Box::pin(async { Ok(vec![Ipv4Addr::LOCALHOST.into()]) })
    }
}

fn ask(url: &str, environment: &[(&str, String)]) -> Result<Response, (Fault, String)> {
    let environment: BTreeMap<String, String> = environment.iter().map(|(n, v)| ((*n).into(), v.clone())).collect();
    let proxies = Proxies::from_environment(&environment);
    let net = Live::new(ReachLimit { proxies, names: Arc::new(Nowhere), ..ReachLimit::default() });
    run(false, net.send(page(url))).map_err(|f| (f.fault, f.to_string()))
}

/// The same with a password in the proxy's address.
fn with_password(scene: &Scene) -> String {
    scene.base.replace("http://", "http://me:hunter2@")
}

#[test]
fn a_proxy_that_does_not_carry_is_to_blame_and_its_password_stays_hidden() {
    let plain = "http://pub.example/";
    let secure = "https://pub.example/";
    let refusing = || status("407 Proxy Authentication Required", "", "");
    let table: [(&str, Scene, &str); 9] = [
        ("http_proxy", refusing(), plain),
        ("http_proxy", status("502 Bad Gateway", "", "<html>"), plain),
        ("http_proxy", status("504 Gateway Timeout", "", "<html>"), plain),
        ("http_proxy", raw(|_, _| {}), "http://pub.example:80/"),
        ("https_proxy", refusing(), secure),
        ("https_proxy", status("403 Forbidden", "", ""), secure),
        ("https_proxy", status("502 Bad Gateway", "", ""), secure),
        ("HTTPS_PROXY", status("503 Service Unavailable", "", ""), secure),
        ("https_proxy", raw(|_, _| {}), secure),
    ];
    for (at, (variable, scene, url)) in table.iter().enumerate() {
        let (fault, told) = ask(url, &[(variable, with_password(scene))]).unwrap_err();
        if told.starts_with("this machine ") {
            println!("skipped: {url}: this machine has no certificates at all");
            continue;
        }
        // A plain request that ends without a word may be the host's or the proxy's.
        let expected = if at == 3 { Fault::Reset } else { Fault::Proxy };
        assert_eq!(fault, expected, "{at}: {told}");
        assert!(told.starts_with("pub.example ") && !told.contains("hunter2"), "{told}");
    }
    for proxy in ["http://127.0.0.1:1", "127.0.0.1:1", "ftp://me:hunter2@127.0.0.1/", "http://me:hunter2@"] {
        let (fault, told) = ask(plain, &[("http_proxy", proxy.into())]).unwrap_err();
        assert_eq!(fault, Fault::Proxy, "{proxy}: {told}");
        assert!(!told.contains("hunter2"), "{told}");
    }
}

#[test]
fn a_proxy_carries_what_no_proxy_does_not_name() {
    let proxy = Script::default().start();
    let ask = |url: &str, none: &str| {
        let before = proxy.asked().len();
        let said = ask(url, &[("http_proxy", proxy.url()), ("no_proxy", none.into())]);
        (proxy.asked().len() > before, said.map(|r| r.status).map_err(|(fault, _)| fault))
    };
    assert_eq!(ask("http://pub.example/a", ""), (true, Ok(404)));
    assert_eq!(ask("http://pub.example/a", "other.example"), (true, Ok(404)));
    // Asked directly, the name leads inside, which only a proxy may go along with.
    for none in ["*", "pub.example", ".example", "other.example, PUB.example"] {
        assert_eq!(ask("http://pub.example/a", none), (false, Err(Fault::RefusedByPolicy)), "{none}");
    }
    for inner in ["http://127.0.0.1/", "http://router.lan/", "http://10.0.0.1/"] {
        assert_eq!(ask(inner, ""), (false, Err(Fault::RefusedByPolicy)), "{inner}");
    }
    let asked: Vec<String> = proxy.asked().into_iter().map(|a| a.path).collect();
    assert_eq!(asked, ["http://pub.example/a", "http://pub.example/a"]);
}

#[test]
fn check_goes_through_the_proxy_of_the_environment() {
    let refusing = status("407 Proxy Authentication Required", "", "");
    let mut desk = Desk::new();
    desk.terminal.environment.extend([
        ("CLAIMBOOK_DOI_ORG".into(), "http://registry.example".into()),
        ("http_proxy".into(), with_password(&refusing)),
    ]);
    let run = desk.run(&["check", "--only", "doi"]);
    assert_eq!(run.exit, 3, "{}", run.err);
    assert!(run.out.contains("registry.example was not reached: the proxy of this machine"), "{}", run.out);
    assert!(!run.out.contains("hunter2") && !run.err.contains("hunter2"), "{}{}", run.out, run.err);

    let double = Script::default().start();
    desk.terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), double.url()));
    desk.terminal.environment.push(("no_proxy".into(), "127.0.0.0/8".into()));
    let run = desk.run(&["check", "--only", "doi"]);
    assert!(run.exit != 3 && !double.asked().is_empty(), "{}", run.out);
}
