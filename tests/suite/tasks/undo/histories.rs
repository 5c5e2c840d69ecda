//! Random histories of real commands: whatever is done and undone leaves every row, and all that people see, as before; and
//! undoing the undo does it again.

use super::{KNEES, UndoDesk};
use crate::double::keys;
use crate::double::terminal::Terminal;

/// A small generator of our own, so that a seed names a history for good.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn claim(&mut self) -> String {
        format!("{}/c{}", self.pick(&["knees", "hips"]), 1 + self.below(4))
    }

    fn reference(&mut self) -> String {
        format!("{}/r{}", self.pick(&["knees", "hips"]), 1 + self.below(4))
    }

    /// A command line, and who has to undo it.
    fn command(&mut self, desk: &UndoDesk) -> (Vec<String>, &'static str) {
        let by = if self.below(2) == 0 { "A. Reviewer" } else { "B. Second" };
        let (claim, other, reference) = (self.claim(), self.claim(), self.reference());
        let n = self.below(1000);
        let line: Vec<String> = match self.below(32) {
            0 => vec!["accept".into(), claim, other],
            1 => vec!["dismiss".into(), claim],
            2 => vec!["retire".into(), claim],
            3 => vec!["retire".into(), "--back".into(), claim],
            4 => vec!["link".into(), claim, reference],
            5 => vec!["unlink".into(), claim, reference],
            6 | 7 => {
                let stance = self.pick(&["supports", "partly", "contradicts"]);
                ["verify", &claim, &reference, "--stance", stance, "--quote", "Pain fell.", "--by", by]
                    .map(str::to_owned)
                    .into()
            }
            8 | 9 => {
                let verdict = self.pick(&["supported", "partly", "not-supported"]);
                ["review", &claim, "--verdict", verdict, "--by", by].map(str::to_owned).into()
            }
            10 => vec!["edit".into(), claim, format!("statement=Ice relieves pain by {n}%.")],
            11 => vec!["edit".into(), reference, format!("printed_number={n}")],
            12 => vec!["edit".into(), self.pick(&["knees", "hips"]).into(), format!("title=Title {n}")],
            13 => vec!["edit".into(), "10.5555/jfm.4.2.11".into(), format!("volume={n}")],
            14 => ["add", "claim", &format!("Rest helps {n}."), "--kind", "benefit", "--article", "knees"]
                .map(str::to_owned)
                .into(),
            15 => ["add", "reference", &format!("10.5555/new.{n}"), "--article", "hips"].map(str::to_owned).into(),
            16 => ["add", "person", &format!("C. Third {}", n % 3), "--contact", "c@example.org"]
                .map(str::to_owned)
                .into(),
            17 => ["waive", "claim-uncited", &claim, "--reason", "as agreed", "--until", "2027-01-01", "--by", by]
                .map(str::to_owned)
                .into(),
            18 => vec!["waive".into(), "claim-uncited".into(), claim, "--end".into()],
            19 => vec!["suggest".into(), claim],
            20 => vec!["confirm".into(), claim],
            21 | 22 => {
                let name = self.pick(&["knees", "hips"]);
                let text = KNEES.replace("Knees", if name == "knees" { "Knees" } else { "Hips" });
                let text = text.replace("30%", &format!("{}%", 20 + n % 50));
                let text = if n.is_multiple_of(3) { text.replace("Heat loosens", "Warm packs loosen") } else { text };
                let text = if n.is_multiple_of(5) {
                    text.replace("2. Roe", "3. Poe B. Sleep. J Fict Med. 2023;1(1):1-2.\n2. Roe")
                } else {
                    text
                };
                std::fs::write(desk.path().join(format!("{name}.md")), text).unwrap();
                vec!["import".into(), format!("{name}.md")]
            }
            23 => {
                let name = format!("more-{}.md", n % 4);
                let text = KNEES.replace("Knees", &format!("More {}", n % 4)).replace("4.2.11", &format!("4.2.{n}"));
                std::fs::write(desk.path().join(&name), text).unwrap();
                vec!["import".into(), name]
            }
            24 => vec!["titles".into(), "--write".into()],
            25 => ["merge", "A. Reviewer", "B. Second"].map(str::to_owned).into(),
            26 => vec!["merge".into(), claim, other],
            27 => ["note", &claim, &format!("Look again {n}."), "--by", by].map(str::to_owned).into(),
            28 => ["assign", &claim, by].map(str::to_owned).into(),
            29 | 30 => {
                // Whatever was there, now two differ.
                for (verdict, who) in [("partly", "A. Reviewer"), ("supported", "B. Second")] {
                    desk.run(&["review", &claim, "--verdict", verdict, "--by", who]);
                }
                let line = ["settle", &claim, "--verdict", "partly", "--reason", "as agreed", "--by", "D. Fourth"];
                return (line.map(str::to_owned).into(), "D. Fourth");
            }
            _ => ["merge", "doe2024", "roe2025", "--reason", "one work"].map(str::to_owned).into(),
        };
        (line, by)
    }
}

