//! The gate: sentences put one at a time into sound articles, as a pull request would, and each file audited as CI audits it, with
//! no catalogue. Unbacked claims are to be refused, harmless sentences are not. The sentences and the articles in
//! `benches/gate` were written first and are kept aside from all tuning.

use crate::{Failed, Measure};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) const MEASURE: Measure = Measure {
    flag: "--gate",
    takes: None,
    about: "how many unbacked claims and harmless sentences `audit` refuses, put into sound articles; --missed",
    run: |wanted| measure(&wanted.claimbook(), &wanted.folder().join("gate"), wanted.missed),
};

/// Before this heading a sentence is put in.
const LIST: &str = "## References";

/// Sentences of one sort, and how they are to fare.
struct Sentences {
    file: &'static str,
    what: &'static str,
    must_reach: &'static str,
    is_refused_rightly: bool,
}

const SENTENCES: &[Sentences] = &[
    Sentences { file: "unbacked.txt", what: "unbacked claims", must_reach: "≥ 90 %", is_refused_rightly: true },
    Sentences { file: "harmless.txt", what: "harmless sentences", must_reach: "≤ 3 %", is_refused_rightly: false },
];

fn measure(claimbook: &Path, folder: &Path, missed: bool) -> Result<(), Failed> {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/gate");
    let articles = std::fs::read_to_string(kept.join("articles.txt"))?;
    let articles: Vec<&str> = articles.split("=====").map(str::trim).collect();
    std::fs::create_dir_all(folder)?;
    let gate = Gate { claimbook, file: folder.join("article.md") };
    let (mut sound, mut refused) = (Vec::new(), Vec::new());
    for article in articles {
        if gate.refuses(article)? { &mut refused } else { &mut sound }.push(article);
    }
    println!(
        "{}\n\n{} of {} articles are refused as they are; the sentences go into the others.",
        crate::machine(),
        refused.len(),
        refused.len() + sound.len()
    );
    println!("\n| what | must reach | refused | by sort |\n|---|---|---|---|");
    for sentences in SENTENCES {
        let text = std::fs::read_to_string(kept.join(sentences.file))?;
        let mut sorts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut wrong = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let (sort, sentence) = line.split_once('\t').ok_or(format!("{}:{}", sentences.file, at + 1))?;
            let article = sound.get(at % sound.len().max(1)).copied().unwrap_or_default();
            let (before, list) = article.split_once(LIST).ok_or("an article without a list")?;
            let refused = gate.refuses(&format!("{before}{sentence}\n\n{LIST}{list}"))?;
            let of_sort = sorts.entry(sort).or_default();
            (of_sort.0, of_sort.1) = (of_sort.0 + usize::from(refused), of_sort.1 + 1);
            wrong.extend((refused != sentences.is_refused_rightly).then(|| format!("{sort}: {sentence}")));
        }
        let (refused, all) = sorts.values().fold((0, 0), |sum, sort| (sum.0 + sort.0, sum.1 + sort.1));
        let by_sort = sorts.iter().map(|(sort, (refused, all))| format!("{sort} {refused}/{all}"));
        println!(
            "| {} | {} | {refused} of {all}, {:.1} % | {} |",
            sentences.what,
            sentences.must_reach,
            100.0 * refused as f64 / all.max(1) as f64,
            by_sort.collect::<Vec<_>>().join(", ")
        );
        wrong.iter().filter(|_| missed).for_each(|line| eprintln!("{line}"));
    }
    Ok(())
}

struct Gate<'g> {
    claimbook: &'g Path,
    file: PathBuf,
}

impl Gate<'_> {
    /// Whether an audit of this text alone ends with 1.
    fn refuses(&self, article: &str) -> Result<bool, Failed> {
        std::fs::write(&self.file, format!("{article}\n"))?;
        let mut command = Command::new(self.claimbook);
        command.arg("audit").arg(&self.file).args(["--today", crate::catalogue::TODAY]);
        match command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?.code() {
            Some(0) => Ok(false),
            Some(1) => Ok(true),
            code => Err(format!("audit ended with {code:?} for:\n{article}").into()),
        }
    }
}
