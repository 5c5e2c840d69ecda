//! How long `check` takes at the paces that people have: a host for each service, each answer after 20 ms, nothing configured but
//! where the services are; and what it says of a mix of faults that all stand in the same lists.

use super::keepers::{MIX, SILENT};
use super::{Bench, Paces};
use crate::Failed;
use crate::process::now;
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::Duration;

/// Of each class in the mix.
const EACH: usize = 4;

/// Measures and prints the table, without what asks about more DOIs than `most`.
pub(super) fn measure(bench: &Bench, most: usize) -> Result<(), Failed> {
    bench.server.set(Duration::from_millis(20), false);
    println!("| what, at the built-in paces | must reach | time | requests |\n|---|---|---|---|");
    run(bench, "100 DOIs, `--only doi`", "≤ 3 s", 100, &["--only", "doi"])?;
    run(bench, "200 DOIs, everything", "≤ 10 s", 200, &[])?;
    if most >= 10_000 {
        run(bench, "10,000 DOIs, `--only doi`", "≤ 127 s (0.25 × 507 s)", 10_000, &["--only", "doi"])?;
        run(bench, "10,000 DOIs, everything", "≤ 300 s", 10_000, &[])?;
    }
    faults(bench)
}

fn run(bench: &Bench, what: &str, goal: &str, n: usize, options: &[&str]) -> Result<(), Failed> {
    let desk = bench.desk(&format!("paced-{n}-{}", options.len()), &Bench::dois("ok", n), Paces::BuiltIn)?;
    bench.server.forget();
    let began = now();
    bench.ours(&desk, options).once_whatever(&bench.folder.join("output"))?;
    let took = began.elapsed().as_secs_f64();
    println!("| {what} | {goal} | {took:.1} s | {} |", bench.server.requests());
    eprintln!("{what}: {}", bench.server.by_service(began));
    bench.server.forget();
    let began = now();
    bench.ours(&desk, options).once_whatever(&bench.folder.join("output"))?;
    println!(
        "| the same again | only what is due | {:.1} s | {} |",
        began.elapsed().as_secs_f64(),
        bench.server.requests()
    );
    Ok(())
}

/// Four of each kind, all in one list.
fn faults(bench: &Bench) -> Result<(), Failed> {
    let dois: Vec<String> = MIX.iter().flat_map(|(class, _)| Bench::dois(class, EACH)).collect();
    let desk = bench.desk("mix", &dois, Paces::BuiltIn)?;
    bench.server.forget();
    let output = bench.folder.join("output");
    let began = now();
    bench.ours(&desk, &["--only", "doi,metadata,notices"]).once_whatever(&output)?;
    let took = began.elapsed().as_secs_f64();
    let requests = bench.server.requests();
    let report: Value = serde_json::from_slice(&std::fs::read(&output)?)?;
    let found = pairs(&report["findings"]);
    let open = pairs(&report["unchecked"]);
    let (mut missed, mut wolf, mut silent) = (Vec::new(), Vec::new(), Vec::new());
    for (n, doi) in dois.iter().enumerate() {
        let address = format!("list-0/r{}", n + 1);
        let (class, rule) = MIX[n / EACH];
        let has =
            |of: &BTreeSet<(String, String, String)>, rule: &str| of.iter().any(|(a, r, _)| *a == address && r == rule);
        if rule.is_some_and(|rule| !has(&found, rule)) {
            missed.push(doi);
        }
        let denied =
            found.iter().filter(|(a, r, severity)| *a == address && severity == "deny" && Some(r.as_str()) != rule);
        wolf.extend(denied.map(|(_, rule, _)| format!("{doi}: {rule}")));
        let told = ["doi-not-found", "reference-mismatch", "work-retracted"].iter().all(|rule| has(&open, rule));
        if SILENT.contains(&class) && !told {
            silent.push(doi);
        }
    }
    println!(
        "| a mix of faults, 23 kinds, four each | missed 0, cried wolf 0, silent 0; ≤ 60 s | missed {}, cried wolf {}, silent {}; {took:.1} s | {requests} |",
        missed.len(),
        wolf.len(),
        silent.len()
    );
    println!("\nOf the mix: {}.", bench.server.by_service(began));
    for (what, which) in
        [("missed", format!("{missed:?}")), ("cried wolf", format!("{wolf:?}")), ("silent", format!("{silent:?}"))]
    {
        if which != "[]" {
            eprintln!("{what}: {which}");
        }
    }
    Ok(())
}

/// Address, rule and severity of each in a list of a report; one that names several places is several.
fn pairs(list: &Value) -> BTreeSet<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = |one: &Value, name: &str, names: &str| -> Vec<String> {
        match one[names].as_array() {
            Some(several) => several.iter().map(text).collect(),
            None => vec![text(&one[name])],
        }
    };
    let mut pairs = BTreeSet::new();
    for one in list.as_array().into_iter().flatten() {
        for address in all(one, "address", "addresses") {
            for rule in all(one, "rule", "rules") {
                pairs.insert((address.clone(), rule, text(&one["severity"])));
            }
        }
    }
    pairs
}
