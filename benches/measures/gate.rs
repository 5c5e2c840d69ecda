//! The gate: sentences put one at a time into sound articles, as a pull request would. Each is judged twice: as CI judges a
//! change (`audit --changed-since`), and the file as a whole, as if it were new. Unbacked claims are to be refused, harmless
//! edits are not. Each set in `benches/gate` was written first and is kept aside from all tuning; `--gate fifth` judges one of them,
//! `--gate all` each. The fourth is of edits of cited words, and of what stands beside the text; the fifth of everything.

use crate::{Failed, Measure, Wanted};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) const MEASURE: Measure = Measure {
    flag: "--gate",
    takes: Some("SET"),
    about: "how many unbacked claims and harmless edits of a set (second, third, fourth, fifth, or all) `audit` refuses; --missed",
    run: measure,
};

/// Before this heading a sentence is put in.
const LIST: &str = "## References";

/// What stands between the words of before and those of now, where a line is an edit.
const EDIT: &str = " => ";

/// Sentences of one sort, and how they are to fare.
struct Sentences {
    file: &'static str,
    what: &'static str,
    must_reach: &'static str,
    is_refused_rightly: bool,
}

const SENTENCES: &[Sentences] = &[
    Sentences { file: "unbacked.txt", what: "unbacked claims", must_reach: "≥ 90 %", is_refused_rightly: true },
    Sentences { file: "harmless.txt", what: "harmless edits", must_reach: "≤ 3 %", is_refused_rightly: false },
];

/// An article before and after one line of a set was put in.
struct Change {
    sort: String,
    line: String,
    before: String,
    after: String,
}

impl Change {
    fn is_edit(&self) -> bool {
        self.line.contains(EDIT)
    }
}

/// How many were refused, of how many, by sort.
type Tally = BTreeMap<String, (usize, usize)>;

/// The sets, in the order in which they were written.
const SETS: &[&str] = &["second", "third", "fourth", "fifth"];

fn measure(wanted: &Wanted) -> Result<(), Failed> {
    let sets: Vec<&str> = SETS.iter().copied().filter(|set| ["all", set].contains(&wanted.value.as_str())).collect();
    if sets.is_empty() {
        return Err(format!("there is no set “{}”: {} or all", wanted.value, SETS.join(", ")).into());
    }
    println!("{}\n", crate::machine());
    println!("| set | what | judged as | must reach | refused | by sort |\n|---|---|---|---|---|---|");
    sets.iter().try_for_each(|set| measure_set(set, wanted))
}

fn measure_set(set: &str, wanted: &Wanted) -> Result<(), Failed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/gate").join(set);
    let articles = std::fs::read_to_string(folder.join("articles.txt"))?;
    let articles: Vec<&str> = articles.split("=====").map(str::trim).collect();
    let gate = Gate { claimbook: wanted.claimbook(), folder: wanted.folder().join("gate") };
    let mut sound = Vec::new();
    for article in &articles {
        if gate.refuses_whole(article)?.is_empty() {
            sound.push(*article);
        }
    }
    let (unsound, all) = (articles.len() - sound.len(), articles.len());
    println!("| {set} | its articles as they are | a file | | {unsound} of {all}, left out below as files | |");
    for sentences in SENTENCES {
        let text = std::fs::read_to_string(folder.join(sentences.file))?;
        let changes = make_changes(&text, &articles)?;
        gate.commit(&changes)?;
        let mut tally = Tally::new();
        for (at, change) in changes.iter().enumerate() {
            count(&mut tally, change, (sentences, "a change"), gate.refuses_change(at, change)?, wanted.missed);
        }
        print_tally(set, sentences, "a change", &tally);
        if sound.is_empty() {
            continue;
        }
        // What is edited stands in the file after a change; of a whole file, only what was put in can be told.
        let whole: Vec<Change> = make_changes(&text, &sound)?.into_iter().filter(|change| !change.is_edit()).collect();
        let mut tally = Tally::new();
        for change in &whole {
            count(&mut tally, change, (sentences, "a file"), gate.refuses_whole(&change.after)?, wanted.missed);
        }
        print_tally(set, sentences, "a file", &tally);
    }
    Ok(())
}

/// Counts a change, by the rules that refuse it.
fn count(tally: &mut Tally, change: &Change, (sentences, judged_as): (&Sentences, &str), by: Vec<String>, shown: bool) {
    let refused = !by.is_empty();
    let of_sort = tally.entry(change.sort.clone()).or_default();
    (of_sort.0, of_sort.1) = (of_sort.0 + usize::from(refused), of_sort.1 + 1);
    if shown && refused != sentences.is_refused_rightly {
        eprintln!("{judged_as}: {}: {} {by:?}", change.sort, change.line);
    }
}

