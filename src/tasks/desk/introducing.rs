//! Saying who one is, once: it is written into the user's own settings, where every other command reads it.

use crate::files::{FileWriteError, Output, ProtectedPaths, ReplacePolicy, make_folders, read_regular, write_whole};
use crate::model::Me;
use crate::report::parse_own_settings;
use crate::tasks::Failure;
use std::path::Path;

/// The most bytes of settings that are read.
const MOST_BYTES: u64 = 4 << 20;

/// Writes who the user is into their own settings file, below what is there already. A file that says it is left as it is.
pub fn introduce(file: &Path, name: &str, credentials: Option<&str>) -> Result<Me, Failure> {
    let unread = |why: String| Failure::usage(format!("{}: {why}. Nothing was written", file.display()));
    let before = match file.symlink_metadata() {
        Ok(_) => read_regular(file, MOST_BYTES).map_err(|e| unread(e.to_string()))?,
        Err(_) => Vec::new(),
    };
    let before = String::from_utf8(before).map_err(|_| unread("it is not UTF-8 text".to_owned()))?;
    let named = file.display().to_string();
    let known = parse_own_settings(&before, &named).map_err(|e| Failure::usage(e.to_string()))?;
    if let Some(me) = known.me {
        return Err(unread(format!("it says already that you are {me}")));
    }
    let text = format!("{}{}", end_with_line(&before), write_table(name, credentials));
    let me = parse_own_settings(&text, &named).map_err(|e| Failure::usage(e.to_string()))?.me;
    let me = me.ok_or_else(|| unread("your name did not become part of it".to_owned()))?;
    if let Some(folder) = file.parent() {
        make_folders(folder, None).map_err(|e| unread(format!("its folder cannot be made: {e}")))?;
    }
    let output = Output::from_path(file, &ProtectedPaths::default())?;
    write_whole(&output, ReplacePolicy::Anything, |out| {
        out.write_all(text.as_bytes()).map_err(|source| FileWriteError::Cut { path: file.to_owned(), source })
    })?;
    Ok(me)
}

fn end_with_line(before: &str) -> String {
    match before {
        "" => String::new(),
        _ if before.ends_with('\n') => format!("{before}\n"),
        _ => format!("{before}\n\n"),
    }
}

fn write_table(name: &str, credentials: Option<&str>) -> String {
    let quoted = |words: &str| toml::Value::from(words.trim()).to_string();
    let credentials = credentials.map(str::trim).filter(|words| !words.is_empty());
    let credentials = credentials.map(|words| format!("credentials = {}\n", quoted(words))).unwrap_or_default();
    format!("[me]\nname = {}\n{credentials}", quoted(name))
}
