//! Words that one wording misspells and the other does not: a mended slip says nothing else.

use super::reading::names_health;
use crate::text::find_all_quantities;
use crate::text::slips::{is_misspelling, is_slip_of_word, is_swap_of_letters};

/// The earlier wording with its misspelt words as the later one has them, or the other way round. Words that lists know apart stay:
/// "hypothermia" is no slip of "hyperthermia".
pub(super) fn mend_slips(before: &str, now: &str) -> String {
    let (was, is): (Vec<&str>, Vec<&str>) = (before.split_whitespace().collect(), now.split_whitespace().collect());
    if was.len() != is.len() {
        return before.to_owned();
    }
    let words = was.iter().zip(&is).map(|(old, new)| if is_slip(old, new) { *new } else { *old });
    words.collect::<Vec<_>>().join(" ")
}

fn is_slip(old: &str, new: &str) -> bool {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let (old, new) = (bare(old), bare(new));
    if old == new || is_adverb(&old, &new) || is_adverb(&new, &old) {
        return old != new;
    }
    let counts = |word: &str| !find_all_quantities(word).is_empty();
    let known = [names_health(&old), names_health(&new)];
    let is_like = match known {
        [true, true] => false,
        [false, false] => is_slip_of_word(&old, &new) || is_swap_of_letters(&old, &new),
        _ => is_misspelling(&old, &new),
    };
    is_like && !counts(&old) && !counts(&new)
}

/// "Less sharp" for "less sharply".
fn is_adverb(plain: &str, adverb: &str) -> bool {
    adverb.strip_suffix("ly") == Some(plain)
}
