//! An audit that takes what earlier ones found says just what one says that judges everything anew, whatever happened in between.

use super::states::{CHANGES, catalogue, change};
use crate::double::clock::now;
use crate::double::desk::Desk;
use claimbook::catalogue::{Catalogue, Deed, OpenMode};
use claimbook::files::AllowedFolder;
use claimbook::model::{Settings, Severity};
use claimbook::report::{Policy, RenderOptions, Repository, RunInfo, find_renderer};
use claimbook::tasks::audit::{AuditLoaders, AuditScope, ChosenArticles, audit_articles};
use claimbook::tasks::kept_audits::{CachePlace, CacheTerms, open_kept};
use claimbook::tasks::loading::{ArticleLoader, ArticleSources};
use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;
use std::path::Path;

/// A day, and the settings, on and by which is judged.
struct Terms {
    today: Date,
    settings: Settings,
    sources: Option<ArticleSources>,
}

impl Terms {
    fn days_later(days: i64) -> Self {
        let today = jiff::tz::TimeZone::UTC.to_datetime(now()).date();
        Self { today: today.checked_add(days.days()).unwrap(), settings: Settings::default(), sources: None }
    }
}

fn cache(folder: &Path) -> CachePlace {
    CachePlace { folder: folder.join("cache"), build: "this one".into(), by_hash: true }
}

/// What an audit says, and how many articles were known to it where there is a cache.
fn audit(catalogue: &mut Catalogue, terms: &Terms, cache: Option<&CachePlace>) -> (String, Option<usize>) {
    let policy = Policy::new(&terms.settings);
    let path = catalogue.path().unwrap().to_owned();
    let base = terms.sources.as_ref().map(|sources| sources.base.as_path());
    let kept = cache.map(|place| {
        let of = CacheTerms { catalogue: &path, sources: base, policy: &policy, settings: &terms.settings };
        open_kept(place, of, catalogue.view(), terms.today).expect("a cache")
    });
    let known = kept.as_ref().map(|(known, _)| known.count());
    let deed = Deed { who: "A. Reviewer".into(), command: "audit".into(), at: now(), reason: None };
    let loader = ArticleLoader::new(terms.sources.clone(), u64::MAX, deed).identify_by_hash();
    let chosen = ChosenArticles { known: catalogue.view().articles().unwrap(), whole: true, ..Default::default() };
    let run = RunInfo {
        claimbook: String::new(),
        catalogue: String::new(),
        today: terms.today,
        repository: Repository { folder: String::new(), catalogue: String::new() },
        log_heads: Vec::new(),
    };
    let loaders = AuditLoaders { known: loader, new: None, imported: None, kept };
    let scope = (AuditScope::default(), None);
    let (report, _) = audit_articles(catalogue, &chosen, (run, &policy, &terms.settings), loaders, scope).unwrap();
    let mut out = Vec::new();
    for format in ["json", "human"] {
        (find_renderer(format).unwrap().render)(&report, &RenderOptions::default(), &mut out).unwrap();
    }
    (String::from_utf8(out).unwrap(), known)
}

