//! Two wordings side by side: which words of each the other lacks.

/// A stretch of a text, and whether the other text lacks it.
pub type ComparedWord<'t> = (bool, &'t str);

/// Both wordings word by word, each word with the space behind it.
pub fn mark_differences<'t>(was: &'t str, now: &'t str) -> (Vec<ComparedWord<'t>>, Vec<ComparedWord<'t>>) {
    let words = |text: &'t str| text.split_inclusive(' ').collect::<Vec<&'t str>>();
    let (old, new) = (words(was), words(now));
    let bare = |words: &[&'t str]| words.iter().map(|word| word.trim_end()).collect::<Vec<&'t str>>();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, &bare(&old), &bare(&new)) {
        let differs = op.tag() != similar::DiffTag::Equal;
        left.extend(old.get(op.old_range()).unwrap_or_default().iter().map(|word| (differs, *word)));
        right.extend(new.get(op.new_range()).unwrap_or_default().iter().map(|word| (differs, *word)));
    }
    (left, right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_shows_what_the_other_lacks() {
        let (was, now) = mark_differences("more than 40% of women", "40% of pregnant women");
        assert_eq!(was, [(true, "more "), (true, "than "), (false, "40% "), (false, "of "), (false, "women")]);
        assert_eq!(now, [(false, "40% "), (false, "of "), (true, "pregnant "), (false, "women")]);
    }
}
