//! Reviews that are signed with a key: what is signed, by which program, and whose key it was.

use super::Failure;
use crate::catalogue::View;
use crate::evidence;
use crate::model::{Article, Claim, Person, PersonKey, Review, Uid, claim_address};
use crate::signing::{PublicKey, check_signature};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// What our signatures are made for: one over a text of ours counts for nothing else.
pub const NAMESPACE: &str = "claimbook";

/// The text that is signed of a review: everything that it says, one thing a line, with the hashes of what it rests on.
pub fn format_review(review: &Review) -> String {
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let json = |text: &str| serde_json::Value::from(text).to_string();
    let settles =
        review.settles.as_ref().map(|settled| settled.0.iter().map(Uid::to_string).collect::<Vec<_>>().join(" "));
    let signature = serde_json::to_string(&review.signature).unwrap_or_default();
    format!(
        "claimbook review 1\nreview {}\nclaim {}\nperson {}\nreviewed-on {}\nverdict {}\nnote {}\ndue-on {}\nsettles {}\nrests-on {signature}\n",
        review.uid,
        review.claim,
        review.person,
        review.reviewed_on,
        review.verdict,
        or_none(review.note.as_deref().map(json)),
        or_none(review.due_on.map(|due| due.to_string())),
        or_none(settles),
    )
}

/// Has the user's own program sign a text: `ssh-keygen` or one that takes the same arguments. It may ask for a passphrase at the
/// terminal, or for a touch of a security key, so nothing may be locked meanwhile.
pub fn sign_text(program: &Path, key: &Path, text: &str) -> Result<String, Failure> {
    let shown = program.display();
    let failed = |why: String| Failure::usage(format!("nothing was signed, and nothing was recorded: {why}"));
    let mut command = Command::new(program);
    command.args(["-Y", "sign", "-n", NAMESPACE, "-f"]).arg(key);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = command.spawn().map_err(|e| failed(format!("{shown} cannot be run ({e})")))?;
    if let Some(mut stdin) = running.stdin.take() {
        // A program that ends before it has read everything says itself why.
        let _ = stdin.write_all(text.as_bytes());
    }
    let ended = running.wait_with_output().map_err(|e| failed(format!("{shown} failed ({e})")))?;
    let said = String::from_utf8_lossy(&ended.stderr);
    if !ended.status.success() {
        return Err(failed(format!("{shown} refused to sign with {}: {}", key.display(), said.trim())));
    }
    String::from_utf8(ended.stdout).map_err(|_| failed(format!("what {shown} printed is not a signature")))
}

/// Refuses a signature that does not hold, or that was made by a key which is not the person's.
pub fn require_own_key(view: View<'_>, person: &Person, armoured: &str, text: &str) -> Result<(), Failure> {
    let key = check_signature(armoured, NAMESPACE, text.as_bytes());
    let key = key.map_err(|wrong| {
        Failure::usage(format!("the signature is not valid: {wrong}. Nothing was recorded; try again"))
    })?;
    let keys = view.keys_of(person.uid)?;
    let current = keys.iter().filter(|known| known.retired_on.is_none());
    if current.clone().any(|known| is_key(known, &key)) {
        return Ok(());
    }
    let known: Vec<String> =
        current.filter_map(|known| Some(known.public_key.parse::<PublicKey>().ok()?.fingerprint())).collect();
    let has = match known.is_empty() {
        true => "has none in the catalogue".to_owned(),
        false => format!("has {}", known.join(", ")),
    };
    Err(Failure::usage(format!(
        "the key that signed, {}, is not {}'s, who {has}. Nothing was recorded. To add it: claimbook edit \"{}\" key=FILE.pub",
        key.fingerprint(),
        person.name,
        person.name
    )))
}

/// Whether a key that the catalogue knows is this one.
pub(super) fn is_key(known: &PersonKey, key: &PublicKey) -> bool {
    known.public_key.parse::<PublicKey>().as_ref() == Ok(key)
}

/// What checking the reviews' signatures found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignedReviews {
    /// Reviews whose key signature holds and is the person's.
    pub hold: usize,
    /// Reviews without a key signature.
    pub unsigned: usize,
    /// What is wrong, each with its review's uid.
    pub wrong: Vec<(Uid, String)>,
}

/// Checks every review: what it says against what it signed, and a signature by a key against the keys of its person.
pub fn check_reviews(view: View<'_>) -> Result<SignedReviews, Failure> {
    let mut found = SignedReviews::default();
    for review in view.stored_reviews()? {
        for part in evidence::find_altered_parts(&review, &[]) {
            let which = name_review(view, &review)?;
            found.wrong.push((
                review.uid,
                format!("{part} of {which} is not what was signed: it was changed outside claimbook"),
            ));
        }
        let Some(armoured) = &review.signed else {
            found.unsigned += 1;
            continue;
        };
        match check_review(view, &review, armoured)? {
            None => found.hold += 1,
            Some(why) => {
                let which = name_review(view, &review)?;
                found.wrong.push((review.uid, format!("the signature of {which} fails: {why}")));
            }
        }
    }
    Ok(found)
}

/// Why the signature of a review does not count; none where it does.
fn check_review(view: View<'_>, review: &Review, armoured: &str) -> Result<Option<String>, Failure> {
    let key = match check_signature(armoured, NAMESPACE, format_review(review).as_bytes()) {
        Ok(key) => key,
        Err(wrong) => return Ok(Some(wrong.to_string())),
    };
    let Some(person) = view.get::<Person>(review.person)? else { return Ok(Some("nobody is named".to_owned())) };
    let person = view.find_surviving_person(person)?;
    let keys = view.keys_of(person.uid)?;
    let of_person = keys.iter().find(|known| is_key(known, &key));
    Ok(match of_person {
        None => Some(format!("{} signed it, which is not a key of {}", key.fingerprint(), person.name)),
        Some(known) => known.retired_on.filter(|on| *on < review.reviewed_on).map(|on| {
            format!(
                "{} signed it, which has not been a key of {} since \
                {on}",
                key.fingerprint(),
                person.name
            )
        }),
    })
}

/// `the review of knees/c1 by A. Reviewer on 2026-11-23`.
fn name_review(view: View<'_>, review: &Review) -> Result<String, Failure> {
    let claim = view.get::<Claim>(review.claim)?;
    let home = claim.as_ref().map(|claim| view.get::<Article>(claim.article)).transpose()?.flatten();
    let address = claim.zip(home).map_or_else(String::new, |(claim, home)| claim_address(&home.key, claim.serial));
    let person = view.get::<Person>(review.person)?.map(|person| person.name).unwrap_or_default();
    Ok(format!("the review of {address} by {person} on {}", review.reviewed_on))
}
