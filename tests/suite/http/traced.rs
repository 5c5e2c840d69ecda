//! Whom the program connects to, seen by the system, and what it says when it does.

use crate::double::desk::Desk;
use crate::double::golden::golden;
use crate::double::registries::{Asked, Script};
use claimbook::registry::SERVICES;
use std::path::Path;
use std::process::Command;

/// The system calls of a run of the program that have to do with the network; none where they cannot be seen here.
fn traced(folder: &Path, environment: &[(&str, String)], arguments: &[&str]) -> Option<(i32, String)> {
    let trace = folder.join("trace.txt");
    let strace = |command: &mut Command| {
        command.args(["-f", "-qq", "-e", "trace=socket,connect,sendto", "-o"]).arg(&trace).output()
    };
    if !strace(Command::new("strace").arg("true")).is_ok_and(|o| o.status.success()) {
        println!("skipped: needs strace, and the right to use it");
        return None;
    }
    let mut command = Command::new("strace");
    command.current_dir(folder).env_clear().env("PATH", "/usr/bin:/bin").envs(environment.iter().cloned());
    command.args(["-f", "-qq", "-e", "trace=socket,connect,sendto", "-o"]).arg(&trace);
    let output = command.arg(env!("CARGO_BIN_EXE_claimbook")).args(arguments).output().unwrap();
    Some((output.status.code().unwrap_or(-1), std::fs::read_to_string(trace).unwrap()))
}

/// The environment that leads every service to one address.
fn all_to(url: &str) -> Vec<(&'static str, String)> {
    SERVICES.iter().map(|service| (service.variable, url.to_owned())).collect()
}

#[test]
fn only_the_configured_host_is_connected_to() {
    let desk = Desk::new();
    let double = Script::default().start();
    let arguments = ["check", "--only", "doi,metadata,notices", "--format", "json"];
    let Some((_, trace)) = traced(&desk.terminal.folder, &all_to(&double.url()), &arguments) else { return };
    let ours = format!("sin_port=htons({}), sin_addr=inet_addr(\"127.0.0.1\")", double.port());
    let (to_it, elsewhere): (Vec<&str>, Vec<&str>) =
        trace.lines().filter(|line| line.contains("connect(")).partition(|line| line.contains(&ours));
    assert!(!to_it.is_empty() && !double.asked().is_empty(), "the trace saw nothing:\n{trace}");
    assert_eq!(elsewhere, [""; 0], "{trace}");
    assert!(!trace.contains("AF_UNIX") && !trace.contains("AF_NETLINK"), "no name had to be looked up:\n{trace}");
}

#[test]
fn offline_and_audit_open_no_socket_at_all() {
    let desk = Desk::new();
    let double = Script::default().start();
    for arguments in [
        &["--offline", "check"][..],
        &["--offline", "check", "--refresh", "--only", "doi"],
        &["audit"],
        &["export", "claims", "--to", "csv"],
        &["suggest"],
    ] {
        let Some((code, trace)) = traced(&desk.terminal.folder, &all_to(&double.url()), arguments) else { return };
        let sockets: Vec<&str> =
            trace.lines().filter(|line| line.contains("socket(") || line.contains("connect(")).collect();
        assert_eq!(sockets, [""; 0], "{arguments:?}");
        assert!((0..=3).contains(&code), "{arguments:?}: {code}");
    }
    assert_eq!(double.connections(), 0);
}

/// A request as it was received, without what differs from run to run.
fn render(asked: &Asked, port: u16) -> String {
    let query = if asked.query.is_empty() { String::new() } else { format!("?{}", asked.query) };
    let headers = asked.headers.iter().map(|(name, value)| {
        format!("{name}: {}\n", value.replace(&port.to_string(), "PORT").replace(env!("CARGO_PKG_VERSION"), "VERSION"))
    });
    format!("{} {}{query}\n{}\n", asked.method, asked.path, headers.collect::<String>())
}

#[test]
fn a_request_is_what_the_golden_file_says() {
    let mut desk = Desk::new();
    let double = Script::default().start();
    std::fs::write(desk.terminal.folder.join("claimbook.toml"), "mailto = \"desk@publisher.example\"\n").unwrap();
    for service in SERVICES {
        desk.terminal.environment.push((service.variable.into(), double.url()));
    }
    desk.run(&["check", "--only", "doi"]);
    let mut requests: Vec<String> = double.asked().iter().map(|asked| render(asked, double.port())).collect();
    requests.sort();
    golden("http/requests.txt", &requests.concat());
    for name in ["cookie", "referer", "authorization", "from", "x-"] {
        assert!(!requests.iter().any(|r| r.lines().any(|l| l.starts_with(name))), "{name} is sent: {requests:?}");
    }
}
