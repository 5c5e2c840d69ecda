//! Word lists and the code agree: no list is asked for that is not there, and none is there that nobody asks for.

use super::{nothing_wrong, text_of, texts_under};
use std::collections::BTreeSet;

/// The ways to ask a file for one of its lists.
const WAYS: &[&str] = &["entries", "words", "phrases", "printed_phrases", "pairs"];

#[test]
#[ignore = "long: .ci/run runs it"]
fn every_word_list_is_asked_for_and_is_there() {
    let folder = "src/text/lexicon";
    let page = text_of(&format!("{folder}/mod.rs"));
    let code: String =
        texts_under("src").into_iter().filter(|(path, _)| path.ends_with(".rs")).map(|(_, t)| t).collect();
    let (mut wrong, mut files) = (Vec::new(), BTreeSet::new());
    for line in page.lines().filter_map(|line| line.strip_prefix("pub static ")) {
        let name = line.split(':').next().unwrap();
        let file = line.split('"').nth(1).unwrap();
        let text = text_of(&format!("{folder}/{file}"));
        files.insert(file.to_owned());
        let lists: BTreeSet<&str> = text.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')).collect();
        let asked: BTreeSet<&str> = WAYS.iter().flat_map(|way| asked_for(&code, &format!("{name}.{way}(\""))).collect();
        wrong.extend(
            asked.difference(&lists).filter(|list| !list.is_empty()).map(|list| format!("{file}: no [{list}]")),
        );
        // Where the code goes through the lists, each is asked for by that.
        if !code.contains(&format!("{name}.lists()")) && !code.contains(&format!("| {name}.")) {
            wrong.extend(lists.difference(&asked).map(|list| format!("{file}: nobody asks for [{list}]")));
        }
    }
    assert!(files.len() > 10, "{files:?}");
    let others = texts_under(folder)
        .into_keys()
        .filter_map(|path| Some(path.strip_prefix(folder)?.strip_prefix('/')?.to_owned()));
    let others = others.filter(|file| file.ends_with(".txt") && !files.contains(file));
    wrong.extend(others.map(|file| format!("{file}: mod.rs does not name it")));
    nothing_wrong("the code and the word lists agree", wrong);
}

/// The names that stand behind a call.
fn asked_for<'c>(code: &'c str, call: &str) -> Vec<&'c str> {
    code.match_indices(call).filter_map(|(at, call)| code[at + call.len()..].split('"').next()).collect()
}
