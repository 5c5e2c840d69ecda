//! What a file makes claimbook hold: records that name nothing take no room, however many there are.

use claimbook::read::references::{ReadReferences, find_reader, read_references};

fn read(format: &str, text: &str) -> ReadReferences {
    read_references(text.as_bytes(), "refs", find_reader(format), u64::MAX).unwrap()
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn records_that_name_nothing_are_counted_and_not_held() {
    for (format, record) in [("ris", "TY  - JOUR\nAU  - a\n"), ("ris", "TY  - \n")] {
        let few = read(format, &record.repeat(20));
        let many = read(format, &record.repeat(40_000));
        assert!(few.references.is_empty() && many.references.is_empty(), "{format}");
        // A few are told one by one, and of many the rest is counted.
        assert!(few.refused.len() + few.notes.len() > 0, "{format}");
        assert!(many.refused.len() <= 10_001 && many.notes.len() <= 10_001, "{format}: {}", many.refused.len());
        let told = many.refused.iter().chain(&many.notes).any(|note| note.message.contains(" more "));
        assert!(told || many.refused.len() < 100, "{format}: {:?}", many.refused.last());
    }
}

#[test]
fn a_table_of_one_line_is_not_held_cell_by_cell() {
    let cells = "a,".repeat(1_100_000);
    let headings = read("csv", &format!("Title,Author,{cells}\nx,Poe A\n"));
    assert!(headings.references.is_empty() && headings.refused.len() == 1, "{:?}", headings.refused);
    let rows = read("csv", &format!("Title,Author,Year\nKnees,Poe A,2001\n{cells}\nHips,Roe B,2002\n"));
    let titles: Vec<Option<&str>> = rows.references.iter().map(|entry| entry.parsed.item.title.as_deref()).collect();
    assert_eq!(titles, [Some("Knees"), Some("Hips")]);
    assert!(
        rows.refused.iter().any(|note| note.line == 3 && note.message.contains("longer than")),
        "{:?}",
        rows.refused
    );
}
