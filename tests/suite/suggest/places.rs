//! Places of articles of which the right references are known: the shared samples, where they are beside the project, and an
//! article of our own.

use claimbook::model::{Block, BlockKind, Blocks, CslDate, Item, Kind, Name, PartialDate};
use claimbook::suggest::{CandidateWork, ClaimText, Suggestion, SuggestionIndex};
use claimbook::text::{CharIndex, split_sentences};
use serde_json::Value;

/// An article: its list from titles, years and first authors alone, its sentences, and what some of them cite.
pub(crate) struct Document {
    pub name: String,
    list: Vec<(String, Item)>,
    sentences: Vec<Sentence>,
    cited: Vec<Cited>,
}

struct Sentence {
    statement: String,
    paragraph: String,
    section: String,
}

impl Sentence {
    fn as_claim(&self) -> ClaimText<'_> {
        ClaimText { statement: &self.statement, context: &self.paragraph, section: &self.section, kind: Kind::Context }
    }
}

/// A place that cites: the sentence, and the keys of the references that its marker names.
struct Cited {
    sentence: usize,
    right: Vec<String>,
}

/// A place with what was suggested for its sentence, best first.
pub(crate) struct Found<'d> {
    pub document: &'d Document,
    pub suggested: Vec<Suggestion>,
    right: Vec<String>,
}

impl Found<'_> {
    /// Whether a suggestion is an entry that the marker names.
    pub(crate) fn is_entry(&self, suggestion: &Suggestion) -> bool {
        self.document.list.get(suggestion.candidate).is_some_and(|(key, _)| self.right.contains(key))
    }

    /// Whether it is that, or an entry of the same title: a list that restarts by section has a work more than once.
    pub(crate) fn is_work(&self, suggestion: &Suggestion) -> bool {
        let titled =
            |key: &str| self.document.list.iter().find(|(k, _)| k == key).and_then(|(_, i)| i.title.as_deref());
        let title = self.document.list.get(suggestion.candidate).and_then(|(_, item)| item.title.as_deref());
        self.right.iter().any(|key| titled(key) == title)
    }
}

/// The shared samples; nothing where they are not beside the project.
pub(crate) fn samples() -> Vec<Document> {
    read(&format!("{}/../shared/samples/claim-links", env!("CARGO_MANIFEST_DIR")))
}

/// An article of our own in the same form.
pub(crate) fn own() -> Vec<Document> {
    read(&format!("{}/tests/fixtures/suggest", env!("CARGO_MANIFEST_DIR")))
}

impl Document {
    /// The same article with its list by the alphabet: nothing but words is left to go by.
    pub(crate) fn by_alphabet(mut self) -> Self {
        let author = |item: &Item| item.author.first().map(|a| a.short_name().to_lowercase()).unwrap_or_default();
        self.list.sort_by_key(|(_, item)| author(item));
        self
    }

    /// The same article with the sentences alone that detection proposes; a place in another one finds nothing.
    pub(crate) fn into_detected(mut self) -> Self {
        let mut kept: Vec<Option<usize>> = Vec::new();
        let mut sentences: Vec<Sentence> = Vec::new();
        let (mut paragraph, mut proposed) = (String::new(), Vec::new());
        for sentence in self.sentences {
            if sentence.paragraph != paragraph {
                proposed = propose(&sentence.paragraph, &sentence.section);
                paragraph.clone_from(&sentence.paragraph);
            }
            let is_claim = proposed.iter().any(|words| sentence.statement.contains(words.as_str()));
            kept.push(is_claim.then_some(sentences.len()));
            sentences.extend(is_claim.then_some(sentence));
        }
        for cited in &mut self.cited {
            cited.sentence = kept.get(cited.sentence).copied().flatten().unwrap_or(usize::MAX);
        }
        self.sentences = sentences;
        self
    }

