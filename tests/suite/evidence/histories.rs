//! Staleness over random histories: what was signed is compared with what is there now by a model that knows nothing of hashes.
//! Every change that was made is named, with the work it is about, and nothing else is.

use crate::double::snapshots::Case;
use claimbook::evidence::*;
use claimbook::model::*;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What of a claim a review signs, told by numbers that change when it does.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Signed {
    statement: u32,
    words: u32,
    works: BTreeMap<&'static str, SignedParts>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct SignedParts {
    notices: BTreeSet<NoticeKind>,
    newer: bool,
    quote: u32,
    abstract_text: Option<u32>,
}

/// What happens in a history.
#[derive(Debug, Clone, Copy)]
enum Step {
    Statement(u32),
    Words(u32),
    Cite(bool),
    Notice(usize, NoticeKind),
    TakeBack(usize),
    Newer(usize, bool),
    Quote(u32),
    Abstract(usize, Option<u32>),
    Review,
    /// Changes that are signed by nobody.
    Neutral(u8),
}

const WORKS: [&str; 2] = ["smith2023", "brown2022"];

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let kinds = prop::sample::select(vec![NoticeKind::Retraction, NoticeKind::Correction, NoticeKind::Concern]);
    let step = prop_oneof![
        (0..3_u32).prop_map(Step::Statement),
        (0..3_u32).prop_map(Step::Words),
        any::<bool>().prop_map(Step::Cite),
        (0..2_usize, kinds).prop_map(|(work, kind)| Step::Notice(work, kind)),
        (0..2_usize).prop_map(Step::TakeBack),
        (0..2_usize, any::<bool>()).prop_map(|(work, newer)| Step::Newer(work, newer)),
        (0..3_u32).prop_map(Step::Quote),
        (0..2_usize, prop::option::of(0..2_u32)).prop_map(|(work, text)| Step::Abstract(work, text)),
        Just(Step::Review),
        (0..8_u8).prop_map(Step::Neutral),
    ];
    prop::collection::vec(step, 1..40)
}

/// The case with both works, the second of them not cited yet.
struct History {
    case: Case,
    now: Signed,
    signed: Signed,
    second: Uid,
}

impl History {
    fn begin() -> Self {
        let mut case = Case::sound();
        let reference = case.work("brown2022", 2022, "Brown K. Knees. Knee J. 2022. doi:10.5555/knee.2");
        let second = case.cite(case.s.claims[0].uid, reference);
        case.s.citations.iter_mut().find(|c| c.uid == second).unwrap().state = CitationState::Rejected;
        case.work("newer2024", 2024, "Newer N. Knees. Knee J. 2024. doi:10.5555/knee.3");
        let works = BTreeMap::from([("smith2023", SignedParts::default())]);
        let now = Signed { statement: 0, words: 0, works };
        let mut history = Self { case, signed: now.clone(), now, second };
        history.take(Step::Statement(0));
        history.take(Step::Words(0));
        history.take(Step::Quote(0));
        history.take(Step::Review);
        history
    }

    fn work(&mut self, key: &str) -> &mut Work {
        self.case.s.works.values_mut().find(|work| work.key == key).unwrap()
    }

