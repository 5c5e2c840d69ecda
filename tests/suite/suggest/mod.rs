//! Suggesting references for claims.

mod gold;
mod places;
mod ranking;
mod shares;
