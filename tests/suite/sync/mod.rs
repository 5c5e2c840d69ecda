//! The hub of a team: what it promises, whoever stands behind it.

mod desks;
mod histories;
mod promises;
mod team;
