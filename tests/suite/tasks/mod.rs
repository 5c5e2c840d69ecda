//! Use cases that need several rooms.

mod retire;
