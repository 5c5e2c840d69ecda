//! Comparing: a claim's figures with the figures in the words of its evidence, and a printed reference with what is
//! registered; whether two descriptions are of one work.

mod alignment;
pub mod containers;
pub mod figures;
pub mod filling;
pub mod metadata;
pub mod names;
mod numbers;
pub mod pages;
mod registered;
mod relative;
pub mod rewording;
pub mod same;
pub mod same_work;
mod senses;
pub mod titles;

pub use crate::text::find_quantities;
pub use figures::{EvidenceTexts, compare_figures};
pub use metadata::{names_another_work, tells_another_work};
pub use registered::{MergedReference, is_headline, merge_registered};
pub use relative::{find_relative_figures, gives_absolute_figure};
pub use senses::{OtherSense, ReadSentence, describe_other_sense};
