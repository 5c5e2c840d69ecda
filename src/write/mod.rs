//! Writing what people take away.

pub mod cell;
