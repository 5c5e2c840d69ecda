//! Keys of a library in the text of an article, and the library that the article or the command line names.

use crate::double::desk::Desk;

const LIBRARY: &str = "@article{smith2019, author={Smith, Jane and Lee, Kim}, title={Walking and knee pain}, journal={J Knee}, year={2019}, volume={1}, pages={1--9}, doi={10.5555/k.1}}\n@article{roe2021, author={Roe, Bo}, title={Cycling and knee load}, journal={J Knee}, year={2021}, doi={10.5555/k.3}}\n@article{unused, author={Poe, Al}, title={Rest}, journal={J Knee}, year={2020}}\n";
const TEXT: &str = "\nAs @roe2021 shows, cycling lowers the load on the knee by 20%.\n\nWalking reduces knee pain by 30% [@smith2019, p. 3].\n\nBoth help in 4 out of 5 adults [see @smith2019; @roe2021].\n\nRunning raises knee pain by 10% [@doi:10.5555/k.9].\n";

fn write(desk: &Desk, name: &str, text: &str) {
    let path = desk.terminal.folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// What the article's markers name that its list does not have.
fn unlisted(desk: &Desk) -> Vec<(String, String)> {
    let found = desk.findings("reference-unlisted").into_iter();
    found.filter(|(address, _)| address == "knees").collect()
}

/// What each claim cites, in the order of the text.
fn cited(desk: &Desk) -> String {
    let claims = desk.json(&["claims", "--article", "knees"]);
    let of = |claim: &serde_json::Value| {
        let citations = claim["citations"].as_array().unwrap().iter().filter(|c| c["state"] == "asserted");
        citations
            .map(|c| c["reference"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    claims.as_array().unwrap().iter().map(of).collect::<Vec<_>>().join(", ")
}

#[test]
fn keys_cite_what_the_library_of_the_article_has_in_order_of_first_mention() {
    let desk = Desk::new();
    write(&desk, "site/refs/knees.bib", LIBRARY);
    write(&desk, "site/knees.md", &format!("---\ntitle: Knees\nbibliography: refs/knees.bib\n---\n{TEXT}"));
    desk.ok(&["import", "site/knees.md"]);
    assert_eq!(cited(&desk), "r1, r2, r2 r1, r3");
    let references = desk.json(&["references", "--article", "knees"]);
    let dois: Vec<&str> = references.as_array().unwrap().iter().map(|r| r["doi"].as_str().unwrap_or("-")).collect();
    assert_eq!(dois, ["10.5555/k.3", "10.5555/k.1", "10.5555/k.9"]);
    assert!(unlisted(&desk).is_empty());
    // Judged again from its file, the text cites alike.
    write(
        &desk,
        "site/knees.md",
        &format!(
            "---\ntitle: Knees\nbibliography: refs/knees.bib\n---\n{TEXT}\nRest helps 2 out of 3 adults with knee pain [@smiht2019].\n"
        ),
    );
    let found = unlisted(&desk);
    assert_eq!(found.len(), 1, "{found:?}");
    let said = desk.ok(&["import", "site/knees.md"]);
    assert!(said.contains("@smith2019?"), "{said}");
}

#[test]
fn a_library_may_come_from_the_command_line_or_later() {
    let desk = Desk::new();
    write(&desk, "knees.md", &format!("# Knees\n{TEXT}"));
    write(&desk, "knees.bib", LIBRARY);
    let said = desk.ok(&["import", "knees.md", "--dry-run"]);
    assert!(said.contains("no library was read"), "{said}");
    desk.ok(&["import", "knees.md", "--bibliography", "knees.bib"]);
    assert_eq!(cited(&desk), "r1, r2, r2 r1, r3");

    let later = Desk::new();
    write(&later, "knees.md", &format!("# Knees\n{TEXT}"));
    write(&later, "knees.bib", LIBRARY);
    later.ok(&["import", "knees.md"]);
    let said = later.ok(&["import", "--article", "knees", "knees.bib"]);
    assert!(said.contains("4 citations from keys in its text"), "{said}");
    assert_eq!(cited(&later), "r3, r2, r2 r3, r1");
    assert!(unlisted(&later).is_empty());
}

#[test]
fn no_library_leads_out_of_the_work_tree() {
    for named in ["../secret.bib", "/etc/hostname", "none.bib", "knees.yaml", ".git/config"] {
        let desk = Desk::new();
        write(&desk, "knees.yaml", "smith2019:\n  type: article\n  title: Walking\n  author: Smith, J\n  date: 2019\n");
        write(&desk, "knees.md", &format!("---\ntitle: Knees\nbibliography: {named}\n---\n{TEXT}"));
        let said = desk.ok(&["import", "knees.md"]);
        assert!(
            said.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .contains(&format!("the library “{named}” was not read")),
            "{named}: {said}"
        );
        assert_eq!(cited(&desk), ", , , r1", "{named}");
    }
}

#[test]
fn two_people_of_one_name_stay_two() {
    let desk = Desk::new();
    write(
        &desk,
        "knees.md",
        "# Knees\n\nReviewed by Ann Poe, MD, and Ann Poe, PT, on 3 May 2026.\n\nWalking reduces knee pain by 30%.\n",
    );
    write(&desk, "hips.md", "# Hips\n\nFact checked by Bo Roe, PhD\n\nWalking reduces hip pain by 30%.\n");
    desk.ok(&["import", "knees.md", "hips.md"]);
    let people = |article: &str| {
        let shown = desk.json(&["articles"]);
        let one = shown.as_array().unwrap().iter().find(|a| a["address"] == article).unwrap().clone();
        let all = one["people"].as_array().unwrap().clone();
        all.iter()
            .map(|p| format!("{} {}", p["credentials"].as_str().unwrap(), p["role"].as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(people("knees"), ["MD reviewer", "PT reviewer"]);
    assert_eq!(people("hips"), ["PhD editor"]);
}
