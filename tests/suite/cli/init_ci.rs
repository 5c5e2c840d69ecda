//! `init --ci`: the files of a forge, written once and never over what is there.

use crate::double::terminal::Terminal;
use std::path::Path;

fn text(file: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

#[test]
fn the_files_are_those_of_ci_at_the_top_of_the_repository() {
    for (forge, files) in [
        (
            "github",
            &[
                (".github/workflows/claimbook.yml", "ci/github-workflow.yml"),
                (".github/actions/claimbook/action.yml", "ci/action/action.yml"),
            ][..],
        ),
        ("gitlab", &[(".gitlab-ci.yml", "ci/gitlab-ci.yml")]),
        ("pre-commit", &[(".pre-commit-config.yaml", "ci/pre-commit-config.yaml")]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join(".git")).unwrap();
        std::fs::create_dir_all(folder.path().join("docs")).unwrap();
        let desk = Terminal::piped(&folder.path().join("docs"));
        let run = desk.run(&["init", "--ci", forge]);
        assert!(run.exit == 0 && run.err.contains("Next: "), "{forge}: {}", run.err);
        for (written, source) in files {
            assert_eq!(std::fs::read_to_string(folder.path().join(written)).unwrap(), text(source), "{forge}");
        }
        assert!(!folder.path().join("docs/claimbook.db").exists());
        // A second time, or where somebody has such a file, nothing is touched.
        let (last, source) = files[files.len() - 1];
        for (written, _) in &files[..files.len() - 1] {
            std::fs::remove_file(folder.path().join(written)).unwrap();
        }
        std::fs::write(folder.path().join(last), "mine").unwrap();
        let run = desk.run(&["init", "--ci", forge]);
        assert!(run.exit == 2 && run.err.contains("exists already"), "{forge}: {}", run.err);
        assert_eq!(run.out, text(source), "what could be added is printed");
        assert_eq!(std::fs::read_to_string(folder.path().join(last)).unwrap(), "mine");
        assert!(
            files[..files.len() - 1].iter().all(|(written, _)| !folder.path().join(written).exists()),
            "all or none"
        );
    }
}
