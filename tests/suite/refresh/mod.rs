//! What is due is asked and recorded: `check` from end to end.

mod check;
mod corrections;
mod down;
mod existence;
mod full_text;
mod networks;
mod pages;
mod rungs;
mod stand_ins;
