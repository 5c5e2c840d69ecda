//! The hub of a team: what it promises, whoever stands behind it.

mod backups;
mod commands;
mod desks;
mod histories;
mod hostile;
mod letters;
mod opinions;
mod promises;
mod secure;
mod server;
mod team;
mod typed;
