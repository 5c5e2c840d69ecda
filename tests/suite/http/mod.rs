//! The network layers.

mod addresses;
mod certificates;
mod classes;
mod clocks;
mod faults;
mod namespace;
mod politeness;
mod proxies;
mod requests;
mod secrets;
mod settings;
mod traced;
