//! T26c: inner addresses that are really there, and a resolver that lies, in a network of their own: whatever leads to
//! them, nobody knocks.

use super::requests::{authority, fast, page, run};
use crate::double::registries::{Script, inside, judge, start};
use claimbook::http::{Fault, Live, Patience, Polite, ReachLimit, RedirectFollower, Transport};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

const TEST: &str = "http::namespace::over_real_sockets_with_a_resolver_that_lies";

/// The metadata service of a cloud, and a host inside somebody's network.
const INNER: [&str; 2] = ["169.254.169.254", "10.0.0.1"];

/// Brings up the loopback with the inner addresses on it, and makes our resolver the system's.
const SET_UP: &str = "set -e; ip link set lo up; for a in 169.254.169.254 10.0.0.1; do ip addr add $a/32 dev lo; done; \
    printf 'nameserver 127.0.0.1\\noptions timeout:1 attempts:1\\n' > \"$1/resolv.conf\"; \
    mount --bind \"$1/resolv.conf\" /etc/resolv.conf; shift; exec \"$@\"";

#[test]
fn over_real_sockets_with_a_resolver_that_lies() {
    if inside().is_some() {
        return within();
    }
    let unshared = |command: &mut Command| {
        command.args(["--map-root-user", "--net", "--mount"]);
    };
    let folder = tempfile::tempdir().unwrap();
    let mut trial = Command::new("unshare");
    unshared(&mut trial);
    trial.args(["sh", "-c", SET_UP, "sh"]).arg(folder.path()).arg("true");
    if !trial.output().is_ok_and(|o| o.status.success()) {
        return println!("skipped: needs the right to a network and mounts of its own (unshare, ip)");
    }
    let mut command = Command::new("unshare");
    unshared(&mut command);
    command.args(["sh", "-c", SET_UP, "sh"]).arg(folder.path()).arg(std::env::current_exe().unwrap());
    judge(TEST, start(command, TEST, "inside"));
}

/// Counts who knocks at an inner address.
fn listen(address: &str, knocks: &Arc<AtomicUsize>) {
    let listener = TcpListener::bind(address).unwrap();
    let knocks = knocks.clone();
    std::thread::spawn(move || listener.incoming().flatten().for_each(|_| _ = knocks.fetch_add(1, SeqCst)));
}

/// Answers every question for an address with an inner one: the one that the name begins with says which.
fn lie() {
    let socket = UdpSocket::bind("127.0.0.1:53").unwrap();
    std::thread::spawn(move || {
        let mut question = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut question) {
            let asked = &question[..length];
            // The first label, then what kind of address is wanted: the last four bytes are type and class.
            let label = &asked[13..13 + usize::from(asked[12])];
            let end = 12 + asked[12..].iter().position(|b| *b == 0).unwrap() + 5;
            let wants_v4 = asked[end - 4..end - 2] == [0, 1];
            let mut answer = asked[..end].to_vec();
            answer[2..12].copy_from_slice(&[0x81, 0x80, 0, 1, 0, u8::from(wants_v4), 0, 0, 0, 0]);
            if wants_v4 {
                let ip = if label == b"cloud" { [169, 254, 169, 254] } else { [10, 0, 0, 1] };
                answer.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4]);
                answer.extend(ip);
            }
            let _ = socket.send_to(&answer, from);
        }
    });
}

fn within() {
    let knocks = Arc::new(AtomicUsize::new(0));
    for address in INNER {
        listen(&format!("{address}:80"), &knocks);
    }
    lie();
    // The scene is what it seems: the addresses answer, and so does the resolver.
    for address in [INNER[0], INNER[1], "cloud.example", "office.example"] {
        drop(TcpStream::connect((address, 80)).unwrap_or_else(|e| panic!("{address}: {e}")));
    }
    while knocks.load(SeqCst) < 4 {
        std::thread::yield_now();
    }
    let outer = Script::default().start();
    let reach = ReachLimit { configured: [authority(&outer.url())].into(), ..ReachLimit::default() };
    let net = RedirectFollower::new(Polite::new(Live::new(reach), fast(&outer), Patience::default()));
    let targets = ["169.254.169.254", "10.0.0.1", "0xa9fea9fe", "10.1", "cloud.example", "office.example"];
    for target in targets {
        for url in [format!("http://{target}/"), format!("{}/to/http://{target}/", outer.url())] {
            let failure = run(false, net.send(page(&url))).unwrap_err();
            assert_eq!(failure.fault, Fault::RefusedByPolicy, "{url}: {failure}");
        }
    }
    assert_eq!(knocks.load(SeqCst), 4, "nobody knocked beside us");
    println!("{} ways to two inner addresses, none taken", targets.len() * 2);
}
