//! `--changed-since` without a catalogue, and where that is a folder in its text form: what people decide there is a change, too.

use crate::double::terminal::{Run, Terminal};
use std::path::Path;
use std::process::Command;

const GINGER: &str = "# Ginger\n\nGinger eases nausea in pregnancy [1]. Ginger tea cures migraine in adults.\n\n## References\n\n\
    1. Roe J, Doe A. Ginger for nausea. Invented J Med. 2024;3(1):11-19. doi:10.5555/ginger.1\n";
const TURMERIC: &str = "# Turmeric\n\nTurmeric cures arthritis of the knee in adults.\n";

pub(super) fn git(folder: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=A. Editor", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]);
    let ran = git.args(arguments).current_dir(folder).output().unwrap();
    assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

/// A repository with two articles and their catalogue in its text form, and the desk with the catalogue it was dumped from.
fn repository() -> (tempfile::TempDir, Terminal, Terminal) {
    let all = tempfile::tempdir().unwrap();
    let tree = all.path().join("tree");
    std::fs::create_dir_all(tree.join("docs")).unwrap();
    std::fs::write(tree.join("docs/ginger.md"), GINGER).unwrap();
    std::fs::write(tree.join("docs/turmeric.md"), TURMERIC).unwrap();
    git(&tree, &["init", "--quiet"]);
    std::fs::write(tree.join(".gitignore"), "claimbook.db*\n").unwrap();
    let desk = Terminal::piped(&tree);
    for arguments in [&["init"][..], &["import", "docs"], &["accept", "ginger/c1"], &["dump", "catalogue"]] {
        done(&desk, arguments);
    }
    git(&tree, &["add", "--all"]);
    git(&tree, &["commit", "--quiet", "-m", "Before"]);
    let gate = Terminal::piped(&tree);
    (all, desk, gate)
}

pub(super) fn done(desk: &Terminal, arguments: &[&str]) {
    let run = desk.run(arguments);
    assert_eq!(run.exit, 0, "{arguments:?}: {}{}", run.out, run.err);
}

fn judge(gate: &Terminal) -> Run {
    gate.run(&["--catalogue", "catalogue", "audit", "--changed-since", "HEAD", "--format", "concise"])
}

#[test]
fn nothing_changed_is_nothing_judged() {
    let (_all, _, gate) = repository();
    let run = judge(&gate);
    assert_eq!((run.exit, run.out.lines().count()), (0, 1), "{}{}", run.out, run.err);
    assert!(run.err.contains("0 articles"), "{}", run.err);
}

#[test]
fn a_source_that_somebody_took_away_is_missed_and_old_findings_are_not_blamed_on_it() {
    let (_all, desk, gate) = repository();
    done(&desk, &["unlink", "ginger/c1", "ginger/r1"]);
    done(&desk, &["dump", "catalogue"]);
    let run = judge(&gate);
    let told: Vec<&str> = run.out.lines().filter(|line| line.contains("claim-uncited")).collect();
    assert_eq!(run.exit, 1, "{}{}", run.out, run.err);
    assert!(told.len() == 1 && told[0].starts_with("docs/ginger.md:3:1: deny[claim-uncited"), "{}", run.out);
    assert!(!run.out.contains("turmeric"), "{}", run.out);
    assert!(run.err.contains("1 article"), "{}", run.err);
}

#[test]
fn a_record_and_its_file_may_change_at_once() {
    let (_all, desk, gate) = repository();
    std::fs::write(
        gate.folder.join("docs/turmeric.md"),
        format!("{TURMERIC}\nTurmeric heals stomach ulcers in adults.\n"),
    )
    .unwrap();
    done(&desk, &["import", "docs/turmeric.md"]);
    done(&desk, &["dump", "catalogue"]);
    let run = judge(&gate);
    let told: Vec<&str> = run.out.lines().filter(|line| line.contains("[claim-")).collect();
    assert_eq!(run.exit, 1, "{}{}", run.out, run.err);
    assert!(told.iter().all(|line| line.starts_with("docs/turmeric.md:5:")), "{}", run.out);
}

#[test]
fn a_catalogue_that_was_broken_there_is_told_and_what_is_there_now_is_judged() {
    let (_all, desk, gate) = repository();
    let works = gate.folder.join("catalogue/works.json");
    let whole = std::fs::read(&works).unwrap();
    std::fs::write(&works, "[{").unwrap();
    git(&gate.folder, &["commit", "--quiet", "-am", "Broken"]);
    std::fs::write(&works, whole).unwrap();
    done(&desk, &["verify-catalogue"]);
    let run = judge(&gate);
    assert_eq!(run.exit, 0, "{}{}", run.out, run.err);
    let all = gate.run(&["--catalogue", "catalogue", "audit", "--changed-since", "HEAD"]);
    assert!(all.out.contains("the catalogue of HEAD cannot be read"), "{}{}", all.out, all.err);
}

#[test]
fn a_file_outside_the_work_tree_cannot_be_compared() {
    let (all, _, gate) = repository();
    std::fs::write(all.path().join("outside.md"), TURMERIC).unwrap();
    let run = gate.run(&["audit", "../outside.md", "--changed-since", "HEAD"]);
    assert!(run.exit == 2 && run.err.contains("is outside the work tree of git"), "{}", run.err);
}

pub(super) const KNEES: &str = "---\ntitle: \"Sore knees\"\ndescription: \"What helps, and when to see somebody.\"\n---\n\n# Sore knees\n\n\
    Walking reduces knee pain by 20% within 12 weeks.[1] Tai chi improves balance in older adults.[2] \
    Ibuprofen raises the risk of bleeding.[2] Cold weather makes knees stiffer.\n\n## What helps?\n\n![Two women walking](a.png)\n\n## References\n\n\
    1. Roe J, Doe A. Walking and sore knees. Invented J Med. 2024;3(1):11-19. doi:10.5555/knee.1\n\
    2. Poe A. Balance in older adults. Invented J Med. 2023;2(1):21-29. doi:10.5555/knee.2\n\
    3. Moe B. Walking anew. Invented J Med. 2025;4(1):1-9. doi:10.5555/knee.3\n";

/// What `audit --changed-since` says of one article without a catalogue after words were put in the place of others.
pub(super) fn judge_edit((name, article): (&str, &str), edit: (&str, &str), settings: &str) -> Run {
    let tree = tempfile::tempdir().unwrap();
    git(tree.path(), &["init", "--quiet"]);
    std::fs::write(tree.path().join(name), article).unwrap();
    std::fs::write(tree.path().join("claimbook.toml"), settings).unwrap();
    git(tree.path(), &["add", "--all"]);
    git(tree.path(), &["commit", "--quiet", "-m", "Before"]);
    assert!(article.contains(edit.0), "{}", edit.0);
    std::fs::write(tree.path().join(name), article.replacen(edit.0, edit.1, 1)).unwrap();
    let gate = Terminal::piped(tree.path());
    gate.run(&["audit", "--changed-since", "HEAD", "--format", "concise"])
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_a_source_was_cited_for_becomes_nothing_else_in_silence() {
    for edit in [
        ("by 20%", "by 60%"),
        ("within 12 weeks", "within 12 days"),
        ("raises the risk", "lowers the risk"),
        ("in older adults.", "in children."),
        ("Walking reduces", "Walking does not reduce"),
        ("Ibuprofen raises", "Paracetamol raises"),
        // Another entry of the list, which was there before, was not given for this.
        ("older adults.[2]", "older adults.[3]"),
    ] {
        let run = judge_edit(("knees.md", KNEES), edit, "");
        assert_eq!(run.exit, 1, "{edit:?}: {}{}", run.out, run.err);
        assert!(run.out.contains("deny[citation-reworded]"), "{edit:?}: {}", run.out);
    }
    let mild = judge_edit(("knees.md", KNEES), ("by 20%", "by 60%"), "strict-changes = false\n");
    assert!(mild.exit == 0 && mild.out.contains("warn[citation-reworded]"), "{}", mild.out);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn other_words_for_the_same_and_a_new_source_pass() {
    for edit in [
        ("Walking reduces knee pain by 20% within 12 weeks.", "Within 12 weeks, walking reduces knee pain by 20%."),
        ("Tai chi improves balance", "Tai chi may improve balance"),
        ("12 weeks.[1] Tai", "12 weeks.<sup>1</sup> Tai"),
        ("adults.[2] Ibuprofen raises", "adults, and ibuprofen raises"),
        // Another entry may say so.
        ("by 20% within 12 weeks.[1]", "by 25% within 12 weeks.[3]"),
        ("Cold weather makes knees", "Cold weather can make your knees"),
        ("knee pain by 20%", "knee pain (pain in the knee) by about a fifth"),
        ("within 12 weeks.", "within 12 weeks, although this does not prove that it was the walking."),
        ("## What helps?", "## What can you do about it?"),
        ("![Two women walking]", "![Two men on a hill]"),
    ] {
        let run = judge_edit(("knees.md", KNEES), edit, "");
        assert_eq!(run.exit, 0, "{edit:?}: {}{}", run.out, run.err);
    }
}

const FAQ: &str = r#"<script type="application/ld+json">{"@context":"https://schema.org","@type":"FAQPage","mainEntity":[{"@type":"Question",
    "name":"What helps?","acceptedAnswer":{"@type":"Answer","text":"<p>Turmeric <b>cures</b> arthritis.<\/p>"}}]}</script>"#;
