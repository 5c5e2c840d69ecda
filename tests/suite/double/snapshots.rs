//! Tiny snapshots for tests: a fictitious article on knee pain in which everything is in order, and ways to spoil it.

use claimbook::evidence::build_signature;
use claimbook::model::*;
use jiff::civil::{Date, date};

/// The day on which the tests run.
pub(crate) const TODAY: Date = date(2024, 6, 30);

/// A snapshot in the making.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) s: Snapshot,
    pub(crate) settings: Settings,
    uids: i64,
}

/// A page that answers.
pub(crate) fn reached() -> PageAnswer {
    let state = PageState::Reached;
    let heard = PageHeard { state, status: Some(200), moved_to: None, https_answers: None, confirmed: false };
    PageAnswer::follow(None, heard, jiff::Timestamp::UNIX_EPOCH)
}

impl Case {
    /// The article without a claim: dates, a reviewer, a title.
    pub(crate) fn empty() -> Self {
        let mut case = Self { s: Snapshot::default(), settings: Settings::default(), uids: 0 };
        let article = case.uid();
        case.s.article = Some(Article {
            uid: article,
            key: "knee-pain".into(),
            title: "Knee pain".into(),
            url: None,
            publisher: Some("Knee Clinic".into()),
            language: "en".into(),
            updated_on: "2024-03-01".parse().ok(),
            last_reviewed_on: "2024-04-01".parse().ok(),
            retired_on: None,
        });
        case.s.articles.insert(article, "knee-pain".into());
        case.s.version = Some(Version {
            uid: case.uid(),
            article,
            n: 1,
            sha256: String::new(),
            text_sha256: "text-1".into(),
            imported_at: jiff::Timestamp::UNIX_EPOCH,
            source: Some("articles/knee-pain.md".into()),
            reader: "markdown".into(),
            encoding: "utf-8".into(),
            original: Vec::new(),
            text: String::new(),
            blocks: Blocks::default(),
        });
        case.block(BlockKind::Title, "Knee pain");
        case.person("A. Reviewer", Some("PT"), Role::Reviewer);
        case
    }

    /// The article with one claim, `c1`, that no rule has anything to say about: cited to `r1`, read, reviewed.
    pub(crate) fn sound() -> Self {
        let mut case = Self::empty();
        let claim = case.claim(Kind::Mechanism, "Cartilage in the knee has no blood supply.");
        let reference =
            case.work("smith2023", 2023, "Smith J. Cartilage of the knee. Knee J. 2023;1:1-9. doi:10.5555/knee.1");
        case.smith().publication_types = Some("Systematic Review".into());
        let citation = case.cite(claim, reference);
        case.read(citation, "Cartilage is avascular.", "p. 3", ReadAs::FullText);
        case.review(claim, "A. Reviewer", Verdict::Supported, date(2024, 4, 1));
        case
    }

    pub(crate) fn uid(&mut self) -> Uid {
        self.uids += 1;
        Uid::new(jiff::Timestamp::from_second(self.uids).unwrap())
    }

    /// Adds a block of text, a line of its own in the file; gives its place.
    pub(crate) fn block(&mut self, kind: BlockKind, text: &str) -> (u32, u32) {
        let version = self.s.version.as_mut().unwrap();
        if !version.text.is_empty() {
            version.text.push_str("\n\n");
        }
        let start = version.text.chars().count() as u32;
        version.text.push_str(text);
        let end = start + text.chars().count() as u32;
        let line = version.blocks.0.len() as u32 * 2 + 1;
        version.blocks.0.push(Block {
            kind,
            level: 0,
            section: String::new(),
            start,
            end,
            from: vec![Origin(start, line, 1)],
            marks: Vec::new(),
            unlisted: Vec::new(),
        });
        (start, end)
    }

    pub(crate) fn person(&mut self, name: &str, credentials: Option<&str>, role: Role) -> Uid {
        let (uid, part) = (self.uid(), self.uid());
        let person = Person {
            uid,
            name: name.into(),
            credentials: credentials.map(Into::into),
            contact: None,
            declared_id: None,
            merged_into: None,
            retired_on: None,
        };
        let article = self.article();
        let position = self.s.people.len() as u32 + 1;
        self.s.people.push((ArticlePerson { uid: part, article, person: uid, role, position }, person.clone()));
        self.s.persons.insert(uid, person);
        uid
    }

    pub(crate) fn article(&self) -> Uid {
        self.s.article.as_ref().unwrap().uid
    }

    /// An accepted claim, worded as it is stated, in a paragraph of its own.
    pub(crate) fn claim(&mut self, kind: Kind, statement: &str) -> Uid {
        let claim = self.stated(kind, statement);
        self.occurrence(claim, statement);
        claim
    }

