//! Which references are suggested for a claim.

mod ranking;
