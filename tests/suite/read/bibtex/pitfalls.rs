//! One test for each of what other programs get wrong.

use super::read;
use crate::double::terminal::Terminal;
use claimbook::model::{Item, Name};

fn one(fields: &str) -> Item {
    let mut read = read(&format!("@article{{a, title = {{Knees}},\n{fields}}}"));
    assert_eq!((read.references.len(), read.refused.len()), (1, 0), "{fields}");
    read.references.remove(0).parsed.item
}

fn title(latex: &str) -> String {
    read(&format!("@article{{a, title = {{{latex}}}}}")).references.remove(0).parsed.item.title.unwrap_or_default()
}

fn authors(list: &str) -> Vec<Name> {
    one(&format!("author = {{{list}}}")).author
}

#[test]
fn a_doi_is_bare_and_whole() {
    let sici = "10.1002/(SICI)1097-4679(200212)58:12<1661::AID-JCLP2053>3.0.CO;2-2";
    for (field, doi) in [
        ("https://doi.org/10.5555/abc.1", "10.5555/abc.1"),
        ("http://dx.doi.org/10.5555/abc.1", "10.5555/abc.1"),
        ("doi:10.5555/abc.1", "10.5555/abc.1"),
        ("10.5555/abc\\_13", "10.5555/abc_13"),
        ("10.5555/abc{\\_}13", "10.5555/abc_13"),
        (sici, sici),
    ] {
        assert_eq!(one(&format!("doi = {{{field}}}")).doi.as_deref(), Some(doi), "{field}");
    }
}

#[test]
fn groups_stay_whole_and_nobody_is_called_others() {
    let item =
        one("author = {{{World Health Organization}} and {GBD 2021 Diabetes Collaborators} and Poe, Ada and others}");
    let groups = ["World Health Organization", "GBD 2021 Diabetes Collaborators"].map(Name::group);
    assert_eq!((item.author.len(), &item.author[..2], item.et_al), (3, &groups[..], true));
}

#[test]
fn particles_suffixes_and_blanks_have_their_places() {
    let van = Name { non_dropping_particle: Some("van der".to_owned()), ..Name::person("Berg", Some("J")) };
    assert_eq!(authors("van der Berg, J and J van der Berg"), [van.clone(), van]);
    assert_eq!(authors("{de Oliveira Silva}, A"), [Name::person("de Oliveira Silva", Some("A"))]);
    let jr = Name { suffix: Some("Jr.".to_owned()), ..Name::person("Smith", Some("John A.")) };
    assert_eq!(authors("Smith, Jr., John A. and Smith,  Jr.,   John  A."), [jr.clone(), jr]);
    assert_eq!(authors("Smith, III, John")[0].suffix.as_deref(), Some("III"));
}

#[test]
fn letters_are_composed() {
    assert_eq!(title("{\\'\\i} {\\\"\\i} {\\AA}se \\\"{o}"), "\u{ed} \u{ef} \u{c5}se \u{f6}");
}

#[test]
fn braces_math_and_markup_leave_their_words() {
    assert_eq!(
        title("{GLP-1} in {Type 2 Diabetes Mellitus} and B-cells"),
        "GLP-1 in Type 2 Diabetes Mellitus and B-cells"
    );
    assert_eq!(title("$\\alpha$-blockers, CO$_2$, $p<0.05$"), "α-blockers, CO₂, p<0.05");
    assert_eq!(
        title("Knees \\&amp; hips, <i>in vitro</i>, CO<sub>2</sub>, p<0.05"),
        "Knees & hips, in vitro, CO2, p<0.05"
    );
}

#[test]
fn an_address_is_not_cut() {
    let url = "https://x.example/a_b~c%20d?e=1&f=2#g";
    assert_eq!(one(&format!("url = {{{url}}}")).url.as_deref(), Some(url));
}

#[test]
fn what_is_no_date_is_kept_and_invents_none() {
    for (fields, issued, until, kept) in [
        ("year = {n.d.}", None, None, true),
        ("year = {in press}", None, None, false),
        ("year = {2024-05}", Some("2024-05"), None, false),
        ("year = 2024, month = {Sep--Oct}", Some("2024-09"), Some("2024-10"), false),
        ("date = {2024-05/2024-06}", Some("2024-05"), Some("2024-06"), false),
    ] {
        let item = one(fields);
        assert_eq!(item.issued.map(|date| date.0.to_string()).as_deref(), issued, "{fields}");
        assert_eq!(item.issued_until().map(|date| date.to_string()).as_deref(), until, "{fields}");
        assert_eq!(item.other.contains_key("issued"), kept, "{fields}");
    }
    assert_eq!(one("year = {in press}").status.as_deref(), Some("in press"));
}

#[test]
fn a_malformed_entry_costs_no_other_and_is_told_by_its_line() {
    let read = read(
        "@article{a, title = {Knees}}\n\n@article{b, title = {Hips}, year = {2020\n\n@article{c, title = {Backs}}\n",
    );
    let titles: Vec<_> = read.references.iter().map(|entry| entry.parsed.item.title.clone().unwrap()).collect();
    assert_eq!(titles, ["Knees", "Hips", "Backs"]);
    assert!(read.notes.iter().all(|note| note.line == 3), "{:?}", read.notes);
    assert_eq!(read.notes.len(), 2);
}

#[test]
fn of_two_fields_the_first_counts_and_two_keys_are_two_entries() {
    let read = read("@article{a, title = {Knees}, year = 2020, year = 2021}\n@article{a, title = {Hips}}\n");
    assert_eq!((read.references.len(), read.references[0].parsed.item.year()), (2, Some(2020)));
    let told: Vec<&str> = read.notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "the field “year” is here a second time; the first counts, and not “2021”",
            "the key “a” is that of an entry before; both are kept",
        ]
    );
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_entry() {
    assert_eq!(read("\u{feff}@article{a, title = {Knees}}").references.len(), 1);
}

/// No terminal, a file as argument: what is written is what was read, and not nothing. And a second round changes nothing.
#[test]
fn a_file_comes_through_the_catalogue() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    std::fs::write(folder.path().join("odd.bib"), include_str!("../../../fixtures/references/odd.bib")).unwrap();
    terminal.ok(&["import", "odd.bib"]);
    for format in ["bibtex", "biblatex"] {
        let first = terminal.ok(&["export", "works", "--to", format]);
        assert_eq!(first.lines().filter(|line| line.starts_with('@')).count(), 6, "{first}");
        assert!(first.contains("doi = {10.5555/jfm_2001.1}"), "{first}");
        let other = tempfile::tempdir().unwrap();
        let again = Terminal::piped(other.path());
        again.ok(&["init"]);
        std::fs::write(other.path().join("out.bib"), &first).unwrap();
        let told = again.ok(&["import", "out.bib"]);
        assert!(
            told.contains("6 entries read as bibtex.") && told.contains("6 added") && !told.contains("Note"),
            "{told}"
        );
        assert_eq!(again.ok(&["export", "works", "--to", format]), first);
    }
}
