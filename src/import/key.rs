//! Keys: how articles and works are called in addresses.

use crate::model::{Address, is_address};

/// An article's key from a file's stem or a title: ASCII letters and digits, `-`, `_` and `.`; never empty, and never
/// what would be read as the address of a claim or reference.
pub fn make_key(name: &str) -> String {
    let folded = crate::text::fold(name);
    let mut key = String::with_capacity(folded.len());
    for c in folded.chars() {
        match c {
            'a'..='z' | '0'..='9' | '.' | '_' => key.push(c),
            _ if key.ends_with('-') || key.is_empty() => {}
            _ => key.push('-'),
        }
    }
    let key: String = key.trim_matches(['-', '.']).chars().take(60).collect();
    make_unmistakable(key.trim_matches(['-', '.']), "article")
}

/// Names that files of folders have that hold one article each: the folder's own name tells more.
const OF_FOLDERS: [&str; 5] = ["index", "_index", "readme", "content", "article"];

/// The keys that an article from this file may get, the first that is free: its stem, then that with the name of its folder.
pub fn list_keys(path: &str) -> Vec<String> {
    let folder = |path: &str| path.rsplit_once('/').map(|(above, _)| above.to_owned());
    let stem = file_stem(path);
    let mut names = vec![stem.to_owned()];
    if !is_address(path) {
        let above = folder(path);
        let name = |above: &str| above.rsplit('/').next().unwrap_or_default().to_owned();
        let of_folder = above.as_deref().map(name).filter(|name| !matches!(name.as_str(), "" | "." | ".."));
        if let Some(of_folder) = of_folder {
            names.push(format!("{of_folder}-{stem}"));
            if OF_FOLDERS.contains(&stem.to_lowercase().as_str()) {
                names.insert(0, of_folder);
            }
        }
    }
    names.iter().map(|name| make_key(name)).collect()
}

/// The first of these keys that nothing else has; where all are taken, the first with a number.
pub fn choose_key(keys: &[String], mut is_free: impl FnMut(&String) -> bool) -> String {
    let first = keys.first().map_or("article", String::as_str);
    keys.iter()
        .find(|key| is_free(key))
        .cloned()
        .unwrap_or_else(|| find_free(first, 1, is_free, |n| format!("-{}", n + 1)).0)
}

/// A file's name without folder and last extension; of an address, the last part of its path, or its host.
fn file_stem(path: &str) -> &str {
    let path = match is_address(path) {
        true => path.split(['?', '#']).next().unwrap_or(path).trim_end_matches('/'),
        false => path,
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// A name that cannot be taken for `c3`, `r10` or nothing.
pub(super) fn make_unmistakable(name: &str, what: &str) -> String {
    match name.parse::<Address>() {
        Ok(Address::Key(key)) if !key.contains('/') => key,
        _ => format!("{what}-{name}").trim_end_matches('-').to_owned(),
    }
}

/// `stem` with the first suffix from `first` on that makes it free, and which it was; the suffix 0 is none.
pub(super) fn find_free(
    stem: &str,
    first: usize,
    mut is_free: impl FnMut(&String) -> bool,
    suffix: impl Fn(usize) -> String,
) -> (String, usize) {
    let named = |n: usize| if n == 0 { stem.to_owned() } else { format!("{stem}{}", suffix(n)) };
    (first..).map(|n| (named(n), n)).find(|(key, _)| is_free(key)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_plain_and_unmistakable() {
        for (name, key) in [
            ("back-pain-during-pregnancy", "back-pain-during-pregnancy"),
            ("Rückenschmerzen & Schwangerschaft", "ruckenschmerzen-schwangerschaft"),
            ("c3", "article-c3"),
            ("10.1000/182", "10.1000-182"),
            ("日本語", "article"),
            ("../../etc/passwd", "etc-passwd"),
            ("", "article"),
        ] {
            assert_eq!(make_key(name), key, "{name}");
        }
    }

    #[test]
    fn a_file_in_a_folder_of_its_own_is_called_as_that() {
        for (path, keys) in [
            ("garlic.md", &["garlic"][..]),
            ("docs/garlic.md", &["garlic", "docs-garlic"]),
            ("posts/garlic/index.md", &["garlic", "index", "garlic-index"]),
            ("../index.md", &["index"]),
            ("/srv/posts/Garlic Cures/README.md", &["garlic-cures", "readme", "garlic-cures-readme"]),
            ("https://a.example/posts/garlic", &["garlic"]),
        ] {
            assert_eq!(list_keys(path), keys, "{path}");
        }
        let taken = ["garlic", "garlic-2"];
        let is_free = |key: &String| !taken.contains(&key.as_str());
        assert_eq!(choose_key(&list_keys("a/garlic.md"), is_free), "a-garlic");
        assert_eq!(choose_key(&list_keys("garlic.md"), is_free), "garlic-3");
    }

    #[test]
    fn a_taken_key_gets_the_next_suffix() {
        let taken = ["salari2023".to_owned(), "salari2023a".to_owned()];
        let letter = |n: usize| char::from(b'a' + n as u8 - 1).to_string();
        let is_free = |key: &String| !taken.contains(key);
        assert_eq!(find_free("salari2023", 0, is_free, letter), ("salari2023b".to_owned(), 2));
        assert_eq!(find_free("other", 0, is_free, letter), ("other".to_owned(), 0));
    }
}
