//! Which sentences are claims.

pub mod claims;
