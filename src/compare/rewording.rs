//! Whether one sentence was made of another: how many of its words stand in both. From here on it is worth asking what the new
//! wording says that the old one did not.

use super::describe_other_sense;
use crate::text::tokenise;
use std::cmp::Ordering;

/// So many in a hundred words are in both of two sentences of which one was made of the other, as [`share_words`] counts them.
pub const FEWEST_SHARED: usize = 45;
/// The same where both stand beside the same sentence.
pub const FEWEST_SHARED_IN_PLACE: usize = 25;
/// So many of the shorter one are in both where one stands in the place of the other, between the same sentences.
pub const FEWEST_SHARED_IN_STEAD: usize = 40;
/// So many in a hundred words of a sentence stand in the one that it was made of, where nothing but the words tells that it was.
const FEWEST_KEPT: usize = 60;

/// How many in a hundred words of the longer of two sentences are in both, given the stems of each in order.
pub fn share_words(these: &[String], those: &[String]) -> usize {
    let longest = these.len().max(those.len()).max(1);
    let (mut one, mut another) = (these.iter().peekable(), those.iter().peekable());
    let mut shared = 0;
    while let (Some(this), Some(that)) = (one.peek(), another.peek()) {
        match this.cmp(that) {
            Ordering::Less => _ = one.next(),
            Ordering::Greater => _ = another.next(),
            Ordering::Equal => {
                shared += 1;
                _ = one.next();
                _ = another.next();
            }
        }
    }
    shared * 100 / longest
}

/// Whether a sentence was made of an earlier one, and says no more than that: a slip mended, a softer word.
pub fn says_no_more(before: &str, now: &str) -> bool {
    let (was, is) = (tokenise(before), tokenise(now));
    let kept = is.iter().filter(|word| was.contains(word)).count();
    kept * 100 >= is.len().max(1) * FEWEST_KEPT && describe_other_sense(before, now).is_none()
}
