//! `import`: reads files into the catalogue, and says what was found, what is unsure, and what to do next.

use super::imported::{self, Done};
use super::{Exit, Failure, Session, addresses, retractions};
use crate::catalogue::Writing;
use crate::import::{self, Source};
use crate::read;
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook import back-pain-during-pregnancy.txt")]
pub(super) struct Args {
    /// The files; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the files are
    #[arg(long = "as", value_enum, value_name = "KIND", default_value_t)]
    kind: Kind,
    /// The article that the file is a version of, or whose list the references belong to
    #[arg(long, value_name = "KEY")]
    article: Option<String>,
    /// Show what would be stored, and store nothing
    #[arg(long)]
    dry_run: bool,
    /// The reader to use [default: told by the file's name and content]
    #[arg(long, value_name = "READER")]
    reader: Option<String>,
    /// Read files up to so many bytes
    #[arg(long, value_name = "N")]
    max_bytes: Option<u64>,
    /// How to show what was done
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: imported::Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Kind {
    /// An article, with its references
    #[default]
    Article,
    /// A list of references, one entry a paragraph
    References,
    /// The Retraction Watch file, against which works are screened
    Retractions,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        if self.article.is_some() && self.files.len() > 1 {
            return Err(Failure::usage("--article names one article, so give one file with it"));
        }
        let (mut done, mut left) = (Vec::new(), Vec::new());
        for file in &self.files {
            // One file that cannot be read does not cost the others.
            let (bytes, name) = match self.bytes(session, file) {
                Ok(read) => read,
                Err(reason) => {
                    left.push(reason);
                    continue;
                }
            };
            let deed = session.deed("import");
            let limit = self.max_bytes.unwrap_or(match self.kind {
                Kind::Retractions => retractions::MOST_BYTES,
                Kind::Article | Kind::References => session.settings.max_text_bytes,
            });
            let path = if name == "-" { None } else { Some(session.relative(file)) };
            let change = |w: &mut Writing<'_>| self.store(w, &bytes, &name, path.as_deref(), limit);
            match if self.dry_run { catalogue.rehearse(&deed, change) } else { catalogue.write(&deed, change) } {
                Ok(one) => done.push(one),
                Err(Failure::Usage(reason)) => left.push(reason),
                Err(other) => return Err(other),
            }
        }
        imported::show(session, self.format, self.dry_run, &done, &left)?;
        if done.is_empty() {
            return Err(Failure::usage(left.join("\n")));
        }
        for reason in &left {
            session.say(&format!("Left out: {reason}"));
        }
        Ok(Exit::Clean)
    }

    fn bytes(&self, session: &mut Session<'_>, file: &Path) -> Result<(Vec<u8>, String), String> {
        if file.as_os_str() == "-" {
            let mut bytes = Vec::new();
            session.ambient.stdin.read_to_end(&mut bytes).map_err(|e| format!("standard input: {e}"))?;
            return Ok((bytes, "-".to_owned()));
        }
        let path = session.ambient.folder.join(file);
        let shown = file.display().to_string();
        if path.is_dir() {
            return Err(format!("{shown} is a folder; name the files in it, such as {shown}/*.md"));
        }
        match std::fs::read(&path) {
            Ok(bytes) => Ok((bytes, shown)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(format!("there is no file {shown}")),
            Err(e) => Err(format!("{shown}: {e}")),
        }
    }

    fn store(&self, writing: &mut Writing<'_>, bytes: &[u8], name: &str, path: Option<&str>, limit: u64) -> Result<Done, Failure> {
        let unreadable = |e: read::ReadError| Failure::usage(e.to_string());
        match self.kind {
            Kind::Retractions if bytes.len() as u64 > limit => {
                Err(Failure::usage(format!("{name} has more than {limit} bytes; --max-bytes allows more")))
            }
            Kind::Retractions => Ok(Done::Retractions(retractions::store(writing, bytes, name)?)),
            Kind::Article => {
                let read = read::article::read(bytes, name, self.reader.as_deref(), limit).map_err(unreadable)?;
                let source = Source { bytes, path, article: self.article.as_deref() };
                Ok(Done::Article(Box::new(import::store(writing, &source, read)?)))
            }
            Kind::References => {
                let article = addresses::article(writing.view(), self.article.as_deref())?;
                let read = read::references::list(bytes, name, limit).map_err(unreadable)?;
                let references = import::store_list(writing, &article, &read.references)?;
                Ok(Done::References { article: article.key, references, notes: read.notes.into_iter().map(Into::into).collect() })
            }
        }
    }
}
