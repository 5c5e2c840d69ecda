//! What holds for any file: nothing panics, nothing takes longer than its length, and one bad entry never costs another.

use super::{begun, read};
use claimbook::read::references;
use proptest::prelude::*;

/// Pieces of files, in any order. Comments are left out: what stands in them is no entry.
const PIECES: &str = "(@article\\{|@book\\(|@misc \\{a, |@string\\{|@preamble\\{|@xdata\\{x, |@|title = |author = |year = 2020|crossref = \\{a\\}|\\{|\\}|\\(|\\)|\"|,|#|=|\n|%|\\\\|~|\\$|a|Poe, Ada and |others|jan|--|é|\u{202e}|\\\\url\\{|\\\\'|\\\\alpha| ){0,60}";

proptest! {
    #[test]
    fn any_text_is_read_and_no_entry_is_lost(text in prop_oneof![any::<String>(), PIECES]) {
        let reader = references::find_reader("bibtex");
        if let Ok(read) = references::read_references(text.as_bytes(), "refs", reader, u64::MAX) {
            let lines = text.matches(['\n', '\r']).count() as u32 + 1;
            for note in read.refused.iter().chain(&read.notes) {
                prop_assert!(note.line >= 1 && note.column >= 1 && note.line <= lines, "{note:?}");
            }
            let told = read.references.len() + read.refused.len();
            prop_assert!(told >= begun(&text), "{} begun, {told} told of: {text}", begun(&text));
        }
    }

    /// Entries of which some are broken: a sign that holds them together is missing or there twice.
    #[test]
    fn a_broken_entry_costs_no_other(breaks in proptest::collection::vec(proptest::option::of((any::<prop::sample::Index>(), any::<bool>())), 1..8)) {
        let whole = |n: usize| format!(
            "@article{{key{n},\n  title = {{The {{Title}} number {n}}},\n  author = \"Poe, Ada and {{Group {n}}}\",\n  year = 2020,\n  month = sep # \"~3\"\n}}\n"
        );
        let entries: Vec<String> = breaks.iter().enumerate().map(|(n, broken)| match broken {
            Some((index, twice)) => spoilt(&whole(n), *index, *twice),
            None => whole(n),
        }).collect();
        let file = entries.concat();
        let read = read(&file);
        let told = read.references.len() + read.refused.len();
        prop_assert!(told >= entries.len(), "{told} told of: {file}{:?}", read.refused);
        for n in (0..entries.len()).filter(|n| breaks[*n].is_none()) {
            let title = format!("The Title number {n}");
            let found = read.references.iter().find(|entry| entry.parsed.item.title.as_ref() == Some(&title));
            let item = &found.unwrap_or_else(|| panic!("{n} is lost: {file}")).parsed.item;
            prop_assert_eq!((item.author.len(), item.issued.unwrap().0.to_string()), (2, "2020-09-03".to_owned()), "{}", file);
        }
        if breaks.iter().any(Option::is_some) {
            prop_assert!(read.references.len() >= breaks.iter().filter(|b| b.is_none()).count());
        } else {
            prop_assert!(read.notes.is_empty(), "{:?}", read.notes);
        }
    }

    #[test]
    fn a_file_that_ends_early_loses_no_entry(cut in 0..600_usize) {
        let file = "@string{j = {J Fict Med}}\n@article{a,\n  title = {Knees {on} stairs},\n  journal = j,\n}\n".repeat(6);
        let cut = &file[..cut.min(file.len())];
        if !cut.trim().is_empty() {
            let read = read(cut);
            prop_assert!(read.references.len() + read.refused.len() >= begun(cut), "{cut}");
        }
    }
}

/// An entry without one of the signs that hold it together, or with it twice.
fn spoilt(entry: &str, index: prop::sample::Index, twice: bool) -> String {
    let signs: Vec<usize> = entry.char_indices().filter(|(_, c)| "{}\",=#".contains(*c)).map(|(at, _)| at).collect();
    let at = signs[index.index(signs.len())];
    let sign = if twice { &entry[at..=at] } else { "" };
    let kept = if twice { &entry[at..] } else { &entry[at + 1..] };
    format!("{}{sign}{kept}", &entry[..at])
}

#[test]
fn an_entry_without_its_brace_is_told_of_inside_one_that_is_not_closed() {
    let read = read("@article{a,\n  title = {Knees}\n\n@articleb,\n  title = {Hips}\n}\n@book{c, title = {Feet}}\n");
    let titles: Vec<_> = read.references.iter().filter_map(|entry| entry.parsed.item.title.as_deref()).collect();
    assert_eq!(titles, ["Knees", "Feet"]);
    assert_eq!(read.refused.iter().map(|note| note.line).collect::<Vec<_>>(), [4], "{:?}", read.refused);
}

#[test]
fn an_entry_of_an_unknown_type_without_a_key_is_told_of_behind_one_that_is_not_closed() {
    for file in ["@article{@article{\n@others{", "@article{a, title = {Knees\n@others{\n@others{ title = {Hips}}\n"] {
        let read = read(file);
        assert_eq!(read.references.len() + read.refused.len(), begun(file), "{file}: {:?}", read.refused);
    }
}

