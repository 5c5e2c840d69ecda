//! What the records of an article are known by, whatever their numbers: the words that the article prints, and the rank
//! among records of the same words. Two desks give one number to two claims, and a catalogue made anew from the article
//! gives its own; the words are the article's.

use super::article_of;
use crate::model::{Claim, Occurrence, OccurrenceState, Snapshot};
use crate::text;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a finding is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Subject {
    /// The key of the record's article.
    pub(super) article: String,
    /// The record's words, folded; none for the article itself.
    pub(super) words: String,
    /// How many records of the same words stand before it.
    pub(super) rank: usize,
}

/// The subjects of one article's findings.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    key: String,
    former_keys: Vec<String>,
    /// Claims and references by address.
    records: BTreeMap<String, Subject>,
    /// What tells a work from others, by its key: keys may be given anew.
    works: BTreeMap<String, String>,
}

impl Subjects {
    /// Those of a snapshot.
    pub(super) fn from_snapshot(snapshot: &Snapshot) -> Self {
        let mut subjects =
            Self { key: snapshot.key().to_owned(), former_keys: snapshot.former_keys.clone(), ..Self::default() };
        let mut ranks: BTreeMap<(char, String, String), usize> = BTreeMap::new();
        let mut put = |letter: char, address: String, words: String| {
            let article = article_of(&address).to_owned();
            let seen = ranks.entry((letter, article.clone(), words.clone())).or_default();
            subjects.records.insert(address, Subject { article, words: format!("{letter} {words}"), rank: *seen });
            *seen += 1;
        };
        let text = Text::from_snapshot(snapshot);
        let mut claims: Vec<(u32, u32, &Claim)> =
            snapshot.claims.iter().map(|c| (first_place(c, snapshot), c.serial, c)).collect();
        claims.sort_by_key(|(start, serial, _)| (*start, *serial));
        for (_, _, claim) in claims.iter().filter(|(_, _, claim)| snapshot.is_home(claim)) {
            put('c', snapshot.claim_address(claim), words_of(claim, snapshot, &text));
        }
        let mut entries: Vec<_> = snapshot.references.iter().chain(&snapshot.foreign_references).collect();
        // Entries that the list no longer holds come after those that it does.
        entries.sort_by_key(|r| (r.last_version.is_some(), r.serial));
        for entry in entries {
            put('r', snapshot.reference_address(entry), fold_words(&entry.printed));
        }
        for claim in snapshot.claims.iter().filter(|claim| !snapshot.is_home(claim)) {
            let (words, rank) = snapshot.home_words.get(&claim.uid).cloned().unwrap_or((claim.statement.clone(), 0));
            let address = snapshot.claim_address(claim);
            let article = article_of(&address).to_owned();
            let words = format!("c {}", fold_words(&words));
            subjects.records.insert(address, Subject { article, words, rank: rank as usize });
        }
        for work in snapshot.works.values() {
            let identity =
                work.doi.as_ref().map(|doi| doi.key().to_owned()).or_else(|| work.csl.title.as_deref().map(fold_words));
            subjects.works.extend(identity.map(|identity| (work.key.clone(), identity)));
        }
        subjects
    }

    /// The subject at an address; where no record of the article is there, the address itself is all that is known.
    pub(super) fn find(&self, address: &str) -> Cow<'_, Subject> {
        match self.records.get(address) {
            Some(subject) => Cow::Borrowed(subject),
            None if address == self.key => Cow::Owned(Subject { article: address.to_owned(), ..Subject::default() }),
            None => Cow::Owned(Subject {
                article: article_of(address).to_owned(),
                words: address.split_once('/').map(|(_, record)| record.to_owned()).unwrap_or_default(),
                rank: 0,
            }),
        }
    }

    /// The words of the claims, folded, as [`find`](Self::find) gives them.
    pub(super) fn words_of_claims(&self) -> impl Iterator<Item = &str> {
        self.records.values().map(|subject| subject.words.as_str()).filter(|words| words.starts_with("c "))
    }

    /// Keys that this article had before.
    pub(super) fn former_keys(&self, article: &str) -> impl Iterator<Item = &str> {
        self.former_keys.iter().filter(move |_| article == self.key).map(String::as_str)
    }

    /// A cause in which each address or work's key is put as the words or the identifier that it stands for.
    pub(super) fn without_numbers<'c>(&self, cause: &'c str) -> Cow<'c, str> {
        let bare = |word: &'c str| word.trim_matches([',', ';', ':', '.', '(', ')', '“', '”']);
        let meant = |word: &'c str| {
            let subject = self.records.get(bare(word)).map(|s| format!("<{} {}>", s.words, s.rank));
            subject.or_else(|| self.works.get(bare(word)).map(|identity| format!("<{identity}>")))
        };
        if !cause.split(' ').any(|word| meant(word).is_some()) {
            return Cow::Borrowed(cause);
        }
        let words = cause.split(' ').map(|word| match meant(word) {
            Some(meant) => Cow::Owned(word.replacen(bare(word), &meant, 1)),
            None => Cow::Borrowed(word),
        });
        Cow::Owned(words.collect::<Vec<_>>().join(" "))
    }
}

