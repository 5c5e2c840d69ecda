//! The index of derived states says what follows from the records, whatever is changed, and by whatever way.

use crate::double::clock::now;
use crate::double::desk::Desk;
use crate::double::sample::{sample_in, word_elsewhere};
use claimbook::catalogue::{Catalogue, Deed, Error, Writing};
use claimbook::evidence::build_signature;
use claimbook::model::*;
use claimbook::tasks::states::{compare_states, renew_states};
use proptest::prelude::*;

pub(crate) type Change = fn(&mut Writing<'_>, u32) -> Result<(), Error>;

fn home(w: &Writing<'_>) -> Result<Article, Error> {
    let key = w.view().article_keys()?.into_iter().find(|key| key.starts_with("knee")).unwrap();
    w.view().article(&key)
}

fn claim(w: &Writing<'_>, n: u32) -> Result<Claim, Error> {
    Ok(w.view().claim(home(w)?.uid, 1 + n % 4)?.unwrap())
}

fn reference(w: &Writing<'_>, n: u32) -> Result<Reference, Error> {
    let all = w.view().references_of(home(w)?.uid)?;
    Ok(all[n as usize % all.len()].clone())
}

fn work(w: &Writing<'_>, n: u32) -> Result<Option<Work>, Error> {
    match reference(w, n)?.work {
        Some(uid) => w.view().get::<Work>(uid),
        None => Ok(None),
    }
}

fn citation(w: &Writing<'_>, n: u32) -> Result<Option<Citation>, Error> {
    let snapshot = w.view().snapshot(&home(w)?)?;
    let at = n as usize % snapshot.citations.len().max(1);
    Ok(snapshot.citations.get(at).cloned())
}

fn person(w: &Writing<'_>, n: u32) -> Result<Person, Error> {
    let all = w.view().persons()?;
    Ok(all[n as usize % all.len()].clone())
}

fn observe(w: &mut Writing<'_>, subject: Subject, identifier: &str, answer: serde_json::Value) -> Result<(), Error> {
    let observation = Observation {
        uid: w.uid(),
        service: "crossref".into(),
        subject,
        scheme: "doi".into(),
        identifier: identifier.into(),
        answer: answer.to_string(),
        body_sha256: None,
        first_asked_at: w.time(),
        asked_at: w.time(),
    };
    w.observe(&[observation])
}

/// Everything that can change where a claim stands.
pub(crate) const CHANGES: &[(&str, Change)] = &[
    ("statement", |w, n| {
        let claim = claim(w, n)?;
        w.edit(&Claim { statement: format!("{} {n}", claim.statement), ..claim }).map(drop)
    }),
    ("status", |w, n| {
        let claim = claim(w, n)?;
        w.edit(&Claim { status: Status::ALL[n as usize % 4], ..claim }).map(drop)
    }),
    ("kind", |w, n| {
        let claim = claim(w, n)?;
        w.edit(&Claim { kind: Kind::ALL[n as usize % 5], ..claim }).map(drop)
    }),
    ("place", |w, n| {
        let claim = claim(w, n)?;
        let states = OccurrenceState::ALL;
        for occurrence in w.view().occurrences_of(claim.uid)? {
            w.edit(&Occurrence { state: states[n as usize % states.len()], ..occurrence })?;
        }
        Ok(())
    }),
    ("cite", |w, n| {
        let (claim, reference) = (claim(w, n)?, reference(w, n / 4)?);
        if w.view().citation(claim.uid, reference.uid)?.is_some() {
            return Ok(());
        }
        let (uid, origin, state) = (w.uid(), CitationOrigin::Person, CitationState::Asserted);
        let (because, note) = (Reasons::default(), None);
        let (claim, reference, merged_into) = (claim.uid, reference.uid, None);
        w.add(&Citation {
            uid,
            claim,
            reference,
            origin,
            state,
            score: None,
            strength: None,
            because,
            note,
            merged_into,
        })
    }),
    ("reject", |w, n| {
        let Some(citation) = citation(w, n)? else { return Ok(()) };
        let state = if n % 2 == 0 { CitationState::Rejected } else { CitationState::Asserted };
        w.edit(&Citation { state, ..citation }).map(drop)
    }),
    ("read", |w, n| {
        let Some(citation) = citation(w, n)? else { return Ok(()) };
        let (uid, person) = (w.uid(), person(w, n)?.uid);
        let stance = Stance::ALL[n as usize % 4];
        let quote = Some(format!("{n}% of adults."));
        w.add(&Reading {
            uid,
            citation: citation.uid,
            person,
            read_on: w.today(),
            stance,
            quote,
            finding: None,
            locator: None,
            read_as: None,
            retired_on: None,
        })
    }),
    ("take back a reading", |w, n| {
        let Some(citation) = citation(w, n)? else { return Ok(()) };
        let Some(reading) = w.view().readings_of(citation.uid)?.pop() else { return Ok(()) };
        w.edit(&Reading { retired_on: Some(w.today()), ..reading }).map(drop)
    }),
    ("review", |w, n| {
        let (claim, home) = (claim(w, n)?, home(w)?);
        let signature = build_signature(&claim, &w.view().snapshot(&home)?);
        let (uid, person) = (w.uid(), person(w, n)?.uid);
        let verdict = Verdict::ALL[n as usize % 5];
        w.add(&Review {
            uid,
            claim: claim.uid,
            person,
            reviewed_on: w.today(),
            verdict,
            note: None,
            due_on: None,
            signature,
            settles: None,
            signed: None,
        })
    }),
    ("entry", |w, n| {
        let (one, other) = (reference(w, n)?, reference(w, n / 3)?);
        w.edit(&Reference { work: other.work, ..one }).map(drop)
    }),
    ("replaced work", |w, n| {
        let (Some(one), Some(other)) = (work(w, n)?, work(w, n + 1)?) else { return Ok(()) };
        let superseded_by = (n % 3 > 0 && one.uid != other.uid).then_some(other.uid);
        w.edit(&Work { superseded_by, ..one }).map(drop)
    }),
    ("merged work", |w, n| {
        let (Some(one), Some(other)) = (work(w, n)?, work(w, n + 1)?) else { return Ok(()) };
        let merged_into = (n % 2 == 0 && one.uid != other.uid && other.merged_into.is_none()).then_some(other.uid);
        w.edit(&Work { merged_into, ..one }).map(drop)
    }),
    ("key of a work", |w, n| {
        let Some(work) = work(w, n)? else { return Ok(()) };
        w.edit(&Work { key: format!("{}{n}", work.key), ..work }).map(drop)
    }),
    ("abstract", |w, n| {
        let Some(work) = work(w, n)? else { return Ok(()) };
        w.edit(&Work { abstract_text: Some(format!("Pain in {n}% of adults.")), ..work }).map(drop)
    }),
    ("notice", |w, n| {
        let Some(work) = work(w, n)? else { return Ok(()) };
        let (uid, kind, source) = (w.uid(), NoticeKind::ALL[n as usize % 4], "crossref".to_owned());
        let noticed_on = format!("2026-{:02}", 1 + n % 12).parse().ok();
        w.add(&Notice { uid, work: work.uid, kind, source, noticed_on, doi: None, label: None })
    }),
    ("heard of a notice", |w, n| {
        let Some(doi) = work(w, n)?.and_then(|work| work.doi) else { return Ok(()) };
        let kind = NoticeKind::ALL[n as usize % 4];
        let answer = serde_json::json!({ "notices": [{ "kind": kind.token(), "source": "crossref" }] });
        observe(w, Subject::Notices, doi.key(), answer)
    }),
    ("heard of another name", |w, n| {
        let Some(doi) = work(w, n)?.and_then(|work| work.doi) else { return Ok(()) };
        let answer = serde_json::json!({ "state": "alias", "alias_of": "10.5555/prime" });
        observe(w, Subject::Exists, doi.key(), answer)
    }),
    ("heard of a notice under the other name", |w, n| {
        let kind = NoticeKind::ALL[n as usize % 4];
        let answer = serde_json::json!({ "notices": [{ "kind": kind.token(), "source": "crossref" }] });
        observe(w, Subject::Notices, "10.5555/prime", answer)
    }),
    ("article", |w, n| {
        let home = home(w)?;
        let key = format!("knee-{n}");
        let retired_on = (n % 3 == 0).then(|| w.today());
        w.edit(&Article { key, retired_on, ..home }).map(drop)
    }),
    ("the other article", |w, n| {
        let hip = w.view().article("hip-pain")?;
        let retired_on = (n % 2 == 0).then(|| w.today());
        w.edit(&Article { retired_on, ..hip }).map(drop)
    }),
    ("name of a person", |w, n| {
        let person = person(w, n)?;
        w.edit(&Person { name: format!("{} {n}", person.name), ..person }).map(drop)
    }),
    ("merged person", |w, n| {
        let (one, other) = (person(w, n)?, person(w, n + 1)?);
        let merged_into = (n % 2 == 0 && one.uid != other.uid && other.merged_into.is_none()).then_some(other.uid);
        w.edit(&Person { merged_into, ..one }).map(drop)
    }),
    ("assignment", |w, n| {
        let (home, claim) = (home(w)?, claim(w, n)?);
        let (uid, person, assigned_on) = (w.uid(), person(w, n)?.uid, w.today());
        let claim = (n % 2 == 0).then_some(claim.uid);
        w.add(&Assignment { uid, article: home.uid, claim, person, assigned_on, assigned_by: None, ended_on: None })
    }),
    ("version", |w, _| {
        let home = home(w)?;
        let newest = w.view().newest_version(home.uid)?.unwrap();
        let (uid, n, imported_at) = (w.uid(), newest.n + 1, w.time());
        let original = newest.text.clone().into_bytes();
        w.add(&Version { uid, n, imported_at, original, ..newest })
    }),
];

pub(super) fn change(catalogue: &mut Catalogue, at: usize, n: u32, step: usize) -> Result<(), Error> {
    let (name, change) = CHANGES[at % CHANGES.len()];
    let at = now() + jiff::SignedDuration::from_hours(i64::try_from(step).unwrap() * 30);
    let deed = Deed { who: "A. Reviewer".into(), command: name.into(), at, reason: None };
    catalogue.write(&deed, |w| change(w, n))
}

pub(super) fn catalogue() -> (tempfile::TempDir, Catalogue) {
    let folder = tempfile::tempdir().unwrap();
    let mut catalogue = sample_in(folder.path());
    word_elsewhere(&mut catalogue);
    (folder, catalogue)
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn each_change_is_seen_by_the_index() {
    for (at, (name, _)) in CHANGES.iter().enumerate() {
        for n in 0..2 {
            let (_folder, mut catalogue) = catalogue();
            renew_states(catalogue.view()).unwrap();
            // Some of them are refused, which changes nothing.
            let _ = change(&mut catalogue, at, n, 0);
            assert_eq!(compare_states(catalogue.view()).unwrap(), [], "{name} {n}");
            renew_states(catalogue.view()).unwrap();
            assert!(!catalogue.view().has_changed_states().unwrap());
            assert_eq!(compare_states(catalogue.view()).unwrap(), [], "{name} {n}, renewed");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn the_index_says_what_follows_after_any_history(
        steps in prop::collection::vec((0..CHANGES.len(), 0..40_u32, any::<bool>()), 1..25)
    ) {
        let (_folder, mut catalogue) = catalogue();
        for (step, (at, n, renews)) in steps.into_iter().enumerate() {
            let _ = change(&mut catalogue, at, n, step);
            if renews {
                renew_states(catalogue.view()).unwrap();
            }
            prop_assert_eq!(compare_states(catalogue.view()).unwrap(), [], "{} {}", CHANGES[at].0, n);
        }
    }
}

/// What somebody wrote into the index with other means.
const MEDDLED: &[&str] = &[
    "UPDATE claim_state SET since = '1999-01-01'",
    "UPDATE claim_state SET whose = NULL, assigned = 1",
    "UPDATE claim_state SET stale = 1 - stale",
    "UPDATE claim_state SET holds = 1 - holds",
    "UPDATE claim_state SET verdict = 'bad'",
    "UPDATE claim_state SET reasons = 'no list'",
    "UPDATE claim_state SET rank = 4711",
    "DELETE FROM claim_state",
];

#[test]
#[ignore = "long: .ci/run runs it"]
fn an_index_that_was_changed_by_hand_is_named_and_rebuilt() {
    for meddled in MEDDLED {
        let desk = Desk::new();
        desk.ok(&["review", "c1", "--verdict", "supported", "--by", "A. Reviewer"]);
        desk.ok(&["queue"]);
        assert!(desk.ok(&["verify-catalogue"]).contains("Sound"));
        rusqlite::Connection::open(desk.path().join("claimbook.db")).unwrap().execute_batch(meddled).unwrap();
        let found = desk.run(&["verify-catalogue"]);
        assert!(found.exit == 1 && found.out.contains("claim_state"), "{meddled}: {} {}", found.out, found.err);
        assert!(found.out.contains("verify-catalogue --rebuild-index"), "{meddled}: {}", found.out);
        let head = |said: String| said.split("Head:").nth(1).map(str::to_owned);
        let rebuilt = desk.run(&["verify-catalogue", "--rebuild-index"]);
        assert!(
            rebuilt.exit == 0 && rebuilt.err.contains("derived anew"),
            "{meddled}: {} {}",
            rebuilt.out,
            rebuilt.err
        );
        assert_eq!(head(desk.ok(&["verify-catalogue"])), head(rebuilt.out), "{meddled}");
        desk.ok(&["queue"]);
    }
}

#[test]
fn whoever_reads_a_broken_index_hears_how_it_is_rebuilt() {
    for (meddled, command) in [
        ("UPDATE claim_state SET verdict = 'bad', rank = 1", &["queue"][..]),
        ("UPDATE claim_state SET reasons = 'no list', rank = 1", &["queue"]),
        ("UPDATE claim_state SET verdict = 'bad'", &["coverage"]),
        ("UPDATE claim_state SET rank = 4711", &["queue"]),
    ] {
        let desk = Desk::new();
        desk.ok(&["queue"]);
        rusqlite::Connection::open(desk.path().join("claimbook.db")).unwrap().execute_batch(meddled).unwrap();
        let run = desk.run(command);
        assert!(
            run.exit == 3 && run.err.contains("verify-catalogue --rebuild-index"),
            "{meddled}: {} {}",
            run.out,
            run.err
        );
        assert!(!run.err.contains("restore a backup"), "{}", run.err);
        desk.ok(&["verify-catalogue", "--rebuild-index"]);
        desk.ok(command);
    }
}