    /// An accepted claim without a place.
    pub(crate) fn stated(&mut self, kind: Kind, statement: &str) -> Uid {
        let (uid, article, serial) = (self.uid(), self.article(), self.s.claims.len() as u32 + 1);
        let (statement, section) = (statement.to_owned(), String::new());
        let (status, because) = (Status::Accepted, Reasons::default());
        self.s.claims.push(Claim {
            uid,
            article,
            serial,
            statement,
            kind,
            status,
            section,
            because,
            confidence: None,
            merged_into: None,
        });
        uid
    }

    pub(crate) fn occurrence(&mut self, claim: Uid, exact: &str) -> Uid {
        let (start, end) = self.block(BlockKind::Paragraph, exact);
        let (uid, article) = (self.uid(), self.article());
        let (prefix, suffix, state) = (String::new(), String::new(), OccurrenceState::Exact);
        let exact = exact.to_owned();
        self.s.occurrences.push(Occurrence {
            uid,
            claim,
            article,
            version: 1,
            exact,
            prefix,
            suffix,
            start,
            end,
            count: 1,
            state,
            exact_with_markers: None,
            heads: None,
        });
        uid
    }

    /// A work with an entry of the list; the DOI is the entry's last word after `doi:`, and it exists.
    pub(crate) fn work(&mut self, key: &str, year: i64, printed: &str) -> Uid {
        let doi = printed.rsplit_once("doi:").map(|(_, doi)| doi.to_owned());
        let uid = self.uid();
        let issued = Some(CslDate(PartialDate::from_parts(Some(year), None, None).unwrap()));
        let title = printed.split(". ").nth(1).map(Into::into);
        let csl = Item { issued, title, doi: doi.clone(), ..Item::default() };
        let work = Work {
            uid,
            key: key.into(),
            doi: doi.as_deref().and_then(|d| d.parse().ok()),
            pmid: None,
            pmcid: None,
            isbn: None,
            nbk: None,
            arxiv: None,
            url: None,
            csl: csl.clone(),
            abstract_text: None,
            publication_types: None,
            level: None,
            level_reason: None,
            seminal: false,
            superseded_by: None,
            merged_into: None,
        };
        if let Some(doi) = &work.doi {
            self.heard(doi.key(), DoiState::Exists);
            let item = Item { author: Vec::new(), doi: Some(doi.key().into()), ..csl.clone() };
            self.registered(doi.key(), &MetadataAnswer { item, ..MetadataAnswer::default() });
            self.noticed(doi.key(), &[]);
            self.paged("https://pub.example/knee", &reached());
        }
        self.s.works.insert(uid, work);
        self.reference(printed, csl, Some(uid), doi)
    }

    pub(crate) fn reference(
        &mut self,
        printed: &str,
        csl: Item,
        work: Option<Uid>,
        doi_printed: Option<String>,
    ) -> Uid {
        self.block(BlockKind::Reference, printed);
        let (uid, article, serial) = (self.uid(), self.article(), self.s.references.len() as u32 + 1);
        let (number, section, printed) = (Some(serial.to_string()), "References".to_owned(), printed.to_owned());
        let last_version = None;
        self.s.references.push(Reference {
            uid,
            article,
            serial,
            number,
            section,
            printed,
            doi_printed,
            csl,
            work,
            last_version,
            retired_on: None,
        });
        uid
    }

    /// What doi.org answers, in place of what it answered before.
    pub(crate) fn heard(&mut self, doi: &str, state: DoiState) {
        let target = (state == DoiState::Exists).then(|| "https://pub.example/knee".to_owned());
        let alias_of = (state == DoiState::Alias).then(|| "10.5555/prime".to_owned());
        let answer = ExistsAnswer { state, agency: Some("Crossref".into()), target, alias_of };
        self.observe("doi.org", Subject::Exists, "doi", doi, &answer);
    }

    /// What a page said.
    pub(crate) fn paged(&mut self, url: &str, answer: &PageAnswer) {
        self.observe("page", Subject::Page, "url", url, answer);
    }

    /// What a registry answers about a DOI's metadata.
    pub(crate) fn registered(&mut self, doi: &str, answer: &MetadataAnswer) {
        self.observe("crossref", Subject::Metadata, "doi", doi, answer);
    }

