//! Who relies on the earlier words of a claim, and whether its present words say the same.

use super::Context;
use crate::compare::describe_other_sense;
use crate::model::{Claim, Occurrence, Status};
use crate::text::anchor::describe_turns;
use crate::text::marks::mask_marks;
use crate::text::spelling::have_same_words;
use crate::text::split_sentences;

/// Who relies on the earlier words of a claim.
pub(in crate::rules) enum Reliance {
    /// Somebody gave a verdict, which holds for these very words alone.
    Verdict,
    /// Somebody agreed that they make a claim, and gave no verdict yet.
    Acceptance,
    /// Nobody: the claim is only proposed, and what its new words say is judged as any change is.
    Nobody,
}

impl Reliance {
    /// Finds who relies on the words of a claim.
    pub(in crate::rules) fn of_claim(ctx: &Context, claim: &Claim) -> Self {
        match claim.status {
            _ if ctx.snapshot.reviews.iter().any(|review| review.claim == claim.uid) => Self::Verdict,
            Status::Proposed => Self::Nobody,
            _ => Self::Acceptance,
        }
    }
}

/// Whether what stands at the place of a claim now says what its earlier words said, and no more: a synonym, a hedge, the same amount
/// in another unit, or a sentence that was joined with another claim.
pub(in crate::rules) fn says_the_same(ctx: &Context, occurrence: &Occurrence) -> bool {
    let now = ctx.text(occurrence.start, occurrence.end);
    if now.is_empty() {
        return false;
    }
    if !have_same_words(&now, &occurrence.exact) {
        return describe_other_sense(&occurrence.exact, &now).sure.is_empty();
    }
    // What stood beside the words may have gone: only what was a sentence by itself can have been joined with others.
    let before = occurrence.prefix.trim_end_matches(' ');
    let began = before.is_empty() || before.ends_with(['.', '!', '?', ']', '\n']);
    if !(began && occurrence.exact.ends_with(['.', '!', '?'])) {
        return false;
    }
    let headings = ctx.headings_over(occurrence.start, occurrence.end).zip(occurrence.heads.as_ref());
    let is_headed_alike = || headings.is_none_or(|(now, before)| describe_turns(before, &now).is_empty());
    let rest = read_rest_of_sentence(ctx, occurrence);
    let joined = |rest: String| format!("{} {rest}", now.trim_end_matches(['.', ' ']));
    rest.is_some_and(|rest| describe_other_sense(&now, &joined(rest)).is_none()) && is_headed_alike()
}

/// The words of the sentence of a place that belong neither to it nor to another claim.
fn read_rest_of_sentence(ctx: &Context, occurrence: &Occurrence) -> Option<String> {
    let version = ctx.snapshot.version.as_ref()?;
    let block = version.blocks.block_at(occurrence.start)?;
    let text = mask_marks(ctx.slice(block.start, block.end), block);
    let sentences = split_sentences(&text, &ctx.article()?.language).into_iter();
    let mut spans = sentences.map(|span| (block.start + span.start, block.start + span.end));
    let (start, end) = spans.find(|(start, end)| (*start..*end).contains(&occurrence.start))?;
    // A clause that is only proposed may take the claim back: "…, but this has been disproved".
    let stands = |o: &&Occurrence| ctx.snapshot.claim(o.claim).is_some_and(|claim| claim.status == Status::Accepted);
    let is_placed = |o: &&Occurrence| o.has_place(version.n) && o.start >= start && o.end <= end && stands(o);
    let mut taken: Vec<(u32, u32)> =
        ctx.snapshot.occurrences.iter().filter(is_placed).map(|o| (o.start, o.end)).collect();
    taken.sort_unstable();
    let (mut rest, mut at) = (Vec::new(), start);
    for (from, to) in taken {
        rest.push(ctx.text(at, from.max(at)));
        at = at.max(to);
    }
    rest.push(ctx.text(at, end.max(at)));
    Some(rest.join(" ").trim().to_owned())
}
