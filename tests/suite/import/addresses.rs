//! Entries that print the address of one site are works of their own, unless they say that they are one.

use crate::double::desk::Desk;

/// How many works a list of entries makes.
fn count_works(entries: &[&str]) -> usize {
    let desk = Desk::new();
    let before = desk.json(&["works"]).as_array().unwrap().len();
    let list: String = entries.iter().enumerate().map(|(at, entry)| format!("{}. {entry}\n", at + 1)).collect();
    let text = format!("# Necks\n\nNeck pain affects 20% of adults.[1]\n\n## References\n\n{list}");
    std::fs::write(desk.path().join("necks.md"), text).unwrap();
    desk.ok(&["import", "necks.md"]);
    desk.json(&["works"]).as_array().unwrap().len() - before
}

#[test]
fn an_address_joins_works_that_agree_in_title_or_author() {
    for (entries, works) in [
        (
            [
                "Poe FF. Low back pain. In: Poe's Adviser 2024. Publisher; 2024. https://www.library.example. Accessed May 12, 2024.",
                "Kay RD, et al. Neck pain. In: Kay's Therapy 2024. Publisher; 2024. https://www.library.example. Accessed May 12, 2024.",
            ],
            2,
        ),
        (
            [
                "Wheel SG, et al. Evaluation of low back pain in adults. https://www.library.example/contents/search. Accessed May 12, 2024.",
                "Ngo T, et al. Frozen shoulder. https://www.library.example/contents/search. Accessed May 12, 2024.",
            ],
            2,
        ),
        (
            [
                "Society of Necks. Sore necks. 2023. https://www.necks.example/",
                "Society of Necks. Stiff shoulders at work. 2024. https://www.necks.example/",
            ],
            2,
        ),
        (
            [
                "Society of Necks. Neck pain. 2023. https://www.necks.example/pain. Accessed 2 May 2023.",
                "Society of Necks. Neck pain. 2023. https://www.necks.example/pain. Accessed 3 June 2024.",
            ],
            1,
        ),
        (["https://www.necks.example/pain", "Society of Necks. Neck pain. 2023. https://www.necks.example/pain."], 1),
    ] {
        assert_eq!(count_works(&entries), works, "{entries:?}");
    }
}
