//! No two files import each other, not even round several corners; only a module and its parent may.

use super::nothing_wrong;
use super::source::{Source, read, sources};
use std::collections::{BTreeMap, BTreeSet};

/// A module by its path: `["read", "article"]`; the crate itself is empty.
type Module = Vec<String>;

#[test]
fn no_files_import_each_other_but_parent_and_child() {
    let all: Vec<&Source> = sources("src").filter(|source| source.path != "src/main.rs").collect();
    let circles = circles(&all).into_iter().map(|(one, other)| format!("{one} and {other} lead to each other"));
    nothing_wrong("the imports of src hold no circle but parent and child", circles.collect());
}

#[test]
fn a_circle_is_seen_round_a_corner_and_parents_are_none() {
    let read_all = |files: &[(&str, &str)]| -> Vec<(String, String)> {
        let sources: Vec<Source> = files.iter().map(|(path, code)| read(*path, *code)).collect();
        circles(&sources.iter().collect::<Vec<_>>())
    };
    let one = [("src/a/mod.rs", "mod b; use self::b::B;"), ("src/a/b.rs", "use super::A;")];
    assert_eq!(read_all(&one), []);
    let round = [
        ("src/a/mod.rs", ""),
        ("src/a/b.rs", "use super::c::{self, C};"),
        ("src/a/c.rs", "fn f() { crate::a::d::f(); }"),
        ("src/a/d.rs", "use crate::a::{b::B, e};"),
        ("src/a/e.rs", "use std::fmt;"),
    ];
    let found = read_all(&round);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().all(|(one, other)| !one.contains("/e") && !other.contains("/e")), "{found:?}");
}

/// Pairs of files of which the first imports the second, and the second leads back to the first.
fn circles(sources: &[&Source]) -> Vec<(String, String)> {
    let files: BTreeMap<Module, &str> =
        sources.iter().map(|source| (module_of(source), source.path.as_str())).collect();
    let imports: BTreeMap<Module, BTreeSet<Module>> = sources
        .iter()
        .map(|source| {
            let here = module_of(source);
            let paths = paths(source).into_iter().filter_map(|path| resolve(&here, &path, &files));
            let is_other = |there: &Module| *there != here && !is_parent(there, &here) && !is_parent(&here, there);
            (here.clone(), paths.filter(is_other).collect())
        })
        .collect();
    let reach = |from: &Module| -> BTreeSet<Module> {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(next) = open.pop() {
            for there in imports.get(&next).into_iter().flatten() {
                if seen.insert(there.clone()) {
                    open.push(there.clone());
                }
            }
        }
        seen
    };
    let mut found = Vec::new();
    for (here, there) in &imports {
        for there in there.iter().filter(|there| reach(there).contains(here)) {
            found.push((files[here].to_owned(), files[there].to_owned()));
        }
    }
    found
}

fn module_of(source: &Source) -> Module {
    source.module().into_iter().map(str::to_owned).collect()
}

fn is_parent(parent: &Module, child: &Module) -> bool {
    child.len() == parent.len() + 1 && child.starts_with(parent)
}

/// The module that a path leads to, seen from a module; none outside of the crate.
fn resolve(here: &Module, path: &[String], files: &BTreeMap<Module, &str>) -> Option<Module> {
    let mut at: Module = match path.first()?.as_str() {
        "crate" => Vec::new(),
        "super" => here[..here.len().checked_sub(1)?].to_vec(),
        _ => here.clone(),
    };
    for name in &path[1..] {
        match name.as_str() {
            "super" => _ = at.pop()?,
            name => {
                at.push(name.to_owned());
                if !files.contains_key(&at) {
                    at.pop();
                    break;
                }
            }
        }
    }
    files.contains_key(&at).then_some(at)
}

/// The paths that begin at the crate, the parent or the module itself, each with all of its names.
fn paths(source: &Source) -> Vec<Vec<String>> {
    let code: Vec<char> = source.code.chars().collect();
    let mut paths = Vec::new();
    for root in ["crate", "super", "self"] {
        for at in source.find_all(&format!("{root}::")) {
            if at >= 2 && code[at - 1] == ':' && code[at - 2] == ':' {
                continue;
            }
            tree(&code, at, &mut Vec::new(), &mut paths);
        }
    }
    paths
}

/// Reads a path, or a group of them, from a place on; answers where it ends.
fn tree(code: &[char], mut at: usize, before: &mut Vec<String>, paths: &mut Vec<Vec<String>>) -> usize {
    let depth = before.len();
    loop {
        while code.get(at).is_some_and(|c| c.is_whitespace()) {
            at += 1;
        }
        if code.get(at) == Some(&'{') {
            at += 1;
            while !matches!(code.get(at), None | Some('}')) {
                let end = tree(code, at, before, paths);
                at = if end > at { end } else { at + 1 };
            }
            at += 1;
            break;
        }
        let name: String = code[at..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
        at += name.chars().count();
        if !name.is_empty() && name != "self" || before.is_empty() && name == "self" {
            before.push(name);
        }
        if code.get(at..at + 2) != Some(&[':', ':']) {
            paths.push(before.clone());
            break;
        }
        at += 2;
    }
    before.truncate(depth);
    at
}
