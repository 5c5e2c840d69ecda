//! The files of ci/: docs/ci.md shows them as they are, and the commands in them run.

use super::sample::sample_in;
use super::terminal::Terminal;
use std::path::Path;

/// The files, and how many commands are in each.
const FILES: &[(&str, usize)] = &[
    ("ci/github-workflow.yml", 0),
    ("ci/action/action.yml", 1),
    ("ci/gitlab-ci.yml", 1),
    ("ci/pre-commit-config.yaml", 1),
];

fn text(file: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// The arguments of each claimbook command in a file, as the action's default inputs make them.
fn commands(file: &str) -> Vec<Vec<String>> {
    let starts = ["- claimbook ", "entry: claimbook ", "claimbook $"];
    let lines = text(file);
    let lines = lines.lines().map(str::trim).filter(|line| starts.iter().any(|start| line.starts_with(start)));
    lines
        .map(|line| line.replace("$COMMAND", "audit").replace("$ARGUMENTS", ""))
        .map(|line| {
            line.split_whitespace().skip_while(|word| *word != "claimbook").skip(1).map(str::to_owned).collect()
        })
        .collect()
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
fn the_commands_run() {
    for (file, count) in FILES {
        let commands = commands(file);
        assert_eq!(commands.len(), *count, "{file}: {commands:?}");
        for command in commands {
            let folder = tempfile::tempdir().unwrap();
            sample_in(folder.path());
            // Nobody is asked here, whatever the job would ask.
            let arguments: Vec<&str> = command.iter().map(String::as_str).filter(|a| *a != "--offline").collect();
            let run = Terminal::piped(folder.path()).run(&[&arguments[..], &["--offline"]].concat());
            assert!(run.exit < 2, "{file}: {arguments:?}\n{}", run.err);
            for written in arguments.iter().filter_map(|a| a.split_once('=')).map(|(_, written)| written) {
                let size = std::fs::metadata(folder.path().join(written)).unwrap().len();
                assert!(
                    size > 0 && text(file).matches(written).count() > 1,
                    "{file}: {written} is written and handed on"
                );
            }
        }
    }
}
