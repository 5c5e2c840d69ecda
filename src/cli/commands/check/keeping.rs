//! Where answers are kept: in the catalogue, in the file of one in its text form, or in a file that the command line names.

use crate::catalogue::Catalogue;
use crate::catalogue::text_form::load_observations;
use crate::cli::Session;
use crate::files::{Output, is_same};
use crate::tasks::Failure;
use std::path::Path;

/// The catalogue, with the answers that a named file holds, and the file that new answers are added to. Without a catalogue it
/// is one in memory.
pub(super) fn open(session: &mut Session<'_>, named: Option<&Path>) -> Result<(Catalogue, Option<Output>), Failure> {
    let folder = session.catalogue_path().filter(|path| path.is_dir()).map(Path::to_owned);
    let without = session.is_without_catalogue();
    let mut catalogue = match &folder {
        None if without => session.catalogue_if_any()?,
        None if session.catalogue_path().is_some() => session.whole_catalogue_to_change()?,
        _ => session.whole_catalogue()?,
    };
    let own = folder.map(|folder| session.own_observations(&folder)).transpose()?;
    let kept = match (named, own) {
        (Some(file), Some(own)) if is_same(&session.ambient.folder.join(file), own.path()) => Some(own),
        (Some(file), _) => Some(session.output(file)?),
        (None, own) => own,
    };
    if let (Some(_), Some(output)) = (named, &kept)
        && output.path().symlink_metadata().is_ok()
    {
        let kept = load_observations(output.path())?;
        catalogue.write(&session.deed("check"), |writing| writing.observe(&kept))?;
    }
    if without {
        session.report(match kept {
            None => "There is no catalogue here, so the answers are not kept: --observations FILE keeps them for the next run.",
            Some(_) => "There is no catalogue here, so the files are judged on their own.",
        });
    }
    Ok((catalogue, kept))
}
