//! The pages of the documentation and the files of `ci/`: what they show is what the program does.

mod ci;
mod reference_page;
mod walk_throughs;