/// The log's end before anything was done, signed: whatever is undone, it still holds.
struct Seal {
    sealer: Terminal,
}

impl Seal {
    /// Seals; none where nothing signs.
    fn make(desk: &UndoDesk) -> Option<Self> {
        if !keys::has_ssh_keygen() {
            return None;
        }
        let key = keys::make(desk.path(), "sealer", "ed25519");
        let own = desk.path().join("sealers-own").join("claimbook");
        std::fs::create_dir_all(&own).unwrap();
        let settings = format!("[me]\nname = \"S. Ealer\"\nsigning-key = \"{}\"\n", key.display());
        std::fs::write(own.join("claimbook.toml"), settings).unwrap();
        let mut sealer = Terminal::piped(desk.path());
        let place = desk.path().join("sealers-own").display().to_string();
        sealer.environment.push(("XDG_CONFIG_HOME".into(), place));
        desk.ok(&["add", "person", "S. Ealer", "--key", "sealer.pub"]);
        sealer.ok(&["seal", "--output", "seal.txt"]);
        // A seal is no change, so that the last command is the one before it.
        let before = desk.run(&["undo", "--dry-run"]);
        assert!(before.err.contains("(add of"), "{}", before.err);
        Some(Self { sealer })
    }

    fn check(&self, about: &str) {
        let run = self.sealer.run(&["verify-catalogue", "--seal", "seal.txt"]);
        assert!(
            run.exit == 0 && run.out.contains("events that were sealed are in the log as they were"),
            "{about}\n{}{}",
            run.out,
            run.err
        );
    }
}

fn play(seed: u64, steps: usize) {
    let desk = UndoDesk::new();
    let seal = Seal::make(&desk);
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (mut undone, mut done) = (0, Vec::new());
    for _ in 0..steps {
        let (line, by) = chance.command(&desk);
        let (before, events) = (desk.state(), desk.events());
        let arguments: Vec<&str> = line.iter().map(String::as_str).collect();
        let ran = desk.run(&arguments);
        if ran.exit != 0 || desk.events() == events {
            continue;
        }
        done.push(line.join(" "));
        let (after, event) = (desk.state(), desk.last());
        let about = format!("seed {seed}: {done:#?}");
        let ok = |arguments: &[&str]| {
            let run = desk.run(arguments);
            assert_eq!(run.exit, 0, "{about}\n{arguments:?}: {}{}", run.out, run.err);
        };
        let same = |one: &(_, _), other: &(_, _), what: &str| {
            assert!(one == other, "{about}\n{what}: {}", difference(one, other))
        };
        ok(&["undo", &event, "--by", by]);
        undone += 1;
        same(&before, &desk.state(), "undone");
        ok(&["undo", &desk.last(), "--by", by]);
        same(&after, &desk.state(), "done again");
        if chance.below(3) == 0 {
            ok(&["undo", "--by", by]);
            same(&before, &desk.state(), "undone once more");
            done.push("undo".into());
        }
    }
    assert!(undone > steps / 4, "seed {seed}: only {undone} of {steps} commands did anything");
    let run = desk.run(&["verify-catalogue"]);
    assert_eq!(run.exit, 0, "seed {seed}: {done:#?}\n{}{}", run.out, run.err);
    if let Some(seal) = seal {
        seal.check(&format!("seed {seed}: {done:#?}"));
    }
    let (first, folder) = (desk.dump(), desk.path().join("dump"));
    desk.ok(&["dump", "--abstracts", folder.to_str().unwrap()]);
    let other = Terminal::piped(desk.path());
    other.ok(&["--catalogue", "other.db", "init"]);
    other.ok(&["--catalogue", "other.db", "load", folder.to_str().unwrap()]);
    let again = desk.path().join("again");
    other.ok(&["--catalogue", "other.db", "dump", "--abstracts", again.to_str().unwrap()]);
    assert!(super::read_folder(&again) == first, "seed {seed}: {done:#?}");
}

type State = (std::collections::BTreeMap<String, String>, std::collections::BTreeMap<String, String>);

/// The first line that differs, of whichever output.
fn difference(one: &State, other: &State) -> String {
    for (a, b) in [(&one.0, &other.0), (&one.1, &other.1)] {
        for name in a.keys().chain(b.keys()) {
            let lines = |of: &std::collections::BTreeMap<String, String>| of.get(name).cloned().unwrap_or_default();
            let (x, y) = (lines(a), lines(b));
            if x != y {
                let at = x.lines().zip(y.lines()).position(|(x, y)| x != y).unwrap_or_default();
                let line = |of: &str| of.lines().nth(at).unwrap_or_default().to_owned();
                return format!("{name}, line {at}:\n  {}\n  {}", line(&x), line(&y));
            }
        }
    }
    String::new()
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn whatever_is_done_and_undone_leaves_everything_as_before() {
    let (seeds, steps) = match std::env::var("CLAIMBOOK_HISTORIES").ok().and_then(|n| n.parse().ok()) {
        Some(seeds) => (seeds, 40),
        None => (3, 14),
    };
    (1..=seeds).for_each(|seed| play(seed, steps));
}
