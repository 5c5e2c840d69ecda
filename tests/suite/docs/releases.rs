//! What a release is made by and got by: `release/`, the workflow, the action's download, and the pages that speak of them
//! name the same versions, systems, archives and addresses. Nothing here builds a release.

use super::ci::{blocks, text};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
const WORKFLOW: &str = ".github/workflows/release.yml";

/// What the forge calls a runner's system, and the target that is released for it.
const RUNNERS: &[(&str, &str, &str)] = &[
    ("Linux", "X64", "x86_64-unknown-linux-musl"),
    ("Linux", "ARM64", "aarch64-unknown-linux-musl"),
    ("macOS", "X64", "x86_64-apple-darwin"),
    ("macOS", "ARM64", "aarch64-apple-darwin"),
    ("Windows", "X64", "x86_64-pc-windows-msvc"),
];

/// The name of an archive, as the script that makes it says it.
fn archive(target: &str) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("release/build");
    let said = Command::new("bash").arg(script).args(["--name", target]).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8(said.stdout).unwrap().trim_end().to_owned()
}

/// Where an archive is downloaded from, by the metadata that `cargo binstall` reads.
fn binstall_address(target: &str) -> String {
    let manifest: toml::Table = text("Cargo.toml").parse().unwrap();
    let told = &manifest["package"]["metadata"]["binstall"];
    let overrides = told.get("overrides").and_then(|all| all.get(target));
    let format = overrides.and_then(|own| own.get("pkg-fmt")).unwrap_or(&told["pkg-fmt"]);
    let suffix = if format.as_str() == Some("zip") { ".zip" } else { ".tar.gz" };
    let folder = archive(target).strip_suffix(suffix).unwrap().to_owned();
    let whole = |template: &str| {
        let parts = [
            ("{ repo }", REPOSITORY),
            ("{ version }", VERSION),
            ("{ name }", "claimbook"),
            ("{ target }", target),
            ("{ archive-suffix }", suffix),
            ("{ bin }", "claimbook"),
            ("{ binary-ext }", ""),
        ];
        parts.iter().fold(template.to_owned(), |text, (part, value)| text.replace(part, value))
    };
    assert_eq!(whole(told["bin-dir"].as_str().unwrap()), format!("{folder}/claimbook"));
    whole(told["pkg-url"].as_str().unwrap())
}

/// A runner without claimbook: `curl` brings files of `served`, `cargo` and `gh` note what they are told.
struct Runner {
    home: TempDir,
    system: (&'static str, &'static str),
}

