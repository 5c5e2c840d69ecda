//! Waivers in the catalogue.

use super::{Result, View};
use crate::model::Waiver;

impl View<'_> {
    /// Every waiver, oldest first.
    pub fn waivers(self) -> Result<Vec<Waiver>> {
        self.all(include_str!("all.sql"), [])
    }
}
