//! `init`: makes a catalogue, or with `--ci` the files with which a forge runs claimbook, and says what to do next.

use crate::catalogue::Catalogue;
use crate::catalogue::text_form::embedded::Embedded;
use crate::cli::{Exit, Session};
use crate::files::{FileWriteError, ReplacePolicy, make_folders, write_whole};
use crate::tasks::Failure;
use std::path::Path;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  claimbook init\n  claimbook init --example # with the built-in catalogue in it\n  claimbook init --ci github # no catalogue, but the workflow that refuses unbacked claims"
)]
pub(in crate::cli) struct Args {
    /// Write the files with which this forge runs claimbook on every change, instead of a catalogue
    #[arg(long, value_enum, value_name = "FORGE")]
    ci: Option<Forge>,
}

/// Who runs claimbook on every change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Forge {
    /// A workflow of GitHub, with its action
    Github,
    /// A job of GitLab
    Gitlab,
    /// A hook of pre-commit
    PreCommit,
}

/// The files of a forge, seen from the top of the repository, and what to do next. `ci/` is their one source.
type ForgeFiles = (&'static [(&'static str, &'static str)], &'static str);

impl Forge {
    const fn files(self) -> ForgeFiles {
        match self {
            Self::Github => (
                &[
                    (".github/workflows/claimbook.yml", include_str!("../../../ci/github-workflow.yml")),
                    (".github/actions/claimbook/action.yml", include_str!("../../../ci/action/action.yml")),
                ],
                "in .github/workflows/claimbook.yml, put the repository from which you get claimbook in place of https://git.example/claimbook, then commit both",
            ),
            Self::Gitlab => (
                &[(".gitlab-ci.yml", include_str!("../../../ci/gitlab-ci.yml"))],
                "name an image that has claimbook and git on its PATH, then commit it",
            ),
            Self::PreCommit => (
                &[(".pre-commit-config.yaml", include_str!("../../../ci/pre-commit-config.yaml"))],
                "pre-commit install",
            ),
        }
    }
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        if let Some(forge) = self.ci {
            return write_ci(session, forge);
        }
        // Made here, not where a parent folder has one already.
        let named = session.globals.catalogue.clone().unwrap_or_else(|| "claimbook.db".into());
        let path = session.ambient.folder.join(named);
        let (example, deed) = (session.globals.example, session.deed("init"));
        Catalogue::create_with(&path, None, session.ambient.now, session.operator(), |made| match example {
            true => made.load_files(&Embedded, &deed).map(drop),
            false => Ok(()),
        })?;
        if example {
            session.report(&format!("Made {} with the built-in catalogue.\nNext: claimbook audit", path.display()));
        } else {
            session.report(&format!(
                "Made {}.\nNext: claimbook import ARTICLE.md   (text, Markdown, HTML, Word or JATS)",
                path.display()
            ));
        }
        Ok(Exit::Clean)
    }
}

/// Writes a forge's files at the top of the repository: all of them, or none where one is there already.
fn write_ci(session: &mut Session<'_>, forge: Forge) -> Result<Exit, Failure> {
    let top = session.top_of_repository();
    let (files, next) = forge.files();
    if let Some((there, text)) = files.iter().find(|(name, _)| top.join(name).symlink_metadata().is_ok()) {
        session.print(text)?;
        return Err(Failure::usage(format!(
            "{there} exists already and was not changed. You can add what is printed here to it"
        )));
    }
    for (name, text) in files {
        let path = top.join(name);
        let failed = |source: std::io::Error| FileWriteError::Cut { path: path.clone(), source };
        make_folders(path.parent().unwrap_or(Path::new(".")), None).map_err(failed)?;
        let output = session.output(&path)?;
        write_whole(&output, ReplacePolicy::Nothing, |out| out.write_all(text.as_bytes()).map_err(failed))?;
        session.report(&format!("Wrote {}.", path.strip_prefix(&session.ambient.folder).unwrap_or(&path).display()));
    }
    session.report(&format!("Next: {next}"));
    Ok(Exit::Clean)
}
