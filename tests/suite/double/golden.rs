//! Golden files: what is printed, kept to be read. `SNAPSHOTS=overwrite cargo test` rewrites them.

use std::path::Path;

/// Compares a text with a file under `tests/fixtures`, to the byte.
#[track_caller]
pub(crate) fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let kept = snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text)).raw();
    snapbox::Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV).eq(text.to_owned(), kept);
}

/// What events are called begins with the end of their writer's uid, which is another one each time.
pub(crate) fn steady_events(printed: &str) -> String {
    let is_tail = |word: &str| word.len() == 6 && word.chars().all(|c| c.is_ascii_hexdigit());
    let mut out = String::with_capacity(printed.len());
    let mut rest = printed;
    while let Some((before, after)) = rest.split_once('/') {
        let from = before.len().saturating_sub(6);
        let numbered = after.starts_with(|c: char| c.is_ascii_digit());
        match before.get(from..).filter(|tail| numbered && is_tail(tail)) {
            Some(_) => out.push_str(&format!("{}3f1a20/", &before[..from])),
            None => out.push_str(&format!("{before}/")),
        }
        rest = after;
    }
    // An event whose tail is digits alone stands behind its column's head where a table does not fit.
    (out + rest)
        .split_inclusive('\n')
        .map(|line| line.strip_prefix("event 3f1a20/").map_or(line.to_owned(), |rest| format!("3f1a20/{rest}")))
        .collect()
}
