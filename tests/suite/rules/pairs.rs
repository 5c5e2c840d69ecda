//! For each rule a sound article spoilt so that it fires, and one nearly spoilt in the same way.

mod dois;
mod markers;
mod pages;
mod readings;
mod verdicts;
mod wording;

use crate::double::snapshots::{Case, article};
use claimbook::model::*;
use jiff::civil::date;

/// A sound article spoilt in one way, and what is then found: address and message. Then the same nearly spoilt.
pub(super) struct Pair {
    pub(super) rule: &'static str,
    pub(super) fires: fn(&mut Case),
    pub(super) finds: &'static str,
    pub(super) silent: fn(&mut Case),
}

/// Every pair.
pub(super) fn pairs() -> impl Iterator<Item = &'static Pair> {
    PAIRS
        .iter()
        .chain(dois::PAIRS)
        .chain(markers::PAIRS)
        .chain(pages::PAIRS)
        .chain(readings::PAIRS)
        .chain(verdicts::PAIRS)
        .chain(wording::PAIRS)
}

const PAIRS: &[Pair] = &[
    Pair {
        rule: "article-new",
        fires: |c| c.s.source = SourceState::New { beside_catalogue: true },
        finds: "knee-pain: articles/knee-pain.md is not in the catalogue; it is judged as a new article",
        silent: |c| c.s.source = SourceState::New { beside_catalogue: false },
    },
    Pair {
        rule: "article-review-overdue",
        fires: |c| article(c).last_reviewed_on = "2021-05".parse().ok(),
        finds: "knee-pain: last reviewed 2021-05, so a review was due on 2024-05-31 (36 months), 30 days ago",
        silent: |c| article(c).last_reviewed_on = "2022".parse().ok(),
    },
    Pair {
        rule: "article-review-soon",
        fires: |c| article(c).last_reviewed_on = "2021-07-10".parse().ok(),
        finds: "knee-pain: last reviewed 2021-07-10, so a review is due on 2024-07-10, in 10 days",
        silent: |c| article(c).last_reviewed_on = "2021-10".parse().ok(),
    },
    Pair {
        rule: "article-dates-missing",
        fires: |c| {
            article(c).last_reviewed_on = None;
            article(c).updated_on = None;
        },
        finds: "knee-pain: it gives neither the date of its last update nor that of its last review",
        silent: |c| article(c).last_reviewed_on = None,
    },
    Pair {
        rule: "article-no-reviewer",
        fires: |c| c.s.people[0].1.credentials = Some(" ".into()),
        finds: "knee-pain: A. Reviewer is named as reviewer, without credentials",
        silent: |c| _ = c.person("B. Second", None, Role::Reviewer),
    },
    Pair {
        rule: "article-changed-since-review",
        fires: |c| c.s.version.as_mut().unwrap().text_sha256 = "text-2".into(),
        finds: "knee-pain: the text changed since A. Reviewer reviewed it on 2024-04-01 (1 reviewed claim)",
        silent: |c| c.s.version.as_mut().unwrap().n = 2,
    },
    Pair {
        rule: "claim-uncited",
        fires: |c| _ = c.claim(Kind::Harm, "Knee braces weaken the muscles of the leg."),
        finds: "knee-pain/c2: no citation backs this claim of harm",
        silent: |c| {
            _ = c.claim(Kind::Context, "The knee is a joint.");
            _ = c.claim(Kind::Harm, "Knee braces weaken the leg.");
            c.s.claims[2].status = Status::Dismissed;
        },
    },
    Pair {
        rule: "claim-uncited-minor",
        fires: |c| _ = c.claim(Kind::Mechanism, "The kneecap glides in a groove."),
        finds: "knee-pain/c2: no citation backs this claim of mechanism",
        silent: |c| _ = c.reviewed(Kind::Mechanism, "The kneecap glides in a groove.", "It glides."),
    },
    Pair {
        rule: "claim-figure-uncited",
        fires: |c| _ = c.claim(Kind::Outcome, "Our members report 67% less pain."),
        finds: "knee-pain/c2: no citation backs this outcome: “67%”",
        silent: |c| _ = c.claim(Kind::Context, "Our clinic opened in 2019."),
    },
    Pair {
        rule: "claim-vague-source",
        fires: |c| _ = c.claim(Kind::Mechanism, "Research shows that the kneecap glides."),
        finds: "knee-pain/c2: “research shows” names no source, and none is cited",
        silent: |c| _ = c.reviewed(Kind::Mechanism, "Research shows that the kneecap glides.", "It glides."),
    },
    Pair {
        rule: "claim-unreviewed",
        fires: |c| {
            let claim = c.claim(Kind::Benefit, "Walking eases stiffness.");
            let citation = c.cite(claim, c.s.references[0].uid);
            c.read(citation, "It eases.", "p. 2", ReadAs::FullText);
        },
        finds: "knee-pain/c2: 1 citation but no verdict yet",
        silent: |c| _ = c.reviewed(Kind::Benefit, "Walking eases stiffness.", "It eases."),
    },
    Pair {
        rule: "claim-stale",
        fires: |c| c.notice("smith2023", NoticeKind::Reinstatement, "2024-05-02"),
        finds: "knee-pain/c1: since A. Reviewer reviewed it on 2024-04-01: a reinstatement of 2024-05-02 was noted on smith2023",
        silent: |c| c.r1().number = Some("7".into()),
    },
    Pair {
        rule: "claim-disputed",
        fires: |c| {
            c.person("B. Second", Some("MD"), Role::Reviewer);
            let claim = c.s.claims[0].uid;
            c.review(claim, "B. Second", Verdict::Partly, date(2024, 5, 1));
        },
        finds: "knee-pain/c1: A. Reviewer found it supported on 2024-04-01 and B. Second found it partly on 2024-05-01",
        silent: |c| {
            c.person("B. Second", Some("MD"), Role::Reviewer);
            let claim = c.s.claims[0].uid;
            c.review(claim, "B. Second", Verdict::Partly, date(2024, 5, 1));
            c.review(claim, "B. Second", Verdict::Supported, date(2024, 5, 2));
        },
    },
    Pair {
        rule: "claim-contradicted",
        fires: |c| c.s.reviews[0].verdict = Verdict::NotSupported,
        finds: "knee-pain/c1: A. Reviewer found it not-supported on 2024-04-01, but the article still says it",
        silent: |c| {
            let claim = c.reviewed(Kind::Benefit, "Ice shortens recovery.", "It does not.");
            c.s.reviews[1].verdict = Verdict::Contradicted;
            c.s.claims.iter_mut().find(|k| k.uid == claim).unwrap().status = Status::Retired;
        },
    },
    Pair {
        rule: "claim-self-approved",
        fires: |c| {
            c.s.people[0].0.role = Role::Author;
            c.person("B. Second", Some("MD"), Role::Reviewer);
        },
        finds: "knee-pain/c1: its only reviewer, A. Reviewer, also wrote the article",
        silent: |c| {
            let claim = c.s.claims[0].uid;
            c.person("W. Writer", None, Role::Author);
            c.review(claim, "W. Writer", Verdict::Supported, date(2024, 5, 1));
        },
    },
    Pair {
        rule: "claim-figure-mismatch",
        fires: |c| {
            _ = c.reviewed(Kind::Prevalence, "Knee pain affects 46% of adults.", "Knee pain affected 25% of adults.")
        },
        finds: "knee-pain/c2: the claim says “46%”, its evidence says “25%”",
        silent: |c| {
            _ = c.reviewed(Kind::Prevalence, "Knee pain affects 25% of adults.", "Knee pain affected 25% of adults.")
        },
    },
    Pair {
        rule: "claim-figure-remark",
        fires: |c| {
            let quote = "Knee pain affected 40.5% (95% CI 33 to 48.4) of adults.";
            _ = c.reviewed(Kind::Prevalence, "Knee pain affects more than 40% of adults.", quote);
        },
        finds: "knee-pain/c2: “more than 40%” agrees with “40.5% (33–48.4)”: the evidence’s interval (33–48.4) reaches below 40%",
        silent: |c| {
            _ = c.reviewed(
                Kind::Prevalence,
                "Knee pain affects more than 40% of adults.",
                "Knee pain affected 45% of adults.",
            )
        },
    },
    Pair {
        rule: "citation-no-quote",
        fires: |c| {
            c.s.readings[0].quote = None;
            c.s.reviews.clear();
            let claim = c.s.claims[0].uid;
            c.review(claim, "A. Reviewer", Verdict::Supported, date(2024, 4, 2));
        },
        finds: "knee-pain/c1: A. Reviewer read knee-pain/r1 for it on 2024-03-20, and did not quote it",
        silent: |c| c.s.readings[0].finding = None,
    },
    Pair {
        rule: "citation-no-locator",
        fires: |c| c.s.readings[0].locator = Some("  ".into()),
        finds: "knee-pain/c1: A. Reviewer read knee-pain/r1 for it on 2024-03-20, and did not record where in it",
        silent: |c| c.s.readings[0].locator = Some("Results".into()),
    },
    Pair {
        rule: "citation-abstract-only",
        fires: |c| c.s.readings[0].read_as = Some(ReadAs::Abstract),
        finds: "knee-pain/c1: only the abstract of knee-pain/r1 was read for it",
        silent: |c| c.s.readings[0].read_as = None,
    },
    Pair {
        rule: "occurrence-orphaned",
        fires: |c| c.o1().state = OccurrenceState::Orphaned,
        finds: "knee-pain/c1: “Cartilage in the knee has no blood supply.” is no longer in the text",
        silent: |c| c.o1().state = OccurrenceState::Moved,
    },
    Pair {
        rule: "occurrence-changed",
        fires: |c| {
            c.o1().state = OccurrenceState::Changed;
            let text = &mut c.s.version.as_mut().unwrap().text;
            *text = text.replace("has no blood", "had no blood");
        },
        finds: "knee-pain/c1: “Cartilage in the knee has no blood supply.” now reads “Cartilage in the knee had no blood supply.”",
        silent: |c| c.o1().state = OccurrenceState::Confirmed,
    },
    Pair {
        rule: "occurrence-ambiguous",
        fires: |c| c.o1().state = OccurrenceState::Ambiguous,
        finds: "knee-pain/c1: “Cartilage in the knee has no blood supply.” now matches more than one place in the text",
        silent: |c| c.o1().start = 0,
    },
    Pair {
        rule: "reference-uncited",
        fires: |c| _ = c.work("brown2022", 2022, "Brown K. Knees. Knee J. 2022. doi:10.5555/knee.2"),
        finds: "knee-pain/r2: no claim cites it",
        silent: |c| {
            _ = c.work("brown2022", 2022, "Brown K. Knees. Knee J. 2022. doi:10.5555/knee.2");
            c.s.references[1].last_version = Some(1);
        },
    },
    Pair {
        rule: "reference-unidentified",
        fires: |c| {
            c.r1().csl.doi = None;
            c.r1().doi_printed = None;
            c.smith().doi = None;
        },
        finds: "knee-pain/r1: it has no DOI, PMID, ISBN, NBK or URL",
        silent: |c| {
            c.r1().csl.doi = None;
            c.r1().doi_printed = None;
            c.smith().doi = None;
            c.smith().nbk = Some("NBK1".into());
        },
    },
    Pair {
        rule: "reference-duplicate",
        fires: |c| {
            let (claim, work, csl) = (c.s.claims[0].uid, c.s.references[0].work, c.s.references[0].csl.clone());
            let again = c.reference("Smith J. Cartilage again.", csl, work, None);
            _ = c.cite(claim, again);
        },
        finds: "knee-pain/r2: knee-pain/r1 is already an entry for smith2023",
        silent: |c| {
            let (claim, work, csl) = (c.s.claims[0].uid, c.s.references[0].work, c.s.references[0].csl.clone());
            let again = c.reference("Smith J. Cartilage again.", csl, work, None);
            c.s.references[0].section = "References".into();
            c.s.references[1].section = "Further reading".into();
            _ = c.cite(claim, again);
        },
    },
    Pair {
        rule: "work-old",
        fires: |c| c.smith().csl.issued = Some(CslDate("2018".parse().unwrap())),
        finds: "knee-pain/r1: smith2023 is from 2018, more than 5 years ago",
        silent: |c| {
            c.smith().csl.issued = Some(CslDate("2011".parse().unwrap()));
            c.smith().seminal = true;
        },
    },
    Pair {
        rule: "reference-mismatch",
        fires: |c| item(c, |i| i.title = Some("Tendons of the hip".into())),
        finds: "knee-pain/r1: according to crossref on 2024-06-01, this is another work: title printed as “Cartilage of the knee”, registered as “Tendons of the hip”",
        silent: |c| item(c, |i| i.title = Some("RETRACTED: <i>Cartilage</i> of the Knee: a review".into())),
    },
    Pair {
        rule: "reference-detail",
        fires: |c| {
            c.r1().csl.volume = Some("1".into());
            c.r1().csl.page = Some("1-9".into());
            item(c, |i| {
                i.volume = Some("2".into());
                i.page = Some("11-19".into());
            });
        },
        finds: "knee-pain/r1: the entry differs from crossref: volume 1, registered 2 and pages 1-9, registered 11-19",
        silent: |c| {
            c.r1().csl.page = Some("1–9".into());
            c.r1().csl.publisher = Some("Knee Press".into());
            item(c, |i| {
                i.page = Some("1-9".into());
                i.volume = Some("1".into());
                i.publisher = Some("Springer".into());
                i.issued = Some(CslDate("2022-12".parse().unwrap()));
            });
        },
    },
    Pair {
        rule: "reference-doi-missing",
        fires: |c| {
            c.r1().doi_printed = None;
            c.r1().csl.doi = None;
        },
        finds: "knee-pain/r1: crossref has the DOI 10.5555/knee.1 for it, but the entry gives none",
        silent: |c| c.r1().doi_printed = None,
    },
    Pair {
        rule: "work-retracted",
        fires: |c| noticed(c, DOI, &[NoticeKind::Concern, NoticeKind::Retraction]),
        finds: "knee-pain/r1: smith2023 was retracted, according to crossref: notice of 2024-05-02 (10.5555/notice.1)",
        silent: |c| noticed(c, DOI, &[NoticeKind::Retraction, NoticeKind::Reinstatement]),
    },
    Pair {
        rule: "work-maybe-retracted",
        fires: |c| candidate(c, "Smith", &[NoticeKind::Retraction]),
        finds: "knee-pain/r1: the entry gives no identifier; the only work that crossref has with its title, first author and year, 10.5555/taken, “Cartilage of the knee”, was retracted, according to crossref",
        silent: |c| candidate(c, "Jones", &[NoticeKind::Retraction]),
    },
    Pair {
        rule: "work-concern",
        fires: |c| noticed(c, DOI, &[NoticeKind::Concern]),
        finds: "knee-pain/r1: its publisher has expressed concern about smith2023, according to crossref: notice of 2024-05-02 (10.5555/notice.1)",
        silent: |c| noticed(c, DOI, &[NoticeKind::Other]),
    },
    Pair {
        rule: "work-corrected",
        fires: |c| noticed(c, DOI, &[NoticeKind::Correction]),
        finds: "knee-pain/r1: smith2023 was corrected, according to crossref: notice of 2024-05-02 (10.5555/notice.1); last review 2024-04-01",
        silent: |c| {
            noticed(c, DOI, &[NoticeKind::Correction]);
            c.s.reviews[0].reviewed_on = date(2024, 5, 2);
        },
    },
    Pair {
        rule: "work-superseded",
        fires: |c| noticed(c, DOI, &[NoticeKind::NewVersion]),
        finds: "knee-pain/r1: there is a newer version of smith2023, according to crossref: notice of 2024-05-02 (10.5555/notice.1)",
        silent: |c| noticed(c, DOI, &[NoticeKind::Other]),
    },
    Pair {
        rule: "work-is-notice",
        fires: |c| about(c, NoticeKind::Retraction),
        finds: "knee-pain/r1: this is the retraction notice of 10.5555/knee.2, according to crossref, not the article itself",
        silent: |c| about(c, NoticeKind::Correction),
    },
    Pair {
        rule: "work-weak-type",
        fires: |c| typed(c, "preprint"),
        finds: "knee-pain/r1: smith2023 is a preprint",
        silent: |c| typed(c, "journal-article"),
    },
];

