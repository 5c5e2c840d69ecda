//! The command line: what is typed, shown and promised.

mod as_typed;
mod blinding;
mod changed_in_catalogue;
mod changed_since;
mod completions;
mod contracts;
mod diff;
mod first_steps;
mod in_context;
mod init_ci;
mod lists;
mod manual;
mod meant;
mod mergetool;
mod next;
mod opening;
mod opinions;
mod passed_over;
mod profiles;
mod session;
mod show;
mod signatures;
mod streams;
mod titles;
mod tried;
