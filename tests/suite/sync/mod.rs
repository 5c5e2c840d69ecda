//! The hub of a team: what it promises, whoever stands behind it.

mod promises;
