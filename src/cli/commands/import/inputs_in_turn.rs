//! One input after the other. Files are stored several with one transaction, since what makes each durable takes longer than
//! storing it; one that cannot be read is taken back by itself, and does not cost the others.

use super::Args;
use super::inputs::{Input, Inputs};
use super::outcome::{self, DescribeOutcome};
use super::reading_ahead::{ReadAhead, is_file};
use crate::catalogue::{Catalogue, Error};
use crate::cli::Session;
use crate::cli::show::progress;
use crate::import::KnownWorks;
use crate::tasks::Failure;
use std::cell::Cell;

/// So many files are stored together at most: others who want to write wait for a moment, and a power cut costs no more.
const TOGETHER: usize = 25;
/// And so many bytes, since all that they change waits in memory.
const TOGETHER_BYTES: usize = 8 << 20;

/// What became of each input, and why others were left out.
#[derive(Default)]
pub(super) struct Imported {
    pub(super) done: Vec<Box<dyn DescribeOutcome>>,
    pub(super) left: Vec<String>,
}

impl Imported {
    fn count(&self) -> usize {
        self.done.len() + self.left.len()
    }

    fn extend(&mut self, more: Self) {
        self.done.extend(more.done);
        self.left.extend(more.left);
    }
}

impl Args {
    /// Imports one input after the other.
    pub(super) fn import_each(
        &self,
        session: &mut Session<'_>,
        catalogue: &mut Catalogue,
        inputs: &Inputs,
        ahead: &mut ReadAhead,
    ) -> Result<Imported, Failure> {
        let works = Cell::default();
        let mut imported = Imported::default();
        while imported.count() < inputs.all.len() {
            // A page is asked for, and standard input waited for, while nobody is kept from writing.
            let files = inputs.all.iter().skip(imported.count()).take_while(|input| is_file(input)).count();
            if files > 1 && !self.dry_run && ahead.is_reading() {
                match self.import_together(session, catalogue, (inputs, imported.count()), (ahead, &works)) {
                    Ok(Ok(some)) => {
                        imported.extend(some);
                        continue;
                    }
                    Err(unknown @ Error::Unknown(_)) => {
                        return Err(self.describe_stop(session, inputs, &imported, unknown.into()));
                    }
                    // Nothing of them is stored. Each is tried by itself, so that as many as can be are.
                    Ok(Err(_)) | Err(_) => {
                        works.take();
                        ahead.stop();
                    }
                }
            }
            if let Err(failure) =
                self.import_next(session, catalogue, (inputs, imported.count()), (ahead, &works), &mut imported)
            {
                return Err(self.describe_stop(session, inputs, &imported, failure));
            }
        }
        Ok(imported)
    }

    /// Imports the next files with one transaction.
    fn import_together(
        &self,
        session: &mut Session<'_>,
        catalogue: &mut Catalogue,
        (inputs, before): (&Inputs, usize),
        (ahead, works): (&ReadAhead, &Cell<KnownWorks>),
    ) -> Result<Result<Imported, Failure>, Error> {
        catalogue.write_together(|catalogue| {
            let (mut some, mut bytes) = (Imported::default(), 0);
            while some.count() < TOGETHER
                && bytes < TOGETHER_BYTES
                && inputs.all.get(before + some.count()).is_some_and(is_file)
            {
                let next = (inputs, before + some.count());
                bytes += self.import_next(session, catalogue, next, (ahead, works), &mut some)?;
            }
            Ok(some)
        })
    }

    /// Imports the input at a place; gives how many bytes it has.
    fn import_next(
        &self,
        session: &mut Session<'_>,
        catalogue: &mut Catalogue,
        (inputs, at): (&Inputs, usize),
        (ahead, works): (&ReadAhead, &Cell<KnownWorks>),
        imported: &mut Imported,
    ) -> Result<usize, Failure> {
        let Some(input) = inputs.all.get(at) else { return Ok(0) };
        progress::show_step(session, inputs.are_many(), || {
            format!("{} of {}: {}", at + 1, inputs.all.len(), input.name())
        });
        let looked = ahead.take(self, session, input);
        let bytes = looked.as_ref().map_or(0, |looked| looked.bytes.len());
        // One file that cannot be read does not cost the others.
        match looked.and_then(|looked| self.store(session, catalogue, (input, looked), works)) {
            Ok(one) => imported.done.push(one),
            Err(Failure::Usage(reason)) => imported.left.push(reason),
            Err(other) => return Err(other),
        }
        Ok(bytes)
    }

    /// A run that could not go on: what was stored before stays, and is shown.
    fn describe_stop(
        &self,
        session: &mut Session<'_>,
        inputs: &Inputs,
        before: &Imported,
        failure: Failure,
    ) -> Failure {
        progress::clear_step(session, inputs.are_many());
        let Imported { done, left } = before;
        let all = inputs.all.len();
        if all == 1 {
            return failure;
        }
        if let Err(unshown) = outcome::print(session, self.format, (self.dry_run, false), done, left) {
            return unshown;
        }
        left.iter().for_each(|reason| session.report(&format!("Left out: {reason}")));
        let stored = if self.dry_run { "looked at" } else { "stored" };
        let rest: Vec<String> = inputs.all.iter().skip(before.count()).map(Input::name).collect();
        failure.with_more(&format!(
            "{} of {all} files {stored}. Not {stored}: {}. Run the command again with these",
            done.len(),
            rest.join(", ")
        ))
    }
}
