//! What follows from what was heard.

mod histories;
mod queue;
mod states;
