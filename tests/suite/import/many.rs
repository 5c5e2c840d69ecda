//! Many files in one call: they are stored several at a time, and each is taken or left by itself.

use crate::double::desk::Desk;

fn write(desk: &Desk, name: &str, bytes: &[u8]) {
    let path = desk.terminal.folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

const COUNT: usize = 60;

/// Articles that share entries, and among them what is none: no text, and a text that claims nothing.
fn fill(desk: &Desk) {
    for n in 0..COUNT {
        let text = format!(
            "# Knees {n}\n\nAbout {n}% of runners have knee pain [1].\n\nHeat eases pain within {n} weeks.\n\n## References\n\n\
             1. Poe A. Knees on stairs in winter. J Fict Med. 2001;1(2):1-{0}. doi:10.5555/knees.{0}\n",
            n % 7
        );
        let bytes = match n {
            20 => b"\0\x01\x02\0".to_vec(),
            40 => b"The office is closed.\n".to_vec(),
            _ => text.into_bytes(),
        };
        write(desk, &format!("site/knees-{n:02}.md"), &bytes);
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn many_files_at_once_are_the_same_as_one_by_one() {
    let (together, one_by_one) = (Desk::new(), Desk::new());
    fill(&together);
    fill(&one_by_one);
    let run = together.run(&["import", "site"]);
    assert_eq!(run.exit, 0, "{}", run.err);
    assert!(run.out.contains(&format!("{} of {COUNT} files stored, 2 left out.", COUNT - 2)), "{}", run.out);
    for left in ["knees-20.md", "knees-40.md"] {
        assert!(run.err.contains(left), "{left}: {}", run.err);
    }
    for n in (0..COUNT).filter(|n| ![20, 40].contains(n)) {
        one_by_one.ok(&["import", &format!("site/knees-{n:02}.md")]);
    }
    for list in [&["articles"][..], &["claims"], &["references"], &["works"], &["citations", "--state", "suggested"]] {
        assert_eq!(together.ok(list), one_by_one.ok(list), "{list:?}");
    }
    // The log of each is whole, and has the same changes.
    for desk in [&together, &one_by_one] {
        desk.ok(&["verify-catalogue"]);
    }
    assert!(together.ok(&["import", "site"]).contains("knees-59: unchanged since version 1"));
}