fn print_tally(set: &str, sentences: &Sentences, judged_as: &str, tally: &Tally) {
    let (refused, all) = tally.values().fold((0, 0), |sum, sort| (sum.0 + sort.0, sum.1 + sort.1));
    let by_sort = tally.iter().map(|(sort, (refused, all))| format!("{sort} {refused}/{all}"));
    println!(
        "| {set} | {} | {judged_as} | {} | {refused} of {all}, {:.1} % | {} |",
        sentences.what,
        sentences.must_reach,
        100.0 * refused as f64 / all.max(1) as f64,
        by_sort.collect::<Vec<_>>().join(", ")
    );
}

/// The change that each line makes: a sentence goes before the list, an edit into an article that has the words; where none of
/// these has them, it is left out.
fn make_changes(lines: &str, articles: &[&str]) -> Result<Vec<Change>, Failed> {
    let mut changes = Vec::new();
    for (at, line) in lines.lines().enumerate() {
        let (sort, words) = line.split_once('\t').ok_or(format!("line {} has no sort", at + 1))?;
        let (before, after) = match words.split_once(EDIT) {
            Some((was, now)) => {
                let edited = articles.iter().find_map(|article| match (article.contains(now), article.contains(was)) {
                    (true, false) => Some((article.replacen(now, was, 1), (*article).to_owned())),
                    (_, true) => Some(((*article).to_owned(), article.replacen(was, now, 1))),
                    _ => None,
                });
                let Some(edited) = edited else { continue };
                edited
            }
            None => {
                let article = articles.get(at % articles.len().max(1)).copied().unwrap_or_default();
                let (text, list) = article.split_once(LIST).ok_or("an article without a list")?;
                (article.to_owned(), format!("{text}{words}\n\n{LIST}{list}"))
            }
        };
        changes.push(Change { sort: sort.to_owned(), line: words.to_owned(), before, after });
    }
    Ok(changes)
}

struct Gate {
    claimbook: PathBuf,
    folder: PathBuf,
}

impl Gate {
    /// A repository in which each article is committed as it was before.
    fn commit(&self, changes: &[Change]) -> Result<(), Failed> {
        let repository = self.repository();
        if repository.exists() {
            std::fs::remove_dir_all(&repository)?;
        }
        std::fs::create_dir_all(&repository)?;
        for (at, change) in changes.iter().enumerate() {
            std::fs::write(self.file(at), format!("{}\n", change.before))?;
        }
        for arguments in [&["init", "-q"][..], &["add", "."], &["commit", "-q", "-m", "before"]] {
            let mut git = Command::new("git");
            git.current_dir(&repository).args(["-c", "user.name=x", "-c", "user.email=x@example.org"]).args(arguments);
            if !git.status()?.success() {
                return Err(format!("git {arguments:?} failed").into());
            }
        }
        Ok(())
    }

    fn repository(&self) -> PathBuf {
        self.folder.join("repository")
    }

    fn file(&self, at: usize) -> PathBuf {
        self.repository().join(format!("article-{at:03}.md"))
    }

    /// The rules by which an audit of what a change brought ends with 1; none where it does not.
    fn refuses_change(&self, at: usize, change: &Change) -> Result<Vec<String>, Failed> {
        let file = self.file(at);
        std::fs::write(&file, format!("{}\n", change.after))?;
        let refused = self.audit(&["--changed-since", "HEAD"], &change.after)?;
        std::fs::write(&file, format!("{}\n", change.before))?;
        Ok(refused)
    }

    /// The rules by which an audit of this text alone ends with 1; none where it does not.
    fn refuses_whole(&self, article: &str) -> Result<Vec<String>, Failed> {
        std::fs::create_dir_all(self.repository())?;
        let file = self.folder.join("article.md");
        std::fs::write(&file, format!("{article}\n"))?;
        self.audit(&[&file.to_string_lossy()], article)
    }

    fn audit(&self, arguments: &[&str], article: &str) -> Result<Vec<String>, Failed> {
        let mut command = Command::new(&self.claimbook);
        command.current_dir(self.repository()).arg("audit").args(arguments);
        command.args(["--format", "concise", "--today", crate::catalogue::TODAY]);
        let ran = command.stdin(Stdio::null()).stderr(Stdio::null()).output()?;
        let told = String::from_utf8_lossy(&ran.stdout);
        let by = told.lines().filter_map(|line| line.split_once(": deny[")?.1.split(']').next().map(str::to_owned));
        match (ran.status.code(), by.collect::<Vec<String>>()) {
            (Some(0), by) if by.is_empty() => Ok(by),
            (Some(1), by) if !by.is_empty() => Ok(by),
            (code, by) => Err(format!("audit ended with {code:?} and told {by:?} for:\n{article}").into()),
        }
    }
}
