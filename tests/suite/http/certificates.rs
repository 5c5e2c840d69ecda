//! Eight bad certificates, each refused as `tls` with what is wrong with it, and a good one that is not, so that the
//! test sees. Made by `openssl`, which serves them too; there is no switch that turns verification off.

use super::requests::{page, run};
use crate::double::registries::{inside, judge, start};
use claimbook::http::{Authority, Fault, Live, ReachLimit, Transport};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

const TEST: &str = "http::certificates::bad_certificates_are_refused";

/// How a certificate is made and served: its name, dates, digest and who signs it, then what the server insists on.
struct Certificate {
    what: &'static str,
    names: &'static str,
    dates: (&'static str, &'static str),
    digest: &'static str,
    signer: &'static str,
    serve: &'static [&'static str],
    /// What the failure says; none where it is accepted.
    words: Option<&'static str>,
}

const OURS: &str = "DNS:localhost,IP:127.0.0.1";
const NOW: (&str, &str) = ("20200101000000Z", "22000101000000Z");
const HANDSHAKE: Option<&str> = Some("has a certificate or handshake that we do not accept");

const fn certificate(what: &'static str, words: Option<&'static str>) -> Certificate {
    Certificate { what, names: OURS, dates: NOW, digest: "sha256", signer: "ca", serve: &[], words }
}

const CERTIFICATES: &[Certificate] = &[
    certificate("good", None),
    Certificate {
        dates: ("20010101000000Z", "20020101000000Z"),
        ..certificate("expired", Some("has a certificate that has expired"))
    },
    Certificate {
        dates: ("21500101000000Z", "22000101000000Z"),
        ..certificate("not yet valid", Some("has a certificate that is not valid yet"))
    },
    Certificate {
        names: "DNS:other.example,IP:127.0.0.9",
        ..certificate("wrong name", Some("has a certificate for another name"))
    },
    Certificate {
        signer: "itself",
        ..certificate("self-signed", Some("has a certificate that is not signed by anybody this machine trusts"))
    },
    Certificate {
        signer: "stranger",
        ..certificate("unknown authority", Some("has a certificate that is not signed by anybody this machine trusts"))
    },
    Certificate { digest: "sha1", serve: &["-cipher", "ALL:@SECLEVEL=0"], ..certificate("SHA-1", HANDSHAKE) },
    Certificate { serve: &["-tls1", "-cipher", "ALL:@SECLEVEL=0"], ..certificate("TLS 1.0", HANDSHAKE) },
    Certificate { serve: &["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], ..certificate("TLS 1.1", HANDSHAKE) },
];

/// As little of openssl's settings as signing needs: the system's own differ from one to the next.
const SETTINGS: &str = "[req]\ndistinguished_name = name\nprompt = no\n[name]\nCN = claimbook test\n\
    [authority]\nbasicConstraints = critical,CA:TRUE\nkeyUsage = critical,keyCertSign\n\
    [ca]\ndefault_ca = signing\n[signing]\nnew_certs_dir = .\ndatabase = index.txt\nrand_serial = yes\nunique_subject = no\n\
    policy = any\n[any]\nCN = supplied\n";

fn openssl(folder: &Path, arguments: &str) {
    let output = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "openssl {arguments}\n{}", String::from_utf8_lossy(&output.stderr));
}

const NEW_KEY: &str = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config settings.cnf";

fn authority(folder: &Path, name: &str) {
    openssl(
        folder,
        &format!(
            "req -x509 {NEW_KEY} -subj /CN={name} -extensions authority -days 36500 -keyout {name}.key -out {name}.pem"
        ),
    );
}

/// A server of openssl's; it ends when dropped.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Makes a certificate and serves it; gives the server and its port.
fn serve(folder: &Path, at: usize, one: &Certificate) -> (Server, u16) {
    std::fs::write(folder.join("names.cnf"), format!("subjectAltName = {}\n", one.names)).unwrap();
    openssl(folder, &format!("req -new {NEW_KEY} -keyout {at}.key -out {at}.csr"));
    let signer = match one.signer {
        "itself" => format!("-selfsign -keyfile {at}.key"),
        authority => format!("-cert {authority}.pem -keyfile {authority}.key"),
    };
    let (from, to) = one.dates;
    openssl(
        folder,
        &format!(
            "ca -batch -notext -config settings.cnf {signer} -md {} -startdate {from} -enddate {to} -extfile names.cnf \
             -in {at}.csr -out {at}.pem",
            one.digest
        ),
    );
    let server = Command::new("openssl")
        .args(["s_server", "-accept", "127.0.0.1:0", "-www"])
        .args(["-cert", &format!("{at}.pem"), "-key", &format!("{at}.key")])
        .args(one.serve)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut server = Server(server);
    let lines = BufReader::new(server.0.stdout.take().unwrap()).lines().map_while(Result::ok);
    let port = lines.filter_map(|line| line.strip_prefix("ACCEPT ")?.rsplit(':').next()?.trim().parse().ok()).next();
    (server, port.unwrap_or_else(|| panic!("openssl does not serve: {}", one.what)))
}

#[test]
fn bad_certificates_are_refused() {
    if let Some(ports) = inside() {
        return ask(&ports);
    }
    if Command::new("openssl").arg("version").output().is_err() {
        return println!("skipped: needs openssl");
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("settings.cnf"), SETTINGS).unwrap();
    std::fs::write(folder.path().join("index.txt"), "").unwrap();
    authority(folder.path(), "ca");
    authority(folder.path(), "stranger");
    let served: Vec<(Server, u16)> =
        CERTIFICATES.iter().enumerate().map(|(at, c)| serve(folder.path(), at, c)).collect();
    let ports = served.iter().map(|(_, port)| port.to_string()).collect::<Vec<_>>().join(" ");
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.env("SSL_CERT_FILE", folder.path().join("ca.pem")).env_remove("SSL_CERT_DIR");
    let output = start(command, TEST, &ports);
    drop(served);
    judge(TEST, output);
}

/// In a process that trusts our authority, and no other: asks each server, as a configured base.
fn ask(ports: &str) {
    let mut wrong = Vec::new();
    for (one, port) in CERTIFICATES.iter().zip(ports.split(' ')) {
        let url = format!("https://localhost:{port}/");
        let configured = [Authority::from_url(&url.parse().unwrap()).unwrap()].into();
        let answer = run(false, Live::new(ReachLimit { configured, ..ReachLimit::default() }).send(page(&url)));
        let right = match (&answer, one.words) {
            (Ok(response), None) => response.status == 200,
            (Err(failure), Some(words)) => failure.fault == Fault::Tls && failure.detail.contains(words),
            _ => false,
        };
        if !right {
            wrong.push(format!("{}: {answer:?}", one.what));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
