//! Small catalogues with a row in every table, out of texts that a careless format would lose.

use super::{change, now, sha256};
use claimbook::catalogue::{Catalogue, Writing};
use claimbook::model::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Texts that a careless format would lose: what a spreadsheet runs, what CSV, TOML or JSON quotes, what is empty.
pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9 ]{1,8}", "[='\\-+@,;\"#\\[\\]{}\\\\/ \t\r\nÄé😀%]{1,6}", Just("=1+1".to_owned())]
}

pub(super) fn optional() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(prop_oneof![text(), Just(String::new()), Just("'".to_owned())])
}

/// The texts a small catalogue is made of.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) keys: Vec<String>,
    pub(super) texts: Vec<String>,
    pub(super) optional: Vec<Option<String>>,
    pub(super) score: Option<f64>,
    pub(super) bytes: Vec<u8>,
}

pub(super) fn words() -> impl Strategy<Value = Words> {
    (
        proptest::collection::btree_set("[a-zA-Z. :%\\\\-]{1,5}", 1..4),
        proptest::collection::vec(text(), 8),
        proptest::collection::vec(optional(), 8),
        proptest::option::of(0.0..=1.0_f64),
        proptest::collection::vec(any::<u8>(), 0..40),
    )
        .prop_map(|(keys, texts, optional, score, bytes)| Words {
            keys: keys.into_iter().collect(),
            texts,
            optional,
            score,
            bytes,
        })
}

