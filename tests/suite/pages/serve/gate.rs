//! Who is let in: each test tries an attack.

use super::{desk, log_end};
use crate::double::page::OpenPage;
use sha2::{Digest, Sha256};

/// A path that changes something, where everything else is right.
fn dismissing(page: &OpenPage) -> String {
    let first = page.get("/").body;
    let from = first.find("/claims/").unwrap();
    format!("{}/dismiss", first[from..].split(['"', '?']).next().unwrap())
}

#[test]
fn the_first_address_is_good_once_and_leaves_no_trace_of_its_token() {
    let desk = desk();
    let page = OpenPage::begin(&desk.terminal, &[]);
    assert_eq!(page.start.len(), "/start/".len() + 64);
    for guess in
        ["/start/", "/start", &format!("/start/{}", "0".repeat(64)), &page.start[..40], &page.start.to_uppercase()]
    {
        assert_eq!(page.get(guess).status, 403, "{guess}");
    }
    let first = page.get(&page.start.clone());
    assert_eq!((first.status, first.header("location")), (303, Some("/")));
    let cookie = first.header("set-cookie").unwrap();
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{cookie}");
    assert!(!cookie.contains(&page.start[7..]), "the cookie is another secret");
    let second = page.get(&page.start.clone());
    assert_eq!((second.status, second.header("set-cookie")), (403, None));
    let mut known = page;
    known.cookie = cookie.split(';').next().unwrap().to_owned();
    assert_eq!(known.get(&known.start.clone()).status, 303, "a browser that asks twice is sent on");
    let shown = known.get("/").body;
    assert!(!shown.contains(&known.start[7..]), "no page holds the first token");
}

#[test]
fn nobody_is_let_in_without_the_cookie_or_with_a_guessed_one() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    let (name, value) = page.cookie.split_once('=').unwrap();
    let guesses = [
        String::new(),
        format!("{name}="),
        format!("{name}={}", "0".repeat(64)),
        format!("{name}={}", &value[..62]),
        format!("other={value}"),
        format!("{name}={}", page.token),
        format!("{name}={}", &page.start[7..]),
    ];
    for guess in guesses {
        let header = format!("Host: {}\r\nCookie: {guess}", page.host);
        for path in ["/", "/claims/x", "/you", "/nowhere"] {
            let reply = page.send(&format!("GET {path} HTTP/1.1\r\n{header}\r\n\r\n"));
            assert_eq!(reply.status, 403, "{guess} {path}");
            assert!(!reply.body.contains("knee"), "{}", reply.body);
        }
    }
    assert_eq!(page.get("/").status, 200);
}

#[test]
fn another_host_is_turned_away_before_any_page_is_looked_for() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    let (cookie, port) = (page.cookie.clone(), page.host.split(':').nth(1).unwrap().to_owned());
    let own = page.host.clone();
    let hosts = [
        format!("Host: rebound.example:{port}"),
        format!("Host: localhost:{port}"),
        "Host: 127.0.0.1".to_owned(),
        format!("Host: 127.0.0.1.:{port}"),
        format!("Host: [::1]:{port}"),
        format!("Host: user@{own}"),
        format!("Host: {own}.example"),
        format!("Host: {own}\r\nHost: rebound.example"),
        format!("Host: {own}, rebound.example"),
        "Host:".to_owned(),
        "X-Host: none".to_owned(),
    ];
    for host in hosts {
        for path in ["/", "/nowhere", page.start.as_str()] {
            let reply = page.send(&format!("GET {path} HTTP/1.1\r\n{host}\r\nCookie: {cookie}\r\n\r\n"));
            assert!([400, 403].contains(&reply.status), "{host} {path}: {}", reply.status);
            assert!(reply.header("set-cookie").is_none(), "{host} {path}");
        }
    }
    let absolute = format!("GET http://rebound.example:{port}/ HTTP/1.1\r\nHost: {own}\r\nCookie: {cookie}\r\n\r\n");
    assert_eq!(page.send(&absolute).status, 403);
    assert_eq!(page.send(&format!("GET / HTTP/1.0\r\nCookie: {cookie}\r\n\r\n")).status, 403);
}

