//! Secrets stay where they are. Two kinds, and the line between them:
//!
//! - What is the machine's (a proxy's password, a token in the environment, a key in a setting that is refused) is written
//!   nowhere: not shown, not stored, not sent.
//! - What an article prints (an address with a user name, a token or a signature in it) is the article's own text, and is
//!   kept and shown as printed, like every other word of it. It is never sent, and no message about the network, no
//!   observation and no reason repeats it.

use super::faults::status;
use crate::double::desk::Desk;
use crate::double::registries::{Answer, Class, Script};
use crate::double::terminal::Terminal;
use claimbook::registry::SERVICES;
use serde_json::Value;

/// Secrets of the machine: nobody may repeat them.
const MACHINE: &[&str] = &[
    "PlantedProxyPassword",
    "PlantedSecureProxyPassword",
    "PlantedGithubToken",
    "PlantedAuthorization",
    "PlantedApiKey",
    "PlantedNcbiKey",
    "PlantedCrossrefPlus",
    "PlantedSessionCookie",
    "PlantedAwsSecret",
    "PlantedPassword",
    "PlantedCatchAllProxy",
    "PlantedNpmToken",
    "PlantedGitlabToken",
    "PlantedSshPassphrase",
    "PlantedGoogleKey",
    "PlantedAzureSecret",
    "PlantedMailPassword",
];

/// Addresses that an article prints, with a secret in each.
const PRINTED: &[&str] = &[
    "https://me:PlantedUserinfo@files.example/paper.pdf",
    "https://PlantedUserName@files.example/paper.pdf",
    "https://files.example/paper.pdf?token=PlantedToken",
    "https://files.example/paper.pdf?access_token=PlantedAccess",
    "https://files.example/paper.pdf?api_key=PlantedKey",
    "https://files.example/paper.pdf?X-Amz-Signature=PlantedSignature&X-Amz-Credential=PlantedCredential",
    "https://files.example/paper.pdf?sig=PlantedSig&se=2026-11-23",
    "https://files.example/paper.pdf?Signature=PlantedCdn&Key-Pair-Id=PlantedPair",
    "https://files.example/paper.pdf#access_token=PlantedFragment",
    "https://files.example/session;jsessionid=PlantedSession/paper.pdf",
    "https://files.example/paper.pdf?password=PlantedWord",
    "https://files.example/paper.pdf?auth=PlantedBearer",
    "https://doi.org/10.5555/paper.1?token=PlantedBesideDoi",
    "https://me:PlantedBeforeDoi@doi.org/10.5555/paper.2",
    "https://files.example/paper.pdf?X-Goog-Signature=PlantedGoogleSigned",
    "https://files.example/paper.pdf?code=PlantedCode&state=PlantedState",
    "https://files.example/paper.pdf?secret=PlantedSecret",
    "https://files.example/paper.pdf?client_secret=PlantedClient",
    "https://files.example/paper.pdf?refresh_token=PlantedRefresh",
    "https://files.example/share/PlantedShareLink/paper.pdf",
    "https://files.example/paper.pdf?Authorization=PlantedHeaderInUrl",
    "http://files.example:8443/paper.pdf?pwd=PlantedPwd",
];

fn article() -> String {
    let mut text = "Knee pain\n\nAbout 40% of adults have knee pain [1].\n\nReferences\n\n".to_owned();
    for (at, address) in PRINTED.iter().enumerate() {
        let number = at + 1;
        text += &format!("{number}. Doe J. Knees, part {number}. J Fict Med. 2020;4(2):11-19. {address}\n\n");
    }
    text
}

/// A desk with the article, and every secret of the machine in its environment.
fn desk(proxy: &str) -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("knees.txt"), article()).unwrap();
    let mut terminal = Terminal::piped(folder.path());
    let proxy = |password: &str| proxy.replace("http://", &format!("http://me:{password}@"));
    for (name, value) in [
        ("http_proxy", proxy("PlantedProxyPassword")),
        ("https_proxy", proxy("PlantedSecureProxyPassword")),
        ("GITHUB_TOKEN", "PlantedGithubToken".into()),
        ("AUTHORIZATION", "Bearer PlantedAuthorization".into()),
        ("API_KEY", "PlantedApiKey".into()),
        ("NCBI_API_KEY", "PlantedNcbiKey".into()),
        ("CROSSREF_PLUS_API_TOKEN", "PlantedCrossrefPlus".into()),
        ("HTTP_COOKIE", "session=PlantedSessionCookie".into()),
        ("AWS_SECRET_ACCESS_KEY", "PlantedAwsSecret".into()),
        ("PGPASSWORD", "PlantedPassword".into()),
        ("all_proxy", proxy("PlantedCatchAllProxy")),
        ("NPM_TOKEN", "PlantedNpmToken".into()),
        ("CI_JOB_TOKEN", "PlantedGitlabToken".into()),
        ("SSH_PASSPHRASE", "PlantedSshPassphrase".into()),
        ("GOOGLE_API_KEY", "PlantedGoogleKey".into()),
        ("AZURE_CLIENT_SECRET", "PlantedAzureSecret".into()),
        ("SMTP_PASSWORD", "PlantedMailPassword".into()),
    ] {
        terminal.environment.push((name.into(), value));
    }
    (folder, terminal)
}

