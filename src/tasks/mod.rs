//! What commands and pages do that needs several rooms: finding records by what somebody types, loading articles as their
//! files are now, gathering what is asked of the registries, running the rules. Nothing here parses options or prints. One
//! thread owns the connection.

pub mod addresses;
pub mod agreement;
pub mod audit;
pub mod by_hand;
pub mod card;
pub mod changes;
pub mod check;
pub mod cite;
mod cited_sentences;
pub mod confirm;
pub mod conflicts;
pub mod contexts;
pub mod corrections;
pub mod coverage;
pub mod decisions;
pub mod desk;
pub mod discussion;
pub mod dossiers;
pub mod earlier;
mod failure;
pub mod fetching;
pub mod fields;
pub mod full_texts;
pub mod kept_audits;
pub mod keys;
pub mod known_claims;
pub mod libraries;
mod line_claims;
pub mod listed_claims;
pub mod loading;
pub mod log_words;
pub mod merge;
pub mod new_files;
pub mod overview;
pub mod passed_over;
pub mod persons;
pub mod proposals;
pub mod queue;
pub mod readings;
mod renewed_proposals;
pub mod retiring;
pub mod revealing;
pub mod revision;
pub mod sealing;
mod shown_text;
pub mod signing;
pub mod states;
mod text_changes;
pub mod texts;
pub mod undo;
pub mod waiving;
pub mod watch;
pub mod withdrawn;

pub use failure::Failure;
