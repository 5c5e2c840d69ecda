//! What somebody saw of a claim when they decided. Another process may have changed it meanwhile: then the decision is refused,
//! and both states are told.

use crate::catalogue::View;
use crate::evidence::find_work_notices;
use crate::model::{Article, CitationState, Claim, Snapshot, Uid, to_hex};
use crate::tasks::Failure;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The state of a claim, part by part: what a decision about it rests on. Suggestions are no part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenClaim {
    address: String,
    /// The claim, its citations and its works.
    facts: SeenParts,
    /// What people found and decided.
    judgements: SeenParts,
}

/// What a part is called, the row it is of, and its state.
type SeenParts = BTreeMap<(String, Uid), String>;

impl SeenClaim {
    /// The state of a claim now; none where it is no longer there.
    pub fn read(view: View<'_>, home: &Article, claim: Uid) -> Result<Option<Self>, Failure> {
        let Some(claim) = view.get::<Claim>(claim)? else { return Ok(None) };
        Ok(Some(Self::from_snapshot(&claim, &view.snapshot(home)?)))
    }

    /// The same of a snapshot that is loaded.
    pub fn from_snapshot(claim: &Claim, snapshot: &Snapshot) -> Self {
        let (mut facts, mut judgements) = (SeenParts::new(), SeenParts::new());
        let mut put = |what: String, of: Uid, state: String| _ = facts.insert((what, of), state);
        let mut judge = |what: String, of: Uid, state: String| _ = judgements.insert((what, of), state);
        put("its status".to_owned(), claim.uid, claim.status.to_string());
        put("its statement".to_owned(), claim.uid, format!("“{}”", claim.statement));
        put("its kind".to_owned(), claim.uid, claim.kind.to_string());
        for occurrence in snapshot.occurrences_of(claim.uid) {
            put("its words in the article".to_owned(), occurrence.uid, format!("“{}”", occurrence.exact));
        }
        for citation in snapshot.citations_of(claim.uid) {
            let Some(reference) = snapshot.reference(citation.reference) else { continue };
            if citation.state == CitationState::Suggested {
                continue;
            }
            let cited = snapshot.reference_address(reference);
            put(format!("its citation of {cited}"), citation.uid, citation.state.to_string());
            for reading in snapshot.readings_of(citation.uid) {
                let who = snapshot.person_name(reading.person);
                judge(format!("the reading of {cited} by {who}"), reading.uid, reading.stance.to_string());
            }
            let Some(work) = snapshot.work_of(citation) else { continue };
            let notices = find_work_notices(work, snapshot);
            let told: Vec<String> = notices.iter().map(|notice| notice.kind.to_string()).collect();
            put(format!("the notices on {}", work.key), work.uid, describe_list(&told));
            let kept = work.abstract_text.as_deref().unwrap_or("none");
            put(format!("the abstract of {}", work.key), work.uid, kept.to_owned());
        }
        for review in snapshot.reviews_of(claim.uid) {
            let who = snapshot.person_name(review.person);
            judge(format!("the verdict of {who}"), review.uid, review.verdict.to_string());
        }
        Self { address: snapshot.claim_address(claim), facts, judgements }
    }

    /// What this state is called: the same as long as nothing of it changes.
    pub fn version(&self) -> String {
        let mut hash = Sha256::new();
        for ((what, of), state) in self.facts.iter().chain(&self.judgements) {
            hash.update(format!("{}:{what} {of} {}:{state}", what.len(), state.len()));
        }
        to_hex(hash.finalize().get(..16).unwrap_or_default())
    }

    /// Refuses to decide on what was seen where it is otherwise now. Where others' judgements were withheld, it does not matter
    /// what they say now, and it is not told.
    pub fn refuse_changed(&self, now: Option<&Self>, withheld: bool) -> Result<(), Failure> {
        let Some(now) = now else {
            return Err(Failure::usage(format!("{} is no longer there. Nothing was changed", self.address)));
        };
        let mut differing = list_differing(&self.facts, &now.facts);
        if !withheld {
            differing.extend(list_differing(&self.judgements, &now.judgements));
        }
        if differing.is_empty() {
            return Ok(());
        }
        Err(Failure::usage(format!(
            "Nothing was recorded: {} was changed while you looked at it: {}. Look again, then decide",
            self.address,
            differing.join("; ")
        )))
    }
}

fn list_differing(before: &SeenParts, now: &SeenParts) -> Vec<String> {
    let all: BTreeSet<&(String, Uid)> = before.keys().chain(now.keys()).collect();
    let differing = all.into_iter().filter(|part| before.get(*part) != now.get(*part));
    let told = |of: &SeenParts, part| of.get(part).map_or_else(|| "none".to_owned(), |state| shorten(state));
    differing.map(|part| format!("{} was {}, and is now {}", part.0, told(before, part), told(now, part))).collect()
}

fn describe_list(all: &[String]) -> String {
    if all.is_empty() { "none".to_owned() } else { all.join(", ") }
}

/// The beginning of a long text.
fn shorten(text: &str) -> String {
    const MOST: usize = 160;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
