//! Rust source seen as the shape tests need it: code without comments and literals, the literals by themselves, and
//! nothing that is compiled for tests alone.

use super::texts_under;
use std::sync::LazyLock;

/// One Rust file.
pub(super) struct Source {
    /// Its path from the root, with `/`.
    pub(super) path: String,
    /// The file as it is.
    pub(super) text: String,
    /// The same, byte for character, with spaces for comments and for what stands in literals.
    pub(super) whole: String,
    /// The same, with spaces for test modules of `src` too.
    pub(super) code: String,
    /// What stood in string literals of `code`, with the place of the opening quote.
    pub(super) literals: Vec<(usize, String)>,
}

impl Source {
    /// The modules that lead to the file: `src/read/article/text.rs` is `[read, article, text]`.
    pub(super) fn module(&self) -> Vec<&str> {
        let stem = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        stem.split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main")).collect()
    }

    /// A place in the file as `path:line`.
    pub(super) fn line(&self, at: usize) -> String {
        let line = self.whole.bytes().take(at).filter(|c| *c == b'\n').count() + 1;
        format!("{}:{line}", self.path)
    }

    /// Where a phrase of code stands, not as a part of longer names.
    pub(super) fn find_all(&self, phrase: &str) -> Vec<usize> {
        find_all(&self.code, phrase)
    }

    /// The literal that opens at a place.
    pub(super) fn literal(&self, at: usize) -> Option<&str> {
        self.literals.iter().find(|(place, _)| *place == at).map(|(_, literal)| literal.as_str())
    }
}

/// Every Rust file under a folder of the repository, in order of path.
pub(super) fn sources(folder: &str) -> impl Iterator<Item = &'static Source> {
    static ALL: LazyLock<Vec<Source>> = LazyLock::new(|| {
        let texts = ["benches", "src", "tests"].into_iter().flat_map(texts_under);
        texts.filter(|(path, _)| path.ends_with(".rs")).map(|(path, text)| read(path, text)).collect()
    });
    ALL.iter().filter(move |source| source.path.starts_with(folder))
}

/// Takes a file apart.
pub(super) fn read(path: impl Into<String>, text: impl Into<String>) -> Source {
    let (path, text) = (path.into(), text.into());
    let (mut code, mut literals) = blank(&text);
    let whole = code.iter().collect();
    if path.starts_with("src/") {
        let tests_alone = path.ends_with("/tests.rs") || path.contains("/tests/");
        let cut = if tests_alone { vec![(0, code.len())] } else { test_parts(&code) };
        for &(from, to) in &cut {
            code[from..to].iter_mut().filter(|c| **c != '\n').for_each(|c| *c = ' ');
        }
        literals.retain(|(at, _)| !cut.iter().any(|(from, to)| (from..to).contains(&at)));
    }
    Source { path, text, whole, code: code.into_iter().collect(), literals }
}

/// Where a phrase stands in code, not as a part of longer names.
pub(super) fn find_all(code: &str, phrase: &str) -> Vec<usize> {
    let name = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let (head, tail) = (name(phrase.chars().next()), name(phrase.chars().last()));
    let places = code.match_indices(phrase).map(|(at, _)| at);
    places
        .filter(|at| !(head && name(code[..*at].chars().last())))
        .filter(|at| !(tail && name(code[at + phrase.len()..].chars().next())))
        .collect()
}

