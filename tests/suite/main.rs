//! The one integration binary: everything that needs more than one module, or the real program.
mod figures;

mod evidence;
mod report;
mod rules;
mod snapshots;
