//! Lines that say when a text was reviewed: the last review took place, the next one did not. And who signs a page.

use super::articles::LIMIT;
use claimbook::read::article::read_article;

#[test]
fn the_next_review_is_no_review_that_took_place() {
    for (line, reviewed) in [
        ("Review date: 3 May 2024", "2024-05-03"),
        ("Last medically reviewed on 3 May 2023", "2023-05-03"),
        ("Page last reviewed: 3 May 2023\n\nNext review due: 3 May 2026", "2023-05-03"),
        ("Review date: May 2026\n\nLast reviewed: May 2023", "2023-05"),
        ("This page was last reviewed on 3 May 2023 and is next due for review in May 2026.", "2023-05-03"),
        ("Last reviewed May 3, 2023. Next review due May 2026.", "2023-05-03"),
        ("Reviewed 3 May 2023 by Ann Poe, MD", "2023-05-03"),
        ("Next review due: 3 May 2027", ""),
        ("Date of next review: May 2027", ""),
        ("Review due: May 2027", ""),
        ("Review due date: 1 June 2027", ""),
        ("Due for review: May 2027", ""),
        ("To be reviewed: May 2027", ""),
        ("Review by: May 2026", ""),
        ("Planned review date: May 2027", ""),
        ("Scheduled for review: June 2027", ""),
        ("Next scheduled review: June 2027", ""),
        ("Próxima revisión: junio de 2027", ""),
        ("Nächste Überprüfung: Juni 2027", ""),
        // Leaflets are to be looked at again whole years after they were made.
        ("Date published: 1 June 2021   Review date: June 2024", ""),
        ("Issue date: May 2022. Review date: May 2025.", ""),
        ("Published: 1 June 2021\n\nReview date: 3 May 2024", ""),
        ("Published: 1 June 2021\n\nReview date: August 2024", ""),
        ("Published: 1 June 2023\n\nReview date: 3 May 2024", "2024-05-03"),
        ("Published: 1 June 2011\n\nReview date: 3 May 2024", "2024-05-03"),
    ] {
        let text = format!("Knees and rest\n\n{line}\n\nRest eases knee pain in 30% of adults.\n");
        let article = read_article(text.as_bytes(), "a.txt", None, LIMIT).unwrap();
        let on = article.last_reviewed_on.map_or_else(String::new, |day| day.to_string());
        assert_eq!(on, reviewed, "{line}");
        let said: Vec<&str> = article.text.lines().filter(|line| line.contains("20")).collect();
        let about = article.blocks.0.iter().filter(|b| b.kind == claimbook::model::BlockKind::About).count();
        assert_eq!(said.len(), about, "{line}: {:?}", article.blocks);
    }
}

#[test]
fn paragraphs_of_authors_stand_one_under_the_other() {
    let article = |behind: &str| {
        let page = format!(
            "<html><body><header><h1>Knees</h1><p class=\"author\">Ann Poe</p><p class=\"author\">Bo Roe, MD</p></header>\
             <p>Rest eases knee pain in 30% of adults.</p>{behind}</body></html>"
        );
        let read = read_article(page.as_bytes(), "a.html", None, LIMIT).unwrap();
        read.people.into_iter().map(|person| person.name).collect::<Vec<_>>()
    };
    assert_eq!(article(""), ["Ann Poe", "Bo Roe"]);
    let card = "<div class=\"card\"><p>Heat and hips</p><p class=\"author\">Cy Lee</p></div>";
    assert_eq!(article(card), ["Ann Poe", "Bo Roe"]);
}
