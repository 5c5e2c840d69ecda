//! Comparing: a claim's figures with the figures in the words of its evidence.

pub mod figures;

pub use crate::text::quantities;
pub use figures::compare;
