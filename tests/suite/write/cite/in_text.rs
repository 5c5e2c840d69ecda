//! What the text says where works are cited: numbers, and author with date.

use super::{cited, render, sheet, written};
use claimbook::write::cite::{CitedWork, set_in_text};
use serde_json::json;

fn work(families: &[&str], year: i64, title: &str) -> CitedWork {
    let authors: Vec<_> = families.iter().map(|f| json!({"family": f, "given": "Ann"})).collect();
    let mut item =
        json!({"type": "article-journal", "title": title, "author": authors, "container-title": "Pain", "volume": "1"});
    if year > 0 {
        item["issued"] = json!({"date-parts": [[year]]});
    }
    cited(item)
}

fn forms(style: &str, cited: &[CitedWork], groups: &[Vec<usize>]) -> Vec<String> {
    let forms = set_in_text(&sheet(style), cited, groups);
    forms.into_iter().map(|form| form.map(|runs| render(&runs)).unwrap_or_default()).collect()
}

#[test]
fn numbers_are_joined_as_each_style_joins_them() {
    let all: Vec<CitedWork> = (0..9).map(|n| work(&["Abara"], 2000 + n, "T")).collect();
    let groups = [vec![0], vec![0, 1], vec![4, 2, 3, 0], vec![7, 8, 5, 5], vec![]];
    assert_eq!(forms("vancouver", &all, &groups), ["(1)", "(1,2)", "(1,3-5)", "(6,8,9)", ""]);
    assert_eq!(forms("ama", &all, &groups), ["¹", "¹,²", "¹,³⁻⁵", "⁶,⁸,⁹", ""]);
}

#[test]
fn author_and_date() {
    let all = [
        work(&["Abara"], 2020, "One"),
        work(&["Brandt", "Castell"], 2019, "Two"),
        work(&["Dorsey", "Elgin", "Farrow"], 2018, "Three"),
        work(&["Greer", "Holm", "Ibsen", "Jorda"], 2017, "Four"),
        work(&["van der Berg"], 0, "Five"),
    ];
    let each: Vec<Vec<usize>> = (0..5).map(|n| vec![n]).collect();
    assert_eq!(
        forms("apa", &all, &each),
        [
            "(Abara, 2020)",
            "(Brandt & Castell, 2019)",
            "(Dorsey et al., 2018)",
            "(Greer et al., 2017)",
            "(van der Berg, n.d.)"
        ]
    );
    assert_eq!(
        forms("chicago", &all, &each),
        [
            "(Abara 2020)",
            "(Brandt and Castell 2019)",
            "(Dorsey, Elgin, and Farrow 2018)",
            "(Greer et al. 2017)",
            "(van der Berg n.d.)"
        ]
    );
    assert_eq!(
        forms("harvard", &all, &each),
        [
            "(Abara, 2020)",
            "(Brandt and Castell, 2019)",
            "(Dorsey, Elgin and Farrow, 2018)",
            "(Greer *et al.*, 2017)",
            "(van der Berg, no date)"
        ]
    );
    assert_eq!(forms("apa", &all, &[vec![2, 0]]), ["(Abara, 2020; Dorsey et al., 2018)"]);
}

#[test]
fn works_of_one_author_and_year_get_letters_in_text_and_list() {
    let all = [
        work(&["Abara"], 2020, "The zebra"),
        work(&["Abara"], 2020, "An apple"),
        work(&["Abara"], 2019, "Before"),
        work(&["Abara"], 0, "No date, one"),
        work(&["Abara"], 0, "No date, two"),
    ];
    let each: Vec<Vec<usize>> = (0..5).map(|n| vec![n]).collect();
    assert_eq!(
        forms("apa", &all, &each),
        ["(Abara, 2020b)", "(Abara, 2020a)", "(Abara, 2019)", "(Abara, n.d.-a)", "(Abara, n.d.-b)"]
    );
    assert_eq!(
        written(&sheet("apa"), &all, "text"),
        "Abara, A. (n.d.-a). No date, one. Pain, 1.\n\
         Abara, A. (n.d.-b). No date, two. Pain, 1.\n\
         Abara, A. (2019). Before. Pain, 1.\n\
         Abara, A. (2020a). An apple. Pain, 1.\n\
         Abara, A. (2020b). The zebra. Pain, 1.\n"
    );
    // The stop of n.d. ends the element too, until a letter stands behind it.
    let chicago = written(&sheet("chicago"), &all, "text");
    assert!(chicago.contains("n.d.-a. “No date, one.”"), "{chicago}");
    let alone = written(&sheet("chicago"), &all[3..4], "text");
    assert!(alone.contains("n.d. “No date, one.”"), "{alone}");
    // A term that begins a sentence has a capital.
    let ama = written(&sheet("ama"), &all[3..4], "text");
    assert!(ama.contains(" Pain. Date unknown;1."), "{ama}");
}

#[test]
fn as_many_names_as_tell_two_works_apart() {
    let all = [
        work(&["Abara", "Brandt", "Castell", "Dorsey"], 2020, "One"),
        work(&["Abara", "Brandt", "Elgin", "Farrow"], 2020, "Two"),
        work(&["Abara", "Brandt", "Castell", "Dorsey"], 2019, "Three"),
    ];
    assert_eq!(
        forms("apa", &all, &[vec![0], vec![1], vec![2]]),
        ["(Abara, Brandt, Castell, et al., 2020)", "(Abara, Brandt, Elgin, et al., 2020)", "(Abara et al., 2019)"]
    );
}

#[test]
fn an_author_date_list_is_alphabetical() {
    let all = [work(&["Webb"], 2020, "One"), work(&["Ábara"], 2020, "Two"), work(&["Brandt"], 2020, "Three")];
    let list = written(&sheet("apa"), &all, "text");
    let firsts: Vec<&str> = list.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(firsts, ["Ábara", "Brandt", "Webb"]);
}