#[test]
fn a_field_that_nobody_lends_is_kept_and_told_of() {
    let read = read("@xdata{a, publisher = {P}}\n@book{b, title = {Hips}, publisher = {xdata=a-location}}\n");
    assert_eq!(read.references[0].parsed.item.publisher.as_deref(), Some("xdata=a-location"));
    assert!(
        read.notes.iter().any(|note| note.line == 2 && note.message.contains("not name a field")),
        "{:?}",
        read.notes
    );
}

#[test]
fn lines_end_as_they_like_and_dirt_does_no_harm() {
    let file = "@article{a,\n  title = {Knees\n    on stairs},\n  year = 2020\n}\n\n@book{b, title = {Hips}}\n";
    let plain = read(file).references;
    assert_eq!(plain.len(), 2);
    for other in [
        file.replace('\n', "\r\n"),
        file.replace('\n', "\r"),
        format!("\u{feff}{file}"),
        // Few zero bytes are dirt; many are no text.
        file.replace("stairs", "st\0airs").replace("Hips", "Hi\u{7}ps") + &"\n".repeat(200),
    ] {
        let read = read(&other);
        let items = |entries: &[claimbook::read::entry::PrintedEntry]| -> Vec<_> {
            entries.iter().map(|entry| (entry.line, entry.parsed.item.clone())).collect()
        };
        assert_eq!(items(&read.references), items(&plain), "{other:?}");
    }
    let old = b"@article{a, title = {Caf\xe9 knees}}";
    let read = references::read_references(old, "a.bib", references::find_reader("bibtex"), u64::MAX).unwrap();
    assert_eq!(read.references[0].parsed.item.title.as_deref(), Some("Café knees"));
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_million_of_anything_is_read() {
    let long = "knee ".repeat(200_000);
    let read_one = |file: String| read(&file).references.remove(0).parsed.item;
    assert_eq!(read_one(format!("@article{{a, title = {{{long}}}}}")).title.unwrap(), long.trim());
    assert_eq!(read_one(format!("@article{{a, title = \"{long}\"}}")).title.unwrap(), long.trim());
    let deep = format!("{}x{}", "{".repeat(500_000), "}".repeat(500_000));
    assert_eq!(read_one(format!("@article{{a, title = {{{deep}}}}}")).title.as_deref(), Some("x"));
    assert_eq!(read_one(format!("@article{{a, author = {{{deep}}}, title = {{T}}}}")).author.len(), 1);
    let joined = "{k} # ".repeat(100_000);
    assert_eq!(read_one(format!("@article{{a, title = {joined} {{k}}}}")).title.unwrap().len(), 100_001);
    let names = "Poe, Ada and ".repeat(50_000) + "others";
    let item = read_one(format!("@article{{a, title = {{T}}, author = {{{names}}}}}"));
    assert_eq!((item.author.len(), item.et_al), (50_000, true));
}

/// Thirty definitions that each double the last would be a billion letters.
#[test]
fn doubled_strings_do_not_fill_the_memory() {
    let mut file = "@string{s0 = {knees and stairs and hills}}\n".to_owned();
    (1..40).for_each(|n| file += &format!("@string{{s{n} = s{} # s{}}}\n", n - 1, n - 1));
    let read = read(&(file + "@article{a, title = {T}, note = s39}\n@article{b, title = {Hips}}"));
    assert_eq!(read.references.len(), 2);
    assert!(read.notes.iter().any(|note| note.message.contains("too long")), "{:?}", read.notes.first());
}

/// However long something is repeated, reading comes to an end and to an answer; how fast it is, the benchmark says.
#[test]
#[ignore = "long: .ci/run runs it"]
fn long_repeats_end() {
    let patterns = [
        "@article{",
        "@others{\n",
        "@article{a,\n",
        "@comment{",
        "@comment{@article{a,\n",
        "@",
        " @",
        "@a{b,",
        "{",
        "}",
        "\"",
        "@string{a = ",
        "@article{a, title = {x}}\n",
        "@article{a, title = \"\n",
        "@article{a, title = {\n",
        "a = {\n",
        "a = b # ",
        "%",
        "\n@x",
        "@article{a, crossref = {a}}\n",
        "@article{a, author = {a and b}}\n",
        "@article(",
        "\\'",
        "$",
        "$\\$",
        "title = {",
        "=",
        "@preamble{\n",
        "@comment{}\n",
        "        ",
        "@article a\n",
    ];
    for head in ["", "@article{k, title = {", "@article{k, title = {x}, author = {", "@article{k, title = {x},\n"] {
        for pattern in patterns {
            let text = format!("{head}x{}", pattern.repeat(8_000));
            let read =
                references::read_references(text.as_bytes(), "refs", references::find_reader("bibtex"), u64::MAX);
            assert!(read.is_ok(), "{head:?} {pattern:?}");
        }
    }
}

#[test]
fn many_children_of_one_parent() {
    let mut file =
        "@proceedings{p, title = {Proc. Knees}, year = 2020, crossref = {q}}\n@proceedings{q, title = {Q}}\n"
            .to_owned();
    (0..5_000).for_each(|n| file += &format!("@inproceedings{{k{n}, title = {{T{n}}}, crossref = {{p}}}}\n"));
    let read = read(&file);
    assert_eq!(read.references.len(), 5_002);
    assert!(read.references.iter().skip(2).all(|entry| entry.parsed.item.year() == Some(2020)));
}