#[test]
fn what_changes_something_comes_from_a_form_of_this_run() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    let (path, before) = (dismissing(&page), log_end(&desk.terminal));
    let claim = page.get(path.strip_suffix("/dismiss").unwrap());
    let body = format!("token={}&seen={}", page.token, claim.field("seen"));
    let kind = "Content-Type: application/x-www-form-urlencoded".to_owned();
    let origin = format!("Origin: http://{}", page.host);
    let port = page.host.split(':').nth(1).unwrap();
    let of = |headers: &[&str], body: &str| page.send(&page.request("POST", &path, headers, body)).status;
    // Where it came from.
    for wrong in [
        String::new(),
        "Origin: null".to_owned(),
        "Origin: https://evil.example".to_owned(),
        format!("Origin: https://{}", page.host),
        format!("Origin: http://localhost:{port}"),
        "Origin: http://127.0.0.1".to_owned(),
        format!("{origin}/"),
        format!("{origin}.evil.example"),
        format!("{origin}\r\n{origin}"),
        format!("Referer: http://{}/", page.host),
    ] {
        let headers: Vec<&str> = [wrong.as_str(), kind.as_str()].into_iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(of(&headers, &body), 403, "{wrong}");
    }
    for site in ["cross-site", "same-site", "none"] {
        assert_eq!(of(&[&origin, &kind, &format!("Sec-Fetch-Site: {site}")], &body), 403, "{site}");
    }
    // What it bears.
    let zeros = "0".repeat(64);
    let cookie = page.cookie.split_once('=').unwrap().1.to_owned();
    for token in ["", &zeros, &page.token[..62], &cookie, &page.start[7..]] {
        let forged = body.replace(&page.token, token);
        assert_eq!(of(&[&origin, &kind], &forged), 403, "{token}");
    }
    assert_eq!(of(&[&origin, &kind], ""), 403);
    // What it is.
    for other in ["text/plain", "application/json", "application/x-www-form-urlencodedx", ""] {
        assert_eq!(of(&[&origin, &format!("Content-Type: {other}")], &body), 415, "{other}");
    }
    assert_eq!(of(&[&origin], &body), 415);
    // How it is asked.
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"] {
        let reply = page.send(&page.request(method, &path, &[&origin, &kind], &body));
        assert!([400, 405].contains(&reply.status), "{method}: {}", reply.status);
        assert!(reply.headers.iter().all(|(name, _)| !name.starts_with("access-control")), "{reply:?}");
    }
    for get in [path.clone(), format!("{path}?{body}"), "/undo".to_owned(), "/end".to_owned()] {
        assert_eq!(page.get(&get).status, 404, "{get}");
    }
    assert_eq!(log_end(&desk.terminal), before, "nothing was changed");
    assert_eq!(of(&[&origin, &kind, "Sec-Fetch-Site: same-origin"], &body), 303, "the same from the page itself");
    assert_ne!(log_end(&desk.terminal), before);
}

#[test]
fn a_page_of_another_run_sends_nothing_here() {
    let desk = desk();
    let (one, other) = (OpenPage::open(&desk.terminal, &[]), OpenPage::open(&desk.terminal, &[]));
    let before = log_end(&desk.terminal);
    let mut stranger = one;
    stranger.token.clone_from(&other.token);
    assert_eq!(stranger.post(&dismissing(&stranger), &[]).status, 403);
    assert_eq!(log_end(&desk.terminal), before);
}

#[test]
fn every_answer_has_its_headers_and_runs_what_is_ours_alone() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    let claim = dismissing(&page);
    let shown = claim.strip_suffix("/dismiss").unwrap();
    for path in ["/", shown, "/nowhere", "/claims/nothing", "/start/x", "/you"] {
        let reply = page.get(path);
        let policy = reply.header("content-security-policy").unwrap_or_else(|| panic!("{path}: {reply:?}"));
        for part in ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.split("; ").any(|known| known == part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(reply.header(name), Some(value), "{path}: {name}");
        }
        assert!(reply.headers.iter().all(|(name, _)| !name.starts_with("access-control")), "{path}");
        for (tag, directive) in [("style", "style-src"), ("script", "script-src")] {
            let Some(inner) = reply.body.split(&format!("<{tag}>")).nth(1) else { continue };
            let inner = inner.split(&format!("</{tag}>")).next().unwrap();
            let hash = claimbook_base64(&Sha256::digest(inner.as_bytes()));
            assert!(policy.contains(&format!("{directive} 'sha256-{hash}'")), "{path}: {tag}");
        }
    }
}

fn claimbook_base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[test]
fn tricks_with_paths_lead_nowhere() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    let long = format!("/{}", "a/".repeat(3000));
    for path in [
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/claimbook.db",
        "/claimbook.db",
        "//evil.example/",
        "/claims/../../x",
        "/claims/%00",
        "/claims/%ff",
        "/claims/..%2f..",
        "/claims/x/dismiss",
        "/claims/00000000-0000-0000-0000-000000000000",
        "/\\..\\x",
        "/?x=%ff",
        long.as_str(),
    ] {
        let reply = page.get(path);
        assert!(
            path == "/?x=%ff" && reply.status == 200 || [0, 400, 404].contains(&reply.status),
            "{path}: {}",
            reply.status
        );
        assert!(!reply.body.contains("root:") && !reply.body.contains("SQLite format"), "{path}");
        assert!(reply.header("location").is_none(), "{path}");
    }
}

#[test]
fn no_other_machine_is_listened_to() {
    let desk = desk();
    for address in ["0.0.0.0", "::", "192.168.0.1", "127.0.0.2", "::ffff:127.0.0.1", "10.0.0.1"] {
        let run = desk.run(&["serve", "--no-browser", "--address", address]);
        assert_eq!(run.exit, 2, "{address}: {}", run.err);
        assert!(run.err.contains("--address 127.0.0.1 or ::1"), "{}", run.err);
        assert_eq!(run.out, "");
    }
}

#[test]
fn a_page_that_only_shows_changes_nothing() {
    let desk = desk();
    let before = log_end(&desk.terminal);
    let mut page = OpenPage::open(&desk.terminal, &["--read-only"]);
    let path = dismissing(&page);
    let shown = page.get(path.strip_suffix("/dismiss").unwrap());
    assert!(!shown.body.contains("<form method=\"post\""), "{}", shown.body);
    page.token = "0".repeat(64);
    assert_eq!(page.post(&path, &[]).status, 403);
    assert_eq!(page.post("/you", &[("name", "M. Allory")]).status, 403);
    assert_eq!(log_end(&desk.terminal), before);
}
