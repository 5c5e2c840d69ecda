//! The templates themselves: nothing in them lets a text through as it is.

use std::path::Path;

#[test]
fn no_template_lets_a_text_through_and_every_value_is_quoted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages/templates");
    let list = |folder: &Path| std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect::<Vec<_>>();
    let (inner, mut files): (Vec<_>, Vec<_>) = list(&folder).into_iter().partition(|path| path.is_dir());
    files.extend(inner.iter().flat_map(|folder| list(folder)));
    let mut seen = 0;
    for path in files {
        // The script of the review page stands in one place, and its hash in every answer's policy.
        let text = std::fs::read_to_string(&path).unwrap().replacen("<script>{{ frame.script() }}</script>", "", 1);
        let name = path.display();
        for filter in
            ["|safe", "| safe", "|escape", "|e ", "escape=", "<script", "style=\"", "url(", "@import", " src="]
        {
            assert!(!text.contains(filter), "{name}: {filter}");
        }
        let bare = text.find("={{").map(|at| &text[at.saturating_sub(20)..at + 10]);
        assert_eq!(bare, None, "{name}: an attribute without quotation marks");
        seen += 1;
    }
    assert!(seen > 18, "{seen} templates");
}
