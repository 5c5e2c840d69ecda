//! Lists of names with the given name first, in which names that nobody knows are told by their neighbours:
//! `Tamsin Oakes; Ivo van der Berg`.

use super::nobody::{is_more, is_nobody};
use super::people::{is_initials, is_particle, is_small, is_spelt, is_suffix, read_undivided};
use crate::read::printed::is_organisation;

/// Names of a list that all have the given name first, `Tamsin Oakes; Ivo van der Berg`, as `Family, Given`. None where one of
/// them may be an organisation, or has its initials behind; and none where no name is a person's beyond doubt, unless the
/// list is known to hold people alone.
pub(in crate::read::references) fn invert_all(parts: &[&str], people: bool) -> Option<Vec<String>> {
    let inverted: Option<Vec<String>> = parts.iter().map(|part| invert(part)).collect();
    let certain = |part: &&&str| read_undivided(part).family.is_some();
    // Names that are all certain need no neighbours.
    let certain = parts.iter().filter(certain).count();
    inverted.filter(|all| all.len() > 1 && certain < all.len() && (people || certain > 0))
}

/// `Ivo van der Berg` as `van der Berg, Ivo`; what stands for others stays as it is.
fn invert(text: &str) -> Option<String> {
    if is_more(text) || is_nobody(text) {
        return Some(text.to_owned());
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let known = read_undivided(text);
    let (first, last) = (words.first()?, words.last()?);
    let plain = (2..=6).contains(&words.len()) && !text.contains([',', '(', '&']) && !is_organisation(text);
    let between = words.iter().all(|word| is_spelt(word) || is_particle(word) || is_initials(word));
    if !plain || !between || is_small(first) || !is_spelt(last) || is_suffix(last) {
        return None;
    }
    // A given name that many people have may be a second one: `Mary Anne Oakes`.
    if let (Some(family), Some(given)) = (&known.family, &known.given) {
        let particle = known.non_dropping_particle.iter().map(|particle| format!("{particle} ")).collect::<String>();
        return Some(format!("{particle}{family}, {given}"));
    }
    let family = words.iter().position(|word| is_particle(word)).filter(|at| *at > 0).unwrap_or(words.len() - 1);
    let (given, family) = words.split_at_checked(family)?;
    Some(format!("{}, {}", family.join(" "), given.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_with_the_given_names_first() {
        for (parts, want) in [
            (vec!["Lena Pruitt", "Wim van Ommen"], Some("Pruitt, Lena; van Ommen, Wim")),
            (vec!["Lena Pruitt", "K. J. Marsh", "et al."], Some("Pruitt, Lena; Marsh, K. J.; et al.")),
            (vec!["Ólafur Ragnar Pruitt", "Ysolde Tamm"], None),
            (vec!["Pruitt L", "Marsh K"], None),
            (vec!["Lena Pruitt", "Department of Health"], None),
            (vec!["Pruitt, Lena", "van Ommen, Wim"], None),
        ] {
            assert_eq!(invert_all(&parts, false).map(|all| all.join("; ")).as_deref(), want, "{parts:?}");
        }
        let people = invert_all(&["Ólafur Pruitt", "Ana de la Vega"], true);
        assert_eq!(people.unwrap_or_default(), ["Pruitt, Ólafur", "de la Vega, Ana"]);
    }
}
