//! The files of ci/: docs/ci.md shows them as they are, and what is in them runs.

use crate::double::desk::Desk;
use crate::double::sample::sample_in;
use std::path::Path;
use std::process::{Command, Output};

/// The files, and how a forge runs what is in them: GitHub by `bash -eo pipefail`, GitLab and pre-commit by `sh`.
const FILES: &[(&str, &[&str])] = &[
    ("ci/github-workflow.yml", &[]),
    ("ci/action/action.yml", &["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]),
    ("ci/gitlab-ci.yml", &["sh", "-ec"]),
    ("ci/pre-commit-config.yaml", &["sh", "-ec"]),
];

pub(super) fn text(file: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// The blocks under `run: |`, in their order.
pub(super) fn blocks(whole: &str) -> Vec<String> {
    let block = |block: &str| {
        let depth = block.len() - block.trim_start().len();
        let lines = block.lines().map_while(|line| line.get(depth..).filter(|_| line.starts_with("        ")));
        lines.fold(String::new(), |script, line| script + line + "\n")
    };
    whole.split("run: |\n").skip(1).map(block).collect()
}

/// What a file runs: the last block under `run: |`, the lines under `script:`, or the hook's `entry:`.
pub(super) fn script(file: &str) -> String {
    let whole = text(file);
    if let Some(last) = blocks(&whole).pop() {
        return last;
    }
    if let Some((_, behind)) = whole.split_once("  script:\n") {
        let lines = behind.lines().take_while(|line| line.starts_with("    "));
        let commands = lines.filter_map(|line| line.trim().strip_prefix("- "));
        return commands.fold(String::new(), |script, line| script + line + "\n");
    }
    let entries = whole.lines().filter_map(|line| line.trim().strip_prefix("entry: "));
    entries.fold(String::new(), |script, line| script + line + "\n")
}

/// Runs what a file runs, in a folder, as the forge does.
pub(super) fn run_in(file: &str, folder: &Path, inputs: &[(&str, &str)]) -> Output {
    let shell = FILES.iter().find(|(known, _)| *known == file).map(|(_, shell)| *shell).unwrap();
    run(file, shell, folder, inputs)
}

/// The same in a shell, with the binary on the path and nobody to ask.
fn run(file: &str, shell: &[&str], folder: &Path, inputs: &[(&str, &str)]) -> Output {
    let programs = Path::new(env!("CARGO_BIN_EXE_claimbook")).parent().unwrap();
    let mut command = Command::new(shell[0]);
    command.args(&shell[1..]).arg(script(file)).current_dir(folder);
    command.env("PATH", format!("{}:{}", programs.display(), std::env::var("PATH").unwrap()));
    command.envs(claimbook::registry::SERVICES.iter().map(|s| (s.variable, "http://127.0.0.1:1")));
    command
        .env("XDG_CONFIG_HOME", folder)
        .env("GITHUB_STEP_SUMMARY", folder.join("summary.md"))
        .envs(inputs.iter().copied())
        .output()
        .unwrap()
}

#[test]
fn the_page_shows_the_files() {
    let page = text("docs/ci.md");
    for (file, _) in FILES {
        assert!(
            page.contains(&format!("`{file}`:\n\n```yaml\n{}```\n", text(file))),
            "docs/ci.md shows another {file}"
        );
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_scripts_run_as_the_forges_run_them() {
    // The hook compares with a commit: `pull_requests` has one.
    for (file, shell) in FILES.iter().filter(|(file, shell)| !shell.is_empty() && !file.contains("pre-commit")) {
        let folder = tempfile::tempdir().unwrap();
        drop(sample_in(folder.path()));
        let ran = run(file, shell, folder.path(), &[("COMMAND", "audit"), ("ARGUMENTS", ""), ("BASE", "")]);
        let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        assert_eq!(ran.status.code(), Some(1), "{file}: the sample has findings that fail\n{out}{err}");
        assert!(out.contains("deny[") || out.contains("::error"), "{file}: {out}{err}");
        let script = script(file);
        let words = script.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic));
        let words = words.filter_map(|word| Some(word.split_once('=')?.1));
        for file_written in words.filter(|word| word.contains('.') && !word.contains('$')) {
            let size = std::fs::metadata(folder.path().join(file_written)).unwrap().len();
            let mentions = text(file).matches(file_written).count();
            assert!(size > 0 && mentions > 1, "{file}: {file_written} is written and handed on");
        }
    }
}

#[test]
fn an_action_that_nobody_answered_warns_and_is_red_only_when_strict() {
    let (file, shell) = FILES[1];
    for (arguments, expected) in [("--no-baseline", 0), ("--strict", 3)] {
        let desk = Desk::new();
        let inputs = [("COMMAND", "check"), ("ARGUMENTS", &format!("--only doi {arguments}") as &str), ("BASE", "")];
        let ran = run(file, shell, &desk.terminal.folder, &inputs);
        let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        assert_eq!(ran.status.code(), Some(expected), "{out}{err}");
        assert_eq!(out.contains("::warning title=claimbook::nothing could be checked"), expected == 0, "{out}");
        assert!(
            desk.terminal.folder.join("summary.md").is_file() && desk.terminal.folder.join("claimbook.sarif").is_file()
        );
    }
    // An audit that does not come to its end, or a wrong use, is never made green.
    let ran = run(
        file,
        shell,
        tempfile::tempdir().unwrap().path(),
        &[("COMMAND", "check"), ("ARGUMENTS", "--nonsense"), ("BASE", "")],
    );
    assert_eq!(ran.status.code(), Some(2));
}

#[test]
fn actions_are_named_by_commit() {
    let ours = [".github/workflows/ci.yml", ".github/workflows/release.yml"];
    for file in FILES.iter().map(|(file, _)| *file).chain(ours) {
        for line in text(file).lines().filter_map(|line| line.split_once("uses: ")).map(|(_, used)| used) {
            let commit = line.split_once('@').map(|(_, rest)| rest.split(' ').next().unwrap_or_default());
            let pinned = commit.is_some_and(|c| c.len() == 40 && c.bytes().all(|b| b.is_ascii_hexdigit()));
            assert!(line.starts_with("./") || pinned, "{file}: {line}");
        }
    }
}