    /// What Crossref answers about notices: these, each of 2024-05-02.
    pub(crate) fn noticed(&mut self, doi: &str, kinds: &[NoticeKind]) {
        let notice = |kind: &NoticeKind| RegisteredNotice {
            on: "2024-05-02".parse().ok(),
            doi: "10.5555/notice.1".parse().ok(),
            ..RegisteredNotice::new(*kind, "crossref")
        };
        let answer = NoticesAnswer { notices: kinds.iter().map(notice).collect(), ..NoticesAnswer::default() };
        self.observe("crossref", Subject::Notices, "doi", doi, &answer);
    }

    /// An answer in place of what the service answered before.
    pub(crate) fn observe(
        &mut self,
        service: &str,
        subject: Subject,
        scheme: &str,
        identifier: &str,
        answer: &impl serde::Serialize,
    ) {
        let at: jiff::Timestamp = "2024-06-01T08:00:00Z".parse().unwrap();
        let observation = Observation {
            uid: self.uid(),
            service: service.into(),
            subject,
            scheme: scheme.into(),
            identifier: identifier.into(),
            answer: serde_json::to_string(answer).unwrap(),
            body_sha256: None,
            first_asked_at: at,
            asked_at: at,
        };
        let same = |o: &Observation| {
            (o.subject, &*o.service, &*o.scheme, &*o.identifier) == (subject, service, scheme, identifier)
        };
        let others = std::mem::take(&mut self.s.observations).into_iter().filter(|o| !same(o));
        self.s.observations = others.chain([observation]).collect();
    }

    /// An asserted citation.
    pub(crate) fn cite(&mut self, claim: Uid, reference: Uid) -> Uid {
        let (uid, origin, state) = (self.uid(), CitationOrigin::Person, CitationState::Asserted);
        let (score, strength, because, note) = (None, None, Reasons::default(), None);
        self.s.citations.push(Citation {
            uid,
            claim,
            reference,
            origin,
            state,
            score,
            strength,
            because,
            note,
            merged_into: None,
        });
        uid
    }

    /// A reading by the reviewer.
    pub(crate) fn read(&mut self, citation: Uid, quote: &str, locator: &str, read_as: ReadAs) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let reading = Reading {
            uid: self.uid(),
            citation,
            person: self.find_named("A. Reviewer"),
            read_on: date(2024, 3, 20),
            stance: Stance::Supports,
            quote: some(quote),
            finding: None,
            locator: some(locator),
            read_as: Some(read_as),
            retired_on: None,
        };
        self.s.readings.push(reading);
    }

    fn find_named(&self, name: &str) -> Uid {
        self.s.persons.values().find(|p| p.name == name).unwrap().uid
    }

    /// A review that signs what is there now.
    pub(crate) fn review(&mut self, claim: Uid, by: &str, verdict: Verdict, reviewed_on: Date) {
        // A clone has an index of its own, so that the snapshot can still change.
        let now = self.s.clone();
        let review = Review {
            uid: self.uid(),
            claim,
            person: self.find_named(by),
            reviewed_on,
            verdict,
            note: None,
            due_on: None,
            signature: build_signature(now.claim(claim).unwrap(), &now),
            settles: None,
            signed: None,
        };
        self.s.reviews.push(review);
    }

    /// Every review signs what is there now.
    pub(crate) fn sign_again(&mut self) {
        let now = self.s.clone();
        for review in &mut self.s.reviews {
            review.signature = build_signature(now.claim(review.claim).unwrap(), &now);
        }
    }

    pub(crate) fn notice(&mut self, work: &str, kind: NoticeKind, on: &str) {
        let uid = self.uid();
        let work = self.s.works.values().find(|w| w.key == work).unwrap().uid;
        let (source, noticed_on, doi, label) = ("crossref".to_owned(), on.parse().ok(), None, None);
        self.s.notices.push(Notice { uid, work, kind, source, noticed_on, doi, label });
    }

    pub(crate) fn r1(&mut self) -> &mut Reference {
        &mut self.s.references[0]
    }

    pub(crate) fn o1(&mut self) -> &mut Occurrence {
        &mut self.s.occurrences[0]
    }

    pub(crate) fn smith(&mut self) -> &mut Work {
        self.s.works.values_mut().find(|w| w.key == "smith2023").unwrap()
    }

    /// A cited, read and reviewed claim, beside `c1`.
    pub(crate) fn reviewed(&mut self, kind: Kind, statement: &str, quote: &str) -> Uid {
        let claim = self.claim(kind, statement);
        let reference = self.s.references[0].uid;
        let citation = self.cite(claim, reference);
        self.read(citation, quote, "p. 4", ReadAs::FullText);
        self.review(claim, "A. Reviewer", Verdict::Supported, date(2024, 4, 1));
        claim
    }
}

/// The case's article.
pub(crate) fn article(c: &mut Case) -> &mut Article {
    c.s.article.as_mut().unwrap()
}
