//! Value types.

mod dates;
mod doi;
mod look_alikes;
