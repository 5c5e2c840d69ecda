//! Which sentences are claims.

mod aside;
pub mod claims;
mod kept_aside;
