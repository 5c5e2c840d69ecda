//! Requests that are too large, too slow or too many.

use super::{desk, log_end};
use crate::double::page::OpenPage;
use claimbook::catalogue::{Catalogue, OpenMode};
use claimbook::model::Settings;
use claimbook::pages::serve::{FileWays, ReviewServer, ServeLimits, ServedDesk};
use claimbook::tasks::desk::ReviewDesk;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A page that does nothing with files.
const NO_FILES: FileWays = FileWays {
    take_in: |_, _| Err(claimbook::tasks::Failure::usage("no files")),
    hand_out: |_, _, _| Err(claimbook::tasks::Failure::usage("no files")),
};

/// A page with other limits, in its own thread.
fn open_with(folder: &Path, limits: ServeLimits) -> (String, std::thread::JoinHandle<()>) {
    let (told, tells) = std::sync::mpsc::channel();
    let folder = folder.to_owned();
    let process = std::thread::spawn(move || {
        let catalogue = Catalogue::open(&folder.join("claimbook.db"), OpenMode::Read).unwrap();
        let times = (crate::double::clock::now(), None);
        let desk = ReviewDesk::new(catalogue, Settings::default(), None, times);
        let desk = ServedDesk::new(desk, crate::double::clock::now, ("claimbook.db".into(), true), NO_FILES);
        let server = ReviewServer::bind(HERE, 0, true, limits).unwrap();
        told.send(server.address().strip_prefix("http://").unwrap().to_owned()).unwrap();
        server.run(desk);
    });
    (tells.recv_timeout(Duration::from_secs(60)).unwrap(), process)
}

/// How long a connection stays open to somebody who sends this, and then nothing.
fn is_cut_after(host: &str, beginning: &str) -> Duration {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream.write_all(beginning.as_bytes()).unwrap();
    let mut answer = Vec::new();
    _ = stream.read_to_end(&mut answer);
    begun.elapsed()
}

#[test]
fn slow_requests_are_cut() {
    let desk = desk();
    let limits = ServeLimits {
        head_time: Duration::from_millis(300),
        time: Duration::from_millis(1200),
        idle: Some(Duration::from_secs(30)),
        ..ServeLimits::default()
    };
    let (host, _page) = open_with(desk.path(), limits);
    let long = Duration::from_secs(20);
    for beginning in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: x\r\n"] {
        assert!(is_cut_after(&host, beginning) < long, "{beginning:?}");
    }
    let body = format!("POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\nslow");
    assert!(is_cut_after(&host, &body) < long);
}

#[test]
fn a_page_that_nobody_asks_for_ends() {
    let desk = desk();
    let (_, page) =
        open_with(desk.path(), ServeLimits { idle: Some(Duration::from_millis(200)), ..ServeLimits::default() });
    let begun = Instant::now();
    page.join().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(30));
}

#[test]
fn what_is_too_large_is_not_read() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    let before = log_end(&desk.terminal);
    let long = format!("X-Long: {}", "a".repeat(40_000));
    assert_eq!(page.send(&page.request("GET", "/", &[&long], "")).status, 431);
    let many: Vec<String> = (0..300).map(|n| format!("X-{n}: a")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(page.send(&page.request("GET", "/", &many, "")).status, 431);
    let large = "a".repeat(300 << 10);
    let reply = page.post("/you", &[("name", &large)]);
    assert!([0, 413].contains(&reply.status), "{}", reply.status);
    // One that says that it is large, and is not, is not waited for.
    let origin = format!("Origin: http://{}", page.host);
    let claims = format!(
        "POST /you HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n{origin}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000000\r\n\r\na=1",
        page.host, page.cookie
    );
    assert_eq!(page.send(&claims).status, 413);
    assert_eq!(log_end(&desk.terminal), before);
    assert_eq!(page.get("/").status, 200);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn ten_thousand_requests_at_once_do_no_harm() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    let before = log_end(&desk.terminal);
    // Some say nothing at all and stay.
    let silent: Vec<TcpStream> = (0..200).filter_map(|_| TcpStream::connect(&page.host).ok()).collect();
    std::thread::scope(|scope| {
        for thread in 0..100 {
            let page = &page;
            scope.spawn(move || {
                for n in 0..100 {
                    let Ok(mut stream) = TcpStream::connect(&page.host) else { continue };
                    let path = if (thread + n) % 50 == 0 { "/" } else { "/nowhere" };
                    _ = stream.write_all(page.request("GET", path, &[], "").as_bytes());
                    if n % 2 == 0 {
                        let mut some = [0; 64];
                        _ = stream.set_read_timeout(Some(Duration::from_millis(500)));
                        _ = stream.read(&mut some);
                    }
                }
            });
        }
    });
    drop(silent);
    let shown = (0..60).map(|_| page.get("/").status).find(|status| *status == 200);
    assert_eq!(shown, Some(200), "it answers again");
    assert_eq!(log_end(&desk.terminal), before);
    assert_eq!(page.end(), 0);
}
