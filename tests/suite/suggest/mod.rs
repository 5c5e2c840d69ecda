//! Suggesting references for claims.

mod gold;
mod marked;
mod places;
mod ranking;
mod shares;
