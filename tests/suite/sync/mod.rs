//! The hub of a team: what it promises, whoever stands behind it.

mod commands;
mod desks;
mod histories;
mod hostile;
mod opinions;
mod promises;
mod server;
mod team;
mod typed;