/// Spaces for comments and for what stands in literals (their quotes stay), and the string literals by place.
fn blank(text: &str) -> (Vec<char>, Vec<(usize, String)>) {
    let mut code: Vec<char> = text.chars().collect();
    let mut literals = Vec::new();
    let mut at = 0;
    while at < code.len() {
        let rest = &code[at..];
        let joins_name = at > 0 && (code[at - 1].is_alphanumeric() || code[at - 1] == '_');
        let (skip, inside) = match rest {
            ['/', '/', ..] => (0, line_comment(rest)),
            ['/', '*', ..] => (0, block_comment(rest)),
            ['r', '"' | '#', ..] if !joins_name || code[at - 1] == 'b' => raw_string(rest),
            ['"', ..] => (1, string(rest)),
            ['\'', '\\', _, ..] => (1, 1 + rest.iter().skip(3).take_while(|c| **c != '\'').count() + 1),
            ['\'', _, '\'', ..] => (1, 1),
            _ => (1, 0),
        };
        let (from, to) = (at + skip, (at + skip + inside).min(code.len()));
        if from > 0 && from < code.len() && code[from - 1] == '"' {
            literals.push((from - 1, code[from..to].iter().collect()));
        }
        code[from..to].iter_mut().filter(|c| **c != '\n').for_each(|c| *c = ' ');
        // A literal's closing quote must not open another one.
        at = if inside > 0 || matches!(code.get(at), Some('"')) { to + usize::from(skip > 0) } else { to };
        at = at.max(from);
    }
    // From here on a place is the same in bytes and in characters.
    code.iter_mut().filter(|c| !c.is_ascii()).for_each(|c| *c = '_');
    (code, literals)
}

fn line_comment(rest: &[char]) -> usize {
    rest.iter().take_while(|c| **c != '\n').count()
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    loop {
        match rest.get(at..) {
            Some(['/', '*', ..]) => (depth, at) = (depth + 1, at + 2),
            Some(['*', '/', ..]) => (depth, at) = (depth - 1, at + 2),
            Some([_, ..]) => at += 1,
            _ => return at,
        }
        if depth == 0 {
            return at;
        }
    }
}

/// How many characters open a raw string (0 inside where it is none, such as `r#type`), and how many it holds.
fn raw_string(rest: &[char]) -> (usize, usize) {
    let hashes = rest.iter().skip(1).take_while(|c| **c == '#').count();
    if rest.get(hashes + 1) != Some(&'"') {
        return (1, 0);
    }
    let open = hashes + 2;
    let closing: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let inside = rest[open..].windows(closing.len()).position(|end| end == closing);
    (open, inside.unwrap_or(rest.len() - open))
}

fn string(rest: &[char]) -> usize {
    let mut at = 1;
    while let Some(c) = rest.get(at) {
        match c {
            '"' => break,
            '\\' => at += 2,
            _ => at += 1,
        }
    }
    at - 1
}

/// Where `#[cfg(test)]` items begin and end.
fn test_parts(code: &[char]) -> Vec<(usize, usize)> {
    let mark: Vec<char> = "#[cfg(test)]".chars().collect();
    let starts = (0..code.len()).filter(|at| code[*at..].starts_with(&mark));
    starts.map(|from| (from, from + item_length(&code[from..]))).collect()
}

/// The length of an item: to its closing brace, or to a semicolon before any brace.
fn item_length(code: &[char]) -> usize {
    let mut depth = 0;
    for (at, c) in code.iter().enumerate() {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' if depth == 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

#[test]
fn comments_literals_and_test_modules_are_blanked() {
    let text = concat!(
        "//! SELECT in a comment\n",
        "use crate::model::Doi; /* crate::cli /* nested */ crate::cli */\n",
        "const A: &str = \"crate::cli \\\" // no comment\"; const B: char = '\"'; fn c<'a>(d: &'a str) {}\n",
        "const E: &str = r#\"raw \" crate::cli\"#; let r#type = b\"bytes\"; // '\n",
        "const Q: (char, char) = ('\\'', '\\u{1f}'); const Z: &str = \"\"; const É: u8 = 1; const Y: &str = \"last\";\n",
        "#[cfg(test)]\nmod tests { use crate::cli; const F: &str = \"G\"; }\nfn after() {}\n"
    );
    let source = read("src/read/mod.rs", text);
    let literals: Vec<&str> = source.literals.iter().map(|(_, literal)| literal.as_str()).collect();
    assert_eq!(literals, ["crate::cli \\\" // no comment", "raw \" crate::cli", "bytes", "", "last"]);
    assert_eq!(source.find_all("crate::").len(), 1, "{}", source.code);
    assert_eq!(source.find_all("after").len(), 1, "{}", source.code);
    assert_eq!(source.find_all("fter").len(), 0);
    assert_eq!(source.code.chars().count(), text.chars().count());
    assert_eq!(source.line(source.find_all("after")[0]), "src/read/mod.rs:8");
    assert_eq!(source.module(), ["read"]);
}
