//! Golden files: what is printed, kept to be read. `SNAPSHOTS=overwrite cargo test` rewrites them.

use std::path::Path;

/// Compares a text with a file under `tests/fixtures`, to the byte.
#[track_caller]
pub(crate) fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let kept = snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text)).raw();
    snapbox::Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV).eq(text.to_owned(), kept);
}
