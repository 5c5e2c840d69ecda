//! The review page, asked over the wire as browsers, strangers and attackers ask it.

mod by_hand;
mod files;
mod gate;
mod hostile;
mod limits;
mod records;
mod session;
mod signed;
mod together;

use crate::double::desk::Desk;
use crate::double::terminal::Terminal;
use serde_json::Value;

/// What a test stores of r2, for the passages.
const ABSTRACT: &str = "We searched four databases for trials of strength training. Knee pain fell by 18% (95% CI 10–26) after \
                        12 weeks of strength training. Stiffness did not change.";

/// A desk whose user has said who they are, with an abstract stored of r2.
fn desk() -> Desk {
    let mut desk = Desk::new();
    introduce(&mut desk.terminal, "A. Reviewer", Some("PT"));
    desk.terminal.stdin = ABSTRACT.into();
    desk.ok(&["add", "abstract", "okafor2021"]);
    desk
}

/// Writes settings of a person's own for a terminal.
fn introduce(terminal: &mut Terminal, name: &str, credentials: Option<&str>) {
    let own = terminal.folder.join(format!("own settings of {name}"));
    std::fs::create_dir_all(own.join("claimbook")).unwrap();
    let credentials = credentials.map(|words| format!("credentials = \"{words}\"\n")).unwrap_or_default();
    std::fs::write(own.join("claimbook/claimbook.toml"), format!("[me]\nname = \"{name}\"\n{credentials}")).unwrap();
    terminal.environment.retain(|(variable, _)| variable != "XDG_CONFIG_HOME");
    terminal.environment.push(("XDG_CONFIG_HOME".into(), own.display().to_string()));
}

/// The claims that wait, in the order in which they are asked.
fn waiting(desk: &Desk) -> Vec<String> {
    let queue = desk.json(&["queue"]);
    let asked = queue.as_array().unwrap().iter().filter(|entry| entry["reasons"][0]["task"] != "mend");
    asked.map(|entry| entry["address"].as_str().unwrap().to_owned()).collect()
}

fn show(desk: &Desk, claim: &str) -> Value {
    desk.json(&["show", claim])
}

/// The end of the log: it is another one after anything was changed.
fn log_end(terminal: &Terminal) -> String {
    let said = terminal.ok(&["verify-catalogue"]);
    said.split_whitespace().find(|word| word.len() == 64).unwrap().to_owned()
}
