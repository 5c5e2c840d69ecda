//! Which work a reference is once its identifiers were edited by hand.

use super::shelf::Shelf;
use super::works::{WorkExtras, work_for};
use crate::catalogue::{Error, Writing};
use crate::model::Reference;

/// Links references to works, one after the other; what works there are is looked up once.
#[derive(Default)]
pub struct WorkLinker {
    shelf: Option<Shelf>,
}

impl WorkLinker {
    /// Links a reference, which is not yet stored as it is, to the work that it names now: one that is there, or a new one.
    /// Where it names none, the link stays.
    pub fn link(&mut self, writing: &mut Writing<'_>, reference: &mut Reference) -> Result<(), Error> {
        let shelf = match &mut self.shelf {
            Some(shelf) => shelf,
            none => none.insert(Shelf::open(writing.view())?),
        };
        let joined = work_for(writing, shelf, &reference.csl, &WorkExtras::default(), false)?;
        shelf.settle(writing)?;
        reference.work = joined.map(|joined| joined.uid).or(reference.work);
        Ok(())
    }
}
