//! What follows from what was heard.

mod queue;
mod states;
