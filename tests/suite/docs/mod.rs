//! The pages of the documentation, the files of `ci/` and those of a release: what they show is what the program does.

mod ci;
mod pull_requests;
mod reference_page;
mod releases;
mod team;
mod walk_throughs;
