//! A small catalogue with a bit of everything: an invented article on knee pain, four claims, three references, what
//! registries answered, suggestions, a reading, two reviews, and a correction that came after one of them.

mod sources;

use claimbook::catalogue::{Catalogue, Deed, Error, Writing};
use claimbook::evidence;
use claimbook::model::*;
use std::path::Path;

/// The first sentence of each paragraph is no claim, so that every claim stands in a context.
const PREVALENCE: &str = "About 40% of adults over 50 have knee pain in any month.";
const REVIEW: &str = "A 2022 review found that strength training reduces pain in the knee.";
const TRAINING: &str = "Train your thighs twice a week for at least 12 weeks.";
const IBUPROFEN: &str = "Taking ibuprofen for more than 10 days is safe.";

/// The file that the article came from, relative to the catalogue.
const SOURCE: &str = "knee-pain.md";

/// The sample as `claimbook.db` in a folder.
pub(crate) fn sample_in(folder: &Path) -> Catalogue {
    sample_dressed(folder, str::to_owned)
}

/// The same with every text that people read changed by `dress`.
pub(crate) fn sample_dressed(folder: &Path, dress: fn(&str) -> String) -> Catalogue {
    let mut catalogue = Catalogue::create(&folder.join("claimbook.db"), super::clock::now()).unwrap();
    fill(&mut catalogue, dress);
    catalogue
}

fn fill(catalogue: &mut Catalogue, dress: fn(&str) -> String) {
    let mut sample = Sample { catalogue, dress };
    let article = sample.article();
    let works = sample.works();
    let references = sample.references(&article, &works);
    let claims = sample.claims(&article);
    let reviewers = sample.people(&article);
    let citations = sample.citations(&claims, &references);
    sample.answers(&works);
    sample.reading(&citations[0], &reviewers[0]);
    sample.review(&claims[0], &reviewers[0], Verdict::Supported, "2026-11-20T15:00:00Z");
    sample.review(&claims[2], &reviewers[1], Verdict::Partly, "2026-11-20T16:00:00Z");
    sample.correction(&works[1]);
}

/// Lets a second article, `hip-pain`, word the claim `knee-pain/c1` too.
pub(crate) fn word_elsewhere(catalogue: &mut Catalogue) {
    let mut sample = Sample { catalogue, dress: str::to_owned };
    sample.write("E. Editor", "import", "2026-11-21T09:00:00Z", |w| {
        let home = w.view().article("knee-pain")?;
        let claim = w.view().claim(home.uid, 1)?.expect("the sample has a first claim");
        let article = Article { uid: w.uid(), key: "hip-pain".into(), title: "Hip pain".into(), url: None, ..home };
        let text = format!("Hips hurt less often than knees. {PREVALENCE}");
        let end = text.chars().count() as u32;
        let block = Block {
            kind: BlockKind::Paragraph,
            level: 0,
            section: String::new(),
            start: 0,
            end,
            from: vec![Origin(0, 5, 1)],
            marks: Vec::new(),
            unlisted: Vec::new(),
        };
        let version = Version {
            uid: w.uid(),
            article: article.uid,
            n: 1,
            sha256: "2".repeat(64),
            text_sha256: "3".repeat(64),
            imported_at: w.time(),
            source: Some("hip-pain.md".into()),
            reader: "markdown".into(),
            encoding: "utf-8".into(),
            original: text.clone().into_bytes(),
            text,
            blocks: Blocks(vec![block]),
        };
        w.add(&article)?;
        w.add(&version)?;
        w.add(&occurrence(w, &claim, &version))
    });
}

struct Sample<'c> {
    catalogue: &'c mut Catalogue,
    dress: fn(&str) -> String,
}

