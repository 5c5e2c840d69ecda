//! How right claims are found and named: the table of docs/accuracy.md. Articles are never on both sides: the model that is
//! measured on an article has not seen any sentence of it.

mod corpus;
mod train;

use crate::{Failed, Measure};
use claimbook::detect::{ClaimModel, ClaimProposal, detect_by_model};
use claimbook::model::{Confidence, Kind, Word};
use claimbook::text::CharIndex;
use corpus::{Label, LabelledArticle, are_same, plain};
use std::collections::BTreeMap;

pub(crate) const MEASURE: Measure = Measure {
    flag: "--sentences",
    takes: None,
    about: "how right claims are found and named; --missed",
    run: |wanted| measure(wanted.missed),
};

pub(crate) const TRAIN: Measure = Measure {
    flag: "--train-claims",
    takes: None,
    about: "trains the model that finds claims, and writes its weights",
    run: |_| train_all(),
};

/// Articles are parted into so many groups; each is measured by a model of the others.
const GROUPS: usize = 5;

/// Trains the model that ships, on everything there is, and writes it.
fn train_all() -> Result<(), Failed> {
    let (own, shared) = (corpus::own()?, corpus::shared()?);
    let all: Vec<&LabelledArticle> = own.iter().chain(&shared).collect();
    let weights = train::train(&all);
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/detect/weights.tsv");
    std::fs::write(&path, &weights)?;
    println!("{} features of {} articles, {} bytes", weights.lines().count(), all.len(), weights.len());
    Ok(())
}

/// Prints the table; with `missed`, also which sentences are not right.
fn measure(missed: bool) -> Result<(), Failed> {
    let (own, shared) = (corpus::own()?, corpus::shared()?);
    if shared.is_empty() {
        println!("The labelled public pages are not here (../shared); only our own articles are measured.\n");
    }
    let by_own = ClaimModel::parse(&train::train(&own.iter().collect::<Vec<_>>()));
    println!(
        "| articles | model | claims | recall | precision | kind | sure: precision | sure: recall |\n|---|---|---|---|---|---|---|---|"
    );
    let everything: Vec<&LabelledArticle> = own.iter().chain(&shared).collect();
    let scores = in_groups(&everything);
    let is_shared = |article: &LabelledArticle| shared.iter().any(|s| s.name == article.name);
    type Belongs<'a> = &'a dyn Fn(&LabelledArticle) -> bool;
    let sets: [(&str, Belongs); 3] = [
        ("public pages", &|a| is_shared(a) && a.name != "hard"),
        ("the hard set", &|a| is_shared(a) && a.name == "hard"),
        ("our own articles", &|a| !is_shared(a) && !a.name.starts_with("free-")),
    ];
    for (name, belongs) in sets {
        let of_set = || scores.iter().filter(|(article, _)| belongs(article));
        if of_set().next().is_none() {
            continue;
        }
        if name != "our own articles" {
            print_row(name, "of our own articles alone", of_set().map(|(article, _)| score(&by_own, article)).sum());
        }
        print_row(name, "of all other articles", of_set().map(|(_, score)| score.clone()).sum());
    }
    let free = scores.iter().filter(|(article, _)| article.name.starts_with("free-"));
    let free: Score = free.map(|(_, score)| score.clone()).sum();
    println!("\nTexts without a claim: {} of {} sentences proposed.", free.false_alarms, free.nots);
    if missed {
        free.wrong.iter().for_each(|line| println!("{line}"));
    }
    let told = scores.iter().filter(|(article, _)| is_shared(article) || shared.is_empty());
    let told: Score = told.map(|(_, score)| score.clone()).sum();
    print_kinds(&told);
    if missed {
        let mut wrong = told.wrong;
        wrong.sort();
        wrong.iter().for_each(|line| println!("{line}"));
    }
    Ok(())
}

/// Measures each article by a model of the articles in other groups.
fn in_groups<'a>(articles: &[&'a LabelledArticle]) -> Vec<(&'a LabelledArticle, Score)> {
    let mut scores = Vec::new();
    for group in 0..GROUPS {
        let is_here = |at: &usize| at % GROUPS == group;
        let others: Vec<&LabelledArticle> =
            articles.iter().enumerate().filter(|(at, _)| !is_here(at)).map(|(_, article)| *article).collect();
        let model = ClaimModel::parse(&train::train(&others));
        let here = articles.iter().enumerate().filter(|(at, _)| is_here(at));
        scores.extend(here.map(|(_, article)| (*article, score(&model, article))));
    }
    scores
}

/// What became of an article's labels.
#[derive(Debug, Clone, Default)]
struct Score {
    claims: usize,
    found: usize,
    contexts_found: usize,
    nots: usize,
    false_alarms: usize,
    right_kind: usize,
    sure: usize,
    sure_right: usize,
    sure_found: usize,
    /// Labelled kind and proposed kind.
    kinds: BTreeMap<(&'static str, &'static str), usize>,
    wrong: Vec<String>,
}

