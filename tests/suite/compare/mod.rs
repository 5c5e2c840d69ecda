//! Figures, and printed beside registered metadata.

mod figures;
mod metadata;
mod pairs;
mod relative;