const DOI: &str = "10.5555/knee.1";

/// Notices that were known when the claims were reviewed.
fn noticed(c: &mut Case, doi: &str, kinds: &[NoticeKind]) {
    c.noticed(doi, kinds);
    c.sign_again();
}

/// An entry of Smith's without identifier, the work that a search found for it, by whom, and the notices on that.
fn candidate(c: &mut Case, by: &str, kinds: &[NoticeKind]) {
    let author = vec![Name::person(by, Some("J"))];
    let csl = Item { doi: Some("10.5555/taken".into()), author, ..c.smith().csl.clone() };
    let entry = c.r1();
    (entry.doi_printed, entry.work) = (None, None);
    (entry.csl.doi, entry.csl.url) = (None, Some("https://pub.example/knee".into()));
    entry.printed = "Smith J. Cartilage of the knee. Knee J. 2023;1:1-9.".into();
    let uid = entry.uid.to_string();
    let found = MetadataAnswer { item: csl, ..MetadataAnswer::default() };
    let notices = kinds.iter().map(|kind| RegisteredNotice::new(*kind, "crossref")).collect();
    c.observe("crossref", Subject::Metadata, "reference", &uid, &found);
    c.observe("crossref", Subject::Notices, "reference", &uid, &NoticesAnswer { notices, ..NoticesAnswer::default() });
    c.sign_again();
}

/// The registered metadata of the sound article's work, changed.
fn item(c: &mut Case, change: impl FnOnce(&mut Item)) {
    let csl = c.smith().csl.clone();
    let mut answer = MetadataAnswer { item: csl, ..MetadataAnswer::default() };
    change(&mut answer.item);
    c.registered(DOI, &answer);
}

fn typed(c: &mut Case, kind: &str) {
    let item = c.smith().csl.clone();
    c.registered(DOI, &MetadataAnswer { item, types: vec![kind.to_owned()], ..MetadataAnswer::default() });
}

fn about(c: &mut Case, kind: NoticeKind) {
    let notice = RegisteredNotice { doi: "10.5555/knee.2".parse().ok(), ..RegisteredNotice::new(kind, "crossref") };
    let answer = NoticesAnswer { about: vec![notice], ..NoticesAnswer::default() };
    c.observe("crossref", Subject::Notices, "doi", DOI, &answer);
}
