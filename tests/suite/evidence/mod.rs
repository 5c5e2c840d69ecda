//! What follows from what was heard.

mod states;
