//! The keys of entries: what every reader takes, and no two alike.

use std::collections::BTreeMap;

/// The keys given so far, as far as they have to be remembered: those with capitals, in small letters, and how many there
/// were of each. Records come in the order of their names, capitals first, so no other can be met again.
#[derive(Default)]
pub(super) struct Keys(BTreeMap<String, u32>);

impl Keys {
    /// The key of a record of this name. It differs from those before it in more than capitals, which BibTeX does not tell
    /// apart.
    pub(super) fn next(&mut self, name: &str) -> String {
        let key = fold_name(name);
        let folded = key.to_ascii_lowercase();
        let times = self.0.get(&folded).copied().unwrap_or_default();
        if times > 0 || folded != key {
            self.0.insert(folded, times + 1);
        }
        if times == 0 { key } else { format!("{key}+{}", times + 1) }
    }
}

/// Letters, digits and a few marks. Any other character becomes `+` with its number and `+`, so that no two names give one
/// key.
fn fold_name(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            c if c.is_ascii_alphanumeric() || "-_:/.".contains(c) => key.push(c),
            c => key.push_str(&format!("+{:x}+", u32::from(c))),
        }
    }
    key
}