    fn take(&mut self, step: Step) {
        let (claim, second) = (self.case.s.claims[0].uid, self.second);
        match step {
            Step::Statement(n) => {
                self.case.s.claims[0].statement = format!("Knees have {n} menisci.");
                self.now.statement = n;
            }
            Step::Words(n) => {
                self.case.o1().exact = format!("There are {n} menisci in it.");
                self.now.words = n;
            }
            Step::Cite(cited) => {
                let citation = self.case.s.citations.iter_mut().find(|c| c.uid == second).unwrap();
                citation.state = if cited { CitationState::Asserted } else { CitationState::Rejected };
            }
            Step::Notice(at, kind) => {
                let has = |n: &&Notice, of: &Case| n.kind == kind && of.s.works[&n.work].key == WORKS[at];
                let known = self.case.s.notices.iter().any(|n| has(&n, &self.case));
                if !known {
                    self.case.notice(WORKS[at], kind, "2024-05-02");
                }
            }
            Step::TakeBack(at) => {
                let work = self.work(WORKS[at]).uid;
                self.case.s.notices.retain(|notice| notice.work != work);
            }
            Step::Newer(at, is_replaced) => {
                let newer = self.work("newer2024").uid;
                self.work(WORKS[at]).superseded_by = is_replaced.then_some(newer);
            }
            Step::Quote(n) => self.case.s.readings[0].quote = Some(format!("Quote {n}.")),
            Step::Abstract(at, text) => {
                self.work(WORKS[at]).abstract_text = text.map(|n| format!("Abstract {n}."));
            }
            Step::Review => {}
            Step::Neutral(0) => self.case.o1().prefix.push('x'),
            Step::Neutral(1) => self.case.o1().state = OccurrenceState::Moved,
            Step::Neutral(2) => self.case.o1().state = OccurrenceState::Exact,
            Step::Neutral(3) => self.case.r1().printed.push_str(" Accessed today."),
            Step::Neutral(4) => self.case.s.claims[0].kind = Kind::Benefit,
            Step::Neutral(5) => self.work("smith2023").key.push_str(""),
            Step::Neutral(6) => self.case.heard("10.5555/knee.1", DoiState::Exists),
            Step::Neutral(_) => {
                self.case.occurrence(claim, "Another sentence says so.");
            }
        }
        let quote = match step {
            Step::Quote(n) => Some(n),
            _ => None,
        };
        self.note(quote);
        if matches!(step, Step::Review) {
            self.case.review(claim, "A. Reviewer", Verdict::Supported, date(2024, 6, 1));
            self.signed = self.now.clone();
        }
    }

    /// Reads the rest of what would be signed from the case as a person would.
    fn note(&mut self, quote: Option<u32>) {
        let old = self.now.works.get("smith2023").map_or(0, |parts| parts.quote);
        let cited = self.case.s.citations.iter().find(|c| c.uid == self.second).unwrap().state;
        let mut works = BTreeMap::new();
        for key in WORKS {
            if key == "brown2022" && cited != CitationState::Asserted {
                continue;
            }
            let work = self.case.s.works.values().find(|work| work.key == key).unwrap();
            let notices = self.case.s.notices.iter().filter(|n| n.work == work.uid).map(|n| n.kind).collect();
            let newer = work.superseded_by.is_some();
            let text = work.abstract_text.as_ref().map(|text| u32::from(text.contains('1')));
            let quote = if key == "smith2023" { quote.unwrap_or(old) } else { 0 };
            works.insert(key, SignedParts { notices, newer, quote, abstract_text: text });
        }
        self.now.works = works;
    }

    /// What changed since the last review, as the model sees it.
    fn expected(&self) -> BTreeSet<(SignedPart, &'static str)> {
        let (was, now) = (&self.signed, &self.now);
        let mut parts = BTreeSet::new();
        if was.statement != now.statement {
            parts.insert((SignedPart::Statement, ""));
        }
        if was.words != now.words {
            parts.insert((SignedPart::Occurrence, ""));
        }
        for key in WORKS {
            match (was.works.get(key), now.works.get(key)) {
                (Some(was), Some(now)) => {
                    let abstracts = was.abstract_text.zip(now.abstract_text);
                    let changed = [
                        (SignedPart::Notices, was.notices != now.notices),
                        (SignedPart::Newer, was.newer != now.newer),
                        (SignedPart::Evidence, was.quote != now.quote || abstracts.is_some_and(|(a, b)| a != b)),
                    ];
                    parts.extend(changed.into_iter().filter(|(_, is)| *is).map(|(part, _)| (part, key)));
                }
                (None, None) => {}
                _ => {
                    parts.insert((SignedPart::Citation, key));
                }
            }
        }
        parts
    }

    /// The same as the program says it.
    fn found(&self) -> BTreeSet<(SignedPart, &'static str)> {
        let fresh = self.case.s.clone();
        let review = fresh.reviews.last().unwrap();
        let stale = find_stale_parts(review, &fresh.claims[0], &fresh);
        let name = |part: &StalePart| match part.part {
            SignedPart::Statement | SignedPart::Occurrence => "",
            _ => WORKS.into_iter().find(|key| part.change.contains(key)).unwrap_or("?"),
        };
        stale.iter().map(|part| (part.part, name(part))).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn every_change_is_named_and_nothing_else(steps in steps()) {
        let mut history = History::begin();
        for step in steps {
            history.take(step);
            prop_assert_eq!(history.found(), history.expected(), "after {:?}", step);
        }
    }
}
