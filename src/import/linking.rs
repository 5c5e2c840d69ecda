//! Which work a reference is once its identifiers were edited by hand.

use super::shelf::WorkShelf;
use super::works::{WorkExtras, find_or_make_work};
use crate::catalogue::{Error, Writing};
use crate::model::Reference;

/// Links references to works, one after the other; what works there are is looked up once.
#[derive(Default)]
pub struct WorkLinker {
    shelf: Option<WorkShelf>,
}

impl WorkLinker {
    /// Links a reference, which is not yet stored as it is, to the work that it names now: one that is there, or a new one.
    /// Where it names none, the link stays.
    pub fn link(&mut self, writing: &mut Writing<'_>, reference: &mut Reference) -> Result<(), Error> {
        let shelf = match &mut self.shelf {
            Some(shelf) => shelf,
            none => none.insert(WorkShelf::open(writing.view())?),
        };
        let joined = find_or_make_work(writing, shelf, &reference.csl, &WorkExtras::default(), false)?;
        shelf.store_waiting(writing)?;
        reference.work = joined.map(|joined| joined.uid).or(reference.work);
        Ok(())
    }
}
