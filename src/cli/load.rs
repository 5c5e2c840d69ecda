//! `load`: reads a dumped folder back, into an empty catalogue or, with `--merge`, into one that has grown meanwhile.

use super::{Exit, Failure, Session};
use crate::catalogue::{Catalogue, Mode};
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook load catalogue/ --merge")]
pub(super) struct Args {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Join it with what is there
    #[arg(long)]
    merge: bool,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let folder = session.ambient.folder.join(&self.folder);
        let path = session.catalogue_path().map(std::path::Path::to_owned);
        let mut catalogue = match path {
            Some(path) if !path.exists() && !self.merge => Catalogue::create(&path, session.ambient.now)?,
            Some(path) if path.is_file() => Catalogue::open(&path, Mode::Write)?,
            _ => session.catalogue_to_change()?,
        };
        let loaded = if self.merge { catalogue.load_merge(&folder, &session.deed("load"))? } else { catalogue.load(&folder)? };
        session.say(&format!("Read {loaded} from {}.", self.folder.display()));
        Ok(Exit::Clean)
    }
}