impl Runner {
    fn new(system: &'static str, processor: &'static str) -> Self {
        let home = tempfile::tempdir().unwrap();
        for folder in ["programs", "served"] {
            fs::create_dir(home.path().join(folder)).unwrap();
        }
        let runner = Self { home, system: (system, processor) };
        let finds =
            "for last; do :; done\necho \"$last\" >>\"$HOME/asked\"\ncp \"$HOME/served/${last##*/}\" . || exit 22\n";
        runner.program("programs/curl", finds);
        let builds = "echo \"$*\" >>\"$HOME/built\"\nmkdir -p \"$HOME/.claimbook/bin\"\ncp \"$0\" \"$HOME/.claimbook/bin/claimbook\"\n";
        runner.program("programs/cargo", builds);
        runner.program("programs/7z", "tar -xf \"$2\"\n");
        runner
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn program(&self, name: &str, script: &str) {
        fs::write(self.path(name), format!("#!/bin/sh\n{script}")).unwrap();
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn noted(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    fn has_claimbook(&self) -> bool {
        self.path(".claimbook/bin").read_dir().is_ok_and(|mut files| files.next().is_some())
    }

    /// Serves an archive as release/build lays it out, and its checksum.
    fn serve(&self, target: &str) {
        let name = archive(target);
        let folder = name.strip_suffix(".zip").or(name.strip_suffix(".tar.gz")).unwrap();
        let program = if name.ends_with(".zip") { "claimbook.exe" } else { "claimbook" };
        fs::create_dir(self.path(folder)).unwrap();
        self.program(&format!("{folder}/{program}"), "exit 0\n");
        let script = format!("tar -czf served/{name} {folder} && cd served && sha256sum claimbook-* >SHA256SUMS");
        assert!(Command::new("sh").args(["-ec", &script]).current_dir(self.home.path()).status().unwrap().success());
    }

    /// Runs the action's step that brings claimbook: its exit code, and what it says.
    fn get(&self, source: &str) -> (Option<i32>, String) {
        let script = blocks(&text("ci/action/action.yml")).remove(0);
        let mut step = Command::new("bash");
        step.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &script])
            .env_clear()
            .env("HOME", self.home.path());
        step.env("PATH", format!("{}:/usr/bin:/bin", self.path("programs").display()));
        step.env("SOURCE", source).env("TAG", format!("v{VERSION}")).env("GITHUB_PATH", self.path("path"));
        let ran = step.env("RUNNER_OS", self.system.0).env("RUNNER_ARCH", self.system.1).output().unwrap();
        (ran.status.code(), String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned())
    }
}

#[test]
fn the_action_downloads_what_is_released_and_keeps_it() {
    for (system, processor, target) in RUNNERS {
        let runner = Runner::new(system, processor);
        runner.serve(target);
        for again in 0..2 {
            let (code, out) = runner.get(REPOSITORY);
            assert_eq!(code, Some(0), "{target}, {again}: {out}");
            assert!(runner.has_claimbook(), "{target}: {out}");
            if program_runs_here(system) {
                let sums = format!("{REPOSITORY}/releases/download/v{VERSION}/SHA256SUMS\n");
                let asked = sums + &binstall_address(target) + "\n";
                assert_eq!(runner.noted("asked"), asked, "{target}: once, and what is kept is not got again");
            }
        }
        assert_eq!(runner.noted("built"), "", "{target}: nothing is built");
        assert_eq!(
            runner.noted("path").lines().last(),
            runner.path(".claimbook/bin").to_str(),
            "the next steps find it"
        );
    }
}

/// A Windows program's name is not found by this system's shell, so the second run of the test gets it again.
fn program_runs_here(system: &str) -> bool {
    system != "Windows"
}

#[test]
fn what_is_not_what_was_released_is_refused_and_nothing_is_built_in_its_place() {
    let spoil: &[(&str, &str)] = &[
        ("another file", "for file in served/claimbook-*; do echo more >>\"$file\"; done"),
        ("a file that the list does not name", "sed -i s/claimbook/clambook/ served/SHA256SUMS"),
        ("a list of nothing", ": >served/SHA256SUMS"),
    ];
    for (what, script) in spoil {
        let runner = Runner::new("Linux", "X64");
        runner.serve("x86_64-unknown-linux-musl");
        let spoiled = Command::new("sh").args(["-ec", script]).current_dir(runner.home.path()).status().unwrap();
        assert!(spoiled.success(), "{what}");
        let (code, out) = runner.get(REPOSITORY);
        assert!(code == Some(2) && out.contains("::error title=claimbook::claimbook-"), "{what}: {out}");
        assert!(!runner.has_claimbook() && runner.noted("built").is_empty(), "{what}: {out}");
    }
}

#[test]
fn on_github_the_action_asks_who_built_it() {
    for (answer, expected) in [(0, 0), (1, 2)] {
        let runner = Runner::new("Linux", "X64");
        runner.serve("x86_64-unknown-linux-musl");
        runner.program("programs/gh", &format!("echo \"$*\" >>\"$HOME/gh\"\nexit {answer}\n"));
        let (code, out) = runner.get("https://github.com/someone/claimbook");
        assert_eq!((code, runner.has_claimbook()), (Some(expected), expected == 0), "{out}");
        let asked = format!(
            "attestation verify {} --repo someone/claimbook --source-ref refs/tags/v{VERSION} \
             --signer-workflow someone/claimbook/{WORKFLOW}\n",
            archive("x86_64-unknown-linux-musl")
        );
        assert_eq!(runner.noted("gh"), asked);
        assert_eq!(runner.noted("built"), "", "{out}");
    }
}

#[test]
fn the_action_builds_only_where_nothing_can_be_downloaded() {
    for (system, processor, asked) in [("Linux", "X64", true), ("Linux", "RISCV64", false), ("Windows", "ARM64", false)]
    {
        let runner = Runner::new(system, processor);
        for again in 0..2 {
            let (code, out) = runner.get(REPOSITORY);
            assert_eq!(code, Some(0), "{out}");
            let root = runner.path(".claimbook");
            let expected = format!(
                "install --locked --profile dist --git {REPOSITORY} --tag v{VERSION} --root {} claimbook\n",
                root.display()
            );
            assert_eq!(runner.noted("built"), expected, "{again}: once, and what is kept is not built again");
            assert_eq!(!runner.noted("asked").is_empty(), asked, "{system} {processor}");
        }
    }
    let runner = Runner::new("Linux", "X64");
    let (code, out) = runner.get("");
    assert!(code == Some(2) && out.contains("::error title=claimbook::this runner has no claimbook"), "{out}");
    assert!(runner.noted("asked").is_empty() && runner.noted("built").is_empty());
}

#[test]
fn the_same_systems_are_built_downloaded_looked_at_and_told_of() {
    let expected: BTreeSet<&str> = RUNNERS.iter().map(|(_, _, target)| *target).collect();
    let (workflow, action) = (text(WORKFLOW), text("ci/action/action.yml"));
    let built = workflow.split("target: ").skip(1).filter_map(|rest| rest.split_once(", runner:"));
    assert_eq!(built.map(|(target, _)| target).collect::<BTreeSet<_>>(), expected, "{WORKFLOW}");
    let got = action.split(") target=").skip(1).filter_map(|rest| rest.split_once(" ;;"));
    assert_eq!(got.map(|(target, _)| target).filter(|target| *target != "none").collect::<BTreeSet<_>>(), expected);
    let (bans, page) = (text("deny.toml"), text("docs/releasing.md"));
    for target in expected {
        assert!(bans.contains(&format!("  \"{target}\",\n")), "deny.toml does not look at {target}");
        assert!(page.contains(&format!("| `{target}` |")), "docs/releasing.md does not tell of {target}");
    }
}

#[test]
fn one_version_and_one_address_stand_everywhere() {
    let places = [
        ("ci/action/action.yml", format!("    default: v{VERSION}\n")),
        ("CITATION.cff", format!("\nversion: {VERSION}\n")),
        ("CITATION.cff", format!("\nrepository-code: {REPOSITORY}\n")),
        ("CHANGELOG.md", format!("\n## [{VERSION}] - ")),
        ("ci/github-workflow.yml", format!("source: {REPOSITORY}")),
        ("ci/pre-commit-config.yaml", format!("additional_dependencies: [\"claimbook=={VERSION}\"]\n")),
        ("ci/action/action.yml", "        path: ~/.claimbook\n        key: claimbook-${{ inputs.tag }}-".to_owned()),
        ("SECURITY.md", format!("--signer-workflow OWNER/claimbook/{WORKFLOW}")),
        (WORKFLOW, "release/build --target \"$TARGET\" --out dist".to_owned()),
    ];
    for (file, line) in places {
        assert!(text(file).contains(&line), "{file} has no {line:?}");
    }
    let released =
        text("CHANGELOG.md").lines().find(|l| l.starts_with(&format!("## [{VERSION}] - "))).map(str::to_owned);
    let day = released.as_deref().and_then(|line| line.split(" - ").nth(1)).unwrap().to_owned();
    assert!(text("CITATION.cff").contains(&format!("\ndate-released: {day}\n")), "the day of the changelog: {day}");
    let wheel: toml::Table = text("pyproject.toml").parse().unwrap();
    assert_eq!(wheel["project"]["dynamic"][0].as_str(), Some("version"), "the wheel takes it from Cargo.toml");
    assert_eq!(wheel["tool"]["maturin"]["profile"].as_str(), Some("dist"));
}

#[test]
fn the_image_is_made_of_what_the_workflow_lays_out_and_is_not_run_by_root() {
    let (image, workflow) = (text("release/Dockerfile"), text(WORKFLOW));
    assert_eq!(steps(&image, "FROM"), ["scratch"]);
    assert!(steps(&image, "RUN").is_empty() && steps(&image, "ADD").is_empty(), "it has no shell, and fetches nothing");
    let user = steps(&image, "USER").concat();
    assert!(user.split(':').all(|id| id.parse::<u32>().is_ok_and(|id| id > 0)), "{user}: by number, and not root");
    let copied = steps(&image, "COPY").into_iter().map(|rest| rest.trim_start_matches("--chmod=0755 "));
    let sources: Vec<&str> = copied.filter_map(|rest| rest.split(' ').next()).collect();
    assert_eq!(sources, ["ca-certificates.crt", "${TARGETARCH}/claimbook"]);
    for laid_out in
        ["for pair in amd64=x86_64 arm64=aarch64", "\"image/${pair%=*}/claimbook\"", "ca-certificates.crt image/"]
    {
        assert!(workflow.contains(laid_out), "{WORKFLOW}: {laid_out}");
    }
}

/// What follows a word of a Dockerfile.
fn steps<'a>(image: &'a str, word: &str) -> Vec<&'a str> {
    image.lines().filter_map(|line| line.strip_prefix(word)?.strip_prefix(' ')).collect()
}

#[test]
fn the_script_is_sound_as_far_as_a_shell_can_tell() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("release/build");
    assert_ne!(fs::metadata(&script).unwrap().permissions().mode() & 0o100, 0, "it can be run");
    assert!(Command::new("bash").arg("-n").arg(&script).status().unwrap().success());
    match Command::new("shellcheck").arg(&script).output() {
        Ok(said) => assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stdout)),
        Err(_) => eprintln!("skipped: shellcheck is not installed"),
    }
}

/// The script tries what it made by an audit, and looks for words of it.
#[test]
fn the_words_that_the_script_waits_for_are_said() {
    let script = text("release/build");
    let awaited = script.split("\"$said\" == *'").nth(1).and_then(|rest| rest.split("'*").next()).unwrap();
    let mut audit = Command::new(env!("CARGO_BIN_EXE_claimbook"));
    let said = audit.args(["--example", "audit", "--today", "2026-11-23"]).output().unwrap();
    let said_words = String::from_utf8_lossy(&said.stdout);
    assert!(said.status.code() == Some(1) && said_words.contains(awaited), "“{awaited}” is not in:\n{said_words}");
}