/// Words as two desks, and two readings of one file, write them alike.
pub(super) fn fold_words(words: &str) -> String {
    text::tokenise(words).join(" ")
}

/// Where a claim stands first; behind all others where it has no place.
fn first_place(claim: &Claim, snapshot: &Snapshot) -> u32 {
    snapshot.occurrences_of(claim.uid).find(|o| has_place(o)).map_or(u32::MAX, |o| o.start)
}

fn has_place(occurrence: &Occurrence) -> bool {
    occurrence.state != OccurrenceState::Orphaned
}

/// The words in which the article makes the claim now: where it was reworded, those that stand there today, as a catalogue
/// made from the article today would have them.
fn words_of(claim: &Claim, snapshot: &Snapshot, text: &Text) -> String {
    let occurrence = snapshot.occurrences_of(claim.uid).find(|o| has_place(o));
    let Some(o) = occurrence.or_else(|| snapshot.occurrences_of(claim.uid).next()) else {
        return fold_words(&claim.statement);
    };
    let now = match o.state {
        OccurrenceState::Changed | OccurrenceState::Ambiguous => text.slice(o.start, o.end).map(fold_words),
        _ => None,
    };
    now.filter(|words| !words.is_empty()).unwrap_or_else(|| fold_words(&o.exact))
}

/// The judged text, with the byte of each code point where it is needed.
struct Text<'s> {
    text: &'s str,
    bytes: Vec<usize>,
}

impl<'s> Text<'s> {
    fn from_snapshot(snapshot: &'s Snapshot) -> Self {
        let needed = snapshot
            .occurrences
            .iter()
            .any(|o| matches!(o.state, OccurrenceState::Changed | OccurrenceState::Ambiguous));
        let text = snapshot.version.as_ref().filter(|_| needed).map(|v| v.text.as_str()).unwrap_or_default();
        Self { text, bytes: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() }
    }

    fn slice(&self, start: u32, end: u32) -> Option<&'s str> {
        self.text.get(*self.bytes.get(start as usize)?..*self.bytes.get(end as usize)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Kind, Reasons, Status, Uid};

    fn claim(home: Uid, serial: u32, statement: &str) -> Claim {
        Claim {
            uid: Uid::new(jiff::Timestamp::UNIX_EPOCH),
            article: home,
            serial,
            statement: statement.into(),
            kind: Kind::Benefit,
            status: Status::Accepted,
            section: String::new(),
            because: Reasons(Vec::new()),
            confidence: None,
            merged_into: None,
        }
    }

    fn subjects(claims: &[(u32, &str)]) -> Subjects {
        let uid = Uid::new(jiff::Timestamp::UNIX_EPOCH);
        let article = Article {
            uid,
            key: "knee".into(),
            title: "Knees".into(),
            url: None,
            publisher: None,
            language: "en".into(),
            updated_on: None,
            last_reviewed_on: None,
            retired_on: None,
        };
        Subjects::from_snapshot(&Snapshot {
            article: Some(article),
            articles: BTreeMap::from([(uid, "knee".into())]),
            claims: claims.iter().map(|(serial, words)| claim(uid, *serial, words)).collect(),
            ..Snapshot::default()
        })
    }

    #[test]
    fn a_claim_is_known_by_its_words_and_equal_ones_by_their_rank() {
        let (one, other) =
            (subjects(&[(6, "Ice helps."), (7, "ice helps")]), subjects(&[(2, "Ice helps"), (9, "Ice  helps!")]));
        assert_eq!(one.find("knee/c6"), other.find("knee/c2"));
        assert_eq!(one.find("knee/c7"), other.find("knee/c9"));
        assert_ne!(one.find("knee/c6"), one.find("knee/c7"));
        assert_eq!(one.find("knee").words, "");
        assert_ne!(one.find("knee/c3"), one.find("knee/c4"), "what is not there is known by its address");
    }

    #[test]
    fn a_cause_names_records_by_their_words() {
        let subjects = subjects(&[(6, "Ice helps.")]);
        for (cause, expected) in [
            ("knee/c6; A. Reviewer", "<c ice helps 0>; A. Reviewer"),
            ("knee/c7", "knee/c7"),
            ("10.5555/knee.6", "10.5555/knee.6"),
            ("", ""),
        ] {
            assert_eq!(subjects.without_numbers(cause), expected);
        }
    }
}
