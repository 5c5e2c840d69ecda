//! The one integration binary: everything that needs more than one module, or the real program.

mod anchors;
mod dates;
mod doi;