const REVIEW: &str = r#"<script type="application/ld+json">{"@type":"Product","name":"Turmeric","review":{"@type":"Review",
    "reviewBody":"Turmeric cured my arthritis in two weeks."}}</script>"#;
const FAQ_IN_MARKDOWN: &str = "<script type=\"application/ld+json\">\n{\"@type\":\"FAQPage\",\"mainEntity\":[{\"acceptedAnswer\":\n\
    {\"text\":\"Turmeric cures arthritis.\"}}]}\n</script>\n\n## References";

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_a_change_claims_beside_the_text_is_judged() {
    let page = KNEES.split("# Sore knees").nth(1).unwrap_or_default();
    let (text, list) = page.split_once("## References\n\n").unwrap();
    let list: String = list.lines().map(|line| format!("<li>{}</li>", &line[3..])).collect();
    let page = format!(
        "<html lang=\"en\"><head><title>Sore knees</title><meta name=\"description\" content=\"What helps\"></head><body>\
        <nav><a href=\"/\">Home</a></nav><main><h1>Sore knees</h1><p>{}</p><h2>What helps?</h2><!-- here --><h2>References</h2>\
        <ol>{list}</ol></main></body></html>",
        text.split("\n\n").nth(1).unwrap()
    );
    let (md, html) = (("knees.md", KNEES), ("knees.html", page.as_str()));
    for (article, from, to) in [
        (md, "## What helps?", "## Turmeric cures arthritis"),
        (md, "title: \"Sore knees\"", "title: \"How turmeric cures arthritis\""),
        (md, "What helps, and when to see somebody.", "Turmeric cures arthritis in most people."),
        (md, "![Two women walking]", "![Turmeric cures arthritis]"),
        (md, "## References", "<button>Turmeric cures arthritis</button>\n\n## References"),
        (md, "## References", "The drops have no side effects at all.\n\n## References"),
        (md, "## References", "Turmeric is 100% safe.\n\n## References"),
        (html, "<h2>What helps?", "<h2>Turmeric cures arthritis"),
        (html, "<!-- here -->", "<h3>Turmeric cures arthritis</h3>"),
        (html, "<!-- here -->", "<button>Turmeric cures arthritis</button>"),
        (html, "<!-- here -->", "<div class=\"promo\"><strong>Turmeric cures arthritis</strong></div>"),
        (html, "<!-- here -->", "<div class=\"sidebar\"><p>Turmeric cures arthritis.</p></div>"),
        (html, "<!-- here -->", "<aside class=\"newsletter\">Turmeric cures arthritis</aside>"),
        (html, "<!-- here -->", "<img src=\"a.png\" alt=\"Turmeric cures arthritis\">"),
        (html, "content=\"What helps\"", "content=\"Turmeric cures arthritis\""),
        (html, "<!-- here -->", "<noscript><p>Turmeric cures arthritis.</p></noscript>"),
        (
            html,
            "<!-- here -->",
            "<div class=\"testimonials\"><p>“Turmeric cured my arthritis,” says Ann, 62.</p></div>",
        ),
        (html, "<!-- here -->", "<blockquote>Turmeric cured my arthritis in two weeks. – Ann, 62</blockquote>"),
        (html, "<!-- here -->", FAQ),
        (html, "<!-- here -->", REVIEW),
        (md, "## References", "<noscript>Turmeric cures arthritis.</noscript>\n\n## References"),
        (md, "## References", "> “Turmeric cured my arthritis in two weeks,” says Ann, 62.\n\n## References"),
        (md, "## References", FAQ_IN_MARKDOWN),
        (
            md,
            "## References",
            "> “I drank nettle tea, and my arthritis was gone by June,” says Ann, 62.\n\n## References",
        ),
    ] {
        let run = judge_edit(article, (from, to), "");
        assert_eq!(run.exit, 1, "{}: {to}: {}{}", article.0, run.out, run.err);
    }
    for (article, from, to) in [
        (html, "Home</a>", "Home</a> <a href=\"/t\">Turmeric cures arthritis</a>"),
        (html, "<!-- here -->", "<div class=\"related\"><a href=\"/t\">Turmeric cures arthritis</a></div>"),
        (html, "<!-- here -->", "<div class=\"cookie\">We use cookies to count visits.</div>"),
        (html, "<!-- here -->", "<button>Book a visit</button>"),
        (html, "<!-- here -->", "<h3>Walking reduces knee pain</h3>"),
        (md, "## References", "Lie on your back, lift your hips, and hold for 10 seconds.\n\n## References"),
        (md, "## References", "Call your doctor if the knee is hot.\n\n## References"),
        (md, "## References", "87% of readers liked our videos.\n\n## References"),
        (md, "## References", "“When my knees stopped hurting, I danced,” says Ann, 62.\n\n## References"),
        (md, "## References", "My arthritis began on a Sunday, and I had to stop dancing.\n\n## References"),
    ] {
        let run = judge_edit(article, (from, to), "");
        assert_eq!(run.exit, 0, "{}: {to}: {}{}", article.0, run.out, run.err);
    }
    // It is told where it stands.
    let run = judge_edit(md, ("## References", FAQ_IN_MARKDOWN), "");
    let line = KNEES.lines().position(|line| line == "## References").unwrap() + 3;
    assert!(run.out.starts_with(&format!("knees.md:{line}:10: deny[claim-uncited]")), "{line}: {}", run.out);
    let lax = judge_edit(md, ("## What helps?", "## Turmeric cures arthritis"), "strict-changes = false\n");
    assert_eq!(lax.exit, 0, "{}", lax.out);
}
