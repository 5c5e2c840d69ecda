//! The weights that ship, on lines of the kinds that newcomers saw named wrongly: none of them was trained on.

use claimbook::detect::detect_claims;
use claimbook::model::Word;
use claimbook::read::article::read_article;

/// What is found in a line: the kind of its claim, or none.
fn name(markdown: &str) -> String {
    let read = read_article(format!("{markdown}\n").as_bytes(), "page.md", None, 10_000).unwrap();
    let proposals = detect_claims(&read.text, &read.blocks, "en").proposals;
    proposals.first().map_or("none".to_owned(), |proposal| proposal.kind.to_string())
}

#[test]
fn most_lines_of_the_kinds_that_newcomers_met_are_named_right() {
    let table = include_str!("../../fixtures/detect/kept_aside.tsv");
    let (mut groups, mut wrong): (Vec<(&str, usize, usize)>, Vec<String>) = (Vec::new(), Vec::new());
    for line in table.lines() {
        if let Some(group) = line.strip_prefix("# -- ") {
            groups.push((group, 0, 0));
        }
        let Some((expected, markdown)) = line.split_once('\t') else { continue };
        let Some((_, right, all)) = groups.last_mut() else { continue };
        let found = name(markdown);
        let is_right = expected.split(' ').any(|kind| kind == found);
        (*right, *all) = (*right + usize::from(is_right), *all + 1);
        wrong.extend((!is_right).then(|| format!("{markdown}: {found}, expected {expected}")));
    }
    println!("{groups:#?}\n{wrong:#?}");
    assert_eq!(groups.len(), 8, "{groups:?}");
    let (right, all) = groups.iter().fold((0, 0), |sum, (_, right, all)| (sum.0 + right, sum.1 + all));
    assert!(right * 100 >= all * 88, "{right} of {all}: {wrong:#?}");
    let (group, right, all) = groups[7];
    assert_eq!(right, all, "{group}: {wrong:#?}");
}

#[test]
fn what_a_heading_says_leads_elsewhere_holds_no_claims() {
    let page = "# Backs\n\nWalking eases back pain.\n\n## Helpful links\n\n- How smoking harms the lungs\n\
        - Exercise lowers blood pressure - Heart Agency\n\n## Selected publications\n\n\
        - Roe J, Lee K. Walking reduces knee pain in older adults. J Fict Med. 2019;3:1-9.\n\
        - Exercise prevents falls in nursing homes (with A. Lim), 2021\n";
    let read = read_article(page.as_bytes(), "page.md", None, 10_000).unwrap();
    let detection = detect_claims(&read.text, &read.blocks, "en");
    let found: Vec<&str> = detection.proposals.iter().map(|proposal| proposal.statement.as_str()).collect();
    assert_eq!(found, ["Walking eases back pain."], "{:#?}", detection.passed_over);
}

#[test]
fn a_sentence_that_has_ended_gives_the_items_under_it_no_kind() {
    let page = "# Knees\n\n## Sore knees\n\nSore knees are common.\n\n- Walking eases knee pain.\n\
        - Ibuprofen can cause bleeding in the stomach.\n\n## Stiff knees\n\nIt is more common after age 50.\n\n\
        - A cold pack relieves the swelling.\n- Cartilage thins with age, and this can cause pain on stairs.\n";
    let read = read_article(page.as_bytes(), "page.md", None, 10_000).unwrap();
    let detection = detect_claims(&read.text, &read.blocks, "en");
    let found: Vec<&str> = detection.proposals.iter().map(|proposal| proposal.kind.token()).collect();
    assert_eq!(found, ["prevalence", "benefit", "harm", "prevalence", "benefit", "mechanism"], "{detection:#?}");
}
