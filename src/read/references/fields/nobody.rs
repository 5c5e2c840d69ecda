//! What stands in a list of names for people whom it does not name: `et al.`, `[Anonymous]`, `No authors listed`.

/// `et al.`, `and others`.
pub(super) fn is_more(text: &str) -> bool {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    matches!(lower.as_str(), "others" | "et al" | "et. al" | "and others" | "and others," | "" | "…")
        && !text.is_empty()
}

/// The names before what stands for others at their end: `Oakes T et al.`, `Oakes, T., and others`. None where nothing does.
pub(super) fn without_more(text: &str) -> Option<&str> {
    let text = text.trim().trim_end_matches([';', ',']).trim_end();
    let bare = text.trim_end_matches(['.', ']', ')']);
    let ends = [" et al", " et. al", " and others", " & others", " and colleagues", " …", "[et al", "(et al"];
    let end = ends.iter().find(|end| {
        let from = bare.len().checked_sub(end.len());
        from.and_then(|from| bare.get(from..)).is_some_and(|last| last.eq_ignore_ascii_case(end))
    })?;
    let first = bare.get(..bare.len() - end.len())?.trim_end_matches([' ', ',', ';', '[', '(']);
    (!first.is_empty()).then_some(first)
}

/// What programs and databases write where no author is known.
pub(super) fn is_nobody(text: &str) -> bool {
    const NOBODY: [&str; 14] = [
        "",
        "anonymous",
        "anon",
        "anonymous author",
        "na",
        "n/a",
        "null",
        "none",
        "unknown",
        "unknown author",
        "s.n",
        "s. n",
        "sine nomine",
        "no data",
    ];
    // `[No author name available]` of Scopus, `No authors listed` of PubMed, `Author not identified`.
    const LISTED: [&str; 8] =
        ["available", "listed", "given", "identified", "specified", "stated", "found", "supplied"];
    let plain = text.trim_matches(|c: char| c.is_whitespace() || "[](),.".contains(c)).to_lowercase();
    if NOBODY.contains(&plain.as_str()) {
        return plain != "na" || text.trim() == "NA";
    }
    let words: Vec<&str> = plain.split([' ', '-', '_']).filter(|word| !word.is_empty()).collect();
    let author = |word: &&str| matches!(*word, "author" | "authors" | "author(s" | "author(s)" | "creator" | "editor");
    let filler = |word: &&str| author(word) || matches!(*word, "name" | "names" | "id" | "ids" | "was" | "is" | "were");
    match words.as_slice() {
        ["no", rest @ ..] => rest.first().is_some_and(author) && rest.iter().all(|w| filler(w) || LISTED.contains(w)),
        ["author" | "authors", "unknown" | "anonymous"] => true,
        [rest @ .., "not", last] => LISTED.contains(last) && rest.iter().any(author) && rest.iter().all(filler),
        _ => false,
    }
}
