//! Folding: two spellings of one thing become one string, so that they can be compared.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Folds text for comparison: compatibility forms decomposed (NFKD), diacritics dropped, letters that have no
/// decomposition spelt out (`ß` `ø` `ł` `æ`), lower case, Greek letters by name, every dash a hyphen, every quote
/// straight, soft hyphens and zero-width characters gone, every run of space one blank.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        text.chars().for_each(|c| push(c.to_ascii_lowercase(), &mut folded));
    } else {
        let nfkd = DecomposingNormalizerBorrowed::new_nfkd();
        nfkd.normalize_iter(text.chars()).for_each(|c| fold_char(c, &mut folded));
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Appends one decomposed character, folded.
fn fold_char(c: char, folded: &mut String) {
    if is_mark(c) || is_invisible(c) {
        return;
    }
    if let Some(plain) = find_plain_spelling(c) {
        folded.push_str(plain);
        return;
    }
    for lower in c.to_lowercase().filter(|c| !is_mark(*c)) {
        match greek_name(lower).or_else(|| find_plain_spelling(lower)) {
            Some(name) => folded.push_str(name),
            None => push(lower, folded),
        }
    }
}

/// Appends a character; space is never doubled and never leads.
fn push(c: char, folded: &mut String) {
    if !c.is_whitespace() {
        folded.push(c);
    } else if !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// A combining mark: what NFKD splits off a letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

/// A character that is there only for layout.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The plain spelling of letters without decomposition, dashes and quotes.
fn find_plain_spelling(c: char) -> Option<&'static str> {
    Some(match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '﹣' | '-' => "-",
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' | 'ʼ' | 'ʹ' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        '⁄' => "/",
        _ => return None,
    })
}

/// The English name of a lower-case Greek letter.
fn greek_name(c: char) -> Option<&'static str> {
    const NAMES: [&str; 25] = [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ];
    let at = u32::from(c).checked_sub(u32::from('α'))?;
    NAMES.get(usize::try_from(at).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_has_one_folded_form() {
        for (text, folded) in [
            ("Women’s  Health", "women's health"),
            ("β-Blockers — Überblick", "beta-blockers - uberblick"),
            ("Łódź, Straße, Bjørn, Æsop", "lodz, strasse, bjorn, aesop"),
            ("ﬁrst\u{ad} aid\u{200b}", "first aid"),
            ("I²", "i2"),
            ("İstanbul", "istanbul"),
            ("“quoted” 33–48.4", "\"quoted\" 33-48.4"),
            ("  \n spaces\u{a0}\t here ", "spaces here"),
            ("½ cup", "1/2 cup"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = fold(&text);
            proptest::prop_assert_eq!(fold(&once), once.clone());
        }
    }
}
