//! Rules: one file each, named after its id, in the slice, with a page.

use super::source::{Source, sources};
use super::{nothing_wrong, texts_under};
use std::collections::BTreeSet;

#[test]
fn every_rule_has_its_own_file_and_is_in_the_slice() {
    let slice = sources("src/rules/mod.rs").map(slice).next().unwrap_or_default();
    let mut wrong = Vec::new();
    for source in sources("src/rules/").filter(|s| is_rule(s)) {
        let (path, stem) = (&source.path, source.module().last().copied().unwrap_or_default());
        match ids(source).as_slice() {
            [id] if id.replace('-', "_") == stem => {}
            [id] => wrong.push(format!("{path}: holds {id}, so it should be {}.rs", id.replace('-', "_"))),
            [] => wrong.push(format!(
                "{path}: holds no `: Rule = Rule {{ id: \"…\" }}`; what rules stand on goes into a folder"
            )),
            more => wrong.push(format!("{path}: holds {}; one file, one rule", more.join(", "))),
        }
        if !slice.contains(stem) {
            wrong.push(format!("{path}: is not in RULES of src/rules/mod.rs"));
        }
    }
    nothing_wrong("a rule is one file, named after its id, and one line in RULES", wrong);
}

#[test]
fn every_rule_has_a_page_and_every_page_a_rule() {
    let rules: BTreeSet<String> = sources("src/rules/").filter(|s| is_rule(s)).flat_map(ids).collect();
    let pages: BTreeSet<String> = texts_under("docs/rules")
        .into_keys()
        .filter_map(|path| Some(path.strip_prefix("docs/rules/")?.strip_suffix(".md")?.to_owned()))
        .filter(|page| page != "README")
        .collect();
    let without = rules.difference(&pages).map(|id| format!("docs/rules/{id}.md: missing"));
    let idle = pages.difference(&rules).map(|id| format!("docs/rules/{id}.md: there is no rule {id}"));
    nothing_wrong("each rule has its page, and each page its rule", without.chain(idle).collect());
}

/// Whether a file is a rule's: the files of src/rules are, save `mod.rs`; its folders hold what rules stand on.
pub(super) fn is_rule(source: &Source) -> bool {
    let name = source.path.strip_prefix("src/rules/").unwrap_or_default();
    !name.is_empty() && !name.contains('/') && name != "mod.rs"
}

/// The ids of the rules that a file declares: the first literal after `id:` in each `: Rule = Rule { … }`.
fn ids(source: &Source) -> Vec<String> {
    let ids = source.find_all(": Rule =").into_iter().filter_map(|at| {
        let id = source.find_all("id:").into_iter().find(|id| *id > at)?;
        let quote = id + source.code[id..].find('"')?;
        source.literal(quote).map(str::to_owned)
    });
    ids.collect()
}

/// The modules that RULES names, in `RULES: … = &[ a::RULE, … ];`.
fn slice(source: &Source) -> BTreeSet<String> {
    let after = source.find_all("RULES").first().map(|at| &source.code[*at..]);
    let body = after.and_then(|code| code.split_once('=')).map(|(_, body)| body).unwrap_or_default();
    let body = body.split(';').next().unwrap_or_default();
    body.split(|c: char| !(c.is_alphanumeric() || c == '_')).map(str::to_owned).collect()
}
