//! `load`: reads a dumped folder back, into an empty catalogue or, with `--merge`, into one that has grown meanwhile.

use crate::catalogue::{Catalogue, text_form};
use crate::cli::{Exit, Session};
use crate::tasks::{Failure, persons};
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook load catalogue/ --merge")]
pub(in crate::cli) struct Args {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Merge it with what the catalogue holds
    #[arg(long)]
    merge: bool,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let folder = session.ambient.folder.join(&self.folder);
        let path = session.catalogue_path().map(std::path::Path::to_owned);
        let (deed, shown) = (session.deed("load"), self.folder.display());
        if !self.merge {
            let loaded = match path {
                Some(path) if !path.exists() => {
                    let load = |made: &mut Catalogue| made.load(&folder, &deed);
                    let mode = text_form::find_shared_mode(&folder);
                    Catalogue::create_with(&path, mode, session.ambient.now, session.operator(), load)?.1
                }
                _ => session.whole_catalogue_to_change()?.load(&folder, &deed)?,
            };
            session.report(&format!("Read {} records and {} events from {shown}.", loaded.rows, loaded.events));
            if loaded.by_hand > 0 {
                session.report(&format!("{} of them had been edited by hand, which the log records.", loaded.by_hand));
            }
            return Ok(Exit::Clean);
        }
        let merged = session.whole_catalogue_to_change()?.load_merge(&folder, &deed)?;
        session.report(&format!("Merged {shown}: {} records added, {} changed.", merged.added, merged.changed));
        for moved in &merged.renumbered {
            let of = if moved.article.is_empty() { String::new() } else { format!("{}/", moved.article) };
            let named = format!("{} {of}{}", moved.table, moved.from);
            session.report(&match moved.was_here {
                true => format!("{named} is now {}, as in the folder.", moved.to),
                false => format!("{named} of the folder is {} here.", moved.to),
            });
        }
        for (one, other) in &merged.alike {
            session.report(&persons::describe_namesakes(one, other));
        }
        for one in &merged.joined {
            session.report(&format!(
                "{} {} of the folder is the same as {} here: the two were joined.",
                one.table, one.from, one.to
            ));
        }
        Ok(Exit::Clean)
    }
}