    /// What is suggested for each place that cites, when every sentence is a claim; and for sentences that cite nothing.
    pub(crate) fn suggest(&self) -> (Vec<Found<'_>>, Vec<Vec<Suggestion>>) {
        let candidates: Vec<CandidateWork<'_>> = self
            .list
            .iter()
            .map(|(_, item)| CandidateWork { item, abstract_text: None, publication_types: None, terms: &[] })
            .collect();
        let texts: Vec<ClaimText<'_>> = self.sentences.iter().map(Sentence::as_claim).collect();
        let ranked = SuggestionIndex::new(&candidates).rank(&texts);
        let found = self.cited.iter().map(|cited| Found {
            document: self,
            suggested: ranked.get(cited.sentence).cloned().unwrap_or_default(),
            right: cited.right.clone(),
        });
        let found = found.collect();
        let others = ranked.into_iter().enumerate().filter(|(at, _)| !self.cited.iter().any(|c| c.sentence == *at));
        (found, others.map(|(_, suggested)| suggested).collect())
    }
}

/// The sentences and clauses of a paragraph that detection proposes.
fn propose(paragraph: &str, section: &str) -> Vec<String> {
    let block = Block {
        kind: BlockKind::Paragraph,
        level: 0,
        section: section.to_owned(),
        start: 0,
        end: paragraph.chars().count() as u32,
        from: Vec::new(),
        marks: Vec::new(),
        unlisted: Vec::new(),
    };
    let found = claimbook::detect::detect_claims(paragraph, &Blocks(vec![block]), "en").proposals;
    let places = CharIndex::new(paragraph);
    let spans = found.iter().flat_map(|p| std::iter::once((p.start, p.end)).chain(p.also.iter().copied()));
    spans.map(|(start, end)| places.slice(start, end).trim().to_owned()).collect()
}

fn read(folder: &str) -> Vec<Document> {
    let rows = |name: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(format!("{folder}/{name}.jsonl")).unwrap_or_default();
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    };
    let mut documents: Vec<Document> = Vec::new();
    for row in rows("references") {
        let name = text_of(&row, "doc");
        if documents.last().is_none_or(|last| last.name != name) {
            documents.push(Document { name, list: Vec::new(), sentences: Vec::new(), cited: Vec::new() });
        }
        let title =
            Some(text_of(&row, "title")).filter(|title| !title.is_empty()).unwrap_or_else(|| text_of(&row, "raw"));
        let year = text_of(&row, "year").parse().ok();
        let item = item(&text_of(&row, "first_author"), year, &title);
        documents.iter_mut().rev().take(1).for_each(|last| last.list.push((text_of(&row, "key"), item.clone())));
    }
    for row in rows("paragraphs") {
        let name = text_of(&row, "doc");
        // Articles without a list are not read.
        documents.iter_mut().filter(|document| document.name == name).for_each(|document| document.add(&row));
    }
    documents
}

impl Document {
    fn add(&mut self, paragraph: &Value) {
        let text = text_of(paragraph, "text");
        let (places, spans) = (CharIndex::new(&text), split_sentences(&text, "en"));
        let first = self.sentences.len();
        self.sentences.extend(spans.iter().map(|span| Sentence {
            statement: places.slice(span.start, span.end).to_owned(),
            paragraph: text.clone(),
            section: text_of(paragraph, "section"),
        }));
        for citation in paragraph["citations"].as_array().into_iter().flatten() {
            let at = citation["offset"].as_u64().unwrap_or_default() as u32;
            let Some(sentence) = spans.iter().rposition(|span| span.start < at) else { continue };
            let right = citation["refs"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
            self.cited.push(Cited { sentence: first + sentence, right: right.collect() });
        }
    }
}

fn text_of(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

pub(crate) fn item(author: &str, year: Option<i64>, title: &str) -> Item {
    Item {
        author: (!author.is_empty()).then(|| Name::person(author, None)).into_iter().collect(),
        issued: PartialDate::from_parts(year, None, None).ok().map(CslDate),
        title: Some(title.to_owned()),
        ..Item::default()
    }
}
