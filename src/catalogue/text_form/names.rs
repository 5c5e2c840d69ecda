//! Folder names for articles: the key, where every file system can hold it. No path ever comes from data as it is.

use super::folder::list_names_beside;
use std::collections::BTreeSet;

/// Names that some systems keep for devices, whatever their extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];
/// The longest folder name, in bytes.
const LONGEST: usize = 120;

/// Gives each article's folder a name; articles come in a stable order. Two names never differ by case alone.
#[derive(Debug)]
pub(super) struct FolderNames(BTreeSet<String>);

impl FolderNames {
    pub(super) fn new() -> Self {
        Self(list_names_beside().map(str::to_owned).collect())
    }

    /// The name for the next article, given its key and uid.
    pub(super) fn choose(&mut self, key: &str, uid: &str) -> String {
        let mut name = make_safe(key);
        if name.len() > LONGEST || self.0.contains(&name.to_lowercase()) {
            let tail: String = uid.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
            let cut: String = name
                .chars()
                .scan(0, |n, c| {
                    *n += c.len_utf8();
                    (*n <= LONGEST - 13).then_some(c)
                })
                .collect();
            name = format!("{cut}%{tail}");
        }
        self.0.insert(name.to_lowercase());
        name
    }
}

/// A key with everything percent-encoded that some file system refuses or reads in its own way.
fn make_safe(key: &str) -> String {
    let stem = key.split('.').next().unwrap_or_default().to_lowercase();
    let numbered = ["com", "lpt"].iter().any(|d| stem.strip_prefix(d).is_some_and(|n| n.chars().count() == 1));
    let device = numbered || DEVICES.contains(&stem.as_str());
    let last = key.chars().count().saturating_sub(1);
    let mut name = String::new();
    for (at, c) in key.chars().enumerate() {
        let edge = (at == 0 && (c == '.' || device)) || (at == last && (c == '.' || c == ' '));
        if edge || c.is_control() || "/\\:*?\"<>|%".contains(c) {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|b| name.push_str(&format!("%{b:02X}")));
        } else {
            name.push(c);
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_safe_folder_names() {
        for (key, name) in [
            ("back-pain", "back-pain"),
            ("..", "%2E%2E"),
            (".git", "%2Egit"),
            ("a\\b:c", "a%5Cb%3Ac"),
            ("CON", "%43ON"),
            ("nul.txt", "%6Eul.txt"),
            ("com1", "%63om1"),
            ("company", "company"),
            ("trailing. ", "trailing.%20"),
            ("50%", "50%25"),
            ("bell\u{7}", "bell%07"),
            ("Schwangerschaft-Rücken", "Schwangerschaft-Rücken"),
        ] {
            assert_eq!(make_safe(key), name, "{key:?}");
        }
    }

    #[test]
    fn names_that_clash_get_a_tail() {
        let uid = "0199c3a1-7b1e-7c3d-9a55-3f0e8f3c1a20";
        let long = "x".repeat(300);
        let mut chosen = FolderNames::new();
        let names = ["Knee", "knee", "events", long.as_str()].map(|key| chosen.choose(key, uid));
        assert_eq!(names[..3], ["Knee", "knee%3f0e8f3c1a20", "events%3f0e8f3c1a20"]);
        assert_eq!(names[3].len(), LONGEST);
    }
}