/// Every word that was planted in the article.
fn printed() -> Vec<&'static str> {
    let words = PRINTED.iter().flat_map(|address| address.split(|c: char| !c.is_ascii_alphanumeric()));
    words.filter(|word| word.starts_with("Planted")).collect()
}

fn hold(text: &str, secrets: &[&'static str]) -> Vec<&'static str> {
    secrets.iter().copied().filter(|secret| text.contains(secret)).collect()
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn no_run_repeats_a_secret() {
    let printed = printed();
    let everything: Vec<&str> = MACHINE.iter().chain(&printed).copied().collect();
    assert!(everything.len() >= 40, "{everything:?}");
    let all = |class| Script { all: Some(class), ..Script::default() };
    // The formats differ in what they do with a reason, not in how it came about; what is asked again takes its time.
    let formats = &["human", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown"][..];
    let scenes = [
        (Script::default(), &["json", "human"][..]),
        (all(Class::Html(200)), formats),
        (all(Class::Wire(Answer::Reset)), &["json"]),
        (all(Class::Wire(Answer::redirect("http://portal.example/?next=x"))), &["json", "human"]),
    ];
    let proxy = status("407 Proxy Authentication Required", "", "");
    for (at, (scene, formats)) in scenes.into_iter().enumerate() {
        let double = scene.start();
        let (folder, mut terminal) = desk(&proxy.base);
        // In the last, everybody is asked through the proxy, which refuses.
        let proxied = at == 3;
        for service in SERVICES {
            let url = if proxied { "http://registry.example".to_owned() } else { double.url() };
            terminal.environment.push((service.variable.into(), url));
        }
        if !proxied {
            terminal.environment.push(("no_proxy".into(), "127.0.0.1".into()));
        }
        terminal.ok(&["init"]);
        let imported = terminal.run(&["import", "knees.txt", "-v"]);
        assert_eq!(imported.exit, 0, "{}", imported.err);
        // One run for all formats: each would wait as long as the first.
        let also: Vec<String> = formats.iter().map(|format| format!("{format}=said.{format}")).collect();
        let mut arguments = vec!["check", "-v", "--only", "doi,metadata,notices"];
        also.iter().for_each(|also| arguments.extend(["--also", also]));
        let run = terminal.run(&arguments);
        assert!(run.exit <= 3, "{}", run.err);
        assert_eq!(hold(&run.out, MACHINE), [""; 0], "{}", run.out);
        assert_eq!(hold(&run.err, &everything), [""; 0], "{}", run.err);
        for format in formats {
            let said = std::fs::read_to_string(folder.path().join(format!("said.{format}"))).unwrap();
            assert_eq!(hold(&said, MACHINE), [""; 0], "{format}: {said}");
            if *format == "json" {
                let report: Value = serde_json::from_str(&said).unwrap();
                for part in ["unchecked", "works", "checked"] {
                    assert_eq!(hold(&report[part].to_string(), &everything), [""; 0], "{part}: {}", report[part]);
                }
            }
        }
        for asked in double.asked() {
            assert_eq!(hold(&format!("{asked:?}"), &everything), [""; 0], "sent: {asked:?}");
        }
        // Of the catalogue: nothing of the machine's, and nothing at all in what was observed.
        let file = String::from_utf8_lossy(&std::fs::read(folder.path().join("claimbook.db")).unwrap()).into_owned();
        assert_eq!(hold(&file, MACHINE), [""; 0]);
        assert!(!hold(&file, &printed).is_empty(), "what is printed is kept as printed");
        terminal.ok(&["dump", "text"]);
        let observed = std::fs::read_to_string(folder.path().join("text/observations.csv")).unwrap();
        assert_eq!(hold(&observed, &everything), [""; 0], "{observed}");
    }
}

#[test]
fn a_setting_that_is_refused_is_named_without_its_secret() {
    let desk = Desk::new();
    let settings = desk.terminal.folder.join("claimbook.toml");
    for (url, expected) in [
        ("https://me:PlantedPassword@registry.example/", "claimbook.toml:3:7"),
        ("https://registry.example/?token=PlantedPassword", "claimbook.toml:3:7"),
        ("registry.example/PlantedPassword", "claimbook.toml:3:7"),
        ("ftp://me:PlantedPassword@registry.example/", "claimbook.toml:3:7"),
    ] {
        std::fs::write(&settings, format!("[services.crossref]\n# ours\nurl = \"{url}\"\n")).unwrap();
        let run = desk.run(&["check"]);
        assert_eq!(run.exit, 2, "{url}: {}", run.err);
        assert!(run.err.contains(expected) && run.err.contains("services.crossref.url"), "{url}: {}", run.err);
        assert!(!run.err.contains("Planted"), "{}", run.err);
    }
    std::fs::remove_file(settings).unwrap();
    for url in [
        "https://me:PlantedPassword@registry.example/",
        "registry PlantedPassword",
        "https://x.example/?PlantedPassword",
    ] {
        let mut desk = Desk::new();
        desk.terminal.environment.push(("CLAIMBOOK_CROSSREF".into(), url.into()));
        let run = desk.run(&["check"]);
        assert_eq!(run.exit, 2, "{url}: {}", run.err);
        assert!(run.err.contains("CLAIMBOOK_CROSSREF") && !run.err.contains("Planted"), "{url}: {}", run.err);
    }
}
