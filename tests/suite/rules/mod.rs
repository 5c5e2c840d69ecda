//! Each rule fires where it should and is silent next to that.

mod firing;
mod notices;
mod pairs;
mod verdicts;
mod wording;
