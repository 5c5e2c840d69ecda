//! What detection passed over: counted at import, listed with lines and reasons, and taken in where a reviewer says so.

use crate::double::desk::Desk;

const LIES: &str = "# Kitchen wisdom\n\nGarlic cures cancer. Vaccines cause autism. Yoga works better than painkillers.\n\n\
    Have you tried it? Learn more about our courses. Our kitchen opens at nine. Grandmother swore by it.\n";

fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::write(desk.terminal.folder.join("wisdom.md"), LIES).unwrap();
    desk
}

#[test]
fn short_flat_lies_are_claims_and_the_rest_is_counted_by_reason() {
    let desk = desk();
    let out = desk.ok(&["import", "wisdom.md"]);
    assert!(out.contains("3 claims proposed"), "{out}");
    assert!(out.contains("Looked at 7 sentences, passed over 4"), "{out}");
    assert!(out.contains("claimbook claims --passed-over wisdom"), "{out}");
    let claims = desk.json(&["claims", "--article", "wisdom"]);
    for claim in claims.as_array().unwrap() {
        assert!(["sure", "likely"].contains(&claim["confidence"].as_str().unwrap()), "{claim:#}");
        let words = claim["occurrences"][0]["exact"].as_str().unwrap();
        for reason in claim["because"].as_array().unwrap() {
            let (_, named) = reason.as_str().unwrap().split_once(": ").unwrap();
            assert!(words.contains(named), "a reason names words of the claim: {named}");
        }
    }
}

#[test]
fn what_was_passed_over_is_listed_and_can_be_taken_in() {
    let desk = desk();
    desk.ok(&["import", "wisdom.md"]);
    let listed = |desk: &Desk| desk.json(&["claims", "--passed-over", "wisdom"]);
    let before = listed(&desk);
    let reasons: Vec<&str> = before.as_array().unwrap().iter().map(|s| s["why"].as_str().unwrap()).collect();
    assert_eq!(reasons.len(), 4, "{before:#}");
    assert_eq!(reasons[..2], ["question", "where-to-go"], "{before:#}");
    assert_eq!((&before[0]["line"], &before[0]["column"]), (&5.into(), &1.into()), "{before:#}");

    let run = desk.run(&["add", "claim", "wisdom:5"]);
    assert!(run.exit == 2 && run.err.contains("4 sentences begin in that line"), "{}{}", run.out, run.err);
    let column = before[3]["column"].to_string();
    let run = desk.run(&["add", "claim", &format!("wisdom:5:{column}"), "--kind", "benefit"]);
    let told = format!("{}{}", run.out, run.err);
    assert!(run.exit == 0 && told.contains("wisdom/c4 (benefit): Grandmother swore by it."), "{told}");
    assert_eq!(listed(&desk).as_array().unwrap().len(), 3);
    let claim = desk.json(&["show", "wisdom/c4"]);
    assert_eq!((&claim["status"], &claim["confidence"]), (&"accepted".into(), &serde_json::Value::Null), "{claim:#}");

    for (place, why) in [
        ("wisdom:99", "no passed-over sentence"),
        ("wisdom:5:9999", "wisdom:5:9999: there is no passed-over sentence"),
        ("nowhere:5", "nowhere"),
    ] {
        let run = desk.run(&["add", "claim", place]);
        assert!(run.exit == 2 && run.err.replace('\n', " ").contains(why), "{place}: {}{}", run.out, run.err);
    }
    let run = desk.run(&["add", "claim", "Salt heals burns.", "--article", "wisdom"]);
    assert!(run.exit == 2 && run.err.contains("--kind") && run.err.contains("prevalence, risk"), "{}", run.err);
}

#[test]
fn a_mail_is_not_stored_whatever_it_says_of_health() {
    let desk = desk();
    let mail = "From: Ann Roe <ann@example.org>\nTo: Ben\nSubject: My knee\n\nIbuprofen relieves my knee pain within an hour.\n";
    std::fs::write(desk.terminal.folder.join("mail.txt"), mail).unwrap();
    let run = desk.run(&["import", "mail.txt"]);
    assert!(run.exit == 2 && run.err.contains("seems to be a mail"), "{}{}", run.out, run.err);
    assert_eq!(desk.run(&["import", "--as", "article", "mail.txt"]).exit, 0);
}

#[test]
fn a_recipe_is_no_health_article() {
    let desk = desk();
    std::fs::write(
        desk.terminal.folder.join("soup.md"),
        "# Leek soup\n\n- 3 leeks\n- 2 large potatoes\n- 1 litre of stock\n- a little cream\n\nWash the leeks and slice them. Peel the \
        potatoes. Melt the butter in a large pot. Add the leeks and stir for five minutes. Pour in the stock. Simmer until the \
        potatoes are soft. Blend it until it is smooth. Stir in the cream. Taste, and add salt. Serve it with bread.\n",
    )
    .unwrap();
    let run = desk.run(&["import", "soup.md", "--format", "json"]);
    let proposed = run.out.matches("soup/c").count();
    assert!(proposed <= 1, "{}{}", run.out, run.err);
}
