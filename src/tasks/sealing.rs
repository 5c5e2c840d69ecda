//! Seals: the ends of the log's chains, signed with a key, and kept where nobody can change them together with the log.

use super::Failure;
use super::signing::{NAMESPACE, is_key, sign_text};
use crate::catalogue::View;
use crate::model::{Head, Person, Uid};
use crate::signing::{PublicKey, check_signature};
use std::collections::BTreeMap;
use std::path::Path;

/// How a seal begins.
const FIRST: &str = "claimbook seal 1";
const ARMOUR: &str = "-----BEGIN SSH SIGNATURE-----";

/// The text that is signed: who sealed when, and the last event of each writer.
pub fn format_seal(view: View<'_>, by: &str, at: jiff::Timestamp) -> Result<String, Failure> {
    let heads = view.heads()?;
    if heads.is_empty() {
        return Err(Failure::usage("nothing has happened in this catalogue yet, so there is nothing to seal"));
    }
    let heads = heads.into_iter().map(|(writer, head)| format!("head {writer} {} {}\n", head.seq, head.hash));
    Ok(format!("{FIRST}\nsealed-at {at}\nsealed-by {by}\n{}", heads.collect::<String>()))
}

/// The seal: the text, and the signature behind it.
pub fn sign_seal(program: &Path, key: &Path, text: &str) -> Result<String, Failure> {
    Ok(format!("{text}{}", sign_text(program, key, text)?))
}

/// What a seal says of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedSeal {
    /// Who sealed, and when, as the seal says; and the key that signed it.
    pub made: String,
    /// Whether everything that it sealed is still in the log, and its key is somebody's here.
    pub holds: bool,
    /// What is wrong with it, or what it says; a sentence each.
    pub said: Vec<String>,
}

/// Checks a seal against the log. One that is no seal, or whose signature fails, is refused: it says nothing about the log.
pub fn check_seal(view: View<'_>, seal: &str) -> Result<CheckedSeal, Failure> {
    let refused = |why: String| Failure::usage(format!("this seal cannot be checked: {why}"));
    let at = seal.find(ARMOUR).filter(|_| seal.starts_with(FIRST));
    let (text, armoured) = at
        .and_then(|at| seal.split_at_checked(at))
        .ok_or_else(|| refused("a file that `claimbook seal` wrote begins with “claimbook seal 1”".to_owned()))?;
    let key = check_signature(armoured, NAMESPACE, text.as_bytes()).map_err(|wrong| refused(wrong.to_string()))?;
    let sealed = read_heads(text).ok_or_else(|| refused("its lines are not those of a seal".to_owned()))?;
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("?").trim().to_owned();
    let (mut said, mut holds) = (Vec::new(), true);
    let whose = find_key_owner(view, &key)?;
    if whose.is_none() {
        holds = false;
        said.push(format!(
            "nobody in this catalogue has the key {} that signed it: ask whoever gave you the seal",
            key.fingerprint()
        ));
    }
    for (writer, head) in &sealed {
        if view.event_hash(*writer, head.seq)?.as_deref() != Some(head.hash.as_str()) {
            holds = false;
            said.push(format!("Event {} of writer {writer} is not in the log as it was sealed: the log was cut or rewritten, or this is another catalogue.", head.seq));
        }
    }
    let events: u64 = sealed.values().map(|head| head.seq).sum();
    if holds {
        said.push(format!("All {events} events that were sealed are in the log as they were."));
    }
    let whose = whose.unwrap_or_else(|| "nobody known here".to_owned());
    let made =
        format!("sealed by {} at {}, with {} of {whose}", field("sealed-by "), field("sealed-at "), key.fingerprint());
    Ok(CheckedSeal { made, holds, said })
}

fn read_heads(text: &str) -> Option<BTreeMap<Uid, Head>> {
    let mut heads = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("head ")) {
        let parts: Vec<&str> = line.split(' ').collect();
        let [writer, seq, hash] = parts.as_slice() else { return None };
        heads.insert(writer.parse().ok()?, Head { seq: seq.parse().ok()?, hash: (*hash).to_owned() });
    }
    (!heads.is_empty()).then_some(heads)
}

/// The name of whoever has a key, now or before.
fn find_key_owner(view: View<'_>, key: &PublicKey) -> Result<Option<String>, Failure> {
    for known in view.people_keys()?.into_iter().filter(|known| is_key(known, key)) {
        if let Some(person) = view.get::<Person>(known.person)? {
            return Ok(Some(view.find_surviving_person(person)?.name));
        }
    }
    Ok(None)
}