#[track_caller]
fn same(catalogue: &mut Catalogue, terms: &Terms, cache: &CachePlace, about: &str) -> usize {
    let (fresh, _) = audit(catalogue, terms, None);
    let (kept, known) = audit(catalogue, terms, Some(cache));
    assert_eq!(kept, fresh, "{about}");
    known.unwrap()
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn each_change_is_seen_by_the_next_audit() {
    for (at, (name, _)) in CHANGES.iter().enumerate() {
        for n in 0..2 {
            let (folder, mut catalogue) = catalogue();
            let (cache, terms) = (cache(folder.path()), Terms::days_later(0));
            assert_eq!(same(&mut catalogue, &terms, &cache, "at first"), 0);
            let articles = catalogue.view().articles().unwrap().len();
            assert_eq!(same(&mut catalogue, &terms, &cache, "again"), articles);
            let _ = change(&mut catalogue, at, n, 1);
            same(&mut catalogue, &terms, &cache, &format!("{name} {n}"));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn what_is_kept_is_what_is_found_after_any_history(
        steps in prop::collection::vec((0..CHANGES.len(), 0..40_u32, any::<bool>(), 0..900_i64, 0..3_usize), 1..16)
    ) {
        let (folder, mut catalogue) = catalogue();
        let cache = cache(folder.path());
        for (step, (at, n, audits, days, settings)) in steps.into_iter().enumerate() {
            let _ = change(&mut catalogue, at, n, step);
            if audits {
                let mut terms = Terms::days_later(days);
                match settings {
                    0 => {}
                    1 => _ = terms.settings.severities.insert("work-old".into(), Severity::Warn),
                    _ => terms.settings.work_old_years = 1,
                }
                same(&mut catalogue, &terms, &cache, CHANGES[at].0);
            }
        }
    }
}

/// A desk with two articles that share nothing, and their catalogue.
fn two_articles() -> (Desk, Catalogue) {
    let desk = Desk::new();
    let other = "# Sleep\n\nShort naps reduce fatigue by 20% in night nurses.\n\nNaps are common.\n";
    std::fs::write(desk.path().join("naps.md"), other).unwrap();
    desk.ok(&["import", "naps.md"]);
    let catalogue = Catalogue::open(&desk.path().join("claimbook.db"), OpenMode::Read).unwrap();
    (desk, catalogue)
}

#[test]
fn commands_make_the_articles_judged_anew_that_they_change_and_no_others() {
    let (desk, mut catalogue) = two_articles();
    let (cache, terms) = (cache(desk.path()), Terms::days_later(0));
    assert_eq!(same(&mut catalogue, &terms, &cache, "at first"), 0);
    for (command, known) in [
        (&["edit", "naps/c1", "kind=harm"][..], 1),
        (&["review", "sore-knees/c1", "--verdict", "supported", "--by", "A. Reviewer"], 1),
        (&["undo", "--by", "A. Reviewer"], 1),
        (&["note", "naps/c1", "Is this so?", "--by", "A. Reviewer"], 2),
        (&["edit", "naps", "key=sleep"], 1),
        (
            &[
                "waive",
                "claim-uncited",
                "sleep/c1",
                "--until",
                "2100-01-01",
                "--reason",
                "known",
                "--by",
                "A. Reviewer",
            ],
            2,
        ),
        (&["dismiss", "sleep/c1"], 1),
        (&["undo", "--by", "A. Reviewer"], 1),
    ] {
        let run = desk.run(command);
        assert_eq!(run.exit, 0, "{command:?}: {}", run.err);
        assert_eq!(same(&mut catalogue, &terms, &cache, &command.join(" ")), known, "{command:?}");
        assert_eq!(same(&mut catalogue, &terms, &cache, "again"), 2, "{command:?}, again");
    }
}

#[test]
fn a_source_that_changed_is_read_and_one_that_changed_back_is_known() {
    let (desk, mut catalogue) = two_articles();
    let (cache, within) = (cache(desk.path()), AllowedFolder::new(desk.path()));
    let sources = ArticleSources { base: desk.path().to_owned(), within };
    let terms = Terms { sources: Some(sources), ..Terms::days_later(0) };
    let file = desk.path().join("naps.md");
    let text = std::fs::read_to_string(&file).unwrap();
    same(&mut catalogue, &terms, &cache, "at first");
    for changed in
        [Some(text.replace("20%", "90%")), Some(text.clone()), None, Some(text.replace("naps", "walks")), Some(text)]
    {
        match &changed {
            Some(changed) => std::fs::write(&file, changed).unwrap(),
            None => std::fs::remove_file(&file).unwrap(),
        }
        same(&mut catalogue, &terms, &cache, &format!("{changed:?}"));
        same(&mut catalogue, &terms, &cache, &format!("{changed:?}, again"));
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_cache_that_is_damaged_is_taken_for_none() {
    let (desk, mut catalogue) = two_articles();
    let (cache, terms) = (cache(desk.path()), Terms::days_later(0));
    same(&mut catalogue, &terms, &cache, "at first");
    let file = std::fs::read_dir(&cache.folder).unwrap().next().unwrap().unwrap().path();
    let whole = std::fs::read(&file).unwrap();
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let places = (0..whole.len()).step_by(whole.len() / 60 + 1);
    let damaged = places.flat_map(|at| [whole[..at].to_vec(), flipped(at)]);
    for bytes in damaged.chain([Vec::new(), [&whole[..], b"more"].concat(), b"another file".to_vec()]) {
        std::fs::write(&file, bytes).unwrap();
        same(&mut catalogue, &terms, &cache, "damaged");
        assert_eq!(same(&mut catalogue, &terms, &cache, "mended"), 2);
        std::fs::write(&file, &whole).unwrap();
    }
}

#[test]
fn another_build_or_catalogue_or_a_run_beside_has_another_cache_or_none() {
    let (desk, mut catalogue) = two_articles();
    let (cache, terms) = (cache(desk.path()), Terms::days_later(0));
    same(&mut catalogue, &terms, &cache, "at first");
    let other = CachePlace { build: "another".into(), ..cache.clone() };
    assert_eq!(same(&mut catalogue, &terms, &other, "another build"), 0);
    let (other, mut elsewhere) = two_articles();
    assert_eq!(same(&mut elsewhere, &terms, &cache, "another catalogue"), 0);
    drop(other);
    let (policy, path) = (Policy::new(&terms.settings), catalogue.path().unwrap().to_owned());
    let of = CacheTerms { catalogue: &path, sources: None, policy: &policy, settings: &terms.settings };
    let open = |catalogue: &Catalogue| open_kept(&cache, of, catalogue.view(), terms.today);
    let held = open(&catalogue).expect("nobody uses it");
    assert!(open(&catalogue).is_none(), "another run uses it");
    drop(held);
    assert!(open(&catalogue).is_some());
}