/// A catalogue with a row in every table, for each article.
pub(super) fn filled(words: &Words) -> Catalogue {
    let mut catalogue = Catalogue::in_memory(now()).unwrap();
    let text = |at: usize| words.texts[at % words.texts.len()].clone();
    let perhaps = |at: usize| words.optional[at % words.optional.len()].clone();
    change(&mut catalogue, |w| {
        let person = Person {
            uid: w.uid(),
            name: text(0),
            credentials: perhaps(0),
            contact: perhaps(1),
            declared_id: None,
            merged_into: None,
            retired_on: None,
        };
        w.add(&person)?;
        let work = |w: &Writing<'_>, key: String| Work {
            uid: w.uid(),
            key,
            doi: None,
            pmid: perhaps(2),
            pmcid: perhaps(3),
            isbn: perhaps(4),
            nbk: perhaps(5),
            arxiv: perhaps(6),
            url: perhaps(7),
            csl: Item {
                kind: "book".into(),
                title: perhaps(0),
                author: vec![Name::person(&text(1), None)],
                other: BTreeMap::from([("score".to_owned(), serde_json::json!([1.5, null, text(3)]))]),
                ..Item::default()
            },
            abstract_text: perhaps(1),
            publication_types: perhaps(2),
            level: Some(3),
            level_reason: perhaps(3),
            seminal: words.bytes.len() > 20,
            superseded_by: None,
            merged_into: None,
        };
        let newer = Work { doi: Some("10.1000/x".parse().unwrap()), ..work(w, "newer2020".into()) };
        w.add(&newer)?;
        let older =
            Work { superseded_by: Some(newer.uid), merged_into: Some(newer.uid), ..work(w, "older1990".into()) };
        w.add(&older)?;
        let odd = Work {
            csl: Item { other: BTreeMap::from([("id".to_owned(), "x".into())]), ..Item::default() },
            ..work(w, "odd".into())
        };
        w.add(&odd)?;
        w.add(&Notice {
            uid: w.uid(),
            work: older.uid,
            kind: NoticeKind::Retraction,
            source: text(4),
            noticed_on: Some("2020-05".parse().unwrap()),
            doi: Some("10.1000/n".parse().unwrap()),
            label: perhaps(5),
        })?;
        w.add(&Waiver {
            uid: w.uid(),
            rule: "work-old".into(),
            address: text(1),
            reason: text(2),
            person: person.uid,
            waived_on: "2026-01-01".parse().unwrap(),
            expires_on: "2027-01-01".parse().unwrap(),
            record: Some(person.uid),
            retired_on: "2026-02-01".parse().ok(),
            fingerprint: Some("5b3ea9cc6bf7b52c44e516bd4eedc238".into()),
        })?;
        w.add(&Observation {
            uid: w.uid(),
            service: "doi.org".into(),
            subject: Subject::Exists,
            scheme: "doi".into(),
            identifier: text(6),
            answer: r#"{"state":"exists"}"#.into(),
            body_sha256: perhaps(7),
            first_asked_at: now(),
            asked_at: now(),
        })?;
        w.add(&PersonKey {
            uid: w.uid(),
            person: person.uid,
            public_key: "ssh-ed25519 AAAA anna@example.org".into(),
            added_on: "2026-02-01".parse().unwrap(),
            retired_on: None,
        })?;
        for key in &words.keys {
            let article = Article {
                uid: w.uid(),
                key: key.clone(),
                title: text(0),
                url: perhaps(1),
                publisher: perhaps(2),
                language: "en".into(),
                updated_on: Some("2025".parse().unwrap()),
                last_reviewed_on: Some("2025-06-30".parse().unwrap()),
                retired_on: None,
            };
            w.add(&article)?;
            w.add(&ArticlePerson {
                uid: w.uid(),
                article: article.uid,
                person: person.uid,
                role: Role::Reviewer,
                position: 1,
            })?;
            for (at, reader) in ["markdown", "text"].iter().enumerate() {
                let wording = text(at);
                w.add(&Version {
                    uid: w.uid(),
                    article: article.uid,
                    n: at as u32 + 1,
                    sha256: sha256(&words.bytes),
                    text_sha256: sha256(wording.as_bytes()),
                    imported_at: now(),
                    source: perhaps(at),
                    reader: (*reader).into(),
                    encoding: "utf-8".into(),
                    original: words.bytes.clone(),
                    text: wording,
                    blocks: Blocks(vec![Block {
                        kind: BlockKind::Paragraph,
                        level: at as u8,
                        section: text(4),
                        start: 0,
                        end: 1,
                        from: vec![Origin(0, 1, 1)],
                        marks: vec![(0, 1)],
                        unlisted: vec![UnlistedMarker(0, 1, text(1))],
                    }]),
                })?;
            }
            let claim = Claim {
                uid: w.uid(),
                article: article.uid,
                serial: 7,
                statement: text(1),
                kind: Kind::Harm,
                status: Status::Accepted,
                section: text(2),
                because: Reasons(vec![text(3)]),
                confidence: Some(Confidence::Likely),
                merged_into: None,
            };
            w.add(&claim)?;
            w.add(&Occurrence {
                uid: w.uid(),
                claim: claim.uid,
                article: article.uid,
                version: 2,
                exact: text(4),
                prefix: perhaps(0).unwrap_or_default(),
                suffix: String::new(),
                start: 0,
                end: 9,
                count: 1,
                state: OccurrenceState::Moved,
                exact_with_markers: perhaps(3),
                heads: perhaps(1),
            })?;
            let reference = Reference {
                uid: w.uid(),
                article: article.uid,
                serial: 3,
                number: perhaps(4),
                section: perhaps(5).unwrap_or_default(),
                printed: text(6),
                doi_printed: perhaps(6),
                csl: newer.csl.clone(),
                work: Some(newer.uid),
                last_version: Some(1),
                retired_on: "2026-02-01".parse().ok(),
            };
            w.add(&reference)?;
            let citation = Citation {
                uid: w.uid(),
                claim: claim.uid,
                reference: reference.uid,
                origin: CitationOrigin::Person,
                state: CitationState::Asserted,
                score: words.score,
                strength: Some(Strength::Fair),
                because: Reasons(vec![text(5)]),
                note: perhaps(6),
                merged_into: None,
            };
            w.add(&citation)?;
            w.add(&Reading {
                uid: w.uid(),
                citation: citation.uid,
                person: person.uid,
                read_on: "2026-02-03".parse().unwrap(),
                stance: Stance::Partly,
                quote: perhaps(7),
                finding: perhaps(0),
                locator: perhaps(1),
                read_as: Some(ReadAs::Abstract),
                retired_on: None,
            })?;
            w.add(&Review {
                uid: w.uid(),
                claim: claim.uid,
                person: person.uid,
                reviewed_on: "2026-02-03".parse().unwrap(),
                verdict: Verdict::Partly,
                note: perhaps(2),
                due_on: Some("2027-02".parse().unwrap()),
                signature: Signature { statement: text(7), ..Signature::default() },
                settles: Some(ReviewList([w.uid()].into())),
                signed: perhaps(3),
            })?;
            let question = Note {
                uid: w.uid(),
                claim: claim.uid,
                person: person.uid,
                noted_on: "2026-02-03".parse().unwrap(),
                kind: NoteKind::Question,
                text: text(2),
                answers: None,
                retired_on: None,
            };
            w.add(&question)?;
            w.add(&Note {
                uid: w.uid(),
                kind: NoteKind::Answer,
                text: text(3),
                answers: Some(question.uid),
                retired_on: "2026-02-04".parse().ok(),
                ..question
            })?;
            w.add(&Assignment {
                uid: w.uid(),
                article: article.uid,
                claim: Some(claim.uid),
                person: person.uid,
                assigned_on: "2026-02-01".parse().unwrap(),
                assigned_by: Some(person.uid),
                ended_on: "2026-02-05".parse().ok(),
            })?;
            w.add(&Conflict {
                uid: w.uid(),
                entity: "claim".into(),
                row: claim.uid,
                late: Some(serde_json::json!({ "statement": text(2) }).to_string()),
                standing: Some(serde_json::json!({ "statement": text(3) }).to_string()),
                late_event: format!("{}:1", claim.uid),
                standing_event: Some(format!("{}:2", claim.uid)),
                late_by: "A. Reviewer".into(),
                standing_by: Some("B. Second".into()),
                found_at: now(),
                kept: Some(ConflictSide::Late),
                settled_by: Some(person.uid),
                settled_on: "2026-02-05".parse().ok(),
            })?;
            w.add(&Withdrawn {
                uid: w.uid(),
                entity: "claim".into(),
                article: Some(article.uid),
                serial: Some(8),
                withdrawn_at: now(),
                row: format!("{{\"statement\":{}}}", serde_json::json!(text(1))),
            })?;
            w.edit(&Claim { statement: text(6), ..claim })?;
        }
        Ok(())
    });
    catalogue
}
