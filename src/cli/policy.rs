//! `--policy-from`: settings, waivers and baseline of another checkout, such as that of the branch that a pull request goes to, so
//! that nobody loosens the rules for their own change.

use super::Session;
use super::args::judging::BASELINE;
use super::session::{CataloguePlace, PolicyPlace};
use super::settings::SETTINGS;
use crate::catalogue::{Catalogue, OpenMode};
use crate::files::find_upward;
use crate::report::Waivers;
use crate::tasks::{Failure, audit};
use std::path::Path;

impl Session<'_> {
    /// Takes settings, waivers and baseline from another checkout, and none from here.
    pub(super) fn take_policy_from(&mut self, named: &Path) -> Result<(), Failure> {
        let wrong = |reason: String| Failure::usage(format!("--policy-from {}: {reason}", named.display()));
        let CataloguePlace::At(catalogue) = &self.place else {
            return Err(wrong("the built-in catalogue has no other checkout".to_owned()));
        };
        let other = self.ambient.folder.join(named).canonicalize().map_err(|e| wrong(e.to_string()))?;
        if !other.is_dir() {
            return Err(wrong("it is not a folder".to_owned()));
        }
        let top = self.find_top().ok_or_else(|| wrong("there is no folder here to compare it with".to_owned()))?;
        if other == top {
            return Err(wrong("it is the checkout that is judged".to_owned()));
        }
        let twin = |path: &Path| {
            let folder = path.parent().and_then(|folder| folder.canonicalize().ok()).unwrap_or_default();
            let below = folder.strip_prefix(&top).ok()?;
            Some(other.join(below).join(path.file_name()?))
        };
        let outside = || wrong("what is judged is outside the work tree".to_owned());
        let catalogue = twin(catalogue).ok_or_else(outside)?;
        let folder = match catalogue.is_dir() {
            true => catalogue.clone(),
            false => catalogue.parent().map_or_else(|| other.clone(), Path::to_owned),
        };
        if self.globals.settings.is_none() {
            let beside = folder.join(SETTINGS);
            let found = if self.is_without_catalogue() { find_upward(&folder, SETTINGS) } else { Some(beside) };
            let there = found.filter(|path| path.starts_with(&other) && path.is_file());
            self.settings = super::settings::read(self, there.as_deref())?;
        }
        self.policy = Some(PolicyPlace { catalogue, baseline: folder.join(BASELINE) });
        Ok(())
    }

    /// The waivers of the other checkout; none where they are this one's.
    pub(super) fn waivers_of_policy(&self) -> Result<Option<Waivers>, Failure> {
        let Some(policy) = &self.policy else { return Ok(None) };
        let path = &policy.catalogue;
        let catalogue = match (path.is_dir(), path.symlink_metadata().is_ok()) {
            (true, _) => Catalogue::open_folder(path, self.ambient.now)?,
            (false, true) => Catalogue::open(path, OpenMode::Read)?,
            (false, false) => return Ok(Some(Waivers::default())),
        };
        audit::read_waivers(catalogue.view()).map(Some)
    }
}
