//! What stands in the way of an undo is named, and then nothing is changed.

use super::UndoDesk;

/// Commands, which of them is to be undone (from the first on), and what is said; nothing where it is undone.
type Case = (&'static [&'static str], usize, &'static str);

const CASES: &[Case] = &[
    // A later change of the same row, until it is undone too.
    (&["accept knees/c1", "dismiss knees/c1"], 0, "knees/c1 was changed since, by"),
    (&["accept knees/c1", "dismiss knees/c2"], 0, ""),
    (&["accept knees/c1", "dismiss knees/c1", "undo"], 0, ""),
    (&["accept knees/c1", "edit knees/c1 statement=Ice"], 0, "claim knees/c1 was changed since"),
    // A row that rests on one that would be gone.
    (&["add claim Rest --kind benefit --article knees", "link knees/c3 knees/r1"], 0, "rests on claim knees/c3"),
    (&["add reference 10.5555/new.1 --article knees", "link knees/c1 knees/r3"], 0, "rests on reference knees/r3"),
    (
        &["add claim Rest --kind benefit --article knees", "review knees/c3 --verdict supported --by A"],
        0,
        "rests on claim knees/c3",
    ),
    (
        &["add article elbow --title Elbow", "add claim Rest --kind benefit --article elbow"],
        0,
        "rests on article elbow",
    ),
    // Persons who came along and are needed by others stay.
    (&["review knees/c1 --verdict supported --by A", "review knees/c2 --verdict partly --by A"], 0, ""),
    (&["add person A", "review knees/c2 --verdict partly --by A"], 0, "others need the person"),
    // Only its author withdraws a verdict or a reading, or puts it back.
    (&["review knees/c1 --verdict supported --by B"], 0, "only B withdraws the verdict “supported”"),
    (&["verify knees/c1 knees/r1 --stance supports --by B"], 0, "only B withdraws the reading “supports”"),
    (&["review knees/c1 --verdict supported --by A", "undo --by A"], 0, "was undone already, with"),
    (&["review knees/c1 --verdict supported --by B", "undo --by B"], 1, "only B puts back the verdict"),
    // What another record has by now.
    (&["edit knees key=sore-knees", "add article knees --title Knees"], 0, "article knees has the key now"),
    (
        &["add article elbow --title Elbow", "undo", "add article elbow --title Other"],
        1,
        "article elbow has the key now",
    ),
    // What comes back must not name what is gone.
    (
        &["add article elbow --title Elbow", "add claim Rest --kind benefit --article elbow", "undo", "undo"],
        2,
        "would name article elbow, which is gone",
    ),
    // What is not undone.
    (&["check"], 0, ""),
];

#[test]
#[ignore = "long: .ci/run runs it"]
fn each_obstacle_is_named_and_nothing_is_changed() {
    for (commands, undone, said) in CASES {
        if commands == &["check"] {
            continue;
        }
        let desk = UndoDesk::new();
        let mut events = Vec::new();
        for command in *commands {
            desk.ok(&command.split(' ').collect::<Vec<_>>());
            events.push(desk.last());
        }
        let before = (desk.state(), desk.events());
        let run = desk.run(&["undo", &events[*undone], "--by", "A"]);
        let about = format!("{commands:?}: {}{}", run.out, run.err);
        if said.is_empty() {
            assert_eq!(run.exit, 0, "{about}");
        } else {
            assert!(run.exit == 2 && run.err.contains(said), "{about}");
            assert_eq!((desk.state(), desk.events()), before, "{about}");
        }
        assert_eq!(desk.run(&["verify-catalogue"]).exit, 0, "{about}");
    }
}

#[test]
fn what_is_to_be_undone_first_is_named_by_its_event() {
    let desk = UndoDesk::new();
    desk.ok(&["accept", "knees/c1"]);
    let accepted = desk.last();
    desk.ok(&["dismiss", "knees/c1"]);
    let run = desk.run(&["undo", &accepted]);
    let first = run.err.split("First run claimbook undo ").nth(1).unwrap_or_else(|| panic!("{}", run.err)).trim();
    desk.ok(&["undo", first]);
    desk.ok(&["undo", &accepted]);
}

#[test]
fn loading_checking_and_making_a_catalogue_are_not_undone() {
    let desk = UndoDesk::new();
    let folder = desk.path().join("dump");
    desk.ok(&["dump", folder.to_str().unwrap()]);
    let people = folder.join("people.csv");
    let edited = std::fs::read_to_string(&people).unwrap().replace("R. Example", "R. Exemplar");
    std::fs::write(&people, edited).unwrap();
    let at = ["--catalogue", "other.db"];
    desk.ok(&[&at[..], &["init"]].concat());
    desk.ok(&[&at[..], &["load", folder.to_str().unwrap()]].concat());
    let run = desk.run(&[&at[..], &["undo"]].concat());
    assert!(run.exit == 2 && run.err.contains("(load of") && run.err.contains("cannot be undone"), "{}", run.err);
    for (typed, said) in [
        ("nonsense", "“nonsense” is not an event"),
        ("0", "is not an event"),
        ("999999", "the log holds no event 999999"),
        ("abcdef/1", "the log holds no event abcdef/1"),
        ("-1", ""),
    ] {
        let run = desk.run(&["undo", typed]);
        assert!(run.exit == 2 && run.err.contains(said), "{typed}: {}", run.err);
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn an_abstract_that_replaced_another_stays_since_the_log_has_the_first_by_its_hash_alone() {
    let desk = UndoDesk::new();
    let add = |words: &str| {
        let terminal = crate::double::terminal::Terminal {
            stdin: words.as_bytes().to_vec(),
            ..crate::double::terminal::Terminal::piped(desk.path())
        };
        terminal.ok(&["add", "abstract", "10.5555/jfm.4.2.11"]);
    };
    let before = desk.state();
    add("Ice is cold.");
    desk.ok(&["undo"]);
    assert_eq!(desk.state(), before, "a first abstract is taken back");
    let run = desk.run(&["undo", &desk.last()]);
    assert!(run.exit == 2 && run.err.contains("add it again with `claimbook add abstract`"), "{}", run.err);
    add("Ice is cold.");
    add("Ice is very cold.");
    let run = desk.run(&["undo"]);
    assert!(run.exit == 2 && run.err.contains("only the hash"), "{}", run.err);
}