impl Sample<'_> {
    /// One command, at its own time, so that what it makes sorts after what was there.
    fn write<T>(
        &mut self,
        who: &str,
        command: &str,
        at: &str,
        change: impl FnOnce(&mut Writing<'_>) -> Result<T, Error>,
    ) -> T {
        let deed = Deed { who: (self.dress)(who), command: command.into(), at: at.parse().unwrap(), reason: None };
        self.catalogue.write(&deed, change).unwrap()
    }

    fn text(&self, plain: &str) -> String {
        (self.dress)(plain)
    }

    fn article(&mut self) -> Article {
        let (title, publisher) = (self.text("Knee pain after 50"), self.text("Example Health"));
        let (text, blocks) = self.wording();
        self.write("E. Editor", "import", "2026-11-20T09:00:00Z", |w| {
            let article = Article {
                uid: w.uid(),
                key: "knee-pain".into(),
                title,
                url: Some("https://example.org/knee-pain".into()),
                publisher: Some(publisher),
                language: "en".into(),
                updated_on: Some("2025-06-30".parse().unwrap()),
                last_reviewed_on: Some("2025-06".parse().unwrap()),
                retired_on: None,
            };
            w.add(&article)?;
            w.add(&Version {
                uid: w.uid(),
                article: article.uid,
                n: 1,
                sha256: "0".repeat(64),
                text_sha256: "1".repeat(64),
                imported_at: w.time(),
                source: Some(SOURCE.into()),
                reader: "markdown".into(),
                encoding: "utf-8".into(),
                original: text.clone().into_bytes(),
                text,
                blocks,
            })?;
            Ok(article)
        })
    }

    /// The article's text: every second line of the file is a block.
    fn wording(&self) -> (String, Blocks) {
        use BlockKind::{About, Heading, Paragraph, Title};
        let t = |plain: &str| self.text(plain);
        let lines = [
            (Title, "", t("Knee pain after 50")),
            (About, "", "Reviewed by A. Reviewer, PT, DPT. Last updated: Jun 30, 2025".to_owned()),
            (Heading, "", t("How common it is")),
            (
                Paragraph,
                "How common it is",
                format!("Stairs can be hard. {} It is a frequent reason to see a doctor.", t(PREVALENCE)),
            ),
            (Heading, "", t("What helps")),
            (Paragraph, "What helps", format!("Rest is rarely the answer. {} {}", t(REVIEW), t(TRAINING))),
            (Paragraph, "What helps", t(IBUPROFEN)),
        ];
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for (n, (kind, section, words)) in (0..).zip(lines) {
            if n > 0 {
                text.push_str("\n\n");
            }
            let start = text.chars().count() as u32;
            text.push_str(&words);
            let end = text.chars().count() as u32;
            let section = if section.is_empty() { String::new() } else { t(section) };
            blocks.push(Block {
                kind,
                level: 0,
                section,
                start,
                end,
                from: vec![Origin(start, 2 * n + 1, 1)],
                marks: Vec::new(),
                unlisted: Vec::new(),
            });
        }
        (text, Blocks(blocks))
    }

    fn claims(&mut self, article: &Article) -> Vec<Claim> {
        use Kind::{Harm, Prevalence, Recommendation, SourceDescription};
        use Status::{Accepted, Proposed};
        let claims = [
            (PREVALENCE, Prevalence, Accepted, "How common it is", "holds a figure: 40%"),
            (REVIEW, SourceDescription, Proposed, "What helps", "names a source: a 2022 review"),
            (TRAINING, Recommendation, Accepted, "What helps", "gives a dose: twice a week, at least 12 weeks"),
            (IBUPROFEN, Harm, Proposed, "What helps", "speaks of safety: safe"),
        ];
        let dress = self.dress;
        self.write("E. Editor", "import", "2026-11-20T09:00:03Z", |w| {
            let version = w.view().newest_version(article.uid)?.expect("the article has a version");
            let mut made = Vec::new();
            for (serial, (plain, kind, status, section, reason)) in (1..).zip(claims) {
                let claim = Claim {
                    uid: w.uid(),
                    article: article.uid,
                    serial,
                    statement: dress(plain),
                    kind,
                    status,
                    section: dress(section),
                    because: Reasons(vec![dress(reason)]),
                    confidence: None,
                    merged_into: None,
                };
                w.add(&claim)?;
                w.add(&occurrence(w, &claim, &version))?;
                made.push(claim);
            }
            Ok(made)
        })
    }

    fn people(&mut self, article: &Article) -> Vec<Person> {
        let named = [(self.text("A. Reviewer"), self.text("PT, DPT")), (self.text("B. Second"), self.text("MD"))];
        self.write("E. Editor", "import", "2026-11-20T09:00:04Z", |w| {
            let mut made = Vec::new();
            for (name, credentials) in named {
                let person = Person {
                    uid: w.uid(),
                    name,
                    credentials: Some(credentials),
                    contact: None,
                    declared_id: None,
                    merged_into: None,
                    retired_on: None,
                };
                w.add(&person)?;
                made.push(person);
            }
            let part = ArticlePerson {
                uid: w.uid(),
                article: article.uid,
                person: made[0].uid,
                role: Role::Reviewer,
                position: 1,
            };
            w.add(&part)?;
            Ok(made)
        })
    }

    /// c1 rests on r1 as printed, c3 on r2 since a person linked them; for c2 there are two suggestions, for c4 nothing.
    fn citations(&mut self, claims: &[Claim], references: &[Reference]) -> Vec<Citation> {
        use CitationOrigin::{Article, Person, Tool};
        let citations = [
            (0, 0, Article, None, ""),
            (
                1,
                1,
                Tool,
                Some((0.86, Strength::Strong)),
                "shares rare words: strength, training; the sentence names a review of 2022",
            ),
            (1, 2, Tool, Some((0.22, Strength::Weak)), "shares a word: knee"),
            (2, 1, Person, None, ""),
        ];
        let dress = self.dress;
        self.write("A. Reviewer", "link", "2026-11-20T10:00:00Z", |w| {
            let mut made = Vec::new();
            for (claim, reference, origin, suggested, reason) in citations {
                let citation = Citation {
                    uid: w.uid(),
                    claim: claims[claim].uid,
                    reference: references[reference].uid,
                    origin,
                    state: if suggested.is_some() { CitationState::Suggested } else { CitationState::Asserted },
                    score: suggested.map(|(score, _)| score),
                    strength: suggested.map(|(_, strength)| strength),
                    because: Reasons(if reason.is_empty() { vec![] } else { vec![dress(reason)] }),
                    note: None,
                    merged_into: None,
                };
                w.add(&citation)?;
                made.push(citation);
            }
            Ok(made)
        })
    }

    /// doi.org knows the first DOI; nobody was asked about the second.
    fn answers(&mut self, works: &[Work]) {
        let answer =
            ExistsAnswer { state: DoiState::Exists, agency: Some("Crossref".into()), target: None, alias_of: None };
        let identifier = works[0].doi.as_ref().expect("the first work has a DOI").key().to_owned();
        self.write("A. Reviewer", "check", "2026-11-20T11:00:00Z", |w| {
            w.observe(&[Observation {
                uid: w.uid(),
                service: "doi.org".into(),
                subject: Subject::Exists,
                scheme: "doi".into(),
                identifier,
                answer: serde_json::to_string(&answer).unwrap(),
                body_sha256: None,
                first_asked_at: w.time(),
                asked_at: w.time(),
            }])
        });
    }

    fn reading(&mut self, citation: &Citation, person: &Person) {
        let quote =
            self.text("Of 2,310 adults over 50, 38.2% (95% CI 33.1 to 43.6) reported knee pain in the past month.");
        let (finding, locator) = (self.text("Two in five, in one region."), self.text("Results, paragraph 2"));
        self.write("A. Reviewer", "verify", "2026-11-20T14:00:00Z", |w| {
            w.add(&Reading {
                uid: w.uid(),
                citation: citation.uid,
                person: person.uid,
                read_on: jiff::civil::date(2026, 11, 20),
                stance: Stance::Supports,
                quote: Some(quote),
                finding: Some(finding),
                locator: Some(locator),
                read_as: Some(ReadAs::Abstract),
                retired_on: None,
            })
        });
    }

    fn review(&mut self, claim: &Claim, person: &Person, verdict: Verdict, at: &str) {
        let note = self.text("The words fit what the source says.");
        let (who, claim) = (person.name.clone(), claim.clone());
        let deed = Deed { who, command: "review".into(), at: at.parse().unwrap(), reason: None };
        let done: Result<(), Error> = self.catalogue.write(&deed, |w| {
            let home = w.view().article("knee-pain")?;
            let signature = evidence::build_signature(&claim, &w.view().snapshot(&home)?);
            w.add(&Review {
                uid: w.uid(),
                claim: claim.uid,
                person: person.uid,
                reviewed_on: jiff::civil::date(2026, 11, 20),
                verdict,
                note: Some(note),
                due_on: None,
                signature,
                settles: None,
                signed: None,
            })
        });
        done.unwrap();
    }

    fn correction(&mut self, work: &Work) {
        self.write("A. Reviewer", "import", "2026-11-22T08:00:00Z", |w| {
            w.add(&Notice {
                uid: w.uid(),
                work: work.uid,
                kind: NoticeKind::Correction,
                source: "crossref".into(),
                noticed_on: Some("2026-11-21".parse().unwrap()),
                doi: Some("10.5555/knee.2022.2c".parse().unwrap()),
                label: None,
            })
        });
    }
}

/// Where a claim's statement stands in the text.
fn occurrence(w: &Writing<'_>, claim: &Claim, version: &Version) -> Occurrence {
    let byte = version.text.find(&claim.statement).expect("the article words the claim");
    let (before, rest) = version.text.split_at(byte);
    let start = before.chars().count() as u32;
    let length = claim.statement.chars().count();
    let prefix: Vec<char> = before.chars().rev().take(32).collect();
    Occurrence {
        uid: w.uid(),
        claim: claim.uid,
        article: version.article,
        version: version.n,
        exact: claim.statement.clone(),
        prefix: prefix.into_iter().rev().collect(),
        suffix: rest.chars().skip(length).take(32).collect(),
        start,
        end: start + length as u32,
        count: 1,
        state: OccurrenceState::Exact,
        exact_with_markers: None,
        heads: None,
    }
}