impl std::iter::Sum for Score {
    fn sum<I: Iterator<Item = Self>>(scores: I) -> Self {
        let mut sum = Self::default();
        for s in scores {
            sum.claims += s.claims;
            sum.found += s.found;
            sum.contexts_found += s.contexts_found;
            sum.nots += s.nots;
            sum.false_alarms += s.false_alarms;
            sum.right_kind += s.right_kind;
            sum.sure += s.sure;
            sum.sure_right += s.sure_right;
            sum.sure_found += s.sure_found;
            s.kinds.into_iter().for_each(|(pair, n)| *sum.kinds.entry(pair).or_default() += n);
            sum.wrong.extend(s.wrong);
        }
        sum
    }
}

fn score(model: &ClaimModel, article: &LabelledArticle) -> Score {
    let mut score = Score::default();
    let places = CharIndex::new(&article.text);
    let detection = detect_by_model(model, &article.text, &article.blocks, "en");
    let proposals: Vec<(String, &ClaimProposal)> = detection
        .proposals
        .iter()
        .flat_map(|p| std::iter::once((p.start, p.end)).chain(p.also.iter().copied()).map(move |span| (span, p)))
        .map(|((start, end), p)| (plain(places.slice(start, end)), p))
        .collect();
    for labelled in article.labels.iter().filter(|l| !l.unsure) {
        let words = plain(&labelled.words);
        let hit = proposals
            .iter()
            .filter(|(exact, _)| are_same(&words, exact))
            .min_by_key(|(exact, _)| exact.len().abs_diff(words.len()))
            .map(|(_, proposal)| *proposal)
            .or_else(|| find_clauses(&words, &proposals));
        let is_sure = hit.is_some_and(|p| p.confidence == Confidence::Sure);
        score.sure += usize::from(is_sure);
        score.sure_right += usize::from(is_sure && labelled.label != Label::Not);
        match (labelled.label, hit) {
            (Label::Claim(kind), hit) => {
                score.claims += 1;
                match hit.filter(|p| p.kind != Kind::Context) {
                    Some(proposal) => {
                        score.found += 1;
                        score.sure_found += usize::from(is_sure);
                        score.right_kind += usize::from(proposal.kind == kind);
                        *score.kinds.entry((kind.token(), proposal.kind.token())).or_default() += 1;
                        if proposal.kind != kind {
                            score.wrong.push(format!("{kind} taken for {}: {}: {words}", proposal.kind, article.name));
                        }
                    }
                    None => score.wrong.push(format!("missed: {kind}: {}: {words}", article.name)),
                }
            }
            (Label::Context, hit) => score.contexts_found += usize::from(hit.is_some()),
            (Label::Not, hit) => {
                score.nots += 1;
                if hit.is_some() {
                    score.false_alarms += 1;
                    score.wrong.push(format!("false alarm: {}: {words}", article.name));
                }
            }
        }
    }
    score
}

/// The longest of the clauses that together cover most of a sentence.
fn find_clauses<'p>(words: &str, proposals: &[(String, &'p ClaimProposal)]) -> Option<&'p ClaimProposal> {
    /// What is shorter, in characters, is no clause.
    const SHORTEST: usize = 8;
    let length = |words: &str| words.chars().count();
    let parts = || proposals.iter().filter(|(exact, _)| length(exact) >= SHORTEST && words.contains(exact.as_str()));
    let covered: usize = parts().map(|(exact, _)| length(exact)).sum();
    let longest = parts().max_by_key(|(exact, _)| length(exact)).map(|(_, proposal)| *proposal);
    longest.filter(|_| covered * 10 >= length(words) * 6)
}

fn print_row(name: &str, model: &str, s: Score) {
    let proposed = s.found + s.contexts_found + s.false_alarms;
    println!(
        "| {name} | {model} | {} | {} | {} | {} | {} | {} |",
        s.claims,
        share(s.found, s.claims),
        share(s.found + s.contexts_found, proposed),
        share(s.right_kind, s.found),
        share(s.sure_right, s.sure),
        share(s.sure_found, s.claims),
    );
}

fn share(part: usize, whole: usize) -> String {
    format!("{:.3}", part as f64 / whole.max(1) as f64)
}

fn print_kinds(score: &Score) {
    println!("\n| kind | labelled and found | right | most often taken for |\n|---|---|---|---|");
    for kind in Kind::TOKENS {
        let of_kind: Vec<(&str, usize)> =
            score.kinds.iter().filter(|((label, _), _)| label == kind).map(|((_, got), n)| (*got, *n)).collect();
        let all: usize = of_kind.iter().map(|(_, n)| n).sum();
        let right: usize = of_kind.iter().filter(|(got, _)| got == kind).map(|(_, n)| n).sum();
        let other = of_kind.iter().filter(|(got, _)| got != kind).max_by_key(|(_, n)| *n);
        if all > 0 {
            let other = other.map_or(String::new(), |(got, n)| format!("{got} ({n})"));
            println!("| {kind} | {all} | {} | {other} |", share(right, all));
        }
    }
}
